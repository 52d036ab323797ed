//! Payment against charge against cost on random discharges: every dimension adds up to the hospital to the 分, the three
//! are never mixed, the order of the file is irrelevant, and the zero points say what they say.

#[path = "../golden/pay/build.rs"]
mod build;
#[path = "../golden/gap/world.rs"]
mod world;

use std::collections::BTreeMap;

use proptest::prelude::*;
use world::{Stay, World, cell, column, printed};
use yingheng_core::margin::{Segment, SegmentKind, class_sums};
use yingheng_core::policy::PolicyPack;
use yingheng_core::quantity::{Computed, Fraction};
use yingheng_core::report::Table;
use yingheng_core::report::gap::{charge_zero, cost_zero, priced_cost};

fn cases() -> u32 {
    std::env::var("YINGHENG_CASES").map_or(24, |text| text.parse().unwrap_or(24))
}

fn pack(rate: &str) -> PolicyPack {
    let row = |code: &str, weight: &str, mean: &str| (code.into(), weight.into(), mean.into());
    let groups = [
        row("A", "1", "9000"),
        row("B", "2.25", "25000"),
        row("C", "0.6", "7000"),
    ];
    world::pack(rate, "0.4", "3", &groups)
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(words).prop_map(str::to_owned)
}

fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// Groups of the list and one outside it, two units whose groups have the same names, two payers, amounts to the 分.
fn stay() -> impl Strategy<Value = Stay> {
    (
        one_of(&["A", "B", "C", "X"]),
        one_of(&["D1", "D2", "D/3"]),
        one_of(&["", "一组", "二组", "D1"]),
        one_of(&["S", "S", "S", "Z"]),
        1_i64..6_000_000,
        0_i64..6_000_000,
    )
        .prop_map(|(group, department, team, payer, charge, cost)| Stay {
            group,
            department,
            team,
            payer,
            charge: yuan(charge),
            cost: yuan(cost),
        })
}

fn stays() -> impl Strategy<Value = Vec<Stay>> {
    prop::collection::vec(stay(), 1..30)
}

fn dimensions(world: &World) -> [(SegmentKind, &[Segment]); 5] {
    let margins = &world.run.margins;
    [
        (SegmentKind::Group, &margins.groups),
        (SegmentKind::Department, &margins.departments),
        (SegmentKind::Scheme, &margins.schemes),
        (SegmentKind::Facility, &margins.facilities),
        (SegmentKind::Team, &margins.teams),
    ]
}

fn tables(world: &World) -> Vec<Table> {
    let base = world.base();
    let tables = dimensions(world).map(|(kind, segments)| match kind {
        SegmentKind::Team => base.teams(),
        _ => base.table("gap", kind, segments),
    });
    tables.into()
}

/// 分 as printed.
fn fen(text: &str) -> i64 {
    text.replace('.', "").parse().expect("a printed amount")
}

/// A column of a table by row.
fn shown(table: &Table, key: &str) -> BTreeMap<String, Option<String>> {
    let at = column(table, key);
    let row = |row: &yingheng_core::report::Row| (row.key.clone(), printed(&row.cells[at]));
    table.rows.iter().map(row).collect()
}

