//! Policy packs on disk: the shipped ones load and prove themselves; faults are found, named and located; a tariff made
//! from a file's own costs comes back the same and leaves only rounding. Source: payment-rules §9.

#[path = "pay/build.rs"]
mod build;

use build::{charge, facts};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use yingheng_core::facts::Facts;
use yingheng_core::payment::{OutlierKind, explain, settle};
use yingheng_core::period::Date;
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::{Certainty, tariff_from_mean_cost};
use yingheng_core::quantity::Fraction;
use yingheng_io::pack_files::{
    PackFile, content_hash, list, load, parse, read_folder, tariff_files,
};

fn templates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/policy")
}
fn demo() -> PathBuf {
    templates().join("cn/demo-county/2025")
}

#[test]
fn every_shipped_pack_loads_and_says_how_sure_it_is() {
    let packs = list(&templates()).expect("templates");
    for listed in &packs {
        let pack = listed
            .pack
            .as_ref()
            .unwrap_or_else(|fault| panic!("{}: {fault:#?}", listed.folder.display()));
        assert_eq!(pack.content_hash.len(), 64);
        assert_eq!(
            pack.synthetic,
            pack.id == "cn-demo-county-2025" || pack.id == "cn-generic",
            "{}",
            pack.id
        );
        if !pack.is_frame() {
            // Invented areas, and foreign tariffs reckoned at a rate nobody published.
            assert_eq!(pack.certainty(), Certainty::Assumption, "{}", pack.id);
        }
    }
    let pack = load(&demo()).expect("the demonstration pack");
    assert!(pack.groups.rows().len() >= 160);
}

/// An area whose values nobody has seen is a frame: it says what is missing and whom to ask, and prices nothing.
#[test]
fn a_frame_lists_what_is_missing_and_refuses_to_price() {
    let frames: Vec<_> = list(&templates())
        .expect("templates")
        .into_iter()
        .filter_map(|listed| listed.pack.ok())
        .filter(|pack| pack.is_frame())
        .collect();
    assert!(frames.len() >= 9, "the national frame and eight areas");
    for pack in &frames {
        let open = pack.open_matters();
        for (parameter, matter) in &open {
            assert!(
                !matter.zh.is_empty() && !matter.en.is_empty(),
                "{} {parameter:?}",
                pack.id
            );
        }
        let no_value = pack
            .parameters
            .values()
            .filter(|own| own.entries.is_empty());
        assert!(
            no_value.clone().all(|own| own.open.is_some()),
            "{}",
            pack.id
        );
        // Whatever the frame knows, a priced case is refused by name and an amount is never made up.
        let mut own = facts(&[charge("9000")]);
        own.cases.los = vec![9];
        own.cases.schemes = vec!["职工".into()];
        let (payments, issues) = settle(&own, pack, &Adjustments::default());
        assert_eq!(payments.cases[0].kind, OutlierKind::Unpriced, "{}", pack.id);
        assert!(
            issues.iter().any(|issue| issue.code() == "payment.frame"),
            "{}: {issues:?}",
            pack.id
        );
    }
}

/// Two public foreign tables hold against figures that programs of others gave for them (payment-rules §8).
#[test]
fn foreign_tariffs_agree_with_what_others_computed() {
    let thai = load(&templates().join("th/drg-6.3")).expect("the Thai tariff");
    assert_eq!(thai.groups.rows().len(), 1546);
    // thai-drg-grouper 2.2.0, group 08173, to four places.
    for (days, weight) in [(9, 88_892), (75, 90_705), (100, 136_021)] {
        let mut own = facts(&[charge("10000")]);
        own.cases.groups = vec!["08173".into()];
        own.cases.schemes = vec!["医保".into()];
        own.cases.los = vec![days];
        own.cases.discharged = vec![Some(
            "2024-03-05".parse::<Date>().expect("a day").day_number(),
        )];
        let (payments, issues) = settle(&own, &thai, &Adjustments::default());
        let paid = payments.cases[0].standard.fen();
        assert!(
            (paid - weight * 100).abs() <= 50,
            "{days} days: {paid}, {issues:?}"
        );
    }
    let us = load(&templates().join("us/ms-drg/2026")).expect("the US tariff");
    assert_eq!(us.groups.rows().len(), 772);
    assert_eq!(
        us.groups.rows().iter().filter(|row| !row.published).count(),
        2
    );
}

