//! Single figures worked by hand that a wrong sign, a swapped column or a wrong denominator would move: quality grades,
//! the statement, paid less cost per case, stock shares, links of sources, residual value, patients in the house, traced
//! resources, remedies.

use yingheng_core::allocation::remedies;
use yingheng_core::costing::{ItemMethod, wip::bounds};
use yingheng_core::facts::{ActivityRow, ActivityVolumeRow, InHouseRow, ServiceItemRow};
use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource};
use yingheng_core::plan::{Adjustments, CostLevel, Plan, SharedBill, SourceLink};
use yingheng_core::planning::equipment::Equipment;
use yingheng_core::policy::{PolicyPack, tariff_from_mean_cost};
use yingheng_core::quantity::{Fraction, Money};
use yingheng_core::report::forms::{World, Worlds};
use yingheng_core::report::quality::{Grade, grade_of_driver};
use yingheng_core::report::{Cell, Table, quality, reconciliation};
use yingheng_core::run::{Run, compute};
use yingheng_core::sources::inventory::CategoryStock;
use yingheng_core::sources::materials::Part;
use yingheng_core::sources::stock::{ItemClass, Measure, Sums};
use yingheng_core::trace::TraceInputs;
use yingheng_tests::hospital::{
    Hospital, PERIOD, Scenario, class_rule, fen, ten_departments, ten_patients,
};

fn pack() -> PolicyPack {
    let mut given = ten_patients().0;
    given.cases.given_cost = given.cases.charge.iter().map(|fen| Some(*fen)).collect();
    tariff_from_mean_cost(&given).expect("a tariff")
}

fn run(hospital: &Hospital, plan: &Plan) -> Run {
    compute(&hospital.facts, &pack(), plan, &Adjustments::default())
}

fn cell(table: &Table, row: &str, column: usize) -> i64 {
    let row = table.rows.iter().find(|one| one.key == row).expect("a row");
    match &row.cells[column] {
        Cell::Figure { text, .. } => fen(text),
        other => panic!("{other:?}"),
    }
}

/// 19,230,000.00 in the ledger, 420,000.00 of it above 医疗成本; the pools of the quality table are the rest, all of it.
#[test]
fn the_statement_and_the_quality_of_the_ten_departments() {
    let (facts, plan) = ten_departments(Scenario::A);
    let (pack, adjustments) = (pack(), Adjustments::default());
    let run = compute(&facts, &pack, &plan, &adjustments);
    let worlds = Worlds::new(TraceInputs {
        facts: &facts,
        policy: &pack,
        plan: &plan,
        adjustments: &adjustments,
        run: &run,
    });
    let statement = reconciliation::statement(&worlds);
    let quantum = fen("18810000.00");
    assert_eq!(cell(&statement, "ledger", 1), fen("19230000.00"));
    assert_eq!(cell(&statement, "not_counted", 1), fen("420000.00"));
    assert_eq!(cell(&statement, "quantum", 1), quantum);
    let table = quality::table(&worlds);
    assert_eq!(cell(&table, "total", 2), quantum);
    let medical = worlds.total(World::Level(CostLevel::Medical), None).money();
    assert_eq!(medical, Some(Money::from_fen(quantum)));
    // Cost of the three technology units goes by income: a ratio, 1 point. Sterile packs are counted: weighted, 2.
    let grades = ["headcount", "area", "ordered_revenue", "medical_revenue"].map(grade_of_driver);
    assert_eq!(grades, [Grade::Ratio; 4]);
    assert_eq!(grade_of_driver("sterile_packs"), Grade::Weighted);
    let all = [
        Grade::Measured,
        Grade::Weighted,
        Grade::Ratio,
        Grade::Unplaced,
    ];
    assert_eq!(all.map(Grade::points), [3, 2, 1, 0].map(Fraction::from));
}

