//! The charge of an asset: base, months or work, cumulative rounding, down to the cells of its card.

use super::node::{label, leaf, money, number, plain};
use super::{Operation, Trace, TraceInputs};
use crate::facts::{AssetRow, ChargeMethod};
use crate::hospital::CostItem;
use crate::issue::Message;
use crate::quantity::{Computed, Fraction, Money, Reason, rounding};
use crate::report::Unit;
use crate::sources::schedule::cumulative;

fn named(name: &str, asset: &AssetRow) -> Message {
    label(name)
        .with("asset", asset.code.as_str())
        .with("name", asset.name.as_str())
}

/// `N/PART`: `original`, `charge`, `base`, `recomputed`, `difference`.
pub(super) fn explain(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (index, part) = rest.split_once('/')?;
    card(inputs, number(index)?, part)
}

fn cell(inputs: &TraceInputs<'_>, index: usize, part: &str, amount: Money) -> Option<Trace> {
    let asset = inputs.facts.assets.get(index)?;
    Some(
        money(named(&format!("asset_{part}"), asset), amount.exact())
            .key(format!("asset/{}/{part}", index + 1))
            .cell(inputs.facts.place(asset.source, part)),
    )
}

fn card(inputs: &TraceInputs<'_>, index: usize, part: &str) -> Option<Trace> {
    let asset = inputs.facts.assets.get(index)?;
    let charge = inputs.run.sources.assets.get(index)?;
    match part {
        "original" => cell(inputs, index, part, asset.original),
        "charge" => cell(inputs, index, part, asset.charge),
        "residual" => cell(inputs, index, part, asset.terms.residual?),
        "base" => base(inputs, index),
        "recomputed" => recomputed(inputs, index),
        "difference" => {
            let value = charge.difference(asset).map(Money::exact);
            let operands = vec![
                cell(inputs, index, "charge", asset.charge)?,
                recomputed(inputs, index)?,
            ];
            Some(
                leaf(named("asset_difference", asset), value, Unit::Money)
                    .key(format!("asset/{}/difference", index + 1))
                    .made(Operation::Difference, operands),
            )
        }
        _ => None,
    }
}

/// Original value less residual value.
fn base(inputs: &TraceInputs<'_>, index: usize) -> Option<Trace> {
    let asset = inputs.facts.assets.get(index)?;
    let charge = inputs.run.sources.assets.get(index)?;
    let original = cell(inputs, index, "original", asset.original)?;
    let value = charge.base.clone().map(Money::exact);
    let node = leaf(named("asset_base", asset), value, Unit::Money)
        .key(format!("asset/{}/base", index + 1));
    let Some(share) = &inputs.plan.depreciation_rule.residual else {
        return Some(node.made(Operation::Sum, vec![original]));
    };
    let residual = match asset.terms.residual {
        Some(stated) => cell(inputs, index, "residual", stated)?,
        None => {
            let amount = rounding::to_money(&(asset.original.exact() * share));
            let mut residual = money(named("asset_residual", asset), amount.exact()).made(
                Operation::Product,
                vec![original.clone(), plain("residual_share", share.clone())],
            );
            residual.rounding = Some(label("rounded_once"));
            residual
        }
    };
    Some(node.made(Operation::Difference, vec![original, residual]))
}

/// Charged at the end of the period less charged before it.
fn recomputed(inputs: &TraceInputs<'_>, index: usize) -> Option<Trace> {
    let asset = inputs.facts.assets.get(index)?;
    let charge = inputs.run.sources.assets.get(index)?;
    let value = charge.recomputed.clone().map(Money::exact);
    let node = leaf(named("asset_recomputed", asset), value.clone(), Unit::Money)
        .key(format!("asset/{}/recomputed", index + 1));
    let Some(span) = &charge.span else {
        // Never charged: its class says so.
        let rule = crate::sources::assets::life_rule(inputs.plan, &asset.class)?;
        let mut class = leaf(
            label("asset_class_never").with("class", asset.class.as_str()),
            Ok(Fraction::zero()),
            Unit::Money,
        )
        .cell(inputs.facts.place(asset.source, "class"));
        class.clause = Some(rule.source.clone());
        return Some(node.made(Operation::Sum, vec![class]));
    };
    let (Ok(span), Ok(amount)) = (span, &charge.base) else {
        return Some(node);
    };
    let part = |name: &str, done: &Fraction| -> Option<Trace> {
        let done = if *done > span.whole {
            &span.whole
        } else {
            done
        };
        let value = cumulative(*amount, done, &span.whole).map(Money::exact);
        let share: Computed<Fraction> =
            done.over(&span.whole, || Reason::new("reason.asset_no_life"));
        let share = leaf(label("asset_share"), share, Unit::Ratio).made(
            Operation::Quotient,
            vec![done_node(inputs, asset, name, done), whole(inputs, asset)],
        );
        let mut node = leaf(named(name, asset), value, Unit::Money)
            .made(Operation::Product, vec![base(inputs, index)?, share]);
        node.rounding = Some(label("rounded_once"));
        Some(node)
    };
    let mut node = node.made(
        Operation::Difference,
        vec![
            part("asset_after", &span.after)?,
            part("asset_before", &span.before)?,
        ],
    );
    node.formula = Some(label(match asset.terms.method {
        ChargeMethod::StraightLine => "formula_straight_line",
        ChargeMethod::Workload => "formula_workload",
    }));
    Some(node)
}

