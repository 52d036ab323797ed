//! Shared bills, orders inside classes, rules by item, the reciprocal method and other drivers, on random hospitals.
//!
//! `PROPTEST_CASES` sets the number of cases; 48 otherwise.

use proptest::prelude::*;
use yingheng_core::allocation::{
    Allocation, add, allocate, ladder_rows, reciprocal, sensitivity, subtract, total,
};
use yingheng_core::facts::Facts;
use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource, ItemAmounts};
use yingheng_core::issue::Issue;
use yingheng_core::plan::{
    Adjustments, AllocationRule, ClassOrder, CostLevel, Plan, RuleSource, SharedBill,
};
use yingheng_core::quantity::Fraction;
use yingheng_tests::hospital::{Hospital, class_rule};

const DRIVERS: [&str; 4] = ["area", "people", "power", "nothing"];

/// Two units of each class; the last of `classes` are clinical. Numbers are taken modulo what there is.
#[derive(Clone, Debug)]
struct Seed {
    ledger: Vec<(usize, usize, usize, i64)>,
    drivers: Vec<(usize, usize, u32)>,
    meters: Vec<(usize, u32)>,
    rules: Vec<(usize, Option<usize>, usize)>,
    orders: Vec<Vec<usize>>,
    bill_driver: usize,
    level: usize,
}

fn seed() -> impl Strategy<Value = Seed> {
    let amount = prop_oneof![-1_000_000_i64..1_000_000, 1..100_000_000_000_i64];
    (
        prop::collection::vec((0..10_usize, 0..8_usize, 0..5_usize, amount), 1..20),
        prop::collection::vec((0..3_usize, 0..9_usize, 0..1_000_u32), 0..30),
        prop::collection::vec((0..9_usize, 0..5_000_u32), 0..4),
        prop::collection::vec((0..6_usize, prop::option::of(0..7_usize), 0..4_usize), 0..6),
        prop::collection::vec(prop::collection::vec(0..9_usize, 0..4), 0..3),
        0..4_usize,
        0..4_usize,
    )
        .prop_map(
            |(ledger, drivers, meters, rules, orders, bill_driver, level)| Seed {
                ledger,
                drivers,
                meters,
                rules,
                orders,
                bill_driver,
                level,
            },
        )
}

fn code(unit: usize) -> String {
    format!("U{unit}")
}

/// Units 0–1 administration, 2–3 support, 4–5 technology, 6–8 clinical; 9 is unknown.
fn build(seed: &Seed) -> (Facts, Plan) {
    let mut hospital = Hospital::new();
    for unit in 0..9_usize {
        hospital.department(
            &code(unit),
            "科室",
            DepartmentClass::ALL[(unit / 2).min(3)],
            "",
        );
    }
    hospital.account("bill", CostItem::Other, None);
    for (unit, account, funding, fen) in &seed.ledger {
        let accounts: Vec<&str> = CostItem::ALL
            .iter()
            .map(|i| i.key())
            .chain(["bill"])
            .collect();
        hospital.cost(
            &code(*unit),
            accounts[*account],
            FundingSource::ALL[*funding],
            *fen,
        );
    }
    for (driver, unit, value) in &seed.drivers {
        hospital.driver(
            DRIVERS[*driver],
            None,
            &code(*unit),
            Fraction::from(i64::from(*value)),
        );
    }
    for (unit, value) in &seed.meters {
        hospital.driver(
            "meter",
            None,
            &code(*unit),
            Fraction::from(i64::from(*value)),
        );
    }
    let classes = DepartmentClass::ALL.into_iter().take(3).zip(DRIVERS);
    let mut allocation: Vec<AllocationRule> = classes
        .map(|(class, driver)| class_rule(class, driver))
        .collect();
    allocation.extend(
        seed.rules
            .iter()
            .map(|(unit, item, driver)| AllocationRule {
                source: RuleSource::Department(code(*unit)),
                driver: DRIVERS[*driver].to_owned(),
                item: item.map(|item| CostItem::ALL[item]),
            }),
    );
    let plan = Plan {
        level: CostLevel::ALL[seed.level],
        allocation,
        shared_bills: vec![SharedBill {
            code: "B1".to_owned(),
            name: "水电".to_owned(),
            departments: Vec::new(),
            accounts: vec!["bill".to_owned()],
            meter: Some("meter".to_owned()),
            driver: DRIVERS[seed.bill_driver].to_owned(),
        }],
        order: seed
            .orders
            .iter()
            .map(|units| ClassOrder {
                units: units.iter().map(|unit| code(*unit)).collect(),
            })
            .collect(),
        ..Plan::default()
    };
    (hospital.facts, plan)
}

