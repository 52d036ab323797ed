//! Numbers and dates in many spellings against an oracle that writes them: what was written is what is read.
//! `PROPTEST_CASES` sets the number of cases; 64 otherwise.

use proptest::prelude::*;
use yingheng_core::facts::accept::{date, number, period};
use yingheng_core::period::{Date, Period};
use yingheng_core::quantity::Fraction;

fn grouped(mut whole: u64) -> String {
    let mut groups = Vec::new();
    while whole >= 1000 {
        groups.push(format!("{:03}", whole % 1000));
        whole /= 1000;
    }
    groups.push(whole.to_string());
    groups.reverse();
    groups.join(",")
}

fn wide(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_ascii_graphic() {
                char::from_u32(c as u32 + 0xfee0).unwrap_or(c)
            } else {
                c
            }
        })
        .collect()
}

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(64);
    ProptestConfig::with_cases(cases)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_spelling_of_an_amount_is_the_same_amount(whole in 0_u64..1_000_000_000_000, cents in 0_u64..100) {
        let exact = Fraction::new(whole * 100 + cents, 100).expect("hundred");
        let plain = format!("{}.{cents:02}", grouped(whole));
        for text in [plain.clone(), plain.replace(',', ""), plain.replace(',', "\u{a0}"), wide(&plain), format!("¥{plain}"), format!("\u{3000}{plain} 元"), format!("+{plain}")] {
            prop_assert_eq!(number(&text).map(|n| n.exact()), Some(exact.clone()), "{}", text);
        }
        for text in [format!("-{plain}"), format!("({plain})"), format!("（{plain}）"), format!("{plain}-"), format!("△{plain}"), format!("\u{2212}{plain}"), format!("¥-{plain}")] {
            prop_assert_eq!(number(&text).map(|n| n.exact()), Some(-exact.clone()), "{}", text);
        }
        for text in [format!("--{plain}"), format!("({plain}"), format!("{plain}.1"), format!("约{plain}"), format!("(-{plain})")] {
            prop_assert_eq!(number(&text), None, "{}", text);
        }
    }

    #[test]
    fn every_spelling_of_a_day_is_the_same_day(year in 1990_i16..2100, month in 1_u8..=12, day in 1_u8..=28) {
        let exact = Date::new(year, month, day);
        let serial = exact.map(|d| (d.day_number() + 25_569).to_string()).unwrap_or_default();
        for text in [format!("{year}-{month:02}-{day:02}"), format!("{year}/{month}/{day}"), format!("{year}.{month}.{day}"), format!("{year}年{month}月{day}日"), format!("{year}{month:02}{day:02}"), format!("{year}-{month:02}-{day:02} 08:30:00"), wide(&format!("{year}/{month}/{day}")), serial] {
            prop_assert_eq!(date(&text), exact, "{}", text);
        }
        let (none, of_year) = (Period::default(), Period { year, month: 0 });
        let exact = Some(Period { year, month });
        for text in [format!("{year}-{month:02}"), format!("{year}年{month}月"), format!("{year}{month:02}"), format!("{year}/{month}/{day}")] {
            prop_assert_eq!(period(&text, none), exact, "{}", text);
        }
        prop_assert_eq!(period(&format!("{month}月"), of_year), exact);
        prop_assert_eq!(period(&format!("{month}月"), none), None);
    }

    #[test]
    fn no_text_makes_it_fail(text in prop_oneof![
        "\\PC*",
        "[-+0-9.,eE%()¥元△年月日/: ]{0,40}",
        "[0-9]{0,60}(\\.[0-9]{0,60})?([eE][-+]?[0-9]{1,12})?%?",
    ]) {
        let _ = (number(&text), date(&text), period(&text, Period { year: 2025, month: 0 }));
    }
}

#[test]
fn what_could_mean_two_things_is_refused() {
    for text in ["1,23", "1,2345", "1 2", "", "1e99", "１２，３"] {
        assert_eq!(number(text), None, "{text}");
    }
    assert_eq!(
        (
            date("24/3/5"),
            date("5/3/2024"),
            date("2025"),
            date("2024-02-30")
        ),
        (None, None, None, None)
    );
}
