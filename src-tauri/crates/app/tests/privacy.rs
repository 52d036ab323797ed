//! Nobody gets in and no formula gets out: 1,350 planted identifiers are searched for in every byte the program writes,
//! and 60 payloads in everything it exports.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Reader, open_workbook_auto};
use yingheng_app::messages::Language;
use yingheng_app::session::{Session, Surroundings, parse_period};

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_yingheng"))
}

fn session() -> Session {
    Session::new(Surroundings {
        templates: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../templates"),
        settings: None,
        worker: program(),
        worker_arguments: vec!["import-worker".into()],
    })
}

/// Everything the program printed, whether it succeeded or not.
fn said(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program())
        .current_dir(folder)
        .env_remove("YINGHENG_TEMPLATES")
        .args(arguments)
        .output()
        .expect("started");
    [output.stdout, output.stderr].concat()
}

/// 公民身份号码 with its check character (GB 11643-1999, ISO 7064 MOD 11-2).
fn resident(number: u32) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!(
        "530102{}{:02}{:02}{:03}",
        1950 + number % 50,
        number % 12 + 1,
        number % 28 + 1,
        number % 1000
    );
    let sum: u32 = body
        .bytes()
        .zip(weights)
        .map(|(byte, weight)| u32::from(byte - b'0') * weight)
        .sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    format!("{body}{}", check as char)
}

/// A card number with its Luhn digit.
fn card(number: u32) -> String {
    let body = format!("622848{:012}", 400_000_000_u64 + u64::from(number) * 7919);
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

fn name(number: u32) -> String {
    let pick = |list: &str, at: u32| {
        let count = list.chars().count() as u32;
        list.chars().nth((at % count) as usize).unwrap_or('王')
    };
    let surname = pick("王李张刘陈杨赵黄周吴", number);
    format!(
        "{surname}{}{}",
        pick("伟芳娜敏静丽强磊军洋艳勇", number / 10),
        pick("鑫淼垚焱犇骉羴毳", number / 120)
    )
}

fn mobile(number: u32) -> String {
    format!("139{:08}", 10_000_000 + number * 6007)
}

fn address(number: u32) -> String {
    format!(
        "云南省昆明市五华区翠湖南路{}号{}单元{}室",
        100 + number,
        number % 9 + 1,
        101 + number
    )
}

fn record(number: u32) -> String {
    format!("ZY{:08}", 31_000_000 + number * 6113)
}

/// A number of the first generation: 15 digits, the birth date without its century.
fn old_resident(number: u32) -> String {
    let new = resident(number);
    format!("{}{}{:02}", &new[..6], &new[8..15], number % 97)
}

fn landline(number: u32) -> String {
    format!("0871-6{:07}", number * 7919)
}

/// A sentence with a number in it, written as people break it.
fn sentence(number: u32) -> String {
    let mobile = mobile(number);
    format!(
        "回访家属 {}-{}-{} 已告知",
        &mobile[..3],
        &mobile[3..7],
        &mobile[7..]
    )
}

/// Spellings of columns that name or number a person, and what stands in them.
const COLUMNS: [(&str, fn(u32) -> String); 27] = [
    ("姓名", name),
    ("患者姓名", name),
    ("病人姓名", name),
    ("联系人", name),
    ("经办", name),
    ("身份证号", resident),
    ("身份证号码", resident),
    ("证件号码", resident),
    ("备注", resident),
    ("联系电话", mobile),
    ("手机号", mobile),
    ("联系方式", mobile),
    ("字段一", mobile),
    ("家庭住址", address),
    ("现住址", address),
    ("说明", address),
    ("银行卡号", card),
    ("账户", card),
    ("病案号", record),
    ("住院号", record),
    ("sfzh", resident),
    ("zyh", record),
    ("Medical Record No", record),
    ("座机", landline),
    ("字段二", landline),
    ("附注", old_resident),
    ("随访情况", sentence),
];

/// Rows of each column: 27 × 50 = 1,350 identifiers.
const ROWS: u32 = 50;

fn planted() -> (String, BTreeSet<String>) {
    let mut all = BTreeSet::new();
    let heads: Vec<&str> = COLUMNS.iter().map(|(heading, _)| *heading).collect();
    let mut text = format!("病组编码,病组名称,住院天数,总费用,{}\n", heads.join(","));
    for row in 0..ROWS {
        let mut cells = vec![
            format!("BR{}", row % 7),
            "急性胰腺炎".to_owned(),
            (row % 9 + 1).to_string(),
            format!("{}.50", 8000 + row * 13),
        ];
        for (at, (_, make)) in COLUMNS.iter().enumerate() {
            let value = make(row + at as u32 * ROWS);
            all.insert(value.clone());
            cells.push(value);
        }
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    (text, all)
}

/// A text in the encodings a file may hold it in.
fn encodings(text: &str) -> Vec<Vec<u8>> {
    let (gbk, _, _) = encoding_rs::GBK.encode(text);
    let wide: Vec<u16> = text.encode_utf16().collect();
    vec![
        text.as_bytes().to_vec(),
        gbk.into_owned(),
        wide.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        wide.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
    ]
}

/// Every file below a folder, what is packed in workbooks and pictures unpacked.
fn written(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            written(&path, found);
            continue;
        }
        if path.extension().is_some_and(|ending| ending == "xlsx") {
            let mut book = open_workbook_auto(&path).expect("a workbook");
            let text: String = book
                .worksheets()
                .into_iter()
                .map(|(name, range)| format!("{name}{range:?}"))
                .collect();
            found.push((path.clone(), text.into_bytes()));
        }
        let bytes = std::fs::read(&path).expect("read");
        found.push((path, bytes));
    }
}

