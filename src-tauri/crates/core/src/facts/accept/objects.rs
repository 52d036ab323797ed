//! Rows of service items, activities and capacity.

use super::Rows;
use super::cells::Cells;
use super::layout::Layout;
use super::registers::Seen;
use super::sink::Sink;
use crate::facts::{
    ActivityRow, ActivityVolumeRow, CapacityRow, CapacityUseRow, Facts, ResourceSource,
    ServiceItemRow,
};
use crate::hospital::CostItem;
use crate::quantity::{Fraction, Money};

/// Code of the error for a negative quantity.
const NEGATIVE: &str = "accept.negative_quantity";

fn optional(cells: &mut Cells, key: &super::layout::Key) -> Option<Fraction> {
    cells.number_if_any(key, NEGATIVE).map(|n| n.exact())
}

fn needed(cells: &mut Cells, key: &super::layout::Key) -> Fraction {
    cells
        .number(key, NEGATIVE)
        .map(|number| number.exact())
        .unwrap_or_default()
}

pub(super) fn service_items(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    // A price is no amount that adds up: it has no control total.
    let [department, code, name, price, volume, minutes, equivalent] = [
        "department",
        "code",
        "name",
        "price",
        "volume",
        "minutes",
        "equivalent",
    ]
    .map(|field| layout.key(field));
    let revenue = layout.amount("revenue", sink);
    let mut seen = Seen::default();
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let item = ServiceItemRow {
            department: cells.code(&department),
            code: cells.code(&code),
            name: cells.text(&name),
            price: cells.amount(&price),
            volume: Fraction::whole(cells.count(&volume)),
            revenue: cells.amount_if_any(&revenue),
            minutes: optional(&mut cells, &minutes),
            equivalent: optional(&mut cells, &equivalent),
            source: cells.source(),
        };
        if item.price < Money::ZERO && !cells.failed() {
            let text = cells.text_or_empty(&price);
            cells.refuse(&price, NEGATIVE, &text);
        }
        let key = format!("{} / {}", item.department, item.code);
        seen.check(&mut cells, &code, "accept.duplicate_service_item", &key);
        if cells.close(position) {
            facts.service_items.push(item);
        }
    }
}

pub(super) fn activities(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [department, activity, name, item, driver] =
        ["department", "activity", "name", "item", "driver_volume"].map(|field| layout.key(field));
    let amount = layout.amount("direct_amount", sink);
    let mut seen = Seen::default();
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let line = ActivityRow {
            department: cells.code(&department),
            activity: cells.code(&activity),
            name: cells.text(&name),
            item: cells.choice_if_any(&item, &CostItem::ALL, |item| [item.key(), item.official()]),
            direct_amount: cells.amount_if_any(&amount),
            driver_volume: optional(&mut cells, &driver),
            source: cells.source(),
        };
        if !cells.failed() && line.direct_amount.is_none() && line.driver_volume.is_none() {
            cells.refuse(&driver, "accept.missing_value", "");
        }
        // An amount traced directly belongs to one item.
        if !cells.failed() && line.direct_amount.is_some() && line.item.is_none() {
            cells.refuse(&item, "accept.missing_value", "");
        }
        let of = line.item.map_or("", CostItem::official);
        let key = format!("{} / {} / {of}", line.department, line.activity);
        seen.check(&mut cells, &activity, "accept.duplicate_activity", &key);
        if cells.close(position) {
            facts.activities.push(line);
        }
    }
}

pub(super) fn activity_volumes(
    layout: &Layout,
    rows: Rows<'_>,
    sink: &mut Sink,
    facts: &mut Facts,
) {
    let [department, activity, code, driver] =
        ["department", "activity", "code", "driver_volume"].map(|field| layout.key(field));
    let mut seen = Seen::default();
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let line = ActivityVolumeRow {
            department: cells.code(&department),
            activity: cells.code(&activity),
            code: cells.code(&code),
            driver_volume: needed(&mut cells, &driver),
            source: cells.source(),
        };
        let key = format!("{} / {} / {}", line.department, line.activity, line.code);
        seen.check(&mut cells, &activity, "accept.duplicate_activity", &key);
        if cells.close(position) {
            facts.activity_volumes.push(line);
        }
    }
}

pub(super) fn capacity(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [
        resource,
        name,
        department,
        cost_source,
        member,
        practical,
        used,
    ] = [
        "resource",
        "name",
        "department",
        "cost_source",
        "member",
        "practical_minutes",
        "used_minutes",
    ]
    .map(|field| layout.key(field));
    let cost = layout.amount("stated_cost", sink);
    let mut seen = Seen::default();
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let (code, title, unit) = (
            cells.code(&resource),
            cells.text(&name),
            cells.code(&department),
        );
        let from = cells.choice(&cost_source, &ResourceSource::ALL, |source| {
            [source.key(), source.official()]
        });
        let (of, stated) = (cells.code_if_any(&member), cells.amount_if_any(&cost));
        let (could, did) = (needed(&mut cells, &practical), optional(&mut cells, &used));
        if from == Some(ResourceSource::Stated) && stated.is_none() && !cells.failed() {
            cells.refuse(&cost, "accept.missing_value", "");
        }
        if from == Some(ResourceSource::Staff) && of.is_none() && !cells.failed() {
            cells.refuse(&member, "accept.missing_value", "");
        }
        seen.check(&mut cells, &resource, "accept.duplicate_resource", &code);
        let source = cells.source();
        if cells.close(position)
            && let Some(cost_source) = from
        {
            facts.capacity.push(CapacityRow {
                resource: code,
                name: title,
                department: unit,
                cost_source,
                member: of,
                stated_cost: stated,
                practical_minutes: could,
                used_minutes: did,
                source,
            });
        }
    }
}

pub(super) fn capacity_use(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [resource, pathway, name, minutes, volume] =
        ["resource", "pathway", "name", "minutes", "pathway_cases"].map(|field| layout.key(field));
    let mut seen = Seen::default();
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let line = CapacityUseRow {
            resource: cells.code(&resource),
            pathway: cells.code(&pathway),
            name: cells.text(&name),
            minutes: needed(&mut cells, &minutes),
            volume: cells.count_if_any(&volume).map(Fraction::whole),
            source: cells.source(),
        };
        let key = format!("{} / {}", line.pathway, line.resource);
        seen.check(&mut cells, &pathway, "accept.duplicate_resource", &key);
        if cells.close(position) {
            facts.capacity_use.push(line);
        }
    }
}
