use super::{Faults, golden_year, read_toml, shape};
use yingheng_core::facts::{CaseTable, CaseTerms, Facts, Review, SourceRef};
use yingheng_core::issue::{Issue, Message, Severity};
use yingheng_core::payment::{OutlierKind, refusals, settle};
use yingheng_core::period::Date;
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::PolicyPack;
use yingheng_core::quantity::{Fraction, rounding};

pub(super) const FILE: &str = "golden.toml";

/// Pays the pack's own worked cases through the engine; any difference is a fault.
pub(super) fn prove(pack: &PolicyPack, text: &str, faults: &mut Faults) {
    let Some(golden) = read_toml::<shape::Golden>(FILE, text, faults) else {
        return;
    };
    if golden.case.is_empty() && !pack.is_frame() {
        faults.add(FILE, None, Issue::new(Severity::Error, "pack.no_golden"));
    }
    let mut tables: Vec<(Option<&str>, Vec<&shape::GoldenCase>)> = Vec::new();
    for case in &golden.case {
        let word = case.together.as_deref();
        let known = tables
            .iter_mut()
            .find(|(own, _)| word.is_some() && *own == word);
        match known {
            Some((_, cases)) => cases.push(case),
            None => tables.push((word, vec![case])),
        }
    }
    for (_, cases) in tables {
        prove_table(pack, &cases, faults);
    }
    for case in &golden.year_case {
        golden_year::prove(pack, case, faults);
    }
}

/// Pays cases that stand in one table and compares each.
fn prove_table(pack: &PolicyPack, cases: &[&shape::GoldenCase], faults: &mut Faults) {
    let mut rows = Vec::new();
    for case in cases {
        rows.extend(read(case, faults));
    }
    if rows.len() != cases.len() {
        return;
    }
    let (facts, plain) = (facts_of(&rows), Adjustments::default());
    let (payments, issues) = settle(&facts, pack, &plain);
    for (index, (case, got)) in cases.iter().zip(&payments.cases).enumerate() {
        let refused = got.kind == OutlierKind::Unpriced && case.kind != kind_key(got.kind);
        if refused && let Some(why) = refusals(&facts, pack, &plain, &[index]).first() {
            // One line for the case: amounts compared with 0 say nothing beyond it.
            faults.add(FILE, None, unpriced(&case.id, why));
            continue;
        }
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

/// A worked case that has no price, with what it lacks.
fn unpriced(case: &str, why: &Message) -> Issue {
    // The cause's own words speak of how many cases; these speak of the one.
    const NAMED: [(&str, &str); 12] = [
        ("needs_field", "field"),
        ("no_parameter", "parameter"),
        ("no_value_yet", "parameter"),
        ("value_ended", "parameter"),
        ("no_key", "key"),
        ("not_a_number", "parameter"),
        ("not_a_table", "parameter"),
        ("not_bands", "parameter"),
        ("unknown_group", "group"),
        ("unknown_scheme", "scheme"),
        ("no_method", "method"),
        ("frame", "first"),
    ];
    let cause = why.key.as_str();
    let short = cause.strip_prefix("payment.").unwrap_or(cause);
    let named = NAMED.iter().find(|(own, _)| *own == short);
    let what = match named {
        Some((_, argument)) => why.arguments.get(*argument).cloned(),
        None => None,
    };
    let told: Vec<String> = why
        .arguments
        .iter()
        .map(|(name, value)| format!("{name} = {}", value.trim_start_matches("@field.")))
        .collect();
    let reason = match named {
        Some(_) => format!("@pack.cause_{short}"),
        None => "@pack.cause_other".to_owned(),
    };
    Issue::new(Severity::Error, "pack.golden_unpriced")
        .with("case", case)
        .with("reason", reason)
        .with("what", what.unwrap_or_default())
        .with("cause", cause)
        .with("detail", told.join(", "))
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

/// A worked case with its texts read; amounts in 分.
struct Row<'a> {
    case: &'a shape::GoldenCase,
    amounts: [i64; 3],
    days: [Option<i32>; 2],
    terms: [Option<i64>; 3],
    tcm_share: Option<u32>,
    review: Option<Review>,
}

fn read<'a>(case: &'a shape::GoldenCase, faults: &mut Faults) -> Option<Row<'a>> {
    let mut bad = |code: &str, field: &str, value: &str| {
        let issue = Issue::new(Severity::Error, code)
            .with("where", format!("{} {field}", case.id))
            .with("value", value);
        faults.add(FILE, None, issue);
    };
    let mut fraction = |field: &str, text: Option<&String>| {
        let text = text?;
        let parsed = text.parse::<Fraction>().ok();
        if parsed.is_none() {
            bad("pack.bad_number", field, text);
        }
        Some(parsed)
    };
    let mut amount = |field: &str, text: Option<&String>| -> Option<Option<i64>> {
        let parsed = fraction(field, text);
        let fen = |yuan: Fraction| rounding::to_money(&(yuan * Fraction::from(100))).fen();
        parsed.map(|yuan| yuan.map(fen))
    };
    let amounts = [
        amount("charge", Some(&case.charge)),
        amount("patient_share", case.patient_share.as_ref()),
        amount("self_funded", case.self_funded.as_ref()),
    ]
    .map(|found| found.unwrap_or(Some(0)));
    let terms = [
        amount("excluded", case.excluded.as_ref()),
        amount("new_technology", case.new_technology.as_ref()),
        amount("unreasonable", case.unreasonable.as_ref()),
    ];
    let share = fraction("tcm_share", case.tcm_share.as_ref()).map(|share| {
        let millionths = rounding::floor(&(share? * Fraction::from(1_000_000)));
        u32::try_from(millionths).ok()
    });
    let mut day = |field: &str, text: Option<&String>| {
        let text = text?;
        let parsed = text.parse::<Date>().ok();
        if parsed.is_none() {
            bad("pack.bad_date", field, text);
        }
        Some(parsed.map(Date::day_number))
    };
    let days = [
        day("discharged", Some(&case.discharged)),
        day("admitted", case.admitted.as_ref()),
    ];
    let review = case.review.as_ref().map(|text| {
        let found = Review::ALL.into_iter().find(|own| own.key() == text);
        if found.is_none() {
            bad("pack.bad_word", "review", text);
        }
        found
    });
    let faulty = amounts.iter().any(Option::is_none)
        || terms.contains(&Some(None))
        || days.contains(&Some(None))
        || share == Some(None)
        || review == Some(None);
    (!faulty).then(|| Row {
        case,
        amounts: amounts.map(Option::unwrap_or_default),
        days: days.map(Option::flatten),
        terms: terms.map(Option::flatten),
        tcm_share: share.flatten(),
        review: review.flatten(),
    })
}

