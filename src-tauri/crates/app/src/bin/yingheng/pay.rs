//! `yingheng pay`: what each payer pays, and the year with its dated amounts.

use serde::Serialize;
use yingheng_app::messages::Catalogue;
use yingheng_app::session::{Answer, Session};
use yingheng_app::wire::{Page, PageName, PageRequest, Table};

use crate::print;

/// What is printed as JSON.
#[derive(Serialize)]
pub struct Pay {
    /// Payers: cases, charges, payment, cost.
    schemes: Vec<Table>,
    /// Clearing, months, dated amounts, pools, contracts; empty where the pack has no rules of the year.
    year: Vec<Table>,
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
    let schemes = rules.tables.into_iter();
    let schemes = schemes.filter(|table| table.id == "schemes");
    let year = view(session, "year")?;
    // A page without that view answers with its first one.
    let year = if year.view.as_deref() == Some("year") {
        year.tables
    } else {
        Vec::new()
    };
    Ok(Pay {
        schemes: schemes.collect(),
        year,
    })
}

/// The same as lines of text.
pub fn show(pay: &Pay, words: &Catalogue) {
    for table in pay.schemes.iter().chain(&pay.year) {
        line!("{}", words.text(&table.title));
        print::table(table, words);
    }
}
