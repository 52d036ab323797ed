//! Stock by category: movements, averages, turnover, losses, slow and consigned stock.
//! 库存管理指标
//!
//! Source: cost-method §5 (definitions from memory; turnover is common knowledge).

use std::collections::{BTreeMap, BTreeSet};

use super::stock::{ItemClass, Measure, Role, Sums, series, terms};
use crate::facts::Facts;
use crate::period::Period;
use crate::plan::Plan;
use crate::planning::spd::{self, SpdInputs};
use crate::quantity::{Computed, Fraction, Reason};

/// Stock of one category, own or consigned.
/// 类别库存
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryStock {
    /// 寄售: the supplier's until used; not own capital.
    pub consigned: bool,
    /// Category; empty for 未分类.
    pub category: String,
    /// Sums in 分.
    pub sums: Sums,
    /// Lines counted, and those that agreed (盘点品规数、相符品规数).
    pub counted: (u64, u64),
    /// Whether any row states expired write-offs, near expiry.
    pub stated: (bool, bool),
}

/// A line of stock that did not move.
/// 呆滞库存
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlowLine {
    /// Its last row, in [`Facts::stock`].
    pub row: usize,
    /// Class, in [`Stock::classes`](super::stock::Stock::classes).
    pub class: usize,
    /// Whole months without movement up to the last month of the data.
    pub idle_months: u32,
    /// Last month it moved; `None`: not in the data.
    pub moved: Option<Period>,
}

/// What was lost in one unit; a line of its own, never spread.
/// 报损
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitStock {
    /// Unit code as written.
    pub department: String,
    /// Sums in 分.
    pub sums: Sums,
}

/// Stock of the period.
/// 库存
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inventory {
    /// Own first, then consigned; by category.
    pub categories: Vec<CategoryStock>,
    /// By unit code.
    pub units: Vec<UnitStock>,
    /// Slow stock, largest first.
    pub slow: Vec<SlowLine>,
    /// Months with rows; 0 where the rows are whole years.
    pub months: u32,
    /// Calendar days of the period the rows cover.
    pub days: i64,
    /// Whether some rows are months and some whole years.
    pub mixed: bool,
}

impl Inventory {
    /// All own or all consigned stock.
    pub fn all(&self, consigned: bool) -> CategoryStock {
        let mut all = CategoryStock {
            consigned,
            category: String::new(),
            sums: Sums::default(),
            counted: (0, 0),
            stated: (false, false),
        };
        for part in &self.categories {
            if part.consigned == consigned {
                for (sum, own) in all.sums.iter_mut().zip(part.sums) {
                    *sum += own;
                }
                all.counted.0 += part.counted.0;
                all.counted.1 += part.counted.1;
                all.stated.0 |= part.stated.0;
                all.stated.1 |= part.stated.1;
            }
        }
        all
    }
    /// 期间天数
    pub fn days(&self) -> Fraction {
        Fraction::from(self.days)
    }
}

