//! Bands of the stay against published foreign tariffs, and money paid beside the group.

use super::build::{Builder, Case, charge, facts, number};
use super::read::shown;
use yingheng_core::facts::Facts;
use yingheng_core::payment::{OutlierKind, explain, settle};
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::{
    Addon, AddonOf, CriticalHigh, HighSettle, Leaves, LosShape, LowSettle, PolicyPack, Strip,
};

fn none() -> Adjustments {
    Adjustments::default()
}

fn banded(rate: &str, weight: &str, shape: LosShape, columns: &[(&str, &str)]) -> Builder {
    Builder::rate(rate, weight)
        .group(|row| {
            for (name, value) in columns {
                row.columns.insert((*name).to_owned(), number(value));
            }
        })
        .change(|pack| pack.flow.los_band = Some(shape))
}

fn paid(builder: &Builder, days: &[u16]) -> Vec<String> {
    let stays: Vec<Case> = days
        .iter()
        .map(|los| Case {
            los: *los,
            ..charge("1.00")
        })
        .collect();
    let cases = builder.pay(&stays).cases;
    cases.iter().map(|paid| shown(paid.revenue)).collect()
}

/// G-DRG catalogue 2014, part a, A01A: 34.449; first day with a discount 17, 1.588 a day; first day with a surcharge
/// 71, 0.543 a day. Price of a weight: 1000.
#[test]
fn german_trim_days() {
    let columns = [
        ("los_lower", "17"),
        ("short_per_day", "1.588"),
        ("los_upper", "71"),
        ("long_per_day", "0.543"),
    ];
    let builder = banded("1000", "34.449", LosShape::Trim, &columns);
    assert_eq!(
        paid(&builder, &[0, 1, 16, 17, 18, 70, 71, 80]),
        [
            "7453.00", "7453.00", "31273.00", "32861.00", "34449.00", "34449.00", "34992.00",
            "39879.00"
        ]
    );
    // A06A has no lower day: no discount. A60D has neither.
    let open = [("los_upper", "131"), ("long_per_day", "0.513")];
    let builder = banded("1000", "64.137", LosShape::Trim, &open);
    assert_eq!(paid(&builder, &[1, 131]), ["64137.00", "64650.00"]);
    let builder = banded("1000", "0.359", LosShape::Trim, &[]);
    assert_eq!(paid(&builder, &[1, 400]), ["359.00", "359.00"]);
}

/// NEP 2025-26, AR-DRG V11.0, 801A: inlier 9.2472 from 7 to 72 days, short stay 0.9527 + 1.1849 a day, long stay 0.26
/// a day; 7258 AUD a weight.
#[test]
fn australian_short_inlier_and_long_stays() {
    let columns = [
        ("los_lower", "7"),
        ("los_upper", "72"),
        ("short_base", "0.9527"),
        ("short_per_day", "1.1849"),
        ("long_per_day", "0.26"),
    ];
    let builder = banded("10000", "9.2472", LosShape::Inlier, &columns);
    // The program of that tariff gives 4.5074, 9.2472 and 11.3272 for 3, 20 and 80 days.
    assert_eq!(
        paid(&builder, &[0, 1, 3, 6, 7, 20, 72, 73, 80]),
        [
            "21376.00",
            "21376.00",
            "45074.00",
            "80621.00",
            "92472.00",
            "92472.00",
            "92472.00",
            "95072.00",
            "113272.00"
        ]
    );
    let same_day: Vec<(&str, &str)> = columns.into_iter().chain([("same_day", "0.5")]).collect();
    let builder = banded("10000", "9.2472", LosShape::Inlier, &same_day);
    assert_eq!(paid(&builder, &[0, 1]), ["5000.00", "21376.00"]);
    let told = explain(
        &facts(&[Case {
            los: 80,
            ..charge("1.00")
        }]),
        &builder.0,
        &none(),
        0,
    )
    .expect("explained");
    let keys: Vec<&str> = told
        .steps
        .iter()
        .map(|step| step.label.key.as_str())
        .collect();
    for key in ["los", "los_upper", "long_per_day", "weight_of_stay"] {
        assert!(
            keys.contains(&format!("payment.step_{key}").as_str()),
            "{key}"
        );
    }
    // A band without its amount a day is refused by name.
    let builder = banded("10000", "9.2472", LosShape::Inlier, &columns[..2]);
    let (payments, issues) = settle(&facts(&[charge("1.00")]), &builder.0, &none());
    assert_eq!(payments.cases[0].kind, OutlierKind::Normal);
    assert!(issues.is_empty());
    let stay = Case {
        los: 3,
        ..charge("1.00")
    };
    let (_, issues) = settle(&facts(&[stay]), &builder.0, &none());
    assert_eq!(issues[0].code(), "payment.no_group_column");
    assert_eq!(issues[0].message.arguments["column"], "short_per_day");
}

