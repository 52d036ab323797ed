//! Cost rates per service unit and item, split into what stays, what follows cases and what follows bed-days.

use super::line::Line;
use crate::costing::Costing;
use crate::hospital::{CostItem, ItemAmounts};
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Reason};

/// Charges of a segment per service unit: as they are, times m, times m·l.
#[derive(Clone, Debug, Default)]
pub(super) struct Scaled {
    pub plain: Vec<Fraction>,
    pub by_case: Vec<Fraction>,
    pub by_day: Vec<Fraction>,
    /// Whether the three are the same: no scenario of volume or stay.
    pub same: bool,
}

/// Cost ÷ charge of every service unit and item with its behaviour.
/// 服务单元分项成本率
#[derive(Clone, Debug)]
pub struct UnitRates {
    /// Per unit, plan order: cost ÷ revenue by item, or why there is none.
    pub ratios: Vec<Computed<ItemAmounts>>,
    /// Per unit and item: (variable share, share of it per day), or `reason.no_behaviour`.
    pub behaviour: Vec<[Computed<(Fraction, Fraction)>; 7]>,
    /// Per unit: the first item with cost but without behaviour.
    missing: Vec<Option<Reason>>,
    full: Line,
    fixed: Line,
    by_case: Line,
    by_day: Line,
}

impl UnitRates {
    /// From the plan's behaviour rules and the costed service units.
    pub fn new(plan: &Plan, costing: &Costing) -> Self {
        let ratios: Vec<Computed<ItemAmounts>> = costing
            .service_units
            .iter()
            .map(|unit| unit.item_ratio.clone())
            .collect();
        let one = Fraction::one();
        let (mut behaviour, mut missing) = (Vec::new(), Vec::new());
        let mut sums: [Vec<Fraction>; 4] = Default::default();
        for (unit, ratio) in costing.service_units.iter().zip(&ratios) {
            let of_unit: [Computed<(Fraction, Fraction)>; 7] = std::array::from_fn(|item| {
                plan.behaviour_of(CostItem::ALL[item], &unit.code)
                    .map(|rule| (rule.variable.clone(), rule.per_day.clone()))
                    .ok_or_else(|| {
                        Reason::new("reason.no_behaviour")
                            .with("unit", unit.name.as_str())
                            .with("item", format!("@item.{}", CostItem::ALL[item].key()))
                    })
            });
            let ratio = ratio.clone().unwrap_or_default();
            let first = (0..7).find_map(|item| {
                (!ratio[item].is_zero()).then_some(())?;
                of_unit[item].as_ref().err().cloned()
            });
            missing.push(first);
            let mut parts: [Vec<Fraction>; 4] = Default::default();
            for (rate, known) in ratio.iter().zip(&of_unit) {
                parts[0].push(rate.clone());
                let Ok((variable, per_day)) = known else {
                    continue;
                };
                let moving = rate * variable;
                let days = &moving * per_day;
                parts[1].push(rate * &(&one - variable));
                parts[2].push(&moving - &days);
                parts[3].push(days);
            }
            for (sum, part) in sums.iter_mut().zip(&parts) {
                sum.push(part.iter().sum());
            }
            behaviour.push(of_unit);
        }
        let [full, fixed, by_case, by_day] = sums.map(|rates| Line::new(&rates));
        Self {
            ratios,
            behaviour,
            missing,
            full,
            fixed,
            by_case,
            by_day,
        }
    }

    /// The first unit with a cost whose behaviour no rule says.
    pub(super) fn first_missing(&self) -> Computed<()> {
        self.missing
            .iter()
            .flatten()
            .next()
            .cloned()
            .map_or(Ok(()), Err)
    }

    fn usable(&self, charges: &[Fraction]) -> Computed<()> {
        for (ratio, charge) in self.ratios.iter().zip(charges) {
            if let (Err(reason), false) = (ratio, charge.is_zero()) {
                return Err(reason.clone());
            }
        }
        Ok(())
    }

    fn known(&self, charges: &[Fraction]) -> Computed<()> {
        for (missing, charge) in self.missing.iter().zip(charges) {
            if let (Some(reason), false) = (missing, charge.is_zero()) {
                return Err(reason.clone());
            }
        }
        Ok(())
    }

    /// Full cost.
    pub(super) fn cost(&self, charges: &Scaled) -> Computed<Fraction> {
        self.usable(&charges.plain)?;
        if charges.same {
            return Ok(self.full.dot(&charges.plain));
        }
        self.known(&charges.plain)?;
        Ok(self.fixed.dot(&charges.plain) + self.variable(charges)?)
    }

    /// Variable cost.
    pub(super) fn variable(&self, charges: &Scaled) -> Computed<Fraction> {
        self.usable(&charges.plain)?;
        self.known(&charges.plain)?;
        Ok(self.by_case.dot(&charges.by_case) + self.by_day.dot(&charges.by_day))
    }

    /// Full cost by unit and item.
    pub(super) fn matrix(&self, charges: &Scaled) -> Computed<Vec<ItemAmounts>> {
        self.usable(&charges.plain)?;
        if !charges.same {
            self.known(&charges.plain)?;
        }
        let cell = |unit: usize, item: usize| -> Fraction {
            let plain = &charges.plain[unit];
            let Ok(rates) = &self.ratios[unit] else {
                return Fraction::zero();
            };
            if plain.is_zero() || rates[item].is_zero() {
                return Fraction::zero();
            }
            if charges.same {
                return &rates[item] * plain;
            }
            let Ok((variable, per_day)) = &self.behaviour[unit][item] else {
                return Fraction::zero();
            };
            let one = Fraction::one();
            let moving =
                &(&(&one - per_day) * &charges.by_case[unit]) + &(per_day * &charges.by_day[unit]);
            &rates[item] * &(&(&(&one - variable) * plain) + &(variable * &moving))
        };
        Ok((0..self.ratios.len())
            .map(|unit| std::array::from_fn(|item| cell(unit, item)))
            .collect())
    }
}
