//! Sources of cost on small examples: every trouble of people, assets, units by code and place; differences kept apart.

use yingheng_core::facts::{AssetRow, AssetTerms, ChargeMethod, Facts};
use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource};
use yingheng_core::issue::Issue;
use yingheng_core::period::{Date, Period};
use yingheng_core::plan::{LifeRule, Plan, SourceLink};
use yingheng_core::policy::Certainty;
use yingheng_core::quantity::{Fraction, Money};
use yingheng_core::sources::{Sources, assets::ChargeState, gather};
use yingheng_tests::hospital::Hospital;

const OPERATING: FundingSource = FundingSource::Operating;

fn hospital() -> Hospital {
    let mut hospital = Hospital::new();
    hospital.department("C1", "内科病区", DepartmentClass::Clinical, "病房");
    hospital.department("C2", "外科病区", DepartmentClass::Clinical, "病房");
    let columns = &mut hospital.facts.batches[0].columns;
    for (column, field) in (20..).zip([
        "share",
        "token",
        "life_months",
        "original",
        "disposed",
        "total_work",
        "work",
        "class",
        "residual",
        "in_service",
        "basic",
        "performance",
        "insurance",
        "period",
    ]) {
        columns.push((field.to_owned(), column));
    }
    hospital
}

/// A card of 72,000.00 over 72 months from 2024-01, whose June 2025 is 1,000.00, as stated.
fn card(hospital: &mut Hospital, change: impl FnOnce(&mut AssetRow)) -> u32 {
    let source = hospital.source();
    let mut row = AssetRow {
        code: format!("E{}", source.row),
        name: "监护仪".to_owned(),
        class: "专用设备".to_owned(),
        department: "C1".to_owned(),
        item: CostItem::Depreciation,
        original: Money::from_fen(7_200_000),
        life_months: 72,
        in_service: Date::new(2024, 1, 15).expect("a day"),
        funding: OPERATING,
        charge: Money::from_fen(100_000),
        capacity: None,
        used: None,
        terms: AssetTerms::default(),
        source,
    };
    change(&mut row);
    hospital.facts.assets.push(row);
    source.row
}

fn plan() -> Plan {
    let life = |class: &str, years_min, years_max, charged| LifeRule {
        class: class.to_owned(),
        also: Vec::new(),
        years_min,
        years_max,
        charged,
        source: "财会〔2017〕4号 表1".to_owned(),
        certainty: Certainty::Summary,
    };
    Plan {
        asset_lives: vec![
            life("专用设备", Some(5), Some(10), true),
            life("土地", None, None, false),
        ],
        ..Plan::default()
    }
}

fn found(facts: &Facts) -> (Sources, Vec<Issue>) {
    gather(facts, &plan())
}

fn only<'a>(issues: &'a [Issue], code: &str) -> &'a Issue {
    assert_eq!(
        issues.iter().map(Issue::code).collect::<Vec<_>>(),
        [code],
        "{issues:?}"
    );
    &issues[0]
}

#[test]
fn a_sound_card_says_nothing() {
    let mut hospital = hospital();
    card(&mut hospital, |_| {});
    let (sources, issues) = found(&hospital.facts);
    assert!(issues.is_empty(), "{issues:?}");
    assert_eq!(sources.assets[0].recomputed, Ok(Money::from_fen(100_000)));
    assert_eq!(sources.assets[0].state, ChargeState::Charged);
}

type Change = fn(&mut AssetRow);

#[test]
fn every_bad_card_is_named_at_its_cell_and_keeps_its_charge() {
    let gallery: &[(&str, &str, Change)] = &[
        ("sources.asset_no_life", "life_months", |row| {
            row.life_months = 0
        }),
        ("sources.asset_negative_original", "original", |row| {
            row.original = Money::from_fen(-100)
        }),
        ("sources.asset_disposed_before_service", "disposed", |row| {
            row.terms.disposed = Date::new(2023, 12, 31);
        }),
        ("sources.asset_no_total_work", "total_work", |row| {
            row.terms.method = ChargeMethod::Workload;
            row.terms.work = Some(Fraction::from(10));
        }),
        ("sources.asset_no_total_work", "total_work", |row| {
            row.terms.method = ChargeMethod::Workload;
            row.terms.work = Some(Fraction::from(10));
            row.terms.total_work = Some(Fraction::zero());
        }),
        ("sources.asset_no_work", "work", |row| {
            row.terms.method = ChargeMethod::Workload;
            row.terms.total_work = Some(Fraction::from(10));
        }),
        ("sources.asset_fully_charged", "charge", |row| {
            row.in_service = Date::new(2018, 1, 1).expect("a day");
        }),
        ("sources.asset_charged_in_vain", "charge", |row| {
            row.in_service = Date::new(2025, 7, 1).expect("a day");
        }),
        ("sources.asset_charged_in_vain", "charge", |row| {
            row.terms.disposed = Date::new(2025, 6, 1);
        }),
        ("sources.asset_charged_in_vain", "charge", |row| {
            row.class = "土地".to_owned();
        }),
        ("sources.asset_charge_differs", "charge", |row| {
            row.charge = Money::from_fen(100_002);
        }),
        ("sources.asset_charge_rounding", "charge", |row| {
            row.charge = Money::from_fen(100_001);
        }),
        ("sources.asset_life_outside", "life_months", |row| {
            row.life_months = 48;
            row.charge = Money::from_fen(150_000);
        }),
        ("sources.asset_class_without_life", "class", |row| {
            row.class = "不明".to_owned();
        }),
        ("sources.residual_not_considered", "residual", |row| {
            row.terms.residual = Some(Money::from_fen(5_000));
        }),
    ];
    for (code, field, change) in gallery {
        let mut hospital = hospital();
        let row = card(&mut hospital, change);
        let stated = hospital.facts.assets[0].charge;
        let (sources, issues) = found(&hospital.facts);
        let issue = only(&issues, code);
        let place = hospital.facts.place(hospital.facts.assets[0].source, field);
        assert_eq!(issue.place, place, "{code}");
        assert_eq!(issue.place.row, Some(row));
        assert!(issue.place.column.is_some(), "{code}: {field}");
        // Whatever is wrong, what the register states stays in the comparison with the ledger.
        let fed: Fraction = sources
            .reconciliation
            .feeds
            .iter()
            .map(|feed| &feed.amount)
            .sum();
        assert_eq!(fed, stated.exact(), "{code}");
    }
}

