//! Files out: the board workbook, charts as SVG, tables as CSV.

use std::path::{Path, PathBuf};

use yingheng_core::issue::Message;
use yingheng_core::report::{Cell, Table, board::BoardModel, headline};
use yingheng_io::{picture, platform, workbook_out};

use super::pages::{basis, board_tables, forms};
use super::{Answer, Session, file_failure, suppress};
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

/// What a spreadsheet takes for the beginning of a formula, full-width forms too.
const TAKEN_FOR_A_FORMULA: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A field of a CSV file; quoted where it must be, and never taken for a formula by a spreadsheet.
fn csv_field(text: &str, figure: bool) -> String {
    let guarded = if !figure && text.starts_with(TAKEN_FOR_A_FORMULA) {
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

/// Writes tables as CSV into a folder; answers the files.
pub(super) fn write_csv(
    folder: &Path,
    tables: &[Table],
    language: Language,
) -> Answer<Vec<PathBuf>> {
    let words = Words(Catalogue::of(language));
    std::fs::create_dir_all(folder).map_err(|error| file_failure(folder, &error))?;
    let mut written = Vec::new();
    for table in tables {
        let path = folder.join(format!("{}.csv", table.id));
        platform::write_whole(&path, csv(table, &words).as_bytes())
            .map_err(|error| file_failure(&path, &error))?;
        written.push(path);
    }
    Ok(written)
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
        let kept = self.board_scenarios()?;
        let baseline = self.baseline()?;
        let mut all = board_tables(baseline);
        all.extend(super::attribution::board(baseline, &kept));
        Ok(all.into_iter().map(|(table, _)| entry(table)).collect())
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
        let hide = self.small_cells_hidden;
        let kept = self.board_scenarios()?;
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
        tables.extend(super::attribution::board(baseline, &kept));
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
        if hide {
            let hidden = suppress::hide(&mut tables);
            cover.push(workbook_out::Words::say(&words, &suppress::told(hidden)));
        }
        // A chart without a point cannot be drawn; the table above it says why there is nothing.
        for (_, chart) in &mut tables {
            if let Some(spec) = chart {
                spec.series.retain(|series| !series.points.is_empty());
            }
            if chart.as_ref().is_some_and(|spec| spec.series.is_empty()) {
                *chart = None;
            }
        }
        // The model recomputes every group by formulas; hidden groups could be read from it.
        let shown = model.as_ref().ok().filter(|_| !hide);
        let board = workbook_out::Board {
            hospital: &baseline.facts.hospital_name,
            period: &baseline.facts.period.to_string(),
            run_id: &baseline.run_id(),
            cover: &cover,
            headline: &headline::table(&baseline.run, None),
            tables: &tables,
            model: shown.zip(present.as_ref()),
        };
        workbook_out::write_board(path, &board, &words).map_err(|error| {
            Failure::new("error.write")
                .with("file", path.display().to_string())
                .with("detail", error.to_string())
        })?;
        self.note_export(path)?;
        Ok(exported(path))
    }

    /// Says in the log that something left the project.
    pub(super) fn note_export(&mut self, path: &Path) -> Answer<()> {
        let hidden = if self.small_cells_hidden {
            "@app.yes"
        } else {
            "@app.no"
        };
        let words = [
            ("file", super::recent::label(path)),
            ("run", self.baseline()?.run_id()),
            ("hidden", hidden.to_owned()),
        ];
        Ok(self.opened_mut()?.project.note("act.exported", &words)?)
    }

    /// From now on, whatever is exported shows no figures of fewer than five cases, or shows them again.
    /// 小样本隐去
    pub fn hide_small_cells(&mut self, hide: bool) {
        self.small_cells_hidden = hide;
    }

    /// Writes every chart as SVG into a folder; answers the files.
    ///
    /// # Errors
    /// Nothing to compute, or a file cannot be written.
    pub fn export_charts(&mut self, folder: &Path, language: Language) -> Answer<Vec<PathBuf>> {
        let hide = self.small_cells_hidden;
        let baseline = self.baseline()?;
        let words = Words(Catalogue::of(language));
        std::fs::create_dir_all(folder).map_err(|error| file_failure(folder, &error))?;
        let mut written = Vec::new();
        let mut tables = board_tables(baseline);
        if hide {
            suppress::hide(&mut tables);
        }
        for spec in tables.into_iter().filter_map(|(_, spec)| spec) {
            let path = folder.join(format!("{}.svg", spec.id));
            picture::write_svg(&path, &spec, &words)
                .map_err(|error| file_failure(&path, &error))?;
            written.push(path);
        }
        self.note_export(folder)?;
        Ok(written)
    }

    /// Writes every table as CSV into a folder; answers the files.
    ///
    /// # Errors
    /// Nothing to compute, or a file cannot be written.
    pub fn export_tables(&mut self, folder: &Path, language: Language) -> Answer<Vec<PathBuf>> {
        let hide = self.small_cells_hidden;
        let baseline = self.baseline()?;
        let forms = forms(baseline).into_iter().map(|form| form.table);
        let mut tables = board_tables(baseline);
        tables.extend(forms.map(|table| (table, None)));
        if hide {
            suppress::hide(&mut tables);
        }
        let tables: Vec<Table> = tables.into_iter().map(|(table, _)| table).collect();
        let written = write_csv(folder, &tables, language)?;
        self.note_export(folder)?;
        Ok(written)
    }
}
