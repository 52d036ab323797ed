//! One row of `groups.csv` rewritten; every other byte stays.

use super::edit::{no, with};
use super::sheet::group_rows;
use super::{Faults, PackFile, text_of};
use yingheng_core::issue::Issue;

const FILE: &str = "groups.csv";

/// Changes cells of one row, and says whose they are: a column `source` is added where the list has none and the row
/// has another source than the list.
pub(super) fn set_group(
    files: &[PackFile],
    code: &str,
    cells: &[(String, String)],
    source: &str,
) -> Result<Vec<PackFile>, Vec<Issue>> {
    let mut faults = Faults::default();
    let text = text_of(files, FILE, &mut faults);
    let rows = group_rows(files, &mut faults);
    let (Some(text), Some((headings, rows))) = (text, rows) else {
        return Err(faults.0);
    };
    let one = |issue| vec![issue];
    let heading = |name: &str| headings.iter().position(|own| own == name);
    let column = |name: &str| {
        heading(name).ok_or_else(|| one(no(FILE, "pack.edit_no_column", "column", name)))
    };
    let code_at = column("code")?;
    let at = rows
        .iter()
        .position(|(_, row)| row.get(code_at) == Some(code))
        .ok_or_else(|| one(no(FILE, "pack.edit_no_group", "group", code)))?;
    let mut fields: Vec<String> = rows[at].1.iter().map(str::to_owned).collect();
    for (name, value) in cells {
        if name == "code" || name == "source" {
            return Err(one(no(FILE, "pack.edit_no_column", "column", name)));
        }
        fields[column(name)?].clone_from(value);
    }
    let widened = heading("source").is_none();
    match heading("source") {
        Some(place) => fields[place] = source.to_owned(),
        None => fields.push(source.to_owned()),
    }
    let mut out = String::with_capacity(text.len() + 64);
    let first = rows.first().map_or(text.len(), |(begin, _)| *begin);
    push(&mut out, &text[..first], widened.then_some(",source"));
    for (index, (begin, _)) in rows.iter().enumerate() {
        let end = rows.get(index + 1).map_or(text.len(), |(next, _)| *next);
        let line = &text[*begin..end];
        if index == at {
            let kept = line.len() - line.trim_end_matches(['\r', '\n']).len();
            out.push_str(&written(&fields));
            out.push_str(&line[line.len() - kept..]);
        } else {
            push(&mut out, line, widened.then_some(","));
        }
    }
    Ok(with(files, FILE, out))
}

/// A line with something before its end; blank lines stay blank.
fn push(out: &mut String, line: &str, more: Option<&str>) {
    let body = line.trim_end_matches(['\r', '\n']);
    out.push_str(body);
    if !body.trim().is_empty() {
        out.push_str(more.unwrap_or_default());
    }
    out.push_str(&line[body.len()..]);
}

/// A record of a CSV file; texts with commas, quotes or line ends are quoted.
fn written(fields: &[String]) -> String {
    let field = |text: &String| {
        if text.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.clone()
        }
    };
    fields.iter().map(field).collect::<Vec<_>>().join(",")
}
