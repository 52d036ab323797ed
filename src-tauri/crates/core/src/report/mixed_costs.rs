//! 混合成本分解: units with their monthly volume and cost, taken apart by two methods.

use crate::break_even::mixed_cost::{FEWEST_POINTS, MixedCost, high_low, regression};
use crate::break_even::mixed_months::{UnitMonths, unit_months};
use crate::facts::Facts;
use crate::issue::Message;
use crate::plan::Plan;
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::publish::{column, computed, figure, label, row, text_column, words};
use crate::report::{Cell, Table, Unit};

/// Units by two methods, then the months they are made of; empty where no unit has a workload.
/// 混合成本分解表、月度业务量与成本
pub fn tables(facts: &Facts, plan: &Plan) -> Vec<Table> {
    let units = unit_months(facts, plan);
    if units.is_empty() {
        return Vec::new();
    }
    vec![split(facts, plan, &units), months(facts, &units)]
}

fn split(facts: &Facts, plan: &Plan, units: &[UnitMonths]) -> Table {
    let mut below = 0_u64;
    let rows = units.iter().map(|unit| {
        let department = &facts.departments[unit.department].0;
        let why = |name: &str| Some(format!("mixed/{name}/{}", department.code));
        let count = |count: usize| figure(&Fraction::whole(count), Unit::Count, None);
        let sum = |of: fn(&crate::break_even::mixed_months::UnitMonth) -> &Fraction| {
            let volume = unit.volume.clone();
            volume.map(|_| unit.months.iter().map(of).sum::<Fraction>())
        };
        let volume = sum(|month| &month.point.volume);
        let cost = sum(|month| &month.point.cost);
        let lines = unit.points().and_then(|points| regression(&points));
        let ends = unit.points().and_then(|points| high_low(&points));
        let of = |found: &Computed<MixedCost>, part: fn(&MixedCost) -> Fraction| {
            found.clone().map(|found| part(&found))
        };
        let r_squared: Computed<Fraction> = lines.clone().and_then(|found| {
            found
                .r_squared
                .ok_or_else(|| Reason::new("reason.cost_never_changes"))
        });
        let negative = |found: &Computed<MixedCost>| {
            found.as_ref().is_ok_and(|found| found.fixed.is_negative())
        };
        below += u64::from(negative(&lines) || negative(&ends));
        let kind = match &unit.volume {
            Ok(volume) => label(format!("field.{}", volume.key())),
            Err(reason) => Cell::NotComputable {
                reason: reason.clone(),
            },
        };
        let cells = vec![
            words(&department.code),
            words(&department.name),
            kind,
            count(unit.months.len()),
            count(unit.left_out),
            computed(&volume, Unit::Count, why("volume")),
            computed(&cost, Unit::Money, why("cost")),
            computed(
                &of(&lines, |found| found.variable.clone()),
                Unit::UnitMoney,
                why("regression_variable"),
            ),
            computed(
                &of(&lines, |found| found.fixed.clone()),
                Unit::Money,
                why("regression_fixed"),
            ),
            computed(&r_squared, Unit::Percent, why("r_squared")),
            computed(
                &of(&ends, |found| found.variable.clone()),
                Unit::UnitMoney,
                why("high_low_variable"),
            ),
            computed(
                &of(&ends, |found| found.fixed.clone()),
                Unit::Money,
                why("high_low_fixed"),
            ),
        ];
        row(department.code.clone(), cells)
    });
    let rows = rows.collect();
    let mut notes = vec![
        Message::new("form.note_level").with("level", format!("@level.{}", plan.level.key())),
        Message::new("note.mixed_cost").with("fewest", FEWEST_POINTS.to_string()),
        Message::new("note.rounded_once"),
    ];
    if below > 0 {
        let note = Message::new("note.mixed_below_zero").with("count", below.to_string());
        notes.insert(2, note);
    }
    Table {
        id: "mixed_costs".into(),
        title: Message::new("table.mixed_costs"),
        columns: vec![
            text_column("code"),
            text_column("name"),
            text_column("volume_kind"),
            column("months_used", Unit::Count),
            column("months_left_out", Unit::Count),
            column("volume_total", Unit::Count),
            column("cost", Unit::Money),
            column("regression_variable", Unit::UnitMoney),
            column("regression_fixed", Unit::Money),
            column("r_squared", Unit::Percent),
            column("high_low_variable", Unit::UnitMoney),
            column("high_low_fixed", Unit::Money),
        ],
        rows,
        notes,
    }
}

fn months(facts: &Facts, units: &[UnitMonths]) -> Table {
    let mut rows = Vec::new();
    for unit in units {
        let department = &facts.departments[unit.department].0;
        for month in &unit.months {
            let code = &department.code;
            let why = |name: &str| Some(format!("mixed/{name}/{}/{code}", month.period));
            let cells = vec![
                words(code),
                words(&department.name),
                words(month.period.to_string()),
                figure(&month.point.volume, Unit::Count, why("month_volume")),
                figure(&month.point.cost, Unit::Money, why("month_cost")),
            ];
            rows.push(row(format!("{code}/{}", month.period), cells));
        }
    }
    Table {
        id: "mixed_months".into(),
        title: Message::new("table.mixed_months"),
        columns: vec![
            text_column("code"),
            text_column("name"),
            text_column("month"),
            column("volume_total", Unit::Count),
            column("cost", Unit::Money),
        ],
        rows,
        notes: vec![Message::new("note.rounded_once")],
    }
}
