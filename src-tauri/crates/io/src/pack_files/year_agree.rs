//! What must hold across the year rules of a pack.

use std::collections::BTreeSet;

use super::Faults;
use yingheng_core::period::Date;
use yingheng_core::policy::{Dated, PolicyPack, ShareBands, Term, YearStep};
use yingheng_core::quantity::Fraction;

/// Sources, parameters and accounts exist, the order names what the pack has, tables rise.
pub(super) fn agree(pack: &PolicyPack, faults: &mut Faults) {
    let rules = &pack.year;
    for source in rules.sources() {
        if !pack.sources.contains_key(source) {
            faults.key("pack.unknown_source", "year", &[("source", source)]);
        }
    }
    for id in rules.parameters() {
        if !pack.parameters.contains_key(id) {
            faults.key("pack.unknown_parameter", "year", &[("parameter", id)]);
        }
    }
    accounts(pack, faults);
    order(pack, faults);
    let known: BTreeSet<&str> = rules.accounts.iter().map(|one| one.id.as_str()).collect();
    let mut list = |kind: &str, heads: Vec<Head<'_>>| heads_agree(kind, &heads, &known, faults);
    list("year.pool", heads(&rules.pools));
    list("year.growth_cap", heads(&rules.growth_caps));
    list("year.global_budget", heads(&rules.global_budgets));
    list("year.share_bands", heads(&rules.share_bands));
    list("year.deposit", heads(&rules.deposits));
    list("year.advance", heads(&rules.advances));
    list("year.clearing", heads(&rules.clearings));
    list("month.prepay", heads(&rules.prepay));
    list("year.capitation", heads(&rules.capitations));
    list("year.package", heads(&rules.packages));
    list("year.referral", heads(&rules.referrals));
    list("year.reward", heads(&rules.rewards));
    list("year.long_term_care", heads(&rules.long_term_care));
    for one in &rules.deductions {
        if !known.contains(one.account.as_str()) {
            let account = [("account", one.account.as_str())];
            faults.key("pack.year_unknown_account", "year.deduction", &account);
        }
    }
    for (kind, list) in [
        ("year.share_bands", &rules.share_bands),
        ("year.global_budget", &rules.global_budgets),
    ] {
        for rule in list.iter().filter_map(|rule| rule.rule.as_ref()) {
            bands(kind, rule, faults);
        }
    }
    for rule in rules.deposits.iter().filter_map(|rule| rule.rule.as_ref()) {
        let scores: Vec<&Fraction> = rule
            .returns
            .iter()
            .filter_map(|(from, _)| stated(from))
            .collect();
        if scores.windows(2).any(|pair| pair[0] <= pair[1])
            || scores.last().is_none_or(|last| !last.is_zero())
        {
            faults.key("pack.year_score_rows", "year.deposit", &[]);
        }
    }
    for pool in &rules.pools {
        let Some(rule) = &pool.rule else { continue };
        let at = format!("year.pool.{}", pool.name);
        let own = rule.participants.iter().filter(|one| one.own).count();
        if own > 1 || (pool.account.is_some() && own == 0) {
            faults.key("pack.year_pool_own", &at, &[]);
        }
        let weights = rule.budget_value.as_ref();
        if weights.is_some_and(|value| value.costs.len() != value.weights.len()) {
            faults.key("pack.year_weights", &at, &[]);
        }
    }
}

fn stated(term: &Term) -> Option<&Fraction> {
    match term {
        Term::Number(number) => Some(number),
        Term::Parameter(_) => None,
    }
}

/// A scheme settled twice would count twice.
fn accounts(pack: &PolicyPack, faults: &mut Faults) {
    let (mut ids, mut schemes) = (BTreeSet::new(), BTreeSet::new());
    for account in &pack.year.accounts {
        let at = format!("year.account.{}", account.id);
        if !ids.insert(&account.id) {
            faults.key("pack.year_account_twice", &at, &[]);
        }
        for scheme in &account.schemes {
            if !schemes.insert(scheme) {
                faults.key("pack.year_scheme_twice", &at, &[("scheme", scheme)]);
            }
            if pack.scheme(scheme).is_none() {
                faults.key("pack.year_unknown_scheme", &at, &[("scheme", scheme)]);
            }
        }
    }
}

/// Every kind of step that has rules stands in the order once; steps without rules do not.
fn order(pack: &PolicyPack, faults: &mut Faults) {
    let rules = &pack.year;
    for step in YearStep::ALL {
        let has = match step {
            YearStep::Pool => rules.pools.iter().any(|pool| pool.account.is_some()),
            YearStep::GrowthCap => !rules.growth_caps.is_empty(),
            YearStep::GlobalBudget => !rules.global_budgets.is_empty(),
            YearStep::ShareBands => !rules.share_bands.is_empty(),
        };
        let named = rules.order.iter().filter(|own| **own == step).count();
        if named != usize::from(has) {
            faults.key("pack.year_order", "year.order", &[("step", step.key())]);
        }
    }
}

/// Name, account and first day of a rule.
type Head<'a> = (&'a str, Option<&'a str>, Date);

fn heads<T>(rules: &[Dated<T>]) -> Vec<Head<'_>> {
    rules
        .iter()
        .map(|rule| (rule.name.as_str(), rule.account.as_deref(), rule.from))
        .collect()
}

/// Accounts exist; no two rules of a kind begin on the same day for the same account and name.
fn heads_agree(kind: &str, heads: &[Head<'_>], known: &BTreeSet<&str>, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for head in heads {
        if let Some(account) = head.1.filter(|account| !known.contains(account)) {
            faults.key("pack.year_unknown_account", kind, &[("account", account)]);
        }
        if !seen.insert(head) {
            let from = head.2.to_string();
            faults.key("pack.date_order", kind, &[("from", &from)]);
        }
    }
}

/// Floor and keep up to 1; bands begin above 1, rise, and the last has no end.
fn bands(kind: &str, rule: &ShareBands, faults: &mut Faults) {
    let one = Fraction::one();
    let above = |term: &Term| stated(term).is_some_and(|number| *number > one);
    let shares = rule.bands.iter().map(|(_, share)| share);
    if [&rule.floor, &rule.keep]
        .into_iter()
        .chain(shares)
        .any(above)
    {
        faults.key("pack.year_share_above_one", kind, &[]);
    }
    let mut before = Some(one.clone());
    for (index, (up_to, _)) in rule.bands.iter().enumerate() {
        let last = index + 1 == rule.bands.len();
        if last != up_to.is_none() {
            faults.key("pack.step_end", kind, &[]);
        }
        let Some(end) = up_to.as_ref().and_then(stated) else {
            before = None;
            continue;
        };
        if before.as_ref().is_some_and(|before| before >= end) {
            faults.key("pack.step_order", kind, &[]);
        }
        before = Some(end.clone());
    }
    if rule.bands.is_empty() {
        faults.key("pack.step_end", kind, &[]);
    }
}
