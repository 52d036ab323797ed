use serde::{Deserialize, Serialize};

use crate::quantity::Fraction;

/// The seven cost items.
/// 成本项目(七项)
///
/// Source: 国卫财务发〔2021〕4号 (from memory, to be checked against the original; cost-method §1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostItem {
    /// 人员经费
    Labour,
    /// 卫生材料费
    Consumables,
    /// 药品费
    Drugs,
    /// 固定资产折旧费
    Depreciation,
    /// 无形资产摊销费
    Amortisation,
    /// 提取医疗风险基金
    RiskFund,
    /// 其他运行费用
    Other,
}

impl CostItem {
    /// All seven, in the order of the forms.
    pub const ALL: [Self; 7] = [
        Self::Labour,
        Self::Consumables,
        Self::Drugs,
        Self::Depreciation,
        Self::Amortisation,
        Self::RiskFund,
        Self::Other,
    ];
    /// Position in [`CostItem::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
    /// Stable key; the message key is `item.` + key.
    pub const fn key(self) -> &'static str {
        [
            "labour",
            "consumables",
            "drugs",
            "depreciation",
            "amortisation",
            "risk_fund",
            "other",
        ][self as usize]
    }
    /// The official Chinese term, which is also how the forms and the files spell it.
    pub const fn official(self) -> &'static str {
        [
            "人员经费",
            "卫生材料费",
            "药品费",
            "固定资产折旧费",
            "无形资产摊销费",
            "提取医疗风险基金",
            "其他运行费用",
        ][self as usize]
    }
}

/// One exact amount of 分 per cost item, in the order of [`CostItem::ALL`].
/// 分项金额
pub type ItemAmounts = [Fraction; 7];

/// Where the money of a cost line or an asset came from; decides the level of the cost ladder.
/// 经费来源
///
/// Source: cost-method §1.5 (from memory).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum FundingSource {
    /// 自有资金及财政基本拨款: enters 医疗成本.
    #[default]
    Operating,
    /// 财政项目拨款: enters 医疗全成本 only.
    FiscalProject,
    /// 非同级财政拨款项目: enters 医疗全成本 only.
    OtherProject,
    /// 科教经费: enters 医院全成本 only.
    ResearchTeaching,
    /// 资产处置、上缴上级、附属补助、其他费用: enters 医院全成本 only.
    NonMedical,
}

impl FundingSource {
    /// All five.
    pub const ALL: [Self; 5] = [
        Self::Operating,
        Self::FiscalProject,
        Self::OtherProject,
        Self::ResearchTeaching,
        Self::NonMedical,
    ];
    /// Stable key; the message key is `funding.` + key.
    pub const fn key(self) -> &'static str {
        [
            "operating",
            "fiscal_project",
            "other_project",
            "research_teaching",
            "non_medical",
        ][self as usize]
    }
    /// The Chinese term the files use.
    pub const fn official(self) -> &'static str {
        [
            "自有资金及财政基本拨款",
            "财政项目拨款",
            "非同级财政拨款项目",
            "科教经费",
            "其他",
        ][self as usize]
    }
}
