//! What somebody writing a pack slips on is told by name: blank amounts, misspelt keys and columns, values nothing
//! reads, worked cases without a price (payment-rules §9: no default, no silent factor of 1).

use std::path::Path;

use yingheng_core::facts::Facts;
use yingheng_core::facts::ImportBatch;
use yingheng_core::facts::accept::{AcceptContext, RawRow, RawValue, accept_rows};
use yingheng_core::issue::Issue;
use yingheng_core::payment::{OutlierKind, explain, settle};
use yingheng_core::period::Period;
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::{PatientMode, PolicyPack};
use yingheng_io::pack_files::{PackFile, parse, read_folder};

fn generic() -> Vec<PackFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/policy");
    read_folder(&root.join("cn/generic")).expect("files")
}

/// The generic pack with texts replaced.
fn written(changes: &[(&str, &str, &str)]) -> Vec<PackFile> {
    let mut files = generic();
    for (name, from, to) in changes {
        let file = files.iter_mut().find(|own| own.name == *name);
        let file = file.expect("the file");
        let text = String::from_utf8(file.bytes.clone()).expect("text");
        assert!(text.contains(from), "{name} has no {from}");
        file.bytes = text.replacen(from, to, 1).into_bytes();
    }
    files
}

fn refused(changes: &[(&str, &str, &str)]) -> Vec<Issue> {
    parse(&written(changes)).expect_err("refused")
}

fn argument<'a>(issue: &'a Issue, name: &str) -> &'a str {
    issue.message.arguments.get(name).map_or("", String::as_str)
}

/// Discharges as the form brings them, of one scheme and group.
fn discharges(fields: &[&str], rows: &[&[&str]]) -> Facts {
    let columns = (fields.iter().zip(1..))
        .map(|(field, column)| ((*field).to_owned(), column))
        .collect();
    let batch = ImportBatch {
        id: 1,
        form: "cases".into(),
        period: Period {
            year: 2025,
            month: 0,
        },
        columns,
        ..ImportBatch::default()
    };
    let rows: Vec<RawRow> = (rows.iter().zip(2..))
        .map(|(texts, row)| RawRow {
            row,
            values: (texts.iter().zip(1..))
                .map(|(text, column)| RawValue {
                    column,
                    text: (*text).into(),
                    ..RawValue::default()
                })
                .collect(),
        })
        .collect();
    let context = AcceptContext {
        batch,
        choices: Vec::new(),
    };
    let accepted = accept_rows(&context, &rows);
    assert_eq!(accepted.rejected, 0, "{:?}", accepted.issues);
    let mut facts = accepted.facts;
    facts.period = Period {
        year: 2025,
        month: 0,
    };
    facts
}

const FIELDS: [&str; 8] = [
    "token",
    "group",
    "scheme",
    "discharged",
    "los",
    "charge",
    "patient_share",
    "self_funded",
];

fn paid(facts: &Facts, pack: &PolicyPack) -> (Vec<Option<i64>>, Vec<String>) {
    let (payments, issues) = settle(facts, pack, &Adjustments::default());
    let fund = |case: &yingheng_core::payment::CasePayment| {
        (case.kind != OutlierKind::Unpriced).then(|| case.fund.fen())
    };
    let lacking = issues
        .iter()
        .filter(|issue| issue.code() == "payment.needs_field")
        .map(|issue| format!("{} {}", argument(issue, "field"), argument(issue, "cases")));
    (payments.cases.iter().map(fund).collect(), lacking.collect())
}

