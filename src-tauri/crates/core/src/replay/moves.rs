//! Case by case: who is priced on which side, what moves, and by how much each cause moves it.

use std::collections::BTreeMap;

use super::{Amount, Inputs};
use crate::facts::Facts;
use crate::issue::Message;
use crate::payment::{CasePayment, OutlierKind, refusals};
use crate::quantity::Fraction;

/// What one cause does alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallied {
    /// Effect.
    pub effect: Amount,
    /// Rows moved.
    pub cases: u64,
    /// Rows it leaves without a price.
    pub refused: u64,
}

/// One group, department or scheme under both rules; cases priced both ways.
/// 分组变动
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SegmentMove {
    /// Code.
    pub code: String,
    /// Cases, volume levers included.
    pub cases: Fraction,
    /// Rows that move.
    pub moved: u64,
    /// Paid before.
    pub before: Amount,
    /// Paid after.
    pub after: Amount,
    /// What each cause does alone, parallel to [`super::Replay::causes`].
    pub effects: Vec<Amount>,
}

impl SegmentMove {
    /// after − before.
    pub fn difference(&self) -> Amount {
        self.after.less(&self.before)
    }
    /// What no cause alone explains.
    pub fn joint(&self) -> Amount {
        let effects = self.effects.iter();
        effects.fold(self.difference(), |rest, effect| rest.less(effect))
    }
}

/// One case that moves.
/// 单例变动
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseMove {
    /// Case number, from 0.
    pub case: usize,
    /// Before.
    pub before: CasePayment,
    /// After.
    pub after: CasePayment,
    /// Change of revenue each cause makes alone, 分; parallel to [`super::Replay::causes`]. `None`: no price with it alone.
    pub effects: Vec<Option<i64>>,
}

impl CaseMove {
    /// after − before, 分.
    pub fn difference(&self) -> i64 {
        self.after.revenue.fen() - self.before.revenue.fen()
    }
    /// What no cause alone explains, 分.
    pub fn joint(&self) -> i64 {
        self.difference() - self.effects.iter().flatten().sum::<i64>()
    }
}

/// Cases that have a price on one side only, by why they have none on the other.
/// 单边有价的病例
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priceless {
    /// Why there is no price.
    pub reason: Message,
    /// Rows.
    pub rows: u64,
    /// What the other side pays.
    pub amount: Amount,
    /// The first of them.
    pub listed: Vec<usize>,
}

/// Cases looked at, and how much each counts.
/// 重放范围
pub struct Scope<'a> {
    facts: &'a Facts,
    /// `Some(None)`: a facility without cases.
    facility: Option<Option<u32>>,
    factors: Vec<Fraction>,
    one: Fraction,
}

impl<'a> Scope<'a> {
    /// The facility looked at, and the volume levers.
    pub fn of(inputs: &Inputs<'a>) -> Self {
        let table = &inputs.facts.cases;
        let facility = inputs.plan.facility.as_deref().map(|wanted| {
            let found = table.facilities.iter().position(|own| own == wanted);
            found.and_then(|at| u32::try_from(at).ok())
        });
        let volume = &inputs.adjustments.volume;
        let of = |code: &String| volume.get(code).cloned().unwrap_or_else(Fraction::one);
        Self {
            facts: inputs.facts,
            facility,
            factors: table.groups.iter().map(of).collect(),
            one: Fraction::one(),
        }
    }
    /// Case numbers, from 0.
    pub fn cases(&self) -> impl Iterator<Item = usize> + '_ {
        let table = &self.facts.cases;
        let wanted = self.facility;
        (0..table.len()).filter(move |case| {
            wanted.is_none_or(|wanted| {
                wanted.is_some() && wanted == table.facility.get(*case).copied()
            })
        })
    }
    /// How often a case counts: the volume lever of its group.
    pub fn factor(&self, case: usize) -> &Fraction {
        let group = self.facts.cases.group.get(case);
        let found = group.and_then(|at| self.factors.get(*at as usize));
        found.unwrap_or(&self.one)
    }
}

/// What the first look gives.
pub(super) struct Counted {
    pub(super) cases: Fraction,
    pub(super) moved: u64,
    pub(super) before: Amount,
    pub(super) after: Amount,
    pub(super) neither: u64,
}

type Segments = BTreeMap<u32, SegmentMove>;

/// Both sides, case by case.
pub(super) struct Walk<'a> {
    scope: &'a Scope<'a>,
    pub(super) old: &'a [CasePayment],
    new: &'a [CasePayment],
    /// Cases priced both ways.
    pub(super) both: Vec<usize>,
    appear: Vec<usize>,
    cease: Vec<usize>,
    pub(super) groups: Segments,
    pub(super) departments: Segments,
    pub(super) schemes: Segments,
    pub(super) top: Vec<CaseMove>,
}

