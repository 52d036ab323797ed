//! 医疗服务项目成本: the pool of a unit spread over its billable items, by five methods side by side.
//!
//! Source: cost-method §1.8 (from secondary sources, to be checked against 国卫财务发〔2021〕4号).

use std::collections::BTreeMap;

use serde::Serialize;

use super::activity_based::{self, ActivityCost};
use crate::allocation::{Allocation, scaled, subtract, sums, total};
use crate::facts::{Facts, ServiceItemRow};
use crate::hospital::{DepartmentClass, ItemAmounts, ServiceUnitKind};
use crate::issue::{Issue, Message, Place, Severity};
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Money, Reason, rounding};

/// Item names given in a reason before it says how many more there are.
const NAMED: usize = 5;

/// How a unit's pool reaches its items.
/// 项目成本核算方法
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemMethod {
    /// Activity-based (作业成本法).
    Activity,
    /// Equivalents (成本当量法).
    Equivalent,
    /// Ratio by minutes (成本比例系数法·操作时间).
    Minutes,
    /// Ratio by counts (成本比例系数法·工作量).
    Workload,
    /// Ratio by revenue (成本比例系数法·收入). Gives every item of a unit the same cost ÷ price.
    Revenue,
}

impl ItemMethod {
    /// All, the most telling first.
    pub const ALL: [Self; 5] = [
        Self::Activity,
        Self::Equivalent,
        Self::Minutes,
        Self::Workload,
        Self::Revenue,
    ];
    /// Position in [`ItemMethod::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
    /// Stable key; the message key is `item_method.` + key.
    pub const fn key(self) -> &'static str {
        ["activity", "equivalent", "minutes", "workload", "revenue"][self as usize]
    }
    /// The method with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.key() == key)
    }
    /// What one item weighs in all: volume × equivalent, volume × minutes, volume, revenue. `None` where the item does
    /// not say; an item never done weighs nothing whatever it says. Not for activity-based costing.
    pub fn parameter(self, row: &ServiceItemRow) -> Option<Fraction> {
        let each = |value: &Option<Fraction>| match value {
            Some(value) => Some(value * &row.volume),
            None => row.volume.is_zero().then(Fraction::zero),
        };
        match self {
            Self::Activity => None,
            Self::Equivalent => each(&row.equivalent),
            Self::Minutes => each(&row.minutes),
            Self::Workload => Some(row.volume.clone()),
            Self::Revenue => Some(revenue(row)),
        }
    }
}

/// What the item brought in, 分: as stated, else price × volume.
/// 项目收入
pub fn revenue(row: &ServiceItemRow) -> Fraction {
    row.revenue
        .map_or_else(|| row.price.exact() * &row.volume, Money::exact)
}

/// One service item of one unit.
/// 医疗服务项目成本
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemCost {
    /// Position in [`Facts::service_items`].
    pub row: usize,
    /// Code of the price list.
    pub code: String,
    /// Name.
    pub name: String,
    /// Price of one, 分.
    pub price: Money,
    /// How many in the period.
    pub volume: Fraction,
    /// What it brought in, 分.
    pub revenue: Fraction,
    /// Cost of all of them by cost item, exact 分, per method of [`ItemMethod::ALL`].
    pub cost: [Computed<ItemAmounts>; 5],
}

impl ItemCost {
    /// Cost of all of them, 分.
    pub fn total(&self, method: ItemMethod) -> Computed<Fraction> {
        self.cost[method.index()]
            .as_ref()
            .map(total)
            .map_err(Reason::clone)
    }
    /// Cost of one by cost item (项目单位成本), 分.
    pub fn unit_items(&self, method: ItemMethod) -> Computed<ItemAmounts> {
        let all = self.cost[method.index()].as_ref().map_err(Reason::clone)?;
        let none = || Reason::new("reason.no_item_volume").with("item", self.name.as_str());
        let share = Fraction::one().over(&self.volume, none)?;
        Ok(scaled(all, &share))
    }
    /// Cost of one (项目单位成本), 分.
    pub fn unit_cost(&self, method: ItemMethod) -> Computed<Fraction> {
        self.unit_items(method)
            .as_ref()
            .map(total)
            .map_err(Reason::clone)
    }
    /// Price less cost of one, 分.
    pub fn difference(&self, method: ItemMethod) -> Computed<Fraction> {
        Ok(self.price.exact() - &self.unit_cost(method)?)
    }
}

