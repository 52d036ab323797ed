//! What a policy pack does not know: one line per matter, with whom to ask in the pack's words.

use crate::issue::Message;
use crate::policy::PolicyPack;
use crate::report::policy::{certainty, clause};
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

/// Matters that have been confirmed, each with its answer and source; `None` where there are none.
/// 已确认事项表
pub fn confirmed_matters(pack: &PolicyPack) -> Option<Table> {
    let rows = pack.confirmed.iter().enumerate().map(|(number, own)| {
        let asked = Message::new("policy.open_matter")
            .with("zh", own.matter.zh.as_str())
            .with("en", own.matter.en.as_str());
        row(
            (number + 1).to_string(),
            vec![
                Cell::Label { message: asked },
                words(&own.answer),
                certainty(pack, &own.source),
                words(clause(pack, &own.source)),
            ],
        )
    });
    let rows: Vec<_> = rows.collect();
    let columns = [
        "open_matter",
        "confirmed_answer",
        "value_certainty",
        "clause",
    ];
    (!rows.is_empty()).then(|| Table {
        id: "policy_confirmed".into(),
        title: Message::new("table.policy_confirmed"),
        columns: columns.map(text_column).into(),
        rows,
        notes: Vec::new(),
    })
}
