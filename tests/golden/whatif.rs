//! Break-even cases of `data/pay-whatif.json` (invented figures): volume, and the CMI or rate that just breaks even.

use serde_json::Value;
use yingheng_core::break_even::{Bundle, Product, Terms};
use yingheng_core::quantity::{Fraction, Reason, rounding};

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
    use yingheng_core::plan::Adjustments;
    use yingheng_core::policy::tariff_from_mean_cost;
    use yingheng_core::run::compute;
    use yingheng_core::scenario::{Lever, Override, Scenario, resolve};
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
    let stay = |group: Option<&str>| Override {
        lever: Lever::LengthOfStay,
        value: "3".parse().expect("a number"),
        group: group.map(str::to_owned),
        source: String::new(),
    };
    let codes = |overrides: Vec<Override>| -> Vec<String> {
        let scenario = Scenario {
            overrides,
            ..Scenario::default()
        };
        resolve(&scenario, &baseline)
            .1
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