/// Three cases of which one has no price: what is paid less what they cost is per priced case.
#[test]
fn paid_less_cost_is_per_priced_case() {
    let (mut facts, plan) = ten_patients();
    let (pack, adjustments) = (pack(), Adjustments::default());
    facts.cases.groups.push("unheard of".into());
    facts.cases.group_names.push(String::new());
    facts.cases.group[0] = u32::try_from(facts.cases.groups.len() - 1).expect("small");
    let run = compute(&facts, &pack, &plan, &adjustments);
    let worlds = Worlds::new(TraceInputs {
        facts: &facts,
        policy: &pack,
        plan: &plan,
        adjustments: &adjustments,
        run: &run,
    });
    let all = &run.margins.hospital;
    let gap = all.gap.clone().expect("a gap");
    let each = worlds.group_unit_gap(all).value.expect("a figure");
    assert_eq!(each * &Fraction::from(9), gap);
    assert!(!gap.is_zero());
}

/// Near expiry 10 of 40 held at the end (20 at the beginning); what does not say whether it is billed is not "plain".
#[test]
fn shares_of_stock() {
    let mut sums = Sums::default();
    sums[Measure::Opening as usize] = 20;
    sums[Measure::Closing as usize] = 40;
    sums[Measure::NearExpiry as usize] = 10;
    let stock = CategoryStock {
        consigned: false,
        category: "试剂".to_owned(),
        sums,
        counted: (0, 0),
        stated: (false, true),
    };
    assert_eq!(
        stock.near_expiry_share(),
        Ok(Fraction::new(1, 4).expect("a quarter"))
    );
    let unstated = ItemClass::default();
    assert_eq!(Part::Plain.takes(&unstated), Some(false));
    assert_eq!(Part::Unstated.takes(&unstated), Some(true));
}

/// Two links of one source have two accounts, and the source's amount once.
#[test]
fn a_source_linked_twice_counts_once() {
    let mut hospital = Hospital::new();
    hospital.account("bonus", CostItem::Labour, None);
    hospital.department("C1", "内科", DepartmentClass::Clinical, "");
    hospital
        .cost("C1", "labour", FundingSource::Operating, 70_00)
        .cost("C1", "bonus", FundingSource::Operating, 30_00)
        .person("C1", Fraction::one(), 100_00);
    let link = |account: &str| SourceLink {
        source: "staff.basic".to_owned(),
        accounts: vec![account.to_owned()],
    };
    let plan = Plan {
        source_links: vec![link("labour"), link("bonus")],
        ..Plan::default()
    };
    let found = run(&hospital, &plan).sources.reconciliation;
    let fed = found
        .groups
        .iter()
        .filter_map(|group| group.fed(&found).ok());
    assert_eq!(fed.sum::<Fraction>(), Fraction::from(100_00));
    let booked: Fraction = found.groups.iter().map(|group| group.booked()).sum();
    assert_eq!(booked, Fraction::from(100_00));
}

/// 1,000 now and 50 a year for two years, at 0 %; it fetches 100 at the end: 1,000 in all, 500 a year.
#[test]
fn residual_value_is_taken_off() {
    let whole = |value: i64| Fraction::from(value);
    let machine = Equipment {
        purchase: whole(1_000),
        residual: whole(100),
        life_years: 2,
        maintenance: whole(50),
        discount_rate: Fraction::zero(),
        lease: whole(600),
        fee: whole(10),
        price: whole(20),
        variable: whole(5),
        other_fixed: whole(0),
    };
    assert_eq!(machine.buy_present_cost(), Ok(whole(1_000)));
    assert_eq!(machine.equivalent_annual_cost(), Ok(whole(500)));
}

