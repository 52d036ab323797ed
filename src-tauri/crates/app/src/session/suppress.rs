//! Figures of very few cases are hidden in what leaves the hospital: a person could be known by them.

use std::collections::BTreeSet;

use yingheng_core::issue::Message;
use yingheng_core::report::{Cell, ChartSpec, Row, RowStyle, Table};

/// Fewer cases than this are hidden.
const FEWEST: u64 = 5;

/// Number of cases a row stands for, where the table has such a column.
fn cases(table: &Table, row: &Row) -> Option<u64> {
    let at = table
        .columns
        .iter()
        .position(|column| column.key == "cases")?;
    match row.cells.get(at)? {
        Cell::Figure { text, .. } => text.parse().ok(),
        _ => None,
    }
}

/// Rows of a table to hide: those of few cases, and one more where a single hidden row could be had by subtraction.
fn few(table: &Table) -> BTreeSet<String> {
    let mut counted: Vec<(u64, &Row)> = table
        .rows
        .iter()
        .filter(|row| row.style == RowStyle::Normal)
        .filter_map(|row| cases(table, row).map(|cases| (cases, row)))
        .filter(|(cases, _)| *cases > 0)
        .collect();
    counted.sort_by(|(a, left), (b, right)| (a, &left.key).cmp(&(b, &right.key)));
    let small = counted.iter().filter(|(cases, _)| *cases < FEWEST).count();
    let hidden = if small == 1 { 2 } else { small };
    counted
        .into_iter()
        .take(hidden)
        .map(|(_, row)| row.key.clone())
        .collect()
}

/// Hides the figures of few cases in all tables and charts that are to be written together: a row hidden in one of them
/// is hidden in all. Answers how many rows.
pub(super) fn hide(tables: &mut [(Table, Option<ChartSpec>)]) -> usize {
    let hidden: BTreeSet<String> = tables.iter().flat_map(|(table, _)| few(table)).collect();
    let mut count = 0;
    for (table, chart) in tables {
        for row in &mut table.rows {
            if row.style != RowStyle::Normal || !hidden.contains(&row.key) {
                continue;
            }
            count += 1;
            for cell in &mut row.cells {
                if matches!(cell, Cell::Figure { .. } | Cell::NotComputable { .. }) {
                    *cell = Cell::Label {
                        message: Message::new("app.small_cell"),
                    };
                }
            }
        }
        for series in chart.iter_mut().flat_map(|chart| &mut chart.series) {
            series.points.retain(|point| !hidden.contains(&point.key));
        }
    }
    count
}

/// What the cover says of it.
pub(super) fn told(hidden: usize) -> Message {
    Message::new("app.small_cells")
        .with("fewest", FEWEST.to_string())
        .with("rows", hidden.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use yingheng_core::quantity::Fraction;
    use yingheng_core::report::Unit;
    use yingheng_core::report::publish::{column, figure, row, text_column, words};

    fn table(id: &str, rows: &[(&str, i64)]) -> Table {
        let line = |(key, cases): &(&str, i64)| {
            let number = Fraction::from(*cases);
            row(*key, vec![words(*key), figure(&number, Unit::Count, None)])
        };
        Table {
            id: id.into(),
            title: Message::new("table.case_types"),
            columns: vec![text_column("code"), column("cases", Unit::Count)],
            rows: rows.iter().map(line).collect(),
            notes: Vec::new(),
        }
    }

    fn hidden(table: &Table) -> Vec<&str> {
        let gone = |row: &&Row| matches!(row.cells[1], Cell::Label { .. });
        table
            .rows
            .iter()
            .filter(gone)
            .map(|row| row.key.as_str())
            .collect()
    }

    #[test]
    fn few_cases_are_hidden_and_cannot_be_had_by_subtraction() {
        let mut tables = [
            (
                table("a", &[("A", 4), ("B", 90), ("C", 12), ("D", 0)]),
                None,
            ),
            (table("b", &[("A", 50), ("E", 1), ("F", 3), ("G", 5)]), None),
            (table("c", &[("G", 5), ("H", 6)]), None),
        ];
        hide(&mut tables);
        assert_eq!(
            hidden(&tables[0].0),
            ["A", "C"],
            "one alone takes the next with it"
        );
        assert_eq!(
            hidden(&tables[1].0),
            ["A", "E", "F"],
            "hidden in one, hidden in all"
        );
        assert_eq!(hidden(&tables[2].0), Vec::<&str>::new());
    }
}
