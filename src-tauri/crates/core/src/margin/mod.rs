//! Payment against cost (结余): per group, department, payer, facility and for the hospital.

mod cells;
mod result;
mod segments;

use serde::Serialize;

use crate::allocation::Allocation;
use crate::costing::Costing;
use crate::facts::Facts;
use crate::hospital::ItemAmounts;
use crate::issue::{Issue, Severity};
use crate::payment::Payments;
use crate::plan::{Adjustments, Plan};
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction, Money, rounding};
use segments::{Context, by};

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

/// Inputs of [`margins`]: what was brought in and decided, and the results of the earlier stages.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// Facts.
    pub facts: &'a Facts,
    /// Settings.
    pub plan: &'a Plan,
    /// Policy pack: references of the indices, names of groups.
    pub policy: &'a PolicyPack,
    /// What-if.
    pub adjustments: &'a Adjustments,
    /// Step-down; `None` where cost is given per case.
    pub allocation: Option<&'a Allocation>,
    /// Ratios and charges.
    pub costing: &'a Costing,
    /// Payments.
    pub payments: &'a Payments,
}

/// Sets payment against cost for every group, department, payer and facility, and for the hospital.
/// 盈亏测算
///
/// A what-if of volume (m) and stay (l) moves a case group's cost as
/// `cost × [fixed + variable × ((1 − per day) × m + per day × m × l)]`, its revenue and counts by m, its days by m × l
/// (cost-method §4.1). Cases without a price are kept out of gap and contribution and named by an issue.
pub fn margins(inputs: Inputs<'_>) -> (Margins, Vec<Issue>) {
    let Inputs {
        facts,
        plan,
        policy,
        adjustments,
        allocation,
        costing,
        payments,
    } = inputs;
    let context = Context {
        facts,
        plan,
        policy,
        adjustments,
        costing,
        payments,
    };
    let cells = cells::cells(facts, plan.facility.as_deref(), costing, payments);
    let cases = &facts.cases;
    let kinds = |kind: SegmentKind,
                 names: &[String],
                 index: fn(&cells::CellKey) -> u32,
                 name: &dyn Fn(usize) -> String|
     -> Vec<Segment> {
        let parts = by(&cells, names, index);
        parts
            .into_iter()
            .map(|(index, own)| {
                let code = names.get(index as usize).map_or("", String::as_str);
                context.segment(kind, code, &name(index as usize), own.into_iter())
            })
            .collect()
    };
    let code = |names: &[String], index: usize| names.get(index).cloned().unwrap_or_default();
    let hospital = context.segment(
        SegmentKind::Hospital,
        "",
        &facts.hospital_name,
        cells.iter(),
    );
    let unmoved = Adjustments {
        volume: Default::default(),
        los: Default::default(),
        ..adjustments.clone()
    };
    let still = Context {
        adjustments: &unmoved,
        ..context
    };
    let base = still.segment(
        SegmentKind::Hospital,
        "",
        &facts.hospital_name,
        cells.iter(),
    );
    let margins = Margins {
        groups: kinds(
            SegmentKind::Group,
            &cases.groups,
            |key| key.group,
            &|index| {
                let own = cases
                    .group_names
                    .get(index)
                    .filter(|name| !name.is_empty())
                    .cloned();
                let code = code(&cases.groups, index);
                own.or_else(|| policy.groups.get(&code).map(|row| row.name.clone()))
                    .unwrap_or(code)
            },
        ),
        departments: kinds(
            SegmentKind::Department,
            &cases.departments,
            |key| key.department,
            &|index| {
                let code = code(&cases.departments, index);
                facts
                    .department(&code)
                    .map_or(code, |department| department.name.clone())
            },
        ),
        schemes: kinds(
            SegmentKind::Scheme,
            &cases.schemes,
            |key| key.scheme,
            &|index| code(&cases.schemes, index),
        ),
        facilities: kinds(
            SegmentKind::Facility,
            &cases.facilities,
            |key| key.facility,
            &|index| code(&cases.facilities, index),
        ),
        result: result::result(&context, &hospital, &base, allocation),
        hospital,
    };
    let mut issues = Vec::new();
    if !margins.hospital.unpriced.is_zero() {
        issues.push(
            Issue::new(Severity::Error, "margin.unpriced_cases")
                .with("cases", rounding::to_text(&margins.hospital.unpriced, 0))
                .with("all", rounding::to_text(&margins.hospital.cases, 0)),
        );
    }
    (margins, issues)
}
