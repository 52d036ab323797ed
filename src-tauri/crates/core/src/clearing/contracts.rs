//! Contracts on stated totals: by head, package, referral, reward, day of care.

use std::collections::{BTreeMap, BTreeSet};

use super::lookup::{Lookup, in_force};
use crate::period::Date;
use crate::policy::{
    CapOn, Capitation, CarePrice, Compare, Dated, LongTermCare, NamedShare, PolicyPack, Referral,
    ReferralChange, Reward, ServicePackage, fen,
};
use crate::quantity::{Computed, Fraction, Money, Reason, rounding};

/// What kind of contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContractKind {
    /// 按人头付费
    Capitation,
    /// 签约服务包
    Package,
    /// 转诊差异化
    Referral,
    /// 分档绩效
    Reward,
    /// 长护险
    LongTermCare,
}

impl ContractKind {
    /// Stable key; the message key is `year.contract_` + key.
    pub const fn key(self) -> &'static str {
        [
            "capitation",
            "package",
            "referral",
            "reward",
            "long_term_care",
        ][self as usize]
    }
}

/// A figure of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractLine {
    /// Stable key; the message key is `year.line_` + key.
    pub key: &'static str,
    /// Whom or what it concerns, in the pack's words.
    pub party: String,
    /// Amount.
    pub amount: Money,
}

/// A contract of the year.
/// 合同结算结果
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Kind.
    pub kind: ContractKind,
    /// Name in the pack; empty for all contracts of the kind together.
    pub name: String,
    /// Figures.
    pub lines: Computed<Vec<ContractLine>>,
    /// Ids of the sources that spoke.
    pub sources: BTreeSet<String>,
}

fn line(key: &'static str, party: &str, amount: Money) -> ContractLine {
    ContractLine {
        key,
        party: party.to_owned(),
        amount,
    }
}

fn shares(look: &mut Lookup<'_>, stated: &[NamedShare]) -> Computed<Vec<NamedShare<Fraction>>> {
    stated
        .iter()
        .map(|one| {
            Ok(NamedShare {
                name: one.name.clone(),
                share: look.number(&one.share)?,
            })
        })
        .collect()
}

/// Divides an amount into named shares that add up to it (最大余额法).
/// 结余分配
///
/// # Errors
/// `reason.year_shares` when the shares do not add up to 1.
pub fn split(amount: Money, shares: &[NamedShare<Fraction>]) -> Computed<Vec<(String, Money)>> {
    let sum: Fraction = shares.iter().map(|one| &one.share).sum();
    if sum != Fraction::one() {
        return Err(Reason::new("reason.year_shares").with("sum", rounding::to_text(&sum, 4)));
    }
    let parts: Vec<Fraction> = shares
        .iter()
        .map(|one| &one.share * &amount.exact())
        .collect();
    let names = shares.iter().map(|one| one.name.clone());
    Ok(names.zip(rounding::closed(&parts, amount)).collect())
}

/// Budget by head against spending.
/// 按人头付费:结余留用、超支分担
fn capitation(look: &mut Lookup<'_>, rule: &Capitation) -> Computed<Vec<ContractLine>> {
    let members = look.stated(rule.members.as_ref(), "@year.what_members")?;
    let rate = &look.number(&rule.per_head)? * &look.number(&rule.periods)?;
    let budget = rounding::to_money(&fen(&(&members * &rate)));
    let spend = look.stated(rule.spend.as_ref(), "@year.what_spend")?;
    let spend = rounding::to_money(&fen(&spend));
    let mut out = vec![line("budget", "", budget), line("spend", "", spend)];
    if spend > budget {
        let over = spend - budget;
        let share = look.number(&rule.overspend_fund_share)?;
        let fund = rounding::to_money(&(&share * &over.exact()));
        out.extend([
            line("overspend", "", over),
            line("fund_bears", "", fund),
            line("team_bears", "", over - fund),
            line("team_result", "", fund - over),
        ]);
    } else {
        let surplus = budget - spend;
        let share = look.number(&rule.surplus_keep_share)?;
        let kept = rounding::to_money(&(&share * &surplus.exact()));
        out.extend([
            line("surplus", "", surplus),
            line("team_keeps", "", kept),
            line("fund_keeps", "", surplus - kept),
            line("team_result", "", kept),
        ]);
        if !rule.split.is_empty() {
            let parts = split(kept, &shares(look, &rule.split)?)?;
            out.extend(
                parts
                    .into_iter()
                    .map(|(name, part)| line("split", &name, part)),
            );
        }
    }
    Ok(out)
}

