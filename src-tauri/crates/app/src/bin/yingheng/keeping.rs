//! Undo, redo, log, snapshots, recovery, acts from a file.

use std::path::Path;

use yingheng_app::messages::{Catalogue, Language};
use yingheng_app::session::{Answer, Session};
use yingheng_app::wire::{AppState, Failure, Message, Snapshot};

use crate::arguments::{Arguments, Command};
use crate::{json, print};

/// The commands that keep, restore and take back.
pub fn act(
    session: &mut Session,
    arguments: &Arguments,
    language: Language,
    words: &Catalogue,
) -> Answer<()> {
    match &arguments.command {
        Command::Undo { at } => {
            session.open_project(&at.project)?;
            let act = session.undo()?;
            turned(act.as_ref(), "history.undone", arguments.json, words)
        }
        Command::Redo { at } => {
            session.open_project(&at.project)?;
            let act = session.redo()?;
            turned(act.as_ref(), "history.redone", arguments.json, words)
        }
        Command::History { at, verify } => {
            session.open_project(&at.project)?;
            history(session, *verify, arguments.json, words)
        }
        Command::Snapshots {
            at,
            keep,
            restore,
            compare,
        } => {
            session.open_project(&at.project)?;
            if let Some(name) = keep {
                session.keep_snapshot(name)?;
            }
            if let Some(id) = restore {
                session.restore_snapshot(id)?;
            }
            if let Some(id) = compare {
                let table = session.compare_snapshot(id)?;
                if arguments.json {
                    return json(&table);
                }
                print::table(&table, words);
                return Ok(());
            }
            snapshots(&session.snapshots()?, arguments.json, words)
        }
        Command::Recover {
            at,
            snapshot,
            salvage,
        } => recover(
            session,
            &at.project,
            snapshot.as_deref(),
            *salvage,
            arguments.json,
            words,
        ),
        Command::Batch { at, acts } => {
            session.open_project(&at.project)?;
            batch(session, acts, language)
        }
        _ => Ok(()),
    }
}

/// Says what was taken back or done again; nothing was is said too.
fn turned(act: Option<&Message>, kind: &str, as_json: bool, words: &Catalogue) -> Answer<()> {
    if as_json {
        return json(&act);
    }
    match act {
        Some(act) => line!("{}: {}", words.text(&Message::new(kind)), words.text(act)),
        None => line!("{}", words.text(&Message::new("history.nothing"))),
    }
    Ok(())
}

/// The log, or the outcome of checking it.
fn history(session: &mut Session, verify: bool, as_json: bool, words: &Catalogue) -> Answer<()> {
    if verify {
        let hash = session.verify()?;
        if as_json {
            return json(&hash);
        }
        let said = Message::new("history.verified").with("hash", hash);
        line!("{}", words.text(&said));
        return Ok(());
    }
    let table = session.history()?;
    if as_json {
        return json(&table);
    }
    print::table(&table, words);
    Ok(())
}

/// Snapshots, one a line.
fn snapshots(found: &[Snapshot], as_json: bool, words: &Catalogue) -> Answer<()> {
    if as_json {
        return json(&found);
    }
    for one in found {
        let since = match &one.since {
            Some(acts) => acts.len().to_string(),
            None => "?".to_owned(),
        };
        let said = Message::new("snapshot.line")
            .with("id", one.id.clone())
            .with("label", words.text(&one.label))
            .with("when", one.when.clone())
            .with("who", one.who.clone())
            .with("since", since);
        line!("{}", words.text(&said));
    }
    Ok(())
}

/// What can be done about a file that does not open, or does it.
fn recover(
    session: &mut Session,
    path: &Path,
    snapshot: Option<&str>,
    salvage: bool,
    as_json: bool,
    words: &Catalogue,
) -> Answer<()> {
    let refused = match session.open_project(path) {
        Ok(_) => {
            line!("{}", words.text(&Message::new("recovery.whole")));
            return Ok(());
        }
        Err(refused) => refused,
    };
    let state: AppState = match snapshot {
        Some(id) => session.recover(id)?,
        None if salvage => session.salvage()?,
        None => session.state()?,
    };
    if as_json {
        return json(&state);
    }
    if let Some(project) = &state.project {
        line!("{}", project.path_label);
        return Ok(());
    }
    line!("{}", words.text(&refused.message()));
    match &state.recovery {
        Some(recovery) => snapshots(&recovery.snapshots, false, words),
        None => Err(refused),
    }
}

/// Does the acts of a file one by one. After each it prints its line number, the number of the log's last entry and what
/// the project says, as one number; by then the act is on the disk.
fn batch(session: &mut Session, acts: &Path, language: Language) -> Answer<()> {
    let text = std::fs::read_to_string(acts).map_err(|error| {
        Failure::new("error.file")
            .with("file", acts.display().to_string())
            .with("detail", error.to_string())
    })?;
    for (at, act) in text.lines().enumerate() {
        let (word, rest) = act.trim().split_once(' ').unwrap_or((act.trim(), ""));
        let rest = rest.trim();
        match word {
            "" => continue,
            "import" => {
                session.import_recognised(&[rest.into()], false)?;
            }
            "level" => session.choose_level(rest)?,
            "share" => session.state_fixed_share(rest, "")?,
            "policy" => session.choose_policy(rest)?,
            "undo" => {
                session.undo()?;
            }
            "redo" => {
                session.redo()?;
            }
            "snapshot" => {
                session.keep_snapshot(rest)?;
            }
            "restore" => session.restore_snapshot(rest)?,
            "report" => {
                session.export_tables(Path::new(rest), language)?;
            }
            "save" => session.save()?,
            _ => {
                return Err(Failure::new("batch.unknown")
                    .with("line", (at + 1).to_string())
                    .with("act", word));
            }
        }
        let (entry, state) = session.position()?;
        line!("{} {entry} {state}", at + 1);
    }
    Ok(())
}
