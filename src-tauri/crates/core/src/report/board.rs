//! The break-even model of the board workbook: small enough to stand in a sheet as formulas, exact here so that every
//! formula carries the right cached value.
//!
//! Linear in its assumptions by construction: outlier classes stay as they are in the baseline, so a case's payment is
//! a part that follows rate and weight (the payment standard of normal and high cases) and a part that does not (what
//! high cases get on top, low cases paid by charge, cases outside the scheme). The program's own scenario settles every
//! case again; the sheet says so.

use crate::facts::Facts;
use crate::hospital::{CostItem, ItemAmounts};
use crate::payment::OutlierKind;
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Reason};
use crate::run::Run;

/// Cost items as the assumptions see them: each has its own price lever, the rest has none.
/// 成本大类:人员、材料、药品、其他
pub const BUCKETS: [&str; 4] = ["labour", "consumables", "drugs", "other"];

fn bucket(item: CostItem) -> usize {
    match item {
        CostItem::Labour => 0,
        CostItem::Consumables => 1,
        CostItem::Drugs => 2,
        _ => 3,
    }
}

/// One case group as the sheet holds it; amounts in exact 分, all cases together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardGroup {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Cases.
    pub cases: Fraction,
    /// Bed-days.
    pub days: Fraction,
    /// Relative weight per case; `None` keeps the group out of the mix lever.
    pub weight: Option<Fraction>,
    /// Revenue that follows rate and weight.
    pub revenue_scaled: Fraction,
    /// Revenue that does not.
    pub revenue_fixed: Fraction,
    /// Variable cost per bucket: what follows cases, and what follows bed-days.
    pub variable: [[Fraction; 2]; 4],
}

/// The whole model.
/// 董事会工作簿保本模型
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardModel {
    /// Case groups, sorted by code.
    pub groups: Vec<BoardGroup>,
    /// Outpatient revenue.
    pub outpatient_revenue: Fraction,
    /// Subsidy and other income.
    pub other_income: Fraction,
    /// Cost that does not follow the cases, per bucket: fixed cost of cases, outpatients, what is not assigned.
    pub fixed: [Fraction; 4],
    /// Mean length of stay now.
    pub los: Fraction,
    /// CMI now.
    pub cmi: Fraction,
    /// Σ cases × (weight − CMI)² ÷ Σ cases over the weighted groups: how far the mix lever turns.
    pub weight_variance: Fraction,
}

/// The cells a reader of the workbook may change. The default is the baseline.
/// 假设
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumptions {
    /// Mean length of stay, days.
    pub los: Fraction,
    /// CMI by mix of cases.
    pub cmi: Fraction,
    /// Factor on weights by coding.
    pub weight: Fraction,
    /// Relative change of rate or point value.
    pub rate: Fraction,
    /// Relative change of volume.
    pub volume: Fraction,
    /// Relative change of labour cost.
    pub wage: Fraction,
    /// Relative change of consumables' prices.
    pub material: Fraction,
    /// Relative change of drug prices.
    pub drug: Fraction,
    /// Change of fixed cost, 分.
    pub fixed: Fraction,
}

/// One group under assumptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupOutcome {
    /// Multiplier of cases.
    pub multiplier: Fraction,
    /// Cases.
    pub cases: Fraction,
    /// Bed-days.
    pub days: Fraction,
    /// Revenue.
    pub revenue: Fraction,
    /// Variable cost.
    pub variable: Fraction,
}

/// The model under assumptions, exact 分.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Per group.
    pub groups: Vec<GroupOutcome>,
    /// Cases.
    pub cases: Fraction,
    /// Inpatient revenue.
    pub revenue: Fraction,
    /// Variable cost of the cases.
    pub variable: Fraction,
    /// revenue − variable.
    pub contribution: Fraction,
    /// Cost that does not follow the cases.
    pub fixed: Fraction,
    /// Fixed cost less outpatient revenue and other income: what the cases must earn.
    pub to_cover: Fraction,
    /// Surplus of the hospital.
    pub surplus: Fraction,
    /// Break-even as a multiple of the cases above.
    pub multiple: Computed<Fraction>,
    /// Mean length of stay.
    pub los: Fraction,
}

