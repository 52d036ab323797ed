//! What must not change, or must change in step, when the input changes: on the random hospitals of the oracle test.
//!
//! `YINGHENG_CASES` sets the number of hospitals; 35 otherwise.

#[path = "oracle/random_hospital.rs"]
mod random_hospital;

use random_hospital::hospital;
use yingheng_core::allocation::{Allocation, allocate, scaled};
use yingheng_core::costing::{Costing, cost};
use yingheng_core::facts::Facts;
use yingheng_core::hospital::{DepartmentClass, ItemAmounts};
use yingheng_core::period::Period;
use yingheng_core::plan::{Adjustments, Plan, RuleSource};
use yingheng_core::quantity::{Fraction, Money};

fn each(check: impl Fn(&Facts, &Plan, &Adjustments, &Allocation, &Costing)) {
    let wanted = std::env::var("YINGHENG_CASES").ok();
    let count = wanted.and_then(|text| text.parse().ok()).unwrap_or(35);
    for number in 0..count {
        let (facts, plan, adjustments, _) = hospital(number);
        let (allocation, costing) = run(&facts, &plan, &adjustments);
        check(&facts, &plan, &adjustments, &allocation, &costing);
    }
}

fn run(facts: &Facts, plan: &Plan, adjustments: &Adjustments) -> (Allocation, Costing) {
    let (allocation, _) = allocate(facts, plan, adjustments);
    let (costing, _) = cost(facts, plan, Some(&allocation), adjustments);
    (allocation, costing)
}

fn times(amounts: &ItemAmounts, factor: i64) -> ItemAmounts {
    scaled(amounts, &Fraction::from(factor))
}

/// All ledger amounts and metered amounts times k: every cost times k, every ratio times k.
#[test]
fn costs_scale_with_the_ledger() {
    each(|facts, plan, adjustments, allocation, costing| {
        let mut more = facts.clone();
        for line in &mut more.ledger {
            line.amount = Money::from_fen(line.amount.fen() * 7);
        }
        // What a meter charges is money as well.
        for row in &mut more.drivers {
            let bills = &plan.shared_bills;
            if bills
                .iter()
                .any(|bill| bill.meter.as_ref() == Some(&row.driver))
            {
                row.value = &row.value * &Fraction::from(7);
            }
        }
        let (bigger, cost) = run(&more, plan, adjustments);
        for (one, seven) in allocation.units.iter().zip(&bigger.units) {
            assert_eq!(times(&one.full(), 7), seven.full());
            assert_eq!(times(&one.given, 7), seven.given);
        }
        assert_eq!(times(&allocation.unallocated, 7), bigger.unallocated);
        assert_eq!(times(&costing.unassigned, 7), cost.unassigned);
        for (one, seven) in costing.service_units.iter().zip(&cost.service_units) {
            assert_eq!(times(&one.cost, 7), seven.cost);
            let ratio = one.ratio.clone().map(|ratio| ratio * Fraction::from(7));
            assert_eq!(ratio, seven.ratio);
        }
        for (one, seven) in costing.bed_days.iter().zip(&cost.bed_days) {
            let day = one.unit_cost.clone().map(|day| day * Fraction::from(7));
            assert_eq!(day, seven.unit_cost);
        }
    });
}

/// One line of 3x is the same as lines of x and 2x; the same amount by months is the same as by year.
#[test]
fn how_the_ledger_is_cut_changes_nothing() {
    each(|facts, plan, adjustments, allocation, costing| {
        let mut cut = facts.clone();
        cut.ledger.clear();
        for (number, line) in facts.ledger.iter().enumerate() {
            let fen = line.amount.fen();
            let month = |part: i64, month: u8| {
                let mut line = line.clone();
                line.amount = Money::from_fen(part);
                line.period = Period { year: 2025, month };
                line
            };
            let first = if number % 2 == 0 { fen / 3 } else { -fen };
            cut.ledger.push(month(first, 1));
            cut.ledger.push(month(fen - first, 12));
        }
        let again = run(&cut, plan, adjustments);
        assert_eq!(&again.0.units, &allocation.units);
        assert_eq!(again.0.unallocated_lines, allocation.unallocated_lines);
        assert_eq!(&again.1, costing);
    });
}

/// Workload, revenue and staff cut into months and halves.
#[test]
fn months_together_are_the_year() {
    each(|facts, plan, adjustments, allocation, costing| {
        let mut cut = facts.clone();
        cut.workload.clear();
        cut.revenue.clear();
        cut.staff.clear();
        for row in &facts.workload {
            let mut early = row.clone();
            (early.visits, early.bed_days) = (row.visits / 2, row.bed_days / 3);
            let mut late = row.clone();
            (late.visits, late.bed_days) =
                (row.visits - early.visits, row.bed_days - early.bed_days);
            cut.workload.extend([early, late]);
        }
        for line in &facts.revenue {
            let mut early = line.clone();
            early.amount = Money::from_fen(line.amount.fen() / 5);
            let mut late = line.clone();
            late.amount = line.amount - early.amount;
            cut.revenue.extend([early, late]);
        }
        for row in &facts.staff {
            let mut half = row.clone();
            half.share = &row.share * &Fraction::new(1, 2).expect("a half");
            cut.staff.extend([half.clone(), half]);
        }
        let again = run(&cut, plan, adjustments);
        assert_eq!(&again.0.units, &allocation.units);
        assert_eq!(&again.1, costing);
    });
}

