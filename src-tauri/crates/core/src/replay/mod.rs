//! 重放: the same cases paid under other rules, and because of which value each amount moves.
//!
//! "Other rules" are another pack, the same pack read at one day ([`PolicyPack::read_at`]) or with values laid over it
//! ([`PolicyPack::overlaid`]). Each difference the cases can meet is a cause; its effect is what the first pack pays with
//! that one difference taken from the second, less what it pays without. What no cause alone explains is the joint
//! effect, so causes and joint effect always add up to the difference. Only cases priced both ways are compared; those
//! that gain or lose their price stand apart. Rules of the year are no part of it.

mod causes;
mod moves;

pub use causes::{CauseOf, candidates, mixed};
pub use moves::{CaseMove, Priceless, Scope, SegmentMove, Tallied};

use std::collections::BTreeMap;

use crate::facts::Facts;
use crate::payment::{CasePayment, OutlierKind, settle};
use crate::period::Date;
use crate::plan::{Adjustments, Plan};
use crate::policy::{PolicyPack, Route, Undated, Value};
use crate::quantity::Fraction;
use moves::{Counted, Walk};

/// What is replayed.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// Facts.
    pub facts: &'a Facts,
    /// Settings: the facility looked at.
    pub plan: &'a Plan,
    /// What-if of the run: the same on both sides.
    pub adjustments: &'a Adjustments,
    /// Rules of the run.
    pub before: &'a PolicyPack,
    /// Other rules.
    pub after: &'a PolicyPack,
}

/// What is paid, exact 分.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Fund and patient together (支付).
    pub revenue: Fraction,
    /// Of which the fund.
    pub fund: Fraction,
}

impl Amount {
    pub(super) fn of(payment: &CasePayment, factor: &Fraction) -> Self {
        Self {
            revenue: Fraction::from(payment.revenue.fen()) * factor,
            fund: Fraction::from(payment.fund.fen()) * factor,
        }
    }
    pub(super) fn add(&mut self, other: &Self) {
        self.revenue += &other.revenue;
        self.fund += &other.fund;
    }
    /// This less the other.
    #[must_use]
    pub fn less(&self, other: &Self) -> Self {
        Self {
            revenue: &self.revenue - &other.revenue,
            fund: &self.fund - &other.fund,
        }
    }
}

/// A parameter's value as it met some of the cases: what held before and what holds after.
/// 取值变化
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueMove {
    /// Line of the table the cases read; `None` where the value is one number, or a case reads more than one line.
    pub key: Option<String>,
    /// First day and source id of the entry before; `None` where there was none.
    pub before: Option<(Date, String)>,
    /// The same after.
    pub after: Option<(Date, String)>,
    /// The number before, where it is one.
    pub old: Option<Fraction>,
    /// The number after.
    pub new: Option<Fraction>,
    /// Cases moved.
    pub cases: u64,
    /// Effect.
    pub effect: Amount,
}

/// One difference between the rules, and what it does alone.
/// 变动原因
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Which difference.
    pub of: CauseOf,
    /// What it does alone, over the cases priced both ways.
    pub effect: Amount,
    /// Cases it moves alone.
    pub cases: u64,
    /// Cases priced both ways that have no price with this difference alone: what it does to them is in the joint effect.
    pub refused: u64,
    /// By value in force, for a parameter.
    pub values: Vec<ValueMove>,
}

