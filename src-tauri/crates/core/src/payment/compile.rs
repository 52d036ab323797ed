use super::PriceCurve;
use super::ask::{Answers, Ask, asks, lacks};
use super::step::{Citation, Step, StepUnit};
use crate::issue::Message;
use crate::period::Date;
use crate::plan::Adjustments;
use crate::policy::{
    Comparator, Entry, Flow, GroupRow, HighSettle, Limit, LowSettle, OutlierRule, PolicyPack,
    PriceMethod, RatioBase, Value,
};
use crate::quantity::{Fraction, Reason, rounding};

/// One group priced for one scheme on one day.
/// 病组支付标准
#[derive(Clone, Debug)]
pub struct Priced {
    /// Payment over the charge.
    pub curve: PriceCurve,
    /// How the standard came about, in order.
    pub steps: Vec<Step>,
}

/// Texts that answers point into.
#[derive(Clone, Copy, Default)]
pub(super) struct Words<'a> {
    pub(super) facilities: &'a [String],
    pub(super) auxiliaries: &'a [String],
}

/// What is priced.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) policy: &'a PolicyPack,
    pub(super) flow: &'a Flow,
    pub(super) group: Option<&'a GroupRow>,
    pub(super) scheme_key: &'a str,
    /// Name of the scheme as the cases write it.
    pub(super) scheme: &'a str,
    pub(super) day: Date,
    pub(super) asks: &'a [Ask],
    /// `None`: nothing is known of a case.
    pub(super) answers: Option<Answers>,
    pub(super) words: Words<'a>,
}

/// Collects factors and says where each comes from.
pub(super) struct Pricing<'a> {
    pub(super) policy: &'a PolicyPack,
    pub(super) flow: &'a Flow,
    pub(super) group: Option<&'a GroupRow>,
    pub(super) day: Date,
    pub(super) words: Words<'a>,
    pub(super) steps: Vec<Step>,
    pub(super) subject: Subject<'a>,
}

/// Prices a group for a scheme key on a day, by the pack's main method.
///
/// # Errors
/// The message of the issue to raise: a missing value, weight or mean, or limits that cross; `payment.needs_field` where
/// the method asks more of a case than its group.
pub fn price(
    policy: &PolicyPack,
    group: &GroupRow,
    scheme_key: &str,
    day: Date,
    adjustments: &Adjustments,
) -> Result<Priced, Message> {
    let subject = Subject {
        policy,
        flow: &policy.flow,
        group: Some(group),
        scheme_key,
        scheme: scheme_key,
        day,
        asks: &asks(&policy.flow),
        answers: None,
        words: Words::default(),
    };
    subject.price(adjustments)
}

impl<'a> Subject<'a> {
    /// Prices it.
    pub(super) fn price(self, adjustments: &Adjustments) -> Result<Priced, Message> {
        if self.flow.price.needs_group() {
            let table = &self.policy.groups;
            if self.day < table.valid_from {
                return Err(Message::new("payment.no_value_yet")
                    .with("parameter", "groups")
                    .with("first", table.valid_from.to_string()));
            }
            if let Some(group) = self.group.filter(|group| !group.published) {
                return Err(Message::new("payment.unpublished_group").with("group", &group.code));
            }
        }
        let mut pricing = Pricing {
            policy: self.policy,
            flow: self.flow,
            group: self.group,
            day: self.day,
            words: self.words,
            steps: Vec::new(),
            subject: self,
        };
        let curve = pricing.curve(adjustments)?;
        Ok(Priced {
            curve,
            steps: pricing.steps,
        })
    }
}

