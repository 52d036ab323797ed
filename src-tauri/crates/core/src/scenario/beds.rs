//! Beds: a scenario may not need more bed-days than there are.

use super::levers::refused;
use super::resolve::Ground;
use crate::issue::Issue;
use crate::plan::Adjustments;
use crate::quantity::{Fraction, Reason, rounding};

/// Bed-days of the discharges under adjustments.
pub(super) fn days(adjustments: &Adjustments, ground: &Ground<'_>) -> Fraction {
    let one = Fraction::one();
    let groups = &ground.run.margins.groups;
    groups
        .iter()
        .map(|group| {
            let volume = adjustments.volume.get(&group.code).unwrap_or(&one);
            let stay = adjustments.los.get(&group.code).unwrap_or(&one);
            &group.bed_days * &(volume * stay)
        })
        .sum()
}

/// Open beds × days of the period; `None` where the department file has no beds.
/// 实际开放总床日数
pub(super) fn capacity(ground: &Ground<'_>) -> Option<Fraction> {
    let beds: i64 = ground
        .facts
        .departments
        .iter()
        .filter_map(|(unit, _)| unit.beds)
        .map(i64::from)
        .sum();
    let days = i64::from(ground.facts.period.days());
    (beds > 0 && days > 0).then(|| Fraction::from(beds) * Fraction::from(days))
}

/// Refuses an override that needs more bed-days than before and more than there are.
pub(super) fn fits(
    before: &Adjustments,
    after: &Adjustments,
    ground: &Ground<'_>,
) -> Result<(), Issue> {
    if before.volume == after.volume && before.los == after.los {
        return Ok(());
    }
    let Some(capacity) = capacity(ground) else {
        return Ok(());
    };
    let needed = days(after, ground);
    if needed <= capacity || needed <= days(before, ground) {
        return Ok(());
    }
    let occupancy = needed
        .over(&capacity, || Reason::new("reason.no_cases"))
        .unwrap_or_default();
    Err(refused("scenario.beds_over_full")
        .with("needed", rounding::to_text(&needed, 0))
        .with("there", rounding::to_text(&capacity, 0))
        .with(
            "occupancy",
            rounding::to_text(&(occupancy * Fraction::from(100)), 1),
        ))
}
