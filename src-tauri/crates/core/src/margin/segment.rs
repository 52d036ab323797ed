//! Segments from cells, with the factors of a scenario.

use std::collections::BTreeMap;

use super::cells::Cell;
use super::rates::{Scaled, UnitRates};
use super::teams::team_name;
use super::{Segment, SegmentKind, no_cases};
use crate::facts::Facts;
use crate::issue::{Issue, Severity};
use crate::payment::Payments;
use crate::plan::{Adjustments, Plan};
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction, Reason, rounding};

/// What every segment needs.
pub(super) struct Context<'a> {
    facts: &'a Facts,
    plan: &'a Plan,
    rates: &'a UnitRates,
    /// Per group of the dictionary: which factor pair.
    class: Vec<usize>,
    /// Distinct (cases, stay) factors.
    factors: Vec<(Fraction, Fraction)>,
    weights: &'a [Option<Fraction>],
    /// Per group: reference stay (days) and charge (分).
    reference: Vec<(Option<Fraction>, Option<Fraction>)>,
    policy: &'a PolicyPack,
    items_move: bool,
}

/// Whole-number sums of cells under one factor pair.
#[derive(Clone, Default)]
struct Sums {
    cases: i128,
    days: i128,
    charge: i128,
    revenue: i128,
    fund: i128,
    low: i128,
    high: i128,
    unpriced: i128,
    units: [Vec<i128>; 2],
    given: [i128; 2],
}

fn whole(value: i128) -> Fraction {
    Fraction::whole(value)
}

impl<'a> Context<'a> {
    pub fn new(
        facts: &'a Facts,
        policy: &'a PolicyPack,
        plan: &'a Plan,
        payments: &'a Payments,
        adjustments: &Adjustments,
        rates: &'a UnitRates,
    ) -> Self {
        let mut factors: Vec<(Fraction, Fraction)> = Vec::new();
        let mut known: BTreeMap<(Fraction, Fraction), usize> = BTreeMap::new();
        let of = |map: &BTreeMap<String, Fraction>, code: &str| {
            map.get(code).cloned().unwrap_or_else(Fraction::one)
        };
        let mut class = Vec::with_capacity(facts.cases.groups.len());
        for code in &facts.cases.groups {
            let pair = (of(&adjustments.volume, code), of(&adjustments.los, code));
            class.push(*known.entry(pair.clone()).or_insert_with(|| {
                factors.push(pair);
                factors.len() - 1
            }));
        }
        let hundred = Fraction::from(100);
        let reference = facts
            .cases
            .groups
            .iter()
            .map(|code| {
                let row = policy.groups.get(code);
                let positive =
                    |value: &Option<Fraction>| value.clone().filter(Fraction::is_positive);
                (
                    row.and_then(|row| positive(&row.mean_los)),
                    row.and_then(|row| positive(&row.mean_charge))
                        .map(|yuan| yuan * &hundred),
                )
            })
            .collect();
        Self {
            facts,
            plan,
            rates,
            class,
            factors,
            weights: &payments.settled_weights,
            reference,
            policy,
            items_move: adjustments.items_move(),
        }
    }

    /// One segment per code that has cells, sorted by code.
    pub fn dimension(
        &self,
        kind: SegmentKind,
        codes: &[String],
        cells: &[&Cell],
        of: fn(&Cell) -> u32,
    ) -> Vec<Segment> {
        let mut by_index: BTreeMap<u32, Vec<&Cell>> = BTreeMap::new();
        for cell in cells {
            by_index.entry(of(cell)).or_default().push(cell);
        }
        let mut segments: Vec<Segment> = by_index
            .into_iter()
            .map(|(index, cells)| {
                let code = codes.get(index as usize).map_or("", String::as_str);
                let own_name: String;
                let name = match kind {
                    SegmentKind::Team => {
                        own_name = team_name(self.facts, code);
                        &own_name
                    }
                    SegmentKind::Group => {
                        let own = self.facts.cases.group_names.get(index as usize);
                        own.filter(|name| !name.is_empty())
                            .or_else(|| self.policy.groups.get(code).map(|row| &row.name))
                            .map_or("", String::as_str)
                    }
                    SegmentKind::Department => self
                        .facts
                        .department(code)
                        .map_or("", |unit| unit.name.as_str()),
                    _ => "",
                };
                self.segment(
                    kind,
                    code,
                    if name.is_empty() { code } else { name },
                    &cells,
                )
            })
            .collect();
        segments.sort_by(|a, b| a.code.cmp(&b.code));
        segments
    }