/// One case of 30,000 with 12,000 of excluded items; P = 10,000.
fn excluded(strip: Option<Leaves>, cap: Option<&str>) -> (Facts, PolicyPack) {
    let mut builder = Builder::rate("10000", "1")
        .low("0.4", "lt", LowSettle::ByActual)
        .high("2", "gt", HighSettle::LinearShare("share".into()))
        .with("share", "0.8")
        .with("beside", "0.75");
    if let Some(cap) = cap {
        builder = builder.with("cap", cap);
    }
    let pack = builder
        .change(|pack| {
            pack.flow.strip = Strip {
                excluded: strip,
                ..Strip::default()
            };
            pack.flow.addons = vec![Addon {
                of: AddonOf::Excluded,
                rate: "beside".into(),
                cap: cap.map(|_| "cap".into()),
            }];
        })
        .0;
    let mut all = facts(&[charge("30000.00")]);
    all.cases.terms.excluded = vec![Some(1_200_000)];
    (all, pack)
}

#[test]
fn excluded_items_leave_the_charge_and_are_paid_beside() {
    let pay = |strip, cap| {
        let (all, pack) = excluded(strip, cap);
        let (payments, issues) = settle(&all, &pack, &none());
        assert!(issues.is_empty(), "{issues:?}");
        let told = explain(&all, &pack, &none(), 0).expect("explained");
        assert_eq!(told.payment, payments.cases[0]);
        payments.cases[0]
    };
    // Before the ratio: 18,000 is normal: 10,000 + 0.75 × 12,000.
    let before = pay(Some(Leaves::Before), None);
    assert_eq!(before.kind, OutlierKind::Normal);
    assert_eq!(shown(before.revenue), "19000.00");
    // After: 30,000 is high, 18,000 is what the formula pays: 10,000 + 0.8 × (18,000 − 20,000) + 9,000.
    let after = pay(Some(Leaves::After), None);
    assert_eq!(after.kind, OutlierKind::High);
    assert_eq!(shown(after.revenue), "17400.00");
    let capped = pay(Some(Leaves::Before), Some("5000"));
    assert_eq!(shown(capped.revenue), "15000.00");
    // More excluded than charged is refused; nothing known is refused.
    let (mut all, pack) = excluded(Some(Leaves::Before), None);
    all.cases.terms.excluded = vec![Some(3_000_001)];
    let (_, issues) = settle(&all, &pack, &none());
    assert_eq!(issues[0].code(), "payment.more_than_charge");
    all.cases.terms.excluded = Vec::new();
    let (_, issues) = settle(&all, &pack, &none());
    assert_eq!(issues[0].message.arguments["field"], "@field.excluded");
}

#[test]
fn critical_care_is_paid_by_the_day_and_has_a_limit_of_its_own() {
    let builder = Builder::rate("10000", "1")
        .high("2", "gt", HighSettle::Cap)
        .with("from", "3")
        .with("day", "1500")
        .change(|pack| {
            let outlier = pack.flow.outlier.as_mut().expect("outlier");
            outlier.critical = Some(CriticalHigh {
                days: "from".into(),
                high: None,
            });
            pack.flow.addons = vec![Addon {
                of: AddonOf::CriticalDays,
                rate: "day".into(),
                cap: None,
            }];
        });
    let mut all = facts(&[charge("50000.00"), charge("50000.00"), charge("50000.00")]);
    all.cases.terms.critical_days = vec![Some(0), Some(2), Some(3)];
    let (payments, issues) = settle(&all, &builder.0, &none());
    assert!(issues.is_empty(), "{issues:?}");
    let got: Vec<(OutlierKind, String)> = payments
        .cases
        .iter()
        .map(|paid| (paid.kind, shown(paid.revenue)))
        .collect();
    // Capped at 2 × P; with 2 days 3,000 more; from 3 days on no limit: P + 4,500.
    assert_eq!(
        got,
        [
            (OutlierKind::High, "20000.00".to_owned()),
            (OutlierKind::High, "23000.00".to_owned()),
            (OutlierKind::Normal, "14500.00".to_owned()),
        ]
    );
}