/// The demonstration pack with one text replaced in one file; the codes of the faults.
fn faults(file: &str, from: &str, to: &str) -> Vec<(String, Option<u32>)> {
    let mut files = read_folder(&demo()).expect("files");
    let hit = files
        .iter_mut()
        .find(|own| own.name == file)
        .expect("the file");
    let text = String::from_utf8(hit.bytes.clone()).expect("text");
    assert!(text.contains(from), "{file} has no {from}");
    hit.bytes = text.replacen(from, to, 1).into_bytes();
    match parse(&files) {
        Ok(_) => Vec::new(),
        Err(issues) => issues
            .iter()
            .map(|issue| {
                assert_eq!(
                    issue.place.file.as_deref(),
                    Some(if issue.code() == "pack.golden_failed" {
                        "golden.toml"
                    } else {
                        file
                    })
                );
                (issue.code().to_owned(), issue.place.row)
            })
            .collect(),
    }
}

#[test]
fn a_bad_pack_is_refused_with_code_and_place() {
    let expect = |file: &str, from: &str, to: &str, code: &str| {
        let found = faults(file, from, to);
        assert!(
            found.iter().any(|(own, _)| own == code),
            "{from} -> {to}: {found:?}"
        );
    };
    expect(
        "pack.toml",
        "source = \"demo\"\n\n[source.demo]",
        "source = \"nobody\"\n\n[source.demo]",
        "pack.unknown_source",
    );
    expect(
        "pack.toml",
        "rate = \"rate\"",
        "rate = \"price\"",
        "pack.unknown_parameter",
    );
    expect("pack.toml", "\"职工\" = \"9600.00\", ", "", "pack.no_key");
    expect(
        "pack.toml",
        "grade = \"二级\"",
        "grade = \"四级\"",
        "pack.no_key",
    );
    expect(
        "pack.toml",
        "number = \"0.40\"",
        "number = 0.40",
        "pack.bad_toml",
    );
    expect(
        "pack.toml",
        "number = \"0.40\"",
        "number = \"40%\"",
        "pack.bad_number",
    );
    expect(
        "pack.toml",
        "compare = \"lt\"",
        "compare = \"gt\"",
        "pack.comparator",
    );
    expect(
        "pack.toml",
        "from = \"2026-01-01\"",
        "from = \"2024-01-01\"",
        "pack.date_order",
    );
    expect(
        "pack.toml",
        "[\"\", \"1.5\"]",
        "[\"4\", \"1.5\"]",
        "pack.step_end",
    );
    expect(
        "pack.toml",
        "[\"2\", \"2.5\"]",
        "[\"1\", \"2.5\"]",
        "pack.step_order",
    );
    expect(
        "pack.toml",
        "settle = \"by_actual\"",
        "settle = \"by_actua\"",
        "pack.bad_word",
    );
    expect(
        "pack.toml",
        "payment = 2",
        "payment = 2\nplaces = 3",
        "pack.unknown_key",
    );
    expect("pack.toml", "9600.00", "9600.10", "pack.golden_failed");
    expect("groups.csv", "BB21,", "AH15,", "pack.duplicate_group");
    assert_eq!(
        faults("groups.csv", "6.0404", "-6.0404")[0],
        ("pack.bad_number".into(), Some(2))
    );
    assert_eq!(
        faults("groups.csv", "name_en,weight", "name_en,wight")[0].0,
        "pack.unknown_column"
    );
    expect("golden.toml", "8802.62", "8802.63", "pack.golden_failed");
    let mut files = read_folder(&demo()).expect("files");
    files.retain(|file| file.name != "golden.toml");
    assert_eq!(
        parse(&files).expect_err("refused")[0].code(),
        "pack.missing_file"
    );
    files.push(PackFile {
        name: "golden.toml".into(),
        bytes: Vec::new(),
    });
    assert_eq!(
        parse(&files).expect_err("refused")[0].code(),
        "pack.no_golden"
    );
}

