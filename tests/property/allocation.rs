//! Step-down and service units of random small hospitals: conservation to the 分, a second implementation, order of rows.
//!
//! `PROPTEST_CASES` sets the number of cases; 64 otherwise.

#[path = "allocation/naive.rs"]
mod naive;

use proptest::prelude::*;
use yingheng_core::allocation::{Allocation, add, allocate, is_zero, ladder, subtract, total};
use yingheng_core::costing::cost;
use yingheng_core::facts::Facts;
use yingheng_core::hospital::{
    CostItem, DepartmentClass, FundingSource, ItemAmounts, ServiceUnitKind,
};
use yingheng_core::issue::Issue;
use yingheng_core::plan::{Adjustments, CostLevel, Plan, ServiceUnit};
use yingheng_core::quantity::Fraction;
use yingheng_tests::hospital::{Hospital, class_rule, unit_rule};

const DRIVERS: [&str; 7] = [
    "headcount",
    "bed_days",
    "visits",
    "executed_revenue",
    "ordered_revenue",
    "area",
    "unheard_of",
];
const UNITS: [&str; 3] = ["病房", "检查", "药品"];

/// What a hospital is made of, small enough to shrink well. Numbers stand for codes: `unit % departments`, one beyond
/// is an unknown unit; account 7 carves drugs out, 8 carves out to nowhere, 9 is unknown.
#[derive(Clone, Debug)]
struct Seed {
    classes: Vec<usize>,
    ledger: Vec<(usize, usize, usize, i64)>,
    drivers: Vec<(usize, Option<usize>, usize, u32)>,
    people: Vec<(usize, u32)>,
    work: Vec<(usize, u32, u32)>,
    revenue: Vec<(usize, usize, usize, bool, i64)>,
    class_rules: [Option<usize>; 3],
    unit_rules: Vec<(usize, usize)>,
    level: usize,
    factors: Vec<(i64, i64)>,
}

fn seed() -> impl Strategy<Value = Seed> {
    let amount = prop_oneof![
        -1_000_000_i64..1_000_000,
        Just(0),
        -100_000_000_000_000..100_000_000_000_000_i64
    ];
    let value = prop_oneof![Just(0_u32), 1..10_u32, 1..1_000_000_u32];
    let driver = 0..DRIVERS.len();
    let rows = (
        prop::collection::vec(
            (0..12_usize, 0..10_usize, 0..5_usize, amount.clone()),
            0..25,
        ),
        prop::collection::vec(
            (
                driver.clone(),
                prop::option::of(0..12_usize),
                0..12_usize,
                value.clone(),
            ),
            0..25,
        ),
        prop::collection::vec((0..12_usize, 0..=100_u32), 0..10),
        prop::collection::vec((0..12_usize, value.clone(), value), 0..6),
        prop::collection::vec(
            (0..12_usize, 0..12_usize, 0..4_usize, any::<bool>(), amount),
            0..12,
        ),
    );
    let rules = (
        [
            prop::option::weighted(0.9, driver.clone()),
            prop::option::weighted(0.9, driver.clone()),
            prop::option::weighted(0.9, driver.clone()),
        ],
        prop::collection::vec((0..12_usize, driver), 0..4),
        0..4_usize,
        prop::collection::vec((0..300_i64, 1..200_i64), 7),
    );
    (prop::collection::vec(0..4_usize, 1..10), rows, rules).prop_map(
        |(
            classes,
            (ledger, drivers, people, work, revenue),
            (class_rules, unit_rules, level, factors),
        )| Seed {
            classes,
            ledger,
            drivers,
            people,
            work,
            revenue,
            class_rules,
            unit_rules,
            level,
            factors,
        },
    )
}

