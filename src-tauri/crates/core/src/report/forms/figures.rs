//! The figures of the forms: exact value, printed amount and key of each; the explanation asks here too.

use super::worlds::{World, Worlds};
use crate::allocation::{Allocation, UnitCost, ladder, sums};
use crate::costing::ObjectCost;
use crate::hospital::{CostItem, DepartmentClass, ItemAmounts};
use crate::plan::CostLevel;
use crate::quantity::{Computed, Fraction, Money, Reason, rounding};
use crate::report::{Cell, Unit, publish};

/// A part of a unit's cost.
/// 成本构成(直接、各级分摊、间接、分出、全成本)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// 直接计入
    Direct,
    /// 计算计入
    Level0,
    /// 一级分摊
    Level1,
    /// 二级分摊
    Level2,
    /// 三级分摊
    Level3,
    /// 直接成本: 直接计入 + 计算计入
    Own,
    /// 间接成本
    Indirect,
    /// 分出
    Given,
    /// 全成本
    Full,
}

impl Part {
    /// All nine.
    pub const ALL: [Self; 9] = [
        Self::Direct,
        Self::Level0,
        Self::Level1,
        Self::Level2,
        Self::Level3,
        Self::Own,
        Self::Indirect,
        Self::Given,
        Self::Full,
    ];
    /// Stable key; the message key is `column.` + key.
    pub const fn key(self) -> &'static str {
        [
            "direct", "level0", "level1", "level2", "level3", "own", "indirect", "given", "full",
        ][self as usize]
    }
    /// The part with this key.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.key() == key)
    }
    /// Amounts of a unit; what it gives away stands with its sign.
    pub fn amounts(self, unit: &UnitCost) -> ItemAmounts {
        match self {
            Self::Direct => unit.direct.clone(),
            Self::Level0 => unit.level0.clone(),
            Self::Own => unit.own(),
            Self::Level1 => unit.level1.clone(),
            Self::Level2 => unit.level2.clone(),
            Self::Level3 => unit.level3.clone(),
            Self::Indirect => unit.indirect(),
            Self::Given => std::array::from_fn(|item| -unit.given[item].clone()),
            Self::Full => {
                let full = unit.full();
                std::array::from_fn(|item| &full[item] - &unit.given[item])
            }
        }
    }
}

/// One figure of a form.
/// 报表数字
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Exact, money in 分.
    pub value: Computed<Fraction>,
    /// Unit.
    pub unit: Unit,
    /// Key of its explanation.
    pub why: Option<String>,
    /// Amount printed where closing moves it; else the value rounded.
    pub printed: Option<Money>,
}

impl Figure {
    /// A figure rounded by itself.
    pub fn new(value: Computed<Fraction>, unit: Unit, why: impl Into<String>) -> Self {
        Self {
            value,
            unit,
            why: Some(why.into()),
            printed: None,
        }
    }
    /// Amount printed, for money that is computable.
    pub fn money(&self) -> Option<Money> {
        let value = self.value.as_ref().ok()?;
        (self.unit == Unit::Money)
            .then(|| self.printed.unwrap_or_else(|| rounding::to_money(value)))
    }
    /// As a cell.
    pub fn cell(&self) -> Cell {
        match (&self.value, self.printed) {
            (Ok(_), Some(printed)) => Cell::Figure {
                text: printed.to_string(),
                why: self.why.clone(),
            },
            (value, _) => publish::computed(value, self.unit, self.why.clone()),
        }
    }
}

fn pick(amounts: &ItemAmounts, item: Option<CostItem>) -> Fraction {
    item.map_or_else(
        || amounts.iter().sum(),
        |item| amounts[item.index()].clone(),
    )
}

/// `/ITEM`, or nothing for all items together.
fn tail(item: Option<CostItem>) -> String {
    item.map_or_else(String::new, |item| format!("/{}", item.key()))
}

