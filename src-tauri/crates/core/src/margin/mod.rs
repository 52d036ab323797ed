//! Payment against cost (结余): per group, department, payer, facility and for the hospital.

use serde::Serialize;

use crate::hospital::ItemAmounts;
use crate::quantity::{Computed, Fraction, Money};

/// What a segment is a segment of.
/// 分析维度
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    /// All cases.
    Hospital,
    /// One case group.
    Group,
    /// One discharge unit.
    Department,
    /// One payer scheme.
    Scheme,
    /// One facility.
    Facility,
}

/// Cases of one group, department, payer or facility: what they cost and what is paid.
/// 病组(科室、险种)盈亏
///
/// Amounts are exact 分. Counts are fractions because a scenario may scale them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Dimension.
    pub kind: SegmentKind,
    /// Code; empty for the hospital.
    pub code: String,
    /// Name, or the code where there is none.
    pub name: String,
    /// Cases.
    pub cases: Fraction,
    /// Bed-days (住院日合计).
    pub bed_days: Fraction,
    /// Charges.
    pub charge: Fraction,
    /// Revenue: fund + patient, of the priced cases.
    pub revenue: Fraction,
    /// Of which the fund.
    pub fund: Fraction,
    /// Full cost.
    pub cost: Computed<Fraction>,
    /// Variable cost.
    pub variable: Computed<Fraction>,
    /// Full cost by service unit (plan order) × item; `None` when the file gives cost per case without items.
    pub matrix: Option<Vec<ItemAmounts>>,
    /// revenue − cost (结余).
    pub gap: Computed<Fraction>,
    /// revenue − variable cost (边际贡献).
    pub contribution: Computed<Fraction>,
    /// Sum of settled weights of the weighted cases.
    pub weight: Fraction,
    /// Case-mix index: weight ÷ weighted cases.
    pub cmi: Computed<Fraction>,
    /// Mean length of stay.
    pub los: Computed<Fraction>,
    /// Time index (时间消耗指数) against the pack's reference.
    pub time_index: Computed<Fraction>,
    /// Cost index (费用消耗指数) against the pack's reference.
    pub cost_index: Computed<Fraction>,
    /// Low-outlier cases.
    pub low: Fraction,
    /// High-outlier cases.
    pub high: Fraction,
    /// Cases without a price.
    pub unpriced: Fraction,
}

/// All segments, and the hospital's result.
/// 盈亏结果
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Margins {
    /// All cases together.
    pub hospital: Segment,
    /// By case group, sorted by code.
    pub groups: Vec<Segment>,
    /// By discharge unit, sorted by code.
    pub departments: Vec<Segment>,
    /// By payer scheme, sorted by code.
    pub schemes: Vec<Segment>,
    /// By facility, sorted by code.
    pub facilities: Vec<Segment>,
    /// The hospital as a whole.
    pub result: HospitalResult,
}

/// Income and cost of the hospital as a whole, exact 分.
/// 全院收支
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HospitalResult {
    /// Revenue of the cases (what is really paid).
    pub inpatient_revenue: Fraction,
    /// Outpatient charges.
    pub outpatient_revenue: Fraction,
    /// Subsidy and other income that count at the plan's level.
    pub other_income: Fraction,
    /// Cost assigned to the cases.
    pub inpatient_cost: Computed<Fraction>,
    /// Cost of outpatients: service-unit cost × outpatient share of revenue.
    pub outpatient_cost: Fraction,
    /// Variable part of `outpatient_cost`.
    pub outpatient_variable: Fraction,
    /// Cost of service units whose revenue is neither a case's nor an outpatient's (in-house patients, unmapped lines),
    /// and cost that could not be placed.
    pub unassigned_cost: Fraction,
    /// Fixed cost a scenario adds.
    pub added_fixed_cost: Fraction,
    /// Income − cost.
    pub surplus: Computed<Fraction>,
    /// Total cost: the four above together; equals the ledger at the plan's level plus what the scenario changed.
    pub total_cost: Computed<Fraction>,
    /// Revenue billed but not paid by the schemes: charges − payment of the priced cases (negative: paid above charges).
    pub charge_minus_payment: Money,
}
