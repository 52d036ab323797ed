//! Cases of `data/pay-whatif.json` (invented figures): break-even volume, CMI and rate; a closed regional pool; a
//! published claim; cost, margin and beds of a shorter stay.

#[path = "pay/build.rs"]
mod build;

use build::{Builder, charge, facts};
use serde_json::Value;
use yingheng_core::break_even::{Bundle, Product, Terms};
use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource, ServiceUnitKind};
use yingheng_core::plan::{Adjustments, BehaviourRule, FeeLineRule, Plan, ServiceUnit};
use yingheng_core::quantity::{Fraction, Reason, rounding};
use yingheng_core::run::{Run, compute};
use yingheng_core::scenario::{self, Ground, Lever, Outcome, Override, Resolved, Scenario, Target};
use yingheng_tests::hospital::Hospital;

fn case(id: &str) -> Value {
    let file: Value =
        serde_json::from_str(include_str!("data/pay-whatif.json")).expect("golden file");
    let cases = file["cases"].as_array().expect("cases");
    let found = cases.iter().find(|case| case["id"] == id);
    found.expect("the case").clone()
}

fn number(value: &Value) -> Fraction {
    let text = value.as_str().expect("a number as text");
    text.parse().expect("a number")
}

fn over(a: &Fraction, b: &Fraction) -> Fraction {
    a.over(b, || Reason::new("reason.no_cases"))
        .expect("a divisor")
}

/// Payment of one case of weight 1.
fn unit_price(params: &Value) -> Fraction {
    number(&params["rate"]) * number(&params["hospital_coefficient"])
}

#[test]
fn volume_that_breaks_even() {
    let golden = case("WIF-07");
    let (input, expected) = (&golden["inputs"], &golden["expected"]);
    let bundle = Bundle {
        products: vec![Product {
            price: unit_price(&golden["params"]) * number(&input["cmi"])
                + number(&input["other_revenue_per_case"]),
            variable: number(&input["variable_cost_per_case"]),
            cases: Fraction::one(),
        }],
        fixed: number(&input["fixed_cost"]),
        terms: Terms::default(),
    };
    assert_eq!(
        rounding::to_text(&bundle.contribution(), 2),
        expected["contribution_per_case"]
    );
    let found = bundle.break_even().expect("break-even");
    assert_eq!(
        rounding::to_text(&found.cases, 4),
        expected["breakeven_exact"]
    );
    assert_eq!(
        rounding::ceiling(&found.cases).to_string(),
        expected["breakeven_cases"]
    );
}

#[test]
fn cmi_and_rate_that_break_even_at_given_cases() {
    let golden = case("WIF-08");
    let (input, expected) = (&golden["inputs"], &golden["expected"]);
    let cases = Fraction::from(input["cases"].as_i64().expect("cases"));
    let needed = Bundle::price_needed(
        &number(&input["fixed_cost"]),
        &number(&input["variable_cost_per_case"]),
        &cases,
    )
    .expect("a price");
    assert_eq!(Ok(needed.clone()), "54700/13".parse());
    let cmi = over(&needed, &unit_price(&golden["params"]));
    assert_eq!(rounding::to_text(&cmi, 6), expected["breakeven_cmi"]);
    let weight = "0.80".parse::<Fraction>().expect("weight")
        * number(&golden["params"]["hospital_coefficient"]);
    assert_eq!(
        rounding::to_text(&over(&needed, &weight), 4),
        expected["breakeven_rate_at_cmi_0_80"]
    );
}

/// Two targets for the same cases multiply; the user is told (two stays of 8 days on 10 give 6.4).
#[test]
fn a_second_target_for_the_same_cases_is_named() {
    use yingheng_core::policy::tariff_from_mean_cost;
    use yingheng_core::scenario::resolve;
    use yingheng_tests::hospital::ten_patients;

    let (mut facts, plan) = ten_patients();
    facts.cases.given_cost = facts
        .cases
        .charge
        .iter()
        .map(|charge| Some(*charge))
        .collect();
    let policy = tariff_from_mean_cost(&facts).expect("a tariff");
    let baseline = compute(&facts, &policy, &plan, &Adjustments::default());
    let stay = |group: Option<&str>| {
        let value = "3".parse().expect("a number");
        Override::new(Lever::LengthOfStay, value)
            .on(group.map_or(Target::All, |code| Target::Group(code.to_owned())))
    };
    let ground = Ground {
        facts: &facts,
        policy: &policy,
        plan: &plan,
        run: &baseline,
    };
    let codes = |overrides: Vec<Override>| -> Vec<String> {
        let scenario = Scenario {
            overrides,
            ..Scenario::default()
        };
        resolve(&scenario, &ground)
            .issues
            .iter()
            .map(|issue| issue.code().to_owned())
            .collect()
    };
    assert!(codes(vec![stay(None)]).is_empty());
    assert!(codes(vec![stay(Some("G1")), stay(Some("G2"))]).is_empty());
    assert_eq!(
        codes(vec![stay(None), stay(Some("G1"))]),
        ["scenario.overlapping_target"]
    );
}

