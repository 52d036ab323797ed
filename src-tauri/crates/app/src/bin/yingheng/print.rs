//! Answers as lines of text.

use std::io::Write;

use yingheng_app::messages::Catalogue;
use yingheng_app::wire::{
    Cell, Depreciation, ImportAnswer, Issue, Kpi, Message, PackSheet, Place, PolicyOption,
    Settings, Table, Trace, Unit,
};
use yingheng_core::facts::field_key;
use yingheng_core::issue::column_letters;

/// Prints a line, as `println!` does; a reader that has gone away (`yingheng … | head`) ends the program quietly.
macro_rules! line {
    ($($argument:tt)*) => {
        $crate::print::put(&format!($($argument)*))
    };
}

/// Writes a line of standard output. Nobody is left to tell when it cannot be written, so the program ends: with 0 when
/// the reader has heard enough, with 1 otherwise (a full disk).
pub fn put(text: &str) {
    let mut out = std::io::stdout().lock();
    if let Err(error) = writeln!(out, "{text}").and_then(|()| out.flush()) {
        let enough = error.kind() == std::io::ErrorKind::BrokenPipe;
        std::process::exit(if enough { 0 } else { 1 });
    }
}

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
        line!("{line}");
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
        line!("{}", words.text(&line));
        for amount in batch
            .amounts
            .iter()
            .filter(|amount| amount.file_total != "0.00")
        {
            let line = Message::new("cli.amount")
                .with(
                    "field",
                    format!("@{}", field_key(&batch.form, &amount.field)),
                )
                .with("total", amount.file_total.clone())
                .with("imported", amount.imported.clone())
                .with("rejected", amount.rejected.clone());
            line!("    {}", words.text(&line));
        }
        if batch.totals_checked > 0 {
            let line = Message::new("cli.control_totals")
                .with("checked", batch.totals_checked.to_string())
                .with("tied", batch.totals_tied.to_string());
            line!("    {}", words.text(&line));
        }
    }
    issues(&answer.issues, words);
}

/// `file!sheet!cell`, as far as known; the one sheet of a text file bears the file's own name and is not repeated.
fn whereabouts(place: &Place) -> String {
    let cell = format!(
        "{}{}",
        place.column.map(column_letters).unwrap_or_default(),
        place.row.map(|row| row.to_string()).unwrap_or_default()
    );
    let sheet = place
        .sheet
        .clone()
        .filter(|sheet| place.file.as_ref() != Some(sheet));
    let parts = [place.file.clone(), sheet, Some(cell)];
    let known: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    known.join("!")
}

/// Packs with their certainty, what a frame lacks, and every fault with its place.
pub fn packs(all: &[PolicyOption], words: &Catalogue) {
    for pack in all {
        let level = pack.certainty.as_ref().map(|level| words.text(level));
        line!(
            "{} · {} · {}",
            pack.id,
            words.text(&pack.name),
            level.unwrap_or_default()
        );
        if let Some(frame) = &pack.frame {
            line!("  {}", words.text(frame));
        }
        faults(&pack.faults, words);
        notices(&pack.notices, words);
    }
}

/// What of a pack is most likely a slip.
pub fn notices(all: &[Issue], words: &Catalogue) {
    for notice in all {
        line!(
            "  ? {} [{}]",
            words.text(&notice.message),
            notice.message.key
        );
    }
}

/// Faults of a pack with file and row.
pub fn faults(all: &[Issue], words: &Catalogue) {
    for fault in all {
        line!(
            "  ! {} [{}] {}",
            words.text(&fault.message),
            fault.message.key,
            whereabouts(&fault.place)
        );
    }
}

