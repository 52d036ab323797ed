use std::collections::BTreeMap;

use super::accept::Dictionary;
use super::{CaseTable, Facts};
use crate::issue::{Issue, Severity};

impl Facts {
    /// Puts the facts of single batches together, in the order given (the order of the batches; superseded ones are
    /// left out by the caller). Name, period and the synthetic mark are the project's and stay as they are here.
    ///
    /// What one batch already said is not counted twice: a department, account, asset or case that an earlier batch
    /// holds too is left out, with an issue that names both places.
    pub fn assemble(batches: Vec<Facts>) -> (Facts, Vec<Issue>) {
        let (mut all, mut issues) = (Facts::default(), Vec::new());
        let parts = batches.len();
        for mut part in batches {
            all.batches.append(&mut part.batches);
            all.departments.append(&mut part.departments);
            all.ledger.append(&mut part.ledger);
            all.accounts.append(&mut part.accounts);
            all.staff.append(&mut part.staff);
            all.assets.append(&mut part.assets);
            all.stock.append(&mut part.stock);
            all.materials.append(&mut part.materials);
            all.drivers.append(&mut part.drivers);
            all.workload.append(&mut part.workload);
            all.revenue.append(&mut part.revenue);
            all.other_income.append(&mut part.other_income);
            all.case_services.append(&mut part.case_services);
            all.service_volumes.append(&mut part.service_volumes);
            all.in_house.append(&mut part.in_house);
            all.claims.append(&mut part.claims);
            all.service_items.append(&mut part.service_items);
            all.activities.append(&mut part.activities);
            all.activity_volumes.append(&mut part.activity_volumes);
            all.capacity.append(&mut part.capacity);
            all.capacity_use.append(&mut part.capacity_use);
            if all.cases.is_empty() {
                all.cases = part.cases;
            } else {
                append_cases(&mut all.cases, part.cases);
            }
        }
        if parts > 1 {
            all.leave_out_repeated(&mut issues);
        }
        all.departments
            .sort_by(|(a, _), (b, _)| a.code.cmp(&b.code));
        (all, issues)
    }

    fn leave_out_repeated(&mut self, issues: &mut Vec<Issue>) {
        let mut tell = |code: &str,
                        value: &str,
                        earlier: super::SourceRef,
                        later: super::SourceRef,
                        field: &str| {
            let first = self.place(earlier, field);
            let issue = Issue::new(Severity::Error, code)
                .with("value", value)
                .with("file", first.file.clone().unwrap_or_default());
            issues.push(
                issue
                    .with("first", earlier.row.to_string())
                    .with("row", later.row.to_string())
                    .at(self.place(later, field)),
            );
        };
        let keep_departments = firsts(
            self.departments
                .iter()
                .map(|(unit, source)| (unit.code.clone(), *source)),
            |key, a, b| {
                let class = |of: super::SourceRef| {
                    let mut units = self.departments.iter();
                    units
                        .find(|(_, source)| *source == of)
                        .map(|(unit, _)| unit.class)
                };
                if class(a) == class(b) {
                    tell("accept.repeated_department", key, a, b, "code");
                } else {
                    tell("accept.repeated_two_classes", key, a, b, "class");
                }
            },
        );
        let keep_accounts = firsts(
            self.accounts
                .iter()
                .map(|rule| (rule.account.clone(), rule.source)),
            |key, a, b| {
                tell("accept.repeated_account", key, a, b, "account");
            },
        );
        let keep_assets = firsts(
            self.assets
                .iter()
                .map(|row| (format!("{} / {}", row.code, row.department), row.source)),
            |key, a, b| {
                tell("accept.repeated_asset", key, a, b, "code");
            },
        );
        let keep_materials = firsts(
            self.materials
                .iter()
                .map(|row| (row.code.clone(), row.source)),
            |key, a, b| {
                tell("accept.repeated_material", key, a, b, "code");
            },
        );
        let keep_items = firsts(
            self.service_items
                .iter()
                .map(|row| (format!("{} / {}", row.department, row.code), row.source)),
            |key, a, b| tell("accept.repeated_service_item", key, a, b, "code"),
        );
        let keep_activities = firsts(
            self.activities.iter().map(|row| {
                let item = row.item.map_or("", crate::hospital::CostItem::official);
                let key = format!("{} / {} / {item}", row.department, row.activity);
                (key, row.source)
            }),
            |key, a, b| tell("accept.repeated_activity", key, a, b, "activity"),
        );
        let keep_volumes = firsts(
            self.activity_volumes.iter().map(|row| {
                let key = format!("{} / {} / {}", row.department, row.activity, row.code);
                (key, row.source)
            }),
            |key, a, b| tell("accept.repeated_activity", key, a, b, "activity"),
        );
        let keep_capacity = firsts(
            self.capacity
                .iter()
                .map(|row| (row.resource.clone(), row.source)),
            |key, a, b| tell("accept.repeated_resource", key, a, b, "resource"),
        );
        let keep_use = firsts(
            self.capacity_use
                .iter()
                .map(|row| (format!("{} / {}", row.pathway, row.resource), row.source)),
            |key, a, b| tell("accept.repeated_resource", key, a, b, "pathway"),
        );
        let table = &self.cases;
        let stays = table
            .token
            .iter()
            .zip(&table.discharged)
            .zip(&table.source)
            .map(|((token, day), source)| {
                // Without a token two cases are never the same; the source makes the key unique.
                let own = token.is_empty().then_some(*source);
                ((token.as_str(), *day, own), *source)
            });
        // The rows of one batch have been compared with one another when they were accepted.
        let mut batches = table.source.iter().map(|source| source.batch);
        let first = batches.next();
        let keep_cases = if batches.all(|batch| Some(batch) == first) {
            Vec::new()
        } else {
            firsts(stays, |_, a, b| {
                tell("accept.repeated_case", "", a, b, "token")
            })
        };
        let used = self.case_services.iter().map(|row| {
            let case = (row.token.clone(), row.discharged);
            (
                (case, row.service.clone(), row.executing.clone()),
                row.source,
            )
        });
        let keep_services = firsts(used, |(_, service, _), a, b| {
            tell("accept.repeated_case_service", service, a, b, "service");
        });
        let lying = self
            .in_house
            .iter()
            .map(|row| ((row.token.clone(), row.as_of), row.source));
        let keep_in_house = firsts(lying, |_, a, b| {
            tell("accept.repeated_in_house", "", a, b, "token");
        });
        retain(&mut self.case_services, &keep_services);
        retain(&mut self.in_house, &keep_in_house);
        retain(&mut self.departments, &keep_departments);
        retain(&mut self.accounts, &keep_accounts);
        retain(&mut self.assets, &keep_assets);
        retain(&mut self.materials, &keep_materials);
        retain(&mut self.service_items, &keep_items);
        retain(&mut self.activities, &keep_activities);
        retain(&mut self.activity_volumes, &keep_volumes);
        retain(&mut self.capacity, &keep_capacity);
        retain(&mut self.capacity_use, &keep_use);
        if keep_cases.contains(&false) {
            retain_cases(&mut self.cases, &keep_cases);
        }
    }
}

