//! Single discharges: those behind a group, and one case's cost by service unit and item.

use crate::facts::Facts;
use crate::hospital::CostItem;
use crate::issue::Message;
use crate::payment::OutlierKind;
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Money, Reason};
use crate::report::publish::{column, computed, figure, label, row, styled, text_column, words};
use crate::report::{Cell, Column, Row, RowStyle, Table, Unit};
use crate::run::Run;

/// Cases listed at most.
pub const LISTED: usize = 200;
/// Characters of a stay number's token that are shown.
const SHORT: usize = 8;

/// First characters of the stay number's token, or the row where there is none.
fn short(facts: &Facts, case: usize) -> Cell {
    let token = facts
        .cases
        .token
        .get(case)
        .filter(|token| !token.is_empty());
    match token {
        Some(token) => words(token.chars().take(SHORT).collect::<String>()),
        None => Cell::Empty,
    }
}

/// Payment less cost of one case; `Err` where one of them is not known.
fn gap(run: &Run, case: usize) -> Computed<Money> {
    let missing = || Reason::new("reason.no_case_cost");
    let cost = run
        .costing
        .case_cost
        .get(case)
        .ok_or_else(missing)?
        .clone()?;
    Ok(revenue(run, case)? - cost)
}

fn revenue(run: &Run, case: usize) -> Computed<Money> {
    let payment = run.payments.cases.get(case);
    match payment.filter(|payment| payment.kind != OutlierKind::Unpriced) {
        Some(payment) => Ok(payment.revenue),
        None => Err(Reason::new("reason.unpriced_case")),
    }
}

/// The cases of a group, largest losses first; `None` when there is no such group.
/// 病组病例清单
pub fn cases(facts: &Facts, run: &Run, group: &str) -> Option<Table> {
    let table = &facts.cases;
    let index = table.groups.iter().position(|code| code == group)?;
    let mut own: Vec<(bool, Money, usize)> = table
        .group
        .iter()
        .enumerate()
        .filter(|(_, group)| **group as usize == index)
        .map(|(case, _)| {
            let gap = gap(run, case);
            // What has no gap stands last.
            (gap.is_err(), gap.unwrap_or_default(), case)
        })
        .collect();
    own.sort_unstable();
    let all = own.len();
    let rows: Vec<Row> = own
        .iter()
        .take(LISTED)
        .map(|(_, _, case)| line(facts, run, *case))
        .collect();
    let mut notes = vec![Message::new("note.case_token")];
    if all > LISTED {
        let note = Message::new("note.cases_cut").with("shown", LISTED.to_string());
        notes.insert(0, note.with("count", all.to_string()));
    }
    let name = table.group_names.get(index).filter(|name| !name.is_empty());
    Some(Table {
        id: "cases".into(),
        title: Message::new("table.cases")
            .with("name", name.map_or(group, String::as_str))
            .with("count", all.to_string()),
        columns: vec![
            text_column("case_token"),
            column("source_row", Unit::Count),
            text_column("case_department"),
            text_column("case_scheme"),
            column("case_los", Unit::Count),
            column("charge_amount", Unit::UnitMoney),
            column("cost", Unit::UnitMoney),
            column("case_payment", Unit::UnitMoney),
            column("gap", Unit::UnitMoney),
        ],
        rows,
        notes,
    })
}

