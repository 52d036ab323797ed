//! Every operation on the disk fails once, and then for ever; the power is cut anywhere. What was acknowledged is there,
//! nothing is half there, the file opens.
//!
//! Small fixed counts; `YINGHENG_CASES` takes every operation, every kind of fault and as many cuts. Figures are printed.

mod disk;
#[path = "../hospital.rs"]
#[allow(dead_code)]
mod hospital;
mod places;

use std::path::Path;

use disk::{Disk, Fault};
use hospital::{Dice, code, ledger, meta};
use yingheng_core::plan::Plan;
use yingheng_io::store::{Kept, Project, StoreError};

/// Acts of the workload.
const ACTS: usize = 5;

fn long() -> Option<u64> {
    std::env::var("YINGHENG_CASES").ok()?.parse().ok()
}

/// The act of this number; always the same.
fn act(project: &mut Project, number: usize) -> Kept<()> {
    match number {
        1 => {
            let amounts: Vec<String> = (0..300).map(|line| format!("{line}.25")).collect();
            project.add_batch(ledger("h1", &amounts, false), |_| true)?;
        }
        3 => {
            project.undo()?;
        }
        _ => {
            let plan = Plan {
                facility: Some(format!("院区{number}")),
                ..Plan::default()
            };
            project.save_plan(&plan)?;
        }
    }
    Ok(())
}

/// A project to begin with, and what it says after each act.
fn prepare(folder: &Path) -> (Vec<u8>, Vec<String>) {
    let path = folder.join("base.yhproj");
    Project::create(&path, &meta())
        .expect("created")
        .close()
        .expect("closed");
    let base = std::fs::read(&path).expect("read");
    let mut project = Project::open(&path).expect("opened");
    let mut truth = vec![project.state().expect("state")];
    for number in 0..ACTS {
        act(&mut project, number).expect("done");
        truth.push(project.state().expect("state"));
    }
    project.close().expect("closed");
    (base, truth)
}

/// The project as it was, without what an earlier round left beside it.
fn fresh(path: &Path, base: &[u8]) {
    let journal = path.with_file_name("a.yhproj-journal");
    if journal.exists() {
        std::fs::remove_file(&journal).expect("removed");
    }
    std::fs::write(path, base).expect("written");
}

#[derive(Default, Debug)]
struct Figures {
    points: u64,
    acknowledged: u64,
    refused: u64,
    doubted: u64,
    beyond: u64,
    lost: u64,
    partial: u64,
    unopenable: u64,
}

impl Figures {
    fn judge(&mut self, path: &Path, acknowledged: usize, truth: &[String]) {
        self.points += 1;
        self.acknowledged += acknowledged as u64;
        let found = Project::open(path).and_then(|project| {
            project.verify()?;
            project.state()
        });
        match found {
            Err(_) => self.unopenable += 1,
            Ok(state) if state == truth[acknowledged] => {}
            Ok(state) if truth.get(acknowledged + 1) == Some(&state) => self.beyond += 1,
            Ok(state) if truth.contains(&state) => self.lost += 1,
            Ok(_) => self.partial += 1,
        }
    }

    fn sound(&self) -> bool {
        (self.lost, self.partial, self.unopenable) == (0, 0, 0)
    }

    fn told(&self, title: &str) {
        println!(
            "{title}: {} points, {} acts acknowledged, {} refused, {} said to be in doubt, {} lost, {} partial, \
             {} unopenable; {} last acts done but not acknowledged",
            self.points,
            self.acknowledged,
            self.refused,
            self.doubted,
            self.lost,
            self.partial,
            self.unopenable,
            self.beyond
        );
    }
}

/// Opens and acts until something is refused; what was refused once is tried again when the disk works again.
fn work(path: &Path, truth: &[String], again: bool, figures: &mut Figures) -> usize {
    let Ok(mut project) = Project::open(path) else {
        figures.refused += 1;
        return 0;
    };
    let mut done = 0;
    while done < ACTS {
        match act(&mut project, done) {
            Ok(()) => {
                done += 1;
                continue;
            }
            // Said to be in doubt: nothing is promised, and nobody goes on with this project.
            Err(StoreError::InDoubt) => {
                figures.doubted += 1;
                break;
            }
            Err(_) => figures.refused += 1,
        }
        // What was refused has not happened, for this program either.
        if let Ok(state) = project.state() {
            assert_eq!(state, truth[done], "refused, so as before");
        }
        if !again || act(&mut project, done).is_err() {
            break;
        }
        done += 1;
    }
    done
}

#[test]
fn every_operation_may_fail_once_or_for_ever() {
    let disk = Disk::take();
    let folder = tempfile::tempdir().expect("folder");
    let (base, truth) = prepare(folder.path());
    let path = folder.path().join("a.yhproj");
    let mut figures = Figures::default();
    let stride = if long().is_some() { 1 } else { 7 };
    for sticks in [false, true] {
        for (shift, fault) in Fault::ALL.into_iter().enumerate() {
            let mut at = 1 + shift as u64 * 2;
            loop {
                fresh(&path, &base);
                disk.fail(at, fault, sticks);
                let done = work(&path, &truth, !sticks, &mut figures);
                let hit = disk.heal();
                figures.judge(&path, done, &truth);
                if hit == 0 {
                    assert_eq!(done, ACTS, "undisturbed");
                    break;
                }
                at += stride;
            }
        }
    }
    figures.told("enumerated faults");
    assert!(figures.sound() && figures.refused > 50, "{figures:?}");
    assert!(
        figures.beyond <= figures.doubted,
        "said to be refused and done all the same: {figures:?}"
    );
}

fn cuts(disk: &Disk, lies: bool, rounds: u64) -> Figures {
    let folder = tempfile::tempdir().expect("folder");
    let (base, truth) = prepare(folder.path());
    let path = folder.path().join("a.yhproj");
    let mut figures = Figures::default();
    let mut dice = Dice(41);
    for _ in 0..rounds {
        fresh(&path, &base);
        disk.cut(1 + dice.below(260), lies);
        let done = work(&path, &truth, false, &mut figures);
        disk.after_the_cut(&mut dice);
        figures.judge(&path, done, &truth);
    }
    figures
}

#[test]
fn the_power_may_go_anywhere() {
    let disk = Disk::take();
    let rounds = long().unwrap_or(60);
    let figures = cuts(&disk, false, rounds);
    figures.told("power cuts, unsynced writes dropped, reordered, torn");
    assert!(figures.sound(), "{figures:?}");
    assert!(figures.acknowledged > 0 && figures.refused > rounds / 4);
    // The control: on a disk that says it synced and did not, the same harness must see harm, or it is blind.
    let blind = cuts(&disk, true, 60);
    blind.told("control, a disk that does not sync");
    assert!(!blind.sound(), "{blind:?}");
}

#[test]
fn what_is_refused_is_told_by_its_code() {
    let disk = Disk::take();
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("a.yhproj");
    let mut project = Project::create(&path, &meta()).expect("created");
    disk.fail(1, Fault::Full, true);
    let refused = project.save_plan(&Plan::default());
    disk.heal();
    assert!(["store.disk_full", "store.missing"].contains(&code(refused)));
    project.save_plan(&Plan::default()).expect("works again");
}
