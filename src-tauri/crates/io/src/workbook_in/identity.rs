//! Recognises what identifies a person, by heading and by content, so that it never leaves the worker.

use super::forms::{Form, Kind};
use super::heading::{half_width, heading};
use super::identity_marks::{
    holds_bank_card, holds_landline, holds_mobile_number, holds_old_resident_number,
    holds_resident_number, holds_rounded_resident_number, is_address, is_bank_card,
    is_old_resident_number, is_person_name, is_phone, is_rounded_resident_number,
};
use super::types::IdentityReason;

/// Endings of headings that name a person or number a person, whatever the form's own list says.
const HEADINGS: [&str; 53] = [
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
    "工资卡号",
    "借记卡号",
    "收款账号",
    "座机",
    "座机号",
    "宅电",
    "手机",
    "邮寄地址",
    "常住地",
    "居民证号",
    "亲属",
];

/// Headings that name or number a person by themselves, in other words or as a part of something harmless.
const WHOLE_HEADINGS: [&str; 66] = [
    "患者",
    "病人",
    "名字",
    "户籍",
    "籍贯",
    "卡号",
    "mrn",
    "phone",
    "phone no",
    "phone number",
    "mobile",
    "mobile no",
    "mobile phone",
    "cell phone",
    "tel",
    "tel no",
    "telephone",
    "contact",
    "contact no",
    "contact number",
    "address",
    "home address",
    "patient",
    "patient name",
    "patient id",
    "patient no",
    "full name",
    "email",
    "e-mail",
    "id card",
    "id card no",
    "id no",
    "national id",
    "resident id",
    "passport no",
    "bank card",
    "bank card no",
    "bank account",
    "card no",
    "card number",
    "admission no",
    "inpatient no",
    "outpatient no",
    "medical record no",
    "medical record number",
    "xingming",
    "xm",
    "huanzhe",
    "huanzhexingming",
    "hzxm",
    "brxm",
    "shenfenzheng",
    "shenfenzhenghao",
    "sfz",
    "sfzh",
    "zjhm",
    "dianhua",
    "lianxidianhua",
    "lxdh",
    "shouji",
    "shoujihao",
    "sjh",
    "zhuzhi",
    "dizhi",
    "jtzz",
    "yhkh",
];

/// Initials and syllables of record numbers, which stand at the end of longer ones (`hzbah`, `ry_zyh`).
const PINYIN_ENDINGS: [&str; 8] = [
    "yinhangkahao",
    "yinhangka",
    "binganhao",
    "zhuyuanhao",
    "menzhenhao",
    "jiuzhenkahao",
    "lianxifangshi",
    "jiatingzhuzhi",
];

/// Initials of numbers of records and cards; only as whole headings.
const INITIALS: [&str; 7] = ["bah", "zyh", "mzh", "blh", "jzkh", "ybkh", "lxfs"];

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
    let whole = || {
        let mut words = WHOLE_HEADINGS.iter().chain(&INITIALS);
        words.any(|word| text == heading(word).text)
    };
    let mut endings = HEADINGS.iter().chain(&PINYIN_ENDINGS);
    endings.any(|word| text.ends_with(word))
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
    phones: u32,
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
        self.phones += u32::from(holds_mobile_number(&text) || is_phone(&text));
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
        } else if most(self.phones) {
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

/// Whether a single value carries identity that must not pass, whatever the rest of its column looks like.
///
/// A valid resident number is one anywhere. The weaker marks count in words and where a date should stand; among codes
/// and figures a number of their length is a code or a figure.
pub(crate) fn identifies(text: &str, kind: Kind) -> bool {
    // Ten digits of either width are the least a number of a person takes; most values end here.
    let digit = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
    if text.chars().filter(digit).count() < 10 {
        return false;
    }
    let text = half_width(text);
    if holds_resident_number(&text) {
        return true;
    }
    let worded = matches!(kind, Kind::Text | Kind::Date);
    worded
        && (holds_mobile_number(&text)
            || holds_bank_card(&text)
            || holds_old_resident_number(&text)
            || holds_rounded_resident_number(&text)
            || kind == Kind::Text && holds_landline(&text))
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
