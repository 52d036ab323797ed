use serde::{Deserialize, Serialize};

use crate::period::Date;

/// The four classes of costing units.
/// 科室分类
///
/// Order is the order of the step-down. Source: cost-method §1.4 (from memory). Where a unit belongs is the
/// hospital's decision, so the class is data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DepartmentClass {
    /// 行政后勤类
    Administration,
    /// 医疗辅助类
    MedicalSupport,
    /// 医疗技术类
    MedicalTechnology,
    /// 临床服务类
    Clinical,
}

impl DepartmentClass {
    /// All four, in the order of the step-down.
    pub const ALL: [Self; 4] = [
        Self::Administration,
        Self::MedicalSupport,
        Self::MedicalTechnology,
        Self::Clinical,
    ];
    /// Stable key; the message key is `class.` + key.
    pub const fn key(self) -> &'static str {
        [
            "administration",
            "medical_support",
            "medical_technology",
            "clinical",
        ][self as usize]
    }
    /// The official Chinese term.
    pub const fn official(self) -> &'static str {
        ["行政后勤类", "医疗辅助类", "医疗技术类", "临床服务类"][self as usize]
    }
}

/// A costing unit.
/// 成本核算单元
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Code as the hospital writes it (text; leading zeros count). The stable key of every tie.
    pub code: String,
    /// Name.
    pub name: String,
    /// Class.
    pub class: DepartmentClass,
    /// Code of the service unit it belongs to (clinical and technology units; `None` for the others).
    pub service_unit: Option<String>,
    /// Facility (院区) code; empty when there is only one.
    pub facility: String,
    /// Open beds, where it has any.
    pub beds: Option<u32>,
    /// First day of work (启用日期); `None`: since ever.
    pub opened: Option<Date>,
    /// Last day of work (停用日期); `None`: still open.
    pub closed: Option<Date>,
}

/// What a service unit is for the carve-outs of cost-to-charge costing.
/// 服务单元性质
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceUnitKind {
    /// Cost of its member units.
    #[default]
    Members,
    /// 药品: receives the drugs carved out of all units.
    Drugs,
    /// 单独收费卫生材料: receives the billed consumables carved out of all units.
    BilledConsumables,
}
