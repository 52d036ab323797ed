//! Which parameters the rules of the year name.

use std::collections::BTreeSet;

use super::{
    Capitation, CarePrice, Dated, DepositReturn, LongTermCare, NamedShare, PoolBasis, PoolRule,
    Referral, ReferralChange, Reward, ServicePackage, ShareBands, Term, YearRules,
};

type Found<'a> = Vec<&'a Term>;

fn each<'a, T>(rules: &'a [Dated<T>], found: &mut Found<'a>, of: impl Fn(&'a T, &mut Found<'a>)) {
    for rule in rules.iter().filter_map(|rule| rule.rule.as_ref()) {
        of(rule, found);
    }
}

fn pool<'a>(rule: &'a PoolRule, found: &mut Found<'a>) {
    found.extend([&rule.budget, &rule.reserve]);
    if let PoolBasis::Ratio(ratio) = &rule.basis {
        found.push(ratio);
    }
    for one in &rule.participants {
        found.extend(one.points.iter().chain(&one.patients).chain(&one.prepaid));
    }
    if let Some(value) = &rule.budget_value {
        found.extend(
            value
                .costs
                .iter()
                .chain(&value.weights)
                .chain([&value.points]),
        );
    }
    for one in &rule.what_if {
        found.extend([&one.own, &one.budget].into_iter().chain(&one.region));
    }
}

fn bands<'a>(rule: &'a ShareBands, found: &mut Found<'a>) {
    found.extend([&rule.floor, &rule.keep].into_iter().chain(&rule.standard));
    for (up_to, share) in &rule.bands {
        found.extend(up_to.iter().chain([share]));
    }
}

fn shares<'a>(rows: &'a [NamedShare], found: &mut Found<'a>) {
    found.extend(rows.iter().map(|row| &row.share));
}

fn capitation<'a>(rule: &'a Capitation, found: &mut Found<'a>) {
    found.extend([
        &rule.per_head,
        &rule.periods,
        &rule.overspend_fund_share,
        &rule.surplus_keep_share,
    ]);
    found.extend(rule.members.iter().chain(&rule.spend));
    shares(&rule.split, found);
}

fn package<'a>(rule: &'a ServicePackage, found: &mut Found<'a>) {
    found.push(&rule.per_head);
    found.extend(rule.members.iter().chain(&rule.cost_per_head));
    shares(&rule.funding, found);
}

fn referral<'a>(rule: &'a Referral, found: &mut Found<'a>) {
    let (ReferralChange::Points(change) | ReferralChange::Factor(change)) = &rule.change;
    found.extend([&rule.ratio, change].into_iter().chain(&rule.cost));
}

fn reward<'a>(rule: &'a Reward, found: &mut Found<'a>) {
    found.extend([&rule.rate].into_iter().chain(&rule.of));
    for one in &rule.conditions {
        found.extend([&one.limit].into_iter().chain(&one.value));
    }
}

fn care<'a>(rule: &'a LongTermCare, found: &mut Found<'a>) {
    match &rule.price {
        CarePrice::Flat(amount) => found.push(amount),
        CarePrice::Share { share, cap, .. } => found.extend([share, cap]),
    }
    found.extend(rule.charge.iter().chain(&rule.days));
}

impl YearRules {
    /// Ids of all parameters the rules name, sorted.
    pub fn parameters(&self) -> BTreeSet<&str> {
        let mut found: Found<'_> = Vec::new();
        each(&self.pools, &mut found, pool);
        each(&self.growth_caps, &mut found, |rule, found| {
            let stated = rule.per_case.iter().chain(&rule.total);
            found.extend(stated.chain(&rule.prior_average).chain(&rule.prior_total));
        });
        each(&self.global_budgets, &mut found, bands);
        each(&self.share_bands, &mut found, bands);
        each(&self.deposits, &mut found, |rule, found| {
            found.extend([&rule.share].into_iter().chain(&rule.score));
            for (from, back) in &rule.returns {
                found.push(from);
                if let DepositReturn::Share(share) = back {
                    found.push(share);
                }
            }
        });
        each(&self.prepay, &mut found, |rule, found| {
            found.push(&rule.share)
        });
        each(&self.advances, &mut found, |rule, found| {
            found.push(&rule.months);
            found.extend(rule.paid_last_year.iter().chain(&rule.interest));
        });
        found.extend(self.deductions.iter().map(|one| &one.amount));
        each(&self.capitations, &mut found, capitation);
        each(&self.packages, &mut found, package);
        each(&self.referrals, &mut found, referral);
        each(&self.rewards, &mut found, reward);
        each(&self.long_term_care, &mut found, care);
        let prices = self
            .pools
            .iter()
            .filter_map(|pool| pool.rule.as_ref()?.own_price.as_deref());
        found
            .into_iter()
            .filter_map(|term| match term {
                Term::Number(_) => None,
                Term::Parameter(id) => Some(id.as_str()),
            })
            .chain(prices)
            .collect()
    }
}
