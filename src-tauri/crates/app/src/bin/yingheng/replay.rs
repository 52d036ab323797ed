//! `yingheng replay` and `policy-diff`: the same cases under other rules, and where the rules differ.

use yingheng_app::messages::{Catalogue, Language};
use yingheng_app::session::{Answer, Session};
use yingheng_app::wire::{Failure, Table};

use crate::arguments::ReplayArguments;
use crate::print;

/// Tables with their titles and notes as lines of text.
pub fn show(tables: &[Table], words: &Catalogue) {
    for table in tables {
        line!("{}", words.text(&table.title));
        print::table(table, words);
        for note in &table.notes {
            line!("  {}", words.text(note));
        }
    }
}

/// Replays, keeps or ends a comparison, writes and prints.
pub fn act(
    session: &mut Session,
    with: &ReplayArguments,
    (json, language): (bool, Language),
    words: &Catalogue,
) -> Answer<()> {
    if with.end {
        return session.choose_replay("none", "");
    }
    let choice = with.choice();
    if with.keep {
        let (kind, id) = choice.ok_or_else(|| Failure::new("error.no_replay"))?;
        session.choose_replay(kind, id)?;
    }
    if let Some(out) = &with.out {
        session.export_replay(choice, out, language)?;
    }
    let found = session.replay(choice, with.rows)?;
    if json {
        return crate::json(&found);
    }
    line!("{}", words.text(&found.against));
    show(&found.tables, words);
    Ok(())
}
