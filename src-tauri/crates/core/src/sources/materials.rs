//! Drugs and consumables used by each unit, beside what the ledger booked as 药品费 and 卫生材料费.
//! 药品与卫生材料消耗
//!
//! Drugs and separately billed consumables are direct cost of the using unit (cost-method §1.6 rule 4); the account map
//! carves the billed ones out (`AccountRule::carve_out`). The ledger stays the base: a difference is shown, never spread.

use std::collections::BTreeMap;

use super::Feed;
use super::stock::{ItemClass, Measure, Role, terms};
use crate::facts::{Facts, ValueClass};
use crate::hospital::CostItem;
use crate::issue::{Issue, Severity};
use crate::quantity::{Computed, Fraction, Money, Reason};

/// Ways to look at a unit's use of one item; keys of its columns and of "why".
/// 消耗口径
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// 单独收费
    Billable,
    /// 不单独收费
    Plain,
    /// Not stated whether billed.
    Unstated,
    /// 其中高值
    High,
    /// 其中低值
    Low,
    /// 消耗合计
    Total,
    /// Ledger accounts that are carved out (单列: 药品、单独收费材料).
    LedgerCarved,
    /// Other ledger accounts of the item.
    LedgerPlain,
    /// 账面合计
    Ledger,
    /// 消耗 less ledger.
    Difference,
}

impl Part {
    /// All, in the order of the columns.
    pub const ALL: [Self; 10] = [
        Self::Billable,
        Self::Plain,
        Self::Unstated,
        Self::High,
        Self::Low,
        Self::Total,
        Self::LedgerCarved,
        Self::LedgerPlain,
        Self::Ledger,
        Self::Difference,
    ];
    /// Stable key; the column is `materials_` + key.
    pub const fn key(self) -> &'static str {
        [
            "billable",
            "plain",
            "unstated",
            "high",
            "low",
            "used",
            "ledger_carved",
            "ledger_plain",
            "ledger",
            "difference",
        ][self as usize]
    }
    /// Whether consumption of this class belongs to it; `None` for what comes of the ledger.
    pub fn takes(self, class: &ItemClass) -> Option<bool> {
        Some(match self {
            Self::Billable => class.billable == Some(true),
            Self::Plain => class.billable == Some(false),
            Self::Unstated => class.billable.is_none(),
            Self::High => class.value == Some(ValueClass::High),
            Self::Low => class.value == Some(ValueClass::Low),
            Self::Total => true,
            _ => return None,
        })
    }
    /// Whether a ledger account belongs to it; `None` for what comes of the stock.
    pub fn takes_account(self, carved: bool) -> Option<bool> {
        Some(match self {
            Self::LedgerCarved => carved,
            Self::LedgerPlain => !carved,
            Self::Ledger => true,
            _ => return None,
        })
    }
}

/// What one unit used of one item.
/// 科室消耗
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitMaterials {
    /// Unit code as written.
    pub department: String,
    /// 卫生材料费 or 药品费; `None` for unclassified goods, which no account can be compared with.
    pub item: Option<CostItem>,
    /// 分 by [`Part`], [`Part::Difference`] left out.
    pub fen: [i128; 9],
    /// Whether the stock file has any goods of this item at all.
    pub recorded: bool,
    /// Whether there is a ledger.
    pub booked: bool,
}

impl UnitMaterials {
    /// A figure in exact 分.
    ///
    /// # Errors
    /// `reason.no_movements`: the stock file has no goods of the item; `reason.no_ledger`; `reason.unclassified`: goods
    /// of no known item cannot be compared.
    pub fn part(&self, part: Part) -> Computed<Fraction> {
        let from_stock = part.takes_account(false).is_none();
        let from_ledger = !from_stock || part == Part::Difference;
        if from_ledger && self.item.is_none() {
            return Err(Reason::new("reason.unclassified"));
        }
        if from_stock && !self.recorded {
            let item = self.item.map_or("other", CostItem::key);
            return Err(Reason::new("reason.no_movements").with("item", format!("@item.{item}")));
        }
        if from_ledger && !self.booked {
            return Err(Reason::new("reason.no_ledger"));
        }
        Ok(match part {
            Part::Difference => {
                Fraction::whole(self.fen[Part::Total as usize] - self.fen[Part::Ledger as usize])
            }
            _ => Fraction::whole(self.fen[part as usize]),
        })
    }
}

/// Use and ledger of all units.
/// 药品与卫生材料
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Materials {
    /// By item (drugs, consumables, unclassified), then unit code.
    pub units: Vec<UnitMaterials>,
    /// Sums over the units, one per item.
    pub totals: Vec<UnitMaterials>,
}

