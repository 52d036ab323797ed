//! Edits of a pack's texts that keep everything else as it stands: comments, order, spacing.
//!
//! An edit changes texts only; whether the pack still holds is for [`super::parse`] to say.

use serde::{Deserialize, Serialize};
use toml_edit::{
    Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value as Toml, value as item,
};

use super::edit_groups::set_group;
use super::sheet::{StatedSource, StatedValue, ValueKind};
use super::{Faults, PackFile, text_of};
use yingheng_core::issue::{Issue, Message, Place, Severity};

/// One change of a pack.
/// 政策包修改
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Edit {
    /// A value from a day on: a new one, or in place of the one that began on another (or the same) day. A parameter
    /// that was to be confirmed is closed by its first value.
    SetValue {
        /// Parameter id.
        parameter: String,
        /// First day of the value corrected; `None` adds one.
        replaces: Option<String>,
        /// The value.
        value: StatedValue,
    },
    /// Takes a value out.
    RemoveValue {
        /// Parameter id.
        parameter: String,
        /// Its first day.
        from: String,
    },
    /// Adds a source or corrects the one of the same id.
    PutSource {
        /// The source.
        source: StatedSource,
    },
    /// Takes a source out.
    RemoveSource {
        /// Its id.
        id: String,
    },
    /// Closes a matter of the pack that is no parameter's, with the answer and its source.
    CloseOpen {
        /// The matter in Chinese, as the pack puts it.
        matter: String,
        /// The answer.
        answer: String,
        /// Id of the answer's source.
        source: String,
    },
    /// Changes cells of one row of the group list.
    SetGroup {
        /// Group code.
        code: String,
        /// Heading and new text.
        cells: Vec<(String, String)>,
        /// Id of the source of the row from now on.
        source: String,
    },
    /// Changes what a worked case should come to.
    SetCase {
        /// Id of the case (or worked year).
        id: String,
        /// Field and new text.
        fields: Vec<(String, String)>,
    },
}

/// An edit that names something the pack does not have.
fn refused(file: &str, message: Message) -> Issue {
    Issue {
        severity: Severity::Error,
        message,
        place: Place {
            file: Some(file.to_owned()),
            ..Place::default()
        },
    }
}

pub(super) fn no(file: &str, code: &'static str, name: &'static str, value: &str) -> Issue {
    refused(file, Message::new(code).with(name, value))
}

const PACK: &str = "pack.toml";
const GOLDEN: &str = "golden.toml";

/// Applies one edit to the texts.
///
/// # Errors
/// What the edit names and the pack does not have, or a text that cannot be read.
pub fn edit(files: &[PackFile], edit: &Edit) -> Result<Vec<PackFile>, Vec<Issue>> {
    match edit {
        Edit::SetGroup {
            code,
            cells,
            source,
        } => set_group(files, code, cells, source),
        Edit::SetCase { id, fields } => {
            changed(files, GOLDEN, |document| set_case(document, id, fields))
        }
        _ => changed(files, PACK, |document| set(document, edit)),
    }
}

fn changed(
    files: &[PackFile],
    name: &str,
    work: impl FnOnce(&mut DocumentMut) -> Result<(), Issue>,
) -> Result<Vec<PackFile>, Vec<Issue>> {
    let mut faults = Faults::default();
    let Some(text) = text_of(files, name, &mut faults) else {
        return Err(faults.0);
    };
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        let detail = error.message().to_owned();
        vec![refused(
            name,
            Message::new("pack.bad_toml").with("detail", detail),
        )]
    })?;
    work(&mut document).map_err(|issue| vec![issue])?;
    Ok(with(files, name, document.to_string()))
}

/// The files with one text replaced.
pub(super) fn with(files: &[PackFile], name: &str, text: String) -> Vec<PackFile> {
    let mut files = files.to_vec();
    for file in files.iter_mut().filter(|file| file.name == name) {
        file.bytes.clone_from(&text.clone().into_bytes());
    }
    files
}

