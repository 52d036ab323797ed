//! Stock: nothing is lost between opening and closing, the shelf is not cost, order is irrelevant, figures explain themselves.

use proptest::prelude::*;
use yingheng_core::facts::{Facts, MaterialRow, SourceRef, StockLocation, StockRow, StockTerms};
use yingheng_core::hospital::CostItem;
use yingheng_core::period::Period;
use yingheng_core::plan::{Adjustments, Plan, SpdPlan, StockCategory};
use yingheng_core::policy::tariff_from_mean_cost;
use yingheng_core::quantity::{Fraction, Money};
use yingheng_core::report::{Cell, Table, inventory, materials};
use yingheng_core::run::{Run, compute};
use yingheng_core::sources::stock::{Measure, Stock, gather};
use yingheng_core::trace::{Trace, TraceInputs, explain};
use yingheng_tests::hospital::ten_patients;

const MONTHS: u8 = 3;

/// One item of one unit: opening, whether the unit keeps a shelf, and per month receipts, issues, lost, kept on the
/// shelf and lost there.
type Line = (i64, bool, Vec<[i64; 5]>);

fn line() -> impl Strategy<Value = Line> {
    let month = prop::array::uniform5(-50_i64..5_000);
    (
        0_i64..10_000,
        any::<bool>(),
        prop::collection::vec(month, usize::from(MONTHS)),
    )
}

/// Rows that balance and follow each other; what was used, computed beside.
fn rows(lines: &[Line]) -> (Facts, Plan, i64) {
    let (mut facts, mut used) = (Facts::default(), 0);
    for (number, (opening, shelf, months)) in lines.iter().enumerate() {
        let (mut held, mut kept) = (*opening, 0);
        for (month, [receipts, issues, lost, keep, lost_there]) in (1..).zip(months) {
            let mut add = |location, opening: i64, receipts: i64, out: i64, lost: i64| {
                let closing = opening + receipts - out - lost;
                facts.stock.push(StockRow {
                    code: format!("M{number}"),
                    name: "物资".into(),
                    category: ["低值耗材", "西药", "杂项"][number % 3].into(),
                    department: format!("C{}", number % 2),
                    period: Period { year: 2025, month },
                    opening: Money::from_fen(opening),
                    receipts: Money::from_fen(receipts),
                    issues: Money::from_fen(out),
                    write_off: Money::from_fen(lost),
                    closing: Money::from_fen(closing),
                    terms: StockTerms {
                        location,
                        expired: Some(Money::from_fen(lost)),
                        near_expiry: Some(Money::from_fen(closing / 4)),
                        ..StockTerms::default()
                    },
                    source: SourceRef::default(),
                });
                closing
            };
            held = add(StockLocation::Issued, held, *receipts, *issues, *lost);
            if *shelf {
                // What is neither kept nor lost is used.
                let out = kept + issues - keep - lost_there;
                used += out;
                kept = add(StockLocation::Shelf, kept, *issues, out, *lost_there);
            } else {
                used += issues;
            }
        }
        if number % 4 == 1 {
            facts.materials.push(MaterialRow {
                code: format!("M{number}"),
                name: "物资".into(),
                category: None,
                item: None,
                billable: Some(true),
                value: None,
                consigned: true,
                source: SourceRef::default(),
            });
        }
    }
    for (row, number) in facts.stock.iter_mut().zip(1..) {
        row.source = SourceRef {
            batch: 1,
            row: number,
        };
    }
    let mut plan = Plan::default();
    for (category, item) in [
        ("低值耗材", CostItem::Consumables),
        ("西药", CostItem::Drugs),
    ] {
        plan.stock.categories.push(StockCategory {
            category: category.into(),
            item,
            billable: Some(false),
            value: None,
        });
    }
    plan.stock.spd = Some(SpdPlan {
        target_days: Fraction::from(10),
        cost_of_capital: "0.045".parse().expect("a rate"),
        ..SpdPlan::default()
    });
    (facts, plan, used)
}

