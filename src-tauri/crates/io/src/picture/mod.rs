//! Charts as SVG files, from the same `ChartSpec` the window draws. The font is embedded by name only: any Chinese
//! sans-serif of the reader's system will do.

mod svg;

use std::path::Path;

use yingheng_core::issue::Message;
use yingheng_core::report::ChartSpec;

/// Turns messages into words of the picture's language.
pub trait Words {
    /// The sentence of a message.
    fn say(&self, message: &Message) -> String;
}

/// Writes a chart as an SVG file.
///
/// # Errors
/// When the file cannot be written.
pub fn write_svg(path: &Path, spec: &ChartSpec, words: &dyn Words) -> std::io::Result<()> {
    crate::platform::write_whole(path, svg(spec, words).as_bytes())
}

/// A chart as SVG text.
pub fn svg(spec: &ChartSpec, words: &dyn Words) -> String {
    svg::draw(spec, words)
}
