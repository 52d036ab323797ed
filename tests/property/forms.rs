//! *Why* of the official forms, proved by changing one source cell: the explanation with the new amount in that cell has
//! to give what the changed hospital computes. Then exactly the figures whose explanation hangs on the cell move, and
//! they move to what it says; nothing else does.

#[path = "forms/hospital.rs"]
mod hospital;
#[path = "forms/road.rs"]
mod road;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use yingheng_core::allocation::sensitivity;
use yingheng_core::facts::Facts;
use yingheng_core::hospital::{CostItem, FundingSource};
use yingheng_core::issue::Place;
use yingheng_core::plan::{Adjustments, CostLevel, Plan};
use yingheng_core::policy::{PolicyPack, tariff_from_mean_cost};
use yingheng_core::quantity::{Fraction, Money, Reason};
use yingheng_core::report::forms::{FormDefinition, Part, World, Worlds, build};
use yingheng_core::report::{Cell, quality, reciprocal, reconciliation};
use yingheng_core::run::{Run, compute};
use yingheng_core::trace::{TraceInputs, explain_in};

use hospital::{facts, plan};
use road::{Reading, Road};

/// Prices do not matter here; they come from the unchanged hospital, so that they stay.
fn policy() -> PolicyPack {
    let mut facts = facts();
    facts.cases.given_cost = facts.cases.charge.iter().map(|fen| Some(*fen)).collect();
    tariff_from_mean_cost(&facts).expect("a tariff")
}

fn definitions() -> Vec<FormDefinition> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/export/official");
    yingheng_io::form_files::read_folder(&folder).expect("the form definitions")
}

struct One {
    facts: Facts,
    plan: Plan,
    policy: PolicyPack,
    adjustments: Adjustments,
    run: Run,
}

impl One {
    fn new(facts: Facts, plan: Plan, adjustments: Adjustments) -> Self {
        let policy = policy();
        let run = compute(&facts, &policy, &plan, &adjustments);
        Self {
            facts,
            plan,
            policy,
            adjustments,
            run,
        }
    }
    fn worlds(&self) -> Worlds<'_> {
        Worlds::new(TraceInputs {
            facts: &self.facts,
            policy: &self.policy,
            plan: &self.plan,
            adjustments: &self.adjustments,
            run: &self.run,
        })
    }
    /// Keys of all figures on all forms, the statement, the quality table and the table of other drivers.
    fn keys(&self) -> BTreeSet<String> {
        let worlds = self.worlds();
        let definitions = definitions();
        let forms = definitions.iter().map(|one| build(&worlds, one).table);
        let other = self.run.allocation.as_ref().map(|run| {
            let found = sensitivity(&self.facts, &self.plan, run);
            reciprocal::sensitivity(&self.facts, &found)
        });
        let tables = forms
            .chain([reconciliation::statement(&worlds), quality::table(&worlds)])
            .chain(other);
        let cells = tables
            .flat_map(|table| table.rows)
            .flat_map(|row| row.cells);
        cells
            .filter_map(|cell| match cell {
                Cell::Figure { why, .. } => why,
                _ => None,
            })
            // The sum of what rises: a unit may change sides, `what_moves_is_what_rises` reads these.
            .filter(|key| !key.ends_with("|moved") && !key.ends_with("|percent"))
            .collect()
    }
}

/// Changes one cell; every figure has to move as its explanation says. Answers how many hang on the cell and moved.
fn check(
    road: &mut Road<'_>,
    name: &str,
    cell: Place,
    new: Fraction,
    change: impl Fn(&mut Facts),
) -> (usize, usize) {
    let before = road.before;
    let mut facts = before.facts.clone();
    change(&mut facts);
    assert_ne!(facts, before.facts, "{name} changes something");
    let after = One::new(facts, before.plan.clone(), before.adjustments.clone());
    let now = after.worlds();
    let figures = std::mem::take(&mut road.figures);
    let mut reading = Reading {
        road,
        cell: &cell,
        new: &new,
        known: BTreeMap::new(),
    };
    let (mut held, mut moved) = (0, 0);
    let mut wrong = Vec::new();
    for (key, old) in &figures {
        let found = explain_in(&now, key)
            .ok()
            .and_then(|found| found.value.ok());
        let said = reading.key(key);
        held += usize::from(said.holds);
        moved += usize::from(*old != found);
        if *old != found && !said.holds {
            wrong.push(format!(
                "{key} moves, its explanation does not hold the cell"
            ));
        } else if said.value.is_some() && said.value != found {
            let text = |value: Option<Fraction>| value.map(|value| value.to_string());
            wrong.push(format!(
                "{key}: {:?}, its explanation says {:?}",
                text(found),
                text(said.value)
            ));
        }
    }
    road.figures = figures;
    let shown: Vec<&String> = wrong.iter().take(12).collect();
    assert!(
        wrong.is_empty(),
        "{name}: {} figures\n{shown:#?}",
        wrong.len()
    );
    (held, moved)
}

