//! Month, year and cash: pool, caps, bands, deposit, prepayment, clearing, contracts by head; all from a pack's
//! `[year]` and `[month]` rules.
//!
//! Stands beside the run: what is computed here enters no margin. Rules of the year are looked up on the last day of the
//! policy year, monthly rules on the last day of the month of service, deductions on their own day. What a rule needs
//! and nobody stated is a reason, never a guess. Source: payment-rules §3.6, §4–§7.

mod account;
mod bands;
mod cash;
mod contracts;
mod deposit;
mod gather;
mod growth;
mod lookup;
mod pool;
mod prepay;
mod stated;

pub use account::{Account, AccountYear, StepDetail, StepLine};
pub use bands::{BandCorner, banded, corners};
pub use cash::{
    Advance, Cash, CashFlow, CashMonth, Cited, Deduction, FlowKind, MonthSum, Terms, advance_of,
    schedule,
};
pub use contracts::{Contract, ContractKind, ContractLine, split};
pub use deposit::{Deposit, held};
pub use growth::{Capped, capped};
pub use pool::{Dilution, Own, PoolOutcome, PoolPart, cleared, weighted_value};
pub use prepay::{WeekSum, week_of};
pub use stated::{StatedYear, settle_account, settle_pool};

use crate::facts::Facts;
use crate::issue::{Issue, Message, Place, Severity};
use crate::payment::Payments;
use crate::plan::Adjustments;
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Money, Reason};

/// A pool that is no account's step: shown by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Id in the pack.
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Result.
    pub outcome: Computed<PoolOutcome>,
}

/// Everything the pack's year and month rules give.
/// 年度清算与现金
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Policy year.
    pub year: i16,
    /// Accounts in the pack's order.
    pub accounts: Vec<Account>,
    /// Pools without an account.
    pub pools: Vec<Pool>,
    /// Contracts on stated totals.
    pub contracts: Vec<Contract>,
}

/// Settles the year of the facts; `None` where the pack has no rules of the year.
/// 年度清算测算
pub fn settle_year(
    facts: &Facts,
    policy: &PolicyPack,
    adjustments: &Adjustments,
    payments: &Payments,
) -> (Option<Settlement>, Vec<Issue>) {
    let rules = &policy.year;
    if rules.is_empty() {
        return (None, Vec::new());
    }
    let year = (facts.period.month == 0).then_some(facts.period.year);
    let desk = gather::Desk::new(facts, policy, adjustments, payments);
    let context = account::Context {
        policy,
        desk: Some(&desk),
        year,
    };
    let accounts: Vec<Account> = rules
        .accounts
        .iter()
        .map(|rule| context.settle(rule, desk.account(rule)))
        .collect();
    let day = account::year_end(facts.period.year);
    let nothing = Own {
        points: Err(Reason::new("reason.year_pool_by_itself")),
        patients: Money::ZERO,
        prepaid: None,
    };
    let mut pools: Vec<Pool> = Vec::new();
    for pool in rules.pools.iter().filter(|pool| pool.account.is_none()) {
        if pools.iter().any(|known| known.id == pool.name) {
            continue;
        }
        let same = rules
            .pools
            .iter()
            .filter(|other| other.account.is_none() && other.name == pool.name);
        let found = day
            .clone()
            .and_then(|day| Ok(lookup::in_force(same, day)?.map(|found| (found, day))));
        let (rule, outcome) = match found {
            Ok(None) => continue,
            Ok(Some(((rule, source), day))) => {
                (Some(rule), cleared(policy, rule, source, day, &nothing))
            }
            Err(reason) => (pool.rule.as_ref(), Err(reason)),
        };
        pools.push(Pool {
            id: pool.name.clone(),
            name: rule.map(|rule| rule.name.clone()).unwrap_or_default(),
            name_en: rule.map(|rule| rule.name_en.clone()).unwrap_or_default(),
            outcome,
        });
    }
    let contracts = day
        .as_ref()
        .map(|day| contracts::all(policy, *day))
        .unwrap_or_default();
    let settlement = Settlement {
        year: facts.period.year,
        accounts,
        pools,
        contracts,
    };
    let issues = issues(&settlement);
    (Some(settlement), issues)
}

/// What a person should know: cases in no sum, and what could not be computed.
fn issues(settlement: &Settlement) -> Vec<Issue> {
    let mut out = Vec::new();
    let mut reasons: Vec<&Reason> = Vec::new();
    for account in &settlement.accounts {
        for (code, cases) in [
            ("year.unpriced_left_out", account.unpriced),
            ("year.outside_left_out", account.outside),
        ] {
            if cases > 0 {
                let issue = Issue::new(Severity::Warning, code);
                out.push(
                    issue
                        .with("account", &account.rule.name)
                        .with("cases", cases.to_string()),
                );
            }
        }
        match &account.year {
            Err(reason) => reasons.push(reason),
            Ok(year) => {
                reasons.extend(year.cash.as_ref().err());
                let deposit = year.deposit.as_ref();
                reasons.extend(deposit.and_then(|deposit| deposit.returned.as_ref().err()));
            }
        }
    }
    reasons.extend(
        settlement
            .pools
            .iter()
            .filter_map(|pool| pool.outcome.as_ref().err()),
    );
    reasons.extend(
        settlement
            .contracts
            .iter()
            .filter_map(|contract| contract.lines.as_ref().err()),
    );
    out.extend(reasons.into_iter().map(|reason| Issue {
        severity: Severity::Notice,
        message: Message::from(reason),
        place: Place::default(),
    }));
    out
}
