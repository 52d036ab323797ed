//! What must hold for every rule of a case, whatever its numbers: days and bands of the stay rise and jump only where
//! they say so; money paid beside, readmission, quota and coefficients do what their definition says, by a second
//! computation; and every case explains itself to the payment it got.

#[path = "../golden/pay/build.rs"]
mod build;
#[path = "pay_methods/oracle.rs"]
mod oracle;

use build::{Builder, Case, charge, facts, number};
use proptest::prelude::*;
use yingheng_core::payment::{OutlierKind, settle};
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::{
    Addon, AddonOf, Coefficient, CoefficientOn, CriticalDays, DayBands, HighSettle, Leaves,
    LosShape, LowSettle, PatientMode, PriceMethod, Scope, Value,
};
use yingheng_core::quantity::{Fraction, Money, rounding};

fn none() -> Adjustments {
    Adjustments::default()
}

fn decimal(value: i64, places: u32) -> String {
    let number = Fraction::new(value, 10_i64.pow(places)).unwrap_or_default();
    rounding::to_text(&number, places)
}

/// Bands of three rising ends and four prices in 分.
fn bands(ends: [i64; 3], prices: [i64; 4]) -> Value {
    let mut edge = 0;
    let mut rows = Vec::new();
    for (length, price) in ends.iter().zip(&prices) {
        edge += length;
        rows.push((Some(edge), number(&decimal(*price, 2))));
    }
    rows.push((None, number(&decimal(prices[3], 2))));
    Value::Bands(rows)
}

