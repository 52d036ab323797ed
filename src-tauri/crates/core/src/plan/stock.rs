//! What the hospital decided about its stock: meaning of categories, slow stock, its SPD project.

use serde::{Deserialize, Serialize};

use crate::facts::ValueClass;
use crate::hospital::CostItem;
use crate::quantity::Fraction;

/// Months without movement after which stock counts as slow, where the plan does not say.
pub const USUAL_SLOW_MONTHS: u32 = 6;

/// What a category of the stock file means. The item master goes before it.
/// 物资类别与成本项目对照
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockCategory {
    /// Category as the file writes it.
    pub category: String,
    /// 卫生材料费 or 药品费.
    pub item: CostItem,
    /// Billed separately (单独收费); `None`: not stated.
    #[serde(default)]
    pub billable: Option<bool>,
    /// 高值 or 低值; `None`: not stated.
    #[serde(default)]
    pub value: Option<ValueClass>,
}

/// A statement somebody made about released capital, to be checked: from and to how many days of stock, what amount.
/// 释放资金的说法
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpdClaim {
    /// Days on hand before.
    pub from_days: Fraction,
    /// Days on hand after.
    pub to_days: Fraction,
    /// Amount said to be freed, 元.
    pub amount: Fraction,
}

/// The SPD project under consideration. Amounts in 元 a year.
/// SPD 项目参数
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpdPlan {
    /// Days on hand aimed at.
    pub target_days: Fraction,
    /// Yearly cost of capital (资金成本率), as a share.
    pub cost_of_capital: Fraction,
    /// Expired write-offs expected afterwards.
    #[serde(default)]
    pub write_off_after: Fraction,
    /// Staff cost saved.
    #[serde(default)]
    pub labour_saved: Fraction,
    /// Lower prices.
    #[serde(default)]
    pub price_saved: Fraction,
    /// Fee of the operator.
    #[serde(default)]
    pub service_fee: Fraction,
    /// Cost of the system.
    #[serde(default)]
    pub system_fee: Fraction,
    /// A statement to check.
    #[serde(default)]
    pub claim: Option<SpdClaim>,
    /// Who says so, in the user's words.
    #[serde(default)]
    pub source: String,
}

/// Settings of stock.
/// 库存设置
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockPlan {
    /// Months without movement after which stock is slow (呆滞); `None`: [`USUAL_SLOW_MONTHS`].
    #[serde(default)]
    pub slow_months: Option<u32>,
    /// Meaning of categories.
    #[serde(default)]
    pub categories: Vec<StockCategory>,
    /// SPD project, if one is considered.
    #[serde(default)]
    pub spd: Option<SpdPlan>,
}

impl StockPlan {
    /// Months without movement after which stock is slow.
    pub fn slow_after(&self) -> u32 {
        self.slow_months.unwrap_or(USUAL_SLOW_MONTHS)
    }
}
