//! What a method pays beside the group's price, takes off it, or puts in its place.

use serde::Serialize;

/// When an amount leaves the charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Leaves {
    /// Before the ratio: class and payment are those of the rest (先剔除再计倍率).
    Before,
    /// After it: the class is that of the whole charge, the payment that of the rest (先计倍率再剔除).
    After,
}

/// Amounts of a case that leave its charge; `None`: they stay.
/// 剔除项目
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Strip {
    /// Excluded items (除外支付药品耗材).
    pub excluded: Option<Leaves>,
    /// New technology (新药新技术).
    pub new_technology: Option<Leaves>,
    /// Charges found unreasonable or refused (不合理费用).
    pub unreasonable: Option<Leaves>,
}

/// What an add-on is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AddonOf {
    /// Share of the excluded items' amount (除外支付).
    Excluded,
    /// Share of new technology's amount.
    NewTechnology,
    /// 元 a day of critical care (重症监护日).
    CriticalDays,
}

/// Money paid beside the group.
/// 除外支付、新技术、重症加算
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Addon {
    /// Measure.
    pub of: AddonOf,
    /// Share of an amount, or 元 a day: parameter id.
    pub rate: String,
    /// At most, 元 a case: parameter id.
    pub cap: Option<String>,
}

/// Which stay a readmission reduces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reduced {
    /// The stay before.
    Previous,
    /// The readmission itself; factor 0 pays one stay for both.
    Readmission,
}

/// Readmission within some days.
/// 再入院
///
/// Source: payment-rules §3.5.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadmissionRule {
    /// At most so many days between discharge and the next admission: parameter id.
    pub days: String,
    /// Only stays of the same group.
    pub same_group: bool,
    /// Which stay.
    pub reduced: Reduced,
    /// Its payment times this: parameter id.
    pub factor: String,
    /// Reasons that excuse the later stay, as the files write them (肿瘤放化疗、急诊、透析).
    pub except: Vec<String>,
}

/// How a case of individual review is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SpecialMode {
    /// By item after audit: charge − unreasonable charges.
    ByItem,
    /// The standard times a factor (parameter id).
    Uplift(String),
}

/// Individual review within a quota.
/// 特例单议
///
/// Source: payment-rules §3.5 (5% of discharges, rounded down).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpecialRule {
    /// Share of the method's discharges of the year: parameter id.
    pub quota: String,
    /// Payment.
    pub mode: SpecialMode,
    /// Cases applied for count as well, not only those granted.
    pub applied: bool,
}
