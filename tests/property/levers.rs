//! Scenarios of random levers: parts sum to the whole, the result closes, what is switched off is not there, and no
//! override ever takes another one with it.

#[path = "../golden/levers/world.rs"]
mod world;

use proptest::prelude::*;
use proptest::sample::select;
use world::{MONTH, World, YEAR, surplus, world};
use yingheng_core::quantity::Fraction;
use yingheng_core::scenario::{Lever, Measure, Override, Scenario, Target, resolve};

/// A number of a measure: sensible, borderline or impossible.
fn number(measure: Measure) -> BoxedStrategy<Fraction> {
    let hundredths = |range: std::ops::RangeInclusive<i64>| {
        range.prop_map(|n| Fraction::new(n, 100).unwrap_or_default())
    };
    match measure {
        Measure::Share => hundredths(-10..=130).boxed(),
        Measure::Change => hundredths(-120..=150).boxed(),
        Measure::Days => hundredths(-100..=2_000).boxed(),
        Measure::Weight | Measure::Factor => hundredths(-50..=300).boxed(),
        Measure::Yuan => hundredths(-1_000_000..=100_000_000).boxed(),
        Measure::Count | Measure::Difference => hundredths(-500..=5_000).boxed(),
    }
}

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        4 => Just(Target::All),
        2 => select(vec!["A", "B", "Z"]).prop_map(|code| Target::Group(code.to_owned())),
        1 => select(vec!["W", "Z"]).prop_map(|code| Target::Department(code.to_owned())),
        1 => Just(Target::Scheme("S".to_owned())),
        1 => Just(Target::ServiceUnit("病房".to_owned())),
        1 => Just(Target::Account("labour".to_owned())),
    ]
}

fn change() -> impl Strategy<Value = Override> {
    let lever = select(Lever::ALL);
    (lever, target(), prop::bool::weighted(0.8)).prop_flat_map(|(lever, target, enabled)| {
        let spec = lever.spec();
        let numbers: Vec<BoxedStrategy<Option<Fraction>>> = spec
            .parameters
            .iter()
            .map(|own| {
                let given = if own.required { 0.95 } else { 0.4 };
                prop::option::weighted(given, number(own.measure)).boxed()
            })
            .collect();
        (number(spec.measure), numbers).prop_map(move |(value, numbers)| {
            let mut made = Override {
                enabled,
                ..Override::new(lever, value).on(target.clone())
            };
            for (own, number) in spec.parameters.iter().zip(numbers) {
                if let Some(number) = number {
                    made = made.with(own.key, number);
                }
            }
            made
        })
    })
}

fn hospital(month: bool) -> World {
    let period = if month { MONTH } else { YEAR };
    let mut made = world(period, &[("A", 12, 8, 6000), ("B", 5, 9, 9000)]);
    made.facts.departments[0].0.beds = Some(8);
    made
}

fn count() -> u32 {
    let given = std::env::var("YINGHENG_CASES").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(40)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(count()) })]
    #[test]
    fn scenarios_close(changes in prop::collection::vec(change(), 0..5), month in any::<bool>()) {
        let world = hospital(month);
        let outcome = world.what_if(changes.clone());
        // Parts sum to the whole change.
        let parts: Fraction = outcome.steps.iter().map(|step| step.effect.clone().expect("an effect")).sum();
        prop_assert_eq!(parts, surplus(&outcome.run) - surplus(&world.run));
        // The result closes: income less cost, cost line by line.
        let result = &outcome.run.margins.result;
        let income = &(&result.inpatient_revenue + &result.outpatient_revenue)
            + &(&result.other_income + &result.added_income);
        let cost = &(&result.inpatient_cost.clone().expect("cost") + &result.outpatient_cost)
            + &(&result.unassigned_cost + &result.added_fixed_cost);
        prop_assert_eq!(Ok(cost.clone()), result.total_cost.clone());
        prop_assert_eq!(surplus(&outcome.run), income - cost);
        // Every override that is on either acts or is refused by name, never both and never neither.
        for (at, change) in changes.iter().enumerate() {
            let number = (at + 1).to_string();
            let acts = outcome.applied.iter().any(|own| own.number.to_string() == number);
            let refused = outcome.issues.iter().any(|issue| {
                issue.severity == yingheng_core::issue::Severity::Error
                    && issue.message.arguments.get("number") == Some(&number)
            });
            prop_assert_eq!(acts != refused, change.enabled, "no. {}: {:?}", number, change);
        }
        // Without what is off and what was refused, everything is the same.
        let kept: Vec<Override> = changes
            .into_iter()
            .enumerate()
            .filter(|(at, _)| outcome.applied.iter().any(|own| own.number as usize == at + 1))
            .map(|(_, change)| change)
            .collect();
        let scenario = Scenario { overrides: kept, ..Scenario::default() };
        let again = resolve(&scenario, &world.ground());
        prop_assert_eq!(again.issues.iter().filter(|issue| issue.severity == yingheng_core::issue::Severity::Error).count(), 0);
        let unnumbered = |mut numbers: yingheng_core::plan::Adjustments| {
            numbers.lines.iter_mut().for_each(|line| line.number = 0);
            numbers
        };
        prop_assert_eq!(unnumbered(again.adjustments), unnumbered(outcome.adjustments));
    }
}
