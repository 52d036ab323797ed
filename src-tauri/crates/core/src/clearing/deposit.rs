//! Quality deposit.

use super::lookup::Lookup;
use crate::policy::{DepositReturn, DepositRule};
use crate::quantity::{Computed, Fraction, Money, Reason, rounding};

/// What is held back and what comes back.
/// 质量保证金
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deposit {
    /// Held back from the final sum.
    pub held: Money,
    /// Comes back; not computable while the score is unknown.
    pub returned: Computed<Money>,
}

/// The rule with its numbers. An unknown score stays `None`.
pub(super) fn resolve(
    look: &mut Lookup<'_>,
    rule: &DepositRule,
) -> Computed<DepositRule<Fraction>> {
    let mut returns = Vec::with_capacity(rule.returns.len());
    for (from, back) in &rule.returns {
        let back = match back {
            DepositReturn::Full => DepositReturn::Full,
            DepositReturn::ScorePercent => DepositReturn::ScorePercent,
            DepositReturn::Share(share) => DepositReturn::Share(look.number(share)?),
            DepositReturn::Nothing => DepositReturn::Nothing,
        };
        returns.push((look.number(from)?, back));
    }
    Ok(DepositRule {
        share: look.number(&rule.share)?,
        returns,
        score: look.optional(rule.score.as_ref())?,
        returned_on: rule.returned_on,
    })
}

/// Holds the share back from the final sum and returns it by score, each rounded to 分.
/// 质保金扣留与返还
pub fn held(rule: &DepositRule<Fraction>, total: Money) -> Deposit {
    let held = rounding::to_money(&(&rule.share * &total.exact()));
    let returned = match &rule.score {
        None => Err(super::lookup::not_stated("@year.what_score")),
        Some(score) => {
            share_back(rule, score).map(|share| rounding::to_money(&(&share * &held.exact())))
        }
    };
    Deposit { held, returned }
}

/// The part of the deposit that comes back for a score.
fn share_back(rule: &DepositRule<Fraction>, score: &Fraction) -> Computed<Fraction> {
    let row = rule.returns.iter().find(|(from, _)| score >= from);
    let (_, back) = row.ok_or_else(|| {
        Reason::new("reason.year_no_score_row").with("score", rounding::to_text(score, 2))
    })?;
    Ok(match back {
        DepositReturn::Full => Fraction::one(),
        DepositReturn::ScorePercent => score * &Fraction::new(1, 100).unwrap_or_default(),
        DepositReturn::Share(share) => share.clone(),
        DepositReturn::Nothing => Fraction::zero(),
    })
}
