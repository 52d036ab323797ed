//! The insurer's list: nothing is lost between computed and settled money, and planted trouble is found as what it is.

use std::path::Path;

use proptest::prelude::*;
use yingheng_core::claims::{Basis, Cause, Reconciliation, reconcile};
use yingheng_core::facts::{ClaimRow, ClaimStatus, Facts};
use yingheng_core::payment::{Payments, settle};
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::PolicyPack;
use yingheng_core::quantity::Money;
use yingheng_tests::demo;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn hospital() -> (Facts, PolicyPack, Payments) {
    let pack = root().join("templates/policy/cn/demo-county/2025");
    let groups = std::fs::read_to_string(pack.join("groups.csv")).expect("the groups");
    let policy = yingheng_io::pack_files::load(&pack).expect("the pack");
    let facts = demo::facts::facts(&demo::generate(&groups));
    let (payments, _) = settle(&facts, &policy, &Adjustments::default());
    (facts, policy, payments)
}

/// Computed money of all insured cases less the list's is causes, plus what is open, less what nobody knows.
fn ties(facts: &Facts, payments: &Payments, found: &Reconciliation) {
    let list: Money = facts.claims.iter().map(|claim| claim.fund).sum();
    let fund =
        |cases: &[usize]| -> Money { cases.iter().map(|case| payments.cases[*case].fund).sum() };
    let matched: Vec<usize> = found.compared.iter().map(|one| one.case).collect();
    let causes: Money = found.by_cause().iter().map(|(_, amount)| *amount).sum();
    let unknown: Money = found
        .unknown
        .iter()
        .map(|line| facts.claims[*line].fund)
        .sum();
    assert_eq!(fund(&matched) - list, causes - unknown);
    for one in &found.compared {
        let parts: Money = one.differences.iter().map(|part| part.amount).sum();
        assert_eq!(parts, one.difference(), "case {}", one.case);
    }
    let lines = found
        .compared
        .iter()
        .map(|one| one.claims.len())
        .sum::<usize>();
    assert_eq!(lines + found.unknown.len(), facts.claims.len());
}

#[test]
fn planted_trouble_is_found_as_what_it_is() {
    let (mut facts, policy, payments) = hospital();
    let (lines, planted) = demo::claims::list(&facts, &policy);
    facts.claims = lines;
    let found = reconcile(&facts, &policy, &payments);
    ties(&facts, &payments, &found);
    let of = |cause: Cause| found.by_cause()[cause as usize].0 as usize;
    assert_eq!(of(Cause::Refused), planted.refused);
    assert_eq!(of(Cause::Reversed), planted.reversed);
    assert_eq!(of(Cause::Rounding), planted.one_fen);
    assert_eq!(of(Cause::Rule), planted.other_rule);
    assert_eq!(of(Cause::Unpriced), 0);
    // A neighbouring group may pay the same, which is no difference in money.
    let regrouped = found
        .compared
        .iter()
        .filter(|one| one.other_group.is_some());
    assert_eq!(regrouped.count(), planted.regrouped);
    assert_eq!(found.unsettled.len(), planted.unsettled);
    assert_eq!(found.unknown.len(), planted.unknown);
    let keys = found.matches.of_claim.iter().flatten();
    let keys = keys.filter(|(_, basis)| *basis == Basis::Keys).count();
    assert_eq!(keys, planted.without_number);
    assert!(planted.refused > 100 && planted.regrouped > 50 && planted.reversed > 10);
}

/// A list with anything in it: lines of random cases, changed at random.
fn any_line() -> impl Strategy<Value = (usize, i64, i64, u8, i32)> {
    (
        0..400_usize,
        -3..4_i64,
        -50_000..900_000_i64,
        0..6_u8,
        -40..40_i32,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(24), ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_whatever_the_list_says(given in prop::collection::vec(any_line(), 0..60)) {
        let (mut facts, policy, payments) = small();
        facts.claims = given.iter().map(|line| made(&facts, &payments, *line)).collect();
        let found = reconcile(&facts, &policy, &payments);
        ties(&facts, &payments, &found);
        // The order of the lines moves no money.
        let mut turned = facts.clone();
        turned.claims.sort_by_key(|claim| (claim.fund, claim.token.clone()));
        let again = reconcile(&turned, &policy, &payments);
        ties(&turned, &payments, &again);
        prop_assert_eq!(found.unsettled, again.unsettled);
        prop_assert_eq!(found.unknown.len(), again.unknown.len());
    }
}

fn cases(least: u32) -> u32 {
    let said = std::env::var("YINGHENG_CASES").ok();
    said.and_then(|text| text.parse().ok()).unwrap_or(least)
}

/// The first 400 discharges.
fn small() -> (Facts, PolicyPack, Payments) {
    static ALL: std::sync::LazyLock<(Facts, PolicyPack, Payments)> =
        std::sync::LazyLock::new(|| {
            let (facts, policy, _) = hospital();
            let keep: Vec<bool> = (0..facts.cases.len()).map(|case| case < 400).collect();
            let facts = Facts {
                period: facts.period,
                cases: facts.cases.only(&keep),
                ..Facts::default()
            };
            let (payments, _) = settle(&facts, &policy, &Adjustments::default());
            (facts, policy, payments)
        });
    ALL.clone()
}

fn made(facts: &Facts, payments: &Payments, line: (usize, i64, i64, u8, i32)) -> ClaimRow {
    let (case, little, much, kind, days) = line;
    let cases = &facts.cases;
    let fund = payments.cases[case].fund;
    let group = &cases.groups[cases.group[case] as usize];
    let (token, known) = (cases.token[case].clone(), cases.discharged[case]);
    let plain = ClaimRow {
        token,
        discharged: known,
        settled: None,
        group: Some(group.clone()),
        scheme: String::new(),
        charge: Some(Money::from_fen(cases.charge[case])),
        fund: fund + Money::from_fen(little),
        refused: Money::ZERO,
        reason: String::new(),
        status: ClaimStatus::Settled,
        source: Default::default(),
    };
    match kind {
        0 => plain,
        1 => ClaimRow {
            discharged: known.map(|day| day + days),
            ..plain
        },
        2 => ClaimRow {
            token: String::new(),
            ..plain
        },
        3 => ClaimRow {
            fund: Money::from_fen(much),
            refused: Money::from_fen(much.abs() / 7),
            ..plain
        },
        4 => ClaimRow {
            fund: Money::ZERO - fund,
            status: ClaimStatus::Reversed,
            ..plain
        },
        _ => ClaimRow {
            group: Some("没有这个组".into()),
            fund: Money::from_fen(much),
            ..plain
        },
    }
}
