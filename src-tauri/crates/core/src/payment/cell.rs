//! One compiled price with everything a flow pays beside it.

use super::ask::lacks;
use super::compile::{Priced, Subject};
use super::line::Line;
use super::split::{Amounts, Split, fund_lines, split};
use super::step::Citation;
use crate::facts::{CaseTable, CaseTerms};
use crate::issue::Message;
use crate::plan::Adjustments;
use crate::policy::{AddonOf, Flow, Leaves, PatientMode, SpecialMode, Strip};
use crate::quantity::{Fraction, Money};

/// A number of the pack with its place in it.
pub(super) type Cited = (Fraction, Citation);

/// An add-on with its rate: a share, or 分 a day; the cap in 分.
pub(super) struct Rate {
    pub(super) of: AddonOf,
    pub(super) rate: Cited,
    pub(super) cap: Option<Cited>,
}

/// One compiled price.
pub(super) struct Cell {
    pub(super) priced: Priced,
    /// Policy ratio of the proportional patient share.
    pub(super) ratio: Option<Cited>,
    fund: Vec<Line>,
    pub(super) addons: Vec<Rate>,
    /// Factor of a reduced stay.
    pub(super) readmission: Option<Cited>,
    /// Factor of a raised standard.
    pub(super) uplift: Option<Cited>,
}

/// How the whole-table rules touch a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Touched {
    /// Reduced by a readmission.
    pub(super) reduced: bool,
    /// Paid by individual review.
    pub(super) special: bool,
}

/// The charge the ratio is formed with, and the charge that is paid, 分.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Charges {
    pub(super) ratio: i64,
    pub(super) paid: i64,
}

impl Cell {
    pub(super) fn new(subject: Subject<'_>, adjustments: &Adjustments) -> Result<Self, Message> {
        let (policy, flow) = (subject.policy, subject.flow);
        let cited = |id: &str, yuan: bool| -> Result<Cited, Message> {
            let (entry, number) = policy.number(id, subject.day, subject.scheme_key)?;
            let value = if yuan {
                number * &Fraction::from(100)
            } else {
                number.clone()
            };
            Ok((value, Citation::of(id, entry)))
        };
        let ratio = match &flow.patient {
            PatientMode::Proportional(id) => Some(cited(id, false)?),
            _ => None,
        };
        let mut addons = Vec::with_capacity(flow.addons.len());
        for addon in &flow.addons {
            let cap = addon.cap.as_deref().map(|id| cited(id, true));
            addons.push(Rate {
                of: addon.of,
                rate: cited(&addon.rate, addon.of == AddonOf::CriticalDays)?,
                cap: cap.transpose()?,
            });
        }
        let factor = flow.readmission.as_ref();
        let uplift = flow.special.as_ref().and_then(|rule| match &rule.mode {
            SpecialMode::Uplift(id) => Some(id),
            SpecialMode::ByItem => None,
        });
        let readmission = factor.map(|rule| cited(&rule.factor, false)).transpose()?;
        let uplift = uplift.map(|id| cited(id, false)).transpose()?;
        let priced = subject.price(adjustments)?;
        Ok(Self {
            fund: fund_lines(&priced.curve, ratio.as_ref().map(|(ratio, _)| ratio)),
            ratio,
            addons,
            readmission,
            uplift,
            priced,
        })
    }

    /// Pays one case.
    ///
    /// # Errors
    /// What the case lacks.
    pub(super) fn pay(
        &self,
        flow: &Flow,
        table: &CaseTable,
        case: usize,
        amounts: Amounts,
        touched: Touched,
    ) -> Result<Split, Message> {
        let charges = charges(flow, table, case, amounts.charge)?;
        let beside = self.beside(table, case)?;
        let curve = &self.priced.curve;
        let place = curve.place(charges.ratio);
        let segment = &curve.segments[place];
        let review = segment.review && !touched.special;
        let class = (segment.kind, curve.standard_shown, review);
        if touched == Touched::default() && beside.is_none() {
            let pays = segment.round(charges.paid).fen();
            return Ok(split(flow, class, pays, amounts, || {
                self.fund.get(place).map_or(0, |line| {
                    line.round(charges.paid, amounts.self_funded).fen()
                })
            }));
        }
        let own = self.exact(flow, table, case, amounts, touched)?;
        let exact = own + beside.unwrap_or_default();
        let pays = rounded(exact.clone(), curve.places).fen();
        Ok(split(flow, class, pays, amounts, || {
            let ratio = self.ratio.as_ref().map(|(ratio, _)| ratio.clone());
            let above = exact - Fraction::from(amounts.self_funded);
            rounded(above * ratio.unwrap_or_default(), curve.places).fen()
        }))
    }

