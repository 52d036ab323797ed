//! The known word nearest to one that is not known: most unknown keys are slips of the hand.

use yingheng_core::issue::{Issue, Severity};

/// The issue of a key that is needed and not there; `None` where the parser complains of something else.
pub(super) fn missing_key(message: &str) -> Option<Issue> {
    let key = message.strip_prefix("missing field `")?.strip_suffix('`')?;
    Some(Issue::new(Severity::Error, "pack.missing_key").with("where", key))
}

/// The issue of a key the format does not know; `None` where the parser complains of something else.
///
/// The parser tells the keys it knows in its message only; a message of another shape is passed on as it stands.
pub(super) fn unknown_key(message: &str) -> Option<Issue> {
    let mut words = message
        .strip_prefix("unknown field ")?
        .split('`')
        .skip(1)
        .step_by(2);
    let key = words.next()?;
    let known: Vec<&str> = words.collect();
    let issue = Issue::new(Severity::Error, "pack.unknown_key").with("key", key);
    Some(
        issue
            .with("nearest", nearest(key, &known))
            .with("allowed", known.join(", ")),
    )
}

/// The nearest of the known words, by letters put in, left out or changed; of equal ones the first. Empty without any.
pub(super) fn nearest(word: &str, known: &[&str]) -> String {
    let nearest = known.iter().min_by_key(|own| distance(word, own));
    nearest.copied().unwrap_or_default().to_owned()
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, own) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let changed = row.get(j).copied().unwrap_or_default() + usize::from(own != *other);
            let left_out = row.get(j + 1).copied().unwrap_or_default() + 1;
            let put_in = next.last().copied().unwrap_or_default() + 1;
            next.push(changed.min(left_out).min(put_in));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{nearest, unknown_key};

    #[test]
    fn nearest_by_letters() {
        assert_eq!(
            nearest("wieght", &["mean_charge", "weight", "name"]),
            "weight"
        );
        assert_eq!(nearest("x", &[]), "");
    }

    #[test]
    fn the_parser_names_its_keys() {
        let issue =
            unknown_key("unknown field `poit_value`, expected one of `rate`, `point_value`");
        let told = issue.map(|own| own.message.arguments.get("nearest").cloned());
        assert_eq!(told, Some(Some("point_value".to_owned())));
        assert!(unknown_key("missing field `id`").is_none());
    }
}