/// Every cell where `YINGHENG_CASES` asks for many; else a part that differs from hospital to hospital.
fn asked(number: usize, at: usize) -> bool {
    std::env::var_os("YINGHENG_CASES").is_some() || (at + number) % 4 == 0
}

fn hospitals() -> Vec<One> {
    let mut dearer = Adjustments::default();
    dearer.item[CostItem::Labour.index()] = Fraction::new(21, 20).expect("a factor");
    dearer.item[CostItem::Other.index()] = Fraction::new(9, 10).expect("a factor");
    let mut all: Vec<One> = CostLevel::ALL
        .into_iter()
        .map(|level| One::new(facts(), plan(level), Adjustments::default()))
        .collect();
    all.push(One::new(facts(), plan(CostLevel::MedicalFull), dearer));
    all
}

#[test]
fn one_ledger_line() {
    for (number, hospital) in hospitals().iter().enumerate() {
        let mut road = Road::new(hospital);
        for (at, line) in hospital.facts.ledger.iter().enumerate() {
            if !asked(number, at) {
                continue;
            }
            let name = format!(
                "hospital {number}, ledger {} {} {:?}",
                line.department, line.account, line.funding
            );
            let cell = hospital.facts.place(line.source, "amount");
            let new = line.amount + Money::from_fen(977);
            let (held, moved) = check(&mut road, &name, cell, new.exact(), |facts| {
                facts.ledger[at].amount = new
            });
            assert!(
                held > 0 && moved > 0,
                "{name}: {held} hold it, {moved} moved"
            );
        }
    }
}

#[test]
fn one_charge_of_a_case() {
    let all = hospitals();
    let hospital = &all[1];
    let mut road = Road::new(hospital);
    for line in 0..3 {
        for case in 0..3 {
            let old = hospital.facts.cases.fees[line][case];
            if old == 0 {
                continue;
            }
            let field = hospital.facts.cases.fee_lines[line].clone();
            let cell = hospital
                .facts
                .place(hospital.facts.cases.source[case], &field);
            let name = format!("{field} of case {case}");
            let (held, moved) = check(
                &mut road,
                &name,
                cell,
                Fraction::from(old + 1_009),
                |facts| {
                    facts.cases.fees[line][case] += 1_009;
                },
            );
            assert!(
                held > 0 && moved > 0,
                "{name}: {held} hold it, {moved} moved"
            );
        }
    }
}

#[test]
fn one_income_line() {
    let all = hospitals();
    let hospital = &all[2];
    let mut road = Road::new(hospital);
    for (at, line) in hospital.facts.revenue.iter().enumerate() {
        let name = format!("income {} {}", line.ordering, line.executing);
        let cell = hospital.facts.place(line.source, "amount");
        let new = line.amount + Money::from_fen(1_013);
        let (held, moved) = check(&mut road, &name, cell, new.exact(), |facts| {
            facts.revenue[at].amount = new
        });
        assert!(
            held > 0 && moved > 0,
            "{name}: {held} hold it, {moved} moved"
        );
    }
}

/// People's pay and the register stand beside the ledger: they move no figure of a form, and no explanation says so.
#[test]
fn one_pay_row_and_one_asset() {
    let all = hospitals();
    let hospital = &all[1];
    let mut road = Road::new(hospital);
    let row = &hospital.facts.staff[3];
    let new = row.basic + Money::from_fen(101);
    let cell = hospital.facts.place(row.source, "basic");
    let found = check(&mut road, "pay", cell, new.exact(), |facts| {
        facts.staff[3].basic = new
    });
    assert_eq!(found, (0, 0));
    let asset = &hospital.facts.assets[0];
    let new = asset.charge + Money::from_fen(101);
    let cell = hospital.facts.place(asset.source, "charge");
    let found = check(&mut road, "asset", cell, new.exact(), |facts| {
        facts.assets[0].charge = new
    });
    assert_eq!(found, (0, 0));
}

/// Values that cost is spread by: imported, measured per giver, meters, people, visits and bed-days.
#[test]
fn one_value_of_a_driver() {
    let all = hospitals();
    let hospital = &all[2];
    let mut road = Road::new(hospital);
    for (at, row) in hospital.facts.drivers.iter().enumerate() {
        if !asked(0, at) {
            continue;
        }
        let name = format!(
            "driver {} {:?} {}",
            row.driver, row.source_unit, row.department
        );
        let cell = hospital.facts.place(row.source, "value");
        let new = &row.value + &Fraction::from(2);
        check(&mut road, &name, cell, new.clone(), |facts| {
            facts.drivers[at].value = new.clone()
        });
    }
    for (at, row) in hospital.facts.staff.iter().enumerate() {
        if !asked(0, at) {
            continue;
        }
        let cell = hospital.facts.place(row.source, "share");
        let new = &row.share + &Fraction::new(1, 5).expect("a share");
        check(
            &mut road,
            &format!("share in {}", row.department),
            cell,
            new.clone(),
            |facts| {
                facts.staff[at].share = new.clone();
            },
        );
    }
    for (at, row) in hospital.facts.workload.iter().enumerate() {
        let cell = hospital.facts.place(row.source, "bed_days");
        let new = row.bed_days + 13;
        if row.bed_days > 0 {
            check(&mut road, "bed-days", cell, Fraction::whole(new), |facts| {
                facts.workload[at].bed_days = new
            });
        }
    }
}

