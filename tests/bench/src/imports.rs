//! J1: a case list of 25 columns from file to kept project (streamed, validated, stored), against the reader's own cell
//! reading and against what is installed of other readers. J2: opening such a project.
//!
//! Every contender is a process of its own; its CPU time is that of the process and of those it started (Linux).

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::clock::{Contender, children, race_by};
use crate::random::Random;
use crate::table::{ms, ratio};

const HEADINGS: [&str; 25] = [
    "病例编号",
    "病组编码",
    "病组名称",
    "出院科室编码",
    "险种",
    "出院日期",
    "住院天数",
    "总费用",
    "个人负担",
    "自费及先行自付",
    "一般医疗服务费",
    "护理费",
    "一般治疗操作费",
    "病理诊断费",
    "实验室诊断费",
    "影像学诊断费",
    "临床诊断项目费",
    "非手术治疗项目费",
    "手术治疗费",
    "康复费",
    "西药费",
    "中成药费",
    "中草药费",
    "治疗用一次性医用材料费",
    "其他费用",
];
/// Columns from here on are amounts.
const AMOUNTS: usize = 7;

/// A row: texts of the first columns, the stay, amounts in 分.
struct Row {
    texts: [String; 6],
    days: i64,
    fen: Vec<i64>,
}

fn row(random: &mut Random, number: usize) -> Row {
    let fees: Vec<i64> = (0..15).map(|_| random.between(0, 200_000)).collect();
    let total: i64 = fees.iter().sum();
    let group = random.between(0, 699);
    let day = random.between(0, 364);
    let scheme = if random.between(0, 9) < 4 {
        "职工"
    } else {
        "居民"
    };
    let mut fen = vec![total, total / 3, total / 20];
    fen.extend(fees);
    Row {
        texts: [
            format!("B{number:08}"),
            format!("G{group:03}"),
            format!("病组{group}"),
            format!("K{:02}", random.between(0, 39)),
            scheme.to_owned(),
            format!("2025-{:02}-{:02}", day / 31 + 1, day % 28 + 1),
        ],
        days: random.between(1, 30),
        fen,
    }
}

fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

fn random(rows: usize) -> Random {
    Random::new(&format!("bench import {rows}"))
}

fn csv(path: &Path, rows: usize, gb18030: bool) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).expect("a file"));
    let mut random = random(rows);
    let mut write = |line: String| {
        let bytes = if gb18030 {
            encoding_rs::GB18030.encode(&line).0.into_owned()
        } else {
            line.into_bytes()
        };
        file.write_all(&bytes).expect("written");
    };
    write(HEADINGS.join(",") + "\r\n");
    for number in 0..rows {
        let row = row(&mut random, number);
        let fen: Vec<String> = row.fen.into_iter().map(yuan).collect();
        write(format!(
            "{},{},{}\r\n",
            row.texts.join(","),
            row.days,
            fen.join(",")
        ));
    }
    file.flush().expect("written");
}

fn xlsx(path: &Path, rows: usize) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("出院病例").expect("a name");
    for (at, heading) in (0_u16..).zip(HEADINGS) {
        sheet.write_string(0, at, heading).expect("a cell");
    }
    let mut random = random(rows);
    for (at, number) in (1_u32..).zip(0..rows) {
        let row = row(&mut random, number);
        for (column, text) in (0_u16..).zip(&row.texts) {
            sheet.write_string(at, column, text).expect("a cell");
        }
        sheet.write_number(at, 6, row.days as f64).expect("a cell");
        for (column, fen) in (AMOUNTS as u16..).zip(&row.fen) {
            // The shortest text of this number is the amount.
            sheet
                .write_number(at, column, *fen as f64 / 100.0)
                .expect("a cell");
        }
    }
    book.save(path).expect("a workbook");
}

/// Σ of total charges, 分: what every reader of the file must find.
fn truth(rows: usize) -> i64 {
    let mut random = random(rows);
    (0..rows)
        .map(|number| row(&mut random, number).fen[0])
        .sum()
}

/// The program that was built beside this one.
fn program() -> PathBuf {
    let own = std::env::current_exe().expect("a program");
    own.with_file_name(format!("yingheng{}", std::env::consts::EXE_SUFFIX))
}

fn templates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates")
}

fn yingheng(folder: &Path, arguments: &[&str]) -> String {
    let out = Command::new(program())
        .current_dir(folder)
        .args(arguments)
        .arg("--templates")
        .arg(templates())
        .stderr(Stdio::inherit())
        .output()
        .expect("yingheng runs");
    assert!(out.status.success(), "{arguments:?}");
    String::from_utf8(out.stdout).expect("text")
}

/// CPU seconds of children; 0 where nobody tells, and then nothing is measured.
fn spent() -> f64 {
    children().unwrap_or_default()
}

