//! 库存收发存汇总表、库存周转表、寄售、报损、科室二级库、呆滞库存、SPD 测算.

use crate::facts::Facts;
use crate::issue::Message;
use crate::plan::{Plan, SpdPlan};
use crate::planning::spd;
use crate::quantity::{Computed, Fraction};
use crate::report::publish::{column, computed, figure, label, row, styled, text_column, words};
use crate::report::{Cell, Row, RowStyle, Table, Unit};
use crate::sources::inventory::{CategoryStock, Inventory, UnitStock};
use crate::sources::stock::{Measure, Stock};

/// Lines of slow stock that are listed; what goes beyond is summed up.
pub const SLOW_LISTED: usize = 300;

const MOVEMENTS: [Measure; 5] = [
    Measure::Opening,
    Measure::Receipts,
    Measure::Consumption,
    Measure::WriteOff,
    Measure::Closing,
];

fn owner(consigned: bool) -> &'static str {
    if consigned { "consigned" } else { "own" }
}

fn category(part: &CategoryStock) -> Cell {
    if part.category.is_empty() {
        label("sources.unclassified")
    } else {
        words(&part.category)
    }
}

/// Key of a figure of a category, or of all of them.
fn key(part: Option<&CategoryStock>, consigned: bool, name: &str) -> String {
    let owner = owner(consigned);
    match part {
        Some(part) => format!("inventory/{}/{owner}/{name}", part.category),
        None => format!("inventory_all/{owner}/{name}"),
    }
}

fn lines(
    of: &Inventory,
    consigned: bool,
    cells: impl Fn(Option<&CategoryStock>, &CategoryStock) -> Vec<Cell>,
) -> Vec<Row> {
    let mut rows: Vec<Row> = of
        .categories
        .iter()
        .filter(|part| part.consigned == consigned)
        .map(|part| {
            let mut line = vec![category(part)];
            line.extend(cells(Some(part), part));
            row(format!("category/{}", part.category), line)
        })
        .collect();
    if !rows.is_empty() {
        let mut line = vec![label("row.total")];
        line.extend(cells(None, &of.all(consigned)));
        rows.push(styled("total", RowStyle::Total, line));
    }
    rows
}

fn table(id: &str, columns: Vec<crate::report::Column>, rows: Vec<Row>, notes: &[&str]) -> Table {
    Table {
        id: id.to_owned(),
        title: Message::new(format!("table.{id}")),
        columns,
        rows,
        notes: notes.iter().map(|note| Message::new(*note)).collect(),
    }
}

/// Movements by category; consigned goods in a table of their own, because they are not own capital.
/// 库存收发存汇总表 / 寄售库存
pub fn movements(of: &Inventory, consigned: bool) -> Table {
    let id = if consigned {
        "stock_consigned"
    } else {
        "stock_movements"
    };
    let mut columns = vec![text_column("category")];
    columns.extend(
        MOVEMENTS
            .iter()
            .map(|measure| column(&format!("stock_{}", measure.key()), Unit::Money)),
    );
    columns.push(column("stock_unexplained", Unit::Money));
    if consigned {
        columns.push(column("stock_payable", Unit::Money));
    }
    let rows = lines(of, consigned, |part, sums| {
        let mut cells: Vec<Cell> = MOVEMENTS
            .iter()
            .map(|measure| {
                let why = key(part, consigned, measure.key());
                figure(&sums.sum(*measure), Unit::Money, Some(why))
            })
            .collect();
        let why = key(part, consigned, "unexplained");
        cells.push(figure(&sums.unexplained(), Unit::Money, Some(why)));
        if consigned {
            // 用后结算: what was used is owed to the supplier.
            let why = key(part, consigned, "consumption");
            cells.push(figure(
                &sums.sum(Measure::Consumption),
                Unit::Money,
                Some(why),
            ));
        }
        cells
    });
    let notes: &[&str] = if consigned {
        &["note.consigned"]
    } else {
        &["note.stock_identity", "note.point_of_use"]
    };
    table(id, columns, rows, notes)
}

type Indicator = (
    &'static str,
    Unit,
    fn(&CategoryStock, &Inventory) -> Computed<Fraction>,
);

/// Indicators of a category; keys of their columns (`stock_` + key) and of "why".
pub const INDICATORS: [Indicator; 10] = [
    ("average", Unit::Money, CategoryStock::average),
    ("average_simple", Unit::Money, |part, _| {
        Ok(part.simple_average())
    }),
    ("turnover", Unit::Ratio, CategoryStock::turnover),
    ("days_on_hand", Unit::Days, CategoryStock::days_on_hand),
    ("near_expiry", Unit::Money, |part, _| part.near_expiry()),
    ("near_expiry_share", Unit::Percent, |part, _| {
        part.near_expiry_share()
    }),
    ("expired", Unit::Money, |part, _| part.expired()),
    ("expiry_rate", Unit::Percent, |part, _| part.expiry_rate()),
    (
        "expiry_rate_on_stock",
        Unit::Percent,
        CategoryStock::expiry_rate_on_stock,
    ),
    ("accuracy", Unit::Percent, |part, _| part.accuracy()),
];

