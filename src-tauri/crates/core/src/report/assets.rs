//! 折旧与摊销: the register's charge and what it should be, by class, unit and card; the lives it is held against.

use std::collections::BTreeMap;

use crate::facts::{AssetRow, Facts};
use crate::issue::Message;
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Money};
use crate::report::publish::{column, computed, figure, label, row, styled, text_column, words};
use crate::report::{Cell, RowStyle, Table, Unit};
use crate::sources::Sources;
use crate::sources::assets::AssetCharge;

/// Name of a unit; a unit the department file does not have says so.
pub(super) fn unit_name(facts: &Facts, code: &str) -> Cell {
    facts
        .department(code)
        .map_or_else(|| label("row.unknown_unit"), |unit| words(&unit.name))
}

/// Cards of one kind together.
#[derive(Default)]
struct Sum {
    cards: u64,
    original: i128,
    charge: i128,
    recomputed: i128,
    unknown: u64,
    /// Stated charge of the cards whose charge cannot be recomputed.
    unknown_charge: i128,
}

impl Sum {
    fn add(&mut self, asset: &AssetRow, charge: &AssetCharge) {
        self.cards += 1;
        self.original += i128::from(asset.original.fen());
        self.charge += i128::from(asset.charge.fen());
        match &charge.recomputed {
            Ok(money) => self.recomputed += i128::from(money.fen()),
            Err(_) => {
                self.unknown += 1;
                self.unknown_charge += i128::from(asset.charge.fen());
            }
        }
    }
    fn cells(&self, key: &str) -> Vec<Cell> {
        let why = |part: &str| Some(format!("assets/{key}/{part}"));
        let money = |fen: i128, part| figure(&Fraction::whole(fen), Unit::Money, why(part));
        vec![
            figure(&Fraction::whole(self.cards), Unit::Count, None),
            money(self.original, "original"),
            money(self.charge, "charge"),
            money(self.recomputed, "recomputed"),
            figure(&Fraction::whole(self.unknown), Unit::Count, None),
            money(self.unknown_charge, "unknown"),
            money(
                self.charge - self.recomputed - self.unknown_charge,
                "difference",
            ),
        ]
    }
}

fn sum_columns() -> Vec<crate::report::Column> {
    vec![
        column("cards", Unit::Count),
        column("original_value", Unit::Money),
        column("charge_stated", Unit::Money),
        column("charge_recomputed", Unit::Money),
        column("cards_unknown", Unit::Count),
        column("charge_unknown", Unit::Money),
        column("source_difference", Unit::Money),
    ]
}

fn notes(plan: &Plan) -> Vec<Message> {
    let rule = &plan.depreciation_rule;
    let residual = rule.residual.as_ref().map_or_else(
        || Message::new("note.depreciation_no_residual"),
        |share| {
            let percent = crate::report::publish::text(share, Unit::Percent);
            Message::new("note.depreciation_residual").with("share", percent)
        },
    );
    vec![
        Message::new(format!("note.depreciation_{}", rule.entry.key())),
        residual,
        Message::new("note.depreciation_source"),
        Message::new("note.ledger_is_base"),
    ]
}

fn grouped<'a>(
    facts: &'a Facts,
    sources: &Sources,
    key: impl Fn(&'a AssetRow) -> &'a str,
) -> (BTreeMap<&'a str, Sum>, Sum) {
    let (mut groups, mut all): (BTreeMap<&str, Sum>, Sum) = Default::default();
    for (asset, charge) in facts.assets.iter().zip(&sources.assets) {
        groups.entry(key(asset)).or_default().add(asset, charge);
        all.add(asset, charge);
    }
    (groups, all)
}

/// Cards by class, with the usual life of the class.
/// 折旧复核(按资产类别)
pub fn classes(facts: &Facts, plan: &Plan, sources: &Sources) -> Option<Table> {
    if facts.assets.is_empty() {
        return None;
    }
    let (groups, all) = grouped(facts, sources, |asset| &asset.class);
    let mut columns = vec![text_column("asset_class")];
    columns.extend(sum_columns());
    let mut rows: Vec<_> = groups
        .iter()
        .map(|(class, sum)| {
            let mut cells = vec![words(*class)];
            cells.extend(sum.cells(&format!("class/{class}")));
            row(*class, cells)
        })
        .collect();
    let mut total = vec![label("row.total")];
    total.extend(all.cells("all"));
    rows.push(styled("total", RowStyle::Total, total));
    Some(Table {
        id: "asset_classes".into(),
        title: Message::new("table.asset_classes"),
        columns,
        rows,
        notes: notes(plan),
    })
}

/// Cards by using unit.
/// 折旧复核(按使用科室)
pub fn units(facts: &Facts, plan: &Plan, sources: &Sources) -> Option<Table> {
    if facts.assets.is_empty() {
        return None;
    }
    let (groups, all) = grouped(facts, sources, |asset| &asset.department);
    let mut columns = vec![text_column("code"), text_column("name")];
    columns.extend(sum_columns());
    let mut rows: Vec<_> = groups
        .iter()
        .map(|(code, sum)| {
            let mut cells = vec![words(*code), unit_name(facts, code)];
            cells.extend(sum.cells(&format!("unit/{code}")));
            row(*code, cells)
        })
        .collect();
    let mut total = vec![Cell::Empty, label("row.total")];
    total.extend(all.cells("all"));
    rows.push(styled("total", RowStyle::Total, total));
    Some(Table {
        id: "asset_units".into(),
        title: Message::new("table.asset_units"),
        columns,
        rows,
        notes: notes(plan),
    })
}

