//! The project file under everything that can happen to it: undo, migration, foreign and damaged files.
//!
//! Small fixed counts here; `YINGHENG_CASES` multiplies them for the long campaigns.

mod hospital;
mod open;
mod sealed;
mod snapshots;
mod undo;

/// How often a campaign runs: a small number in the ordinary test run, `YINGHENG_CASES` in the long one.
fn cases(usual: u64) -> u64 {
    std::env::var("YINGHENG_CASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}
