//! Stock, use of drugs and consumables, SPD: from the figure to the row of the stock file or the ledger.

use super::node::{item, label, leaf, money, number, plain};
use super::{Operation, Trace, TraceInputs};
use crate::facts::StockRow;
use crate::hospital::CostItem;
use crate::issue::Message;
use crate::planning::spd;
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::Unit;
use crate::sources::inventory::{CategoryStock, Inventory};
use crate::sources::materials::{Part, UnitMaterials, accounts};
use crate::sources::stock::{ItemClass, Measure, Stock, Term, terms};

fn stock<'a>(inputs: &TraceInputs<'a>) -> Option<&'a Stock> {
    inputs.run.sources.stock.as_ref()
}

fn measure(key: &str) -> Option<Measure> {
    Measure::ALL
        .into_iter()
        .find(|measure| measure.key() == key)
}

/// A cell of a stock row, with its sign: the end of the road.
fn cell(inputs: &TraceInputs<'_>, index: usize, field: &str, fen: i128) -> Trace {
    let row = &inputs.facts.stock[index];
    let words = label("stock_row")
        .with("field", format!("@field.{field}"))
        .with("code", row.code.as_str())
        .with("name", row.name.as_str())
        .with("department", row.department.as_str())
        .with("period", row.period.to_string());
    money(words, Fraction::whole(fen))
        .key(format!("stock/{}/{field}", index + 1))
        .cell(inputs.facts.place(row.source, field))
}

/// Every cell that adds to a measure, of the rows that `wanted` takes.
fn cells(
    inputs: &TraceInputs<'_>,
    stock: &Stock,
    wanted: impl Fn(&StockRow, &ItemClass) -> bool,
    of: Measure,
) -> Vec<Trace> {
    let mut found = Vec::new();
    for (index, (row, role)) in inputs.facts.stock.iter().zip(&stock.roles).enumerate() {
        if wanted(row, &stock.classes[role.class]) {
            terms(
                row,
                *role,
                |Term {
                     measure,
                     field,
                     fen,
                 }| {
                    if measure == of {
                        found.push(cell(inputs, index, field, fen));
                    }
                },
            );
        }
    }
    found
}

/// `N/FIELD`: one cell of the stock file, as it stands there.
pub(super) fn row(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (index, field) = rest.split_once('/')?;
    let index = number(index)?;
    let row = inputs.facts.stock.get(index)?;
    let amount = match field {
        "opening" => row.opening,
        "receipts" => row.receipts,
        "issues" => row.issues,
        "write_off" => row.write_off,
        "closing" => row.closing,
        "expired" => row.terms.expired?,
        "near_expiry" => row.terms.near_expiry?,
        _ => return None,
    };
    Some(cell(inputs, index, field, i128::from(amount.fen())))
}

/// `all` or `rest`-less total of slow stock.
pub(super) fn slow(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let slow = &stock(inputs)?.inventory.slow;
    let lines = match rest {
        "total" => slow.as_slice(),
        "rest" => slow.get(crate::report::inventory::SLOW_LISTED..)?,
        _ => return None,
    };
    let fen = |row: usize| i128::from(inputs.facts.stock[row].closing.fen());
    let total: i128 = lines.iter().map(|line| fen(line.row)).sum();
    let parts = lines
        .iter()
        .map(|line| cell(inputs, line.row, "closing", fen(line.row)));
    Some(money(label("stock_slow"), Fraction::whole(total)).sum(parts.collect()))
}

/// What a figure of the inventory tables is taken over.
struct Scope<'a> {
    inputs: &'a TraceInputs<'a>,
    stock: &'a Stock,
    /// `None` for all categories.
    category: Option<&'a str>,
    sums: CategoryStock,
}

/// `CATEGORY/OWNER/NAME`.
pub(super) fn category(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (head, name) = rest.rsplit_once('/')?;
    let (category, owner) = head.rsplit_once('/')?;
    inventory(inputs, Some(category), owner, name)
}

/// `OWNER/NAME`.
pub(super) fn all(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (owner, name) = rest.split_once('/')?;
    inventory(inputs, None, owner, name)
}

fn inventory(
    inputs: &TraceInputs<'_>,
    category: Option<&str>,
    owner: &str,
    name: &str,
) -> Option<Trace> {
    let consigned = match owner {
        "own" => false,
        "consigned" => true,
        _ => return None,
    };
    let stock = stock(inputs)?;
    let sums = match category {
        None => stock.inventory.all(consigned),
        Some(category) => stock
            .inventory
            .categories
            .iter()
            .find(|part| part.consigned == consigned && part.category == category)?
            .clone(),
    };
    let scope = Scope {
        inputs,
        stock,
        category,
        sums,
    };
    scope.figure(name)
}

