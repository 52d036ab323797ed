//! Sources of cost on random hospitals: charges of a life add to the base, labour adds up every way, order is nothing.

use proptest::prelude::*;
use yingheng_core::facts::{AssetRow, AssetTerms, ChargeMethod, Facts, StaffRow};
use yingheng_core::hospital::{CostItem, FundingSource};
use yingheng_core::period::{Date, Period};
use yingheng_core::plan::{DepreciationRule, EntryMonth, Plan};
use yingheng_core::quantity::{Fraction, Money, rounding};
use yingheng_core::sources::{gather, schedule};
use yingheng_tests::hospital::Hospital;

fn cases() -> u32 {
    std::env::var("YINGHENG_CASES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(64)
}

prop_compose! {
    fn asset()(
        original in prop_oneof![0..10_000_i64, 0..100_000_000_000_000_i64],
        life_months in 1..700_u32,
        start in (1990..2030_i16, 1..=12_u8, 1..=28_u8),
        item in prop_oneof![Just(CostItem::Depreciation), Just(CostItem::Amortisation)],
        unit in 0..4_usize,
        charge in -1_000_000..1_000_000_000_i64,
        stays in proptest::option::of(0..900_i64),
    ) -> AssetRow {
        let in_service = Date::new(start.0, start.1, start.2).expect("a day");
        let left = stays.map(|months| schedule::month_number(in_service) + months);
        AssetRow {
            code: format!("E{original}"),
            name: String::new(),
            class: ["甲", "乙"][unit % 2].to_owned(),
            department: ["C1", "C2", "A1", "??"][unit].to_owned(),
            item,
            original: Money::from_fen(original),
            life_months,
            in_service,
            funding: FundingSource::Operating,
            charge: Money::from_fen(charge),
            capacity: None,
            used: None,
            terms: AssetTerms {
                disposed: left.and_then(|month| {
                    Date::new((month / 12) as i16, (month % 12) as u8 + 1, 28)
                }),
                ..AssetTerms::default()
            },
            source: Default::default(),
        }
    }
}

prop_compose! {
    fn person()(
        token in 0..6_u32,
        unit in 0..4_usize,
        role in 0..3_usize,
        share in 0..=20_i64,
        pay in prop::array::uniform3(-5_000_000..50_000_000_i64),
        row in 1..9_000_u32,
    ) -> StaffRow {
        let [basic, performance, insurance] = pay.map(Money::from_fen);
        StaffRow {
            token: if token == 0 { String::new() } else { format!("t{token}") },
            department: ["C1", "C2", "A1", "??"][unit].to_owned(),
            role: ["医师", "护士", "管理"][role].to_owned(),
            share: Fraction::new(share, 20).expect("twentieths"),
            basic,
            performance,
            insurance,
            source: yingheng_core::facts::SourceRef { batch: 1, row },
        }
    }
}

fn rule(following: bool, percent: i64) -> DepreciationRule {
    DepreciationRule {
        entry: if following {
            EntryMonth::Following
        } else {
            EntryMonth::Same
        },
        residual: following.then(|| Fraction::new(percent, 100).expect("a share")),
    }
}

fn facts(staff: Vec<StaffRow>, assets: Vec<AssetRow>) -> Facts {
    let mut facts = Hospital::new().facts;
    facts.staff = staff;
    facts.assets = assets;
    facts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn charges_of_a_life_add_to_the_base(
        mut asset in asset(), following: bool, percent in 0..100_i64
    ) {
        asset.terms.disposed = None;
        let rule = rule(following, percent);
        let base = schedule::base(&asset, &rule).expect("a base");
        let (mut months, mut years) = (Money::ZERO, Money::ZERO);
        let even = Fraction::new(base.fen(), asset.life_months).expect("months");
        for year in asset.in_service.year()..=asset.in_service.year() + 60 {
            for month in 0..=12 {
                let span = schedule::span(&asset, &rule, Period { year, month }).expect("a span");
                let charge = span.charge(base).expect("a charge");
                if month == 0 {
                    years += charge;
                } else {
                    months += charge;
                    // No month is further than a 分 from its even share.
                    prop_assert!(charge == Money::ZERO || (charge.exact() - &even).abs() <= Fraction::one());
                }
            }
        }
        prop_assert_eq!(months, base);
        prop_assert_eq!(years, base);
    }

    #[test]
    fn an_asset_that_leaves_is_charged_no_more(asset in asset(), following: bool) {
        let rule = rule(following, 5);
        let base = schedule::base(&asset, &rule).expect("a base");
        let Some(left) = asset.terms.disposed.filter(|day| *day >= asset.in_service) else {
            return Ok(());
        };
        let months = schedule::month_number(left) - schedule::month_number(asset.in_service);
        let months = months.min(i64::from(asset.life_months));
        let sum: Money = (asset.in_service.year()..=asset.in_service.year() + 140)
            .map(|year| {
                let span = schedule::span(&asset, &rule, Period { year, month: 0 }).expect("a span");
                span.charge(base).expect("a charge")
            })
            .sum();
        let share = Fraction::new(months, asset.life_months).expect("a life");
        prop_assert_eq!(sum, rounding::to_money(&(base.exact() * &share)));
    }

    #[test]
    fn work_adds_to_the_base(mut asset in asset(), works in prop::collection::vec(0..900_i64, 1..12)) {
        let total: i64 = works.iter().sum();
        prop_assume!(total > 0);
        asset.terms.disposed = None;
        asset.terms.method = ChargeMethod::Workload;
        asset.terms.total_work = Some(Fraction::from(total));
        let (mut before, mut sum) = (0, Money::ZERO);
        let rule = DepreciationRule::default();
        let base = schedule::base(&asset, &rule).expect("a base");
        for work in works {
            asset.terms.work_before = Some(Fraction::from(before));
            asset.terms.work = Some(Fraction::from(work));
            before += work;
            let span = schedule::span(&asset, &rule, Period { year: 2025, month: 1 }).expect("a span");
            sum += span.charge(base).expect("a charge");
        }
        prop_assert_eq!(sum, base);
    }

    #[test]
    fn labour_adds_up_every_way(staff in prop::collection::vec(person(), 0..40)) {
        let rows: i128 = staff
            .iter()
            .flat_map(|row| [row.basic, row.performance, row.insurance])
            .map(|money| i128::from(money.fen()))
            .sum();
        let shares: Fraction = staff.iter().map(|row| &row.share).sum();
        let (sources, _) = gather(&facts(staff, Vec::new()), &Plan::default());
        let labour = &sources.labour;
        let rows = Fraction::whole(rows);
        prop_assert_eq!(labour.all.total(), rows.clone());
        prop_assert_eq!(labour.units.iter().map(|(_, pay)| pay.total()).sum::<Fraction>(), rows.clone());
        prop_assert_eq!(labour.roles.iter().map(|(_, pay)| pay.total()).sum::<Fraction>(), rows.clone());
        prop_assert_eq!(labour.unit_roles.iter().map(|(_, _, pay)| pay.total()).sum::<Fraction>(), rows.clone());
        prop_assert_eq!(labour.units.iter().map(|(_, pay)| &pay.fte).sum::<Fraction>(), shares.clone());
        prop_assert_eq!(labour.roles.iter().map(|(_, pay)| &pay.fte).sum::<Fraction>(), shares);
        prop_assert_eq!(sources.reconciliation.feeds.iter().map(|feed| &feed.amount).sum::<Fraction>(), rows);
    }

    #[test]
    fn order_of_rows_is_nothing(
        staff in prop::collection::vec(person(), 0..25),
        assets in prop::collection::vec(asset(), 0..15),
        turn in 0..25_usize,
    ) {
        let one = facts(staff, assets);
        let mut other = one.clone();
        other.staff.reverse();
        other.ledger.reverse();
        if !other.staff.is_empty() {
            let by = turn % other.staff.len();
            other.staff.rotate_left(by);
        }
        let (a, found_a) = gather(&one, &Plan::default());
        let (b, found_b) = gather(&other, &Plan::default());
        prop_assert_eq!(&a.labour, &b.labour);
        prop_assert_eq!(&a.reconciliation, &b.reconciliation);
        let sorted = |mut issues: Vec<yingheng_core::issue::Issue>| {
            issues.sort();
            issues
        };
        // Rows of one number and another person cannot be told apart by their place.
        let rows: std::collections::BTreeSet<u32> = one.staff.iter().map(|row| row.source.row).collect();
        if rows.len() == one.staff.len() {
            prop_assert_eq!(sorted(found_a), sorted(found_b));
        }
        other.assets.reverse();
        let (c, _) = gather(&other, &Plan::default());
        let charges: Vec<_> = c.assets.into_iter().rev().collect();
        prop_assert_eq!(a.assets, charges);
        prop_assert_eq!(a.reconciliation, c.reconciliation);
    }
}
