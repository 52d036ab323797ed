//! Payment against charge against cost: every table of the view against figures worked out by hand, and every figure
//! against its own explanation.

#[path = "pay/build.rs"]
mod build;
#[path = "gap/world.rs"]
mod world;

use serde_json::Value;
use world::{Stay, World, cell, printed};
use yingheng_core::margin::SegmentKind;
use yingheng_core::quantity::Fraction;
use yingheng_core::report::gap_curves::{bins, ratio_table};
use yingheng_core::report::publish::text;
use yingheng_core::report::{Cell, Table};
use yingheng_core::trace::{Operation, Trace, TraceInputs, explain};

fn golden() -> Value {
    serde_json::from_str(include_str!("data/pay-gap.json")).expect("the golden file")
}

fn word(value: &Value, key: &str) -> String {
    value[key].as_str().expect("a text").to_owned()
}

fn stays(golden: &Value) -> Vec<Stay> {
    let cases = golden["cases"].as_array().expect("cases").iter();
    let stay = |case: &Value| Stay {
        group: word(case, "group"),
        department: word(case, "department"),
        team: word(case, "team"),
        payer: word(case, "payer"),
        charge: word(case, "charge"),
        cost: word(case, "cost"),
    };
    cases.map(stay).collect()
}

fn world(golden: &Value, stays: &[Stay]) -> World {
    let pack = &golden["pack"];
    let groups = pack["groups"].as_array().expect("groups").iter();
    let groups: Vec<_> = groups
        .map(|row| {
            (
                word(row, "code"),
                word(row, "weight"),
                word(row, "mean_charge"),
            )
        })
        .collect();
    let limits = ["rate", "low", "high"].map(|name| word(pack, name));
    let pack = world::pack(&limits[0], &limits[1], &limits[2], &groups);
    World::new(world::facts(stays), pack)
}

/// All tables of the view that hold segments or classes.
fn tables(world: &World) -> Vec<Table> {
    let (base, margins) = (world.base(), &world.run.margins);
    vec![
        base.table("gap_schemes", SegmentKind::Scheme, &margins.schemes),
        base.table(
            "gap_departments",
            SegmentKind::Department,
            &margins.departments,
        ),
        base.teams(),
        base.table("gap_groups", SegmentKind::Group, &margins.groups),
        base.classes(),
        base.ways(),
    ]
}

/// Rows and columns of a table against `{row: [text or null, …]}`.
fn compare(table: &Table, rows: &Value, columns: &[&str]) {
    let rows = rows.as_object().expect("rows");
    assert_eq!(table.rows.len(), rows.len(), "rows of {}", table.id);
    for (row, expected) in rows {
        for (at, key) in columns.iter().enumerate() {
            let found = printed(cell(table, row, key));
            let wanted = expected[at].as_str().map(str::to_owned);
            assert_eq!(found, wanted, "{} {row} {key}", table.id);
        }
    }
}

fn names(golden: &Value, key: &str) -> Vec<String> {
    let list = golden[key].as_array().expect("columns").iter();
    list.map(|name| name.as_str().expect("a name").to_owned())
        .collect()
}

#[test]
fn every_table_by_hand() {
    let golden = golden();
    let world = world(&golden, &stays(&golden));
    let columns = names(&golden, "columns");
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let all = tables(&world);
    let [schemes, departments, teams, groups, classes, _] = &all[..] else {
        panic!("six tables")
    };
    compare(schemes, &golden["schemes"], &columns);
    compare(departments, &golden["departments"], &columns);
    compare(teams, &golden["teams"], &columns);
    compare(groups, &golden["groups"], &columns);
    let class_columns = names(&golden, "class_columns");
    let class_columns: Vec<&str> = class_columns.iter().map(String::as_str).collect();
    compare(classes, &golden["classes"], &class_columns);
    for (row, cmi) in golden["team_cmi"].as_object().expect("rows") {
        let found = printed(cell(teams, row, "cmi"));
        assert_eq!(found.as_deref(), cmi.as_str(), "CMI of {row}");
    }
    for (group, zero) in golden["zero_points"].as_object().expect("groups") {
        for (at, key) in ["charge_zero", "cost_zero"].into_iter().enumerate() {
            let found = printed(cell(groups, group, key));
            assert_eq!(found.as_deref(), zero[at].as_str(), "{key} of {group}");
        }
    }
    let ratios = ratio_table(&bins(&world.base()));
    for row in &ratios.rows {
        let wanted = match row.key.as_str() {
            "total" => 6,
            from => golden["ratio_bins"][from].as_u64().unwrap_or(0),
        };
        let found = printed(cell(&ratios, &row.key, "paid_cases"));
        assert_eq!(found, Some(wanted.to_string()), "bin {}", row.key);
    }
}

