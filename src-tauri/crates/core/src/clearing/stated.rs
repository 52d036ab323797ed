//! A year settled on stated sums instead of cases: worked examples of a pack, and what a payer's own sheet says.

use super::account::{self, AccountYear, Context};
use super::cash::MonthSum;
use super::gather::Gathered;
use super::lookup::in_force;
use super::pool::{self, Own, PoolOutcome};
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction, Money, Reason};

/// Sums of a policy year as somebody states them.
/// 年度汇总数
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedYear {
    /// Policy year.
    pub year: i16,
    /// Months, rising.
    pub months: Vec<MonthSum>,
    /// Patients' money of the cases.
    pub patients: Money,
    /// This hospital's points in a pool.
    pub points: Option<Fraction>,
    /// What it was prepaid; of an account it follows from the months.
    pub prepaid: Option<Money>,
}

/// Settles one account of a pack on stated sums, by the same steps as on cases.
///
/// # Errors
/// `reason.year_no_account`; otherwise as the rules say.
pub fn settle_account(
    policy: &PolicyPack,
    account: &str,
    stated: StatedYear,
) -> Computed<AccountYear> {
    let rule = policy.year.accounts.iter().find(|own| own.id == account);
    let rule =
        rule.ok_or_else(|| Reason::new("reason.year_no_account").with("account", account))?;
    let context = Context {
        policy,
        desk: None,
        year: Some(stated.year),
    };
    let found = Gathered {
        cases: stated.months.iter().map(|month| &month.cases).sum(),
        months: stated.months,
        patients: stated.patients,
        stated_points: stated.points,
        unpriced: 0,
        undated: 0,
        outside: 0,
    };
    context.year(rule, stated.year, &found)
}

/// Clears a pool of a pack by its id, with this hospital's stated numbers where the pack states none.
///
/// # Errors
/// `reason.year_no_pool`: no such pool is in force at the end of the year; otherwise as the pool's numbers say.
pub fn settle_pool(policy: &PolicyPack, id: &str, stated: &StatedYear) -> Computed<PoolOutcome> {
    let day = account::year_end(stated.year)?;
    let same = policy.year.pools.iter().filter(|pool| pool.name == id);
    let found = in_force(same, day)?;
    let (rule, source) =
        found.ok_or_else(|| Reason::new("reason.year_no_pool").with("pool", id))?;
    let own = Own {
        points: (stated.points.clone())
            .ok_or_else(|| super::lookup::not_stated("@year.what_own_points")),
        patients: stated.patients,
        prepaid: stated.prepaid,
    };
    pool::cleared(policy, rule, source, day, &own)
}
