//! 归集: ledger lines become direct cost by unit and item; what cannot be placed stays visible.

use std::collections::BTreeMap;

use super::{UnitCost, add};
use crate::facts::{AccountRule, Facts, LedgerLine, SourceRef};
use crate::hospital::{CostItem, DepartmentClass, FundingSource, ItemAmounts};
use crate::issue::{Issue, Severity};
use crate::plan::{Adjustments, CostLevel, Plan};
use crate::quantity::{Fraction, Money};

/// Whether a cost paid from this source, in a unit of this class, enters the level.
/// 成本层级口径
///
/// A unit that is not in the department file has no class: it counts as medical, so that its cost is never dropped.
/// Source: cost-method §1.5 (from memory).
pub fn enters(level: CostLevel, funding: FundingSource, class: Option<DepartmentClass>) -> bool {
    match funding {
        FundingSource::Operating => {
            level != CostLevel::MedicalBusiness || class != Some(DepartmentClass::Administration)
        }
        FundingSource::FiscalProject | FundingSource::OtherProject => {
            level >= CostLevel::MedicalFull
        }
        FundingSource::ResearchTeaching | FundingSource::NonMedical => {
            level == CostLevel::HospitalFull
        }
    }
}

/// The four level totals by item, straight from the ledger, whatever the plan's level.
/// 成本层级合计(医疗业务成本、医疗成本、医疗全成本、医院全成本)
///
/// In the order of [`CostLevel::ALL`], exact 分. Amounts of unknown units are in; amounts of unknown accounts stand
/// under 其他运行费用, as in [`allocate`](super::allocate). Shared bills count whole, whoever booked them: what of them
/// falls on administration is known only after level 0 ([`allocate`](super::allocate) leaves it out of 医疗业务成本 and
/// says how much, [`SharedCost::left_out`](super::SharedCost::left_out)). Source: cost-method §1.5.
pub fn ladder(facts: &Facts, plan: &Plan, adjustments: &Adjustments) -> [ItemAmounts; 4] {
    let items = items(facts);
    let mut sums = [[[0_i128; 2]; 7]; 4];
    for line in &facts.ledger {
        let item = items.get(line.account.as_str()).map(|rule| rule.item);
        let shared = item.is_some() && bill_of(plan, &line.department, &line.account).is_some();
        let class = facts
            .department(&line.department)
            .map(|unit| unit.class)
            .filter(|_| !shared);
        let (slot, known) = item.map_or((CostItem::Other.index(), 0), |item| (item.index(), 1));
        for (sums, level) in sums.iter_mut().zip(CostLevel::ALL) {
            if enters(level, line.funding, class) {
                sums[slot][known] += i128::from(line.amount.fen());
            }
        }
    }
    let mut levels = sums.map(|items| {
        std::array::from_fn(|item| {
            let [unknown, known] = items[item];
            Fraction::whole(known) * &adjustments.item[item] + Fraction::whole(unknown)
        })
    });
    for (line, item, more) in moved_by_unit(facts, plan, adjustments) {
        let class = facts.department(&line.department).map(|unit| unit.class);
        for (sums, level) in levels.iter_mut().zip(CostLevel::ALL) {
            if enters(level, line.funding, class) {
                sums[item] += &more;
            }
        }
    }
    levels
}

/// Ledger lines of units whose prices or wages move on their own, with the item and what that adds to them.
pub(super) fn moved_by_unit<'a>(
    facts: &'a Facts,
    plan: &Plan,
    adjustments: &Adjustments,
) -> Vec<(&'a LedgerLine, usize, Fraction)> {
    if adjustments.item_of.is_empty() {
        return Vec::new();
    }
    let items = items(facts);
    let own = |line: &'a LedgerLine| {
        let item = items.get(line.account.as_str())?.item.index();
        let known = facts.department(&line.department).is_some();
        let shared = bill_of(plan, &line.department, &line.account).is_some();
        (known && !shared && adjustments.item_of.contains_key(&line.department)).then(|| {
            let by = adjustments.item_at(&line.department, item) - &adjustments.item[item];
            (line, item, line.amount.exact() * by)
        })
    };
    facts.ledger.iter().filter_map(own).collect()
}

/// Direct cost at the plan's level, and what could not be placed.
pub(super) struct Gathered {
    /// Per unit; only `direct` and `carved` are filled.
    pub units: Vec<UnitCost>,
    /// (unit code as written, reason key, by item).
    pub unplaced: Vec<(String, &'static str, ItemAmounts)>,
    /// Parallel to the plan's shared bills.
    pub bills: Vec<Bill>,
}

/// A shared bill as the ledger has it.
#[derive(Clone, Default)]
pub(super) struct Bill {
    /// Ledger lines, whatever the level.
    pub lines: u64,
    /// 分 of all of them, whatever the level and before any what-if: what meters are read against.
    pub booked: i128,
    /// At the level, with the what-if.
    pub amounts: ItemAmounts,
}

/// Position of the first shared bill that takes the line.
pub fn bill_of(plan: &Plan, department: &str, account: &str) -> Option<usize> {
    plan.shared_bills
        .iter()
        .position(|bill| bill.takes(department, account))
}

/// First account rule of each account.
fn items(facts: &Facts) -> BTreeMap<&str, &AccountRule> {
    let mut items = BTreeMap::new();
    for rule in &facts.accounts {
        items.entry(rule.account.as_str()).or_insert(rule);
    }
    items
}

/// Where an unknown code first stands, how often, and how much.
struct Unknown {
    first: SourceRef,
    count: u64,
    fen: i128,
}

impl Unknown {
    fn note<'a>(map: &mut BTreeMap<&'a str, Unknown>, code: &'a str, source: SourceRef, fen: i64) {
        let entry = map.entry(code).or_insert(Unknown {
            first: source,
            count: 0,
            fen: 0,
        });
        entry.count += 1;
        entry.fen += i128::from(fen);
    }
}

