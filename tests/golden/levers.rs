//! Figures the sources state for levers, through the pipeline: every example of the catalogue gives its answer, to the
//! 分, on a hospital of a year and of a month; refusals, rows apart, bills that fall, refilled beds.

#[path = "levers/world.rs"]
mod world;

use world::{MONTH, YEAR, number, surplus, world, yuan};
use yingheng_core::hospital::ServiceUnitKind;
use yingheng_core::issue::Severity;
use yingheng_core::plan::{Adjustments, LineKind};
use yingheng_core::quantity::Fraction;
use yingheng_core::quantity::rounding;
use yingheng_core::report::levers;
use yingheng_core::run::{Run, compute};
use yingheng_core::scenario::{
    Answer, Example, Lever, Outcome, Override, Scenario, Target, resolve,
};

fn of(lever: Lever, example: &Example) -> Override {
    example.parameters.iter().fold(
        Override::new(lever, number(example.value)),
        |made, (key, value)| made.with(key, number(value)),
    )
}

fn errors(outcome: &Outcome) -> Vec<&str> {
    let refused = |issue: &&yingheng_core::issue::Issue| issue.severity == Severity::Error;
    outcome
        .issues
        .iter()
        .filter(refused)
        .map(|issue| issue.code())
        .collect()
}

#[test]
fn every_worked_figure_of_the_catalogue_comes_out() {
    let year = world(YEAR, &[("A", 3000, 8, 6000), ("B", 500, 9, 9000)]);
    let month = world(MONTH, &[("A", 3000, 8, 6000), ("B", 500, 9, 9000)]);
    let mut seen = Vec::new();
    for lever in Lever::ALL {
        for example in lever.spec().examples {
            let change = of(*lever, example);
            let outcome = year.what_if(vec![change.clone()]);
            assert_eq!(errors(&outcome), [""; 0], "{}", example.source);
            match example.answer {
                Answer::Surplus(answer) => {
                    let gain = surplus(&outcome.run) - surplus(&year.run);
                    assert_eq!(yuan(&gain), answer, "{}", example.source);
                    // A month has a twelfth of a year's amount.
                    let gain = month.gain(vec![change]) * Fraction::from(12);
                    assert_eq!(yuan(&gain), answer, "{} in a month", example.source);
                }
                Answer::Released(answer) => {
                    assert_eq!(
                        yuan(&outcome.applied[0].released),
                        answer,
                        "{}",
                        example.source
                    );
                    assert_eq!(
                        surplus(&outcome.run),
                        surplus(&year.run),
                        "{}",
                        example.source
                    );
                }
            }
            seen.push(example.source);
        }
    }
    assert!(seen.len() >= 39, "only {} figures", seen.len());
}

/// S3-042: 8.5 → 6.2 days saves 200万 a year. Implied: cases × 2.3 days × cost that follows a day.
#[test]
fn a_shorter_stay_of_the_whole_hospital_saves_what_follows_the_days() {
    let world = world(YEAR, &[("A", 1000, 8, 6000), ("B", 1000, 9, 6000)]);
    let outcome = world.what_if(vec![Override::new(Lever::LengthOfStay, number("6.2"))]);
    let hospital = &world.run.margins.hospital;
    // By hand: cost is 0.9 of 1200万; a quarter of it follows days; 2.3 of 8.5 of that is saved.
    let saved = number("10800000") * number("0.25") * number("23/85") * Fraction::from(100);
    assert_eq!(surplus(&outcome.run) - surplus(&world.run), saved);
    assert_eq!(
        outcome.applied[0].freed_days,
        &hospital.cases * &number("2.3")
    );
    // The claim of 200万 needs this much cost a day, with these cases: shown, not assumed.
    let needed = number("2000000").over(&(number("2000") * number("2.3")), || {
        yingheng_core::quantity::Reason::new("reason.no_cases")
    });
    assert_eq!(rounding::to_text(&needed.expect("cost a day"), 2), "434.78");
}

