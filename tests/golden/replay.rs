//! 重放: causes and joint effect by hand; a day, an overlay and a second pack; faults of an overlay by name.

#[path = "pay/build.rs"]
mod build;

use build::{Builder, Case, charge, facts, fen, first_day, number};
use serde_json::Value as Json;
use yingheng_core::facts::Facts;
use yingheng_core::payment::OutlierKind;
use yingheng_core::period::Date;
use yingheng_core::plan::{Adjustments, Plan};
use yingheng_core::policy::{
    Change, Entry, GroupRow, GroupTable, HighSettle, Overlay, OverlayChange, PolicyPack, Subject,
    Value, diff,
};
use yingheng_core::quantity::{Fraction, rounding};
use yingheng_core::replay::{CauseOf, Inputs, Replay, replay};

const TEXT: &str = include_str!("data/pay-replay.json");

fn pack(told: &Json) -> PolicyPack {
    let text = |key: &str| told[key].as_str().expect("a number").to_owned();
    let rows = ["G", "H", "X"].iter().filter_map(|code| {
        Some(GroupRow {
            code: (*code).to_owned(),
            weight: Some(number(told[*code].as_str()?)),
            published: true,
            ..GroupRow::default()
        })
    });
    let rows: Vec<GroupRow> = rows.collect();
    Builder::rate(&text("rate"), "1")
        .high(&text("high"), "gt", HighSettle::LinearShare("share".into()))
        .with("share", &text("share"))
        .change(|pack| pack.groups = GroupTable::new(first_day(), "s", rows))
        .0
}

fn cases(case: &Json) -> Facts {
    let rows = case["inputs"].as_array().expect("cases");
    let text = |row: &Json, key: &str| row[key].as_str().expect("a text").to_owned();
    let charges: Vec<String> = rows.iter().map(|row| text(row, "charge")).collect();
    let all: Vec<Case> = charges.iter().map(|own| charge(own)).collect();
    let mut facts = facts(&all);
    facts.cases.groups = ["G", "H", "X"].map(String::from).into();
    facts.cases.group_names = vec![String::new(); 3];
    for (slot, row) in facts.cases.group.iter_mut().zip(rows) {
        *slot = match row["group"].as_str() {
            Some("G") => 0,
            Some("H") => 1,
            _ => 2,
        };
    }
    facts
}

fn run(facts: &Facts, before: &PolicyPack, after: &PolicyPack) -> Replay {
    let (plan, adjustments) = (Plan::default(), Adjustments::default());
    let inputs = Inputs {
        facts,
        plan: &plan,
        adjustments: &adjustments,
        before,
        after,
    };
    replay(&inputs, 100)
}

fn yuan(exact: &Fraction) -> String {
    rounding::to_money(exact).to_string()
}

#[test]
fn causes_and_joint_effect_are_those_worked_by_hand() {
    let told: Json = serde_json::from_str(TEXT).expect("the golden file");
    let case = &told["cases"][0];
    let (before, after) = (
        pack(&case["params"]["before"]),
        pack(&case["params"]["after"]),
    );
    let found = run(&cases(case), &before, &after);
    let expected = &case["expected"];
    let paid = |one: &yingheng_core::replay::CaseMove| {
        (
            one.before.revenue.to_string(),
            one.after.revenue.to_string(),
            yuan(&Fraction::from(one.joint())),
        )
    };
    let mut moves: Vec<_> = found.top.iter().collect();
    moves.sort_by_key(|one| one.case);
    for (index, one) in moves.iter().enumerate() {
        assert_eq!(one.case, index);
        let (before, after, joint) = paid(one);
        assert_eq!(before, expected["before"][index], "case {index}");
        assert_eq!(after, expected["after"][index], "case {index}");
        assert_eq!(joint, expected["joint_of_cases"][index], "case {index}");
    }
    assert_eq!(moves.len(), 3, "the case that loses its price is no move");
    let effect = |of: CauseOf| {
        let cause = found.causes.iter().find(|cause| cause.of == of);
        yuan(&cause.expect("the cause").effect.revenue)
    };
    assert_eq!(found.causes.len(), 3);
    assert_eq!(effect(CauseOf::Value("rate".into())), expected["rate"]);
    assert_eq!(effect(CauseOf::Value("share".into())), expected["share"]);
    assert_eq!(effect(CauseOf::Groups), expected["groups"]);
    assert_eq!(yuan(&found.joint.revenue), expected["joint"]);
    assert_eq!(yuan(&found.difference().revenue), expected["difference"]);
    // What has no price any more stands apart, with its reason.
    assert_eq!(found.cease.len(), 1);
    assert_eq!(found.cease[0].reason.key, "payment.unknown_group");
    assert_eq!(found.cease[0].reason.arguments["group"], "X");
    assert_eq!(yuan(&found.cease[0].amount.revenue), expected["cease"]);
    assert!(found.appear.is_empty());
    let back = run(&cases(case), &after, &before);
    assert_eq!(back.appear.len(), 1);
    assert_eq!(back.appear[0].reason, found.cease[0].reason);
}

