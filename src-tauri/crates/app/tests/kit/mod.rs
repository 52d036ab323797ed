//! A workload from a seed, the program killed, and what the project says afterwards.
#![allow(dead_code)]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use yingheng_io::store::{Password, Project, StoreError};

pub fn cases(usual: u64) -> u64 {
    std::env::var("YINGHENG_CASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

/// Numbers from a seed (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

pub fn yingheng(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yingheng"));
    command
        .current_dir(folder)
        .env_remove("YINGHENG_TEMPLATES")
        .env_remove("LOCALAPPDATA")
        .env("SOURCE_DATE_EPOCH", "1750000000")
        .env("XDG_DATA_HOME", folder.join("own"));
    command
}

pub fn done(command: &mut Command) -> String {
    let output = command.output().expect("started");
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{error}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A small project, files to bring in, and a list of acts from a seed.
pub fn prepare(folder: &Path, project: &str, seed: u64, length: u64) -> PathBuf {
    done(yingheng(folder).args([
        "new",
        project,
        "--name",
        "A",
        "--period",
        "2025",
        "--policy",
        "cn/generic",
    ]));
    let units: String = (1..=400)
        .map(|unit| format!("C{unit},病区{unit},临床服务类\n"))
        .collect();
    let head = "科室编码,科室名称,科室分类\n";
    let mut dice = Dice(seed);
    let mut acts = String::new();
    for line in 0..length {
        let act = match dice.below(9) {
            0 | 1 => {
                // A file of its own, so that every import changes something.
                let name = format!("units{line}.csv");
                let rows: String = units.replace('C', &format!("K{line}x"));
                std::fs::write(folder.join(&name), format!("{head}{rows}")).expect("written");
                format!("import {name}")
            }
            2 => "level medical".to_owned(),
            3 => "level hospital_full".to_owned(),
            4 => format!("share {}%", dice.below(100)),
            5 => "policy cn/generic".to_owned(),
            6 | 7 => "undo".to_owned(),
            _ => "redo".to_owned(),
        };
        acts.push_str(&act);
        acts.push('\n');
    }
    let at = folder.join(format!("acts{seed}.txt"));
    std::fs::write(&at, acts).expect("written");
    at
}

/// What the project says after each line, by a run that nothing disturbs, on a copy.
pub fn truth(folder: &Path, project: &str, acts: &Path) -> Vec<String> {
    let copy = folder.join("truth.yhproj");
    std::fs::copy(folder.join(project), &copy).expect("copied");
    let mut states = vec![state(folder, "truth.yhproj")];
    let text = done(yingheng(folder).args(["batch", "truth.yhproj"]).arg(acts));
    states.extend(text.lines().map(|line| last(line).to_owned()));
    std::fs::remove_file(copy).expect("removed");
    states
}

pub fn last(line: &str) -> &str {
    line.rsplit(' ').next().unwrap_or_default()
}

/// Password of the encrypted projects of these tests.
pub const WORD: &str = "correct horse 电池";

/// Opens a project, encrypted or not.
pub fn opened(path: &Path) -> Result<Project, StoreError> {
    Project::open_with(path, Some(&Password::new(WORD.to_owned())))
}

/// What a project says now; opening it checks the database, the chain of the log and every row.
pub fn state(folder: &Path, project: &str) -> String {
    let looked = folder.join("looked.yhproj");
    let _ = std::fs::remove_file(&looked);
    for (ending, to) in [("", "looked.yhproj"), ("-journal", "looked.yhproj-journal")] {
        let from = folder.join(format!("{project}{ending}"));
        let to = folder.join(to);
        let _ = std::fs::remove_file(&to);
        if from.exists() {
            std::fs::copy(from, to).expect("copied");
        }
    }
    let found = opened(&looked).expect("opens");
    let state = found.state().expect("state");
    found.close().expect("closed");
    state
}

#[derive(Default, Debug)]
pub struct Figures {
    pub kills: u64,
    pub acknowledged: u64,
    pub lost: u64,
    pub partial: u64,
    pub unopenable: u64,
    pub beyond: u64,
    pub slowest: Duration,
}

impl Figures {
    /// Judges a project after the program was killed: it says what it said after the last line acknowledged, or what it
    /// would say after the next.
    pub fn judge(&mut self, path: &Path, acknowledged: usize, truth: &[String]) {
        self.kills += 1;
        self.acknowledged += acknowledged as u64;
        let started = Instant::now();
        match opened(path) {
            Err(why) => {
                self.unopenable += 1;
                println!("not opened: {}: {why:?}", path.display());
            }
            Ok(project) => {
                self.slowest = self.slowest.max(started.elapsed());
                let state = project.state().expect("state");
                if state == truth[acknowledged] {
                } else if truth.get(acknowledged + 1) == Some(&state) {
                    self.beyond += 1;
                } else if truth.contains(&state) {
                    self.lost += 1;
                } else {
                    self.partial += 1;
                }
                project.close().expect("closed");
            }
        }
    }
    pub fn told(&self, title: &str) {
        println!(
            "{title}: {} kills, {} acts acknowledged, {} lost, {} partial, {} unopenable; {} last acts done but not \
             acknowledged; slowest opening {:?}",
            self.kills,
            self.acknowledged,
            self.lost,
            self.partial,
            self.unopenable,
            self.beyond,
            self.slowest
        );
    }
}

/// Runs the acts and ends the program after `wait`, or lets it end itself; answers the lines acknowledged.
pub fn run(command: &mut Command, wait: Option<Duration>) -> usize {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let out = child.stdout.take().expect("piped");
    let reader = std::thread::spawn(move || {
        let lines = BufReader::new(out).lines();
        lines.map_while(Result::ok).count()
    });
    if let Some(wait) = wait {
        std::thread::sleep(wait);
        // SIGKILL on Unix; a program that has ended already is no fault.
        let _ = child.kill();
    }
    child.wait().expect("ended");
    reader.join().expect("read")
}
