//! Bytes changed at random: no file, project or pack may bring the program down, and none may be taken for sound by
//! accident. A fixed number of changes here; `YINGHENG_CASES` for a long run.

#[path = "../issues/import_kit/mod.rs"]
mod import_kit;

use std::path::Path;

use yingheng_core::facts::accept::{date, number, period};
use yingheng_core::period::Period;
use yingheng_io::pack_files::{self, PackFile};
use yingheng_io::store::{Meta, Project};
use yingheng_tests::messy;

/// Deterministic numbers (SplitMix64): the same changes on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % (bound.max(1) as u64)).expect("small")
    }
    /// A copy with a few bytes flipped, overwritten, cut out, repeated, or the end cut off.
    fn changed(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(4) {
            if bytes.is_empty() {
                break;
            }
            let at = self.below(bytes.len());
            match self.below(6) {
                0 => bytes[at] ^= 1 << self.below(8),
                1 => bytes[at] = [0, 0xff, b'"', b'<', b',', b'\n'][self.below(6)],
                2 => {
                    let end = (at + 1 + self.below(64)).min(bytes.len());
                    bytes.drain(at..end);
                }
                3 => {
                    let end = (at + 1 + self.below(64)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
                4 => bytes.truncate(at),
                _ => {
                    let number = self.next().to_le_bytes();
                    for (offset, byte) in number.iter().enumerate() {
                        if let Some(place) = bytes.get_mut(at + offset) {
                            *place = *byte;
                        }
                    }
                }
            }
        }
        bytes
    }
}

fn cases(fixed: usize) -> usize {
    let asked = std::env::var("YINGHENG_CASES").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(fixed)
}

#[test]
fn changed_files_are_read_or_refused_and_nothing_else() {
    let folder = tempfile::tempdir().expect("folder");
    let seeds: Vec<_> = messy::all()
        .into_iter()
        .filter(|fixture| fixture.truth.is_ok())
        .collect();
    let mut random = Random(1);
    let mut failed = 0;
    for case in 0..cases(80) {
        let seed = &seeds[random.below(seeds.len())];
        let path = folder.path().join(format!("{case}-{}", seed.name));
        std::fs::write(&path, random.changed(&seed.bytes)).expect("file");
        if let Err(error) = import_kit::inspect(&path) {
            let issue = error.issue();
            assert!(
                issue.place.file.is_some(),
                "{}: {}",
                seed.name,
                issue.code()
            );
            assert!(
                !matches!(
                    issue.code(),
                    "import.worker_died" | "import.limit_time" | "import.worker_protocol"
                ),
                "case {case} of {}: {}",
                seed.name,
                issue.code()
            );
            // The reader's own panics are caught in the worker and told; they are counted, not hidden.
            failed += usize::from(issue.code() == "import.reader_failed");
        }
        std::fs::remove_file(&path).expect("removed");
    }
    println!("reader failed inside its fence: {failed}");
}

#[test]
fn changed_project_files_open_or_are_refused() {
    let folder = tempfile::tempdir().expect("folder");
    let sound = folder.path().join("a.yhproj");
    let meta = Meta {
        name: "A".to_owned(),
        ..Meta::default()
    };
    Project::create(&sound, &meta)
        .expect("made")
        .close()
        .expect("closed");
    let bytes = std::fs::read(&sound).expect("bytes");
    let mut random = Random(2);
    for case in 0..cases(120) {
        let path = folder.path().join("b.yhproj");
        std::fs::write(&path, random.changed(&bytes)).expect("file");
        if let Ok(project) = Project::open(&path) {
            // Whatever can be asked answers or says why not.
            let _ = (
                project.meta().is_ok(),
                project.facts().is_ok(),
                project.batches().is_ok(),
                case,
            );
        }
        std::fs::remove_file(&path).expect("removed");
    }
}

#[test]
fn changed_policy_packs_parse_or_are_refused() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/policy/cn/demo-county/2025");
    let files = pack_files::read_folder(&folder).expect("pack");
    let mut random = Random(3);
    for _ in 0..cases(60) {
        let mut changed: Vec<PackFile> = files.clone();
        let one = random.below(changed.len());
        changed[one].bytes = random.changed(&changed[one].bytes);
        let _ = pack_files::parse(&changed).is_ok();
    }
}

#[test]
fn changed_spellings_are_numbers_or_not() {
    let spellings = [
        "１，２３４．５６",
        "(1,234.00)",
        "1.5E+3",
        "△1,234.5",
        "12%",
        "¥1,200.00元",
        "2024-03-05",
        "2024年3月5日",
        "20240305",
        "45356.75",
        "2024年03月份",
        "2024.10",
        "9999999999999999999999999999999999",
        "1e20",
        "-0",
        "－",
        "",
    ];
    let mut random = Random(4);
    let default = Period {
        year: 2024,
        month: 0,
    };
    for _ in 0..cases(20_000) {
        let seed = spellings[random.below(spellings.len())];
        let text = String::from_utf8_lossy(&random.changed(seed.as_bytes())).into_owned();
        if let Some(read) = number(&text) {
            // What is a number says the same number however it is written out again.
            let exact = read.exact();
            let again = yingheng_core::quantity::rounding::to_text(&exact, read.scale);
            assert_eq!(
                number(&again).map(|again| again.exact()),
                Some(exact),
                "{text:?} → {again}"
            );
        }
        if let Some(day) = date(&text) {
            assert_eq!(date(&day.to_string()), Some(day), "{text:?}");
        }
        let _ = period(&text, default);
    }
}