/// Numbers texts in order of first appearance.
fn numbered<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> (Vec<String>, Vec<Option<u32>>) {
    let mut words: Vec<String> = Vec::new();
    let places = texts
        .map(|text| {
            let text = text?;
            let known = words.iter().position(|own| own == text);
            let place = known.unwrap_or_else(|| {
                words.push(text.to_owned());
                words.len() - 1
            });
            u32::try_from(place).ok()
        })
        .collect();
    (words, places)
}

fn facts_of(rows: &[Row<'_>]) -> Facts {
    let n = rows.len();
    let list = |text: fn(&shape::GoldenCase) -> &str| {
        let (words, places) = numbered(rows.iter().map(|row| Some(text(row.case))));
        (words, places.into_iter().flatten().collect::<Vec<u32>>())
    };
    let words = |text: fn(&shape::GoldenCase) -> Option<&String>| {
        numbered(rows.iter().map(|row| text(row.case).map(String::as_str)))
    };
    let (groups, group) = list(|case| &case.group);
    let (schemes, scheme) = list(|case| &case.scheme);
    let (departments, department) = list(|case| &case.department);
    let (facilities, facility) = list(|case| &case.facility);
    let (wards, ward) = words(|case| case.ward.as_ref());
    let (patients, patient) = words(|case| case.patient.as_ref());
    let (auxiliaries, auxiliary) = words(|case| case.auxiliary.as_ref());
    let (excuses, excuse) = words(|case| case.excuse.as_ref());
    let amount = |index: usize| rows.iter().map(|row| row.amounts[index]).collect();
    let term = |index: usize| rows.iter().map(|row| row.terms[index]).collect();
    fn of<T>(rows: &[Row<'_>], get: fn(&Row<'_>) -> T) -> Vec<T> {
        rows.iter().map(get).collect()
    }
    let cases = CaseTable {
        group_names: vec![String::new(); groups.len()],
        groups,
        departments,
        schemes,
        facilities,
        group,
        department,
        scheme,
        facility,
        los: of(rows, |row| row.case.los),
        discharged: of(rows, |row| row.days[0]),
        charge: amount(0),
        patient_share: amount(1),
        self_funded: amount(2),
        given_cost: vec![None; n],
        token: vec![String::new(); n],
        source: vec![SourceRef::default(); n],
        terms: CaseTerms {
            wards,
            patients,
            auxiliaries,
            excuses,
            ward,
            patient,
            auxiliary,
            excuse,
            age: of(rows, |row| row.case.age),
            cci: of(rows, |row| row.case.cci),
            admitted: of(rows, |row| row.days[1]),
            excluded: term(0),
            new_technology: term(1),
            unreasonable: term(2),
            tcm_share: of(rows, |row| row.tcm_share),
            critical_days: of(rows, |row| row.case.critical_days),
            critical: of(rows, |row| row.case.critical),
            non_local: of(rows, |row| row.case.non_local),
            review: of(rows, |row| row.review),
            ..CaseTerms::default()
        },
        ..CaseTable::default()
    };
    Facts {
        cases,
        ..Facts::default()
    }
}
