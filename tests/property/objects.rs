//! Service items, time-driven costing and bed-days of random small hospitals: nothing lost, order and scale of
//! parameters irrelevant, and every printed figure explained by its parts.
//!
//! `PROPTEST_CASES` sets the number of cases; 32 otherwise.

use proptest::prelude::*;
use yingheng_core::allocation::allocate;
use yingheng_core::costing::{Costing, ItemMethod, cost};
use yingheng_core::facts::{
    ActivityRow, ActivityVolumeRow, CapacityRow, CapacityUseRow, Facts, ResourceSource,
    ServiceItemRow,
};
use yingheng_core::hospital::{CostItem, DepartmentClass, FundingSource, ServiceUnitKind};
use yingheng_core::plan::{Adjustments, AllocationRule, Plan, ServiceUnit};
use yingheng_core::quantity::{Fraction, Money};
use yingheng_core::report::{Cell, Table, object_costs, service_items, time_driven};
use yingheng_core::run::compute;
use yingheng_core::trace::{Operation, Trace, TraceInputs, explain};
use yingheng_tests::hospital::{Hospital, class_rule};

#[derive(Clone, Debug)]
struct Seed {
    /// Amounts of the technology unit by account (seven items, drugs and consumables carved out).
    costs: Vec<i64>,
    /// (price, volume, minutes, equivalent, revenue) of items.
    items: Vec<(i64, i64, i64, i64, Option<i64>)>,
    /// Resource drivers of three activities, general and of labour.
    drivers: Vec<(i64, Option<i64>)>,
    /// Activity volumes by activity and item.
    volumes: Vec<i64>,
    /// (cost, practical, used) of resources.
    capacity: Vec<(i64, i64, Option<i64>)>,
    work: (u64, u64),
    ordered: (i64, i64),
}

fn seed() -> impl Strategy<Value = Seed> {
    let item = (
        1_i64..90_000,
        0_i64..5_000,
        0_i64..90,
        1_i64..40,
        proptest::option::of(0_i64..9_000_000),
    );
    (
        proptest::collection::vec(-40_000_000_i64..400_000_000, 9),
        proptest::collection::vec(item, 1..6),
        proptest::collection::vec((1_i64..90, proptest::option::of(1_i64..50)), 3),
        proptest::collection::vec(1_i64..4_000, 18),
        proptest::collection::vec(
            (
                0_i64..900_000_000,
                1_i64..90_000,
                proptest::option::of(0_i64..90_000),
            ),
            1..4,
        ),
        (1_u64..9_000, 1_u64..9_000),
        (1_i64..9_000_000, 1_i64..9_000_000),
    )
        .prop_map(
            |(costs, items, drivers, volumes, capacity, work, ordered)| Seed {
                costs,
                items,
                drivers,
                volumes,
                capacity,
                work,
                ordered,
            },
        )
}

fn plan() -> Plan {
    let unit = |code: &str, kind| ServiceUnit {
        code: code.into(),
        name: code.into(),
        kind,
    };
    let rules: Vec<AllocationRule> = vec![
        class_rule(DepartmentClass::Administration, "headcount"),
        class_rule(DepartmentClass::MedicalSupport, "headcount"),
        class_rule(DepartmentClass::MedicalTechnology, "ordered_revenue"),
    ];
    Plan {
        service_units: vec![
            unit("检查", ServiceUnitKind::Members),
            unit("药品", ServiceUnitKind::Drugs),
            unit("材料", ServiceUnitKind::BilledConsumables),
        ],
        allocation: rules,
        ..Plan::default()
    }
}

