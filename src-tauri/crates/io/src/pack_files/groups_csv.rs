use std::collections::{BTreeMap, BTreeSet};

use super::{Faults, nearest};
use yingheng_core::issue::{Issue, Severity};
use yingheng_core::policy::GroupRow;
use yingheng_core::quantity::{Fraction, rounding};

const FILE: &str = "groups.csv";

/// Figures of the stay's bands, and coefficients by grade.
fn is_further(heading: &str) -> bool {
    const STAY: [&str; 6] = [
        "los_lower",
        "los_upper",
        "short_base",
        "short_per_day",
        "long_per_day",
        "same_day",
    ];
    STAY.contains(&heading) || heading.contains('.')
}

/// Columns with a meaning of their own; `cases` and `cv` are what bureaus publish beside, kept for the reader.
const COLUMNS: [&str; 18] = [
    "code",
    "name",
    "name_en",
    "weight",
    "mean_charge",
    "mean_los",
    "amount",
    "cases",
    "cv",
    "flags",
    "status",
    "source",
    "los_lower",
    "los_upper",
    "short_base",
    "short_per_day",
    "long_per_day",
    "same_day",
];

/// Reads the group table. `None` when its heading is unusable; faulty rows are reported one by one.
pub(super) fn read(text: &str, frame: bool, faults: &mut Faults) -> Option<Vec<GroupRow>> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let headings = match reader.headers() {
        Ok(headings) => headings.clone(),
        Err(error) => {
            faults.add(
                FILE,
                Some(1),
                Issue::new(Severity::Error, "pack.bad_csv").with("detail", error.to_string()),
            );
            return None;
        }
    };
    let column = |name: &str| headings.iter().position(|own| own == name);
    for heading in headings.iter() {
        if !COLUMNS.contains(&heading) && !heading.contains('.') {
            let issue = Issue::new(Severity::Error, "pack.unknown_column")
                .with("column", heading)
                .with("nearest", nearest::nearest(heading, &COLUMNS));
            faults.add(FILE, Some(1), issue.with("allowed", COLUMNS.join(", ")));
        }
    }
    let required = ["code", "name"]
        .into_iter()
        .filter(|name| column(name).is_none())
        .collect::<Vec<_>>();
    for name in &required {
        faults.add(
            FILE,
            Some(1),
            Issue::new(Severity::Error, "pack.missing_column").with("column", *name),
        );
    }
    if !required.is_empty() {
        return None;
    }
    let (mut rows, mut seen) = (Vec::new(), BTreeSet::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let row = error
                    .position()
                    .and_then(|at| u32::try_from(at.line()).ok());
                faults.add(
                    FILE,
                    row,
                    Issue::new(Severity::Error, "pack.bad_csv").with("detail", error.to_string()),
                );
                continue;
            }
        };
        let line = record
            .position()
            .and_then(|at| u32::try_from(at.line()).ok());
        let text = |name: &str| {
            column(name)
                .and_then(|index| record.get(index))
                .unwrap_or_default()
        };
        let mut number = |name: &str, positive: bool| {
            let cell = text(name);
            if cell.is_empty() {
                return None;
            }
            let value = cell
                .parse::<Fraction>()
                .ok()
                .filter(|value| !value.is_negative() && (!positive || value.is_positive()));
            if value.is_none() {
                let issue = Issue::new(Severity::Error, "pack.bad_number")
                    .with("where", name)
                    .with("value", cell);
                faults.add(FILE, line, issue);
            }
            value
        };
        let mut columns = BTreeMap::new();
        for heading in headings.iter().filter(|heading| is_further(heading)) {
            columns.extend(number(heading, false).map(|value| (heading.to_owned(), value)));
        }
        let row = GroupRow {
            code: text("code").to_owned(),
            name: text("name").to_owned(),
            name_en: text("name_en").to_owned(),
            weight: number("weight", true),
            mean_charge: number("mean_charge", true),
            mean_los: number("mean_los", true),
            amount: number("amount", false)
                .map(|yuan| rounding::to_money(&(yuan * Fraction::from(100)))),
            columns,
            flags: text("flags")
                .split(';')
                .filter(|flag| !flag.is_empty())
                .map(str::to_owned)
                .collect(),
            source: Some(text("source").to_owned()).filter(|id| !id.is_empty()),
            published: text("status") != "unpublished",
        };
        let status = text("status");
        if !["", "published", "unpublished"].contains(&status) {
            let issue = Issue::new(Severity::Error, "pack.bad_word")
                .with("where", "status")
                .with("value", status)
                .with("allowed", "published, unpublished");
            faults.add(FILE, line, issue);
        }
        if row.code.is_empty() {
            faults.add(FILE, line, Issue::new(Severity::Error, "pack.empty_code"));
        } else if !seen.insert(row.code.clone()) {
            faults.add(
                FILE,
                line,
                Issue::new(Severity::Error, "pack.duplicate_group").with("group", &row.code),
            );
        } else {
            rows.push(row);
        }
    }
    if rows.is_empty() && !frame {
        faults.add(FILE, None, Issue::new(Severity::Error, "pack.no_groups"));
    }
    Some(rows)
}
