//! Four methods, statistics and patients in the house on random hospitals: nothing lost, order without effect, causes
//! that add up, statistics that agree with a naive reading; every "why" of the tables re-adds to its figure.

#[path = "../golden/disease/kit.rs"]
mod kit;

use kit::{Comparison, items_from_charges, quantities_from_charges, step_down_hospital};
use num_bigint::BigInt;
use proptest::prelude::*;
use yingheng_core::costing::methods::{Method, MethodCost};
use yingheng_core::costing::statistics::{Scaled, describe};
use yingheng_core::facts::Facts;
use yingheng_core::plan::{Plan, TopDownDriver};
use yingheng_core::quantity::{Fraction, Money};
use yingheng_tests::hospital::ten_patients;

/// What a random hospital is drawn from: per case group, stay, six charges; per case which quantities are kept.
#[derive(Clone, Debug)]
struct Draw {
    cases: Vec<(u8, u16, [i64; 8], bool)>,
    driver: u8,
    noise: i64,
}

fn draw() -> impl Strategy<Value = Draw> {
    let charge = prop_oneof![3 => 0_i64..900_000, 1 => Just(0_i64), 1 => -20_000_i64..0];
    let case = (
        0_u8..4,
        1_u16..60,
        prop::array::uniform8(charge),
        any::<bool>(),
    );
    (prop::collection::vec(case, 1..25), 0_u8..3, 1_i64..5).prop_map(|(cases, driver, noise)| {
        Draw {
            cases,
            driver,
            noise,
        }
    })
}

fn hospital(draw: &Draw) -> (Facts, Plan) {
    let (base, mut plan) = ten_patients();
    let mut hospital = yingheng_tests::hospital::Hospital::new();
    hospital.facts = base;
    hospital.facts.cases = Default::default();
    let lines = yingheng_tests::hospital::FEE_LINES;
    for (group, los, charges, _) in &draw.cases {
        let fees: Vec<(&str, i64)> = lines
            .iter()
            .zip(charges)
            .map(|((line, _), fen)| (*line, *fen))
            .collect();
        hospital.case(
            &format!("G{group}"),
            if group % 2 == 0 { "D1" } else { "D2" },
            *los,
            &fees,
        );
    }
    let mut facts = hospital.facts;
    quantities_from_charges(&mut facts, &plan);
    // Negative charges make no quantity; some cases keep none, all others keep noisy ones.
    let kept: Vec<String> = draw
        .cases
        .iter()
        .zip(&facts.cases.token)
        .filter(|((.., kept), _)| *kept)
        .map(|(_, token)| token.clone())
        .collect();
    facts
        .case_services
        .retain(|row| kept.contains(&row.token) && !row.quantity.is_negative());
    for (number, row) in (0_i64..).zip(&mut facts.case_services) {
        row.quantity = &row.quantity * &Fraction::from(1 + number % draw.noise);
    }
    plan.disease.top_down = [
        TopDownDriver::BedDays,
        TopDownDriver::Cases,
        TopDownDriver::Charges,
    ][usize::from(draw.driver)];
    (facts, plan)
}

fn sums(own: &MethodCost) -> [Fraction; 4] {
    [&own.cost, &own.reference, &own.pool, &own.driver]
        .map(|value| value.clone().unwrap_or_default())
}