impl Scope<'_> {
    fn of(&self) -> &Inventory {
        &self.stock.inventory
    }
    fn words(&self, name: &str) -> Message {
        let shown = match self.category {
            Some("") => "@sources.unclassified",
            Some(category) => category,
            None => "@row.total",
        };
        label(&format!("stock_{name}")).with("category", shown)
    }
    fn key(&self, name: &str) -> String {
        let owner = if self.sums.consigned {
            "consigned"
        } else {
            "own"
        };
        match self.category {
            Some(category) => format!("inventory/{category}/{owner}/{name}"),
            None => format!("inventory_all/{owner}/{name}"),
        }
    }
    /// A sum without its operands, to be opened.
    fn short(&self, of: Measure) -> Trace {
        money(self.words(of.key()), self.sums.sum(of)).key(self.key(of.key()))
    }
    fn sum(&self, of: Measure) -> Trace {
        let wanted = |_: &StockRow, class: &ItemClass| {
            class.consigned == self.sums.consigned
                && self
                    .category
                    .is_none_or(|category| class.category == category)
        };
        let parts = cells(self.inputs, self.stock, wanted, of);
        money(self.words(of.key()), self.sums.sum(of)).sum(parts)
    }
    fn months(&self) -> Trace {
        let months = Fraction::from(i64::from(self.of().months));
        leaf(label("stock_months"), Ok(months), Unit::Count)
    }
    fn days(&self) -> Trace {
        leaf(label("stock_days"), Ok(self.of().days()), Unit::Count)
    }
    fn average(&self) -> Trace {
        leaf(
            self.words("average"),
            self.sums.average(self.of()),
            Unit::Money,
        )
        .made(
            Operation::Quotient,
            vec![self.short(Measure::MonthEnds), self.months()],
        )
    }
    fn quotient(&self, name: &str, value: Computed<Fraction>, unit: Unit, of: [Trace; 2]) -> Trace {
        leaf(self.words(name), value, unit).made(Operation::Quotient, of.into())
    }
    fn figure(&self, name: &str) -> Option<Trace> {
        if let Some(measure) = measure(name) {
            return Some(self.sum(measure));
        }
        let (sums, of) = (&self.sums, self.of());
        let used = || self.short(Measure::Consumption);
        Some(match name {
            "unexplained" => {
                let less = |of: Measure| {
                    let mut node = self.short(of);
                    node.value = node.value.map(|value| -value);
                    node
                };
                let parts = vec![
                    self.short(Measure::Opening),
                    self.short(Measure::Receipts),
                    less(Measure::Consumption),
                    less(Measure::WriteOff),
                    less(Measure::Closing),
                ];
                money(self.words(name), sums.unexplained()).made(Operation::Sum, parts)
            }
            "average" => self.average(),
            "average_simple" => {
                let both = sums.sum(Measure::Opening) + sums.sum(Measure::Closing);
                let both = money(self.words("ends"), both).made(
                    Operation::Sum,
                    vec![self.short(Measure::Opening), self.short(Measure::Closing)],
                );
                let two = plain("two", Fraction::from(2));
                self.quotient(name, Ok(sums.simple_average()), Unit::Money, [both, two])
            }
            "turnover" => {
                let parts = [used(), self.average()];
                self.quotient(name, sums.turnover(of), Unit::Ratio, parts)
            }
            "days_on_hand" => {
                let held = sums.average(of).map(|average| average * of.days());
                let held = leaf(self.words("held_days"), held, Unit::Money)
                    .made(Operation::Product, vec![self.average(), self.days()]);
                self.quotient(name, sums.days_on_hand(of), Unit::Days, [held, used()])
            }
            "near_expiry_share" => {
                let parts = [
                    self.short(Measure::NearExpiry),
                    self.short(Measure::Closing),
                ];
                self.quotient(name, sums.near_expiry_share(), Unit::Percent, parts)
            }
            "expiry_rate" => {
                let parts = [self.short(Measure::Expired), used()];
                self.quotient(name, sums.expiry_rate(), Unit::Percent, parts)
            }
            "expiry_rate_on_stock" => {
                let parts = [self.short(Measure::Expired), self.average()];
                self.quotient(name, sums.expiry_rate_on_stock(of), Unit::Percent, parts)
            }
            "accuracy" => {
                let count =
                    |name: &str, of: u64| leaf(label(name), Ok(Fraction::whole(of)), Unit::Count);
                let parts = [
                    count("stock_agreed", sums.counted.1),
                    count("stock_counted", sums.counted.0),
                ];
                self.quotient(name, sums.accuracy(), Unit::Percent, parts)
            }
            _ => return None,
        })
    }
}

