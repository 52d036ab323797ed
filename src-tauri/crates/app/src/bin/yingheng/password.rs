//! Passwords of encrypted projects, from standard input or the environment; never from the command line, which every
//! user of the computer can read while the program runs, and which shells write to their history.

use std::io::BufRead;
use std::path::Path;

use yingheng_app::messages::Catalogue;
use yingheng_app::session::{Answer, Session};
use yingheng_app::wire::{Failure, Message, RecoveryKey};

use crate::arguments::{Arguments, Command, PasswordAct};
use crate::json;

/// The next line of standard input, without its end.
fn line_of_input() -> Answer<String> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| {
            Failure::new("error.file")
                .with("file", "stdin")
                .with("detail", error.to_string())
        })?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// What opens the project of this command, where something was given.
fn of_project(arguments: &Arguments) -> Answer<Option<String>> {
    let sets = matches!(
        arguments.command,
        Command::Password {
            act: PasswordAct::Set,
            ..
        }
    );
    if arguments.password_stdin && !sets {
        return line_of_input().map(Some);
    }
    Ok(std::env::var("YINGHENG_PASSWORD").ok())
}

fn new_one(arguments: &Arguments) -> Answer<String> {
    if arguments.password_stdin {
        return line_of_input();
    }
    std::env::var("YINGHENG_NEW_PASSWORD").map_err(|_| Failure::new("lock.no_new_password"))
}

fn told(key: &RecoveryKey, as_json: bool, words: &Catalogue) -> Answer<()> {
    if as_json {
        return json(key);
    }
    let said = Message::new("lock.recovery_key").with("key", key.key.clone());
    line!("{}", words.text(&said));
    left(&key.left, words);
    Ok(())
}

fn left(files: &[String], words: &Catalogue) {
    if !files.is_empty() {
        let said = Message::new("lock.left").with("files", files.join("、"));
        line!("{}", words.text(&said));
    }
}

/// Gives the session what opens its project; does the command when it is one about passwords, and answers whether.
pub fn run(session: &mut Session, arguments: &Arguments, words: &Catalogue) -> Answer<bool> {
    let typed = of_project(arguments)?;
    if let Some(typed) = &typed {
        session.give_password(typed);
    }
    let Command::Password { act: wanted, at } = &arguments.command else {
        return Ok(false);
    };
    act(
        session,
        *wanted,
        &at.project,
        typed.as_deref(),
        arguments,
        words,
    )?;
    Ok(true)
}

/// Sets, changes or takes away the password.
fn act(
    session: &mut Session,
    act: PasswordAct,
    path: &Path,
    old: Option<&str>,
    arguments: &Arguments,
    words: &Catalogue,
) -> Answer<()> {
    let old = old.unwrap_or_default();
    session.open_project(path)?;
    match act {
        PasswordAct::Set => told(
            &session.set_password(&new_one(arguments)?)?,
            arguments.json,
            words,
        ),
        PasswordAct::Change => told(
            &session.change_password(old, &new_one(arguments)?)?,
            arguments.json,
            words,
        ),
        PasswordAct::Remove => {
            let files = session.remove_password(old)?;
            line!("{}", words.text(&Message::new("lock.removed")));
            left(&files, words);
            Ok(())
        }
    }
}