/// Months or work charged so far, with the cell it rests on.
fn done_node(inputs: &TraceInputs<'_>, asset: &AssetRow, name: &str, done: &Fraction) -> Trace {
    let at = |field: &str| inputs.facts.place(asset.source, field);
    match asset.terms.method {
        ChargeMethod::StraightLine => leaf(
            label("asset_months")
                .with("since", asset.in_service.to_string())
                .with(
                    "until",
                    asset
                        .terms
                        .disposed
                        .map_or_else(|| "—".to_owned(), |day| day.to_string()),
                ),
            Ok(done.clone()),
            Unit::Count,
        )
        .cell(at("in_service")),
        ChargeMethod::Workload => {
            let node = leaf(label("asset_work"), Ok(done.clone()), Unit::Ratio);
            let before = || {
                leaf(
                    label("asset_work_before"),
                    Ok(asset.terms.work_before.clone().unwrap_or_default()),
                    Unit::Ratio,
                )
                .cell(at("work_before"))
            };
            let (work, field) = match &asset.terms.work {
                Some(work) => (work.clone(), "work"),
                None => (asset.used.clone().unwrap_or_default(), "used"),
            };
            if name == "asset_before" {
                return Trace {
                    label: node.label,
                    ..before()
                };
            }
            let work = leaf(label("asset_work_of_period"), Ok(work), Unit::Ratio).cell(at(field));
            let before = before();
            let sum = match (&before.value, &work.value) {
                (Ok(before), Ok(work)) => before + work,
                _ => done.clone(),
            };
            if sum == *done {
                node.made(Operation::Sum, vec![before, work])
            } else {
                // More work than the whole life holds: no more than the whole is charged.
                leaf(label("asset_work_all"), Ok(done.clone()), Unit::Ratio).cell(at("total_work"))
            }
        }
    }
}

fn whole(inputs: &TraceInputs<'_>, asset: &AssetRow) -> Trace {
    let at = |field: &str| inputs.facts.place(asset.source, field);
    match asset.terms.method {
        ChargeMethod::StraightLine => leaf(
            label("asset_life"),
            Ok(Fraction::whole(asset.life_months)),
            Unit::Count,
        )
        .cell(at("life_months")),
        ChargeMethod::Workload => leaf(
            label("asset_total_work"),
            Ok(asset.terms.total_work.clone().unwrap_or_default()),
            Unit::Ratio,
        )
        .cell(at("total_work")),
    }
}

/// `unit/CODE/PART`, `class/NAME/PART`, `funding/KEY/PART`, `all/PART`; PART `original`, `charge`, `recomputed`,
/// `unknown`, `difference`, and of units `depreciation_charge`, `amortisation_charge`.
pub(super) fn several(inputs: &TraceInputs<'_>, rest: &str) -> Option<Trace> {
    let (head, part) = rest.rsplit_once('/')?;
    let (family, name) = head.split_once('/').unwrap_or((head, ""));
    let (wanted, part) = match part.strip_suffix("_charge") {
        Some(key) => (super::node::item(key), "charge"),
        None => (None::<CostItem>, part),
    };
    let holds = |asset: &AssetRow| {
        wanted.is_none_or(|item| asset.item == item)
            && match family {
                "all" => true,
                "unit" => asset.department == name,
                "class" => asset.class == name,
                "funding" => asset.funding.key() == name,
                _ => false,
            }
    };
    let cards: Vec<usize> = (0..inputs.facts.assets.len())
        .filter(|index| holds(&inputs.facts.assets[*index]))
        .collect();
    if cards.is_empty() {
        return None;
    }
    let known = |index: &usize| inputs.run.sources.assets[*index].recomputed.is_ok();
    let own = match part {
        "unknown" => "charge",
        "original" | "charge" | "recomputed" | "difference" => part,
        _ => return None,
    };
    let nodes: Vec<Trace> = cards
        .iter()
        .filter(|index| match part {
            "unknown" => !known(index),
            "recomputed" | "difference" => known(index),
            _ => true,
        })
        .filter_map(|index| {
            let node = card(inputs, *index, own)?;
            // Opened by its key: a long list shows the figures only.
            Some(Trace {
                formula: None,
                operation: None,
                operands: Vec::new(),
                ..node
            })
        })
        .collect();
    let value = nodes
        .iter()
        .filter_map(|node| node.value.clone().ok())
        .sum::<Fraction>();
    Some(money(label(&format!("assets_{part}")).with("name", name), value).sum(nodes))
}
