//! Rows of the department file.

use std::collections::BTreeMap;

use super::Rows;
use super::cells::Cells;
use super::layout::Layout;
use super::sink::Sink;
use crate::facts::Facts;
use crate::hospital::{Department, DepartmentClass};

pub(super) fn departments(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [code, name, class, unit, facility, beds, from, to] = [
        "code",
        "name",
        "class",
        "service_unit",
        "facility",
        "beds",
        "valid_from",
        "valid_to",
    ]
    .map(|field| layout.key(field));
    // First row and class of every code seen.
    let mut seen: BTreeMap<String, (u32, DepartmentClass)> = BTreeMap::new();
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let (unit_code, title) = (cells.code(&code), cells.text(&name));
        let kind = cells.choice(&class, &DepartmentClass::ALL, |class| {
            [class.key(), class.official()]
        });
        let service_unit = cells.code_if_any(&unit);
        let place = cells
            .code_if_any(&facility)
            .unwrap_or_else(|| layout.context.batch.facility.clone());
        let open = cells.count_if_any(&beds);
        let (opened, closed) = (cells.date_if_any(&from), cells.date_if_any(&to));
        if let (Some(first), Some(last)) = (opened, closed)
            && last < first
        {
            let more = [("opened", first.to_string())];
            cells.refuse_with(&to, "accept.closed_before_opened", &last.to_string(), &more);
        }
        if let Some(kind) = kind.filter(|_| !cells.failed()) {
            let source = cells.source();
            let (first, before) = *seen.entry(unit_code.clone()).or_insert((source.row, kind));
            if first != source.row && before == kind {
                cells.duplicate(&code, "accept.duplicate_department", &unit_code, first);
            } else if first != source.row {
                // Two classes for one unit: which step of the step-down it belongs to is the hospital's decision.
                let more = [
                    ("first", first.to_string()),
                    ("row", source.row.to_string()),
                    ("before", format!("@class.{}", before.key())),
                    ("class", format!("@class.{}", kind.key())),
                ];
                cells.refuse_with(&class, "accept.two_classes", &unit_code, &more);
            }
        }
        let source = cells.source();
        if cells.close(position)
            && let Some(class) = kind
        {
            let unit = Department {
                code: unit_code,
                name: title,
                class,
                service_unit,
                facility: place,
                beds: open,
                opened,
                closed,
            };
            facts.departments.push((unit, source));
        }
    }
}
