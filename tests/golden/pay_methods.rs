//! Several methods of one pack, days, bands of the stay and coefficients of a case: golden file pay-other (exact
//! arithmetic, computed independently; payment-rules §10), two published foreign tariffs, and a pack with a mixed order
//! (payment-rules §5) read from its files.

#[path = "pay/build.rs"]
mod build;
#[path = "pay/read.rs"]
mod read;
#[path = "pay/stay.rs"]
mod stay;

use build::{Builder, Case, charge, facts, fen, number};
use read::{shown, text};
use std::collections::BTreeMap;
use std::path::Path;
use yingheng_core::facts::Facts;
use yingheng_core::payment::{OutlierKind, explain, settle};
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::{
    Coefficient, CoefficientOn, Combine, Comparator, CriticalDays, DayBands, HighSettle, KeyedBy,
    Limit, LowSettle, PatientMode, PriceMethod, Scope, Threshold, Value,
};
use yingheng_core::quantity::{Fraction, Money};
use yingheng_io::pack_files::{PackFile, parse, read_folder};

const OTHER: &str = include_str!("data/pay-other.json");

fn none() -> Adjustments {
    Adjustments::default()
}

fn per_day(kind: DayBands, critical: Option<CriticalDays>) -> Builder {
    let price = PriceMethod::PerDay {
        bands: "days".into(),
        kind,
        critical,
    };
    Builder::new(price, "1")
}

fn bands(rows: &[(Option<i64>, &str)]) -> Value {
    let row = |(end, price): &(Option<i64>, &str)| (*end, number(price));
    Value::Bands(rows.iter().map(row).collect())
}

#[test]
fn days_at_the_price_of_their_own_band() {
    let golden = read::case(OTHER, "OTH-05");
    let rows = golden["params"]["bands"].as_array().expect("bands");
    let rows: Vec<(Option<i64>, &str)> = rows
        .iter()
        .map(|row| (row["up_to"].as_i64(), text(row, &["rate"])))
        .collect();
    let stays: Vec<Case> = golden["inputs"]["los"]
        .as_array()
        .expect("stays")
        .iter()
        .map(|los| Case {
            los: u16::try_from(los.as_u64().expect("days")).expect("small"),
            ..charge("15000.00")
        })
        .collect();
    let builder = per_day(DayBands::Marginal, None).put("days", bands(&rows));
    let paid = builder.pay(&stays).cases;
    let expected = golden["expected"]["payment"].as_array().expect("payments");
    for (paid, expected) in paid.iter().zip(expected) {
        assert_eq!(Some(shown(paid.revenue).as_str()), expected.as_str());
    }
    // The whole stay at the price of its band: 31 × 320, a declared jump down from 30 × 380.
    let builder = per_day(DayBands::Whole, None).put("days", bands(&rows));
    let paid = builder.pay(&stays).cases;
    let whole: Vec<String> = paid.iter().map(|paid| shown(paid.revenue)).collect();
    assert_eq!(
        whole,
        ["4560.00", "11400.00", "9920.00", "19200.00", "19500.00"]
    );
    // Each band paid is named with its days and price.
    let told = explain(&facts(&stays[4..]), &builder.0, &none(), 0).expect("explained");
    let prices = told
        .steps
        .iter()
        .filter(|step| step.label.key == "payment.step_day_price");
    assert_eq!(prices.count(), 1);
}

#[test]
fn critical_cases_beyond_their_share_are_paid_as_ordinary_ones() {
    let golden = read::case(OTHER, "OTH-07");
    let (input, params) = (&golden["inputs"], &golden["params"]);
    let count = |key: &str| usize::try_from(input[key].as_u64().expect("count")).expect("small");
    let los = text(params, &["avg_days"]).parse().expect("days");
    let critical = CriticalDays {
        bands: "critical".into(),
        share: Some("share".into()),
    };
    let builder = per_day(DayBands::Marginal, Some(critical))
        .put("days", bands(&[(None, text(params, &["ordinary_rate"]))]))
        .put(
            "critical",
            bands(&[(None, text(params, &["critical_rate"]))]),
        )
        .with("share", text(params, &["cap_level2"]));
    let stay = Case {
        los,
        ..charge("5000.00")
    };
    let mut all = facts(&vec![stay; count("month_cases")]);
    let critical = (0..all.cases.len()).map(|case| Some(case < count("critical_cases")));
    all.cases.terms.critical = critical.collect();
    let (payments, issues) = settle(&all, &builder.0, &none());
    assert!(issues.is_empty(), "{issues:?}");
    let total: Money = payments.cases.iter().map(|paid| paid.revenue).sum();
    assert_eq!(shown(total), text(&golden, &["expected", "payment"]));
    // The 80th is paid as critical, the 81st is not; both say so.
    for (case, expected) in [(79, "4960.00"), (80, "2800.00")] {
        let told = explain(&all, &builder.0, &none(), case).expect("explained");
        assert_eq!(shown(told.payment.revenue), expected);
        assert_eq!(told.payment, payments.cases[case]);
    }
}

