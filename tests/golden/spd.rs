//! SPD indicators against `data/cost-spd.json` (cost-method §5, §8.6), from stock rows through the run to the table.

use serde_json::Value;
use yingheng_core::facts::{Facts, StockRow, StockTerms};
use yingheng_core::hospital::CostItem;
use yingheng_core::period::Period;
use yingheng_core::plan::{Plan, SpdClaim, SpdPlan, StockCategory};
use yingheng_core::planning::spd;
use yingheng_core::quantity::{Fraction, Money, rounding::to_text};
use yingheng_core::sources::stock::{Measure, Stock, gather};
use yingheng_tests::hospital::fen;

fn golden() -> Value {
    serde_json::from_str(include_str!("data/cost-spd.json")).expect("golden file")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

fn number(value: &Value) -> Fraction {
    text(value).parse().expect("a number")
}

/// The golden hospital: a whole year in one row, all write-offs expired.
fn stock(golden: &Value) -> (Stock, SpdPlan) {
    let of = |name: &str| Money::from_fen(fen(text(&golden["input"][name])));
    let write_off = of("expired_write_off");
    let (opening, closing, issues) = (of("opening"), of("closing"), of("consumption"));
    let row = StockRow {
        code: "1".into(),
        name: "耗材".into(),
        category: "耗材".into(),
        department: "C1".into(),
        period: Period {
            year: 2025,
            month: 0,
        },
        opening,
        receipts: closing + issues + write_off - opening,
        issues,
        write_off,
        closing,
        terms: StockTerms {
            expired: Some(write_off),
            ..StockTerms::default()
        },
        source: Default::default(),
    };
    let claim = SpdClaim {
        from_days: Fraction::from(30),
        to_days: Fraction::from(15),
        amount: Fraction::from(2_000_000),
    };
    let input = &golden["input"];
    let spd = SpdPlan {
        target_days: Fraction::from(input["target_days"].as_i64().expect("days")),
        cost_of_capital: number(&input["cost_of_capital"]),
        write_off_after: number(&input["write_off_after"]),
        labour_saved: number(&input["labour_saved"]),
        service_fee: number(&input["spd_service_fee"]),
        claim: Some(claim),
        ..SpdPlan::default()
    };
    let mut plan = Plan::default();
    plan.stock.categories.push(StockCategory {
        category: "耗材".into(),
        item: CostItem::Consumables,
        billable: None,
        value: None,
    });
    let facts = Facts {
        stock: vec![row],
        ..Facts::default()
    };
    let (stock, issues) = gather(&facts, &plan);
    assert!(issues.is_empty(), "{issues:?}");
    (stock.expect("stock"), spd)
}

#[test]
fn every_expected_figure() {
    let golden = golden();
    let (stock, plan) = stock(&golden);
    let of = &stock.inventory;
    let all = of.all(false);
    assert!(all.unexplained().is_zero());
    assert_eq!(
        of.days(),
        Fraction::from(golden["input"]["days"].as_i64().expect("days"))
    );
    // One row for the year has no month-ends: the average of months is not computable, never something else.
    assert_eq!(
        all.average(of).expect_err("no months").code,
        "reason.no_month_ends"
    );
    let yuan = Fraction::new(1, 100).expect("a 分");
    let used = all.sum(Measure::Consumption);
    let inputs = spd::SpdInputs {
        average_stock: all.simple_average(),
        days: of.days(),
        consumption: used.clone(),
        target_days: plan.target_days.clone(),
        cost_of_capital: plan.cost_of_capital.clone(),
        expired: all.expired().expect("stated"),
        expired_after: &plan.write_off_after * &Fraction::from(100),
        labour_saved: &plan.labour_saved * &Fraction::from(100),
        service_fee: &plan.service_fee * &Fraction::from(100),
        ..spd::SpdInputs::default()
    };
    let figures = [
        ("average_stock", Ok(inputs.average_stock.clone()), true),
        (
            "turnover_times",
            spd::turnover(&used, &inputs.average_stock),
            false,
        ),
        ("days_on_hand", inputs.days_now(), false),
        ("released_capital", inputs.released_capital(), true),
        ("annual_carrying_saving", inputs.carrying_saving(), true),
        ("expiry_loss_rate", all.expiry_rate(), false),
        ("net_annual_benefit", inputs.net_benefit(), true),
    ];
    let expected = golden["expected"].as_object().expect("figures");
    assert_eq!(expected.len(), figures.len(), "every figure is checked");
    for (name, value, money) in figures {
        let value = value.expect(name);
        let value = if money { &value * &yuan } else { value };
        let wanted = &expected[name];
        assert_eq!(value, number(&wanted["exact"]), "{name}");
        let (places, key) = if money { (2, "r2") } else { (4, "r4") };
        assert_eq!(to_text(&value, places), text(&wanted[key]), "{name}");
    }
}

#[test]
fn a_claim_is_checked_by_what_it_takes_for_granted() {
    let golden = golden();
    let (_, plan) = stock(&golden);
    let claim = plan.claim.expect("a claim");
    let (from, to, amount) = (&claim.from_days, &claim.to_days, &claim.amount);
    let daily = spd::implied_daily_use(from, to, amount).expect("daily use");
    let year = Fraction::from(365);
    let annual = spd::implied_annual_use(from, to, amount, &year).expect("annual use");
    for (value, name) in [
        (daily, "implied_daily_use"),
        (annual, "implied_annual_use_365"),
    ] {
        let wanted = &golden["claim_consistency"][name];
        assert_eq!(value, number(&wanted["exact"]), "{name}");
        assert_eq!(to_text(&value, 2), text(&wanted["r2"]), "{name}");
    }
    let none = spd::implied_daily_use(from, from, amount).expect_err("no cut");
    assert_eq!(none.code, "reason.no_days_cut");
}

#[test]
fn division_by_nothing_has_a_reason() {
    let (zero, one) = (Fraction::zero(), Fraction::one());
    let code = |value: Result<Fraction, yingheng_core::quantity::Reason>| {
        value.expect_err("not computable").code
    };
    assert_eq!(code(spd::turnover(&one, &zero)), "reason.no_stock_held");
    assert_eq!(
        code(spd::days_on_hand(&one, &zero, &one)),
        "reason.no_consumption"
    );
    assert_eq!(code(spd::daily_use(&one, &zero)), "reason.no_period_days");
    assert_eq!(
        code(spd::mean_of_month_ends(&one, 0)),
        "reason.no_month_ends"
    );
    let packs = |size: i64| {
        spd::fixed_packs(
            &"7.5".parse().expect("daily use"),
            &Fraction::from(3),
            &"0.2".parse().expect("safety"),
            &Fraction::from(size),
        )
    };
    // 7.5 × 3 × 1.2 = 27 pieces: three packs of ten, three of nine, one of 27.
    let whole = |size| packs(size).expect("packs").to_string();
    assert_eq!([whole(10), whole(9), whole(27)], ["3", "3", "1"]);
    assert_eq!(packs(0).expect_err("no pack").code, "reason.no_pack_size");
    // 寄售: own stock falls by 100, payables by 70: 30 freed.
    let of = Fraction::from;
    let net = spd::released_net_of_payables(&of(300), &of(200), &of(90), &of(20));
    assert_eq!(net, of(30));
}
