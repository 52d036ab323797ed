//! What was computed against what was settled, case by case, split into causes that add up.

use std::collections::BTreeMap;

use super::matching::{Basis, Matches, matches};
use crate::facts::{CaseTable, ClaimStatus, Facts};
use crate::payment::{OutlierKind, Payments, settle};
use crate::plan::Adjustments;
use crate::policy::PolicyPack;
use crate::quantity::Money;

/// Why the insurer's money differs from the computed one.
/// 差异原因
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// 拒付扣款: what the list says was refused.
    Refused,
    /// 已冲销: taken back and not settled again.
    Reversed,
    /// 入组不同: the same case paid under the insurer's group, computed by the same pack.
    Regrouped,
    /// 取舍: at most one 分 per line.
    Rounding,
    /// 规则或参数不同: what remains; the pack says something else than the insurer did.
    Rule,
    /// 未能测算: the pack has no price for the case, so all that was settled stands against nothing.
    Unpriced,
}

impl Cause {
    /// All, in the order in which a difference is explained.
    pub const ALL: [Self; 6] = [
        Self::Refused,
        Self::Reversed,
        Self::Regrouped,
        Self::Rounding,
        Self::Rule,
        Self::Unpriced,
    ];
    /// Stable key; the message key is `claim_cause.` + key.
    pub const fn key(self) -> &'static str {
        [
            "refused",
            "reversed",
            "regrouped",
            "rounding",
            "rule",
            "unpriced",
        ][self as usize]
    }
}

/// One case that the list settles.
/// 已结算病例对账
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Case.
    pub case: usize,
    /// Its lines.
    pub claims: Vec<usize>,
    /// The weakest basis of the match.
    pub basis: Basis,
    /// Fund's part as computed; 0 where the pack has no price.
    pub computed: Money,
    /// Fund's part as settled, all lines added.
    pub settled: Money,
    /// Causes whose amounts add up to computed − settled; empty where both agree.
    pub differences: Vec<Difference>,
    /// The group the insurer settled by, where it is another one.
    pub other_group: Option<String>,
}

impl Compared {
    /// Computed − settled: positive where the insurer paid less.
    pub fn difference(&self) -> Money {
        self.computed - self.settled
    }
    /// The cause with the largest amount; the first of equals.
    pub fn main_cause(&self) -> Option<Cause> {
        let mut best: Option<&Difference> = None;
        for one in &self.differences {
            if best.is_none_or(|best| one.amount.fen().abs() > best.amount.fen().abs()) {
                best = Some(one);
            }
        }
        best.map(|one| one.cause)
    }
}

/// One cause of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Cause.
    pub cause: Cause,
    /// Part of computed − settled.
    pub amount: Money,
}

/// The whole reconciliation.
/// 医保结算对账
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciliation {
    /// Who belongs to whom.
    pub matches: Matches,
    /// Settled cases, in the order of the facts.
    pub compared: Vec<Compared>,
    /// Insured cases of the list's months that no line settles.
    pub unsettled: Vec<usize>,
    /// Insured cases of months the list says nothing about: not asked for yet.
    pub later: Vec<usize>,
    /// Lines without a case.
    pub unknown: Vec<usize>,
    /// Day to which ages are counted: the latest settlement or discharge of the list.
    pub as_of: Option<i32>,
}

impl Reconciliation {
    /// Amount by cause, in the order of [`Cause::ALL`].
    pub fn by_cause(&self) -> [(u64, Money); 6] {
        let mut sums = [(0, Money::ZERO); 6];
        for one in self.compared.iter().flat_map(|one| &one.differences) {
            let (count, sum) = &mut sums[one.cause as usize];
            *count += 1;
            *sum = *sum + one.amount;
        }
        sums
    }
    /// Days since the discharge of a case; `None` without a day.
    pub fn age(&self, cases: &CaseTable, case: usize) -> Option<i32> {
        Some(self.as_of? - cases.discharged[case]?)
    }
}

/// Sets the insurer's list against the payments of a run.
/// 医保结算对账
///
/// A case that pays for itself is not expected on the list. `payments` are those of `facts` under `policy` without a
/// what-if.
pub fn reconcile(facts: &Facts, policy: &PolicyPack, payments: &Payments) -> Reconciliation {
    let (cases, claims) = (&facts.cases, &facts.claims);
    let matches = matches(cases, claims);
    let mut of_case: BTreeMap<usize, (Vec<usize>, Basis)> = BTreeMap::new();
    let mut unknown = Vec::new();
    for (position, found) in matches.of_claim.iter().enumerate() {
        match found {
            Some((case, basis)) => {
                let entry = of_case.entry(*case).or_insert((Vec::new(), *basis));
                entry.0.push(position);
                entry.1 = entry.1.max(*basis);
            }
            None => unknown.push(position),
        }
    }
    let regrouped = regrouped(facts, policy, &of_case);
    let mut compared = Vec::with_capacity(of_case.len());
    for (case, (lines, basis)) in &of_case {
        let payment = payments.cases.get(*case);
        let payment = payment.filter(|paid| paid.kind != OutlierKind::Unpriced);
        let settled = lines.iter().map(|line| claims[*line].fund).sum();
        let computed = payment.map_or(Money::ZERO, |paid| paid.fund);
        let other = regrouped.get(case);
        let differences = if payment.is_none() {
            let whole = Difference {
                cause: Cause::Unpriced,
                amount: computed - settled,
            };
            vec![whole]
        } else {
            let under_other = other.and_then(|(_, fund)| *fund);
            causes(
                facts,
                lines,
                computed,
                settled,
                other.is_some(),
                under_other,
            )
        };
        compared.push(Compared {
            case: *case,
            claims: lines.clone(),
            basis: *basis,
            computed,
            settled,
            differences: differences
                .into_iter()
                .filter(|one| one.amount != Money::ZERO)
                .collect(),
            other_group: other.map(|(group, _)| group.clone()),
        });
    }
    let (unsettled, later) = open_cases(facts, policy, payments, &of_case);
    let days = claims
        .iter()
        .flat_map(|claim| [claim.settled, claim.discharged]);
    Reconciliation {
        matches,
        compared,
        unsettled,
        later,
        unknown,
        as_of: days.flatten().max(),
    }
}