impl BoardModel {
    /// Takes the model out of a run.
    ///
    /// # Errors
    /// When costs are given without items, a cost of a case group is not computable, or the plan looks at one facility
    /// (`reason.one_facility`): ledger and outpatients are the whole hospital's, the groups then are not.
    pub fn of(run: &Run, facts: &Facts, plan: &Plan) -> Computed<Self> {
        if plan.facility.is_some() {
            return Err(Reason::new("reason.one_facility"));
        }
        // Cases without a price have a cost but no revenue: a linear model of them would be a guess.
        if !run.margins.hospital.unpriced.is_zero() {
            return Err(Reason::new("reason.unpriced_cases"));
        }
        let allocation = run
            .allocation
            .as_ref()
            .ok_or_else(|| Reason::new("reason.no_items"))?;
        let scaled = scaled_revenue(run, facts, plan);
        let mut groups = Vec::new();
        for segment in &run.margins.groups {
            let matrix = segment
                .matrix
                .as_ref()
                .ok_or_else(|| Reason::new("reason.no_items"))?;
            let revenue_scaled = scaled.get(&segment.code).cloned().unwrap_or_default();
            groups.push(BoardGroup {
                code: segment.code.clone(),
                name: segment.name.clone(),
                cases: segment.cases.clone(),
                days: segment.bed_days.clone(),
                weight: segment.cmi.clone().ok(),
                revenue_fixed: &segment.revenue - &revenue_scaled,
                revenue_scaled,
                variable: variable(plan, matrix)?,
            });
        }
        let totals = allocation.total();
        let fixed: [Fraction; 4] = std::array::from_fn(|index| {
            let total: Fraction = CostItem::ALL
                .iter()
                .filter(|item| bucket(**item) == index)
                .map(|item| &totals[item.index()])
                .sum();
            let of_cases: Fraction = groups
                .iter()
                .flat_map(|group| group.variable[index].iter())
                .sum();
            total - of_cases
        });
        let hospital = &run.margins.hospital;
        let result = &run.margins.result;
        let cmi = hospital.cmi.clone()?;
        let weighted: Vec<(&Fraction, &Fraction)> = groups
            .iter()
            .filter_map(|group| Some((&group.cases, group.weight.as_ref()?)))
            .collect();
        let square = |weight: &Fraction| (weight - &cmi) * (weight - &cmi);
        let spread: Fraction = weighted
            .iter()
            .map(|(cases, weight)| *cases * &square(weight))
            .sum();
        let cases: Fraction = weighted.iter().map(|(cases, _)| *cases).sum();
        Ok(Self {
            outpatient_revenue: result.outpatient_revenue.clone(),
            other_income: result.other_income.clone(),
            fixed,
            los: hospital.los.clone()?,
            weight_variance: spread.over(&cases, || Reason::new("reason.no_cases"))?,
            cmi,
            groups,
        })
    }

    /// Assumptions that change nothing.
    pub fn baseline(&self) -> Assumptions {
        let zero = Fraction::zero;
        Assumptions {
            los: self.los.clone(),
            cmi: self.cmi.clone(),
            weight: Fraction::one(),
            rate: zero(),
            volume: zero(),
            wage: zero(),
            material: zero(),
            drug: zero(),
            fixed: zero(),
        }
    }

    /// Tilt of the mix per unit of weight: (target CMI − CMI) ÷ variance.
    pub fn tilt(&self, target: &Fraction) -> Fraction {
        (target - &self.cmi)
            .over(&self.weight_variance, || Reason::new("reason.no_spread"))
            .unwrap_or_default()
    }

    /// Factor of stay: target ÷ present.
    ///
    /// # Errors
    /// When the present stay is 0.
    pub fn stay(&self, target: &Fraction) -> Computed<Fraction> {
        target.over(&self.los, || Reason::new("reason.no_days"))
    }

