//! Contracts on totals: by head, packages, referrals, rewards, long-term care.

use super::year::{Reader, signed};
use super::year_shape as shape;
use yingheng_core::policy::{
    CapOn, Capitation, CarePrice, Compare, Condition, LongTermCare, Referral, ReferralChange,
    Reward, ServicePackage,
};

pub(super) fn capitation(raw: &shape::Capitation, read: &mut Reader<'_>) -> Option<Capitation> {
    Some(Capitation {
        per_head: read.need(raw.per_head.as_ref(), "per_head")?,
        periods: read.need(raw.periods.as_ref(), "periods")?,
        members: read.optional(raw.members.as_ref()),
        spend: read.optional(raw.spend.as_ref()),
        overspend_fund_share: read
            .need(raw.overspend_fund_share.as_ref(), "overspend_fund_share")?,
        surplus_keep_share: read.need(raw.surplus_keep_share.as_ref(), "surplus_keep_share")?,
        split: read.shares(&raw.split)?,
    })
}

pub(super) fn package(raw: &shape::Package, read: &mut Reader<'_>) -> Option<ServicePackage> {
    Some(ServicePackage {
        per_head: read.need(raw.per_head.as_ref(), "per_head")?,
        members: read.optional(raw.members.as_ref()),
        funding: read.shares(&raw.funding)?,
        cost_per_head: read.optional(raw.cost_per_head.as_ref()),
    })
}

pub(super) fn referral(raw: &shape::Referral, read: &mut Reader<'_>) -> Option<Referral> {
    let change = match (&raw.points, &raw.factor) {
        (Some(points), None) => ReferralChange::Points(signed(points)?),
        (None, Some(factor)) => ReferralChange::Factor(read.term(factor)?),
        _ => return read.missing("points"),
    };
    Some(Referral {
        ratio: read.need(raw.ratio.as_ref(), "ratio")?,
        change,
        cost: read.optional(raw.cost.as_ref()),
    })
}

pub(super) fn reward(raw: &shape::Reward, read: &mut Reader<'_>) -> Option<Reward> {
    let signs = [
        ("lt", Compare::Lt),
        ("le", Compare::Le),
        ("gt", Compare::Gt),
        ("ge", Compare::Ge),
    ];
    let mut conditions = Vec::new();
    for one in &raw.conditions {
        conditions.push(Condition {
            name: one.name.clone(),
            value: one.value.as_ref().and_then(|text| signed(text)),
            compare: read.word(Some(&one.compare), "compare", &signs)?,
            limit: signed(&one.limit)?,
        });
    }
    Some(Reward {
        rate: read.need(raw.rate.as_ref(), "rate")?,
        of: read.optional(raw.of.as_ref()),
        conditions,
    })
}

pub(super) fn care(raw: &shape::Care, read: &mut Reader<'_>) -> Option<LongTermCare> {
    let limits = [("payment", CapOn::Payment), ("charge", CapOn::Charge)];
    let price = match &raw.flat {
        Some(flat) if raw.share.is_none() && raw.cap.is_none() => CarePrice::Flat(read.term(flat)?),
        Some(_) => {
            let at = read.at.clone();
            read.faults.key("pack.value_shape", &at, &[]);
            return None;
        }
        None => CarePrice::Share {
            share: read.need(raw.share.as_ref(), "share")?,
            cap: read.need(raw.cap.as_ref(), "cap")?,
            on: read.word(raw.cap_on.as_ref(), "cap_on", &limits)?,
        },
    };
    Some(LongTermCare {
        price,
        charge: read.optional(raw.charge.as_ref()),
        days: read.optional(raw.days.as_ref()),
    })
}
