//! The year of one account: from the cases' payment through caps and bands to dated money.

use std::collections::BTreeSet;

use super::bands;
use super::cash::{self, Advance, Cash, Cited, Deduction, MonthSum, Terms};
use super::deposit::{self, Deposit};
use super::gather::{Desk, Gathered};
use super::growth::{self, Capped};
use super::lookup::{Lookup, rule_at};
use super::pool::{self, Own, PoolOutcome};
use super::prepay;
use crate::period::Date;
use crate::policy::{
    AccountRule, DepositRule, Excess, MonthDay, PolicyPack, PrepayRule, ShareBands, Term,
    YearRules, YearStep, fen, money,
};
use crate::quantity::{Computed, Fraction, Money, Reason};

/// What a step did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepDetail {
    /// The hospital's part of a pool.
    Pool(Box<PoolOutcome>),
    /// Growth limits.
    Growth(Capped, Excess),
    /// Bands: the rule with its numbers, and the standard they measure against.
    Bands(ShareBands<Fraction>, Money),
}

/// One step from the year's payment to the final sum.
/// 清算步骤结果
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLine {
    /// Which.
    pub kind: YearStep,
    /// Sum before.
    pub before: Money,
    /// Sum after.
    pub after: Money,
    /// How.
    pub detail: StepDetail,
    /// Id of the rule's source.
    pub source: String,
}

/// The year's result of an account.
/// 年度清算结果
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountYear {
    /// Steps in the pack's order.
    pub steps: Vec<StepLine>,
    /// Final sum after all steps.
    pub total: Money,
    /// Of what the steps took off, open until the payer decides (暂缓拨付).
    pub withheld: Money,
    /// Refused and deducted.
    pub deductions: Vec<Deduction>,
    /// Σ of them.
    pub deducted: Money,
    /// Deposit; `None` where the pack has none.
    pub deposit: Option<Deposit>,
    /// total − deducted − deposit held: due whatever the score.
    pub due: Money,
    /// Final sum ÷ posted (结算率).
    pub rate: Computed<Fraction>,
    /// Advance; `None` where the pack has none.
    pub advance: Option<Computed<Advance>>,
    /// Dated amounts.
    pub cash: Computed<Cash>,
    /// Ids of the sources that spoke.
    pub sources: BTreeSet<String>,
}

/// An account with its months and year.
/// 清算单元结果
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The rule.
    pub rule: AccountRule,
    /// Months of discharge.
    pub months: Vec<MonthSum>,
    /// Priced cases of the year.
    pub cases: Fraction,
    /// By item.
    pub posted: Money,
    /// Under the pack, before year rules.
    pub settled: Money,
    /// Cases without a price, in no sum.
    pub unpriced: u64,
    /// Cases of another year, in no sum.
    pub outside: u64,
    /// Cases without a discharge date.
    pub undated: u64,
    /// The year.
    pub year: Computed<AccountYear>,
}

/// What all accounts share.
pub(super) struct Context<'a> {
    pub(super) policy: &'a PolicyPack,
    /// The cases; `None` where sums are stated instead of gathered.
    pub(super) desk: Option<&'a Desk<'a>>,
    /// Policy year; `None` where the facts hold one month.
    pub(super) year: Option<i16>,
}