/// A key inside another one: what would be read as a divider is written otherwise.
pub(crate) fn embed(key: &str) -> String {
    key.replace('%', "%25").replace('|', "%7C")
}

/// The key as it was before [`embed`].
pub(crate) fn unembed(key: &str) -> String {
    key.replace("%7C", "|").replace("%25", "%")
}

impl Worlds<'_> {
    /// The step-down of a world.
    ///
    /// # Errors
    /// `reason.no_ledger`.
    pub fn allocation(&self, world: World) -> Computed<&Allocation> {
        let run = self.inputs(world).run;
        run.allocation
            .as_ref()
            .ok_or_else(|| Reason::new("reason.no_ledger"))
    }

    /// Units of a class, in the order of their codes.
    pub fn units_of(&self, class: DepartmentClass) -> Vec<usize> {
        let departments = self.base().facts.departments.iter().enumerate();
        departments
            .filter(|(_, (unit, _))| unit.class == class)
            .map(|(index, _)| index)
            .collect()
    }

    fn key(&self, world: World, rest: &str) -> String {
        format!("form/{}/{rest}", world.key())
    }

    /// A part of a unit's cost.
    pub fn unit(&self, world: World, unit: usize, part: Part, item: Option<CostItem>) -> Figure {
        let base = self.base();
        let code = base
            .facts
            .departments
            .get(unit)
            .map_or("", |(d, _)| &d.code);
        let rest = format!("unit/{code}/{}{}", part.key(), tail(item));
        let own = world == self.plan() && !matches!(part, Part::Own | Part::Indirect | Part::Given);
        let why = if own { rest } else { self.key(world, &rest) };
        let value = self
            .allocation(world)
            .map(|all| {
                all.units
                    .get(unit)
                    .map(|cost| pick(&part.amounts(cost), item))
            })
            .map(Option::unwrap_or_default);
        let mut figure = Figure::new(value, Unit::Money, why);
        figure.printed = self.printed(world, unit, part, item);
        figure
    }

    /// What closing prints for a unit: items of full cost closed down the item, indirect = full − direct.
    fn printed(
        &self,
        world: World,
        unit: usize,
        part: Part,
        item: Option<CostItem>,
    ) -> Option<Money> {
        let (department, _) = self.base().facts.departments.get(unit)?;
        if department.class != DepartmentClass::Clinical {
            return None;
        }
        let full = match item {
            Some(item) => *self.closed(world).get(item.index())?.get(unit)?,
            None => self.unit_total(world, unit)?,
        };
        match part {
            Part::Full => Some(full),
            Part::Indirect => {
                let cost = self.allocation(world).ok()?.units.get(unit)?;
                Some(full - rounding::to_money(&pick(&cost.own(), item)))
            }
            _ => None,
        }
    }

    fn unit_total(&self, world: World, unit: usize) -> Option<Money> {
        let cost = self.allocation(world).ok()?.units.get(unit)?;
        Some(rounding::to_money(&cost.full().iter().sum()))
    }

    /// A part of a class's cost: the sum of its units.
    pub fn class(
        &self,
        world: World,
        class: DepartmentClass,
        part: Part,
        item: Option<CostItem>,
    ) -> Figure {
        let rest = format!("class/{}/{}{}", class.key(), part.key(), tail(item));
        let members = self.units_of(class);
        let value = self.allocation(world).map(|all| {
            let parts = members.iter().filter_map(|unit| all.units.get(*unit));
            parts.map(|cost| pick(&part.amounts(cost), item)).sum()
        });
        let mut figure = Figure::new(value, Unit::Money, self.key(world, &rest));
        // Printed indirect cost is what full and direct leave: the three always agree.
        if part == Part::Indirect && class == DepartmentClass::Clinical {
            let full = self.class(world, class, Part::Full, item).money();
            let direct = self.class(world, class, Part::Own, item).money();
            figure.printed = full.zip(direct).map(|(full, direct)| full - direct);
        }
        figure
    }

    /// Cost that never reached a unit: unknown units and accounts, shared bills without a driver (未归集).
    pub fn placeless(&self, world: World, item: Option<CostItem>) -> Figure {
        let value = self
            .allocation(world)
            .map(|all| pick(&all.outside_units(), item));
        Figure::new(
            value,
            Unit::Money,
            self.key(world, &format!("placeless{}", tail(item))),
        )
    }

    /// All that could not be spread to clinical units (未分配).
    pub fn unallocated(&self, world: World, item: Option<CostItem>) -> Figure {
        let value = self
            .allocation(world)
            .map(|all| pick(&all.unallocated, item));
        Figure::new(
            value,
            Unit::Money,
            self.key(world, &format!("unallocated{}", tail(item))),
        )
    }

    /// All direct cost of a world: the four classes and what is placeless.
    pub fn total(&self, world: World, item: Option<CostItem>) -> Figure {
        let mut parts: Vec<Computed<Fraction>> = DepartmentClass::ALL
            .into_iter()
            .map(|class| self.class(world, class, Part::Own, item).value)
            .collect();
        parts.push(self.placeless(world, item).value);
        let value = parts.into_iter().collect::<Computed<Vec<Fraction>>>();
        let value = value.map(|parts| parts.iter().sum());
        Figure::new(
            value,
            Unit::Money,
            self.key(world, &format!("total{}", tail(item))),
        )
    }

    /// Direct cost of clinical, technology and support units and what is placeless (医疗业务成本 in a world).
    pub fn business(&self, world: World, item: Option<CostItem>) -> Figure {
        let all = self.total(world, item).value;
        let rest = self.class(world, DepartmentClass::Administration, Part::Own, item);
        let value = all.and_then(|all| Ok(&all - &rest.value?));
        Figure::new(
            value,
            Unit::Money,
            self.key(world, &format!("business{}", tail(item))),
        )
    }

    /// The ledger at a level, straight from its lines; less what level 0 laid on administration where the level
    /// leaves administration out.
    pub fn ledger(&self, level: CostLevel) -> Fraction {
        let base = self.base();
        let lines = &ladder(base.facts, base.plan, base.adjustments)[level as usize];
        let lines: Fraction = lines.iter().sum();
        let bills = self.allocation(World::Level(level)).map(|all| &all.shared);
        let left_out: Fraction = bills
            .into_iter()
            .flatten()
            .flat_map(|bill| &bill.left_out)
            .sum();
        lines - left_out
    }

    /// Income of what a unit ordered (开单收入), in- and outpatients.
    pub fn revenue(&self, unit: usize) -> Figure {
        let facts = self.base().facts;
        let code = facts
            .departments
            .get(unit)
            .map_or("", |(d, _)| d.code.as_str());
        let lines = facts.revenue.iter().filter(|line| line.ordering == code);
        let value = lines.map(|line| line.amount).sum::<Money>().exact();
        Figure::new(
            Ok(value),
            Unit::Money,
            self.key(self.plan(), &format!("revenue/{code}")),
        )
    }

    /// Income of what all clinical units ordered.
    pub fn clinical_revenue(&self) -> Figure {
        let units = self.units_of(DepartmentClass::Clinical);
        let parts: Computed<Vec<Fraction>> = units
            .into_iter()
            .map(|unit| self.revenue(unit).value)
            .collect();
        let value = parts.map(|parts| parts.iter().sum());
        Figure::new(
            value,
            Unit::Money,
            self.key(self.plan(), "clinical_revenue"),
        )
    }

    /// `a − b`.
    pub fn difference(&self, a: &Figure, b: &Figure) -> Figure {
        let value = a
            .value
            .clone()
            .and_then(|a| Ok(&a - b.value.as_ref().map_err(Clone::clone)?));
        let mut figure = self.pair("difference", a, b, value, a.unit);
        // A printed difference is the difference of what is printed.
        figure.printed = a.money().zip(b.money()).map(|(a, b)| a - b);
        figure
    }

    /// `a ÷ b` in a unit; a percentage prints the share times a hundred.
    pub fn quotient(&self, a: &Figure, b: &Figure, unit: Unit, none: &'static str) -> Figure {
        let value = a.value.clone().and_then(|a| {
            let b = b.value.as_ref().map_err(Clone::clone)?;
            a.over(b, || Reason::new(none))
        });
        let name = match unit {
            Unit::Percent => "percent",
            Unit::Weight => "weight",
            Unit::Days => "days",
            _ => "quotient",
        };
        self.pair(name, a, b, value, unit)
    }

    fn pair(
        &self,
        name: &str,
        a: &Figure,
        b: &Figure,
        value: Computed<Fraction>,
        unit: Unit,
    ) -> Figure {
        let of = |figure: &Figure| embed(figure.why.as_deref().unwrap_or(""));
        let rest = format!("{name}/{}|{}", of(a), of(b));
        Figure::new(value, unit, self.key(self.plan(), &rest))
    }

    /// Visits (`visits`) or bed-days (`bed_days`) of the run: the hospital first.
    pub fn objects(&self, kind: &str) -> &[ObjectCost] {
        let costing = &self.base().run.costing;
        if kind == "visits" {
            &costing.visits
        } else {
            &costing.bed_days
        }
    }

    fn object_key(&self, kind: &str, object: &ObjectCost, what: &str) -> String {
        let code = object.department.as_deref().unwrap_or("*");
        self.key(self.plan(), &format!("object/{kind}/{code}/{what}"))
    }

    /// Number of visits or days.
    pub fn object_count(&self, kind: &str, object: &ObjectCost) -> Figure {
        let why = self.object_key(kind, object, "count");
        Figure::new(Ok(Fraction::whole(object.count)), Unit::Count, why)
    }

    /// Cost of the visits or days; a unit that has nothing else prints its full cost as every form does.
    pub fn object_cost(&self, kind: &str, object: &ObjectCost, item: Option<CostItem>) -> Figure {
        let unit = object
            .department
            .as_deref()
            .and_then(|code| self.base().facts.department_index(code));
        if let Some(unit) = unit
            && self.whole_unit(unit, object)
        {
            return self.unit(self.plan(), unit, Part::Full, item);
        }
        let why = self.object_key(kind, object, &format!("cost{}", tail(item)));
        let value = object.unit_cost.clone().map(|_| pick(&object.cost, item));
        Figure::new(value, Unit::Money, why)
    }

    /// Whether the object carries all of its unit's cost.
    pub fn whole_unit(&self, unit: usize, object: &ObjectCost) -> bool {
        let full = self
            .allocation(self.plan())
            .ok()
            .and_then(|all| all.units.get(unit))
            .map(|cost| sums(&[&cost.full()]));
        object.unit_cost.is_ok() && full.as_ref() == Some(&object.cost)
    }

    /// Cost per visit or day.
    pub fn object_unit_cost(
        &self,
        kind: &str,
        object: &ObjectCost,
        item: Option<CostItem>,
    ) -> Figure {
        let (cost, count) = (
            self.object_cost(kind, object, item),
            self.object_count(kind, object),
        );
        self.quotient(&cost, &count, Unit::UnitMoney, "reason.no_workload")
    }

    /// The same without drugs (不含药).
    pub fn object_without_drugs(&self, kind: &str, object: &ObjectCost) -> Figure {
        let all = self.object_cost(kind, object, None);
        let drugs = self.object_cost(kind, object, Some(CostItem::Drugs));
        let rest = self.difference(&all, &drugs);
        let count = self.object_count(kind, object);
        self.quotient(&rest, &count, Unit::UnitMoney, "reason.no_workload")
    }
}
