//! 重放: why a payment moves. Everything is settled again by the code that found it.

use super::case::{amount, revenue};
use super::node::{label, leaf, money, number};
use super::{Operation, Trace, TraceInputs};
use crate::issue::Message;
use crate::payment::{CasePayment, OutlierKind, settle};
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction, Money, Reason};
use crate::replay::{CauseOf, Inputs, Replay, Scope, SegmentMove, mixed};
use crate::report::Unit;

/// Explains a figure of a replay: keys begin with `replay/`.
///
/// `before|after|difference/AMOUNT` · `cause/N/AMOUNT`, `cause/N/value/M/AMOUNT`, `joint/AMOUNT` ·
/// `group|department|scheme/CODE/before|after|difference/AMOUNT` · `appear|cease/N/AMOUNT` ·
/// `case/N/before|after|difference|cause/M|with/M|joint`. AMOUNT is `revenue` or `fund`.
///
/// # Errors
/// `reason.no_trace` for a key nothing answers to.
pub fn explain_replay(
    inputs: &TraceInputs<'_>,
    after: &PolicyPack,
    found: &Replay,
    key: &str,
) -> Computed<Trace> {
    let view = View {
        inputs,
        after,
        found,
    };
    let none = || Reason::new("reason.no_trace").with("key", key);
    let rest = key.strip_prefix("replay/").ok_or_else(none)?;
    let mut trace = view.explain(rest).ok_or_else(none)?;
    trace.key = Some(key.to_owned());
    Ok(trace)
}

struct View<'a> {
    inputs: &'a TraceInputs<'a>,
    after: &'a PolicyPack,
    found: &'a Replay,
}

/// What of a payment is looked at.
type Of = fn(&CasePayment) -> Money;

fn amount_of(name: &str) -> Option<Of> {
    match name {
        "revenue" => Some(|payment| payment.revenue),
        "fund" => Some(|payment| payment.fund),
        _ => None,
    }
}

fn priced(payment: &CasePayment) -> bool {
    payment.kind != OutlierKind::Unpriced
}

