//! A second computation of everything at once: random cases with every optional column, a pack with every rule, paid
//! here by plain rational arithmetic, case by case, without curves, cells or caches.

use super::build::{Builder, Case, charge, facts, fen, number};
use super::decimal;
use proptest::prelude::*;
use std::collections::BTreeMap;
use yingheng_core::facts::{Facts, Review};
use yingheng_core::payment::{OutlierKind, explain, settle};
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::{
    Addon, AddonOf, Coefficient, CoefficientOn, Combine, DayBands, Flow, HighSettle, Hits, KeyedBy,
    Leaves, LowSettle, MethodRoute, PolicyPack, PriceMethod, RatioBase, ReadmissionRule, Reduced,
    RouteTest, Scope, SpecialMode, SpecialRule, Strip, Target, Value,
};
use yingheng_core::quantity::{Fraction, rounding};

/// One random case.
#[derive(Clone, Debug)]
struct Stay {
    charge: i64,
    patient: i64,
    los: u16,
    day: i32,
    person: u32,
    age: u16,
    ward: u32,
    aux: u32,
    excluded: i64,
    unreasonable: i64,
    review: bool,
    excused: bool,
}

fn stay() -> impl Strategy<Value = Stay> {
    let money = (
        0_i64..6_000_000,
        0_i64..900_000,
        0_i64..300_000,
        0_i64..200_000,
    );
    let who = (1_u16..40, 0_i32..300, 0_u32..6, 0_u16..100);
    let words = (0_u32..2, 0_u32..4, any::<bool>(), any::<bool>());
    (money, who, words).prop_map(|(money, who, words)| Stay {
        charge: money.0 + money.2 + money.3,
        patient: money.1,
        los: who.0,
        day: who.1,
        person: who.2,
        age: who.3,
        ward: words.0,
        aux: words.1,
        excluded: money.2,
        unreasonable: money.3,
        review: words.2,
        excused: words.3,
    })
}

/// Numbers of the pack.
#[derive(Clone, Copy, Debug)]
struct Numbers {
    rate: i64,
    k: i64,
    low: i64,
    high: i64,
    beside: i64,
    quota: i64,
    days: i64,
    factor: i64,
}

fn numbers() -> impl Strategy<Value = Numbers> {
    let prices = (
        100_000_i64..1_500_000,
        50_i64..150,
        10_i64..90,
        110_i64..400,
    );
    let shares = (0_i64..101, 0_i64..40, 0_i64..40, 0_i64..101);
    (prices, shares).prop_map(|(prices, shares)| Numbers {
        rate: prices.0,
        k: prices.1,
        low: prices.2,
        high: prices.3,
        beside: shares.0,
        quota: shares.1,
        days: shares.2,
        factor: shares.3,
    })
}

const AUX: [(&str, &str); 2] = [("a", "1.05"), ("b", "1.12")];
const CELLS: [&str; 4] = ["", "a", "b", "a;b"];

fn pack(n: Numbers) -> PolicyPack {
    let bands = |rows: &[(Option<i64>, &str)]| {
        let row = |(end, price): &(Option<i64>, &str)| (*end, number(price));
        Value::Bands(rows.iter().map(row).collect())
    };
    let table: BTreeMap<String, Fraction> = AUX
        .iter()
        .map(|(code, factor)| ((*code).to_owned(), number(factor)))
        .collect();
    let by_day = PriceMethod::PerDay {
        bands: "day".into(),
        kind: DayBands::Marginal,
        critical: None,
    };
    Builder::rate(&decimal(n.rate, 2), "1.25")
        .coefficient("k", &decimal(n.k, 2), Scope::Base)
        .low(&decimal(n.low, 2), "lt", LowSettle::ByActual)
        .high(&decimal(n.high, 2), "ge", HighSettle::LinearAdd)
        .base(RatioBase::Standard)
        .put(
            "age",
            bands(&[(Some(14), "1.20"), (Some(69), "1"), (None, "1.10")]),
        )
        .put("aux", Value::Keyed(table))
        .put("day", bands(&[(Some(10), "500.00"), (None, "300.00")]))
        .with("beside", &decimal(n.beside, 2))
        .with("quota", &decimal(n.quota, 2))
        .with("days", &n.days.to_string())
        .with("factor", &decimal(n.factor, 2))
        .change(|pack| {
            let aux = pack.parameters.get_mut("aux").expect("parameter");
            aux.keyed_by = Some(KeyedBy::Code);
            let flow = &mut pack.flow;
            flow.coefficients.push(Coefficient {
                on: CoefficientOn::Age,
                ..Coefficient::of("age", Scope::Whole)
            });
            flow.coefficients.push(Coefficient {
                on: CoefficientOn::Auxiliary(Hits::Max),
                combine: Combine::Max,
                ..Coefficient::of("aux", Scope::Base)
            });
            flow.strip = Strip {
                excluded: Some(Leaves::Before),
                unreasonable: Some(Leaves::After),
                ..Strip::default()
            };
            flow.addons = vec![Addon {
                of: AddonOf::Excluded,
                rate: "beside".into(),
                cap: None,
            }];
            flow.special = Some(SpecialRule {
                quota: "quota".into(),
                mode: SpecialMode::ByItem,
                applied: false,
            });
            flow.readmission = Some(ReadmissionRule {
                days: "days".into(),
                same_group: true,
                reduced: Reduced::Previous,
                factor: "factor".into(),
                except: vec!["yes".into()],
            });
            pack.methods.insert("day".into(), Flow::plain(by_day));
            pack.routing = vec![
                MethodRoute {
                    all: vec![RouteTest::Ward(vec!["long".into()])],
                    to: Target::Method("day".into()),
                },
                MethodRoute {
                    all: Vec::new(),
                    to: Target::Main,
                },
            ];
        })
        .0
}

