use serde::Serialize;

/// Where a case goes.
/// 结算路径
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// Priced by its group (按病组).
    Priced,
    /// Paid by item: payment = charge, the fund pays what the patient does not (按项目).
    Itemised,
    /// The patient pays the charge, the fund nothing (自费).
    SelfPaid,
    /// Known, but the pack has no price for it.
    Unpriced,
}

/// What a route rule asks of a case. Names are parameter ids or group flags.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RouteTest {
    /// Length of stay ≤ the parameter.
    LosAtMost(String),
    /// Length of stay ≥ the parameter.
    LosAtLeast(String),
    /// The group carries this flag.
    Flag(String),
}

/// One ordered filter; the first that holds speaks (入组范围).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RouteRule {
    /// Question.
    pub test: RouteTest,
    /// Answer.
    pub to: Route,
}

/// How a group becomes money. Names are parameter ids.
/// 计价方法
///
/// Source: payment-rules §3.1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceMethod {
    /// 费率法: weight × rate.
    WeightRate {
        /// 元 per unit weight.
        rate: String,
    },
    /// 点数法: weight × scale × point value; DIP scores with scale 1.
    Points {
        /// 元 per point.
        point_value: String,
        /// Points per unit weight: 1, 100 or 1000.
        scale: String,
    },
    /// 定额: the amount in the group table.
    Fixed,
}

/// What a coefficient multiplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The payment standard only, not what low and high rules add.
    Base,
    /// Every branch.
    Whole,
}

/// Hospital, grade or auxiliary coefficient.
/// 医院(等级)系数
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coefficient {
    /// Parameter id.
    pub parameter: String,
    /// What it multiplies.
    pub scope: Scope,
    /// `(flag, parameter)`: groups with the flag use the other parameter (基础病组 k = 1). The first match speaks.
    pub replace: Vec<(String, String)>,
}

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
}

/// Payment of a high-cost case above limit K. `B` is the standard without base coefficients, `P` the standard.
/// 高倍率结算
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HighSettle {
    /// P + (x − K) × B.
    LinearAdd,
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

/// Outlier rules. Limits are parameter ids.
/// 高低倍率规则
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutlierRule {
    /// Divisor of the ratio.
    pub base: RatioBase,
    /// Low limit and how it settles.
    pub low: Option<(String, LowSettle)>,
    /// High limit and how it settles.
    pub high: Option<(String, HighSettle)>,
    /// Beyond this limit: paid the standard and sent to individual review (特例单议).
    pub extreme: Option<String>,
}

/// Groups without a stable standard are paid from their own charge: B × x × share (空白病组、非稳定组).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnChargeRule {
    /// Group flag.
    pub flag: String,
    /// Share, a parameter id.
    pub share: String,
}

/// How the fund's part follows from the payment.
/// 个人负担扣减口径
///
/// Source: payment-rules §3.6. The fund never pays below 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PatientMode {
    /// fund = payment − what the patient pays.
    DeductActual,
    /// fund = (payment − self-funded) × policy ratio (parameter id); hospital = fund + patient.
    Proportional(String),
    /// fund = charge − what the patient pays.
    Itemised,
    /// The payment is the fund's alone; hospital = payment + patient.
    PoolFund,
}

/// Where and to how many places the pack rounds; everything else stays exact. Half away from zero.
/// 取舍规则
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoundingRule {
    /// Places of rate or point value before it is used.
    pub price: Option<u32>,
    /// Places (元) of the payment standard before outlier rules.
    pub standard: Option<u32>,
    /// Places (元) of payment and fund, 0–2.
    pub payment: u32,
}

/// The pack's way from a case to its payment.
/// 结算流程
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// Cases without a group code (未入组); `None` leaves them unpriced with an issue.
    pub ungrouped: Option<Route>,
    /// Ordered filters.
    pub routes: Vec<RouteRule>,
    /// Price.
    pub price: PriceMethod,
    /// Coefficients, all multiplied.
    pub coefficients: Vec<Coefficient>,
    /// Groups paid from their own charge.
    pub own_charge: Option<OwnChargeRule>,
    /// Outliers; `None`: every case is paid the standard.
    pub outlier: Option<OutlierRule>,
    /// Patient share.
    pub patient: PatientMode,
    /// Rounding.
    pub rounding: RoundingRule,
}
