//! What somebody decided: drivers, service units, cost behaviour, cost level; and the numbers of a what-if.

use serde::{Deserialize, Serialize};

use crate::hospital::{CostItem, DepartmentClass, ServiceUnitKind};
use crate::quantity::Fraction;

mod adjustments;
mod guards;
mod lives;
mod sources;

pub use adjustments::{AddedLine, Adjustments, LineKind};
pub use guards::{Guard, GuardRule, guard_faults};
pub use lives::{LONGEST_LIFE, life_faults};
pub use sources::{DepreciationRule, EntryMonth, LifeRule, SourceLink};
mod stock;

pub use stock::{SpdClaim, SpdPlan, StockCategory, StockPlan, USUAL_SLOW_MONTHS};

/// Which costs enter a report; each level holds the one before.
/// 成本层级
///
/// Source: cost-method §1.5 (from memory).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostLevel {
    /// 医疗业务成本: direct cost of clinical, technology and support units.
    MedicalBusiness,
    /// 医疗成本: + administration. The level case costs run on.
    #[default]
    Medical,
    /// 医疗全成本: + project grants.
    MedicalFull,
    /// 医院全成本: + research, teaching, disposals and the rest.
    HospitalFull,
}

impl CostLevel {
    /// All four, lowest first.
    pub const ALL: [Self; 4] = [
        Self::MedicalBusiness,
        Self::Medical,
        Self::MedicalFull,
        Self::HospitalFull,
    ];
    /// Stable key; the message key is `level.` + key.
    pub const fn key(self) -> &'static str {
        [
            "medical_business",
            "medical",
            "medical_full",
            "hospital_full",
        ][self as usize]
    }
}

/// A service unit of cost-to-charge costing.
/// 服务单元
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceUnit {
    /// Code, also how department and revenue files name it.
    pub code: String,
    /// Name.
    pub name: String,
    /// Members, or a carve-out.
    pub kind: ServiceUnitKind,
}

/// Which front-page fee line belongs to which service unit.
/// 首页费用与服务单元对照
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeLineRule {
    /// Fee-line key, e.g. `fee.nursing`.
    pub fee_line: String,
    /// Service unit code.
    pub service_unit: String,
}

/// Which units a driver rule speaks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleSource {
    /// Every unit of the class that has no rule of its own.
    Class(DepartmentClass),
    /// One unit, by code.
    Department(String),
}

/// How one giving unit's cost is spread.
/// 分配规则
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationRule {
    /// Who gives.
    pub source: RuleSource,
    /// Driver code: imported, or derived ([`DERIVED_DRIVERS`](crate::allocation::DERIVED_DRIVERS)).
    pub driver: String,
    /// One cost item only; `None` speaks for every item without a rule of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<CostItem>,
}

/// A bill that concerns units of all classes (water, power, heat) and is booked in one place.
/// 公摊费用(计算计入)
///
/// A ledger line belongs to the bill when its unit is one of `departments` and its account one of `accounts`; an empty
/// list does not ask. Both empty takes nothing. What meters show goes to the units metered; the rest goes by the driver
/// to the units without a meter. Source: cost-method §1.3 and §1.6, level 0 (from memory).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedBill {
    /// Code, stable.
    pub code: String,
    /// Name.
    pub name: String,
    /// Unit codes as the ledger writes them; they need not be in the department file.
    #[serde(default)]
    pub departments: Vec<String>,
    /// Account codes.
    #[serde(default)]
    pub accounts: Vec<String>,
    /// Driver code of the metered amounts, in 元 of this bill; `None` when nothing is metered.
    #[serde(default)]
    pub meter: Option<String>,
    /// Driver code of the remainder.
    pub driver: String,
}

impl SharedBill {
    /// Whether a ledger line of this unit and account belongs to the bill.
    pub fn takes(&self, department: &str, account: &str) -> bool {
        let asked =
            |codes: &[String], code: &str| codes.is_empty() || codes.iter().any(|c| c == code);
        !(self.departments.is_empty() && self.accounts.is_empty())
            && asked(&self.departments, department)
            && asked(&self.accounts, account)
    }
}

