//! Figures of the year: back to months, cases and clauses.

use super::case::clause;
use super::node::{label, leaf, money, number, plain};
use super::year_parts::{amount, case_amount, case_figure, contract, part, words};
use super::{Operation, Trace, TraceInputs};
use crate::clearing::{Account, AccountYear, CashFlow, FlowKind, StepDetail, StepLine};
use crate::issue::Message;
use crate::payment::OutlierKind;
use crate::period::{Date, Period};
use crate::policy::ShareBands;
use crate::quantity::{Fraction, Money};
use crate::report::Unit;

/// `account/A/NAME`, `pool/P/part/N/NAME`, `contract/C/L`, `case/N/NAME`; all counted from 1.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let settlement = inputs.run.year.as_ref()?;
    let (family, rest) = rest.split_once('/')?;
    match family {
        "case" => case_figure(inputs, rest),
        "contract" => contract(inputs, settlement, rest),
        "pool" => {
            let (index, rest) = rest.split_once('/')?;
            let pool = settlement.pools.get(number(index)?)?;
            part(pool.outcome.as_ref().ok()?, rest.strip_prefix("part/")?)
        }
        "account" => {
            let (index, name) = rest.split_once('/')?;
            let index = number(index)?;
            let account = settlement.accounts.get(index)?;
            On {
                inputs,
                account,
                index,
            }
            .explain(name)
        }
        _ => None,
    }
}

struct On<'a> {
    inputs: &'a TraceInputs<'a>,
    account: &'a Account,
    index: usize,
}

