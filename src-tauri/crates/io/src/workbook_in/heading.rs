//! Headings as people write them: full-width letters, spaces, marks, and units in brackets.

use super::types::Unit;

/// Full-width forms as half-width ones, ideographic space as space.
pub(crate) fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match u32::from(c) {
            code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
            0x3000 | 0x00a0 => ' ',
            _ => c,
        })
        .collect()
}

/// A heading without what does not matter, and the unit it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heading {
    /// Comparable text.
    pub text: String,
    /// Unit named in brackets or behind a stroke.
    pub unit: Option<Unit>,
}

/// Reads a heading: `金额(万元)*` → `金额`, ten thousand.
pub(crate) fn heading(text: &str) -> Heading {
    let text = half_width(text).to_lowercase();
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | ':' | '_' | '\u{feff}' | '\u{200b}'))
        .collect();
    let text = text
        .replace(['【', '〔', '[', '〖'], "(")
        .replace(['】', '〕', ']', '〗'], ")");
    if let Some((base, rest)) = text.split_once('(')
        && let Some(inside) = rest.strip_suffix(')')
        && !base.is_empty()
    {
        let inside = inside.trim_start_matches("单位");
        if let Some(unit) = unit(inside) {
            return Heading {
                text: base.to_owned(),
                unit: Some(unit),
            };
        }
        if is_remark(inside) {
            return Heading {
                text: base.to_owned(),
                unit: None,
            };
        }
    }
    if let Some((base, behind)) = text.rsplit_once('/')
        && let Some(unit) = unit(behind)
        && !base.is_empty()
    {
        return Heading {
            text: base.to_owned(),
            unit: Some(unit),
        };
    }
    Heading { text, unit: None }
}

/// Whether a cell of a heading says nothing but a unit: `元`, `(万元)`, `人次`.
pub(crate) fn is_unit(text: &str) -> bool {
    let text: String = half_width(text)
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let word = text.trim_matches(['(', ')', '[', ']', '【', '】']);
    let word = word.trim_start_matches("单位").trim_start_matches(':');
    unit(word).is_some() || is_remark(word)
}

/// Unit of a word, if it is one of money.
fn unit(word: &str) -> Option<Unit> {
    match word.trim_start_matches("人民币") {
        "元" | "yuan" | "cny" | "rmb" | "¥" => Some(Unit::One),
        "千元" => Some(Unit::Thousand),
        "万元" | "万" => Some(Unit::TenThousand),
        "百万元" => Some(Unit::Million),
        "亿元" | "亿" => Some(Unit::HundredMillion),
        _ => None,
    }
}

/// Words in brackets that change nothing.
fn is_remark(word: &str) -> bool {
    matches!(
        word,
        "必填"
            | "选填"
            | "可选"
            | "required"
            | "optional"
            | "天"
            | "人次"
            | "床日"
            | "张"
            | "人"
            | "月"
            | "个月"
            | "床"
            | "%"
    )
}

/// The unit of a line such as `单位:万元` above the table.
pub(crate) fn unit_line(text: &str) -> Option<Unit> {
    let text: String = half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let behind = text
        .trim_matches(['(', ')'])
        .rsplit_once("单位")?
        .1
        .trim_start_matches([':', '为']);
    unit(behind.trim_end_matches(')'))
}

/// Whether the first words of a row mark it as a sub-total.
pub(crate) fn is_subtotal(text: &str) -> bool {
    if !text.contains('计') {
        return false;
    }
    let text = heading(text).text;
    ["合计", "小计", "总计", "本页合计", "累计"]
        .iter()
        .any(|word| text.starts_with(word) || text.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_compared_without_dress_and_their_unit_is_reported() {
        let read = |text: &str| (heading(text).text, heading(text).unit);
        assert_eq!(read("金额(元)"), ("金额".into(), Some(Unit::One)));
        assert_eq!(
            read("金 额(万元)"),
            ("金额".into(), Some(Unit::TenThousand))
        );
        assert_eq!(read("原值/万元"), ("原值".into(), Some(Unit::TenThousand)));
        assert_eq!(read("* 科室编码【必填】"), ("科室编码".into(), None));
        assert_eq!(read("ＤＲＧ编码"), ("drg编码".into(), None));
        assert_eq!(
            read("科室编码(执行)").0,
            "科室编码(执行)",
            "a bracket that says something stays"
        );
        assert_eq!(
            unit_line("编制单位:某医院 单位:万元"),
            Some(Unit::TenThousand)
        );
        assert_eq!(unit_line("编制单位:某医院"), None);
    }

    #[test]
    fn subtotals_are_recognised_at_either_end() {
        assert!(
            ["合 计", "小计:", "内科小计", "总计(元)"]
                .iter()
                .all(|text| is_subtotal(text))
        );
        assert!(!is_subtotal("统计室") && !is_subtotal("会计科"));
    }
}
