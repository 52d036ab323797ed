//! 成本收入比法 against `data/cost-ccr-drg.json` (cost-method §8.4): ratios, cost per patient, unit × item, reconciliation.

use yingheng_core::allocation::{add, allocate, total};
use yingheng_core::costing::{Costing, cost};
use yingheng_core::facts::Facts;
use yingheng_core::hospital::{CostItem, ItemAmounts};
use yingheng_core::issue::Issue;
use yingheng_core::plan::{Adjustments, Plan};
use yingheng_core::quantity::{Fraction, Money, rounding};
use yingheng_tests::hospital::{exact_fen, items, ten_patients, ten_patients_golden};

fn run(facts: &Facts, plan: &Plan) -> (Costing, Vec<Issue>) {
    let (allocation, issues) = allocate(facts, plan, &Adjustments::default());
    assert_eq!(issues, []);
    cost(facts, plan, Some(&allocation), &Adjustments::default())
}

#[test]
fn units_by_item_and_ratio() {
    let (facts, plan) = ten_patients();
    let golden = ten_patients_golden();
    let (costing, issues) = run(&facts, &plan);
    assert_eq!(issues, []);
    assert_eq!(costing.unassigned, ItemAmounts::default());
    let mut all = ItemAmounts::default();
    for unit in &costing.service_units {
        assert_eq!(
            unit.cost,
            items(&golden["input"]["unit_cost_by_item"][&unit.code]),
            "{}",
            unit.code
        );
        let expected = &golden["expected"]["ccr"][&unit.code];
        let ratio = unit.ratio.clone().expect("a ratio");
        assert_eq!(
            &ratio * &Fraction::from(100),
            exact_fen(expected),
            "{}",
            unit.code
        );
        assert_eq!(
            rounding::to_text(&ratio, 4),
            expected["r4"].as_str().expect("r4")
        );
        assert_eq!(total(unit.item_ratio.as_ref().expect("ratios")), ratio);
        assert_eq!(unit.outpatient_revenue, Money::ZERO);
        add(&mut all, &unit.cost);
    }
    assert_eq!(
        total(&all),
        exact_fen(&golden["expected"]["reconciliation"]["all_unit_cost"])
    );
}

#[test]
fn each_patient_by_unit_and_item() {
    let (facts, plan) = ten_patients();
    let golden = ten_patients_golden();
    let (costing, _) = run(&facts, &plan);
    let mut sum = Fraction::zero();
    for (case, patient) in golden["input"]["patients"]
        .as_array()
        .expect("patients")
        .iter()
        .enumerate()
    {
        let expected = &golden["expected"]["patient_cost"][patient["id"].as_str().expect("id")];
        assert_eq!(
            costing.case_cost[case]
                .clone()
                .expect("computable")
                .to_string(),
            expected["cost"]["r2"].as_str().expect("r2")
        );
        let (mut exact, mut by_item) = (Fraction::zero(), ItemAmounts::default());
        for (unit, charges) in costing.service_units.iter().zip(&costing.case_unit_charges) {
            let charge = Fraction::from(charges[case]);
            let part = &charge * unit.ratio.as_ref().expect("a ratio");
            assert_eq!(part, exact_fen(&expected["by_unit"][&unit.code]));
            exact += &part;
            for (sum, ratio) in by_item
                .iter_mut()
                .zip(unit.item_ratio.as_ref().expect("ratios"))
            {
                *sum += &(&charge * ratio);
            }
        }
        assert_eq!(exact, exact_fen(&expected["cost"]));
        assert_eq!(by_item, items(&expected["by_item"]));
        sum += &exact;
    }
    assert_eq!(
        sum,
        exact_fen(&golden["expected"]["reconciliation"]["these_patients"])
    );
}

/// Patients × items of a group's mean, the unit × item matrix included, rounded once.
#[test]
fn each_group_unit_by_item() {
    let (facts, plan) = ten_patients();
    let golden = ten_patients_golden();
    let (costing, _) = run(&facts, &plan);
    for (index, group) in facts.cases.groups.iter().enumerate() {
        let expected = &golden["expected"]["groups"][group];
        let members: Vec<usize> = (0..facts.cases.len())
            .filter(|case| facts.cases.group[*case] as usize == index)
            .collect();
        let each = Fraction::new(1, members.len()).expect("members");
        let mut mean = Fraction::zero();
        for (unit, charges) in costing.service_units.iter().zip(&costing.case_unit_charges) {
            let charge =
                Fraction::from(members.iter().map(|case| charges[*case]).sum::<i64>()) * &each;
            let part = &charge * unit.ratio.as_ref().expect("a ratio");
            assert_eq!(
                part,
                exact_fen(&expected["unit_cost_by_service_unit"][&unit.code]),
                "{group} {}",
                unit.code
            );
            for item in CostItem::ALL {
                let cell = &charge * &unit.item_ratio.as_ref().expect("ratios")[item.index()];
                let printed =
                    expected["matrix_service_unit_x_item"][&unit.code][item.official()].as_str();
                assert_eq!(
                    Some(rounding::to_money(&cell).to_string().as_str()),
                    printed
                );
            }
            mean += &part;
        }
        assert_eq!(mean, exact_fen(&expected["unit_cost"]), "{group}");
    }
}

