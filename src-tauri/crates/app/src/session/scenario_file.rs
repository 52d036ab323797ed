//! Scenarios as files: TOML, and a workbook somebody can change and send back.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};
use yingheng_core::issue::{Issue as CoreIssue, Message, Place, Severity};
use yingheng_core::scenario::Lever;
use yingheng_io::platform;
use yingheng_io::workbook_in::run_in_worker;
use yingheng_io::workbook_in::types::{CellsRequest, Event, Request, SampleRow};
use yingheng_io::workbook_out::{
    self, SCENARIO_KEY_ROW, SCENARIO_MARK, ScenarioColumn, ScenarioSheet,
};

use super::export::{Words, exported};
use super::import::read_failure;
use super::scenario_text::{read, scenario_of, written};
use super::{Answer, Session, file_failure};
use crate::messages::{Catalogue, Language};
use crate::wire::{Exported, Failure, ImportedScenario, Override, SavedScenario};

/// What a scenario's TOML file is.
#[derive(Serialize, Deserialize)]
struct File {
    format: String,
    #[serde(default)]
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    overrides: Vec<toml::Value>,
}

/// Columns that can be changed, before those of the further numbers.
const FIELDS: [&str; 12] = [
    "lever",
    "value",
    "target_kind",
    "target",
    "start",
    "ramp_months",
    "one_off",
    "low",
    "high",
    "name",
    "source",
    "disabled",
];
/// Further numbers a row has room for.
const PARAMETERS: usize = 6;

/// A field of an override as text.
fn field(change: &Override, key: &str) -> String {
    match key {
        "lever" => change.lever.clone(),
        "value" => change.value.clone(),
        "target_kind" => change.target_kind.clone(),
        "target" => change.target.clone(),
        "start" => change.start.clone(),
        "ramp_months" if change.ramp_months == 0 => String::new(),
        "ramp_months" => change.ramp_months.to_string(),
        "one_off" => change.one_off.clone(),
        "low" => change.low.clone(),
        "high" => change.high.clone(),
        "name" => change.name.clone(),
        "source" => change.source.clone(),
        _ if change.disabled => "1".to_owned(),
        _ => String::new(),
    }
}

/// Puts a text into a field.
///
/// # Errors
/// It is not what the field takes.
fn put(change: &mut Override, key: &str, text: &str) -> Answer<()> {
    let own = text.trim().to_owned();
    match key {
        "lever" => change.lever = own,
        "value" => change.value = own,
        "target_kind" => change.target_kind = own,
        "target" => change.target = own,
        "start" => change.start = own,
        "ramp_months" => {
            change.ramp_months = own
                .parse()
                .map_err(|_| Failure::new("error.number").with("text", text))?;
        }
        "one_off" => change.one_off = own,
        "low" => change.low = own,
        "high" => change.high = own,
        "name" => change.name = own,
        "source" => change.source = own,
        _ => {
            change.disabled = match own.as_str() {
                "" | "0" | "false" => false,
                "1" | "true" => true,
                _ => return Err(Failure::new("error.number").with("text", text)),
            }
        }
    }
    Ok(())
}

fn issue(failure: &Failure, place: Place) -> CoreIssue {
    let found = CoreIssue::new(Severity::Error, failure.code.clone());
    failure
        .arguments
        .iter()
        .fold(found, |found, (name, value)| {
            found.with(name.as_str(), value.as_str())
        })
        .at(place)
}

