use serde::{Deserialize, Serialize};

use super::number::Decimal;
use crate::quantity::{Fraction, Money, rounding};

/// Control totals of one amount field of a batch: what stood in the cells, what was taken over.
/// 金额核对
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmountTotal {
    /// Field key.
    pub field: String,
    /// Exact sum of the imported rows' cells, in 分.
    pub read: Fraction,
    /// Sum taken over, in 分; differs from `read` by the rounding of cells finer than 分 only.
    pub imported: Money,
    /// Exact sum of the readable cells of rejected rows, in 分.
    pub rejected: Fraction,
    /// Imported cells that were finer than 分.
    pub finer: u64,
}

impl AmountTotal {
    /// Exact sum of all readable cells, imported or rejected, in 分.
    /// 文件合计
    pub fn in_file(&self) -> Fraction {
        &self.read + &self.rejected
    }
    /// `imported − read`, in 分: what rounding the cells finer than 分 changed.
    /// 尾差
    pub fn difference(&self) -> Fraction {
        self.imported.exact() - &self.read
    }
}

/// One amount of the row in hand.
#[derive(Clone, Copy)]
pub(super) struct Figure {
    pub field: usize,
    pub number: Decimal,
    pub money: Money,
}

/// Adds amounts up while rows are accepted; whole 分 in integers, the rest exactly.
#[derive(Default)]
pub(super) struct Sums {
    lines: Vec<Line>,
}

#[derive(Default)]
struct Line {
    field: String,
    imported: i128,
    difference: Fraction,
    rejected: Fraction,
    finer: u64,
}

impl Sums {
    pub fn line(&mut self, field: &str) -> usize {
        self.lines.push(Line {
            field: field.to_owned(),
            ..Line::default()
        });
        self.lines.len() - 1
    }
    pub fn add(&mut self, figure: Figure, imported: bool) {
        let Some(line) = self.lines.get_mut(figure.field) else {
            return;
        };
        let fine = figure.number.scale > 2;
        if !imported {
            line.rejected += &(figure.number.exact() * Fraction::from(100));
            return;
        }
        line.imported += i128::from(figure.money.fen());
        if fine {
            line.finer += 1;
            line.difference +=
                &(figure.number.exact() * Fraction::from(100) - figure.money.exact());
        }
    }
    pub fn totals(self) -> Vec<AmountTotal> {
        let total = |line: Line| AmountTotal {
            read: Fraction::whole(line.imported) + line.difference,
            imported: rounding::to_money(&Fraction::whole(line.imported)),
            rejected: line.rejected,
            finer: line.finer,
            field: line.field,
        };
        self.lines.into_iter().map(total).collect()
    }
}
