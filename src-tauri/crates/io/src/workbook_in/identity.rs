//! Recognises what identifies a person, by heading and by content, so that it never leaves the worker.

use super::forms::{Form, Kind};
use super::heading::{half_width, heading};
use super::types::IdentityReason;
use yingheng_core::period::Date;

/// Endings of headings that name a person or number a person, whatever the form's own list says.
const HEADINGS: [&str; 42] = [
    "姓名",
    "身份证号",
    "身份证号码",
    "身份证",
    "证件号码",
    "证件号",
    "联系电话",
    "手机号",
    "手机号码",
    "电话",
    "住址",
    "地址",
    "银行卡号",
    "医保卡号",
    "社保卡号",
    "病案号",
    "住院号",
    "门诊号",
    "病历号",
    "就诊卡号",
    "工号",
    "职工编号",
    "联系人",
    "监护人",
    "家属",
    "联系方式",
    "电话号码",
    "固定电话",
    "电子邮箱",
    "邮箱",
    "微信号",
    "身份证件号",
    "证件编号",
    "护照号",
    "医保号",
    "医保编号",
    "社保号",
    "健康卡号",
    "就诊号",
    "登记号",
    "银行账号",
    "银行卡",
];

/// Headings that name or number a person by themselves, in other words or as a part of something harmless.
const WHOLE_HEADINGS: [&str; 14] = [
    "患者",
    "病人",
    "名字",
    "户籍",
    "籍贯",
    "mrn",
    "phone",
    "mobile",
    "address",
    "patient",
    "patient name",
    "patient id",
    "email",
    "id card",
];

/// Whether a heading announces identity.
pub(crate) fn by_heading(text: &str, forms: &[Form]) -> bool {
    let text = heading(text).text;
    let own = forms
        .iter()
        .flat_map(|form| &form.identity)
        .map(|word| heading(word).text);
    let tokens = forms
        .iter()
        .flat_map(|form| &form.fields)
        .filter(|field| field.kind == Kind::Token);
    let tokens = tokens
        .flat_map(|field| &field.headings)
        .map(|word| heading(word).text);
    let whole = || WHOLE_HEADINGS.iter().any(|word| text == heading(word).text);
    HEADINGS.iter().any(|word| text.ends_with(word))
        || whole()
        || own.chain(tokens).any(|word| word == text)
}

/// Counts what the cells of one column look like.
#[derive(Clone, Debug, Default)]
pub(crate) struct ColumnContent {
    /// Cells with content.
    pub filled: u32,
    residents: u32,
    rounded_residents: u32,
    mobiles: u32,
    cards: u32,
    names: u32,
    addresses: u32,
    old_residents: u32,
}

impl ColumnContent {
    /// Looks at one cell.
    pub fn add(&mut self, text: &str) {
        let text = half_width(text);
        self.filled += 1;
        self.residents += u32::from(holds_resident_number(&text));
        self.rounded_residents += u32::from(is_rounded_resident_number(&text));
        self.mobiles += u32::from(holds_mobile_number(&text));
        self.cards += u32::from(is_bank_card(&text));
        self.names += u32::from(is_person_name(&text));
        self.addresses += u32::from(is_address(&text));
        self.old_residents += u32::from(is_old_resident_number(&text));
    }

    /// Why the column is taken to carry identity. One valid resident number is enough; for the weaker marks it takes
    /// most of the column, or every other code list would be lost.
    pub fn reason(&self) -> Option<IdentityReason> {
        let most = |count: u32| count >= 1 && count * 2 >= self.filled;
        let nearly_all = |count: u32| count >= 5 && count * 10 >= self.filled * 9;
        if self.residents > 0 || most(self.rounded_residents) || nearly_all(self.old_residents) {
            Some(IdentityReason::ResidentNumber)
        } else if most(self.mobiles) {
            Some(IdentityReason::MobileNumber)
        } else if nearly_all(self.cards) {
            Some(IdentityReason::BankCard)
        } else if nearly_all(self.names) {
            Some(IdentityReason::PersonName)
        } else if nearly_all(self.addresses) {
            Some(IdentityReason::Address)
        } else {
            None
        }
    }
}

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
fn is_rounded_resident_number(text: &str) -> bool {
    text.len() == 18
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.ends_with("000")
        && born(text)
}