/// New codes in the opposite order: the same amounts under the new names.
#[test]
fn names_carry_no_money() {
    each(|facts, plan, adjustments, allocation, costing| {
        let renamed = |code: &str| -> String {
            let number: Option<u32> = code
                .strip_prefix('U')
                .and_then(|digits| digits.parse().ok());
            number.map_or(code.to_owned(), |number| format!("V{:02}", 99 - number))
        };
        let (mut facts_new, mut plan_new) = (facts.clone(), plan.clone());
        for (unit, _) in &mut facts_new.departments {
            unit.code = renamed(&unit.code);
        }
        facts_new.departments.reverse();
        for line in &mut facts_new.ledger {
            line.department = renamed(&line.department);
        }
        for row in &mut facts_new.drivers {
            row.department = renamed(&row.department);
            row.source_unit = row.source_unit.as_deref().map(renamed);
        }
        for row in &mut facts_new.staff {
            row.department = renamed(&row.department);
        }
        for row in &mut facts_new.workload {
            row.department = renamed(&row.department);
        }
        for line in &mut facts_new.revenue {
            line.ordering = renamed(&line.ordering);
            line.executing = renamed(&line.executing);
        }
        for rule in &mut plan_new.allocation {
            if let RuleSource::Department(code) = &mut rule.source {
                *code = renamed(code);
            }
        }
        let orders = plan_new.order.iter_mut().map(|order| &mut order.units);
        let bills = plan_new.shared_bills.iter_mut();
        for codes in orders.chain(bills.map(|bill| &mut bill.departments)) {
            codes.iter_mut().for_each(|code| *code = renamed(code));
        }
        let (again, cost) = run(&facts_new, &plan_new, adjustments);
        assert!(
            allocation.units.iter().map(|unit| unit.full()).eq(again
                .units
                .iter()
                .rev()
                .map(|unit| unit.full()))
        );
        assert_eq!(allocation.unallocated, again.unallocated);
        assert_eq!(costing.service_units, cost.service_units);
        assert_eq!(costing.case_cost, cost.case_cost);
    });
}

/// A unit without cost, driver, work or revenue changes nothing for the others and carries nothing itself.
#[test]
fn an_empty_unit_changes_nothing() {
    each(|facts, plan, adjustments, allocation, costing| {
        for class in DepartmentClass::ALL {
            let mut more = facts.clone();
            let mut empty = more.departments[0].clone();
            empty.0.code = "ZZ".to_owned();
            empty.0.class = class;
            more.departments.push(empty);
            let (again, cost) = run(&more, plan, adjustments);
            let before = allocation.units.len();
            assert_eq!(again.units[..before], allocation.units);
            assert!(again.units[before].full().iter().all(Fraction::is_zero));
            assert_eq!(again.unallocated, allocation.unallocated);
            assert_eq!(cost.service_units, costing.service_units);
            assert_eq!(cost.case_cost, costing.case_cost);
        }
    });
}

/// Moving an amount between two administration units with the same rule and common drivers moves nobody's full cost.
#[test]
fn equal_givers_are_interchangeable() {
    let mut met = 0;
    let count = 70;
    for number in 0..count {
        let (facts, plan, adjustments, _) = hospital(number);
        let mut plan = plan;
        plan.allocation
            .retain(|rule| matches!(rule.source, RuleSource::Class(_)));
        let mut facts = facts;
        facts.drivers.retain(|row| row.source_unit.is_none());
        let common = plan
            .allocation
            .iter()
            .all(|rule| rule.driver != "ordered_revenue");
        let of_class =
            |unit: &usize| facts.departments[*unit].0.class == DepartmentClass::Administration;
        let pair: Vec<usize> = (0..facts.departments.len())
            .filter(of_class)
            .take(2)
            .collect();
        if !common || pair.len() < 2 {
            continue;
        }
        met += 1;
        let (before, _) = run(&facts, &plan, &adjustments);
        let template = facts.ledger.last().expect("a ledger").clone();
        let mut moved = facts.clone();
        for (unit, fen) in pair.iter().zip([-9_999, 9_999]) {
            let mut line = template.clone();
            line.department = facts.departments[*unit].0.code.clone();
            line.amount = Money::from_fen(fen);
            moved.ledger.push(line);
        }
        let (after, _) = run(&moved, &plan, &adjustments);
        for (unit, (department, _)) in facts.departments.iter().enumerate() {
            if department.class != DepartmentClass::Administration {
                assert_eq!(before.units[unit].full(), after.units[unit].full());
            }
        }
    }
    assert!(met >= 5, "only {met} hospitals had two such units");
}
