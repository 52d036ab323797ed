//! 成本层级: what each class of units and each funding source brings to each of the four levels.

use std::collections::BTreeMap;

use super::driver::Drivers;
use super::gather::{bill_of, enters, gather, moved_by_unit};
use super::{shared, total};
use crate::facts::Facts;
use crate::hospital::{DepartmentClass, FundingSource};
use crate::plan::{Adjustments, CostLevel, Plan};
use crate::quantity::Fraction;

/// One line of the ladder: exact 分 at each level, in the order of [`CostLevel::ALL`].
/// 成本层级构成
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LadderRow {
    /// Class of the units; `None` for units that are not in the department file and bills without a driver.
    pub class: Option<DepartmentClass>,
    /// Funding source of what is booked to the units; `None` for their part of shared bills (计算计入).
    pub funding: Option<FundingSource>,
    /// At each level.
    pub amounts: [Fraction; 4],
}

/// The ladder by class (last class first, unknown units last) and funding source; lines that are 0 everywhere left out.
///
/// The sum at the plan's level is [`Allocation::total`](super::Allocation::total). Source: cost-method §1.5.
pub fn ladder_rows(facts: &Facts, plan: &Plan, adjustments: &Adjustments) -> Vec<LadderRow> {
    let mut rows = booked(facts, plan, adjustments);
    if !plan.shared_bills.is_empty() {
        for (at, level) in CostLevel::ALL.into_iter().enumerate() {
            let plan = Plan {
                level,
                ..plan.clone()
            };
            let mut gathered = gather(facts, &plan, adjustments, &mut Vec::new());
            let level0 = shared::spread(
                facts,
                &plan,
                gathered.bills,
                &mut Drivers::new(facts),
                &mut gathered.units,
                &mut Vec::new(),
            );
            let parts = facts
                .departments
                .iter()
                .zip(&gathered.units)
                .map(|((unit, _), cost)| (Some(unit.class), total(&cost.level0)));
            let left = level0
                .unplaced
                .iter()
                .map(|(_, _, amounts)| (None, total(amounts)));
            for (class, amount) in parts.chain(left) {
                rows.entry((class, None)).or_default()[at] += &amount;
            }
        }
    }
    let classes = DepartmentClass::ALL.into_iter().rev().map(Some);
    let mut ordered = Vec::new();
    for class in classes.chain([None]) {
        let fundings = FundingSource::ALL.into_iter().map(Some);
        for funding in fundings.chain([None]) {
            if let Some(amounts) = rows.remove(&(class, funding))
                && !amounts.iter().all(Fraction::is_zero)
            {
                ordered.push(LadderRow {
                    class,
                    funding,
                    amounts,
                });
            }
        }
    }
    ordered
}

type Rows = BTreeMap<(Option<DepartmentClass>, Option<FundingSource>), [Fraction; 4]>;

/// What is booked to units, without the shared bills.
fn booked(facts: &Facts, plan: &Plan, adjustments: &Adjustments) -> Rows {
    let mut items = BTreeMap::new();
    for rule in &facts.accounts {
        items.entry(rule.account.as_str()).or_insert(rule.item);
    }
    // (class, funding) → per item 分; the eighth is of unknown accounts, which no scenario multiplies.
    let mut sums: BTreeMap<(Option<DepartmentClass>, FundingSource), [i128; 8]> = BTreeMap::new();
    for line in &facts.ledger {
        let item = items.get(line.account.as_str());
        if item.is_some() && bill_of(plan, &line.department, &line.account).is_some() {
            continue;
        }
        let class = facts.department(&line.department).map(|unit| unit.class);
        let slot = item.map_or(7, |item| item.index());
        sums.entry((class, line.funding)).or_default()[slot] += i128::from(line.amount.fen());
    }
    let mut rows: Rows = sums
        .into_iter()
        .map(|((class, funding), fen)| {
            let known: Fraction = (0..7)
                .map(|item| Fraction::whole(fen[item]) * &adjustments.item[item])
                .sum();
            let all = known + Fraction::whole(fen[7]);
            let amounts = CostLevel::ALL.map(|level| {
                if enters(level, funding, class) {
                    all.clone()
                } else {
                    Fraction::zero()
                }
            });
            ((class, Some(funding)), amounts)
        })
        .collect();
    for (line, _, more) in moved_by_unit(facts, plan, adjustments) {
        let class = facts.department(&line.department).map(|unit| unit.class);
        let amounts = rows.entry((class, Some(line.funding))).or_default();
        for (amount, level) in amounts.iter_mut().zip(CostLevel::ALL) {
            if enters(level, line.funding, class) {
                *amount += &more;
            }
        }
    }
    rows
}
