//! The demonstration hospital: its files are what the program writes, its figures are those of a county hospital, and
//! its parts tie. Plain sums over the generated model; only the last test asks the engine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use calamine::{Data, Reader, Xlsx, open_workbook};
use yingheng_tests::demo::{self, Model, cases, income, ledger, units};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        let groups = root().join("templates/policy/cn/demo-county/2025/groups.csv");
        demo::generate(
            &std::fs::read_to_string(groups).expect("the demonstration area's group list"),
        )
    })
}

/// Part of a whole in tenths of a percent, rounded down.
fn permille(part: i64, whole: i64) -> i64 {
    (i128::from(part) * 1000 / i128::from(whole)) as i64
}

/// Ledger of 医疗成本 by cost item: own money and basic subsidy only, as cost-method §1.5 says.
fn medical_cost() -> BTreeMap<&'static str, i64> {
    let mut by_item = BTreeMap::new();
    for ((_, digits, funding, _), amount) in &model().ledger {
        if matches!(*funding, "自有资金" | "财政基本拨款") {
            let item = ledger::ACCOUNTS
                .iter()
                .find(|(d, ..)| d == digits)
                .expect("an account of the list")
                .2;
            *by_item.entry(item).or_default() += amount;
        }
    }
    by_item
}

/// What the area pays for a case, roughly: the rules of its pack for 2025 (rates 9,600 and 9,100 元, coefficient 0.95,
/// limits 0.40 and 3 / 2.5 / 2 / 1.5, 80 % beyond), without the single-price groups.
fn paid(case: &cases::Case) -> i64 {
    let rate = match case.scheme {
        "职工" => 960_000,
        "居民" => 910_000,
        _ => return case.charge,
    };
    let weight = model().groups[case.group].weight;
    let standard = weight * rate / 10_000 * 95 / 100;
    let limit = match weight {
        ..10_000 => 30,
        ..20_000 => 25,
        ..30_000 => 20,
        _ => 15,
    };
    if case.los >= 60 || case.charge * 10 < standard * 4 {
        case.charge
    } else {
        standard + (case.charge - standard * limit / 10).max(0) * 8 / 10
    }
}

#[test]
fn committed_files_are_what_the_generator_writes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    demo::workbooks::write_all(model(), folder.path()).expect("the workbooks are written");
    for file in demo::workbooks::FILES {
        let (new, kept) = (
            folder.path().join(file),
            root().join("templates/demo").join(file),
        );
        if std::fs::read(&new).expect(file) == std::fs::read(&kept).expect(file) {
            continue;
        }
        // Another compressor gives other bytes: then the cells decide.
        let cells = |path: &Path| -> Vec<(String, calamine::Range<Data>)> {
            open_workbook::<Xlsx<_>, _>(path).expect(file).worksheets()
        };
        assert!(
            cells(&new) == cells(&kept),
            "{file} differs: run `cargo run -p yingheng-tests --bin make-demo` and commit"
        );
    }
}

#[test]
fn every_sheet_says_that_it_is_made_up() {
    for file in demo::workbooks::FILES {
        assert!(file.starts_with("演示_"));
        let mut book: Xlsx<_> =
            open_workbook(root().join("templates/demo").join(file)).expect(file);
        for (sheet, range) in book.worksheets() {
            let title = range
                .rows()
                .next()
                .and_then(|row| row.first())
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(title.contains("演示数据(虚构)"), "{file} {sheet}: {title}");
        }
    }
}