fn changes(levers: &[(Lever, Fraction)]) -> Scenario {
    let one = |(lever, value): &(Lever, Fraction)| Override::new(*lever, value.clone());
    Scenario {
        overrides: levers.iter().map(one).collect(),
        ..Scenario::default()
    }
}

/// One case of this weight, paid by the builder's pack, before and after the levers.
fn paid(builder: &Builder, levers: &[(Lever, Fraction)]) -> (Run, Outcome) {
    let (facts, plan) = (facts(&[charge("9000.00")]), Plan::default());
    let before = compute(&facts, &builder.0, &plan, &Adjustments::default());
    let after = scenario::compute(&facts, &builder.0, &plan, &before, &changes(levers));
    (before, after)
}

fn revenue(run: &Run) -> Fraction {
    run.margins.hospital.revenue.clone()
}

#[test]
fn in_a_closed_pool_a_higher_cmi_lowers_the_point_value() {
    let golden = case("WIF-02");
    let cmi = |at: usize| number(&golden["inputs"]["cmi"][at]);
    let weight = golden["inputs"]["cmi"][0].as_str().expect("text");
    // A point value so large that rounding to 分 does not show in six places.
    let builder = Builder::points("1", "10000000", weight);
    let share = number(&golden["params"]["region_share_before"]);
    let levers = [
        (Lever::RegionalPool, share.clone()),
        (Lever::CmiByCoding, cmi(1)),
    ];
    let (before, after) = paid(&builder, &levers);
    let change = over(&revenue(&after.run), &revenue(&before)) - Fraction::one();
    assert_eq!(rounding::to_text(&change, 6), golden["expected"]["change"]);
    let (facts, plan) = (facts(&[charge("9000.00")]), Plan::default());
    let ground = Ground {
        facts: &facts,
        policy: &builder.0,
        plan: &plan,
        run: &before,
    };
    let Resolved {
        adjustments,
        issues,
        ..
    } = scenario::resolve(&changes(&levers), &ground);
    assert_eq!(
        Ok(adjustments.rate.clone()),
        golden["steps"][1]["value"].as_str().expect("text").parse()
    );
    assert_eq!(
        rounding::to_text(&adjustments.rate, 6),
        golden["expected"]["point_value_factor"]
    );
    let codes: Vec<&str> = issues.iter().map(|issue| issue.code()).collect();
    assert_eq!(
        codes,
        ["scenario.coding_follows_the_record", "scenario.closed_pool"]
    );
    // Where it stands does not matter; the steps add up all the same.
    let turned = [levers[1].clone(), levers[0].clone()];
    assert_eq!(
        scenario::resolve(&changes(&turned), &ground).adjustments,
        adjustments
    );
    // Alone, without growth, a pool changes nothing; twice, or beyond the whole region, it is refused.
    let (_, alone) = paid(&builder, &levers[..1]);
    assert_eq!(revenue(&alone.run), revenue(&before));
    for wrong in [
        [
            (Lever::RegionalPool, share.clone()),
            (Lever::RegionalPool, share),
        ],
        [levers[1].clone(), (Lever::RegionalPool, Fraction::from(2))],
    ] {
        let issues = scenario::resolve(&changes(&wrong), &ground).issues;
        assert!(issues.iter().any(|issue| matches!(
            issue.code(),
            "scenario.second_pool" | "scenario.share_outside"
        )));
    }
}