/// What each kind of money adds is what the next level of the ladder holds more, unit by unit and part by part, meters
/// and discharges as drivers included.
#[test]
fn the_ladder_adds_up_in_every_unit() {
    use FundingSource::{FiscalProject, NonMedical, OtherProject, ResearchTeaching};
    for hospital in hospitals() {
        let worlds = hospital.worlds();
        for unit in 0..hospital.facts.departments.len() {
            for part in Part::ALL {
                for item in CostItem::ALL.into_iter().map(Some).chain([None]) {
                    let of = |world| worlds.unit(world, unit, part, item).value.expect("a value");
                    let sum = |worlds: &[World]| worlds.iter().map(|world| of(*world)).sum();
                    let steps: [(&[FundingSource], CostLevel, CostLevel); 2] = [
                        (
                            &[FiscalProject, OtherProject],
                            CostLevel::Medical,
                            CostLevel::MedicalFull,
                        ),
                        (
                            &[ResearchTeaching, NonMedical],
                            CostLevel::MedicalFull,
                            CostLevel::HospitalFull,
                        ),
                    ];
                    for (money, from, to) in steps {
                        let mut parts = vec![World::Level(from)];
                        parts.extend(money.iter().map(|one| World::Funding(*one)));
                        let together: Fraction = sum(&parts);
                        assert_eq!(
                            together,
                            of(World::Level(to)),
                            "unit {unit} {part:?} {item:?} to {to:?}"
                        );
                    }
                }
            }
        }
    }
}

/// No form is open to the ledger at any level, also where a shared bill falls on administration that the level leaves
/// out; and the statement's checks are 0.00.
#[test]
fn the_forms_tie_to_the_ledger_at_every_level() {
    for hospital in hospitals() {
        let worlds = hospital.worlds();
        let mut closed = 0;
        for definition in definitions() {
            let form = build(&worlds, &definition);
            let ties = form
                .table
                .notes
                .iter()
                .filter(|note| note.key.starts_with("form.tie"));
            for tie in ties {
                assert_ne!(tie.key, "form.tie_open", "{}: {tie:?}", form.table.id);
                closed += usize::from(tie.key == "form.tie_closed");
            }
        }
        assert!(closed > 5, "{closed} forms tie to the ledger");
        let statement = reconciliation::statement(&worlds);
        let checks = statement
            .rows
            .iter()
            .filter(|row| row.key.ends_with("/check"));
        for row in checks {
            assert_eq!(
                row.cells[1],
                Cell::Figure {
                    text: "0.00".to_owned(),
                    why: None
                },
                "{}",
                row.key
            );
        }
    }
}

/// What another driver moves is what rises by it, and what rises somewhere falls elsewhere.
#[test]
fn what_moves_is_what_rises() {
    let mut read = 0;
    for hospital in hospitals() {
        let worlds = hospital.worlds();
        let run = hospital.run.allocation.as_ref().expect("a ledger");
        for one in sensitivity(&hospital.facts, &hospital.plan, run) {
            let giver = &hospital.facts.departments[one.giver].0.code;
            let open = |name: &str| {
                let key = format!("sensitivity/{giver}|{}|{}|{name}", one.current, one.other);
                explain_in(&worlds, &key).unwrap_or_else(|r| panic!("{key}: {r:?}"))
            };
            let moved = open("moved");
            assert_eq!(moved.value, Ok(one.moved.clone()));
            let parts = moved.operands.iter().map(|part| {
                let key = part.key.as_ref().expect("opens");
                let opened = explain_in(&worlds, key).expect("an explanation");
                assert_eq!(opened.value, part.value, "{key}");
                opened.value.expect("a value")
            });
            assert_eq!(parts.sum::<Fraction>(), one.moved);
            assert_eq!(open("unallocated").value, Ok(one.unallocated.clone()));
            let percent = one
                .moved
                .over(&one.spread, || Reason::new("reason.no_cost"));
            assert_eq!(open("percent").value.ok(), percent.ok());
            for (unit, change) in one.gainer.iter().chain(&one.loser) {
                let code = &hospital.facts.departments[*unit].0.code;
                assert_eq!(open(&format!("unit|{code}")).value, Ok(change.clone()));
            }
            read += 1;
        }
    }
    assert!(read > 10, "{read} rows");
}