/// What differs from the kept scenario, field by field.
pub(super) fn changes(before: &[Override], after: &[Override]) -> Vec<CoreIssue> {
    let mut out = Vec::new();
    let told = |code: &str, number: usize, change: &Override| {
        CoreIssue::new(Severity::Notice, code)
            .with("number", (number + 1).to_string())
            .with("lever", format!("@lever.{}", change.lever))
    };
    for (number, change) in after.iter().enumerate() {
        let Some(old) = before.get(number) else {
            out.push(told("scenario.import_added", number, change).with("value", &change.value));
            continue;
        };
        let mut pairs: Vec<(String, String, String)> = FIELDS
            .iter()
            .map(|key| {
                let name = format!("@scenario_field.{key}");
                (name, field(old, key), field(change, key))
            })
            .collect();
        let keys: std::collections::BTreeSet<&String> = old
            .parameters
            .keys()
            .chain(change.parameters.keys())
            .collect();
        let text = |own: &Override, key: &String| own.parameters.get(key).cloned();
        pairs.extend(keys.into_iter().map(|key| {
            (
                format!("@lever_parameter.{key}"),
                text(old, key).unwrap_or_default(),
                text(change, key).unwrap_or_default(),
            )
        }));
        for (name, was, is) in pairs.into_iter().filter(|(_, was, is)| was != is) {
            let shown = |text: String| {
                if text.is_empty() {
                    "@scenario.import_nothing".to_owned()
                } else {
                    text
                }
            };
            out.push(
                told("scenario.import_changed", number, change)
                    .with("field", name)
                    .with("before", shown(was))
                    .with("after", shown(is)),
            );
        }
    }
    for (number, old) in before.iter().enumerate().skip(after.len()) {
        out.push(told("scenario.import_removed", number, old).with("value", &old.value));
    }
    out
}

/// The overrides of a file that can be read, in the program's own writing, and what is wrong with the others.
fn sorted(found: Vec<(Answer<Override>, Place)>) -> (Vec<Override>, Vec<CoreIssue>) {
    let (mut good, mut refused) = (Vec::new(), Vec::new());
    for (change, place) in found {
        let checked = change.and_then(|change| {
            let known = read(&change)?;
            let spec = known.lever.spec();
            match known
                .parameters
                .keys()
                .find(|key| spec.parameter(key).is_none())
            {
                Some(key) => Err(Failure::new("error.lever_parameter")
                    .with("parameter", key)
                    .with("lever", format!("@lever.{}", known.lever.key()))),
                None => Ok(written(&known)),
            }
        });
        match checked {
            Ok(change) => good.push(change),
            Err(failure) => refused.push(issue(&failure, place)),
        }
    }
    (good, refused)
}

/// Rows of the program's own sheet as overrides with their cells.
fn rows(sheet: &str, rows: &[SampleRow]) -> (String, String, Vec<(Answer<Override>, Place)>) {
    let text = |row: u32, column: u32| -> String {
        let found = rows.iter().find(|own| own.row == row);
        let cell = found.and_then(|own| own.cells.iter().find(|(at, _)| *at == column));
        cell.map(|(_, text)| text.trim().to_owned())
            .unwrap_or_default()
    };
    let head = rows.iter().find(|own| own.row == SCENARIO_KEY_ROW);
    let columns: BTreeMap<u32, String> = head
        .map(|head| head.cells.iter().cloned().collect())
        .unwrap_or_default();
    let mut out = Vec::new();
    for row in rows.iter().filter(|own| own.row > SCENARIO_KEY_ROW + 1) {
        let mut change = Override::default();
        let mut place = Place {
            sheet: Some(sheet.to_owned()),
            row: Some(row.row),
            ..Place::default()
        };
        let mut wrong = None;
        let mut any = false;
        let mut parameters: BTreeMap<String, (String, u32)> = BTreeMap::new();
        for (column, text) in row.cells.iter().filter(|(_, text)| !text.trim().is_empty()) {
            let Some(key) = columns.get(column) else {
                wrong.get_or_insert((Failure::new("error.scenario_column"), *column));
                any = true;
                continue;
            };
            if FIELDS.contains(&key.as_str()) {
                any = true;
                if let Err(failure) = put(&mut change, key, text) {
                    wrong.get_or_insert((failure, *column));
                }
            } else if let Some(slot) = key.strip_prefix("parameter_value_") {
                any = true;
                let own = parameters.entry(slot.to_owned()).or_default();
                own.0.clone_from(text);
                own.1 = *column;
            }
        }
        // A number belongs to the key in the column of the same slot.
        for (slot, (value, column)) in parameters {
            let wanted = format!("parameter_{slot}");
            let at = columns.iter().find(|(_, key)| **key == wanted);
            let key = at.map(|(at, _)| text(row.row, *at)).unwrap_or_default();
            if key.is_empty() {
                wrong.get_or_insert((Failure::new("error.scenario_column"), column));
            } else {
                change.parameters.insert(key, value);
            }
        }
        if !any {
            continue;
        }
        place.column = wrong.as_ref().map(|(_, column)| *column);
        let change = wrong.map_or(Ok(change), |(failure, _)| Err(failure));
        // What `read` refuses stands in the cell of the value, unless it is the lever itself.
        if place.column.is_none() {
            let known = change
                .as_ref()
                .is_ok_and(|own| Lever::from_key(&own.lever).is_some());
            let key = if known { "value" } else { "lever" };
            let found = columns.iter().find(|(_, own)| own.as_str() == key);
            place.column = found.map(|(at, _)| *at);
        }
        out.push((change, place));
    }
    (text(1, 2), text(2, 2), out)
}

