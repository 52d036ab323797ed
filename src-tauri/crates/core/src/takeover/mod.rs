//! The first answer at a takeover (接管): the break-even point with the range it may lie in.
//!
//! What nobody has handed in is not invented: where the ledger holds nothing of a group of cost items, the group is filled
//! at both ends of a stated reference ratio (参考比例), spread over the units in step with what they booked, and the whole
//! run is computed again at either end. Rows of the ledger that were rejected with a readable amount widen the range by
//! that amount. The project's own figures never change.

mod ratio;

pub use ratio::{Compared, ReferenceRatio, Standing, compared};

use crate::break_even::BreakEven;
use crate::facts::{AccountRule, Facts, LedgerLine, SourceRef};
use crate::hospital::CostItem;
use crate::plan::{Adjustments, Plan};
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction, Money, Reason, rounding};
use crate::run::{Run, compute};

/// What was put in where data lack, at one end of the range.
/// 参考比例填补
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Key of the ratio, or [`REJECTED`].
    pub key: String,
    /// Cost item it was booked as.
    pub item: CostItem,
    /// Amount.
    pub amount: Money,
}

/// Key of what rejected rows of the ledger would add.
pub const REJECTED: &str = "rejected";

/// One end of the range.
/// 区间端点
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// What was filled in.
    pub filled: Vec<Filled>,
    /// Break-even of the hospital.
    pub break_even: Computed<BreakEven>,
    /// Surplus of the hospital, 分.
    pub surplus: Computed<Fraction>,
}

/// The range of the first answer: less cost at the low end, more at the high end.
/// 保本点区间
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Every reference ratio against the ledger.
    pub compared: Vec<Compared>,
    /// Ratios and rejected amounts at the end with the least cost.
    pub low: End,
    /// And with the most.
    pub high: End,
}

impl Band {
    /// Whether anything was filled in; otherwise both ends are the point itself.
    pub fn is_filled(&self) -> bool {
        !self.low.filled.is_empty() || !self.high.filled.is_empty()
    }
}

/// What a band is computed from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// Facts.
    pub facts: &'a Facts,
    /// Payment rules.
    pub policy: &'a PolicyPack,
    /// Settings.
    pub plan: &'a Plan,
    /// What they compute to.
    pub run: &'a Run,
    /// Reference ratios.
    pub ratios: &'a [ReferenceRatio],
    /// Readable amounts on rejected rows of the ledger.
    pub rejected: Money,
}

/// The range of the first answer.
/// 保本点区间
///
/// # Errors
/// `reason.no_ledger` without a ledger; `takeover.reason_unmapped` while accounts stand in no form that says what they
/// are, for then nobody can say which item lacks; `takeover.reason_bad_ratio`, see [`ReferenceRatio::check`];
/// `takeover.reason_ratios` when the ratios that lack take all cost.
pub fn band(inputs: Inputs<'_>) -> Computed<Band> {
    ReferenceRatio::check(inputs.ratios)?;
    let compared = compared(inputs.facts, inputs.ratios)?;
    let lacking: Vec<usize> = (0..compared.len())
        .filter(|at| compared[*at].standing == Standing::Missing)
        .collect();
    let end = |high: bool| -> Computed<End> {
        let mut filled = fillings(&inputs, &compared, &lacking, high)?;
        // A rejected reversal lowers cost: it belongs to the other end.
        if inputs.rejected != Money::default() && (inputs.rejected > Money::default()) == high {
            filled.push(Filled {
                key: REJECTED.to_owned(),
                item: CostItem::Other,
                amount: inputs.rejected,
            });
        }
        let (break_even, surplus) = if filled.is_empty() {
            let run = inputs.run;
            (
                run.break_even.hospital.clone(),
                run.margins.result.surplus.clone(),
            )
        } else {
            let facts = with(inputs.facts, &filled);
            let run = compute(&facts, inputs.policy, inputs.plan, &Adjustments::default());
            (run.break_even.hospital, run.margins.result.surplus)
        };
        Ok(End {
            filled,
            break_even,
            surplus,
        })
    };
    let (low, high) = (end(false)?, end(true)?);
    Ok(Band {
        compared,
        low,
        high,
    })
}

/// Amounts at one end: total cost T so that every lacking group is its share of T.
fn fillings(
    inputs: &Inputs<'_>,
    compared: &[Compared],
    lacking: &[usize],
    high: bool,
) -> Computed<Vec<Filled>> {
    let share = |at: &usize| {
        let ratio = &inputs.ratios[*at];
        if high { &ratio.high } else { &ratio.low }
    };
    let shares: Fraction = lacking.iter().map(share).sum();
    let known = ratio::booked(inputs.facts)?.iter().sum::<Fraction>();
    let rest = &Fraction::one() - &shares;
    if !rest.is_positive() {
        return Err(Reason::new("takeover.reason_ratios"));
    }
    let total = known.over(&rest, || Reason::new("takeover.reason_ratios"))?;
    Ok(lacking
        .iter()
        .map(|at| Filled {
            key: compared[*at].key.clone(),
            item: inputs.ratios[*at].items[0],
            amount: rounding::to_money(&(&total * share(at))),
        })
        .collect())
}

/// The facts with these amounts booked besides, spread over the units in step with what they booked themselves.
fn with(facts: &Facts, filled: &[Filled]) -> Facts {
    let mut facts = facts.clone();
    let mut units: Vec<(String, Fraction)> = Vec::new();
    for line in &facts.ledger {
        let amount = line.amount.exact();
        match units.iter_mut().find(|(unit, _)| *unit == line.department) {
            Some((_, sum)) => *sum += &amount,
            None => units.push((line.department.clone(), amount)),
        }
    }
    units.retain(|(_, sum)| sum.is_positive());
    let weights: Vec<Fraction> = units.iter().map(|(_, sum)| sum.clone()).collect();
    let Some(first) = facts.ledger.first().cloned() else {
        return facts;
    };
    for filled in filled {
        let account = format!("takeover/{}", filled.key);
        facts.accounts.push(AccountRule {
            account: account.clone(),
            name: account.clone(),
            item: filled.item,
            carve_out: None,
            source: SourceRef::default(),
        });
        let parts = rounding::apportion(filled.amount, &weights).unwrap_or_default();
        for ((department, _), amount) in units.iter().zip(parts) {
            facts.ledger.push(LedgerLine {
                department: department.clone(),
                account: account.clone(),
                amount,
                source: SourceRef::default(),
                ..first.clone()
            });
        }
    }
    facts
}
