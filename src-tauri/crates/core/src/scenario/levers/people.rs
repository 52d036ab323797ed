//! People and pay.
//! 人员

use super::Lever;
use super::act::refused;
use super::spec::{
    Answer, Example, Family, Guard, LeverSpec, Measure, TargetKind, optional, required,
};
use crate::hospital::CostItem;
use crate::scenario::Target;

pub(super) const WAGE: LeverSpec = LeverSpec {
    lever: Lever::Wage,
    family: Family::People,
    measure: Measure::Change,
    parameters: &[],
    targets: &[
        TargetKind::All,
        TargetKind::Department,
        TargetKind::ServiceUnit,
    ],
    sources: &["S3-014"],
    every_case: false,
    guards: &[Guard::Satisfaction],
    examples: &[],
    act: |act| {
        let factor = act.factor();
        act.item(CostItem::Labour, &factor)
    },
};

pub(super) const HEADCOUNT: LeverSpec = LeverSpec {
    lever: Lever::Headcount,
    family: Family::People,
    measure: Measure::Difference,
    parameters: &[optional("cost_per_fte", Measure::Yuan)],
    targets: &[TargetKind::All, TargetKind::Department],
    sources: &["S0-039", "S0-055", "S3-097"],
    every_case: false,
    guards: &[Guard::Complication, Guard::Satisfaction],
    examples: &[],
    act: |act| {
        let each = match act.optional("cost_per_fte") {
            Some(each) => each,
            None => {
                let labour = &act.ground.run.sources.labour;
                let pay = match &act.change.target {
                    Target::Department(code) => labour
                        .units
                        .iter()
                        .find(|(unit, _)| unit == code)
                        .map(|(_, pay)| pay),
                    _ => Some(&labour.all),
                };
                let fen = pay.and_then(|pay| pay.per_fte().ok());
                let fen = fen.ok_or_else(|| refused("scenario.no_staff_cost"))?;
                act.yearly(&fen)
            }
        };
        let cost = each * act.value();
        act.cost(CostItem::Labour, &cost);
        Ok(())
    },
};

pub(super) const EXPERT_SOURCING: LeverSpec = LeverSpec {
    lever: Lever::ExpertSourcing,
    family: Family::People,
    measure: Measure::Count,
    parameters: &[
        required("full_time_pay", Measure::Yuan),
        required("sessional_pay", Measure::Yuan),
    ],
    targets: &[TargetKind::All, TargetKind::Department],
    sources: &["S3-023", "S3-097"],
    every_case: false,
    guards: &[Guard::Satisfaction],
    examples: &[Example {
        source: "S3-023",
        value: "1",
        parameters: &[("full_time_pay", "300000"), ("sessional_pay", "100000")],
        implied: true,
        answer: Answer::Surplus("200000.00"),
    }],
    act: |act| {
        let each = act.number("sessional_pay") - act.number("full_time_pay");
        let cost = each * act.value();
        act.cost(CostItem::Labour, &cost);
        Ok(())
    },
};

pub(super) const BONUS_SHARE: LeverSpec = LeverSpec {
    lever: Lever::BonusShare,
    family: Family::People,
    measure: Measure::Share,
    parameters: &[optional("base", Measure::Yuan)],
    targets: &[TargetKind::All, TargetKind::Group, TargetKind::Department],
    sources: &["S3-020", "S3-021", "S1-025"],
    every_case: false,
    guards: &[],
    examples: &[Example {
        source: "S3-020",
        value: "0.5",
        parameters: &[("base", "500")],
        implied: true,
        answer: Answer::Surplus("-250.00"),
    }],
    act: |act| {
        let base = match act.optional("base") {
            Some(base) => base,
            None => {
                let gap = act.segment()?.gap.clone();
                let gap = gap.map_err(|_| refused("scenario.no_baseline"))?;
                act.yearly(&gap)
            }
        };
        if !base.is_positive() {
            act.notice("scenario.no_surplus_to_share", &[]);
            return Ok(());
        }
        // 医保办发〔2024〕9号, from a summary (payment-rules §2): no pay or limit of a single doctor by the standards.
        act.warning("scenario.bonus_no_doctor", &[]);
        let cost = base * act.value();
        act.cost(CostItem::Labour, &cost);
        Ok(())
    },
};