impl View<'_> {
    fn replayed(&self) -> Inputs<'_> {
        Inputs {
            facts: self.inputs.facts,
            plan: self.inputs.plan,
            adjustments: self.inputs.adjustments,
            before: self.inputs.policy,
            after: self.after,
        }
    }

    fn paid(&self, pack: &PolicyPack) -> Vec<CasePayment> {
        settle(self.inputs.facts, pack, self.inputs.adjustments)
            .0
            .cases
    }

    fn explain(&self, rest: &str) -> Option<Trace> {
        if let Some(rest) = rest.strip_prefix("case/") {
            return self.case(rest);
        }
        let (head, name) = rest.rsplit_once('/')?;
        let of = amount_of(name)?;
        match head {
            "before" | "after" | "difference" => {
                let total = match head {
                    "before" => &self.found.before,
                    "after" => &self.found.after,
                    _ => &self.found.difference(),
                };
                let value = if name == "fund" {
                    &total.fund
                } else {
                    &total.revenue
                };
                let node = money(label(&format!("replay_{head}")), value.clone());
                Some(self.sides(node, head, of, |_| true))
            }
            "joint" => {
                let joint = &self.found.joint;
                let value = if name == "fund" {
                    &joint.fund
                } else {
                    &joint.revenue
                };
                let mut parts = vec![self.ready("difference", name)?];
                for index in 0..self.found.causes.len() {
                    let mut part = self.ready(&format!("cause/{}", index + 1), name)?;
                    part.value = part.value.map(|value| -value);
                    parts.push(part);
                }
                let node = money(label("replay_joint"), value.clone());
                Some(node.made(Operation::Sum, parts))
            }
            _ => self.part(head, name, of),
        }
    }

    /// A figure already found, to be opened by itself.
    fn ready(&self, head: &str, name: &str) -> Option<Trace> {
        let amount = match head.strip_prefix("cause/") {
            Some(place) => self.found.causes.get(number(place)?)?.effect.clone(),
            None => self.found.difference(),
        };
        let value = if name == "fund" {
            amount.fund
        } else {
            amount.revenue
        };
        let words = match head.strip_prefix("cause/") {
            Some(place) => self.cause_label(number(place)?)?,
            None => label("replay_difference"),
        };
        Some(money(words, value).key(format!("replay/{head}/{name}")))
    }

    fn cause_label(&self, cause: usize) -> Option<Message> {
        let of = &self.found.causes.get(cause)?.of;
        Some(crate::report::replay::cause_message(of))
    }

    fn part(&self, head: &str, name: &str, of: Of) -> Option<Trace> {
        let (kind, rest) = head.split_once('/')?;
        if kind == "cause" {
            return self.cause(rest, name, of);
        }
        if kind == "appear" || kind == "cease" {
            return self.priceless(kind, number(rest)?, name, of);
        }
        let (code, side) = rest.rsplit_once('/')?;
        let table = &self.inputs.facts.cases;
        let (all, codes, index): (&[SegmentMove], &[String], &[u32]) = match kind {
            "group" => (&self.found.groups, &table.groups, &table.group),
            "department" => (
                &self.found.departments,
                &table.departments,
                &table.department,
            ),
            "scheme" => (&self.found.schemes, &table.schemes, &table.scheme),
            _ => return None,
        };
        let own = all.iter().find(|own| own.code == code)?;
        let total = match side {
            "before" => own.before.clone(),
            "after" => own.after.clone(),
            "difference" => own.difference(),
            _ => return None,
        };
        let value = if name == "fund" {
            total.fund
        } else {
            total.revenue
        };
        let at = codes.iter().position(|own| own == code)?;
        let node = money(label(&format!("replay_{side}")), value);
        let within = |case: usize| index.get(case).is_some_and(|own| *own as usize == at);
        Some(self.sides(node, side, of, within))
    }

    /// Cases priced both ways, on one side or as a difference.
    fn sides(&self, node: Trace, side: &str, of: Of, within: impl Fn(usize) -> bool) -> Trace {
        let (old, new) = (self.paid(self.inputs.policy), self.paid(self.after));
        let replayed = self.replayed();
        let scope = Scope::of(&replayed);
        let mut operands = Vec::new();
        for case in scope.cases().filter(|case| within(*case)) {
            let (Some(old), Some(new)) = (old.get(case), new.get(case)) else {
                continue;
            };
            if priced(old) && priced(new) {
                let value = match side {
                    "before" => of(old).exact(),
                    "after" => of(new).exact(),
                    _ => of(new).exact() - of(old).exact(),
                };
                operands.push(self.case_node(case, side, value * scope.factor(case)));
            }
        }
        node.sum(operands)
    }

    fn case_node(&self, case: usize, name: &str, value: Fraction) -> Trace {
        let mut node = amount(self.inputs, case, "replay_case", 0);
        node.value = Ok(value);
        node.key(format!("replay/case/{}/{name}", case + 1))
    }

    /// `N` or `N/value/M`.
    fn cause(&self, rest: &str, name: &str, of: Of) -> Option<Trace> {
        let (place, value) = match rest.split_once("/value/") {
            Some((place, value)) => (place, Some(number(value)?)),
            None => (rest, None),
        };
        let index = number(place)?;
        let cause = self.found.causes.get(index)?;
        let pack = mixed(self.inputs.policy, self.after, &cause.of);
        let (old, new, alone) = (
            self.paid(self.inputs.policy),
            self.paid(self.after),
            self.paid(&pack),
        );
        let replayed = self.replayed();
        let scope = Scope::of(&replayed);
        let moved = match value {
            Some(value) => Some(cause.values.get(value)?),
            None => None,
        };
        let mut operands = Vec::new();
        for case in scope.cases() {
            let (Some(old), Some(new), Some(alone)) =
                (old.get(case), new.get(case), alone.get(case))
            else {
                continue;
            };
            let counts = priced(old) && priced(new) && priced(alone);
            let met = moved.is_none_or(|moved| match &cause.of {
                CauseOf::Value(id) => moved.meets(&replayed, id, case),
                CauseOf::Groups | CauseOf::Rules => false,
            });
            if counts && met {
                let change = (of(alone).exact() - of(old).exact()) * scope.factor(case);
                operands.push(self.case_node(case, &format!("cause/{}", index + 1), change));
            }
        }
        let effect = moved.map_or(&cause.effect, |moved| &moved.effect);
        let value = if name == "fund" {
            &effect.fund
        } else {
            &effect.revenue
        };
        let mut node = money(self.cause_label(index)?, value.clone()).sum(operands);
        node.clause = moved.and_then(|moved| {
            let source = self.after.sources.get(&moved.after.as_ref()?.1)?;
            Some(
                format!("{} {}", source.number, source.title)
                    .trim()
                    .to_owned(),
            )
        });
        Some(node)
    }

    fn priceless(&self, side: &str, index: usize, name: &str, of: Of) -> Option<Trace> {
        let (all, pack, at) = if side == "appear" {
            (&self.found.appear, self.after, "after")
        } else {
            (&self.found.cease, self.inputs.policy, "before")
        };
        let one = all.get(index)?;
        let paid = self.paid(pack);
        let replayed = self.replayed();
        let scope = Scope::of(&replayed);
        let operands = one.listed.iter().filter_map(|case| {
            let value = of(paid.get(*case)?).exact() * scope.factor(*case);
            Some(self.case_node(*case, at, value))
        });
        let mut operands: Vec<Trace> = operands.collect();
        let value = if name == "fund" {
            &one.amount.fund
        } else {
            &one.amount.revenue
        };
        let named: Computed<Vec<Fraction>> =
            operands.iter().map(|node| node.value.clone()).collect();
        let rest = value.clone() - named.ok()?.iter().sum::<Fraction>();
        let more = one.rows.saturating_sub(operands.len() as u64);
        if more > 0 {
            let words = label("rest").with("count", more.to_string());
            operands.push(leaf(words, Ok(rest), Unit::Money));
        }
        Some(money(one.reason.clone(), value.clone()).sum(operands))
    }

    /// `N/before`, `N/after`, `N/difference`, `N/cause/M`, `N/with/M`, `N/joint`.
    fn case(&self, rest: &str) -> Option<Trace> {
        let (place, name) = rest.split_once('/')?;
        let case = number(place)?;
        if case >= self.inputs.facts.cases.len() {
            return None;
        }
        let under = |pack: &PolicyPack, name: &str| {
            let swapped = TraceInputs {
                policy: pack,
                ..*self.inputs
            };
            let mut node = revenue(&swapped, case);
            node.label = amount(self.inputs, case, &format!("replay_case_{name}"), 0).label;
            node
        };
        let other = |cause: usize| {
            let of = &self.found.causes.get(cause)?.of;
            Some(mixed(self.inputs.policy, self.after, of))
        };
        let closed = |mut node: Trace, key: &str| {
            node.operands.clear();
            (node.operation, node.formula, node.rounding) = (None, None, None);
            node.key(format!("replay/case/{place}/{key}"))
        };
        let minus = |words: Message, high: Trace, low: Trace| {
            let value = high
                .value
                .clone()
                .and_then(|high| Ok(high - &low.value.clone()?));
            leaf(words, value, Unit::Money).made(Operation::Difference, vec![high, low])
        };
        let before = || under(self.inputs.policy, "before");
        let after = || under(self.after, "after");
        let effect = |cause: usize| -> Option<Trace> {
            let key = format!("with/{}", cause + 1);
            let alone = closed(under(&other(cause)?, "with"), &key);
            let words = self.cause_label(cause)?;
            Some(minus(words, alone, closed(before(), "before")))
        };
        match name {
            "before" => Some(before()),
            "after" => Some(after()),
            "difference" => {
                let words = amount(self.inputs, case, "replay_case", 0).label;
                let pair = (closed(after(), "after"), closed(before(), "before"));
                Some(minus(words, pair.0, pair.1))
            }
            "joint" => {
                let words = label("replay_joint");
                let pair = (closed(after(), "after"), closed(before(), "before"));
                let whole = minus(words.clone(), pair.0, pair.1);
                let mut parts = vec![closed(whole, "difference")];
                for cause in 0..self.found.causes.len() {
                    let mut part = closed(effect(cause)?, &format!("cause/{}", cause + 1));
                    // Without a price under this cause alone, its part is in the joint effect.
                    part.value = Ok(part.value.map(|value| -value).unwrap_or_default());
                    parts.push(part);
                }
                let values: Computed<Vec<Fraction>> =
                    parts.iter().map(|part| part.value.clone()).collect();
                let value = values.map(|values| values.iter().sum());
                Some(leaf(words, value, Unit::Money).made(Operation::Sum, parts))
            }
            _ => match name.strip_prefix("with/") {
                Some(cause) => Some(under(&other(number(cause)?)?, "with")),
                None => effect(number(name.strip_prefix("cause/")?)?),
            },
        }
    }
}
