//! Which parameters a flow names, and what each is for.

use super::{
    AddonOf, CoefficientOn, Flow, HighSettle, PatientMode, PriceMethod, RatioBase, RouteTest,
    SpecialMode,
};

/// What a parameter is used for.
/// 参数用途
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterUse {
    /// Route: stay at most.
    LosAtMost,
    /// Route: stay at least.
    LosAtLeast,
    /// Route: age.
    AgeLimit,
    /// Route or coefficient: share of Chinese medicine.
    TcmGate,
    /// 元 per weight.
    Rate,
    /// 元 per point.
    PointValue,
    /// Points per weight.
    Scale,
    /// 元 a day by band.
    DayBands,
    /// 元 a day of critical cases by band.
    CriticalBands,
    /// Share of critical cases in a month.
    CriticalShare,
    /// Multiplies.
    Coefficient,
    /// Multiplies flagged groups instead.
    CoefficientInstead,
    /// Discount of own charges.
    OwnCharge,
    /// Mean charge of the area.
    CityMean,
    /// Limit of low cases.
    Low,
    /// Limit of high cases.
    High,
    /// Share of the excess.
    ExcessShare,
    /// Limit of individual review.
    Extreme,
    /// Days of critical care from which another limit holds.
    CriticalFrom,
    /// That limit.
    CriticalHigh,
    /// Days between two stays.
    ReadmissionDays,
    /// Factor of a readmission.
    ReadmissionFactor,
    /// Quota of individual review.
    SpecialQuota,
    /// Raised standard of individual review.
    SpecialUplift,
    /// Share of amounts paid beside.
    AddonShare,
    /// 元 a day of critical care.
    AddonDay,
    /// Cap of an add-on.
    AddonCap,
    /// Policy ratio of the patient's share.
    Patient,
}

impl ParameterUse {
    /// Message key of the use.
    pub const fn key(self) -> &'static str {
        match self {
            Self::LosAtMost => "policy.role_los_at_most",
            Self::LosAtLeast => "policy.role_los_at_least",
            Self::AgeLimit => "policy.role_age",
            Self::TcmGate => "policy.role_tcm_gate",
            Self::Rate => "policy.role_rate",
            Self::PointValue => "policy.role_point_value",
            Self::Scale => "policy.role_scale",
            Self::DayBands => "policy.role_day_bands",
            Self::CriticalBands => "policy.role_critical_bands",
            Self::CriticalShare => "policy.role_critical_share",
            Self::Coefficient => "policy.role_coefficient",
            Self::CoefficientInstead => "policy.role_coefficient_instead",
            Self::OwnCharge => "policy.role_own_charge",
            Self::CityMean => "policy.role_city_mean",
            Self::Low => "policy.role_low",
            Self::High => "policy.role_high",
            Self::ExcessShare => "policy.role_excess_share",
            Self::Extreme => "policy.role_extreme",
            Self::CriticalFrom => "policy.role_critical_from",
            Self::CriticalHigh => "policy.role_critical_high",
            Self::ReadmissionDays => "policy.role_readmission_days",
            Self::ReadmissionFactor => "policy.role_readmission_factor",
            Self::SpecialQuota => "policy.role_special_quota",
            Self::SpecialUplift => "policy.role_special_uplift",
            Self::AddonShare => "policy.role_addon_share",
            Self::AddonDay => "policy.role_addon_day",
            Self::AddonCap => "policy.role_addon_cap",
            Self::Patient => "policy.role_patient",
        }
    }
}

/// The parameter a question names, and for what.
pub(super) fn of_test(test: &RouteTest) -> Option<(&str, ParameterUse)> {
    let id = test.parameter()?;
    let role = match test {
        RouteTest::LosAtMost(_) => ParameterUse::LosAtMost,
        RouteTest::LosAtLeast(_) => ParameterUse::LosAtLeast,
        RouteTest::TcmAtLeast(_) => ParameterUse::TcmGate,
        _ => ParameterUse::AgeLimit,
    };
    Some((id, role))
}

impl Flow {
    /// Every parameter the flow names, in the order of use; one may be named more than once.
    pub fn parameters(&self) -> Vec<(&str, ParameterUse)> {
        use ParameterUse as Use;
        let mut found: Vec<(&str, Use)> = self
            .routes
            .iter()
            .filter_map(|rule| of_test(&rule.test))
            .collect();
        match &self.price {
            PriceMethod::WeightRate { rate } => found.push((rate, Use::Rate)),
            PriceMethod::Points { point_value, scale } => {
                found.extend([(point_value.as_str(), Use::PointValue), (scale, Use::Scale)]);
            }
            PriceMethod::PerDay {
                bands, critical, ..
            } => {
                found.push((bands, Use::DayBands));
                if let Some(critical) = critical {
                    found.push((&critical.bands, Use::CriticalBands));
                    found.extend(
                        critical
                            .share
                            .iter()
                            .map(|id| (id.as_str(), Use::CriticalShare)),
                    );
                }
            }
            PriceMethod::Fixed | PriceMethod::Itemised => {}
        }
        for coefficient in &self.coefficients {
            if coefficient.on != CoefficientOn::Group {
                found.push((&coefficient.parameter, Use::Coefficient));
            }
            if let CoefficientOn::TcmGate(gate) = &coefficient.on {
                found.push((gate, Use::TcmGate));
            }
            for (_, id) in &coefficient.replace {
                found.push((id, Use::CoefficientInstead));
            }
        }
        if let Some(rule) = &self.own_charge {
            found.push((&rule.share, Use::OwnCharge));
        }
        if let Some(outlier) = &self.outlier {
            if let RatioBase::CityMean(id) = &outlier.base {
                found.push((id, Use::CityMean));
            }
            found.extend(outlier.low.iter().map(|(id, _)| (id.as_str(), Use::Low)));
            if let Some((id, settle)) = &outlier.high {
                found.push((id, Use::High));
                if let HighSettle::LinearShare(share) = settle {
                    found.push((share, Use::ExcessShare));
                }
            }
            found.extend(outlier.extreme.iter().map(|id| (id.as_str(), Use::Extreme)));
            if let Some(critical) = &outlier.critical {
                found.push((&critical.days, Use::CriticalFrom));
                found.extend(
                    critical
                        .high
                        .iter()
                        .map(|id| (id.as_str(), Use::CriticalHigh)),
                );
            }
        }
        if let Some(rule) = &self.readmission {
            found.push((&rule.days, Use::ReadmissionDays));
            found.push((&rule.factor, Use::ReadmissionFactor));
        }
        if let Some(rule) = &self.special {
            found.push((&rule.quota, Use::SpecialQuota));
            if let SpecialMode::Uplift(id) = &rule.mode {
                found.push((id, Use::SpecialUplift));
            }
        }
        for addon in &self.addons {
            let role = match addon.of {
                AddonOf::CriticalDays => Use::AddonDay,
                AddonOf::Excluded | AddonOf::NewTechnology => Use::AddonShare,
            };
            found.push((&addon.rate, role));
            found.extend(addon.cap.iter().map(|id| (id.as_str(), Use::AddonCap)));
        }
        if let PatientMode::Proportional(id) = &self.patient {
            found.push((id, Use::Patient));
        }
        found
    }
}