/// Members × price, by payer; and the gap to what the services cost.
/// 服务包筹资
fn package(look: &mut Lookup<'_>, rule: &ServicePackage) -> Computed<Vec<ContractLine>> {
    let members = look.stated(rule.members.as_ref(), "@year.what_members")?;
    let total = rounding::to_money(&fen(&(&members * &look.number(&rule.per_head)?)));
    let parts = split(total, &shares(look, &rule.funding)?)?;
    let mut out = vec![line("package_total", "", total)];
    out.extend(
        parts
            .into_iter()
            .map(|(name, part)| line("funded_by", &name, part)),
    );
    if let Some(cost) = look.optional(rule.cost_per_head.as_ref())? {
        let cost = rounding::to_money(&fen(&(&members * &cost)));
        out.push(line("package_cost", "", cost));
        out.push(line("package_gap", "", total - cost));
    }
    Ok(out)
}

/// What the fund pays with and without the differential.
fn referral(look: &mut Lookup<'_>, rule: &Referral) -> Computed<Vec<ContractLine>> {
    let cost = fen(&look.stated(rule.cost.as_ref(), "@year.what_referred_cost")?);
    let ratio = look.number(&rule.ratio)?;
    let changed = match &rule.change {
        ReferralChange::Points(points) => &ratio + &look.number(points)?,
        ReferralChange::Factor(factor) => &ratio * &look.number(factor)?,
    };
    let plain = rounding::to_money(&(&cost * &ratio));
    let paid = rounding::to_money(&(&cost * &changed));
    Ok(vec![
        line("referral_plain", "", plain),
        line("referral_paid", "", paid),
        line("referral_difference", "", paid - plain),
    ])
}

/// The reward, or nothing where a condition fails; a measure nobody knows is a reason.
fn reward(look: &mut Lookup<'_>, rule: &Reward) -> Computed<Vec<ContractLine>> {
    let mut met = true;
    for condition in &rule.conditions {
        let value = look.stated(condition.value.as_ref(), &condition.name)?;
        let limit = look.number(&condition.limit)?;
        met &= match condition.compare {
            Compare::Lt => value < limit,
            Compare::Le => value <= limit,
            Compare::Gt => value > limit,
            Compare::Ge => value >= limit,
        };
    }
    let of = look.stated(rule.of.as_ref(), "@year.what_reward_base")?;
    let amount = rounding::to_money(&fen(&(&look.number(&rule.rate)? * &of)));
    let paid = if met { amount } else { Money::ZERO };
    Ok(vec![
        line("reward_possible", "", amount),
        line("reward_paid", "", paid),
    ])
}

/// Days × what a day is paid, rounded once a kind of care.
fn care(look: &mut Lookup<'_>, rule: &LongTermCare) -> Computed<Vec<ContractLine>> {
    let days = look.stated(rule.days.as_ref(), "@year.what_days")?;
    let daily = match &rule.price {
        CarePrice::Flat(amount) => look.number(amount)?,
        CarePrice::Share { share, cap, on } => {
            let charge = look.stated(rule.charge.as_ref(), "@year.what_daily_charge")?;
            let (share, cap) = (look.number(share)?, look.number(cap)?);
            match on {
                CapOn::Payment => (&charge * &share).min(cap),
                CapOn::Charge => &charge.min(cap) * &share,
            }
        }
    };
    let paid = rounding::to_money(&fen(&(&days * &daily)));
    Ok(vec![line("care_paid", "", paid)])
}

