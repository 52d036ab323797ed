use super::PriceCurve;
use super::step::{Citation, Step, StepUnit};
use crate::issue::Message;
use crate::period::Date;
use crate::plan::Adjustments;
use crate::policy::{
    Comparator, Entry, GroupRow, HighSettle, Limit, LowSettle, PolicyPack, PriceMethod, RatioBase,
    Scope, Value,
};
use crate::quantity::{Fraction, rounding};

/// One group priced for one scheme on one day.
/// 病组支付标准
#[derive(Clone, Debug)]
pub struct Priced {
    /// Payment over the charge.
    pub curve: PriceCurve,
    /// How the standard came about, in order.
    pub steps: Vec<Step>,
}

/// Collects factors and says where each comes from.
struct Pricing<'a> {
    policy: &'a PolicyPack,
    group: &'a GroupRow,
    day: Date,
    scheme_key: &'a str,
    steps: Vec<Step>,
}

/// Prices a group for a scheme key on a day.
///
/// # Errors
/// The message of the issue to raise: a missing value, weight or mean, or limits that cross.
pub fn price(
    policy: &PolicyPack,
    group: &GroupRow,
    scheme_key: &str,
    day: Date,
    adjustments: &Adjustments,
) -> Result<Priced, Message> {
    if day < policy.groups.valid_from {
        return Err(Message::new("payment.no_value_yet")
            .with("parameter", "groups")
            .with("first", policy.groups.valid_from.to_string()));
    }
    if !group.published {
        return Err(Message::new("payment.unpublished_group").with("group", &group.code));
    }
    let mut pricing = Pricing {
        policy,
        group,
        day,
        scheme_key,
        steps: Vec::new(),
    };
    let curve = pricing.curve(adjustments)?;
    Ok(Priced {
        curve,
        steps: pricing.steps,
    })
}