/// Refilled beds: never more days than were freed, never more cases than wait, at the present mix and margin.
#[test]
fn freed_beds_are_worth_something_only_where_patients_wait() {
    let world = world(YEAR, &[("A", 1000, 8, 6000), ("B", 1000, 9, 6000)]);
    let cut = || Override::new(Lever::LengthOfStay, number("6.8"));
    let alone = world.gain(vec![cut()]);
    let unstated = world.what_if(vec![cut().with("refill_share", Fraction::one())]);
    assert_eq!(surplus(&unstated.run) - surplus(&world.run), alone);
    assert_eq!(unstated.issues[0].code(), "scenario.refill_needs_demand");
    let with = |demand: &str| {
        world.what_if(vec![
            cut()
                .with("refill_share", Fraction::one())
                .with("demand_cases", number(demand)),
        ])
    };
    // 3,400 days are free; at 6.8 days that is room for 500 cases.
    assert_eq!(with("200").applied[0].refilled, number("200"));
    let full = with("100000");
    assert_eq!(full.applied[0].refilled, number("500"));
    assert_eq!(
        full.run.margins.hospital.bed_days,
        world.run.margins.hospital.bed_days
    );
    assert!(surplus(&full.run) > surplus(&world.run) + alone);
}

/// S3-067: a negotiated rate of one group moves that group's payment and nothing else.
#[test]
fn a_negotiated_rate_moves_one_group() {
    let world = world(YEAR, &[("A", 10, 8, 6000), ("B", 10, 9, 9000)]);
    let change = Override::new(Lever::Price, number("0.1")).on(Target::Group("A".to_owned()));
    let after = world.what_if(vec![change]).run;
    let of = |run: &Run, at: usize| run.margins.groups[at].revenue.clone();
    assert_eq!(of(&after, 0), of(&world.run, 0) * number("1.1"));
    assert_eq!(of(&after, 1), of(&world.run, 1));
    let scheme = Override::new(Lever::Price, number("0.1")).on(Target::Scheme("S".to_owned()));
    let all = world.what_if(vec![scheme]).run;
    assert_eq!(
        all.margins.hospital.revenue,
        &world.run.margins.hospital.revenue * &number("1.1")
    );
}

/// S3-041: days beyond the path, case by case; cases inside it do not move.
#[test]
fn days_beyond_the_path_are_counted_case_by_case() {
    let mut world = world(YEAR, &[("A", 4, 5, 6000)]);
    world.facts.cases.los = vec![3, 5, 7, 9];
    world.run = compute(
        &world.facts,
        &world.pack,
        &world.plan,
        &Adjustments::default(),
    );
    let path = Override::new(Lever::StayOverPath, number("5")).on(Target::Group("A".to_owned()));
    let outcome = world.what_if(vec![path.clone().with("compliance", number("0.5"))]);
    // 2 + 4 days are over; half of them go: 24 → 21.
    assert_eq!(outcome.run.margins.hospital.bed_days, number("21"));
    assert_eq!(outcome.applied[0].freed_days, number("3"));
    let all = Override {
        target: Target::All,
        ..path
    };
    assert_eq!(
        errors(&world.what_if(vec![all])),
        ["scenario.target_needed"]
    );
}

/// What is refused is named with its place; the others still apply, and a switched-off one is as if it were not there.
#[test]
fn bad_overrides_are_named_and_the_others_apply() {
    let mut world = world(YEAR, &[("A", 100, 8, 6000), ("B", 100, 9, 9000)]);
    world.facts.departments[0].0.beds = Some(5);
    let good = || Override::new(Lever::Wage, number("0.05"));
    let gain = world.gain(vec![good()]);
    let group = |code: &str| Target::Group(code.to_owned());
    let bad = [
        (
            Override::new(Lever::Volume, number("-1.2")),
            "scenario.below_zero",
        ),
        (
            Override::new(Lever::Volume, number("0.5")),
            "scenario.beds_over_full",
        ),
        (good().on(group("A")), "scenario.not_per_group"),
        (
            good().on(Target::Department("Z".to_owned())),
            "scenario.unknown_target",
        ),
        (
            Override::new(Lever::Volume, number("0.1")).on(group("Z")),
            "scenario.unknown_group",
        ),
        (
            good().with("share", number("0.1")),
            "scenario.parameter_unknown",
        ),
        (
            Override::new(Lever::Outsourcing, number("1")),
            "scenario.parameter_missing",
        ),
        (
            Override::new(Lever::BedService, number("10"))
                .with("bed_price", number("100"))
                .with("occupancy", number("1.2")),
            "scenario.occupancy_over_full",
        ),
        (
            Override::new(Lever::Refusals, number("0.02")).with("rate_before", number("-0.1")),
            "scenario.parameter_outside",
        ),
        (
            Override {
                one_off: number("-1"),
                ..good()
            },
            "scenario.one_off_negative",
        ),
        (
            Override::new(Lever::LengthOfStay, Fraction::zero()),
            "scenario.not_positive",
        ),
        (
            Override::new(Lever::AccountCost, number("0.1")),
            "scenario.target_needed",
        ),
        (
            good().on(Target::Account("other".to_owned())),
            "scenario.not_this_target",
        ),
        (
            Override::new(Lever::DaySurgery, number("500")),
            "scenario.more_than_there_are",
        ),
        (
            Override::new(Lever::DoubleCharge, number("3"))
                .with("penalty_per_event", number("8000"))
                .with("penalised_before", Fraction::zero())
                .with("events_before", number("10")),
            "scenario.no_penalty_history",
        ),
        (
            Override::new(Lever::Headcount, number("2")),
            "scenario.no_staff_cost",
        ),
    ];
    for (change, code) in bad {
        let outcome = world.what_if(vec![change.clone(), good()]);
        assert_eq!(errors(&outcome), [code]);
        let found = outcome
            .issues
            .iter()
            .find(|issue| issue.code() == code)
            .expect("named");
        assert_eq!(found.message.arguments["number"], "1", "{code}");
        assert_eq!(surplus(&outcome.run) - surplus(&world.run), gain, "{code}");
        assert_eq!(outcome.steps[0].effect, Ok(Fraction::zero()), "{code}");
        let off = Override {
            enabled: false,
            ..change
        };
        let outcome = world.what_if(vec![off, good()]);
        assert_eq!((errors(&outcome).len(), outcome.steps.len()), (0, 1));
    }
    let turned = Override {
        range: Some((number("0.1"), number("0"))),
        ..good()
    };
    let outcome = world.what_if(vec![turned]);
    assert_eq!(outcome.issues[0].code(), "scenario.range_turned");
    assert_eq!(surplus(&outcome.run) - surplus(&world.run), gain);
}

