//! Small packs and facts, built from the parameters of the golden files.

// Shared by three test programs, none of which uses all of it.
#![allow(dead_code)]

use std::collections::BTreeMap;
use yingheng_core::facts::{CaseTable, Facts, SourceRef};
use yingheng_core::payment::{Payments, settle};
use yingheng_core::period::{Date, Period};
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::{
    Certainty, Coefficient, Comparator, Entry, Flow, GroupRow, GroupTable, HighSettle, Limit,
    LowSettle, OutlierRule, Parameter, PolicyPack, PriceMethod, RatioBase, Route, SchemeRule,
    Scope, Source, Threshold, Undated, Value,
};
use yingheng_core::quantity::{Fraction, rounding};

pub fn number(text: &str) -> Fraction {
    text.parse().expect("a number")
}

/// 元 text to 分.
pub fn fen(text: &str) -> i64 {
    rounding::to_money(&(number(text) * Fraction::from(100))).fen()
}

pub fn first_day() -> Date {
    Date::new(2025, 1, 1).expect("a day")
}

/// A pack with one scheme `S` and one group `G`; every parameter holds from 2025-01-01.
pub struct Builder(pub PolicyPack);

impl Builder {
    pub fn rate(rate: &str, weight: &str) -> Self {
        Self::new(
            PriceMethod::WeightRate {
                rate: "rate".into(),
            },
            weight,
        )
        .with("rate", rate)
    }
    pub fn points(scale: &str, point_value: &str, weight: &str) -> Self {
        let price = PriceMethod::Points {
            point_value: "point_value".into(),
            scale: "scale".into(),
        };
        Self::new(price, weight)
            .with("point_value", point_value)
            .with("scale", scale)
    }
    pub fn new(price: PriceMethod, weight: &str) -> Self {
        let source = Source {
            number: String::new(),
            title: "golden file".into(),
            issuer: String::new(),
            issued: None,
            effective: None,
            link: String::new(),
            certainty: Certainty::Assumption,
        };
        let group = GroupRow {
            code: "G".into(),
            weight: Some(number(weight)),
            published: true,
            ..GroupRow::default()
        };
        let rule = SchemeRule {
            route: Route::Priced,
            key: "S".into(),
        };
        Self(PolicyPack {
            id: "golden".into(),
            name: "golden".into(),
            name_en: "golden".into(),
            pooling_area: "000000".into(),
            synthetic: true,
            content_hash: String::new(),
            grade: None,
            undated: Undated::Refuse,
            sources: BTreeMap::from([("s".to_owned(), source)]),
            schemes: BTreeMap::from([("S".to_owned(), rule)]),
            other_schemes: None,
            parameters: BTreeMap::new(),
            flow: Flow::plain(price),
            methods: BTreeMap::new(),
            routing: Vec::new(),
            groups: GroupTable::new(first_day(), "s", vec![group]),
            open: Vec::new(),
            confirmed: Vec::new(),
            year: yingheng_core::policy::YearRules::default(),
        })
    }
    pub fn put(mut self, id: &str, value: Value) -> Self {
        let entry = Entry {
            from: first_day(),
            value: Some(value),
            source: "s".into(),
        };
        let parameter = Parameter {
            unit: "1".into(),
            keyed_by: None,
            entries: vec![entry],
            open: None,
        };
        self.0.parameters.insert(id.into(), parameter);
        self
    }
    pub fn with(self, id: &str, value: &str) -> Self {
        self.put(id, Value::Number(number(value)))
    }
    pub fn coefficient(mut self, id: &str, value: &str, scope: Scope) -> Self {
        self.0.flow.coefficients.push(Coefficient::of(id, scope));
        self.with(id, value)
    }
    fn outlier(&mut self) -> &mut OutlierRule {
        self.0
            .flow
            .outlier
            .get_or_insert(OutlierRule::on(RatioBase::Standard))
    }
    fn limit(self, id: &str, value: &str, comparator: &str) -> Self {
        let comparator = match comparator {
            "lt" => Comparator::Lt,
            "le" => Comparator::Le,
            "gt" => Comparator::Gt,
            "ge" => Comparator::Ge,
            other => panic!("comparator {other}"),
        };
        let threshold = Threshold::Number(number(value));
        self.put(
            id,
            Value::Limit(Limit {
                comparator,
                threshold,
            }),
        )
    }
    pub fn low(mut self, value: &str, comparator: &str, settle: LowSettle) -> Self {
        self.outlier().low = Some(("low".into(), settle));
        self.limit("low", value, comparator)
    }
    pub fn high(mut self, value: &str, comparator: &str, settle: HighSettle) -> Self {
        self.outlier().high = Some(("high".into(), settle));
        self.limit("high", value, comparator)
    }
    pub fn extreme(mut self, value: &str, comparator: &str) -> Self {
        self.outlier().extreme = Some("extreme".into());
        self.limit("extreme", value, comparator)
    }
    pub fn base(mut self, base: RatioBase) -> Self {
        self.outlier().base = base;
        self
    }
    pub fn change(mut self, change: impl FnOnce(&mut PolicyPack)) -> Self {
        change(&mut self.0);
        self
    }
    /// Changes the only group.
    pub fn group(mut self, change: impl FnOnce(&mut GroupRow)) -> Self {
        let mut row = self.0.groups.rows()[0].clone();
        change(&mut row);
        self.0.groups = GroupTable::new(first_day(), "s", vec![row]);
        self
    }
    /// Pays cases of group `G`.
    pub fn pay(&self, cases: &[Case]) -> Payments {
        let (payments, _) = settle(&facts(cases), &self.0, &Adjustments::default());
        payments
    }
}

/// 元 texts.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    pub charge: &'a str,
    pub patient: &'a str,
    pub self_funded: &'a str,
    pub los: u16,
}

pub fn charge(charge: &str) -> Case<'_> {
    Case {
        charge,
        patient: "0",
        self_funded: "0",
        los: 7,
    }
}

pub fn facts(cases: &[Case]) -> Facts {
    let n = cases.len();
    let table = CaseTable {
        groups: vec!["G".into()],
        group_names: vec![String::new()],
        departments: vec!["D".into()],
        schemes: vec!["S".into()],
        facilities: vec!["F".into()],
        group: vec![0; n],
        department: vec![0; n],
        scheme: vec![0; n],
        facility: vec![0; n],
        los: cases.iter().map(|case| case.los).collect(),
        discharged: vec![Some(first_day().day_number() + 30); n],
        charge: cases.iter().map(|case| fen(case.charge)).collect(),
        patient_share: cases.iter().map(|case| fen(case.patient)).collect(),
        self_funded: cases.iter().map(|case| fen(case.self_funded)).collect(),
        given_cost: vec![None; n],
        token: vec![String::new(); n],
        source: vec![SourceRef::default(); n],
        ..CaseTable::default()
    };
    Facts {
        cases: table,
        period: Period {
            year: 2025,
            month: 0,
        },
        ..Facts::default()
    }
}
