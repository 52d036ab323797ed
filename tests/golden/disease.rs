//! 病种与病组成本四法 against `data/cost-topdown-drg.json` and `data/cost-ccr-drg.json` (cost-method §8.4), and a hospital
//! that joins the step-down of `data/cost-stepdown.json` to its cases.

#[path = "disease/kit.rs"]
mod kit;

use kit::{Comparison, one_ward, step_down_hospital, topdown_golden};
use yingheng_core::costing::methods::Method;
use yingheng_core::costing::statistics;
use yingheng_core::hospital::CostItem;
use yingheng_core::plan::TopDownDriver;
use yingheng_core::quantity::{Fraction, rounding};
use yingheng_core::run::compute;
use yingheng_tests::hospital::{exact_fen, ten_patients, ten_patients_golden};

const G: [&str; 3] = ["G1", "G2", "G3"];

#[test]
fn top_down_of_the_ten_patients() {
    let golden = topdown_golden();
    let (facts, plan) = one_ward();
    let comparison = Comparison::of(&facts, &plan);
    let [unit] = &comparison.methods.top_down[..] else {
        panic!("one unit with bed-days");
    };
    let expected = &golden["expected"];
    assert_eq!(
        unit.pool.clone().expect("a pool"),
        exact_fen(&golden["input"]["unit_full_cost"])
    );
    let rate = unit.rate.clone().expect("a rate");
    assert_eq!(rate, exact_fen(&expected["rate_per_bed_day"]));
    assert_eq!(
        rounding::to_money(&rate).to_string(),
        expected["rate_per_bed_day"]["r2"].as_str().expect("r2")
    );
    let mut all = Fraction::zero();
    for group in G {
        let own = comparison.of_group(group, Method::TopDown);
        let cost = own.cost.clone().expect("a cost");
        let each = cost.over(&Fraction::whole(own.cases), || unreachable!());
        let wanted = &expected["group_unit_cost"][group];
        assert_eq!(each.clone().expect("cases"), exact_fen(wanted), "{group}");
        assert_eq!(
            rounding::to_money(&each.expect("cases")).to_string(),
            wanted["r2"].as_str().expect("r2")
        );
        all += &cost;
    }
    assert_eq!(all, exact_fen(&expected["total"]));
    let pool = comparison.methods.pools[Method::TopDown as usize].as_ref();
    let pool = pool.expect("a pool");
    assert_eq!(pool.covered, all);
    assert_eq!(pool.remainder(), Fraction::zero());
}

/// Every patient: one group per patient is the patient's own cost.
#[test]
fn top_down_patient_by_patient() {
    let golden = topdown_golden();
    let (mut facts, plan) = one_ward();
    let names: Vec<String> = (1..=10).map(|number| format!("P{number:02}")).collect();
    facts.cases.groups.clone_from(&names);
    facts.cases.group_names = vec![String::new(); 10];
    facts.cases.group = (0..10).collect();
    let comparison = Comparison::of(&facts, &plan);
    for name in &names {
        let cost = comparison.of_group(name, Method::TopDown).cost.clone();
        let wanted = &golden["expected"]["patient_cost"][name];
        assert_eq!(cost.clone().expect("a cost"), exact_fen(wanted), "{name}");
        assert_eq!(
            rounding::to_money(&cost.expect("a cost")).to_string(),
            wanted["r2"].as_str().expect("r2")
        );
    }
}

/// By discharges instead of days every case bears the same share, and the total stays.
#[test]
fn top_down_by_another_parameter() {
    let (facts, mut plan) = one_ward();
    for driver in [TopDownDriver::Cases, TopDownDriver::Charges] {
        plan.disease.top_down = driver;
        let comparison = Comparison::of(&facts, &plan);
        let total: Fraction = G
            .iter()
            .map(|group| comparison.of_group(group, Method::TopDown).cost.clone())
            .map(|cost| cost.expect("a cost"))
            .sum();
        assert_eq!(
            total,
            exact_fen(&topdown_golden()["input"]["unit_full_cost"])
        );
    }
    plan.disease.top_down = TopDownDriver::Cases;
    let own = Comparison::of(&facts, &plan);
    let rate = own.methods.top_down[0].rate.clone().expect("a rate");
    assert_eq!(
        rate * Fraction::from(10),
        own.methods.top_down[0].spread().expect("spread")
    );
}