fn codes(issues: &[Issue]) -> Vec<&str> {
    issues.iter().map(Issue::code).collect()
}

/// A unit without revenue has no ratio; cases charged there have no cost; the others keep theirs.
#[test]
fn no_revenue_is_a_reason() {
    let (mut facts, plan) = ten_patients();
    facts.revenue.retain(|line| line.service_unit != "重症监护");
    let (costing, issues) = run(&facts, &plan);
    assert_eq!(
        codes(&issues),
        ["costing.no_revenue", "costing.case_charges_exceed_revenue"]
    );
    assert_eq!(
        costing.service_units[1]
            .ratio
            .clone()
            .expect_err("no ratio")
            .code,
        "reason.no_revenue"
    );
    for (case, cost) in costing.case_cost.iter().enumerate() {
        assert_eq!(cost.is_err(), costing.case_unit_charges[1][case] != 0);
    }
}

/// What belongs to no service unit stays visible, and the sum still holds.
#[test]
fn a_unit_without_service_unit_stays_visible() {
    let (mut facts, plan) = ten_patients();
    facts.departments[4].0.service_unit = None;
    facts.departments[5].0.service_unit = Some("理疗".to_owned());
    let (costing, issues) = run(&facts, &plan);
    assert_eq!(
        codes(&issues)[..2],
        ["costing.no_service_unit", "costing.unknown_service_unit"]
    );
    assert_eq!(
        costing
            .unassigned_lines
            .iter()
            .map(|line| line.1)
            .collect::<Vec<_>>(),
        ["reason.no_service_unit", "reason.unknown_service_unit"]
    );
    let mut all = costing.unassigned.clone();
    costing
        .service_units
        .iter()
        .for_each(|unit| add(&mut all, &unit.cost));
    assert_eq!(
        total(&all),
        exact_fen(&ten_patients_golden()["expected"]["reconciliation"]["all_unit_cost"])
    );
}

/// An unmapped fee line is reported with its amount and cell; a case with nothing else has no cost.
#[test]
fn an_unmapped_fee_line_is_reported() {
    let (facts, mut plan) = ten_patients();
    plan.fee_lines.retain(|rule| rule.fee_line != "fee.imaging");
    let (costing, issues) = run(&facts, &plan);
    assert_eq!(codes(&issues), ["costing.unmapped_fee_line"]);
    assert_eq!(issues[0].message.arguments["count"], "10");
    let imaging: i64 = facts.cases.fees[3].iter().sum();
    assert_eq!(costing.unmapped_charges, Money::from_fen(imaging));
    assert_eq!(
        issues[0].message.arguments["amount"],
        Money::from_fen(imaging).to_string()
    );

    plan.fee_lines.clear();
    let (costing, issues) = run(&facts, &plan);
    assert!(codes(&issues).contains(&"costing.no_fee_detail"));
    assert!(
        costing
            .case_cost
            .iter()
            .all(|cost| cost.as_ref().expect_err("no cost").code == "reason.no_fee_detail")
    );
}

/// A cost the file gives stands as it is; a scenario of wages says that it does not reach it.
#[test]
fn a_given_cost_stands() {
    let (mut facts, plan) = ten_patients();
    facts.cases.given_cost[3] = Some(123);
    let wages = Adjustments {
        item: std::array::from_fn(|item| Fraction::from(1 + i64::from(item == 0))),
        ..Adjustments::default()
    };
    let (allocation, _) = allocate(&facts, &plan, &wages);
    let (costing, issues) = cost(&facts, &plan, Some(&allocation), &wages);
    assert_eq!(costing.case_cost[3], Ok(Money::from_fen(123)));
    assert!(codes(&issues).contains(&"costing.given_cost_not_adjusted"));
    // Without a ledger, cases with a given cost keep it and the others have none.
    let (costing, _) = cost(&facts, &plan, None, &Adjustments::default());
    assert_eq!(costing.case_cost[3], Ok(Money::from_fen(123)));
    assert_eq!(
        costing.case_cost[0].clone().expect_err("no ledger").code,
        "reason.no_ledger"
    );
}
