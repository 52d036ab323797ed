//! A closed regional budget divided by points.

use std::collections::BTreeSet;

use super::lookup::{Lookup, not_stated};
use crate::policy::{PolicyPack, PoolBasis, PoolRule, Remainder, Term, fen, money};
use crate::quantity::{Computed, Fraction, Money, Reason, rounding};

/// What this hospital brings where the pack does not state it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Points settled.
    pub points: Computed<Fraction>,
    /// What the patients paid.
    pub patients: Money,
    /// What was prepaid; `None` where no rule says.
    pub prepaid: Option<Money>,
}

/// A participant's part.
/// 医疗机构清算额
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolPart {
    /// Id in the pack.
    pub id: String,
    /// Name.
    pub name: String,
    /// This hospital.
    pub own: bool,
    /// Points.
    pub points: Fraction,
    /// Points × point value.
    pub gross: Money,
    /// Patients' money taken off.
    pub patients: Money,
    /// What the fund owes for the year.
    pub fund_due: Money,
    /// Prepaid.
    pub prepaid: Option<Money>,
    /// fund_due − prepaid.
    pub clearing: Option<Money>,
}

/// What a change of points or budget does to this hospital.
/// 点值稀释
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dilution {
    /// Name of the what-if.
    pub name: String,
    /// Point value, 元.
    pub value: Fraction,
    /// Money of the points, exact 分.
    pub gross: Fraction,
    /// Against the pool as it is.
    pub change: Fraction,
    /// Id of its source.
    pub source: String,
}

/// A pool cleared.
/// 区域清算结果
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolOutcome {
    /// Money of the fund after the reserve, exact 分.
    pub available: Fraction,
    /// Money the points divide, exact 分.
    pub gross: Fraction,
    /// All points.
    pub points: Fraction,
    /// 元 per point, exact.
    pub exact_value: Fraction,
    /// 元 per point as the pack rounds it.
    pub value: Fraction,
    /// The fund's money alone per point, 元, rounded likewise.
    pub fund_value: Fraction,
    /// Point value of the budget, 元, rounded likewise.
    pub budget_value: Option<Fraction>,
    /// Parts, in the pack's order.
    pub parts: Vec<PoolPart>,
    /// Not handed out because the point value is rounded; stays with the fund (below 0: the fund adds it).
    pub remainder: Money,
    /// What-ifs.
    pub what_if: Vec<Computed<Dilution>>,
    /// Ids of the sources that spoke.
    pub sources: BTreeSet<String>,
}

/// A participant with its numbers.
struct Partner {
    points: Fraction,
    patients: Money,
    prepaid: Option<Money>,
}

/// Clears a pool on a day of the policy year.
/// 点数法年终清算
///
/// # Errors
/// A number is not stated or has no value on the day; there are no points; the reimbursement ratio is 0.
pub(super) fn clear(look: &mut Lookup<'_>, rule: &PoolRule, own: &Own) -> Computed<PoolOutcome> {
    let one = Fraction::one();
    let reserve = look.number(&rule.reserve)?;
    let available = &fen(&look.number(&rule.budget)?) * &(&one - &reserve);
    let basis = match &rule.basis {
        PoolBasis::Fund => PoolBasis::Fund,
        PoolBasis::Total => PoolBasis::Total,
        PoolBasis::Ratio(ratio) => PoolBasis::Ratio(look.number(ratio)?),
    };
    let partners = partners(look, rule, own)?;
    let points: Fraction = partners.iter().map(|partner| &partner.points).sum();
    let patients: Money = match basis {
        PoolBasis::Total => partners.iter().map(|partner| partner.patients).sum(),
        _ => Money::ZERO,
    };
    let gross = match &basis {
        PoolBasis::Fund => available.clone(),
        PoolBasis::Total => &available + &patients.exact(),
        PoolBasis::Ratio(ratio) => available.over(ratio, no_ratio)?,
    };
    let per_point = |money: &Fraction| -> Computed<Fraction> {
        money.over(&(&points * &Fraction::from(100)), no_points)
    };
    let rounded = |value: Fraction| match rule.places {
        Some(places) => rounding::to_places(&value, places),
        None => value,
    };
    let exact_value = per_point(&gross)?;
    let value = rounded(exact_value.clone());
    let fund_value = rounded(per_point(&available)?);
    let budget_value = budget_value(look, rule)?.map(rounded);
    let used = match rule.remainder {
        Remainder::Spread => &exact_value,
        Remainder::Reserve => &value,
    };
    let exact_parts: Vec<Fraction> = partners
        .iter()
        .map(|partner| fen(&(&partner.points * used)))
        .collect();
    let handed = |parts: &[Fraction], whole: &Fraction| match rule.remainder {
        Remainder::Spread => rounding::closed(parts, rounding::to_money(whole)),
        Remainder::Reserve => parts.iter().map(rounding::to_money).collect(),
    };
    let money_parts: Vec<Money> = handed(&exact_parts, &gross);
    let due: Vec<Money> = match &basis {
        PoolBasis::Fund => money_parts.clone(),
        PoolBasis::Total => money_parts
            .iter()
            .zip(&partners)
            .map(|(gross, partner)| *gross - partner.patients)
            .collect(),
        PoolBasis::Ratio(ratio) => {
            let parts: Vec<Fraction> = exact_parts.iter().map(|part| part * ratio).collect();
            handed(&parts, &available)
        }
    };
    let parts: Vec<PoolPart> = rule
        .participants
        .iter()
        .zip(partners)
        .zip(money_parts.into_iter().zip(due))
        .map(|((named, partner), (gross, fund_due))| PoolPart {
            id: named.id.clone(),
            name: named.name.clone(),
            own: named.own,
            points: partner.points,
            gross,
            patients: partner.patients,
            fund_due,
            prepaid: partner.prepaid,
            clearing: partner.prepaid.map(|paid| fund_due - paid),
        })
        .collect();
    let remainder =
        rounding::to_money(&available) - parts.iter().map(|part| part.fund_due).sum::<Money>();
    let base = Base {
        available: &available,
        patients,
        gross: &gross,
        points: &points,
        own: parts
            .iter()
            .find(|part| part.own)
            .map(|part| part.points.clone()),
        ratio: match &basis {
            PoolBasis::Ratio(ratio) => Some(ratio),
            _ => None,
        },
    };
    let what_if = rule
        .what_if
        .iter()
        .map(|one| {
            look.cite(&one.source);
            let (own, budget) = (look.number(&one.own)?, look.number(&one.budget)?);
            let region = look.optional(one.region.as_ref())?;
            let (gross, value, change) = base.with(&own, region.as_ref(), &budget)?;
            Ok(Dilution {
                name: one.name.clone(),
                value: rounded(value),
                gross,
                change,
                source: one.source.clone(),
            })
        })
        .collect();
    Ok(PoolOutcome {
        available,
        gross,
        points,
        exact_value,
        value,
        fund_value,
        budget_value,
        parts,
        remainder,
        what_if,
        sources: BTreeSet::new(),
    })
}