/// Splits computed − settled.
fn causes(
    facts: &Facts,
    lines: &[usize],
    computed: Money,
    settled: Money,
    regrouped: bool,
    under_other: Option<Money>,
) -> Vec<Difference> {
    let of = |cause, amount| Difference { cause, amount };
    let whole = computed - settled;
    let claims = || lines.iter().map(|line| &facts.claims[*line]);
    let taken_back =
        claims().any(|claim| claim.status == ClaimStatus::Reversed || claim.fund.fen() < 0);
    if taken_back && settled == Money::ZERO {
        return vec![of(Cause::Reversed, whole)];
    }
    let refused_whole = claims().all(|claim| claim.status == ClaimStatus::Refused);
    let said: Money = claims().map(|claim| claim.refused).sum();
    if refused_whole && said == Money::ZERO {
        return vec![of(Cause::Refused, whole)];
    }
    let mut found = vec![of(Cause::Refused, said)];
    let mut rest = whole - said;
    if regrouped {
        // Without a price for the other group nobody can say how much of the rest is the group's.
        let amount = under_other.map_or(rest, |other| computed - other);
        found.push(of(Cause::Regrouped, amount));
        rest = rest - amount;
    }
    let tolerance = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let cause = if rest.fen().abs() <= tolerance {
        Cause::Rounding
    } else {
        Cause::Rule
    };
    found.push(of(cause, rest));
    found
}

/// Cases the insurer put into another group, and what the fund would pay for them there under the same pack.
fn regrouped(
    facts: &Facts,
    policy: &PolicyPack,
    of_case: &BTreeMap<usize, (Vec<usize>, Basis)>,
) -> BTreeMap<usize, (String, Option<Money>)> {
    let cases = &facts.cases;
    let mut wanted: BTreeMap<usize, String> = BTreeMap::new();
    for (case, (lines, _)) in of_case {
        // The last line that settles says the group.
        let last = lines
            .iter()
            .rev()
            .map(|line| &facts.claims[*line])
            .find(|claim| claim.status != ClaimStatus::Reversed && claim.fund.fen() >= 0);
        let own = &cases.groups[cases.group[*case] as usize];
        if let Some(group) = last.and_then(|claim| claim.group.as_ref())
            && group != own
        {
            wanted.insert(*case, group.clone());
        }
    }
    if wanted.is_empty() {
        return BTreeMap::new();
    }
    let keep: Vec<bool> = (0..cases.len())
        .map(|case| wanted.contains_key(&case))
        .collect();
    let mut table = cases.only(&keep);
    for (position, group) in wanted.values().enumerate() {
        let known = table.groups.iter().position(|code| code == group);
        let index = known.unwrap_or_else(|| {
            table.groups.push(group.clone());
            table.group_names.push(String::new());
            table.groups.len() - 1
        });
        table.group[position] = u32::try_from(index).unwrap_or(u32::MAX);
    }
    let other = Facts {
        period: facts.period,
        cases: table,
        ..Facts::default()
    };
    let (paid, _) = settle(&other, policy, &Adjustments::default());
    wanted
        .into_iter()
        .zip(paid.cases)
        .map(|((case, group), paid)| {
            let fund = (paid.kind != OutlierKind::Unpriced).then_some(paid.fund);
            (case, (group, fund))
        })
        .collect()
}

/// Insured cases no line settles: in months the list covers, and in others.
fn open_cases(
    facts: &Facts,
    policy: &PolicyPack,
    payments: &Payments,
    of_case: &BTreeMap<usize, (Vec<usize>, Basis)>,
) -> (Vec<usize>, Vec<usize>) {
    let cases = &facts.cases;
    let month =
        |day: i32| crate::period::Date::from_day_number(day).map(|day| (day.year(), day.month()));
    let covered: std::collections::BTreeSet<_> = facts
        .claims
        .iter()
        .filter_map(|claim| month(claim.discharged?))
        .collect();
    let insured: Vec<bool> = cases
        .schemes
        .iter()
        .map(|name| {
            let rule = policy.scheme(name);
            rule.is_none_or(|rule| rule.route != crate::policy::Route::SelfPaid)
        })
        .collect();
    let (mut unsettled, mut later) = (Vec::new(), Vec::new());
    for case in 0..cases.len() {
        let owed = payments
            .cases
            .get(case)
            .is_none_or(|paid| paid.kind == OutlierKind::Unpriced || paid.fund != Money::ZERO);
        if of_case.contains_key(&case) || !insured[cases.scheme[case] as usize] || !owed {
            continue;
        }
        let month = cases.discharged[case].and_then(month);
        if covered.is_empty() || month.is_none_or(|month| covered.contains(&month)) {
            unsettled.push(case);
        } else {
            later.push(case);
        }
    }
    (unsettled, later)
}