impl Context<'_> {
    fn rules(&self) -> &YearRules {
        &self.policy.year
    }

    /// Months and year of one account.
    pub(super) fn settle(&self, rule: &AccountRule, gathered: Gathered) -> Account {
        let year = self
            .year
            .ok_or_else(|| Reason::new("reason.year_one_month"))
            .and_then(|year| self.year(rule, year, &gathered));
        Account {
            rule: rule.clone(),
            posted: gathered.months.iter().map(|month| month.posted).sum(),
            settled: gathered.months.iter().map(|month| month.settled).sum(),
            cases: gathered.cases,
            unpriced: gathered.unpriced,
            outside: gathered.outside,
            undated: gathered.undated,
            months: gathered.months,
            year,
        }
    }

    pub(super) fn year(
        &self,
        rule: &AccountRule,
        year: i16,
        found: &Gathered,
    ) -> Computed<AccountYear> {
        if found.months.is_empty() {
            return Err(Reason::new("reason.no_cases"));
        }
        let day = year_end(year)?;
        let rules = self.rules();
        let mut look = Lookup::new(self.policy, day);
        let months = self.prepay(rule, found, &mut look)?;
        let posted: Money = found.months.iter().map(|month| month.posted).sum();
        let mut total: Money = found.months.iter().map(|month| month.settled).sum();
        let (mut steps, mut withheld) = (Vec::new(), Money::ZERO);
        for kind in &rules.order {
            let step = self.step(*kind, rule, found, (posted, total), &months, &mut look)?;
            let Some((after, detail, source)) = step else {
                continue;
            };
            if let StepDetail::Growth(_, Excess::Withheld) = &detail {
                withheld += total - after;
            }
            steps.push(StepLine {
                kind: *kind,
                before: total,
                after,
                detail,
                source,
            });
            total = after;
        }
        let deductions = self.deductions(rule, &mut look)?;
        let deducted: Money = deductions.iter().map(|one| one.amount).sum();
        let deposit_rule = match rule_at(&rules.deposits, Some(&rule.id), day)? {
            Some((own, source)) => {
                look.cite(source);
                Some((deposit::resolve(&mut look, own)?, source))
            }
            None => None,
        };
        let deposit = deposit_rule
            .as_ref()
            .map(|(own, _)| deposit::held(own, total));
        let held = deposit.as_ref().map_or(Money::ZERO, |deposit| deposit.held);
        let advance = self.advance(rule, day, &mut look)?;
        let cash = self.cash(
            rule,
            found,
            Parts {
                year,
                months,
                total,
                held,
                deposit: deposit.as_ref().zip(deposit_rule.as_ref()),
                deductions: deductions.clone(),
                advance: advance.clone(),
            },
            &mut look,
        );
        Ok(AccountYear {
            steps,
            total,
            withheld,
            deductions,
            deducted,
            deposit,
            due: total - deducted - held,
            rate: total.exact().over(&posted.exact(), || {
                Reason::new("reason.year_nothing_posted")
            }),
            advance,
            cash,
            sources: look.sources(),
        })
    }

    /// One step; `None` where the pack has no rule of the kind for the account.
    fn step(
        &self,
        kind: YearStep,
        account: &AccountRule,
        found: &Gathered,
        (posted, before): (Money, Money),
        months: &[(MonthSum, Option<Cited<PrepayRule<Fraction>>>)],
        look: &mut Lookup<'_>,
    ) -> Computed<Option<(Money, StepDetail, String)>> {
        let rules = self.rules();
        let day = year_end(self.year.unwrap_or_default())?;
        let id = Some(account.id.as_str());
        let round = crate::quantity::rounding::to_money;
        match kind {
            YearStep::Pool => {
                let Some((rule, source)) = pool_of(rules, &account.id, day)? else {
                    return Ok(None);
                };
                look.cite(source);
                let own = Own {
                    points: match self.desk {
                        Some(desk) => desk.points(account, rule),
                        None => found.points(),
                    },
                    patients: found.patients,
                    prepaid: prepaid(months),
                };
                let outcome = pool::clear(look, rule, &own)?;
                let part = outcome.parts.iter().find(|part| part.own);
                let part = part.ok_or_else(|| Reason::new("reason.year_pool_without_own"))?;
                let after = part.fund_due;
                let detail = StepDetail::Pool(Box::new(outcome));
                Ok(Some((after, detail, source.to_owned())))
            }
            YearStep::GrowthCap => {
                let Some((rule, source)) = rule_at(&rules.growth_caps, id, day)? else {
                    return Ok(None);
                };
                look.cite(source);
                let rule = growth::resolve(look, rule)?;
                let capped = growth::capped(&rule, &found.cases, &before.exact())?;
                let after = round(&capped.payable);
                let detail = StepDetail::Growth(capped, rule.excess);
                Ok(Some((after, detail, source.to_owned())))
            }
            YearStep::GlobalBudget | YearStep::ShareBands => {
                let list = if kind == YearStep::GlobalBudget {
                    &rules.global_budgets
                } else {
                    &rules.share_bands
                };
                let Some((rule, source)) = rule_at(list, id, day)? else {
                    return Ok(None);
                };
                look.cite(source);
                let rule = bands::resolve(look, rule)?;
                let standard = rule.standard.clone().unwrap_or_else(|| before.exact());
                let paid = bands::banded(&rule, &posted.exact(), &standard)?;
                let detail = StepDetail::Bands(rule, round(&standard));
                Ok(Some((round(&paid), detail, source.to_owned())))
            }
        }
    }

    /// Each month with the prepayment in force on its last day.
    fn prepay(
        &self,
        account: &AccountRule,
        found: &Gathered,
        cited: &mut Lookup<'_>,
    ) -> Computed<Vec<(MonthSum, Option<Cited<PrepayRule<Fraction>>>)>> {
        let one = |month: &MonthSum| {
            let day = cash::month_end(month.period)?;
            let Some((rule, source)) = rule_at(&self.rules().prepay, Some(&account.id), day)?
            else {
                return Ok((month.clone(), None));
            };
            let mut look = Lookup::new(self.policy, day);
            look.cite(source);
            let rule = PrepayRule {
                share: look.number(&rule.share)?,
                on: rule.on,
                every: rule.every,
                lag: rule.lag,
                day: rule.day,
                true_up: rule.true_up,
            };
            for id in look.sources() {
                cited.cite(&id);
            }
            let source = source.to_owned();
            Ok((month.clone(), Some(Cited { rule, source })))
        };
        found.months.iter().map(one).collect()
    }

    fn deductions(
        &self,
        account: &AccountRule,
        cited: &mut Lookup<'_>,
    ) -> Computed<Vec<Deduction>> {
        let own = |one: &&crate::policy::DeductionRule| {
            one.account == account.id && self.year == Some(one.year)
        };
        let rules = self.rules().deductions.iter().filter(own);
        rules
            .map(|one| {
                let mut look = Lookup::new(self.policy, one.on);
                let amount = money(&look.number(&one.amount)?);
                look.cite(&one.source);
                for id in look.sources() {
                    cited.cite(&id);
                }
                Ok(Deduction {
                    on: one.on,
                    kind: one.kind,
                    amount,
                    reason: one.reason.clone(),
                    source: one.source.clone(),
                })
            })
            .collect()
    }

    fn advance(
        &self,
        account: &AccountRule,
        day: Date,
        look: &mut Lookup<'_>,
    ) -> Computed<Option<Computed<Advance>>> {
        let Some((rule, source)) = rule_at(&self.rules().advances, Some(&account.id), day)? else {
            return Ok(None);
        };
        look.cite(source);
        let mut made = || {
            let last: Option<&Term> = rule.paid_last_year.as_ref();
            let paid = fen(&look.stated(last, "@year.what_paid_last_year")?);
            let amount = cash::advance_of(&look.number(&rule.months)?, &paid);
            let interest = look.optional(rule.interest.as_ref())?;
            Ok(Advance {
                amount,
                interest: interest
                    .map(|rate| crate::quantity::rounding::to_money(&(&rate * &amount.exact()))),
                paid_on: rule.paid_on,
                repaid_on: rule.repaid_on,
                source: source.to_owned(),
            })
        };
        Ok(Some(made()))
    }

    fn cash(
        &self,
        account: &AccountRule,
        found: &Gathered,
        parts: Parts<'_>,
        look: &mut Lookup<'_>,
    ) -> Computed<Cash> {
        if found.undated > 0 {
            return Err(Reason::new("reason.year_undated").with("cases", found.undated.to_string()));
        }
        let day = year_end(parts.year)?;
        let clearing = rule_at(&self.rules().clearings, Some(&account.id), day)?;
        let (rule, source) = clearing.ok_or_else(|| Reason::new("reason.year_no_clearing_rule"))?;
        look.cite(source);
        let returned = parts.deposit.and_then(|(deposit, (rule, source))| {
            let amount = deposit.returned.as_ref().ok()?;
            Some(Cited {
                rule: (rule.returned_on, *amount),
                source: (*source).to_owned(),
            })
        });
        cash::schedule(&Terms {
            year: parts.year,
            months: parts.months,
            total: parts.total,
            held: parts.held,
            returned,
            deductions: parts.deductions,
            advance: parts.advance.transpose()?,
            clearing: Cited {
                rule: (rule.due, rule.instalments),
                source: source.to_owned(),
            },
        })
    }
}