/// The groups of the engine itself: every figure of the cost-to-charge file that a group has.
#[test]
fn cost_to_charge_groups_of_the_engine() {
    let (facts, plan) = ten_patients();
    let golden = ten_patients_golden();
    let run = compute(&facts, &kit::unpriced(), &plan, &Default::default());
    let comparison = Comparison::of(&facts, &plan);
    let mut all = Fraction::zero();
    for group in G {
        let expected = &golden["expected"]["groups"][group];
        let own = comparison.of_group(group, Method::CostToCharge);
        assert_eq!(own.cases, expected["cases"].as_u64().expect("cases"));
        let cost = own.cost.clone().expect("a cost");
        assert_eq!(cost, exact_fen(&expected["total_cost"]), "{group}");
        assert_eq!(own.by_unit.iter().sum::<Fraction>(), cost);
        let per_case = |fen: &Fraction| fen * &Fraction::new(1, own.cases).expect("cases");
        assert_eq!(
            per_case(&own.charge.exact()),
            exact_fen(&expected["unit_charge"])
        );
        let surplus = exact_fen(&expected["payment"]) - per_case(&cost);
        assert_eq!(surplus, exact_fen(&expected["surplus_per_case"]));
        assert_eq!(
            rounding::to_money(&surplus).to_string(),
            expected["surplus_per_case"]["r2"].as_str().expect("r2")
        );
        let segment = run.margins.groups.iter().find(|own| own.code == group);
        let segment = segment.expect("the group");
        assert_eq!(segment.cost.clone().expect("a cost"), cost);
        let each = |value: &Fraction| value * &Fraction::new(1, own.cases).expect("cases");
        let matrix = segment.matrix.as_ref().expect("a matrix");
        for (item, official) in CostItem::ALL.map(|item| (item.index(), item.official())) {
            let sum: Fraction = matrix.iter().map(|unit| &unit[item]).sum();
            assert_eq!(
                each(&sum),
                exact_fen(&expected["unit_cost_by_item"][official])
            );
        }
        for (unit, row) in plan.service_units.iter().zip(matrix) {
            for item in CostItem::ALL {
                let printed = rounding::to_money(&each(&row[item.index()])).to_string();
                let wanted = &expected["matrix_service_unit_x_item"][&unit.code][item.official()];
                assert_eq!(
                    Some(printed.as_str()),
                    wanted.as_str(),
                    "{group} {}",
                    unit.code
                );
            }
        }
        all += &cost;
    }
    let expected = &golden["expected"]["reconciliation"];
    let pool = comparison.methods.pools[Method::CostToCharge as usize].as_ref();
    let pool = pool.expect("a pool");
    assert_eq!(all, exact_fen(&expected["these_patients"]));
    assert_eq!(pool.pool, exact_fen(&expected["all_unit_cost"]));
    assert_eq!(pool.remainder(), exact_fen(&expected["rest_of_inpatients"]));
}

/// Service-unit addition takes the same pool by quantities: with charges as quantities and revenue as volume it is
/// cost-to-charge itself, without any difference.
#[test]
fn service_units_by_charges_are_cost_to_charge() {
    let (mut facts, plan) = ten_patients();
    kit::quantities_from_charges(&mut facts, &plan);
    let comparison = Comparison::of(&facts, &plan);
    for group in G {
        let own = comparison.of_group(group, Method::ServiceUnits);
        assert_eq!(own.cost, own.reference, "{group}");
        assert_eq!(own.pool, Ok(Fraction::zero()));
        assert_eq!(own.driver, Ok(Fraction::zero()));
    }
    // One unit without a volume: its cost is outside the pool, and exactly that is the difference.
    facts
        .service_volumes
        .retain(|row| row.service_unit != "医技检验");
    facts.case_services.retain(|row| row.service != "医技检验");
    let comparison = Comparison::of(&facts, &plan);
    for group in G {
        let own = comparison.of_group(group, Method::ServiceUnits);
        let charged = &comparison.of_group(group, Method::CostToCharge).by_unit[4];
        assert_eq!(own.pool, Ok(-charged.clone()), "{group}");
        assert_eq!(own.driver, Ok(Fraction::zero()));
    }
}

/// Bottom-up: items priced at cost ÷ charge of their unit are cost-to-charge again.
#[test]
fn bottom_up_by_items() {
    let (mut facts, plan) = ten_patients();
    let items = kit::items_from_charges(&mut facts, &plan);
    let comparison = Comparison::with_items(&facts, &plan, &items);
    for group in G {
        let own = comparison.of_group(group, Method::BottomUp);
        assert_eq!(own.cost, own.reference, "{group}");
        assert_eq!(own.difference(), Ok(Fraction::zero()));
    }
    // Dearer items: another driver's doing. An item nobody costed: the case is not covered, the others are.
    let mut dear = items.clone();
    for cost in dear.values_mut() {
        *cost = &*cost * &Fraction::from(2);
    }
    let own = Comparison::with_items(&facts, &plan, &dear);
    let own = own.of_group("G1", Method::BottomUp);
    assert_eq!(own.pool, Ok(Fraction::zero()));
    assert!(own.driver.clone().expect("a cause").is_positive());
    let ward = facts.case_services[0].clone();
    facts.case_services[0].service = "没有成本的项目".to_owned();
    let comparison = Comparison::with_items(&facts, &plan, &items);
    let own = comparison.of_group("G1", Method::BottomUp);
    assert_eq!((own.cases, ward.service.as_str()), (3, "I-病房"));
    assert_eq!(
        own.missing.as_ref().expect("why").code,
        "reason.no_item_cost"
    );
    // Without item costs there is a reason, not a number.
    let comparison = Comparison::of(&facts, &plan);
    let own = comparison.of_group("G1", Method::BottomUp);
    assert_eq!(
        own.cost.clone().expect_err("none").code,
        "reason.no_item_costs"
    );
}