impl CategoryStock {
    /// A sum, in exact 分.
    pub fn sum(&self, measure: Measure) -> Fraction {
        Fraction::whole(self.sums[measure as usize])
    }
    /// What opening, receipts, use and losses do not explain of the closing: rows that do not balance, months that do
    /// not follow, goods in transit. Nil where the file is in order.
    /// 不平差额
    pub fn unexplained(&self) -> Fraction {
        let of = |measure: Measure| self.sums[measure as usize];
        let expected = of(Measure::Opening) + of(Measure::Receipts)
            - of(Measure::Consumption)
            - of(Measure::WriteOff);
        Fraction::whole(expected - of(Measure::Closing))
    }
    /// 平均库存, mean of month-ends.
    ///
    /// # Errors
    /// `reason.no_month_ends`, `reason.mixed_periods`.
    pub fn average(&self, of: &Inventory) -> Computed<Fraction> {
        if of.mixed {
            return Err(Reason::new("reason.mixed_periods"));
        }
        spd::mean_of_month_ends(&self.sum(Measure::MonthEnds), of.months)
    }
    /// 平均库存, (期初 + 期末) / 2.
    pub fn simple_average(&self) -> Fraction {
        spd::simple_average(&self.sum(Measure::Opening), &self.sum(Measure::Closing))
    }
    /// 库存周转率(次), on the mean of month-ends.
    ///
    /// # Errors
    /// As [`CategoryStock::average`] and [`spd::turnover`].
    pub fn turnover(&self, of: &Inventory) -> Computed<Fraction> {
        spd::turnover(&self.sum(Measure::Consumption), &self.average(of)?)
    }
    /// 库存周转天数, on the mean of month-ends.
    ///
    /// # Errors
    /// As [`CategoryStock::average`] and [`spd::days_on_hand`].
    pub fn days_on_hand(&self, of: &Inventory) -> Computed<Fraction> {
        let used = self.sum(Measure::Consumption);
        spd::days_on_hand(&self.average(of)?, &used, &of.days())
    }
    /// 近效期金额 at the end.
    ///
    /// # Errors
    /// `reason.no_near_expiry_column`.
    pub fn near_expiry(&self) -> Computed<Fraction> {
        if self.stated.1 {
            Ok(self.sum(Measure::NearExpiry))
        } else {
            Err(Reason::new("reason.no_near_expiry_column"))
        }
    }
    /// 近效期占比 = 近效期库存金额 / 期末库存金额
    ///
    /// # Errors
    /// As above; `reason.no_stock_held`.
    pub fn near_expiry_share(&self) -> Computed<Fraction> {
        let held = self.sum(Measure::Closing);
        spd::rate(&self.near_expiry()?, &held, "reason.no_stock_held")
    }
    /// 过期报废金额
    ///
    /// # Errors
    /// `reason.no_expired_column`.
    pub fn expired(&self) -> Computed<Fraction> {
        if self.stated.0 {
            Ok(self.sum(Measure::Expired))
        } else {
            Err(Reason::new("reason.no_expired_column"))
        }
    }
    /// 过期损耗率, on the period's consumption.
    ///
    /// # Errors
    /// As above; `reason.no_consumption`.
    pub fn expiry_rate(&self) -> Computed<Fraction> {
        let used = self.sum(Measure::Consumption);
        spd::rate(&self.expired()?, &used, "reason.no_consumption")
    }
    /// 过期损耗率, on the mean stock.
    ///
    /// # Errors
    /// As above; as [`CategoryStock::average`].
    pub fn expiry_rate_on_stock(&self, of: &Inventory) -> Computed<Fraction> {
        spd::rate(&self.expired()?, &self.average(of)?, "reason.no_stock_held")
    }
    /// 账物相符率 = 相符品规数 / 盘点品规数
    ///
    /// # Errors
    /// `reason.no_count`.
    pub fn accuracy(&self) -> Computed<Fraction> {
        let of = |count: u64| Fraction::whole(count);
        spd::rate(&of(self.counted.1), &of(self.counted.0), "reason.no_count")
    }
    /// Inputs of the SPD formulas (分), with the project's own figures of the plan.
    ///
    /// # Errors
    /// No average, no column of expired write-offs.
    pub fn spd_inputs(&self, of: &Inventory, plan: &crate::plan::SpdPlan) -> Computed<SpdInputs> {
        let fen = |yuan: &Fraction| yuan * &Fraction::from(100);
        Ok(SpdInputs {
            consumption: self.sum(Measure::Consumption),
            average_stock: self.average(of)?,
            days: of.days(),
            target_days: plan.target_days.clone(),
            cost_of_capital: plan.cost_of_capital.clone(),
            expired: self.expired()?,
            expired_after: fen(&plan.write_off_after),
            labour_saved: fen(&plan.labour_saved),
            price_saved: fen(&plan.price_saved),
            service_fee: fen(&plan.service_fee),
            system_fee: fen(&plan.system_fee),
        })
    }
}

