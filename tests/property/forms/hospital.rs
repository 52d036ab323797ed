//! A small hospital with everything that makes explanations hard: a shared bill with meters and two kinds of money, orders
//! inside classes, rules by item, a unit that cannot spread, discharges as a driver, unknown codes, carve-outs, a unit
//! with visits and bed-days, discharges, people, assets, service items.

use yingheng_core::facts::{AssetRow, AssetTerms, Facts, ServiceItemRow};
use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource, ServiceUnitKind};
use yingheng_core::period::Date;
use yingheng_core::plan::{
    AllocationRule, ClassOrder, CostLevel, FeeLineRule, Plan, RuleSource, ServiceUnit, SharedBill,
};
use yingheng_core::quantity::{Fraction, Money};
use yingheng_tests::hospital::{Hospital, class_rule, unit_rule};

const UNITS: [(&str, DepartmentClass, &str); 9] = [
    ("A1", DepartmentClass::Administration, ""),
    ("A2", DepartmentClass::Administration, ""),
    ("A3", DepartmentClass::Administration, ""),
    ("C1", DepartmentClass::Clinical, "病房"),
    ("C2", DepartmentClass::Clinical, "病房"),
    ("C3", DepartmentClass::Clinical, "治疗"),
    ("S1", DepartmentClass::MedicalSupport, ""),
    ("T1", DepartmentClass::MedicalTechnology, "医技"),
    ("T2", DepartmentClass::MedicalTechnology, "医技"),
];

/// What was brought in.
pub fn facts() -> Facts {
    use FundingSource::{FiscalProject, NonMedical, Operating, OtherProject, ResearchTeaching};
    let mut hospital = Hospital::new();
    // Every field of a row has a column of its own.
    let fields = [
        "basic", "visits", "bed_days", "f0", "f1", "f2", "price", "volume", "minutes", "share",
    ];
    let columns = &mut hospital.facts.batches[0].columns;
    for field in fields {
        let next = u32::try_from(columns.len()).expect("few") + 1;
        columns.push((field.to_owned(), next));
    }
    hospital.account("med", CostItem::Drugs, Some("药品"));
    hospital.account("billed", CostItem::Consumables, Some("卫生材料"));
    for (code, class, service_unit) in UNITS {
        hospital.department(code, code, class, service_unit);
    }
    for (unit, account, funding, fen) in [
        ("A1", "labour", Operating, 70_001),
        ("A1", "other", FiscalProject, 1_009),
        ("A2", "labour", Operating, 31_013),
        ("A2", "depreciation", Operating, 4_007),
        ("A3", "labour", Operating, 9_001),
        ("A3", "other", Operating, 503),
        ("C1", "labour", Operating, 200_003),
        ("C1", "med", Operating, 90_007),
        ("C1", "risk_fund", ResearchTeaching, 701),
        ("C2", "labour", Operating, 150_011),
        ("C2", "billed", Operating, 40_009),
        ("C2", "other", NonMedical, 307),
        ("C3", "labour", Operating, 120_011),
        ("C3", "amortisation", OtherProject, 2_003),
        ("S1", "labour", Operating, 30_011),
        ("S1", "consumables", Operating, 8_009),
        ("T1", "labour", Operating, 60_013),
        ("T1", "depreciation", Operating, 33_013),
        ("T1", "billed", Operating, 5_003),
        ("T2", "labour", Operating, 45_007),
        ("T2", "consumables", FiscalProject, 3_001),
        // The bill of water and power, paid by two kinds of money.
        ("水电", "other", Operating, 50_021),
        ("水电", "other", FiscalProject, 20_011),
        ("水电", "depreciation", Operating, 6_007),
        // What nobody knows.
        ("Z9", "labour", Operating, 1_103),
        ("C1", "unheard_of", Operating, 1_301),
    ] {
        hospital.cost(unit, account, funding, fen);
    }
    for (at, (unit, ..)) in UNITS.into_iter().enumerate() {
        let at = i64::try_from(at).expect("few");
        hospital.person(unit, Fraction::new(3 + at, 7).expect("a share"), 5_003 + at);
        hospital.driver("area", None, unit, Fraction::from(20 + at * at));
    }
    for (giver, unit, value) in [
        ("T1", "C1", 5),
        ("T1", "C2", 3),
        ("T2", "C2", 4),
        ("T2", "C3", 7),
        ("T1", "T2", 2),
    ] {
        hospital.driver("tests", Some(giver), unit, Fraction::from(value));
    }
    for (unit, yuan) in [("T1", 101), ("C2", 53)] {
        hospital.driver("meter", None, unit, Fraction::from(yuan));
    }
    hospital
        .work("C1", 0, 310)
        .work("C2", 41, 207)
        .work("C3", 509, 0);
    for (ordering, executing, service_unit, inpatient, fen) in [
        ("C1", "C1", "病房", true, 300_007),
        ("C1", "T1", "医技", true, 80_021),
        ("C1", "C1", "药品", true, 99_013),
        ("C2", "C2", "病房", true, 200_017),
        ("C2", "C2", "卫生材料", true, 47_017),
        ("C2", "T2", "医技", false, 60_029),
        ("C3", "C3", "治疗", false, 170_029),
        ("C3", "T2", "医技", false, 40_031),
    ] {
        hospital.revenue(ordering, executing, service_unit, inpatient, fen);
    }
    hospital.case(
        "G1",
        "C1",
        5,
        &[("f0", 20_011), ("f1", 9_013), ("f2", 3_001)],
    );
    hospital.case("G1", "C1", 4, &[("f0", 18_013), ("f1", 7_019)]);
    hospital.case("G2", "C2", 9, &[("f0", 40_009), ("f2", 6_007)]);
    let source = hospital.source();
    hospital.facts.assets.push(AssetRow {
        code: "E1".to_owned(),
        name: "CT".to_owned(),
        class: "医疗设备".to_owned(),
        department: "T1".to_owned(),
        item: CostItem::Depreciation,
        original: Money::from_fen(3_000_000),
        life_months: 60,
        in_service: Date::new(2024, 1, 3).expect("a day"),
        funding: FundingSource::Operating,
        charge: Money::from_fen(33_013),
        capacity: None,
        used: None,
        terms: AssetTerms::default(),
        source,
    });
    for (code, volume, price, minutes) in [("CT1", 100, 9_001, 11), ("CT2", 37, 21_001, 29)] {
        let source = hospital.source();
        hospital.facts.service_items.push(ServiceItemRow {
            department: "T1".to_owned(),
            code: code.to_owned(),
            name: code.to_owned(),
            price: Money::from_fen(price),
            volume: Fraction::from(volume),
            revenue: None,
            equivalent: None,
            minutes: Some(Fraction::from(minutes)),
            source,
        });
    }
    hospital.facts
}

