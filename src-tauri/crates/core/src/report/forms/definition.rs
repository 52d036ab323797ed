//! What a form is, as data: the files of `templates/export/official`, read by io.

use serde::Deserialize;

use crate::plan::CostLevel;

/// A name in both languages of the program.
/// 名称
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormName {
    /// Official Chinese name.
    pub zh: String,
    /// English gloss.
    pub en: String,
}

/// How sure a name, number or layout is.
/// 依据的可靠程度
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// From memory, unsure: shown as not verified (待核实).
    Unsure,
    /// From memory.
    Memory,
    /// Seen in a vendor's program or a secondary text.
    Seen,
    /// Compared with the official text.
    Official,
}

impl Known {
    /// Stable key; the message key is `form.known_` + key.
    pub const fn key(self) -> &'static str {
        ["unsure", "memory", "seen", "official"][self as usize]
    }
}

/// The number printed on a form, and how sure it is.
/// 报表编号
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormNumber {
    /// As printed, e.g. `成本医01表`.
    pub text: String,
    /// How sure; anything but official is shown as not verified.
    pub certainty: Known,
}

/// What a form is about.
/// 核算对象
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormObject {
    /// 科室
    Department,
    /// 诊次
    Visit,
    /// 床日
    BedDay,
    /// 医疗服务项目
    ServiceItem,
    /// 病种
    Disease,
    /// DRG
    Drg,
    /// 院级
    Hospital,
}

impl FormObject {
    /// Stable key; the message key is `form.object_` + key.
    pub const fn key(self) -> &'static str {
        [
            "department",
            "visit",
            "bed_day",
            "service_item",
            "disease",
            "drg",
            "hospital",
        ][self as usize]
    }
}

/// At which level of the ladder a form stands.
/// 成本口径
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormLevel {
    /// 医疗成本, whatever the plan says.
    Medical,
    /// From 医疗成本 up to 医院全成本, a column each.
    Ladder,
    /// The plan's level.
    Plan,
}

/// What stands in the rows.
/// 行
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// Every unit by class with 小计, 医疗业务成本合计, 医疗成本总计.
    UnitsByClass,
    /// Clinical units and 合计.
    ClinicalUnits,
    /// The seven items and 合计.
    Items,
    /// The seven items, 科室全成本合计, 科室收入, 收入−成本, 床日成本, 诊次成本.
    ItemsAndResults,
    /// Units with visits (bed-days, as the form's object says) and the hospital.
    ObjectUnits,
    /// Case groups and 合计.
    Groups,
    /// Billable service items.
    ServiceItems,
}

/// What stands in the columns; a set gives one or many.
/// 列
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnSet {
    /// Direct cost by item and 合计.
    DirectItems,
    /// Direct cost up the ladder.
    DirectLadder,
    /// 直接成本, 一级, 二级, 三级, 分出, 全成本.
    Levels,
    /// Per item and 合计: direct, indirect, full.
    ItemParts,
    /// Per step of the ladder: direct, indirect, full.
    LadderParts,
    /// Per clinical unit and 合计: amount and share.
    ClinicalUnits,
    /// Per level of the ladder: amount and share.
    LadderShares,
    /// Of visits or bed-days: amount, share, per visit or day.
    ObjectShares,
    /// Of visits or bed-days: cost, count, unit cost, without drugs.
    ObjectCosts,
    /// Of visits or bed-days: cost by item and 合计.
    ObjectItems,
    /// 权重 (CMI) of a group.
    Weight,
    /// 出院例数, 平均住院日, 总成本, 单位成本, 例均收入, 差额.
    GroupResults,
    /// Cost of a group by item with its share, and 合计.
    GroupItems,
    /// Cost of a group by service unit, and 合计.
    GroupServiceUnits,
    /// 单价, 工作量, 收入, 总成本, 单位成本, 差额.
    ServiceItemResults,
}

/// Along which axis printed parts are closed to their printed total (最大余额法).
/// 闭合方向
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// Down each item: the units of an item add up to the item's total.
    Items,
    /// None: every figure is its own exact value rounded once, what is missing stands as 尾差.
    None,
}

/// A field of the head.
/// 表头栏
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderField {
    /// 单位名称
    Hospital,
    /// 期间
    Period,
    /// 金额单位
    Currency,
    /// 成本口径
    Level,
    /// 核算方法
    Method,
}

/// A line of the sign-off block.
/// 签章栏
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignOff {
    /// 编制人
    Prepared,
    /// 审核人
    Reviewed,
    /// 单位负责人
    Approved,
}

impl SignOff {
    /// Message key of the line.
    pub const fn key(self) -> &'static str {
        ["form.prepared", "form.reviewed", "form.approved"][self as usize]
    }
}

/// How a form is tied to the ledger.
/// 与总账核对
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieOut {
    /// Direct cost of all units and of what has no unit = ledger at the form's level.
    Direct,
    /// Full cost of clinical units + 未分配 = ledger at the form's level.
    Clinical,
    /// Cost of the visits (bed-days) + cost of the rest = ledger at the plan's level.
    Object,
    /// Cost of the cases + outpatients + what reached no case = ledger at the plan's level.
    Cases,
}

/// A form.
/// 成本报表
///
/// Source of names and layouts: cost-method §3, mostly from memory or vendors' programs; each definition says how sure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormDefinition {
    /// Stable key; its table is `form_` + key.
    pub key: String,
    /// Place in the set, counting up.
    pub order: u32,
    /// Official name.
    pub name: FormName,
    /// Number, where one is known.
    pub number: Option<FormNumber>,
    /// How sure name and layout are.
    pub certainty: Known,
    /// What it is about.
    pub object: FormObject,
    /// Level.
    pub level: FormLevel,
    /// Rows.
    pub rows: RowKind,
    /// Columns.
    pub columns: Vec<ColumnSet>,
    /// Closing axis.
    pub closing: Closing,
    /// Head.
    pub header: Vec<HeaderField>,
    /// Foot.
    pub sign_off: Vec<SignOff>,
    /// Tie to the ledger.
    pub tie_out: TieOut,
}

impl FormDefinition {
    /// Level of the form's figures; for the ladder, where it begins.
    pub fn level_of(&self, plan: CostLevel) -> CostLevel {
        match self.level {
            FormLevel::Medical | FormLevel::Ladder => CostLevel::Medical,
            FormLevel::Plan => plan,
        }
    }
}
