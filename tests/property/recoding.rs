//! What a corrected code is worth: by hand on three siblings, and on random cases against settling them one by one.

#[path = "../golden/pay/build.rs"]
mod build;

use build::{Builder, charge, facts, first_day, number};
use proptest::prelude::*;
use yingheng_core::facts::Facts;
use yingheng_core::payment::{Payments, Sibling, recoding, settle};
use yingheng_core::plan::Adjustments;
use yingheng_core::policy::{GroupRow, GroupTable, HighSettle, LowSettle, PolicyPack};
use yingheng_core::quantity::{Fraction, rounding};

const CODES: [&str; 4] = ["ES11", "ES13", "ES15", "FT19"];

/// Three siblings and a group of its own; base rate 10,000, the low limit pays the bill, the high one adds what lies above.
fn pack(weights: [&str; 4]) -> PolicyPack {
    let rows = CODES.iter().zip(weights).map(|(code, weight)| GroupRow {
        code: (*code).into(),
        weight: Some(number(weight)),
        mean_charge: Some(number(weight) * Fraction::from(10_000)),
        mean_los: Some(number(weight) * Fraction::from(10)),
        published: true,
        ..GroupRow::default()
    });
    let rows: Vec<GroupRow> = rows.collect();
    Builder::rate("10000", "1")
        .low("0.4", "lt", LowSettle::ByActual)
        .high("3", "gt", HighSettle::LinearAdd)
        .change(|pack| pack.groups = GroupTable::new(first_day(), "s", rows))
        .0
}

/// Cases of (group, charge in 元, stay).
fn stays(cases: &[(u32, i64, u16)]) -> Facts {
    let texts: Vec<String> = cases.iter().map(|case| case.1.to_string()).collect();
    let list: Vec<_> = texts
        .iter()
        .zip(cases)
        .map(|(text, case)| build::Case {
            los: case.2,
            ..charge(text)
        })
        .collect();
    let mut facts = facts(&list);
    facts.cases.groups = CODES.map(str::to_owned).to_vec();
    facts.cases.group_names = vec![String::new(); 4];
    facts.cases.group = cases.iter().map(|case| case.0).collect();
    facts
}

fn paid(facts: &Facts, pack: &PolicyPack) -> Payments {
    settle(facts, pack, &Adjustments::default()).0
}

fn siblings(facts: &Facts, pack: &PolicyPack) -> Vec<Sibling> {
    let payments = paid(facts, pack);
    recoding(facts, pack, &Adjustments::default(), &payments, None).siblings
}

fn yuan(line: &Sibling) -> String {
    let fen = line.per_case().expect("cases");
    rounding::to_text(&(fen * Fraction::new(1, 100).expect("a share")), 2)
}

/// Catalogue of levers, S3-018: pneumonia with heart failure coded as simple pneumonia lowers the standard by 20 %
/// (10,000 → 8,000). The same sum stands the other way round where the complication has no ground in the record.
#[test]
fn a_missed_complication_by_hand() {
    let pack = pack(["1.2", "1", "0.8", "0.5"]);
    let found = siblings(
        &stays(&[(2, 8_000, 8), (2, 7_000, 8), (1, 9_000, 9)]),
        &pack,
    );
    let of = |from: &str, to: &str| {
        let line = found.iter().find(|line| line.from == from && line.to == to);
        line.unwrap_or_else(|| panic!("{from} {to}"))
    };
    assert_eq!(yuan(of("ES15", "ES13")), "2000.00");
    assert_eq!(yuan(of("ES15", "ES11")), "4000.00");
    assert_eq!(yuan(of("ES13", "ES15")), "-2000.00");
    assert_eq!(of("ES15", "ES13").cases, 2);
    // The group of its own has no sibling.
    assert_eq!(found.len(), 4);
}

/// A cheap case is paid its bill in both groups: nothing is gained, though the weights differ. A case in the middle falls
/// below the sibling's limit and loses.
#[test]
fn the_limits_decide_not_the_weights() {
    let pack = pack(["3", "1", "0.8", "0.5"]);
    let cheap = siblings(&stays(&[(2, 3_000, 3)]), &pack);
    let to = |found: &[Sibling], code: &str| {
        let line = found.iter().find(|line| line.to == code);
        yuan(line.expect("a line"))
    };
    assert_eq!(to(&cheap, "ES13"), "0.00");
    assert_eq!(to(&cheap, "ES11"), "0.00");
    let middle = siblings(&stays(&[(2, 5_000, 3)]), &pack);
    assert_eq!(to(&middle, "ES11"), "-3000.00");
}

/// Which records to look at first: charge and stay both nearer to the sibling's means.
#[test]
fn nearer_asks_for_both() {
    let pack = pack(["1.2", "1", "0.8", "0.5"]);
    let found = siblings(
        &stays(&[(2, 12_000, 12), (2, 12_000, 8), (2, 8_000, 12)]),
        &pack,
    );
    let line = found.iter().find(|line| line.to == "ES11").expect("a line");
    assert_eq!(line.nearer, Some(1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Each line is what settling the moved cases by themselves says, its listed cases add up to it, and the way back is
    /// its negative.
    #[test]
    fn every_line_is_a_settlement(
        cases in proptest::collection::vec((0_u32..4, 100_i64..60_000, 1_u16..40), 1..25),
        weights in [300_i64..40_000, 300_i64..40_000, 300_i64..40_000, 300_i64..40_000],
    ) {
        let texts = weights.map(|weight| rounding::to_text(&(Fraction::from(weight) * number("0.0001")), 4));
        let pack = pack(texts.each_ref().map(String::as_str));
        let facts = stays(&cases);
        let now = paid(&facts, &pack);
        for line in siblings(&facts, &pack) {
            let at = |code: &str| CODES.iter().position(|own| *own == code).and_then(|at| u32::try_from(at).ok());
            let (from, to) = (at(&line.from).expect("a code"), at(&line.to).expect("a code"));
            let own: Vec<_> = cases.iter().filter(|case| case.0 == from).copied().collect();
            let moved: Vec<_> = own.iter().map(|case| (to, case.1, case.2)).collect();
            let sum = |payments: Payments| -> i64 { payments.cases.iter().map(|paid| paid.revenue.fen()).sum() };
            prop_assert_eq!(line.cases, own.len() as u64);
            prop_assert_eq!(&line.now, &Fraction::from(sum(paid(&stays(&own), &pack))));
            prop_assert_eq!(&line.then, &Fraction::from(sum(paid(&stays(&moved), &pack))));
            let back = siblings(&stays(&moved), &pack);
            let back = back.iter().find(|back| back.from == line.to && back.to == line.from).expect("the way back");
            prop_assert_eq!((&back.now, &back.then), (&line.then, &line.now));
            let listed = recoding(&facts, &pack, &Adjustments::default(), &now, Some((&line.from, &line.to))).cases;
            prop_assert_eq!(listed.iter().map(|case| case.2 - case.1).sum::<i64>(), sum(paid(&stays(&moved), &pack)) - sum(paid(&stays(&own), &pack)));
        }
    }
}
