//! From cells to segments: costs by ratio and behaviour, under the multipliers of a what-if.

use std::collections::BTreeMap;

use super::cells::{CellKey, CellSums};
use super::{Segment, SegmentKind};
use crate::costing::Costing;
use crate::facts::Facts;
use crate::hospital::{CostItem, ItemAmounts};
use crate::payment::Payments;
use crate::plan::{Adjustments, Plan};
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction, Reason};

/// What every segment is computed with.
pub(super) struct Context<'a> {
    pub facts: &'a Facts,
    pub plan: &'a Plan,
    pub policy: &'a PolicyPack,
    pub adjustments: &'a Adjustments,
    pub costing: &'a Costing,
    pub payments: &'a Payments,
}

/// Charges (or given cost) of some cases: as they are, scaled by volume, scaled by volume and stay.
#[derive(Clone, Debug, Default)]
struct Scaled {
    fixed: Fraction,
    by_case: Fraction,
    by_day: Fraction,
}

impl Scaled {
    fn add(&mut self, amount: i128, volume: &Fraction, stay: &Fraction) {
        let amount = Fraction::whole(amount);
        let cases = &amount * volume;
        self.by_day += &(&cases * stay);
        self.by_case += &cases;
        self.fixed += &amount;
    }
    fn is_zero(&self) -> bool {
        self.fixed.is_zero()
    }
}

/// Costs of some cases.
struct Cost {
    full: Computed<Fraction>,
    variable: Computed<Fraction>,
    matrix: Option<Vec<ItemAmounts>>,
}

/// Running sums of one segment's cases, priced or not.
#[derive(Clone, Debug, Default)]
struct Part {
    charges: Vec<Scaled>,
    given: Scaled,
    given_cases: i64,
}

impl Part {
    fn add(&mut self, sums: &CellSums, volume: &Fraction, stay: &Fraction) {
        self.charges.resize(
            sums.charges.len().max(self.charges.len()),
            Scaled::default(),
        );
        for (scaled, amount) in self.charges.iter_mut().zip(&sums.charges) {
            scaled.add(*amount, volume, stay);
        }
        // Nothing is known of its days: a given cost follows cases only.
        self.given.add(sums.given, volume, &Fraction::one());
        self.given_cases += sums.given_cases;
    }
}