    /// One segment over cells.
    pub fn segment(&self, kind: SegmentKind, code: &str, name: &str, cells: &[&Cell]) -> Segment {
        let mut sums = vec![Sums::default(); self.factors.len()];
        let units = self.rates.ratios.len();
        let (mut no_detail, mut any_given) = (0, false);
        let mut by_group: BTreeMap<u32, [i128; 3]> = BTreeMap::new();
        for cell in cells {
            let group = by_group.entry(cell.group).or_default();
            for (sum, value) in group.iter_mut().zip([cell.cases, cell.days, cell.charge]) {
                *sum += value;
            }
            let sum = &mut sums[self.class[cell.group as usize]];
            sum.cases += cell.cases;
            sum.days += cell.days;
            sum.charge += cell.charge;
            sum.revenue += cell.revenue;
            sum.fund += cell.fund;
            sum.low += cell.low;
            sum.high += cell.high;
            no_detail += cell.no_detail;
            any_given |= cell.given;
            let priced = usize::from(cell.unpriced);
            if cell.unpriced {
                sum.unpriced += cell.cases;
            }
            sum.given[priced] += cell.given_cost;
            let charges = &mut sum.units[priced];
            charges.resize(units, 0);
            for (to, from) in charges.iter_mut().zip(&cell.units) {
                *to += from;
            }
        }
        let scaled = |of: fn(&Sums) -> i128| -> Fraction {
            let parts = sums
                .iter()
                .zip(&self.factors)
                .map(|(sum, (m, _))| &whole(of(sum)) * m);
            parts.sum()
        };
        let detail = |value: Computed<Fraction>| {
            if no_detail == 0 {
                value
            } else {
                Err(Reason::new("reason.no_fee_detail"))
            }
        };
        let bases = [0, 1].map(|which| self.charges(&sums, &[which]));
        let both = self.charges(&sums, &[0, 1]);
        let cost = detail(self.cost(&sums, &[0, 1], &both));
        let variable = detail(self.variable(&sums, &[0, 1], &both));
        let unpriced = scaled(|sum| sum.unpriced);
        let has_unpriced = sums.iter().any(|sum| sum.unpriced > 0);
        let unpriced_cost = if has_unpriced {
            detail(self.cost(&sums, &[1], &bases[1]))
        } else {
            Ok(Fraction::zero())
        };
        let cases = scaled(|sum| sum.cases);
        let revenue = scaled(|sum| sum.revenue);
        let basis = |all: &Computed<Fraction>, part: Computed<Fraction>| -> Computed<Fraction> {
            if cells.is_empty() {
                return Err(no_cases());
            }
            if cells.iter().all(|cell| cell.unpriced) {
                return Err(Reason::new("reason.unpriced"));
            }
            Ok(&revenue - &(all.clone()? - part?))
        };
        let gap = basis(&cost, unpriced_cost.clone());
        let unpriced_variable = if has_unpriced {
            self.variable(&sums, &[1], &bases[1])
        } else {
            Ok(Fraction::zero())
        };
        let contribution = basis(&variable, unpriced_variable);
        let matrix = if any_given || no_detail > 0 {
            None
        } else {
            self.rates.matrix(&both).ok()
        };
        let bed_days: Fraction = sums
            .iter()
            .zip(&self.factors)
            .map(|(sum, (m, l))| &whole(sum.days) * &(m * l))
            .sum();
        let indices = self.indices(&by_group);
        let no_weight = || Reason::new("reason.no_weighted_cases");
        Segment {
            kind,
            code: code.to_owned(),
            name: name.to_owned(),
            charge: scaled(|sum| sum.charge),
            fund: scaled(|sum| sum.fund),
            cost,
            unpriced_cost,
            variable,
            matrix,
            gap,
            contribution,
            cmi: indices.weight.over(&indices.weighted, no_weight),
            weight: indices.weight,
            weighted_cases: indices.weighted,
            los: bed_days.over(&cases, no_cases),
            time_index: indices.time,
            cost_index: indices.cost,
            low: scaled(|sum| sum.low),
            high: scaled(|sum| sum.high),
            cases,
            bed_days,
            revenue,
            unpriced,
        }
    }

    /// Charges per service unit of priced (0) and unpriced (1) cases under the factors.
    fn charges(&self, sums: &[Sums], which: &[usize]) -> Scaled {
        let units = self.rates.ratios.len();
        let plain = |sum: &Sums, unit: usize| -> i128 {
            which
                .iter()
                .filter_map(|part| sum.units[*part].get(unit))
                .sum()
        };
        let one = Fraction::one();
        let moved =
            |sum: &Sums, (m, l): &(Fraction, Fraction)| sum.cases != 0 && (*m != one || *l != one);
        let same = !sums
            .iter()
            .zip(&self.factors)
            .any(|(sum, factors)| moved(sum, factors));
        let each = |factor: &dyn Fn(&(Fraction, Fraction)) -> Fraction| -> Vec<Fraction> {
            let of = |unit: usize| {
                sums.iter()
                    .zip(&self.factors)
                    .map(|(sum, pair)| &whole(plain(sum, unit)) * &factor(pair))
                    .sum()
            };
            (0..units).map(of).collect()
        };
        let base: Vec<Fraction> = (0..units)
            .map(|unit| whole(sums.iter().map(|sum| plain(sum, unit)).sum()))
            .collect();
        if same {
            return Scaled {
                by_case: base.clone(),
                by_day: base.clone(),
                plain: base,
                same,
            };
        }
        Scaled {
            plain: base,
            by_case: each(&|(m, _)| m.clone()),
            by_day: each(&|(m, l)| m * l),
            same,
        }
    }

