//! Monthly volume and cost of the units, from which mixed cost is taken apart.

use std::collections::BTreeMap;

use super::mixed_cost::Observation;
use crate::allocation::{bill_of, enters};
use crate::facts::Facts;
use crate::period::Period;
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Reason};

/// What a unit's volume is counted in.
/// 业务量口径
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Volume {
    /// 实际占用床日
    BedDays,
    /// 门急诊人次
    Visits,
}

impl Volume {
    /// Stable key; that of the workload form's field.
    pub const fn key(self) -> &'static str {
        ["bed_days", "visits"][self as usize]
    }
}

/// One month of one unit.
/// 月度观测值
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitMonth {
    /// Month.
    pub period: Period,
    /// Volume and cost (分).
    pub point: Observation,
    /// Rows of the workload, by position.
    pub rows: Vec<usize>,
    /// Ledger lines, by position.
    pub lines: Vec<usize>,
}

/// A unit with its months.
/// 科室月度业务量与成本
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitMonths {
    /// Unit.
    pub department: usize,
    /// What is counted; why not where that is not clear: a unit with visits and bed-days, or cost booked without a month.
    pub volume: Computed<Volume>,
    /// Months with a volume and a ledger line, in order.
    pub months: Vec<UnitMonth>,
    /// Months with one of the two only: left out, because the other is unknown, not 0.
    pub left_out: usize,
}

impl UnitMonths {
    /// Volume and cost of the months.
    ///
    /// # Errors
    /// Why the unit's volume is not one.
    pub fn points(&self) -> Computed<Vec<Observation>> {
        self.volume.clone()?;
        Ok(self
            .months
            .iter()
            .map(|month| month.point.clone())
            .collect())
    }
}

/// Units with a workload, in order of their codes. The cost is what the ledger books to the unit at the plan's level,
/// without shared bills.
///
/// Source of the method: cost-method §4.1.
pub fn unit_months(facts: &Facts, plan: &Plan) -> Vec<UnitMonths> {
    let mut work: BTreeMap<usize, BTreeMap<Period, Vec<usize>>> = BTreeMap::new();
    for (at, row) in facts.workload.iter().enumerate() {
        if let Some(unit) = facts.department_index(&row.department) {
            let months = work.entry(unit).or_default();
            months.entry(row.period).or_default().push(at);
        }
    }
    let mut cost: BTreeMap<usize, BTreeMap<Period, Vec<usize>>> = BTreeMap::new();
    for (at, line) in facts.ledger.iter().enumerate() {
        let Some(unit) = facts.department_index(&line.department) else {
            continue;
        };
        let class = facts.departments[unit].0.class;
        let known = facts
            .accounts
            .iter()
            .any(|rule| rule.account == line.account);
        if known
            && enters(plan.level, line.funding, Some(class))
            && bill_of(plan, &line.department, &line.account).is_none()
        {
            let months = cost.entry(unit).or_default();
            months.entry(line.period).or_default().push(at);
        }
    }
    let none = BTreeMap::new();
    work.into_iter()
        .filter_map(|(unit, work)| of_unit(facts, unit, &work, cost.get(&unit).unwrap_or(&none)))
        .collect()
}

fn of_unit(
    facts: &Facts,
    department: usize,
    work: &BTreeMap<Period, Vec<usize>>,
    cost: &BTreeMap<Period, Vec<usize>>,
) -> Option<UnitMonths> {
    let count = |row: &usize, volume: Volume| match volume {
        Volume::BedDays => facts.workload[*row].bed_days,
        Volume::Visits => facts.workload[*row].visits,
    };
    let has = |volume| work.values().flatten().any(|row| count(row, volume) > 0);
    let volume = match (has(Volume::BedDays), has(Volume::Visits)) {
        (true, false) => Ok(Volume::BedDays),
        (false, true) => Ok(Volume::Visits),
        (true, true) => Err(Reason::new("reason.two_volumes")),
        (false, false) => return None,
    };
    let yearly = work
        .keys()
        .chain(cost.keys())
        .any(|period| period.month == 0);
    let volume = match volume {
        Ok(_) if yearly => Err(Reason::new("reason.no_months")),
        other => other,
    };
    let mut months = Vec::new();
    if let Ok(volume) = volume {
        for (period, rows) in work {
            if let Some(lines) = cost.get(period) {
                let fen = lines.iter().map(|line| facts.ledger[*line].amount.exact());
                let volumes = rows.iter().map(|row| Fraction::whole(count(row, volume)));
                months.push(UnitMonth {
                    period: *period,
                    point: Observation {
                        volume: volumes.sum(),
                        cost: fen.sum(),
                    },
                    rows: rows.clone(),
                    lines: lines.clone(),
                });
            }
        }
    }
    let both = work
        .keys()
        .filter(|period| cost.contains_key(period))
        .count();
    Some(UnitMonths {
        department,
        volume,
        months,
        left_out: work.len() + cost.len() - 2 * both,
    })
}
