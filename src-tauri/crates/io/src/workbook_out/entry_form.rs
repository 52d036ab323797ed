//! Workbooks people fill in: one sheet with the headings the program knows, choices to pick from, and a page that says
//! what each column wants.

use std::path::Path;

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, Format, FormatAlign, FormatBorder, Workbook,
};
use yingheng_core::issue::Message;

use super::{Words, WriteError};

/// Rows for which choices can be picked.
const ROWS: u32 = 5_000;
/// Characters of a list of choices Excel allows.
const LIST_CHARS: usize = 255;

/// One column of an entry form.
/// 填报栏目
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryField {
    /// Heading as it stands in the form: required ones starred, money with its unit.
    pub heading: String,
    /// A row cannot do without it.
    pub required: bool,
    /// Kind: `code`, `amount`, …; names the explanation `entry_form.kind_…`.
    pub kind: String,
    /// Cells are numbers; everything else is kept as text, whose zeros and spellings a spreadsheet would change.
    pub figure: bool,
    /// Words to choose from.
    pub choices: Vec<String>,
    /// Headings the reader understands.
    pub synonyms: Vec<String>,
}

/// An entry form.
/// 填报表单
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryForm {
    /// Title.
    pub title: String,
    /// Sheet name the reader knows.
    pub sheet: String,
    /// Columns.
    pub fields: Vec<EntryField>,
}

/// Writes the entry workbook of a form; `example`: rows by field in the order of the form's fields, empty for a blank one.
/// 空白导入模板、示例模板
///
/// # Errors
/// The file cannot be written.
pub fn write_entry_form(
    path: &Path,
    form: &EntryForm,
    example: &[Vec<String>],
    words: &dyn Words,
) -> Result<(), WriteError> {
    let mut book = Workbook::new();
    let head = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0xE8_EE_F4))
        .set_align(FormatAlign::Center)
        .set_text_wrap();
    let text = Format::new().set_num_format("@");
    let sheet = book.add_worksheet();
    sheet.set_name(&form.sheet)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 32)?;
    for (column, field) in (0_u16..).zip(&form.fields) {
        sheet.write_string_with_format(0, column, &field.heading, &head)?;
        sheet.set_column_width(column, 16)?;
        // Codes, days and periods as text: a spreadsheet would take their zeros or turn them into something else.
        if !field.figure {
            sheet.set_column_format(column, &text)?;
        }
        let choices = &field.choices;
        let length: usize = choices.iter().map(|word| word.chars().count() + 1).sum();
        if !choices.is_empty() && length <= LIST_CHARS {
            let rule = DataValidation::new().allow_list_strings(choices)?;
            sheet.add_data_validation(1, column, ROWS, column, &rule)?;
        }
        if field.kind == "count" {
            let rule = DataValidation::new()
                .allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0));
            sheet.add_data_validation(1, column, ROWS, column, &rule)?;
        }
    }
    for (row, cells) in (1_u32..).zip(example) {
        for ((column, field), cell) in (0_u16..).zip(&form.fields).zip(cells) {
            let figure = cell.parse::<f64>().ok().filter(|_| field.figure);
            match figure {
                _ if cell.is_empty() => {}
                Some(number) => {
                    sheet.write_number(row, column, number)?;
                }
                None => {
                    sheet.write_string_with_format(row, column, cell, &text)?;
                }
            }
        }
    }
    explain(&mut book, form, words, &head)?;
    book.save(path)?;
    Ok(())
}

/// The page that says what each column wants. It has no heading the reader could take for a form's.
fn explain(
    book: &mut Workbook,
    form: &EntryForm,
    words: &dyn Words,
    head: &Format,
) -> Result<(), WriteError> {
    let say = |key: &str| words.say(&Message::new(key));
    let sheet = book.add_worksheet();
    sheet.set_name(say("entry_form.sheet"))?;
    sheet.write_string(0, 0, &form.title)?;
    sheet.write_string(1, 0, say("entry_form.intro"))?;
    for (column, key) in (0_u16..).zip(["column", "need", "kind", "words", "synonyms"]) {
        sheet.write_string_with_format(3, column, say(&format!("entry_form.{key}")), head)?;
        sheet.set_column_width(column, if column < 2 { 18 } else { 40 })?;
    }
    for (row, field) in (4_u32..).zip(&form.fields) {
        let need = if field.required {
            "required"
        } else {
            "optional"
        };
        let cells = [
            field.heading.clone(),
            say(&format!("entry_form.{need}")),
            say(&format!("entry_form.kind_{}", field.kind)),
            field.choices.join("、"),
            field.synonyms.join("、"),
        ];
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, cell)?;
        }
    }
    Ok(())
}
