//! Undo and redo: every sequence of acts leads back, step by step, also through a restart.

use yingheng_io::store::{Actor, EntryKind, Project};

use super::cases;
use super::hospital::{Dice, act, ledger, meta};

/// Everything a reader of the project can see of its content.
fn seen(project: &Project) -> String {
    format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        project.meta().expect("meta"),
        project.batches().expect("batches"),
        project.facts().expect("facts"),
        project.plan().expect("plan"),
        project.scenarios().expect("scenarios"),
        project.policy().expect("policy"),
    )
}

#[test]
fn every_act_can_be_taken_back_and_done_again_also_after_a_restart() {
    let (mut steps, mut restarts) = (0, 0);
    for seed in 0..cases(12) {
        let mut dice = Dice(seed);
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.yhproj");
        let mut project = Project::create(&path, &meta()).expect("created");
        // What the project said after each act that stands, and after those taken back.
        let mut done = vec![(project.state().expect("state"), seen(&project))];
        let mut undone: Vec<(String, String)> = Vec::new();
        for _ in 0..50 {
            match dice.below(10) {
                0..=4 => {
                    act(&mut project, &mut dice).expect("done");
                    done.push((project.state().expect("state"), seen(&project)));
                    undone.clear();
                }
                5..=7 => {
                    let turned = project.undo().expect("undone");
                    assert_eq!(turned.is_some(), done.len() > 1, "seed {seed}");
                    if turned.is_some() {
                        undone.extend(done.pop());
                    }
                }
                8 => {
                    let turned = project.redo().expect("redone");
                    assert_eq!(turned.is_some(), !undone.is_empty(), "seed {seed}");
                    done.extend(undone.pop());
                }
                _ => {
                    project.close().expect("closed");
                    project = Project::open(&path).expect("opened");
                    restarts += 1;
                }
            }
            let (state, content) = done.last().expect("one at least");
            assert_eq!(&project.state().expect("state"), state, "seed {seed}");
            assert_eq!(&seen(&project), content, "seed {seed}");
            steps += 1;
        }
        project.verify().expect("log and content agree");
    }
    println!("undo: {steps} steps, {restarts} restarts, 0 differences");
}

#[test]
fn the_log_says_who_and_when_and_only_grows() {
    let folder = tempfile::tempdir().expect("folder");
    let mut project = Project::create(&folder.path().join("a.yhproj"), &meta()).expect("created");
    project.set_actor(Actor {
        when: "2025-07-01 08:00".into(),
        who: "会计".into(),
    });
    let amounts = vec!["1.00".to_owned(); 3];
    project
        .add_batch(ledger("h", &amounts, false), |_| true)
        .expect("added");
    let next = project.reversible().expect("reversible");
    assert_eq!(next.undo.expect("undo").words.key, "act.imported");
    assert_eq!(next.redo, None);
    project.undo().expect("undone");
    assert_eq!(project.batches().expect("batches").len(), 0);
    let next = project.reversible().expect("reversible");
    assert_eq!(next.undo, None);
    assert_eq!(
        next.redo.expect("redo").words.arguments["file"],
        "支出.xlsx"
    );
    // A line of the log that changes nothing does not cut off the way forward.
    project.note("act.policy_chosen", &[]).expect("noted");
    assert!(project.redo().expect("redone").is_some());
    let log = project.history().expect("log");
    let kinds: Vec<EntryKind> = log.iter().map(|entry| entry.kind).collect();
    use EntryKind::{Done, Redone, Undone};
    assert_eq!(kinds, [Done, Done, Undone, Done, Redone]);
    assert!(log[1..].iter().all(|entry| entry.actor.who == "会计"));
    assert_eq!(log[4].target, Some(2));
    assert_eq!(log[4].state, log[1].state);
}
