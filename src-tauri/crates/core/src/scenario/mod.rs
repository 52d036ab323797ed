//! What-if: baseline + ordered, named overrides, through the same pipeline.

mod bridge;
mod regional_pool;
mod resolve;

pub use bridge::{Outcome, Step, compute};
pub use resolve::resolve;

use serde::{Deserialize, Serialize};

use crate::quantity::Fraction;

/// What an override moves. `value` of [`Override`] is documented per lever.
/// 杠杆
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lever {
    /// 住院日: target mean length of stay in days; per-day variable cost follows, freed days are shown.
    LengthOfStay,
    /// CMI(调整病种结构): target CMI at the same number of cases; volumes tilt towards heavier groups, costs follow.
    CmiByMix,
    /// CMI(仅编码): target CMI with the same patients; payment moves, cost does not.
    CmiByCoding,
    /// 支付价格: relative change of base rate, point value or tariff (0.05 = +5 %).
    Price,
    /// 工作量: relative change of the number of cases.
    Volume,
    /// 薪酬水平: relative change of labour cost.
    Wage,
    /// 药品价格: relative change.
    DrugPrice,
    /// 卫生材料价格: relative change.
    MaterialPrice,
    /// 固定成本: change in 元 over the period computed (a month's amount where the facts are a month's).
    FixedCost,
    /// 区域总额封顶: this hospital's share of the region's points (0.3 = 30 %). The pool and the other hospitals' points
    /// stay, so more points here lower the point value for all.
    RegionalPool,
}

impl Lever {
    /// All levers in the order of the page.
    pub const ALL: [Self; 10] = [
        Self::LengthOfStay,
        Self::CmiByMix,
        Self::CmiByCoding,
        Self::Price,
        Self::Volume,
        Self::Wage,
        Self::DrugPrice,
        Self::MaterialPrice,
        Self::FixedCost,
        Self::RegionalPool,
    ];
    /// Stable key; the message key is `lever.` + key.
    pub const fn key(self) -> &'static str {
        [
            "length_of_stay",
            "cmi_by_mix",
            "cmi_by_coding",
            "price",
            "volume",
            "wage",
            "drug_price",
            "material_price",
            "fixed_cost",
            "regional_pool",
        ][self as usize]
    }
}

/// One change against the baseline.
/// 覆盖项
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// What moves.
    pub lever: Lever,
    /// To where or by how much, as the lever says.
    pub value: Fraction,
    /// One case group only; `None` for all. Only for levers of volume, stay and coding.
    pub group: Option<String>,
    /// Who says so, in the user's words; may be empty.
    pub source: String,
}

/// A named, ordered set of overrides.
/// 方案
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    /// Key inside the project.
    pub id: String,
    /// Name.
    pub name: String,
    /// In the order they apply.
    pub overrides: Vec<Override>,
}