/// A name, and the rule in force under it with its source.
type Named<'r, T> = (String, Computed<Option<(&'r T, &'r str)>>);

/// Rules in force by name, in the pack's order.
fn named<T>(rules: &[Dated<T>], day: Date) -> Vec<Named<'_, T>> {
    let mut names: Vec<&str> = Vec::new();
    for rule in rules {
        if !names.contains(&rule.name.as_str()) {
            names.push(&rule.name);
        }
    }
    let found = |name: &str| in_force(rules.iter().filter(|rule| rule.name == name), day);
    names
        .into_iter()
        .map(|name| (name.to_owned(), found(name)))
        .collect()
}

/// All contracts of the pack on the last day of the policy year.
pub(super) fn all(policy: &PolicyPack, day: Date) -> Vec<Contract> {
    let rules = &policy.year;
    let mut out = Vec::new();
    let each = Each { policy, day };
    each.add(
        &mut out,
        ContractKind::Capitation,
        &rules.capitations,
        capitation,
    );
    each.add(&mut out, ContractKind::Package, &rules.packages, package);
    totals(
        &mut out,
        ContractKind::Package,
        &["package_total", "funded_by"],
    );
    each.add(&mut out, ContractKind::Referral, &rules.referrals, referral);
    each.add(&mut out, ContractKind::Reward, &rules.rewards, reward);
    totals(&mut out, ContractKind::Reward, &["reward_paid"]);
    each.add(
        &mut out,
        ContractKind::LongTermCare,
        &rules.long_term_care,
        care,
    );
    totals(&mut out, ContractKind::LongTermCare, &["care_paid"]);
    out
}

struct Each<'a> {
    policy: &'a PolicyPack,
    day: Date,
}

impl Each<'_> {
    fn add<T>(
        &self,
        out: &mut Vec<Contract>,
        kind: ContractKind,
        rules: &[Dated<T>],
        settle: impl Fn(&mut Lookup<'_>, &T) -> Computed<Vec<ContractLine>>,
    ) {
        for (name, found) in named(rules, self.day) {
            let mut look = Lookup::new(self.policy, self.day);
            let lines = match found {
                Ok(Some((rule, source))) => {
                    look.cite(source);
                    settle(&mut look, rule)
                }
                Ok(None) => continue,
                Err(reason) => Err(reason),
            };
            out.push(Contract {
                kind,
                name,
                lines,
                sources: look.sources(),
            });
        }
    }
}

/// Adds what all contracts of a kind come to, where there are several; one that cannot be computed leaves no sum.
fn totals(out: &mut Vec<Contract>, kind: ContractKind, keys: &[&'static str]) {
    let of: Vec<&Contract> = out.iter().filter(|one| one.kind == kind).collect();
    if of.len() < 2 {
        return;
    }
    let sources = of.iter().flat_map(|one| one.sources.clone()).collect();
    let lines: Computed<Vec<&Vec<ContractLine>>> = of
        .iter()
        .map(|one| one.lines.as_ref().map_err(Clone::clone))
        .collect();
    let lines = lines.map(|all| {
        let mut sums: BTreeMap<(usize, &str), Money> = BTreeMap::new();
        for own in all.into_iter().flatten() {
            if let Some(order) = keys.iter().position(|key| *key == own.key) {
                *sums.entry((order, own.party.as_str())).or_default() += own.amount;
            }
        }
        let sum = |((order, party), amount): ((usize, &str), Money)| {
            keys.get(order).map(|key| line(key, party, amount))
        };
        sums.into_iter().filter_map(sum).collect()
    });
    out.push(Contract {
        kind,
        name: String::new(),
        lines,
        sources,
    });
}
