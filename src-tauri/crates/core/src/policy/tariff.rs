use std::collections::{BTreeMap, BTreeSet};

use super::{
    Certainty, Flow, GroupRow, GroupTable, PolicyPack, PriceMethod, Route, SchemeRule, Source,
    Undated,
};
use crate::facts::Facts;
use crate::period::Date;
use crate::quantity::{Computed, Fraction, Reason, rounding};

/// Message key in place of a name: the pack is made here, and core holds no words.
const TARIFF_NAME: &str = "@policy.tariff_mean_cost";

/// A tariff that pays each group its own mean given cost: a neutral yardstick for files without a payer's tariff.
/// 按次均成本测算的定额
///
/// Hospitals of one file are then compared with the file's mean; over all cases the gap is rounding only (at most half
/// a 分 a case). Level: assumption; the source names the extract. Weights are mean cost of the group ÷ mean cost of all
/// cases, four places. Cases without a given cost do not count, a group without any gets no price.
///
/// # Errors
/// `reason.no_given_cost` when no case has a cost, or all costs add up to 0.
pub fn tariff_from_mean_cost(facts: &Facts) -> Computed<PolicyPack> {
    let cases = &facts.cases;
    // Group index → (cost, charge, days, cases).
    let mut sums: BTreeMap<u32, [i128; 4]> = BTreeMap::new();
    let mut total = [0_i128; 2];
    for index in 0..cases.len() {
        if let Some(cost) = cases.given_cost[index] {
            let sum = sums.entry(cases.group[index]).or_default();
            for (slot, value) in sum.iter_mut().zip([
                i128::from(cost),
                i128::from(cases.charge[index]),
                i128::from(cases.los[index]),
                1,
            ]) {
                *slot += value;
            }
            total[0] += i128::from(cost);
            total[1] += 1;
        }
    }
    let no_cost = || Reason::new("reason.no_given_cost");
    let mean_of_all = Fraction::new(total[0], total[1])
        .filter(Fraction::is_positive)
        .ok_or_else(no_cost)?;
    let mut rows = Vec::with_capacity(sums.len());
    for (group, [cost, charge, days, count]) in sums {
        let index = group as usize;
        let Some(code) = cases.groups.get(index).filter(|code| !code.is_empty()) else {
            continue;
        };
        let mean = Fraction::new(cost, count).ok_or_else(no_cost)?;
        rows.push(GroupRow {
            code: code.clone(),
            name: cases.group_names.get(index).cloned().unwrap_or_default(),
            name_en: String::new(),
            weight: Some(rounding::to_places(&mean.over(&mean_of_all, no_cost)?, 4))
                .filter(Fraction::is_positive),
            mean_charge: Fraction::new(charge, count * 100)
                .map(|mean| rounding::to_places(&mean, 2)),
            mean_los: Fraction::new(days, count).map(|mean| rounding::to_places(&mean, 2)),
            amount: Some(rounding::to_money(&mean)),
            columns: BTreeMap::new(),
            flags: Vec::new(),
            source: None,
            published: true,
        });
    }
    let source = Source {
        number: String::new(),
        title: extract_names(facts),
        issuer: facts.hospital_name.clone(),
        issued: None,
        effective: None,
        link: String::new(),
        certainty: Certainty::Assumption,
    };
    Ok(PolicyPack {
        id: "tariff-mean-cost".into(),
        name: TARIFF_NAME.into(),
        name_en: TARIFF_NAME.into(),
        pooling_area: "000000".into(),
        synthetic: facts.synthetic,
        content_hash: String::new(),
        grade: None,
        undated: Undated::PeriodEnd,
        sources: BTreeMap::from([("extract".to_owned(), source)]),
        schemes: cases
            .schemes
            .iter()
            .map(|name| {
                (
                    name.clone(),
                    SchemeRule {
                        route: Route::Priced,
                        key: name.clone(),
                    },
                )
            })
            .collect(),
        other_schemes: None,
        parameters: BTreeMap::new(),
        flow: Flow {
            patient: if cases.no_patient_share.count() == cases.len() {
                // Extracts of other countries do not say who pays; the tariff then speaks of the whole only.
                super::PatientMode::Whole
            } else {
                super::PatientMode::DeductActual
            },
            ..Flow::plain(PriceMethod::Fixed)
        },
        methods: BTreeMap::new(),
        routing: Vec::new(),
        groups: GroupTable::new(first_day(facts).ok_or_else(no_cost)?, "extract", rows),
        open: Vec::new(),
        confirmed: Vec::new(),
        year: super::YearRules::default(),
    })
}

/// Files the cases came from, each with the beginning of its hash.
fn extract_names(facts: &Facts) -> String {
    let batches: BTreeSet<u32> = facts
        .cases
        .source
        .iter()
        .map(|source| source.batch)
        .collect();
    let names = batches
        .into_iter()
        .filter_map(|id| facts.batch(id))
        .map(|batch| {
            let hash: String = batch.file_hash.chars().take(12).collect();
            format!("{} ({hash})", batch.file)
        });
    names.collect::<Vec<_>>().join("; ")
}

/// The tariff is measured on these very cases, so it holds from the earliest of them.
fn first_day(facts: &Facts) -> Option<Date> {
    let start = Date::new(facts.period.year, facts.period.month.max(1), 1);
    let earliest = facts
        .cases
        .discharged
        .iter()
        .flatten()
        .min()
        .and_then(|day| Date::from_day_number(*day));
    [start, earliest]
        .into_iter()
        .flatten()
        .min()
        .or_else(|| Date::new(1900, 1, 1))
}