fn build(seed: &Seed) -> (Facts, Plan, Adjustments) {
    let mut hospital = Hospital::new();
    hospital.account("carved", CostItem::Drugs, Some("药品"));
    hospital.account("nowhere", CostItem::Consumables, Some("没有"));
    let code = |unit: usize| format!("U{}", unit % (seed.classes.len() + 1));
    for (unit, class) in seed.classes.iter().enumerate() {
        hospital.department(
            &code(unit),
            "科室",
            DepartmentClass::ALL[*class],
            ["", "病房", "检查", "错误"][unit % 4],
        );
    }
    for (unit, account, funding, fen) in &seed.ledger {
        let accounts: Vec<&str> = CostItem::ALL
            .iter()
            .map(|item| item.key())
            .chain(["carved", "nowhere", "unknown"])
            .collect();
        hospital.cost(
            &code(*unit),
            accounts[*account],
            FundingSource::ALL[*funding],
            *fen,
        );
    }
    for (driver, giver, unit, value) in &seed.drivers {
        let giver = giver.map(code);
        hospital.driver(
            DRIVERS[*driver],
            giver.as_deref(),
            &code(*unit),
            Fraction::from(i64::from(*value)),
        );
    }
    for (unit, share) in &seed.people {
        hospital.person(
            &code(*unit),
            Fraction::new(*share, 100).expect("a share"),
            0,
        );
    }
    for (unit, visits, bed_days) in &seed.work {
        hospital.work(&code(*unit), u64::from(*visits), u64::from(*bed_days));
    }
    for (ordering, executing, unit, inpatient, fen) in &seed.revenue {
        hospital.revenue(
            &code(*ordering),
            &code(*executing),
            UNITS.get(*unit).unwrap_or(&"别处"),
            *inpatient,
            *fen,
        );
    }
    let class_rules = seed.class_rules.iter().zip(DepartmentClass::ALL);
    let mut allocation: Vec<_> = class_rules
        .filter_map(|(driver, class)| driver.map(|driver| class_rule(class, DRIVERS[driver])))
        .collect();
    allocation.extend(
        seed.unit_rules
            .iter()
            .map(|(unit, driver)| unit_rule(&code(*unit), DRIVERS[*driver])),
    );
    let unit = |code: &str, kind| ServiceUnit {
        code: code.to_owned(),
        name: code.to_owned(),
        kind,
    };
    let plan = Plan {
        level: CostLevel::ALL[seed.level],
        allocation,
        service_units: vec![
            unit("病房", ServiceUnitKind::Members),
            unit("检查", ServiceUnitKind::Members),
            unit("药品", ServiceUnitKind::Drugs),
        ],
        ..Plan::default()
    };
    let factor =
        |item: usize| Fraction::new(seed.factors[item].0, seed.factors[item].1).expect("a factor");
    (
        hospital.facts,
        plan,
        Adjustments {
            item: std::array::from_fn(factor),
            ..Adjustments::default()
        },
    )
}

fn run(seed: &Seed) -> (Facts, Plan, Allocation, Vec<Issue>) {
    let (facts, plan, adjustments) = build(seed);
    let (allocation, issues) = allocate(&facts, &plan, &adjustments);
    (facts, plan, allocation, issues)
}