fn partners(look: &mut Lookup<'_>, rule: &PoolRule, own: &Own) -> Computed<Vec<Partner>> {
    let wants_patients = rule.basis == PoolBasis::Total;
    rule.participants
        .iter()
        .map(|named| {
            let points = match (&named.points, named.own) {
                (Some(term), _) => look.number(term)?,
                (None, true) => own.points.clone()?,
                (None, false) => return Err(missing("reason.year_no_points", &named.name)),
            };
            let patients = match (look.optional(named.patients.as_ref())?, named.own) {
                _ if !wants_patients => Money::ZERO,
                (Some(yuan), _) => money(&yuan),
                (None, true) => own.patients,
                (None, false) => {
                    return Err(missing("reason.year_no_patients", &named.name));
                }
            };
            let prepaid = match (look.optional(named.prepaid.as_ref())?, named.own) {
                (Some(yuan), _) => Some(money(&yuan)),
                (None, true) => own.prepaid,
                (None, false) => None,
            };
            Ok(Partner {
                points,
                patients,
                prepaid,
            })
        })
        .collect()
}

fn missing(code: &'static str, name: &str) -> Reason {
    Reason::new(code).with("name", name)
}
fn no_points() -> Reason {
    Reason::new("reason.year_pool_empty")
}
fn no_ratio() -> Reason {
    not_stated("@year.what_ratio")
}

/// Weighted mean of the years before, per point.
fn budget_value(look: &mut Lookup<'_>, rule: &PoolRule) -> Computed<Option<Fraction>> {
    let Some(budget) = &rule.budget_value else {
        return Ok(None);
    };
    let mut read = |terms: &[Term]| -> Computed<Vec<Fraction>> {
        terms.iter().map(|term| look.number(term)).collect()
    };
    let (costs, weights) = (read(&budget.costs)?, read(&budget.weights)?);
    let points = look.number(&budget.points)?;
    weighted_value(&costs, &weights, &points).map(Some)
}

/// Budget point value: Σ cost × weight ÷ Σ weight ÷ points, in the unit of the costs.
/// 预算点值(1:2:7)
///
/// # Errors
/// Weights or points add up to 0.
pub fn weighted_value(
    costs: &[Fraction],
    weights: &[Fraction],
    points: &Fraction,
) -> Computed<Fraction> {
    let sum: Fraction = costs
        .iter()
        .zip(weights)
        .map(|(cost, weight)| cost * weight)
        .sum();
    let weight: Fraction = weights.iter().sum();
    sum.over(&(&weight * points), no_points)
}

/// The pool a what-if starts from.
struct Base<'a> {
    available: &'a Fraction,
    patients: Money,
    gross: &'a Fraction,
    points: &'a Fraction,
    own: Option<Fraction>,
    ratio: Option<&'a Fraction>,
}

impl Base<'_> {
    /// Own money, point value (元) and relative change after growth of own points, of the region's and of the budget.
    fn with(
        &self,
        own_growth: &Fraction,
        region: Option<&Fraction>,
        budget: &Fraction,
    ) -> Computed<(Fraction, Fraction, Fraction)> {
        let one = Fraction::one();
        let own = self
            .own
            .as_ref()
            .ok_or_else(|| Reason::new("reason.year_pool_without_own"))?;
        let now = own * &(&one + own_growth);
        let all = match region {
            Some(growth) => self.points * &(&one + growth),
            None => self.points + &(&now - own),
        };
        let available = self.available * &(&one + budget);
        let money = match self.ratio {
            Some(ratio) => available.over(ratio, no_ratio)?,
            None => available + self.patients.exact(),
        };
        let value = money.over(&(&all * &Fraction::from(100)), no_points)?;
        let gross = fen(&(&now * &value));
        let before = (own * self.gross).over(self.points, no_points)?;
        let change = gross.over(&before, no_points)? - one;
        Ok((gross, value, change))
    }
}

/// Clears a pool that stands by itself.
///
/// # Errors
/// As the pool's own numbers say.
pub fn cleared(
    policy: &PolicyPack,
    rule: &PoolRule,
    source: &str,
    day: crate::period::Date,
    own: &Own,
) -> Computed<PoolOutcome> {
    let mut look = Lookup::new(policy, day);
    look.cite(source);
    let mut outcome = clear(&mut look, rule, own)?;
    outcome.sources = look.sources();
    Ok(outcome)
}