/// The service items of one unit.
/// 科室医疗服务项目成本
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitItems {
    /// Unit code.
    pub department: String,
    /// Unit name; the code where the department file does not know it.
    pub name: String,
    /// Cost after level 2 by cost item.
    pub after_level2: ItemAmounts,
    /// Of which drugs and separately billed consumables, which are no service items.
    pub carved: ItemAmounts,
    /// What the items carry: after level 2 less carved (项目总成本). `Err` for a unit that is not clinical or technical.
    pub pool: Computed<ItemAmounts>,
    /// Sum of the items' revenue, 分.
    pub revenue: Fraction,
    /// Revenue the unit carried out according to the revenue form, without drugs and billed consumables, 分.
    pub executed: Money,
    /// Activities with their cost; empty where activity-based costing is not computable.
    pub activities: Vec<ActivityCost>,
    /// Items, by code.
    pub items: Vec<ItemCost>,
}

impl UnitItems {
    /// The method that tells this unit's items apart best and that its data allow, for all items the same.
    /// 项目成本取用的算法
    pub fn best_method(&self) -> Option<ItemMethod> {
        ItemMethod::ALL
            .into_iter()
            .find(|method| self.items.iter().all(|item| item.total(*method).is_ok()))
    }
}

/// Fills the items of every unit that has some, by unit code. Σ items = pool, exactly, per method and cost item.
pub(super) fn service_items(
    facts: &Facts,
    plan: &Plan,
    allocation: &Allocation,
    issues: &mut Vec<Issue>,
) -> Vec<UnitItems> {
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, row) in facts.service_items.iter().enumerate() {
        rows.entry(&row.department).or_default().push(index);
    }
    for own in rows.values_mut() {
        own.sort_by(|a, b| {
            facts.service_items[*a]
                .code
                .cmp(&facts.service_items[*b].code)
        });
    }
    activity_based::check(facts, &rows, issues);
    let executed = executed(facts, plan);
    rows.into_iter()
        .map(|(code, rows)| {
            let paid = executed.get(code).copied().unwrap_or_default();
            of_unit(facts, plan, allocation, code, &rows, paid, issues)
        })
        .collect()
}

fn of_unit(
    facts: &Facts,
    plan: &Plan,
    allocation: &Allocation,
    code: &str,
    rows: &[usize],
    executed: Money,
    issues: &mut Vec<Issue>,
) -> UnitItems {
    let index = facts.department_index(code);
    let name = index.map_or(code, |index| facts.departments[index].0.name.as_str());
    let mut unit = UnitItems {
        department: code.to_owned(),
        name: name.to_owned(),
        after_level2: ItemAmounts::default(),
        carved: ItemAmounts::default(),
        pool: Err(Reason::new("reason.unknown_item_unit").with("department", code)),
        revenue: rows
            .iter()
            .map(|row| revenue(&facts.service_items[*row]))
            .sum(),
        executed,
        activities: Vec::new(),
        items: Vec::new(),
    };
    if let Some(index) = index
        && let Some(cost) = allocation.units.get(index)
    {
        unit.after_level2 = sums(&[&cost.direct, &cost.level0, &cost.level1, &cost.level2]);
        for (service_unit, item, amount) in &cost.carved {
            if carves(plan, service_unit) {
                unit.carved[*item] += amount;
            }
        }
        unit.pool = if facts.departments[index].0.class >= DepartmentClass::MedicalTechnology {
            let mut pool = unit.after_level2.clone();
            subtract(&mut pool, &unit.carved);
            Ok(pool)
        } else {
            Err(Reason::new("reason.not_an_item_unit").with("department", name))
        };
    }
    let by_activity = unit.pool.clone().and_then(|pool| {
        let (activities, costs) = activity_based::costs(facts, code, rows, &pool)?;
        unit.activities = activities;
        Ok(costs)
    });
    let shares = ItemMethod::ALL.map(|method| shares(facts, rows, method, &unit.name));
    for (position, row) in rows.iter().enumerate() {
        let fact = &facts.service_items[*row];
        let cost = ItemMethod::ALL.map(|method| match method {
            ItemMethod::Activity => by_activity
                .as_ref()
                .map(|costs| costs[position].clone())
                .map_err(Reason::clone),
            _ => {
                let pool = unit.pool.as_ref().map_err(Reason::clone)?;
                let shares = shares[method.index()].as_ref().map_err(Reason::clone)?;
                Ok(scaled(pool, &shares[position]))
            }
        });
        unit.items.push(ItemCost {
            row: *row,
            code: fact.code.clone(),
            name: fact.name.clone(),
            price: fact.price,
            volume: fact.volume.clone(),
            revenue: revenue(fact),
            cost,
        });
    }
    tell(
        facts,
        allocation,
        index,
        &unit,
        &shares,
        &by_activity,
        issues,
    );
    unit
}

/// Whether the plan has this unit as one of drugs or billed consumables.
pub(crate) fn carves(plan: &Plan, service_unit: &str) -> bool {
    plan.service_units
        .iter()
        .any(|unit| unit.code == service_unit && unit.kind != ServiceUnitKind::Members)
}

