//! Hospitals for the four methods.
#![allow(dead_code, reason = "two test programs share it, each uses a part")]

use serde_json::Value;
use yingheng_core::allocation::allocate;
use yingheng_core::costing::methods::{Basis, ItemCosts, Method, MethodCost, Methods, compare};
use yingheng_core::costing::{Costing, cost};
use yingheng_core::facts::{CaseServiceRow, Facts, InHouseRow, ServiceVolumeRow};
use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource, ServiceUnitKind};
use yingheng_core::period::Date;
use yingheng_core::plan::{FeeLineRule, Plan, ServiceUnit};
use yingheng_core::policy::{PolicyPack, tariff_from_mean_cost};
use yingheng_core::quantity::{Fraction, Money};
use yingheng_tests::hospital::{
    FEE_LINES, Hospital, Scenario, class_rule, fen, ten_departments, ten_patients,
    ten_patients_golden,
};

/// The golden file of the top-down method, parsed.
pub fn topdown_golden() -> Value {
    serde_json::from_str(include_str!("../data/cost-topdown-drg.json")).expect("golden file")
}

/// Any price list: cost does not depend on what is paid.
pub fn unpriced() -> PolicyPack {
    let mut one = Hospital::new();
    one.case("G1", "U00", 3, &[("f0", 100)]);
    one.facts.cases.given_cost = vec![Some(100)];
    tariff_from_mean_cost(&one.facts).expect("a price list")
}

/// The four methods with the costing they came from.
pub struct Comparison {
    pub costing: Costing,
    pub methods: Methods,
}

impl Comparison {
    pub fn of(facts: &Facts, plan: &Plan) -> Self {
        Self::with_items(facts, plan, &ItemCosts::new())
    }
    pub fn with_items(facts: &Facts, plan: &Plan, items: &ItemCosts) -> Self {
        let (allocation, _) = allocate(facts, plan, &Default::default());
        let (costing, _) = cost(facts, plan, Some(&allocation), &Default::default());
        let methods = compare(Basis {
            facts,
            plan,
            costing: &costing,
            items,
        });
        Self { costing, methods }
    }
    pub fn of_group(&self, code: &str, method: Method) -> &MethodCost {
        let group = self.methods.groups.iter().find(|group| group.code == code);
        &group.expect("the group").methods[method as usize]
    }
}

/// The ten patients in one ward of 186,500.00 元 that holds nothing but their own days, drugs and consumables.
pub fn one_ward() -> (Facts, Plan) {
    let (golden, charges) = (topdown_golden(), ten_patients_golden());
    let (base, plan) = ten_patients();
    let patients = charges["input"]["patients"].as_array().expect("patients");
    let sum = |unit: &str| -> i64 {
        let each = patients.iter().map(|patient| &patient["charge"][unit]);
        each.map(|charge| fen(charge.as_str().expect("text"))).sum()
    };
    let (drugs, material) = (sum("药品"), sum("单独收费卫生材料"));
    let full = fen(golden["input"]["unit_full_cost"].as_str().expect("text"));
    let mut hospital = Hospital::new();
    hospital
        .account("drugs_carved", CostItem::Drugs, Some("药品"))
        .account("billed", CostItem::Consumables, Some("单独收费卫生材料"))
        .department("D1", "病房", DepartmentClass::Clinical, "病房")
        .cost("D1", "drugs_carved", FundingSource::Operating, drugs)
        .cost("D1", "billed", FundingSource::Operating, material)
        .cost(
            "D1",
            "labour",
            FundingSource::Operating,
            full - drugs - material,
        );
    for (_, unit) in FEE_LINES {
        hospital.revenue("D1", "D1", unit, true, sum(unit));
    }
    let days = golden["input"]["bed_days"].as_object().expect("days");
    let total: u64 = days.values().map(|days| days.as_u64().expect("days")).sum();
    hospital.work("D1", 0, total);
    for (patient, days) in patients.iter().zip(&base.cases.los) {
        let name = patient["id"].as_str().expect("text");
        assert_eq!(golden["input"]["bed_days"][name], u64::from(*days));
        // What the one ward charges besides drugs and consumables stands on one line.
        let charge = |unit: &str| fen(patient["charge"][unit].as_str().expect("text"));
        let ward: i64 = FEE_LINES[..6].iter().map(|(_, unit)| charge(unit)).sum();
        let fees = [
            ("fee.general_service", ward),
            ("fee.western_drugs", charge("药品")),
            ("fee.surgery_material", charge("单独收费卫生材料")),
        ];
        let group = patient["group"].as_str().expect("text");
        hospital.case(group, "D1", *days, &fees);
    }
    (hospital.facts, plan)
}