fn reversed(facts: &Facts) -> Facts {
    let mut facts = facts.clone();
    let cases = &mut facts.cases;
    cases.group.reverse();
    cases.department.reverse();
    cases.scheme.reverse();
    cases.facility.reverse();
    cases.los.reverse();
    cases.discharged.reverse();
    cases.charge.reverse();
    cases.fees.iter_mut().for_each(|line| line.reverse());
    cases.patient_share.reverse();
    cases.self_funded.reverse();
    cases.given_cost.reverse();
    cases.token.reverse();
    cases.source.reverse();
    facts.case_services.reverse();
    facts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("YINGHENG_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(40)
    ))]

    #[test]
    fn methods_add_up(draw in draw()) {
        let (mut facts, plan) = hospital(&draw);
        let items = items_from_charges(&mut facts, &plan);
        facts.case_services.retain(|row| !row.quantity.is_negative());
        let found = Comparison::with_items(&facts, &plan, &items);
        for method in Method::ALL {
            let index = method as usize;
            let mut total = [(); 4].map(|()| Fraction::zero());
            let (mut cases, mut charge) = (0, Money::ZERO);
            for group in &found.methods.groups {
                let own = &group.methods[index];
                cases += own.cases;
                charge += own.charge;
                for (sum, part) in total.iter_mut().zip(sums(own)) {
                    *sum += &part;
                }
                // Causes add up to the difference; parts add up to the cost.
                if let Ok(difference) = own.difference() {
                    let causes = own.pool.clone().expect("a pool") + own.driver.clone().expect("a driver");
                    prop_assert_eq!(&difference, &causes);
                    let parts: Fraction = own.by_unit.iter().chain(own.by_rate.values()).sum();
                    prop_assert_eq!(own.cost.clone().expect("a cost"), parts);
                } else {
                    prop_assert_eq!(own.cases, 0);
                    prop_assert!(own.missing.is_some());
                }
            }
            let all = &found.methods.all.methods[index];
            prop_assert_eq!((all.cases, all.charge), (cases, charge));
            prop_assert_eq!(sums(all), total.clone());
            if let Some(pool) = &found.methods.pools[index] {
                prop_assert_eq!(&pool.covered, &total[0]);
            }
        }
        // What all inpatients of a unit would take by its rate and what they hold is its pool.
        for unit in &found.methods.top_down {
            if let (Ok(rate), Ok(pool), Ok(own)) = (&unit.rate, &unit.pool, &unit.own) {
                prop_assert_eq!(&(rate * &unit.parameter + own), pool);
            }
        }
        // Order of cases and of lines is irrelevant.
        let back = Comparison::with_items(&reversed(&facts), &plan, &items);
        for (group, other) in found.methods.groups.iter().zip(&back.methods.groups) {
            prop_assert_eq!(&group.code, &other.code);
            for (own, other) in group.methods.iter().zip(&other.methods) {
                prop_assert_eq!(own.cases, other.cases);
                prop_assert_eq!(sums(own), sums(other));
            }
        }
        // A group split in two keeps its sums.
        let mut split = facts.clone();
        split.cases.groups.push("Z".to_owned());
        split.cases.group_names.push(String::new());
        let new = u32::try_from(split.cases.groups.len() - 1).expect("few");
        for group in split.cases.group.iter_mut().filter(|group| **group == 0).step_by(2) {
            *group = new;
        }
        let parts = Comparison::with_items(&split, &plan, &items);
        let code = &facts.cases.groups[0];
        for method in Method::ALL {
            let whole = sums(found.of_group(code, method));
            let mut both = [(); 4].map(|()| Fraction::zero());
            for group in parts.methods.groups.iter().filter(|group| &group.code == code || group.code == "Z") {
                for (sum, part) in both.iter_mut().zip(sums(&group.methods[method as usize])) {
                    *sum += &part;
                }
            }
            prop_assert_eq!(both, whole);
        }
    }

    #[test]
    fn statistics_are_those_of_the_sorted_list(values in prop::collection::vec(-1_000_000_i64..1_000_000, 1..60), denominator in 1_i64..50, trim in 0_i64..50) {
        let share = Fraction::new(trim, 100).expect("a share");
        let scaled = Scaled {
            values: values.iter().map(|value| BigInt::from(*value)).collect(),
            denominator: BigInt::from(denominator),
        };
        let found = describe(&scaled, &share).expect("values");
        let mut sorted = values.clone();
        sorted.sort_unstable();
        let n = sorted.len();
        let exact = |value: i64| Fraction::new(value, denominator).expect("above 0");
        let sum: Fraction = sorted.iter().map(|value| exact(*value)).sum();
        prop_assert_eq!(&found.sum, &sum);
        prop_assert_eq!(&found.mean * &Fraction::whole(n), sum);
        let half = Fraction::new(1, 2).expect("a half");
        let median = (exact(sorted[(n - 1) / 2]) + exact(sorted[n / 2])) * &half;
        prop_assert_eq!(&found.median, &median);
        let order = [&found.min, &found.lower_quartile, &found.median, &found.upper_quartile, &found.max];
        prop_assert!(order.is_sorted());
        let cut = usize::try_from(found.trimmed).expect("small");
        prop_assert!(cut * 100 <= n * usize::try_from(trim).expect("small"));
        let kept = &sorted[cut..n - cut];
        let inner: Fraction = kept.iter().map(|value| exact(*value)).sum();
        prop_assert_eq!(&found.trimmed_mean * &Fraction::whole(kept.len()), inner);
        let reach = (&found.upper_quartile - &found.lower_quartile) * Fraction::new(3, 2).expect("1.5");
        let (floor, ceiling) = (&found.lower_quartile - &reach, &found.upper_quartile + &reach);
        let below = sorted.iter().filter(|value| exact(**value) < floor).count() as u64;
        let above = sorted.iter().filter(|value| exact(**value) > ceiling).count() as u64;
        prop_assert_eq!((found.below_fence, found.above_fence), (below, above));
        let squares: Fraction = sorted.iter().map(|value| {
            let off = exact(*value) - &found.mean;
            &off * &off
        }).sum();
        prop_assert_eq!(&found.variance * &Fraction::whole(n), squares);
    }
}

