//! What a single value looks like: the numbers, names and addresses by which a person is found.

use yingheng_core::period::Date;

/// Runs of letters and digits.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|run| !run.is_empty())
}

/// Whether an 18-digit resident number with a valid check digit stands in the text.
///
/// 公民身份号码, GB 11643-1999: 6 digits area, 8 digits birth date, 3 digits order, ISO 7064 MOD 11-2 check character.
pub(crate) fn holds_resident_number(text: &str) -> bool {
    runs(text).any(is_resident_number)
        || strings(text)
            .iter()
            .any(|string| is_resident_number(&string.concat()))
}

fn is_resident_number(run: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: [u8; 11] = *b"10X98765432";
    let bytes = run.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) || !born(run) {
        return false;
    }
    let sum: u32 = bytes
        .iter()
        .zip(WEIGHTS)
        .map(|(byte, weight)| u32::from(byte - b'0') * weight)
        .sum();
    usize::try_from(sum % 11).is_ok_and(|rest| CHECK[rest] == bytes[17].to_ascii_uppercase())
}

/// A resident number stored as a number has lost its last digits; area and birth date are still there.
pub(crate) fn is_rounded_resident_number(text: &str) -> bool {
    text.len() == 18
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.ends_with("000")
        && born(text)
}

/// A resident number of the first generation: 15 digits, the birth date without its century.
pub(crate) fn is_old_resident_number(text: &str) -> bool {
    text.len() == 15
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text
            .get(..6)
            .zip(text.get(6..))
            .is_some_and(|(area, rest)| born(&format!("{area}19{rest}")))
}

/// A place of the administration, a street or village, and a number with the word that counts houses or rooms.
pub(crate) fn is_address(text: &str) -> bool {
    const PLACES: &str = "省市区县州盟旗镇乡";
    const STREETS: &str = "路街巷道村弄里庄园寨屯";
    const HOUSES: &str = "号栋幢楼室弄户组";
    let numbered = text
        .chars()
        .zip(text.chars().skip(1))
        .any(|(digit, house)| {
            (digit.is_ascii_digit() || "一二三四五六七八九十".contains(digit))
                && HOUSES.contains(house)
        });
    let has = |list: &str| text.chars().any(|c| list.contains(c));
    text.chars().count() >= 8 && numbered && has(PLACES) && has(STREETS)
}

fn born(run: &str) -> bool {
    let part = |from: usize, to: usize| {
        run.get(from..to)
            .and_then(|digits| digits.parse::<u16>().ok())
    };
    let (Some(year), Some(month), Some(day)) = (part(6, 10), part(10, 12), part(12, 14)) else {
        return false;
    };
    let (Ok(year), Ok(month), Ok(day)) =
        (i16::try_from(year), u8::try_from(month), u8::try_from(day))
    else {
        return false;
    };
    (1900..=2100).contains(&year) && Date::new(year, month, day).is_some()
}

/// Whether a mainland mobile number stands in the text: 11 digits, 13…–19…, in one, as 3-4-4, with or without `+86`.
pub(crate) fn holds_mobile_number(text: &str) -> bool {
    runs(text).any(|run| {
        is_mobile(run)
            || ["86", "086", "0086"]
                .iter()
                .any(|code| run.strip_prefix(code).is_some_and(is_mobile))
    }) || strings(text).iter().any(|string| {
        string
            .windows(3)
            .any(|part| matches!(part, [a, b, c] if [a.len(), b.len(), c.len()] == [3, 4, 4] && is_mobile(&part.concat())))
    })
}

fn is_mobile(run: &str) -> bool {
    let bytes = run.as_bytes();
    bytes.len() == 11
        && bytes.iter().all(u8::is_ascii_digit)
        && bytes[0] == b'1'
        && (b'3'..=b'9').contains(&bytes[1])
}

/// Runs that a single space or hyphen keeps together, as people break long numbers.
fn strings(text: &str) -> Vec<Vec<&str>> {
    let mut all: Vec<Vec<&str>> = Vec::new();
    let mut end = None;
    for run in runs(text) {
        // Offsets within one text: where this run begins after the one before it.
        let at = run.as_ptr() as usize - text.as_ptr() as usize;
        let between = end.and_then(|end: usize| text.get(end..at));
        match all.last_mut() {
            Some(string) if matches!(between, Some(" " | "-")) => string.push(run),
            _ => all.push(vec![run]),
        }
        end = Some(at + run.len());
    }
    all
}

