//! Weekly prepayment, and worked years inside a pack.

use std::path::Path;

use serde_json::Value as Json;
use yingheng_core::clearing::{
    MonthSum, StatedYear, WeekSum, settle_account, settle_year, week_of,
};
use yingheng_core::facts::{CaseTable, Facts, SourceRef};
use yingheng_core::payment::{CasePayment, OutlierKind, Payments};
use yingheng_core::period::{Date, Period};
use yingheng_core::plan::Adjustments;
use yingheng_core::quantity::{Fraction, Money};
use yingheng_io::pack_files::{self, PackFile};

use crate::read::{case, money, pack, parsed, text};

const WEEKLY: &str = include_str!("../data/pay-weekly.json");

/// Rules of the year of an area that prepays by week; `more` goes into the rule.
fn rules(more: &str) -> String {
    format!(
        "[year]\norder = []\n[[year.account]]\nid = \"a\"\nname = {{ zh = \"a\", en = \"a\" }}\nschemes = [\"职工\", \"居民\"]\n\
         [[year.clearing]]\nfrom = \"2025-01-01\"\nsource = \"demo\"\ndue = \"06-20\"\ninstalments = 1\n\
         [[month.prepay]]\nfrom = \"2025-01-01\"\nsource = \"demo\"\n{more}\n"
    )
}

fn weekly(golden: &Json) -> String {
    let params = &golden["params"];
    rules(&format!(
        "share = \"{}\"\non = \"posted\"\nevery = \"week\"\nlag = {}\nday = {}\ntrue_up = {{ lag = {}, day = {} }}",
        text(&params["share"]),
        params["lag_weeks"],
        params["weekday"],
        params["true_up"]["lag"],
        params["true_up"]["day"]
    ))
}

#[test]
fn a_week_is_prepaid_on_its_day_and_the_month_trues_up() {
    let golden = case(WEEKLY, "WKP-01");
    let inputs = &golden["inputs"];
    let weeks = inputs["weeks"].as_array().expect("weeks").iter();
    let weeks: Vec<WeekSum> = weeks
        .map(|week| {
            let (from, to) = week_of(text(&week["from"]).parse().expect("day")).expect("week");
            assert_eq!(from.to_string(), text(&week["from"]));
            WeekSum {
                from,
                to,
                posted: money(&week["posted"]),
                settled: money(&week["settled"]),
            }
        })
        .collect();
    let stated = StatedYear {
        year: 2025,
        months: vec![MonthSum {
            period: Period {
                year: 2025,
                month: 1,
            },
            cases: Fraction::from(100),
            charge: Money::ZERO,
            posted: weeks.iter().map(|week| week.posted).sum(),
            settled: money(&inputs["settled"]),
            weeks,
        }],
        patients: Money::ZERO,
        points: None,
        prepaid: None,
    };
    let year = settle_account(&pack(&weekly(&golden)), "a", stated).expect("settled");
    let cash = year.cash.expect("dated");
    let found: Vec<[String; 3]> = cash
        .flows
        .iter()
        .map(|flow| {
            [
                flow.date.to_string(),
                flow.kind.key().to_owned(),
                flow.amount.to_string(),
            ]
        })
        .collect();
    let expected: Vec<[String; 3]> =
        serde_json::from_value(golden["expected"]["cash"].clone()).expect("cash");
    assert_eq!(found, expected);
    assert_eq!(
        cash.cleared.to_string(),
        text(&golden["expected"]["cleared"])
    );
}

#[test]
fn weeks_are_cut_at_the_ends_of_a_month() {
    let of = |text: &str| {
        let (from, to) = week_of(text.parse().expect("day")).expect("week");
        format!("{from}/{to}")
    };
    assert_eq!(of("2025-01-01"), "2025-01-01/2025-01-05");
    assert_eq!(of("2025-01-05"), "2025-01-01/2025-01-05");
    assert_eq!(of("2025-01-06"), "2025-01-06/2025-01-12");
    assert_eq!(of("2025-01-31"), "2025-01-27/2025-01-31");
    assert_eq!(of("2024-02-29"), "2024-02-26/2024-02-29");
}

#[test]
fn a_weekday_beyond_the_week_is_refused() {
    let rule = "share = \"0.8\"\non = \"posted\"\nevery = \"week\"\nlag = 1\nday = 8";
    let faults = parsed(&rules(rule)).expect_err("no eighth day");
    let codes: Vec<&str> = faults.iter().map(|fault| fault.code()).collect();
    assert_eq!(codes, ["pack.year_weekday"]);
}