#[test]
fn the_claimed_gain_of_a_cmi_fits_a_small_base_only() {
    let golden = case("WIF-04");
    let (input, expected) = (&golden["inputs"], &golden["expected"]);
    let claimed = number(&input["claimed_gain"]) * Fraction::from(100);
    let weight = input["cmi"][0].as_str().expect("text");
    let target = number(&input["cmi"][1]);
    let gain_of = |rate: &str| {
        let (before, after) = paid(
            &Builder::rate(rate, weight),
            &[(Lever::CmiByCoding, target.clone())],
        );
        (revenue(&before), revenue(&after.run) - revenue(&before))
    };
    // At a fixed rate the gain is in proportion to what is paid by weight: any rate tells the proportion.
    let (base, gain) = gain_of("1000000");
    let implied = over(&(&claimed * &base), &gain);
    assert_eq!(
        rounding::to_money(&implied).to_string(),
        expected["implied_drg_base"]
    );
    let insurance = number(&input["revenue"]) * number(&input["insurance_share"]);
    assert_eq!(
        rounding::to_text(&insurance, 2),
        expected["insurance_payment"]
    );
    let ratio = over(&implied, &(insurance * Fraction::from(100)));
    assert_eq!(rounding::to_text(&ratio, 6), expected["ratio"]);
    // And forward: with exactly that base the lever brings the claimed gain.
    let rate = over(&implied, &(number(&input["cmi"][0]) * Fraction::from(100)));
    assert_eq!(gain_of(&rounding::to_text(&rate, 2)), (implied, claimed));
}

#[test]
fn a_shorter_stay_lowers_cost_and_frees_beds_at_the_same_payment() {
    let golden = case("WIF-05");
    let (input, expected) = (&golden["inputs"], &golden["expected"]);
    let hundred = Fraction::from(100);
    let stays = [0, 1].map(|at| number(&input["los"][at]));
    // Two cases of 8 and 9 days: a mean of 8.5; what follows the days is part of the cost, the rest follows the cases.
    let by_day = &number(&input["cost_per_day"]) * &stays[0];
    let cost = &by_day + &number(&input["admission_cost"]);
    let fen = rounding::to_money(&(&cost * &hundred)).fen();
    let mut hospital = Hospital::new();
    hospital
        .department("W", "病房", DepartmentClass::Clinical, "病房")
        .cost("W", "other", FundingSource::Operating, 2 * fen)
        .revenue("W", "W", "病房", true, 2 * fen)
        .case("G", "W", 8, &[("f", fen)])
        .case("G", "W", 9, &[("f", fen)]);
    let mut facts = hospital.facts;
    facts.cases.schemes = vec!["S".to_owned()];
    facts.cases.discharged = vec![Some(build::first_day().day_number()); 2];
    let plan = Plan {
        service_units: vec![ServiceUnit {
            code: "病房".to_owned(),
            name: "病房".to_owned(),
            kind: ServiceUnitKind::Members,
        }],
        fee_lines: vec![FeeLineRule {
            fee_line: "f".to_owned(),
            service_unit: "病房".to_owned(),
        }],
        behaviour: vec![BehaviourRule {
            item: CostItem::Other,
            service_unit: None,
            variable: Fraction::one(),
            per_day: over(&by_day, &cost),
        }],
        ..Plan::default()
    };
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let pack = Builder::rate(&text(&golden["params"]["rate"]), &text(&input["rw"])).0;
    let before = compute(&facts, &pack, &plan, &Adjustments::default());
    let change = changes(&[(Lever::LengthOfStay, stays[1].clone())]);
    let after = scenario::compute(&facts, &pack, &plan, &before, &change).run;
    let beds = ["beds", "days"].map(|key| Fraction::from(input[key].as_i64().expect("a count")));
    let bed_days = &(&beds[0] * &beds[1]) * &number(&input["occupancy"]);
    for (at, run) in [before, after].iter().enumerate() {
        let group = &run.margins.groups[0];
        let each = |amount: &Fraction| rounding::to_money(&over(amount, &group.cases)).to_string();
        assert_eq!(each(&group.revenue), expected["payment_per_case"]);
        assert_eq!(
            each(group.cost.as_ref().expect("cost")),
            expected["cost_per_case"][at]
        );
        assert_eq!(
            each(group.gap.as_ref().expect("gap")),
            expected["margin_per_case"][at]
        );
        let los = group.los.as_ref().expect("a stay");
        assert_eq!(los, &stays[at]);
        assert_eq!(
            rounding::to_text(&over(&bed_days, los), 2),
            expected["capacity_cases"][at]
        );
    }
}