#[test]
fn charged_by_work() {
    let mut hospital = hospital();
    let by_work = |row: &mut AssetRow, before, work| {
        row.terms.method = ChargeMethod::Workload;
        row.terms.total_work = Some(Fraction::from(900));
        row.terms.work_before = Some(Fraction::from(before));
        row.terms.work = Some(Fraction::from(work));
    };
    // 7,200,000 分 over 900 examinations: 8,000 分 each.
    card(&mut hospital, |row| {
        by_work(row, 100, 12);
        row.charge = Money::from_fen(96_000);
    });
    // Two examinations are left of the life.
    card(&mut hospital, |row| {
        by_work(row, 898, 12);
        row.charge = Money::from_fen(16_000);
    });
    let (sources, issues) = found(&hospital.facts);
    assert_eq!(sources.assets[0].recomputed, Ok(Money::from_fen(96_000)));
    assert_eq!(sources.assets[1].recomputed, Ok(Money::from_fen(16_000)));
    only(&issues, "sources.asset_work_beyond_total");
}

#[test]
fn splits_of_one_person_add_up_to_one() {
    let share = |n| Fraction::new(n, 10).expect("tenths");
    let mut hospital = hospital();
    for (unit, part) in [("C1", 7), ("C2", 3), ("C1", 6), ("C2", 3), ("C1", 5)] {
        hospital.person(unit, share(part), 1_000_00);
    }
    for (row, token) in hospital
        .facts
        .staff
        .iter_mut()
        .zip(["a", "a", "b", "b", "c"])
    {
        row.token = token.to_owned();
    }
    let (sources, issues) = found(&hospital.facts);
    let codes: Vec<_> = issues.iter().map(Issue::code).collect();
    assert_eq!(
        codes,
        ["sources.split_not_one", "sources.single_part_share"]
    );
    assert_eq!(issues[0].message.arguments["sum"], "90.00");
    let third = hospital.facts.staff[2].source;
    assert_eq!(issues[0].place, hospital.facts.place(third, "share"));
    // Nothing is lost: everybody's pay counts as stated.
    assert_eq!(sources.labour.all.total(), Fraction::from(5_000_00));
    assert_eq!(sources.labour.all.people, 3);
    assert_eq!(sources.labour.all.fte, share(24));
    let per = sources.labour.all.per_fte().expect("people");
    assert_eq!(per, Fraction::new(500_000 * 10, 24).expect("a quotient"));

    hospital.facts.staff[4].token.clear();
    let (_, issues) = found(&hospital.facts);
    let codes: Vec<_> = issues.iter().map(Issue::code).collect();
    assert_eq!(
        codes,
        ["sources.split_not_one", "sources.split_without_number"]
    );
}

#[test]
fn several_pay_rolls_are_averaged_and_not_added() {
    let mut hospital = hospital();
    hospital
        .person("C1", Fraction::one(), 100)
        .person("C1", Fraction::one(), 100);
    let mut second = hospital.facts.batches[0].clone();
    second.id = 2;
    second.period = Period {
        year: 2025,
        month: 5,
    };
    hospital.facts.batches.push(second);
    for row in &mut hospital.facts.staff {
        row.token = "same".to_owned();
    }
    hospital.facts.staff[1].source.batch = 2;
    let (sources, issues) = found(&hospital.facts);
    assert!(issues.is_empty(), "{issues:?}");
    assert_eq!(sources.labour.all.fte, Fraction::one());
    assert_eq!(sources.labour.all.people, 1);
    assert_eq!(sources.labour.all.total(), Fraction::from(200));
}

