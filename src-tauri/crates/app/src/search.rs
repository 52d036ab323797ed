//! Search and order of rows: Chinese text, codes, pinyin and pinyin initials; figures by value.

use std::cmp::Ordering;

use pinyin::ToPinyin;
use yingheng_core::quantity::Fraction;

use crate::wire::Cell;

/// Whether a text answers to what was typed: as written, by full pinyin or by pinyin initials, in any case.
pub fn matches(text: &str, wanted: &str) -> bool {
    let wanted = wanted.to_lowercase();
    let plain = text.to_lowercase();
    if plain.contains(&wanted) {
        return true;
    }
    let (mut full, mut initials) = (String::new(), String::new());
    for (written, sound) in plain.chars().zip(plain.as_str().to_pinyin()) {
        match sound {
            Some(sound) => {
                full.push_str(sound.plain());
                initials.push_str(sound.first_letter());
            }
            None => {
                full.push(written);
                initials.push(written);
            }
        }
    }
    full.contains(&wanted) || initials.contains(&wanted)
}

/// What a cell sorts by. Cells without a figure come last in either direction.
#[derive(Debug, PartialEq, Eq)]
pub enum SortKey {
    /// By value.
    Figure(Fraction),
    /// By text.
    Text(String),
    /// Nothing to sort by.
    Nothing,
}

/// Key of a cell.
///
/// # Errors
/// The text of a figure that is no number.
pub fn sort_key(cell: Option<&Cell>) -> Result<SortKey, String> {
    match cell {
        Some(Cell::Figure { text, .. }) => {
            text.parse().map(SortKey::Figure).map_err(|_| text.clone())
        }
        Some(Cell::Text { text }) => Ok(SortKey::Text(text.clone())),
        Some(Cell::Label { message }) => Ok(SortKey::Text(message.key.clone())),
        _ => Ok(SortKey::Nothing),
    }
}

/// Order of two keys.
pub fn compare(a: &SortKey, b: &SortKey, descending: bool) -> Ordering {
    let turned = |order: Ordering| if descending { order.reverse() } else { order };
    match (a, b) {
        (SortKey::Figure(a), SortKey::Figure(b)) => turned(a.cmp(b)),
        (SortKey::Text(a), SortKey::Text(b)) => turned(a.cmp(b)),
        (SortKey::Figure(_), _) | (SortKey::Text(_), SortKey::Nothing) => Ordering::Less,
        (SortKey::Nothing, SortKey::Nothing) => Ordering::Equal,
        _ => Ordering::Greater,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_answers_to_text_pinyin_and_initials() {
        for typed in ["骨科", "guke", "GK", "gkyq", "一区", "G01"] {
            assert!(matches("骨科一区 G01", typed), "{typed}");
        }
        assert!(!matches("骨科一区", "neike"));
    }

    #[test]
    fn figures_sort_by_value_and_gaps_stay_last() {
        let figure = |text: &str| {
            sort_key(Some(&Cell::Figure {
                text: text.into(),
                why: None,
            }))
            .expect("figure")
        };
        assert_eq!(
            compare(&figure("9.00"), &figure("10.00"), false),
            Ordering::Less
        );
        assert_eq!(
            compare(&figure("9.00"), &figure("10.00"), true),
            Ordering::Greater
        );
        assert_eq!(
            compare(&SortKey::Nothing, &figure("1"), true),
            Ordering::Greater
        );
    }
}