/// Shares of the items, adding up to 1. Over incomplete parameters the others would be charged too much: then none.
fn shares(
    facts: &Facts,
    rows: &[usize],
    method: ItemMethod,
    unit: &str,
) -> Computed<Vec<Fraction>> {
    let mut parameters = Vec::with_capacity(rows.len());
    let mut lacking = Vec::new();
    for row in rows {
        let fact = &facts.service_items[*row];
        match method.parameter(fact) {
            Some(value) => parameters.push(value),
            None => lacking.push(fact.name.as_str()),
        }
    }
    if !lacking.is_empty() {
        return Err(lacks(unit, method, &lacking, rows.len()));
    }
    let all: Fraction = parameters.iter().sum();
    let none = || {
        Reason::new("reason.no_item_parameter")
            .with("department", unit)
            .with("method", format!("@item_method.{}", method.key()))
    };
    let one = Fraction::one().over(&all, none)?;
    Ok(parameters.iter().map(|value| value * &one).collect())
}

/// Which items lack what a method needs.
pub(super) fn lacks(unit: &str, method: ItemMethod, lacking: &[&str], of: usize) -> Reason {
    let mut names = lacking[..lacking.len().min(NAMED)].join("、");
    if lacking.len() > NAMED {
        names.push('…');
    }
    Reason::new("reason.items_without_parameter")
        .with("department", unit)
        .with("method", format!("@item_method.{}", method.key()))
        .with("count", lacking.len().to_string())
        .with("of", of.to_string())
        .with("items", names)
}

/// Revenue by executing unit, without drugs and billed consumables.
fn executed<'a>(facts: &'a Facts, plan: &Plan) -> BTreeMap<&'a str, Money> {
    let mut sums: BTreeMap<&str, Money> = BTreeMap::new();
    for line in &facts.revenue {
        if !carves(plan, &line.service_unit) {
            *sums.entry(&line.executing).or_default() += line.amount;
        }
    }
    sums
}

/// A reason as trouble in the user's data.
fn reported(reason: &Reason, place: Place) -> Issue {
    Issue {
        severity: Severity::Error,
        message: Message::from(reason),
        place,
    }
}

/// Trouble of one unit: items that lack parameters, items that do not cover the revenue, drugs left in the pool.
fn tell(
    facts: &Facts,
    allocation: &Allocation,
    index: Option<usize>,
    unit: &UnitItems,
    shares: &[Computed<Vec<Fraction>>; 5],
    by_activity: &Computed<Vec<ItemAmounts>>,
    issues: &mut Vec<Issue>,
) {
    let Some(first) = unit.items.first() else {
        return;
    };
    let place = |field| facts.place(facts.service_items[first.row].source, field);
    let named = |severity, code: &str| {
        Issue::new(severity, code)
            .with("department", unit.department.as_str())
            .with("name", unit.name.as_str())
    };
    let Some(index) = index else { return };
    if unit.pool.is_err() {
        issues.push(named(Severity::Error, "costing.not_an_item_unit").at(place("department")));
        return;
    }
    for method in ItemMethod::ALL {
        let lacking: Vec<&ItemCost> = unit
            .items
            .iter()
            .filter(|item| method.parameter(&facts.service_items[item.row]).is_none())
            .collect();
        // A method nobody uses in this unit misses nothing.
        if method == ItemMethod::Activity || lacking.len() == unit.items.len() {
            continue;
        }
        if let (Some(item), Err(reason)) = (lacking.first(), &shares[method.index()]) {
            let source = facts.service_items[item.row].source;
            issues.push(reported(reason, facts.place(source, method.key())));
        }
    }
    if let Err(reason) = by_activity
        && facts
            .activities
            .iter()
            .any(|row| row.department == unit.department)
    {
        issues.push(reported(reason, place("code")));
    }
    let (stated, executed) = (&unit.revenue, unit.executed.exact());
    let apart = (stated - &executed).abs() * Fraction::from(20);
    if unit.executed != Money::ZERO && apart > executed.abs() {
        issues.push(
            named(Severity::Warning, "costing.items_do_not_cover_revenue")
                .with("items", rounding::to_money(stated).to_string())
                .with("revenue", unit.executed.to_string())
                .at(place("code")),
        );
    }
    let drugs = crate::hospital::CostItem::Drugs.index();
    let left = &allocation.units[index].direct[drugs] - &unit.carved[drugs];
    if !left.is_zero() {
        issues.push(
            named(Severity::Notice, "costing.drugs_left_in_items")
                .with("amount", rounding::to_money(&left).to_string()),
        );
    }
}
