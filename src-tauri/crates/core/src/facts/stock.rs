//! What a stock row may say besides its movements, and the item master.

use crate::facts::SourceRef;
use crate::hospital::CostItem;
use crate::quantity::{Fraction, Money};

/// Whose shelf a stock row speaks of.
/// 存放地点
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum StockLocation {
    /// 库房,按领用科室: the department is the unit that drew; issues are what it drew.
    #[default]
    Issued,
    /// 中心库: the department is the store itself; issues are transfers to shelves, not yet cost.
    Store,
    /// 科室二级库: the department is the using unit; what lies there is not cost yet.
    Shelf,
}

impl StockLocation {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Issued, Self::Store, Self::Shelf];
    /// Stable key; the message key is `stock_location.` + key.
    pub const fn key(self) -> &'static str {
        ["issued", "store", "shelf"][self as usize]
    }
    /// The Chinese term the files use.
    pub const fn official(self) -> &'static str {
        ["领用", "中心库", "科室二级库"][self as usize]
    }
}

/// Optional columns of the stock form; what is not given stays unknown and is never taken for zero.
/// 库存补充信息
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StockTerms {
    /// Where it lies.
    pub location: StockLocation,
    /// Quantity issued, in the item's own unit.
    pub quantity: Option<Fraction>,
    /// Part of the closing amount that is near expiry (近效期).
    pub near_expiry: Option<Money>,
    /// Part of the write-off that had expired (过期报废).
    pub expired: Option<Money>,
    /// Amount found at the stock count (盘点).
    pub counted: Option<Money>,
}

/// Value class of a consumable.
/// 高值、低值
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ValueClass {
    /// 高值
    High,
    /// 低值
    Low,
}

impl ValueClass {
    /// Both.
    pub const ALL: [Self; 2] = [Self::High, Self::Low];
    /// Stable key.
    pub const fn key(self) -> &'static str {
        ["high", "low"][self as usize]
    }
    /// The Chinese term.
    pub const fn official(self) -> &'static str {
        ["高值", "低值"][self as usize]
    }
}

/// One item of the goods list. Form `materials`.
/// 物资目录
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaterialRow {
    /// Item code.
    pub code: String,
    /// Item name.
    pub name: String,
    /// Category; `None`: the stock rows say it.
    pub category: Option<String>,
    /// 药品费 or 卫生材料费; `None`: the plan's rule for the category says it.
    pub item: Option<CostItem>,
    /// Billed separately (单独收费) or not.
    pub billable: Option<bool>,
    /// 高值 or 低值.
    pub value: Option<ValueClass>,
    /// 寄售: the supplier's until used.
    pub consigned: bool,
    /// Where it stands.
    pub source: SourceRef,
}