/// The same cases under two sets of rules.
/// 重放结果
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// Cases priced both ways, volume levers included.
    pub cases: Fraction,
    /// Of which rows whose payment moves.
    pub moved: u64,
    /// What the first pack pays them.
    pub before: Amount,
    /// What the second pays them.
    pub after: Amount,
    /// Causes in the order of [`CauseOf`]: values by id, groups, rules.
    pub causes: Vec<Cause>,
    /// after − before − Σ effects.
    pub joint: Amount,
    /// By case group, sorted by code.
    pub groups: Vec<SegmentMove>,
    /// By discharge unit, sorted by code.
    pub departments: Vec<SegmentMove>,
    /// By payer scheme, sorted by code.
    pub schemes: Vec<SegmentMove>,
    /// Cases that move most, largest first.
    pub top: Vec<CaseMove>,
    /// Cases that gain a price, by why they had none; amounts are what is paid after.
    pub appear: Vec<Priceless>,
    /// Cases that lose their price, by why; amounts are what was paid before.
    pub cease: Vec<Priceless>,
    /// Rows without a price either way.
    pub neither: u64,
    /// Rows without a discharge date that both or one of the packs would price: read at the end of the period or refused,
    /// as each pack says.
    pub undated: u64,
}

impl Replay {
    /// after − before.
    pub fn difference(&self) -> Amount {
        self.after.less(&self.before)
    }
}

/// Pays the cases both ways and finds the causes; the `listed` largest moves, and as many cases that gain or lose a
/// price, are named.
/// 重放
pub fn replay(inputs: &Inputs<'_>, listed: usize) -> Replay {
    let Inputs {
        facts,
        before,
        after,
        adjustments,
        ..
    } = *inputs;
    let (old, _) = settle(facts, before, adjustments);
    let (new, _) = settle(facts, after, adjustments);
    let scope = Scope::of(inputs);
    let mut walk = Walk::new(&scope, &old.cases, &new.cases);
    let counted = walk.count(listed);
    let mut causes = Vec::new();
    let found = if walk.both.is_empty() {
        Vec::new()
    } else {
        candidates(inputs)
    };
    for of in found {
        let pack = mixed(before, after, &of);
        let (alone, _) = settle(facts, &pack, adjustments);
        let tally = walk.effect(&alone.cases);
        let values = match &of {
            CauseOf::Value(id) => values(inputs, &scope, &walk, &alone.cases, id),
            CauseOf::Groups | CauseOf::Rules => Vec::new(),
        };
        causes.push(Cause {
            of,
            effect: tally.effect,
            cases: tally.cases,
            refused: tally.refused,
            values,
        });
    }
    let Counted {
        cases,
        moved,
        before: paid_before,
        after: paid_after,
        neither,
    } = counted;
    let mut joint = paid_after.less(&paid_before);
    for cause in &causes {
        joint = joint.less(&cause.effect);
    }
    let (appear, cease) = walk.priceless(inputs, listed);
    let Walk {
        groups,
        departments,
        schemes,
        top,
        ..
    } = walk;
    Replay {
        cases,
        moved,
        before: paid_before,
        after: paid_after,
        causes,
        joint,
        groups: moves::named(groups, &facts.cases.groups),
        departments: moves::named(departments, &facts.cases.departments),
        schemes: moves::named(schemes, &facts.cases.schemes),
        top,
        appear,
        cease,
        neither,
        undated: undated(inputs, &scope),
    }
}

/// Rows of the scope without a day of discharge that a pack prices by a method.
fn undated(inputs: &Inputs<'_>, scope: &Scope<'_>) -> u64 {
    let table = &inputs.facts.cases;
    let ruled = |pack: &PolicyPack, case: usize| {
        let name = table
            .scheme
            .get(case)
            .and_then(|at| table.schemes.get(*at as usize));
        name.and_then(|name| pack.scheme(name))
            .is_some_and(|rule| rule.route == Route::Priced)
    };
    let found = scope.cases().filter(|case| {
        table.discharged.get(*case).copied().flatten().is_none()
            && (ruled(inputs.before, *case) || ruled(inputs.after, *case))
    });
    found.count() as u64
}

/// The day a pack is read at for a case.
pub fn day_of(facts: &Facts, pack: &PolicyPack, case: usize) -> Option<Date> {
    match facts.cases.discharged.get(case).copied().flatten() {
        Some(day) => Date::from_day_number(day),
        None if pack.undated == Undated::PeriodEnd => causes::period_end(facts),
        None => None,
    }
}