/// The cases of a hospital, paid and gathered by week: the weeks add up to their month, and every week is prepaid once.
#[test]
fn the_weeks_of_real_cases_add_up_to_their_months() {
    let golden = case(WEEKLY, "WKP-01");
    let pack = pack(&weekly(&golden));
    let cases = 97_usize;
    let first = Date::new(2025, 1, 1).expect("day").day_number();
    let day = |case: usize| first + i32::try_from(case * 11 % 365).expect("small");
    let table = CaseTable {
        groups: vec!["g".into()],
        group_names: vec![String::new()],
        departments: vec!["d".into()],
        schemes: vec!["职工".into(), "居民".into()],
        facilities: vec![String::new()],
        group: vec![0; cases],
        department: vec![0; cases],
        scheme: (0..97).map(|case| case % 2).collect(),
        facility: vec![0; cases],
        los: vec![3; cases],
        discharged: (0..cases).map(|case| Some(day(case))).collect(),
        charge: (0..97).map(|case| 500_000 + 7_919 * case).collect(),
        patient_share: vec![100_000; cases],
        self_funded: vec![0; cases],
        given_cost: vec![None; cases],
        token: vec![String::new(); cases],
        source: vec![SourceRef::default(); cases],
        ..CaseTable::default()
    };
    let facts = Facts {
        period: Period {
            year: 2025,
            month: 0,
        },
        cases: table,
        ..Facts::default()
    };
    let paid = facts.cases.charge.iter().map(|fen| CasePayment {
        kind: OutlierKind::Normal,
        revenue: Money::from_fen(*fen),
        fund: Money::from_fen(fen / 2),
        ..CasePayment::UNPRICED
    });
    let payments = Payments {
        cases: paid.collect(),
        ..Payments::default()
    };
    let (found, _) = settle_year(&facts, &pack, &Adjustments::default(), &payments);
    let account = found.expect("rules").accounts.remove(0);
    assert!(account.months.len() > 1);
    let mut weeks = 0;
    for month in &account.months {
        assert_eq!(
            month.weeks.iter().map(|week| week.posted).sum::<Money>(),
            month.posted
        );
        assert_eq!(
            month.weeks.iter().map(|week| week.settled).sum::<Money>(),
            month.settled
        );
        weeks += month.weeks.len();
    }
    let cash = account.year.expect("year").cash.expect("dated");
    let paid = cash.flows.iter().filter(|flow| flow.week.is_some()).count();
    assert_eq!(paid, weeks);
    assert_eq!(cash.received, account.settled);
}

/// A shipped pack with one text of its worked cases replaced.
fn changed(folder: &str, from: &str, to: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/policy");
    let files = pack_files::read_folder(&root.join(folder)).expect("files");
    let files: Vec<PackFile> = files
        .into_iter()
        .map(|mut file| {
            if file.name == "golden.toml" {
                let whole = String::from_utf8(file.bytes).expect("text");
                assert!(whole.contains(from), "{from}");
                file.bytes = whole.replace(from, to).into_bytes();
            }
            file
        })
        .collect();
    match pack_files::parse(&files) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(|fault| fault.code().to_owned()).collect(),
    }
}

#[test]
fn a_worked_year_must_come_out_before_the_pack_loads() {
    let demo = "cn/demo-county/2025";
    let suqian = "cn/suqian/2025";
    assert!(changed(demo, "[[case]]", "[[case]]").is_empty());
    for (folder, from, to) in [
        (demo, "total = \"10240000.00\"", "total = \"10240000.01\""),
        (demo, "held = \"512000.00\"", "held = \"511999.99\""),
        (
            demo,
            "point_value = \"10.7825\"",
            "point_value = \"10.7826\"",
        ),
        (
            demo,
            "clearing = \"-2731000.00\"",
            "clearing = \"2731000.00\"",
        ),
        (
            demo,
            "\"2026-08-20\", \"clawback\"",
            "\"2026-08-21\", \"clawback\"",
        ),
        (suqian, "total = \"5460000.00\"", "total = \"5880000.00\""),
    ] {
        assert_eq!(changed(folder, from, to), ["pack.golden_failed"], "{from}");
    }
    let empty = changed(
        suqian,
        "total = \"5460000.00\"\nwithheld = \"588000.00\"\n",
        "",
    );
    assert_eq!(empty, ["pack.year_case_empty"]);
    let subject = changed(demo, "pool = \"region\"\n", "");
    assert_eq!(subject, ["pack.year_case_subject", "pack.year_case_empty"]);
    // Without the inputs the frame leaves to the hospital nothing can be computed: told, not passed over.
    let inputs = "prior_average = \"10000.00\"\nprior_total = \"5200000.00\"\n";
    let unknown = changed(suqian, inputs, "");
    assert_eq!(unknown, ["pack.golden_failed", "pack.golden_failed"]);
}
