//! Which case and which service a line of quantities means.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::facts::{Facts, SourceRef};
use crate::hospital::ServiceUnitKind;
use crate::issue::{Issue, Severity};
use crate::plan::Plan;
use crate::quantity::{Fraction, rounding};

/// One quantity of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseService {
    /// Index into the cases.
    pub case: usize,
    /// Index into [`Facts::case_services`].
    pub row: usize,
}

/// Quantities that belong to a case, and the total volumes of the service units.
/// 病例服务量(已对应)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CaseServices {
    /// Quantities of service units (plan order): `units[unit]`, in file order.
    pub units: Vec<Vec<CaseService>>,
    /// Quantities of charged items, in file order.
    pub items: Vec<CaseService>,
    /// Total volume per service unit (plan order); `None` where nobody gave one.
    pub volumes: Vec<Option<Fraction>>,
}

/// Finds case and service of every line; what leads nowhere is named and left out.
pub(in crate::costing) fn case_services(
    facts: &Facts,
    plan: &Plan,
    issues: &mut Vec<Issue>,
) -> CaseServices {
    let position: BTreeMap<&str, usize> = plan
        .service_units
        .iter()
        .enumerate()
        .rev()
        .map(|(index, unit)| (unit.code.as_str(), index))
        .collect();
    let mut out = CaseServices {
        units: vec![Vec::new(); plan.service_units.len()],
        items: Vec::new(),
        volumes: volumes(facts, plan, &position, issues),
    };
    let cases = Cases::new(facts);
    let [mut unknown, mut several, mut carved] = <[Found<'_>; 3]>::default();
    for (row, line) in facts.case_services.iter().enumerate() {
        let case = match cases.find(&line.token, line.discharged) {
            [case] => *case,
            [] => {
                unknown.note(line.source, "");
                continue;
            }
            _ => {
                several.note(line.source, "");
                continue;
            }
        };
        let found = CaseService { case, row };
        match position.get(line.service.as_str()) {
            Some(unit) if plan.service_units[*unit].kind != ServiceUnitKind::Members => {
                carved.note(line.source, &line.service);
            }
            Some(unit) => out.units[*unit].push(found),
            None => out.items.push(found),
        }
    }
    let error = Severity::Error;
    issues.extend(unknown.issue(facts, error, "costing.services_unknown_case", "token"));
    issues.extend(several.issue(facts, error, "costing.services_several_stays", "token"));
    issues.extend(carved.issue(facts, error, "costing.services_carved_unit", "service"));
    exceeded(facts, plan, &out, issues);
    out
}

/// Quantities of the cases beyond the total of the unit: one of the two files is wrong.
fn exceeded(facts: &Facts, plan: &Plan, services: &CaseServices, issues: &mut Vec<Issue>) {
    let units = plan.service_units.iter().zip(&services.units);
    for ((unit, lines), volume) in units.zip(&services.volumes) {
        let used: Fraction = lines
            .iter()
            .filter_map(|line| facts.case_services.get(line.row))
            .map(|line| &line.quantity)
            .sum();
        if let Some(volume) = volume.as_ref().filter(|volume| used > **volume) {
            let first = facts
                .service_volumes
                .iter()
                .find(|row| row.service_unit == unit.code);
            let place = first.map(|row| facts.place(row.source, "volume"));
            issues.push(
                Issue::new(Severity::Warning, "costing.services_exceed_volume")
                    .with("unit", unit.code.as_str())
                    .with("name", unit.name.as_str())
                    .with("cases", rounding::to_text(&used, 2))
                    .with("volume", rounding::to_text(volume, 2))
                    .at(place.unwrap_or_default()),
            );
        }
    }
}

fn volumes(
    facts: &Facts,
    plan: &Plan,
    position: &BTreeMap<&str, usize>,
    issues: &mut Vec<Issue>,
) -> Vec<Option<Fraction>> {
    let mut volumes: Vec<Option<Fraction>> = vec![None; plan.service_units.len()];
    let mut unknown = Found::default();
    for row in &facts.service_volumes {
        match position.get(row.service_unit.as_str()) {
            Some(unit) => *volumes[*unit].get_or_insert_default() += &row.volume,
            None => unknown.note(row.source, &row.service_unit),
        }
    }
    let code = "costing.volume_unknown_unit";
    issues.extend(unknown.issue(facts, Severity::Error, code, "service_unit"));
    volumes
}

/// Cases by stay number.
struct Cases<'a>(BTreeMap<(&'a str, Option<i32>), Vec<usize>>);

impl<'a> Cases<'a> {
    fn new(facts: &'a Facts) -> Self {
        let mut cases: BTreeMap<(&str, Option<i32>), Vec<usize>> = BTreeMap::new();
        let wanted: BTreeSet<&str> = facts
            .case_services
            .iter()
            .map(|row| row.token.as_str())
            .collect();
        let table = &facts.cases;
        for (case, (token, day)) in table.token.iter().zip(&table.discharged).enumerate() {
            if wanted.contains(token.as_str()) {
                cases.entry((token, None)).or_default().push(case);
                if day.is_some() {
                    cases.entry((token, *day)).or_default().push(case);
                }
            }
        }
        Self(cases)
    }
    /// The cases of a number, of that day where one is given.
    fn find(&self, token: &'a str, day: Option<i32>) -> &[usize] {
        self.0.get(&(token, day)).map_or(&[], Vec::as_slice)
    }
}

/// How often, where first, which codes.
#[derive(Default)]
struct Found<'a> {
    count: u64,
    first: SourceRef,
    codes: BTreeSet<&'a str>,
}

impl<'a> Found<'a> {
    fn note(&mut self, source: SourceRef, code: &'a str) {
        if self.count == 0 {
            self.first = source;
        }
        self.count += 1;
        if !code.is_empty() {
            self.codes.insert(code);
        }
    }
    fn issue(&self, facts: &Facts, severity: Severity, code: &str, field: &str) -> Option<Issue> {
        let codes: Vec<&str> = self.codes.iter().take(5).copied().collect();
        (self.count > 0).then(|| {
            Issue::new(severity, code)
                .with("count", self.count.to_string())
                .with("codes", codes.join(", "))
                .at(facts.place(self.first, field))
        })
    }
}