    /// The model under assumptions: what the sheet's formulas compute.
    ///
    /// # Errors
    /// When the mean length of stay is 0.
    pub fn evaluate(&self, assumptions: &Assumptions) -> Computed<Outcome> {
        let one = Fraction::one();
        let stay = self.stay(&assumptions.los)?;
        let tilt = self.tilt(&assumptions.cmi);
        let price: [Fraction; 4] = [
            &one + &assumptions.wage,
            &one + &assumptions.material,
            &one + &assumptions.drug,
            one.clone(),
        ];
        let pay = (&one + &assumptions.rate) * &assumptions.weight;
        let groups: Vec<GroupOutcome> = self
            .groups
            .iter()
            .map(|group| {
                let mix = group.weight.as_ref().map_or_else(Fraction::one, |weight| {
                    &one + &(&tilt * &(weight - &self.cmi))
                });
                let multiplier = (&one + &assumptions.volume) * mix;
                let variable: Fraction = (0..4)
                    .map(|b| (&group.variable[b][0] + &(&group.variable[b][1] * &stay)) * &price[b])
                    .sum();
                GroupOutcome {
                    cases: &group.cases * &multiplier,
                    days: &(&group.days * &multiplier) * &stay,
                    revenue: (&(&group.revenue_scaled * &pay) + &group.revenue_fixed) * &multiplier,
                    variable: &variable * &multiplier,
                    multiplier,
                }
            })
            .collect();
        let cases: Fraction = groups.iter().map(|group| &group.cases).sum();
        let days: Fraction = groups.iter().map(|group| &group.days).sum();
        let revenue: Fraction = groups.iter().map(|group| &group.revenue).sum();
        let variable: Fraction = groups.iter().map(|group| &group.variable).sum();
        let fixed =
            (0..4).map(|b| &self.fixed[b] * &price[b]).sum::<Fraction>() + &assumptions.fixed;
        let to_cover = &(&fixed - &self.outpatient_revenue) - &self.other_income;
        let contribution = &revenue - &variable;
        let multiple = if contribution.is_positive() {
            // Nothing left to be covered is break-even at any volume, as in `BreakEven::at`.
            let open = if to_cover.is_negative() {
                Fraction::zero()
            } else {
                to_cover.clone()
            };
            open.over(&contribution, || Reason::new("reason.no_contribution"))
        } else {
            Err(Reason::new("reason.no_contribution"))
        };
        Ok(Outcome {
            los: days.over(&cases, || Reason::new("reason.no_cases"))?,
            cases,
            surplus: &contribution - &to_cover,
            groups,
            revenue,
            variable,
            contribution,
            fixed,
            to_cover,
            multiple,
        })
    }
}

/// Per group: payment standards of the normal and high cases.
fn scaled_revenue(
    run: &Run,
    facts: &Facts,
    plan: &Plan,
) -> std::collections::BTreeMap<String, Fraction> {
    let cases = &facts.cases;
    let mut fen = vec![0_i64; cases.groups.len()];
    let wanted = plan.facility.as_ref();
    for (case, payment) in run.payments.cases.iter().enumerate() {
        let here = wanted.is_none_or(|facility| {
            cases.facilities.get(cases.facility[case] as usize) == Some(facility)
        });
        if here && matches!(payment.kind, OutlierKind::Normal | OutlierKind::High) {
            fen[cases.group[case] as usize] += payment.standard.fen();
        }
    }
    cases
        .groups
        .iter()
        .cloned()
        .zip(fen.into_iter().map(Fraction::from))
        .collect()
}

/// Variable cost per bucket of one group's matrix.
fn variable(plan: &Plan, matrix: &[ItemAmounts]) -> Computed<[[Fraction; 2]; 4]> {
    let mut out: [[Fraction; 2]; 4] = Default::default();
    for (unit, amounts) in plan.service_units.iter().zip(matrix) {
        for item in CostItem::ALL {
            let rule = plan.behaviour_of(item, &unit.code).ok_or_else(|| {
                Reason::new("reason.no_behaviour")
                    .with("item", format!("@item.{}", item.key()))
                    .with("unit", unit.name.clone())
            })?;
            let variable = &amounts[item.index()] * &rule.variable;
            let by_day = &variable * &rule.per_day;
            out[bucket(item)][0] += &(&variable - &by_day);
            out[bucket(item)][1] += &by_day;
        }
    }
    Ok(out)
}