/// Charged 100.00 at the beginning and 300.00 at the end, cost half of it: 100.00 more lies in the house.
#[test]
fn patients_at_the_end_less_those_at_the_beginning() {
    let mut hospital = Hospital::new();
    hospital.department("C1", "内科", DepartmentClass::Clinical, "病房");
    hospital
        .cost("C1", "labour", FundingSource::Operating, 500_00)
        .revenue("C1", "C1", "病房", true, 1_000_00)
        .case("G1", "C1", 3, &[("fee.general_service", 50_00)]);
    let (first, last) = bounds(PERIOD).expect("a month");
    for (token, as_of, fen) in [("a", first, 100_00), ("b", last, 300_00)] {
        let source = hospital.source();
        hospital.facts.in_house.push(InHouseRow {
            token: token.to_owned(),
            department: "C1".to_owned(),
            admitted: first,
            as_of,
            charge: Money::from_fen(fen),
            fees: vec![("fee.general_service".to_owned(), fen)],
            source,
        });
    }
    let plan = ten_patients().1;
    let found = run(&hospital, &plan).costing.wip;
    assert_eq!(found.opening.as_ref().map(|list| list.as_of), Some(first));
    assert_eq!(found.closing.as_ref().map(|list| list.as_of), Some(last));
    assert_eq!(found.change(), Ok(Fraction::from(100_00)));
}

/// 1,000.00 of pay, 400.00 of it traced to the first activity; the other 600.00 go 3 : 7.
#[test]
fn what_is_traced_stays_and_the_rest_is_shared() {
    let mut hospital = Hospital::new();
    hospital.department("T1", "放射科", DepartmentClass::MedicalTechnology, "");
    hospital.cost("T1", "labour", FundingSource::Operating, 1_000_00);
    for (code, direct, driver) in [("a", Some(400_00), 3), ("b", None, 7)] {
        let source = hospital.source();
        hospital.facts.activities.push(ActivityRow {
            department: "T1".to_owned(),
            activity: code.to_owned(),
            name: code.to_owned(),
            item: None,
            direct_amount: None,
            driver_volume: Some(Fraction::from(driver)),
            source,
        });
        hospital
            .facts
            .activities
            .extend(direct.map(|fen| ActivityRow {
                department: "T1".to_owned(),
                activity: code.to_owned(),
                name: code.to_owned(),
                item: Some(CostItem::Labour),
                direct_amount: Some(Money::from_fen(fen)),
                driver_volume: Some(Fraction::from(driver)),
                source,
            }));
        hospital.facts.activity_volumes.push(ActivityVolumeRow {
            department: "T1".to_owned(),
            activity: code.to_owned(),
            code: format!("item {code}"),
            driver_volume: Fraction::one(),
            source,
        });
        hospital.facts.service_items.push(ServiceItemRow {
            department: "T1".to_owned(),
            code: format!("item {code}"),
            name: code.to_owned(),
            price: Money::from_fen(1),
            volume: Fraction::one(),
            revenue: None,
            minutes: None,
            equivalent: None,
            source,
        });
    }
    // The second activity's share of pay needs a rule for pay of its own, as the first has one.
    let source = hospital.source();
    hospital.facts.activities.push(ActivityRow {
        department: "T1".to_owned(),
        activity: "b".to_owned(),
        name: "b".to_owned(),
        item: Some(CostItem::Labour),
        direct_amount: None,
        driver_volume: Some(Fraction::from(7)),
        source,
    });
    let costing = run(&hospital, &Plan::default()).costing;
    let items = costing.service_items[0].items.iter();
    let totals: Vec<_> = items.map(|item| item.total(ItemMethod::Activity)).collect();
    assert_eq!(totals, [580_00, 420_00].map(|fen| Ok(Fraction::from(fen))));
}

/// Readings of a meter are money of one bill, not a measure to spread an office by.
#[test]
fn no_remedy_by_a_meter() {
    let mut hospital = Hospital::new();
    hospital.department("A1", "院办", DepartmentClass::Administration, "");
    hospital.department("C1", "内科", DepartmentClass::Clinical, "");
    hospital.driver("meter", None, "C1", Fraction::from(5));
    hospital.driver("area", None, "C1", Fraction::from(9));
    let plan = Plan {
        allocation: vec![class_rule(DepartmentClass::Administration, "unheard_of")],
        shared_bills: vec![SharedBill {
            code: "水电".to_owned(),
            name: "水电".to_owned(),
            departments: vec!["9901".to_owned()],
            accounts: Vec::new(),
            meter: Some("meter".to_owned()),
            driver: "area".to_owned(),
        }],
        ..Plan::default()
    };
    assert_eq!(remedies(&hospital.facts, &plan, 0), ["area"]);
}
