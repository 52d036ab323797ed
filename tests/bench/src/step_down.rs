//! J3: exact step-down of D units × 7 items by three levels, against a careful rust_decimal version.

use std::hint::black_box;

use rust_decimal::Decimal;
use yingheng_core::allocation::{Allocation, allocate};
use yingheng_core::facts::{AccountRule, DriverRow, Facts, LedgerLine, SourceRef};
use yingheng_core::hospital::{CostItem, Department, DepartmentClass, FundingSource};
use yingheng_core::period::Period;
use yingheng_core::plan::{Adjustments, AllocationRule, Plan, RuleSource};
use yingheng_core::quantity::{Fraction, Money};

use crate::clock::{Contender, race};
use crate::random::Random;
use crate::table::{ms, ratio};

/// How drivers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drivers {
    /// Every giving unit has measured values of its own for every receiver.
    Dense,
    /// One driver per class, as hospitals mostly do it.
    Shared,
}

/// D units: a fifth administration, a tenth support, a fifth technology, half clinical.
fn hospital(units: usize, drivers: Drivers) -> (Facts, Plan) {
    let mut random = Random::new(&format!("bench {units}"));
    let class = |unit: usize| match unit * 10 / units {
        0..=1 => DepartmentClass::Administration,
        2 => DepartmentClass::MedicalSupport,
        3..=4 => DepartmentClass::MedicalTechnology,
        _ => DepartmentClass::Clinical,
    };
    let code = |unit: usize| format!("U{unit:04}");
    let source = SourceRef::default();
    let mut facts = Facts::default();
    for item in CostItem::ALL {
        facts.accounts.push(AccountRule {
            account: item.key().to_owned(),
            name: String::new(),
            item,
            carve_out: None,
            source,
        });
    }
    for unit in 0..units {
        let department = Department {
            code: code(unit),
            name: "科室".to_owned(),
            class: class(unit),
            service_unit: None,
            facility: String::new(),
            beds: None,
            opened: None,
            closed: None,
        };
        facts.departments.push((department, source));
        for item in CostItem::ALL {
            facts.ledger.push(LedgerLine {
                department: code(unit),
                account: item.key().to_owned(),
                funding: FundingSource::Operating,
                period: Period {
                    year: 2025,
                    month: 6,
                },
                amount: Money::from_fen(random.between(1, 500_000_000)),
                source,
            });
        }
    }
    let keys = ["level1", "level2", "level3"];
    let mut row = |driver: &str, giver: Option<usize>, receiver: usize| {
        facts.drivers.push(DriverRow {
            driver: driver.to_owned(),
            source_unit: giver.map(code),
            department: code(receiver),
            value: Fraction::from(random.between(1, 100_000)),
            source,
        });
    };
    match drivers {
        Drivers::Dense => {
            for giver in (0..units).filter(|unit| class(*unit) != DepartmentClass::Clinical) {
                let from = class(giver);
                for receiver in (0..units).filter(|receiver| class(*receiver) > from) {
                    row(keys[from as usize], Some(giver), receiver);
                }
            }
        }
        Drivers::Shared => {
            for key in keys {
                (0..units).for_each(|unit| row(key, None, unit));
            }
        }
    }
    let allocation = DepartmentClass::ALL
        .iter()
        .zip(keys)
        .map(|(class, key)| AllocationRule {
            source: RuleSource::Class(*class),
            driver: key.to_owned(),
            item: None,
        })
        .collect();
    let plan = Plan {
        allocation,
        ..Plan::default()
    };
    (facts, plan)
}

/// The same job as somebody careful writes it with 28-digit decimals: shares, then products, level by level.
struct ByDecimal {
    class: Vec<usize>,
    direct: Vec<[Decimal; 7]>,
    /// `[giver][receiver]`
    values: Vec<Vec<Decimal>>,
}

