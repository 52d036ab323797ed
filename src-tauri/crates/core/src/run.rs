//! The front door: facts, policy, plan and adjustments in; the whole result out.

use crate::allocation::{self, Allocation};
use crate::break_even::BreakEven;
use crate::costing::{self, Costing};
use crate::facts::Facts;
use crate::issue::Issue;
use crate::margin::{self, Margins};
use crate::payment::{self, Payments};
use crate::plan::{Adjustments, Plan};
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction, Reason};

/// Break-even of the hospital and of every segment, parallel to [`Margins`].
/// 保本分析结果
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakEvens {
    /// The hospital: fixed cost less income that does not depend on volume, against the contribution of all cases.
    pub hospital: Computed<BreakEven>,
    /// Parallel to [`Margins::groups`].
    pub groups: Vec<Computed<BreakEven>>,
    /// Parallel to [`Margins::departments`].
    pub departments: Vec<Computed<BreakEven>>,
}

/// Everything computed from one set of inputs.
/// 一次测算
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Direct cost and step-down; `None` when there is no ledger (cost is given per case).
    pub allocation: Option<Allocation>,
    /// Bed-day, visit, service unit, case.
    pub costing: Costing,
    /// Payment per case.
    pub payments: Payments,
    /// Payment against cost.
    pub margins: Margins,
    /// Break-even.
    pub break_even: BreakEvens,
    /// Trouble met on the way, sorted, without duplicates.
    pub issues: Vec<Issue>,
}

/// The figures of the first screen, exact; money in 分.
/// 首页指标
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// 全院结余: surplus of the whole hospital at the plan's level.
    pub surplus: Computed<Fraction>,
    /// 住院结余: payment − cost of the priced cases.
    pub inpatient_gap: Computed<Fraction>,
    /// CMI.
    pub cmi: Computed<Fraction>,
    /// 平均住院日
    pub los: Computed<Fraction>,
    /// 例均成本, all cases.
    pub cost_per_case: Computed<Fraction>,
    /// 例均支付, priced cases.
    pub payment_per_case: Computed<Fraction>,
    /// 保本病例数 of the hospital; round up to show.
    pub break_even_cases: Computed<Fraction>,
    /// 安全边际率 of the hospital.
    pub margin_of_safety: Computed<Fraction>,
}

impl Headline {
    /// Keys of the figures, in order; the trace key is `headline/` + key, the message key `headline.` + key.
    pub const KEYS: [&'static str; 8] = [
        "surplus",
        "inpatient_gap",
        "cmi",
        "los",
        "cost_per_case",
        "payment_per_case",
        "break_even_cases",
        "margin_of_safety",
    ];
    /// The figures, parallel to [`Headline::KEYS`].
    pub fn figures(&self) -> [&Computed<Fraction>; 8] {
        [
            &self.surplus,
            &self.inpatient_gap,
            &self.cmi,
            &self.los,
            &self.cost_per_case,
            &self.payment_per_case,
            &self.break_even_cases,
            &self.margin_of_safety,
        ]
    }
}

impl Run {
    /// The figures of the first screen. Case figures look at the plan's facility; surplus and break-even are always the
    /// whole hospital's.
    pub fn headline(&self) -> Headline {
        let hospital = &self.margins.hospital;
        let no_cases = || Reason::new("reason.no_cases");
        let of = |pick: fn(&BreakEven) -> &Computed<Fraction>| match &self.break_even.hospital {
            Ok(found) => pick(found).clone(),
            Err(reason) => Err(reason.clone()),
        };
        let cost = hospital.cost.clone();
        Headline {
            surplus: self.margins.result.surplus.clone(),
            inpatient_gap: hospital.gap.clone(),
            cmi: hospital.cmi.clone(),
            los: hospital.los.clone(),
            cost_per_case: cost.and_then(|cost| cost.over(&hospital.cases, no_cases)),
            payment_per_case: hospital.revenue.over(
                &(&hospital.cases - &hospital.unpriced),
                || {
                    if hospital.cases.is_zero() {
                        no_cases()
                    } else {
                        Reason::new("reason.unpriced")
                    }
                },
            ),
            break_even_cases: of(|found| &found.cases),
            margin_of_safety: of(|found| &found.margin_of_safety),
        }
    }
}

/// Computes everything. Pure: the same inputs give the same run, to the last digit.
pub fn compute(facts: &Facts, policy: &PolicyPack, plan: &Plan, adjustments: &Adjustments) -> Run {
    let mut issues = crate::checks::all(facts);
    let allocation = (!facts.ledger.is_empty()).then(|| {
        let (allocation, found) = allocation::allocate(facts, plan, adjustments);
        issues.extend(found);
        allocation
    });
    let (costing, found) = costing::cost(facts, plan, allocation.as_ref(), adjustments);
    issues.extend(found);
    let (payments, found) = payment::settle(facts, policy, adjustments);
    issues.extend(found);
    let (margins, found) = margin::margins(margin::Inputs {
        facts,
        plan,
        policy,
        adjustments,
        costing: &costing,
        payments: &payments,
    });
    issues.extend(found);
    let break_even = BreakEvens {
        hospital: BreakEven::of_hospital(&margins.all, &margins.result),
        groups: margins.groups.iter().map(BreakEven::of_segment).collect(),
        departments: margins
            .departments
            .iter()
            .map(BreakEven::of_segment)
            .collect(),
    };
    issues.sort();
    issues.dedup();
    Run {
        allocation,
        costing,
        payments,
        margins,
        break_even,
        issues,
    }
}
