//! The step-down once more, from the formulas of cost-method §1.6, with plain `num_rational` and scans over all rows.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use yingheng_core::allocation::Allocation;
use yingheng_core::facts::Facts;
use yingheng_core::hospital::{DepartmentClass, FundingSource, ItemAmounts};
use yingheng_core::plan::{Adjustments, CostLevel, Plan, RuleSource};
use yingheng_core::quantity::Fraction;

fn plain(value: &Fraction) -> BigRational {
    BigRational::new(value.numerator().clone(), value.denominator().clone())
}

fn whole(value: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(value))
}

/// Does the cost enter the level? Written as the ladder of §1.5 reads.
fn counts(level: CostLevel, funding: FundingSource, administration: bool) -> bool {
    let medical_business = funding == FundingSource::Operating && !administration;
    let medical = funding == FundingSource::Operating;
    let medical_full = medical
        || funding == FundingSource::FiscalProject
        || funding == FundingSource::OtherProject;
    match level {
        CostLevel::MedicalBusiness => medical_business,
        CostLevel::Medical => medical,
        CostLevel::MedicalFull => medical_full,
        CostLevel::HospitalFull => true,
    }
}

fn driver_value(facts: &Facts, driver: &str, giver: &str, receiver: &str) -> BigRational {
    let imported = |source: Option<&str>| -> Option<BigRational> {
        let rows: Vec<_> = facts
            .drivers
            .iter()
            .filter(|row| row.driver == driver && row.source_unit.as_deref() == source)
            .collect();
        (!rows.is_empty()).then(|| {
            rows.iter()
                .filter(|row| row.department == receiver)
                .map(|row| plain(&row.value))
                .sum()
        })
    };
    if let Some(value) = imported(Some(giver)).or_else(|| imported(None)) {
        return value;
    }
    match driver {
        "headcount" => facts
            .staff
            .iter()
            .filter(|row| row.department == receiver)
            .map(|row| plain(&row.share))
            .sum(),
        "bed_days" => facts
            .workload
            .iter()
            .filter(|row| row.department == receiver)
            .map(|row| whole(row.bed_days as i64))
            .sum(),
        "visits" => facts
            .workload
            .iter()
            .filter(|row| row.department == receiver)
            .map(|row| whole(row.visits as i64))
            .sum(),
        "executed_revenue" => facts
            .revenue
            .iter()
            .filter(|row| row.executing == receiver)
            .map(|row| whole(row.amount.fen()))
            .sum(),
        "ordered_revenue" => {
            let lines = facts
                .revenue
                .iter()
                .filter(|row| row.executing == giver && row.ordering == receiver);
            lines.map(|row| whole(row.amount.fen())).sum()
        }
        _ => BigRational::zero(),
    }
}

type Items = [BigRational; 7];

/// Direct, level 1–3 per unit and the unallocated amounts, against the program's.
pub fn compare(
    facts: &Facts,
    plan: &Plan,
    adjustments: &Adjustments,
    program: &Allocation,
) -> Result<(), TestCaseError> {
    let zero = || -> Items { std::array::from_fn(|_| BigRational::zero()) };
    let class = |code: &str| {
        facts
            .departments
            .iter()
            .find(|(d, _)| d.code == code)
            .map(|(d, _)| d.class)
    };
    // levels[0] is direct cost.
    let mut levels: [BTreeMap<String, Items>; 4] = Default::default();
    let mut unallocated = zero();
    for line in &facts.ledger {
        let unit = class(&line.department);
        if !counts(
            plan.level,
            line.funding,
            unit == Some(DepartmentClass::Administration),
        ) {
            continue;
        }
        let item = facts
            .accounts
            .iter()
            .find(|rule| rule.account == line.account)
            .map(|rule| rule.item);
        let mut amount = whole(line.amount.fen());
        if let Some(item) = item {
            amount *= plain(&adjustments.item[item as usize]);
        }
        let to = match (unit, item) {
            (Some(_), Some(_)) => levels[0]
                .entry(line.department.clone())
                .or_insert_with(zero),
            _ => &mut unallocated,
        };
        to[item.map_or(6, |item| item as usize)] += amount;
    }
    for level in 1..=3_usize {
        let from = DepartmentClass::ALL[level - 1];
        for (giver, _) in facts.departments.iter().filter(|(d, _)| d.class == from) {
            let mut pool = zero();
            for amounts in levels.iter().filter_map(|level| level.get(&giver.code)) {
                pool.iter_mut()
                    .zip(amounts)
                    .for_each(|(pool, amount)| *pool += amount);
            }
            let own = plan
                .allocation
                .iter()
                .find(|rule| rule.source == RuleSource::Department(giver.code.clone()));
            let rule = own.or_else(|| {
                plan.allocation
                    .iter()
                    .find(|rule| rule.source == RuleSource::Class(from))
            });
            let values: Vec<(String, BigRational)> = facts
                .departments
                .iter()
                .filter(|(d, _)| d.class > from)
                .map(|(d, _)| {
                    (
                        d.code.clone(),
                        rule.map_or_else(BigRational::zero, |rule| {
                            driver_value(facts, &rule.driver, &giver.code, &d.code)
                        }),
                    )
                })
                .filter(|(_, value)| value.is_positive())
                .collect();
            let sum: BigRational = values.iter().map(|(_, value)| value.clone()).sum();
            if values.is_empty() {
                unallocated
                    .iter_mut()
                    .zip(&pool)
                    .for_each(|(sum, amount)| *sum += amount);
            }
            for (receiver, value) in values {
                let to = levels[level].entry(receiver).or_insert_with(zero);
                to.iter_mut()
                    .zip(&pool)
                    .for_each(|(to, amount)| *to += amount * &value / &sum);
            }
        }
    }
    for ((department, _), unit) in facts.departments.iter().zip(&program.units) {
        for (amounts, expected) in [&unit.direct, &unit.level1, &unit.level2, &unit.level3]
            .into_iter()
            .zip(&levels)
        {
            let expected = expected.get(&department.code).cloned().unwrap_or_else(zero);
            prop_assert_eq!(plain_items(amounts), expected, "{}", &department.code);
        }
    }
    prop_assert_eq!(plain_items(&program.unallocated), unallocated);
    Ok(())
}

fn plain_items(amounts: &ItemAmounts) -> Items {
    std::array::from_fn(|item| plain(&amounts[item]))
}