#[test]
fn of_all_planted_identifiers_none_is_written() {
    let outside = tempfile::tempdir().expect("folder");
    let inside = tempfile::tempdir().expect("folder");
    let (text, identifiers) = planted();
    assert_eq!(identifiers.len(), 1350);
    let source = outside.path().join("出院病例.csv");
    std::fs::write(&source, &text).expect("written");
    let source = source.display().to_string();
    let folder = inside.path();
    let mut heard = Vec::new();
    let mut hear = |arguments: &[&str]| heard.extend(said(folder, arguments));
    hear(&[
        "new",
        "a.yhproj",
        "--name",
        "A",
        "--period",
        "2025",
        "--policy",
        "cn/generic",
    ]);
    hear(&["--json", "import", "a.yhproj", &source]);
    // Somebody insists: columns of identity mapped by hand to fields that are kept.
    for (at, heading) in COLUMNS.map(|(heading, _)| heading).iter().enumerate() {
        let mapping = outside.path().join(format!("map{at}.toml"));
        let said = format!(
            "form = \"cases\"\n[choice]\ngroup = \"病组编码\"\nlos = \"住院天数\"\ncharge = \"总费用\"\ngroup_name = \"{heading}\"\n"
        );
        std::fs::write(&mapping, said).expect("written");
        hear(&[
            "import",
            "a.yhproj",
            &source,
            "--map",
            &mapping.display().to_string(),
        ]);
    }
    hear(&["snapshots", "a.yhproj", "--keep", "一"]);
    hear(&["undo", "a.yhproj"]);
    hear(&["redo", "a.yhproj"]);
    hear(&["history", "a.yhproj"]);
    hear(&["report", "a.yhproj", "--out", "out"]);
    hear(&["--json", "pages", "a.yhproj", "data"]);
    hear(&[
        "--json",
        "pages",
        "a.yhproj",
        "case_types",
        "--selected",
        "BR1",
    ]);
    let project = yingheng_io::store::Project::open(&folder.join("a.yhproj")).expect("opened");
    let batches = project.batches().expect("batches");
    assert!(!batches.is_empty(), "something was brought in");
    let mut kept = format!("{:?}", project.facts().expect("facts"));
    for batch in &batches {
        for row in 2..ROWS + 2 {
            let text = project.source_text(batch.batch.id, row).expect("text");
            kept.push_str(&format!("{text:?}"));
        }
        kept.push_str(&format!("{:?}", project.batch_issues(batch.batch.id)));
    }
    project.close().expect("closed");
    let mut files = vec![
        (PathBuf::from("what was printed"), heard),
        (PathBuf::from("rows kept, unpacked"), kept.into_bytes()),
    ];
    written(folder, &mut files);
    // Each byte as a character of its own: the library's search of texts is quick also in a debug build.
    let text = |bytes: &[u8]| -> String { bytes.iter().map(|byte| char::from(*byte)).collect() };
    let files: Vec<(PathBuf, String)> = files
        .into_iter()
        .map(|(path, bytes)| (path, text(&bytes)))
        .collect();
    assert!(
        files.iter().any(|(path, _)| path.ends_with("board.xlsx")),
        "the board workbook was written"
    );
    let mut hits = Vec::new();
    for identifier in &identifiers {
        for needle in encodings(identifier) {
            let needle = text(&needle);
            for (path, bytes) in &files {
                if bytes.contains(&needle) {
                    hits.push(format!("{identifier} in {}", path.display()));
                }
            }
        }
    }
    hits.truncate(20);
    println!(
        "privacy: {} identifiers in {} spellings, {} files searched in 4 encodings, {} hits",
        identifiers.len(),
        COLUMNS.len(),
        files.len(),
        hits.len()
    );
    assert!(hits.is_empty(), "{}", hits.join("\n"));
}