fn table(stays: &[Stay]) -> Facts {
    let rows: Vec<Case> = stays.iter().map(|_| charge("0")).collect();
    let mut all = facts(&rows);
    let table = &mut all.cases;
    for (case, stay) in stays.iter().enumerate() {
        table.charge[case] = stay.charge;
        table.patient_share[case] = stay.patient;
        table.los[case] = stay.los;
        let admitted = super::build::first_day().day_number() + stay.day;
        table.discharged[case] = Some(admitted + i32::from(stay.los));
        table.terms.admitted.push(Some(admitted));
        table.terms.patient.push(Some(stay.person));
        table.terms.age.push(Some(stay.age));
        table.terms.ward.push(Some(stay.ward));
        table.terms.auxiliary.push(Some(stay.aux));
        table.terms.excluded.push(Some(stay.excluded));
        table.terms.unreasonable.push(Some(stay.unreasonable));
        table.terms.excuse.push(Some(u32::from(stay.excused)));
        let review = if stay.review {
            Review::Granted
        } else {
            Review::None
        };
        table.terms.review.push(Some(review));
    }
    let words = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    table.terms.wards = words(&["short", "long"]);
    table.terms.auxiliaries = words(&CELLS);
    table.terms.excuses = words(&["", "yes"]);
    table.terms.patients = words(&["p", "q", "r", "s", "t", "u"]);
    all
}

/// What the main method pays before readmission, review and money beside.
fn formula(stay: &Stay, n: Numbers) -> (OutlierKind, Fraction) {
    let f = |text: &str| number(text);
    let weighed = f(&decimal(n.rate, 2)) * f("1.25") * Fraction::from(100);
    let age = match stay.age {
        0..=14 => f("1.20"),
        15..=69 => f("1"),
        _ => f("1.10"),
    };
    let mut base = f(&decimal(n.k, 2)) * &age;
    for code in CELLS[stay.aux as usize].split(';') {
        for (own, factor) in AUX {
            if own == code {
                base = base.max(f(factor));
            }
        }
    }
    let standard = &weighed * &base;
    let deviation = &weighed * &age;
    let ratio_charge = Fraction::from(stay.charge - stay.excluded);
    let paid_charge = Fraction::from(stay.charge - stay.excluded - stay.unreasonable);
    let (low, high) = (f(&decimal(n.low, 2)), f(&decimal(n.high, 2)));
    if ratio_charge >= &high * &standard {
        let above = paid_charge
            .over(&standard, || unreachable!())
            .expect("a ratio")
            - high;
        (OutlierKind::High, &standard + &(above * deviation))
    } else if ratio_charge < low * &standard {
        (OutlierKind::Low, paid_charge)
    } else {
        (OutlierKind::Normal, standard)
    }
}

