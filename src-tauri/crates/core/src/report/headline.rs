//! The headline figures: is there a surplus, how large is the gap, and how far is break-even.

use crate::issue::Message;
use crate::quantity::{Computed, Fraction, Reason, rounding};
use crate::report::publish::{column, computed, label, row, text_column};
use crate::report::{Column, Table, Unit};
use crate::run::Run;

/// One headline figure, exact.
/// 核心指标
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// Key; the message key is `kpi.` + key, the "why" key `headline/` + key.
    pub key: &'static str,
    /// Value; money in 分.
    pub value: Computed<Fraction>,
    /// Unit.
    pub unit: Unit,
    /// Whether more of it is better; `None` where neither is.
    pub more_is_better: Option<bool>,
}

impl Headline {
    /// "Why" key.
    pub fn why(&self) -> String {
        format!("headline/{}", self.key)
    }
    /// This figure less the same figure of an earlier run; `None` where either is not computable.
    /// 变化
    pub fn change(&self, earlier: &Self) -> Option<Fraction> {
        Some(self.value.as_ref().ok()? - earlier.value.as_ref().ok()?)
    }
}

/// The headline figures of a run, in the order they are shown.
pub fn headlines(run: &Run) -> Vec<Headline> {
    let hospital = &run.margins.hospital;
    let cases = &hospital.cases;
    let per = |total: Computed<Fraction>, cases: &Fraction| {
        total.and_then(|total| total.over(cases, || Reason::new("reason.no_cases")))
    };
    // Revenue is known of the priced cases only, cost of all.
    let priced = cases - &hospital.unpriced;
    let found = &run.break_even.hospital;
    let break_even =
        |of: fn(&crate::break_even::BreakEven) -> &Computed<Fraction>| -> Computed<Fraction> {
            found
                .as_ref()
                .map_err(Clone::clone)
                .and_then(|found| of(found).clone())
        };
    let line = |key, value, unit, more_is_better| Headline {
        key,
        value,
        unit,
        more_is_better,
    };
    vec![
        line(
            "surplus",
            run.margins.result.surplus.clone(),
            Unit::Money,
            Some(true),
        ),
        line("gap", hospital.gap.clone(), Unit::Money, Some(true)),
        line("cmi", hospital.cmi.clone(), Unit::Weight, None),
        line("los", hospital.los.clone(), Unit::Days, None),
        line(
            "cost_per_case",
            per(hospital.cost.clone(), cases),
            Unit::UnitMoney,
            Some(false),
        ),
        line(
            "revenue_per_case",
            per(Ok(hospital.revenue.clone()), &priced),
            Unit::UnitMoney,
            Some(true),
        ),
        line("cases", Ok(cases.clone()), Unit::Count, None),
        line(
            "break_even_cases",
            break_even(|found| &found.cases)
                .map(|cases| Fraction::whole(rounding::ceiling(&cases))),
            Unit::Count,
            Some(false),
        ),
        line(
            "margin_of_safety",
            break_even(|found| &found.margin_of_safety),
            Unit::Percent,
            Some(true),
        ),
    ]
}

/// The headline figures as a table; with a second run, beside it and the change.
/// 核心指标表
pub fn table(run: &Run, scenario: Option<&Run>) -> Table {
    let now = headlines(run);
    let then = scenario.map(headlines);
    let plain = |key: &str| Column {
        unit: None,
        ..column(key, Unit::Money)
    };
    let mut columns = vec![text_column("line"), text_column("unit"), plain("amount")];
    if then.is_some() {
        columns.extend([plain("scenario"), plain("change")]);
    }
    let rows = now.iter().enumerate().map(|(index, figure)| {
        let mut cells = vec![
            label(format!("kpi.{}", figure.key)),
            label(figure.unit.key()),
            computed(&figure.value, figure.unit, Some(figure.why())),
        ];
        if let Some(other) = then.as_ref().map(|then| &then[index].value) {
            let change = other
                .clone()
                .and_then(|other| figure.value.clone().map(|own| other - own));
            cells.extend([
                computed(other, figure.unit, None),
                computed(&change, figure.unit, None),
            ]);
        }
        row(figure.key, cells)
    });
    Table {
        id: "headline".into(),
        title: Message::new("table.headline"),
        columns,
        rows: rows.collect(),
        notes: Vec::new(),
    }
}
