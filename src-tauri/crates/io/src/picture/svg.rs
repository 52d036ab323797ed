//! The four chart kinds through plotters' SVG back-end. Floating point is positions of pixels only.

use std::sync::Once;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::{FontStyle, register_font};
use yingheng_core::report::{ChartKind, ChartSpec, Point};

use super::Words;

const SIZE: (u32, u32) = (1200, 720);
const FONT: &str = "Noto Sans SC";
const INK: RGBColor = RGBColor(40, 48, 56);
const GRID: RGBColor = RGBColor(224, 228, 232);

fn colour(key: &str) -> RGBColor {
    match key {
        // A pair that colour-blind readers can tell apart; losses also carry their sign.
        "surplus" | "revenue" => RGBColor(32, 127, 181),
        "loss" | "cost" => RGBColor(199, 91, 18),
        "fixed" => RGBColor(128, 136, 144),
        _ => RGBColor(74, 85, 96),
    }
}

/// plotters measures text with a font; ours is embedded, so that no system font is needed.
fn font() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let bytes: &'static [u8] = include_bytes!("../../fonts/NotoSansSC-Regular.ttf");
        // The font is part of the program; a broken one shows as a drawing error of every chart.
        let _ = register_font(FONT, FontStyle::Normal, bytes);
    });
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), Box<dyn std::error::Error>>;

/// A chart as SVG; when the library refuses, an SVG that says so.
pub fn draw(spec: &ChartSpec, words: &dyn Words) -> String {
    font();
    let mut text = String::new();
    let outcome = {
        let area = SVGBackend::with_string(&mut text, SIZE).into_drawing_area();
        body(&area, spec, words).and_then(|()| area.present().map_err(Into::into))
    };
    match outcome {
        Ok(()) => text,
        Err(error) => {
            let message = error.to_string().replace(['<', '&'], " ");
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"80\"><text x=\"10\" y=\"40\">{message}</text></svg>"
            )
        }
    }
}

fn body(area: &Area<'_>, spec: &ChartSpec, words: &dyn Words) -> Drawn {
    area.fill(&WHITE)?;
    let area = area.titled(&words.say(&spec.title), (FONT, 24).into_font().color(&INK))?;
    let (upper, lower) = area.split_vertically(SIZE.1 as i32 - 70);
    lower.draw(&Text::new(
        words.say(&spec.source),
        (20, 8),
        (FONT, 13).into_font().color(&INK),
    ))?;
    match spec.kind {
        ChartKind::QuadrantBubble => bubbles(&upper, spec, words),
        ChartKind::Waterfall => waterfall(&upper, spec, words),
        ChartKind::BreakEven => lines(&upper, spec, words),
        ChartKind::HeatMap => heat_map(&upper, spec, words),
    }
}

fn points(spec: &ChartSpec) -> impl Iterator<Item = &Point> {
    spec.series.iter().flat_map(|series| &series.points)
}

/// Smallest and largest of the values and zero, with room.
fn range(values: impl Iterator<Item = f64>, zero: bool) -> std::ops::Range<f64> {
    let start = if zero {
        (0.0, 0.0)
    } else {
        (f64::INFINITY, f64::NEG_INFINITY)
    };
    let (low, high) = values.fold(start, |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if low > high {
        return 0.0..1.0;
    }
    let room = ((high - low) * 0.08).max(1e-6);
    (if zero && low == 0.0 { 0.0 } else { low - room })..(high + room)
}

fn thousands(value: f64) -> String {
    let whole = format!("{:.0}", value.abs());
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if value <= -0.5 {
        format!("-{out}")
    } else {
        out
    }
}

fn legend<'a, X: Ranged<ValueType = f64>, Y: Ranged<ValueType = f64>>(
    chart: &mut ChartContext<'a, SVGBackend<'a>, Cartesian2d<X, Y>>,
) -> Drawn {
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .background_style(WHITE.mix(0.9))
        .border_style(GRID)
        .label_font((FONT, 14).into_font().color(&INK))
        .margin(12)
        .draw()?;
    Ok(())
}

