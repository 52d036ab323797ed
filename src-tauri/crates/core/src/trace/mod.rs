//! "Why this number" (这个数怎么来的): the road back from a figure to file, sheet and cell, recomputed on demand.

use serde::Serialize;

mod activity;
mod allocation;
mod asset;
mod attribution;
mod case;
mod claims;
mod disease;
mod driver;
mod form;
mod headline;
mod method_rates;
mod methods;
mod mixed;
mod node;
mod object;
mod paid_by;
mod quality;
mod recoding;
mod replay;
mod segment;
mod sensitivity;
mod service_item;
mod service_unit;
mod sources;
mod stock;
mod time_driven;
mod unit;
mod unplaced;
mod year;
mod year_parts;

pub use attribution::explain_attribution;
pub use form::explain_in;
pub use replay::explain_replay;

use crate::facts::Facts;
use crate::issue::{Message, Place};
use crate::plan::{Adjustments, Plan};
use crate::policy::PolicyPack;
use crate::quantity::{Computed, Fraction, Reason};
use crate::report::Unit;
use crate::report::forms::Worlds;
use crate::run::Run;

/// How a node's value follows from its operands, exactly; where `rounding` is set, rounded to whole 分 afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Operands added; what is taken off stands with its sign.
    Sum,
    /// First less second.
    Difference,
    /// Operands multiplied.
    Product,
    /// First divided by second.
    Quotient,
    /// Steps in order; the last but one is the value (payment of a case).
    Steps,
}

/// What an explanation is recomputed from.
#[derive(Clone, Copy)]
pub struct TraceInputs<'a> {
    /// Facts.
    pub facts: &'a Facts,
    /// Policy pack.
    pub policy: &'a PolicyPack,
    /// Settings.
    pub plan: &'a Plan,
    /// What-if of the run.
    pub adjustments: &'a Adjustments,
    /// The run explained.
    pub run: &'a Run,
}

/// Explains the figure of a key; its operands carry the keys of the next step.
///
/// Keys: `headline/NAME` (a headline figure or line of the hospital's result) · `segment/hospital/NAME`,
/// `segment/KIND/CODE/NAME`, with `cost/UNIT`, `cost/UNIT/ITEM`, `charge/UNIT`, `charge/UNIT/ITEM` below ·
/// `unit/CODE/PART` and `unit/CODE/PART/ITEM` (PART `direct`, `level0`–`level3`, `full`) · `carved/CODE/SERVICE_UNIT/ITEM` · `service_unit/CODE/NAME` and
/// `/ITEM` (NAME `cost`, `revenue`, `ratio`) · `share/N/ITEM` · `case/N/NAME` · `ledger/N` · `revenue/N` · `income/N` ·
/// `labour/all/PART`, `labour/unit/CODE/PART`, `labour/role/ROLE/PART`, `labour/unit_role/CODE/ROLE/PART` · `staff/N/PART` ·
/// `asset/N/PART`, `assets/all/PART`, `assets/unit/CODE/PART`, `assets/class/NAME/PART`, `assets/funding/KEY/PART` ·
/// `source/account/CODE/booked`, `source/group/KEY/PART`, `source/unit/CODE/ITEM/PART` ·
/// `case/N/gap`, `case/N/exact`, `case/N/unit/UNIT` and `/ITEM` · `method/METHOD/GROUP/NAME` (an empty GROUP is all cases) ·
/// `method_rate/METHOD/UNIT/NAME` · `statistics/GROUP/NAME` · `wip/…` (see `disease::wip`) ·
/// `shared/N/ITEM` (share of a shared bill), `bill/N/ITEM` · `driver/GIVER/UNIT/DRIVER` (numbers of units),
/// `drivers/share/N`, `drivers/bill/N`, `drivers/meters/N`, `drivers/metered/N` · `unplaced/N[/ITEM]` · `ladder/LEVEL/CLASS/FUNDING` · `reciprocal/CODE` and `/ITEM` ·
/// `material/UNIT/ITEM/PART`, `materials/ITEM/PART` · `inventory/CATEGORY/OWNER/NAME`, `inventory_all/OWNER/NAME` ·
/// `stock/N/FIELD` · `stock_unit/CODE/NAME`, `stock_units/NAME` · `stock_slow/NAME` · `spd/NAME` ·
/// `object/KIND/CODE/NAME[/ITEM]` (KIND `bed_day`, `visit`) · `workload/N/FIELD` · `service_item/UNIT/CODE/METHOD/NAME[/ITEM]` ·
/// `service_item/UNIT/PART[/ITEM]` · `time/resource/CODE/NAME` · `time/pathway/CODE/NAME` ·
/// `year/account/A/NAME`, `year/pool/P/part/N/NAME`, `year/contract/C/L`, `year/case/N/NAME` (month, year and cash) ·
/// `paid_by/WAY/SCHEME/NAME` (by way of payment and payer) · `mixed/NAME/CODE` (mixed cost of a unit) · `quality/POOL/NAME` · `sensitivity/GIVER|CURRENT|OTHER|NAME`, `ends/ITEM|FROM|TO` ·
/// `claim/N/fund`, `claims/NAME`, `claims/cause/KEY`, `claims/case/N/NAME` (the insurer's list, see `trace::claims`) ·
/// `recoding/FROM|TO|NAME` (cases of a group in a sibling) ·
/// `form/WORLD/…` (figures of the official forms; WORLD a level of the ladder or a funding source).
/// `attribution/SCENARIO/NAME[/N]` (see [`explain_attribution`]).
/// Numbers count from 1. ITEM is a cost item's key.
///
/// # Errors
/// `reason.no_trace` for a key nothing answers to, or the reason the figure itself is not computable.
pub fn explain(inputs: &TraceInputs<'_>, key: &str) -> Computed<Trace> {
    explain_in(&Worlds::new(*inputs), key)
}

