//! What tells one sender's layout from another's: the sheet's name and its headings, never the file's name or content.

use super::heading::heading;
use super::limits::HEADING_ROWS;
use super::propose::TextRow;
use super::source::hex;
use sha2::{Digest, Sha256};

/// Fingerprint (hex) and the row it was taken from; empty when no row looks like headings.
///
/// The row with the most words among the first ones is taken, whatever form the sheet turns out to be. Digits in the
/// sheet's name do not count: `1月` and `2月` come from the same sender.
pub(crate) fn fingerprint(sheet: &str, rows: &[TextRow]) -> (String, u32) {
    let words = |row: &TextRow| {
        let worded = |text: &&String| text.chars().any(char::is_alphabetic);
        row.1.values().filter(worded).count()
    };
    let mut best: Option<(&TextRow, usize)> = None;
    for row in rows.iter().take_while(|(row, _)| *row <= HEADING_ROWS) {
        let count = words(row);
        if count >= 2 && best.is_none_or(|(_, known)| count > known) {
            best = Some((row, count));
        }
    }
    let Some((row, _)) = best else {
        return (String::new(), 0);
    };
    let named: String = sheet.chars().filter(|c| !c.is_numeric()).collect();
    let mut hasher = Sha256::new();
    hasher.update(named.as_bytes());
    for (column, text) in &row.1 {
        hasher.update(format!("\n{column} {}", heading(text).text).as_bytes());
    }
    (hex(&hasher.finalize()), row.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn row(number: u32, cells: &[&str]) -> TextRow {
        let cells = (1_u32..).zip(cells.iter().map(|text| (*text).to_owned()));
        (number, cells.collect::<BTreeMap<_, _>>())
    }

    #[test]
    fn headings_count_and_titles_and_months_do_not() {
        let first = [
            row(1, &["甲医院"]),
            row(2, &["科室", "金额(元)"]),
            row(3, &["内科", "1"]),
        ];
        let later = [row(4, &["科 室", "金额（元）"]), row(5, &["外科", "2"])];
        assert_eq!(fingerprint("1月", &first).0, fingerprint("12月", &later).0);
        assert_eq!(
            (fingerprint("1月", &first).1, fingerprint("12月", &later).1),
            (2, 4)
        );
        assert_ne!(fingerprint("1月", &first).0, fingerprint("收入", &first).0);
        let swapped = [row(2, &["金额(元)", "科室"])];
        assert_ne!(fingerprint("1月", &first).0, fingerprint("1月", &swapped).0);
        assert_eq!(fingerprint("", &[row(1, &["1", "2"])]), (String::new(), 0));
    }
}