/// Beginnings a spreadsheet may take for a formula, before things that would do harm.
fn payloads() -> Vec<String> {
    let beginnings = ["=", "+", "-", "@", "\t=", "＝", "＋", "－", "＠", "\"="];
    let bodies = [
        "cmd|' /C calc'!A0",
        "HYPERLINK(\"\"http://x.invalid\"\",\"\"y\"\")",
        "1+1",
        "SUM(A1:A9)*cmd|'/c'!A1",
        "WEBSERVICE(\"\"http://x.invalid\"\")",
        "DDE(\"\"cmd\"\",\"\"/c\"\",\"\"x\"\")",
    ];
    let mut all = Vec::new();
    for beginning in beginnings {
        for body in bodies {
            all.push(format!("{beginning}{body}"));
        }
    }
    all
}

#[test]
fn no_payload_becomes_a_formula_in_what_is_exported() {
    let folder = tempfile::tempdir().expect("folder");
    let payloads = payloads();
    assert_eq!(payloads.len(), 60);
    let mut units = "科室编码,科室名称,科室分类\n".to_owned();
    let mut ledger = "科室编码,科目编码,经费来源,期间,金额\n".to_owned();
    for (at, payload) in payloads.iter().enumerate() {
        let quoted = payload.replace("\"\"", "\"").replace('"', "\"\"");
        units.push_str(&format!("D{at},\"{quoted}\",临床服务类\n"));
        ledger.push_str(&format!("D{at},01,自有资金,2025-01,{at}.00\n"));
    }
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("units.csv"), units).expect("written");
    std::fs::write(path("ledger.csv"), ledger).expect("written");
    std::fs::write(
        path("accounts.csv"),
        "科目编码,科目名称,成本项目\n01,=1+1,人员经费\n",
    )
    .expect("written");
    let mut session = session();
    let period = parse_period("2025").expect("a year");
    session
        .new_project(&path("a.yhproj"), "=HYPERLINK(1)", period, "cn/generic")
        .expect("made");
    for file in ["units.csv", "accounts.csv", "ledger.csv"] {
        session
            .import_recognised(&[path(file)], false)
            .expect("imported");
    }
    session
        .export_board(&path("board.xlsx"), &[], Language::Chinese)
        .expect("written");
    let tables = session
        .export_tables(&path("tables"), Language::Chinese)
        .expect("written");
    session
        .export_official(&path("forms.xlsx"), true, Language::Chinese)
        .expect("written");
    let harmful = ["CMD|", "HYPERLINK", "WEBSERVICE", "DDE("];
    let (mut formulas, mut cells) = (0, 0);
    for book in ["board.xlsx", "forms.xlsx"] {
        let mut book = open_workbook_auto(path(book)).expect("a workbook");
        for name in book.sheet_names() {
            let range = book.worksheet_formula(&name).expect("formulas");
            for (_, _, formula) in range.used_cells() {
                formulas += 1;
                let upper = formula.to_uppercase();
                assert!(
                    !harmful.iter().any(|word| upper.contains(word)),
                    "{formula}"
                );
            }
        }
    }
    for table in tables {
        let bytes = std::fs::read(&table).expect("read");
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes));
        for record in reader.records() {
            for field in record.expect("a line").iter() {
                cells += 1;
                let number = field.trim_start_matches('-').parse::<f64>().is_ok();
                let taken =
                    field.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
                assert!(number || !taken, "{}: {field}", table.display());
            }
        }
    }
    let log = session.history().expect("log");
    let exports = log
        .rows
        .iter()
        .filter(|row| format!("{:?}", row.cells).contains("act.exported"))
        .count();
    assert_eq!(exports, 3, "every export stands in the log");
    println!(
        "export: 60 payloads, {cells} cells of text files, {formulas} formulas of workbooks, 0 from data"
    );
}
