//! Properties of month, year and cash: what goes in comes out to the 分; bands are continuous but for the declared
//! floor and never fall; pools hand out all of their money.

use proptest::prelude::*;
use yingheng_core::clearing::{
    Cited, Deduction, MonthSum, Terms, WeekSum, banded, capped, corners, held, schedule, split,
    week_of,
};
use yingheng_core::period::{Date, Period};
use yingheng_core::policy::{
    DeductionKind, DepositReturn, DepositRule, Excess, GrowthCap, GrowthLimit, MonthDay,
    NamedShare, PrepayEvery, PrepayOn, PrepayRule, ShareBands, TrueUp,
};
use yingheng_core::quantity::{Fraction, Money, rounding};

/// A week of 2025 with its sums.
fn week(month: u8, day: u8, posted: i64, settled: i64) -> WeekSum {
    let day = Date::new(2025, month, day).expect("day");
    let (from, to) = week_of(day).expect("week");
    WeekSum {
        from,
        to,
        posted: Money::from_fen(posted),
        settled: Money::from_fen(settled),
    }
}

fn percent(value: i64) -> Fraction {
    Fraction::new(value, 100).expect("not over 0")
}

prop_compose! {
    fn band_rule()(
        floor in 0_i64..95,
        keep in 0_i64..=100,
        widths in prop::collection::vec((1_i64..20, 0_i64..=100), 0..4),
        last in 0_i64..=100,
    ) -> ShareBands<Fraction> {
        let mut end = 100;
        let mut bands: Vec<(Option<Fraction>, Fraction)> = widths
            .into_iter()
            .map(|(width, share)| {
                end += width;
                (Some(percent(end)), percent(share))
            })
            .collect();
        bands.push((None, percent(last)));
        ShareBands { floor: percent(floor), keep: percent(keep), bands, standard: None }
    }
}

prop_compose! {
    fn terms()(
        months in prop::collection::vec((1_u8..=12, 0_i64..9_000_000_00, 0_i64..9_000_000_00), 1..12),
        share in 0_i64..=120,
        on_posted in any::<bool>(),
        weekly in any::<bool>(),
        lag in 0_u8..4,
        true_up in prop::option::of((0_u8..6, 1_u8..=28)),
        change in -5_000_000_00_i64..5_000_000_00,
        deposit in 0_i64..=10,
        score in 0_i64..=100,
        deductions in prop::collection::vec((1_u8..=12, 1_i64..1_000_000_00), 0..4),
        instalments in 1_u8..13,
    ) -> Terms {
        let mut seen = std::collections::BTreeSet::new();
        let prepay = PrepayRule {
            share: percent(share),
            on: if on_posted { PrepayOn::Posted } else { PrepayOn::Settled },
            every: if weekly { PrepayEvery::Week } else { PrepayEvery::Month },
            lag,
            day: if weekly { 3 } else { 15 },
            true_up: true_up.map(|(lag, day)| TrueUp { lag, day }),
        };
        let mut months: Vec<_> = months
            .into_iter()
            .filter(|(month, ..)| seen.insert(*month))
            .map(|(month, posted, settled)| {
                let sum = MonthSum {
                    period: Period { year: 2025, month },
                    cases: Fraction::one(),
                    charge: Money::ZERO,
                    posted: Money::from_fen(posted),
                    settled: Money::from_fen(settled),
                    weeks: vec![week(month, 2, posted / 3, settled / 3), week(month, 20, posted - posted / 3, settled - settled / 3)],
                };
                // Every third month has no prepayment at all.
                let rule = (month % 3 != 0).then(|| Cited { rule: prepay.clone(), source: "p".into() });
                (sum, rule)
            })
            .collect();
        months.sort_by_key(|(month, _)| month.period);
        let settled: Money = months.iter().map(|(month, _)| month.settled).sum();
        let total = settled + Money::from_fen(change);
        let rule = DepositRule {
            share: percent(deposit),
            returns: vec![
                (Fraction::from(90), DepositReturn::Full),
                (Fraction::from(60), DepositReturn::ScorePercent),
                (Fraction::zero(), DepositReturn::Nothing),
            ],
            score: Some(Fraction::from(score)),
            returned_on: MonthDay { month: 7, day: 31 },
        };
        let found = held(&rule, total);
        Terms {
            year: 2025,
            months,
            total,
            held: found.held,
            returned: Some(Cited {
                rule: (rule.returned_on, found.returned.expect("score known")),
                source: "d".into(),
            }),
            deductions: deductions
                .into_iter()
                .map(|(month, amount)| Deduction {
                    on: Date::new(2025, month, 3).expect("day"),
                    kind: DeductionKind::Refusal,
                    amount: Money::from_fen(amount),
                    reason: "r".into(),
                    source: "x".into(),
                })
                .collect(),
            advance: None,
            clearing: Cited { rule: (MonthDay { month: 6, day: 20 }, instalments), source: "c".into() },
        }
    }
}

