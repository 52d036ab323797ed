//! Physician groups as a dimension: which group of which unit a discharge belongs to.

use std::borrow::Cow;

use super::cells::numbered;
use crate::facts::{CaseTable, CaseTerms, Facts};

/// Physician groups of the discharges, numbered by unit, then by the group's own first appearance.
/// 医疗组(诊疗组)
///
/// A group belongs to a unit: hospitals write 一组, 二组 in every unit, and adding those up would mix strangers. Cases whose
/// file does not say are one row of their own. Never a single doctor: the notice on DRG/DIP 2.0 forbids limits and pay
/// by doctor (payment-rules §2, 医保办发〔2024〕9号, from a summary).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Teams {
    /// Codes, [`team_code`]; one is empty where a case has no group.
    pub codes: Vec<String>,
    /// Per case, its place in `codes`. Empty where no file has the column.
    pub of: Vec<u32>,
}

impl Teams {
    /// Groups of all discharges; nothing where no file names any.
    pub fn of(table: &CaseTable) -> Self {
        let terms = &table.terms;
        if terms.team.iter().all(Option::is_none) {
            return Self::default();
        }
        // Cases without a group stand together whatever their unit, before all groups.
        let pair = |case: usize| match CaseTerms::of(&terms.team, case) {
            Some(team) => [
                table.department.get(case).copied().unwrap_or_default(),
                team + 1,
            ],
            None => [0, 0],
        };
        let pairs: Vec<[u32; 2]> = (0..table.len()).map(pair).collect();
        let (of, known) = numbered(&pairs);
        let text = |list: &[String], index: u32| list.get(index as usize).cloned();
        let code = |[unit, team]: &[u32; 2]| {
            let team = text(&terms.teams, team.checked_sub(1)?)?;
            Some(team_code(&text(&table.departments, *unit)?, &team))
        };
        let codes = known.iter().map(|pair| code(pair).unwrap_or_default());
        Self {
            codes: codes.collect(),
            of,
        }
    }
}

impl CaseTable {
    /// Physician group of a case as its file writes it; `None` where the file does not say.
    /// 医疗组
    pub fn team(&self, case: usize) -> Option<&str> {
        let index = CaseTerms::of(&self.terms.team, case)?;
        self.terms.teams.get(index as usize).map(String::as_str)
    }
}

/// A unit's code without the mark that divides it from the group.
fn escaped(unit: &str) -> Cow<'_, str> {
    if unit.contains(['~', '/']) {
        unit.replace('~', "~0").replace('/', "~1").into()
    } else {
        unit.into()
    }
}

/// Unit and group in one code, `UNIT/GROUP`; a mark inside the unit's code is written `~1`, so no two pairs share one.
pub fn team_code(unit: &str, team: &str) -> String {
    format!("{}/{team}", escaped(unit))
}

/// Unit and group of a code; `None` for the cases without a group.
pub fn team_parts(code: &str) -> Option<(String, &str)> {
    let (unit, team) = code.split_once('/')?;
    Some((unit.replace("~1", "/").replace("~0", "~"), team))
}

/// Unit and group as people call them; a message key where there is no group.
pub(super) fn team_name(facts: &Facts, code: &str) -> String {
    let Some((unit, team)) = team_parts(code) else {
        return "@row.team_unknown".into();
    };
    let known = facts.department(&unit).map(|known| known.name.as_str());
    format!("{} {team}", known.unwrap_or(&unit))
}

/// Whether a case belongs to the group of a code.
pub fn in_team(table: &CaseTable, case: usize, code: &str) -> bool {
    let Some(team) = table.team(case) else {
        return code.is_empty();
    };
    let unit = table
        .department
        .get(case)
        .and_then(|index| table.departments.get(*index as usize));
    code.split_once('/')
        .zip(unit)
        .is_some_and(|((own, rest), unit)| rest == team && own == escaped(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_groups_are_never_confused() {
        let pairs = [
            ("a", "b"),
            ("a/b", "c"),
            ("a", "b/c"),
            ("a~1b", "c"),
            ("", "x"),
        ];
        let mut codes: Vec<String> = pairs
            .iter()
            .map(|(unit, team)| team_code(unit, team))
            .collect();
        for ((unit, team), code) in pairs.iter().zip(&codes) {
            assert_eq!(team_parts(code), Some(((*unit).to_owned(), *team)));
        }
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), pairs.len());
        assert_eq!(team_parts(""), None);
    }
}