/// A pack as it is written: a line a value, then sources, then matters open and confirmed.
pub fn pack(sheet: &PackSheet, words: &Catalogue) {
    line!(
        "{} · {}",
        words.text(&sheet.name),
        words.text(&sheet.certainty)
    );
    notices(&sheet.notices, words);
    for parameter in &sheet.parameters {
        for value in &parameter.values {
            let rows = value.rows.iter();
            let rows: Vec<String> = rows.map(|(key, own)| format!("{key}={own}")).collect();
            let told = format!("{} {} {}", value.compare, value.number, rows.join(" "));
            line!(
                "{}\t{}\t{}\t{}\t{}",
                parameter.id,
                value.from,
                told.trim(),
                parameter.unit,
                value.source
            );
        }
        if let Some(open) = &parameter.open {
            line!("{}\t? {}", parameter.id, words.text(open));
        }
    }
    for source in &sheet.sources {
        let level = words.label(&format!("certainty.{}", source.level));
        line!(
            "§ {}\t{} {}\t{level}",
            source.id,
            source.number,
            source.title
        );
    }
    for matter in sheet.open.iter().chain(&sheet.confirmed) {
        let mark = if matter.answer.is_some() { "✓" } else { "?" };
        line!(
            "{mark} {}\t{}",
            words.text(&matter.label),
            matter.answer.as_deref().unwrap_or_default()
        );
    }
}

/// What a project decides, and what it could choose.
pub fn settings(settings: &Settings, words: &Catalogue) {
    for policy in &settings.policies {
        let mark = if settings.policy.as_ref() == Some(&policy.id) {
            "*"
        } else {
            " "
        };
        let level = policy.certainty.as_ref().map(|level| words.text(level));
        line!(
            "{mark} {} · {} · {}",
            policy.id,
            words.text(&policy.name),
            level.unwrap_or_default()
        );
        for fault in &policy.faults {
            line!(
                "    ! {} [{}]",
                words.text(&fault.message),
                fault.message.key
            );
        }
    }
    let shown = |key: &str, value: Option<String>| {
        let value = value.unwrap_or_else(|| words.label("cli.none"));
        line!("{}: {value}", words.label(key));
    };
    shown(
        "cli.facilities",
        Some(settings.facilities.join(", ")).filter(|all| !all.is_empty()),
    );
    shown("cli.facility", settings.facility.clone());
    shown(
        "cli.fixed_share",
        settings
            .fixed_share
            .as_ref()
            .map(|share| format!("{}% {}", share.percent, share.source)),
    );
}

/// Issues, the gravest first.
pub fn issues(all: &[Issue], words: &Catalogue) {
    for issue in all.iter().take(LISTED) {
        let place = whereabouts(&issue.place);
        line!(
            "! {} [{}] {place}",
            words.text(&issue.message),
            issue.message.key
        );
    }
    if all.len() > LISTED {
        let more = Message::new("cli.more_issues").with("count", (all.len() - LISTED).to_string());
        line!("{}", words.text(&more));
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
    line!("{indent}{}: {value}", words.text(&node.label));
    for line in [&node.formula, &node.rounding].into_iter().flatten() {
        line!("{indent}  = {}", words.text(line));
    }
    if let Some(clause) = &node.clause {
        line!("{indent}  § {clause}");
    }
    if let Some(at) = &node.cell {
        let place = [at.file.clone(), at.sheet.clone(), Some(at.address.clone())];
        let place = place.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        line!(
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
        line!("{}", cells.join(" · "));
    }
}

/// Issues with the keys of what can be done about them.
pub fn remedies(all: &[Issue], words: &Catalogue) {
    if all.is_empty() {
        line!("{}", words.text(&Message::new("cli.no_remedies")));
    }
    for issue in all {
        line!("! {}", words.text(&issue.message));
        for remedy in &issue.remedies {
            line!("    {}  {}", remedy.key, words.text(&remedy.label));
        }
    }
}

/// How assets are charged, then a line for every class: life, certainty, source.
pub fn depreciation(found: &Depreciation, words: &Catalogue) {
    line!("{}", words.label(&format!("entry_month.{}", found.entry)));
    match found.residual.as_str() {
        "" => line!("{}", words.label("plan.residual_none")),
        percent => line!("{}: {percent}%", words.label("ui.lives.residual")),
    }
    for life in &found.lives {
        let years = match (life.years_min.as_str(), life.years_max.as_str()) {
            _ if !life.charged => words.label("asset_state.never_charged"),
            (least, most) if least == most => least.to_owned(),
            (least, most) => format!("{least}-{most}"),
        };
        let certainty = words.label(&format!("certainty.{}", life.certainty));
        line!("{}\t{years}\t{certainty}\t{}", life.class, life.source);
    }
}