proptest! {
    #[test]
    fn dated_amounts_add_up_to_what_is_due(terms in terms()) {
        let cash = schedule(&terms).expect("a schedule");
        let returned = terms.returned.as_ref().map_or(Money::ZERO, |cited| cited.rule.1);
        let deducted: Money = terms.deductions.iter().map(|one| one.amount).sum();
        let due = terms.total - terms.held - deducted + returned;
        let dated: Money = cash.flows.iter().map(|flow| flow.amount).sum();
        prop_assert_eq!(dated, due);
        prop_assert_eq!(cash.received, due);
        // By month the same sums, and nothing stays open.
        let earned: Money = cash.months.iter().map(|month| month.earned).sum();
        let received: Money = cash.months.iter().map(|month| month.received).sum();
        prop_assert_eq!((earned, received), (due, due));
        prop_assert_eq!(cash.months.last().map(|month| month.receivable), Some(Money::ZERO));
        prop_assert!(cash.flows.windows(2).all(|pair| pair[0].date <= pair[1].date));
    }

    #[test]
    fn a_clawback_falls_in_even_instalments(terms in terms()) {
        let cash = schedule(&terms).expect("a schedule");
        let back: Vec<i64> = cash
            .flows
            .iter()
            .filter(|flow| flow.kind.key() == "clawback")
            .map(|flow| flow.amount.fen())
            .collect();
        if cash.cleared < Money::ZERO {
            prop_assert!(back.len() <= usize::from(terms.clearing.rule.1));
            prop_assert_eq!(back.iter().sum::<i64>(), cash.cleared.fen());
            let (least, most) = (back.iter().min(), back.iter().max());
            prop_assert!(most.zip(least).is_none_or(|(most, least)| most - least <= 1));
        } else {
            prop_assert!(back.is_empty());
        }
    }

    #[test]
    fn bands_never_fall_and_jump_only_at_the_floor(rule in band_rule(), standard in 1_i64..1_000_000_00, steps in prop::collection::vec(0_i64..20_000, 2..12)) {
        let standard = Fraction::from(standard);
        let mut steps = steps;
        steps.sort_unstable();
        let at = |step: i64| &standard * &Fraction::new(step, 10_000).expect("not over 0");
        let paid = |step: i64| banded(&rule, &at(step), &standard).expect("a standard");
        for pair in steps.windows(2) {
            let (from, to) = (paid(pair[0]), paid(pair[1]));
            prop_assert!(from <= to, "{from} > {to}");
            // Shares are at most 1, so off the floor the payment moves at most as far as the posted amount.
            let floor = &rule.floor * &standard;
            let crosses = at(pair[0]) < floor && at(pair[1]) >= floor;
            if !crosses {
                prop_assert!(&to - &from <= at(pair[1]) - at(pair[0]));
            }
        }
        for corner in corners(&rule).expect("numbers") {
            prop_assert!(corner.jump.is_zero() || corner.ratio == rule.floor);
            prop_assert!(!corner.jump.is_negative());
        }
    }

    #[test]
    fn growth_limits_take_off_what_they_name(cases in 1_i64..100_000, amount in 0_i64..9_000_000_000, average in 1_i64..9_000_000, total in 1_i64..9_000_000_000, first in any::<bool>()) {
        let order = if first {
            vec![GrowthLimit::PerCase, GrowthLimit::Total]
        } else {
            vec![GrowthLimit::Total, GrowthLimit::PerCase]
        };
        let rule = GrowthCap {
            per_case: Some(percent(5)),
            total: Some(percent(5)),
            prior_average: Some(Fraction::from(average)),
            prior_total: Some(Fraction::from(total)),
            order,
            excess: Excess::Lost,
        };
        let amount = Fraction::from(amount);
        let found = capped(&rule, &Fraction::from(cases), &amount).expect("cases");
        prop_assert_eq!(&(&found.payable + &found.over_per_case) + &found.over_total, amount.clone());
        let grown = |value: i64| &percent(105) * &Fraction::from(value);
        let most = (&grown(average) * &Fraction::from(cases)).min(grown(total));
        prop_assert_eq!(found.payable, most.min(amount));
    }

    #[test]
    fn a_split_hands_out_everything(amount in -9_000_000_00_i64..9_000_000_00, weights in prop::collection::vec(1_i64..1_000, 1..7)) {
        let sum: i64 = weights.iter().sum();
        let shares: Vec<NamedShare<Fraction>> = weights
            .iter()
            .map(|weight| NamedShare { name: weight.to_string(), share: Fraction::new(*weight, sum).expect("above 0") })
            .collect();
        let amount = Money::from_fen(amount);
        let parts = split(amount, &shares).expect("shares of 1");
        prop_assert_eq!(parts.iter().map(|(_, part)| *part).sum::<Money>(), amount);
        for ((_, part), share) in parts.iter().zip(&shares) {
            let exact = &share.share * &amount.exact();
            let off = (part.exact() - &exact).abs();
            prop_assert!(off < Fraction::one(), "{} {}", part, rounding::to_text(&exact, 4));
        }
    }
}
