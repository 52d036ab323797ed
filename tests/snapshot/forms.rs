//! The official forms on the golden step-down hospital: they foot, tie to the ledger, and every figure explains itself.

use std::collections::BTreeMap;
use std::path::Path;

use yingheng_core::plan::{Adjustments, CostLevel, Plan};
use yingheng_core::policy::{PolicyPack, tariff_from_mean_cost};
use yingheng_core::quantity::{Fraction, Money, rounding};
use yingheng_core::report::forms::{Form, FormDefinition, Worlds, build};
use yingheng_core::report::{Cell, RowStyle, Unit, publish, reconciliation};
use yingheng_core::run::{Run, compute};
use yingheng_core::trace::{Trace, TraceInputs, explain_in};
use yingheng_core::{facts::Facts, hospital::FundingSource};
use yingheng_tests::hospital::{Scenario, ten_departments, ten_patients};

fn definitions() -> Vec<FormDefinition> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/export/official");
    yingheng_io::form_files::read_folder(&folder).expect("the form definitions")
}

/// A pack is needed to run; prices do not matter here.
fn policy() -> PolicyPack {
    let mut given = ten_patients().0;
    given.cases.given_cost = given.cases.charge.iter().map(|fen| Some(*fen)).collect();
    tariff_from_mean_cost(&given).expect("a tariff")
}

struct World {
    facts: Facts,
    plan: Plan,
    policy: PolicyPack,
    adjustments: Adjustments,
    run: Run,
}

impl World {
    fn new(facts: Facts, plan: Plan) -> Self {
        let (policy, adjustments) = (policy(), Adjustments::default());
        let run = compute(&facts, &policy, &plan, &adjustments);
        Self {
            facts,
            plan,
            policy,
            adjustments,
            run,
        }
    }
    fn worlds(&self) -> Worlds<'_> {
        Worlds::new(TraceInputs {
            facts: &self.facts,
            policy: &self.policy,
            plan: &self.plan,
            adjustments: &self.adjustments,
            run: &self.run,
        })
    }
    fn forms(&self) -> Vec<Form> {
        let worlds = self.worlds();
        definitions()
            .iter()
            .map(|one| build(&worlds, one))
            .collect()
    }
}

fn hospitals() -> Vec<World> {
    let (facts, plan) = ten_departments(Scenario::B);
    let (patients, patient_plan) = ten_patients();
    let other = Plan {
        level: CostLevel::HospitalFull,
        ..plan.clone()
    };
    vec![
        World::new(facts.clone(), plan),
        World::new(facts, other),
        World::new(patients, patient_plan),
    ]
}

fn yuan(text: &str) -> Money {
    let fen = text.parse::<Fraction>().expect("an amount") * Fraction::from(100);
    rounding::to_money(&fen)
}

/// What the trace says is printed: its value rounded, moved by the remainder it names.
fn printed(found: &Trace) -> String {
    let value = found.value.as_ref().expect("a value");
    match &found.rounding {
        Some(words) => {
            let moved = rounding::to_money(value) + yuan(&words.arguments["remainder"]);
            assert_eq!(moved.to_string(), words.arguments["printed"]);
            moved.to_string()
        }
        None => publish::text(value, found.unit),
    }
}

#[test]
fn every_figure_is_what_its_trace_says() {
    for hospital in hospitals() {
        let worlds = hospital.worlds();
        let mut count = 0;
        for form in hospital.forms() {
            for row in form.table.rows {
                for (cell, column) in row.cells.iter().zip(&form.table.columns) {
                    let Cell::Figure { text, why } = cell else {
                        continue;
                    };
                    let difference =
                        row.key == "difference" || column.key.starts_with("difference");
                    let Some(key) = why else {
                        assert!(difference, "{} {}: no key", form.table.id, row.key);
                        continue;
                    };
                    let found = explain_in(&worlds, key).unwrap_or_else(|r| panic!("{key}: {r:?}"));
                    assert_eq!(
                        *text,
                        printed(&found),
                        "{} {} {key}",
                        form.table.id,
                        row.key
                    );
                    count += 1;
                }
            }
        }
        assert!(count > 100, "{count}");
    }
}

#[test]
fn the_same_key_prints_the_same_on_every_form() {
    for hospital in hospitals() {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for form in hospital.forms() {
            for cell in form.table.rows.iter().flat_map(|row| &row.cells) {
                if let Cell::Figure {
                    text,
                    why: Some(key),
                } = cell
                {
                    let first = seen.entry(key.clone()).or_insert_with(|| text.clone());
                    assert_eq!(first, text, "{key}");
                }
            }
        }
    }
}