/// A key of the run itself.
fn outside(inputs: &TraceInputs<'_>, key: &str) -> Computed<Trace> {
    let none = || Reason::new("reason.no_trace").with("key", key);
    let (family, rest) = key.split_once('/').ok_or_else(none)?;
    let found = match family {
        "headline" => headline::explain(inputs, rest),
        "segment" => segment::explain(inputs, rest),
        "unit" => unit::explain(inputs, rest),
        "carved" => unit::carved(inputs, rest),
        "share" => unit::share(inputs, rest),
        "shared" => allocation::shared(inputs, rest),
        "driver" => driver::value(inputs, rest),
        "drivers" => driver::total(inputs, rest),
        "unplaced" => unplaced::explain(inputs, rest),
        "bill" => allocation::bill(inputs, rest),
        "ladder" => allocation::ladder(inputs, rest),
        "reciprocal" => allocation::reciprocal_of(inputs, rest),
        "service_unit" => service_unit::explain(inputs, rest),
        "service_item" => service_item::explain(inputs, rest),
        "object" => object::explain(inputs, rest),
        "workload" => object::workload(inputs, rest),
        "time" => time_driven::explain(inputs, rest),
        "case" => case::explain(inputs, rest),
        "paid_by" => paid_by::explain(inputs, rest),
        "claim" => claims::line(inputs, rest),
        "claims" => claims::explain(inputs, rest),
        "recoding" => recoding::explain(inputs, rest),
        "method" => methods::explain(inputs, rest),
        "method_rate" => method_rates::rate(inputs, rest),
        "statistics" => disease::statistics(inputs, rest),
        "wip" => disease::wip(inputs, rest),
        "mixed" => mixed::explain(inputs, rest),
        "sensitivity" => sensitivity::explain(inputs, rest),
        "ends" => sensitivity::ends(inputs, rest),
        "ledger" => node::number(rest).and_then(|index| unit::ledger(inputs, index)),
        "revenue" => node::number(rest).and_then(|index| service_unit::revenue_line(inputs, index)),
        "labour" => sources::labour(inputs, rest),
        "staff" => sources::staff(inputs, rest),
        "source" => sources::compared(inputs, rest),
        "asset" => asset::explain(inputs, rest),
        "assets" => asset::several(inputs, rest),
        "income" => node::number(rest).and_then(|index| headline::income_line(inputs, index)),
        "inventory" => stock::category(inputs, rest),
        "inventory_all" => stock::all(inputs, rest),
        "stock" => stock::row(inputs, rest),
        "stock_slow" => stock::slow(inputs, rest),
        "stock_units" => stock::unit(inputs, None, rest),
        "stock_unit" => rest
            .rsplit_once('/')
            .and_then(|(unit, key)| stock::unit(inputs, Some(unit), key)),
        "material" => stock::material(inputs, rest, false),
        "materials" => stock::material(inputs, rest, true),
        "spd" => stock::spd(inputs, rest),
        "year" => year::explain(inputs, rest),
        _ => None,
    };
    let mut found = found.ok_or_else(none)?;
    found.key = Some(key.to_owned());
    Ok(found)
}

/// One step of an explanation.
/// 追溯节点
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// What the figure is, in words.
    pub label: Message,
    /// The figure, exact, in the unit below (money in 分).
    pub value: Computed<Fraction>,
    /// How to print it.
    pub unit: Unit,
    /// Formula in words, naming the operands below in order; `None` at a source cell.
    pub formula: Option<Message>,
    /// The same for machines; `None` at a source cell or where only words say it.
    pub operation: Option<Operation>,
    /// Where and how it was rounded, if it was.
    pub rounding: Option<Message>,
    /// Operands. Long lists are cut to the largest and say so in a last line that carries the rest's sum.
    pub operands: Vec<Trace>,
    /// Key under which this operand can be opened by itself; `None` when it is complete here.
    pub key: Option<String>,
    /// The cell it came from, with the accepted text.
    pub cell: Option<Place>,
    /// Title of the policy source and its level of certainty.
    pub clause: Option<String>,
}
