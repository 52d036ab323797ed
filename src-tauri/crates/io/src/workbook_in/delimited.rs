//! Delimited text as rows: quotes, separators, line ends of all three kinds.

use super::decode::Text;
use super::limits::{CELL_CHARS, COLUMNS, RECORD_LINES};
use super::raw::{OnRow, RawCell, RawRow, RawValue};
use super::read_error::{Refusable, refusal, refusal_with};
use yingheng_core::issue::{Issue, Place};

/// Separators in use, most frequent first.
const SEPARATORS: [char; 4] = [',', '\t', ';', '|'];
/// Lines from which the separator is told.
const LINES_LOOKED_AT: u32 = 30;

/// The separator that the first lines agree on best.
pub(crate) fn separator(text: &Text) -> Refusable<char> {
    let mut counts = [0_usize; SEPARATORS.len()];
    text.lines(&mut |number, line| {
        let mut quoted = false;
        for c in line.chars() {
            quoted ^= c == '"';
            if !quoted && let Some(at) = SEPARATORS.iter().position(|separator| *separator == c) {
                counts[at] += 1;
            }
        }
        Ok(number < LINES_LOOKED_AT)
    })?;
    let best = (0..SEPARATORS.len())
        .max_by_key(|at| (counts[*at], SEPARATORS.len() - at))
        .unwrap_or(0);
    Ok(SEPARATORS[best])
}