/// Gives every case its charges as quantities, and every unit its revenue as volume.
pub fn quantities_from_charges(facts: &mut Facts, plan: &Plan) {
    let rows = lines(facts, plan);
    for (case, unit, fen) in rows {
        facts.case_services.push(CaseServiceRow {
            token: facts.cases.token[case].clone(),
            discharged: None,
            service: unit,
            executing: None,
            quantity: Fraction::from(fen),
            source: facts.cases.source[case],
        });
    }
    let volumes: Vec<ServiceVolumeRow> = facts
        .revenue
        .iter()
        .filter(|line| is_member(plan, &line.service_unit))
        .map(|line| ServiceVolumeRow {
            service_unit: line.service_unit.clone(),
            measure: "点".to_owned(),
            volume: line.amount.exact(),
            source: line.source,
        })
        .collect();
    facts.service_volumes.extend(volumes);
}

/// Gives every case one item per service unit, priced at the ratio of the unit.
pub fn items_from_charges(facts: &mut Facts, plan: &Plan) -> ItemCosts {
    let costing = Comparison::of(facts, plan).costing;
    let rows = lines(facts, plan);
    for (case, unit, fen) in rows {
        facts.case_services.push(CaseServiceRow {
            token: facts.cases.token[case].clone(),
            discharged: None,
            service: format!("I-{unit}"),
            executing: None,
            quantity: Fraction::from(fen),
            source: facts.cases.source[case],
        });
    }
    let unit_of = |code: &str| {
        let found = facts
            .departments
            .iter()
            .find(|(department, _)| department.service_unit.as_deref() == Some(code));
        found.expect("a member").0.code.clone()
    };
    costing
        .service_units
        .iter()
        .filter(|unit| is_member(plan, &unit.code))
        .map(|unit| {
            let key = (unit_of(&unit.code), format!("I-{}", unit.code));
            (key, unit.ratio.clone().expect("a ratio"))
        })
        .collect()
}

fn is_member(plan: &Plan, code: &str) -> bool {
    let unit = plan.service_units.iter().find(|unit| unit.code == code);
    unit.is_some_and(|unit| unit.kind == ServiceUnitKind::Members)
}

/// (case, member unit, charge) of every charge that is not 0.
fn lines(facts: &Facts, plan: &Plan) -> Vec<(usize, String, i64)> {
    let costing = Comparison::of(facts, plan).costing;
    let mut rows = Vec::new();
    for case in 0..facts.cases.len() {
        for (unit, charges) in costing.service_units.iter().zip(&costing.case_unit_charges) {
            if charges[case] != 0 && is_member(plan, &unit.code) {
                rows.push((case, unit.code.clone(), charges[case]));
            }
        }
    }
    rows
}

