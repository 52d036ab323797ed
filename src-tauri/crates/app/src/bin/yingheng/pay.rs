//! `yingheng pay`: what each payer pays, and the year with its dated amounts.

use serde::Serialize;
use yingheng_app::messages::Catalogue;
use yingheng_app::session::{Answer, Session};
use yingheng_app::wire::{Issue, Message, Page, PageName, PageRequest, Table};
use yingheng_core::facts::field_key;

use crate::print;

/// What is printed as JSON.
#[derive(Serialize)]
pub struct Pay {
    /// Payers: cases, charges, payment, cost.
    schemes: Vec<Table>,
    /// Clearing, months, dated amounts, pools, contracts; empty where the pack has no rules of the year.
    year: Vec<Table>,
    /// Why cases have no price, or what to look at in their payment: each cause once, with how many cases.
    issues: Vec<Issue>,
    /// Optional columns of the cases that rules read and no case states.
    lacking_columns: Vec<&'static str>,
    /// Those stated that no rule reads: for information.
    unread_columns: Vec<&'static str>,
}

fn view(session: &mut Session, view: &str) -> Answer<Page> {
    session.page(&PageRequest {
        view: Some(view.to_owned()),
        ..PageRequest::of(PageName::Payment)
    })
}

/// Payment by payer and the settlement of the year.
pub fn pay(session: &mut Session) -> Answer<Pay> {
    let rules = view(session, "rules")?;
    // Issues of the whole run stand on the first page only.
    let all = session.page(&PageRequest::of(PageName::Overview))?.issues;
    let issues = all.into_iter();
    let issues = issues.filter(|issue| issue.message.key.starts_with("payment."));
    let schemes = rules.tables.into_iter();
    let schemes = schemes.filter(|table| table.id == "schemes");
    let year = view(session, "year")?;
    // A page without that view answers with its first one.
    let year = if year.view.as_deref() == Some("year") {
        year.tables
    } else {
        Vec::new()
    };
    let [lacking_columns, unread_columns] = session.case_columns()?;
    Ok(Pay {
        schemes: schemes.collect(),
        year,
        issues: issues.collect(),
        lacking_columns,
        unread_columns,
    })
}

/// The same as lines of text; what it says of columns stands once, at the end.
pub fn show(pay: &Pay, words: &Catalogue) {
    for table in pay.schemes.iter().chain(&pay.year) {
        line!("{}", words.text(&table.title));
        print::table(table, words);
    }
    print::issues(&pay.issues, words);
    for (key, fields) in [
        ("pay.lacking_columns", &pay.lacking_columns),
        ("pay.unread_columns", &pay.unread_columns),
    ] {
        if fields.is_empty() {
            continue;
        }
        let names = fields
            .iter()
            .map(|field| words.label(&field_key("cases", field)));
        let names: Vec<String> = names.collect();
        let told = Message::new(key).with("columns", names.join(", "));
        line!("{}", words.text(&told));
    }
}