/// Parts + 尾差 = total in every money column, and full = direct + indirect on every row.
#[test]
fn the_forms_foot() {
    for form in hospitals().iter().flat_map(World::forms) {
        let table = &form.table;
        let text = |row: usize, column: usize| match &table.rows[row].cells[column] {
            Cell::Figure { text, .. } => Some(yuan(text)),
            _ => None,
        };
        let Some(total) = table
            .rows
            .iter()
            .position(|row| row.style == RowStyle::Total)
        else {
            continue;
        };
        for (column, heading) in table.columns.iter().enumerate() {
            // What a row's closed parts differ from its own rounded value adds up to nothing in particular.
            if heading.unit != Some(Unit::Money) || heading.key.starts_with("difference") {
                continue;
            }
            let Some(sum) = text(total, column) else {
                continue;
            };
            let parts: Vec<Money> = (0..total)
                .filter(|row| {
                    let line = &table.rows[*row];
                    line.style == RowStyle::Normal
                        || ["difference", "placeless"].contains(&line.key.as_str())
                })
                .filter_map(|row| text(row, column))
                .collect();
            assert_eq!(
                parts.into_iter().sum::<Money>(),
                sum,
                "{} {}",
                table.id,
                heading.key
            );
        }
        if form.definition.key.starts_with("clinical_full") {
            for (row, line) in table
                .rows
                .iter()
                .enumerate()
                .filter(|(_, l)| l.key != "difference")
            {
                for at in (2..table.columns.len() - 2).step_by(3) {
                    if let (Some(d), Some(i), Some(f)) =
                        (text(row, at), text(row, at + 1), text(row, at + 2))
                    {
                        assert_eq!(d + i, f, "{} {} {at}", table.id, line.key);
                    }
                }
            }
        }
    }
}

#[test]
fn the_forms_and_the_statement_tie_to_the_ledger() {
    for hospital in hospitals() {
        for form in hospital.forms() {
            let tie = form
                .table
                .notes
                .iter()
                .find(|note| note.key.starts_with("form.tie"));
            if let Some(tie) = tie {
                assert_ne!(tie.key, "form.tie_open", "{}: {tie:?}", form.table.id);
            }
        }
        let statement = reconciliation::statement(&hospital.worlds());
        let checks = statement
            .rows
            .iter()
            .filter(|row| row.key.ends_with("/check"));
        let mut count = 0;
        for row in checks {
            if let Cell::Figure { text, .. } = &row.cells[1] {
                assert_eq!(text, "0.00", "{}", row.key);
                count += 1;
            }
        }
        assert!(count >= 3, "{count}");
    }
}

/// The ladder's steps add up: what each funding source adds is what the next level holds more.
#[test]
fn the_golden_ladder_stands_on_the_form() {
    let (facts, plan) = ten_departments(Scenario::A);
    let hospital = World::new(facts, plan);
    let worlds = hospital.worlds();
    use yingheng_core::report::forms::World::{Funding, Level};
    let of = |world| worlds.total(world, None).value.expect("a value");
    let medical = of(Level(CostLevel::Medical));
    assert_eq!(medical, yuan("18810000.00").exact());
    let full = &(&medical + &of(Funding(FundingSource::FiscalProject)))
        + &of(Funding(FundingSource::OtherProject));
    assert_eq!(full, of(Level(CostLevel::MedicalFull)));
    let hospital_full = &(&full + &of(Funding(FundingSource::ResearchTeaching)))
        + &of(Funding(FundingSource::NonMedical));
    assert_eq!(hospital_full, of(Level(CostLevel::HospitalFull)));
}

/// Forms as text, one line per row.
fn text(form: &Form) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Text { text } | Cell::Figure { text, .. } => text.clone(),
        Cell::Label { message } => message.key.clone(),
        Cell::NotComputable { reason } => reason.code.to_owned(),
        Cell::Empty => String::new(),
    };
    let mut out = format!("{} {}\n", form.table.id, form.definition.name.zh);
    let heads: Vec<&str> = form
        .table
        .columns
        .iter()
        .map(|column| column.key.as_str())
        .collect();
    out.push_str(&heads.join(" | "));
    for row in &form.table.rows {
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        out.push_str(&format!("\n{}", cells.join(" | ")));
    }
    out
}

#[test]
fn forms_of_the_golden_hospital() {
    let (facts, plan) = ten_departments(Scenario::A);
    let forms = World::new(facts, plan).forms();
    let all: Vec<String> = forms.iter().map(text).collect();
    insta::assert_snapshot!("official_forms", all.join("\n\n"));
}