/// `DEPARTMENT/MEASURE`, or `MEASURE` over all units.
pub(super) fn unit(inputs: &TraceInputs<'_>, department: Option<&str>, key: &str) -> Option<Trace> {
    let (stock, of) = (stock(inputs)?, measure(key)?);
    let units = stock.inventory.units.iter();
    let fen: i128 = units
        .filter(|unit| department.is_none_or(|code| unit.department == code))
        .map(|unit| unit.sums[of as usize])
        .sum();
    let wanted =
        |row: &StockRow, _: &ItemClass| department.is_none_or(|code| row.department == code);
    let words = label(&format!("stock_{key}")).with("category", department.unwrap_or("@row.total"));
    Some(money(words, Fraction::whole(fen)).sum(cells(inputs, stock, wanted, of)))
}

/// `UNIT/ITEM/PART`, or `ITEM/PART` over all units.
pub(super) fn material(inputs: &TraceInputs<'_>, rest: &str, total: bool) -> Option<Trace> {
    let (head, part) = rest.rsplit_once('/')?;
    let part = Part::ALL.into_iter().find(|known| known.key() == part)?;
    let (unit, key) = if total {
        (None, head)
    } else {
        let (unit, key) = head.rsplit_once('/')?;
        (Some(unit), key)
    };
    let of = match key {
        "unclassified" => None,
        key => Some(item(key)?),
    };
    let materials = &stock(inputs)?.materials;
    let line = match unit {
        None => materials.totals.iter().find(|line| line.item == of)?,
        Some(unit) => materials
            .units
            .iter()
            .find(|line| line.item == of && line.department == unit)?,
    };
    material_part(inputs, line, unit, of, part)
}

fn material_part(
    inputs: &TraceInputs<'_>,
    line: &UnitMaterials,
    unit: Option<&str>,
    of: Option<CostItem>,
    part: Part,
) -> Option<Trace> {
    let stock = stock(inputs)?;
    let key = of.map_or("unclassified", CostItem::key);
    let shown = match of {
        Some(item) => format!("@item.{}", item.key()),
        None => "@sources.unclassified".to_owned(),
    };
    let words = |part: Part| {
        label(&format!("material_{}", part.key()))
            .with("unit", unit.unwrap_or("@row.total"))
            .with("item", shown.clone())
    };
    let node = leaf(words(part), line.part(part), Unit::Money);
    if part == Part::Difference {
        let short = |part: Part| {
            let path = match unit {
                Some(unit) => format!("material/{unit}/{key}/{}", part.key()),
                None => format!("materials/{key}/{}", part.key()),
            };
            leaf(words(part), line.part(part), Unit::Money).key(path)
        };
        let parts = vec![short(Part::Total), short(Part::Ledger)];
        return Some(node.made(Operation::Difference, parts));
    }
    if part.takes_account(false).is_some() {
        let accounts = accounts(inputs.facts);
        let lines = inputs
            .facts
            .ledger
            .iter()
            .enumerate()
            .filter(|(_, booked)| unit.is_none_or(|unit| booked.department == unit))
            .filter(|(_, booked)| {
                accounts
                    .get(booked.account.as_str())
                    .is_some_and(|(item, carved)| {
                        Some(*item) == of && part.takes_account(*carved) == Some(true)
                    })
            })
            .filter_map(|(index, _)| super::unit::ledger(inputs, index));
        return Some(node.sum(lines.collect()));
    }
    let wanted = |row: &StockRow, class: &ItemClass| {
        class.item == of
            && part.takes(class) == Some(true)
            && unit.is_none_or(|unit| row.department == unit)
    };
    Some(node.sum(cells(inputs, stock, wanted, Measure::Consumption)))
}