#[test]
fn the_hash_sees_every_byte_but_not_line_ends() {
    let files = read_folder(&demo()).expect("files");
    let mut windows = files.clone();
    for file in &mut windows {
        file.bytes = String::from_utf8(file.bytes.clone())
            .expect("text")
            .replace('\n', "\r\n")
            .into_bytes();
    }
    assert_eq!(content_hash(&files), content_hash(&windows));
    let mut other = files.clone();
    other[1].bytes.push(b' ');
    assert_ne!(content_hash(&files), content_hash(&other));
}

/// Many cases over the demonstration groups, with charges around every limit.
fn many(count: usize) -> Facts {
    let pack = load(&demo()).expect("pack");
    let mut all = facts(&vec![charge("0"); count]);
    let table = &mut all.cases;
    table.groups = pack
        .groups
        .rows()
        .iter()
        .map(|row| row.code.clone())
        .collect();
    table.schemes = ["职工", "居民", "异地", "自费"].map(str::to_owned).to_vec();
    for index in 0..count {
        table.group[index] = u32::try_from(index * 7 % table.groups.len()).expect("small");
        table.scheme[index] = u32::try_from(index % 4).expect("small");
        table.discharged[index] = Some(
            Date::new(2025, 1, 1).expect("day").day_number()
                + i32::try_from(index % 365).expect("small"),
        );
        table.charge[index] = i64::try_from(index * 7919 % 6_000_000).expect("small");
        table.patient_share[index] = table.charge[index] / 3;
        table.los[index] = u16::try_from(index % 70).expect("small");
    }
    all
}

