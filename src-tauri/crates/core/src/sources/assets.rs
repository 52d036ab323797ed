//! The asset register's charge, recomputed card by card and compared with what the register states.
//! 折旧与摊销复核

use std::collections::{BTreeMap, BTreeSet};

use super::Feed;
use super::found::Found;
use super::schedule::{Span, base, month_number, months_of, span};
use crate::facts::{AssetRow, ChargeMethod, Facts, SourceRef};
use crate::issue::{Issue, Severity};
use crate::plan::{LifeRule, Plan};
use crate::quantity::{Computed, Fraction, Money, Reason};

/// What an asset is to its register in the period.
/// 资产计提状态
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChargeState {
    /// 计提中
    Charged,
    /// 尚未开始计提
    NotYet,
    /// 已提足
    FullyCharged,
    /// 已处置
    Disposed,
    /// 不计提
    NeverCharged,
    /// 无法计算
    Unknown,
}

impl ChargeState {
    /// Stable key; the message key is `asset_state.` + key.
    pub const fn key(self) -> &'static str {
        [
            "charged",
            "not_yet",
            "fully_charged",
            "disposed",
            "never_charged",
            "unknown",
        ][self as usize]
    }
}

/// One card's charge, recomputed.
/// 折旧复核结果
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetCharge {
    /// What is charged over the life, 分.
    pub base: Computed<Money>,
    /// The part of the life the period covers; `None` for what is never charged.
    pub span: Option<Computed<Span>>,
    /// Charge of the period, 分.
    pub recomputed: Computed<Money>,
    /// Why it is or is not charged.
    pub state: ChargeState,
}

impl AssetCharge {
    /// What the register states more than was recomputed, 分.
    ///
    /// # Errors
    /// The charge cannot be recomputed.
    pub fn difference(&self, asset: &AssetRow) -> Computed<Money> {
        self.recomputed
            .clone()
            .map(|recomputed| asset.charge - recomputed)
    }
}

/// The rule that speaks for a class, if there is one.
pub fn life_rule<'a>(plan: &'a Plan, class: &str) -> Option<&'a LifeRule> {
    plan.asset_lives.iter().find(|rule| rule.names(class))
}

fn recompute(facts: &Facts, plan: &Plan, asset: &AssetRow) -> AssetCharge {
    let rule = &plan.depreciation_rule;
    let base = base(asset, rule);
    if life_rule(plan, &asset.class).is_some_and(|rule| !rule.charged) {
        return AssetCharge {
            base,
            span: None,
            recomputed: Ok(Money::ZERO),
            state: ChargeState::NeverCharged,
        };
    }
    let span = span(asset, rule, facts.period);
    let recomputed = match (&span, &base) {
        (Err(reason), _) | (_, Err(reason)) => Err(reason.clone()),
        (Ok(span), Ok(base)) => span.charge(*base),
    };
    let state = state(facts, asset, &span, &recomputed, rule.entry.delay());
    AssetCharge {
        base,
        span: Some(span),
        recomputed,
        state,
    }
}

fn state(
    facts: &Facts,
    asset: &AssetRow,
    span: &Computed<Span>,
    recomputed: &Computed<Money>,
    delay: i64,
) -> ChargeState {
    let (Ok(span), Ok(_), Ok((start, end))) = (span, recomputed, months_of(facts.period)) else {
        return ChargeState::Unknown;
    };
    let left = asset.terms.disposed.map(month_number);
    if span.before >= span.whole {
        ChargeState::FullyCharged
    } else if left.is_some_and(|month| month + delay <= start) {
        ChargeState::Disposed
    } else if month_number(asset.in_service) + delay >= end {
        ChargeState::NotYet
    } else {
        ChargeState::Charged
    }
}

/// What the register states, by unit and item.
pub(super) fn feeds(facts: &Facts) -> Vec<Feed> {
    let mut sums: BTreeMap<_, i128> = BTreeMap::new();
    for asset in &facts.assets {
        *sums
            .entry((asset.item, asset.department.as_str()))
            .or_default() += i128::from(asset.charge.fen());
    }
    sums.into_iter()
        .map(|((item, department), fen)| Feed {
            source: format!("assets.{}", item.key()),
            item,
            department: department.to_owned(),
            amount: Fraction::whole(fen),
            why: format!("assets/unit/{department}/{}_charge", item.key()),
        })
        .collect()
}

/// Recomputes every card.
pub fn assets(facts: &Facts, plan: &Plan) -> (Vec<AssetCharge>, Vec<Issue>) {
    let mut found = Found::default();
    let charges: Vec<AssetCharge> = facts
        .assets
        .iter()
        .map(|asset| recompute(facts, plan, asset))
        .collect();
    for (asset, charge) in facts.assets.iter().zip(&charges) {
        name_trouble(facts, asset, charge, &mut found);
    }
    differences(facts, &charges, &mut found);
    lives(facts, plan, &mut found);
    residuals(facts, plan, &mut found);
    (charges, found.finish())
}

fn issue(facts: &Facts, asset: &AssetRow, severity: Severity, code: &str, field: &str) -> Issue {
    Issue::new(severity, code)
        .with("asset", asset.code.as_str())
        .with("name", asset.name.as_str())
        .with("amount", asset.charge.to_string())
        .at(facts.place(asset.source, field))
}

/// The field and the code of what makes a charge not computable.
fn named(reason: &Reason) -> Option<(&'static str, &'static str)> {
    Some(match reason.code {
        "reason.asset_no_life" => ("sources.asset_no_life", "life_months"),
        "reason.asset_negative_original" => ("sources.asset_negative_original", "original"),
        "reason.asset_residual_out_of_range" => ("sources.asset_residual_out_of_range", "residual"),
        "reason.asset_disposed_before_service" => {
            ("sources.asset_disposed_before_service", "disposed")
        }
        "reason.asset_no_total_work" => ("sources.asset_no_total_work", "total_work"),
        "reason.asset_no_work" => ("sources.asset_no_work", "work"),
        _ => return None,
    })
}