    /// The exact payment of the group's part, 分, after readmission or individual review.
    pub(super) fn exact(
        &self,
        flow: &Flow,
        table: &CaseTable,
        case: usize,
        amounts: Amounts,
        touched: Touched,
    ) -> Result<Fraction, Message> {
        let curve = &self.priced.curve;
        if touched.special {
            if let Some((factor, _)) = &self.uplift {
                return Ok(&curve.standard * factor);
            }
            let mut left = amounts.charge;
            for of in by_item(flow) {
                left -= amount(table, case, of)?;
            }
            return Ok(Fraction::from(left));
        }
        let charges = charges(flow, table, case, amounts.charge)?;
        let paid = curve
            .segment(charges.ratio)
            .exact(&Fraction::from(charges.paid));
        Ok(match &self.readmission {
            Some((factor, _)) if touched.reduced => paid * factor,
            _ => paid,
        })
    }

    /// What is paid beside, exact 分; `None` where there is nothing.
    fn beside(&self, table: &CaseTable, case: usize) -> Result<Option<Fraction>, Message> {
        let mut sum: Option<Fraction> = None;
        for addon in &self.addons {
            let part = addon.part(table, case)?;
            if !part.is_zero() {
                sum = Some(sum.unwrap_or_default() + part);
            }
        }
        Ok(sum)
    }
}

impl Rate {
    /// What it is measured by: 分 or days, and the field.
    pub(super) fn measured(
        &self,
        table: &CaseTable,
        case: usize,
    ) -> Result<(i64, &'static str), Message> {
        match self.of {
            AddonOf::Excluded => {
                amount(table, case, Leaving::Excluded).map(|fen| (fen, "excluded"))
            }
            AddonOf::NewTechnology => {
                amount(table, case, Leaving::NewTechnology).map(|fen| (fen, "new_technology"))
            }
            AddonOf::CriticalDays => CaseTerms::of(&table.terms.critical_days, case)
                .map(|days| (i64::from(days), "critical_days"))
                .ok_or_else(|| lacks("critical_days")),
        }
    }
    /// Its part of the payment, exact 分.
    pub(super) fn part(&self, table: &CaseTable, case: usize) -> Result<Fraction, Message> {
        let (measured, _) = self.measured(table, case)?;
        let part = &self.rate.0 * &Fraction::from(measured);
        Ok(match &self.cap {
            Some((cap, _)) => part.min(cap.clone()),
            None => part,
        })
    }
}

/// An amount inside the charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    Excluded,
    NewTechnology,
    Unreasonable,
}

impl Leaving {
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::Excluded => "excluded",
            Self::NewTechnology => "new_technology",
            Self::Unreasonable => "unreasonable",
        }
    }
}

pub(super) fn amount(table: &CaseTable, case: usize, of: Leaving) -> Result<i64, Message> {
    let terms = &table.terms;
    let column = match of {
        Leaving::Excluded => &terms.excluded,
        Leaving::NewTechnology => &terms.new_technology,
        Leaving::Unreasonable => &terms.unreasonable,
    };
    CaseTerms::of(column, case).ok_or_else(|| lacks(of.field()))
}

/// What leaves the charge of a case, when, and how much of it, 分.
pub(super) fn leaving(
    flow: &Flow,
    table: &CaseTable,
    case: usize,
) -> Result<Vec<(Leaving, Leaves, i64)>, Message> {
    let strip = flow.strips();
    let asked = [
        (strip.excluded, Leaving::Excluded),
        (strip.new_technology, Leaving::NewTechnology),
        (strip.unreasonable, Leaving::Unreasonable),
    ];
    let mut found = Vec::new();
    for (leaves, of) in asked {
        if let Some(leaves) = leaves {
            found.push((of, leaves, amount(table, case, of)?));
        }
    }
    Ok(found)
}

/// What an individually reviewed case paid by item does not pay in its charge: what audit took off, and what is paid
/// beside.
pub(super) fn by_item(flow: &Flow) -> Vec<Leaving> {
    let strip = flow.strips();
    let mut found = vec![Leaving::Unreasonable];
    found.extend(strip.excluded.map(|_| Leaving::Excluded));
    found.extend(strip.new_technology.map(|_| Leaving::NewTechnology));
    found
}

/// The two charges of a case.
pub(super) fn charges(
    flow: &Flow,
    table: &CaseTable,
    case: usize,
    charge: i64,
) -> Result<Charges, Message> {
    let mut charges = Charges {
        ratio: charge,
        paid: charge,
    };
    if flow.strips() == Strip::default() {
        return Ok(charges);
    }
    for (_, leaves, fen) in leaving(flow, table, case)? {
        charges.paid -= fen;
        if leaves == Leaves::Before {
            charges.ratio -= fen;
        }
    }
    if charges.paid < 0 {
        return Err(Message::new("payment.more_than_charge"));
    }
    Ok(charges)
}

/// Rounds 分 to places of a 元.
fn rounded(fen: Fraction, places: u32) -> Money {
    Line::new(fen, Fraction::zero(), Fraction::zero(), places).round(0, 0)
}
