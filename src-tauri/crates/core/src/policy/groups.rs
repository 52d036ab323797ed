use serde::Serialize;
use std::collections::BTreeMap;

use crate::period::Date;
use crate::quantity::{Fraction, Money};

/// One case group of a pack's table.
/// 病组目录行
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GroupRow {
    /// Code as the files write it.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// English name; empty where the table has none.
    pub name_en: String,
    /// Relative weight (权重) or DIP score (病种分值).
    pub weight: Option<Fraction>,
    /// Mean charge of the group in the area, 元 (次均费用).
    pub mean_charge: Option<Fraction>,
    /// Mean length of stay in the area, days.
    pub mean_los: Option<Fraction>,
    /// Fixed payment per case, for tariff packs.
    pub amount: Option<Money>,
    /// Further columns by heading: `los_lower`, `los_upper`, `short_base`, `short_per_day`, `long_per_day`, `same_day`
    /// (weights, for bands of the stay) and `k.GRADE` (coefficients by group and grade).
    pub columns: BTreeMap<String, Fraction>,
    /// Marks such as `basic`, `unstable`, `tcm`, `primary`, `day`, `blank`.
    pub flags: Vec<String>,
    /// Id of the row's own source; `None`: the table's.
    pub source: Option<String>,
    /// False: the area has not published the group's weight; it is refused, not guessed.
    pub published: bool,
}

impl GroupRow {
    /// Whether the group carries a mark.
    pub fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|own| own == flag)
    }
}

/// The groups of a pack, sorted by code.
/// 病组目录
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupTable {
    /// First day the table holds.
    pub valid_from: Date,
    /// Id of its source in the pack.
    pub source: String,
    rows: Vec<GroupRow>,
}

impl GroupTable {
    /// Sorts by code. Of rows with the same code the first stays; callers reject such tables beforehand.
    pub fn new(valid_from: Date, source: impl Into<String>, mut rows: Vec<GroupRow>) -> Self {
        rows.sort_by(|a, b| a.code.cmp(&b.code));
        rows.dedup_by(|later, earlier| later.code == earlier.code);
        Self {
            valid_from,
            source: source.into(),
            rows,
        }
    }
    /// All rows, by code.
    pub fn rows(&self) -> &[GroupRow] {
        &self.rows
    }
    /// The group with this code.
    pub fn get(&self, code: &str) -> Option<&GroupRow> {
        self.rows
            .binary_search_by(|row| row.code.as_str().cmp(code))
            .ok()
            .map(|index| &self.rows[index])
    }
}