#[test]
fn a_single_disease_keeps_its_price_whatever_it_costs() {
    let golden = read::case(OTHER, "OTH-08");
    let standard = fen(text(&golden, &["params", "standard"]));
    let builder = Builder::new(PriceMethod::Fixed, "1")
        .group(|row| row.amount = Some(Money::from_fen(standard)));
    let costs: Vec<&str> = golden["inputs"]["costs"]
        .as_array()
        .expect("costs")
        .iter()
        .filter_map(|cost| cost.as_str())
        .collect();
    let cases: Vec<Case> = costs.iter().map(|cost| charge(cost)).collect();
    let paid = builder.pay(&cases).cases;
    let total: Money = paid.iter().map(|paid| paid.revenue).sum();
    let expected = &golden["expected"];
    assert_eq!(shown(total), text(expected, &["payment"]));
    let mut result = Money::ZERO;
    for (index, (paid, cost)) in paid.iter().zip(&costs).enumerate() {
        let own = paid.revenue - Money::from_fen(fen(cost));
        assert_eq!(
            Some(shown(own).as_str()),
            expected["per_case_result"][index].as_str()
        );
        result += own;
    }
    assert_eq!(shown(result), text(expected, &["total_result"]));
}

fn mixed(change: impl Fn(&str) -> String) -> yingheng_core::policy::PolicyPack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/data/packs/mixed-order");
    let mut files: Vec<PackFile> = read_folder(&folder).expect("files");
    for file in &mut files {
        let text = String::from_utf8(file.bytes.clone()).expect("text");
        file.bytes = change(&text).into_bytes();
    }
    parse(&files).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn stays(cases: &[(&str, &str)]) -> Facts {
    let rows: Vec<Case> = cases.iter().map(|_| charge("9000.00")).collect();
    let mut all = facts(&rows);
    all.cases.groups = ["A1", "B1", ""].map(str::to_owned).to_vec();
    all.cases.group_names = vec![String::new(); 3];
    all.cases.schemes = vec!["职工".into()];
    let place = |list: &[String], text: &str| {
        list.iter()
            .position(|own| own == text)
            .and_then(|place| u32::try_from(place).ok())
    };
    let groups = all.cases.groups.clone();
    all.cases.group = cases
        .iter()
        .map(|(group, _)| place(&groups, group).expect("group"))
        .collect();
    let terms = &mut all.cases.terms;
    terms.wards = ["普通", "精神"].map(str::to_owned).to_vec();
    let wards = terms.wards.clone();
    terms.ward = cases.iter().map(|(_, ward)| place(&wards, ward)).collect();
    terms.non_local = vec![Some(false); cases.len()];
    terms.critical = vec![Some(false); cases.len()];
    all
}

#[test]
fn methods_are_tried_in_the_order_the_place_prescribes() {
    let pack = mixed(str::to_owned);
    let names: Vec<&str> = pack.flows().map(|(name, _)| name).collect();
    // By disease first, even on a psychiatric ward; then by day for this grade.
    let all = stays(&[
        ("A1", "普通"),
        ("A1", "精神"),
        ("B1", "精神"),
        ("B1", "普通"),
        ("", "普通"),
    ]);
    let methods = |pack: &yingheng_core::policy::PolicyPack, all: &Facts| -> Vec<String> {
        let (payments, issues) = settle(all, pack, &none());
        assert!(issues.is_empty(), "{issues:?}");
        let name = |way: &Option<u16>| way.map_or("–", |way| names[usize::from(way)]).to_owned();
        payments.methods.iter().map(name).collect()
    };
    assert_eq!(methods(&pack, &all), ["", "", "精神床日", "床日", "床日"]);
    // Two-A and above: by item instead of by day.
    let higher = mixed(|text| {
        text.replace("grade = \"二级乙等\"", "grade = \"二级甲等\"")
        .replace("id = \"days\"", "id = \"items\"")
        .replace("kind = \"normal\"\nstandard = \"11720.00\"\nrevenue = \"11720.00\"\nfund = \"8720.00\"",
            "kind = \"itemised\"\nstandard = \"0.00\"\nrevenue = \"12000.00\"\nfund = \"9000.00\"")
    });
    assert_eq!(methods(&higher, &all), ["", "", "精神床日", "项目", "项目"]);
    // The order is data: wards first, and the single disease on the psychiatric ward is paid by the day.
    let order = "[[route]]\nto = \"main\"\nflag = \"single\"\n\n[[route]]\nto = \"精神床日\"\nward = [\"精神\"]\n";
    let other = "[[route]]\nto = \"精神床日\"\nward = [\"精神\"]\n\n[[route]]\nto = \"main\"\nflag = \"single\"\n";
    let swapped = mixed(|text| {
        assert!(!text.contains("format") || text.contains(order));
        text.replace(order, other)
    });
    assert_eq!(
        methods(&swapped, &all),
        ["", "精神床日", "精神床日", "床日", "床日"]
    );
    let told = explain(&all, &pack, &none(), 3).expect("explained");
    assert_eq!(told.steps[0].label.key, "payment.step_route");
    assert_eq!(told.steps[0].label.arguments["method"], "床日");
    assert_eq!(told.steps[0].value, Fraction::from(4));
}