impl<'a> Pricing<'a> {
    pub(super) fn note(
        &mut self,
        label: &'static str,
        value: &Fraction,
        unit: StepUnit,
        citation: Option<Citation>,
    ) {
        self.steps
            .push(Step::new(label, value.clone(), unit).cited(citation));
    }
    fn cite(&self, id: &str, entry: &Entry) -> Option<Citation> {
        Some(Citation::of(id, entry))
    }
    pub(super) fn of_table(&self) -> Option<Citation> {
        let table = &self.policy.groups;
        Some(Citation {
            parameter: "groups".into(),
            from: table.valid_from,
            source: table.source.clone(),
        })
    }
    pub(super) fn number(
        &mut self,
        id: &str,
        label: &'static str,
        unit: StepUnit,
    ) -> Result<Fraction, Message> {
        let policy = self.policy;
        let (entry, number) = policy.number(id, self.day, self.subject.scheme_key)?;
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
    /// What the case answers; `field` names what it lacks.
    pub(super) fn answer(&self, ask: &Ask, field: &'static str) -> Result<u32, Message> {
        let slot = self.subject.asks.iter().position(|own| own == ask);
        slot.zip(self.subject.answers)
            .and_then(|(slot, answers)| answers.get(slot).copied())
            .ok_or_else(|| lacks(field))
    }
    pub(super) fn group(&self) -> Result<&'a GroupRow, Message> {
        self.group.ok_or_else(|| Message::new("payment.ungrouped"))
    }
    pub(super) fn missing(&self, code: &str) -> Message {
        let code_of_group = self.group.map_or("", |group| group.code.as_str());
        Message::new(code).with("group", code_of_group)
    }

