//! A hospital small enough to reckon by hand, and what-ifs on it.

// Shared by two test programs, neither of which uses all of it.
#![allow(dead_code)]

use yingheng_core::facts::Facts;
use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource, ServiceUnitKind};
use yingheng_core::period::Period;
use yingheng_core::plan::{Adjustments, BehaviourRule, FeeLineRule, Plan, ServiceUnit};
use yingheng_core::policy::{PolicyPack, tariff_from_mean_cost};
use yingheng_core::quantity::{Fraction, rounding};
use yingheng_core::run::{Run, compute};
use yingheng_core::scenario::{self, Ground, Outcome, Override, Scenario};
use yingheng_tests::hospital::Hospital;

pub struct World {
    pub facts: Facts,
    pub plan: Plan,
    pub pack: PolicyPack,
    pub run: Run,
}

pub fn number(text: &str) -> Fraction {
    text.parse().expect("a number")
}

/// A ward with an operating theatre's worth of cases: `groups` of (code, cases, days, charge in 元). Cost follows
/// charges one to one; half of it is fixed, half of the rest follows days.
pub fn world(period: Period, groups: &[(&str, usize, u16, i64)]) -> World {
    let mut hospital = Hospital::new();
    let total: i64 = groups
        .iter()
        .map(|(_, n, _, yuan)| *n as i64 * yuan * 100)
        .sum();
    hospital
        .department("W", "病房", DepartmentClass::Clinical, "病房")
        .cost("W", "other", FundingSource::Operating, total * 6 / 10)
        .cost("W", "labour", FundingSource::Operating, total * 3 / 10)
        .revenue("W", "W", "病房", true, total);
    for (group, cases, days, yuan) in groups {
        for _ in 0..*cases {
            hospital.case(group, "W", *days, &[("f", yuan * 100)]);
        }
    }
    let mut facts = hospital.facts;
    facts.period = period;
    facts.cases.schemes = vec!["S".to_owned()];
    let plan = Plan {
        service_units: vec![ServiceUnit {
            code: "病房".to_owned(),
            name: "病房".to_owned(),
            kind: ServiceUnitKind::Members,
        }],
        fee_lines: vec![FeeLineRule {
            fee_line: "f".to_owned(),
            service_unit: "病房".to_owned(),
        }],
        behaviour: CostItem::ALL
            .iter()
            .map(|item| BehaviourRule {
                item: *item,
                service_unit: None,
                variable: number("0.5"),
                per_day: number("0.5"),
            })
            .collect(),
        ..Plan::default()
    };
    let mut given = facts.clone();
    given.cases.given_cost = given.cases.charge.iter().map(|fen| Some(*fen)).collect();
    let pack = tariff_from_mean_cost(&given).expect("a tariff");
    let run = compute(&facts, &pack, &plan, &Adjustments::default());
    World {
        facts,
        plan,
        pack,
        run,
    }
}

pub const YEAR: Period = Period {
    year: 2025,
    month: 0,
};
pub const MONTH: Period = Period {
    year: 2025,
    month: 6,
};

impl World {
    pub fn ground(&self) -> Ground<'_> {
        Ground {
            facts: &self.facts,
            policy: &self.pack,
            plan: &self.plan,
            run: &self.run,
        }
    }
    pub fn what_if(&self, overrides: Vec<Override>) -> Outcome {
        let scenario = Scenario {
            overrides,
            ..Scenario::default()
        };
        scenario::compute(&self.facts, &self.pack, &self.plan, &self.run, &scenario)
    }
    pub fn gain(&self, overrides: Vec<Override>) -> Fraction {
        surplus(&self.what_if(overrides).run) - surplus(&self.run)
    }
}

pub fn surplus(run: &Run) -> Fraction {
    run.margins.result.surplus.clone().expect("a surplus")
}

pub fn yuan(fen: &Fraction) -> String {
    rounding::to_money(fen).to_string()
}
