//! 成本数据质量: how each cost pool reached its unit, graded and weighted by its share of cost.

use std::collections::BTreeMap;

use crate::allocation::driver_name;
use crate::hospital::{CostItem, DepartmentClass};
use crate::issue::Message;
use crate::quantity::{Fraction, Reason};
use crate::report::forms::{Part, Worlds};
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

/// Pools of clinical full cost: direct by item, received by level and driver, and what was not placed.
/// 成本数据质量评级
///
/// The pools add up to the cost quantum. Source of the idea: cost-method §7.1, §7.6 (share of cost × method grade); the
/// points are ours.
pub fn table(worlds: &Worlds<'_>) -> Table {
    let world = worlds.plan();
    let base = worlds.base();
    let facts = base.facts;
    let mut pools: Vec<(String, Cell, Grade, Fraction, Option<String>)> = Vec::new();
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
        if let Ok(value) = found.value {
            let key = format!("direct/{}", item.key());
            pools.push((key, Cell::Label { message: head }, grade, value, found.why));
        }
    }
    let mut spread: BTreeMap<(u8, &str), Vec<Fraction>> = BTreeMap::new();
    let shares = base
        .run
        .allocation
        .iter()
        .flat_map(|allocation| &allocation.shares);
    for share in shares {
        let clinical = facts.departments.get(share.to);
        if clinical.is_none_or(|(unit, _)| unit.class != DepartmentClass::Clinical) {
            continue;
        }
        let portion = share
            .numerator
            .over(&share.denominator, || Reason::new("reason.no_driver"));
        if let Ok(portion) = portion {
            let pool: Fraction = share.pool.iter().sum();
            spread
                .entry((share.level, &share.driver))
                .or_default()
                .push(pool * portion);
        }
    }
    for ((level, driver), parts) in spread {
        let head = Message::new("quality.spread")
            .with("level", format!("@column.level{level}"))
            .with("driver", driver_name(driver));
        let key = format!("level{level}/{driver}");
        let grade = grade_of_driver(driver);
        pools.push((
            key,
            Cell::Label { message: head },
            grade,
            parts.iter().sum(),
            None,
        ));
    }
    let rest = worlds.unallocated(world, None);
    if let Ok(value) = rest.value {
        let head = label("cost_line.unallocated");
        pools.push(("unallocated".into(), head, Grade::Unplaced, value, rest.why));
    }
    let total: Fraction = pools.iter().map(|pool| &pool.3).sum();
    let share_of = |value: &Fraction| value.over(&total, || Reason::new("reason.no_cost"));
    let mut rows = Vec::new();
    for (key, head, grade, value, why) in &pools {
        if value.is_zero() {
            continue;
        }
        let share = share_of(value);
        let weighted = share.clone().map(|share| share * grade.points());
        let cells = vec![
            head.clone(),
            label(format!("quality.{}", grade.key())),
            figure(value, Unit::Money, why.clone()),
            computed(&share, Unit::Percent, None),
            figure(&grade.points(), Unit::Count, None),
            computed(&weighted, Unit::Ratio, None),
        ];
        rows.push(row(key.clone(), cells));
    }
    let parts: Vec<Fraction> = pools
        .iter()
        .map(|(_, _, grade, value, _)| value * &grade.points())
        .collect();
    let score = share_of(&parts.iter().sum());
    rows.push(styled(
        "total",
        RowStyle::Total,
        vec![
            label("row.total"),
            Cell::Empty,
            figure(&total, Unit::Money, worlds.total(world, None).why),
            computed(&share_of(&total), Unit::Percent, None),
            Cell::Empty,
            computed(&score, Unit::Ratio, None),
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
