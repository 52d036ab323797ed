//! Smallest example of every trouble of stock: one code, one place; nothing is lost.

use yingheng_core::facts::{
    AccountRule, Facts, ImportBatch, LedgerLine, SourceRef, StockRow, StockTerms,
};
use yingheng_core::hospital::{CostItem, Department, DepartmentClass, FundingSource};
use yingheng_core::issue::Issue;
use yingheng_core::period::Period;
use yingheng_core::plan::{Plan, StockCategory};
use yingheng_core::quantity::{Fraction, Money};
use yingheng_core::sources::stock::{Measure, gather};

const FIELDS: [&str; 10] = [
    "code",
    "name",
    "category",
    "department",
    "period",
    "opening",
    "receipts",
    "issues",
    "write_off",
    "closing",
];

/// A row of one item in one month: opening, receipts, issues, closing.
fn row(line: u32, month: u8, [opening, receipts, issues, closing]: [i64; 4]) -> StockRow {
    let fen = Money::from_fen;
    StockRow {
        code: "M1".into(),
        name: "纱布".into(),
        category: "低值耗材".into(),
        department: "C1".into(),
        period: Period { year: 2025, month },
        opening: fen(opening),
        receipts: fen(receipts),
        issues: fen(issues),
        write_off: fen(0),
        closing: fen(closing),
        terms: StockTerms::default(),
        source: SourceRef {
            batch: 1,
            row: line,
        },
    }
}

fn facts(rows: Vec<StockRow>) -> Facts {
    let unit = Department {
        code: "C1".into(),
        name: "内科".into(),
        class: DepartmentClass::Clinical,
        service_unit: None,
        facility: String::new(),
        beds: None,
        opened: None,
        closed: None,
    };
    Facts {
        batches: vec![ImportBatch {
            id: 1,
            form: "stock".into(),
            file: "库存.xlsx".into(),
            columns: FIELDS.map(str::to_owned).into_iter().zip(1..).collect(),
            ..ImportBatch::default()
        }],
        departments: vec![(unit, SourceRef::default())],
        stock: rows,
        ..Facts::default()
    }
}

fn plan() -> Plan {
    let mut plan = Plan::default();
    plan.stock.categories.push(StockCategory {
        category: "低值耗材".into(),
        item: CostItem::Consumables,
        billable: Some(false),
        value: None,
    });
    plan
}

fn found(facts: &Facts) -> Vec<(String, String)> {
    let mut issues: Vec<Issue> = yingheng_core::checks::all(facts);
    issues.extend(gather(facts, &plan()).1);
    issues
        .iter()
        .map(|issue| (issue.code().to_owned(), issue.place.address()))
        .collect()
}

#[test]
fn every_code_has_its_smallest_example() {
    let mut unpriced = row(4, 1, [5, 0, 0, 5]);
    unpriced.terms.quantity = Some(Fraction::from(3));
    let mut stranger = row(4, 1, [5, 0, 0, 5]);
    stranger.department = "X".into();
    let mut unknown = row(4, 1, [5, 0, 2, 3]);
    unknown.category = "杂项".into();
    let gallery: [(&str, &str, Vec<StockRow>); 9] = [
        (
            "checks.stock_negative",
            "J4",
            vec![row(4, 1, [5, 0, 8, -3])],
        ),
        (
            "checks.stock_unbalanced",
            "J4",
            vec![row(4, 1, [5, 0, 1, 5])],
        ),
        (
            "checks.stock_jumps",
            "F5",
            vec![row(4, 1, [5, 0, 0, 5]), row(5, 2, [6, 0, 0, 6])],
        ),
        (
            "checks.stock_month_missing",
            "E5",
            vec![row(4, 1, [5, 0, 0, 5]), row(5, 3, [5, 0, 0, 5])],
        ),
        (
            "checks.stock_month_twice",
            "E5",
            vec![row(4, 1, [5, 0, 0, 5]), row(5, 1, [5, 0, 0, 5])],
        ),
        ("checks.stock_unpriced", "H4", vec![unpriced]),
        ("checks.unknown_department", "D4", vec![stranger]),
        ("sources.stock_unclassified", "C4", vec![unknown]),
        // Two units of the same month and goods that end with nothing left are in order.
        ("", "", {
            let mut other = row(6, 1, [5, 0, 5, 0]);
            other.code = "M2".into();
            vec![row(4, 1, [5, 0, 1, 4]), row(5, 2, [4, 2, 1, 5]), other]
        }),
    ];
    for (code, place, rows) in gallery {
        let wanted: Vec<(String, String)> = (!code.is_empty())
            .then(|| (code.to_owned(), place.to_owned()))
            .into_iter()
            .collect();
        assert_eq!(found(&facts(rows)), wanted, "{code}");
    }
}

#[test]
fn unclassified_goods_stay_visible_and_the_ledger_is_not_adjusted() {
    let mut unknown = row(4, 1, [5, 0, 2, 3]);
    unknown.category = "杂项".into();
    let mut facts = facts(vec![unknown, row(5, 1, [9, 0, 4, 5])]);
    facts.accounts.push(AccountRule {
        account: "5001".into(),
        name: "材料".into(),
        item: CostItem::Consumables,
        carve_out: None,
        source: SourceRef::default(),
    });
    facts.ledger.push(LedgerLine {
        department: "C1".into(),
        account: "5001".into(),
        funding: FundingSource::Operating,
        period: Period {
            year: 2025,
            month: 1,
        },
        amount: Money::from_fen(7),
        source: SourceRef::default(),
    });
    let (stock, issues) = gather(&facts, &plan());
    let codes: Vec<&str> = issues.iter().map(Issue::code).collect();
    assert_eq!(
        codes,
        ["sources.stock_unclassified", "sources.materials_differ"]
    );
    let differ = &issues[1].message.arguments;
    assert_eq!(
        [&differ["used"], &differ["ledger"], &differ["difference"]],
        ["0.04", "0.07", "-0.03"]
    );
    let stock = stock.expect("stock");
    let names: Vec<&str> = stock
        .inventory
        .categories
        .iter()
        .map(|part| part.category.as_str())
        .collect();
    assert_eq!(names, ["", "低值耗材"]);
    let used = stock.inventory.all(false).sum(Measure::Consumption);
    assert_eq!(used, Fraction::from(6));
}
