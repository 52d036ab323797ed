//! Every stock row and what it adds to which measure: the one place where movements become figures.
//! 库存变动口径
//!
//! Point of use (消耗点): what a using unit drew but still holds on its shelf is not cost yet. Consumption of a unit is
//! what it drew, less the change of its shelf, less what was written off there (cost-method §5; 1.6 rule 4).

use std::collections::{BTreeMap, BTreeSet};

use super::inventory::{self, Inventory};
use super::materials::{self, Materials};
use crate::facts::{Facts, MaterialRow, SourceRef, StockLocation, StockRow, ValueClass};
use crate::hospital::CostItem;
use crate::issue::{Issue, Severity};
use crate::plan::{Plan, StockCategory};

/// What an item is for costing. A category nobody explained stays unclassified; nothing is guessed.
/// 物资属性
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemClass {
    /// Category; empty for 未分类.
    pub category: String,
    /// 卫生材料费 or 药品费; `None`: unclassified.
    pub item: Option<CostItem>,
    /// Billed separately; `None`: not stated.
    pub billable: Option<bool>,
    /// 高值 or 低值; `None`: not stated.
    pub value: Option<ValueClass>,
    /// 寄售: not own stock.
    pub consigned: bool,
}

/// What a row adds to.
/// 口径
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// 期初
    Opening,
    /// 入库, from outside.
    Receipts,
    /// 消耗: used, cost of the using unit.
    Consumption,
    /// 报损
    WriteOff,
    /// 其中过期报废
    Expired,
    /// 期末
    Closing,
    /// 其中近效期, at the end.
    NearExpiry,
    /// Sum of all month-ends, for the mean.
    MonthEnds,
    /// 在途: left the central store, did not arrive on a shelf.
    InTransit,
    /// 二级库期初
    ShelfOpening,
    /// Drawn by units that keep a shelf.
    ShelfDrawn,
    /// 二级库报损
    ShelfWriteOff,
    /// 二级库期末
    ShelfClosing,
}

impl Measure {
    /// Number of measures.
    pub const COUNT: usize = 13;
    /// All, in order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Opening,
        Self::Receipts,
        Self::Consumption,
        Self::WriteOff,
        Self::Expired,
        Self::Closing,
        Self::NearExpiry,
        Self::MonthEnds,
        Self::InTransit,
        Self::ShelfOpening,
        Self::ShelfDrawn,
        Self::ShelfWriteOff,
        Self::ShelfClosing,
    ];
    /// Stable key.
    pub const fn key(self) -> &'static str {
        [
            "opening",
            "receipts",
            "consumption",
            "write_off",
            "expired",
            "closing",
            "near_expiry",
            "month_ends",
            "in_transit",
            "shelf_opening",
            "shelf_drawn",
            "shelf_write_off",
            "shelf_closing",
        ][self as usize]
    }
}

/// Sums in 分 by [`Measure`].
pub type Sums = [i128; Measure::COUNT];

/// One cell's part in a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// What it adds to.
    pub measure: Measure,
    /// Field of the row.
    pub field: &'static str,
    /// Signed amount in 分.
    pub fen: i128,
}

/// Where a row stands among its kin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// Position in [`Stock::classes`].
    pub class: usize,
    /// First month of its item, unit and location.
    pub first: bool,
    /// Last month.
    pub last: bool,
    /// Shelf rows: rows of kind 领用 say what the unit drew.
    pub covered: bool,
    /// Rows of kind 领用: the unit keeps a shelf of the item.
    pub shelved: bool,
    /// The item has rows of a central store.
    pub central: bool,
}

/// Stock and what was used of it.
/// 库存与消耗
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stock {
    /// Distinct classes, sorted.
    pub classes: Vec<ItemClass>,
    /// Roles, parallel to [`Facts::stock`].
    pub roles: Vec<Role>,
    /// By category: movements, turnover, losses, slow stock.
    pub inventory: Inventory,
    /// By unit: drugs and consumables used, against the ledger.
    pub materials: Materials,
}

/// What a row adds to the measures; cells of nothing are left out.
pub fn terms(row: &StockRow, role: Role, mut emit: impl FnMut(Term)) {
    let mut add = |measure, field, fen: i64, sign: i128| {
        if fen != 0 {
            let fen = i128::from(fen) * sign;
            emit(Term {
                measure,
                field,
                fen,
            });
        }
    };
    let (opening, closing) = (row.opening.fen(), row.closing.fen());
    let (receipts, issues, lost) = (row.receipts.fen(), row.issues.fen(), row.write_off.fen());
    let optional = |money: Option<crate::quantity::Money>| money.map_or(0, |money| money.fen());
    if role.first {
        add(Measure::Opening, "opening", opening, 1);
    }
    if role.last {
        add(Measure::Closing, "closing", closing, 1);
        let near = optional(row.terms.near_expiry);
        add(Measure::NearExpiry, "near_expiry", near, 1);
    }
    add(Measure::WriteOff, "write_off", lost, 1);
    add(Measure::Expired, "expired", optional(row.terms.expired), 1);
    add(Measure::MonthEnds, "closing", closing, 1);
    match row.terms.location {
        StockLocation::Issued => {
            add(Measure::Receipts, "receipts", receipts, 1);
            add(Measure::Consumption, "issues", issues, 1);
            if role.shelved {
                add(Measure::ShelfDrawn, "issues", issues, 1);
            }
        }
        StockLocation::Store => {
            add(Measure::Receipts, "receipts", receipts, 1);
            add(Measure::InTransit, "issues", issues, 1);
        }
        StockLocation::Shelf => {
            if !role.covered {
                // Nobody else says what the unit drew: its own receipts do.
                add(Measure::Consumption, "receipts", receipts, 1);
                add(Measure::ShelfDrawn, "receipts", receipts, 1);
                if role.central {
                    add(Measure::InTransit, "receipts", receipts, -1);
                } else {
                    add(Measure::Receipts, "receipts", receipts, 1);
                }
            }
            add(Measure::Consumption, "opening", opening, 1);
            add(Measure::Consumption, "closing", closing, -1);
            add(Measure::Consumption, "write_off", lost, -1);
            if role.first {
                add(Measure::ShelfOpening, "opening", opening, 1);
            }
            if role.last {
                add(Measure::ShelfClosing, "closing", closing, 1);
            }
            add(Measure::ShelfWriteOff, "write_off", lost, 1);
        }
    }
}