fn figures(stock: &Stock) -> Vec<(bool, String, Vec<i128>)> {
    stock
        .inventory
        .categories
        .iter()
        .map(|part| (part.consigned, part.category.clone(), part.sums.to_vec()))
        .collect()
}

fn run_of(facts: &Facts, plan: &Plan) -> (Run, yingheng_core::policy::PolicyPack) {
    let mut given = ten_patients().0;
    given.cases.given_cost = given.cases.charge.iter().map(|fen| Some(*fen)).collect();
    let policy = tariff_from_mean_cost(&given).expect("a tariff");
    (
        compute(facts, &policy, plan, &Adjustments::default()),
        policy,
    )
}

/// Adds the leaves of an explanation up, from its cells.
fn re_add(inputs: &TraceInputs<'_>, trace: &Trace) -> Fraction {
    match (&trace.cell, trace.operands.as_slice(), &trace.key) {
        (Some(_), _, _) => trace.value.clone().expect("a cell"),
        (None, [], Some(key)) => {
            let opened = explain(inputs, key).expect("opens");
            // Nothing adds to it: zero, without operands.
            if opened.operands.is_empty() && opened.cell.is_none() {
                return opened.value.expect("a value");
            }
            re_add(inputs, &opened)
        }
        (None, [], None) => trace.value.clone().expect("a rest"),
        (None, operands, _) => operands.iter().map(|part| re_add(inputs, part)).sum(),
    }
}

