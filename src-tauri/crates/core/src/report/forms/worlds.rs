//! The same hospital at another level of the cost ladder, or with the money of one funding source only.

use std::cell::OnceCell;

use crate::facts::{CaseTable, Facts};
use crate::hospital::{CostItem, DepartmentClass, FundingSource};
use crate::plan::{CostLevel, Plan};
use crate::quantity::{Fraction, Money, rounding};
use crate::run::{Run, compute};
use crate::trace::TraceInputs;

/// Which cost is looked at.
/// 口径
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum World {
    /// Everything that enters a level of the ladder.
    Level(CostLevel),
    /// What one funding source paid for.
    Funding(FundingSource),
}

impl World {
    /// Stable key, the second part of `form/…` keys.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Level(level) => level.key(),
            Self::Funding(funding) => funding.key(),
        }
    }
    /// The world with this key.
    pub fn of(key: &str) -> Option<Self> {
        let level = CostLevel::ALL
            .into_iter()
            .find(|level| level.key() == key)
            .map(Self::Level);
        let funding = || FundingSource::ALL.into_iter().find(|one| one.key() == key);
        level.or_else(|| funding().map(Self::Funding))
    }
    fn position(self) -> usize {
        match self {
            Self::Level(level) => level as usize,
            Self::Funding(funding) => CostLevel::ALL.len() + funding as usize,
        }
    }
    /// Message key of its name.
    pub fn label(self) -> String {
        match self {
            Self::Level(level) => format!("level.{}", level.key()),
            Self::Funding(funding) => format!("form.funding_{}", funding.key()),
        }
    }
}

struct Derived {
    facts: Facts,
    plan: Plan,
    run: Run,
}

/// A run and its other worlds, each computed when first asked for.
/// 各口径测算
pub struct Worlds<'a> {
    base: TraceInputs<'a>,
    derived: [OnceCell<Box<Derived>>; 9],
    closed: [OnceCell<Vec<Vec<Money>>>; 9],
}

impl<'a> Worlds<'a> {
    /// Around a run.
    pub fn new(base: TraceInputs<'a>) -> Self {
        Self {
            base,
            derived: Default::default(),
            closed: Default::default(),
        }
    }
    /// The run itself.
    pub fn base(&self) -> TraceInputs<'a> {
        self.base
    }
    /// World of the plan's level: the run itself.
    pub fn plan(&self) -> World {
        World::Level(self.base.plan.level)
    }
    /// Inputs of a world. Other worlds know of cases only where they were discharged: department cost is all that is
    /// looked at there. Their rows stand where
    /// they stood, so that a ledger line has the same number in every world.
    pub fn inputs(&self, world: World) -> TraceInputs<'_> {
        if world == self.plan() {
            return self.base;
        }
        let derived = match self.derived.get(world.position()) {
            Some(cell) => cell.get_or_init(|| Box::new(self.derive(world))),
            None => return self.base,
        };
        TraceInputs {
            facts: &derived.facts,
            plan: &derived.plan,
            run: &derived.run,
            ..self.base
        }
    }
    fn derive(&self, world: World) -> Derived {
        let own = self.base.facts;
        let mut facts = Facts {
            // Where they were discharged is a driver (出院人次); the rest of them is not looked at.
            cases: CaseTable {
                departments: own.cases.departments.clone(),
                department: own.cases.department.clone(),
                ..CaseTable::default()
            },
            ..own.clone()
        };
        let level = match world {
            World::Level(level) => level,
            // The money looked at enters whoever spent it, all other money does not. The lines stay: meters are read
            // against the whole of a shared bill, whatever money paid it.
            World::Funding(funding) => {
                for line in &mut facts.ledger {
                    line.funding = if line.funding == funding {
                        FundingSource::Operating
                    } else {
                        FundingSource::NonMedical
                    };
                }
                CostLevel::Medical
            }
        };
        let plan = Plan {
            level,
            facility: None,
            ..self.base.plan.clone()
        };
        let run = compute(&facts, self.base.policy, &plan, self.base.adjustments);
        Derived { facts, plan, run }
    }
    /// Full cost of clinical units by item as every form prints it: closed down each item. `[item][unit]`, zero for
    /// other units.
    /// 临床服务类科室全成本(分项闭合)
    pub fn closed(&self, world: World) -> &[Vec<Money>] {
        let Some(cell) = self.closed.get(world.position()) else {
            return &[];
        };
        cell.get_or_init(|| {
            let inputs = self.inputs(world);
            CostItem::ALL
                .into_iter()
                .map(|item| closed_item(&inputs, item))
                .collect()
        })
    }
}

/// One item's column of clinical full cost, closed to its rounded total; by unit.
fn closed_item(inputs: &TraceInputs<'_>, item: CostItem) -> Vec<Money> {
    let mut printed = vec![Money::ZERO; inputs.facts.departments.len()];
    let Some(allocation) = &inputs.run.allocation else {
        return printed;
    };
    let clinical: Vec<usize> = (0..printed.len())
        .filter(|unit| inputs.facts.departments[*unit].0.class == DepartmentClass::Clinical)
        .collect();
    let parts: Vec<Fraction> = clinical
        .iter()
        .map(|unit| allocation.units[*unit].full()[item.index()].clone())
        .collect();
    let total = rounding::to_money(&parts.iter().sum());
    for (unit, amount) in clinical.into_iter().zip(rounding::closed(&parts, total)) {
        printed[unit] = amount;
    }
    printed
}
