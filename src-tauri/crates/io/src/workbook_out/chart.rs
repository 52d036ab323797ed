//! Native charts. Their data stand in a sheet of their own, so that the chart can be changed in Excel.

use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartFormat, ChartMarker, ChartMarkerType, ChartSolidFill,
    ChartType, Color, Workbook, XlsxError,
};
use yingheng_core::issue::Message;
use yingheng_core::report::{ChartKind, ChartSpec, Series};

use super::Words;
use super::sheet::layout;
use super::style::Styles;

fn colour(key: &str) -> Color {
    match key {
        "surplus" | "revenue" => Color::RGB(0x0020_7FB5),
        "loss" | "cost" => Color::RGB(0x00C7_5B12),
        "fixed" => Color::RGB(0x0080_8890),
        _ => Color::RGB(0x004A_5560),
    }
}

fn fill(key: &str) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(colour(key)));
    format
}

/// Writes the chart's data to a sheet and places the chart below the table it belongs to.
///
/// Bubbles become a scatter chart (the writer has no bubble type) and waterfalls stacked columns on an invisible base
/// (Excel's own waterfall type is not in the file format the writer knows).
pub fn insert(
    workbook: &mut Workbook,
    sheet: &str,
    row: u32,
    spec: &ChartSpec,
    words: &dyn Words,
    styles: &Styles,
    footer: &str,
) -> Result<(), XlsxError> {
    let name = format!(
        "{} {}",
        words.say(&Message::new("board.chart_data")),
        workbook.worksheets().len()
    );
    let mut chart = match spec.kind {
        ChartKind::QuadrantBubble => scatter(workbook, &name, spec, words, styles)?,
        ChartKind::Waterfall => waterfall(workbook, &name, spec, words, styles)?,
        ChartKind::BreakEven => lines(workbook, &name, spec, words, styles)?,
        // A heat map is a table with colours; the table itself is the sheet.
        ChartKind::HeatMap => return Ok(()),
    };
    chart.title().set_name(&words.say(&spec.title));
    chart.x_axis().set_name(&words.say(&spec.x_label));
    chart
        .y_axis()
        .set_name(&words.say(&spec.y_label))
        .set_num_format("#,##0");
    chart
        .x_axis()
        .set_label_position(ChartAxisLabelPosition::Low);
    chart.set_width(1000).set_height(440);
    layout(workbook.worksheet_from_name(&name)?, footer);
    workbook
        .worksheet_from_name(sheet)?
        .insert_chart(row, 0, &chart)?;
    Ok(())
}

/// Columns of one series: label, x, y, z. Returns the rows they stand in.
fn columns(
    workbook: &mut Workbook,
    name: &str,
    at: u16,
    series: &Series,
    words: &dyn Words,
    styles: &Styles,
) -> Result<(u32, u32), XlsxError> {
    let sheet = workbook.worksheet_from_name(name)?;
    sheet.write_string_with_format(0, at, words.say(&series.label), &styles.heading)?;
    for (offset, heading) in (1_u16..).zip(["x", "y", "z"]) {
        sheet.write_string_with_format(0, at + offset, heading, &styles.heading)?;
    }
    let mut row = 1;
    for point in &series.points {
        sheet.write_string(row, at, words.say(&point.label))?;
        sheet.write_number(row, at + 1, point.x)?;
        sheet.write_number(row, at + 2, point.y)?;
        sheet.write_number(row, at + 3, point.z)?;
        row += 1;
    }
    Ok((1, row.saturating_sub(1)))
}