/// Nothing and nothing switched on are the baseline, byte for byte.
#[test]
fn without_overrides_the_run_is_the_baseline() {
    let world = world(YEAR, &[("A", 20, 8, 6000), ("B", 10, 9, 9000)]);
    let off = Override {
        enabled: false,
        ..Override::new(Lever::Wage, number("0.3"))
    };
    for overrides in [vec![], vec![off]] {
        let outcome = world.what_if(overrides);
        assert_eq!(format!("{:?}", outcome.run), format!("{:?}", world.run));
        assert_eq!(outcome.adjustments, Adjustments::default());
    }
}

/// Zero mark-up: who pays by item pays less, who pays by group does not; paid once and released money are no surplus.
#[test]
fn a_tender_lowers_the_bill_of_those_who_pay_by_item() {
    let mut world = world(YEAR, &[("A", 20, 8, 6000)]);
    world.plan.service_units[0].kind = ServiceUnitKind::Drugs;
    world.facts.ledger[0].account = "drugs".to_owned();
    world.run = compute(
        &world.facts,
        &world.pack,
        &world.plan,
        &Adjustments::default(),
    );
    let tender = |follows: &str| {
        Override::new(Lever::DrugTender, number("-0.5"))
            .with("share", number("0.2"))
            .with("billed_follows", number(follows))
    };
    // Paid by tariff: the drugs (0.6 of the charges) cost a tenth less, the payment stays.
    let charges = number("120000") * Fraction::from(100);
    let saved = &charges * &number("0.06");
    let outcome = world.what_if(vec![tender("1")]);
    assert_eq!(surplus(&outcome.run) - surplus(&world.run), saved);
    assert_eq!(
        outcome.run.margins.hospital.charge,
        &charges * &number("0.9")
    );
    // Paid by item: the bill falls by a tenth of everything the unit bills.
    for rule in world.pack.schemes.values_mut() {
        rule.route = yingheng_core::policy::Route::Itemised;
    }
    if let Some(rule) = &mut world.pack.other_schemes {
        rule.route = yingheng_core::policy::Route::Itemised;
    }
    world.run = compute(
        &world.facts,
        &world.pack,
        &world.plan,
        &Adjustments::default(),
    );
    let lost = &charges * &number("0.1");
    assert_eq!(world.gain(vec![tender("1")]), &saved - &lost);
    assert_eq!(world.gain(vec![tender("0")]), saved);
}

/// Wages of one department reach its own cost only, and the result still closes to the ledger plus the change.
#[test]
fn wages_of_one_department() {
    let world = world(YEAR, &[("A", 20, 8, 6000)]);
    let wage = Override::new(Lever::Wage, number("0.1")).on(Target::Department("W".to_owned()));
    let labour = number("120000") * number("0.3") * Fraction::from(100);
    assert_eq!(world.gain(vec![wage]), -(labour * number("0.1")));
    let unit = Override::new(Lever::Wage, number("0.1")).on(Target::ServiceUnit("病房".to_owned()));
    let both = world.gain(vec![unit]);
    assert_eq!(both, -(number("3600") * Fraction::from(100)));
}

