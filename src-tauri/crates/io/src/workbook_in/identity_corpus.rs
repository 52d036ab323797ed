//! How much of what identifies a person is found, by kind and by place, and how much that does not is taken for it.
//!
//! The corpus is generated from numbers; no person is in it. Printed with `--nocapture`; the figures stand in
//! `tests/README.md`.

use super::book::Book;
use super::cell_text::plain;
use super::forms::{Kind, forms};
use super::identity::{ColumnContent, by_heading, identifies};
use super::inspect::inspect;
use super::source;
use super::types::{Event, InspectRequest, SheetInspection};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Values of each spelling.
const EACH: u64 = 50;

fn luhn(body: &str) -> String {
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte - b'0');
            if at % 2 == 0 {
                digit * 2 / 10 + digit * 2 % 10
            } else {
                digit
            }
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn resident(n: u64) -> String {
    let area = ["530102", "110105", "440305", "650102"][(n % 4) as usize];
    let body = format!(
        "{area}{}{:02}{:02}{:03}",
        1931 + n % 80,
        n % 12 + 1,
        n % 28 + 1,
        n * 37 % 1000
    );
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body
        .bytes()
        .zip(weights)
        .map(|(byte, weight)| u32::from(byte - b'0') * weight)
        .sum();
    format!("{body}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

fn wide(text: &str) -> String {
    text.chars()
        .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c))
        .collect()
}

fn parts(text: &str, lengths: &[usize], between: &str) -> String {
    let mut rest = text;
    let mut all = Vec::new();
    for length in lengths {
        let (part, behind) = rest.split_at((*length).min(rest.len()));
        all.push(part);
        rest = behind;
    }
    all.push(rest);
    all.retain(|part| !part.is_empty());
    all.join(between)
}

fn old(n: u64) -> String {
    let resident = resident(n);
    format!("{}{}", &resident[..6], &resident[8..17])
}

fn mobile(n: u64) -> String {
    format!(
        "1{}{:09}",
        3 + n % 7,
        100_000_000 + n * 6_007_919 % 800_000_000
    )
}

fn card(n: u64) -> String {
    match n % 4 {
        0 => luhn(&format!("622848{:012}", 400_000_000 + n * 7919)),
        1 => luhn(&format!("62{:013}", 2_600_000_000 + n * 104_729)),
        2 => luhn(&format!("955880{:012}", 2_502_000_000 + n * 7919)),
        _ => luhn(&format!("4367{:011}", 4_200_000 + n * 7919)),
    }
}

fn landline(n: u64) -> (String, String) {
    let area = ["0871", "010", "021", "0755"][(n % 4) as usize];
    let number = match n % 2 {
        0 => format!("{}", 6_330_000 + n),
        _ => format!("{}", 63_301_234 + n * 11),
    };
    (area.to_owned(), number)
}

type Make = fn(u64) -> String;

/// Kind, spelling, and the values.
const SPELLINGS: [(&str, &str, Make); 22] = [
    ("resident number", "in one", resident),
    ("resident number", "small x", |n| resident(n).to_lowercase()),
    ("resident number", "full width", |n| wide(&resident(n))),
    ("resident number", "spaced", |n| {
        parts(&resident(n), &[6, 8], " ")
    }),
    ("resident number", "hyphened", |n| {
        parts(&resident(n), &[6, 4, 4], "-")
    }),
    ("resident number", "stored as a number", |n| {
        format!("{}000", &resident(n)[..15])
    }),
    ("old resident number", "15 digits", old),
    ("old resident number", "full width", |n| wide(&old(n))),
    ("mobile", "in one", mobile),
    ("mobile", "full width", |n| wide(&mobile(n))),
    ("mobile", "3-4-4", |n| parts(&mobile(n), &[3, 4], "-")),
    ("mobile", "3 4 4", |n| parts(&mobile(n), &[3, 4], " ")),
    ("mobile", "+86", |n| format!("+86{}", mobile(n))),
    ("mobile", "+86 3 4 4", |n| {
        format!("+86 {}", parts(&mobile(n), &[3, 4], " "))
    }),
    ("mobile", "86 in one", |n| format!("86{}", mobile(n))),
    ("card", "in one", card),
    ("card", "full width", |n| wide(&card(n))),
    ("card", "by fours", |n| parts(&card(n), &[4, 4, 4, 4], " ")),
    ("card", "by fours, hyphened", |n| {
        parts(&card(n), &[4, 4, 4, 4], "-")
    }),
    ("landline", "hyphened", |n| {
        let (area, number) = landline(n);
        format!("{area}-{number}")
    }),
    ("landline", "in brackets", |n| {
        let (area, number) = landline(n);
        format!("({area}){number}")
    }),
    ("landline", "full width", |n| {
        let (area, number) = landline(n);
        wide(&format!("({area}){number}"))
    }),
];