/// Charge by funding source, with the levels of the cost ladder it enters.
/// 折旧复核(按经费来源)
pub fn funding(facts: &Facts, sources: &Sources) -> Option<Table> {
    if facts.assets.is_empty() {
        return None;
    }
    let (groups, all) = grouped(facts, sources, |asset| asset.funding.key());
    let mut columns = vec![text_column("funding"), text_column("lowest_level")];
    columns.extend(sum_columns());
    let mut rows = Vec::new();
    for source in crate::hospital::FundingSource::ALL {
        let Some(sum) = groups.get(source.key()) else {
            continue;
        };
        let clinical = Some(crate::hospital::DepartmentClass::Clinical);
        let lowest = crate::plan::CostLevel::ALL
            .into_iter()
            .find(|level| crate::allocation::enters(*level, source, clinical));
        let mut cells = vec![
            label(format!("funding.{}", source.key())),
            lowest.map_or(Cell::Empty, |level| label(format!("level.{}", level.key()))),
        ];
        cells.extend(sum.cells(&format!("funding/{}", source.key())));
        rows.push(row(source.key(), cells));
    }
    let mut total = vec![label("row.total"), Cell::Empty];
    total.extend(all.cells("all"));
    rows.push(styled("total", RowStyle::Total, total));
    Some(Table {
        id: "asset_funding".into(),
        title: Message::new("table.asset_funding"),
        columns,
        rows,
        notes: vec![Message::new("note.funding_level")],
    })
}

/// Every card: what cannot be recomputed first, then the largest differences.
/// 折旧复核明细
pub fn cards(facts: &Facts, plan: &Plan, sources: &Sources) -> Option<Table> {
    if facts.assets.is_empty() {
        return None;
    }
    let mut order: Vec<usize> = (0..facts.assets.len().min(sources.assets.len())).collect();
    let size = |index: &usize| match sources.assets[*index].difference(&facts.assets[*index]) {
        Ok(difference) => (1, -i128::from(difference.fen()).abs()),
        Err(_) => (0, 0),
    };
    order.sort_by_key(|index| (size(index), facts.assets[*index].code.as_str(), *index));
    let columns = vec![
        text_column("asset_code"),
        text_column("asset_name"),
        text_column("asset_class"),
        text_column("code"),
        text_column("in_service"),
        text_column("charge_method"),
        text_column("asset_state"),
        column("original_value", Unit::Money),
        column("life_months", Unit::Count),
        column("charge_stated", Unit::Money),
        column("charge_recomputed", Unit::Money),
        column("source_difference", Unit::Money),
    ];
    let rows = order
        .into_iter()
        .map(|index| {
            let (asset, charge) = (&facts.assets[index], &sources.assets[index]);
            let why = |part: &str| Some(format!("asset/{}/{part}", index + 1));
            let exact = |money: Computed<Money>| money.map(Money::exact);
            let months = Fraction::whole(asset.life_months);
            let cells = vec![
                words(&asset.code),
                words(&asset.name),
                words(&asset.class),
                words(&asset.department),
                words(asset.in_service.to_string()),
                label(format!("method.{}", asset.terms.method.key())),
                label(format!("asset_state.{}", charge.state.key())),
                figure(&asset.original.exact(), Unit::Money, why("original")),
                figure(&months, Unit::Count, None),
                figure(&asset.charge.exact(), Unit::Money, why("charge")),
                computed(
                    &exact(charge.recomputed.clone()),
                    Unit::Money,
                    why("recomputed"),
                ),
                computed(
                    &exact(charge.difference(asset)),
                    Unit::Money,
                    why("difference"),
                ),
            ];
            row(format!("{}", index + 1), cells)
        })
        .collect();
    Some(Table {
        id: "asset_cards".into(),
        title: Message::new("table.asset_cards"),
        columns,
        rows,
        notes: notes(plan),
    })
}

/// Usual lives by class with their source.
/// 折旧年限表
pub fn lives(facts: &Facts, plan: &Plan) -> Option<Table> {
    if plan.asset_lives.is_empty() {
        return None;
    }
    let columns = vec![
        text_column("asset_class"),
        column("years_min", Unit::Count),
        column("years_max", Unit::Count),
        column("cards", Unit::Count),
        text_column("life_source"),
        text_column("certainty"),
    ];
    let years = |years: Option<u32>| {
        years.map_or(Cell::Empty, |years| {
            figure(&Fraction::whole(years), Unit::Count, None)
        })
    };
    let rows = plan
        .asset_lives
        .iter()
        .map(|rule| {
            let cards = facts
                .assets
                .iter()
                .filter(|asset| rule.names(&asset.class))
                .count();
            let (least, most) = if rule.charged {
                (years(rule.years_min), years(rule.years_max))
            } else {
                (label("asset_state.never_charged"), Cell::Empty)
            };
            row(
                rule.class.clone(),
                vec![
                    words(&rule.class),
                    least,
                    most,
                    figure(&Fraction::whole(cards), Unit::Count, None),
                    words(&rule.source),
                    label(format!("certainty.{}", rule.certainty.key())),
                ],
            )
        })
        .collect();
    Some(Table {
        id: "asset_lives".into(),
        title: Message::new("table.asset_lives"),
        columns,
        rows,
        notes: vec![Message::new("note.asset_lives")],
    })
}