impl Session {
    fn kept(&self, id: &str) -> Answer<Option<SavedScenario>> {
        Ok(self.scenarios()?.into_iter().find(|kept| kept.id == id))
    }

    /// Writes a scenario as a file: `.toml` as text, everything else as a workbook.
    /// 导出方案
    ///
    /// # Errors
    /// An override that is none, or the file cannot be written.
    pub fn export_scenario(
        &self,
        scenario: &SavedScenario,
        path: &Path,
        language: Language,
    ) -> Answer<Exported> {
        let core = scenario_of(&scenario.id, &scenario.name, &scenario.overrides)?;
        let overrides: Vec<Override> = core.overrides.iter().map(written).collect();
        let failed = |detail: String| {
            Failure::new("error.write")
                .with("file", path.display().to_string())
                .with("detail", detail)
        };
        if path.extension().is_some_and(|own| own == "toml") {
            let values: Result<Vec<toml::Value>, _> =
                overrides.iter().map(toml::Value::try_from).collect();
            let file = File {
                format: SCENARIO_MARK.to_owned(),
                id: scenario.id.clone(),
                name: scenario.name.clone(),
                overrides: values.map_err(|error| failed(error.to_string()))?,
            };
            let text = toml::to_string(&file).map_err(|error| failed(error.to_string()))?;
            platform::write_whole(path, text.as_bytes())
                .map_err(|error| failed(error.to_string()))?;
            return Ok(exported(path));
        }
        let words = Words(Catalogue::of(language));
        let sheet = sheet(scenario, &overrides, &words);
        workbook_out::write_scenario(path, &sheet).map_err(|error| failed(error.to_string()))?;
        Ok(exported(path))
    }

    /// Reads a scenario from a file the program wrote and compares it with the kept one of the same key. Nothing is kept
    /// yet. What cannot be read is refused with its cell; the rest is there.
    /// 导入方案
    ///
    /// # Errors
    /// The file is not a scenario at all, or cannot be read.
    pub fn import_scenario(&self, path: &Path) -> Answer<ImportedScenario> {
        let label = super::recent::label(path);
        let none = || Failure::new("error.no_scenario").with("file", label.clone());
        let (id, name, found) = if path.extension().is_some_and(|own| own == "toml") {
            let text = std::fs::read_to_string(path).map_err(|error| file_failure(path, &error))?;
            let file: File = toml::from_str(&text).map_err(|error| {
                Failure::new("error.plan")
                    .with("file", label.clone())
                    .with("detail", error.message().to_owned())
            })?;
            if file.format != SCENARIO_MARK {
                return Err(none());
            }
            let one = |(at, value): (usize, toml::Value)| {
                let place = Place {
                    file: Some(label.clone()),
                    row: u32::try_from(at + 1).ok(),
                    ..Place::default()
                };
                let change: Answer<Override> =
                    value.try_into().map_err(|error: toml::de::Error| {
                        Failure::new("error.override")
                            .with("number", (at + 1).to_string())
                            .with("detail", error.message().to_owned())
                    });
                (change, place)
            };
            let found = file.overrides.into_iter().enumerate().map(one).collect();
            (file.id, file.name, found)
        } else {
            let mut sheets = Vec::new();
            let request = Request::Cells(CellsRequest {
                path: path.to_owned(),
            });
            let mut listen = |event| {
                if let Event::Cells { sheet, rows } = event {
                    sheets.push((sheet, rows));
                }
            };
            let (program, arguments) = (
                &self.surroundings.worker,
                &self.surroundings.worker_arguments,
            );
            let cancel = AtomicBool::new(false);
            run_in_worker(program, arguments, &request, &mut listen, &cancel)
                .map_err(|error| read_failure(&error))?;
            let marked = |rows: &[SampleRow]| {
                let first = rows.first().filter(|row| row.row == 1);
                first
                    .and_then(|row| row.cells.first())
                    .is_some_and(|(column, text)| *column == 1 && text == SCENARIO_MARK)
            };
            let (name, own) = sheets
                .iter()
                .find(|(_, rows)| marked(rows))
                .ok_or_else(none)?;
            rows(name, own)
        };
        let (overrides, refused) = sorted(found);
        let kept = self.kept(&id)?;
        let before = kept.as_ref().map_or(&[][..], |kept| &kept.overrides);
        let located = |mut issue: CoreIssue| {
            issue.place.file.get_or_insert_with(|| label.clone());
            issue
        };
        Ok(ImportedScenario {
            changes: changes(before, &overrides)
                .into_iter()
                .map(Into::into)
                .collect(),
            refused: refused.into_iter().map(located).map(Into::into).collect(),
            scenario: SavedScenario {
                id: kept.map(|kept| kept.id).unwrap_or_default(),
                name,
                overrides,
            },
        })
    }
}