/// Sentences people write such numbers into.
const SENTENCES: [&str; 4] = [
    "患者家属电话{}，请回访",
    "{}",
    "已退费至{}。",
    "见附件(号码:{})",
];

#[test]
fn recall_by_kind_and_place() {
    let mut found: BTreeMap<(&str, &str), (u64, u64)> = BTreeMap::new();
    let mut missed = Vec::new();
    for (spelling, (kind, how, make)) in (0_u64..).zip(SPELLINGS) {
        let values: Vec<String> = (0..EACH).map(|n| make(n + spelling * EACH)).collect();
        let mut column = ColumnContent::default();
        values.iter().for_each(|value| column.add(value));
        let mut count = |place: &'static str, value: &str, hit: bool| {
            let sums = found.entry((kind, place)).or_default();
            sums.0 += 1;
            sums.1 += u64::from(hit);
            if !hit {
                missed.push(format!("{kind}, {how}, {place}: {value}"));
            }
        };
        for (at, value) in values.iter().enumerate() {
            // What stands in a column of its own is dropped with the column, whatever its heading says.
            count("column", value, column.reason().is_some());
            let text = SENTENCES[at % SENTENCES.len()].replace("{}", value);
            count("sentence", &text, identifies(&text, Kind::Text));
            if kind != "landline" {
                count("date column", value, identifies(value, Kind::Date));
            }
        }
    }
    let planted: u64 = found.values().map(|(planted, _)| planted).sum();
    for ((kind, place), (planted, hit)) in &found {
        println!("recall: {kind}, {place}: {hit} of {planted}");
    }
    println!("recall: {planted} planted in {} spellings", SPELLINGS.len());
    assert!(planted >= 1_000);
    assert!(
        missed.is_empty(),
        "{} missed: {:?}",
        missed.len(),
        &missed[..missed.len().min(20)]
    );
}

#[test]
fn headings_in_three_languages() {
    let forms = forms().expect("forms");
    let telling = [
        "姓名",
        "患者姓名",
        "收款人姓名",
        "身份证号",
        "身 份 证 号 码",
        "证件号码",
        "联系电话",
        "手机",
        "座机",
        "家庭住址",
        "邮寄地址",
        "银行卡号",
        "工资卡号",
        "收款账号",
        "卡号",
        "病案号",
        "住院号",
        "门诊号",
        "医保卡号",
        "监护人",
        "Patient Name",
        "patient_name",
        "FULL NAME",
        "ID No",
        "ID Card No",
        "National ID",
        "Phone",
        "phone_number",
        "Mobile No",
        "Tel",
        "Telephone",
        "Contact Number",
        "Home Address",
        "Bank Card No",
        "bank_account",
        "Card Number",
        "Admission No",
        "Inpatient No",
        "Medical Record Number",
        "MRN",
        "Passport No",
        "E-mail",
        "xingming",
        "XM",
        "hzxm",
        "shenfenzheng",
        "SFZH",
        "zjhm",
        "lxdh",
        "lianxi_dianhua",
        "shouji",
        "SJH",
        "dizhi",
        "jtzz",
        "yhkh",
        "yinhangkahao",
        "hz_binganhao",
        "BAH",
        "zyh",
        "zhuyuanhao",
        "menzhenhao",
        "ybkh",
    ];
    let missed: Vec<&&str> = telling
        .iter()
        .filter(|text| !by_heading(text, &forms))
        .collect();
    println!(
        "recall: headings: {} of {}",
        telling.len() - missed.len(),
        telling.len()
    );
    assert!(missed.is_empty(), "{missed:?}");
    // No heading a form knows may be taken for identity, or its column would be lost.
    for form in &forms {
        for field in form.fields.iter().filter(|field| field.kind != Kind::Token) {
            for text in &field.headings {
                assert!(!by_heading(text, &forms), "{}: {text}", form.key);
            }
        }
    }
    for text in [
        "电话费",
        "科室名称",
        "卡号数量",
        "手机补贴",
        "contact hours",
        "telemetry",
        "地址码数量",
        "bank charges",
    ] {
        assert!(!by_heading(text, &forms), "{text}");
    }
}