fn name_trouble(facts: &Facts, asset: &AssetRow, charge: &AssetCharge, found: &mut Found) {
    let span = charge.span.as_ref();
    let reasons = [
        charge.base.as_ref().err(),
        span.and_then(|span| span.as_ref().err()),
    ];
    for reason in reasons.into_iter().flatten() {
        if let Some((code, field)) = named(reason) {
            found.add(issue(facts, asset, Severity::Error, code, field));
        }
    }
    if let Some(Ok(span)) = span
        && asset.terms.method == ChargeMethod::Workload
        && span.after > span.whole
    {
        found.add(issue(
            facts,
            asset,
            Severity::Warning,
            "sources.asset_work_beyond_total",
            "total_work",
        ));
    }
    if asset.charge.fen() != 0
        && !matches!(charge.state, ChargeState::Charged | ChargeState::Unknown)
    {
        let code = if charge.state == ChargeState::FullyCharged {
            "sources.asset_fully_charged"
        } else {
            "sources.asset_charged_in_vain"
        };
        let told = issue(facts, asset, Severity::Warning, code, "charge");
        found.add(if code == "sources.asset_charged_in_vain" {
            told.with("state", format!("@asset_state.{}", charge.state.key()))
        } else {
            told
        });
    }
}

/// Cards in hand of one kind: how many, how much, where first.
#[derive(Default)]
struct Several {
    count: u64,
    fen: i128,
    first: SourceRef,
}

impl Several {
    fn note(&mut self, source: SourceRef, fen: i128) {
        if self.count == 0 {
            self.first = source;
        }
        self.count += 1;
        self.fen += fen;
    }
}

/// Register against recomputation: what another way of rounding explains (a 分 for every month) apart from the rest.
fn differences(facts: &Facts, charges: &[AssetCharge], found: &mut Found) {
    let months = months_of(facts.period).map_or(1, |(start, end)| end - start);
    let (mut rounding, mut real) = (Several::default(), Several::default());
    for (asset, charge) in facts.assets.iter().zip(charges) {
        let Ok(difference) = charge.difference(asset) else {
            continue;
        };
        let fen = difference.fen();
        // What is charged in vain is named card by card already.
        if fen == 0 || charge.state != ChargeState::Charged {
            continue;
        }
        if fen.abs() <= months {
            rounding.note(asset.source, i128::from(fen));
        } else {
            real.note(asset.source, i128::from(fen));
        }
    }
    for (several, severity, code) in [
        (real, Severity::Warning, "sources.asset_charge_differs"),
        (rounding, Severity::Notice, "sources.asset_charge_rounding"),
    ] {
        if several.count > 0 {
            found.add(
                Issue::new(severity, code)
                    .with("count", several.count.to_string())
                    .with("amount", Money::saturating(several.fen).to_string())
                    .at(facts.place(several.first, "charge")),
            );
        }
    }
}

/// Lives outside the usual range of their class, by class; classes the table does not have.
fn lives(facts: &Facts, plan: &Plan, found: &mut Found) {
    if plan.asset_lives.is_empty() {
        return;
    }
    let mut outside: BTreeMap<&str, (Several, &LifeRule)> = BTreeMap::new();
    let (mut unknown, mut classes) = (Several::default(), BTreeSet::new());
    for asset in &facts.assets {
        let Some(rule) = life_rule(plan, &asset.class) else {
            unknown.note(asset.source, 0);
            classes.insert(asset.class.as_str());
            continue;
        };
        let months = asset.life_months;
        let short = rule
            .years_min
            .is_some_and(|years| months < years.saturating_mul(12));
        let long = rule
            .years_max
            .is_some_and(|years| months > years.saturating_mul(12));
        if rule.charged && months > 0 && (short || long) {
            outside
                .entry(&asset.class)
                .or_insert_with(|| (Several::default(), rule))
                .0
                .note(asset.source, 0);
        }
    }
    let years =
        |years: Option<u32>| years.map_or_else(|| "—".to_owned(), |years| years.to_string());
    for (class, (several, rule)) in outside {
        found.add(
            Issue::new(Severity::Notice, "sources.asset_life_outside")
                .with("class", class)
                .with("count", several.count.to_string())
                .with("min", years(rule.years_min))
                .with("max", years(rule.years_max))
                .with("source", rule.source.as_str())
                .at(facts.place(several.first, "life_months")),
        );
    }
    if unknown.count > 0 {
        let classes: Vec<&str> = classes.into_iter().collect();
        found.add(
            Issue::new(Severity::Notice, "sources.asset_class_without_life")
                .with("count", unknown.count.to_string())
                .with("classes", classes.join("、"))
                .at(facts.place(unknown.first, "class")),
        );
    }
}

/// Residual values the register states and the rule does not consider.
fn residuals(facts: &Facts, plan: &Plan, found: &mut Found) {
    if plan.depreciation_rule.residual.is_some() {
        return;
    }
    let mut several = Several::default();
    for asset in &facts.assets {
        if let Some(residual) = asset.terms.residual.filter(|money| money.fen() != 0) {
            several.note(asset.source, i128::from(residual.fen()));
        }
    }
    if several.count > 0 {
        found.add(
            Issue::new(Severity::Notice, "sources.residual_not_considered")
                .with("count", several.count.to_string())
                .with("amount", Money::saturating(several.fen).to_string())
                .at(facts.place(several.first, "residual")),
        );
    }
}
