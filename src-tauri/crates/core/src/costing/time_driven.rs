//! 时间驱动作业成本法: cost of a minute of practical capacity, cost of pathways, unused capacity on a line of its own.
//!
//! Nothing of it enters the cost of cases or items. Source: cost-method §7.4.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::allocation::enters;
use crate::facts::{CapacityRow, Facts, ResourceSource, SourceRef};
use crate::hospital::CostItem;
use crate::issue::{Issue, Severity};
use crate::plan::{Adjustments, Plan};
use crate::quantity::{Computed, Fraction, Reason, rounding};

/// A group of people or a machine.
/// 资源组产能成本
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResourceCost {
    /// Position in [`Facts::capacity`].
    pub row: usize,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Unit code as written.
    pub department: String,
    /// Cost of the period, 分.
    pub cost: Computed<Fraction>,
    /// Practical capacity, minutes.
    pub practical: Fraction,
    /// Minutes the pathways used.
    pub by_pathways: Fraction,
    /// Minutes used in all: as stated, else by pathways.
    pub used: Fraction,
    /// Cost ÷ practical minutes (单位产能成本率), 分.
    pub rate: Computed<Fraction>,
}

impl ResourceCost {
    /// Practical less used minutes; negative is over-use (超负荷).
    pub fn unused(&self) -> Fraction {
        &self.practical - &self.used
    }
    /// Cost of the used minutes, 分.
    pub fn used_cost(&self) -> Computed<Fraction> {
        Ok(self.rate.clone()? * &self.used)
    }
    /// Cost of the minutes not used (闲置产能成本), 分; negative under over-use.
    pub fn unused_cost(&self) -> Computed<Fraction> {
        Ok(self.rate.clone()? * &self.unused())
    }
}

/// What one case of a pathway costs in minutes.
/// 路径时间成本
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PathwayCost {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// (position in [`TimeDriven::resources`], position in [`Facts::capacity_use`], minutes per case).
    pub uses: Vec<(usize, usize, Fraction)>,
    /// Cases in the period; `None` for a model pathway, `Err` where its rows disagree.
    pub volume: Option<Computed<Fraction>>,
    /// Σ rate × minutes of one case, 分.
    pub cost: Computed<Fraction>,
}

/// Time-driven costing of the hospital.
/// 时间驱动作业成本
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TimeDriven {
    /// Resources by code. Used + unused minutes = practical capacity, used + unused cost = cost, exactly.
    pub resources: Vec<ResourceCost>,
    /// Pathways by code.
    pub pathways: Vec<PathwayCost>,
}

/// The parts a resource's cost is made of: positions of staff or asset rows, exact amounts after a what-if.
pub(crate) fn sources(
    facts: &Facts,
    plan: &Plan,
    adjustments: &Adjustments,
    row: &CapacityRow,
) -> Vec<(usize, Fraction)> {
    let wanted = |code: &str| row.member.as_deref().is_none_or(|member| member == code);
    let class = facts.department(&row.department).map(|unit| unit.class);
    match row.cost_source {
        ResourceSource::Stated => Vec::new(),
        ResourceSource::Staff => facts
            .staff
            .iter()
            .enumerate()
            .filter(|(_, person)| person.department == row.department && wanted(&person.role))
            .map(|(index, person)| {
                let pay = person.basic + person.performance + person.insurance;
                let factor = adjustments.item_at(&row.department, CostItem::Labour.index());
                (index, pay.exact() * factor)
            })
            .collect(),
        ResourceSource::Assets => facts
            .assets
            .iter()
            .enumerate()
            .filter(|(_, asset)| asset.department == row.department && wanted(&asset.code))
            .filter(|(_, asset)| enters(plan.level, asset.funding, class))
            .map(|(index, asset)| {
                let factor = adjustments.item_at(&row.department, asset.item.index());
                (index, asset.charge.exact() * factor)
            })
            .collect(),
    }
}

/// Rates, pathways and unused capacity.
pub(super) fn time_driven(
    facts: &Facts,
    plan: &Plan,
    adjustments: &Adjustments,
    issues: &mut Vec<Issue>,
) -> TimeDriven {
    let mut order: Vec<usize> = (0..facts.capacity.len()).collect();
    order.sort_by(|a, b| {
        facts.capacity[*a]
            .resource
            .cmp(&facts.capacity[*b].resource)
    });
    let mut position: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, row) in order.iter().enumerate() {
        position
            .entry(&facts.capacity[*row].resource)
            .or_insert(place);
    }
    let mut resources: Vec<ResourceCost> = order
        .iter()
        .map(|index| resource(facts, plan, adjustments, *index))
        .collect();
    let pathways = pathways(facts, &position, &mut resources, issues);
    for resource in &mut resources {
        let row = &facts.capacity[resource.row];
        if let Some(stated) = &row.used_minutes {
            resource.used = stated.clone();
        }
        tell(facts, resource, issues);
    }
    TimeDriven {
        resources,
        pathways,
    }
}