#[test]
fn magnitudes_are_those_of_a_county_hospital() {
    let model = model();
    let cases = model.cases.len() as i64;
    assert!(cases >= 20_000, "{cases} discharges");
    assert!(
        model
            .cases
            .iter()
            .map(|c| c.group)
            .collect::<BTreeSet<_>>()
            .len()
            >= 150
    );
    assert!(units::UNITS.len() >= 45);
    assert_eq!(units::UNITS.iter().map(|u| u.beds).sum::<i64>(), 500);
    let people: BTreeSet<_> = model.staff.iter().map(|p| &p.number).collect();
    assert!(
        (650..=820).contains(&people.len()),
        "{} people",
        people.len()
    );
    assert!(
        (1_400..=1_700).contains(&model.assets.len()),
        "{} assets",
        model.assets.len()
    );
    assert_eq!((model.items.len(), model.movements.len()), (3_000, 36_000));

    let weight: i64 = model
        .cases
        .iter()
        .map(|c| model.groups[c.group].weight)
        .sum();
    assert!(
        (8_200..=8_800).contains(&(weight / cases)),
        "CMI {} of 10,000",
        weight / cases
    );
    let days: i64 = model.cases.iter().map(|c| c.los).sum();
    assert!(
        (740..=850).contains(&(days * 100 / cases)),
        "stay {} hundredths of a day",
        days * 100 / cases
    );
    assert!(
        (850..=970).contains(&permille(days, 500 * 365)),
        "occupancy {}‰",
        permille(days, 500 * 365)
    );
    for (index, unit) in units::UNITS
        .iter()
        .enumerate()
        .filter(|(_, unit)| unit.beds > 0)
    {
        let used = permille(model.income.bed_days[index].iter().sum(), unit.beds * 365);
        assert!(
            (700..=1050).contains(&used),
            "{} is used {used}‰",
            unit.name
        );
    }

    let cost = medical_cost();
    let all: i64 = cost.values().sum();
    assert!(
        (24_000_000_000..=30_000_000_000).contains(&all),
        "medical cost {all} fen"
    );
    let share = |item: &str| permille(cost[item], all);
    assert!(
        (300..=400).contains(&share("人员经费")),
        "labour {}‰",
        share("人员经费")
    );
    let used_up = share("药品费") + share("卫生材料费");
    assert!(
        (250..=450).contains(&used_up),
        "drugs and consumables {used_up}‰"
    );
    let capital = share("固定资产折旧费") + share("无形资产摊销费");
    assert!(
        (50..=150).contains(&capital),
        "depreciation and amortisation {capital}‰"
    );

    // At charges the hospital comes out about even; what DRG pays leaves it a small deficit.
    let operating = |funding: &str| matches!(funding, "自有资金" | "财政基本拨款");
    let other: i64 = model
        .income
        .other
        .iter()
        .filter(|(_, funding, ..)| operating(funding))
        .map(|(.., amount)| amount)
        .sum();
    let earned = model.income.revenue.values().sum::<i64>() + other;
    let result = (earned - all) * 1000 / earned;
    assert!(
        (-15..=15).contains(&result),
        "at charges {result}‰ of income"
    );
    let charged: i64 = model.cases.iter().map(|c| c.charge).sum();
    let paid: i64 = model.cases.iter().map(paid).sum();
    let earned = earned - charged + paid;
    let result = (earned - all) * 1000 / earned;
    assert!((-40..=-10).contains(&result), "as paid {result}‰ of income");
}

#[test]
fn pay_assets_and_stock_tie_to_the_ledger() {
    let model = model();
    let booked = |wanted: &[&str]| -> i64 {
        model
            .ledger
            .iter()
            .filter(|((_, digits, ..), _)| wanted.contains(digits))
            .map(|(_, amount)| amount)
            .sum()
    };
    let pay: i64 = model
        .staff
        .iter()
        .map(|p| p.basic + p.performance + p.insurance)
        .sum();
    assert_eq!(pay, booked(&["0101", "0102", "0103"]));
    let charges: i64 = model.assets.iter().map(|a| a.charge()).sum();
    assert_eq!(charges, booked(&["0401", "0501"]));
    for (category, digits) in ledger::STOCK_ACCOUNTS {
        let issued: i64 = model
            .movements
            .iter()
            .filter(|m| model.items[m.item].category == category)
            .map(|m| m.issues)
            .sum();
        assert_eq!(issued, booked(&[digits]), "{category}");
    }
    assert_eq!(
        model.movements.iter().map(|m| m.write_off).sum::<i64>(),
        booked(&["0706"])
    );
    let mut last: BTreeMap<usize, i64> = BTreeMap::new();
    for m in model.movements.iter().filter(|m| m.month == 0) {
        last.insert(m.item, m.opening);
    }
    let mut by_item: Vec<_> = model.movements.iter().collect();
    by_item.sort_by_key(|m| (m.item, m.month));
    for m in by_item {
        assert_eq!(
            last.insert(m.item, m.closing),
            Some(m.opening),
            "item {} month {}",
            m.item,
            m.month
        );
        assert_eq!(m.opening + m.receipts - m.issues - m.write_off, m.closing);
        assert!(m.closing >= 0 && m.receipts >= 0 && m.issues >= 0);
    }
}