/// Units of one class in the order they close: each also gives to those after it.
/// 同类科室内的分配次序
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassOrder {
    /// Unit codes, the first to close first. Units of the class that are not named neither give nor receive inside it.
    pub units: Vec<String>,
}

/// How an item's cost in a service unit behaves when cases or days change.
/// 成本性态
///
/// `cost = fixed + variable`; of the variable part, `per_day` follows bed-days and the rest follows cases. Source of
/// the defaults: cost-method §4.1 (a convention of the literature, not prescribed; the user can override).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BehaviourRule {
    /// Cost item.
    pub item: CostItem,
    /// Service unit code; `None` for every unit without a rule of its own.
    pub service_unit: Option<String>,
    /// Share of the cost that is variable, 0–1.
    pub variable: Fraction,
    /// Share of the variable part that follows bed-days, 0–1.
    pub per_day: Fraction,
}

/// What the rate of the top-down method is counted in.
/// 自上而下法分摊参数
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TopDownDriver {
    /// 住院天数, against the unit's occupied bed-days.
    #[default]
    BedDays,
    /// 出院人次.
    Cases,
    /// 医疗费用(不含药品和单独收费材料).
    Charges,
}

impl TopDownDriver {
    /// Stable key; the message key is `top_down.` + key.
    pub const fn key(self) -> &'static str {
        ["bed_days", "cases", "charges"][self as usize]
    }
}

/// Settings of disease and DRG costing.
/// 病种与病组成本设置
///
/// The defaults are ours, not prescribed; every table that uses one prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DiseaseSettings {
    /// Parameter of the top-down method.
    pub top_down: TopDownDriver,
    /// Share of the cases cut off at each end of a trimmed mean, 0 – below 1/2.
    pub trim: Fraction,
    /// Groups with fewer cases are flagged.
    pub few_cases: u64,
}

impl Default for DiseaseSettings {
    fn default() -> Self {
        Self {
            top_down: TopDownDriver::BedDays,
            trim: Fraction::new(1, 20).unwrap_or_default(),
            few_cases: 5,
        }
    }
}

/// The settings of a computation; kept in the project file.
/// 核算设置
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Level at which case costs run.
    pub level: CostLevel,
    /// Service units, in the order of the reports.
    pub service_units: Vec<ServiceUnit>,
    /// Fee lines.
    pub fee_lines: Vec<FeeLineRule>,
    /// Drivers.
    pub allocation: Vec<AllocationRule>,
    /// Cost behaviour.
    pub behaviour: Vec<BehaviourRule>,
    /// Fixed share of a cost that the file gives per case (no items known); `None`: break-even is not computable there.
    pub stated_fixed_share: Option<Fraction>,
    /// Who says so, or by what reckoning; empty where nobody has said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub stated_fixed_share_source: String,
    /// Facility to look at; `None` for all.
    pub facility: Option<String>,
    /// How the register's charge is recomputed.
    #[serde(default)]
    pub depreciation_rule: DepreciationRule,
    /// Usual lives by class; empty: not checked.
    #[serde(default)]
    pub asset_lives: Vec<LifeRule>,
    /// Which source feeds which accounts; items without a link are compared as a whole.
    #[serde(default)]
    pub source_links: Vec<SourceLink>,
    /// Disease and DRG costing.
    #[serde(default)]
    pub disease: DiseaseSettings,
    /// Shared bills, spread before the three levels; a line that two of them take goes with the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared_bills: Vec<SharedBill>,
    /// Orders inside classes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<ClassOrder>,
    /// Stock: meaning of categories, slow stock, SPD project.
    #[serde(default)]
    pub stock: StockPlan,
    /// Limits of quality (质量护栏).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guards: Vec<GuardRule>,
}

impl Plan {
    /// How an item behaves in a service unit: the unit's own rule, else the item's general one, else none.
    pub fn behaviour_of(&self, item: CostItem, service_unit: &str) -> Option<&BehaviourRule> {
        let of_item = || self.behaviour.iter().filter(move |rule| rule.item == item);
        of_item()
            .find(|rule| rule.service_unit.as_deref() == Some(service_unit))
            .or_else(|| of_item().find(|rule| rule.service_unit.is_none()))
    }
}
