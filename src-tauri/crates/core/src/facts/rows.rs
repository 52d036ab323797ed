use serde::{Deserialize, Serialize};

use super::StockTerms;
use crate::hospital::{CostItem, FundingSource};
use crate::period::{Date, Period};
use crate::quantity::{Fraction, Money};

/// Which row of which batch a fact came from.
/// 来源行
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct SourceRef {
    /// [`ImportBatch`](super::ImportBatch) id.
    pub batch: u32,
    /// Row as Excel counts it, from 1.
    pub row: u32,
}

/// One cost line of the ledger. Form `ledger`, fields: department, account, funding, period, amount.
/// 支出明细
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    /// Unit code as written.
    pub department: String,
    /// Account code as written; [`AccountRule`] says which cost item it is.
    pub account: String,
    /// Funding source.
    pub funding: FundingSource,
    /// Month.
    pub period: Period,
    /// Amount; negative for reversals.
    pub amount: Money,
    /// Where it stands.
    pub source: SourceRef,
}

/// What a ledger account means for costing. Form `accounts`, fields: account, name, item, service_unit.
/// 会计科目与成本项目对照
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRule {
    /// Account code.
    pub account: String,
    /// Account name.
    pub name: String,
    /// Cost item.
    pub item: CostItem,
    /// Service unit that receives this account's amounts when cost-to-charge costing carves them out of the using unit
    /// (药品, 单独收费卫生材料); `None` stays with the unit.
    pub carve_out: Option<String>,
    /// Where it stands.
    pub source: SourceRef,
}

/// One person (or post) and the year's or month's pay. Form `staff`.
/// 人员与薪酬
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffRow {
    /// Token of the staff number (HMAC; never the number itself).
    pub token: String,
    /// Unit code.
    pub department: String,
    /// Role (岗位类别): 医师, 护士, 医技, 药师, 管理, 工勤 ….
    pub role: String,
    /// Share of the person's time in this unit, 0–1 (full-time equivalent).
    pub share: Fraction,
    /// Basic pay and allowances.
    pub basic: Money,
    /// Performance pay.
    pub performance: Money,
    /// Social insurance and housing fund paid by the hospital.
    pub insurance: Money,
    /// Where it stands.
    pub source: SourceRef,
}

/// One asset. Form `assets`.
/// 固定资产与无形资产卡片
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetRow {
    /// Asset number as written.
    pub code: String,
    /// Name.
    pub name: String,
    /// Class (资产类别).
    pub class: String,
    /// Using unit.
    pub department: String,
    /// Cost item of its charge: depreciation or amortisation.
    pub item: CostItem,
    /// Original value.
    pub original: Money,
    /// Life in months.
    pub life_months: u32,
    /// Month it came in.
    pub in_service: Date,
    /// Funding source.
    pub funding: FundingSource,
    /// Charge of the period as the register states it.
    pub charge: Money,
    /// Hours or examinations it could do in the period, if the register says so.
    pub capacity: Option<Fraction>,
    /// Hours or examinations it did.
    pub used: Option<Fraction>,
    /// How it is charged, and what the register says besides.
    pub terms: AssetTerms,
    /// Where it stands.
    pub source: SourceRef,
}

/// How an asset's value becomes cost over time.
/// 折旧方法
///
/// Source: cost-method §6.1 (from a summary of 政府会计准则第3号; to be checked against the original).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChargeMethod {
    /// 年限平均法: the same every month.
    #[default]
    StraightLine,
    /// 工作量法: by the work done.
    Workload,
}

impl ChargeMethod {
    /// Both.
    pub const ALL: [Self; 2] = [Self::StraightLine, Self::Workload];
    /// Stable key; the message key is `method.` + key.
    pub const fn key(self) -> &'static str {
        ["straight_line", "workload"][self as usize]
    }
    /// The official Chinese term.
    pub const fn official(self) -> &'static str {
        ["年限平均法", "工作量法"][self as usize]
    }
}

/// Optional columns of the asset register. Form `assets`, fields: method, total_work, work, work_before, residual,
/// disposed.
/// 折旧要素
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssetTerms {
    /// Method; straight line where the register does not say.
    pub method: ChargeMethod,
    /// Work of its whole life (预计总工作量).
    pub total_work: Option<Fraction>,
    /// Work of the period (本期工作量); where it is missing, [`AssetRow::used`] speaks.
    pub work: Option<Fraction>,
    /// Work done before the period (期初累计工作量).
    pub work_before: Option<Fraction>,
    /// Residual value (预计净残值).
    pub residual: Option<Money>,
    /// Day it left (处置日期).
    pub disposed: Option<Date>,
}

/// One stock item in one month. Form `stock`.
/// 库存收发存
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockRow {
    /// Item code.
    pub code: String,
    /// Item name.
    pub name: String,
    /// Category (高值耗材, 低值耗材, 试剂, 药品 …).
    pub category: String,
    /// Using unit or store.
    pub department: String,
    /// Month.
    pub period: Period,
    /// Opening amount.
    pub opening: Money,
    /// Receipts.
    pub receipts: Money,
    /// Issues (consumption).
    pub issues: Money,
    /// Write-offs (报损).
    pub write_off: Money,
    /// Closing amount.
    pub closing: Money,
    /// What the optional columns say.
    pub terms: StockTerms,
    /// Where it stands.
    pub source: SourceRef,
}

/// One driver value. Form `drivers`, fields: driver, source_unit, department, value.
/// 分配参数
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriverRow {
    /// Driver code: `headcount`, `area`, `sterile_packs`, ….
    pub driver: String,
    /// Unit that gives the service, when the driver is kept per giving unit.
    pub source_unit: Option<String>,
    /// Unit that receives.
    pub department: String,
    /// Value, ≥ 0.
    pub value: Fraction,
    /// Where it stands.
    pub source: SourceRef,
}

/// Work of one unit in one month. Form `workload`.
/// 工作量
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkloadRow {
    /// Unit code.
    pub department: String,
    /// Month.
    pub period: Period,
    /// Outpatient and emergency visits (门急诊人次).
    pub visits: u64,
    /// Occupied bed-days (实际占用床日).
    pub bed_days: u64,
    /// Where it stands.
    pub source: SourceRef,
}

/// Income of one executing unit ordered by one unit. Form `revenue`.
/// 医疗收入(开单科室、执行科室)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevenueLine {
    /// Unit that ordered.
    pub ordering: String,
    /// Unit that carried it out.
    pub executing: String,
    /// Service unit of the charge (病房, 手术麻醉, 药品, …).
    pub service_unit: String,
    /// True for inpatients (住院), false for outpatients (门诊).
    pub inpatient: bool,
    /// Month.
    pub period: Period,
    /// Amount charged.
    pub amount: Money,
    /// Where it stands.
    pub source: SourceRef,
}

/// Income besides medical income. Form `other_income`.
/// 财政补助与其他收入
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherIncomeLine {
    /// Kind as written: 财政基本补助, 财政项目补助, 其他收入 ….
    pub kind: String,
    /// Funding source it belongs to; only `Operating` counts against 医疗成本.
    pub funding: FundingSource,
    /// Month.
    pub period: Period,
    /// Amount.
    pub amount: Money,
    /// Where it stands.
    pub source: SourceRef,
}

/// A figure somebody decided rather than brought in (a stated fixed share, a target), with who says so.
/// 设定值
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// The value.
    pub value: Fraction,
    /// Who says so, in the user's words.
    pub source: String,
}
