//! Why a lever has this part of the joint effect.

use super::node::{label, leaf, money, number};
use super::{Operation, Trace};
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::Unit;
use crate::scenario::{Attribution, Part};

/// Explains `NAME` or `NAME/N` of an attribution, N the override's place in the scenario: `share`, `alone`, `in_order`,
/// `counted` of one override; `joint`, `separate`, `overlap`, `struck`, `counted` of all; `pair/N/M`. `prefix` stands
/// before the keys of the operands (`attribution/SCENARIO`).
///
/// # Errors
/// `reason.no_trace` for a name nothing answers to.
pub fn explain_attribution(found: &Attribution, prefix: &str, rest: &str) -> Computed<Trace> {
    let key = format!("{prefix}/{rest}");
    let node = Explained { found, prefix }.of(rest);
    let mut node = node.ok_or_else(|| Reason::new("reason.no_trace").with("key", key.as_str()))?;
    node.key = Some(key);
    Ok(node)
}

struct Explained<'a> {
    found: &'a Attribution,
    prefix: &'a str,
}

impl Explained<'_> {
    fn of(&self, rest: &str) -> Option<Trace> {
        let all = |name: &'static str, of: fn(&Part) -> Fraction| {
            let own = self.found.parts.iter();
            own.map(move |part| self.part(name, part, of(part)))
                .collect::<Vec<_>>()
        };
        let node =
            |name: &str, value: Fraction| money(label(&format!("attribution_{name}")), value);
        match rest {
            "joint" => {
                let parts = all("share", |part| part.share.clone());
                return Some(node("joint", self.found.joint.clone()).sum(parts));
            }
            "separate" => {
                let parts = all("alone", |part| part.alone.clone());
                return Some(node("separate", self.found.separate()).sum(parts));
            }
            "counted" => {
                let parts = all("counted", Part::counted);
                return Some(node("counted", self.found.counted()).sum(parts));
            }
            "struck" => {
                let struck = self.found.parts.iter().filter(|part| part.struck());
                let parts = struck.map(|part| self.part("share", part, part.share.clone()));
                return Some(node("struck", self.found.struck()).sum(parts.collect()));
            }
            "overlap" => {
                let separate = node("separate", self.found.separate());
                let joint = node("joint", self.found.joint.clone());
                let pair = vec![
                    separate.key(self.key("separate")),
                    joint.key(self.key("joint")),
                ];
                let node = node("overlap", self.found.overlap());
                return Some(node.made(Operation::Difference, pair));
            }
            _ => {}
        }
        let (name, which) = rest.split_once('/')?;
        if name == "pair" {
            return self.pair(which);
        }
        let wanted = u32::try_from(number(which)? + 1).ok()?;
        let at = (self.found.parts.iter()).position(|part| part.number == wanted)?;
        let part = &self.found.parts[at];
        let before = || node("before", self.found.before.clone()).key("headline/surplus");
        match name {
            "share" => Some(self.share(part)),
            "counted" => {
                let node = self.part("counted", part, part.counted());
                let whole = self.part("share", part, part.share.clone());
                let kept = i64::from(!part.struck());
                let factor = leaf(
                    label("attribution_counts"),
                    Ok(Fraction::from(kept)),
                    Unit::Count,
                );
                Some(node.made(Operation::Product, vec![whole, factor]))
            }
            "alone" => {
                let with = node("only_this", &self.found.before + &part.alone);
                let node = self.part("alone", part, part.alone.clone());
                Some(node.made(Operation::Difference, vec![with, before()]))
            }
            "in_order" => {
                let earlier: Fraction =
                    (self.found.parts[..at].iter().map(|own| &own.in_order)).sum();
                let low = &self.found.before + &earlier;
                let high = &low + &part.in_order;
                let pair = vec![node("with_this", high), node("up_to_this", low)];
                let node = self.part("in_order", part, part.in_order.clone());
                Some(node.made(Operation::Difference, pair))
            }
            _ => None,
        }
    }

    fn key(&self, rest: &str) -> String {
        format!("{}/{rest}", self.prefix)
    }

    fn part(&self, name: &str, part: &Part, value: Fraction) -> Trace {
        let words = label(&format!("attribution_part_{name}"))
            .with("number", part.number.to_string())
            .with("lever", format!("@lever.{}", part.lever.key()));
        money(words, value).key(self.key(&part.why(name)))
    }

    /// By place in the order; of a sampled part only words.
    fn share(&self, part: &Part) -> Trace {
        let node = self.part("share", part, part.share.clone());
        if part.by_place.is_empty() {
            let mut node = node;
            let words = label("attribution_sampled");
            node.formula = Some(words.with("orders", self.found.orders.to_string()));
            return node;
        }
        let count = part.by_place.len().to_string();
        let places = part.by_place.iter().enumerate().map(|(at, value)| {
            let words = label("attribution_place")
                .with("place", (at + 1).to_string())
                .with("count", count.as_str());
            money(words, value.clone())
        });
        node.made(Operation::Sum, places.collect())
    }

    fn pair(&self, which: &str) -> Option<Trace> {
        let (first, second) = which.split_once('/')?;
        let find = |text: &str| {
            let wanted = u32::try_from(number(text)? + 1).ok()?;
            self.found.parts.iter().find(|part| part.number == wanted)
        };
        let (first, second) = (find(first)?, find(second)?);
        let pair =
            (self.found.pairs.iter()).find(|pair| pair.numbers == (first.number, second.number))?;
        let both = &(&pair.beyond + &first.alone) + &second.alone;
        let words = |name: &str| label(&format!("attribution_{name}"));
        let off = |part: &Part| {
            let mut node = self.part("alone", part, part.alone.clone());
            node.value = Ok(-part.alone.clone());
            node.key = None;
            node
        };
        let parts = vec![money(words("both"), both), off(first), off(second)];
        Some(money(words("pair"), pair.beyond.clone()).made(Operation::Sum, parts))
    }
}
