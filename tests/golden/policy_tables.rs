//! The tables of a policy pack print the pack: every dated value with its days, source and certainty, in full.
//!
//! Expected lines are read off templates/policy/cn/demo-county/2025/pack.toml by hand.

use std::path::Path;

use yingheng_core::policy::{PolicyPack, Value};
use yingheng_core::report::{Cell, Table, policy};
use yingheng_io::pack_files;

fn pack() -> PolicyPack {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/policy/cn/demo-county/2025");
    pack_files::load(&folder).expect("the demonstration pack loads")
}

/// Cells of a row: texts as they are, messages by key with their arguments.
fn line(table: &Table, key: &str) -> Vec<String> {
    let row = table.rows.iter().find(|row| row.key == key);
    let row = row.unwrap_or_else(|| panic!("no row {key}"));
    row.cells
        .iter()
        .map(|cell| match cell {
            Cell::Text { text } | Cell::Figure { text, .. } => text.clone(),
            Cell::Label { message } => {
                let given: Vec<&str> = message.arguments.values().map(String::as_str).collect();
                format!("{} {}", message.key, given.join(" "))
                    .trim()
                    .to_owned()
            }
            Cell::NotComputable { reason } => reason.code.to_owned(),
            Cell::Empty => String::new(),
        })
        .collect()
}

#[test]
fn every_parameter_stands_with_its_days_source_and_certainty() {
    let table = policy::parameters(&pack());
    let demo = "示范市演示参数(虚构,非政策文件)";
    let later = "示范市 2026 年费率预估(虚构,供跨年重算演示)";
    let rate = |part: &str, value: &str, from: &str, to: &str, clause: &str| {
        [
            "rate",
            "policy.role_rate",
            part,
            "",
            value,
            "policy.unit_yuan_per_weight",
            from,
            to,
            "certainty.assumption",
            clause,
        ]
        .map(str::to_owned)
        .to_vec()
    };
    let (own, other) = ("policy.part_scheme 职工", "policy.part_scheme 居民");
    // Keyed values in the order of their keys.
    let first: Vec<Vec<String>> = (1..=2)
        .map(|n| line(&table, &format!("rate/1/{n}")))
        .collect();
    for expected in [
        rate(own, "9600", "2025-01-01", "2025-12-31", demo),
        rate(other, "9100", "2025-01-01", "2025-12-31", demo),
    ] {
        assert!(first.contains(&expected), "{expected:?} not in {first:?}");
    }
    let second: Vec<Vec<String>> = (1..=2)
        .map(|n| line(&table, &format!("rate/2/{n}")))
        .collect();
    assert!(
        second.contains(&rate(own, "9450", "2026-01-01", "policy.open_ended", later)),
        "{second:?}"
    );
    let steps: Vec<Vec<String>> = (1..=4)
        .map(|n| line(&table, &format!("high/1/{n}"))[1..5].to_vec())
        .collect();
    let step = |part: &str, value: &str| {
        ["policy.role_high", part, ">", value]
            .map(str::to_owned)
            .to_vec()
    };
    assert_eq!(
        steps,
        [
            step("policy.step_weight_below 1", "3"),
            step("policy.step_weight_below 2", "2.5"),
            step("policy.step_weight_below 3", "2"),
            step("policy.step_weight_rest 3", "1.5"),
        ]
    );
    assert_eq!(line(&table, "low/1/1")[3..5], ["<", "0.4"]);
    assert_eq!(line(&table, "los_long/1/1")[1], "policy.role_los_at_least");
    assert_eq!(
        line(&table, "coefficient_basic/1/1")[1],
        "policy.role_coefficient_instead"
    );
}

#[test]
fn values_are_printed_in_full() {
    let mut pack = pack();
    for (written, printed) in [
        ("0.123456789", "0.123456789"),
        ("9600.00", "9600"),
        ("1/3", "1/3"),
        ("-12.50", "-12.5"),
    ] {
        let entry = &mut pack
            .parameters
            .get_mut("excess_share")
            .expect("parameter")
            .entries[0];
        entry.value = Some(Value::Number(written.parse().expect("number")));
        assert_eq!(
            line(&policy::parameters(&pack), "excess_share/1/1")[4],
            printed
        );
    }
    pack.parameters
        .get_mut("excess_share")
        .expect("parameter")
        .entries[0]
        .value = None;
    assert_eq!(
        line(&policy::parameters(&pack), "excess_share/1/1")[4],
        "policy.ended"
    );
}

#[test]
fn groups_and_sources_stand_as_the_pack_has_them() {
    let pack = pack();
    let groups = policy::groups(&pack);
    assert_eq!(groups.rows.len(), pack.groups.rows().len());
    let keys: Vec<&str> = groups
        .columns
        .iter()
        .map(|column| column.key.as_str())
        .collect();
    // No fixed payments in this pack, so no column for them.
    assert_eq!(
        keys,
        ["code", "name", "weight", "mean_charge", "mean_los", "flags"]
    );
    assert_eq!(line(&groups, "AH11")[2..5], ["6.0404", "55252.38", "21.00"]);
    let sources = policy::sources(&pack);
    assert_eq!(sources.rows.len(), pack.sources.len());
}
