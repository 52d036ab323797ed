//! Undo, redo, log.

use yingheng_app::messages::Catalogue;
use yingheng_app::session::{Answer, Session};
use yingheng_app::wire::Message;

use crate::{json, print};

/// Says what was taken back or done again; nothing was is said too.
pub fn turned(act: Option<&Message>, kind: &str, as_json: bool, words: &Catalogue) -> Answer<()> {
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
pub fn history(
    session: &mut Session,
    verify: bool,
    as_json: bool,
    words: &Catalogue,
) -> Answer<()> {
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
