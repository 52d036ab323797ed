//! 同类科室内的次序: which units of a class also give to which others, and in what turn they close.

use std::collections::BTreeSet;

use crate::facts::Facts;
use crate::hospital::DepartmentClass;
use crate::issue::{Issue, Severity};
use crate::plan::Plan;

/// The orders of the plan, by unit index.
pub(super) struct Order {
    /// Units of the same class that the unit gives to.
    pub successors: Vec<BTreeSet<usize>>,
    /// Turn inside the class: after every unit that gives to it. 0 for units in no order.
    pub turn: Vec<usize>,
}

impl Order {
    /// Reads the plan's orders. What cannot be followed is reported and left out: unknown units, units of another class
    /// or clinical ones (they give nothing), and orders that contradict each other.
    pub fn of(facts: &Facts, plan: &Plan, issues: &mut Vec<Issue>) -> Self {
        let count = facts.departments.len();
        let mut next = vec![BTreeSet::new(); count];
        for (number, order) in plan.order.iter().enumerate() {
            let units = known(facts, number, &order.units, issues);
            for pair in units.windows(2) {
                if let [from, to] = pair {
                    next[*from].insert(*to);
                }
            }
        }
        let mut reach = reachable(&next);
        let cyclic: BTreeSet<usize> = (0..count)
            .filter(|unit| reach[*unit].contains(unit))
            .collect();
        if !cyclic.is_empty() {
            report_cycles(facts, &cyclic, &reach, issues);
            for unit in &cyclic {
                let together: Vec<usize> = next[*unit]
                    .iter()
                    .filter(|to| reach[**to].contains(unit))
                    .copied()
                    .collect();
                for to in together {
                    next[*unit].remove(&to);
                }
            }
            reach = reachable(&next);
        }
        let mut turn = vec![0; count];
        // Without cycles the longest road has fewer steps than there are units in orders.
        let mut changed = true;
        while changed {
            changed = false;
            for (from, successors) in reach.iter().enumerate() {
                for to in successors {
                    if turn[*to] <= turn[from] {
                        turn[*to] = turn[from] + 1;
                        changed = true;
                    }
                }
            }
        }
        Self {
            successors: reach,
            turn,
        }
    }
}

fn known(facts: &Facts, number: usize, codes: &[String], issues: &mut Vec<Issue>) -> Vec<usize> {
    let mut units = Vec::new();
    let mut class: Option<DepartmentClass> = None;
    for code in codes {
        let named = |key: &str| {
            Issue::new(Severity::Error, key)
                .with("department", code.as_str())
                .with("order", (number + 1).to_string())
        };
        let Some(index) = facts.department_index(code) else {
            issues.push(named("allocation.order_unknown_unit"));
            continue;
        };
        let (unit, source) = &facts.departments[index];
        if unit.class == DepartmentClass::Clinical || *class.get_or_insert(unit.class) != unit.class
        {
            issues.push(
                named("allocation.order_class")
                    .with("name", unit.name.as_str())
                    .at(facts.place(*source, "class")),
            );
            continue;
        }
        units.push(index);
    }
    units
}

/// Every unit that can be come to from each unit, itself only where there is a way back.
fn reachable(next: &[BTreeSet<usize>]) -> Vec<BTreeSet<usize>> {
    let from = |start: usize| {
        let mut seen = BTreeSet::new();
        let mut open: Vec<usize> = next[start].iter().copied().collect();
        while let Some(unit) = open.pop() {
            if seen.insert(unit) {
                open.extend(next[unit].iter().copied());
            }
        }
        seen
    };
    (0..next.len()).map(from).collect()
}

fn report_cycles(
    facts: &Facts,
    cyclic: &BTreeSet<usize>,
    reach: &[BTreeSet<usize>],
    issues: &mut Vec<Issue>,
) {
    let mut told = BTreeSet::new();
    for unit in cyclic {
        if told.contains(unit) {
            continue;
        }
        let together: Vec<usize> = cyclic
            .iter()
            .filter(|other| reach[*unit].contains(other) && reach[**other].contains(unit))
            .copied()
            .collect();
        let names: Vec<String> = together
            .iter()
            .map(|index| {
                let unit = &facts.departments[*index].0;
                format!("{} {}", unit.code, unit.name)
            })
            .collect();
        issues.push(
            Issue::new(Severity::Error, "allocation.order_cycle")
                .with("units", names.join("、"))
                .at(facts.place(facts.departments[*unit].1, "code")),
        );
        told.extend(together);
    }
}