#[test]
fn a_case_no_entry_takes_or_that_lacks_an_answer_has_no_price_and_says_why() {
    let last = "[[route]]\nto = \"项目\"\n";
    let open = mixed(|text| {
        text.replace(last, "[[route]]\nto = \"项目\"\ngrade = [\"三级\"]\n")
            .replace("[\"一级\", \"二级乙等\"]", "[\"一级\"]")
            .replace(
                "id = \"days\"\ngroup = \"B1\"",
                "id = \"days\"\ngroup = \"A1\"",
            )
            .replace(
                "standard = \"11720.00\"\nrevenue = \"11720.00\"\nfund = \"8720.00\"",
                "standard = \"8000.00\"\nrevenue = \"8000.00\"\nfund = \"5000.00\"",
            )
    });
    let (payments, issues) = settle(&stays(&[("B1", "普通")]), &open, &none());
    assert_eq!(payments.cases[0].kind, OutlierKind::Unpriced);
    assert_eq!(issues[0].code(), "payment.no_route");
    let pack = mixed(str::to_owned);
    let mut all = stays(&[("B1", "普通"), ("A1", "普通")]);
    all.cases.terms.ward = vec![None; 2];
    let (payments, issues) = settle(&all, &pack, &none());
    assert_eq!(payments.cases[0].kind, OutlierKind::Unpriced);
    // The single disease is taken before anybody asks for the ward.
    assert_eq!(payments.cases[1].kind, OutlierKind::Normal);
    assert_eq!(issues[0].code(), "payment.needs_field");
    assert_eq!(issues[0].message.arguments["field"], "@field.ward");
    all.cases.terms.non_local = Vec::new();
    let (_, issues) = settle(&all, &pack, &none());
    assert_eq!(issues[0].message.arguments["cases"], "2");
}

/// Two parameters of one name each: bands by age, factors by facility, columns by group and grade.
#[test]
fn coefficients_of_a_case_are_looked_up_and_joined_as_the_pack_says() {
    let own = |on: CoefficientOn, parameter: &str, combine: Combine| Coefficient {
        on,
        combine,
        ..Coefficient::of(parameter, Scope::Base)
    };
    let base = |rules: Vec<Coefficient>| {
        Builder::rate("10000", "1")
            .put(
                "age",
                bands(&[(Some(5), "1.20"), (Some(69), "1"), (None, "1.10")]),
            )
            .put("cci", bands(&[(Some(2), "1"), (None, "1.15")]))
            .put(
                "hospital",
                Value::Keyed(BTreeMap::from([("F".to_owned(), number("0.95"))])),
            )
            .with("tcm", "1.05")
            .with("gate", "0.60")
            .group(|row| {
                row.columns.insert("k.二级".into(), number("0.90"));
            })
            .change(|pack| {
                pack.grade = Some("二级".into());
                let hospital = pack.parameters.get_mut("hospital").expect("parameter");
                hospital.keyed_by = Some(KeyedBy::Hospital);
                pack.flow.coefficients = rules;
            })
    };
    let mut all = facts(&[charge("9000.00"), charge("9000.00"), charge("9000.00")]);
    let terms = &mut all.cases.terms;
    terms.age = vec![Some(5), Some(6), Some(70)];
    terms.cci = vec![Some(3), Some(0), Some(3)];
    terms.tcm_share = vec![Some(600_000), Some(599_999), Some(1_000_000)];
    let paid = |rules: Vec<Coefficient>| -> Vec<String> {
        let (payments, issues) = settle(&all, &base(rules).0, &none());
        assert!(issues.is_empty(), "{issues:?}");
        let revenue = payments.cases.iter().map(|paid| shown(paid.revenue));
        revenue.collect()
    };
    use CoefficientOn as On;
    assert_eq!(
        paid(vec![own(On::Age, "age", Combine::Product)]),
        ["12000.00", "10000.00", "11000.00"]
    );
    assert_eq!(
        paid(vec![
            own(On::Group, "k", Combine::Product),
            own(On::Hospital, "hospital", Combine::Product),
        ]),
        ["8550.00"; 3]
    );
    assert_eq!(
        paid(vec![
            own(On::Age, "age", Combine::Product),
            own(On::Cci, "cci", Combine::Max),
        ]),
        ["12000.00", "10000.00", "11500.00"]
    );
    assert_eq!(
        paid(vec![
            own(On::Group, "k", Combine::Product),
            own(On::TcmGate("gate".into()), "tcm", Combine::Replace),
        ]),
        ["10500.00", "9000.00", "10500.00"]
    );
    // Nobody knows the age: no price.
    all.cases.terms.age = Vec::new();
    let pack = base(vec![own(On::Age, "age", Combine::Product)]).0;
    let (_, issues) = settle(&all, &pack, &none());
    assert_eq!(issues[0].message.arguments["field"], "@field.age");
    assert_eq!(issues[0].message.arguments["cases"], "3");
}

