//! The demonstration hospital paid by every scheme through the session: DRG by rate and by points, DIP, per diem, fee for
//! service, capitation, and a frame that refuses to price. The window's story takes the same road.

#[path = "../../../../tests/fixtures/schemes.rs"]
mod schemes;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::Value;
use yingheng_app::session::{Session, Surroundings};
use yingheng_app::wire::{PageName, PageRequest};

/// A view of the payment page as the window gets it.
fn page(session: &mut Session, view: &str) -> Value {
    let mut request = PageRequest::of(PageName::Payment);
    request.view = Some(view.to_owned());
    let page = session.page(&request).expect("the payment page");
    assert_eq!(page.view.as_deref(), Some(view));
    serde_json::to_value(page).expect("JSON")
}

fn table<'a>(page: &'a Value, id: &str) -> &'a Value {
    let all = page["tables"].as_array().expect("tables");
    let found = all.iter().find(|table| table["id"] == id);
    found.unwrap_or_else(|| panic!("no table {id}"))
}

/// A cell by row key and column.
fn cell<'a>(table: &'a Value, row: &str, key: &str) -> &'a Value {
    let columns = table["columns"].as_array().expect("columns");
    let at = columns.iter().position(|column| column["key"] == key);
    let at = at.unwrap_or_else(|| panic!("no column {key}"));
    let rows = table["rows"].as_array().expect("rows");
    let found = rows.iter().find(|own| own["key"] == row);
    &found.unwrap_or_else(|| panic!("no row {row}"))["cells"][at]
}

/// 分 of a figure in 元.
fn fen(cell: &Value) -> i64 {
    let text = cell["text"].as_str().unwrap_or_else(|| panic!("{cell}"));
    text.replace('.', "").parse().expect("an amount")
}

/// What the payers pay together, the payment of 职工, what all were billed; every case has a price.
fn paid(session: &mut Session) -> [i64; 3] {
    let page = page(session, "gap");
    let schemes = table(&page, "gap_schemes");
    assert_eq!(cell(schemes, "total", "cases")["text"], "20860");
    assert_eq!(cell(schemes, "total", "paid_cases")["text"], "20860");
    // The same money by physician group, and the line that it is nobody's pay.
    let teams = table(&page, "gap_teams");
    let revenue = fen(cell(schemes, "total", "revenue"));
    let rows = teams["rows"].as_array().expect("rows");
    let groups = rows.iter().filter(|row| row["style"] != "total");
    let keys: Vec<&str> = groups
        .map(|row| row["key"].as_str().expect("a key"))
        .collect();
    assert!(
        keys.len() > 20 && keys.contains(&"team_unknown"),
        "{keys:?}"
    );
    let sum: i64 = keys
        .iter()
        .map(|key| fen(cell(teams, key, "revenue")))
        .sum();
    assert_eq!(sum, revenue);
    assert_eq!(teams["notes"][0]["key"], "note.gap_teams_rule");
    // 异地 by item and 自费 by the patient: paid what they are billed, whatever the scheme.
    for payer in ["异地", "自费"] {
        assert_eq!(
            cell(schemes, payer, "over_charge")["text"],
            "0.00",
            "{payer}"
        );
    }
    [
        revenue,
        fen(cell(schemes, "职工", "revenue")),
        fen(cell(schemes, "total", "priced_charge")),
    ]
}

#[test]
fn the_demonstration_hospital_under_every_scheme() {
    let folder = tempfile::tempdir().expect("folder");
    let templates = folder.path().join("templates");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    schemes::lay_out(&root, &templates).expect("templates");
    let mut session = Session::new(Surroundings {
        templates,
        settings: None,
        worker: PathBuf::from(env!("CARGO_BIN_EXE_yingheng")),
        worker_arguments: vec![OsString::from("import-worker")],
    });
    let project = folder.path().join("demo.yhproj");
    session.demonstration(&project).expect("the demonstration");

    // DRG by rate, the pack the project begins with: the figures of the demonstration hospital.
    let settings = session.settings().expect("settings");
    assert_eq!(settings.policy.as_deref(), Some(schemes::BY_RATE));
    for pack in schemes::ADDED {
        let own = settings.policies.iter().find(|own| own.id == pack);
        let own = own.unwrap_or_else(|| panic!("{pack} is not offered"));
        assert!(
            own.faults.is_empty() && own.frame.is_none(),
            "{:?}",
            own.faults
        );
    }
    let by_rate = paid(&mut session);
    let schemes_page = page(&mut session, "gap");
    let gap = cell(table(&schemes_page, "gap_schemes"), "total", "gap").clone();
    assert_eq!(gap["text"], "-9612650.31");

    // Capitation: 5,000 people × 200 = 1,000,000 against 1,120,000 spent; the fund bears 70 % of 120,000.
    let year = page(&mut session, "year");
    let contracts = serde_json::to_string(table(&year, "year_contracts")).expect("JSON");
    for amount in ["1000000.00", "1120000.00", "84000.00", "36000.00"] {
        assert!(contracts.contains(amount), "{amount}: {contracts}");
    }

    let mut seen = vec![by_rate[0]];
    for pack in schemes::ADDED {
        session.choose_policy(pack).expect(pack);
        let [revenue, workers, charge] = paid(&mut session);
        assert_eq!(charge, by_rate[2], "{pack} moves no bill");
        if pack == "test/items" {
            assert_eq!(revenue, charge, "fee for service pays the bill");
        }
        assert!(
            workers > 0 && !seen.contains(&revenue),
            "{pack} pays its own way"
        );
        seen.push(revenue);
    }
    // A frame shows what is missing and prices nothing it has rules for.
    session.choose_policy(schemes::FRAME).expect("a frame");
    let own = session.settings().expect("settings");
    let frame = own.policies.iter().find(|own| own.id == schemes::FRAME);
    assert!(frame.expect("offered").frame.is_some(), "the frame says so");
    let rules = page(&mut session, "rules");
    let first = &rules["tables"][0];
    assert!(
        first["rows"]
            .as_array()
            .is_some_and(|rows| !rows.is_empty())
    );
    let refused = page(&mut session, "gap");
    let schemes_table = table(&refused, "gap_schemes");
    for payer in ["职工", "居民"] {
        assert_eq!(
            cell(schemes_table, payer, "paid_cases")["text"],
            "0",
            "{payer}"
        );
        assert_eq!(
            cell(schemes_table, payer, "gap")["kind"],
            "not_computable",
            "{payer}"
        );
    }

    // And back: nothing of the visits remains.
    session.choose_policy(schemes::BY_RATE).expect("by rate");
    assert_eq!(paid(&mut session), by_rate);
}
