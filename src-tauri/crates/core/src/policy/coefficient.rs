use serde::Serialize;

/// What a coefficient multiplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The payment standard only, not what low and high rules add.
    Base,
    /// Every branch.
    Whole,
    /// Only what low and high rules add, not the standard.
    Deviation,
}

/// Several codes of one list: which counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hits {
    /// The largest factor (多项命中取最大).
    Max,
    /// All of them, multiplied.
    Product,
}

/// What a coefficient is looked up by.
/// 系数来源
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CoefficientOn {
    /// The pack's own number, or its table by scheme or by the hospital's grade.
    Pack,
    /// Group × grade: a column of the group table, named by the parameter and the pack's grade (`k.二级`).
    Group,
    /// The facility of the case (院区/机构): a table by its code.
    Hospital,
    /// Age in years: bands.
    Age,
    /// Charlson comorbidity index (CCI): bands.
    Cci,
    /// Auxiliary list (辅助目录): a table by code; a case without a code is not touched.
    Auxiliary(Hits),
    /// Chinese medicine: the number counts when its share reaches the gate (parameter id).
    TcmGate(String),
}

/// How a coefficient joins those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Combine {
    /// Multiplied.
    Product,
    /// The larger of both.
    Max,
    /// In place of them.
    Replace,
}

/// Hospital, grade, age or auxiliary coefficient.
/// 医院(等级)系数、病例系数
///
/// Source: payment-rules §3.1, §4, §9.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coefficient {
    /// Parameter id; for [`CoefficientOn::Group`] the beginning of the column's name.
    pub parameter: String,
    /// What it is looked up by.
    pub on: CoefficientOn,
    /// What it multiplies.
    pub scope: Scope,
    /// How it joins those before.
    pub combine: Combine,
    /// `(flag, parameter)`: groups with the flag use the other parameter (基础病组 k = 1). The first match speaks.
    pub replace: Vec<(String, String)>,
}

impl Coefficient {
    /// A number or a table by scheme or grade, multiplied.
    pub fn of(parameter: impl Into<String>, scope: Scope) -> Self {
        Self {
            parameter: parameter.into(),
            on: CoefficientOn::Pack,
            scope,
            combine: Combine::Product,
            replace: Vec::new(),
        }
    }
}
