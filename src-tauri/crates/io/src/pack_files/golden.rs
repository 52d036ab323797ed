use super::{Faults, read_toml, shape};
use yingheng_core::facts::{CaseTable, Facts, SourceRef};
use yingheng_core::issue::{Issue, Severity};
use yingheng_core::payment::{OutlierKind, settle};
use yingheng_core::period::Date;
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::PolicyPack;
use yingheng_core::quantity::{Fraction, rounding};

const FILE: &str = "golden.toml";

/// Pays the pack's own worked cases through the engine; any difference is a fault.
pub(super) fn prove(pack: &PolicyPack, text: &str, faults: &mut Faults) {
    let Some(golden) = read_toml::<shape::Golden>(FILE, text, faults) else {
        return;
    };
    if golden.case.is_empty() {
        faults.add(FILE, None, Issue::new(Severity::Error, "pack.no_golden"));
    }
    for case in &golden.case {
        let Some(facts) = facts_of(case, faults) else {
            continue;
        };
        let (payments, issues) = settle(&facts, pack, &Adjustments::default());
        let Some(got) = payments.cases.first() else {
            continue;
        };
        let mut differs = |field: &str, expected: &str, found: String| {
            let cause = issues.first().map_or("–", |issue| issue.code()).to_owned();
            let issue = Issue::new(Severity::Error, "pack.golden_failed")
                .with("case", &case.id)
                .with("field", field);
            faults.add(
                FILE,
                None,
                issue
                    .with("expected", expected)
                    .with("found", found)
                    .with("cause", cause),
            );
        };
        if kind_key(got.kind) != case.kind {
            differs("kind", &case.kind, kind_key(got.kind).to_owned());
        }
        for (field, expected, found) in [
            ("standard", case.standard.as_deref(), got.standard),
            ("revenue", Some(case.revenue.as_str()), got.revenue),
            ("fund", Some(case.fund.as_str()), got.fund),
        ] {
            if let Some(expected) = expected
                && expected != found.to_string()
            {
                differs(field, expected, found.to_string());
            }
        }
    }
}

/// The word of a class in `golden.toml`.
pub(super) fn kind_key(kind: OutlierKind) -> &'static str {
    match kind {
        OutlierKind::Low => "low",
        OutlierKind::Normal => "normal",
        OutlierKind::High => "high",
        OutlierKind::Itemised => "itemised",
        OutlierKind::Unpriced => "unpriced",
    }
}

fn facts_of(case: &shape::GoldenCase, faults: &mut Faults) -> Option<Facts> {
    let mut amount = |field: &str, text: Option<&String>| {
        let Some(text) = text else { return Some(0) };
        let parsed = text.parse::<Fraction>().ok();
        if parsed.is_none() {
            let issue = Issue::new(Severity::Error, "pack.bad_number")
                .with("where", format!("{} {field}", case.id))
                .with("value", text);
            faults.add(FILE, None, issue);
        }
        parsed.map(|yuan| rounding::to_money(&(yuan * Fraction::from(100))).fen())
    };
    let (charge, patient, own) = (
        amount("charge", Some(&case.charge)),
        amount("patient_share", case.patient_share.as_ref()),
        amount("self_funded", case.self_funded.as_ref()),
    );
    let day = case.discharged.parse::<Date>().ok();
    if day.is_none() {
        faults.add(
            FILE,
            None,
            Issue::new(Severity::Error, "pack.bad_date")
                .with("where", &case.id)
                .with("value", &case.discharged),
        );
    }
    let cases = CaseTable {
        groups: vec![case.group.clone()],
        group_names: vec![String::new()],
        departments: vec![String::new()],
        schemes: vec![case.scheme.clone()],
        facilities: vec![String::new()],
        group: vec![0],
        department: vec![0],
        scheme: vec![0],
        facility: vec![0],
        los: vec![case.los],
        discharged: vec![Some(day?.day_number())],
        charge: vec![charge?],
        patient_share: vec![patient?],
        self_funded: vec![own?],
        given_cost: vec![None],
        token: vec![String::new()],
        source: vec![SourceRef::default()],
        ..CaseTable::default()
    };
    Some(Facts {
        cases,
        ..Facts::default()
    })
}