fn overlay(parameter: &str, key: Option<&str>, from: Date, value: &str) -> Overlay {
    Overlay {
        id: "try".into(),
        why: "预计费率下调".into(),
        who: "财务科".into(),
        when: Some(from),
        changes: vec![OverlayChange {
            parameter: parameter.into(),
            key: key.map(str::to_owned),
            from,
            value: number(value),
        }],
    }
}

fn day(year: i16, month: u8, day: u8) -> Date {
    Date::new(year, month, day).expect("a day")
}

/// One change, told as a second pack, as an overlay, and as a later day of the same pack: the same replay.
#[test]
fn a_pack_a_day_and_an_overlay_that_say_the_same_move_the_same() {
    let told: Json = serde_json::from_str(TEXT).expect("the golden file");
    let case = &told["cases"][0];
    let (facts, before) = (cases(case), pack(&case["params"]["before"]));
    let mut other = before.clone();
    let rate = other.parameters.get_mut("rate").expect("the rate");
    rate.entries[0].value = Some(Value::Number(number("5000")));
    let laid = before
        .overlaid(&overlay("rate", None, first_day(), "5000"))
        .expect("an overlay");
    let mut dated = before.clone();
    let rate = dated.parameters.get_mut("rate").expect("the rate");
    rate.entries.push(Entry {
        from: day(2026, 1, 1),
        value: Some(Value::Number(number("5000"))),
        source: "s".into(),
    });
    let later = dated.read_at(day(2026, 6, 1));
    let by = |after: &PolicyPack, before: &PolicyPack| {
        let found = run(&facts, before, after);
        (
            found.difference(),
            found.joint.clone(),
            found.causes[0].of.clone(),
            found.causes[0].effect.clone(),
            found.causes.len(),
        )
    };
    let by_pack = by(&other, &before);
    assert_eq!(by_pack, by(&laid, &before));
    assert_eq!(by_pack, by(&later, &dated));
    assert_eq!(by_pack.4, 1);
    assert!(by_pack.1.revenue.is_zero(), "one cause explains everything");
    // What the overlay says is cited from the overlay, as an assumption.
    let cited = &run(&facts, &before, &laid).causes[0].values[0];
    assert_eq!(cited.old, Some(number("5270.76")));
    assert_eq!(cited.new, Some(number("5000")));
    let (_, source) = cited.after.as_ref().expect("an entry");
    assert_eq!(laid.sources[source].title, "预计费率下调");
    assert_eq!(laid.certainty().key(), "assumption");
    // Undated cases are counted, not forgotten.
    let mut undated = cases(case);
    undated.cases.discharged[0] = None;
    let found = run(&undated, &dated, &later);
    assert_eq!((found.undated, found.neither), (1, 1), "refused either way");
}