/// What the schedule of an account is made of.
struct Parts<'a> {
    year: i16,
    months: Vec<(MonthSum, Option<Cited<PrepayRule<Fraction>>>)>,
    total: Money,
    held: Money,
    deposit: Option<(&'a Deposit, &'a (DepositRule<Fraction>, &'a str))>,
    deductions: Vec<Deduction>,
    advance: Option<Computed<Advance>>,
}

/// Day on which rules of the year are looked up: the last of the policy year.
pub(super) fn year_end(year: i16) -> Computed<Date> {
    let MonthDay { month, day } = MonthDay { month: 12, day: 31 };
    Date::new(year, month, day)
        .ok_or_else(|| Reason::new("reason.year_no_day").with("year", year.to_string()))
}

/// The pool of an account; a pool for no account in particular is nobody's step.
pub(super) fn pool_of<'r>(
    rules: &'r YearRules,
    account: &str,
    day: Date,
) -> Computed<Option<(&'r crate::policy::PoolRule, &'r str)>> {
    let own = rules
        .pools
        .iter()
        .filter(|pool| pool.account.as_deref() == Some(account));
    super::lookup::in_force(own, day)
}

/// What the months prepay by their rules; `None` where no month has one.
fn prepaid(months: &[(MonthSum, Option<Cited<PrepayRule<Fraction>>>)]) -> Option<Money> {
    let mut paid = None;
    for (month, rule) in months {
        let Some(Cited { rule, .. }) = rule else {
            continue;
        };
        let of_month = prepay::prepaid_of(month, rule).into_iter();
        let amount = of_month.map(|(_, amount)| amount).sum();
        let settled = if rule.true_up.is_some() {
            month.settled
        } else {
            amount
        };
        paid = Some(paid.unwrap_or(Money::ZERO) + settled);
    }
    paid
}