/// A new project with the file in it; every row and every 分 arrives.
fn import(folder: &Path, file: &str, rows: usize, charge: i64) {
    let project = "bench.yhproj";
    let _ = std::fs::remove_file(folder.join(project));
    yingheng(
        folder,
        &[
            "new",
            project,
            "--name",
            "B",
            "--period",
            "2025",
            "--policy",
            "cn/generic",
        ],
    );
    let said = yingheng(folder, &["import", project, file, "--json"]);
    assert!(
        said.contains(&format!(r#""imported":{rows},"rejected":0,"skipped":0"#)),
        "{said}"
    );
    let wanted = format!(
        r#""field":"charge","file_total":"{0}","imported":"{0}""#,
        yuan(charge)
    );
    assert!(said.contains(&wanted), "{wanted} is not in {said}");
}

/// Runs this program, or a Python script, as a peer; it prints the rows it read.
fn peer(mut command: Command, rows: usize) -> bool {
    let out = command.stderr(Stdio::null()).output();
    out.is_ok_and(|out| String::from_utf8_lossy(&out.stdout).trim() == rows.to_string())
}

fn own(job: &str, file: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("a program"));
    command.arg(job).arg(file);
    command
}

fn python(script: &str, file: &Path) -> Command {
    let python = std::env::var("YINGHENG_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut command = Command::new(python);
    command.args(["-c", script]).arg(file);
    command
}

const OPENPYXL: &str = "import sys,openpyxl\nb=openpyxl.load_workbook(sys.argv[1],read_only=True)\nprint(sum(1 for r in b.worksheets[0].iter_rows(values_only=True))-1)";
const PANDAS_GB: &str =
    "import sys,pandas\nprint(len(pandas.read_csv(sys.argv[1],encoding='gb18030',dtype=str)))";
const PANDAS: &str = "import sys,pandas\nprint(len(pandas.read_csv(sys.argv[1],dtype=str)))";

/// The jobs of the peers that are libraries of ours: `true` when the first argument named one.
pub fn as_peer(job: &str, file: Option<&String>) -> bool {
    let Some(file) = file else { return false };
    match job {
        "peer-calamine" => {
            use calamine::{Reader, Xlsx, open_workbook};
            let mut book: Xlsx<_> = open_workbook(file).expect("a workbook");
            let name = book.sheet_names()[0].clone();
            let mut cells = book.worksheet_cells_reader(&name).expect("a sheet");
            let mut last = 0;
            while let Ok(Some(cell)) = cells.next_cell() {
                last = last.max(cell.get_position().0);
            }
            println!("{last}");
        }
        "peer-csv" => {
            let mut reader = ::csv::Reader::from_path(file).expect("a file");
            let mut record = ::csv::ByteRecord::new();
            let mut rows = 0;
            while reader.read_byte_record(&mut record).expect("a record") {
                rows += 1;
            }
            println!("{rows}");
        }
        _ => return false,
    }
    true
}

/// One file: ours against peers, CPU of the processes.
fn compare(
    folder: &Path,
    file: &str,
    rows: usize,
    rounds: usize,
    peers: Vec<(&str, &dyn Fn() -> Command)>,
) {
    let charge = truth(rows);
    let mut installed = Vec::new();
    for (name, command) in peers {
        if peer(command(), rows) {
            installed.push((name, command));
        } else {
            println!("  {name}: skipped (not installed, or it read another number of rows)");
        }
    }
    let mut contenders = vec![Contender::new("ours: read, checked, stored", || {
        import(folder, file, rows, charge);
    })];
    for (name, command) in &installed {
        contenders.push(Contender::new(name, move || {
            assert!(peer(command(), rows));
        }));
    }
    race_by(&mut contenders, rounds, spent);
    let own = contenders[0].median();
    let size = std::fs::metadata(folder.join(file)).map_or(0, |data| data.len());
    println!(
        "\nJ1 {file}, {rows} × 25, {:.1} MB (CPU ms of all processes, median of {rounds})",
        size as f64 / 1e6
    );
    for one in &contenders {
        println!(
            "{:>34} {:>10} ms   ours is {} of it",
            one.name,
            ms(one.median()),
            ratio(own, one.median())
        );
    }
}

/// J1 for so many rows, and J2 on the project that comes out.
pub fn run(rows: usize, rounds: usize) {
    if !program().exists() || children().is_none() {
        println!(
            "\nJ1: skipped (needs the headless program beside this one, and Linux for the CPU time of children)"
        );
        return;
    }
    let folder = std::env::temp_dir().join(format!("yingheng-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let at = |name: &str| folder.join(name);
    csv(&at("utf8.csv"), rows, false);
    csv(&at("gb18030.csv"), rows, true);
    xlsx(&at("cases.xlsx"), rows);
    let (utf8, gb, book) = (at("utf8.csv"), at("gb18030.csv"), at("cases.xlsx"));
    compare(
        &folder,
        "cases.xlsx",
        rows,
        rounds,
        vec![
            ("calamine, cells one by one", &|| {
                own("peer-calamine", &book)
            }),
            ("openpyxl, read only", &|| python(OPENPYXL, &book)),
        ],
    );
    compare(
        &folder,
        "utf8.csv",
        rows,
        rounds,
        vec![
            ("csv crate, records", &|| own("peer-csv", &utf8)),
            ("pandas, texts", &|| python(PANDAS, &utf8)),
        ],
    );
    compare(
        &folder,
        "gb18030.csv",
        rows,
        rounds,
        vec![
            ("csv crate, records", &|| own("peer-csv", &gb)),
            ("pandas, texts", &|| python(PANDAS_GB, &gb)),
        ],
    );
    let mut opening = [
        Contender::new("open and list", || {
            yingheng(&folder, &["plan", "bench.yhproj"]);
        }),
        Contender::new("open and compute everything", || {
            yingheng(&folder, &["compute", "bench.yhproj", "--json"]);
        }),
    ];
    race_by(&mut opening, rounds.max(3), spent);
    println!("\nJ2 the project of {rows} cases (CPU ms)");
    for one in &opening {
        println!("{:>34} {:>10} ms", one.name, ms(one.median()));
    }
    std::fs::remove_dir_all(&folder).expect("the folder goes");
}