#[test]
fn an_overlay_that_fits_nothing_is_refused_by_name() {
    let plain = Builder::rate("5270.76", "1").put(
        "bands",
        Value::Bands(vec![(Some(30), number("380")), (None, number("260"))]),
    );
    let refused = |parameter: &str, key: Option<&str>, from: Date| {
        let faults = plain.0.overlaid(&overlay(parameter, key, from, "1"));
        faults.expect_err("a fault")[0].key.clone()
    };
    assert_eq!(refused("rat", None, first_day()), "overlay.no_parameter");
    assert_eq!(
        refused("rate", None, day(2024, 12, 31)),
        "overlay.before_first"
    );
    assert_eq!(
        refused("rate", Some("S"), first_day()),
        "overlay.one_number"
    );
    assert_eq!(refused("bands", None, first_day()), "overlay.needs_key");
    assert_eq!(refused("bands", Some("31"), first_day()), "overlay.no_key");
    let mut twice = overlay("bands", Some("30"), first_day(), "1");
    twice.changes.push(twice.changes[0].clone());
    let faults = plain.0.overlaid(&twice).expect_err("a fault");
    assert_eq!(faults[0].key, "overlay.twice");
    let mut ended = plain.0.clone();
    let rate = ended.parameters.get_mut("rate").expect("the rate");
    rate.entries.push(Entry {
        from: day(2026, 1, 1),
        value: None,
        source: "s".into(),
    });
    let faults = ended.overlaid(&overlay("rate", None, day(2026, 2, 1), "1"));
    assert_eq!(faults.expect_err("a fault")[0].key, "overlay.ended");
    let laid = plain
        .0
        .overlaid(&overlay("bands", Some("rest"), first_day(), "250"))
        .expect("the last band has a name");
    assert_ne!(laid.content_hash, plain.0.content_hash);
    let found = diff(&plain.0, &laid);
    // The last line changed; the first line of the same entry is cited from the overlay as well.
    let said: Vec<Change> = found.iter().map(|one| one.change).collect();
    assert_eq!(said, [Change::Cited, Change::Changed]);
    let none = Overlay {
        changes: Vec::new(),
        ..twice
    };
    assert_eq!(plain.0.overlaid(&none), Ok(plain.0.clone()));
}

/// Every kind of statement is compared.
#[test]
fn a_difference_is_told_wherever_it_stands() {
    let told: Json = serde_json::from_str(TEXT).expect("the golden file");
    let params = &told["cases"][0]["params"];
    let (before, after) = (pack(&params["before"]), pack(&params["after"]));
    let subjects: Vec<Subject> = diff(&before, &after)
        .into_iter()
        .map(|one| one.subject)
        .collect();
    let value = |id: &str| {
        let is =
            |subject: &&Subject| matches!(subject, Subject::Value { id: own, .. } if own == id);
        subjects.iter().filter(is).count()
    };
    assert_eq!((value("rate"), value("share"), value("high")), (1, 1, 0));
    let groups = |code: &str| {
        let is =
            |subject: &&Subject| matches!(subject, Subject::Group { code: own, .. } if own == code);
        subjects.iter().filter(is).count()
    };
    assert_eq!((groups("G"), groups("H"), groups("X")), (0, 1, 2));
    assert_eq!(subjects.len(), 5);
    assert!(diff(&before, &before).is_empty());
    let mut year = before.clone();
    year.year.order = vec![yingheng_core::policy::YearStep::Pool];
    assert_eq!(diff(&before, &year).len(), 1);
    let mut rules = before.clone();
    rules.flow.rounding.payment = 1;
    assert_eq!(
        diff(&before, &rules)[0].subject,
        Subject::Method(String::new())
    );
    let found = run(&facts(&[charge("7000.00")]), &before, &rules);
    assert_eq!(found.causes[0].of, CauseOf::Rules);
    assert_eq!(
        found.difference().revenue,
        Fraction::from(-1 * (fen("5092.61") - fen("5092.60")))
    );
    assert_eq!(found.top[0].before.kind, OutlierKind::Normal);
}