/// Streams the rows. Rows are counted as Excel counts them: a quoted line break does not begin a new one.
pub(crate) fn rows(text: &Text, separator: char, on_row: &mut OnRow) -> Refusable<()> {
    let mut splitter = Splitter {
        separator,
        state: State::Start,
        row: RawRow {
            row: 1,
            cells: Vec::new(),
        },
        column: 1,
        ..Splitter::default()
    };
    let mut ended = false;
    text.lines(&mut |_, line| {
        let more = splitter.feed(line, on_row)?;
        ended = !more;
        Ok(more)
    })?;
    if ended {
        Ok(())
    } else {
        splitter.finish(on_row)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// At the start of a field.
    #[default]
    Start,
    /// In a field without quotes.
    Plain,
    /// Between quotes.
    Quoted,
    /// Behind a quote that may be the last or the first of two.
    Quote,
    /// Behind a carriage return, which a line feed may follow.
    Return,
}

#[derive(Debug, Default)]
struct Splitter {
    separator: char,
    state: State,
    field: String,
    chars: usize,
    column: u32,
    row: RawRow,
    quoted_lines: u32,
}

impl Splitter {
    fn feed(&mut self, line: &str, on_row: &mut OnRow) -> Refusable<bool> {
        if let Some(body) = self.plain_row(line) {
            for part in body.split(self.separator) {
                let long = part.len() > CELL_CHARS && part.chars().nth(CELL_CHARS).is_some();
                self.put(part, long)?;
            }
            return self.end_row(on_row);
        }
        if matches!(self.state, State::Quoted) {
            self.quoted_lines += 1;
            if self.quoted_lines > RECORD_LINES {
                return Err(self.refuse("import.unclosed_quote"));
            }
        }
        for c in line.chars() {
            if self.state == State::Return {
                self.state = State::Start;
                if c == '\n' {
                    continue;
                }
            }
            let more = match (self.state, c) {
                (State::Quoted, '"') => {
                    self.state = State::Quote;
                    true
                }
                (State::Quoted, c) => self.push(c),
                (State::Quote, '"') => {
                    self.state = State::Quoted;
                    self.push('"')
                }
                (State::Start, '"') => {
                    self.state = State::Quoted;
                    true
                }
                (_, '\r' | '\n') => {
                    self.end_field()?;
                    self.state = if c == '\r' {
                        State::Return
                    } else {
                        State::Start
                    };
                    self.end_row(on_row)?
                }
                (_, c) if c == self.separator => {
                    self.state = State::Start;
                    self.end_field()?;
                    true
                }
                (State::Quote, ' ' | '\t') => true,
                (State::Quote, _) => return Err(self.refuse("import.text_after_quote")),
                (_, c) => {
                    self.state = State::Plain;
                    self.push(c)
                }
            };
            if !more {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A line that is a row by itself, without quotes and ended: most are, and need no look at each character.
    fn plain_row<'a>(&self, line: &'a str) -> Option<&'a str> {
        let begins = self.state == State::Start && self.column == 1 && self.chars == 0;
        let body = line.strip_suffix('\n')?;
        let body = body.strip_suffix('\r').unwrap_or(body);
        let bytes = body.as_bytes();
        let marked = |mark: u8| bytes.contains(&mark);
        (begins && !marked(b'"') && !marked(b'\r') && !marked(b'\n')).then_some(body)
    }

    fn finish(&mut self, on_row: &mut OnRow) -> Refusable<()> {
        if self.state == State::Quoted {
            return Err(self.refuse("import.unclosed_quote"));
        }
        self.end_field()?;
        self.end_row(on_row).map(|_| ())
    }

    fn push(&mut self, c: char) -> bool {
        self.chars += 1;
        if self.chars <= CELL_CHARS {
            self.field.push(c);
        }
        true
    }

    fn end_field(&mut self) -> Refusable<()> {
        let (field, long) = (std::mem::take(&mut self.field), self.chars > CELL_CHARS);
        self.chars = 0;
        let put = self.put(&field, long);
        self.field = field;
        self.field.clear();
        put
    }

    /// Takes the text of the next field; `long`: of one whose end is not in it.
    fn put(&mut self, text: &str, long: bool) -> Refusable<()> {
        let column = self.column;
        self.column += 1;
        if text.trim().is_empty() {
            return Ok(());
        }
        let value = if long {
            RawValue::TooLong
        } else {
            RawValue::Text(text.into())
        };
        if column > COLUMNS {
            let issue = refusal_with("import.too_many_columns", &[("limit", COLUMNS.to_string())]);
            return Err(Box::new((*issue).at(Place {
                row: Some(self.row.row),
                column: Some(column),
                ..Place::default()
            })));
        }
        self.row.cells.push(RawCell {
            column,
            value,
            from_formula: false,
            duplicate: false,
        });
        Ok(())
    }

    fn end_row(&mut self, on_row: &mut OnRow) -> Refusable<bool> {
        let more = self.row.cells.is_empty() || on_row(&self.row)?;
        self.row.cells.clear();
        self.row.row = self.row.row.saturating_add(1);
        self.column = 1;
        self.quoted_lines = 0;
        Ok(more)
    }

    fn refuse(&self, code: &str) -> Box<Issue> {
        Box::new((*refusal(code)).at(Place {
            row: Some(self.row.row),
            ..Place::default()
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(lines: &[&str]) -> Result<Vec<(u32, Vec<(u32, String)>)>, String> {
        let mut rows = Vec::new();
        let mut splitter = Splitter {
            separator: ',',
            column: 1,
            row: RawRow {
                row: 1,
                cells: Vec::new(),
            },
            ..Splitter::default()
        };
        let mut on_row = |row: &RawRow| {
            let cells = row.cells.iter().map(|cell| match &cell.value {
                RawValue::Text(text) => (cell.column, text.to_string()),
                other => (cell.column, format!("{other:?}")),
            });
            rows.push((row.row, cells.collect()));
            Ok(true)
        };
        for line in lines {
            splitter
                .feed(line, &mut on_row)
                .map_err(|issue| issue.code().to_owned())?;
        }
        splitter
            .finish(&mut on_row)
            .map_err(|issue| issue.code().to_owned())?;
        Ok(rows)
    }

    /// The same lines with the plain rows read character by character as well.
    #[test]
    fn plain_rows_are_read_as_character_by_character() {
        let fields = ["", " ", "a", "内科", "1.5", "x'y", "\u{3000}", "=1"];
        let ends = ["\n", "\r\n"];
        for number in 0..4_096_usize {
            let picked: Vec<&str> = (0..4).map(|at| fields[number >> (3 * at) & 7]).collect();
            let line = format!("{}{}", picked.join(","), ends[number % 2]);
            let mut halves = Vec::new();
            // Without its end a line is not known to be a row and is read the long way.
            let (body, end) = line.split_at(line.len() - ends[number % 2].len());
            halves.push(body);
            halves.push(end);
            assert_eq!(
                split(&[&line, "z\n"]),
                split(&[&halves, &["z\n"][..]].concat())
            );
        }
    }

    #[test]
    fn quotes_line_breaks_and_blank_rows() {
        let rows = split(&[
            "a,\"b,\"\"c\"\"\n",
            "d\"\r\n",
            "\r\n",
            ",5\" tube,\n",
            "x\ry,z",
        ])
        .expect("rows");
        let expected = [
            (1, vec![(1, "a"), (2, "b,\"c\"\nd")]),
            (3, vec![(2, "5\" tube")]),
            (4, vec![(1, "x")]),
            (5, vec![(1, "y"), (2, "z")]),
        ];
        let expected: Vec<_> = expected
            .map(|(row, cells)| {
                (
                    row,
                    cells
                        .into_iter()
                        .map(|(c, t)| (c, t.to_owned()))
                        .collect::<Vec<_>>(),
                )
            })
            .into();
        assert_eq!(rows, expected);
        assert_eq!(
            split(&["\"a\n", "b\n"]),
            Err("import.unclosed_quote".into())
        );
        assert_eq!(split(&["\"a\"b\n"]), Err("import.text_after_quote".into()));
        assert!(
            split(&[&format!("a,{}\n", "x".repeat(40_000))]).expect("rows")[0].1[1]
                .1
                .contains("TooLong")
        );
    }
}