/// A01, 职工: standard 0.5 × 10,000 = 5,000 元.
#[test]
fn a_blank_part_of_the_patient_is_not_nought() {
    let facts = discharges(
        &FIELDS,
        &[
            &[
                "1",
                "A01",
                "职工",
                "2025-03-01",
                "5",
                "5200.00",
                "1500.00",
                "",
            ],
            &["2", "A01", "职工", "2025-03-02", "5", "5200.00", "", ""],
            &[
                "3",
                "A01",
                "职工",
                "2025-03-03",
                "5",
                "5200.00",
                "0",
                "100.00",
            ],
            &["4", "A01", "自费", "2025-03-03", "5", "5200.00", "", ""],
        ],
    );
    let mut pack = parse(&generic()).expect("the generic pack");
    // The second case has no price and says why; who pays everything himself is asked nothing.
    let (funds, lacking) = paid(&facts, &pack);
    assert_eq!(funds, [Some(350_000), None, Some(500_000), Some(0)]);
    assert_eq!(lacking, ["@field.patient_share 1"]);
    let why = explain(&facts, &pack, &Adjustments::default(), 1).expect_err("no price");
    assert_eq!(why.key, "payment.needs_field");

    // The self-funded part is asked only where the fund pays a ratio of the rest.
    pack.flow.patient = PatientMode::Proportional("excess_share".into());
    let (funds, lacking) = paid(&facts, &pack);
    assert_eq!(funds, [None, None, Some(392_000), Some(0)]);
    assert_eq!(lacking, ["@field.patient_share 1", "@field.self_funded 1"]);

    // Rules that speak of the whole payment ask neither.
    pack.flow.patient = PatientMode::Whole;
    let (funds, lacking) = paid(&facts, &pack);
    assert_eq!(
        funds,
        [Some(500_000), Some(500_000), Some(500_000), Some(0)]
    );
    assert!(lacking.is_empty());

    // Marks stay with their cases when some are left out.
    pack.flow.patient = PatientMode::DeductActual;
    let kept = yingheng_core::facts::CaseTable::clone(&facts.cases);
    assert!(kept.no_patient_share.is(1) && !kept.no_patient_share.is(2));
}

#[test]
fn columns_read_and_columns_there_are_set_side_by_side() {
    let fields = [
        "token",
        "group",
        "scheme",
        "discharged",
        "los",
        "charge",
        "age",
    ];
    let row: &[&str] = &["1", "A01", "职工", "2025-03-01", "5", "5200.00", "71"];
    let facts = discharges(&fields, &[row]);
    let pack = parse(&generic()).expect("the generic pack");
    let [lacking, unread] = pack.columns(&facts.cases);
    assert_eq!(lacking, ["patient_share"]);
    assert_eq!(unread, ["age"]);
}

#[test]
fn a_slip_of_the_pen_is_refused_with_the_nearest_word() {
    for (file, from, to, code, nearest) in [
        (
            "pack.toml",
            "settle = \"by_actual\"",
            "setle = \"by_actual\"",
            "pack.unknown_key",
            "settle",
        ),
        (
            "pack.toml",
            "grade =",
            "grad =",
            "pack.unknown_key",
            "grade",
        ),
        (
            "golden.toml",
            "patient_share",
            "patient_shar",
            "pack.unknown_key",
            "patient_share",
        ),
        (
            "groups.csv",
            "weight",
            "wieght",
            "pack.unknown_column",
            "weight",
        ),
    ] {
        let faults = refused(&[(file, from, to)]);
        let fault = faults.iter().find(|own| own.code() == code);
        let fault = fault.unwrap_or_else(|| panic!("{from}: {faults:#?}"));
        assert_eq!(argument(fault, "nearest"), nearest);
        assert_eq!(fault.place.file.as_deref(), Some(file));
    }
    let faults = refused(&[("pack.toml", "undated = \"period_end\"", "")]);
    assert_eq!(faults[0].code(), "pack.missing_key");
    assert_eq!(argument(&faults[0], "where"), "undated");
}

#[test]
fn one_parameter_has_one_value_from_a_day() {
    let one = "[[parameter.low.value]]\nfrom = \"2025-01-01\"\ncompare = \"lt\"\nnumber = \"0.40\"\nsource = \"placeholder\"\n";
    let two = format!("{one}{}", one.replace("0.40", "0.50"));
    let faults = refused(&[("pack.toml", one, &two)]);
    assert_eq!(faults[0].code(), "pack.date_twice");
    assert_eq!(argument(&faults[0], "parameter"), "low");
}