/// `NAME`: a line of the SPD project.
pub(super) fn spd(inputs: &TraceInputs<'_>, name: &str) -> Option<Trace> {
    let (plan, stock) = (inputs.plan.stock.spd.as_ref()?, stock(inputs)?);
    let all = stock.inventory.all(false);
    let found = all.spd_inputs(&stock.inventory, plan);
    let fen = |yuan: &Fraction| yuan * &Fraction::from(100);
    let of = |name: &str, unit: Unit, value: fn(&spd::SpdInputs) -> Computed<Fraction>| {
        let value = found.as_ref().map_err(Reason::clone).and_then(value);
        leaf(Message::new(format!("spd.{name}")), value, unit)
    };
    let short = |name: &str, value: fn(&spd::SpdInputs) -> Computed<Fraction>, unit| {
        of(name, unit, value).key(format!("spd/{name}"))
    };
    let stated = |name: &str, value: Fraction, unit: Unit| {
        let mut node = leaf(Message::new(format!("spd.{name}")), Ok(value), unit);
        node.clause = Some(plan.source.clone()).filter(|source| !source.is_empty());
        node
    };
    let days_now = || short("days_now", spd::SpdInputs::days_now, Unit::Days);
    let used = || {
        let consumption = all.sum(Measure::Consumption);
        money(Message::new("spd.used"), consumption).key("inventory_all/own/consumption")
    };
    let days = || leaf(label("stock_days"), Ok(stock.inventory.days()), Unit::Count);
    Some(match name {
        "days_now" => {
            let mut node = inventory(inputs, None, "own", "days_on_hand")?;
            node.label = Message::new("spd.days_now");
            node
        }
        "target_days" => stated(name, plan.target_days.clone(), Unit::Days),
        "released" => {
            let daily = of("daily", Unit::Money, |inputs| {
                spd::daily_use(&inputs.consumption, &inputs.days)
            })
            .made(Operation::Quotient, vec![used(), days()]);
            let target = stated("target_days", plan.target_days.clone(), Unit::Days);
            let cut = of("days_cut", Unit::Days, |inputs| {
                Ok(inputs.days_now()? - &inputs.target_days)
            })
            .made(Operation::Difference, vec![days_now(), target]);
            of(name, Unit::Money, spd::SpdInputs::released_capital)
                .made(Operation::Product, vec![daily, cut])
        }
        "carrying" => {
            let released = short("released", spd::SpdInputs::released_capital, Unit::Money);
            let rate = stated("rate", plan.cost_of_capital.clone(), Unit::Ratio);
            of(name, Unit::Money, spd::SpdInputs::carrying_saving)
                .made(Operation::Product, vec![released, rate])
        }
        "labour" => stated(name, fen(&plan.labour_saved), Unit::Money),
        "losses" => {
            let before = leaf(
                label("stock_expired").with("category", "@row.total"),
                all.expired(),
                Unit::Money,
            )
            .key("inventory_all/own/expired");
            let after = stated("losses_after", fen(&plan.write_off_after), Unit::Money);
            of(name, Unit::Money, |inputs| {
                Ok(&inputs.expired - &inputs.expired_after)
            })
            .made(Operation::Difference, vec![before, after])
        }
        "price" => stated(name, fen(&plan.price_saved), Unit::Money),
        "service_fee" => stated(name, -fen(&plan.service_fee), Unit::Money),
        "system_fee" => stated(name, -fen(&plan.system_fee), Unit::Money),
        "net" => {
            let parts = vec![
                short("carrying", spd::SpdInputs::carrying_saving, Unit::Money),
                stated("labour", fen(&plan.labour_saved), Unit::Money),
                short(
                    "losses",
                    |inputs| Ok(&inputs.expired - &inputs.expired_after),
                    Unit::Money,
                ),
                stated("price", fen(&plan.price_saved), Unit::Money),
                stated("service_fee", -fen(&plan.service_fee), Unit::Money),
                stated("system_fee", -fen(&plan.system_fee), Unit::Money),
            ];
            of(name, Unit::Money, spd::SpdInputs::net_benefit).made(Operation::Sum, parts)
        }
        _ => return claim(inputs, name, plan, days()),
    })
}

fn claim(
    inputs: &TraceInputs<'_>,
    name: &str,
    plan: &crate::plan::SpdPlan,
    days: Trace,
) -> Option<Trace> {
    let claim = plan.claim.as_ref()?;
    let amount = &claim.amount * &Fraction::from(100);
    let words = |name: &str| Message::new(format!("spd.{name}"));
    let stated = || money(words("claim_amount"), amount.clone());
    let daily = spd::implied_daily_use(&claim.from_days, &claim.to_days, &amount);
    let cut = leaf(
        words("days_cut"),
        Ok(&claim.from_days - &claim.to_days),
        Unit::Days,
    );
    let daily = leaf(words("claim_daily"), daily, Unit::Money)
        .made(Operation::Quotient, vec![stated(), cut]);
    Some(match name {
        "claim_amount" => stated(),
        "claim_daily" => daily,
        "claim_annual" => {
            let of = stock(inputs)?.inventory.days();
            let value = spd::implied_annual_use(&claim.from_days, &claim.to_days, &amount, &of);
            leaf(words(name), value, Unit::Money).made(Operation::Product, vec![daily, days])
        }
        _ => return None,
    })
}
