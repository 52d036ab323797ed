//! Attribution: parts add up exactly to what the whole runs say, whatever the levers; sampled ones too.

use proptest::prelude::*;
use yingheng_core::facts::Facts;
use yingheng_core::hospital::CostItem;
use yingheng_core::plan::{Adjustments, BehaviourRule, Plan};
use yingheng_core::policy::{PolicyPack, tariff_from_mean_cost};
use yingheng_core::quantity::{Fraction, rounding};
use yingheng_core::run::{Run, compute};
use yingheng_core::scenario::{
    self, Attribution, Effort, Ground, Lever, Override, Scenario, Target,
};
use yingheng_tests::hospital::ten_patients;

fn setting() -> (Facts, Plan, PolicyPack, Run) {
    let (mut facts, mut plan) = ten_patients();
    let mut given = facts.clone();
    given.cases.given_cost = given.cases.charge.iter().map(|fen| Some(*fen)).collect();
    let pack = tariff_from_mean_cost(&given).expect("a tariff");
    facts.revenue[0].inpatient = false;
    plan.behaviour = CostItem::ALL
        .iter()
        .map(|item| BehaviourRule {
            item: *item,
            service_unit: None,
            variable: Fraction::new(3, 5).expect("share"),
            per_day: Fraction::new(1, 3).expect("share"),
        })
        .collect();
    let run = compute(&facts, &pack, &plan, &Adjustments::default());
    (facts, plan, pack, run)
}

const LEVERS: [Lever; 8] = [
    Lever::Price,
    Lever::Volume,
    Lever::Wage,
    Lever::DrugPrice,
    Lever::MaterialPrice,
    Lever::CmiByCoding,
    Lever::LengthOfStay,
    Lever::AddedIncome,
];

/// An override of a kind; `step` is −5 … 5.
fn change((kind, step, group): (usize, i64, bool)) -> Override {
    let lever = LEVERS[kind % LEVERS.len()];
    let value = match lever {
        Lever::CmiByCoding => Fraction::new(20 + step, 20),
        Lever::LengthOfStay => Fraction::new(20 + step, 4),
        Lever::AddedIncome => Fraction::new(step * 1000, 1),
        _ => Fraction::new(step, 20),
    };
    let change = Override::new(lever, value.expect("a value"));
    match lever {
        Lever::Volume | Lever::LengthOfStay if group => change.on(Target::Group("G1".into())),
        _ => change,
    }
}

struct World(Facts, Plan, PolicyPack, Run);

impl World {
    fn ground(&self) -> Ground<'_> {
        Ground {
            facts: &self.0,
            plan: &self.1,
            policy: &self.2,
            run: &self.3,
        }
    }
    fn attribute(&self, scenario: &Scenario, effort: &Effort) -> Attribution {
        scenario::attribute(&self.ground(), scenario, &[], effort).expect("an attribution")
    }
    fn surplus(&self, adjustments: &Adjustments) -> Fraction {
        let run = compute(&self.0, &self.2, &self.1, adjustments);
        run.margins.result.surplus.expect("a surplus")
    }
}

fn world() -> World {
    let (facts, plan, pack, run) = setting();
    World(facts, plan, pack, run)
}

fn scenario(changes: Vec<(usize, i64, bool)>) -> Scenario {
    Scenario {
        overrides: changes.into_iter().map(change).collect(),
        ..Scenario::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Exact or sampled, the parts are the change of the whole run to the last digit, in 分 and as printed.
    #[test]
    fn parts_add_up(changes in prop::collection::vec((0_usize..8, -5_i64..=5, any::<bool>()), 0..5)) {
        let world = world();
        let scenario = scenario(changes);
        let resolved = scenario::resolve(&scenario, &world.ground());
        let joint = world.surplus(&resolved.adjustments)
            - world.surplus(&Adjustments::default());
        let sampled = Effort { exact_up_to: 0, pairs: 2, seed: 5 };
        for effort in [Effort::default(), sampled] {
            let found = world.attribute(&scenario, &effort);
            prop_assert_eq!(&found.joint, &joint);
            let shares: Fraction = found.parts.iter().map(|part| &part.share).sum();
            prop_assert_eq!(&shares, &joint);
            let in_order: Fraction = found.parts.iter().map(|part| &part.in_order).sum();
            prop_assert_eq!(&in_order, &joint);
            let printed: i64 = found.parts.iter().map(|part| part.published.fen()).sum();
            if !found.parts.is_empty() {
                prop_assert_eq!(printed, rounding::to_money(&joint).fen());
            }
            prop_assert_eq!(found.separate() - found.overlap(), joint.clone());
        }
    }

    /// What each does alone and in order is what whole runs through the front door say: the stages left out change nothing.
    #[test]
    fn subsets_are_valued_as_whole_runs(changes in prop::collection::vec((0_usize..8, -5_i64..=5, any::<bool>()), 1..5)) {
        let world = world();
        let scenario = scenario(changes);
        let found = world.attribute(&scenario, &Effort::default());
        let whole = scenario::compute(&world.0, &world.2, &world.1, &world.3, &scenario);
        for part in &found.parts {
            let step = whole.steps.iter().find(|step| step.number == part.number);
            prop_assert_eq!(&step.expect("a step").effect, &Ok(part.in_order.clone()));
            let mut alone = scenario.clone();
            for (at, change) in alone.overrides.iter_mut().enumerate() {
                change.enabled = at + 1 == part.number as usize;
            }
            let numbers = scenario::resolve(&alone, &world.ground()).adjustments;
            let effect = world.surplus(&numbers) - world.surplus(&Adjustments::default());
            prop_assert_eq!(&effect, &part.alone);
        }
    }
}

/// Two equal overrides earn the same; one that changes nothing earns nothing and costs no run.
#[test]
fn equal_levers_earn_the_same_and_idle_ones_nothing() {
    let world = world();
    let found = world.attribute(
        &scenario(vec![
            (1, 2, false),
            (1, 2, false),
            (0, 0, false),
            (2, 3, false),
        ]),
        &Effort::default(),
    );
    assert_eq!(found.parts[0].share, found.parts[1].share);
    assert!(!found.parts[0].share.is_zero());
    assert!(found.parts[2].share.is_zero());
    assert_eq!(found.subsets, 16);
    // Volume once or twice, with and without wage; wage alone: five sets of numbers differ from the baseline.
    assert_eq!(found.runs, 5);
}

/// The same seed gives the same bytes; the exact parts lie within four standard errors of the sampled ones.
#[test]
fn sampled_parts_are_reproducible_and_near() {
    let world = world();
    let levers = scenario(vec![
        (0, -3, false),
        (1, 5, false),
        (2, 4, false),
        (3, -5, false),
        (6, -2, false),
        (5, 2, false),
    ]);
    let exact = world.attribute(&levers, &Effort::default());
    let effort = Effort {
        exact_up_to: 5,
        pairs: 16,
        seed: 9,
    };
    let found = world.attribute(&levers, &effort);
    assert_eq!(found, world.attribute(&levers, &effort));
    assert_eq!(found.orders, 32);
    let mut wide = 0;
    for (part, truth) in found.parts.iter().zip(&exact.parts) {
        let error = part.error.clone().expect("a standard error");
        let four = &error * &Fraction::from(4);
        assert!((&part.share - &truth.share).abs() <= four, "{part:?}");
        wide += i32::from(error.is_positive());
    }
    assert!(wide > 0, "some parts are uncertain");
}