fn priced(payment: &CasePayment) -> bool {
    payment.kind != OutlierKind::Unpriced
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        scope: &'a Scope<'a>,
        old: &'a [CasePayment],
        new: &'a [CasePayment],
    ) -> Self {
        Self {
            scope,
            old,
            new,
            both: Vec::new(),
            appear: Vec::new(),
            cease: Vec::new(),
            groups: Segments::new(),
            departments: Segments::new(),
            schemes: Segments::new(),
            top: Vec::new(),
        }
    }

    /// The three segments a case belongs to.
    fn segments(&mut self, case: usize) -> [&mut SegmentMove; 3] {
        let table = &self.scope.facts.cases;
        let at = |index: &[u32]| index.get(case).copied().unwrap_or(u32::MAX);
        [
            self.groups.entry(at(&table.group)).or_default(),
            self.departments.entry(at(&table.department)).or_default(),
            self.schemes.entry(at(&table.scheme)).or_default(),
        ]
    }

    pub(super) fn count(&mut self, listed: usize) -> Counted {
        let scope = self.scope;
        let mut found = Counted {
            cases: Fraction::zero(),
            moved: 0,
            before: Amount::default(),
            after: Amount::default(),
            neither: 0,
        };
        for case in scope.cases() {
            let (Some(old), Some(new)) = (self.old.get(case), self.new.get(case)) else {
                continue;
            };
            match (priced(old), priced(new)) {
                (true, true) => {}
                (false, true) => self.appear.push(case),
                (true, false) => self.cease.push(case),
                (false, false) => found.neither += 1,
            }
            if !(priced(old) && priced(new)) {
                continue;
            }
            self.both.push(case);
            let factor = scope.factor(case);
            let (before, after) = (Amount::of(old, factor), Amount::of(new, factor));
            let moves = (old.revenue, old.fund) != (new.revenue, new.fund);
            found.cases += factor;
            found.moved += u64::from(moves);
            found.before.add(&before);
            found.after.add(&after);
            for segment in self.segments(case) {
                segment.cases += factor;
                segment.moved += u64::from(moves);
                segment.before.add(&before);
                segment.after.add(&after);
            }
            if moves {
                self.top.push(CaseMove {
                    case,
                    before: *old,
                    after: *new,
                    effects: Vec::new(),
                });
            }
        }
        // Stable: equal moves stay in the order of the files.
        self.top
            .sort_by_key(|one| std::cmp::Reverse(one.difference().unsigned_abs()));
        self.top.truncate(listed);
        found
    }

    /// What a pack with one difference does; segments and listed cases get their part.
    pub(super) fn effect(&mut self, alone: &[CasePayment]) -> Tallied {
        let scope = self.scope;
        let mut found = Tallied::default();
        for segments in [&mut self.groups, &mut self.departments, &mut self.schemes] {
            for segment in segments.values_mut() {
                segment.effects.push(Amount::default());
            }
        }
        let both = std::mem::take(&mut self.both);
        for case in both.iter().copied() {
            let (Some(old), Some(new)) = (self.old.get(case), alone.get(case)) else {
                continue;
            };
            if !priced(new) {
                found.refused += 1;
            } else if (old.revenue, old.fund) != (new.revenue, new.fund) {
                let factor = scope.factor(case);
                let change = Amount::of(new, factor).less(&Amount::of(old, factor));
                found.cases += 1;
                found.effect.add(&change);
                for segment in self.segments(case) {
                    if let Some(own) = segment.effects.last_mut() {
                        own.add(&change);
                    }
                }
            }
        }
        self.both = both;
        for one in &mut self.top {
            let new = alone.get(one.case).filter(|new| priced(new));
            let change = new.map(|new| new.revenue.fen() - one.before.revenue.fen());
            one.effects.push(change);
        }
        found
    }

    /// Cases with a price on one side only: those that gain one, those that lose it.
    pub(super) fn priceless(
        &self,
        inputs: &Inputs<'_>,
        listed: usize,
    ) -> (Vec<Priceless>, Vec<Priceless>) {
        let of = |cases: &[usize], pack, paid: &[CasePayment]| {
            let mut found: BTreeMap<Message, Priceless> = BTreeMap::new();
            let reasons = refusals(inputs.facts, pack, inputs.adjustments, cases);
            for (case, reason) in cases.iter().zip(reasons) {
                let one = found.entry(reason.clone()).or_insert_with(|| Priceless {
                    reason,
                    rows: 0,
                    amount: Amount::default(),
                    listed: Vec::new(),
                });
                one.rows += 1;
                if let Some(payment) = paid.get(*case) {
                    one.amount
                        .add(&Amount::of(payment, self.scope.factor(*case)));
                }
                if one.listed.len() < listed {
                    one.listed.push(*case);
                }
            }
            let counted = |one: Priceless| Priceless {
                reason: one.reason.with("cases", one.rows.to_string()),
                ..one
            };
            found.into_values().map(counted).collect()
        };
        (
            of(&self.appear, inputs.before, self.new),
            of(&self.cease, inputs.after, self.old),
        )
    }
}

/// Segments with their codes, sorted by code.
pub(super) fn named(segments: Segments, codes: &[String]) -> Vec<SegmentMove> {
    let mut found: Vec<SegmentMove> = segments
        .into_iter()
        .map(|(at, segment)| SegmentMove {
            code: codes.get(at as usize).cloned().unwrap_or_default(),
            ..segment
        })
        .collect();
    found.sort_by(|a, b| a.code.cmp(&b.code));
    found
}
