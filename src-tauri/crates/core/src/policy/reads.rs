//! Which fields of a case the rules of a pack read.

use std::collections::BTreeSet;

use super::{
    AddonOf, CoefficientOn, Flow, PatientMode, PolicyPack, PriceMethod, Route, RouteTest,
    SpecialMode,
};
use crate::facts::CaseTable;

/// Optional columns of the form of discharges that a rule may read, in the order of the form.
/// 规则可读取的选填列
pub const OPTIONAL_FIELDS: [&str; 19] = [
    "department",
    "facility",
    "patient_share",
    "self_funded",
    "patient",
    "admitted",
    "age",
    "ward",
    "excluded",
    "new_technology",
    "unreasonable",
    "tcm_share",
    "critical_days",
    "critical",
    "cci",
    "auxiliary",
    "review",
    "non_local",
    "excuse",
];

fn of_test(test: &RouteTest) -> Option<&'static str> {
    Some(match test {
        RouteTest::AgeBelow(_) | RouteTest::AgeAtLeast(_) => "age",
        RouteTest::Department(_) => "department",
        RouteTest::Ward(_) => "ward",
        RouteTest::TcmAtLeast(_) => "tcm_share",
        RouteTest::NonLocal(_) => "non_local",
        RouteTest::Critical(_) => "critical",
        RouteTest::SpecialReview(_) => "review",
        RouteTest::LosAtMost(_)
        | RouteTest::LosAtLeast(_)
        | RouteTest::Flag(_)
        | RouteTest::Grouped(_)
        | RouteTest::Scheme(_)
        | RouteTest::Grade(_) => return None,
    })
}

impl Flow {
    fn fields(&self, found: &mut BTreeSet<&'static str>) {
        found.extend(self.routes.iter().filter_map(|rule| of_test(&rule.test)));
        if let PriceMethod::PerDay { critical, .. } = &self.price {
            found.extend(critical.iter().map(|_| "critical"));
        }
        for coefficient in &self.coefficients {
            found.extend(match coefficient.on {
                CoefficientOn::Pack | CoefficientOn::Group => None,
                CoefficientOn::Hospital => Some("facility"),
                CoefficientOn::Age => Some("age"),
                CoefficientOn::Cci => Some("cci"),
                CoefficientOn::Auxiliary(_) => Some("auxiliary"),
                CoefficientOn::TcmGate(_) => Some("tcm_share"),
            });
        }
        if self
            .outlier
            .as_ref()
            .is_some_and(|own| own.critical.is_some())
        {
            found.insert("critical_days");
        }
        let strip = self.strips();
        let asked = [
            (strip.excluded, "excluded"),
            (strip.new_technology, "new_technology"),
            (strip.unreasonable, "unreasonable"),
        ];
        found.extend(asked.iter().filter(|(at, _)| at.is_some()).map(|own| own.1));
        found.extend(self.addons.iter().map(|addon| match addon.of {
            AddonOf::Excluded => "excluded",
            AddonOf::NewTechnology => "new_technology",
            AddonOf::CriticalDays => "critical_days",
        }));
        if let Some(rule) = &self.readmission {
            found.extend(["patient", "admitted"]);
            if !rule.except.is_empty() {
                found.insert("excuse");
            }
        }
        if let Some(rule) = &self.special {
            found.insert("review");
            if rule.mode == SpecialMode::ByItem {
                found.insert("unreasonable");
            }
        }
        if self.patient != PatientMode::Whole {
            found.insert("patient_share");
        }
        if matches!(self.patient, PatientMode::Proportional(_)) {
            found.insert("self_funded");
        }
    }
}

impl PolicyPack {
    /// Optional fields of a case that some rule reads: see [`OPTIONAL_FIELDS`].
    /// 规则读取的列
    pub fn case_fields(&self) -> BTreeSet<&'static str> {
        let mut found: BTreeSet<&'static str> = self
            .routing
            .iter()
            .flat_map(|route| &route.all)
            .filter_map(of_test)
            .collect();
        for (_, flow) in self.flows() {
            flow.fields(&mut found);
        }
        let by_item = |rule: &super::SchemeRule| rule.route == Route::Itemised;
        if self
            .schemes
            .values()
            .chain(&self.other_schemes)
            .any(by_item)
        {
            found.insert("patient_share");
        }
        found
    }
}

/// Whether any case states an optional field.
fn is_stated(table: &CaseTable, field: &str) -> bool {
    fn any<T>(column: &[Option<T>]) -> bool {
        column.iter().any(Option::is_some)
    }
    let terms = &table.terms;
    match field {
        "department" => table.departments.iter().any(|code| !code.is_empty()),
        "facility" => table.facilities.iter().any(|code| !code.is_empty()),
        "patient_share" => table.no_patient_share.count() < table.len(),
        "self_funded" => table.no_self_funded.count() < table.len(),
        "patient" => any(&terms.patient),
        "admitted" => any(&terms.admitted),
        "age" => any(&terms.age),
        "ward" => any(&terms.ward),
        "excluded" => any(&terms.excluded),
        "new_technology" => any(&terms.new_technology),
        "unreasonable" => any(&terms.unreasonable),
        "tcm_share" => any(&terms.tcm_share),
        "critical_days" => any(&terms.critical_days),
        "critical" => any(&terms.critical),
        "cci" => any(&terms.cci),
        "auxiliary" => any(&terms.auxiliary),
        "review" => any(&terms.review),
        "non_local" => any(&terms.non_local),
        "excuse" => any(&terms.excuse),
        _ => false,
    }
}

impl PolicyPack {
    /// Optional columns of the cases against what the rules read: those read that no case states, and those stated
    /// that no rule reads, each in the order of the form. Unit and facility serve costing as well and are never the
    /// latter.
    /// 规则与病例列对照
    pub fn columns(&self, table: &CaseTable) -> [Vec<&'static str>; 2] {
        let read = self.case_fields();
        let mut found = [Vec::new(), Vec::new()];
        if table.is_empty() {
            return found;
        }
        for field in OPTIONAL_FIELDS {
            match (read.contains(field), is_stated(table, field)) {
                (true, false) => found[0].push(field),
                (false, true) if !["department", "facility"].contains(&field) => {
                    found[1].push(field);
                }
                _ => {}
            }
        }
        found
    }
}