pub(super) fn inventory(
    facts: &Facts,
    plan: &Plan,
    classes: &[ItemClass],
    roles: &[Role],
    order: &[usize],
) -> Inventory {
    let empty = || (Sums::default(), (0, 0), (false, false));
    let mut by_class = vec![empty(); classes.len()];
    let mut units: BTreeMap<&str, Sums> = BTreeMap::new();
    let mut periods = BTreeSet::new();
    for (row, role) in facts.stock.iter().zip(roles) {
        periods.insert(row.period);
        let (sums, counted, stated) = &mut by_class[role.class];
        let unit = units.entry(&row.department).or_default();
        terms(row, *role, |term| {
            sums[term.measure as usize] += term.fen;
            unit[term.measure as usize] += term.fen;
        });
        if let Some(found) = row.terms.counted {
            counted.0 += 1;
            counted.1 += u64::from(found == row.closing);
        }
        stated.0 |= row.terms.expired.is_some();
        stated.1 |= row.terms.near_expiry.is_some();
    }
    let mut categories: BTreeMap<(bool, &str), CategoryStock> = BTreeMap::new();
    for (class, (sums, counted, stated)) in classes.iter().zip(by_class) {
        let into = categories
            .entry((class.consigned, &class.category))
            .or_insert_with(|| CategoryStock {
                consigned: class.consigned,
                category: class.category.clone(),
                sums: Sums::default(),
                counted: (0, 0),
                stated: (false, false),
            });
        for (sum, own) in into.sums.iter_mut().zip(sums) {
            *sum += own;
        }
        into.counted.0 += counted.0;
        into.counted.1 += counted.1;
        into.stated.0 |= stated.0;
        into.stated.1 |= stated.1;
    }
    let months: Vec<Period> = periods.iter().copied().filter(|p| p.month > 0).collect();
    let years: Vec<Period> = periods.iter().copied().filter(|p| p.month == 0).collect();
    let counted = if months.is_empty() { &years } else { &months };
    Inventory {
        categories: categories.into_values().collect(),
        units: units
            .into_iter()
            .map(|(department, sums)| UnitStock {
                department: department.to_owned(),
                sums,
            })
            .collect(),
        slow: slow(facts, plan, roles, order, months.last().copied()),
        months: u32::try_from(months.len()).unwrap_or(u32::MAX),
        days: counted.iter().map(|period| i64::from(period.days())).sum(),
        mixed: !months.is_empty() && !years.is_empty(),
    }
}

/// Lines that still hold something and have not moved for the plan's number of months.
fn slow(
    facts: &Facts,
    plan: &Plan,
    roles: &[Role],
    order: &[usize],
    last: Option<Period>,
) -> Vec<SlowLine> {
    let (mut found, row) = (Vec::new(), |index: &usize| &facts.stock[*index]);
    let Some(last) = last else { return found };
    let months = |period: Period| i32::from(period.year) * 12 + i32::from(period.month);
    for line in order.chunk_by(|a, b| series(row(a)) == series(row(b))) {
        let (Some(first), Some(end)) = (line.first(), line.last()) else {
            continue;
        };
        if row(end).closing == crate::quantity::Money::ZERO {
            continue;
        }
        let still = |index: &&usize| {
            let row = row(index);
            [row.receipts, row.issues, row.write_off]
                .iter()
                .all(|amount| amount.fen() == 0)
        };
        let moved = line.iter().rev().find(|index| !still(index));
        let since = moved.map_or(months(row(first).period) - 1, |index| {
            months(row(index).period)
        });
        let idle_months = u32::try_from(months(last) - since).unwrap_or(0);
        if idle_months >= plan.stock.slow_after() {
            found.push(SlowLine {
                row: *end,
                class: roles[*end].class,
                idle_months,
                moved: moved.map(|index| row(index).period),
            });
        }
    }
    found.sort_by_key(|line| {
        let row = &facts.stock[line.row];
        (std::cmp::Reverse(row.closing), line.row)
    });
    found
}
