//! Cost objects besides cases against `data/cost-service-item.json`, `cost-tdabc.json` and `cost-mixed-cost.json`
//! (cost-method §1.8, §7.4, §4.1), and an activity-based example worked by hand.

use serde_json::Value;
use yingheng_core::allocation::{allocate, total};
use yingheng_core::break_even::mixed_cost::{Observation, high_low, regression};
use yingheng_core::costing::{Costing, ItemMethod, UnitItems, cost};
use yingheng_core::facts::{
    ActivityRow, ActivityVolumeRow, CapacityRow, CapacityUseRow, Facts, ResourceSource,
    ServiceItemRow,
};
use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource, ServiceUnitKind};
use yingheng_core::plan::{Adjustments, Plan, ServiceUnit};
use yingheng_core::quantity::{Fraction, Money, rounding};
use yingheng_core::report::{Cell, service_items};
use yingheng_tests::hospital::{Hospital, exact_fen, fen};

fn number(text: &str) -> Fraction {
    text.parse().expect("a number")
}

fn exact(value: &Value) -> Fraction {
    let text = value.as_str().or_else(|| value["exact"].as_str());
    number(text.expect("an exact value"))
}

fn plan() -> Plan {
    let unit = |code: &str, kind| ServiceUnit {
        code: code.into(),
        name: code.into(),
        kind,
    };
    Plan {
        service_units: vec![
            unit("医技检查", ServiceUnitKind::Members),
            unit("药品", ServiceUnitKind::Drugs),
            unit("单独收费卫生材料", ServiceUnitKind::BilledConsumables),
        ],
        ..Plan::default()
    }
}

/// A CT unit whose pool is that of the golden file, made of pay and depreciation; what is carved out stands beside it.
fn ct_unit(golden: &Value) -> Hospital {
    let input = &golden["input"];
    let pool = input["unit_cost_pool_after_level2_less_drugs_and_billed_material"].as_str();
    let pool = fen(pool.expect("a pool"));
    let mut hospital = Hospital::new();
    let labour = pool * 2 / 5;
    let own = FundingSource::Operating;
    hospital
        .account("造影剂", CostItem::Drugs, Some("药品"))
        .account("高值耗材", CostItem::Consumables, Some("单独收费卫生材料"))
        .department("CT", "CT室", DepartmentClass::MedicalTechnology, "医技检查")
        .cost("CT", CostItem::Labour.key(), own, labour)
        .cost("CT", CostItem::Depreciation.key(), own, pool - labour)
        .cost("CT", "造影剂", own, 12_345_678)
        .cost("CT", "高值耗材", own, 987_654);
    for (index, item) in input["items"].as_array().expect("items").iter().enumerate() {
        let source = hospital.source();
        let whole = |field: &str| Fraction::from(item[field].as_i64().expect("a number"));
        hospital.facts.service_items.push(ServiceItemRow {
            department: "CT".into(),
            code: format!("2103{index}"),
            name: item["name"].as_str().expect("a name").into(),
            price: Money::from_fen(item["price"].as_i64().expect("a price") * 100),
            volume: whole("quantity"),
            revenue: None,
            minutes: Some(whole("minutes")),
            equivalent: item["equivalent"].as_str().map(number),
            source,
        });
    }
    hospital
}

fn costed(facts: &Facts, plan: &Plan) -> Costing {
    let adjustments = Adjustments::default();
    let (allocation, _) = allocate(facts, plan, &adjustments);
    cost(facts, plan, Some(&allocation), &adjustments).0
}

fn service_item_golden() -> Value {
    serde_json::from_str(include_str!("data/cost-service-item.json")).expect("golden file")
}

fn against(unit: &UnitItems, method: ItemMethod, expected: &Value) {
    for item in &unit.items {
        let wanted = &expected[&item.name];
        let (total, one) = (
            item.total(method).expect("a total"),
            item.unit_cost(method).expect("a cost"),
        );
        assert_eq!(
            total,
            exact_fen(&wanted["total"]),
            "{} {method:?}",
            item.name
        );
        assert_eq!(one, exact_fen(&wanted["unit"]), "{} {method:?}", item.name);
        let printed = rounding::to_money(&one).to_string();
        assert_eq!(printed, wanted["unit"]["r2"].as_str().expect("r2"));
        let printed = rounding::to_money(&total).to_string();
        assert_eq!(printed, wanted["total"]["r2"].as_str().expect("r2"));
        let pool: Fraction = unit.pool.as_ref().expect("a pool").iter().sum();
        let none = || yingheng_core::quantity::Reason::new("reason.no_cost");
        assert_eq!(total.over(&pool, none), Ok(exact(&wanted["share"])));
        // Composition follows the pool: two fifths are pay.
        let items = item.unit_items(method).expect("items");
        assert_eq!(&items[CostItem::Labour.index()], &(&one * &number("2/5")));
    }
}

