//! The quality grade: amount, share and points of every pool, and the grade of the whole.

use super::node::{label, leaf, money};
use super::{Operation, Trace, TraceInputs};
use crate::hospital::CostItem;
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::Unit;
use crate::report::forms::Worlds;
use crate::report::quality::{Origin, Pool, pools};

/// `POOL/amount`, `POOL/share`, `POOL/points`; POOL `direct/ITEM`, `levelN/DRIVER`, `unallocated` or `total` (the total
/// has no amount of its own: it is the cost quantum).
pub(super) fn explain(worlds: &Worlds<'_>, rest: &str) -> Option<Trace> {
    let (key, name) = rest.rsplit_once('/')?;
    let view = View {
        worlds,
        pools: pools(worlds),
    };
    if key == "total" {
        let words = label(&format!("quality_total_{name}"));
        return match name {
            "share" => view.summed(words, name, Unit::Percent),
            "points" => view.summed(words, name, Unit::Ratio),
            _ => None,
        };
    }
    let pool = view.pools.iter().find(|pool| pool.key == key)?;
    match name {
        "amount" => Some(view.amount(pool)),
        "share" => Some(view.share(pool)),
        "points" => Some(view.points(pool)),
        _ => None,
    }
}

struct View<'a> {
    worlds: &'a Worlds<'a>,
    pools: Vec<Pool>,
}

impl View<'_> {
    /// The cost quantum, which the pools add up to.
    fn total(&self) -> Trace {
        let all = self.pools.iter().map(|pool| &pool.value).sum();
        let mut node = money(label("quality_total"), all);
        node.key = self.worlds.total(self.worlds.plan(), None).why;
        node
    }

    /// To be opened.
    fn closed(&self, pool: &Pool) -> Trace {
        let mut node = money(pool.head.clone(), pool.value.clone());
        node.key = Some(match &pool.origin {
            Origin::Key(key) => key.clone(),
            Origin::Shares(_) => format!("quality/{}/amount", pool.key),
        });
        node
    }

    fn amount(&self, pool: &Pool) -> Trace {
        let inputs = self.worlds.base();
        let Origin::Shares(shares) = &pool.origin else {
            return self.closed(pool);
        };
        let parts = shares.iter().filter_map(|number| part(&inputs, *number));
        money(pool.head.clone(), pool.value.clone()).sum(parts.collect())
    }

    fn share(&self, pool: &Pool) -> Trace {
        let total = self.total();
        let value: Computed<Fraction> = total
            .value
            .clone()
            .and_then(|total| pool.value.over(&total, || Reason::new("reason.no_cost")));
        let words = label("quality_share");
        leaf(words, value, Unit::Percent)
            .made(Operation::Quotient, vec![self.closed(pool), total])
            .key(format!("quality/{}/share", pool.key))
    }

    fn points(&self, pool: &Pool) -> Trace {
        let share = self.share(pool);
        let points = pool.grade.points();
        let value = share.value.clone().map(|share| share * &points);
        let words = label("quality_grade").with("grade", format!("@quality.{}", pool.grade.key()));
        let grade = leaf(words, Ok(points), Unit::Count);
        leaf(label("quality_points"), value, Unit::Ratio)
            .made(Operation::Product, vec![share, grade])
            .key(format!("quality/{}/points", pool.key))
    }

    /// Shares or points of all pools together.
    fn summed(&self, words: crate::issue::Message, name: &str, unit: Unit) -> Option<Trace> {
        let mut parts = Vec::new();
        for pool in &self.pools {
            let whole = if name == "share" {
                self.share(pool)
            } else {
                self.points(pool)
            };
            let mut node = leaf(pool.head.clone(), whole.value, unit);
            node.key = whole.key;
            parts.push(node);
        }
        let values: Computed<Vec<Fraction>> = parts.iter().map(|node| node.value.clone()).collect();
        let value = values.map(|values| values.iter().sum());
        Some(leaf(words, value, unit).sum(parts))
    }
}

/// One share of the step-down, all items together.
fn part(inputs: &TraceInputs<'_>, number: usize) -> Option<Trace> {
    let items = CostItem::ALL.into_iter().filter_map(|item| {
        let opened = super::unit::share_node(inputs, number, item)?;
        let key = format!("share/{}/{}", number + 1, item.key());
        let words = crate::issue::Message::new(format!("item.{}", item.key()));
        Some((opened.label, money(words, opened.value.ok()?).key(key)))
    });
    let (labels, items): (Vec<_>, Vec<_>) = items.unzip();
    let value = items
        .iter()
        .filter_map(|item| item.value.as_ref().ok())
        .sum();
    Some(money(labels.into_iter().next()?, value).sum(items))
}