/// Cases without a group stand last in a row of their own; the same name in two units is two groups; without the column
/// there is nothing to divide, and the table says so.
#[test]
fn unknown_groups_stay_visible_and_no_doctor_is_listed() {
    let golden = golden();
    let mut stays = stays(&golden);
    let table = world(&golden, &stays).base().teams();
    let keys: Vec<&str> = table.rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(
        keys,
        ["D1/一组", "D1/二组", "D2/一组", "team_unknown", "total"]
    );
    let Cell::Label { message } = cell(&table, "team_unknown", "team") else {
        panic!("the row of cases without a group has a name")
    };
    assert_eq!(message.key, "row.team_unknown");
    let notes = |table: &Table| -> Vec<String> {
        table.notes.iter().map(|note| note.key.clone()).collect()
    };
    assert_eq!(notes(&table)[0], "note.gap_teams_rule");
    for stay in &mut stays {
        stay.team.clear();
    }
    let none = world(&golden, &stays);
    assert_eq!(none.run.margins.teams, []);
    let table = none.base().teams();
    assert_eq!(table.rows.len(), 1, "the hospital alone");
    assert!(notes(&table).contains(&"note.gap_teams_none".to_owned()));
}

/// What a node says its value is made of must make it.
fn adds_up(node: &Trace, key: &str) {
    let values: Option<Vec<Fraction>> = (node.operands.iter())
        .map(|one| one.value.clone().ok())
        .collect();
    let (Some(operation), Some(values), Ok(value)) = (node.operation, values, &node.value) else {
        return;
    };
    let made = match operation {
        Operation::Sum => values.iter().sum(),
        Operation::Difference => &values[0] - &values[1],
        Operation::Product => values.iter().fold(Fraction::one(), |all, one| all * one),
        Operation::Quotient => values[0]
            .over(&values[1], || unreachable!("a divisor"))
            .expect("a quotient"),
        Operation::Steps => return,
    };
    assert_eq!(made, *value, "{key}");
    node.operands.iter().for_each(|one| adds_up(one, key));
}

#[test]
fn every_figure_opens_to_itself() {
    let golden = golden();
    let world = world(&golden, &stays(&golden));
    let inputs = TraceInputs {
        facts: &world.facts,
        policy: &world.pack,
        plan: &world.plan,
        adjustments: &world.adjustments,
        run: &world.run,
    };
    let mut opened = 0;
    for table in tables(&world) {
        for row in &table.rows {
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                let Cell::Figure { text: shown, why } = cell else {
                    continue;
                };
                let Some(key) = why else {
                    // The line of all ways is the sum of the lines above it.
                    assert_eq!((table.id.as_str(), row.key.as_str()), ("gap_ways", "total"));
                    continue;
                };
                let node = explain(&inputs, key).unwrap_or_else(|no| panic!("{key}: {no:?}"));
                let value = node
                    .value
                    .clone()
                    .unwrap_or_else(|no| panic!("{key}: {no:?}"));
                assert_eq!(
                    &text(&value, node.unit),
                    shown,
                    "{} {key} {}",
                    table.id,
                    column.key
                );
                adds_up(&node, key);
                opened += 1;
            }
        }
    }
    assert!(opened > 170, "only {opened} figures");
    // Down to the row of the file: what the second group of D1 was paid is its two cases.
    let node = explain(&inputs, "segment/team/D1/二组/revenue").expect("an explanation");
    let keys: Vec<_> = node.operands.iter().map(|one| one.key.as_deref()).collect();
    assert_eq!(keys, [Some("case/3/revenue"), Some("case/4/revenue")]);
    let unknown = explain(&inputs, "segment/team//gap").expect("an explanation");
    assert_eq!(unknown.value, Ok(Fraction::from(938_889)));
}
