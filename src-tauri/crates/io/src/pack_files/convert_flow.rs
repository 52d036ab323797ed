use super::convert::{bad_word, route, word};
use super::{Faults, flow_shape as shape};
use yingheng_core::policy::{
    Addon, AddonOf, Coefficient, CoefficientOn, Combine, CriticalDays, CriticalHigh, DayBands,
    Flow, HighSettle, Hits, Leaves, LosShape, LowSettle, MethodRoute, OutlierRule, OwnChargeRule,
    PatientMode, PriceMethod, RatioBase, ReadmissionRule, Reduced, RoundingRule, Route, RouteRule,
    RouteTest, Scope, SpecialMode, SpecialRule, Strip, Target,
};

/// Reads one flow; `at` is its place in the file: `flow` or `method.NAME`.
struct Reader<'f> {
    at: String,
    faults: &'f mut Faults,
}

/// The road from a case to its payment, as `[flow]` or `[method.NAME]` says it.
pub(super) fn flow(at: &str, raw: &shape::Flow, faults: &mut Faults) -> Option<Flow> {
    Reader {
        at: at.to_owned(),
        faults,
    }
    .flow(raw)
}

impl Reader<'_> {
    fn at(&self, key: &str) -> String {
        format!("{}.{key}", self.at)
    }
    fn word<T: Clone>(&mut self, text: &str, key: &str, words: &[(&str, T)]) -> Option<T> {
        word(text, &self.at(key), words, self.faults)
    }
    fn bad<T>(&mut self, text: &str, key: &str, allowed: &str) -> Option<T> {
        bad_word(text, &self.at(key), allowed, self.faults)
    }
    fn needs(&mut self, field: &Option<String>, key: &str) -> Option<String> {
        if field.is_none() {
            let at = self.at(key);
            self.faults.key("pack.missing_key", &at, &[]);
        }
        field.clone()
    }

    fn flow(mut self, raw: &shape::Flow) -> Option<Flow> {
        let at = self.at("ungrouped");
        let ungrouped = raw
            .ungrouped
            .as_ref()
            .and_then(|text| route(text, &at, self.faults));
        let mut routes = Vec::new();
        for rule in &raw.route {
            routes.extend(self.route_rule(rule));
        }
        let price = self.price(&raw.price);
        let los_band = raw.price.los_band.as_ref().and_then(|text| {
            let words = [("trim", LosShape::Trim), ("inlier", LosShape::Inlier)];
            self.word(text, "price.los_band", &words)
        });
        let mut coefficients = Vec::new();
        for own in &raw.coefficient {
            coefficients.push(self.coefficient(own)?);
        }
        let outlier = match &raw.outlier {
            Some(raw) => Some(self.outlier(raw)?),
            None => None,
        };
        let mut addons = Vec::new();
        for own in &raw.addon {
            addons.push(self.addon(own, &raw.strip)?);
        }
        let readmission = match &raw.readmission {
            Some(rule) => Some(self.readmission(rule)?),
            None => None,
        };
        let special = match &raw.special {
            Some(rule) => Some(self.special(rule)?),
            None => None,
        };
        let strip = self.strip(&raw.strip);
        let patient = self.patient(&raw.patient);
        if raw.rounding.payment > 2 {
            let text = raw.rounding.payment.to_string();
            self.bad::<()>(&text, "rounding.payment", "0, 1, 2");
        }
        Some(Flow {
            ungrouped,
            routes,
            strip,
            price: price?,
            los_band,
            coefficients,
            own_charge: raw.own_charge.as_ref().map(|rule| OwnChargeRule {
                flag: rule.flag.clone(),
                share: rule.share.clone(),
            }),
            outlier,
            readmission,
            special,
            addons,
            patient: patient?,
            carry: raw.patient.carry,
            rounding: RoundingRule {
                price: raw.rounding.price,
                standard: raw.rounding.standard,
                payment: raw.rounding.payment,
            },
        })
    }

    fn price(&mut self, raw: &shape::Price) -> Option<PriceMethod> {
        let stays = matches!(raw.method.as_str(), "weight_rate" | "points");
        if raw.los_band.is_some() && !stays {
            self.bad::<()>(&raw.method, "price.method", "weight_rate, points");
        }
        match raw.method.as_str() {
            "weight_rate" => self
                .needs(&raw.rate, "price.rate")
                .map(|rate| PriceMethod::WeightRate { rate }),
            "points" => {
                let value = self.needs(&raw.point_value, "price.point_value");
                let scale = self.needs(&raw.scale, "price.scale");
                value
                    .zip(scale)
                    .map(|(point_value, scale)| PriceMethod::Points { point_value, scale })
            }
            "fixed" => Some(PriceMethod::Fixed),
            "itemised" => Some(PriceMethod::Itemised),
            "per_day" => {
                let bands = self.needs(&raw.bands, "price.bands");
                let kind = self.needs(&raw.days, "price.days")?;
                let words = [("marginal", DayBands::Marginal), ("whole", DayBands::Whole)];
                let kind = self.word(&kind, "price.days", &words)?;
                if raw.critical_share.is_some() {
                    self.needs(&raw.critical_bands, "price.critical_bands")?;
                }
                let critical = raw.critical_bands.clone().map(|bands| CriticalDays {
                    bands,
                    share: raw.critical_share.clone(),
                });
                bands.map(|bands| PriceMethod::PerDay {
                    bands,
                    kind,
                    critical,
                })
            }
            other => {
                let allowed = "weight_rate, points, fixed, per_day, itemised";
                self.bad(other, "price.method", allowed)
            }
        }
    }

    fn coefficient(&mut self, raw: &shape::Coefficient) -> Option<Coefficient> {
        let scopes = [
            ("base", Scope::Base),
            ("whole", Scope::Whole),
            ("deviation", Scope::Deviation),
        ];
        let combines = [
            ("product", Combine::Product),
            ("max", Combine::Max),
            ("replace", Combine::Replace),
        ];
        let on = match (raw.on.as_deref(), &raw.hits, &raw.gate) {
            (None, None, None) => CoefficientOn::Pack,
            (Some("group"), None, None) => CoefficientOn::Group,
            (Some("hospital"), None, None) => CoefficientOn::Hospital,
            (Some("age"), None, None) => CoefficientOn::Age,
            (Some("cci"), None, None) => CoefficientOn::Cci,
            (Some("tcm"), None, Some(gate)) => CoefficientOn::TcmGate(gate.clone()),
            (Some("auxiliary"), Some(hits), None) => {
                let words = [("max", Hits::Max), ("product", Hits::Product)];
                CoefficientOn::Auxiliary(self.word(hits, "coefficient.hits", &words)?)
            }
            (other, ..) => {
                let allowed = "group, hospital, age, cci, auxiliary (+ hits = max | product), tcm (+ gate = parameter)";
                return self.bad(other.unwrap_or_default(), "coefficient.on", allowed);
            }
        };
        let combine = match &raw.combine {
            Some(text) => self.word(text, "coefficient.combine", &combines)?,
            None => Combine::Product,
        };
        let replace = raw
            .replace
            .iter()
            .map(|replace| (replace.flag.clone(), replace.parameter.clone()))
            .collect();
        Some(Coefficient {
            parameter: raw.parameter.clone(),
            on,
            scope: self.word(&raw.scope, "coefficient.scope", &scopes)?,
            combine,
            replace,
        })
    }

    fn strip(&mut self, raw: &shape::Strip) -> Strip {
        let words = [("before", Leaves::Before), ("after", Leaves::After)];
        let mut when = |text: &Option<String>, key: &str| {
            let text = text.as_ref()?;
            self.word(text, &format!("strip.{key}"), &words)
        };
        Strip {
            excluded: when(&raw.excluded, "excluded"),
            new_technology: when(&raw.new_technology, "new_technology"),
            unreasonable: when(&raw.unreasonable, "unreasonable"),
        }
    }

    /// What is paid beside must leave the charge, or it would be paid twice.
    fn addon(&mut self, raw: &shape::Addon, strip: &shape::Strip) -> Option<Addon> {
        let words = [
            ("excluded", AddonOf::Excluded),
            ("new_technology", AddonOf::NewTechnology),
            ("critical_days", AddonOf::CriticalDays),
        ];
        let of = self.word(&raw.of, "addon.of", &words)?;
        let stays = match of {
            AddonOf::Excluded => strip.excluded.is_none(),
            AddonOf::NewTechnology => strip.new_technology.is_none(),
            AddonOf::CriticalDays => false,
        };
        if stays {
            let at = self.at("addon");
            self.faults
                .key("pack.addon_without_strip", &at, &[("of", &raw.of)]);
        }
        Some(Addon {
            of,
            rate: raw.rate.clone(),
            cap: raw.cap.clone(),
        })
    }

    fn readmission(&mut self, raw: &shape::Readmission) -> Option<ReadmissionRule> {
        let same = [("group", true), ("any", false)];
        let stays = [
            ("previous", Reduced::Previous),
            ("readmission", Reduced::Readmission),
        ];
        Some(ReadmissionRule {
            days: raw.days.clone(),
            same_group: self.word(&raw.same, "readmission.same", &same)?,
            reduced: self.word(&raw.reduce, "readmission.reduce", &stays)?,
            factor: raw.factor.clone(),
            except: raw.except.clone(),
        })
    }

    fn special(&mut self, raw: &shape::Special) -> Option<SpecialRule> {
        let mode = match (raw.mode.as_str(), &raw.uplift) {
            ("by_item", None) => SpecialMode::ByItem,
            ("uplift", Some(id)) => SpecialMode::Uplift(id.clone()),
            (other, _) => {
                let allowed = "by_item, uplift (+ uplift = parameter)";
                return self.bad(other, "special.mode", allowed);
            }
        };
        let counts = [("granted", false), ("applied", true)];
        Some(SpecialRule {
            quota: raw.quota.clone(),
            mode,
            applied: self.word(&raw.count, "special.count", &counts)?,
        })
    }

    fn patient(&mut self, raw: &shape::Patient) -> Option<PatientMode> {
        match raw.mode.as_str() {
            "deduct_actual" => Some(PatientMode::DeductActual),
            "proportional" => self
                .needs(&raw.ratio, "patient.ratio")
                .map(PatientMode::Proportional),
            "itemised" => Some(PatientMode::Itemised),
            "pool_total" => Some(PatientMode::PoolTotal),
            "pool_fund" => Some(PatientMode::PoolFund),
            "whole" => Some(PatientMode::Whole),
            other => {
                let allowed = "deduct_actual, proportional, itemised, pool_total, pool_fund";
                self.bad(other, "patient.mode", allowed)
            }
        }
    }

    fn route_rule(&mut self, raw: &shape::RouteRule) -> Option<RouteRule> {
        let mut found = tests(raw);
        let test = found.pop().filter(|_| found.is_empty());
        if test.is_none() {
            let at = self.at("route");
            self.faults.key("pack.value_shape", &at, &[]);
        }
        let at = self.at("route.to");
        let to = route(&raw.to, &at, self.faults)?;
        Some(RouteRule { test: test?, to })
    }

    fn outlier(&mut self, raw: &shape::Outlier) -> Option<OutlierRule> {
        let base = match (raw.base.as_str(), &raw.city_mean) {
            ("standard", None) => RatioBase::Standard,
            ("group_mean", None) => RatioBase::GroupMean,
            ("city_mean", Some(id)) => RatioBase::CityMean(id.clone()),
            (other, _) => {
                let allowed = "standard, group_mean, city_mean (+ city_mean = parameter)";
                return self.bad(other, "outlier.base", allowed);
            }
        };
        let lows = [
            ("by_actual", LowSettle::ByActual),
            ("points_no_factor", LowSettle::PointsNoFactor),
            ("proportional", LowSettle::Proportional),
            ("capped_points", LowSettle::CappedPoints),
        ];
        let low = match &raw.low {
            Some(rule) => {
                let settle = self.word(&rule.settle, "outlier.low.settle", &lows)?;
                Some((rule.limit.clone(), settle))
            }
            None => None,
        };
        let high = match &raw.high {
            Some(rule) => {
                let settle = match (rule.settle.as_str(), &rule.share) {
                    ("linear_add", None) => HighSettle::LinearAdd,
                    ("linear_net", None) => HighSettle::LinearNet,
                    ("linear_base", None) => HighSettle::LinearBase,
                    ("linear_share", Some(share)) => HighSettle::LinearShare(share.clone()),
                    ("cap", None) => HighSettle::Cap,
                    ("deduct", None) => HighSettle::Deduct,
                    ("by_item", None) => HighSettle::ByItem,
                    (other, _) => {
                        let allowed = "linear_add, linear_net, linear_base, linear_share (+ share = parameter), cap, deduct, by_item";
                        return self.bad(other, "outlier.high.settle", allowed);
                    }
                };
                Some((rule.limit.clone(), settle))
            }
            None => None,
        };
        Some(OutlierRule {
            base,
            low,
            low_with_k: raw.low.as_ref().is_some_and(|rule| rule.with_k),
            high,
            extreme: raw.extreme.clone(),
            critical: raw.critical.as_ref().map(|rule| CriticalHigh {
                days: rule.days.clone(),
                high: rule.high.clone(),
            }),
        })
    }
}

