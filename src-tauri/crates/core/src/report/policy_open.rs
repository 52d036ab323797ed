//! What a policy pack does not know: one line per matter, with whom to ask in the pack's words.

use crate::issue::Message;
use crate::policy::PolicyPack;
use crate::report::publish::{label, row, text_column, words};
use crate::report::{Cell, Table};

/// Matters to be confirmed; `None` where there are none.
/// 待确认事项表
pub fn open_matters(pack: &PolicyPack) -> Option<Table> {
    let open = pack.open_matters();
    let rows = open
        .iter()
        .enumerate()
        .map(|(number, (parameter, matter))| {
            row(
                (number + 1).to_string(),
                vec![
                    parameter.map_or_else(|| label("policy.open_whole"), words),
                    Cell::Label {
                        message: Message::new("policy.open_matter")
                            .with("zh", matter.zh.as_str())
                            .with("en", matter.en.as_str()),
                    },
                ],
            )
        });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| Table {
        id: "policy_open".into(),
        title: Message::new("table.policy_open"),
        columns: vec![text_column("parameter"), text_column("open_matter")],
        rows,
        notes: vec![Message::new("note.policy_open")],
    })
}