mod why {
    use super::*;
    use yingheng_core::plan::Adjustments;
    use yingheng_core::report::{Cell, Table, cases, methods, statistics, wip};
    use yingheng_core::run::compute;
    use yingheng_core::trace::{Operation, Trace, TraceInputs, explain};

    /// The value again from the operands, by the operation named; keys are opened.
    fn again(inputs: &TraceInputs<'_>, node: &Trace, depth: usize) {
        let opened = match &node.key {
            Some(key) if node.operands.is_empty() && node.cell.is_none() => {
                explain(inputs, key).unwrap_or_else(|reason| panic!("{key}: {reason:?}"))
            }
            _ => node.clone(),
        };
        assert_eq!(opened.value, node.value, "{:?}", node.key);
        let Ok(value) = &opened.value else { return };
        let parts: Vec<Fraction> = opened
            .operands
            .iter()
            .map(|part| part.value.clone().expect("an operand with a value"))
            .collect();
        let made = match opened.operation {
            None | Some(Operation::Steps) => None,
            Some(Operation::Sum) => Some(parts.iter().sum()),
            Some(Operation::Difference) => Some(&parts[0] - &parts[1]),
            Some(Operation::Product) => Some(parts.iter().fold(Fraction::one(), |a, b| a * b)),
            Some(Operation::Quotient) => Some(
                parts[0]
                    .over(&parts[1], || unreachable!())
                    .expect("not by 0"),
            ),
        };
        if let Some(made) = made.filter(|_| opened.rounding.is_none()) {
            assert_eq!(&made, value, "{:?} {:?}", opened.key, opened.label);
        }
        if depth > 0 {
            opened
                .operands
                .iter()
                .for_each(|part| again(inputs, part, depth - 1));
        }
    }

    fn keys(tables: &[Table]) -> Vec<(String, String)> {
        let cells = tables
            .iter()
            .flat_map(|table| &table.rows)
            .flat_map(|row| &row.cells);
        cells
            .filter_map(|cell| match cell {
                Cell::Figure {
                    text,
                    why: Some(key),
                } => Some((key.clone(), text.clone())),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn every_figure_is_made_of_what_it_says() {
        let (mut facts, plan) = step_down_hospital();
        quantities_from_charges(&mut facts, &plan);
        let policy = super::kit::unpriced();
        let adjustments = Adjustments::default();
        let run = compute(&facts, &policy, &plan, &adjustments);
        let inputs = TraceInputs {
            facts: &facts,
            policy: &policy,
            plan: &plan,
            adjustments: &adjustments,
            run: &run,
        };
        let found = methods::of_run(&facts, &plan, &run);
        let mut tables = vec![
            methods::methods(&found),
            methods::differences(&found),
            methods::pools(&found),
            methods::top_down_rates(&facts, &plan, &found),
            methods::service_unit_rates(&plan, &found),
            methods::group(&found.groups[0]),
            methods::group_units(&plan, &facts, &found.groups[0]),
            statistics::table(&facts, &plan, &run),
            wip::statement(&run),
        ];
        let lists = [
            ("opening", &run.costing.wip.opening),
            ("closing", &run.costing.wip.closing),
        ];
        for (which, list) in lists {
            tables.push(wip::list(&facts, which, list.as_ref().expect("a list")));
        }
        tables.extend(cases::cases(&facts, &run, "A"));
        tables.extend(cases::matrix(&facts, &plan, &run, 3));
        let keys = keys(&tables);
        assert!(keys.len() > 200, "{} figures", keys.len());
        for (key, text) in keys {
            let node = explain(&inputs, &key).unwrap_or_else(|reason| panic!("{key}: {reason:?}"));
            let value = node
                .value
                .clone()
                .unwrap_or_else(|reason| panic!("{key}: {reason:?}"));
            let printed = yingheng_core::report::publish::text(&value, node.unit);
            let closed = key.ends_with("/pool")
                || key.ends_with("/driver")
                || key.starts_with("wip/")
                || key.starts_with("headline/");
            if !closed && !key.contains("/volume") {
                assert_eq!(printed, text, "{key}");
            }
            again(&inputs, &node, 3);
        }
    }
}