impl On<'_> {
    fn key(&self, name: &str) -> String {
        format!("year/account/{}/{name}", self.index + 1)
    }
    fn year(&self) -> Option<&AccountYear> {
        self.account.year.as_ref().ok()
    }
    fn cite(&self, node: Trace, source: &str) -> Trace {
        Trace {
            clause: clause(self.inputs, source),
            ..node
        }
    }
    /// A line of the account, to be opened by itself.
    fn operand(&self, key: &str, value: Money) -> Trace {
        amount(key, value).key(self.key(key))
    }

    fn explain(&self, name: &str) -> Option<Trace> {
        let account = self.account;
        match name {
            "cases" => {
                let months = account.months.iter().map(|month| {
                    let label = Message::new("year.month").with("month", month.period.to_string());
                    leaf(label, Ok(month.cases.clone()), Unit::Count)
                });
                let node = leaf(words("cases"), Ok(account.cases.clone()), Unit::Count);
                Some(node.made(Operation::Sum, months.collect()))
            }
            "posted" | "settled" => self.of_months(name),
            _ => match name.split_once('/') {
                Some(("month", rest)) => self.month(rest),
                Some(("step", rest)) => self.step(rest),
                Some(("cash", rest)) => self.flow(number(rest)?),
                _ => self.of_year(name),
            },
        }
    }

    fn of_months(&self, name: &str) -> Option<Trace> {
        let of = |month: &crate::clearing::MonthSum| {
            if name == "posted" {
                month.posted
            } else {
                month.settled
            }
        };
        let months = self
            .account
            .months
            .iter()
            .enumerate()
            .map(|(index, month)| {
                let label = Message::new("year.month").with("month", month.period.to_string());
                money(label, of(month).exact())
                    .key(self.key(&format!("month/{}/{name}", index + 1)))
            });
        let total = self.account.months.iter().map(of).sum();
        // All months are named: there are twelve.
        Some(amount(name, total).made(Operation::Sum, months.collect()))
    }

    /// The cases of a month; the same choice of cases as the settlement makes.
    fn month(&self, rest: &str) -> Option<Trace> {
        let (month, name) = rest.split_once('/')?;
        let month = self.account.months.get(number(month)?)?;
        let value = match name {
            "posted" => month.posted,
            "settled" => month.settled,
            _ => return None,
        };
        let node = amount(name, value);
        // A scenario's volume scales groups, not cases: the sum then stands by itself.
        if !self.inputs.adjustments.volume.is_empty() {
            return Some(node);
        }
        let table = &self.inputs.facts.cases;
        let period = self.inputs.facts.period;
        let own = |case: &usize| {
            let scheme = table.schemes.get(table.scheme[*case] as usize);
            let discharged = match table.discharged[*case].and_then(Date::from_day_number) {
                Some(day) => Period {
                    year: day.year(),
                    month: day.month(),
                },
                None => Period {
                    year: period.year,
                    month: if period.month == 0 { 12 } else { period.month },
                },
            };
            let paid = self.inputs.run.payments.cases.get(*case);
            discharged == month.period
                && scheme.is_some_and(|scheme| self.account.rule.schemes.contains(scheme))
                && paid.is_some_and(|paid| paid.kind != OutlierKind::Unpriced)
        };
        let cases = (0..table.len())
            .filter(own)
            .filter_map(|case| case_amount(self.inputs, case, name));
        Some(node.sum(cases.collect()))
    }

    fn of_year(&self, name: &str) -> Option<Trace> {
        let year = self.year()?;
        let last = |name: &str| {
            let value = match year.steps.len() {
                0 => self.operand("settled", self.account.settled),
                count => self.step_operand(count - 1, &year.steps[count - 1]),
            };
            amount(name, year.total).made(Operation::Sum, vec![value])
        };
        let deductions = || {
            year.deductions.iter().map(|one| {
                let label = Message::new("year.deduction").with("reason", one.reason.as_str());
                self.cite(money(label, -one.amount.exact()), &one.source)
            })
        };
        let cash = || year.cash.as_ref().ok();
        match name {
            "total" => Some(last("total")),
            "withheld" => Some(amount("withheld", year.withheld)),
            "deducted" => Some(
                amount("deducted", -year.deducted).made(Operation::Sum, deductions().collect()),
            ),
            "held" => {
                let deposit = year.deposit.as_ref()?;
                let node = amount("held", -deposit.held);
                Some(node.made(Operation::Sum, vec![self.operand("total", year.total)])).map(
                    |node| Trace {
                        formula: Some(label("year_deposit")),
                        operation: None,
                        rounding: Some(label("rounded_fen")),
                        ..node
                    },
                )
            }
            "due" => {
                let mut operands = vec![self.operand("total", year.total)];
                operands.push(self.operand("deducted", -year.deducted));
                if let Some(deposit) = &year.deposit {
                    operands.push(self.operand("held", -deposit.held));
                }
                Some(amount("due", year.due).made(Operation::Sum, operands))
            }
            "returned" => {
                let deposit = year.deposit.as_ref()?;
                let value = deposit.returned.clone().map(Money::exact);
                let mut node = leaf(words("returned"), value, Unit::Money);
                node.formula = Some(label("year_returned"));
                node.operands = vec![self.operand("held", -deposit.held)];
                Some(node)
            }
            "rate" => {
                let node = leaf(words("rate"), year.rate.clone(), Unit::Percent);
                let operands = vec![
                    self.operand("total", year.total),
                    self.operand("posted", self.account.posted),
                ];
                Some(node.made(Operation::Quotient, operands))
            }
            "cleared" => {
                let cash = cash()?;
                let kinds = [FlowKind::Clearing, FlowKind::Clawback];
                let flows = cash.flows.iter().enumerate();
                let flows = flows.filter(|(_, flow)| kinds.contains(&flow.kind));
                let node = amount("cleared", cash.cleared);
                let operands = flows.map(|(index, flow)| self.flow_operand(index, flow));
                Some(node.made(Operation::Sum, operands.collect()))
            }
            "received" => {
                let cash = cash()?;
                let flows = cash.flows.iter().enumerate();
                let flows = flows.filter(|(_, flow)| !flow.kind.is_advance());
                let node = amount("received", cash.received);
                // Every dated amount is named: the list is what the table shows.
                let operands = flows.map(|(index, flow)| self.flow_operand(index, flow));
                Some(node.made(Operation::Sum, operands.collect()))
            }
            "mean_days" => {
                let mut node = leaf(words("mean_days"), cash()?.mean_days.clone(), Unit::Days);
                node.formula = Some(label("year_mean_days"));
                node.operands = vec![self.operand("received", cash()?.received)];
                Some(node)
            }
            "advance" | "advance_interest" => {
                let advance = year.advance.as_ref()?.as_ref().ok()?;
                let value = if name == "advance" {
                    advance.amount
                } else {
                    advance.interest?
                };
                let mut node = self.cite(amount(name, value), &advance.source);
                node.formula = Some(label(&format!("year_{name}")));
                Some(node)
            }
            _ => None,
        }
    }

    fn step_label(step: &StepLine) -> Message {
        Message::new(format!("year.step_{}", step.kind.key()))
    }

    fn step_operand(&self, index: usize, step: &StepLine) -> Trace {
        money(Self::step_label(step), step.after.exact())
            .key(self.key(&format!("step/{}", index + 1)))
    }

    /// The sum a step starts from.
    fn before(&self, index: usize) -> Trace {
        let steps = self.year().map_or(&[][..], |year| &year.steps);
        match index.checked_sub(1).and_then(|before| steps.get(before)) {
            Some(step) => self.step_operand(index - 1, step),
            None => self.operand("settled", self.account.settled),
        }
    }

    fn step(&self, rest: &str) -> Option<Trace> {
        let (index, part_of) = match rest.split_once('/') {
            Some((index, rest)) => (number(index)?, Some(rest)),
            None => (number(rest)?, None),
        };
        let step = self.year()?.steps.get(index)?;
        if let Some(rest) = part_of {
            let StepDetail::Pool(pool) = &step.detail else {
                return None;
            };
            return part(pool, rest.strip_prefix("part/")?);
        }
        let node = self.cite(
            money(Self::step_label(step), step.after.exact()),
            &step.source,
        );
        let mut node = match &step.detail {
            StepDetail::Growth(capped, _) => {
                let less = |key: &str, value: &Fraction| money(words(key), -value.clone());
                node.made(
                    Operation::Sum,
                    vec![
                        self.before(index),
                        less("over_per_case", &capped.over_per_case),
                        less("over_total", &capped.over_total),
                    ],
                )
            }
            StepDetail::Bands(rule, standard) => {
                let operands = self.bands(rule, &standard.exact(), &step.source);
                node.made(Operation::Sum, operands)
            }
            StepDetail::Pool(pool) => {
                let own = pool.parts.iter().position(|part| part.own)?;
                let whole = self.key(&format!("step/{}/part/{}/fund_due", index + 1, own + 1));
                let due = amount("fund_due", pool.parts[own].fund_due).key(whole);
                node.made(Operation::Sum, vec![due])
            }
        };
        node.rounding = Some(label("rounded_fen"));
        Some(node)
    }

    /// Posted and kept surplus, or the standard and the shares of the bands: they add up to the payment.
    fn bands(&self, rule: &ShareBands<Fraction>, standard: &Fraction, source: &str) -> Vec<Trace> {
        let posted = self.account.posted.exact();
        let own = self.operand("posted", self.account.posted);
        let share = |name: &str, share: &Fraction, money_of: Fraction| {
            let rate = self.cite(plain("year_share", share.clone()), source);
            let width = money(label(&format!("{name}_width")), money_of);
            money(
                label(name),
                share * width.value.as_ref().unwrap_or(&Fraction::zero()),
            )
            .made(Operation::Product, vec![rate, width])
        };
        if posted < &rule.floor * standard {
            return vec![own];
        }
        if posted <= *standard {
            return vec![own, share("year_kept", &rule.keep, standard - &posted)];
        }
        let mut out = vec![money(label("year_standard"), standard.clone())];
        let mut from = standard.clone();
        for (up_to, part) in &rule.bands {
            let end = match up_to {
                Some(ratio) => (ratio * standard).min(posted.clone()),
                None => posted.clone(),
            };
            if end > from {
                out.push(share("year_band", part, &end - &from));
                from = end;
            }
        }
        out
    }

    fn flow_operand(&self, index: usize, flow: &CashFlow) -> Trace {
        let label = Message::new("year.flow")
            .with("date", flow.date.to_string())
            .with("kind", format!("@year.flow_{}", flow.kind.key()));
        money(label, flow.amount.exact()).key(self.key(&format!("cash/{}", index + 1)))
    }

    /// What the fund would pay and what the pack pays of the week a flow belongs to.
    fn week(&self, flow: &CashFlow) -> Option<Vec<Trace>> {
        let (from, _) = flow.week?;
        let mut weeks = self.account.months.iter().flat_map(|month| &month.weeks);
        let week = weeks.find(|week| week.from == from)?;
        Some(vec![
            amount("posted", week.posted),
            amount("settled", week.settled),
        ])
    }

    /// One dated amount.
    fn flow(&self, index: usize) -> Option<Trace> {
        let year = self.year()?;
        let flow = year.cash.as_ref().ok()?.flows.get(index)?;
        let mut node = self.cite(self.flow_operand(index, flow), &flow.source);
        let month = flow.month.and_then(|wanted| {
            let months = self.account.months.iter().enumerate();
            months.into_iter().find(|(_, month)| month.period == wanted)
        });
        let of_month = |name: &str| {
            month.map(|(number, month)| {
                let value = if name == "posted" {
                    month.posted
                } else {
                    month.settled
                };
                self.operand(&format!("month/{}/{name}", number + 1), value)
            })
        };
        node.formula = Some(label(&format!("year_flow_{}", flow.kind.key())));
        if let Some(operands) = self.week(flow) {
            node.operands = operands;
            return Some(node);
        }
        node.operands = match flow.kind {
            FlowKind::Prepaid | FlowKind::TrueUp => [of_month("posted"), of_month("settled")]
                .into_iter()
                .flatten()
                .zip(["posted", "settled"])
                .map(|(mut node, name)| {
                    node.label = words(name);
                    node
                })
                .collect(),
            FlowKind::Clearing | FlowKind::Clawback => {
                vec![
                    self.operand("total", year.total),
                    self.operand("cleared", year.cash.as_ref().ok()?.cleared),
                ]
            }
            FlowKind::DepositReturned => vec![
                leaf(
                    words("returned"),
                    year.deposit.as_ref()?.returned.clone().map(Money::exact),
                    Unit::Money,
                )
                .key(self.key("returned")),
            ],
            _ => Vec::new(),
        };
        Some(node)
    }
}