/// The sheet of a scenario.
fn sheet(
    scenario: &SavedScenario,
    overrides: &[Override],
    words: &dyn workbook_out::Words,
) -> ScenarioSheet {
    let say = |key: &str| words.say(&Message::new(key));
    let column = |key: String, heading: String, editable: bool| ScenarioColumn {
        key,
        heading,
        editable,
    };
    let mut columns = vec![
        column("number".into(), say("column.number"), false),
        column("lever_name".into(), say("column.lever"), false),
    ];
    columns.extend(
        FIELDS.map(|key| column(key.to_owned(), say(&format!("scenario_field.{key}")), true)),
    );
    columns.insert(4, column("unit".into(), say("scenario_field.unit"), false));
    for slot in 1..=PARAMETERS {
        let head = |key: &str| {
            let message = Message::new(key).with("number", slot.to_string());
            words.say(&message)
        };
        columns.push(column(
            format!("parameter_{slot}"),
            head("scenario_field.parameter"),
            true,
        ));
        columns.push(column(
            format!("parameter_name_{slot}"),
            head("scenario_field.parameter_name"),
            false,
        ));
        columns.push(column(
            format!("parameter_value_{slot}"),
            head("scenario_field.parameter_value"),
            true,
        ));
    }
    let row = |(at, change): (usize, &Override)| -> Vec<String> {
        let spec = Lever::from_key(&change.lever).map(Lever::spec);
        let unit = spec.map(|spec| say(&format!("lever_unit.{}", spec.measure.key())));
        let mut cells = vec![
            (at + 1).to_string(),
            say(&format!("lever.{}", change.lever)),
        ];
        cells.extend(FIELDS.map(|key| field(change, key)));
        cells.insert(4, unit.unwrap_or_default());
        // Every number the lever takes has its row of cells, given or not.
        for own in spec.into_iter().flat_map(|spec| spec.parameters) {
            let given = change.parameters.get(own.key).cloned();
            cells.extend([
                own.key.to_owned(),
                format!(
                    "{} ({})",
                    say(&format!("lever_parameter.{}", own.key)),
                    say(&format!("lever_unit.{}", own.measure.key()))
                ),
                given.unwrap_or_default(),
            ]);
        }
        cells
    };
    ScenarioSheet {
        sheet: say("scenario_field.sheet"),
        id: scenario.id.clone(),
        name_label: say("scenario_field.scenario_name"),
        name: scenario.name.clone(),
        note: say("scenario_field.note"),
        columns,
        rows: overrides.iter().enumerate().map(row).collect(),
    }
}
