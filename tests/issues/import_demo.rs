//! The demonstration hospital's workbooks, read as a hospital's would be: every form recognised, every row delivered.

mod import_kit;

use import_kit::{extract, inspect, request};
use std::fs;
use yingheng_io::workbook_in::types::{ExtractRequest, Trouble};

#[test]
fn the_demonstration_hospital_is_recognised_and_read_whole() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../templates/demo");
    let mut forms = std::collections::BTreeSet::new();
    for entry in fs::read_dir(folder).expect("demonstration files").flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "xlsx") {
            continue;
        }
        let (sheets, file) =
            inspect(&path).unwrap_or_else(|error| panic!("{path:?}: {:?}", error.issue()));
        for sheet in &sheets {
            let Some(best) = sheet.proposals.first() else {
                assert_eq!(sheet.name, "说明", "{path:?}");
                continue;
            };
            assert_eq!(
                (best.confidence, best.missing.len()),
                (100, 0),
                "{path:?} {}",
                sheet.name
            );
            let columns =
                best.columns
                    .iter()
                    .map(|column| yingheng_io::workbook_in::types::ColumnChoice {
                        field: column.field.clone(),
                        column: column.column,
                        unit: column.unit.unwrap_or_default(),
                    });
            let ask = ExtractRequest {
                columns: columns.collect(),
                expected_hash: Some(file.file.hash.clone()),
                ..request(&path, &sheet.name, best.header_row, &best.form, &[])
            };
            let read = extract(ask)
                .unwrap_or_else(|error| panic!("{path:?} {}: {:?}", sheet.name, error.issue()));
            let result = &read.result;
            assert!(
                result.delivered > 0 && result.refused == 0,
                "{path:?} {}: {result:?}",
                sheet.name
            );
            assert_eq!(
                result.rows,
                result.delivered + result.subtotals + result.blank
            );
            let rejecting = read
                .rows
                .iter()
                .flat_map(|row| &row.values)
                .find(|value| value.trouble.is_some_and(Trouble::rejects));
            assert_eq!(rejecting, None, "{path:?} {}", sheet.name);
            forms.insert(best.form.clone());
        }
    }
    let all = yingheng_io::workbook_in::forms().expect("forms");
    let missing: Vec<_> = all
        .iter()
        .map(|form| &form.key)
        .filter(|key| !forms.contains(*key))
        .collect();
    assert!(missing.is_empty(), "no demonstration data for {missing:?}");
}