impl ByDecimal {
    fn new(facts: &Facts, plan: &Plan) -> Self {
        let units = facts.departments.len();
        let index = |code: &str| facts.department_index(code).expect("a unit");
        let mut direct = vec![[Decimal::ZERO; 7]; units];
        for line in &facts.ledger {
            let item = CostItem::ALL
                .iter()
                .position(|item| item.key() == line.account);
            direct[index(&line.department)][item.expect("an item")] +=
                Decimal::from(line.amount.fen());
        }
        let class: Vec<usize> = facts
            .departments
            .iter()
            .map(|(unit, _)| unit.class as usize)
            .collect();
        let mut values = vec![vec![Decimal::ZERO; units]; units];
        for row in &facts.drivers {
            let value: Decimal = row.value.to_string().parse().expect("a whole number");
            let receiver = index(&row.department);
            let level = plan
                .allocation
                .iter()
                .position(|rule| rule.driver == row.driver)
                .expect("a level");
            match &row.source_unit {
                Some(giver) => values[index(giver)][receiver] += value,
                None => (0..units)
                    .filter(|giver| class[*giver] == level)
                    .for_each(|giver| values[giver][receiver] += value),
            }
        }
        Self {
            class,
            direct,
            values,
        }
    }
    fn run(&self) -> Vec<[Decimal; 7]> {
        let mut held = self.direct.clone();
        for level in 0..3 {
            for giver in (0..held.len()).filter(|unit| self.class[*unit] == level) {
                let pool = held[giver];
                let receives = |unit: &usize| self.class[*unit] > level;
                let sum: Decimal = (0..held.len())
                    .filter(receives)
                    .map(|unit| self.values[giver][unit])
                    .sum();
                for receiver in (0..held.len()).filter(receives) {
                    let share = self.values[giver][receiver] / sum;
                    for (to, amount) in held[receiver].iter_mut().zip(pool) {
                        *to += amount * share;
                    }
                }
            }
        }
        held
    }
}

/// Conservation exactly, and every clinical figure within a hundredth of a 分 of the decimals.
fn verify(facts: &Facts, allocation: &Allocation, decimals: &[[Decimal; 7]]) {
    let clinical = || {
        (0..facts.departments.len())
            .filter(|unit| facts.departments[*unit].0.class == DepartmentClass::Clinical)
    };
    for item in 0..7 {
        let before: Fraction = allocation.units.iter().map(|unit| &unit.direct[item]).sum();
        let after: Vec<Fraction> = clinical()
            .map(|unit| allocation.units[unit].full()[item].clone())
            .collect();
        assert_eq!(before, after.iter().sum(), "conserved to the last digit");
        for (unit, exact) in clinical().zip(&after) {
            let rough: Fraction = decimals[unit][item].to_string().parse().expect("a decimal");
            let off = (exact.clone() - rough).abs() * Fraction::from(100);
            assert!(
                off < Fraction::one(),
                "{unit} {item}: off by {off} hundredths of a fen"
            );
        }
    }
}

/// Prints one line per size.
pub fn run(sizes: &[usize], drivers: Drivers, rounds: usize) {
    println!(
        "\nJ3 step-down, {drivers:?} drivers, 7 items, exact, closed once (CPU ms, median of {rounds})"
    );
    println!(
        "{:>6} {:>12} {:>14} {:>10}",
        "units", "ours", "rust_decimal", "ratio"
    );
    for units in sizes {
        let (facts, plan) = hospital(*units, drivers);
        let nothing = Adjustments::default();
        let decimal = ByDecimal::new(&facts, &plan);
        let (allocation, issues) = allocate(&facts, &plan, &nothing);
        assert!(issues.is_empty(), "{issues:?}");
        verify(&facts, &allocation, &decimal.run());
        drop(allocation);
        let mut contenders = [
            Contender::new("ours", || {
                black_box(allocate(black_box(&facts), &plan, &nothing));
            }),
            Contender::new("rust_decimal", || {
                black_box(black_box(&decimal).run());
            }),
        ];
        race(&mut contenders, rounds);
        let [ours, peer] = [contenders[0].median(), contenders[1].median()];
        println!(
            "{units:>6} {:>12} {:>14} {:>10}",
            ms(ours),
            ms(peer),
            ratio(peer, ours)
        );
    }
}
