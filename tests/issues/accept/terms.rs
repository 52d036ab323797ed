//! The optional columns of discharges.

use std::collections::BTreeSet;

use super::accept;
use yingheng_core::facts::Review;

/// An empty cell of a figure is nothing, never 0; an empty list or state of review says "none".
#[test]
fn optional_columns_of_discharges_say_what_they_lack() {
    let fields = [
        "group",
        "los",
        "charge",
        "age",
        "excluded",
        "auxiliary",
        "review",
        "tcm_share",
        "ward",
    ];
    let accepted = accept(
        "cases",
        &fields,
        &[
            &[
                "G",
                "3",
                "100",
                "71",
                "0",
                "b；a、b",
                "granted",
                "62.5%",
                "精神",
            ],
            &["G", "3", "100", "", "", "", "", "", ""],
        ],
    );
    assert!(accepted.issues.is_empty(), "{:?}", accepted.issues);
    let terms = &accepted.facts.cases.terms;
    assert_eq!(terms.age, [Some(71), None]);
    assert_eq!(terms.excluded, [Some(0), None]);
    assert_eq!(terms.auxiliaries, ["a;b", ""]);
    assert_eq!(terms.auxiliary, [Some(0), Some(1)]);
    assert_eq!(terms.review, [Some(Review::Granted), Some(Review::None)]);
    assert_eq!(terms.tcm_share, [Some(625_000), None]);
    assert_eq!(terms.wards, ["精神"]);
    assert_eq!(terms.ward, [Some(0), None]);
    // Columns no file has hold nothing at all.
    assert!(terms.critical.is_empty() && terms.patient.is_empty());
}

/// Files write ages in many ways; what cannot be read never keeps a case out.
#[test]
fn trouble_in_optional_columns_keeps_the_case() {
    let ages = [
        "71", "71岁", "3岁2月", "5月", "28天", "", "-1", "420", "成人",
    ];
    let rows: Vec<[&str; 5]> = ages
        .iter()
        .map(|age| ["G", "3", "100", age, "2025-13-45"])
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
    let fields = ["group", "los", "charge", "age", "admitted"];
    let accepted = accept("cases", &fields, &rows);
    assert_eq!(accepted.rejected, 0);
    let terms = &accepted.facts.cases.terms;
    let years = [
        Some(71),
        Some(71),
        Some(3),
        Some(0),
        Some(0),
        None,
        None,
        None,
        None,
    ];
    assert_eq!(terms.age, years);
    assert!(terms.admitted.is_empty());
    let codes: BTreeSet<&str> = accepted.issues.iter().map(|issue| issue.code()).collect();
    assert_eq!(codes, BTreeSet::from(["accept.optional_unread"]));
    assert_eq!(accepted.issues.len(), 3 + ages.len());
    for (field, text) in [
        ("excluded", "-1"),
        ("tcm_share", "120%"),
        ("critical", "也许"),
        ("cci", "3.5"),
    ] {
        let accepted = accept(
            "cases",
            &["group", "los", "charge", field],
            &[&["G", "3", "1", text]],
        );
        let found: Vec<&str> = accepted.issues.iter().map(|issue| issue.code()).collect();
        assert_eq!(found, ["accept.optional_unread"], "{field}");
        assert_eq!(accepted.rejected, 0, "{field}");
    }
}

/// A dash or an empty cell names no physician group; the column of another file stays whole beside one that lacks it.
#[test]
fn physician_groups_are_optional() {
    let fields = ["group", "los", "charge", "team"];
    let row = |team: &'static str| ["G", "3", "100", team];
    let teams = ["一组", "", "-", "　０１ ", "一组"].map(row);
    let rows: Vec<&[&str]> = teams.iter().map(|row| row.as_slice()).collect();
    let accepted = accept("cases", &fields, &rows);
    assert!(accepted.issues.is_empty(), "{:?}", accepted.issues);
    let cases = &accepted.facts.cases;
    let named: Vec<Option<&str>> = (0..cases.len()).map(|case| cases.team(case)).collect();
    assert_eq!(named, [Some("一组"), None, None, Some("01"), Some("一组")]);
    let without = accept("cases", &fields[..3], &[&["G", "3", "100"]]);
    assert!(without.facts.cases.terms.team.is_empty());
}