#[test]
fn order_of_cases_changes_nothing_and_explanations_agree() {
    let pack = load(&demo()).expect("pack");
    let (all, none) = (many(2_000), Adjustments::default());
    let (paid, issues) = settle(&all, &pack, &none);
    let mut reversed = all.clone();
    let table = &mut reversed.cases;
    table.group.reverse();
    table.scheme.reverse();
    table.discharged.reverse();
    table.charge.reverse();
    table.patient_share.reverse();
    table.los.reverse();
    let (mut mirrored, mirrored_issues) = settle(&reversed, &pack, &none);
    mirrored.cases.reverse();
    assert_eq!(paid.cases, mirrored.cases);
    let codes = |issues: &[yingheng_core::issue::Issue]| {
        issues
            .iter()
            .map(|issue| issue.message.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(&issues), codes(&mirrored_issues));
    for kind in [
        OutlierKind::Low,
        OutlierKind::Normal,
        OutlierKind::High,
        OutlierKind::Itemised,
    ] {
        let index = paid
            .cases
            .iter()
            .position(|own| own.kind == kind)
            .unwrap_or_else(|| panic!("no {kind:?}"));
        assert_eq!(
            explain(&all, &pack, &none, index)
                .expect("explained")
                .payment,
            paid.cases[index]
        );
    }
}

#[test]
fn a_long_stay_says_which_limit_took_it_out_of_its_group() {
    let pack = load(&demo()).expect("pack");
    let mut all = many(1);
    all.cases.los[0] = 60;
    all.cases.scheme[0] = 0;
    let told = explain(&all, &pack, &Adjustments::default(), 0).expect("explained");
    assert_eq!(told.payment.kind, OutlierKind::Itemised);
    let cited: Vec<&str> = told
        .steps
        .iter()
        .filter_map(|step| Some(step.citation.as_ref()?.parameter.as_str()))
        .collect();
    assert_eq!(cited, ["los_long"]);
}

#[test]
fn forty_thousand_cases_are_fast() {
    let pack = load(&demo()).expect("pack");
    let all = many(40_000);
    let start = Instant::now();
    let (paid, _) = settle(&all, &pack, &Adjustments::default());
    let took = start.elapsed();
    println!("settled {} cases in {took:?}", paid.cases.len());
    assert!(took < Duration::from_secs(5), "{took:?}");
}

#[test]
fn unknown_codes_are_issues_and_leave_cases_unpriced() {
    let pack = load(&demo()).expect("pack");
    let mut all = many(8);
    all.cases.groups[0] = "ZZ99".into();
    all.cases.group = vec![0, 0, 1, 1, 1, 1, 1, 1];
    all.cases.schemes[1] = "商保".into();
    all.cases.scheme = vec![0, 0, 0, 1, 0, 0, 0, 0];
    all.cases.los = vec![5; 8];
    all.cases.discharged[5] = Some(Date::new(2024, 12, 31).expect("day").day_number());
    all.cases.discharged[6] = None;
    let (paid, issues) = settle(&all, &pack, &Adjustments::default());
    let unpriced: Vec<usize> = (0..8)
        .filter(|case| paid.cases[*case].kind == OutlierKind::Unpriced)
        .collect();
    assert_eq!(unpriced, [0, 1, 3, 5]);
    let seen: Vec<(&str, &str)> = issues
        .iter()
        .map(|issue| (issue.code(), issue.message.arguments["cases"].as_str()))
        .collect();
    assert!(seen.contains(&("payment.unknown_group", "2")), "{seen:?}");
    assert!(seen.contains(&("payment.unknown_scheme", "1")));
    assert!(seen.contains(&("payment.no_value_yet", "1")));
    assert!(seen.contains(&("payment.undated_at_period_end", "1")));
}

#[test]
fn a_price_lever_and_a_coding_lever_are_separate() {
    let pack = load(&demo()).expect("pack");
    let mut all = many(400);
    all.cases.scheme = vec![0; 400];
    all.cases.los = vec![6; 400];
    let base = settle(&all, &pack, &Adjustments::default()).0;
    let dearer = Adjustments {
        rate: "1.05".parse().expect("number"),
        ..Adjustments::default()
    };
    let code = all.cases.groups[all.cases.group[0] as usize].clone();
    let heavier = Adjustments {
        coded_weight: [(code.clone(), "1.10".parse().expect("number"))].into(),
        ..Adjustments::default()
    };
    let (dear, heavy) = (
        settle(&all, &pack, &dearer).0,
        settle(&all, &pack, &heavier).0,
    );
    assert_eq!(
        dear.settled_weights, base.weights,
        "a price lever moves no weight"
    );
    let position = all
        .cases
        .groups
        .iter()
        .position(|own| *own == code)
        .expect("group");
    assert_eq!(heavy.weights, base.weights);
    let weight = base.weights[position].clone().expect("weight");
    assert_eq!(
        heavy.settled_weights[position],
        Some(weight * "1.10".parse::<Fraction>().expect("number"))
    );
    for case in 0..400 {
        assert!(dear.cases[case].standard > base.cases[case].standard);
        let moved = heavy.cases[case].standard != base.cases[case].standard;
        assert_eq!(moved, all.cases.group[case] as usize == position);
    }
}

#[test]
fn a_tariff_from_mean_cost_leaves_only_rounding_and_survives_the_disk() {
    let mut all = many(3_001);
    for index in 0..all.cases.len() {
        all.cases.given_cost[index] =
            (index % 11 != 0).then(|| i64::try_from(index * 104_729 % 4_000_003).expect("small"));
        all.cases.patient_share[index] = 0;
    }
    let pack = tariff_from_mean_cost(&all).expect("a tariff");
    let files = tariff_files(&pack).expect("files");
    let mut read = parse(&files).unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert_eq!(read.content_hash.len(), 64);
    read.content_hash.clear();
    assert_eq!(read, pack);
    let paid = settle(&all, &pack, &Adjustments::default()).0;
    let (mut gap, mut counted) = (0_i64, 0_i64);
    for (case, payment) in paid.cases.iter().enumerate() {
        if let Some(cost) = all.cases.given_cost[case] {
            gap += payment.revenue.fen() - cost;
            counted += 1;
        }
    }
    assert!(
        counted > 2_000 && gap.abs() * 2 <= counted,
        "gap {gap} over {counted}"
    );
    assert!(
        tariff_files(&load(&demo()).expect("pack")).is_none(),
        "a DRG pack is more than a tariff"
    );
    let mut none = all.clone();
    none.cases.given_cost = vec![None; none.cases.len()];
    assert_eq!(
        tariff_from_mean_cost(&none).expect_err("refused").code,
        "reason.no_given_cost"
    );
}