const MONEY: [&str; 6] = [
    "priced_charge",
    "revenue",
    "fund",
    "priced_cost",
    "over_charge",
    "charge_over_cost",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    /// Σ over each dimension is the hospital, exactly and as printed; surplus is payment less cost in every row.
    #[test]
    fn every_dimension_adds_up_to_the_fen(stays in stays()) {
        let world = World::new(world::facts(&stays), pack("10000"));
        let whole = &world.run.margins.hospital;
        for (kind, segments) in dimensions(&world) {
            if kind == SegmentKind::Team && stays.iter().all(|stay| stay.team.is_empty()) {
                prop_assert!(segments.is_empty());
                continue;
            }
            let sum = |of: fn(&Segment) -> Fraction| -> Fraction { segments.iter().map(of).sum() };
            let cost = |all: &Computed<Fraction>| all.clone().expect("cost");
            prop_assert_eq!(sum(|one| one.cases.clone()), whole.cases.clone());
            prop_assert_eq!(sum(|one| one.charge.clone()), whole.charge.clone());
            prop_assert_eq!(sum(|one| one.revenue.clone()), whole.revenue.clone());
            prop_assert_eq!(sum(|one| one.fund.clone()), whole.fund.clone());
            prop_assert_eq!(sum(|one| one.weight.clone()), whole.weight.clone());
            prop_assert_eq!(sum(|one| one.cost.clone().expect("cost")), cost(&whole.cost));
            prop_assert_eq!(sum(|one| one.unpriced_cost.clone().expect("cost")), cost(&whole.unpriced_cost));
        }
        for table in tables(&world) {
            for key in MONEY {
                let rows: i64 = shown(&table, key)
                    .into_iter()
                    .filter(|(row, _)| row != "total")
                    .map(|(_, text)| fen(&text.expect("a figure")))
                    .sum();
                let total = fen(&printed(cell(&table, "total", key)).expect("a figure"));
                if table.rows.len() > 1 {
                    prop_assert_eq!(rows, total, "{} {}", &table.id, key);
                }
            }
            for row in &table.rows {
                let of = |key: &str| printed(cell(&table, &row.key, key)).map(|text| fen(&text));
                let (paid, charge, cost) = (of("revenue"), of("priced_charge"), of("priced_cost"));
                let (paid, charge, cost) = (paid.expect("paid"), charge.expect("charge"), cost.expect("cost"));
                prop_assert_eq!(of("over_charge"), Some(paid - charge));
                prop_assert_eq!(of("charge_over_cost"), Some(charge - cost));
                if let Some(gap) = of("gap") {
                    prop_assert_eq!(gap, paid - cost);
                } else {
                    prop_assert_eq!(printed(cell(&table, &row.key, "paid_cases")), Some("0".to_owned()));
                }
            }
        }
    }

    /// Another cost moves no charge and no payment; another bill inside the limits moves no cost and no payment; another
    /// price moves no charge and no cost.
    #[test]
    fn the_three_are_never_mixed(stays in stays(), by in 2_i64..9) {
        let facts = world::facts(&stays);
        let before = World::new(facts.clone(), pack("10000"));

        let mut dearer = facts.clone();
        for cost in dearer.cases.given_cost.iter_mut().flatten() {
            *cost += by;
        }
        let dearer = World::new(dearer, pack("10000"));

        let mut billed = facts.clone();
        let normal = |case: usize| {
            let payment = &before.run.payments.cases[case];
            let charge = facts.cases.charge[case] + by;
            // A case by item is paid what it is billed; a normal one away from its limits its standard.
            payment.kind == yingheng_core::payment::OutlierKind::Normal && charge <= 3 * payment.standard.fen()
        };
        for case in (0..stays.len()).filter(|case| normal(*case)) {
            billed.cases.charge[case] += by;
        }
        let billed = World::new(billed, pack("10000"));
        let priced = World::new(facts.clone(), pack("10000.5"));

        let at = |world: &World, key: &str| -> Vec<_> { tables(world).iter().map(|table| shown(table, key)).collect() };
        for key in ["priced_charge", "revenue", "fund", "over_charge"] {
            prop_assert_eq!(at(&before, key), at(&dearer, key), "cost moved {}", key);
        }
        for key in ["priced_cost", "revenue", "fund", "gap"] {
            prop_assert_eq!(at(&before, key), at(&billed, key), "charge moved {}", key);
        }
        for key in ["priced_charge", "priced_cost", "charge_over_cost"] {
            prop_assert_eq!(at(&before, key), at(&priced, key), "price moved {}", key);
        }
    }

    /// Rows of the file in another order, groups renamed: nothing else changes.
    #[test]
    fn the_order_of_the_file_is_irrelevant(stays in stays(), seed in any::<u64>()) {
        let mut mixed: Vec<(u64, Stay)> = stays
            .iter()
            .zip(1_u64..)
            .map(|(stay, at)| (at.wrapping_mul(seed | 1).rotate_left(17) ^ seed, stay.clone()))
            .collect();
        mixed.sort_by_key(|(at, _)| *at);
        let mixed: Vec<Stay> = mixed.into_iter().map(|(_, stay)| stay).collect();
        let one = World::new(world::facts(&stays), pack("10000"));
        let other = World::new(world::facts(&mixed), pack("10000"));
        prop_assert_eq!(tables(&one), tables(&other));
        prop_assert_eq!(one.base().classes(), other.base().classes());

        let mut renamed = stays;
        for stay in renamed.iter_mut().filter(|stay| !stay.team.is_empty()) {
            stay.team.push('甲');
        }
        let renamed = World::new(world::facts(&renamed), pack("10000"));
        let (mine, theirs) = (tables(&one), tables(&renamed));
        prop_assert_eq!(&mine[..4], &theirs[..4]);
        prop_assert_eq!(shown(&mine[4], "gap").into_values().collect::<Vec<_>>(), shown(&theirs[4], "gap").into_values().collect::<Vec<_>>());
    }

    /// Z × the group's mean charge × its cases by the standard = their standards; Z × charge = cost zero point × cost.
    #[test]
    fn zero_points_keep_their_word(stays in stays()) {
        let world = World::new(world::facts(&stays), pack("10000"));
        let sums = class_sums(&world.facts, &world.run.payments, &world.plan, &world.adjustments, SegmentKind::Group);
        for segment in &world.run.margins.groups {
            let own = &sums[&segment.code];
            let mean = world.pack.groups.get(&segment.code).and_then(|row| row.mean_charge.as_ref());
            let ruled = own.standard();
            let Ok(zero) = charge_zero(own, mean) else {
                prop_assert!(mean.is_none() || ruled.cases.is_zero(), "{} has no Z", &segment.code);
                continue;
            };
            let mean = mean.expect("a mean") * &Fraction::from(100);
            prop_assert_eq!(&(&zero * &mean) * &ruled.cases, ruled.standard);
            let cost = priced_cost(segment).expect("cost");
            match cost_zero(own, segment, world.pack.groups.get(&segment.code).and_then(|row| row.mean_charge.as_ref())) {
                Ok(point) => prop_assert_eq!(&point * &cost, &zero * &own.priced().charge),
                Err(_) => prop_assert!(cost.is_zero()),
            }
        }
    }
}
