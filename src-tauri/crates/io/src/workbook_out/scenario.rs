//! A scenario as a sheet somebody can change and send back: every cell a text, keys beside the words.

use std::path::Path;

use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook};

use super::WriteError;

/// First cell of the sheet: tells the program's own scenario sheets from all others.
pub const SCENARIO_MARK: &str = "yingheng.scenario/1";
/// Row of the keys, as Excel counts it; headings stand below, overrides below them.
pub const SCENARIO_KEY_ROW: u32 = 4;

/// A column of the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScenarioColumn {
    /// Key by which it is read again.
    pub key: String,
    /// Heading.
    pub heading: String,
    /// Whether it may be changed; others only explain.
    pub editable: bool,
}

/// A scenario as cells.
/// 方案工作表
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScenarioSheet {
    /// Name of the sheet.
    pub sheet: String,
    /// Key of the scenario inside the project.
    pub id: String,
    /// Word for "name".
    pub name_label: String,
    /// Name of the scenario.
    pub name: String,
    /// What may be changed, and how it comes back.
    pub note: String,
    /// Columns.
    pub columns: Vec<ScenarioColumn>,
    /// One per override, parallel to the columns.
    pub rows: Vec<Vec<String>>,
}

/// Empty rows below the overrides that are ready to be filled.
const SPARE: u32 = 10;

/// Writes the sheet; a text that begins with `=` stays a text.
/// 导出方案工作簿
///
/// # Errors
/// The file cannot be written.
pub fn write_scenario(path: &Path, scenario: &ScenarioSheet) -> Result<(), WriteError> {
    let mut book = Workbook::new();
    let grey = Format::new()
        .set_font_color(Color::RGB(0x8A_93_9C))
        .set_font_size(8);
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0xE8_EE_F4));
    // Text format: what is typed stays as it is typed, `5%` included.
    let input = Format::new()
        .set_num_format("@")
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0xFF_F8_DC));
    let fixed = Format::new().set_border(FormatBorder::Thin);
    let sheet = book.add_worksheet();
    sheet.set_name(&scenario.sheet)?;
    sheet.write_string_with_format(0, 0, SCENARIO_MARK, &grey)?;
    sheet.write_string_with_format(0, 1, &scenario.id, &grey)?;
    sheet.write_string(1, 0, &scenario.name_label)?;
    sheet.write_string_with_format(1, 1, &scenario.name, &input)?;
    sheet.write_string(2, 0, &scenario.note)?;
    for (at, column) in (0_u16..).zip(&scenario.columns) {
        sheet.write_string_with_format(SCENARIO_KEY_ROW - 1, at, &column.key, &grey)?;
        sheet.write_string_with_format(SCENARIO_KEY_ROW, at, &column.heading, &head)?;
        sheet.set_column_width(at, if column.editable { 16 } else { 20 })?;
    }
    let first = SCENARIO_KEY_ROW + 1;
    let filled = u32::try_from(scenario.rows.len()).unwrap_or(u32::MAX);
    for at in 0..filled.saturating_add(SPARE) {
        let row = scenario.rows.get(at as usize);
        for (place, column) in scenario.columns.iter().enumerate() {
            let format = if column.editable { &input } else { &fixed };
            let text = row
                .and_then(|row| row.get(place))
                .map_or("", String::as_str);
            let place = u16::try_from(place).unwrap_or(u16::MAX);
            if text.is_empty() {
                sheet.write_blank(first + at, place, format)?;
            } else {
                sheet.write_string_with_format(first + at, place, text, format)?;
            }
        }
    }
    sheet.set_freeze_panes(first, 2)?;
    book.save(path)?;
    Ok(())
}
