//! The price of a case before any coefficient: weight or points, fixed amount, days.

use super::ask::Ask;
use super::compile::{Pricing, coding};
use super::step::{Citation, Step, StepUnit};
use crate::issue::Message;
use crate::plan::Adjustments;
use crate::policy::{CriticalDays, DayBands, LosShape, PriceMethod};
use crate::quantity::{Fraction, rounding};

/// Weight, base points and price in 分, the last before coefficients.
pub(super) struct Bare {
    pub(super) weight: Fraction,
    pub(super) points: Fraction,
    pub(super) price: Fraction,
}

impl Pricing<'_> {
    pub(super) fn bare(&mut self, adjustments: &Adjustments) -> Result<Bare, Message> {
        let flow = self.flow;
        match &flow.price {
            PriceMethod::WeightRate { rate } => {
                let weight = self.weight(adjustments)?;
                let rate = self.unit_price(rate, "payment.step_rate", adjustments)?;
                Ok(Bare {
                    points: weight.clone(),
                    price: &weight * &rate,
                    weight,
                })
            }
            PriceMethod::Points { point_value, scale } => {
                let weight = self.weight(adjustments)?;
                let points =
                    &weight * &self.number(scale, "payment.step_scale", StepUnit::Factor)?;
                self.note("payment.step_points", &points, StepUnit::Points, None);
                let value =
                    self.unit_price(point_value, "payment.step_point_value", adjustments)?;
                Ok(Bare {
                    price: &points * &value,
                    weight,
                    points,
                })
            }
            PriceMethod::Fixed => self.fixed(adjustments),
            PriceMethod::PerDay {
                bands,
                kind,
                critical,
            } => self.days(bands, *kind, critical.as_ref(), adjustments),
            PriceMethod::Itemised => Ok(Bare {
                weight: Fraction::zero(),
                points: Fraction::zero(),
                price: Fraction::zero(),
            }),
        }
    }

    /// Weight, moved by the stay where the flow says so, after coding levers.
    fn weight(&mut self, adjustments: &Adjustments) -> Result<Fraction, Message> {
        let group = self.group()?;
        let mut weight = group
            .weight
            .clone()
            .ok_or_else(|| self.missing("payment.no_weight"))?;
        self.note(
            "payment.step_weight",
            &weight,
            StepUnit::Weight,
            self.of_table(),
        );
        if let Some(shape) = self.flow.los_band {
            weight = self.weight_of_stay(shape, weight, adjustments)?;
        }
        match coding(adjustments, &group.code) {
            Some(multiple) => {
                self.note(
                    "payment.step_coded_weight",
                    multiple,
                    StepUnit::Factor,
                    None,
                );
                Ok(weight * multiple)
            }
            None => Ok(weight),
        }
    }

    /// Days of the stay, moved by the group's lever.
    fn stay(&mut self, adjustments: &Adjustments) -> Result<Fraction, Message> {
        let days = Fraction::from(i64::from(self.answer(&Ask::Stay, "los")?));
        self.steps
            .push(Step::new("payment.step_los", days.clone(), StepUnit::Days).read("los"));
        let lever = self
            .group
            .and_then(|group| adjustments.los.get(&group.code))
            .filter(|factor| **factor != Fraction::one());
        Ok(match lever {
            Some(factor) => {
                self.note("payment.step_stay_lever", factor, StepUnit::Factor, None);
                days * factor
            }
            None => days,
        })
    }

    /// A figure of the group's stay bands, noted.
    fn column(
        &mut self,
        name: &'static str,
        label: &'static str,
        unit: StepUnit,
    ) -> Result<Option<Fraction>, Message> {
        let value = self.group()?.columns.get(name).cloned();
        if let Some(value) = &value {
            self.note(label, value, unit, self.of_table());
        }
        Ok(value)
    }

    /// The weight for a stay. A group without a lower or upper day has no such band; a band without its amount a day is
    /// refused by name.
    fn weight_of_stay(
        &mut self,
        shape: LosShape,
        inlier: Fraction,
        adjustments: &Adjustments,
    ) -> Result<Fraction, Message> {
        let stay = self.stay(adjustments)?;
        let one = Fraction::one();
        // A same-day stay is a day, unless the group has a weight of its own for it.
        let days = stay.clone().max(one.clone());
        let lower = self.column("los_lower", "payment.step_los_lower", StepUnit::Days)?;
        let upper = self.column("los_upper", "payment.step_los_upper", StepUnit::Days)?;
        let short = match (&lower, shape) {
            (Some(lower), LosShape::Trim) => days <= *lower,
            (Some(lower), LosShape::Inlier) => days < *lower,
            (None, _) => false,
        };
        let long = match (&upper, shape) {
            (Some(upper), LosShape::Trim) => days >= *upper,
            (Some(upper), LosShape::Inlier) => days > *upper,
            (None, _) => false,
        };
        let weight = if let (true, Some(lower)) = (short, &lower) {
            let same_day = self.column("same_day", "payment.step_same_day", StepUnit::Weight)?;
            match same_day.filter(|_| shape == LosShape::Inlier && stay.is_zero()) {
                Some(weight) => weight,
                None => {
                    let per_day = self
                        .column(
                            "short_per_day",
                            "payment.step_short_per_day",
                            StepUnit::Weight,
                        )?
                        .ok_or_else(|| self.no_column("short_per_day"))?;
                    match shape {
                        LosShape::Trim => inlier - (lower - &days + &one) * per_day,
                        LosShape::Inlier => {
                            let base = self
                                .column("short_base", "payment.step_short_base", StepUnit::Weight)?
                                .ok_or_else(|| self.no_column("short_base"))?;
                            base + days * per_day
                        }
                    }
                }
            }
        } else if let (true, Some(upper)) = (long, &upper) {
            let per_day = self
                .column(
                    "long_per_day",
                    "payment.step_long_per_day",
                    StepUnit::Weight,
                )?
                .ok_or_else(|| self.no_column("long_per_day"))?;
            let beyond = match shape {
                LosShape::Trim => days - upper + one,
                LosShape::Inlier => days - upper,
            };
            inlier + beyond * per_day
        } else {
            inlier
        };
        if weight.is_negative() {
            return Err(self.missing("payment.negative_weight"));
        }
        self.note(
            "payment.step_weight_of_stay",
            &weight,
            StepUnit::Weight,
            None,
        );
        Ok(weight)
    }

    fn no_column(&self, column: &str) -> Message {
        self.missing("payment.no_group_column")
            .with("column", column)
    }

    /// Rate or point value, in 分, rounded as the pack says and then moved by the price lever.
    fn unit_price(
        &mut self,
        id: &str,
        label: &'static str,
        adjustments: &Adjustments,
    ) -> Result<Fraction, Message> {
        let mut value = self.number(id, label, StepUnit::FenPerUnit)?;
        if let Some(places) = self.flow.rounding.price {
            value = super::compile::yuan_places(&value, places);
            self.note(
                "payment.step_price_rounded",
                &value,
                StepUnit::FenPerUnit,
                None,
            );
        }
        Ok(self.moved(value, adjustments))
    }

    /// The price lever.
    fn moved(&mut self, value: Fraction, adjustments: &Adjustments) -> Fraction {
        let group = self.group.map_or("", |group| group.code.as_str());
        let factor = adjustments.rate_at(self.subject.scheme, group);
        if factor == Fraction::one() {
            return value;
        }
        self.note("payment.step_rate_lever", &factor, StepUnit::Factor, None);
        value * &factor
    }

    /// A tariff's amount. A group with a weight is priced in proportion to it, so coding levers move its amount.
    fn fixed(&mut self, adjustments: &Adjustments) -> Result<Bare, Message> {
        let group = self.group()?;
        let amount = group
            .amount
            .ok_or_else(|| self.missing("payment.no_amount"))?
            .exact();
        self.note(
            "payment.step_amount",
            &amount,
            StepUnit::Fen,
            self.of_table(),
        );
        let mut amount = self.moved(amount, adjustments);
        if let (Some(multiple), Some(_)) = (coding(adjustments, &group.code), &group.weight) {
            self.note(
                "payment.step_coded_weight",
                multiple,
                StepUnit::Factor,
                None,
            );
            amount = amount * multiple;
        }
        let weight = group.weight.clone().unwrap_or_default();
        Ok(Bare {
            points: weight.clone(),
            weight,
            price: amount,
        })
    }

    /// Days at the price of their bands.
    fn days(
        &mut self,
        bands: &str,
        kind: DayBands,
        critical: Option<&CriticalDays>,
        adjustments: &Adjustments,
    ) -> Result<Bare, Message> {
        let policy = self.policy;
        let mut id = bands;
        if let Some(rule) = critical {
            let paid = self.answer(&Ask::Critical, "critical")?;
            if paid == 1 {
                id = &rule.bands;
            }
            let value = Fraction::from(i64::from(paid));
            self.steps
                .push(Step::new("payment.step_critical", value, StepUnit::Count).read("critical"));
        }
        let days = self.stay(adjustments)?;
        if !days.is_positive() {
            return Err(Message::new("payment.no_days"));
        }
        let (entry, rows) = policy.bands(id, self.day)?;
        let (mut from, mut total, mut ended) = (Fraction::zero(), Fraction::zero(), false);
        for (up_to, yuan) in rows {
            if ended {
                break;
            }
            let end = up_to.map_or_else(|| days.clone(), Fraction::from);
            ended = up_to.is_none() || days <= end;
            let paid = match kind {
                DayBands::Marginal => days.clone().min(end.clone()) - &from,
                DayBands::Whole if ended => days.clone(),
                DayBands::Whole => Fraction::zero(),
            };
            if paid.is_positive() {
                let price = yuan * &Fraction::from(100);
                let places = if *paid.denominator() == 1.into() {
                    0
                } else {
                    2
                };
                let words = rounding::to_text(&paid, places);
                let step = Step::new(
                    "payment.step_day_price",
                    price.clone(),
                    StepUnit::FenPerUnit,
                );
                let step = step.with("days", words).cited(Citation::of(id, entry));
                self.steps.push(step);
                total += &(price * paid);
            }
            from = end;
        }
        if !ended {
            return Err(Message::new("payment.no_band")
                .with("parameter", id)
                .with("value", rounding::to_text(&days, 2)));
        }
        Ok(Bare {
            weight: Fraction::zero(),
            points: Fraction::zero(),
            price: self.moved(total, adjustments),
        })
    }
}