    fn cost(&self, sums: &[Sums], which: &[usize], charges: &Scaled) -> Computed<Fraction> {
        let mut total = self.rates.cost(charges)?;
        for (sum, (m, _)) in sums.iter().zip(&self.factors) {
            let given = whole(which.iter().map(|part| sum.given[*part]).sum());
            if given.is_zero() {
                continue;
            }
            if *m == Fraction::one() {
                total += &given;
            } else {
                let fixed = self.fixed_share()?;
                total += &(&given * &(fixed + &(&(&Fraction::one() - fixed) * m)));
            }
        }
        Ok(total)
    }

    fn variable(&self, sums: &[Sums], which: &[usize], charges: &Scaled) -> Computed<Fraction> {
        let mut total = self.rates.variable(charges)?;
        for (sum, (m, _)) in sums.iter().zip(&self.factors) {
            let given = whole(which.iter().map(|part| sum.given[*part]).sum());
            if !given.is_zero() {
                total += &(&(&given * &(&Fraction::one() - self.fixed_share()?)) * m);
            }
        }
        Ok(total)
    }

    fn fixed_share(&self) -> Computed<&Fraction> {
        self.plan
            .stated_fixed_share
            .as_ref()
            .ok_or_else(|| Reason::new("reason.no_fixed_share"))
    }

    fn indices(&self, by_group: &BTreeMap<u32, [i128; 3]>) -> Indices {
        let (mut weight, mut weighted) = (Vec::new(), Vec::new());
        let mut time = (Vec::new(), Vec::new());
        let mut cost = (Vec::new(), Vec::new());
        let none = || Reason::new("reason.no_reference");
        for (group, [cases, days, charge]) in by_group {
            let index = *group as usize;
            let (m, l) = &self.factors[self.class[index]];
            let cases = &whole(*cases) * m;
            if let Some(Some(own)) = self.weights.get(index) {
                weight.push(&cases * own);
                weighted.push(cases.clone());
            }
            let Some((stay, mean)) = self.reference.get(index) else {
                continue;
            };
            if let Some(Ok(part)) = stay
                .as_ref()
                .map(|stay| (&whole(*days) * &(m * l)).over(stay, none))
            {
                time.0.push(part);
                time.1.push(cases.clone());
            }
            if let Some(Ok(part)) = mean
                .as_ref()
                .map(|mean| (&whole(*charge) * m).over(mean, none))
            {
                cost.0.push(part);
                cost.1.push(cases);
            }
        }
        let ratio = |(parts, cases): (Vec<Fraction>, Vec<Fraction>)| {
            parts
                .iter()
                .sum::<Fraction>()
                .over(&cases.iter().sum(), none)
        };
        Indices {
            weight: weight.iter().sum(),
            weighted: weighted.iter().sum(),
            time: ratio(time),
            cost: ratio(cost),
        }
    }

    /// Trouble that concerns the margins of all cases.
    pub fn issues(&self, cells: &[&Cell], all: &Segment, issues: &mut Vec<Issue>) {
        let count = |keep: &dyn Fn(&Cell) -> bool| -> i128 {
            cells
                .iter()
                .filter(|cell| keep(cell))
                .map(|cell| cell.cases)
                .sum()
        };
        let unpriced = count(&|cell| cell.unpriced);
        if unpriced > 0 {
            let cost = all.unpriced_cost.as_ref().map_or_else(
                |reason| format!("@{}", reason.code),
                |cost| rounding::to_money(cost).to_string(),
            );
            issues.push(
                Issue::new(Severity::Warning, "margin.unpriced_cases")
                    .with("cases", unpriced.to_string())
                    .with("amount", cost),
            );
        }
        let given = count(&|cell| cell.given);
        if given == 0 {
            return;
        }
        let named =
            |code: &str| Issue::new(Severity::Warning, code).with("cases", given.to_string());
        let one = Fraction::one();
        if self.items_move {
            issues.push(named("margin.given_cost_items"));
        }
        if self.factors.iter().any(|(_, stay)| *stay != one) {
            issues.push(named("margin.given_cost_stay"));
        }
        if self.plan.stated_fixed_share.is_none() {
            issues.push(named("margin.no_fixed_share"));
        }
    }
}

struct Indices {
    weight: Fraction,
    weighted: Fraction,
    time: Computed<Fraction>,
    cost: Computed<Fraction>,
}
