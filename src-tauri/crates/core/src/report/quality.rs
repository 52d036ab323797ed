//! 成本数据质量: how each cost pool reached its unit, graded and weighted by its share of cost.

use std::collections::BTreeMap;

use crate::allocation::driver_name;
use crate::hospital::{CostItem, DepartmentClass};
use crate::issue::Message;
use crate::quantity::{Fraction, Reason};
use crate::report::forms::{Figure, Part, Worlds};
use crate::report::publish::{column, computed, figure, label, row, styled, text_column};
use crate::report::{Cell, RowStyle, Table, Unit};

/// How a pool was placed.
/// 数据质量等级(实测、加权、比例、未落实)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// 实测: booked to the unit, with a register of the same kind of cost behind it.
    Measured,
    /// 加权: booked without a register, or spread by measured work.
    Weighted,
    /// 比例: spread by people, area or income.
    Ratio,
    /// 未落实: could not be placed.
    Unplaced,
}

impl Grade {
    /// Stable key; the message key is `quality.` + key.
    pub const fn key(self) -> &'static str {
        ["measured", "weighted", "ratio", "unplaced"][self as usize]
    }
    /// Points: 3, 2, 1, 0 (ours, stated on the table).
    pub fn points(self) -> Fraction {
        Fraction::from(3 - self as i64)
    }
}

/// A driver that follows people, area or income only tells a ratio; any other measures work.
/// 分配参数的等级
pub fn grade_of_driver(driver: &str) -> Grade {
    let ratio = ["headcount", "area", "staff", "asset"];
    if driver.contains("revenue") || ratio.contains(&driver) {
        Grade::Ratio
    } else {
        Grade::Weighted
    }
}

/// Where a pool's amount is explained.
/// 成本池来源
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A figure of its own, by its key.
    Key(String),
    /// Shares of the step-down, by their position.
    Shares(Vec<usize>),
}

/// One pool of clinical full cost.
/// 成本池
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Stable key: `direct/ITEM`, `levelN/DRIVER`, `unallocated`.
    pub key: String,
    /// What it is.
    pub head: Message,
    /// Its grade.
    pub grade: Grade,
    /// Its cost, exact 分.
    pub value: Fraction,
    /// Where the cost is explained.
    pub origin: Origin,
}

/// Pools of clinical full cost: direct by item, received by level and driver, and what was not placed; empty ones left
/// out. They add up to the cost quantum.
/// 成本池
pub fn pools(worlds: &Worlds<'_>) -> Vec<Pool> {
    let world = worlds.plan();
    let base = worlds.base();
    let facts = base.facts;
    let mut pools = Vec::new();
    let mut booked = |key: String, head: Message, grade: Grade, found: Figure| {
        if let (Ok(value), Some(why)) = (found.value, found.why) {
            pools.push(Pool {
                key,
                head,
                grade,
                value,
                origin: Origin::Key(why),
            });
        }
    };
    for item in CostItem::ALL {
        let register = match item {
            CostItem::Labour => !facts.staff.is_empty(),
            CostItem::Depreciation | CostItem::Amortisation => {
                facts.assets.iter().any(|asset| asset.item == item)
            }
            CostItem::Drugs | CostItem::Consumables => !facts.stock.is_empty(),
            CostItem::RiskFund | CostItem::Other => false,
        };
        let grade = if register {
            Grade::Measured
        } else {
            Grade::Weighted
        };
        let found = worlds.class(world, DepartmentClass::Clinical, Part::Own, Some(item));
        let head = Message::new("quality.direct").with("item", format!("@item.{}", item.key()));
        booked(format!("direct/{}", item.key()), head, grade, found);
    }
    let rest = worlds.unallocated(world, None);
    let head = Message::new("cost_line.unallocated");
    booked("unallocated".to_owned(), head, Grade::Unplaced, rest);
    // What could not be placed stands last.
    let unplaced = pools
        .iter()
        .position(|pool: &Pool| pool.grade == Grade::Unplaced);
    let unplaced = unplaced.map(|at| pools.remove(at));
    pools.extend(spread(worlds));
    pools.extend(unplaced);
    pools.retain(|pool| !pool.value.is_zero());
    pools
}