#[test]
fn cases_tie_to_revenue_and_bed_days() {
    let model = model();
    let mut charged: BTreeMap<&str, i64> = BTreeMap::new();
    for case in &model.cases {
        assert_eq!(case.fees.iter().sum::<i64>(), case.charge);
        assert!(
            case.los >= 1
                && case.self_funded <= case.patient_share
                && case.patient_share <= case.charge
        );
        assert!(case.fees.iter().all(|fee| *fee >= 0));
        for (fee, (_, unit)) in case.fees.iter().zip(cases::FEES) {
            *charged.entry(unit).or_default() += fee;
        }
    }
    for (unit, charges) in charged {
        let booked: i64 = model
            .income
            .revenue
            .iter()
            .filter(|((_, _, of, inpatient, _), _)| *of == unit && *inpatient)
            .map(|(_, amount)| amount)
            .sum();
        let open = permille(booked - charges, booked);
        assert!(
            booked >= charges && (5..=16).contains(&open),
            "{unit}: {open}‰ still in the house"
        );
    }
    let days: i64 = model.cases.iter().map(|c| c.los).sum();
    let occupied: i64 = model.income.bed_days.iter().flatten().sum();
    assert!(occupied >= days && permille(occupied - days, occupied) <= 15);
    assert_eq!(
        (
            income::month_of(0),
            income::month_of(58),
            income::month_of(59),
            income::month_of(364)
        ),
        (0, 1, 2, 11)
    );
}

#[test]
fn planted_trouble_is_there() {
    let model = model();
    // Against the group's own mean, as an area would see it.
    let mean = |case: &cases::Case| model.groups[case.group].weight * 914_700 / 10_000;
    let n = model.cases.len() as i64;
    let low = model
        .cases
        .iter()
        .filter(|c| c.charge * 10 < mean(c) * 4)
        .count() as i64;
    assert!((30..=55).contains(&permille(low, n)), "{low} low outliers");
    let high = model
        .cases
        .iter()
        .filter(|c| {
            c.charge
                > mean(c)
                    * if model.groups[c.group].weight < 20_000 {
                        3
                    } else {
                        2
                    }
        })
        .count() as i64;
    assert!(
        (28..=55).contains(&permille(high, n)),
        "{high} high outliers"
    );
    let idle = model
        .assets
        .iter()
        .find(|a| a.name == "多人空气加压氧舱群")
        .expect("the idle machine");
    assert!(idle.used < idle.capacity.map(|c| c / 10));
    let used: BTreeSet<_> = model
        .movements
        .iter()
        .filter(|m| m.issues > 0)
        .map(|m| m.item)
        .collect();
    assert!(model.items.len() - used.len() >= demo::stock::IDLE_ITEMS);
}

#[test]
fn engine_sees_plausible_service_units_and_one_unit_without_driver() {
    let facts = demo::facts::facts(model());
    let text = std::fs::read_to_string(root().join("templates/demo/plan.toml")).expect("the plan");
    let plan: yingheng_core::plan::Plan =
        toml::from_str(&text).expect("the plan has the shape of core::plan::Plan");
    let default = std::fs::read_to_string(root().join("templates/import/plan.toml"))
        .expect("the default plan");
    let _: yingheng_core::plan::Plan = toml::from_str(&default).expect("the default plan too");

    let adjustments = yingheng_core::plan::Adjustments::default();
    let (allocation, issues) = yingheng_core::allocation::allocate(&facts, &plan, &adjustments);
    let codes: Vec<_> = issues
        .iter()
        .map(|issue| issue.message.key.as_str())
        .collect();
    assert_eq!(codes, ["allocation.no_driver"]);
    assert_eq!(allocation.unallocated_lines.len(), 1);
    assert_eq!(allocation.unallocated_lines[0].0, "0510");

    let (costing, _) = yingheng_core::costing::cost(&facts, &plan, Some(&allocation), &adjustments);
    let bands = [
        ("病房", 1250, 1800),
        ("重症监护", 1000, 1500),
        ("手术麻醉", 1050, 1350),
        ("医技检查", 600, 800),
        ("医技检验", 500, 700),
        ("治疗", 750, 1100),
        ("门诊诊疗", 1300, 1800),
        ("药品", 970, 1030),
        ("单独收费卫生材料", 960, 1020),
    ];
    for (unit, (code, low, high)) in costing.service_units.iter().zip(bands) {
        assert_eq!(unit.code, code);
        let ratio = unit.ratio.as_ref().expect(code);
        let of = |n: i64| yingheng_core::quantity::Fraction::new(n, 1000).expect("a thousandth");
        assert!(*ratio > of(low) && *ratio < of(high), "{code}: {ratio}");
    }
}