fn set(document: &mut DocumentMut, edit: &Edit) -> Result<(), Issue> {
    match edit {
        Edit::SetValue {
            parameter,
            replaces,
            value,
        } => {
            let table = parameter_of(document, parameter)?;
            set_value(table, replaces.as_deref(), value)
        }
        Edit::RemoveValue { parameter, from } => {
            let table = parameter_of(document, parameter)?;
            let values = values_of(table)?;
            let at = place_of(values, from)?;
            if values.len() == 1 {
                return Err(no(PACK, "pack.edit_last_value", "parameter", parameter));
            }
            values.remove(at);
            Ok(())
        }
        Edit::PutSource { source } => put_source(document, source),
        Edit::RemoveSource { id } => {
            let sources = document.get_mut("source").and_then(Item::as_table_mut);
            let gone = sources.and_then(|sources| sources.remove(id));
            let known = gone.map(|_| ());
            known.ok_or_else(|| no(PACK, "pack.edit_no_source", "source", id))
        }
        Edit::CloseOpen {
            matter,
            answer,
            source,
        } => close(document, matter, answer, source),
        Edit::SetGroup { .. } | Edit::SetCase { .. } => Ok(()),
    }
}

fn parameter_of<'d>(document: &'d mut DocumentMut, id: &str) -> Result<&'d mut Table, Issue> {
    document
        .get_mut("parameter")
        .and_then(Item::as_table_mut)
        .and_then(|all| all.get_mut(id))
        .and_then(Item::as_table_mut)
        .ok_or_else(|| no(PACK, "pack.edit_no_parameter", "parameter", id))
}

/// The dated values of a parameter; made where it has none yet, or where they stand in one line.
fn values_of(table: &mut Table) -> Result<&mut ArrayOfTables, Issue> {
    let listed = table.entry("value").or_insert(Item::None);
    if !listed.is_array_of_tables() {
        let own = std::mem::take(listed);
        *listed = Item::ArrayOfTables(own.into_array_of_tables().unwrap_or_default());
    }
    listed
        .as_array_of_tables_mut()
        .ok_or_else(|| no(PACK, "pack.edit_no_value", "from", ""))
}

fn from_of(table: &Table) -> &str {
    table.get("from").and_then(Item::as_str).unwrap_or_default()
}

fn place_of(values: &ArrayOfTables, from: &str) -> Result<usize, Issue> {
    values
        .iter()
        .position(|table| from_of(table) == from)
        .ok_or_else(|| no(PACK, "pack.edit_no_value", "from", from))
}

/// Adds or corrects a value; days stay in rising order.
fn set_value(
    parameter: &mut Table,
    replaces: Option<&str>,
    value: &StatedValue,
) -> Result<(), Issue> {
    let values = values_of(parameter)?;
    let mut table = match replaces {
        None => Table::new(),
        Some(from) => {
            let at = place_of(values, from)?;
            values.remove(at)
        }
    };
    if values.iter().any(|own| from_of(own) == value.from) {
        return Err(no(PACK, "pack.edit_date_taken", "from", &value.from));
    }
    write_value(&mut table, value);
    // Texts of days in the form 2025-01-01 sort as the days do; any other form is for the loader to refuse.
    let later = values
        .iter()
        .position(|own| from_of(own) > value.from.as_str());
    match later {
        Some(at) => {
            // It stands where the later one begins; the file's order is kept by place, not by number.
            table.set_position(values.get(at).and_then(Table::position));
            values.insert(at, table);
        }
        None => {
            table.set_position(None);
            values.push(table);
        }
    }
    parameter.remove("to_be_confirmed");
    Ok(())
}

/// Puts a text under a key, keeping the comment that stands behind it; an empty text takes the key out.
fn put(table: &mut Table, key: &str, value: Option<Toml>) {
    let Some(mut value) = value else {
        table.remove(key);
        return;
    };
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(own) => {
            // Nothing is touched that says the same already.
            if own.to_string().trim() != value.to_string().trim() {
                *value.decor_mut() = own.decor().clone();
                *own = value;
            }
        }
        None => {
            table.insert(key, item(value));
        }
    }
}

fn text(text: &str) -> Option<Toml> {
    (!text.is_empty()).then(|| text.into())
}

/// Rows as `[["1", "3"], …]`.
fn pairs(rows: &[(String, String)]) -> Toml {
    let rows = rows.iter().map(|(edge, number)| {
        let row: Array = [edge.as_str(), number.as_str()].into_iter().collect();
        Toml::Array(row)
    });
    Toml::Array(rows.collect())
}