/// Gathers the ledger at the level. An amount whose account is unknown has no item: it stands under 其他运行费用 of the
/// unplaced amounts and no scenario multiplies it.
pub(super) fn gather(
    facts: &Facts,
    plan: &Plan,
    adjustments: &Adjustments,
    issues: &mut Vec<Issue>,
) -> Gathered {
    let level = plan.level;
    let rules = items(facts);
    let mut bills = vec![(0_u64, 0_i128, [0_i128; 7]); plan.shared_bills.len()];
    let mut direct = vec![[0_i128; 7]; facts.departments.len()];
    let mut carved: BTreeMap<(usize, &str, usize), i128> = BTreeMap::new();
    let mut passed_on: BTreeMap<usize, i128> = BTreeMap::new();
    let mut unplaced: BTreeMap<(&str, &'static str), [i128; 7]> = BTreeMap::new();
    let (mut departments, mut accounts) = (BTreeMap::new(), BTreeMap::new());

    for line in &facts.ledger {
        let fen = i128::from(line.amount.fen());
        let rule = rules.get(line.account.as_str()).copied();
        // Without an item a line cannot be spread by item: it stays with the unknown accounts.
        if let (Some(rule), Some(bill)) = (rule, bill_of(plan, &line.department, &line.account)) {
            let (lines, booked, sums) = &mut bills[bill];
            *lines += 1;
            *booked += fen;
            if enters(level, line.funding, None) {
                sums[rule.item.index()] += fen;
            }
            continue;
        }
        let index = facts.department_index(&line.department);
        let class = index.map(|index| facts.departments[index].0.class);
        if !enters(level, line.funding, class) {
            continue;
        }
        if index.is_none() {
            Unknown::note(
                &mut departments,
                line.department.as_str(),
                line.source,
                line.amount.fen(),
            );
        }
        if rule.is_none() {
            Unknown::note(
                &mut accounts,
                line.account.as_str(),
                line.source,
                line.amount.fen(),
            );
        }
        match (index, rule) {
            (Some(index), Some(rule)) => {
                direct[index][rule.item.index()] += fen;
                if let Some(code) = &rule.carve_out {
                    // Administration and support pass their whole cost on; carving it out as well would count it twice.
                    if class >= Some(DepartmentClass::MedicalTechnology) {
                        *carved
                            .entry((index, code.as_str(), rule.item.index()))
                            .or_default() += fen;
                    } else {
                        *passed_on.entry(index).or_default() += fen;
                    }
                }
            }
            (None, Some(rule)) => {
                unplaced
                    .entry((&line.department, "reason.unknown_department"))
                    .or_default()[rule.item.index()] += fen;
            }
            (_, None) => {
                unplaced
                    .entry((&line.department, "reason.unknown_account"))
                    .or_default()[CostItem::Other.index()] += fen;
            }
        }
    }

    for (codes, code, field) in [
        (departments, "allocation.unknown_department", "department"),
        (accounts, "allocation.unknown_account", "account"),
    ] {
        for (name, unknown) in codes {
            issues.push(
                Issue::new(Severity::Error, code)
                    .with(field, name)
                    .with("count", unknown.count.to_string())
                    .with("amount", Money::saturating(unknown.fen).to_string())
                    .at(facts.place(unknown.first, field)),
            );
        }
    }
    for (index, fen) in passed_on {
        if fen != 0 {
            let (department, source) = &facts.departments[index];
            issues.push(
                Issue::new(Severity::Warning, "allocation.carve_out_passed_on")
                    .with("department", department.code.as_str())
                    .with("name", department.name.as_str())
                    .with("amount", Money::saturating(fen).to_string())
                    .at(facts.place(*source, "code")),
            );
        }
    }

    let mut units: Vec<UnitCost> = direct
        .into_iter()
        .zip(&facts.departments)
        .map(|(sums, (unit, _))| UnitCost {
            direct: std::array::from_fn(|item| {
                Fraction::whole(sums[item]) * adjustments.item_at(&unit.code, item)
            }),
            ..UnitCost::default()
        })
        .collect();
    for ((index, code, item), fen) in carved {
        if fen != 0 {
            units[index].carved.push((
                code.to_owned(),
                item,
                Fraction::whole(fen) * adjustments.item_at(&facts.departments[index].0.code, item),
            ));
        }
    }
    let unplaced = unplaced
        .into_iter()
        .map(|((code, reason), sums)| {
            let known = reason == "reason.unknown_department";
            let amounts = std::array::from_fn(|item| {
                let amount = Fraction::whole(sums[item]);
                if known {
                    amount * &adjustments.item[item]
                } else {
                    amount
                }
            });
            (code.to_owned(), reason, amounts)
        })
        .collect();
    let bills = bills
        .into_iter()
        .map(|(lines, booked, sums)| Bill {
            lines,
            booked,
            amounts: std::array::from_fn(|item| {
                Fraction::whole(sums[item]) * &adjustments.item[item]
            }),
        })
        .collect();
    Gathered {
        units,
        unplaced,
        bills,
    }
}

/// Sum of the unplaced lines.
pub(super) fn sum_lines(lines: &[(String, &'static str, ItemAmounts)]) -> ItemAmounts {
    let mut sum = ItemAmounts::default();
    for (_, _, amounts) in lines {
        add(&mut sum, amounts);
    }
    sum
}