impl Context<'_> {
    /// How many times as many cases of a group.
    fn volume(&self, group: &str) -> Fraction {
        self.adjustments
            .volume
            .get(group)
            .cloned()
            .unwrap_or_else(Fraction::one)
    }
    /// How many times as long a stay.
    fn stay(&self, group: &str) -> Fraction {
        self.adjustments
            .los
            .get(group)
            .cloned()
            .unwrap_or_else(Fraction::one)
    }

    fn cost(&self, part: &Part) -> Cost {
        let mut matrix = vec![ItemAmounts::default(); part.charges.len()];
        let mut variable: Computed<Fraction> = Ok(Fraction::zero());
        let mut failed: Option<Reason> = None;
        for (unit, scaled) in part
            .charges
            .iter()
            .enumerate()
            .filter(|(_, scaled)| !scaled.is_zero())
        {
            let ratios = match &self.costing.service_units[unit].item_ratio {
                Ok(ratios) => ratios,
                Err(reason) => {
                    failed.get_or_insert_with(|| reason.clone());
                    continue;
                }
            };
            for item in CostItem::ALL {
                let ratio = &ratios[item.index()];
                if ratio.is_zero() {
                    continue;
                }
                match self.split(item, unit, scaled) {
                    Ok((fixed, moving)) => {
                        if let Ok(sum) = variable.as_mut() {
                            *sum += &(ratio * &moving);
                        }
                        matrix[unit][item.index()] = ratio * &(&fixed + &moving);
                    }
                    Err(reason) => {
                        matrix[unit][item.index()] = ratio * &scaled.fixed;
                        variable = Err(reason);
                    }
                }
            }
        }
        let mut full: Computed<Fraction> = match failed {
            Some(reason) => Err(reason),
            None => Ok(matrix.iter().flatten().sum()),
        };
        if full.is_err() {
            variable = full.clone();
        }
        if part.given_cases > 0 {
            let (given_full, given_variable) = self.given(&part.given);
            full = full.and_then(|sum| Ok(sum + given_full?));
            variable = variable.and_then(|sum| Ok(sum + given_variable?));
        }
        let matrix = (part.given_cases == 0 && full.is_ok()).then_some(matrix);
        Cost {
            full,
            variable,
            matrix,
        }
    }

    /// Fixed and variable charge equivalents of an item in a unit.
    fn split(
        &self,
        item: CostItem,
        unit: usize,
        scaled: &Scaled,
    ) -> Computed<(Fraction, Fraction)> {
        let service_unit = &self.plan.service_units[unit];
        let rule = self
            .plan
            .behaviour_of(item, &service_unit.code)
            .ok_or_else(|| {
                Reason::new("reason.no_behaviour")
                    .with("item", format!("@item.{}", item.key()))
                    .with("unit", service_unit.name.clone())
            })?;
        let one = Fraction::one();
        let by_day = &rule.variable * &rule.per_day;
        let by_case = &rule.variable - &by_day;
        let moving = &scaled.by_case * &by_case + &scaled.by_day * &by_day;
        Ok((&scaled.fixed * &(&one - &rule.variable), moving))
    }

    fn given(&self, given: &Scaled) -> (Computed<Fraction>, Computed<Fraction>) {
        match &self.plan.stated_fixed_share {
            Some(share) => {
                let moving = &given.by_case * &(&Fraction::one() - share);
                (Ok(&(&given.fixed * share) + &moving), Ok(moving))
            }
            // Without a stated share the cost is known at the present volume only.
            None if given.fixed == given.by_case => (
                Ok(given.fixed.clone()),
                Err(Reason::new("reason.no_fixed_share")),
            ),
            None => (
                Err(Reason::new("reason.no_fixed_share")),
                Err(Reason::new("reason.no_fixed_share")),
            ),
        }
    }

    /// One segment from its cells.
    pub(super) fn segment<'c>(
        &self,
        kind: SegmentKind,
        code: &str,
        name: &str,
        cells: impl Iterator<Item = (&'c CellKey, &'c CellSums)>,
    ) -> Segment {
        let (mut priced, mut unpriced) = (Part::default(), Part::default());
        let zero = Fraction::zero;
        let (mut cases, mut days, mut charge, mut revenue, mut fund) =
            (zero(), zero(), zero(), zero(), zero());
        let (mut low, mut high, mut without_price) = (zero(), zero(), zero());
        let (mut weight, mut weighted) = (zero(), zero());
        let mut times = Index::default();
        let mut charges = Index::default();
        for (key, sums) in cells {
            let group = self.facts.cases.groups[key.group as usize].as_str();
            let (volume, stay) = (self.volume(group), self.stay(group));
            let count = &Fraction::from(sums.cases) * &volume;
            let own_days = &(&Fraction::from(sums.days) * &volume) * &stay;
            let own_charge = &Fraction::whole(sums.charge) * &volume;
            revenue += &(&Fraction::whole(sums.revenue) * &volume);
            fund += &(&Fraction::whole(sums.fund) * &volume);
            low += &(&Fraction::from(sums.low) * &volume);
            high += &(&Fraction::from(sums.high) * &volume);
            if let Some(Some(own)) = self.payments.settled_weights.get(key.group as usize) {
                weight += &(own * &count);
                weighted += &count;
            }
            let row = self.policy.groups.get(group);
            times.add(row.and_then(|row| row.mean_los.as_ref()), &own_days, &count);
            let mean_charge = row
                .and_then(|row| row.mean_charge.as_ref())
                .map(|yuan| yuan * &Fraction::from(100));
            charges.add(mean_charge.as_ref(), &own_charge, &count);
            if key.priced {
                priced.add(sums, &volume, &stay);
            } else {
                unpriced.add(sums, &volume, &stay);
                without_price += &count;
            }
            cases += &count;
            days += &own_days;
            charge += &own_charge;
        }
        let of_priced = self.cost(&priced);
        let of_unpriced = self.cost(&unpriced);
        let nothing_priced = !cases.is_zero() && without_price == cases;
        let against = |cost: &Computed<Fraction>| -> Computed<Fraction> {
            if nothing_priced {
                Err(Reason::new("reason.unpriced"))
            } else {
                cost.clone().map(|cost| &revenue - &cost)
            }
        };
        let both = |a: Computed<Fraction>, b: Computed<Fraction>| a.and_then(|a| b.map(|b| a + b));
        Segment {
            kind,
            code: code.to_owned(),
            name: name.to_owned(),
            gap: against(&of_priced.full),
            contribution: against(&of_priced.variable),
            cost: both(of_priced.full, of_unpriced.full),
            variable: both(of_priced.variable, of_unpriced.variable),
            matrix: sum_matrices(of_priced.matrix, of_unpriced.matrix),
            cmi: weight.over(&weighted, || Reason::new("reason.no_weighted_cases")),
            los: days.over(&cases, || Reason::new("reason.no_cases")),
            time_index: times.value(),
            cost_index: charges.value(),
            cases,
            bed_days: days,
            charge,
            revenue,
            fund,
            weight,
            low,
            high,
            unpriced: without_price,
        }
    }
}

/// Σ own ÷ reference over Σ cases, over the groups that have a reference (时间、费用消耗指数; payment-rules §3.1).
#[derive(Default)]
struct Index {
    sum: Fraction,
    cases: Fraction,
}

impl Index {
    fn add(&mut self, reference: Option<&Fraction>, own: &Fraction, cases: &Fraction) {
        let part = reference.and_then(|reference| {
            own.over(reference, || Reason::new("reason.no_reference"))
                .ok()
        });
        if let Some(part) = part {
            self.sum += &part;
            self.cases += cases;
        }
    }
    fn value(&self) -> Computed<Fraction> {
        self.sum
            .over(&self.cases, || Reason::new("reason.no_reference"))
    }
}

fn sum_matrices(
    a: Option<Vec<ItemAmounts>>,
    b: Option<Vec<ItemAmounts>>,
) -> Option<Vec<ItemAmounts>> {
    let (a, b) = (a?, b?);
    let (mut long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    for (to, from) in long.iter_mut().zip(&short) {
        for (sum, amount) in to.iter_mut().zip(from) {
            *sum += amount;
        }
    }
    Some(long)
}

/// Cells by one of their indices, in the order of the names.
pub(super) fn by<'c>(
    cells: &'c BTreeMap<CellKey, CellSums>,
    names: &[String],
    index: impl Fn(&CellKey) -> u32,
) -> Vec<(u32, Vec<(&'c CellKey, &'c CellSums)>)> {
    let mut parts: BTreeMap<u32, Vec<(&CellKey, &CellSums)>> = BTreeMap::new();
    for (key, sums) in cells {
        parts.entry(index(key)).or_default().push((key, sums));
    }
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.sort_by(|(a, _), (b, _)| names.get(*a as usize).cmp(&names.get(*b as usize)));
    parts
}