/// All questions of a route, in the order of this list.
fn tests(raw: &shape::RouteRule) -> Vec<RouteTest> {
    let names =
        |names: &Option<Vec<String>>, test: fn(Vec<String>) -> RouteTest| names.clone().map(test);
    let id = |id: &Option<String>, test: fn(String) -> RouteTest| id.clone().map(test);
    [
        names(&raw.scheme, RouteTest::Scheme),
        names(&raw.grade, RouteTest::Grade),
        names(&raw.department, RouteTest::Department),
        names(&raw.ward, RouteTest::Ward),
        raw.grouped.map(RouteTest::Grouped),
        id(&raw.flag, RouteTest::Flag),
        id(&raw.los_at_most, RouteTest::LosAtMost),
        id(&raw.los_at_least, RouteTest::LosAtLeast),
        id(&raw.age_below, RouteTest::AgeBelow),
        id(&raw.age_at_least, RouteTest::AgeAtLeast),
        id(&raw.tcm_at_least, RouteTest::TcmAtLeast),
        raw.non_local.map(RouteTest::NonLocal),
        raw.critical.map(RouteTest::Critical),
        raw.special_review.map(RouteTest::SpecialReview),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The order in which the methods are tried, as `[[route]]` says it.
pub(super) fn routing(raw: &[shape::RouteRule]) -> Vec<MethodRoute> {
    let to = |text: &str| match text {
        "main" => Target::Main,
        "itemised" => Target::Outside(Route::Itemised),
        "self_paid" => Target::Outside(Route::SelfPaid),
        "unpriced" => Target::Outside(Route::Unpriced),
        name => Target::Method(name.to_owned()),
    };
    let one = |rule: &shape::RouteRule| MethodRoute {
        all: tests(rule),
        to: to(&rule.to),
    };
    raw.iter().map(one).collect()
}