/// What clinical units received, by level and driver.
fn spread(worlds: &Worlds<'_>) -> Vec<Pool> {
    let base = worlds.base();
    let facts = base.facts;
    let mut spread: BTreeMap<(u8, &str), (Vec<usize>, Vec<Fraction>)> = BTreeMap::new();
    let shares = base
        .run
        .allocation
        .iter()
        .flat_map(|allocation| allocation.shares.iter());
    for (number, share) in shares.enumerate() {
        let clinical = facts.departments.get(share.to);
        if clinical.is_none_or(|(unit, _)| unit.class != DepartmentClass::Clinical) {
            continue;
        }
        if let Ok(portion) = share.portion() {
            let pool: Fraction = share.pool.iter().sum();
            let (numbers, parts) = spread.entry((share.level, share.driver)).or_default();
            numbers.push(number);
            parts.push(pool * portion);
        }
    }
    let pool = |((level, driver), (numbers, parts)): (_, (Vec<usize>, Vec<Fraction>))| Pool {
        key: format!("level{level}/{driver}"),
        head: Message::new("quality.spread")
            .with("level", format!("@column.level{level}"))
            .with("driver", driver_name(driver)),
        grade: grade_of_driver(driver),
        value: parts.iter().sum(),
        origin: Origin::Shares(numbers),
    };
    spread.into_iter().map(pool).collect()
}

/// The pools with their grade, share and points.
/// 成本数据质量评级
///
/// Source of the idea: cost-method §7.1, §7.6 (share of cost × method grade); the points are ours.
pub fn table(worlds: &Worlds<'_>) -> Table {
    let world = worlds.plan();
    let pools = pools(worlds);
    let total: Fraction = pools.iter().map(|pool| &pool.value).sum();
    let share_of = |value: &Fraction| value.over(&total, || Reason::new("reason.no_cost"));
    let mut rows = Vec::new();
    for pool in &pools {
        let why = |name: &str| format!("quality/{}/{name}", pool.key);
        let share = share_of(&pool.value);
        let points = pool.grade.points();
        let weighted = share.clone().map(|share| share * &points);
        let amount = match &pool.origin {
            Origin::Key(key) => key.clone(),
            Origin::Shares(_) => why("amount"),
        };
        let cells = vec![
            Cell::Label {
                message: pool.head.clone(),
            },
            label(format!("quality.{}", pool.grade.key())),
            figure(&pool.value, Unit::Money, amount),
            computed(&share, Unit::Percent, why("share")),
            figure(&points, Unit::Count, None),
            computed(&weighted, Unit::Ratio, why("points")),
        ];
        rows.push(row(pool.key.clone(), cells));
    }
    let parts: Vec<Fraction> = pools
        .iter()
        .map(|pool| &pool.value * &pool.grade.points())
        .collect();
    let score = share_of(&parts.iter().sum());
    rows.push(styled(
        "total",
        RowStyle::Total,
        vec![
            label("row.total"),
            Cell::Empty,
            figure(&total, Unit::Money, worlds.total(world, None).why),
            computed(
                &share_of(&total),
                Unit::Percent,
                "quality/total/share".to_owned(),
            ),
            Cell::Empty,
            computed(&score, Unit::Ratio, "quality/total/points".to_owned()),
        ],
    ));
    Table {
        id: "quality".into(),
        title: Message::new("table.quality"),
        columns: vec![
            text_column("pool"),
            text_column("grade"),
            column("amount", Unit::Money),
            column("share", Unit::Percent),
            column("points", Unit::Count),
            column("weighted_points", Unit::Ratio),
        ],
        rows,
        notes: vec![
            Message::new("note.quality_rule"),
            Message::new("note.rounded_once"),
        ],
    }
}
