//! Formats of cells, in one place.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use yingheng_core::report::{RowStyle, Unit};

/// Formats used by every sheet.
pub struct Styles {
    /// Title of a sheet.
    pub title: Format,
    /// Heading of a column.
    pub heading: Format,
    /// Note below a table.
    pub note: Format,
    /// A cell the reader may change.
    pub input: Format,
}

const ACCENT: Color = Color::RGB(0x0014_527C);
const HEAD: Color = Color::RGB(0x00E8_EEF3);

impl Styles {
    pub fn new() -> Self {
        let base = || {
            Format::new()
                .set_font_name("Microsoft YaHei")
                .set_font_size(10.0)
        };
        Self {
            title: base().set_bold().set_font_size(14.0).set_font_color(ACCENT),
            heading: base()
                .set_bold()
                .set_background_color(HEAD)
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_border_bottom(FormatBorder::Thin),
            note: base().set_italic().set_font_color(Color::Gray),
            input: base()
                .set_background_color(Color::RGB(0x00FF_F6D6))
                .set_border(FormatBorder::Thin)
                .set_num_format("#,##0.0000"),
        }
    }

    /// Text outside a table.
    pub fn plain(&self) -> Format {
        Format::new()
            .set_font_name("Microsoft YaHei")
            .set_font_size(10.0)
    }

    /// Format of a cell of a table.
    pub fn cell(&self, unit: Option<Unit>, style: RowStyle) -> Format {
        let mut format = Format::new()
            .set_font_name("Microsoft YaHei")
            .set_font_size(10.0);
        if style == RowStyle::Struck {
            format = format.set_font_strikethrough();
        } else if style != RowStyle::Normal {
            format = format.set_bold().set_border_top(FormatBorder::Thin);
        }
        if style == RowStyle::Total {
            format = format.set_background_color(HEAD);
        }
        match unit {
            // Losses by sign as well as by colour.
            Some(Unit::Money | Unit::UnitMoney) => format.set_num_format("#,##0.00;[Red]-#,##0.00"),
            Some(Unit::Ratio | Unit::Weight) => format.set_num_format("0.0000"),
            Some(Unit::Percent) => format.set_num_format("0.00\"%\""),
            Some(Unit::Count) => format.set_num_format("#,##0"),
            Some(Unit::Days) => format.set_num_format("0.00"),
            None => format,
        }
    }
}
