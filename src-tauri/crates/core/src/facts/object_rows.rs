//! Rows behind cost objects besides cases: service items, activities, capacity.

use super::SourceRef;
use crate::hospital::CostItem;
use crate::quantity::{Fraction, Money};

/// One billable item carried out by a unit. Form `service_items`.
/// 医疗服务项目
///
/// Drugs and separately billed consumables are no service items (cost-method §1.8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceItemRow {
    /// Unit that carries it out, as written.
    pub department: String,
    /// Code of the price list (项目编码).
    pub code: String,
    /// Name.
    pub name: String,
    /// Price of one service (收费标准), 分.
    pub price: Money,
    /// How often it was done in the period (操作数量).
    pub volume: Fraction,
    /// What was charged for it; `None`: price × volume.
    pub revenue: Option<Money>,
    /// Minutes of one service (操作时间).
    pub minutes: Option<Fraction>,
    /// Cost equivalent of one service (成本当量值).
    pub equivalent: Option<Fraction>,
    /// Where it stands.
    pub source: SourceRef,
}

/// What an activity of a unit takes of the unit's resources. Form `activities`.
/// 作业与资源动因
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityRow {
    /// Unit code as written.
    pub department: String,
    /// Activity code.
    pub activity: String,
    /// Name.
    pub name: String,
    /// Cost item the row speaks for; `None`: every item of the unit without rows of its own.
    pub item: Option<CostItem>,
    /// Traced to the activity directly (直接计入), 分.
    pub direct_amount: Option<Money>,
    /// Resource driver (资源动因): people, area, machine hours.
    pub driver_volume: Option<Fraction>,
    /// Where it stands.
    pub source: SourceRef,
}

/// How much of an activity a service item takes over the whole period. Form `activity_volumes`.
/// 作业动因
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityVolumeRow {
    /// Unit code as written.
    pub department: String,
    /// Activity code.
    pub activity: String,
    /// Service item code.
    pub code: String,
    /// Activity driver (作业动因): counts or minutes of the period.
    pub driver_volume: Fraction,
    /// Where it stands.
    pub source: SourceRef,
}

/// Where a resource's cost comes from.
/// 资源成本来源
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum ResourceSource {
    /// Pay of the unit's people of one role (人员薪酬).
    Staff,
    /// Charge of one asset, or of all assets of the unit (资产折旧).
    Assets,
    /// Stated in the row (填列金额).
    Stated,
}

impl ResourceSource {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Staff, Self::Assets, Self::Stated];
    /// Stable key.
    pub const fn key(self) -> &'static str {
        ["staff", "assets", "stated"][self as usize]
    }
    /// Chinese term, as the forms spell it.
    pub const fn official(self) -> &'static str {
        ["人员薪酬", "资产折旧", "填列金额"][self as usize]
    }
}

/// A group of people or a machine, and the minutes it can really work. Form `capacity`.
/// 资源组与实际可用产能
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapacityRow {
    /// Code of the resource group.
    pub resource: String,
    /// Name.
    pub name: String,
    /// Unit code as written.
    pub department: String,
    /// Where its cost comes from.
    pub cost_source: ResourceSource,
    /// Role (staff) or asset number (assets).
    pub member: Option<String>,
    /// Cost stated, or to be added to the source's, 分.
    pub stated_cost: Option<Money>,
    /// Practical capacity in minutes of the period (实际可用产能).
    pub practical_minutes: Fraction,
    /// Minutes used in all (已用产能); `None`: what the pathways used.
    pub used_minutes: Option<Fraction>,
    /// Where it stands.
    pub source: SourceRef,
}

/// Minutes one case of a pathway takes of a resource. Form `capacity_use`.
/// 路径用时
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapacityUseRow {
    /// Code of the resource group.
    pub resource: String,
    /// Code of the pathway or object.
    pub pathway: String,
    /// Name of the pathway.
    pub name: String,
    /// Minutes per case.
    pub minutes: Fraction,
    /// Cases in the period; `None`: the pathway is a model and uses nothing.
    pub volume: Option<Fraction>,
    /// Where it stands.
    pub source: SourceRef,
}