#[test]
fn account_by_account_and_unit_by_unit() {
    let mut hospital = hospital();
    hospital
        .account("6101", CostItem::Labour, None)
        .account("6102", CostItem::Labour, None);
    hospital
        .cost("C1", "6101", OPERATING, 900)
        .cost("C2", "6101", FundingSource::ResearchTeaching, 50)
        .cost("C1", "6102", OPERATING, 70)
        .cost("C1", "labour", OPERATING, 5)
        .cost("C1", "other", OPERATING, 11)
        .cost("C1", "lost", OPERATING, 13);
    hospital.person("C1", Fraction::one(), 1_000);
    hospital.facts.staff[0].performance = Money::from_fen(60);
    hospital.facts.staff[0].insurance = Money::from_fen(4);
    let mut plan = plan();
    let link = |source: &str, account: &str| SourceLink {
        source: source.to_owned(),
        accounts: vec![account.to_owned()],
    };
    plan.source_links = vec![
        link("staff.basic", "6101"),
        link("staff.performance", "6102"),
    ];
    let (sources, issues) = gather(&hospital.facts, &plan);
    assert!(issues.is_empty(), "{issues:?}");
    let all = &sources.reconciliation;
    let lines: Vec<_> = all
        .groups
        .iter()
        .map(|group| (group.key.as_str(), group.booked(), group.fed(all).ok()))
        .collect();
    let of = |fen: i64| Fraction::from(fen);
    assert_eq!(
        lines,
        [
            ("staff.basic", of(950), Some(of(1_000))),
            ("staff.performance", of(70), Some(of(60))),
            ("labour", of(5), Some(of(4))),
            ("other", of(11), None),
        ]
    );
    assert_eq!(all.unmapped.len(), 1);
    assert_eq!(all.unmapped[0].amount, of(13));
    let units: Vec<_> = all
        .units
        .iter()
        .map(|unit| (unit.department.as_str(), &unit.booked, &unit.fed))
        .collect();
    assert_eq!(
        units,
        [("C1", &of(975), &of(1_064)), ("C2", &of(50), &of(0))]
    );

    plan.source_links = vec![
        link("staff.basic", "6101"),
        link("staff.performance", "6101"),
        link("staff.insurance", "other"),
    ];
    let (sources, issues) = gather(&hospital.facts, &plan);
    let codes: Vec<_> = issues.iter().map(Issue::code).collect();
    assert_eq!(
        codes,
        ["sources.link_account_twice", "sources.link_other_item"]
    );
    // Wrong links lose neither ledger nor source.
    let all = &sources.reconciliation;
    let booked: Fraction = all.groups.iter().map(|group| group.booked()).sum();
    assert_eq!(
        booked + &all.unmapped[0].amount,
        of(900 + 50 + 70 + 5 + 11 + 13)
    );
    let fed: Fraction = all
        .groups
        .iter()
        .filter_map(|group| group.fed(all).ok())
        .sum();
    assert_eq!(fed, of(1_064));
}

#[test]
fn cost_and_cases_of_a_closed_unit() {
    let mut hospital = hospital();
    hospital.facts.departments[0].0.closed = Date::new(2025, 5, 31);
    hospital.facts.departments[1].0.opened = Date::new(2025, 7, 1);
    hospital
        .cost("C1", "labour", OPERATING, 100)
        .cost("C2", "labour", OPERATING, 200);
    hospital.facts.ledger[1].period.month = 0;
    hospital.case("G", "C1", 3, &[("fee.nursing", 70)]);
    hospital.case("G", "C1", 3, &[("fee.nursing", 70)]);
    hospital.facts.cases.discharged[0] = Date::new(2025, 6, 1).map(Date::day_number);
    hospital.facts.cases.discharged[1] = Date::new(2025, 5, 31).map(Date::day_number);
    let told = |facts: &Facts| -> Vec<(String, String, String)> {
        yingheng_core::checks::all(facts)
            .iter()
            .filter(|issue| {
                ["checks.after_closing", "checks.before_opening"].contains(&issue.code())
            })
            .map(|issue| {
                let argument = |name: &str| issue.message.arguments[name].clone();
                (
                    issue.code().to_owned(),
                    argument("form"),
                    argument("amount"),
                )
            })
            .collect()
    };
    let line = |code: &str, form: &str, amount: &str| {
        (
            code.to_owned(),
            format!("@checks.form_{form}"),
            amount.to_owned(),
        )
    };
    // A line of the whole year cannot be placed before July.
    assert_eq!(
        told(&hospital.facts),
        [
            line("checks.after_closing", "cases", "0.70"),
            line("checks.after_closing", "ledger", "1.00"),
        ]
    );
    hospital.facts.ledger[1].period.month = 6;
    assert!(told(&hospital.facts).contains(&line("checks.before_opening", "ledger", "2.00")));
}