/// Rows a scenario adds: kept apart, closed to the surplus; what is paid once or released is in no sum.
#[test]
fn lines_stand_apart_and_close() {
    let world = world(MONTH, &[("A", 20, 8, 6000)]);
    let overrides = vec![
        Override {
            one_off: number("300000"),
            ..Override::new(Lever::Energy, number("120000"))
        },
        Override::new(Lever::SpdDays, number("15"))
            .with("days_before", number("30"))
            .with("daily_use", number("10000"))
            .with("cost_of_capital", number("0.04")),
        Override::new(Lever::NewService, number("120")).with("price", number("100")),
    ];
    let outcome = world.what_if(overrides);
    let result = &outcome.run.margins.result;
    // 12万 / 12 saved, 150,000 released at 4 % a year / 12, 12,000 / 12 of income.
    assert_eq!(yuan(&result.added_fixed_cost), "-10500.00");
    assert_eq!(yuan(&result.added_income), "1000.00");
    assert_eq!(yuan(&outcome.applied[1].released), "150000.00");
    assert_eq!(yuan(&outcome.applied[0].one_off), "300000.00");
    let gain = surplus(&outcome.run) - surplus(&world.run);
    assert_eq!(yuan(&gain), "11500.00");
    let released = result
        .added
        .iter()
        .filter(|(line, _)| line.kind == LineKind::Released);
    assert_eq!(released.count(), 1);
    assert_eq!(outcome.run.margins.groups, world.run.margins.groups);
    let table = levers::lines(result).expect("rows");
    assert_eq!(table.rows.len(), result.added.len() + 1);
}

/// X-001: what contradicts is shown side by side, with this program's own answer beside it.
#[test]
fn contradictions_are_shown() {
    let world = world(YEAR, &[("A", 20, 8, 6000)]);
    let table = levers::conflicts(&world.facts, &world.run);
    let keys: Vec<&str> = table.rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "S3-008",
            "S3-009",
            "S3-088",
            "fixed_rate",
            "S3-059",
            "S3-089"
        ]
    );
    let text = |row: usize, column: usize| format!("{:?}", table.rows[row].cells[column]);
    for (row, elasticity) in [(0, "0.4500"), (1, "0.9000"), (2, "0.0706")] {
        assert!(text(row, 3).contains(elasticity), "{}", text(row, 3));
    }
    assert!(text(4, 4).contains("2100000.00") && text(5, 4).contains("3500000.00"));
}

/// A scenario kept by an earlier program (a case group, nothing else) opens as the same scenario.
#[test]
fn a_scenario_of_the_first_form_is_read() {
    let kept = r#"{"id":"s1","name":"住院日","overrides":[
        {"lever":"length_of_stay","value":"7.5","group":"A","source":"医务处"},
        {"lever":"price","value":"1/50","group":null,"source":""}]}"#;
    let read: Scenario = serde_json::from_str(kept).expect("read");
    let stay = Override {
        source: "医务处".to_owned(),
        ..Override::new(Lever::LengthOfStay, number("7.5")).on(Target::Group("A".to_owned()))
    };
    let price = Override::new(Lever::Price, number("0.02"));
    assert_eq!(read.overrides, [stay, price]);
    let again = serde_json::to_string(&read).expect("written");
    assert_eq!(
        serde_json::from_str::<Scenario>(&again).expect("read"),
        read
    );
}

/// Levers that commute give the same whatever their order.
#[test]
fn the_order_of_levers_that_commute_does_not_matter() {
    let world = world(YEAR, &[("A", 20, 8, 6000), ("B", 10, 9, 9000)]);
    let mut overrides = vec![
        Override::new(Lever::Wage, number("0.07")),
        Override::new(Lever::Volume, number("-0.1")),
        Override::new(Lever::LengthOfStay, number("7")),
        Override::new(Lever::Price, number("0.03")),
        Override::new(Lever::Energy, number("1234.56")),
    ];
    let first = world.what_if(overrides.clone()).run.margins.result.surplus;
    for _ in 0..overrides.len() {
        overrides.rotate_left(1);
        assert_eq!(
            world.what_if(overrides.clone()).run.margins.result.surplus,
            first
        );
        let scenario = Scenario {
            overrides: overrides.clone(),
            ..Scenario::default()
        };
        assert_eq!(resolve(&scenario, &world.ground()).applied.len(), 5);
    }
}