fn resource(facts: &Facts, plan: &Plan, adjustments: &Adjustments, index: usize) -> ResourceCost {
    let row = &facts.capacity[index];
    let found = sources(facts, plan, adjustments, row);
    let stated = row.stated_cost.map(|cost| cost.exact()).unwrap_or_default();
    let cost = if row.cost_source != ResourceSource::Stated && found.is_empty() {
        Err(Reason::new("reason.no_resource_cost")
            .with("resource", row.name.as_str())
            .with("department", row.department.as_str())
            .with(
                "source",
                format!("@resource_source.{}", row.cost_source.key()),
            ))
    } else {
        Ok(found.iter().map(|(_, amount)| amount).sum::<Fraction>() + &stated)
    };
    let rate = cost.clone().and_then(|cost| {
        cost.over(&row.practical_minutes, || {
            Reason::new("reason.no_practical_capacity").with("resource", row.name.as_str())
        })
    });
    ResourceCost {
        row: index,
        code: row.resource.clone(),
        name: row.name.clone(),
        department: row.department.clone(),
        cost,
        practical: row.practical_minutes.clone(),
        by_pathways: Fraction::zero(),
        used: Fraction::zero(),
        rate,
    }
}

/// Pathways, and the minutes they used of each resource.
fn pathways(
    facts: &Facts,
    position: &BTreeMap<&str, usize>,
    resources: &mut [ResourceCost],
    issues: &mut Vec<Issue>,
) -> Vec<PathwayCost> {
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, row) in facts.capacity_use.iter().enumerate() {
        rows.entry(&row.pathway).or_default().push(index);
    }
    let mut unknown: BTreeMap<&str, (u64, SourceRef)> = BTreeMap::new();
    let mut pathways = Vec::new();
    for (code, mut own) in rows {
        own.sort_by(|a, b| {
            facts.capacity_use[*a]
                .resource
                .cmp(&facts.capacity_use[*b].resource)
        });
        let (mut uses, mut cost) = (Vec::new(), Ok(Fraction::zero()));
        let volumes: BTreeSet<&Option<Fraction>> = own
            .iter()
            .map(|index| &facts.capacity_use[*index].volume)
            .collect();
        let first = &facts.capacity_use[own[0]];
        for index in own {
            let row = &facts.capacity_use[index];
            let Some(place) = position.get(row.resource.as_str()) else {
                let found = unknown.entry(&row.resource).or_insert((0, row.source));
                found.0 += 1;
                cost =
                    Err(Reason::new("reason.unknown_resource")
                        .with("resource", row.resource.as_str()));
                continue;
            };
            if let Some(volume) = &row.volume {
                resources[*place].by_pathways += &(&row.minutes * volume);
                resources[*place].used = resources[*place].by_pathways.clone();
            }
            if let Ok(sum) = &cost {
                let rate = resources[*place].rate.clone();
                cost = rate.map(|rate| rate * &row.minutes + sum);
            }
            uses.push((*place, index, row.minutes.clone()));
        }
        let volume = if volumes.len() > 1 {
            issues.push(
                Issue::new(Severity::Warning, "costing.pathway_volumes_differ")
                    .with("pathway", code)
                    .with("name", first.name.as_str())
                    .at(facts.place(first.source, "pathway_cases")),
            );
            Some(Err(
                Reason::new("reason.pathway_volumes_differ").with("pathway", first.name.as_str())
            ))
        } else {
            first.volume.clone().map(Ok)
        };
        pathways.push(PathwayCost {
            code: code.to_owned(),
            name: first.name.clone(),
            uses,
            volume,
            cost,
        });
    }
    for (resource, (count, source)) in unknown {
        issues.push(
            Issue::new(Severity::Error, "costing.unknown_resource")
                .with("resource", resource)
                .with("count", count.to_string())
                .at(facts.place(source, "resource")),
        );
    }
    pathways
}

fn tell(facts: &Facts, resource: &ResourceCost, issues: &mut Vec<Issue>) {
    let source = facts.capacity[resource.row].source;
    let minutes = |value: &Fraction| rounding::to_text(value, 0);
    let named = |code: &str| {
        Issue::new(Severity::Warning, code)
            .with("resource", resource.code.as_str())
            .with("name", resource.name.as_str())
            .with("used", minutes(&resource.used))
            .with("practical", minutes(&resource.practical))
    };
    if resource.unused().is_negative() {
        let over = minutes(&-resource.unused());
        issues.push(
            named("costing.capacity_overused")
                .with("over", over)
                .at(facts.place(source, "used_minutes")),
        );
    }
    if resource.by_pathways > resource.used {
        issues.push(
            named("costing.pathways_use_more")
                .with("pathways", minutes(&resource.by_pathways))
                .at(facts.place(source, "used_minutes")),
        );
    }
    if resource.cost.is_err() {
        issues.push(
            Issue::new(Severity::Error, "costing.no_resource_cost")
                .with("resource", resource.code.as_str())
                .with("name", resource.name.as_str())
                .with("department", resource.department.as_str())
                .at(facts.place(source, "cost_source")),
        );
    }
}