/// Revenue in 分 of every case, the plain way.
fn expected(stays: &[Stay], n: Numbers) -> Vec<Option<i64>> {
    let beside = |stay: &Stay| number(&decimal(n.beside, 2)) * Fraction::from(stay.excluded);
    let revenue = |stay: &Stay, exact: Fraction| {
        let paid = rounding::to_money(&exact).fen();
        (paid - stay.patient).max(0) + stay.patient
    };
    let main: Vec<usize> = (0..stays.len())
        .filter(|case| stays[*case].ward == 0)
        .collect();
    // Readmissions: every pair of one person's neighbouring stays.
    let (mut reduced, mut refused) = (vec![false; stays.len()], vec![false; stays.len()]);
    for person in 0..6 {
        let mut own: Vec<usize> = main
            .iter()
            .copied()
            .filter(|case| stays[*case].person == person)
            .collect();
        own.sort_by_key(|case| {
            let stay = &stays[*case];
            (stay.day, stay.day + i32::from(stay.los), *case)
        });
        for pair in own.windows(2) {
            let (before, after) = (&stays[pair[0]], &stays[pair[1]]);
            let gap = after.day - before.day - i32::from(before.los);
            if gap < 0 {
                refused[pair[1]] = true;
            } else if i64::from(gap) <= n.days && !after.excused {
                reduced[pair[0]] = true;
            }
        }
    }
    let usual = |case: usize| {
        let (_, paid) = formula(&stays[case], n);
        let paid = if reduced[case] {
            paid * number(&decimal(n.factor, 2))
        } else {
            paid
        };
        revenue(&stays[case], paid + beside(&stays[case]))
    };
    // Review: the largest overruns within the quota of the year (all days lie in 2025 or 2026).
    let mut special = vec![false; stays.len()];
    for year in [0, 1] {
        let of = |case: &&usize| {
            let stay = &stays[**case];
            i32::from(stay.day + i32::from(stay.los) >= 365) == year
        };
        let all = main.iter().filter(of).count();
        let mut found: Vec<(i64, usize)> = main
            .iter()
            .filter(of)
            .filter(|case| stays[**case].review)
            .map(|case| {
                let overrun = if refused[*case] {
                    0
                } else {
                    stays[*case].charge - usual(*case)
                };
                (-overrun, *case)
            })
            .collect();
        found.sort_unstable();
        let quota = all * usize::try_from(n.quota).expect("small") / 100;
        for (_, case) in found.into_iter().take(quota) {
            special[case] = true;
        }
    }
    let pay = |case: usize| {
        let stay = &stays[case];
        if stay.ward == 1 {
            let days = i64::from(stay.los);
            let total = days.min(10) * fen("500.00") + (days - 10).max(0) * fen("300.00");
            return Some(revenue(stay, Fraction::from(total)));
        }
        if refused[case] {
            return None;
        }
        if special[case] {
            let left = stay.charge - stay.excluded - stay.unreasonable;
            return Some(revenue(stay, Fraction::from(left) + beside(stay)));
        }
        Some(usual(case))
    };
    (0..stays.len()).map(pay).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_rule_at_once_agrees_with_plain_arithmetic(stays in proptest::collection::vec(stay(), 1..24), n in numbers()) {
        let (all, pack) = (table(&stays), pack(n));
        let none = Adjustments::default();
        let (payments, _) = settle(&all, &pack, &none);
        for (case, expected) in expected(&stays, n).into_iter().enumerate() {
            let paid = payments.cases[case];
            let priced = (paid.kind != OutlierKind::Unpriced).then_some(paid.revenue.fen());
            prop_assert_eq!(priced, expected, "case {}", case);
            // Every priced case explains itself, to the payment it got; every other says why.
            match explain(&all, &pack, &none, case) {
                Ok(told) => {
                    prop_assert_eq!(told.payment, paid);
                    let exact = told.steps.iter().find(|step| step.label.key == "payment.step_payment");
                    let exact = rounding::to_money(&exact.expect("a payment").value);
                    prop_assert_eq!((exact.fen() - stays[case].patient).max(0), paid.fund.fen());
                }
                Err(message) => {
                    prop_assert_eq!(paid.kind, OutlierKind::Unpriced);
                    prop_assert_eq!(message.key.as_str(), "payment.stays_overlap");
                }
            }
        }
    }

    /// The order of the rows changes nothing, as long as no two stays of a person are alike.
    #[test]
    fn order_of_rows_changes_nothing(mut stays in proptest::collection::vec(stay(), 1..24), n in numbers()) {
        for (place, stay) in stays.iter_mut().enumerate() {
            stay.charge += i64::try_from(place).expect("small") * 10_000_000;
            stay.day = i32::try_from(place).expect("small") * 12;
            stay.los = 11;
        }
        let pack = pack(n);
        let paid = settle(&table(&stays), &pack, &Adjustments::default()).0.cases;
        stays.reverse();
        let mut mirrored = settle(&table(&stays), &pack, &Adjustments::default()).0.cases;
        mirrored.reverse();
        prop_assert_eq!(paid, mirrored);
    }
}