impl Materials {
    /// What the units used, for the comparison with the ledger; unclassified goods belong to no item and stay out.
    pub fn feeds(&self) -> Vec<Feed> {
        let mut feeds = Vec::new();
        for line in &self.units {
            let Some(item) = line.item else { continue };
            for part in [Part::Billable, Part::Plain, Part::Unstated] {
                if let (Ok(amount), Some(true)) = (
                    line.part(part),
                    line.fen.get(part as usize).map(|fen| *fen != 0),
                ) {
                    feeds.push(Feed {
                        source: format!("stock.{}_{}", item.key(), part.key()),
                        item,
                        department: line.department.clone(),
                        amount,
                        why: format!("material/{}/{}/{}", line.department, item.key(), part.key()),
                    });
                }
            }
        }
        feeds
    }
}

/// The items drugs and consumables are booked under.
pub const ITEMS: [CostItem; 2] = [CostItem::Drugs, CostItem::Consumables];

/// Item and carve-out of each account: the first rule where several speak, as in the gathering.
pub fn accounts(facts: &Facts) -> BTreeMap<&str, (CostItem, bool)> {
    let mut accounts = BTreeMap::new();
    for rule in &facts.accounts {
        let value = (rule.item, rule.carve_out.is_some());
        accounts.entry(rule.account.as_str()).or_insert(value);
    }
    accounts
}

pub(super) fn materials(
    facts: &Facts,
    classes: &[ItemClass],
    roles: &[Role],
) -> (Materials, Vec<Issue>) {
    // Order of the tables: drugs, consumables, then what is unclassified.
    let rank = |item: Option<CostItem>| match item {
        Some(CostItem::Drugs) => 0_u8,
        Some(_) => 1,
        None => 2,
    };
    let item_of = |rank: u8| ITEMS.get(usize::from(rank)).copied();
    let mut used: BTreeMap<(u8, &str), [i128; 9]> = BTreeMap::new();
    for (row, role) in facts.stock.iter().zip(roles) {
        let class = &classes[role.class];
        let mut fen = 0;
        terms(row, *role, |term| {
            if term.measure == Measure::Consumption {
                fen += term.fen;
            }
        });
        if fen == 0 {
            continue;
        }
        let sums = used.entry((rank(class.item), &row.department)).or_default();
        for (part, sum) in Part::ALL.iter().zip(sums.iter_mut()) {
            if part.takes(class) == Some(true) {
                *sum += fen;
            }
        }
    }
    let accounts = accounts(facts);
    for line in &facts.ledger {
        let Some((item, carved)) = accounts.get(line.account.as_str()) else {
            continue;
        };
        if !ITEMS.contains(item) {
            continue;
        }
        let sums = used
            .entry((rank(Some(*item)), &line.department))
            .or_default();
        for (part, sum) in Part::ALL.iter().zip(sums.iter_mut()) {
            if part.takes_account(*carved) == Some(true) {
                *sum += i128::from(line.amount.fen());
            }
        }
    }
    let recorded =
        |item: Option<CostItem>| classes.iter().any(|class| rank(class.item) == rank(item));
    let booked = !facts.ledger.is_empty();
    let mut totals: BTreeMap<u8, [i128; 9]> = BTreeMap::new();
    for ((rank, _), fen) in &used {
        for (sum, own) in totals.entry(*rank).or_default().iter_mut().zip(fen) {
            *sum += own;
        }
    }
    let line = |rank: u8, department: &str, fen: [i128; 9]| UnitMaterials {
        department: department.to_owned(),
        item: item_of(rank),
        fen,
        recorded: recorded(item_of(rank)),
        booked,
    };
    let materials = Materials {
        units: used
            .iter()
            .map(|((rank, department), fen)| line(*rank, department, *fen))
            .collect(),
        totals: totals
            .iter()
            .map(|(rank, fen)| line(*rank, "", *fen))
            .collect(),
    };
    let issues = differences(facts, &materials);
    (materials, issues)
}

/// One line per item whose use and ledger differ; up to 1 % a notice.
fn differences(facts: &Facts, materials: &Materials) -> Vec<Issue> {
    let mut issues = Vec::new();
    for total in &materials.totals {
        let (Some(item), Ok(difference)) = (total.item, total.part(Part::Difference)) else {
            continue;
        };
        if difference.is_zero() {
            continue;
        }
        let [used, booked] = [Part::Total, Part::Ledger].map(|part| total.fen[part as usize]);
        let severity = if (used - booked).abs() * 100 <= booked.abs() {
            Severity::Notice
        } else {
            Severity::Warning
        };
        let first = facts.stock.first().map(|row| row.source);
        issues.push(
            Issue::new(severity, "sources.materials_differ")
                .with("item", format!("@item.{}", item.key()))
                .with("used", Money::saturating(used).to_string())
                .with("ledger", Money::saturating(booked).to_string())
                .with("difference", Money::saturating(used - booked).to_string())
                .at(facts.place(first.unwrap_or_default(), "issues")),
        );
    }
    issues
}