impl Pricing<'_> {
    fn note(
        &mut self,
        label: &'static str,
        value: &Fraction,
        unit: StepUnit,
        citation: Option<Citation>,
    ) {
        self.steps.push(Step {
            label,
            value: value.clone(),
            unit,
            citation,
        });
    }
    fn cite(&self, id: &str, entry: &Entry) -> Option<Citation> {
        Some(Citation::of(id, entry))
    }
    fn of_table(&self) -> Option<Citation> {
        let table = &self.policy.groups;
        Some(Citation {
            parameter: "groups".into(),
            from: table.valid_from,
            source: table.source.clone(),
        })
    }
    fn number(
        &mut self,
        id: &str,
        label: &'static str,
        unit: StepUnit,
    ) -> Result<Fraction, Message> {
        let policy = self.policy;
        let (entry, number) = policy.number(id, self.day, self.scheme_key)?;
        let citation = self.cite(id, entry);
        let in_fen = matches!(unit, StepUnit::Fen | StepUnit::FenPerUnit);
        let value = if in_fen {
            number * &Fraction::from(100)
        } else {
            number.clone()
        };
        self.note(label, &value, unit, citation);
        Ok(value)
    }
    fn missing(&self, code: &str) -> Message {
        Message::new(code).with("group", &self.group.code)
    }
    /// Weight after coding levers.
    fn weight(&mut self, adjustments: &Adjustments) -> Result<Fraction, Message> {
        let weight = self
            .group
            .weight
            .clone()
            .ok_or_else(|| self.missing("payment.no_weight"))?;
        self.note(
            "payment.step_weight",
            &weight,
            StepUnit::Weight,
            self.of_table(),
        );
        match coding(adjustments, &self.group.code) {
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
    /// Rate or point value, in 分, rounded as the pack says and then moved by the price lever.
    fn unit_price(
        &mut self,
        id: &str,
        label: &'static str,
        adjustments: &Adjustments,
    ) -> Result<Fraction, Message> {
        let mut value = self.number(id, label, StepUnit::FenPerUnit)?;
        if let Some(places) = self.policy.flow.rounding.price {
            value = yuan_places(&value, places);
            self.note(
                "payment.step_price_rounded",
                &value,
                StepUnit::FenPerUnit,
                None,
            );
        }
        Ok(self.moved(value, adjustments))
    }
    fn moved(&mut self, value: Fraction, adjustments: &Adjustments) -> Fraction {
        if adjustments.rate == Fraction::one() {
            return value;
        }
        self.note(
            "payment.step_rate_lever",
            &adjustments.rate,
            StepUnit::Factor,
            None,
        );
        value * &adjustments.rate
    }

    fn curve(&mut self, adjustments: &Adjustments) -> Result<PriceCurve, Message> {
        let policy = self.policy;
        let flow = &policy.flow;
        let (weight, points, bare) = match &flow.price {
            PriceMethod::WeightRate { rate } => {
                let weight = self.weight(adjustments)?;
                let rate = self.unit_price(rate, "payment.step_rate", adjustments)?;
                (weight.clone(), weight.clone(), weight * rate)
            }
            PriceMethod::Points { point_value, scale } => {
                let weight = self.weight(adjustments)?;
                let points =
                    &weight * &self.number(scale, "payment.step_scale", StepUnit::Factor)?;
                self.note("payment.step_points", &points, StepUnit::Points, None);
                let value =
                    self.unit_price(point_value, "payment.step_point_value", adjustments)?;
                (weight, points.clone(), points * value)
            }
            PriceMethod::Fixed => self.fixed(adjustments)?,
        };
        if let Some(rule) = flow
            .own_charge
            .as_ref()
            .filter(|rule| self.group.has(&rule.flag))
        {
            let base = self.ratio_base(&weight, &bare, adjustments)?;
            let share = self.number(
                &rule.share,
                "payment.step_own_charge_share",
                StepUnit::Factor,
            )?;
            let slope = (bare * share)
                .over(&base, || {
                    crate::quantity::Reason::new("reason.no_ratio_base")
                })
                .map_err(|_| self.missing("payment.no_mean_charge"))?;
            return Ok(PriceCurve::proportional(slope, base, flow.rounding.payment));
        }
        let (mut whole, mut standard) = (bare.clone(), bare);
        for coefficient in &flow.coefficients {
            let replaced = coefficient
                .replace
                .iter()
                .find(|(flag, _)| self.group.has(flag));
            let id = replaced.map_or(&coefficient.parameter, |(_, id)| id);
            let factor = self.number(id, "payment.step_coefficient", StepUnit::Factor)?;
            standard = standard * &factor;
            if coefficient.scope == Scope::Whole {
                whole = whole * &factor;
            }
        }
        self.note("payment.step_standard", &standard, StepUnit::Fen, None);
        if let Some(places) = flow.rounding.standard {
            standard = yuan_places(&standard, places);
            self.note(
                "payment.step_standard_rounded",
                &standard,
                StepUnit::Fen,
                None,
            );
        }
        let Some(outlier) = &flow.outlier else {
            return Ok(PriceCurve::flat(
                standard.clone(),
                standard,
                flow.rounding.payment,
            ));
        };
        let base = self.ratio_base(&weight, &standard, adjustments)?;
        if !base.is_positive() {
            return Err(self.missing("payment.no_mean_charge"));
        }
        let mut curve = PriceCurve::flat(standard.clone(), base.clone(), flow.rounding.payment);
        let per_base = |amount: &Fraction| {
            amount
                .over(&base, || {
                    crate::quantity::Reason::new("reason.no_ratio_base")
                })
                .unwrap_or_default()
        };
        if let Some((id, settle)) = &outlier.low {
            let (limit, comparator) = self.limit(id, "payment.step_low_limit", &weight, &points)?;
            let slope = match settle {
                LowSettle::ByActual => Fraction::one(),
                LowSettle::PointsNoFactor => per_base(&whole),
                LowSettle::Proportional => per_base(&standard),
            };
            curve = curve.with_low(&limit, comparator, Fraction::zero(), slope);
        }
        if let Some((id, settle)) = &outlier.high {
            let (limit, comparator) =
                self.limit(id, "payment.step_high_limit", &weight, &points)?;
            // Above the limit, every mode is anchor + slope × (charge − K × base), or has an end of its own.
            let edge = &limit * &base;
            let from_edge = |slope: Fraction| (&standard - &(&slope * &edge), slope);
            let (constant, slope) = match settle {
                HighSettle::LinearAdd => from_edge(per_base(&whole)),
                HighSettle::LinearBase => from_edge(per_base(&standard)),
                HighSettle::LinearShare(share) => {
                    from_edge(self.number(share, "payment.step_excess_share", StepUnit::Factor)?)
                }
                HighSettle::Cap => (&limit * &standard, Fraction::zero()),
                HighSettle::Deduct => {
                    (-((&limit - &Fraction::one()) * &standard), per_base(&whole))
                }
                HighSettle::ByItem => (Fraction::zero(), Fraction::one()),
            };
            curve = curve.with_high(&limit, comparator, false, constant, slope);
        }
        if let Some(id) = &outlier.extreme {
            let (limit, comparator) =
                self.limit(id, "payment.step_extreme_limit", &weight, &points)?;
            curve = curve.with_high(&limit, comparator, true, standard, Fraction::zero());
        }
        if curve.is_ordered() {
            Ok(curve)
        } else {
            Err(self.missing("payment.limits_cross"))
        }
    }

    /// A tariff's amount. A group with a weight is priced in proportion to it, so coding levers move its amount.
    fn fixed(
        &mut self,
        adjustments: &Adjustments,
    ) -> Result<(Fraction, Fraction, Fraction), Message> {
        let amount = self
            .group
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
        if let (Some(multiple), Some(_)) =
            (coding(adjustments, &self.group.code), &self.group.weight)
        {
            self.note(
                "payment.step_coded_weight",
                multiple,
                StepUnit::Factor,
                None,
            );
            amount = amount * multiple;
        }
        let weight = self.group.weight.clone().unwrap_or_default();
        Ok((weight.clone(), weight, amount))
    }

    /// What the charge is divided by. A coding lever lifts a group's mean like its weight: weight is mean over mean.
    fn ratio_base(
        &mut self,
        weight: &Fraction,
        standard: &Fraction,
        adjustments: &Adjustments,
    ) -> Result<Fraction, Message> {
        let base = match self.policy.flow.outlier.as_ref().map(|rule| &rule.base) {
            None | Some(RatioBase::Standard) => standard.clone(),
            Some(RatioBase::GroupMean) => {
                let mean = self
                    .group
                    .mean_charge
                    .clone()
                    .ok_or_else(|| self.missing("payment.no_mean_charge"))?;
                let coded = coding(adjustments, &self.group.code)
                    .cloned()
                    .unwrap_or_else(Fraction::one);
                mean * Fraction::from(100) * coded
            }
            Some(RatioBase::CityMean(id)) => {
                self.number(id, "payment.step_city_mean", StepUnit::Fen)? * weight
            }
        };
        let citation = matches!(
            self.policy.flow.outlier.as_ref().map(|rule| &rule.base),
            Some(RatioBase::GroupMean)
        )
        .then(|| self.of_table())
        .flatten();
        self.note("payment.step_ratio_base", &base, StepUnit::Fen, citation);
        Ok(base)
    }

    fn limit(
        &mut self,
        id: &str,
        label: &'static str,
        weight: &Fraction,
        points: &Fraction,
    ) -> Result<(Fraction, Comparator), Message> {
        let policy = self.policy;
        let (entry, value) = policy.value(id, self.day)?;
        let Value::Limit(Limit {
            comparator,
            threshold,
        }) = value
        else {
            return Err(Message::new("payment.not_a_limit").with("parameter", id));
        };
        let number = threshold
            .of(weight, points)
            .ok_or_else(|| self.missing("payment.no_step").with("parameter", id))?;
        let citation = self.cite(id, entry);
        self.note(label, number, StepUnit::Factor, citation);
        Ok((number.clone(), *comparator))
    }
}

/// The coding lever of a group, where it moves anything.
fn coding<'a>(adjustments: &'a Adjustments, group: &str) -> Option<&'a Fraction> {
    adjustments
        .coded_weight
        .get(group)
        .filter(|multiple| **multiple != Fraction::one())
}

/// Rounds 分 to places of a 元.
fn yuan_places(fen: &Fraction, places: u32) -> Fraction {
    Fraction::new(1, 100).map_or_else(Fraction::zero, |cent| {
        rounding::to_places(&(fen * &cent), places) * Fraction::from(100)
    })
}
