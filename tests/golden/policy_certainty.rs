//! The weakest level of certainty a pack shows beside its figures: values, groups and rules of the year count, what-ifs
//! beside a pool do not (payment-rules §9, rule 6).

use std::path::Path;

use yingheng_core::policy::{Certainty, PolicyPack};
use yingheng_io::pack_files;

/// The demonstration pack with everything official, but rules of the year and what-ifs under sources of their own.
fn pack(year: &str, what_if: &str) -> PolicyPack {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/policy/cn/demo-county/2025");
    let mut files = pack_files::read_folder(&folder).expect("files");
    for file in &mut files {
        if file.name == "pack.toml" {
            let whole = String::from_utf8(file.bytes.clone()).expect("text");
            let whole = whole.replace("level = \"assumption\"", "level = \"official\"");
            let (cases, rules) = whole.split_once("[year]").expect("rules of the year");
            let (before, pool) = rules.split_once("what_if = [").expect("what-ifs");
            let (what_ifs, after) = pool.split_once("\n]\n").expect("their end");
            let own = |text: &str, source: &str| {
                text.replace("source = \"demo\"", &format!("source = \"{source}\""))
            };
            let sources = format!(
                "[source.year]\ntitle = \"y\"\nlevel = \"{year}\"\n[source.beside]\ntitle = \"w\"\nlevel = \"{what_if}\"\n"
            );
            file.bytes = format!(
                "{cases}{sources}[year]{}what_if = [{}\n]\n{}",
                own(before, "year"),
                own(what_ifs, "beside"),
                own(after, "year")
            )
            .into_bytes();
        }
    }
    pack_files::parse(&files).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

#[test]
fn rules_of_the_year_count_and_what_ifs_do_not() {
    let level = |year, what_if| pack(year, what_if).certainty();
    assert_eq!(level("official", "official"), Certainty::Official);
    assert_eq!(level("summary", "official"), Certainty::Summary);
    assert_eq!(level("practice", "assumption"), Certainty::Practice);
    assert_eq!(level("official", "assumption"), Certainty::Official);
    // Both are still named among the sources of the year.
    let pack = pack("official", "assumption");
    assert!(pack.year.sources().contains("beside"));
    assert!(!pack.year.rule_sources().contains("beside"));
}
