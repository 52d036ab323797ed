//! Answers as lines of text.

use yingheng_app::messages::Catalogue;
use yingheng_app::wire::{Cell, ImportAnswer, Issue, Kpi, Message, Table, Trace, Unit};

/// Issues printed one by one; the rest is counted.
const LISTED: usize = 20;

fn sign(unit: Unit) -> &'static str {
    if unit == Unit::Percent { "%" } else { "" }
}

/// A cell as text.
pub fn cell(cell: &Cell, words: &Catalogue) -> String {
    match cell {
        Cell::Text { text } | Cell::Figure { text, .. } => text.clone(),
        Cell::Label { message } => words.text(message),
        Cell::NotComputable { reason } => words.reason(reason),
        Cell::Empty => String::new(),
    }
}

fn figure(shown: &Cell, unit: Unit, words: &Catalogue) -> String {
    let text = cell(shown, words);
    if matches!(shown, Cell::Figure { .. }) {
        format!("{text}{}", sign(unit))
    } else {
        text
    }
}

/// Headline figures, a line each.
pub fn kpis(all: &[Kpi], words: &Catalogue) {
    for kpi in all {
        let mut line = format!(
            "{}: {}",
            words.text(&kpi.label),
            figure(&kpi.figure, kpi.unit, words)
        );
        if let Some(baseline) = &kpi.baseline {
            line.push_str(&format!(
                " ({} {}",
                words.label("cli.baseline"),
                figure(baseline, kpi.unit, words)
            ));
            if let Some(change) = &kpi.change {
                line.push_str(&format!(
                    ", {} {}",
                    words.label("cli.change"),
                    figure(change, kpi.unit, words)
                ));
            }
            line.push(')');
        }
        println!("{line}");
    }
}

/// The balance certificate of an import.
pub fn certificate(answer: &ImportAnswer, words: &Catalogue) {
    for batch in &answer.batches {
        let line = Message::new("cli.batch")
            .with("id", batch.id.clone())
            .with("form", format!("@form.{}", batch.form))
            .with("sheet", batch.sheet.clone())
            .with("rows", batch.rows.to_string())
            .with("imported", batch.imported.to_string())
            .with("rejected", batch.rejected.to_string())
            .with("skipped", batch.skipped.to_string());
        println!("{}", words.text(&line));
        for amount in batch
            .amounts
            .iter()
            .filter(|amount| amount.file_total != "0.00")
        {
            let line = Message::new("cli.amount")
                .with("field", format!("@field.{}", amount.field))
                .with("total", amount.file_total.clone())
                .with("imported", amount.imported.clone())
                .with("rejected", amount.rejected.clone());
            println!("    {}", words.text(&line));
        }
    }
    issues(&answer.issues, words);
}

/// Issues, the gravest first.
pub fn issues(all: &[Issue], words: &Catalogue) {
    for issue in all.iter().take(LISTED) {
        let places = [
            issue.place.file.clone(),
            issue.place.sheet.clone(),
            issue.place.row.map(|row| row.to_string()),
        ];
        let place = places.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        println!(
            "! {} [{}] {place}",
            words.text(&issue.message),
            issue.message.key
        );
    }
    if all.len() > LISTED {
        let more = Message::new("cli.more_issues").with("count", (all.len() - LISTED).to_string());
        println!("{}", words.text(&more));
    }
}

/// An explanation as an indented tree.
pub fn trace(node: &Trace, words: &Catalogue, depth: usize) {
    let indent = "  ".repeat(depth);
    let value = match (&node.text, &node.reason) {
        (Some(text), _) => format!("{text}{}", sign(node.unit)),
        (None, Some(reason)) => words.reason(reason),
        (None, None) => String::new(),
    };
    println!("{indent}{}: {value}", words.text(&node.label));
    for line in [&node.formula, &node.rounding].into_iter().flatten() {
        println!("{indent}  = {}", words.text(line));
    }
    if let Some(clause) = &node.clause {
        println!("{indent}  § {clause}");
    }
    if let Some(at) = &node.cell {
        let place = [at.file.clone(), at.sheet.clone(), Some(at.address.clone())];
        let place = place.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        println!(
            "{indent}  ← {place} {}",
            at.text
                .as_deref()
                .map(|text| format!("「{text}」"))
                .unwrap_or_default()
        );
    }
    for operand in &node.operands {
        trace(operand, words, depth + 1);
    }
}

/// A table of texts, a line a row.
pub fn table(shown: &Table, words: &Catalogue) {
    for row in &shown.rows {
        let cells: Vec<String> = row.cells.iter().map(|shown| cell(shown, words)).collect();
        println!("{}", cells.join(" · "));
    }
}

/// Issues with the keys of what can be done about them.
pub fn remedies(all: &[Issue], words: &Catalogue) {
    if all.is_empty() {
        println!("{}", words.text(&Message::new("cli.no_remedies")));
    }
    for issue in all {
        println!("! {}", words.text(&issue.message));
        for remedy in &issue.remedies {
            println!("    {}  {}", remedy.key, words.text(&remedy.label));
        }
    }
}