fn scatter(
    workbook: &mut Workbook,
    name: &str,
    spec: &ChartSpec,
    words: &dyn Words,
    styles: &Styles,
) -> Result<Chart, XlsxError> {
    workbook.add_worksheet().set_name(name)?;
    let mut chart = Chart::new(ChartType::Scatter);
    for (at, series) in (0_u16..).step_by(5).zip(&spec.series) {
        let (first, last) = columns(workbook, name, at, series, words, styles)?;
        if series.points.is_empty() {
            continue;
        }
        let mut marker = ChartMarker::new();
        marker
            .set_type(if series.key == "loss" {
                ChartMarkerType::Diamond
            } else {
                ChartMarkerType::Circle
            })
            .set_size(6)
            .set_format(&mut fill(&series.key));
        chart
            .add_series()
            .set_name(&words.say(&series.label))
            .set_categories((name, first, at + 1, last, at + 1))
            .set_values((name, first, at + 2, last, at + 2))
            .set_marker(&marker);
    }
    Ok(chart)
}

fn lines(
    workbook: &mut Workbook,
    name: &str,
    spec: &ChartSpec,
    words: &dyn Words,
    styles: &Styles,
) -> Result<Chart, XlsxError> {
    workbook.add_worksheet().set_name(name)?;
    let mut chart = Chart::new(ChartType::ScatterStraight);
    for (at, series) in (0_u16..).step_by(5).zip(&spec.series) {
        let (first, last) = columns(workbook, name, at, series, words, styles)?;
        let mut line = rust_xlsxwriter::ChartLine::new();
        line.set_color(colour(&series.key)).set_width(2.25);
        chart
            .add_series()
            .set_name(&words.say(&series.label))
            .set_categories((name, first, at + 1, last, at + 1))
            .set_values((name, first, at + 2, last, at + 2))
            .set_format(&mut line);
    }
    Ok(chart)
}

/// Stacked columns: what lies above zero stacks upwards on an invisible base, what lies below downwards on another, so
/// that a bar that crosses zero keeps its whole height.
fn waterfall(
    workbook: &mut Workbook,
    name: &str,
    spec: &ChartSpec,
    words: &dyn Words,
    styles: &Styles,
) -> Result<Chart, XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    let mut bars: Vec<(usize, &yingheng_core::report::Point)> = Vec::new();
    for (number, series) in spec.series.iter().enumerate() {
        bars.extend(series.points.iter().map(|point| (number, point)));
    }
    bars.sort_by(|a, b| a.1.x.total_cmp(&b.1.x));
    let base = words.say(&Message::new("board.base"));
    for column in [1, 2] {
        sheet.write_string_with_format(0, column, &base, &styles.heading)?;
    }
    for (column, series) in (3_u16..).step_by(2).zip(&spec.series) {
        for column in [column, column + 1] {
            sheet.write_string_with_format(0, column, words.say(&series.label), &styles.heading)?;
        }
    }
    let mut row = 0;
    for (number, point) in bars {
        row += 1;
        sheet.write_string(row, 0, words.say(&point.label))?;
        let end = point.z + point.y;
        let (low, high) = (point.z.min(end), point.z.max(end));
        let column = 3 + 2 * u16::try_from(number).unwrap_or(0);
        sheet.write_number(row, 1, low.max(0.0))?;
        sheet.write_number(row, 2, high.min(0.0))?;
        sheet.write_number(row, column, high.max(0.0) - low.max(0.0))?;
        sheet.write_number(row, column + 1, low.min(0.0) - high.min(0.0))?;
    }
    let mut chart = Chart::new(ChartType::ColumnStacked);
    for column in [1, 2] {
        let mut none = ChartFormat::new();
        none.set_no_fill().set_no_border();
        chart
            .add_series()
            .set_categories((name, 1, 0, row, 0))
            .set_values((name, 1, column, row, column))
            .set_name(&base)
            .set_format(&mut none)
            .set_gap(40);
    }
    for (column, series) in (3_u16..).step_by(2).zip(&spec.series) {
        for column in [column, column + 1] {
            chart
                .add_series()
                .set_categories((name, 1, 0, row, 0))
                .set_values((name, 1, column, row, column))
                .set_name(&words.say(&series.label))
                .set_format(&mut fill(&series.key));
        }
    }
    // The bases and the second half of each colour are not worth a line in the legend.
    chart.legend().delete_entries(&[0, 1, 3, 5, 7]);
    Ok(chart)
}