#[test]
fn service_items_by_equivalents_and_ratios() {
    let golden = service_item_golden();
    let hospital = ct_unit(&golden);
    let costing = costed(&hospital.facts, &plan());
    let [unit] = costing.service_items.as_slice() else {
        panic!("one unit")
    };
    assert_eq!(total(&unit.carved), Fraction::from(12_345_678 + 987_654));
    let expected = &golden["expected"];
    against(unit, ItemMethod::Revenue, &expected["收入分配系数法"]);
    against(unit, ItemMethod::Minutes, &expected["操作时间分配系数法"]);
    against(unit, ItemMethod::Workload, &expected["工作量分配系数法"]);
    let equivalents = &expected["成本当量法"];
    against(unit, ItemMethod::Equivalent, &equivalents["items"]);
    let rows = hospital.facts.service_items.iter();
    let all: Fraction = rows
        .filter_map(|row| ItemMethod::Equivalent.parameter(row))
        .sum();
    assert_eq!(all, exact(&equivalents["equivalent_total"]));
    assert_eq!(
        unit.items[0].unit_cost(ItemMethod::Equivalent),
        Ok(exact_fen(&equivalents["unit_cost_of_one_equivalent"]))
    );
    // By revenue every item costs the same part of its price.
    let ratios: Vec<Fraction> = unit
        .items
        .iter()
        .map(|item| {
            let none = || yingheng_core::quantity::Reason::new("reason.no_price");
            let one = item.unit_cost(ItemMethod::Revenue).expect("a cost");
            one.over(&item.price.exact(), none).expect("a price")
        })
        .collect();
    assert!(ratios.windows(2).all(|pair| pair[0] == pair[1]));
    assert!(unit.items[0].cost[ItemMethod::Activity.index()].is_err());
}

#[test]
fn printed_totals_add_up_to_the_pool() {
    let costing = costed(&ct_unit(&service_item_golden()).facts, &plan());
    let table = service_items::totals(&costing.service_items);
    let fen_of = |cell: &Cell| match cell {
        Cell::Figure { text, .. } => fen(text),
        other => panic!("{other:?}"),
    };
    for column in 5..table.columns.len() {
        let (last, items) = table.rows.split_last().expect("rows");
        let sum: i64 = items.iter().map(|row| fen_of(&row.cells[column])).sum();
        assert_eq!(sum, 100_000_000);
        assert_eq!(fen_of(&last.cells[column]), sum);
    }
}

/// Registration 30 % and scanning 70 % of pay; the scanner's depreciation is traced to scanning. Pool: pay 400,000,
/// depreciation 600,000. Registration 120,000 over 6,000 patients = 20 each; scanning 280,000 + 600,000 = 880,000 over
/// 79,500 minutes.
#[test]
fn activities_worked_by_hand() {
    let mut hospital = ct_unit(&service_item_golden());
    let mut activity = |code: &str, item, direct: Option<i64>, driver: Option<i64>| {
        let source = hospital.source();
        hospital.facts.activities.push(ActivityRow {
            department: "CT".into(),
            activity: code.into(),
            name: code.into(),
            item,
            direct_amount: direct.map(Money::from_fen),
            driver_volume: driver.map(Fraction::from),
            source,
        });
    };
    activity("登记", None, None, Some(3));
    activity("扫描", None, None, Some(7));
    activity("扫描", Some(CostItem::Depreciation), Some(60_000_000), None);
    for (index, (patients, minutes)) in [(3_000, 36_000), (900, 22_500), (2_100, 21_000)]
        .into_iter()
        .enumerate()
    {
        for (code, value) in [("登记", patients), ("扫描", minutes)] {
            let source = hospital.source();
            hospital.facts.activity_volumes.push(ActivityVolumeRow {
                department: "CT".into(),
                activity: code.into(),
                code: format!("2103{index}"),
                driver_volume: Fraction::from(value),
                source,
            });
        }
    }
    let costing = costed(&hospital.facts, &plan());
    let unit = &costing.service_items[0];
    let minute = number("88000000/79500");
    for (item, minutes) in unit.items.iter().zip([12, 25, 10]) {
        let expected = Fraction::from(2_000) + &minute * &Fraction::from(minutes);
        assert_eq!(item.unit_cost(ItemMethod::Activity), Ok(expected));
    }
    let all: Fraction = unit
        .items
        .iter()
        .filter_map(|item| item.total(ItemMethod::Activity).ok())
        .sum();
    assert_eq!(all, Fraction::from(100_000_000));
}

