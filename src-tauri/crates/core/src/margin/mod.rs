//! Payment against cost (结余): per group, department, payer, facility, physician group and for the hospital.

mod cells;
mod hospital;
mod line;
mod priced;
mod rates;
mod roll_up;
mod segment;
mod teams;

pub use line::Line;
pub use priced::{CLASSES, ClassSum, ClassSums, PaidBy, class_sums, method_sums};
pub use rates::UnitRates;
pub use roll_up::{RollUp, roll_up};
pub use teams::{Teams, in_team, team_code, team_parts};

use serde::Serialize;

use crate::costing::Costing;
use crate::facts::Facts;
use crate::hospital::ItemAmounts;
use crate::issue::{Issue, Severity};
use crate::payment::Payments;
use crate::plan::{AddedLine, Adjustments, Plan};
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction, Money, Reason};

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
    /// One physician group of a unit.
    Team,
}

/// Cases of one group, department, payer, facility or physician group: what they cost and what is paid.
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
    /// Full cost of all cases, priced or not.
    pub cost: Computed<Fraction>,
    /// Of which cases without a price: they cost, but nobody knows what is paid, so they stay out of `gap`.
    pub unpriced_cost: Computed<Fraction>,
    /// Variable cost of all cases.
    pub variable: Computed<Fraction>,
    /// Full cost by service unit (plan order) × item; `None` when the file gives cost per case without items.
    pub matrix: Option<Vec<ItemAmounts>>,
    /// revenue − cost of the priced cases (结余).
    pub gap: Computed<Fraction>,
    /// revenue − variable cost of the priced cases (边际贡献).
    pub contribution: Computed<Fraction>,
    /// Sum of settled weights of the weighted cases: those whose group has a weight in the pack, whoever pays.
    pub weight: Fraction,
    /// Number of weighted cases.
    pub weighted_cases: Fraction,
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
    /// All cases of all facilities; the same as `hospital` unless the plan looks at one facility.
    pub all: Segment,
    /// By case group, sorted by code.
    pub groups: Vec<Segment>,
    /// By discharge unit, sorted by code.
    pub departments: Vec<Segment>,
    /// By payer scheme, sorted by code.
    pub schemes: Vec<Segment>,
    /// By facility, sorted by code.
    pub facilities: Vec<Segment>,
    /// By physician group (医疗组), sorted by code; cases without one have the empty code. Empty where no file names any.
    pub teams: Vec<Segment>,
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
    /// Cost assigned to the cases, priced or not.
    pub inpatient_cost: Computed<Fraction>,
    /// Of which cases without a price (their revenue is unknown and counts as none).
    pub unpriced_cost: Computed<Fraction>,
    /// Cost of outpatients: service-unit cost × outpatient share of revenue.
    pub outpatient_cost: Fraction,
    /// Variable part of `outpatient_cost`, of units and items that have a behaviour rule.
    pub outpatient_variable: Fraction,
    /// Cost of service units whose revenue is neither a case's nor an outpatient's (in-house patients, unmapped lines),
    /// and cost that could not be placed. Negative where the cases were charged more than the revenue file knows.
    pub unassigned_cost: Fraction,
    /// Fixed cost a scenario adds: the cost lines of `added` together.
    pub added_fixed_cost: Fraction,
    /// Income a scenario adds: the income lines of `added` together.
    pub added_income: Fraction,
    /// Lines of a scenario with their amounts in this period, in order. [`LineKind::Released`](crate::plan::LineKind) is
    /// in no sum.
    pub added: Vec<(AddedLine, Fraction)>,
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
    /// Ratios and charges.
    pub costing: &'a Costing,
    /// Payments.
    pub payments: &'a Payments,
}

/// Margins and hospital result from the stages before.
/// 盈亏测算
///
/// A scenario's volume and stay move a cell of the cost matrix as ratio × charge × [(1 − v) + v·(1 − d)·m + v·d·m·l]
/// (v variable share, d its part per day, m cases, l stay); revenue, charges, cases and weight go with m. Segments look
/// at the plan's facility; [`HospitalResult`] is always the whole hospital, because ledger and outpatients are.
/// Source: cost-method §4; levers.
pub fn margins(inputs: Inputs<'_>) -> (Margins, Vec<Issue>) {
    let Inputs {
        facts,
        plan,
        policy,
        adjustments,
        costing,
        payments,
    } = inputs;
    let mut issues = Vec::new();
    let rates = UnitRates::new(plan, costing);
    let of_teams = Teams::of(&facts.cases);
    let cells = cells::cells(facts, costing, payments, &of_teams);
    let context = segment::Context::new(facts, policy, plan, payments, adjustments, &rates);
    let facility = plan.facility.as_deref().map(|wanted| {
        let found = facts.cases.facilities.iter().position(|own| own == wanted);
        if found.is_none() && !facts.cases.is_empty() {
            issues.push(
                Issue::new(Severity::Error, "margin.unknown_facility").with("facility", wanted),
            );
        }
        found
    });
    if facility.is_some() {
        issues.push(
            Issue::new(Severity::Notice, "margin.one_facility")
                .with("facility", plan.facility.clone().unwrap_or_default()),
        );
    }
    let chosen: Vec<&cells::Cell> = cells
        .iter()
        .filter(|cell| facility.is_none_or(|wanted| wanted == Some(cell.facility as usize)))
        .collect();
    let every: Vec<&cells::Cell> = cells.iter().collect();
    let all = context.segment(SegmentKind::Hospital, "", &facts.hospital_name, &every);
    let hospital = if facility.is_none() {
        all.clone()
    } else {
        context.segment(SegmentKind::Hospital, "", &facts.hospital_name, &chosen)
    };
    let table = &facts.cases;
    let by = |kind, codes: &[String], of: fn(&cells::Cell) -> u32| {
        context.dimension(kind, codes, &chosen, of)
    };
    let groups = by(SegmentKind::Group, &table.groups, |cell| cell.group);
    let departments = by(SegmentKind::Department, &table.departments, |cell| {
        cell.department
    });
    let schemes = by(SegmentKind::Scheme, &table.schemes, |cell| cell.scheme);
    let facilities = by(SegmentKind::Facility, &table.facilities, |cell| {
        cell.facility
    });
    let teams = if of_teams.of.is_empty() {
        Vec::new()
    } else {
        by(SegmentKind::Team, &of_teams.codes, |cell| cell.team)
    };
    let result = hospital::result(facts, plan, costing, adjustments, &rates, &every, &all);
    context.issues(&every, &all, &mut issues);
    if let Err(reason) = rates.first_missing() {
        issues.push(Issue {
            severity: Severity::Error,
            message: (&reason).into(),
            place: crate::issue::Place::default(),
        });
    }
    let margins = Margins {
        hospital,
        all,
        groups,
        departments,
        schemes,
        facilities,
        teams,
        result,
    };
    (margins, issues)
}

fn no_cases() -> Reason {
    Reason::new("reason.no_cases")
}