fn facts(seed: &Seed) -> Facts {
    let mut hospital = Hospital::new();
    let own = FundingSource::Operating;
    hospital
        .account("西药", CostItem::Drugs, Some("药品"))
        .account("高值", CostItem::Consumables, Some("材料"))
        .department("01", "内科", DepartmentClass::Clinical, "")
        .department("02", "外科", DepartmentClass::Clinical, "")
        .department("CT", "CT室", DepartmentClass::MedicalTechnology, "检查")
        .department("09", "行政办", DepartmentClass::Administration, "");
    let accounts = CostItem::ALL.map(CostItem::key);
    for (account, amount) in accounts
        .into_iter()
        .chain(["西药", "高值"])
        .zip(&seed.costs)
    {
        hospital.cost("CT", account, own, *amount);
        hospital.cost("01", account, own, amount / 3);
        hospital.cost("02", account, own, amount / 7);
    }
    hospital
        .cost("09", "labour", own, 7_777_777)
        .person("CT", Fraction::one(), 5_000)
        .person("01", Fraction::one(), 5_000)
        .person("02", Fraction::one(), 5_000)
        .work("01", seed.work.0, seed.work.1)
        .work("02", 0, seed.work.1)
        .revenue("01", "CT", "检查", true, seed.ordered.0)
        .revenue("01", "CT", "检查", false, seed.ordered.1)
        .revenue("02", "CT", "检查", true, seed.ordered.1);
    for (index, (price, volume, minutes, equivalent, revenue)) in seed.items.iter().enumerate() {
        let source = hospital.source();
        hospital.facts.service_items.push(ServiceItemRow {
            department: "CT".into(),
            code: format!("i{index}"),
            name: format!("项目{index}"),
            price: Money::from_fen(*price),
            volume: Fraction::from(*volume),
            revenue: revenue.map(Money::from_fen),
            minutes: Some(Fraction::from(*minutes)),
            equivalent: Fraction::new(*equivalent, 10),
            source,
        });
        for activity in 0..3 {
            let source = hospital.source();
            hospital.facts.activity_volumes.push(ActivityVolumeRow {
                department: "CT".into(),
                activity: format!("a{activity}"),
                code: format!("i{index}"),
                driver_volume: Fraction::from(seed.volumes[activity * 6 + index]),
                source,
            });
        }
    }
    for (index, (driver, of_labour)) in seed.drivers.iter().enumerate() {
        let mut row = |item, value: i64| {
            let source = hospital.source();
            hospital.facts.activities.push(ActivityRow {
                department: "CT".into(),
                activity: format!("a{index}"),
                name: format!("作业{index}"),
                item,
                direct_amount: None,
                driver_volume: Some(Fraction::from(value)),
                source,
            });
        };
        row(None, *driver);
        if let Some(value) = of_labour {
            row(Some(CostItem::Labour), *value);
        }
    }
    for (index, (amount, practical, used)) in seed.capacity.iter().enumerate() {
        let source = hospital.source();
        hospital.facts.capacity.push(CapacityRow {
            resource: format!("r{index}"),
            name: format!("资源{index}"),
            department: "CT".into(),
            cost_source: if index == 0 {
                ResourceSource::Staff
            } else {
                ResourceSource::Stated
            },
            member: (index == 0).then(|| "护士".to_owned()),
            stated_cost: Some(Money::from_fen(*amount)),
            practical_minutes: Fraction::from(*practical),
            used_minutes: used.map(Fraction::from),
            source,
        });
        hospital.facts.capacity_use.push(CapacityUseRow {
            resource: format!("r{index}"),
            pathway: "p".into(),
            name: "路径".into(),
            minutes: Fraction::from(practical % 37 + 1),
            volume: Some(Fraction::from(11)),
            source,
        });
    }
    hospital.facts
}

fn costed(facts: &Facts) -> Costing {
    let (plan, adjustments) = (plan(), Adjustments::default());
    let (allocation, _) = allocate(facts, &plan, &adjustments);
    cost(facts, &plan, Some(&allocation), &adjustments).0
}

/// What a node's operation makes of its operands.
fn made(node: &Trace) -> Option<Fraction> {
    let values: Option<Vec<Fraction>> = node
        .operands
        .iter()
        .map(|operand| operand.value.clone().ok())
        .collect();
    let values = values?;
    Some(match (node.operation?, values.as_slice()) {
        (Operation::Sum, all) => all.iter().sum(),
        (Operation::Difference, [a, b]) => a - b,
        (Operation::Product, [a, b]) => a * b,
        (Operation::Quotient, [a, b]) => {
            let none = || yingheng_core::quantity::Reason::new("reason.no_cost");
            a.over(b, none).ok()?
        }
        other => panic!("{other:?}"),
    })
}

/// Every node follows from its operands, down to the leaves; a node with a key is opened again.
fn follows(inputs: &TraceInputs<'_>, node: &Trace, depth: usize) {
    assert!(depth < 24, "endless: {:?}", node.key);
    let opened = match (&node.key, node.operation) {
        (Some(key), None) => explain(inputs, key).unwrap_or_else(|reason| {
            panic!("{key}: {reason:?}");
        }),
        _ => node.clone(),
    };
    assert_eq!(opened.value, node.value, "{:?}", node.key);
    if let Some(value) = made(&opened) {
        assert_eq!(
            Ok(value),
            opened.value,
            "{:?} {:?}",
            opened.key,
            opened.label
        );
    }
    for operand in &opened.operands {
        follows(inputs, operand, depth + 1);
    }
}