/// The number of a value for a case: the value itself, or the line of its table by scheme, grade or facility.
fn number(
    inputs: &Inputs<'_>,
    pack: &PolicyPack,
    value: &Value,
    id: &str,
    case: usize,
) -> (Option<String>, Option<Fraction>) {
    use crate::policy::{KeyedBy, Threshold};
    let table = &inputs.facts.cases;
    let keyed = pack.parameters.get(id).and_then(|own| own.keyed_by);
    let key = match keyed {
        Some(KeyedBy::Code) => None,
        Some(KeyedBy::Hospital) => {
            let at = table.facility.get(case).copied().unwrap_or_default();
            table.facilities.get(at as usize).cloned()
        }
        Some(KeyedBy::Grade) => pack.grade.clone(),
        Some(KeyedBy::Scheme) | None => {
            let at = table.scheme.get(case).copied().unwrap_or_default();
            let name = table.schemes.get(at as usize);
            let rule = name.and_then(|name| pack.scheme(name));
            rule.map(|rule| rule.key.clone())
        }
    };
    match value {
        Value::Number(number) => (None, Some(number.clone())),
        Value::Keyed(lines) => {
            let number = key.as_ref().and_then(|key| lines.get(key)).cloned();
            (key, number)
        }
        Value::Limit(limit) => match &limit.threshold {
            Threshold::Number(number) => (None, Some(number.clone())),
            Threshold::Keyed(lines) => {
                let number = key.as_ref().and_then(|key| lines.get(key)).cloned();
                (key, number)
            }
            Threshold::Steps { .. } => (None, None),
        },
        Value::Bands(_) => (None, None),
    }
}

/// What a parameter says to a case on either side, without effect.
pub fn met(inputs: &Inputs<'_>, id: &str, case: usize) -> ValueMove {
    let held = |pack: &'_ PolicyPack| {
        let day = day_of(inputs.facts, pack, case)?;
        let (entry, value) = pack.value(id, day).ok()?;
        let (key, number) = number(inputs, pack, value, id, case);
        Some(((entry.from, entry.source.clone()), key, number))
    };
    let (before, after) = (held(inputs.before), held(inputs.after));
    let key = [&after, &before]
        .into_iter()
        .flatten()
        .find_map(|(_, key, _)| key.clone());
    ValueMove {
        key,
        old: before.as_ref().and_then(|(.., number)| number.clone()),
        new: after.as_ref().and_then(|(.., number)| number.clone()),
        before: before.map(|(entry, ..)| entry),
        after: after.map(|(entry, ..)| entry),
        cases: 0,
        effect: Amount::default(),
    }
}

impl ValueMove {
    /// What tells one from another.
    fn place(
        &self,
    ) -> (
        Option<String>,
        Option<(Date, String)>,
        Option<(Date, String)>,
    ) {
        (self.key.clone(), self.before.clone(), self.after.clone())
    }
    /// Whether a case meets these values.
    pub fn meets(&self, inputs: &Inputs<'_>, id: &str, case: usize) -> bool {
        self.place() == met(inputs, id, case).place()
    }
}

/// The effect of a parameter by the values its cases met.
fn values(
    inputs: &Inputs<'_>,
    scope: &Scope<'_>,
    walk: &Walk<'_>,
    alone: &[CasePayment],
    id: &str,
) -> Vec<ValueMove> {
    let mut found = BTreeMap::new();
    for case in &walk.both {
        let (Some(old), Some(new)) = (walk.old.get(*case), alone.get(*case)) else {
            continue;
        };
        if new.kind == OutlierKind::Unpriced || (old.revenue, old.fund) == (new.revenue, new.fund) {
            continue;
        }
        let one = met(inputs, id, *case);
        let one: &mut ValueMove = found.entry(one.place()).or_insert(one);
        let factor = scope.factor(*case);
        let change = Amount::of(new, factor).less(&Amount::of(old, factor));
        one.cases += 1;
        one.effect.add(&change);
    }
    found.into_values().collect()
}