/// The step-down hospital with service units, outpatients and cases: everything adds up to 医疗成本, to the 分.
#[test]
fn step_down_joins_cost_to_charge() {
    let (facts, plan) = step_down_hospital();
    let run = compute(&facts, &kit::unpriced(), &plan, &Default::default());
    let result = &run.margins.result;
    let medical = Fraction::whole(1_881_000_000_i64);
    let units: Fraction = run
        .costing
        .service_units
        .iter()
        .flat_map(|unit| unit.cost.iter())
        .chain(&run.costing.unassigned)
        .sum();
    assert_eq!(units, medical);
    let cases: Fraction = run
        .margins
        .groups
        .iter()
        .map(|group| group.cost.clone().expect("a cost"))
        .sum();
    assert_eq!(result.inpatient_cost, Ok(cases.clone()));
    assert!(result.outpatient_cost.is_positive() && cases.is_positive());
    assert_eq!(
        &(&cases + &result.outpatient_cost) + &result.unassigned_cost,
        medical
    );
    assert_eq!(result.total_cost, Ok(medical.clone()));
    // Drugs and billed consumables left their units before the ratio was made.
    let ward = &run.costing.service_units[0];
    assert_eq!(ward.cost[CostItem::Drugs.index()], Fraction::zero());

    // With the patients in the house the rest is named, and the statement closes to the same total.
    let change = run.costing.wip.change().expect("both lists");
    assert!(!change.is_zero());
    let rest = &result.unassigned_cost - &change;
    let sum = &(&(&cases + &change) + &result.outpatient_cost) + &rest;
    assert_eq!(sum, medical);
    let table = yingheng_core::report::wip::statement(&run);
    let amounts: Vec<i64> = table
        .rows
        .iter()
        .map(|row| match &row.cells[1] {
            yingheng_core::report::Cell::Figure { text, .. } => {
                let fen = yingheng_tests::hospital::fen(text);
                // 减: printed as what is taken off.
                if row.key == "wip_opening" { -fen } else { fen }
            }
            other => panic!("{}: {other:?}", row.key),
        })
        .collect();
    let opening = run.costing.wip.opening.as_ref().expect("a list");
    let printed = table.rows.iter().find(|row| row.key == "wip_opening");
    assert_eq!(
        printed.expect("the line").cells[1],
        yingheng_core::report::Cell::Figure {
            text: yingheng_core::report::publish::text(
                opening.cost.as_ref().expect("a cost"),
                yingheng_core::report::Unit::Money
            ),
            why: Some("wip/opening/cost".to_owned()),
        }
    );
    let (total, lines) = amounts.split_last().expect("rows");
    assert_eq!(lines.iter().sum::<i64>(), *total);
    assert_eq!(*total, 1_881_000_000);
}

#[test]
fn statistics_of_the_ten_patients() {
    let (facts, plan) = ten_patients();
    let comparison = Comparison::of(&facts, &plan);
    let all = statistics::by_group(&facts, &comparison.costing, &plan.disease.trim);
    let golden = ten_patients_golden();
    let cost = |name: &str| exact_fen(&golden["expected"]["patient_cost"][name]["cost"]);
    let first = all[0].clone().expect("cases").expect("statistics");
    // G1 sorted: P02, P04, P01, P03.
    let half = Fraction::new(1, 2).expect("a half");
    assert_eq!(first.median, (cost("P04") + cost("P01")) * &half);
    assert_eq!((first.min, first.max), (cost("P02"), cost("P03")));
    let quarter = Fraction::new(1, 4).expect("a quarter");
    let low = cost("P02") * &quarter + cost("P04") * &(Fraction::one() - &quarter);
    assert_eq!(first.lower_quartile, low);
    assert_eq!(first.trimmed, 0, "5 % of 4 cases is no whole case");
    assert_eq!(first.trimmed_mean, first.mean);
    let third = Fraction::new(1, 3).expect("a third");
    let cut = statistics::by_group(&facts, &comparison.costing, &third);
    let second = cut[1].clone().expect("cases").expect("statistics");
    // G2 has three cases: P06 and P07 are cut off.
    assert_eq!((second.trimmed, second.trimmed_mean), (1, cost("P05")));
}