#[test]
fn a_worked_case_without_a_price_is_told_once_with_what_it_lacks() {
    let strip = "\n[flow.strip]\nexcluded = \"before\"\n\n[flow.patient]\n";
    let faults = refused(&[("pack.toml", "\n[flow.patient]\n", strip)]);
    // Three priced cases of the generic pack; the fourth expects no price.
    assert_eq!(faults.len(), 3, "{faults:#?}");
    for fault in &faults {
        assert_eq!(fault.code(), "pack.golden_unpriced");
        assert_eq!(argument(fault, "what"), "@field.excluded");
        assert_eq!(argument(fault, "cause"), "payment.needs_field");
    }
    assert_eq!(argument(&faults[0], "case"), "normal");
    let early = ("golden.toml", "2025-03-01", "2024-03-01");
    let faults = refused(&[early]);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert_eq!(argument(&faults[0], "cause"), "payment.no_value_yet");
    assert!(!argument(&faults[0], "what").is_empty());
}

fn warned(changes: &[(&str, &str, &str)]) -> Vec<String> {
    let pack = parse(&written(changes)).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let told = pack.review().into_iter();
    told.map(|own| {
        let named = ["parameter", "flag", "column", "key", "source", "lacks"];
        let named = named.map(|name| argument(&own, name));
        let named: Vec<&str> = named.into_iter().filter(|text| !text.is_empty()).collect();
        format!("{} {}", own.code(), named.join(" "))
    })
    .collect()
}

#[test]
fn what_no_rule_reads_is_warned_about() {
    assert_eq!(warned(&[]), Vec::<String>::new());
    let spare = "\n[parameter.lowest]\nunit = \"1\"\n[[parameter.lowest.value]]\nfrom = \"2025-01-01\"\nnumber = \"0.40\"\nsource = \"placeholder\"\n\n[flow.price]\n";
    assert_eq!(
        warned(&[("pack.toml", "\n[flow.price]\n", spare)]),
        ["pack.unread_parameter lowest"]
    );
    let replace = "scope = \"base\"\nreplace = [{ flag = \"basic\", parameter = \"coefficient\" }]";
    assert_eq!(
        warned(&[
            ("pack.toml", "scope = \"base\"", replace),
            ("groups.csv", "5000.00,5.0,,,,", "5000.00,5.0,,,basci,"),
        ]),
        ["pack.unread_flag basci", "pack.flag_on_no_group basic"]
    );
    assert_eq!(
        warned(&[(
            "pack.toml",
            "\"居民\" = \"9000.00\"",
            "\"居民\" = \"9000.00\", \"居明\" = \"1\""
        )]),
        ["pack.unread_line rate 居明"]
    );
    assert_eq!(
        warned(&[(
            "pack.toml",
            "level = \"assumption\"",
            "level = \"official\""
        )]),
        ["pack.official_unproved placeholder number, issuer, issued"]
    );
    let second = "\n[source.second]\ntitle = \"t\"\nlevel = \"practice\"\n\n[scheme]\n";
    assert_eq!(
        warned(&[("pack.toml", "\n[scheme]\n", second)]),
        ["pack.unread_source second"]
    );
    assert_eq!(
        warned(&[
            ("groups.csv", "flags,status", "flags,status,kk.二级"),
            ("groups.csv", ",published", ",published,1.1"),
            (
                "groups.csv",
                "12000.00,8.0,,,,published",
                "12000.00,8.0,,,,published,"
            ),
            ("groups.csv", ",unpublished", ",unpublished,"),
        ]),
        ["pack.unread_column kk.二级"]
    );
}

/// Rules of the year need the patient's part, which such a pack never reads.
#[test]
fn whole_payments_and_rules_of_the_year_exclude_each_other() {
    let both = "mode = \"whole\"\n\n[year]\norder = []\n\n[[year.clearing]]\nfrom = \"2025-01-01\"\nsource = \"placeholder\"\ndue = \"06-20\"\ninstalments = 3";
    let faults = refused(&[("pack.toml", "mode = \"deduct_actual\"", both)]);
    let told = faults
        .iter()
        .any(|own| own.code() == "pack.whole_with_year");
    assert!(told, "{faults:#?}");
}
