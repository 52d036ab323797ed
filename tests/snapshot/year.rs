//! Year and cash of the demonstration hospital: the surplus stays as it was, dated amounts add up to what is due, and
//! every figure of the view explains itself: its operands make it again, down to a cell.

use std::path::Path;

use yingheng_core::clearing::{FlowKind, Settlement};
use yingheng_core::facts::Facts;
use yingheng_core::plan::{Adjustments, Plan};
use yingheng_core::policy::{PolicyPack, YearRules};
use yingheng_core::quantity::{Fraction, Money, rounding};
use yingheng_core::report::{Cell, Table, publish, year, year_cash, year_pools};
use yingheng_core::run::compute;
use yingheng_core::trace::{Operation, Trace, TraceInputs, explain};
use yingheng_tests::demo;

fn hospital() -> (Facts, PolicyPack, Plan) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect(path);
    let folder = "policy/cn/demo-county/2025";
    let facts = demo::facts::facts(&demo::generate(&read(&format!("{folder}/groups.csv"))));
    let policy = yingheng_io::pack_files::load(&root.join(folder)).expect("the pack");
    let plan: Plan = toml::from_str(&read("demo/plan.toml")).expect("a plan");
    (facts, policy, plan)
}

fn tables(found: &Settlement, pack: &PolicyPack) -> Vec<Table> {
    [
        year::statement(found, pack),
        year::bands(found, pack),
        year_cash::months(found),
        year_cash::flows(found, pack),
        year_cash::receivable(found),
        year_pools::parts_table(found),
        year_pools::what_ifs(found, pack),
        year_pools::contracts(found, pack),
    ]
    .into_iter()
    .map(|table| table.expect("a table"))
    .collect()
}

/// The value the operands make, where a formula says how.
fn remade(node: &Trace) -> Option<Fraction> {
    let values: Option<Vec<Fraction>> = node
        .operands
        .iter()
        .map(|operand| operand.value.clone().ok())
        .collect();
    let values = values?;
    let value = match node.operation? {
        Operation::Sum => values.iter().sum(),
        Operation::Difference => &values[0] - &values[1],
        Operation::Product => values
            .iter()
            .fold(Fraction::one(), |all, value| &all * value),
        Operation::Quotient => values[0]
            .over(&values[1], || {
                yingheng_core::quantity::Reason::new("reason.no_amount")
            })
            .ok()?,
        Operation::Steps => return None,
    };
    Some(if node.rounding.is_some() {
        rounding::to_money(&value).exact()
    } else {
        value
    })
}

fn check(node: &Trace, key: &str) {
    if let (Ok(value), Some(remade)) = (&node.value, remade(node)) {
        assert_eq!(*value, remade, "{key}: {:?}", node.label);
    }
    for operand in &node.operands {
        check(operand, key);
    }
}

#[test]
fn the_year_stands_beside_the_surplus() {
    let (facts, mut policy, plan) = hospital();
    let none = Adjustments::default();
    let with = compute(&facts, &policy, &plan, &none);
    policy.year = YearRules::default();
    let without = compute(&facts, &policy, &plan, &none);
    assert_eq!(with.margins, without.margins);
    assert_eq!(with.break_even, without.break_even);
    assert!(without.year.is_none());
}

#[test]
fn dated_amounts_of_every_account_add_up_to_what_is_due() {
    let (facts, policy, plan) = hospital();
    let run = compute(&facts, &policy, &plan, &Adjustments::default());
    let found = run.year.as_ref().expect("rules");
    assert_eq!(found.accounts.len(), 2);
    // Cases of the two schemes are in exactly one account, months add up to the year.
    let table = &facts.cases;
    let mut settled = Money::ZERO;
    for (case, paid) in run.payments.cases.iter().enumerate() {
        let scheme = &table.schemes[table.scheme[case] as usize];
        if ["职工", "居民"].contains(&scheme.as_str()) {
            settled += paid.fund;
        }
    }
    let sum: Money = found.accounts.iter().map(|account| account.settled).sum();
    assert_eq!(sum, settled);
    for account in &found.accounts {
        assert_eq!(account.months.len(), 12);
        let year = account.year.as_ref().expect("a year");
        let cash = year.cash.as_ref().expect("dates");
        let returned = year.deposit.as_ref().expect("a deposit");
        let returned = returned.returned.clone().expect("a score");
        assert_eq!(cash.received, year.due + returned);
        let dated: Money = cash
            .flows
            .iter()
            .filter(|flow| !flow.kind.is_advance())
            .map(|flow| flow.amount)
            .sum();
        assert_eq!(dated, cash.received);
        let lent: Money = cash
            .flows
            .iter()
            .filter(|flow| flow.kind.is_advance())
            .map(|flow| flow.amount)
            .sum();
        assert_eq!(lent, Money::ZERO);
        let last = cash.months.last().expect("months");
        assert_eq!((last.receivable, last.advance), (Money::ZERO, Money::ZERO));
        // Twelve prepayments and true-ups, at their lag.
        let prepaid = cash
            .flows
            .iter()
            .filter(|flow| flow.kind == FlowKind::Prepaid);
        assert_eq!(prepaid.count(), 12);
    }
}

#[test]
fn every_figure_of_the_view_explains_itself() {
    let (facts, policy, plan) = hospital();
    let none = Adjustments::default();
    let run = compute(&facts, &policy, &plan, &none);
    let found = run.year.as_ref().expect("rules");
    let inputs = TraceInputs {
        facts: &facts,
        policy: &policy,
        plan: &plan,
        adjustments: &none,
        run: &run,
    };
    let (mut figures, mut first_case) = (0, None);
    for table in tables(found, &policy) {
        for (row, cell) in table
            .rows
            .iter()
            .flat_map(|row| row.cells.iter().map(move |cell| (row, cell)))
        {
            let Cell::Figure {
                text,
                why: Some(key),
            } = cell
            else {
                continue;
            };
            let node = explain(&inputs, key).unwrap_or_else(|reason| panic!("{key}: {reason:?}"));
            let value = node.value.clone().expect("a value");
            let printed = publish::text(&value, node.unit);
            // Points are printed with fewer places than a ratio.
            assert!(
                printed == *text || printed.starts_with(text.as_str()),
                "{} {}: {key} {printed} {text}",
                table.id,
                row.key
            );
            check(&node, key);
            figures += 1;
            if key.contains("/month/") && first_case.is_none() {
                first_case = node.operands.iter().find_map(|node| node.key.clone());
            }
        }
    }
    assert!(figures > 100, "{figures}");
    let case = first_case.expect("a case");
    let node = explain(&inputs, &case).expect("explained");
    check(&node, &case);
    assert!(
        node.operands
            .iter()
            .any(|node| node.cell.is_some() || node.key.is_some())
    );
}
