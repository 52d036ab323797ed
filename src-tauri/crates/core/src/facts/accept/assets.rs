//! Rows of the asset register.

use super::Rows;
use super::cells::Cells;
use super::layout::Layout;
use super::registers::{Seen, item};
use super::sink::Sink;
use crate::facts::{AssetRow, AssetTerms, ChargeMethod, Facts};
use crate::hospital::CostItem;

pub(super) fn assets(layout: &Layout, rows: Rows<'_>, sink: &mut Sink, facts: &mut Facts) {
    let [
        code,
        name,
        class,
        department,
        cost_item,
        life,
        since,
        funding,
    ] = [
        "code",
        "name",
        "class",
        "department",
        "item",
        "life_months",
        "in_service",
        "funding",
    ]
    .map(|field| layout.key(field));
    let numbers =
        ["capacity", "used", "total_work", "work", "work_before"].map(|field| layout.key(field));
    let (method, disposed) = (layout.key("method"), layout.key("disposed"));
    let [original, charge, residual] =
        ["original", "charge", "residual"].map(|field| layout.amount(field, sink));
    let mut seen = Seen::default();
    for (position, row) in rows.enumerate() {
        let mut cells = Cells::new(&row, sink);
        let (number, unit) = (cells.code(&code), cells.code(&department));
        let (title, kind) = (cells.text(&name), cells.text(&class));
        let item = item(&mut cells, &cost_item);
        if let Some(other) =
            item.filter(|item| !matches!(item, CostItem::Depreciation | CostItem::Amortisation))
        {
            cells.refuse(&cost_item, "accept.not_an_asset_item", other.official());
        }
        let (money, charged) = (cells.amount(&original), cells.amount(&charge));
        let (months, day) = (cells.count(&life), cells.date(&since));
        let origin = cells.funding(&funding);
        let [capacity, used, total_work, work, work_before] = numbers.each_ref().map(|key| {
            cells
                .number_if_any(key, "accept.negative_count")
                .map(|number| number.exact())
        });
        let method = cells.choice_if_any(&method, &ChargeMethod::ALL, |method| {
            [method.key(), method.official()]
        });
        let terms = AssetTerms {
            method: method.unwrap_or_default(),
            total_work,
            work,
            work_before,
            residual: cells.amount_if_any(&residual),
            disposed: cells.date_if_any(&disposed),
        };
        seen.check(
            &mut cells,
            &code,
            "accept.duplicate_asset",
            &format!("{number} / {unit}"),
        );
        let source = cells.source();
        if cells.close(position)
            && let (Some(item), Some(in_service)) = (item, day)
        {
            facts.assets.push(AssetRow {
                code: number,
                name: title,
                class: kind,
                department: unit,
                item,
                original: money,
                life_months: months,
                in_service,
                funding: origin,
                charge: charged,
                capacity,
                used,
                terms,
                source,
            });
        }
    }
}
