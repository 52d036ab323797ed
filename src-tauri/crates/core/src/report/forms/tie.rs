//! The line at the foot of a form that ties it to the ledger.

use super::definition::{FormDefinition, TieOut};
use super::rows::object_kind;
use super::worlds::{World, Worlds};
use crate::hospital::DepartmentClass;
use crate::issue::Message;
use crate::quantity::{Computed, Fraction, rounding};

use super::figures::Part;

/// Amount on the form, amount beside it, ledger, and what is between them; each to the 分.
pub(super) fn line(worlds: &Worlds<'_>, definition: &FormDefinition) -> Message {
    let level = definition.level_of(worlds.base().plan.level);
    let world = World::Level(level);
    let result = &worlds.base().run.margins.result;
    let ledger = worlds.ledger(level);
    let (on_form, beside): (Computed<Fraction>, Computed<Fraction>) = match definition.tie_out {
        TieOut::Direct => (worlds.total(world, None).value, Ok(Fraction::zero())),
        TieOut::Clinical => (
            worlds
                .class(world, DepartmentClass::Clinical, Part::Full, None)
                .value,
            worlds.unallocated(world, None).value,
        ),
        TieOut::Object => {
            let kind = object_kind(definition);
            let own = worlds
                .objects(kind)
                .first()
                .map(|object| object.cost.iter().sum());
            let own: Fraction = own.unwrap_or_default();
            let all = worlds
                .class(world, DepartmentClass::Clinical, Part::Full, None)
                .value;
            let rest = all.and_then(|all| {
                let unallocated = worlds.unallocated(world, None).value?;
                Ok(&(&all - &own) + &unallocated)
            });
            (Ok(own), rest)
        }
        TieOut::Cases => (
            result.inpatient_cost.clone(),
            Ok(&result.outpatient_cost + &result.unassigned_cost),
        ),
    };
    let (on_form, beside) = match (on_form, beside) {
        (Ok(on_form), Ok(beside)) => (on_form, beside),
        (Err(reason), _) | (_, Err(reason)) => {
            return Message::new("form.tie_none").with("reason", format!("@{}", reason.code));
        }
    };
    let open = &ledger - &(&on_form + &beside);
    let text = |value: &Fraction| rounding::to_money(value).to_string();
    let key = if open.is_zero() {
        "form.tie_closed"
    } else {
        "form.tie_open"
    };
    // What stands beside is printed as what the ledger and the form leave, so that the line adds up as it reads.
    let beside =
        rounding::to_money(&ledger) - rounding::to_money(&on_form) - rounding::to_money(&open);
    Message::new(key)
        .with("form", text(&on_form))
        .with("beside", beside.to_string())
        .with("ledger", text(&ledger))
        .with("open", text(&open))
        .with("level", format!("@level.{}", level.key()))
}