/// Gathers the stock rows; `None` when there are none. One sort, one pass.
pub fn gather(facts: &Facts, plan: &Plan) -> (Option<Stock>, Vec<Issue>) {
    if facts.stock.is_empty() {
        return (None, Vec::new());
    }
    let (classes, mut roles, mut issues) = classify(facts, plan);
    let order = order(facts);
    place(facts, &order, &mut roles);
    let inventory = inventory::inventory(facts, plan, &classes, &roles, &order);
    let (materials, found) = materials::materials(facts, &classes, &roles);
    issues.extend(found);
    let stock = Stock {
        classes,
        roles,
        inventory,
        materials,
    };
    (Some(stock), issues)
}

/// Row positions by item, unit, location and month.
fn order(facts: &Facts) -> Vec<usize> {
    let mut order: Vec<usize> = (0..facts.stock.len()).collect();
    order.sort_by(|a, b| {
        let (a_row, b_row) = (&facts.stock[*a], &facts.stock[*b]);
        series(a_row)
            .cmp(&series(b_row))
            .then(a_row.period.cmp(&b_row.period))
            .then(a.cmp(b))
    });
    order
}

/// What makes rows of different months the same line of stock.
pub(super) fn series(row: &StockRow) -> (&str, &str, StockLocation) {
    (&row.code, &row.department, row.terms.location)
}

fn place(facts: &Facts, order: &[usize], roles: &mut [Role]) {
    let row = |index: &usize| &facts.stock[*index];
    for item in order.chunk_by(|a, b| row(a).code == row(b).code) {
        let central = item
            .iter()
            .any(|index| row(index).terms.location == StockLocation::Store);
        for unit in item.chunk_by(|a, b| row(a).department == row(b).department) {
            let has = |location| {
                unit.iter()
                    .any(|index| row(index).terms.location == location)
            };
            let (covered, shelved) = (has(StockLocation::Issued), has(StockLocation::Shelf));
            for line in unit.chunk_by(|a, b| row(a).terms.location == row(b).terms.location) {
                for (position, index) in line.iter().enumerate() {
                    let role = &mut roles[*index];
                    role.first = position == 0;
                    role.last = position + 1 == line.len();
                    (role.covered, role.shelved, role.central) = (covered, shelved, central);
                }
            }
        }
    }
}

/// Class of every row: the item master first, then the plan's rule for the category.
fn classify(facts: &Facts, plan: &Plan) -> (Vec<ItemClass>, Vec<Role>, Vec<Issue>) {
    let mut master: BTreeMap<&str, &MaterialRow> = BTreeMap::new();
    for row in facts.materials.iter().rev() {
        master.insert(&row.code, row);
    }
    let mut rules: BTreeMap<&str, &StockCategory> = BTreeMap::new();
    for rule in plan.stock.categories.iter().rev() {
        rules.insert(&rule.category, rule);
    }
    let mut seen: BTreeMap<(&str, &str), ItemClass> = BTreeMap::new();
    let mut unknown: BTreeMap<&str, (SourceRef, u64, i128)> = BTreeMap::new();
    for row in &facts.stock {
        let class = seen
            .entry((&row.code, &row.category))
            .or_insert_with(|| class_of(row, master.get(row.code.as_str()), &rules));
        if class.item.is_none() {
            let entry = unknown.entry(&row.category).or_insert((row.source, 0, 0));
            entry.1 += 1;
            entry.2 += i128::from(row.issues.fen());
        }
    }
    let classes: Vec<ItemClass> = seen
        .values()
        .cloned()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let index: BTreeMap<(&str, &str), usize> = seen
        .iter()
        .map(|(key, class)| (*key, classes.binary_search(class).unwrap_or_default()))
        .collect();
    let roles = facts.stock.iter().map(|row| Role {
        class: index
            .get(&(row.code.as_str(), row.category.as_str()))
            .copied()
            .unwrap_or_default(),
        ..Role::default()
    });
    let roles = roles.collect();
    let issues = unknown.into_iter().map(|(category, (source, count, fen))| {
        let amount = crate::quantity::Money::saturating(fen).to_string();
        Issue::new(Severity::Warning, "sources.stock_unclassified")
            .with("category", category)
            .with("count", count.to_string())
            .with("amount", amount)
            .at(facts.place(source, "category"))
    });
    (classes, roles, issues.collect())
}

fn class_of(
    row: &StockRow,
    master: Option<&&MaterialRow>,
    rules: &BTreeMap<&str, &StockCategory>,
) -> ItemClass {
    let named = master.and_then(|item| item.category.as_deref());
    let category = named.unwrap_or(&row.category);
    let rule = rules.get(category);
    let item = master
        .and_then(|item| item.item)
        .or(rule.map(|rule| rule.item));
    ItemClass {
        category: item.map(|_| category.to_owned()).unwrap_or_default(),
        item,
        billable: master
            .and_then(|item| item.billable)
            .or(rule.and_then(|rule| rule.billable)),
        value: master
            .and_then(|item| item.value)
            .or(rule.and_then(|rule| rule.value)),
        consigned: master.is_some_and(|item| item.consigned),
    }
}