fn line(facts: &Facts, run: &Run, case: usize) -> Row {
    let table = &facts.cases;
    let text = |names: &[String], index: Option<&u32>| {
        let name = index.and_then(|index| names.get(*index as usize));
        words(name.map_or("", String::as_str))
    };
    let key = |name: &str| Some(format!("case/{}/{name}", case + 1));
    let exact = |value: Computed<Money>| value.map(Money::exact);
    let department = table
        .department
        .get(case)
        .and_then(|index| table.departments.get(*index as usize));
    let department = department.map_or("", String::as_str);
    let name = facts.department(department);
    let source = table.source.get(case).map_or(0, |source| source.row);
    let cost = run.costing.case_cost.get(case).cloned();
    let cost = cost.unwrap_or_else(|| Err(Reason::new("reason.no_case_cost")));
    row(
        format!("case/{}", case + 1),
        vec![
            short(facts, case),
            figure(&Fraction::whole(source), Unit::Count, None),
            words(name.map_or(department, |unit| unit.name.as_str())),
            text(&table.schemes, table.scheme.get(case)),
            figure(
                &Fraction::whole(table.los.get(case).copied().unwrap_or_default()),
                Unit::Count,
                None,
            ),
            figure(
                &Fraction::from(table.charge.get(case).copied().unwrap_or_default()),
                Unit::UnitMoney,
                key("charge"),
            ),
            computed(&exact(cost), Unit::UnitMoney, key("cost")),
            computed(&exact(revenue(run, case)), Unit::UnitMoney, key("revenue")),
            computed(&exact(gap(run, case)), Unit::UnitMoney, key("gap")),
        ],
    )
}

/// The case a row key names: `case/N`.
pub fn selected(facts: &Facts, key: &str) -> Option<usize> {
    let number: usize = key.strip_prefix("case/")?.parse().ok()?;
    number
        .checked_sub(1)
        .filter(|case| *case < facts.cases.len())
}

/// Cost of one case by service unit and item.
/// 单个病例成本矩阵
///
/// `None` where the file gives the cost of the case without items, or a ratio is not computable.
pub fn matrix(facts: &Facts, plan: &Plan, run: &Run, case: usize) -> Option<Table> {
    if facts
        .cases
        .given_cost
        .get(case)
        .copied()
        .flatten()
        .is_some()
    {
        return None;
    }
    let units = run.costing.service_units.iter();
    let mut sums: Vec<Vec<Fraction>> = vec![Vec::new(); CostItem::ALL.len() + 1];
    let mut rows = Vec::new();
    for ((unit, charges), name) in units
        .zip(&run.costing.case_unit_charges)
        .zip(&plan.service_units)
    {
        let charge = charges.get(case).copied().unwrap_or_default();
        if charge == 0 {
            continue;
        }
        let fen = Fraction::from(charge);
        let (ratio, items) = (unit.ratio.as_ref().ok()?, unit.item_ratio.as_ref().ok()?);
        let amounts = items.iter().chain([ratio]).map(|rate| rate * &fen);
        let key = |item: &str| Some(format!("case/{}/unit/{}{item}", case + 1, unit.code));
        let mut cells = vec![words(&name.name)];
        cells.push(figure(
            &fen,
            Unit::UnitMoney,
            Some(format!("case/{}/charge/{}", case + 1, unit.code)),
        ));
        for (position, amount) in amounts.enumerate() {
            let item = CostItem::ALL.get(position);
            let item = item.map_or_else(String::new, |item| format!("/{}", item.key()));
            cells.push(figure(&amount, Unit::UnitMoney, key(&item)));
            sums[position].push(amount);
        }
        rows.push(row(unit.code.clone(), cells));
    }
    let mut total = vec![label("row.total"), Cell::Empty];
    for (position, parts) in sums.iter().enumerate() {
        let key = (position == CostItem::ALL.len()).then(|| format!("case/{}/cost", case + 1));
        total.push(figure(&parts.iter().sum(), Unit::UnitMoney, key));
    }
    rows.push(styled("total", RowStyle::Total, total));
    let mut columns = vec![
        text_column("name"),
        column("charge_amount", Unit::UnitMoney),
    ];
    columns.extend(CostItem::ALL.map(|item| Column {
        key: item.key().into(),
        label: Message::new(format!("item.{}", item.key())),
        unit: Some(Unit::UnitMoney),
    }));
    columns.push(column("cost", Unit::UnitMoney));
    let token = facts.cases.token.get(case).map_or("", String::as_str);
    let row_number = facts.cases.source.get(case).map_or(0, |source| source.row);
    Some(Table {
        id: "case_matrix".into(),
        title: Message::new("table.case_matrix")
            .with("case", token.chars().take(SHORT).collect::<String>())
            .with("row", row_number.to_string()),
        columns,
        rows,
        notes: vec![Message::new("note.rounded_once")],
    })
}
