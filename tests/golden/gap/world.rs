//! Discharges with their cost, charge and physician group, and a pack of two groups: for the gap tests by hand and at random.

// Two test programs share it, neither uses all of it.
#![allow(dead_code)]

use yingheng_core::facts::Facts;
use yingheng_core::plan::{Adjustments, Plan};
use yingheng_core::policy::{
    GroupRow, GroupTable, HighSettle, LowSettle, PolicyPack, Route, SchemeRule,
};
use yingheng_core::quantity::Fraction;
use yingheng_core::report::gap::GapBase;
use yingheng_core::report::{Cell, Table};
use yingheng_core::run::{Run, compute};

use crate::build::{self, Builder, first_day, number};

/// One discharge, amounts in 元.
#[derive(Clone, Debug)]
pub struct Stay {
    pub group: String,
    pub department: String,
    /// Empty where nobody wrote it down.
    pub team: String,
    pub payer: String,
    pub charge: String,
    pub cost: String,
}

/// Place of a word in its list.
fn index(list: &mut Vec<String>, word: &str) -> u32 {
    let at = list
        .iter()
        .position(|known| known == word)
        .unwrap_or_else(|| {
            list.push(word.to_owned());
            list.len() - 1
        });
    u32::try_from(at).expect("few words")
}

/// Facts of the stays, in their order; row numbers count from 2.
pub fn facts(stays: &[Stay]) -> Facts {
    let cases: Vec<_> = stays
        .iter()
        .map(|stay| build::charge(&stay.charge))
        .collect();
    let mut facts = build::facts(&cases);
    let table = &mut facts.cases;
    table.groups.clear();
    table.departments.clear();
    table.schemes.clear();
    for (case, stay) in stays.iter().enumerate() {
        table.group[case] = index(&mut table.groups, &stay.group);
        table.department[case] = index(&mut table.departments, &stay.department);
        table.scheme[case] = index(&mut table.schemes, &stay.payer);
        let team = (!stay.team.is_empty()).then(|| index(&mut table.terms.teams, &stay.team));
        table.terms.team.push(team);
        table.given_cost[case] = Some(build::fen(&stay.cost));
        table.source[case].row = u32::try_from(case).expect("few cases") + 2;
    }
    table.group_names = vec![String::new(); table.groups.len()];
    facts
}

/// Groups of (code, weight, mean charge); below the low limit the charge is paid, above the high one what lies beyond it
/// is added; payer `Z` pays himself.
pub fn pack(rate: &str, low: &str, high: &str, groups: &[(String, String, String)]) -> PolicyPack {
    let rows = groups.iter().map(|(code, weight, mean)| GroupRow {
        code: code.clone(),
        weight: Some(number(weight)),
        mean_charge: Some(number(mean)),
        published: true,
        ..GroupRow::default()
    });
    let rows: Vec<GroupRow> = rows.collect();
    let himself = SchemeRule {
        route: Route::SelfPaid,
        key: "Z".into(),
    };
    Builder::rate(rate, "1")
        .low(low, "lt", LowSettle::ByActual)
        .high(high, "gt", HighSettle::LinearAdd)
        .change(|pack| {
            pack.groups = GroupTable::new(first_day(), "s", rows);
            pack.schemes.insert("Z".into(), himself);
        })
        .0
}

/// Facts, pack and the run over them.
pub struct World {
    pub facts: Facts,
    pub pack: PolicyPack,
    pub plan: Plan,
    pub adjustments: Adjustments,
    pub run: Run,
}

impl World {
    pub fn new(facts: Facts, pack: PolicyPack) -> Self {
        let plan = Plan {
            stated_fixed_share: Some(Fraction::new(1, 2).expect("a share")),
            ..Plan::default()
        };
        let adjustments = Adjustments::default();
        let run = compute(&facts, &pack, &plan, &adjustments);
        Self {
            facts,
            pack,
            plan,
            adjustments,
            run,
        }
    }

    pub fn base(&self) -> GapBase<'_> {
        GapBase {
            facts: &self.facts,
            policy: &self.pack,
            plan: &self.plan,
            adjustments: &self.adjustments,
            run: &self.run,
        }
    }
}

/// Place of a column.
pub fn column(table: &Table, key: &str) -> usize {
    let found = table.columns.iter().position(|column| column.key == key);
    found.unwrap_or_else(|| panic!("no column {key} in {}", table.id))
}

/// What a cell prints: `None` where it cannot be computed, nothing where it is empty.
pub fn printed(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Figure { text, .. } | Cell::Text { text } => Some(text.clone()),
        Cell::NotComputable { .. } => None,
        _ => Some(String::new()),
    }
}

/// One column's cell of a row.
pub fn cell<'a>(table: &'a Table, row: &str, key: &str) -> &'a Cell {
    let found = table.rows.iter().find(|own| own.key == row);
    let row = found.unwrap_or_else(|| panic!("no row {row} in {}", table.id));
    &row.cells[column(table, key)]
}
