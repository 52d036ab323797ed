//! What a lever is: its numbers, where it may act, where it comes from, what it endangers.

use super::Lever;
use super::act::Act;
use crate::issue::Issue;
pub use crate::plan::Guard;
use crate::quantity::Fraction;

/// Families of the catalogue, in the order of the page.
/// 杠杆类别
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// 住院日与床位
    Stay,
    /// 病例结构与编码
    Mix,
    /// 工作量与新服务
    Activity,
    /// 支付与结算
    Payment,
    /// 人员
    People,
    /// 药品、耗材与库存
    Purchasing,
    /// 检查检验与路径
    Usage,
    /// 设备
    Equipment,
    /// 后勤与其他
    Overhead,
    /// 合规与质量
    Compliance,
}

impl Family {
    /// All, in order.
    pub const ALL: [Self; 10] = [
        Self::Stay,
        Self::Mix,
        Self::Activity,
        Self::Payment,
        Self::People,
        Self::Purchasing,
        Self::Usage,
        Self::Equipment,
        Self::Overhead,
        Self::Compliance,
    ];
    /// Stable key; the message key is `lever_family.` + key.
    pub const fn key(self) -> &'static str {
        [
            "stay",
            "mix",
            "activity",
            "payment",
            "people",
            "purchasing",
            "usage",
            "equipment",
            "overhead",
            "compliance",
        ][self as usize]
    }
}

/// Unit of a lever's value or of one of its further numbers, with the range that makes sense at all.
/// 计量
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Days.
    Days,
    /// Relative weight or CMI.
    Weight,
    /// Share, 0–1; written in per cent.
    Share,
    /// Relative change, from −1; written in per cent.
    Change,
    /// 元.
    Yuan,
    /// Number of cases, people, uses; not below 0.
    Count,
    /// Number of people or uses, more or less than now.
    Difference,
    /// Plain factor; not below 0.
    Factor,
}

impl Measure {
    /// Stable key; the message key is `lever_unit.` + key.
    pub const fn key(self) -> &'static str {
        [
            "days",
            "weight",
            "share",
            "change",
            "yuan",
            "count",
            "difference",
            "factor",
        ][self as usize]
    }
    /// Whether it is written in per cent.
    pub const fn percent(self) -> bool {
        matches!(self, Self::Share | Self::Change)
    }
    /// Lowest and highest, where there is one.
    pub const fn range(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Share => (Some(0), Some(1)),
            Self::Change => (Some(-1), None),
            Self::Yuan | Self::Difference => (None, None),
            Self::Days | Self::Weight | Self::Count | Self::Factor => (Some(0), None),
        }
    }
    /// Whether a number lies in the range.
    pub fn takes(self, value: &Fraction) -> bool {
        let (least, most) = self.range();
        least.is_none_or(|least| *value >= Fraction::from(least))
            && most.is_none_or(|most| *value <= Fraction::from(most))
    }
}

/// Kinds of [`Target`](crate::scenario::Target).
/// 作用范围类型
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetKind {
    /// 全院
    All,
    /// 病组
    Group,
    /// 科室
    Department,
    /// 险种
    Scheme,
    /// 成本项目
    Item,
    /// 服务单元
    ServiceUnit,
    /// 会计科目
    Account,
}

impl TargetKind {
    /// All, in order.
    pub const ALL: [Self; 7] = [
        Self::All,
        Self::Group,
        Self::Department,
        Self::Scheme,
        Self::Item,
        Self::ServiceUnit,
        Self::Account,
    ];
    /// Stable key; the message key is `lever_target.` + key.
    pub const fn key(self) -> &'static str {
        [
            "all",
            "group",
            "department",
            "scheme",
            "item",
            "service_unit",
            "account",
        ][self as usize]
    }
}

/// A further number of a lever.
/// 参数
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Key; the message key is `lever_parameter.` + key.
    pub key: &'static str,
    /// Unit.
    pub measure: Measure,
    /// Whether it must be given.
    pub required: bool,
    /// What holds where it is not given, as decimal text; `None`: nothing, or taken from the data as the formula says.
    pub default: Option<&'static str>,
}

/// A number that must be given.
pub(super) const fn required(key: &'static str, measure: Measure) -> Parameter {
    Parameter {
        key,
        measure,
        required: true,
        default: None,
    }
}

/// A number that may be left out; then the data or nothing speaks.
pub(super) const fn optional(key: &'static str, measure: Measure) -> Parameter {
    Parameter {
        key,
        measure,
        required: false,
        default: None,
    }
}

/// A number that has a default.
pub(super) const fn usual(key: &'static str, measure: Measure, default: &'static str) -> Parameter {
    Parameter {
        key,
        measure,
        required: false,
        default: Some(default),
    }
}

/// What an example's figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Change of the surplus of a year, 元.
    Surplus(&'static str),
    /// Money set free once, 元; the surplus moves by the carrying cost only.
    Released(&'static str),
}

/// Inputs with their answer, run as a test of the lever.
/// 示例
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// ID of the source line (levers.md).
    pub source: &'static str,
    /// Value, decimal text in the number itself (a share of 5 % is `0.05`).
    pub value: &'static str,
    /// Further numbers, decimal texts.
    pub parameters: &'static [(&'static str, &'static str)],
    /// Whether a number in it is not in the source but implied by its answer.
    pub implied: bool,
    /// The answer.
    pub answer: Answer,
}

/// Everything about a lever.
/// 杠杆说明
#[derive(Clone, Copy, Debug)]
pub struct LeverSpec {
    /// The lever.
    pub lever: Lever,
    /// Its family.
    pub family: Family,
    /// What its value is.
    pub measure: Measure,
    /// Its further numbers.
    pub parameters: &'static [Parameter],
    /// Where it may act.
    pub targets: &'static [TargetKind],
    /// Source lines (levers.md).
    pub sources: &'static [&'static str],
    /// Whether its effect depends on every single case (outlier classes, bills), so that no sum per group can tell it.
    pub every_case: bool,
    /// Indicators it endangers.
    pub guards: &'static [Guard],
    /// Figures of the sources, with their answers.
    pub examples: &'static [Example],
    /// What it does.
    pub(in crate::scenario) act: fn(&mut Act<'_>) -> Result<(), Issue>,
}

impl LeverSpec {
    /// A further number by key.
    pub fn parameter(&self, key: &str) -> Option<&'static Parameter> {
        self.parameters.iter().find(|own| own.key == key)
    }
}
