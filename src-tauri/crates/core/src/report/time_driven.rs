//! 时间驱动作业成本表: rates and unused capacity of resources, cost of pathways.

use crate::costing::TimeDriven;
use crate::issue::Message;
use crate::quantity::{Fraction, Reason};
use crate::report::publish::{column, computed, figure, label, row, styled, text_column, words};
use crate::report::{Cell, RowStyle, Table, Unit};

/// 分 to 元, for rates of four places.
fn yuan(fen: &Fraction) -> Fraction {
    fen * &Fraction::new(1, 100).unwrap_or_default()
}

/// Resources: cost, capacity, rate per minute, used and unused.
/// 资源产能与闲置成本表
pub fn resources(time: &TimeDriven) -> Table {
    let why = |code: &str, name: &str| Some(format!("time/resource/{code}/{name}"));
    let mut rows = Vec::new();
    for resource in &time.resources {
        let key = |name: &str| why(&resource.code, name);
        let none =
            || Reason::new("reason.no_practical_capacity").with("resource", resource.name.as_str());
        let unused = resource.unused();
        let use_rate = resource.used.over(&resource.practical, none);
        let rate = resource.rate.as_ref().map(yuan).map_err(Reason::clone);
        rows.push(row(
            resource.code.clone(),
            vec![
                words(&resource.code),
                words(&resource.name),
                words(&resource.department),
                computed(&resource.cost, Unit::Money, key("cost")),
                figure(&resource.practical, Unit::Count, key("practical")),
                computed(&rate, Unit::Ratio, key("rate")),
                figure(&resource.used, Unit::Count, key("used")),
                computed(&resource.used_cost(), Unit::Money, key("used_cost")),
                figure(&unused, Unit::Count, key("unused")),
                computed(&resource.unused_cost(), Unit::Money, key("unused_cost")),
                computed(&use_rate, Unit::Percent, key("use_rate")),
                if unused.is_negative() {
                    label("capacity.overused")
                } else {
                    Cell::Empty
                },
            ],
        ));
    }
    let sum = |of: &dyn Fn(&crate::costing::ResourceCost) -> Result<Fraction, Reason>| {
        let parts: Result<Vec<Fraction>, Reason> = time.resources.iter().map(of).collect();
        parts.map(|parts| parts.iter().sum::<Fraction>())
    };
    let money = |value| computed(&value, Unit::Money, None);
    rows.push(styled(
        "total",
        RowStyle::Total,
        vec![
            Cell::Empty,
            label("row.total"),
            Cell::Empty,
            money(sum(&|resource| resource.cost.clone())),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            money(sum(&|resource| resource.used_cost())),
            Cell::Empty,
            money(sum(&|resource| resource.unused_cost())),
            Cell::Empty,
            Cell::Empty,
        ],
    ));
    Table {
        id: "capacity".into(),
        title: Message::new("table.capacity"),
        columns: vec![
            text_column("code"),
            text_column("name"),
            text_column("costing_unit"),
            column("resource_cost", Unit::Money),
            column("practical_minutes", Unit::Count),
            column("minute_rate", Unit::Ratio),
            column("used_minutes", Unit::Count),
            column("used_cost", Unit::Money),
            column("unused_minutes", Unit::Count),
            column("unused_cost", Unit::Money),
            column("use_rate", Unit::Percent),
            text_column("remark"),
        ],
        rows,
        notes: vec![
            Message::new("note.unused_capacity"),
            Message::new("note.time_driven"),
        ],
    }
}

/// Pathways: cost of one case in minutes of resources.
/// 路径时间成本表
pub fn pathways(time: &TimeDriven) -> Table {
    let mut rows = Vec::new();
    for pathway in &time.pathways {
        let key = |name: &str| Some(format!("time/pathway/{}/{name}", pathway.code));
        let minutes: Fraction = pathway.uses.iter().map(|(_, _, minutes)| minutes).sum();
        let volume = match &pathway.volume {
            None => Cell::Empty,
            Some(volume) => computed(volume, Unit::Count, None),
        };
        let total = match (&pathway.volume, &pathway.cost) {
            (None, _) => Cell::Empty,
            (Some(volume), cost) => {
                let all = volume
                    .clone()
                    .and_then(|volume| Ok(cost.clone()? * &volume));
                computed(&all, Unit::Money, key("total"))
            }
        };
        rows.push(row(
            pathway.code.clone(),
            vec![
                words(&pathway.code),
                words(&pathway.name),
                figure(&minutes, Unit::Ratio, None),
                computed(&pathway.cost, Unit::UnitMoney, key("cost")),
                volume,
                total,
            ],
        ));
    }
    Table {
        id: "pathways".into(),
        title: Message::new("table.pathways"),
        columns: vec![
            text_column("code"),
            text_column("name"),
            column("minutes_per_case", Unit::Ratio),
            column("pathway_cost", Unit::UnitMoney),
            column("cases", Unit::Count),
            column("cost", Unit::Money),
        ],
        rows,
        notes: vec![Message::new("note.pathway")],
    }
}