/// A resident number of the first generation: 15 digits, the birth date without its century.
fn is_old_resident_number(text: &str) -> bool {
    text.len() == 15
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text
            .get(..6)
            .zip(text.get(6..))
            .is_some_and(|(area, rest)| born(&format!("{area}19{rest}")))
}

/// A place of the administration, a street or village, and a number with the word that counts houses or rooms.
fn is_address(text: &str) -> bool {
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

/// Whether a mainland mobile number (11 digits, 13…–19…) stands in the text.
pub(crate) fn holds_mobile_number(text: &str) -> bool {
    runs(text).any(|run| {
        let bytes = run.as_bytes();
        bytes.len() == 11
            && bytes.iter().all(u8::is_ascii_digit)
            && bytes[0] == b'1'
            && (b'3'..=b'9').contains(&bytes[1])
    })
}

/// 16 to 19 digits with a valid Luhn digit.
fn is_bank_card(text: &str) -> bool {
    let digits: Vec<u32> = text
        .chars()
        .filter(|c| *c != ' ')
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
fn is_person_name(text: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(cells: &[&str]) -> Option<IdentityReason> {
        let mut column = ColumnContent::default();
        cells.iter().for_each(|text| column.add(text));
        column.reason()
    }

    #[test]
    fn identity_is_found_by_content() {
        // The example number of GB 11643 and the same with a wrong check digit.
        assert_eq!(
            reason(&["11010519491231002X", "甲"]),
            Some(IdentityReason::ResidentNumber)
        );
        assert_eq!(
            reason(&["１１０１０５１９４９１２３１００２Ｘ"]),
            Some(IdentityReason::ResidentNumber)
        );
        assert_eq!(reason(&["备注:110105194912310021"]), None);
        assert_eq!(
            reason(&["110105194912310000"]),
            Some(IdentityReason::ResidentNumber),
            "held as a number, digits lost"
        );
        assert_eq!(
            reason(&["13800138000", "13900139000"]),
            Some(IdentityReason::MobileNumber)
        );
        assert_eq!(
            reason(&["10012", "13900139000", "10013"]),
            None,
            "one long code among many is no phone column"
        );
        assert_eq!(
            reason(&["张伟", "李娜", "王芳", "刘洋", "陈静", "赵磊"]),
            Some(IdentityReason::PersonName)
        );
        assert_eq!(
            reason(&["康复科", "金工组", "高压氧科", "内科", "外科", "文印室"]),
            None
        );
        let addresses = |number: u32| format!("昆明市五华区翠湖南路{number}号{number}室");
        let all: Vec<String> = (1..9).map(addresses).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        assert_eq!(reason(&all), Some(IdentityReason::Address));
        assert_eq!(
            reason(&[
                "110105491231002",
                "110105500101003",
                "110105510203004",
                "110105520304005",
                "110105530405006"
            ]),
            Some(IdentityReason::ResidentNumber),
            "numbers of the first generation"
        );
        assert_eq!(
            reason(&[
                "外科楼三号手术室",
                "门诊楼一号诊室",
                "影像楼二号机房",
                "东区三号库房",
                "西区五号库房"
            ]),
            None,
            "rooms of the hospital are no addresses"
        );
    }

    #[test]
    fn identity_is_found_by_heading() {
        let forms = crate::workbook_in::forms().expect("forms");
        for text in [
            "患者姓名",
            "联系 电话",
            "身份证号",
            "住院号",
            "ID Number",
            "工号",
            "户口地址",
        ] {
            assert!(by_heading(text, &forms), "{text}");
        }
        for text in ["电话费", "科室名称", "金额", "地址码数量", "病组编码"] {
            assert!(!by_heading(text, &forms), "{text}");
        }
    }
}
