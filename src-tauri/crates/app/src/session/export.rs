//! Files out: the board workbook, charts as SVG, tables as CSV.

use std::path::{Path, PathBuf};

use yingheng_core::issue::Message;
use yingheng_core::report::{Cell, Table, board::BoardModel, headline};
use yingheng_io::{picture, workbook_out};

use super::pages::{basis, board_tables, forms};
use super::{Answer, Session, file_failure};
use crate::messages::{Catalogue, Language};
use crate::wire::{Exported, Failure, ReportEntry};

/// Sentences for the writers.
pub(super) struct Words(pub(super) Catalogue);

impl workbook_out::Words for Words {
    fn say(&self, message: &Message) -> String {
        self.0.text(&message.clone().into())
    }
}
impl picture::Words for Words {
    fn say(&self, message: &Message) -> String {
        self.0.text(&message.clone().into())
    }
}

/// A cell as text.
fn cell_text(cell: &Cell, words: &Words) -> String {
    match cell {
        Cell::Text { text } | Cell::Figure { text, .. } => text.clone(),
        Cell::Label { message } => workbook_out::Words::say(words, message),
        Cell::NotComputable { reason } => words.0.reason(&reason.clone().into()),
        Cell::Empty => String::new(),
    }
}

/// A field of a CSV file; quoted where it must be, and never taken for a formula by a spreadsheet.
fn csv_field(text: &str, figure: bool) -> String {
    let guarded = if !figure && text.starts_with(['=', '+', '-', '@']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

/// A table as CSV with a byte-order mark, which Excel and WPS need to read Chinese.
fn csv(table: &Table, words: &Words) -> String {
    let line = |fields: Vec<String>| format!("{}\r\n", fields.join(","));
    let heading = |column: &yingheng_core::report::Column| {
        csv_field(&workbook_out::Words::say(words, &column.label), false)
    };
    let mut text = format!(
        "\u{feff}{}",
        line(table.columns.iter().map(heading).collect())
    );
    for row in &table.rows {
        let field =
            |cell: &Cell| csv_field(&cell_text(cell, words), matches!(cell, Cell::Figure { .. }));
        text.push_str(&line(row.cells.iter().map(field).collect()));
    }
    text
}

/// Rows of the longest table that goes into the board workbook without being asked for.
const LONGEST_BOARD_TABLE: usize = 600;

pub(super) fn exported(path: &Path) -> Exported {
    Exported {
        path_label: super::recent::label(path),
    }
}

impl Session {
    /// Tables that can go into the board workbook.
    ///
    /// # Errors
    /// Nothing open, or nothing to compute.
    pub fn reports(&mut self) -> Answer<Vec<ReportEntry>> {
        let entry = |table: Table| ReportEntry {
            key: table.id,
            label: table.title.into(),
        };
        Ok(board_tables(self.baseline()?)
            .into_iter()
            .map(|(table, _)| entry(table))
            .collect())
    }

    /// Writes the board workbook with the tables chosen by key; all of them when none is named.
    ///
    /// # Errors
    /// Nothing to compute, or the file cannot be written.
    pub fn export_board(
        &mut self,
        path: &Path,
        keys: &[String],
        language: Language,
    ) -> Answer<Exported> {
        let baseline = self.baseline()?;
        let words = Words(Catalogue::of(language));
        let mut cover: Vec<String> = basis(baseline)
            .iter()
            .map(|line| workbook_out::Words::say(&words, line))
            .collect();
        let model = BoardModel::of(&baseline.run, &baseline.facts, &baseline.plan);
        if let Err(reason) = &model {
            cover.push(words.0.reason(&reason.clone().into()));
        }
        let present = model.as_ref().ok().map(BoardModel::baseline);
        let mut tables = board_tables(baseline);
        if keys.is_empty() {
            // Registers of thousands of rows are for work, not for a board.
            let long: Vec<String> = tables
                .iter()
                .filter(|(table, _)| table.rows.len() > LONGEST_BOARD_TABLE)
                .map(|(table, _)| workbook_out::Words::say(&words, &table.title))
                .collect();
            if !long.is_empty() {
                let left_out = Message::new("app.board_left_out")
                    .with("rows", LONGEST_BOARD_TABLE.to_string())
                    .with("tables", long.join("、"));
                cover.push(workbook_out::Words::say(&words, &left_out));
            }
            tables.retain(|(table, _)| table.rows.len() <= LONGEST_BOARD_TABLE);
        } else {
            tables.retain(|(table, _)| keys.contains(&table.id));
        }
        let board = workbook_out::Board {
            hospital: &baseline.facts.hospital_name,
            period: &baseline.facts.period.to_string(),
            run_id: &baseline.run_id(),
            cover: &cover,
            headline: &headline::table(&baseline.run, None),
            tables: &tables,
            model: model.as_ref().ok().zip(present.as_ref()),
        };
        workbook_out::write_board(path, &board, &words).map_err(|error| {
            Failure::new("error.write")
                .with("file", path.display().to_string())
                .with("detail", error.to_string())
        })?;
        Ok(exported(path))
    }

    /// Writes every chart as SVG into a folder; answers the files.
    ///
    /// # Errors
    /// Nothing to compute, or a file cannot be written.
    pub fn export_charts(&mut self, folder: &Path, language: Language) -> Answer<Vec<PathBuf>> {
        let baseline = self.baseline()?;
        let words = Words(Catalogue::of(language));
        std::fs::create_dir_all(folder).map_err(|error| file_failure(folder, &error))?;
        let mut written = Vec::new();
        for spec in board_tables(baseline)
            .into_iter()
            .filter_map(|(_, spec)| spec)
        {
            let path = folder.join(format!("{}.svg", spec.id));
            picture::write_svg(&path, &spec, &words)
                .map_err(|error| file_failure(&path, &error))?;
            written.push(path);
        }
        Ok(written)
    }

    /// Writes every table as CSV into a folder; answers the files.
    ///
    /// # Errors
    /// Nothing to compute, or a file cannot be written.
    pub fn export_tables(&mut self, folder: &Path, language: Language) -> Answer<Vec<PathBuf>> {
        let baseline = self.baseline()?;
        let words = Words(Catalogue::of(language));
        std::fs::create_dir_all(folder).map_err(|error| file_failure(folder, &error))?;
        let mut written = Vec::new();
        let forms = forms(baseline).into_iter().map(|form| form.table);
        let tables = board_tables(baseline).into_iter().map(|(table, _)| table);
        for table in tables.chain(forms) {
            let path = folder.join(format!("{}.csv", table.id));
            std::fs::write(&path, csv(&table, &words))
                .map_err(|error| file_failure(&path, &error))?;
            written.push(path);
        }
        Ok(written)
    }
}