    fn curve(&mut self, adjustments: &Adjustments) -> Result<PriceCurve, Message> {
        let flow = self.flow;
        let places = flow.rounding.payment;
        if flow.price == PriceMethod::Itemised {
            return Ok(PriceCurve::itemised(places));
        }
        let bare = self.bare(adjustments)?;
        if let Some(rule) = flow
            .own_charge
            .as_ref()
            .filter(|rule| self.group.is_some_and(|group| group.has(&rule.flag)))
        {
            let base = self.ratio_base(&bare.weight, &bare.price, adjustments)?;
            let share = self.number(
                &rule.share,
                "payment.step_own_charge_share",
                StepUnit::Factor,
            )?;
            let slope = (bare.price * share)
                .over(&base, || Reason::new("reason.no_ratio_base"))
                .map_err(|_| self.missing("payment.no_mean_charge"))?;
            return Ok(PriceCurve::proportional(slope, base, places));
        }
        let factors = self.factors()?;
        let mut standard = &bare.price * &factors.base;
        let whole = &bare.price * &factors.deviation;
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
            return Ok(PriceCurve::flat(standard.clone(), standard, places));
        };
        let base = self.ratio_base(&bare.weight, &standard, adjustments)?;
        if !base.is_positive() {
            return Err(self.missing("payment.no_mean_charge"));
        }
        let sums = Sums {
            weight: bare.weight,
            points: bare.points,
            standard,
            whole,
            factor: factors.base,
            base,
        };
        self.with_outliers(outlier, &sums)
    }

    fn with_outliers(&mut self, outlier: &OutlierRule, sums: &Sums) -> Result<PriceCurve, Message> {
        let Sums {
            standard,
            whole,
            base,
            ..
        } = sums;
        let mut curve =
            PriceCurve::flat(standard.clone(), base.clone(), self.flow.rounding.payment);
        let per_base = |amount: &Fraction| {
            amount
                .over(base, || Reason::new("reason.no_ratio_base"))
                .unwrap_or_default()
        };
        if let Some((id, settle)) = &outlier.low {
            let (mut limit, comparator) = self.limit(id, "payment.step_low_limit", sums)?;
            if outlier.low_with_k {
                limit = limit * sums.factor.clone().min(Fraction::one());
                self.note("payment.step_low_limit_k", &limit, StepUnit::Factor, None);
            }
            let (slope, cap) = match settle {
                LowSettle::ByActual => (Fraction::one(), None),
                LowSettle::PointsNoFactor => (per_base(whole), None),
                LowSettle::Proportional => (per_base(standard), None),
                LowSettle::CappedPoints => (per_base(whole), Some(whole)),
            };
            curve = curve.with_low(&limit, comparator, slope, cap);
        }
        if let Some((id, settle)) = self.high(outlier)? {
            let (limit, comparator) = self.limit(id, "payment.step_high_limit", sums)?;
            // Above the limit, every mode is anchor + slope × (charge − K × base), or has an end of its own.
            let edge = &limit * base;
            let from_edge = |slope: Fraction| (standard - &(&slope * &edge), slope);
            let (constant, slope) = match settle {
                HighSettle::LinearAdd | HighSettle::LinearNet => from_edge(per_base(whole)),
                HighSettle::LinearBase => from_edge(per_base(standard)),
                HighSettle::LinearShare(share) => {
                    from_edge(self.number(share, "payment.step_excess_share", StepUnit::Factor)?)
                }
                HighSettle::Cap => (&limit * standard, Fraction::zero()),
                HighSettle::Deduct => (-((&limit - &Fraction::one()) * standard), per_base(whole)),
                HighSettle::ByItem => (Fraction::zero(), Fraction::one()),
            };
            curve = curve.with_high(&limit, comparator, false, constant, slope);
        }
        if let Some(id) = &outlier.extreme {
            let (limit, comparator) = self.limit(id, "payment.step_extreme_limit", sums)?;
            curve = curve.with_high(&limit, comparator, true, standard.clone(), Fraction::zero());
        }
        if curve.is_ordered() {
            Ok(curve)
        } else {
            Err(self.missing("payment.limits_cross"))
        }
    }

    /// The high limit of the case: another one, or none, after many days of critical care.
    fn high<'r>(
        &mut self,
        outlier: &'r OutlierRule,
    ) -> Result<Option<(&'r str, &'r HighSettle)>, Message> {
        let usual = outlier.high.as_ref();
        let Some(critical) = &outlier.critical else {
            return Ok(usual.map(|(id, settle)| (id.as_str(), settle)));
        };
        let ask = Ask::CriticalFrom(critical.days.clone());
        let many = self.answer(&ask, "critical_days")? == 1;
        self.number(&critical.days, "payment.step_critical_from", StepUnit::Days)?;
        let value = Fraction::from(i64::from(many));
        let step = Step::new("payment.step_critical_care", value, StepUnit::Count);
        self.steps.push(step.read("critical_days"));
        Ok(match (many, usual) {
            (true, Some((_, settle))) => critical.high.as_deref().map(|id| (id, settle)),
            (_, usual) => usual.map(|(id, settle)| (id.as_str(), settle)),
        })
    }

    /// What the charge is divided by. A coding lever lifts a group's mean like its weight: weight is mean over mean.
    fn ratio_base(
        &mut self,
        weight: &Fraction,
        standard: &Fraction,
        adjustments: &Adjustments,
    ) -> Result<Fraction, Message> {
        let rule = self.flow.outlier.as_ref().map(|rule| &rule.base);
        let base = match rule {
            None | Some(RatioBase::Standard) => standard.clone(),
            Some(RatioBase::GroupMean) => {
                let group = self.group()?;
                let mean = group
                    .mean_charge
                    .clone()
                    .ok_or_else(|| self.missing("payment.no_mean_charge"))?;
                let coded = coding(adjustments, &group.code)
                    .cloned()
                    .unwrap_or_else(Fraction::one);
                mean * Fraction::from(100) * coded
            }
            Some(RatioBase::CityMean(id)) => {
                self.number(id, "payment.step_city_mean", StepUnit::Fen)? * weight
            }
        };
        let citation = matches!(rule, Some(RatioBase::GroupMean))
            .then(|| self.of_table())
            .flatten();
        self.note("payment.step_ratio_base", &base, StepUnit::Fen, citation);
        Ok(base)
    }

    fn limit(
        &mut self,
        id: &str,
        label: &'static str,
        sums: &Sums,
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
        let key = policy.key_of(id, self.subject.scheme_key);
        let number = threshold
            .of(&sums.weight, &sums.points, key)
            .ok_or_else(|| self.missing("payment.no_step").with("parameter", id))?;
        let citation = self.cite(id, entry);
        self.note(label, number, StepUnit::Factor, citation);
        Ok((number.clone(), *comparator))
    }
}

/// What limits and settle modes read.
struct Sums {
    weight: Fraction,
    points: Fraction,
    standard: Fraction,
    /// The standard with deviation factors in place of base factors.
    whole: Fraction,
    /// Base factors.
    factor: Fraction,
    base: Fraction,
}

/// The coding lever of a group, where it moves anything.
pub(super) fn coding<'a>(adjustments: &'a Adjustments, group: &str) -> Option<&'a Fraction> {
    adjustments
        .coded_weight
        .get(group)
        .filter(|multiple| **multiple != Fraction::one())
}

/// Rounds 分 to places of a 元.
pub(super) fn yuan_places(fen: &Fraction, places: u32) -> Fraction {
    Fraction::new(1, 100).map_or_else(Fraction::zero, |cent| {
        rounding::to_places(&(fen * &cent), places) * Fraction::from(100)
    })
}