/// Turnover, capital tied up, near expiry, losses, accuracy of own stock.
/// 库存周转与占用
pub fn turnover(of: &Inventory) -> Table {
    let mut columns = vec![text_column("category")];
    columns.extend(
        INDICATORS
            .iter()
            .map(|(name, unit, _)| column(&format!("stock_{name}"), *unit)),
    );
    let rows = lines(of, false, |part, sums| {
        INDICATORS
            .iter()
            .map(|(name, unit, value)| {
                computed(&value(sums, of), *unit, Some(key(part, false, name)))
            })
            .collect()
    });
    let mut table = table(
        "stock_turnover",
        columns,
        rows,
        &["note.stock_denominators"],
    );
    table.notes.insert(
        0,
        Message::new("note.stock_days")
            .with("days", of.days.to_string())
            .with("months", of.months.to_string()),
    );
    table
}

fn unit_rows(facts: &Facts, of: &Inventory, family: &str, measures: &[Measure]) -> Vec<Row> {
    let touched = |unit: &&UnitStock| {
        measures
            .iter()
            .any(|measure| unit.sums[*measure as usize] != 0)
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut total = vec![0_i128; measures.len()];
    for unit in of.units.iter().filter(touched) {
        let name = match facts.department(&unit.department) {
            Some(known) => words(&known.name),
            None => label("sources.unknown_unit"),
        };
        let mut cells = vec![words(&unit.department), name];
        for (measure, total) in measures.iter().zip(&mut total) {
            let fen = unit.sums[*measure as usize];
            *total += fen;
            let why = format!("stock_unit/{}/{}", unit.department, measure.key());
            cells.push(figure(&Fraction::whole(fen), Unit::Money, Some(why)));
        }
        rows.push(row(format!("{family}/{}", unit.department), cells));
    }
    if !rows.is_empty() {
        let mut cells = vec![Cell::Empty, label("row.total")];
        for (measure, fen) in measures.iter().zip(total) {
            let why = format!("stock_units/{}", measure.key());
            cells.push(figure(&Fraction::whole(fen), Unit::Money, Some(why)));
        }
        rows.push(styled("total", RowStyle::Total, cells));
    }
    rows
}

fn unit_table(facts: &Facts, of: &Inventory, id: &str, measures: &[Measure], note: &str) -> Table {
    let mut columns = vec![text_column("code"), text_column("name")];
    columns.extend(
        measures
            .iter()
            .map(|measure| column(&format!("stock_{}", measure.key()), Unit::Money)),
    );
    table(id, columns, unit_rows(facts, of, id, measures), &[note])
}

/// Write-offs by unit: a line of their own, not spread over anything.
/// 库存报损表
pub fn losses(facts: &Facts, of: &Inventory) -> Table {
    let measures = [Measure::WriteOff, Measure::Expired];
    unit_table(facts, of, "stock_losses", &measures, "note.stock_losses")
}

/// Shelves of using units: what was drawn, what still lies there.
/// 科室二级库
pub fn shelves(facts: &Facts, of: &Inventory) -> Table {
    let measures = [
        Measure::ShelfOpening,
        Measure::ShelfDrawn,
        Measure::ShelfWriteOff,
        Measure::ShelfClosing,
    ];
    unit_table(facts, of, "stock_shelves", &measures, "note.stock_shelves")
}

/// Stock without movement, largest first.
/// 呆滞库存
pub fn slow(facts: &Facts, plan: &Plan, stock: &Stock) -> Table {
    let columns = vec![
        text_column("code"),
        text_column("name"),
        text_column("category"),
        text_column("stock_unit"),
        text_column("stock_owner"),
        text_column("stock_moved"),
        column("stock_idle_months", Unit::Count),
        column("stock_closing", Unit::Money),
    ];
    let slow = &stock.inventory.slow;
    let mut rows = Vec::new();
    for line in slow.iter().take(SLOW_LISTED) {
        let goods = &facts.stock[line.row];
        let class = &stock.classes[line.class];
        let moved = match line.moved {
            Some(period) => words(period.to_string()),
            None => label("sources.never_moved"),
        };
        let cells = vec![
            words(&goods.code),
            words(&goods.name),
            if class.category.is_empty() {
                label("sources.unclassified")
            } else {
                words(&class.category)
            },
            words(&goods.department),
            label(format!("sources.{}", owner(class.consigned))),
            moved,
            figure(
                &Fraction::from(i64::from(line.idle_months)),
                Unit::Count,
                None,
            ),
            figure(
                &goods.closing.exact(),
                Unit::Money,
                Some(format!("stock/{}/closing", line.row + 1)),
            ),
        ];
        rows.push(row(format!("slow/{}", line.row + 1), cells));
    }
    let sum = |lines: &[crate::sources::inventory::SlowLine]| {
        let fen = lines
            .iter()
            .map(|line| i128::from(facts.stock[line.row].closing.fen()));
        Fraction::whole(fen.sum::<i128>())
    };
    let mut last = |key: &str, style, title: Message, value: Fraction| {
        let mut cells = vec![Cell::Empty; columns.len()];
        cells[1] = Cell::Label { message: title };
        cells[columns.len() - 1] = figure(&value, Unit::Money, Some(format!("stock_slow/{key}")));
        rows.push(styled(key, style, cells));
    };
    if let Some(rest) = slow.get(SLOW_LISTED..).filter(|rest| !rest.is_empty()) {
        let title = Message::new("row.stock_more").with("count", rest.len().to_string());
        last("rest", RowStyle::Subtotal, title, sum(rest));
    }
    if !slow.is_empty() {
        let title = Message::new("row.stock_slow").with("count", slow.len().to_string());
        last("total", RowStyle::Total, title, sum(slow));
    }
    let mut table = table("stock_slow", columns, rows, &[]);
    let months = plan.stock.slow_after().to_string();
    table
        .notes
        .push(Message::new("note.stock_slow").with("months", months));
    table
}

/// The SPD project of the plan on this hospital's own stock. Released capital stands apart from the yearly benefit.
/// SPD 项目测算
pub fn spd(of: &Inventory, plan: &SpdPlan) -> Table {
    let inputs = of.all(false).spd_inputs(of, plan);
    let of_inputs = |value: fn(&spd::SpdInputs) -> Computed<Fraction>| {
        inputs.as_ref().map_err(Clone::clone).and_then(value)
    };
    let fen = |yuan: &Fraction| yuan * &Fraction::from(100);
    let mut lines: Vec<(&str, Unit, Computed<Fraction>)> = vec![
        ("days_now", Unit::Days, of_inputs(spd::SpdInputs::days_now)),
        ("target_days", Unit::Days, Ok(plan.target_days.clone())),
        (
            "released",
            Unit::Money,
            of_inputs(spd::SpdInputs::released_capital),
        ),
        (
            "carrying",
            Unit::Money,
            of_inputs(spd::SpdInputs::carrying_saving),
        ),
        ("labour", Unit::Money, Ok(fen(&plan.labour_saved))),
        (
            "losses",
            Unit::Money,
            of_inputs(|inputs| Ok(&inputs.expired - &inputs.expired_after)),
        ),
        ("price", Unit::Money, Ok(fen(&plan.price_saved))),
        ("service_fee", Unit::Money, Ok(-fen(&plan.service_fee))),
        ("system_fee", Unit::Money, Ok(-fen(&plan.system_fee))),
        ("net", Unit::Money, of_inputs(spd::SpdInputs::net_benefit)),
    ];
    if let Some(claim) = &plan.claim {
        let (from, to, amount) = (&claim.from_days, &claim.to_days, fen(&claim.amount));
        lines.extend([
            ("claim_amount", Unit::Money, Ok(amount.clone())),
            (
                "claim_daily",
                Unit::Money,
                spd::implied_daily_use(from, to, &amount),
            ),
            (
                "claim_annual",
                Unit::Money,
                spd::implied_annual_use(from, to, &amount, &of.days()),
            ),
            (
                "used",
                Unit::Money,
                Ok(of.all(false).sum(Measure::Consumption)),
            ),
        ]);
    }
    let rows = lines
        .into_iter()
        .map(|(name, unit, value)| {
            let style = if matches!(name, "net") {
                RowStyle::Total
            } else {
                RowStyle::Normal
            };
            let why = (name == "used").then(|| "inventory_all/own/consumption".to_owned());
            let why = why.or_else(|| Some(format!("spd/{name}")));
            let cells = vec![
                label(format!("spd.{name}")),
                label(unit.key()),
                computed(&value, unit, why),
            ];
            styled(name, style, cells)
        })
        .collect();
    // Days stand beside money: the unit is a column of its own.
    let columns = vec![
        text_column("line"),
        text_column("unit"),
        text_column("spd_value"),
    ];
    let mut table = table("spd", columns, rows, &["note.spd_one_off"]);
    if !plan.source.is_empty() {
        table
            .notes
            .push(Message::new("note.spd_source").with("source", plan.source.clone()));
    }
    table
}
