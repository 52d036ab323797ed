//! Energy, contracts, accounts, other amounts.
//! 后勤与其他

use super::Lever;
use super::spec::{
    Answer, Example, Family, Guard, LeverSpec, Measure, TargetKind, required, usual,
};
use crate::hospital::CostItem;
use crate::plan::Adjustments;
use crate::quantity::{Fraction, Reason};
use crate::scenario::Target;

const UNITS: &[TargetKind] = &[TargetKind::All, TargetKind::Department];

pub(super) const FIXED_COST: LeverSpec = LeverSpec {
    lever: Lever::FixedCost,
    family: Family::Overhead,
    measure: Measure::Yuan,
    parameters: &[],
    targets: UNITS,
    sources: &["S3-015", "S3-029"],
    every_case: false,
    guards: &[],
    examples: &[],
    // Stated for the computed period, kept as a year's.
    act: |act| {
        let share = Adjustments::share_of_year(act.ground.facts.period);
        let year = act.value().over(&share, || Reason::new("reason.no_cases"));
        act.cost(CostItem::Other, &year.unwrap_or_default());
        Ok(())
    },
};

pub(super) const ENERGY: LeverSpec = LeverSpec {
    lever: Lever::Energy,
    family: Family::Overhead,
    measure: Measure::Yuan,
    parameters: &[usual("staff_share", Measure::Share, "0")],
    targets: UNITS,
    sources: &["S3-021", "S3-031", "S3-086"],
    every_case: false,
    guards: &[],
    examples: &[
        Example {
            source: "S3-031",
            value: "150000",
            parameters: &[],
            implied: false,
            answer: Answer::Surplus("150000.00"),
        },
        Example {
            source: "S3-021",
            value: "150000",
            parameters: &[("staff_share", "0.3")],
            implied: false,
            answer: Answer::Surplus("105000.00"),
        },
        Example {
            source: "S3-086",
            value: "100000",
            parameters: &[],
            implied: false,
            answer: Answer::Surplus("100000.00"),
        },
    ],
    act: |act| {
        let saved = act.value();
        act.cost(CostItem::Other, &-saved.clone());
        let bonus = saved * act.number("staff_share");
        act.cost(CostItem::Labour, &bonus);
        Ok(())
    },
};

pub(super) const OUTSOURCING: LeverSpec = LeverSpec {
    lever: Lever::Outsourcing,
    family: Family::Overhead,
    measure: Measure::Yuan,
    parameters: &[required("price_before", Measure::Yuan)],
    targets: UNITS,
    sources: &["S3-032"],
    every_case: false,
    guards: &[Guard::Satisfaction],
    examples: &[Example {
        source: "S3-032",
        value: "900000",
        parameters: &[("price_before", "1200000")],
        implied: false,
        answer: Answer::Surplus("300000.00"),
    }],
    act: |act| {
        let change = act.value() - act.number("price_before");
        act.cost(CostItem::Other, &change);
        Ok(())
    },
};

pub(super) const ACCOUNT_COST: LeverSpec = LeverSpec {
    lever: Lever::AccountCost,
    family: Family::Overhead,
    measure: Measure::Change,
    parameters: &[],
    targets: &[TargetKind::Account, TargetKind::Item],
    sources: &["S3-015", "S3-019", "S3-029", "S3-031"],
    every_case: false,
    guards: &[],
    examples: &[],
    act: |act| {
        let facts = act.ground.facts;
        let rule = |account: &str| facts.accounts.iter().find(|rule| rule.account == account);
        let item_of = |account: &str| rule(account).map_or(CostItem::Other, |rule| rule.item);
        let (item, wanted): (CostItem, Box<dyn Fn(&str) -> bool>) = match &act.change.target {
            Target::Item(item) => (*item, Box::new(|account| item_of(account) == *item)),
            other => (
                item_of(other.code()),
                Box::new(|account| account == other.code()),
            ),
        };
        let level = act.ground.plan.level;
        let booked: Fraction = facts
            .ledger
            .iter()
            .filter(|line| wanted(&line.account))
            .filter(|line| {
                let class = facts.department(&line.department).map(|unit| unit.class);
                crate::allocation::enters(level, line.funding, class)
            })
            .map(|line| line.amount.exact())
            .sum();
        let change = act.yearly(&booked) * act.value();
        act.cost(item, &change);
        Ok(())
    },
};

pub(super) const ADDED_INCOME: LeverSpec = LeverSpec {
    lever: Lever::AddedIncome,
    family: Family::Overhead,
    measure: Measure::Yuan,
    parameters: &[usual("cost_per_year", Measure::Yuan, "0")],
    targets: UNITS,
    sources: &["S3-090", "S3-091", "S3-093"],
    every_case: false,
    guards: &[],
    examples: &[
        Example {
            source: "S3-091",
            value: "500000",
            parameters: &[],
            implied: false,
            answer: Answer::Surplus("500000.00"),
        },
        Example {
            source: "S3-093",
            value: "200000",
            parameters: &[],
            implied: false,
            answer: Answer::Surplus("200000.00"),
        },
    ],
    act: |act| {
        let income = act.value();
        act.income(&income);
        let cost = act.number("cost_per_year");
        act.cost(CostItem::Other, &cost);
        if cost.is_zero() && income.is_positive() {
            act.warning("scenario.income_without_cost", &[]);
        }
        Ok(())
    },
};
