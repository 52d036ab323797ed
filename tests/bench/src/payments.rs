//! J4, second half: one million cases paid under a full DRG pack with outliers, coefficients, two schemes, a long-stay
//! filter and a patient share; beside it the costing kernel, in turn. Verified case by case with plain fractions.

use std::collections::BTreeMap;
use std::hint::black_box;

use yingheng_core::facts::{CaseTable, Facts, SourceRef};
use yingheng_core::payment::{OutlierKind, settle};
use yingheng_core::period::{Date, Period};
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::{
    Certainty, Coefficient, CoefficientOn, Comparator, Entry, Flow, GroupRow, GroupTable,
    HighSettle, KeyedBy, Limit, LowSettle, OutlierRule, Parameter, PolicyPack, PriceMethod,
    RatioBase, Route, RouteRule, RouteTest, SchemeRule, Scope, Source, StepOn, Threshold, Undated,
    Value, YearRules,
};
use yingheng_core::quantity::{Fraction, rounding};

use crate::case_costs;
use crate::clock::{Contender, race};
use crate::random::Random;
use crate::table::{ms, ratio};

const MANY: usize = 1_000_000;
const GROUPS: usize = 700;

fn number(text: &str) -> Fraction {
    text.parse().expect("a number")
}

fn first_day() -> Date {
    Date::new(2025, 1, 1).expect("a day")
}

pub fn pack() -> PolicyPack {
    let mut random = Random::new("bench weights");
    let source = Source {
        number: String::new(),
        title: "bench".into(),
        issuer: String::new(),
        issued: None,
        effective: None,
        link: String::new(),
        certainty: Certainty::Assumption,
    };
    let rows = (0..GROUPS).map(|group| GroupRow {
        code: format!("G{group:03}"),
        weight: Fraction::new(random.between(2_000, 80_000), 10_000),
        flags: if group % 10 == 0 {
            vec!["basic".into()]
        } else {
            Vec::new()
        },
        published: true,
        ..GroupRow::default()
    });
    let mut parameters = BTreeMap::new();
    let mut put = |id: &str, keyed_by: Option<KeyedBy>, values: Vec<(Date, Value)>| {
        let entries = values.into_iter().map(|(from, value)| Entry {
            from,
            value: Some(value),
            source: "s".into(),
        });
        let parameter = Parameter {
            unit: "1".into(),
            keyed_by,
            entries: entries.collect(),
            open: None,
        };
        parameters.insert(id.to_owned(), parameter);
    };
    let table = |one: &str, two: &str| {
        let rows = [("职工", one), ("居民", two)];
        Value::Keyed(
            rows.map(|(key, value)| (key.to_owned(), number(value)))
                .into(),
        )
    };
    let limit = |comparator, threshold| {
        Value::Limit(Limit {
            comparator,
            threshold,
        })
    };
    let steps = Threshold::Steps {
        on: StepOn::Weight,
        rows: vec![
            (Some(number("1")), number("3")),
            (Some(number("2")), number("2.5")),
            (None, number("2")),
        ],
        inclusive: false,
    };
    let july = Date::new(2025, 7, 1).expect("a day");
    put(
        "rate",
        Some(KeyedBy::Scheme),
        vec![
            (first_day(), table("9600.00", "9100.00")),
            (july, table("9450.00", "8980.00")),
        ],
    );
    let plain = |text: &str| vec![(first_day(), Value::Number(number(text)))];
    put("k", None, plain("0.95"));
    put("k_basic", None, plain("1"));
    put("share", None, plain("0.80"));
    put("long", None, plain("60"));
    let low = limit(Comparator::Lt, Threshold::Number(number("0.40")));
    put("low", None, vec![(first_day(), low)]);
    put(
        "high",
        None,
        vec![(first_day(), limit(Comparator::Gt, steps))],
    );
    let rate = PriceMethod::WeightRate {
        rate: "rate".into(),
    };
    let mut flow = Flow::plain(rate);
    flow.ungrouped = Some(Route::Itemised);
    flow.routes = vec![RouteRule {
        test: RouteTest::LosAtLeast("long".into()),
        to: Route::Itemised,
    }];
    flow.coefficients = vec![Coefficient {
        on: CoefficientOn::Pack,
        replace: vec![("basic".into(), "k_basic".into())],
        ..Coefficient::of("k", Scope::Base)
    }];
    flow.outlier = Some(OutlierRule {
        low: Some(("low".into(), LowSettle::ByActual)),
        high: Some(("high".into(), HighSettle::LinearShare("share".into()))),
        ..OutlierRule::on(RatioBase::Standard)
    });
    let scheme = |name: &str| {
        let rule = SchemeRule {
            route: Route::Priced,
            key: name.into(),
        };
        (name.to_owned(), rule)
    };
    PolicyPack {
        id: "bench".into(),
        name: String::new(),
        name_en: String::new(),
        pooling_area: "000000".into(),
        synthetic: true,
        content_hash: String::new(),
        grade: None,
        undated: Undated::Refuse,
        sources: BTreeMap::from([("s".to_owned(), source)]),
        schemes: BTreeMap::from([scheme("职工"), scheme("居民")]),
        other_schemes: None,
        parameters,
        flow,
        methods: BTreeMap::new(),
        routing: Vec::new(),
        groups: GroupTable::new(first_day(), "s", rows.collect()),
        confirmed: Vec::new(),
        open: Vec::new(),
        year: YearRules::default(),
    }
}

