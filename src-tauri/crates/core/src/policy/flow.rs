use serde::Serialize;

use super::{
    Addon, Coefficient, OutlierRule, OwnChargeRule, ReadmissionRule, Route, RouteRule, SpecialRule,
    Strip,
};

/// Which days a daily price of a band pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayBands {
    /// 分段累进: each day at the price of its own band.
    Marginal,
    /// 全程: all days at the price of the band the whole stay falls in; declared jumps.
    Whole,
}

/// Daily price of critical cases.
/// 急危重床日
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CriticalDays {
    /// Bands, a parameter id.
    pub bands: String,
    /// Largest share of the method's cases of a month, a parameter id; further ones are paid as ordinary cases.
    pub share: Option<String>,
}

/// How the length of stay moves a group's weight; the figures stand in the group table.
/// 住院日区间
///
/// Source: payment-rules §8, §9 (`los_band`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LosShape {
    /// German: from `los_lower` days down, less `short_per_day` for each of `los_lower` + 1 − days; from `los_upper`
    /// days up, more `long_per_day` for each of days + 1 − `los_upper`.
    Trim,
    /// Australian: below `los_lower` days `short_base` + days × `short_per_day`, or `same_day` for 0 days where it is
    /// stated (a same-day stay counts as 1 day otherwise); above `los_upper` more `long_per_day` for each day above.
    Inlier,
}

/// How a case becomes money. Names are parameter ids.
/// 计价方法
///
/// Source: payment-rules §3.1, §5, §9.
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
    /// 按床日: days × daily price by band of the stay. Needs no group.
    PerDay {
        /// 元 a day, bands of days.
        bands: String,
        /// Which days a band pays.
        kind: DayBands,
        /// Critical cases.
        critical: Option<CriticalDays>,
    },
    /// 按项目: the charge itself. Needs no group.
    Itemised,
}

impl PriceMethod {
    /// Whether the price comes from the group table.
    pub const fn needs_group(&self) -> bool {
        !matches!(self, Self::PerDay { .. } | Self::Itemised)
    }
}

/// How the fund's part follows from the payment.
/// 个人负担扣减口径
///
/// Source: payment-rules §3.6. The fund never pays below 0, unless the flow carries it or the mode is `PoolTotal`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PatientMode {
    /// fund = payment − what the patient pays.
    DeductActual,
    /// fund = (payment − self-funded) × policy ratio (parameter id); hospital = fund + patient.
    Proportional(String),
    /// fund = charge − what the patient pays.
    Itemised,
    /// The payment is the fund's and the patients' together: fund = payment − what the patient pays, below 0 too,
    /// because the fund settles the sum.
    PoolTotal,
    /// The payment is the fund's alone; hospital = payment + patient.
    PoolFund,
    /// The payment is the whole revenue and nothing is known of who pays it: fund = payment; what the patient pays is
    /// not read.
    Whole,
}

/// Where and to how many places the pack rounds; everything else stays exact. Half away from zero.
/// 取舍规则
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RoundingRule {
    /// Places of rate or point value before it is used.
    pub price: Option<u32>,
    /// Places (元) of the payment standard before outlier rules.
    pub standard: Option<u32>,
    /// Places (元) of payment and fund, 0–2.
    pub payment: u32,
}

/// A method's way from a case to its payment.
/// 结算流程
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// Cases without a group code (未入组); `None` leaves them unpriced with an issue. Not asked where the price needs
    /// no group.
    pub ungrouped: Option<Route>,
    /// Ordered filters.
    pub routes: Vec<RouteRule>,
    /// Amounts that leave the charge first.
    pub strip: Strip,
    /// Price.
    pub price: PriceMethod,
    /// How the stay moves the weight.
    pub los_band: Option<LosShape>,
    /// Coefficients, in order.
    pub coefficients: Vec<Coefficient>,
    /// Groups paid from their own charge.
    pub own_charge: Option<OwnChargeRule>,
    /// Outliers; `None`: every case is paid the standard.
    pub outlier: Option<OutlierRule>,
    /// Readmissions.
    pub readmission: Option<ReadmissionRule>,
    /// Individual review.
    pub special: Option<SpecialRule>,
    /// Paid beside.
    pub addons: Vec<Addon>,
    /// Patient share.
    pub patient: PatientMode,
    /// A fund part below 0 stays below 0 and is carried to clearing (负数结转清算).
    pub carry: bool,
    /// Rounding.
    pub rounding: RoundingRule,
}

impl Flow {
    /// A price and nothing else: the patient's part comes off, payments are rounded to 分.
    pub const fn plain(price: PriceMethod) -> Self {
        Self {
            ungrouped: None,
            routes: Vec::new(),
            strip: Strip {
                excluded: None,
                new_technology: None,
                unreasonable: None,
            },
            price,
            los_band: None,
            coefficients: Vec::new(),
            own_charge: None,
            outlier: None,
            readmission: None,
            special: None,
            addons: Vec::new(),
            patient: PatientMode::DeductActual,
            carry: false,
            rounding: RoundingRule {
                price: None,
                standard: None,
                payment: 2,
            },
        }
    }
    /// Whether it is a price and nothing else.
    pub fn is_plain(&self) -> bool {
        *self
            == Self {
                rounding: self.rounding,
                patient: match self.patient {
                    PatientMode::Whole => PatientMode::Whole,
                    _ => PatientMode::DeductActual,
                },
                ..Self::plain(self.price.clone())
            }
    }
    /// Amounts that leave the charge; net outlier rules take unreasonable charges out first.
    pub fn strips(&self) -> Strip {
        let net = |rule: &OutlierRule| matches!(rule.high, Some((_, super::HighSettle::LinearNet)));
        let mut strip = self.strip;
        if self.outlier.as_ref().is_some_and(net) {
            strip.unreasonable = Some(super::Leaves::Before);
        }
        strip
    }
}
