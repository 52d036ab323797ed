//! What a case is billed after a what-if: fee lines at another price, a group's bill as a whole.

use serde::Serialize;

use super::split::Amounts;
use crate::facts::Facts;
use crate::plan::Adjustments;
use crate::quantity::{Fraction, rounding};

/// Bills of a scenario that moves them.
/// 情景下的病例费用
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Billed {
    /// Charge per case, 分.
    pub charge: Vec<i64>,
    /// The patient's part: moves in the proportion of the charge.
    pub patient: Vec<i64>,
}

/// Multipliers by place in the facts, ready for one case after another.
pub(super) struct Bills {
    lines: Vec<(usize, Fraction)>,
    groups: Vec<Option<Fraction>>,
}

impl Bills {
    /// `None` where no bill moves: then the facts' own amounts stand.
    pub(super) fn new(facts: &Facts, adjustments: &Adjustments) -> Option<Self> {
        let one = Fraction::one();
        let table = &facts.cases;
        let lines: Vec<(usize, Fraction)> = table
            .fee_lines
            .iter()
            .enumerate()
            .filter_map(|(at, line)| Some((at, adjustments.fees.get(line)? - &one)))
            .filter(|(_, less)| !less.is_zero())
            .collect();
        let groups: Vec<Option<Fraction>> = table
            .groups
            .iter()
            .map(|code| {
                adjustments
                    .charge
                    .get(code)
                    .filter(|by| **by != one)
                    .cloned()
            })
            .collect();
        (!lines.is_empty() || groups.iter().any(Option::is_some)).then_some(Self { lines, groups })
    }

    /// (charge + Σ fee line × (factor − 1)) × the group's factor, rounded to 分 once; patient and self-funded parts in
    /// proportion.
    pub(super) fn of(&self, facts: &Facts, case: usize, own: Amounts) -> Amounts {
        let table = &facts.cases;
        let mut charge = Fraction::from(own.charge);
        for (line, less) in &self.lines {
            let fee = table.fees[*line].get(case).copied().unwrap_or_default();
            if fee != 0 {
                charge += &(Fraction::from(fee) * less);
            }
        }
        if let Some(Some(by)) = self.groups.get(table.group[case] as usize) {
            charge = charge * by;
        }
        let fen = rounding::to_money(&charge).fen();
        if fen == own.charge {
            return own;
        }
        let part = |amount: i64| {
            Fraction::new(i128::from(amount) * i128::from(fen), own.charge)
                .map_or(amount, |part| rounding::to_money(&part).fen())
        };
        Amounts {
            charge: fen,
            patient: part(own.patient),
            self_funded: part(own.self_funded),
        }
    }
}