/// So many discharges, drawn at random.
pub fn facts(count: usize) -> Facts {
    let mut random = Random::new("bench stays");
    let mut many =
        |last: i64| -> Vec<i64> { (0..count).map(|_| random.between(0, last)).collect() };
    let small = |values: Vec<i64>| -> Vec<u32> {
        values
            .into_iter()
            .map(|value| u32::try_from(value).expect("small"))
            .collect()
    };
    let group = small(many(i64::try_from(GROUPS).expect("few") - 1));
    let scheme = small(many(1));
    let charge = many(12_000_000);
    let patient_share = charge.iter().map(|fen| fen / 3).collect();
    let first = first_day().day_number();
    let discharged = many(364)
        .into_iter()
        .map(|day| i32::try_from(day).ok().map(|day| first + day))
        .collect();
    let los = many(61)
        .into_iter()
        .map(|days| u16::try_from(days).expect("small"))
        .collect();
    Facts {
        cases: CaseTable {
            groups: (0..GROUPS).map(|group| format!("G{group:03}")).collect(),
            group_names: vec![String::new(); GROUPS],
            departments: vec!["D".into()],
            schemes: ["职工", "居民"].map(str::to_owned).to_vec(),
            facilities: vec!["F".into()],
            group,
            department: vec![0; count],
            scheme,
            facility: vec![0; count],
            los,
            discharged,
            charge,
            patient_share,
            self_funded: vec![0; count],
            given_cost: vec![None; count],
            token: vec![String::new(); count],
            source: vec![SourceRef::default(); count],
            ..CaseTable::default()
        },
        period: Period {
            year: 2025,
            month: 0,
        },
        ..Facts::default()
    }
}

/// Every thousandth case again, with plain fractions.
fn verify(facts: &Facts, pack: &PolicyPack) {
    let (paid, issues) = settle(facts, pack, &Adjustments::default());
    assert!(
        issues
            .iter()
            .all(|issue| issue.code() == "payment.patient_share_exceeds"),
        "{issues:?}"
    );
    let table = &facts.cases;
    let july = Date::new(2025, 7, 1).expect("a day").day_number();
    for case in (0..MANY).step_by(1_000) {
        let charge = Fraction::from(table.charge[case]);
        let row = &pack.groups.rows()[table.group[case] as usize];
        let rate = match (table.scheme[case], table.discharged[case] >= Some(july)) {
            (0, false) => "9600",
            (0, true) => "9450",
            (_, false) => "9100",
            (_, true) => "8980",
        };
        let weight = row.weight.clone().expect("a weight");
        let k = number(if row.has("basic") { "1" } else { "0.95" });
        let standard = &weight * &(number(rate) * k * Fraction::from(100));
        let limit = if weight < number("1") {
            number("3")
        } else if weight < number("2") {
            number("2.5")
        } else {
            number("2")
        };
        let (kind, exact) = if table.los[case] >= 60 {
            (OutlierKind::Itemised, charge)
        } else if charge < number("0.40") * &standard {
            (OutlierKind::Low, charge)
        } else if charge > &limit * &standard {
            let above = charge - &(&limit * &standard);
            (OutlierKind::High, &standard + &(above * number("0.80")))
        } else {
            (OutlierKind::Normal, standard)
        };
        let patient = table.patient_share[case];
        let revenue = (rounding::to_money(&exact).fen() - patient).max(0) + patient;
        let found = paid.cases[case];
        assert_eq!(
            (found.kind, found.revenue.fen()),
            (kind, revenue),
            "case {case}"
        );
    }
}

/// Prints what paying costs against the costing kernel.
pub fn run(rounds: usize) {
    println!(
        "\nJ4 payment, {MANY} cases under a DRG pack of {GROUPS} groups (CPU ms, median of {rounds})"
    );
    let (facts, pack, none) = (facts(MANY), pack(), Adjustments::default());
    verify(&facts, &pack);
    let kernel = case_costs::Kernel::new();
    let mut contenders = [
        Contender::new("costing kernel, 12 categories", || kernel.run()),
        Contender::new("payment of every case", || {
            black_box(settle(black_box(&facts), &pack, &none));
        }),
    ];
    race(&mut contenders, rounds);
    let own = contenders[0].median();
    for one in &contenders {
        let time = one.median();
        println!(
            "{:>34} {:>10} ms {:>9} of the kernel",
            one.name,
            ms(time),
            ratio(time, own)
        );
    }
}
