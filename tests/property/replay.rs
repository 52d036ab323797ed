//! What must hold for any two packs: causes and joint effect add up to the difference, everywhere; a pack and itself move
//! nothing; there and back is nothing; an empty overlay is the pack.

#[path = "../golden/pay/build.rs"]
mod build;

use build::{Builder, Case, charge, facts, first_day};
use proptest::prelude::*;
use std::collections::BTreeMap;
use yingheng_core::facts::Facts;
use yingheng_core::plan::{Adjustments, Plan};
use yingheng_core::policy::{
    GroupRow, GroupTable, HighSettle, LowSettle, Overlay, PolicyPack, Scope, diff,
};
use yingheng_core::quantity::{Fraction, rounding};
use yingheng_core::replay::{Amount, Inputs, Replay, SegmentMove, replay};

fn decimal(value: i64, places: u32) -> String {
    rounding::to_text(
        &Fraction::new(value, 10_i64.pow(places)).unwrap_or_default(),
        places,
    )
}

/// Rate, coefficient, low, high, share, weights of three groups (0: not in the list), mode.
type Rules = (i64, i64, i64, i64, i64, [i64; 3], bool);

fn rules() -> impl Strategy<Value = Rules> {
    let weights = prop::array::uniform3(prop_oneof![Just(0_i64), 1_000_i64..40_000]);
    (
        300_000_i64..900_000,
        800_i64..1_200,
        20_i64..60,
        150_i64..350,
        30_i64..100,
        weights,
        any::<bool>(),
    )
}

fn pack((rate, k, low, high, share, weights, cap): Rules) -> PolicyPack {
    let settle = if cap {
        HighSettle::Cap
    } else {
        HighSettle::LinearShare("share".into())
    };
    let rows = weights.iter().enumerate().filter(|(_, own)| **own > 0);
    let rows = rows.map(|(at, weight)| GroupRow {
        code: format!("G{at}"),
        weight: Some(build::number(&decimal(*weight, 4))),
        published: true,
        ..GroupRow::default()
    });
    let rows: Vec<GroupRow> = rows.collect();
    Builder::rate(&decimal(rate, 2), "1")
        .coefficient("k", &decimal(k, 3), Scope::Base)
        .low(&decimal(low, 2), "lt", LowSettle::ByActual)
        .high(&decimal(high, 2), "gt", settle)
        .with("share", &decimal(share, 2))
        .change(|pack| pack.groups = GroupTable::new(first_day(), "s", rows))
        .0
}

fn hospital(charges: &[(i64, u32, bool)]) -> Facts {
    let texts: Vec<String> = charges.iter().map(|(fen, ..)| decimal(*fen, 2)).collect();
    let all: Vec<Case> = texts.iter().map(|text| charge(text)).collect();
    let mut facts = facts(&all);
    facts.cases.groups = ["G0", "G1", "G2"].map(String::from).into();
    facts.cases.group_names = vec![String::new(); 3];
    facts.cases.departments = vec!["D0".into(), "D1".into()];
    for (case, (_, group, dated)) in charges.iter().enumerate() {
        facts.cases.group[case] = *group;
        facts.cases.department[case] = *group % 2;
        if !dated {
            facts.cases.discharged[case] = None;
        }
    }
    facts
}

fn run(facts: &Facts, before: &PolicyPack, after: &PolicyPack, by: &Adjustments) -> Replay {
    let plan = Plan::default();
    let inputs = Inputs {
        facts,
        plan: &plan,
        adjustments: by,
        before,
        after,
    };
    replay(&inputs, usize::MAX)
}

fn sum<'a>(all: impl Iterator<Item = &'a Amount>) -> (Fraction, Fraction) {
    let mut total = (Fraction::zero(), Fraction::zero());
    for one in all {
        total.0 += &one.revenue;
        total.1 += &one.fund;
    }
    total
}

fn both(amount: &Amount) -> (Fraction, Fraction) {
    (amount.revenue.clone(), amount.fund.clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn parts_add_up_and_there_and_back_is_nothing(
        first in rules(), second in rules(),
        charges in prop::collection::vec((10_000_i64..4_000_000, 0_u32..3, prop::bool::weighted(0.9)), 1..12),
        volume in 50_i64..150,
    ) {
        let (before, after) = (pack(first), pack(second));
        let facts = hospital(&charges);
        let lever = Fraction::new(volume, 100).unwrap_or_default();
        let levers = Adjustments { volume: BTreeMap::from([("G0".to_owned(), lever)]), ..Adjustments::default() };
        let found = run(&facts, &before, &after, &levers);
        let effects = found.causes.iter().map(|cause| &cause.effect);
        prop_assert_eq!(sum(effects.chain([&found.joint])), both(&found.difference()));
        for segments in [&found.groups, &found.departments, &found.schemes] {
            let parts: Vec<Amount> = segments.iter().map(SegmentMove::difference).collect();
            prop_assert_eq!(sum(parts.iter()), both(&found.difference()));
            for (index, cause) in found.causes.iter().enumerate() {
                let own = segments.iter().map(|own| &own.effects[index]);
                prop_assert_eq!(sum(own), both(&cause.effect));
            }
            let joint: Vec<Amount> = segments.iter().map(SegmentMove::joint).collect();
            prop_assert_eq!(sum(joint.iter()), both(&found.joint));
        }
        for cause in found.causes.iter().filter(|cause| !cause.values.is_empty()) {
            prop_assert_eq!(sum(cause.values.iter().map(|own| &own.effect)), both(&cause.effect));
        }
        for one in &found.top {
            let parts: i64 = one.effects.iter().flatten().sum();
            prop_assert_eq!(parts + one.joint(), one.difference());
        }
        // Every row is on one side, on both, or on neither.
        let rows = |all: &[yingheng_core::replay::Priceless]| all.iter().map(|one| one.rows).sum::<u64>();
        let (gained, lost) = (rows(&found.appear), rows(&found.cease));
        let compared = run(&facts, &before, &after, &Adjustments::default()).cases;
        prop_assert_eq!(compared, Fraction::from(i64::try_from(charges.len() as u64 - gained - lost - found.neither).unwrap_or(0)));
        let back = run(&facts, &after, &before, &levers);
        let (there, again) = (found.difference(), back.difference());
        prop_assert_eq!(&there.revenue + &again.revenue, Fraction::zero());
        prop_assert_eq!(&there.fund + &again.fund, Fraction::zero());
        prop_assert_eq!((&found.appear, &found.cease), (&back.cease, &back.appear));
    }

    #[test]
    fn a_pack_and_itself_move_nothing(
        own in rules(), charges in prop::collection::vec((10_000_i64..4_000_000, 0_u32..3, any::<bool>()), 1..8),
    ) {
        let before = pack(own);
        let facts = hospital(&charges);
        let none = Overlay { id: "none".into(), ..Overlay::default() };
        let laid = before.overlaid(&none).expect("an empty overlay");
        prop_assert_eq!(format!("{before:?}"), format!("{laid:?}"));
        prop_assert!(diff(&before, &laid).is_empty());
        let found = run(&facts, &before, &laid, &Adjustments::default());
        prop_assert_eq!(&found.before, &found.after);
        prop_assert_eq!((found.moved, found.causes.len(), found.top.len()), (0, 0, 0));
        prop_assert!(found.appear.is_empty() && found.cease.is_empty());
    }
}
