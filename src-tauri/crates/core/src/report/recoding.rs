//! What a corrected code is worth, both ways, by group and sibling.
//!
//! Source: payment-rules §3, coding-error effect: the money of a review, never a target.

use crate::issue::Message;
use crate::payment::{Recoding, SIBLINGS, Sibling};
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::publish::{column, computed, figure, row, text_column, words};
use crate::report::{Cell, Table, Unit};

fn hundredth() -> Fraction {
    Fraction::new(1, 100).unwrap_or_default()
}

/// Money if one case in a hundred of the group belonged to the sibling, 分.
pub fn of_one_in_hundred(line: &Sibling) -> Fraction {
    (&line.then - &line.now) * hundredth()
}

/// By group and sibling: cases, paid now, would be paid, difference per case and for one case in a hundred, cases nearer
/// to the sibling.
/// 编码复核金额影响表
pub fn table(recoding: &Recoding, policy: &PolicyPack) -> Table {
    let name = |code: &str| words(policy.groups.get(code).map_or("", |row| row.name.as_str()));
    let count = |value: u64| Fraction::whole(value);
    let line = |line: &Sibling| {
        let why = |name: &str| Some(format!("recoding/{}|{}|{name}", line.from, line.to));
        let none = || Reason::new("reason.no_price");
        // Where the sibling prices no case there is nothing to compare.
        let money = |value: Computed<Fraction>, name: &str| {
            computed(
                &value,
                Unit::Money,
                if line.cases > 0 { why(name) } else { None },
            )
        };
        let known = |value: Fraction| {
            if line.cases > 0 {
                Ok(value)
            } else {
                Err(none())
            }
        };
        row(
            format!("{}|{}", line.from, line.to),
            vec![
                words(&line.from),
                name(&line.from),
                words(&line.to),
                name(&line.to),
                figure(&count(line.cases), Unit::Count, None),
                money(known(line.now.clone()), "now"),
                money(known(line.then.clone()), "then"),
                money(line.per_case().map_err(|_| none()), "per_case"),
                money(known(of_one_in_hundred(line)), "one_in_hundred"),
                line.nearer.map_or_else(
                    || Cell::NotComputable {
                        reason: Reason::new("reason.no_group_means"),
                    },
                    |cases| figure(&count(cases), Unit::Count, None),
                ),
            ],
        )
    };
    let mut notes = vec![
        Message::new("note.recoding_rules"),
        Message::new("note.recoding_not_added"),
        Message::new("note.recoding_nearer"),
        Message::new("note.recoding_compliance"),
    ];
    let mut told = |key: &str, number: u64| {
        if number > 0 {
            let note = Message::new(key).with("count", number.to_string());
            notes.push(note.with("most", SIBLINGS.to_string()));
        }
    };
    told("note.recoding_alone", recoding.alone);
    told("note.recoding_cut", recoding.cut);
    Table {
        id: "recoding".into(),
        title: Message::new("table.recoding"),
        columns: vec![
            text_column("group"),
            text_column("name"),
            text_column("sibling"),
            text_column("sibling_name"),
            column("compared_cases", Unit::Count),
            column("paid_now", Unit::Money),
            column("paid_then", Unit::Money),
            column("recoding_per_case", Unit::Money),
            column("one_in_hundred", Unit::Money),
            column("nearer_cases", Unit::Count),
        ],
        rows: recoding.siblings.iter().map(line).collect(),
        notes,
    }
}