fn whys(table: &Table) -> Vec<(String, String)> {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    cells
        .filter_map(|cell| match cell {
            Cell::Figure {
                text,
                why: Some(why),
            } => Some((text.clone(), why.clone())),
            _ => None,
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("YINGHENG_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(48)
    ))]

    #[test]
    fn movements_conserve_and_the_shelf_is_not_cost(lines in prop::collection::vec(line(), 1..7)) {
        let (facts, plan, used) = rows(&lines);
        let stock = gather(&facts, &plan).0.expect("stock");
        let (own, consigned) = (stock.inventory.all(false), stock.inventory.all(true));
        for part in stock.inventory.categories.iter().chain([&own, &consigned]) {
            prop_assert!(part.unexplained().is_zero(), "{part:?}");
        }
        let all = |of: Measure| own.sums[of as usize] + consigned.sums[of as usize];
        prop_assert_eq!(all(Measure::Consumption), i128::from(used));
        // Consumption + growth of the shelves + losses there = issues of the store.
        let issues: i64 = facts.stock.iter()
            .filter(|row| row.terms.location == StockLocation::Issued)
            .map(|row| row.issues.fen()).sum();
        let shelf = all(Measure::ShelfClosing) - all(Measure::ShelfOpening) + all(Measure::ShelfWriteOff);
        prop_assert_eq!(i128::from(used) + shelf, i128::from(issues));
        // Units and items hold the same consumption.
        let by_unit: i128 = stock.materials.totals.iter().map(|line| line.fen[5]).sum();
        prop_assert_eq!(by_unit, i128::from(used));
    }

    #[test]
    fn order_of_rows_is_irrelevant(lines in prop::collection::vec(line(), 1..6), turn in 1_usize..20) {
        let (mut facts, plan, _) = rows(&lines);
        let before = gather(&facts, &plan).0.expect("stock");
        let turn = turn % facts.stock.len();
        facts.stock.rotate_left(turn);
        facts.stock.reverse();
        let after = gather(&facts, &plan).0.expect("stock");
        prop_assert_eq!(figures(&before), figures(&after));
        prop_assert_eq!(before.materials, after.materials);
    }

    #[test]
    fn released_capital_is_no_profit(lines in prop::collection::vec(line(), 1..6)) {
        let (facts, plan, _) = rows(&lines);
        let without = Plan { stock: Default::default(), ..plan.clone() };
        let (with_spd, policy) = run_of(&facts, &plan);
        let bare = compute(&facts, &policy, &without, &Adjustments::default());
        prop_assert_eq!(&with_spd.margins, &bare.margins);
        // The benefit moves with the target only through the carrying cost.
        let stock = with_spd.sources.stock.expect("stock");
        let all = stock.inventory.all(false);
        let project = plan.stock.spd.expect("a project");
        if let Ok(inputs) = all.spd_inputs(&stock.inventory, &project)
            && let (Ok(released), Ok(net)) = (inputs.released_capital(), inputs.net_benefit())
        {
            prop_assert_eq!(net - inputs.expired, released * &project.cost_of_capital);
        }
    }

    #[test]
    fn every_figure_is_the_sum_of_its_cells(lines in prop::collection::vec(line(), 1..5)) {
        let (facts, plan, _) = rows(&lines);
        let (run, policy) = run_of(&facts, &plan);
        let adjustments = Adjustments::default();
        let inputs = TraceInputs { facts: &facts, policy: &policy, plan: &plan, adjustments: &adjustments, run: &run };
        let stock = run.sources.stock.as_ref().expect("stock");
        let of = &stock.inventory;
        let sums = [
            inventory::movements(of, false),
            inventory::movements(of, true),
            inventory::shelves(&facts, of),
            inventory::losses(&facts, of),
            inventory::slow(&facts, &plan, stock),
            materials::materials(&facts, &stock.materials),
        ];
        for (text, why) in sums.iter().flat_map(whys) {
            let trace = explain(&inputs, &why).map_err(|reason| TestCaseError::fail(format!("{why}: {reason:?}")))?;
            let printed = yingheng_core::report::publish::text(trace.value.as_ref().expect("a value"), trace.unit);
            prop_assert_eq!(&printed, &text, "{}", why);
            // `unexplained` takes parts off and opens none of them under its sign.
            if !why.ends_with("unexplained") {
                prop_assert_eq!(re_add(&inputs, &trace), trace.value.clone().expect("a value"), "{}", why);
            }
        }
        let quotients = [inventory::turnover(of), inventory::spd(of, plan.stock.spd.as_ref().expect("a project"))];
        for (text, why) in quotients.iter().flat_map(whys) {
            let trace = explain(&inputs, &why).map_err(|reason| TestCaseError::fail(format!("{why}: {reason:?}")))?;
            let printed = yingheng_core::report::publish::text(trace.value.as_ref().expect("a value"), trace.unit);
            prop_assert_eq!(&printed, &text, "{}", why);
        }
    }
}

/// 3,000 items, twelve months, and a change of one cell changes exactly the figures that hold it.
#[test]
fn a_large_store_is_quick_and_one_cell_moves_only_its_own() {
    let lines: Vec<Line> = (0..3_000)
        .map(|n| (1_000 + n, n % 7 == 0, vec![[50, 40, 1, 3, 0]; 12]))
        .collect();
    let (facts, plan, used) = rows(&lines);
    let started = std::time::Instant::now();
    let stock = gather(&facts, &plan).0.expect("stock");
    assert!(
        started.elapsed().as_secs() < 5,
        "unoptimised and on a busy machine"
    );
    let total = |stock: &Stock| {
        let of = |consigned| stock.inventory.all(consigned).sums[Measure::Consumption as usize];
        of(false) + of(true)
    };
    assert_eq!(total(&stock), i128::from(used));
    let mut changed = facts.clone();
    changed.stock[0].issues += Money::from_fen(1);
    let other = gather(&changed, &plan).0.expect("stock");
    assert_eq!(total(&other), i128::from(used) + 1);
    let moved = figures(&stock)
        .into_iter()
        .zip(figures(&other))
        .filter(|(before, after)| before != after)
        .count();
    assert_eq!(moved, 1);
}