/// For each item, whether it is the first with its key; later ones are told.
fn firsts<K: Ord + Clone>(
    items: impl Iterator<Item = (K, super::SourceRef)>,
    mut tell: impl FnMut(&K, super::SourceRef, super::SourceRef),
) -> Vec<bool> {
    let mut seen: BTreeMap<K, super::SourceRef> = BTreeMap::new();
    let first = |(key, source): (K, super::SourceRef)| match seen.get(&key) {
        Some(earlier) => {
            tell(&key, *earlier, source);
            false
        }
        None => {
            seen.insert(key, source);
            true
        }
    };
    items.map(first).collect()
}

fn retain<T>(items: &mut Vec<T>, keep: &[bool]) {
    let mut flags = keep.iter();
    items.retain(|_| flags.next().copied().unwrap_or(true));
}

impl CaseTable {
    /// Only the cases marked; dictionaries stay whole.
    pub fn only(&self, keep: &[bool]) -> Self {
        let mut table = self.clone();
        retain_cases(&mut table, keep);
        table
    }
}

fn retain_cases(table: &mut CaseTable, keep: &[bool]) {
    retain(&mut table.group, keep);
    retain(&mut table.department, keep);
    retain(&mut table.scheme, keep);
    retain(&mut table.facility, keep);
    retain(&mut table.los, keep);
    retain(&mut table.discharged, keep);
    retain(&mut table.charge, keep);
    for line in &mut table.fees {
        retain(line, keep);
    }
    retain(&mut table.patient_share, keep);
    retain(&mut table.self_funded, keep);
    table.no_patient_share.retain(keep);
    table.no_self_funded.retain(keep);
    retain(&mut table.given_cost, keep);
    retain(&mut table.token, keep);
    table.terms.retain(keep);
    retain(&mut table.source, keep);
}

fn append_cases(all: &mut CaseTable, mut part: CaseTable) {
    let (before, added) = (all.len(), part.len());
    let groups = translate(&mut all.groups, part.groups);
    all.group_names.resize(all.groups.len(), String::new());
    for (index, name) in groups.iter().zip(part.group_names) {
        if let Some(known) = all
            .group_names
            .get_mut(*index as usize)
            .filter(|known| known.is_empty())
        {
            *known = name;
        }
    }
    let departments = translate(&mut all.departments, part.departments);
    let schemes = translate(&mut all.schemes, part.schemes);
    let facilities = translate(&mut all.facilities, part.facilities);
    let moved = |codes: &[u32], table: &[u32]| -> Vec<u32> {
        codes
            .iter()
            .filter_map(|code| table.get(*code as usize).copied())
            .collect()
    };
    all.group.extend(moved(&part.group, &groups));
    all.department.extend(moved(&part.department, &departments));
    all.scheme.extend(moved(&part.scheme, &schemes));
    all.facility.extend(moved(&part.facility, &facilities));
    let lines = translate(&mut all.fee_lines, part.fee_lines);
    all.fees.resize(all.fee_lines.len(), vec![0; before]);
    for (line, fees) in lines.iter().zip(&mut part.fees) {
        if let Some(column) = all.fees.get_mut(*line as usize) {
            column.append(fees);
        }
    }
    for column in &mut all.fees {
        column.resize(before + added, 0);
    }
    all.los.append(&mut part.los);
    all.discharged.append(&mut part.discharged);
    all.charge.append(&mut part.charge);
    all.patient_share.append(&mut part.patient_share);
    all.self_funded.append(&mut part.self_funded);
    all.no_patient_share.append(before, part.no_patient_share);
    all.no_self_funded.append(before, part.no_self_funded);
    all.given_cost.append(&mut part.given_cost);
    all.token.append(&mut part.token);
    all.terms.append(before, part.terms, added);
    all.source.append(&mut part.source);
}

/// Adds what is new to `all`; answers where each text of `part` stands there.
pub(super) fn translate(all: &mut Vec<String>, part: Vec<String>) -> Vec<u32> {
    let mut dictionary = Dictionary::default();
    for (position, text) in std::mem::take(all).into_iter().enumerate() {
        let index = dictionary.index(all, &text);
        debug_assert_eq!(index as usize, position, "dictionaries hold each text once");
    }
    part.into_iter()
        .map(|text| dictionary.index(all, &text))
        .collect()
}