fn run(facts: &Facts, plan: &Plan) -> (Allocation, Vec<Issue>) {
    allocate(facts, plan, &Adjustments::default())
}

fn clinical(facts: &Facts, of: impl Fn(usize) -> ItemAmounts) -> ItemAmounts {
    let mut sum = ItemAmounts::default();
    for (index, (unit, _)) in facts.departments.iter().enumerate() {
        if unit.class == DepartmentClass::Clinical {
            add(&mut sum, &of(index));
        }
    }
    sum
}

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(48),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    /// Bills, orders, rules by item: per item everything comes out, every bill is accounted for, the ladder says the same.
    #[test]
    fn nothing_is_lost(seed in seed()) {
        let (facts, plan) = build(&seed);
        let (allocation, issues) = run(&facts, &plan);
        let mut out = clinical(&facts, |index| allocation.units[index].full());
        add(&mut out, &allocation.unallocated);
        prop_assert_eq!(&out, &allocation.total());
        let level = ladder_rows(&facts, &plan, &Adjustments::default())
            .iter().map(|row| row.amounts[plan.level as usize].clone()).sum::<Fraction>();
        prop_assert_eq!(level, total(&allocation.total()));
        for cost in &allocation.shared {
            let mut rest = cost.amounts.clone();
            for part in [&cost.metered, &cost.spread, &cost.left_out, &cost.unplaced] {
                subtract(&mut rest, part);
            }
            prop_assert_eq!(total(&rest), Fraction::zero());
        }
        for (index, unit) in allocation.units.iter().enumerate() {
            let mut shares = ItemAmounts::default();
            for share in allocation.shared_shares.iter().filter(|share| share.to == index) {
                add(&mut shares, &share.amounts());
            }
            prop_assert_eq!(&shares, &unit.level0);
            let mut received = ItemAmounts::default();
            for share in allocation.shares.iter().filter(|share| share.to == index) {
                add(&mut received, &share.amounts());
            }
            prop_assert_eq!(received, unit.indirect());
        }
        let stuck = allocation.unallocated_lines.iter().any(|line| !line.1.starts_with("reason.unknown"));
        let told = issues.iter().any(|issue| ["allocation.no_driver", "allocation.no_rule", "allocation.bill_no_driver"].contains(&issue.code()));
        prop_assert_eq!(stuck, told);
    }

    /// The reciprocal method closes per item, or says which units are a loop.
    #[test]
    fn reciprocal_closes(seed in seed()) {
        let (facts, plan) = build(&seed);
        let (allocation, _) = run(&facts, &plan);
        match reciprocal(&facts, &plan, &allocation) {
            (Ok(found), issues) => {
                prop_assert!(issues.is_empty());
                let mut out = clinical(&facts, |index| found.full[index].clone());
                add(&mut out, &found.unallocated);
                prop_assert_eq!(out, allocation.total());
            }
            (Err(reason), issues) => {
                prop_assert_eq!(reason.code, "reason.closed_loop");
                prop_assert_eq!(issues.len(), 1);
            }
        }
    }

    /// Where services only go one way, in the order of the classes, both methods say the same.
    #[test]
    fn reciprocal_is_the_step_down_without_mutual_services(seed in seed()) {
        let (mut facts, mut plan) = build(&seed);
        plan.order.clear();
        facts.drivers.clear();
        let mut values = seed.drivers.iter().cycle();
        for giver in 0..6_usize {
            for unit in (giver / 2 + 1) * 2..9 {
                let value = values.next().map_or(1, |(_, _, value)| value + 1);
                facts.drivers.push(yingheng_core::facts::DriverRow {
                    driver: "flow".to_owned(),
                    source_unit: Some(code(giver)),
                    department: code(unit),
                    value: Fraction::from(i64::from(value)),
                    source: facts.departments[0].1,
                });
            }
        }
        plan.allocation = DepartmentClass::ALL.into_iter().take(3).map(|class| class_rule(class, "flow")).collect();
        let (allocation, _) = run(&facts, &plan);
        let found = reciprocal(&facts, &plan, &allocation).0.expect("no loop");
        for (index, (unit, _)) in facts.departments.iter().enumerate() {
            if unit.class == DepartmentClass::Clinical {
                prop_assert_eq!(&found.full[index], &allocation.units[index].full());
            }
        }
    }

    /// What another driver is said to move is what a new run moves.
    #[test]
    fn sensitivity_is_a_new_run(seed in seed()) {
        let (facts, mut plan) = build(&seed);
        plan.allocation.retain(|rule| rule.item.is_none());
        let (before, _) = run(&facts, &plan);
        for one in sensitivity(&facts, &plan, &before).into_iter().take(6) {
            let mut other = plan.clone();
            other.allocation.insert(0, AllocationRule {
                source: RuleSource::Department(facts.departments[one.giver].0.code.clone()),
                driver: one.other.clone(),
                item: None,
            });
            let (after, _) = run(&facts, &other);
            let mut moved = (total(&after.unallocated) - total(&before.unallocated)).abs();
            let mut changes = Vec::new();
            for (index, (unit, _)) in facts.departments.iter().enumerate() {
                if unit.class == DepartmentClass::Clinical {
                    let change = total(&after.units[index].full()) - total(&before.units[index].full());
                    moved += &change.abs();
                    changes.push((index, change));
                }
            }
            prop_assert_eq!(&one.moved * &Fraction::from(2), moved);
            let most = changes.iter().map(|(_, change)| change).max().filter(|change| change.is_positive());
            prop_assert_eq!(one.gainer.as_ref().map(|(_, change)| change), most);
            let least = changes.iter().map(|(_, change)| change).min().filter(|change| change.is_negative());
            prop_assert_eq!(one.loser.as_ref().map(|(_, change)| change), least);
            for (unit, change) in one.gainer.iter().chain(&one.loser) {
                prop_assert!(changes.contains(&(*unit, change.clone())));
            }
        }
    }

    /// Two receivers with the same place in everything, made one, carry together what they carried apart.
    #[test]
    fn merged_receivers_add_up(seed in seed()) {
        let (mut facts, plan) = build(&seed);
        // A unit with a meter and one without do not stand in the same place.
        facts.drivers.retain(|row| row.driver != "meter");
        let mut merged = facts.clone();
        merged.departments.retain(|(unit, _)| unit.code != "U8");
        for line in &mut merged.ledger {
            if line.department == "U8" { line.department = "U7".to_owned(); }
        }
        for row in &mut merged.drivers {
            if row.department == "U8" { row.department = "U7".to_owned(); }
        }
        let (apart, _) = run(&facts, &plan);
        let (one, _) = run(&merged, &plan);
        let full = |facts: &Facts, run: &Allocation, code: &str| run.units[facts.department_index(code).expect("unit")].full();
        let mut both = full(&facts, &apart, "U7");
        add(&mut both, &full(&facts, &apart, "U8"));
        prop_assert_eq!(both, full(&merged, &one, "U7"));
    }
}