fn sum<'a>(amounts: impl IntoIterator<Item = &'a ItemAmounts>) -> ItemAmounts {
    let mut sum = ItemAmounts::default();
    amounts
        .into_iter()
        .for_each(|amounts| add(&mut sum, amounts));
    sum
}

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(64);
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    /// What goes in at the plan's level comes out: clinical full cost and what is not allocated, item by item.
    #[test]
    fn conserved_by_item(seed in seed()) {
        let (facts, plan, adjustments) = build(&seed);
        let (allocation, _) = allocate(&facts, &plan, &adjustments);
        let level = &ladder(&facts, &plan, &adjustments)[plan.level as usize];
        prop_assert_eq!(&allocation.total(), level);
        let clinical: Vec<ItemAmounts> = facts.departments.iter().zip(&allocation.units)
            .filter(|((department, _), _)| department.class == DepartmentClass::Clinical)
            .map(|(_, unit)| unit.full()).collect();
        let mut out = sum(&clinical);
        add(&mut out, &allocation.unallocated);
        prop_assert_eq!(&out, level);
        prop_assert_eq!(sum(allocation.unallocated_lines.iter().map(|line| &line.2)), allocation.unallocated);
    }

    /// Level by level: what the givers gave is what the receivers got; what a giver kept stands under its name.
    #[test]
    fn conserved_at_every_level(seed in seed()) {
        let (facts, _, allocation, _) = run(&seed);
        for level in 1..=3_usize {
            let class = DepartmentClass::ALL[level - 1];
            let of_class = || facts.departments.iter().zip(&allocation.units).filter(|((d, _), _)| d.class == class);
            let given = sum(of_class().map(|(_, unit)| &unit.given));
            let received = sum(allocation.units.iter().map(|unit| [&unit.level1, &unit.level2, &unit.level3][level - 1]));
            prop_assert_eq!(&given, &received);
            for ((department, _), unit) in of_class() {
                let mut kept = unit.after_level2();
                subtract(&mut kept, &unit.given);
                let named = allocation.unallocated_lines.iter().filter(|line| line.0 == department.code && !line.1.starts_with("reason.unknown"));
                prop_assert_eq!(kept, sum(named.map(|line| &line.2)));
                prop_assert!(is_zero(&unit.level3), "a closed class receives nothing");
            }
        }
    }

    /// A second implementation, written from the formulas with plain rationals and no grouping, says the same.
    #[test]
    fn equals_the_naive_step_down(seed in seed()) {
        let (facts, plan, adjustments) = build(&seed);
        let (allocation, _) = allocate(&facts, &plan, &adjustments);
        naive::compare(&facts, &plan, &adjustments, &allocation)?;
    }

    /// Rows may come in any order: the same allocation and the same troubles.
    #[test]
    fn order_of_rows_is_irrelevant(seed in seed(), turn in 1..24_usize) {
        let (facts, plan, adjustments) = build(&seed);
        let (allocation, issues) = allocate(&facts, &plan, &adjustments);
        let (costing, _) = cost(&facts, &plan, Some(&allocation), &adjustments);
        let mut turned = facts.clone();
        fn mix<T>(rows: &mut [T], turn: usize) {
            rows.reverse();
            let length = rows.len();
            if length > 0 { rows.rotate_left(turn % length) }
        }
        mix(&mut turned.ledger, turn);
        mix(&mut turned.drivers, turn);
        mix(&mut turned.staff, turn);
        mix(&mut turned.workload, turn);
        mix(&mut turned.revenue, turn);
        mix(&mut turned.accounts, turn);
        let (again, other_issues) = allocate(&turned, &plan, &adjustments);
        prop_assert_eq!(&allocation, &again);
        prop_assert_eq!(&costing, &cost(&turned, &plan, Some(&again), &adjustments).0);
        let messages = |issues: &[Issue]| { let mut all: Vec<_> = issues.iter().map(|issue| issue.message.clone()).collect(); all.sort(); all };
        prop_assert_eq!(messages(&issues), messages(&other_issues));
    }

    /// Multiplying one driver by a constant changes nothing.
    #[test]
    fn scale_of_a_driver_is_irrelevant(seed in seed(), factor in 1..1_000_i64) {
        let (mut facts, plan, adjustments) = build(&seed);
        let (before, _) = allocate(&facts, &plan, &adjustments);
        for row in facts.drivers.iter_mut().filter(|row| row.driver == "area") {
            row.value = &row.value * &Fraction::from(factor);
        }
        let (after, _) = allocate(&facts, &plan, &adjustments);
        prop_assert_eq!(before.units, after.units);
        prop_assert_eq!(before.unallocated, after.unallocated);
    }

    /// Service units and what belongs to none are the level's total, item by item, and nothing is counted twice.
    #[test]
    fn service_units_hold_the_whole_cost(seed in seed()) {
        let (facts, plan, adjustments) = build(&seed);
        let (allocation, _) = allocate(&facts, &plan, &adjustments);
        let (costing, _) = cost(&facts, &plan, Some(&allocation), &adjustments);
        let mut all = costing.unassigned.clone();
        add(&mut all, &sum(costing.service_units.iter().map(|unit| &unit.cost)));
        prop_assert_eq!(all, allocation.total());
        let revenue: i64 = facts.revenue.iter().map(|line| line.amount.fen()).sum();
        let placed: i64 = costing.service_units.iter().map(|unit| unit.revenue.fen()).sum();
        prop_assert_eq!(revenue, placed + costing.unassigned_revenue.fen());
    }

    /// Cost that cannot be spread is an error that names the unit; where every cost is spread there is no such error.
    #[test]
    fn what_is_not_allocated_is_reported(seed in seed()) {
        let (facts, _, allocation, issues) = run(&seed);
        for (code, reason, _) in &allocation.unallocated_lines {
            let found = issues.iter().any(|issue| match *reason {
                "reason.no_driver" => issue.code() == "allocation.no_driver" && issue.message.arguments["department"] == *code,
                "reason.no_rule" => issue.code() == "allocation.no_rule" && issue.message.arguments["department"] == *code,
                "reason.unknown_department" => issue.code() == "allocation.unknown_department" && issue.message.arguments["department"] == *code,
                _ => issue.code() == "allocation.unknown_account" && issue.message.arguments["account"] == "unknown",
            });
            prop_assert!(found, "{} {} has no issue", code, reason);
        }
        let spread = |issue: &&Issue| matches!(issue.code(), "allocation.no_driver" | "allocation.no_rule");
        let named = allocation.unallocated_lines.iter().filter(|line| !line.1.starts_with("reason.unknown")).count();
        prop_assert_eq!(issues.iter().filter(spread).count(), named);
        prop_assert!(facts.departments.len() < 10 && total(&allocation.unallocated) == allocation.unallocated.iter().sum());
    }
}
