use serde::Serialize;

/// What the charge is divided by.
/// 倍率基数
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RatioBase {
    /// Payment standard of the case.
    Standard,
    /// Mean charge of the group table.
    GroupMean,
    /// Weight × the area's mean charge (parameter id, 元).
    CityMean(String),
}

/// Payment of a low-cost case. `x` = charge ÷ ratio base.
/// 低倍率结算
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LowSettle {
    /// payment = charge.
    ByActual,
    /// payment = x × standard without base coefficients.
    PointsNoFactor,
    /// payment = x × standard.
    Proportional,
    /// payment = min(1, x) × standard without base coefficients.
    CappedPoints,
}

/// Payment of a high-cost case above limit K. `B` is the standard without base coefficients, `P` the standard.
/// 高倍率结算
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HighSettle {
    /// P + (x − K) × B.
    LinearAdd,
    /// The same, unreasonable charges having left the charge before the ratio (先扣不合理费用).
    LinearNet,
    /// P + (x − K) × P: the national DIP form.
    LinearBase,
    /// P + (charge − K × base) × share (parameter id).
    LinearShare(String),
    /// K × P.
    Cap,
    /// x × B − (K − 1) × P.
    Deduct,
    /// payment = charge.
    ByItem,
}

/// Another high limit for cases with many days of critical care (重症病例另定上限倍率).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CriticalHigh {
    /// Days of critical care from which it holds, a parameter id.
    pub days: String,
    /// The limit, a parameter id; `None`: such cases have no high limit and are paid the standard.
    pub high: Option<String>,
}

/// Outlier rules. Limits are parameter ids.
/// 高低倍率规则
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutlierRule {
    /// Divisor of the ratio.
    pub base: RatioBase,
    /// Low limit and how it settles.
    pub low: Option<(String, LowSettle)>,
    /// The low limit is multiplied by min(1, base coefficients) (就低).
    pub low_with_k: bool,
    /// High limit and how it settles.
    pub high: Option<(String, HighSettle)>,
    /// Beyond this limit: paid the standard and sent to individual review (特例单议).
    pub extreme: Option<String>,
    /// Critical care.
    pub critical: Option<CriticalHigh>,
}

impl OutlierRule {
    /// No limits yet.
    pub fn on(base: RatioBase) -> Self {
        Self {
            base,
            low: None,
            low_with_k: false,
            high: None,
            extreme: None,
            critical: None,
        }
    }
}

/// Groups without a stable standard are paid from their own charge: B × x × share (空白病组、非稳定组).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnChargeRule {
    /// Group flag.
    pub flag: String,
    /// Share, a parameter id.
    pub share: String,
}