/// `cost-stepdown.json` (scenario A) with service units, in- and outpatient revenue, 30 discharges and patients in the
/// house. Half of the drugs of every unit are billed to patients through the drug unit.
pub fn step_down_hospital() -> (Facts, Plan) {
    let (facts, mut plan) = ten_departments(Scenario::A);
    let mut hospital = Hospital::new();
    let batches = std::mem::take(&mut hospital.facts.batches);
    hospital.facts = facts;
    hospital.facts.batches = batches;
    let units = [
        ("病房", ServiceUnitKind::Members),
        ("门诊", ServiceUnitKind::Members),
        ("医技检查", ServiceUnitKind::Members),
        ("医技检验", ServiceUnitKind::Members),
        ("手术麻醉", ServiceUnitKind::Members),
        ("药品", ServiceUnitKind::Drugs),
    ];
    let member = [
        ("C1", 0),
        ("C2", 0),
        ("C3", 1),
        ("T1", 2),
        ("T2", 3),
        ("T3", 4),
    ];
    for (department, _) in &mut hospital.facts.departments {
        let found = member.iter().find(|(code, _)| *code == department.code);
        department.service_unit = found.map(|(_, unit)| units[*unit].0.to_owned());
    }
    // Clinical and technology drugs go to the drug unit; the account is the item's own.
    for rule in &mut hospital.facts.accounts {
        if rule.item == CostItem::Drugs {
            rule.carve_out = Some("药品".to_owned());
        }
    }
    let revenue = [
        ("C1", "C1", "病房", true, 180_000_001),
        ("C2", "C2", "病房", true, 210_000_007),
        ("C3", "C3", "门诊", false, 190_000_003),
        ("C1", "T1", "医技检查", true, 80_000_000),
        ("C3", "T1", "医技检查", false, 70_000_011),
        ("C2", "T2", "医技检验", true, 90_000_000),
        ("C3", "T2", "医技检验", false, 60_000_000),
        ("C2", "T3", "手术麻醉", true, 260_000_000),
        ("C1", "C1", "药品", true, 230_000_013),
        ("C3", "C3", "药品", false, 170_000_000),
    ];
    for (ordering, executing, unit, inpatient, amount) in revenue {
        hospital.revenue(ordering, executing, unit, inpatient, amount);
    }
    let lines = [
        "fee.general_service",
        "fee.imaging",
        "fee.laboratory",
        "fee.surgical",
        "fee.western_drugs",
    ];
    let of = ["病房", "医技检查", "医技检验", "手术麻醉", "药品"];
    for number in 0..30_i64 {
        let unit = if number % 3 == 0 { "C1" } else { "C2" };
        let group = ["A", "B", "C"][usize::try_from(number % 3).expect("small")];
        let fees: Vec<(&str, i64)> = lines
            .iter()
            .zip([11, 2, 3, 7, 5])
            .map(|(line, share)| (*line, (1_000_003 + number * 7_919) * share))
            .collect();
        hospital.case(
            group,
            unit,
            u16::try_from(5 + number).expect("small"),
            &fees,
        );
    }
    let day = |year, month, day| Date::new(year, month, day).expect("a day");
    for (token, as_of, share) in [("w1", day(2025, 5, 31), 3), ("w2", day(2025, 6, 30), 8)] {
        let source = hospital.source();
        let fees: Vec<(String, i64)> = lines
            .iter()
            .map(|line| ((*line).to_owned(), 333_331 * share))
            .collect();
        hospital.facts.in_house.push(InHouseRow {
            token: token.to_owned(),
            department: "C1".to_owned(),
            admitted: day(2025, 5, 20),
            as_of,
            charge: Money::from_fen(fees.iter().map(|(_, fen)| fen).sum()),
            fees,
            source,
        });
    }
    plan.service_units = units
        .into_iter()
        .map(|(code, kind)| ServiceUnit {
            code: code.to_owned(),
            name: code.to_owned(),
            kind,
        })
        .collect();
    plan.fee_lines = lines
        .iter()
        .zip(of)
        .map(|(line, unit)| FeeLineRule {
            fee_line: (*line).to_owned(),
            service_unit: unit.to_owned(),
        })
        .collect();
    plan.allocation.push(class_rule(
        DepartmentClass::MedicalSupport,
        "medical_revenue",
    ));
    (hospital.facts, plan)
}
