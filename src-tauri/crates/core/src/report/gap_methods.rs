//! What each way of payment pays against what was charged, by payer scheme.
//!
//! Source: payment-rules §1 (payment and charge kept apart), §5 (methods side by side).

use crate::issue::Message;
use crate::margin::{ClassSum, PaidBy, method_sums};
use crate::quantity::{Fraction, Reason};
use crate::report::gap::GapBase;
use crate::report::publish::{column, figure, label, row, styled, text_column, words};
use crate::report::{Cell, RowStyle, Table, Unit};

/// Part of a key that names a way.
pub fn way_key(way: PaidBy) -> String {
    match way {
        PaidBy::Method(index) => (index + 1).to_string(),
        PaidBy::Outside => "outside".into(),
        PaidBy::Unpriced => "unpriced".into(),
    }
}

fn cells(sum: &ClassSum, way: Option<PaidBy>, key: &str) -> Vec<Cell> {
    let why = |name: &str| way.map(|_| format!("paid_by/{key}/{name}"));
    let money = |value: &Fraction, name: &str| figure(value, Unit::Money, why(name));
    let priced = way != Some(PaidBy::Unpriced);
    let paid = |value: &Fraction, name: &str| {
        if priced {
            money(value, name)
        } else {
            Cell::NotComputable {
                reason: Reason::new("reason.no_price"),
            }
        }
    };
    vec![
        figure(&sum.cases, Unit::Count, why("cases")),
        money(&sum.charge, "charge"),
        paid(&sum.revenue, "revenue"),
        paid(&sum.fund, "fund"),
        paid(&(&sum.revenue - &sum.charge), "over_charge"),
    ]
}

impl GapBase<'_> {
    /// By way of payment, then payer; the total leaves out cases without a price.
    /// 付费方式、险种支付表
    pub fn ways(&self) -> Table {
        let Self {
            facts,
            policy,
            plan,
            adjustments,
            run,
        } = *self;
        let sums = method_sums(facts, &run.payments, plan, adjustments);
        let names: Vec<&str> = policy.flows().map(|(name, _)| name).collect();
        let (mut rows, mut all) = (Vec::new(), ClassSum::default());
        for ((way, scheme), sum) in &sums {
            let name = match way {
                PaidBy::Method(index) => match names.get(usize::from(*index)) {
                    Some(name) if !name.is_empty() => words(*name),
                    _ => label("policy.method_main"),
                },
                PaidBy::Outside => label("policy.way_outside"),
                PaidBy::Unpriced => label("policy.way_unpriced"),
            };
            let payer = facts.cases.schemes.get(*scheme as usize);
            let key = format!("{}/{}", way_key(*way), scheme + 1);
            let mut line = vec![name, words(payer.map_or("", String::as_str))];
            line.extend(cells(sum, Some(*way), &key));
            rows.push(row(key, line));
            if *way != PaidBy::Unpriced {
                all.cases += &sum.cases;
                all.charge += &sum.charge;
                all.revenue += &sum.revenue;
                all.fund += &sum.fund;
            }
        }
        let mut line = vec![label("policy.way_paid"), Cell::Empty];
        line.extend(cells(&all, None, ""));
        rows.push(styled("total", RowStyle::Total, line));
        Table {
            id: "gap_ways".into(),
            title: Message::new("table.gap_ways"),
            columns: vec![
                text_column("way"),
                text_column("payer"),
                column("cases", Unit::Count),
                column("charge", Unit::Money),
                column("revenue", Unit::Money),
                column("fund", Unit::Money),
                column("over_charge", Unit::Money),
            ],
            rows,
            notes: vec![Message::new("note.gap_ways")],
        }
    }
}
