//! The insurer's list of 100,000 lines set against the computed payments; beside it the least any reconciliation does:
//! each line looked up by its stay number and the amounts compared. Planted differences are counted before any time is
//! printed.

use std::collections::HashMap;
use std::hint::black_box;

use yingheng_core::claims::{Basis, Cause, reconcile};
use yingheng_core::facts::{ClaimRow, ClaimStatus, Facts, SourceRef};
use yingheng_core::payment::{Payments, settle};
use yingheng_core::plan::Adjustments;
use yingheng_core::quantity::Money;

use crate::clock::{Contender, race};
use crate::payments;
use crate::table::{ms, ratio};

const LINES: usize = 100_000;
/// One line in so many is refused, without a stay number, or a fen off.
const REFUSED: usize = 50;
const UNNAMED: usize = 40;
const FEN: usize = 30;

fn list(facts: &Facts, payments: &Payments) -> Vec<ClaimRow> {
    let table = &facts.cases;
    (0..LINES)
        .map(|case| {
            let fund = payments.cases[case].fund;
            let refused = case % REFUSED == 7;
            let off = if case % FEN == 3 && !refused { 1 } else { 0 };
            ClaimRow {
                token: if case % UNNAMED == 11 {
                    String::new()
                } else {
                    table.token[case].clone()
                },
                discharged: table.discharged[case],
                settled: table.discharged[case].map(|day| day + 30),
                group: Some(table.groups[table.group[case] as usize].clone()),
                scheme: table.schemes[table.scheme[case] as usize].clone(),
                charge: Some(Money::from_fen(table.charge[case])),
                fund: if refused {
                    Money::ZERO
                } else {
                    fund + Money::from_fen(off)
                },
                refused: if refused { fund } else { Money::ZERO },
                reason: String::new(),
                status: if refused {
                    ClaimStatus::Refused
                } else {
                    ClaimStatus::Settled
                },
                source: SourceRef::default(),
            }
        })
        .collect()
}

/// Lines whose amount is another than computed, by stay number alone.
fn plain(facts: &Facts, payments: &Payments) -> usize {
    let tokens = facts.cases.token.iter().enumerate();
    let by_token: HashMap<&str, usize> =
        tokens.map(|(case, token)| (token.as_str(), case)).collect();
    facts
        .claims
        .iter()
        .filter(|claim| match by_token.get(claim.token.as_str()) {
            Some(case) => payments.cases[*case].fund != claim.fund,
            None => true,
        })
        .count()
}

/// Prints what reconciling costs against the plain look-up.
pub fn run(rounds: usize) {
    println!("\nReconciliation, {LINES} lines of the insurer's list (CPU ms, median of {rounds})");
    let (mut facts, pack) = (payments::facts(LINES), payments::pack());
    for (case, token) in facts.cases.token.iter_mut().enumerate() {
        *token = format!("{case:032x}");
    }
    let (paid, _) = settle(&facts, &pack, &Adjustments::default());
    facts.claims = list(&facts, &paid);
    let found = reconcile(&facts, &pack, &paid);
    let of = |keep: &dyn Fn(usize) -> bool| (0..LINES).filter(|case| keep(*case)).count();
    let refused = |case: usize| case % REFUSED == 7;
    // A refused line of a case the fund owes nothing differs in nothing.
    let owed = |case: usize| paid.cases[case].fund != Money::ZERO;
    let counted = |cause: Cause| usize::try_from(found.by_cause()[cause as usize].0);
    assert_eq!(
        counted(Cause::Refused),
        Ok(of(&|case| refused(case) && owed(case)))
    );
    assert_eq!(
        counted(Cause::Rounding),
        Ok(of(&|case| case % FEN == 3 && !refused(case)))
    );
    let keys = found.matches.of_claim.iter().flatten();
    let keys = keys.filter(|(_, basis)| *basis == Basis::Keys).count();
    assert_eq!(keys, of(&|case| case % UNNAMED == 11));
    assert!(found.unknown.is_empty());
    let mut contenders = [
        Contender::new("look-up by stay number alone", || {
            black_box(plain(black_box(&facts), &paid));
        }),
        Contender::new("reconciliation, causes and ageing", || {
            black_box(reconcile(black_box(&facts), &pack, &paid));
        }),
    ];
    race(&mut contenders, rounds);
    let own = contenders[0].median();
    for one in &contenders {
        let time = one.median();
        println!(
            "{:>34} {:>10} ms {:>9} of the look-up",
            one.name,
            ms(time),
            ratio(time, own)
        );
    }
}