fn bubbles(area: &Area<'_>, spec: &ChartSpec, words: &dyn Words) -> Drawn {
    let x = range(points(spec).map(|point| point.x), false);
    let y = range(points(spec).map(|point| point.y), true);
    let largest = points(spec).map(|point| point.z).fold(1.0_f64, f64::max);
    let mut chart = ChartBuilder::on(area)
        .margin(20)
        .x_label_area_size(44)
        .y_label_area_size(84)
        .build_cartesian_2d(x.clone(), y.clone())?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .bold_line_style(GRID)
        .axis_style(INK)
        .x_desc(words.say(&spec.x_label))
        .y_desc(words.say(&spec.y_label))
        .x_label_formatter(&|value| format!("{value:.1}"))
        .y_label_formatter(&|value| thousands(*value))
        .label_style((FONT, 14).into_font().color(&INK))
        .draw()?;
    for (axis, at, _) in &spec.marks {
        let line = if *axis == 'x' {
            vec![(*at, y.start), (*at, y.end)]
        } else {
            vec![(x.start, *at), (x.end, *at)]
        };
        chart.draw_series(LineSeries::new(line, INK.stroke_width(1)))?;
    }
    for series in &spec.series {
        let paint = colour(&series.key);
        chart
            .draw_series(series.points.iter().map(|point| {
                let radius = (26.0 * (point.z.max(0.0) / largest).sqrt()).max(2.5) as i32;
                Circle::new((point.x, point.y), radius, paint.mix(0.55).filled())
            }))?
            .label(words.say(&series.label))
            .legend(move |(x, y)| Circle::new((x + 8, y), 6, paint.mix(0.7).filled()));
    }
    // Names of the furthest from zero: enough to talk about, few enough to read.
    let mut far: Vec<&Point> = points(spec).collect();
    far.sort_by(|a, b| (b.y * b.z).abs().total_cmp(&(a.y * a.z).abs()));
    for point in far.iter().take(8) {
        let name = Text::new(
            words.say(&point.label),
            (point.x, point.y),
            (FONT, 12).into_font().color(&INK),
        );
        chart.draw_series(std::iter::once(name))?;
    }
    legend(&mut chart)
}

fn waterfall(area: &Area<'_>, spec: &ChartSpec, words: &dyn Words) -> Drawn {
    let count = spec.x_categories.len().max(1);
    let y = range(
        points(spec).flat_map(|point| [point.z, point.z + point.y]),
        true,
    );
    let names: Vec<String> = spec
        .x_categories
        .iter()
        .map(|name| words.say(name))
        .collect();
    let mut chart = ChartBuilder::on(area)
        .margin(20)
        .x_label_area_size(64)
        .y_label_area_size(84)
        .build_cartesian_2d(-0.6..(count as f64 - 0.4), y)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .disable_x_axis()
        .light_line_style(WHITE)
        .bold_line_style(GRID)
        .y_desc(words.say(&spec.y_label))
        .y_label_formatter(&|value| thousands(*value))
        .label_style((FONT, 14).into_font().color(&INK))
        .draw()?;
    chart.draw_series(LineSeries::new(
        [(-0.6, 0.0), (count as f64 - 0.4, 0.0)],
        INK.stroke_width(1),
    ))?;
    for series in &spec.series {
        let paint = colour(&series.key);
        chart
            .draw_series(series.points.iter().map(|point| {
                Rectangle::new(
                    [
                        (point.x - 0.32, point.z),
                        (point.x + 0.32, point.z + point.y),
                    ],
                    paint.filled(),
                )
            }))?
            .label(words.say(&series.label))
            .legend(move |(x, y)| Rectangle::new([(x, y - 6), (x + 16, y + 6)], paint.filled()));
    }
    let style = (FONT, 13)
        .into_font()
        .color(&INK)
        .pos(plotters::style::text_anchor::Pos::new(
            plotters::style::text_anchor::HPos::Center,
            plotters::style::text_anchor::VPos::Bottom,
        ));
    for point in points(spec) {
        let text = thousands(point.y);
        chart.draw_series(std::iter::once(Text::new(
            text,
            (point.x, point.z.max(point.z + point.y)),
            style.clone(),
        )))?;
    }
    let plotting = chart.plotting_area();
    for (index, name) in names.iter().enumerate() {
        let (x, _) = plotting.map_coordinate(&(index as f64, 0.0));
        let style = (FONT, 13)
            .into_font()
            .color(&INK)
            .pos(plotters::style::text_anchor::Pos::new(
                plotters::style::text_anchor::HPos::Center,
                plotters::style::text_anchor::VPos::Top,
            ));
        let (left, top) = area.get_base_pixel();
        let bottom = area.dim_in_pixel().1 as i32 - 70;
        for (line, part) in wrap(name, 11).into_iter().enumerate() {
            area.draw(&Text::new(
                part,
                (x - left, bottom - top.min(0) + 18 * line as i32),
                style.clone(),
            ))?;
        }
    }
    legend(&mut chart)
}