fn explained(inputs: &TraceInputs<'_>, tables: &[Table]) -> usize {
    let mut count = 0;
    for table in tables {
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len(), "{}", table.id);
            for cell in &row.cells {
                let Cell::Figure { why: Some(key), .. } = cell else {
                    continue;
                };
                let node =
                    explain(inputs, key).unwrap_or_else(|_| panic!("{key} explains nothing"));
                assert!(node.value.is_ok(), "{key}");
                follows(inputs, &node, 0);
                count += 1;
            }
        }
    }
    count
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn items_add_up_to_the_pool(seed in seed()) {
        let costing = costed(&facts(&seed));
        let unit = &costing.service_items[0];
        let pool = unit.pool.as_ref().expect("a pool");
        for method in ItemMethod::ALL {
            let costs: Result<Vec<_>, _> = unit.items.iter().map(|item| item.cost[method.index()].clone()).collect();
            let Ok(costs) = costs else {
                // Minutes, counts or revenue may all be zero; the other two always work, unless an item is never done.
                prop_assert!(method != ItemMethod::Activity);
                continue;
            };
            for item in CostItem::ALL {
                let sum: Fraction = costs.iter().map(|cost| &cost[item.index()]).sum();
                prop_assert_eq!(&sum, &pool[item.index()], "{:?}", method);
            }
        }
    }

    #[test]
    fn scale_and_order_of_parameters_do_not_matter(seed in seed()) {
        let mut facts = facts(&seed);
        let before = costed(&facts);
        for row in &mut facts.service_items {
            row.equivalent = row.equivalent.as_ref().map(|value| value * &Fraction::from(2));
        }
        let doubled = costed(&facts);
        for (a, b) in before.service_items[0].items.iter().zip(&doubled.service_items[0].items) {
            prop_assert_eq!(&a.cost, &b.cost);
        }
        facts.service_items.reverse();
        facts.activities.reverse();
        facts.activity_volumes.reverse();
        facts.capacity.reverse();
        facts.capacity_use.reverse();
        let turned = costed(&facts);
        for (a, b) in before.service_items[0].items.iter().zip(&turned.service_items[0].items) {
            prop_assert_eq!((&a.code, &a.cost), (&b.code, &b.cost));
        }
        for (a, b) in before.time_driven.resources.iter().zip(&turned.time_driven.resources) {
            prop_assert_eq!((&a.code, &a.cost, &a.used), (&b.code, &b.cost, &b.used));
        }
        prop_assert_eq!(&before.time_driven.pathways[0].cost, &turned.time_driven.pathways[0].cost);
    }

    #[test]
    fn used_and_unused_capacity_make_the_whole(seed in seed()) {
        for resource in costed(&facts(&seed)).time_driven.resources {
            prop_assert_eq!(&(&resource.used + &resource.unused()), &resource.practical);
            let both = resource.used_cost().expect("a cost") + &resource.unused_cost().expect("a cost");
            prop_assert_eq!(Ok(both), resource.cost);
        }
    }

    #[test]
    fn bed_days_and_visits_hold_the_clinical_cost(seed in seed()) {
        let facts = facts(&seed);
        let (plan, adjustments) = (plan(), Adjustments::default());
        let (allocation, _) = allocate(&facts, &plan, &adjustments);
        let (costing, _) = cost(&facts, &plan, Some(&allocation), &adjustments);
        let parts = [&costing.bed_days, &costing.visits];
        let all: Fraction = parts.iter().flat_map(|objects| objects.first()).flat_map(|object| object.cost.iter()).sum();
        let clinical: Fraction = facts.departments.iter().zip(&allocation.units)
            .filter(|((unit, _), _)| unit.class == DepartmentClass::Clinical)
            .flat_map(|(_, unit)| unit.full()).sum();
        prop_assert_eq!(all, clinical);
        // All billed consumables of the hospital lie in these objects: every unit's own reach a clinical one.
        let billed: Fraction = parts.iter().flat_map(|objects| objects.first()).map(|object| &object.billed).sum();
        let carved: Fraction = allocation.units.iter().flat_map(|unit| &unit.carved)
            .filter(|(code, _, _)| code == "材料").map(|(_, _, amount)| amount).sum();
        prop_assert_eq!(billed, carved);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    #[test]
    fn every_printed_figure_follows_from_its_parts(seed in seed(), raise in prop_oneof![Just("1"), Just("1.1")]) {
        let mut facts = facts(&seed);
        for (unit, _) in &mut facts.departments {
            unit.beds = Some(30);
        }
        let plan = plan();
        let (mut given, _) = yingheng_tests::hospital::ten_patients();
        given.cases.given_cost = given.cases.charge.iter().map(|fen| Some(*fen)).collect();
        let policy = yingheng_core::policy::tariff_from_mean_cost(&given).expect("a tariff");
        let mut adjustments = Adjustments::default();
        adjustments.item[0] = raise.parse().expect("a factor");
        let run = compute(&facts, &policy, &plan, &adjustments);
        let inputs = TraceInputs { facts: &facts, policy: &policy, plan: &plan, adjustments: &adjustments, run: &run };
        let costing = &run.costing;
        let kinds = [
            (object_costs::ObjectKind::BedDay, &costing.bed_days),
            (object_costs::ObjectKind::Visit, &costing.visits),
        ];
        let mut tables: Vec<Table> = kinds.into_iter().flat_map(|(kind, objects)| [
            object_costs::objects(kind, &facts, objects),
            object_costs::composition(kind, &facts, objects),
        ]).collect();
        let units = &costing.service_items;
        tables.extend([service_items::pools(units), service_items::unit_costs(units), service_items::totals(units), service_items::composition(units)]);
        let (columns, rows) = service_items::summary(units);
        tables.push(Table { columns, rows, ..service_items::pools(units) });
        tables.extend(service_items::activities(units));
        tables.extend([time_driven::resources(&costing.time_driven), time_driven::pathways(&costing.time_driven)]);
        prop_assert!(explained(&inputs, &tables) > 60);
    }
}