/// Whether a landline with its area code stands in the text: `0871-63301234`, `(010)88886666`, `+86-10-88886666`.
/// 固定电话
pub(crate) fn holds_landline(text: &str) -> bool {
    let runs: Vec<&str> = runs(text).collect();
    runs.windows(2).any(|part| {
        let [area, number] = part else { return false };
        let at = number.as_ptr() as usize - text.as_ptr() as usize;
        let end = area.as_ptr() as usize - text.as_ptr() as usize + area.len();
        let joined = matches!(text.get(end..at), Some("-" | " " | ")" | ") " | ")-"));
        joined && is_area(area) && is_subscriber(number)
    })
}

/// Whether the whole text is a phone number with an area code, also without anything between them.
pub(crate) fn is_phone(text: &str) -> bool {
    let text = text.trim();
    let whole = |length: usize| {
        text.get(..length)
            .zip(text.get(length..))
            .is_some_and(|(area, number)| is_area(area) && is_subscriber(number))
    };
    holds_landline(text) || whole(3) || whole(4)
}

/// Area codes: 010, 02x, and four digits from 03 to 09 (信息产业部 numbering plan; the trunk zero written).
fn is_area(run: &str) -> bool {
    let bytes = run.as_bytes();
    let digits = bytes.iter().all(u8::is_ascii_digit);
    match bytes {
        [b'0', b'1', b'0'] => true,
        [b'0', b'2', _] => digits,
        [b'0', b'3'..=b'9', _, _] => digits,
        _ => false,
    }
}

/// Seven or eight digits, the first neither 0, 1 nor 9.
fn is_subscriber(run: &str) -> bool {
    let bytes = run.as_bytes();
    matches!(bytes.len(), 7 | 8)
        && bytes.iter().all(u8::is_ascii_digit)
        && (b'2'..=b'8').contains(&bytes[0])
}

/// Whether a card number stands in the text: 16 to 19 digits, in one or in groups of four, beginning as cards issued in
/// China do, with a valid Luhn digit. One code of this length in ten has one as well, so the beginning counts too.
/// 银行卡号
pub(crate) fn holds_bank_card(text: &str) -> bool {
    const ISSUERS: [&str; 12] = [
        "62", "60", "955", "4", "51", "52", "53", "54", "55", "35", "81", "68",
    ];
    let card = |digits: &str| {
        ISSUERS.iter().any(|issuer| digits.starts_with(issuer)) && is_bank_card(digits)
    };
    runs(text).any(card)
        || strings(text).iter().any(|string| {
            let (last, first) = match string.split_last() {
                Some((last, first)) if !first.is_empty() => (last, first),
                _ => return false,
            };
            first.iter().all(|part| part.len() == 4) && last.len() <= 4 && card(&string.concat())
        })
}

/// Whether a resident number of the first generation stands in the text, with an area code that exists.
pub(crate) fn holds_old_resident_number(text: &str) -> bool {
    runs(text).any(|run| is_old_resident_number(run) && of_a_province(run))
}

/// Whether a resident number whose last digits were lost stands in the text.
pub(crate) fn holds_rounded_resident_number(text: &str) -> bool {
    runs(text).any(|run| is_rounded_resident_number(run) && of_a_province(run))
}

/// First two digits of an area code (GB/T 2260).
fn of_a_province(run: &str) -> bool {
    const PROVINCES: [&str; 34] = [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
        "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
        "65", "71", "81", "82",
    ];
    run.get(..2).is_some_and(|two| PROVINCES.contains(&two))
}

/// 16 to 19 digits with a valid Luhn digit.
pub(crate) fn is_bank_card(text: &str) -> bool {
    let digits: Vec<u32> = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .map(|c| c.to_digit(10))
        .collect::<Option<_>>()
        .unwrap_or_default();
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, d)| {
            if i % 2 == 0 {
                *d
            } else {
                (d * 2) / 10 + (d * 2) % 10
            }
        })
        .sum();
    (16..=19).contains(&digits.len()) && sum % 10 == 0
}

/// Two to four Han characters that begin with a frequent surname and do not end like a department or a thing.
pub(crate) fn is_person_name(text: &str) -> bool {
    const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
    const ENDINGS: &str = "科室部院组病区类费楼心处班用药品材料备目入房诊医师护士工";
    let count = text.chars().count();
    let han = text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let begins = text.chars().next().is_some_and(|c| SURNAMES.contains(c));
    (2..=4).contains(&count)
        && han
        && begins
        && !text.chars().last().is_some_and(|c| ENDINGS.contains(c))
}
