//! Which rows of the facts a driver value is the sum of.

use super::driver::REVENUE_DRIVERS;
use crate::facts::Facts;

/// One row behind a driver value; positions are those of the facts.
/// 分配参数来源
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DriverFact {
    /// A row of the driver form.
    Row(usize),
    /// A person's share of time.
    Person(usize),
    /// Visits of a workload row.
    Visits(usize),
    /// Bed-days of a workload row.
    BedDays(usize),
    /// A line of income.
    Revenue(usize),
    /// A discharge.
    Discharge(usize),
}

/// Rows of a receiving unit's value of a driver: those measured for this giver, else those measured for all givers, else
/// what the driver is derived from. `giver` is `None` for shared bills and meters. The same precedence as
/// `Drivers::values`; the property of one changed cell holds the two together.
/// 分配参数明细
pub fn driver_facts(
    facts: &Facts,
    driver: &str,
    giver: Option<usize>,
    unit: usize,
) -> Vec<DriverFact> {
    let Some((receiver, _)) = facts.departments.get(unit) else {
        return Vec::new();
    };
    let code = receiver.code.as_str();
    let giver = giver.and_then(|giver| facts.departments.get(giver));
    let giver = giver.map(|(unit, _)| unit.code.as_str());
    let rows = |source: Option<&str>| {
        let of_source = |row: &&crate::facts::DriverRow| {
            row.driver == driver && row.source_unit.as_deref() == source
        };
        let known = facts.drivers.iter().any(|row| of_source(&row));
        known.then(|| {
            let own = facts.drivers.iter().enumerate();
            own.filter(|(_, row)| of_source(row) && row.department == code)
                .map(|(at, _)| DriverFact::Row(at))
                .collect()
        })
    };
    let own = giver.and_then(|giver| rows(Some(giver)));
    if let Some(found) = own.or_else(|| rows(None)) {
        return found;
    }
    let workload = |kind: fn(usize) -> DriverFact| {
        let rows = facts.workload.iter().enumerate();
        rows.filter(|(_, row)| row.department == code)
            .map(|(at, _)| kind(at))
            .collect()
    };
    let revenue = |holds: &dyn Fn(&crate::facts::RevenueLine) -> bool| {
        let lines = facts.revenue.iter().enumerate();
        lines
            .filter(|(_, line)| holds(line))
            .map(|(at, _)| DriverFact::Revenue(at))
            .collect()
    };
    match (driver, giver) {
        ("headcount", _) => {
            let people = facts.staff.iter().enumerate();
            people
                .filter(|(_, person)| person.department == code)
                .map(|(at, _)| DriverFact::Person(at))
                .collect()
        }
        ("visits", _) => workload(DriverFact::Visits),
        ("bed_days", _) => workload(DriverFact::BedDays),
        ("discharges", _) => {
            let cases = &facts.cases;
            let of_case = |case: &usize| {
                let at = cases.department.get(*case).map(|at| *at as usize);
                at.and_then(|at| cases.departments.get(at))
                    .is_some_and(|own| own == code)
            };
            (0..cases.department.len())
                .filter(of_case)
                .map(DriverFact::Discharge)
                .collect()
        }
        ("executed_revenue", _) => revenue(&|line| line.executing == code),
        ("inpatient_revenue", _) => revenue(&|line| line.executing == code && line.inpatient),
        ("outpatient_revenue", _) => revenue(&|line| line.executing == code && !line.inpatient),
        ("ordered_revenue", Some(giver)) => {
            revenue(&|line| line.executing == giver && line.ordering == code)
        }
        _ => Vec::new(),
    }
}

/// Whether a giver's values of a driver are amounts of income (in 分): derived ones are, imported ones are in whatever
/// the file measures. `giver` is `None` for shared bills and meters.
/// 分配参数是否为收入金额
pub fn driver_is_money(facts: &Facts, driver: &str, giver: Option<usize>) -> bool {
    let giver = giver.and_then(|giver| facts.departments.get(giver));
    let giver = giver.map(|(unit, _)| unit.code.as_str());
    REVENUE_DRIVERS.contains(&driver)
        && !facts.drivers.iter().any(|row| {
            let source = row.source_unit.as_deref();
            row.driver == driver && (source.is_none() || source == giver)
        })
}