/// Payment of stays of 1 to `last` days, 分.
fn by_stay(builder: &Builder, last: u16) -> Vec<i64> {
    let stays: Vec<Case> = (1..=last)
        .map(|los| Case {
            los,
            ..charge("1.00")
        })
        .collect();
    let (payments, issues) = settle(&facts(&stays), &builder.0, &none());
    assert!(issues.is_empty(), "{issues:?}");
    let paid = payments.cases.iter().map(|paid| paid.revenue.fen());
    paid.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Marginal: each further day is worth the price of its own band. Whole: days × the price of the band.
    #[test]
    fn days_follow_their_bands(
        ends in [1_i64..20, 1_i64..20, 1_i64..20], prices in [1_i64..90_000, 1_i64..90_000, 1_i64..90_000, 1_i64..90_000],
    ) {
        let build = |kind| {
            let price = PriceMethod::PerDay { bands: "days".into(), kind, critical: None };
            Builder::new(price, "1").put("days", bands(ends, prices))
        };
        let price_of = |day: i64| {
            let edges = [ends[0], ends[0] + ends[1], ends[0] + ends[1] + ends[2]];
            prices[edges.iter().filter(|edge| day > **edge).count()]
        };
        let (mut before, mut sum) = (0, 0);
        for (day, paid) in (1_i64..).zip(by_stay(&build(DayBands::Marginal), 70)) {
            sum += price_of(day);
            prop_assert_eq!(paid, sum);
            prop_assert!(paid > before);
            before = paid;
        }
        for (day, paid) in (1_i64..).zip(by_stay(&build(DayBands::Whole), 70)) {
            prop_assert_eq!(paid, day * price_of(day));
        }
    }

    /// Both shapes rise with the stay; the German one is continuous in steps of its daily amounts, the Australian one
    /// jumps only where the inlier begins.
    #[test]
    fn bands_of_the_stay_rise(
        weight in 1_000_i64..90_000, lower in 1_i64..15, width in 1_i64..40, short in 1_i64..50, long in 1_i64..900,
    ) {
        let upper = lower + width;
        let columns = |base: Option<i64>| -> Vec<(&'static str, i64, u32)> {
            let mut columns = vec![("los_lower", lower, 0), ("los_upper", upper, 0), ("short_per_day", short, 4), ("long_per_day", long, 4)];
            columns.extend(base.map(|base| ("short_base", base, 4)));
            columns
        };
        let build = |shape, base| {
            Builder::rate("10000", &decimal(weight, 4))
                .group(|row| {
                    for (name, value, places) in columns(base) {
                        row.columns.insert(name.into(), number(&decimal(value, places)));
                    }
                })
                .change(|pack| pack.flow.los_band = Some(shape))
        };
        // A weight of 0.0001 is 1 元.
        let trim = by_stay(&build(LosShape::Trim, None), 70);
        for (day, pair) in (1_i64..).zip(trim.windows(2)) {
            let step = pair[1] - pair[0];
let discount = if day <= lower { short } else { 0 };
            let surcharge = if day + 1 >= upper { long } else { 0 };
            let expected = discount + surcharge;
            prop_assert_eq!(step, expected * 100, "from day {}", day);
        }
        let inlier = by_stay(&build(LosShape::Inlier, Some(weight / 2)), 70);
        for (day, paid) in (1_i64..).zip(&inlier) {
            let expected = if day < lower { weight / 2 + day * short } else { weight + (day - upper).max(0) * long };
            prop_assert_eq!(*paid, expected * 100);
        }
    }

    /// Points of a low case never exceed the full ones, whatever the limit, and there is no jump where they reach them.
    #[test]
    fn capped_points_stop_at_the_full_points(limit in 10_i64..300, weight in 1_000_i64..60_000, k in 50_i64..150) {
        let builder = Builder::rate("10000", &decimal(weight, 4))
            .coefficient("k", &decimal(k, 2), Scope::Base)
            .low(&decimal(limit, 2), "lt", LowSettle::CappedPoints);
        let full = weight * 100;
        let standard = weight * k;
        let mut before = 0;
        let step = (standard / 40).max(1);
        for bill in (1..=120).map(|part| part * step) {
            let row = Case { charge: &decimal(bill, 2), ..charge("0") };
            let paid = builder.pay(&[row]).cases[0];
            if paid.kind == OutlierKind::Low {
                prop_assert!(paid.revenue.fen() <= full);
                prop_assert!(paid.revenue.fen() >= before);
                before = paid.revenue.fen();
            } else {
                prop_assert_eq!(paid.revenue.fen(), standard);
            }
        }
    }

    /// Unreasonable charges cost exactly what the slope of the curve says, and a net rule equals the plain one on the
    /// reduced bill.
    #[test]
    fn net_rules_are_plain_rules_on_the_reduced_bill(bill in 1_i64..9_000_000, off in 0_i64..4_000_000, high in 100_i64..400) {
        let off = off.min(bill);
        let build = |settle| Builder::rate("10000", "1").coefficient("k", "0.9", Scope::Base).high(&decimal(high, 2), "gt", settle);
        let mut net = facts(&[Case { charge: &decimal(bill, 2), ..charge("0") }]);
        net.cases.terms.unreasonable = vec![Some(off)];
        let reduced = facts(&[Case { charge: &decimal(bill - off, 2), ..charge("0") }]);
        let one = settle(&net, &build(HighSettle::LinearNet).0, &none()).0.cases[0];
        let two = settle(&reduced, &build(HighSettle::LinearAdd).0, &none()).0.cases[0];
        prop_assert_eq!((one.kind, one.revenue), (two.kind, two.revenue));
    }

    /// Critical cases of a month: ⌊share × cases⌋ at most, the rest at the ordinary price.
    #[test]
    fn critical_cases_keep_their_share(flags in proptest::collection::vec(any::<bool>(), 1..60), share in 0_i64..100) {
        let critical = CriticalDays { bands: "critical".into(), share: Some("share".into()) };
        let price = PriceMethod::PerDay { bands: "days".into(), kind: DayBands::Marginal, critical: Some(critical) };
        let one = |price: &str| Value::Bands(vec![(None, number(price))]);
        let builder = Builder::new(price, "1").put("days", one("300")).put("critical", one("700")).with("share", &decimal(share, 2));
        let mut all = facts(&vec![charge("1.00"); flags.len()]);
        all.cases.terms.critical = flags.iter().map(|flag| Some(*flag)).collect();
        let paid = settle(&all, &builder.0, &none()).0.cases;
        let high = paid.iter().filter(|paid| paid.revenue == Money::from_fen(490_000)).count();
        let flagged = flags.iter().filter(|flag| **flag).count();
        let allowed = flags.len() * usize::try_from(share).expect("small") / 100;
        prop_assert_eq!(high, flagged.min(allowed));
        let ordinary = paid.iter().filter(|paid| paid.revenue == Money::from_fen(210_000)).count();
        prop_assert_eq!(ordinary, flags.len() - high);
        // The first ones of the month.
        let firsts = flags.iter().zip(&paid).filter(|(flag, _)| **flag);
        let places: Vec<bool> = firsts.map(|(_, paid)| paid.revenue == Money::from_fen(490_000)).collect();
        prop_assert!(places.windows(2).all(|pair| pair[0] || !pair[1]));
    }

    /// A factor of the deviation turns the slope above the limit, never the limit's end: no jump at K.
    #[test]
    fn deviation_factors_leave_no_jump(weight in 1_000_i64..60_000, factor in 10_i64..300, high in 110_i64..400) {
        let builder = Builder::rate("10000", &decimal(weight, 4))
            .coefficient("deviation", &decimal(factor, 2), Scope::Deviation)
            .high(&decimal(high, 2), "gt", HighSettle::LinearAdd);
        let edge = weight * high;
        let bills = [edge - 1, edge, edge + 1, edge + 100];
        let rows: Vec<String> = bills.iter().map(|bill| decimal(*bill, 2)).collect();
        let rows: Vec<Case> = rows.iter().map(|bill| charge(bill)).collect();
        let paid: Vec<i64> = builder.pay(&rows).cases.iter().map(|paid| paid.revenue.fen()).collect();
        prop_assert_eq!(paid[0], weight * 100);
        prop_assert_eq!(paid[1], weight * 100);
        // A 元 above the limit is worth the factor.
        prop_assert_eq!(paid[3] - paid[1], factor);
    }

    /// Money paid beside rises with the amount and stops at its cap; the proportional share takes it in exactly.
    #[test]
    fn money_beside_is_linear_up_to_its_cap(
        excluded in 0_i64..2_000_000, rate in 0_i64..101, cap in 0_i64..1_000_000, ratio in 0_i64..101, own in 0_i64..900_000,
    ) {
        let builder = Builder::rate("10000", "1")
            .with("rate_beside", &decimal(rate, 2))
            .with("cap", &decimal(cap, 2))
            .with("ratio", &decimal(ratio, 2))
            .change(|pack| {
                pack.flow.strip.excluded = Some(Leaves::Before);
                pack.flow.addons = vec![Addon { of: AddonOf::Excluded, rate: "rate_beside".into(), cap: Some("cap".into()) }];
                pack.flow.patient = PatientMode::Proportional("ratio".into());
            });
        let mut all = facts(&[Case { self_funded: &decimal(own, 2), ..charge("20000.00") }]);
        all.cases.terms.excluded = vec![Some(excluded)];
        let paid = settle(&all, &builder.0, &none()).0.cases[0];
        let share = Fraction::new(rate, 100).unwrap_or_default();
        let beside = (share * Fraction::from(excluded)).min(Fraction::from(cap));
        let exact = Fraction::from(1_000_000) + beside;
        let fund = (exact - Fraction::from(own)) * Fraction::new(ratio, 100).unwrap_or_default();
        prop_assert_eq!(paid.fund, rounding::to_money(&fund).max(Money::ZERO));
    }

    /// The share of Chinese medicine counts at its gate and above, and nowhere below.
    #[test]
    fn a_gate_opens_at_its_share(gate in 1_i64..100, shares in proptest::collection::vec(0_u32..1_000_001, 1..20)) {
        let builder = Builder::rate("10000", "1")
            .with("tcm", "1.10")
            .with("gate", &decimal(gate, 2))
            .change(|pack| {
                pack.flow.coefficients = vec![Coefficient { on: CoefficientOn::TcmGate("gate".into()), ..Coefficient::of("tcm", Scope::Base) }];
            });
        let mut all = facts(&vec![charge("9000.00"); shares.len()]);
        all.cases.terms.tcm_share = shares.iter().map(|share| Some(*share)).collect();
        let paid = settle(&all, &builder.0, &none()).0.cases;
        for (share, paid) in shares.iter().zip(&paid) {
            let reached = i64::from(*share) >= gate * 10_000;
            prop_assert_eq!(paid.revenue.fen(), if reached { 1_100_000 } else { 1_000_000 });
        }
    }
}