#[test]
fn time_driven_rates_and_unused_capacity() {
    let golden: Value =
        serde_json::from_str(include_str!("data/cost-tdabc.json")).expect("golden file");
    let (input, expected) = (&golden["input"], &golden["expected"]);
    let mut hospital = Hospital::new();
    for resource in input["resources"].as_array().expect("resources") {
        let name = resource["name"].as_str().expect("a name");
        let source = hospital.source();
        hospital.facts.capacity.push(CapacityRow {
            resource: name.into(),
            name: name.into(),
            department: "CT".into(),
            cost_source: ResourceSource::Stated,
            member: None,
            stated_cost: resource["cost"]
                .as_str()
                .map(|cost| Money::from_fen(fen(cost))),
            practical_minutes: exact(&resource["practical_minutes"]),
            used_minutes: Some(exact(&input["used_minutes"][name])),
            source,
        });
        hospital.facts.capacity_use.push(CapacityUseRow {
            resource: name.into(),
            pathway: "P1".into(),
            name: "CT检查路径".into(),
            minutes: Fraction::from(input["pathway_minutes"][name].as_i64().expect("minutes")),
            volume: None,
            source,
        });
    }
    let time = costed(&hospital.facts, &plan()).time_driven;
    let mut all = Fraction::zero();
    for resource in &time.resources {
        let rate = resource.rate.clone().expect("a rate");
        assert_eq!(
            rate,
            exact_fen(&expected["rate_per_minute"][&resource.name])
        );
        assert_eq!(
            resource.unused(),
            exact(&expected["unused_minutes"][&resource.name])
        );
        let unused = resource.unused_cost().expect("a cost");
        assert_eq!(
            unused,
            exact_fen(&expected["unused_capacity_cost"][&resource.name])
        );
        all = all + &unused + &resource.used_cost().expect("a cost");
    }
    assert_eq!(all, exact_fen(&expected["used_plus_unused"]));
    let pathway = time.pathways[0].cost.clone().expect("a cost");
    assert_eq!(pathway, exact_fen(&expected["pathway_cost"]));
    assert_eq!(rounding::to_money(&pathway).to_string(), "670.72");
    let table = yingheng_core::report::time_driven::resources(&time);
    let rates: Vec<&Cell> = table.rows.iter().map(|row| &row.cells[5]).collect();
    for (row, rate) in table.rows.iter().zip(rates).take(3) {
        let Cell::Figure { text, .. } = rate else {
            panic!("{rate:?}")
        };
        let wanted = &expected["rate_per_minute"][&row.key]["r4"];
        assert_eq!(Some(text.as_str()), wanted.as_str());
    }
}

#[test]
fn mixed_cost_is_split() {
    let golden: Value =
        serde_json::from_str(include_str!("data/cost-mixed-cost.json")).expect("golden file");
    let points: Vec<Observation> = golden["input"]["observations"]
        .as_array()
        .expect("observations")
        .iter()
        .map(|point| Observation {
            volume: Fraction::from(point["bed_days"].as_i64().expect("bed-days")),
            cost: exact_fen(&point["cost"]),
        })
        .collect();
    let expected = &golden["expected"];
    let line = high_low(&points).expect("a line");
    let wanted = &expected["高低点法"];
    assert_eq!(line.variable, exact_fen(&wanted["variable_per_unit"]));
    assert_eq!(line.fixed, exact_fen(&wanted["fixed"]));
    let line = regression(&points).expect("a line");
    let wanted = &expected["回归直线法"];
    assert_eq!(line.variable, exact_fen(&wanted["variable_per_unit"]));
    assert_eq!(line.fixed, exact_fen(&wanted["fixed"]));
    assert_eq!(line.r_squared, Some(exact(&wanted["r_squared"])));

    let refused = |points: &[Observation]| {
        let code = |line: Result<_, yingheng_core::quantity::Reason>| {
            line.map(|_: yingheng_core::break_even::mixed_cost::MixedCost| "")
                .unwrap_or_else(|reason| reason.code)
        };
        [code(high_low(points)), code(regression(points))]
    };
    assert_eq!(refused(&points[..5]), ["", "reason.few_points"]);
    let same: Vec<Observation> = points
        .iter()
        .map(|point| Observation {
            volume: Fraction::from(4000),
            ..point.clone()
        })
        .collect();
    assert_eq!(refused(&same), ["reason.equal_volumes"; 2]);
    let falling: Vec<Observation> = points
        .iter()
        .map(|point| Observation {
            volume: -point.volume.clone(),
            ..point.clone()
        })
        .collect();
    assert_eq!(refused(&falling), ["reason.negative_slope"; 2]);
    assert_eq!(refused(&[]), ["reason.equal_volumes", "reason.few_points"]);
}