/// Breaks a name into at most three lines of about `width` characters.
fn wrap(name: &str, width: usize) -> Vec<String> {
    let characters: Vec<char> = name.chars().collect();
    let width = if name.is_ascii() {
        width * 3 / 2
    } else {
        width
    };
    characters
        .chunks(width)
        .take(3)
        .map(|chunk| chunk.iter().collect())
        .collect()
}

fn lines(area: &Area<'_>, spec: &ChartSpec, words: &dyn Words) -> Drawn {
    let x = range(points(spec).map(|point| point.x), true);
    let y = range(points(spec).map(|point| point.y), true);
    let mut chart = ChartBuilder::on(area)
        .margin(20)
        .x_label_area_size(44)
        .y_label_area_size(84)
        .build_cartesian_2d(x, y.clone())?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .bold_line_style(GRID)
        .x_desc(words.say(&spec.x_label))
        .y_desc(words.say(&spec.y_label))
        .x_label_formatter(&|value| thousands(*value))
        .y_label_formatter(&|value| thousands(*value))
        .label_style((FONT, 14).into_font().color(&INK))
        .draw()?;
    for series in &spec.series {
        let paint = colour(&series.key);
        chart
            .draw_series(LineSeries::new(
                series.points.iter().map(|point| (point.x, point.y)),
                paint.stroke_width(3),
            ))?
            .label(words.say(&series.label))
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], paint.stroke_width(3)));
    }
    for (index, (_, at, label)) in spec.marks.iter().enumerate() {
        chart.draw_series(LineSeries::new(
            [(*at, y.start), (*at, y.end)],
            INK.stroke_width(1),
        ))?;
        let height = y.start + (y.end - y.start) * (0.08 + 0.06 * index as f64);
        chart.draw_series(std::iter::once(Text::new(
            words.say(label),
            (*at, height),
            (FONT, 14).into_font().color(&INK),
        )))?;
    }
    legend(&mut chart)
}

fn heat_map(area: &Area<'_>, spec: &ChartSpec, words: &dyn Words) -> Drawn {
    let (columns, rows) = (
        spec.x_categories.len().max(1),
        spec.y_categories.len().max(1),
    );
    let largest = points(spec)
        .map(|point| point.z.abs())
        .fold(1e-9_f64, f64::max);
    let (left, top) = (180, 50);
    let (width, height) = area.dim_in_pixel();
    let (step_x, step_y) = (
        (width as i32 - left - 30) / columns as i32,
        (height as i32 - top - 20) / rows as i32,
    );
    let style = (FONT, 14).into_font().color(&INK);
    for (index, name) in spec.x_categories.iter().enumerate() {
        area.draw(&Text::new(
            words.say(name),
            (left + index as i32 * step_x + 6, top - 26),
            style.clone(),
        ))?;
    }
    for (index, name) in spec.y_categories.iter().enumerate() {
        area.draw(&Text::new(
            words.say(name),
            (16, top + index as i32 * step_y + step_y / 2 - 8),
            style.clone(),
        ))?;
    }
    for point in points(spec) {
        let (x, y) = (
            left + point.x as i32 * step_x,
            top + point.y as i32 * step_y,
        );
        let share = (point.z.abs() / largest).sqrt();
        area.draw(&Rectangle::new(
            [(x, y), (x + step_x - 2, y + step_y - 2)],
            RGBColor(32, 127, 181).mix(0.06 + 0.8 * share).filled(),
        ))?;
        let shown = point.texts.first().cloned().unwrap_or_default();
        let paint = if share > 0.75 { WHITE } else { INK };
        area.draw(&Text::new(
            shown,
            (x + 8, y + step_y / 2 - 8),
            (FONT, 13).into_font().color(&paint),
        ))?;
    }
    Ok(())
}