fn write_value(table: &mut Table, value: &StatedValue) {
    let rows = |kind| (value.kind == kind).then(|| pairs(&value.rows));
    let keyed = (value.kind == ValueKind::Table).then(|| {
        let rows = value.rows.iter();
        let table: InlineTable = rows
            .map(|(key, number)| (key.as_str(), number.as_str()))
            .collect();
        Toml::InlineTable(table)
    });
    let end = value.kind == ValueKind::End;
    let number = (value.kind == ValueKind::Number).then(|| value.number.as_str());
    put(table, "from", text(&value.from));
    put(table, "source", text(&value.source));
    put(table, "end", end.then(|| true.into()));
    put(table, "number", number.map(Into::into));
    put(table, "table", keyed);
    put(table, "compare", text(&value.compare).filter(|_| !end));
    let stepped = value.kind == ValueKind::Steps;
    put(table, "step_on", text(&value.step_on).filter(|_| stepped));
    let inclusive = stepped && value.inclusive;
    put(table, "inclusive", inclusive.then(|| true.into()));
    put(table, "steps", rows(ValueKind::Steps));
    put(table, "bands", rows(ValueKind::Bands));
}

fn put_source(document: &mut DocumentMut, source: &StatedSource) -> Result<(), Issue> {
    let sources = document
        .get_mut("source")
        .and_then(Item::as_table_mut)
        .ok_or_else(|| no(PACK, "pack.edit_no_source", "source", &source.id))?;
    if source.id.trim().is_empty() {
        return Err(no(PACK, "pack.edit_no_source", "source", &source.id));
    }
    let listed = sources
        .entry(&source.id)
        .or_insert_with(|| Item::Table(Table::new()));
    let table = listed
        .as_table_mut()
        .ok_or_else(|| no(PACK, "pack.edit_no_source", "source", &source.id))?;
    put(table, "number", text(&source.number));
    put(table, "title", Some(source.title.as_str().into()));
    put(table, "issuer", text(&source.issuer));
    put(table, "issued", text(&source.issued));
    put(table, "effective", text(&source.effective));
    put(table, "link", text(&source.link));
    put(table, "level", Some(source.level.as_str().into()));
    Ok(())
}

/// Moves a matter from `[[open]]` to `[[confirmed]]`.
fn close(
    document: &mut DocumentMut,
    matter: &str,
    answer: &str,
    source: &str,
) -> Result<(), Issue> {
    let unknown = || no(PACK, "pack.edit_no_open", "matter", matter);
    if answer.trim().is_empty() {
        return Err(no(PACK, "pack.edit_no_answer", "matter", matter));
    }
    let open = document
        .get_mut("open")
        .and_then(Item::as_array_of_tables_mut)
        .ok_or_else(unknown)?;
    let zh = |table: &Table| table.get("zh").and_then(Item::as_str).map(str::to_owned);
    let at = open
        .iter()
        .position(|table| zh(table).as_deref() == Some(matter))
        .ok_or_else(unknown)?;
    let mut table = open.remove(at);
    let none = open.is_empty();
    if none {
        document.remove("open");
    }
    put(&mut table, "answer", text(answer.trim()));
    put(&mut table, "source", Some(source.into()));
    table.set_position(None);
    let listed = document
        .entry("confirmed")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    listed
        .as_array_of_tables_mut()
        .ok_or_else(unknown)?
        .push(table);
    Ok(())
}

/// Fields of a worked case that say what it should come to.
const RESULTS: [&str; 4] = ["kind", "standard", "revenue", "fund"];

fn set_case(
    document: &mut DocumentMut,
    id: &str,
    fields: &[(String, String)],
) -> Result<(), Issue> {
    let own = |table: &&mut Table| table.get("id").and_then(Item::as_str) == Some(id);
    let no_field = |field: &str| no(GOLDEN, "pack.edit_no_field", "field", field);
    let find = |list: &str| {
        document
            .get(list)
            .and_then(Item::as_array_of_tables)
            .is_some_and(|all| {
                all.iter()
                    .any(|table| table.get("id").and_then(Item::as_str) == Some(id))
            })
    };
    let list = if find("case") { "case" } else { "year_case" };
    let table = document
        .get_mut(list)
        .and_then(Item::as_array_of_tables_mut)
        .and_then(|all| all.iter_mut().find(own))
        .ok_or_else(|| no(GOLDEN, "pack.edit_no_case", "case", id))?;
    if list == "case" {
        for (field, value) in fields {
            if !RESULTS.contains(&field.as_str()) {
                return Err(no_field(field));
            }
            put(table, field, text(value));
        }
        return Ok(());
    }
    let expected = table.get_mut("expected").and_then(Item::as_table_mut);
    let expected = expected.ok_or_else(|| no_field("expected"))?;
    for (field, value) in fields {
        // Only what is written already: a figure nobody reckoned by hand proves nothing.
        if !expected.get(field).is_some_and(Item::is_str) {
            return Err(no_field(field));
        }
        put(expected, field, text(value));
    }
    Ok(())
}