/// Codes, amounts and words of hospitals that look a little like a number of a person.
#[test]
fn what_only_looks_like_it() {
    let mut alarms = Vec::new();
    let mut looked = 0_u32;
    for n in 0..400_u64 {
        for text in [
            // Vouchers and flows by day, batch numbers, codes of goods, services and insurers.
            format!("2024{:02}{:02}{:07}", n % 12 + 1, n % 28 + 1, n * 7919),
            format!("记-2024-{:02}-{:05}", n % 12 + 1, n),
            format!("C{:026}", n * 104_729),
            format!("6901234{:06}", n * 997 % 1_000_000),
            format!("01{:014}", 6_901_234_567_890 + n),
            format!("0010{:011}-{}", n * 7919, n),
            format!("5001-0101-2024-{:04}", n),
            format!(
                "2024-01-{:02} 10:{:02}:{:02} 10086",
                n % 28 + 1,
                n % 60,
                n % 60
            ),
            format!("型号 HX-{}-{}", 100 + n, 20_000 + n * 3),
            format!("购置设备{}台 {}.00元", n + 1, 12_345_678_900 + n * 100),
            format!("批号2023{:08}", n * 911),
        ] {
            looked += 1;
            if identifies(&text, Kind::Text) {
                alarms.push(text);
            }
        }
    }
    println!(
        "false alarms: {} of {looked} texts that only look like it",
        alarms.len()
    );
    assert!(alarms.is_empty(), "{alarms:?}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// Columns of these files that do name or number a person: the demonstration's staff, to show that they are dropped.
const TRUE_ALARMS: [&str; 2] = ["姓名", "身份证号"];

/// Files of the demonstration hospital and of New York: but for two columns nobody is named in them, so every other
/// alarm is a false one.
#[test]
fn false_alarms_on_known_files() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join("templates/demo"))
        .expect("the demonstration")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "xlsx"))
        .collect();
    files.sort();
    files.push(root().join("tests/fixtures/ny/ny-sparcs-2020-mdc8.csv.gz"));
    let (mut columns, mut cells) = (0, 0);
    let (mut column_alarms, mut cell_alarms) = (Vec::new(), Vec::new());
    for path in files {
        let mut sheets: Vec<SheetInspection> = Vec::new();
        let request = InspectRequest {
            path: path.clone(),
            form: None,
        };
        inspect(&request, &mut |event| {
            if let Event::Sheet { sheet } = event {
                sheets.push(*sheet);
            }
            Ok(())
        })
        .expect("inspected");
        let source = source::open(&path).expect("opened");
        let mut book = Book::open(&source).expect("a book");
        for sheet in sheets {
            let Some(best) = sheet.proposals.first() else {
                continue;
            };
            let kinds: BTreeMap<u32, Kind> = best
                .columns
                .iter()
                .map(|column| (column.column, column.kind))
                .collect();
            for column in &sheet.columns {
                columns += 1;
                let token = kinds.get(&column.column) == Some(&Kind::Token);
                if let Some(reason) = column.identity.filter(|_| !token) {
                    let heading = column.heading.as_deref().unwrap_or_default();
                    if TRUE_ALARMS.contains(&heading) {
                        continue;
                    }
                    column_alarms.push(format!(
                        "{:?} {} {:?} {reason:?}",
                        path.file_name(),
                        sheet.name,
                        column.heading
                    ));
                }
            }
            let mut rows = 0;
            book.rows(&sheet.name, Some(2_000), &mut |row| {
                rows += 1;
                for cell in row.cells.iter().filter(|_| row.row > best.header_row) {
                    let kind = kinds.get(&cell.column).copied().unwrap_or(Kind::Text);
                    if kind == Kind::Token {
                        continue;
                    }
                    cells += 1;
                    let text = plain(cell);
                    if identifies(&text, kind) {
                        cell_alarms.push(format!("{:?} {} {text}", path.file_name(), row.row));
                    }
                }
                Ok(rows < 2_000)
            })
            .expect("read");
        }
    }
    println!(
        "false alarms: {} of {columns} columns, {} of {cells} cells; columns: {column_alarms:?}",
        column_alarms.len(),
        cell_alarms.len()
    );
    assert!(cells > 10_000, "{cells} cells");
    assert!(cell_alarms.is_empty(), "{cell_alarms:?}");
    assert!(column_alarms.is_empty(), "{column_alarms:?}");
}