/// What was decided, at a level.
pub fn plan(level: CostLevel) -> Plan {
    let unit = |code: &str, kind| ServiceUnit {
        code: code.to_owned(),
        name: code.to_owned(),
        kind,
    };
    let line = |line: &str, unit: &str| FeeLineRule {
        fee_line: line.to_owned(),
        service_unit: unit.to_owned(),
    };
    let mut tests = unit_rule("T1", "tests");
    tests.item = Some(CostItem::Labour);
    Plan {
        level,
        allocation: vec![
            class_rule(DepartmentClass::Administration, "headcount"),
            class_rule(DepartmentClass::MedicalSupport, "discharges"),
            class_rule(DepartmentClass::MedicalTechnology, "ordered_revenue"),
            // Labour of the third office goes by a driver nobody has; the rest of it goes.
            AllocationRule {
                source: RuleSource::Department("A3".to_owned()),
                driver: "unheard_of".to_owned(),
                item: Some(CostItem::Labour),
            },
            unit_rule("A3", "area"),
            tests,
            unit_rule("T1", "ordered_revenue"),
        ],
        order: vec![
            ClassOrder {
                units: vec!["A1".to_owned(), "A2".to_owned()],
            },
            ClassOrder {
                units: vec!["T1".to_owned(), "T2".to_owned()],
            },
        ],
        shared_bills: vec![SharedBill {
            code: "水电".to_owned(),
            name: "水电费".to_owned(),
            departments: vec!["水电".to_owned()],
            accounts: Vec::new(),
            meter: Some("meter".to_owned()),
            driver: "area".to_owned(),
        }],
        service_units: vec![
            unit("病房", ServiceUnitKind::Members),
            unit("医技", ServiceUnitKind::Members),
            unit("治疗", ServiceUnitKind::Members),
            unit("药品", ServiceUnitKind::Drugs),
            unit("卫生材料", ServiceUnitKind::BilledConsumables),
        ],
        fee_lines: vec![line("f0", "病房"), line("f1", "医技"), line("f2", "药品")],
        ..Plan::default()
    }
}