#[test]
fn a_factor_of_the_deviation_leaves_the_standard_alone() {
    // P = 10000; above 2 × 10000 the excess is paid at 0.5 of the standard's slope.
    let builder = Builder::rate("10000", "1")
        .coefficient("deviation", "0.5", Scope::Deviation)
        .high("2", "gt", HighSettle::LinearAdd);
    let paid = builder.pay(&[charge("9000.00"), charge("26000.00")]).cases;
    assert_eq!(shown(paid[0].revenue), "10000.00");
    assert_eq!(shown(paid[1].revenue), "13000.00");
}

#[test]
fn limits_by_grade_and_low_limits_lowered_with_the_coefficient() {
    let table = [("二级", "2"), ("三级", "3")];
    let table = table.map(|(grade, limit)| (grade.to_owned(), number(limit)));
    let build = |grade: &str, lowered: bool| {
        Builder::rate("10000", "1")
            .coefficient("k", "0.80", Scope::Base)
            .low("0.40", "lt", LowSettle::CappedPoints)
            .high("2", "gt", HighSettle::Cap)
            .put(
                "high",
                Value::Limit(Limit {
                    comparator: Comparator::Gt,
                    threshold: Threshold::Keyed(BTreeMap::from(table.clone())),
                }),
            )
            .change(|pack| {
                let high = pack.parameters.get_mut("high").expect("parameter");
                high.keyed_by = Some(KeyedBy::Grade);
                pack.grade = Some(grade.into());
                let outlier = pack.flow.outlier.as_mut().expect("outlier");
                outlier.low_with_k = lowered;
            })
    };
    // P = 8000. 18000 is above 2 × P and below 3 × P.
    let high = |grade| build(grade, false).pay(&[charge("18000.00")]).cases[0];
    assert_eq!(high("二级").kind, OutlierKind::High);
    assert_eq!(high("三级").kind, OutlierKind::Normal);
    // 0.40 × 8000 = 3200; lowered: 0.32 × 8000 = 2560. Low cases: x × 10000.
    let low = |lowered| build("二级", lowered).pay(&[charge("2600.00")]).cases[0];
    assert_eq!(low(false).kind, OutlierKind::Low);
    assert_eq!(shown(low(false).revenue), "3250.00");
    assert_eq!(low(true).kind, OutlierKind::Normal);
}

#[test]
fn the_fund_is_carried_below_zero_only_where_the_pack_says() {
    let stay = Case {
        patient: "9000.00",
        ..charge("12000.00")
    };
    let fund = |mode: PatientMode, carry: bool| {
        let builder = Builder::rate("8000", "1").change(|pack| {
            pack.flow.patient = mode.clone();
            pack.flow.carry = carry;
        });
        let paid = builder.pay(&[stay]).cases[0];
        (shown(paid.fund), shown(paid.revenue))
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        fund(PatientMode::DeductActual, false),
        pair("0.00", "9000.00")
    );
    assert_eq!(
        fund(PatientMode::DeductActual, true),
        pair("-1000.00", "8000.00")
    );
    assert_eq!(
        fund(PatientMode::PoolTotal, false),
        pair("-1000.00", "8000.00")
    );
    assert_eq!(
        fund(PatientMode::PoolFund, false),
        pair("8000.00", "17000.00")
    );
}
