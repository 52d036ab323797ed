//! The benchmark command: `cargo xtask bench`. Ratios of process CPU time in one run; absolute times mean nothing from
//! one machine to the next. Every result is verified before its time is printed. Figures with their date: `README.md`.

mod case_costs;
mod claims;
mod clock;
mod imports;
mod payments;
#[allow(dead_code)]
#[path = "../../fixtures/demo/random.rs"]
mod random;
mod step_down;
mod table;

use step_down::Drivers;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    if wanted
        .first()
        .is_some_and(|job| imports::as_peer(job, wanted.get(1)))
    {
        return;
    }
    let has = |name: &str| wanted.is_empty() || wanted.iter().any(|one| one == name);
    if cfg!(debug_assertions) {
        eprintln!("a debug build: the figures say nothing; use `cargo xtask bench`");
    }
    if has("j3") {
        step_down::run(&[60, 300], Drivers::Shared, 5);
        step_down::run(&[60, 300], Drivers::Dense, 3);
    }
    if has("j4") {
        case_costs::run(7);
    }
    if has("pay") {
        payments::run(7);
    }
    if has("claims") {
        claims::run(5);
    }
    if has("j1") {
        imports::run(100_000, 3);
    }
    // Minutes: only when named.
    if wanted.iter().any(|one| one == "j1-large") {
        imports::run(1_000_000, 1);
    }
    if wanted.iter().any(|one| one == "j3-large") {
        step_down::run(&[1000, 2000], Drivers::Shared, 3);
        step_down::run(&[1000], Drivers::Dense, 1);
    }
}
