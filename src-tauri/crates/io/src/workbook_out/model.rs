//! The break-even model as live formulas: assumptions → case groups → headline, each formula with its cached value.
//!
//! The formulas are those of `core::report::board::BoardModel::evaluate`; the cached values come from it, exactly.

use rust_xlsxwriter::{Formula, Workbook, Worksheet, XlsxError};
use yingheng_core::issue::Message;
use yingheng_core::quantity::{Fraction, rounding};
use yingheng_core::report::board::{Assumptions, BoardModel, Outcome};
use yingheng_core::report::{RowStyle, Unit};

use super::sheet::{layout, number};
use super::style::Styles;
use super::{Words, WriteError};

/// Sheet names are fixed, because formulas and readers of the workbook refer to them.
pub const ASSUMPTIONS: &str = "假设与保本 Break-even";
/// The case-group table.
pub const MODEL: &str = "模型 Model";

/// First row (counted from 0) of the assumptions, and of the results below them.
const FIRST: u32 = 4;
const RESULTS: u32 = 18;
/// First row of case groups.
const GROUPS: u32 = 3;

/// Amounts go in with six places of 元: finer than any figure shown, exact enough for a sum of thousands to the 分.
fn yuan(fen: &Fraction) -> f64 {
    plain(&(fen * &Fraction::new(1, 100).unwrap_or_default()), 6)
}

fn plain(value: &Fraction, places: u32) -> f64 {
    number(&rounding::to_text(value, places)).unwrap_or(0.0)
}

fn cached(fen: &Fraction) -> String {
    rounding::to_text(&(fen * &Fraction::new(1, 100).unwrap_or_default()), 6)
}

struct Assumption {
    /// Defined name of the cell.
    name: &'static str,
    key: &'static str,
    value: fn(&Assumptions) -> f64,
    note: &'static str,
}

const ROWS: [Assumption; 9] = [
    Assumption {
        name: "A_LOS",
        key: "lever.length_of_stay",
        value: |a| plain(&a.los, 12),
        note: "board.note_los",
    },
    Assumption {
        name: "A_CMI",
        key: "lever.cmi_by_mix",
        value: |a| plain(&a.cmi, 12),
        note: "board.note_mix",
    },
    Assumption {
        name: "A_WEIGHT",
        key: "lever.cmi_by_coding",
        value: |a| plain(&a.weight, 6),
        note: "board.note_weight",
    },
    Assumption {
        name: "A_RATE",
        key: "lever.price",
        value: |a| plain(&a.rate, 6),
        note: "board.note_change",
    },
    Assumption {
        name: "A_VOLUME",
        key: "lever.volume",
        value: |a| plain(&a.volume, 6),
        note: "board.note_change",
    },
    Assumption {
        name: "A_WAGE",
        key: "lever.wage",
        value: |a| plain(&a.wage, 6),
        note: "board.note_change",
    },
    Assumption {
        name: "A_MATERIAL",
        key: "lever.material_price",
        value: |a| plain(&a.material, 6),
        note: "board.note_change",
    },
    Assumption {
        name: "A_DRUG",
        key: "lever.drug_price",
        value: |a| plain(&a.drug, 6),
        note: "board.note_change",
    },
    Assumption {
        name: "A_FIXED",
        key: "lever.fixed_cost",
        value: |a| yuan(&a.fixed),
        note: "board.note_fixed",
    },
];

/// Writes both sheets.
pub fn write(
    workbook: &mut Workbook,
    model: &BoardModel,
    chosen: &Assumptions,
    words: &dyn Words,
    styles: &Styles,
    footer: &str,
) -> Result<(), WriteError> {
    let outcome = model
        .evaluate(chosen)
        .map_err(|reason| WriteError::Model(reason.code))?;
    let sheet = workbook.add_worksheet();
    sheet.set_name(ASSUMPTIONS)?;
    assumptions(sheet, model, chosen, words, styles)?;
    results(sheet, model, &outcome, words, styles)?;
    layout(sheet, footer);
    let sheet = workbook.add_worksheet();
    sheet.set_name(MODEL)?;
    groups(sheet, model, &outcome, words, styles)?;
    layout(sheet, footer);
    for (row, assumption) in (FIRST..).zip(&ROWS) {
        workbook.define_name(assumption.name, &format!("='{ASSUMPTIONS}'!$B${}", row + 1))?;
    }
    for (name, row) in [("B_LOS", FIRST), ("B_CMI", FIRST + 1)] {
        workbook.define_name(name, &format!("='{ASSUMPTIONS}'!$C${}", row + 1))?;
    }
    for (name, row) in [
        ("TILT", FIRST + 9),
        ("STAY", FIRST + 10),
        ("PAY", FIRST + 11),
    ] {
        workbook.define_name(name, &format!("='{ASSUMPTIONS}'!$B${}", row + 1))?;
    }
    Ok(())
}

fn assumptions(
    sheet: &mut Worksheet,
    model: &BoardModel,
    chosen: &Assumptions,
    words: &dyn Words,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let say = |key: &str| words.say(&Message::new(key));
    let baseline = model.baseline();
    let text = styles.cell(None, RowStyle::Normal);
    let ratio = styles.cell(Some(Unit::Ratio), RowStyle::Normal);
    sheet
        .set_column_width(0, 40)?
        .set_column_width(1, 20)?
        .set_column_width(2, 20)?
        .set_column_width(3, 60)?;
    sheet.write_string_with_format(0, 0, say("board.model"), &styles.title)?;
    sheet.write_string_with_format(1, 0, say("board.model_limits"), &styles.note)?;
    for (column, key) in (0_u16..).zip([
        "board.assumption",
        "board.value",
        "board.present",
        "board.remark",
    ]) {
        sheet.write_string_with_format(FIRST - 1, column, say(key), &styles.heading)?;
    }
    for (row, assumption) in (FIRST..).zip(&ROWS) {
        sheet.write_string_with_format(row, 0, say(assumption.key), &text)?;
        sheet.write_number_with_format(row, 1, (assumption.value)(chosen), &styles.input)?;
        sheet.write_number_with_format(row, 2, (assumption.value)(&baseline), &ratio)?;
        sheet.write_string_with_format(row, 3, say(assumption.note), &styles.note)?;
    }
    let spread = plain(&model.weight_variance, 12);
    let derived = [
        (
            "board.tilt",
            format!("=IF(C{0}=0,0,(A_CMI-B_CMI)/C{0})", FIRST + 10),
            Some(spread),
            model.tilt(&chosen.cmi),
        ),
        (
            "board.stay",
            "=A_LOS/B_LOS".to_owned(),
            None,
            model.stay(&chosen.los).unwrap_or_else(|_| Fraction::one()),
        ),
        (
            "board.pay",
            "=(1+A_RATE)*A_WEIGHT".to_owned(),
            None,
            (Fraction::one() + chosen.rate.clone()) * &chosen.weight,
        ),
    ];
    for (row, (key, formula, aside, result)) in (FIRST + 9..).zip(derived) {
        sheet.write_string_with_format(row, 0, say(key), &text)?;
        sheet.write_formula_with_format(
            row,
            1,
            Formula::new(formula).set_result(rounding::to_text(&result, 12)),
            &ratio,
        )?;
        if let Some(aside) = aside {
            sheet.write_number_with_format(row, 2, aside, &ratio)?;
        }
    }
    Ok(())
}

/// Headings of the model sheet; the letters of the formulas below follow from this order.
const COLUMNS: [&str; 21] = [
    "column.code",
    "column.name",
    "column.cases",
    "board.days",
    "column.cmi",
    "board.revenue_scaled",
    "board.revenue_fixed",
    "board.labour_case",
    "board.labour_day",
    "board.material_case",
    "board.material_day",
    "board.drug_case",
    "board.drug_day",
    "board.other_case",
    "board.other_day",
    "board.multiplier",
    "board.cases_then",
    "board.revenue_then",
    "board.variable_then",
    "column.contribution",
    "board.days_then",
];

fn groups(
    sheet: &mut Worksheet,
    model: &BoardModel,
    outcome: &Outcome,
    words: &dyn Words,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(
        0,
        0,
        words.say(&Message::new("board.model_groups")),
        &styles.title,
    )?;
    for (column, key) in (0_u16..).zip(COLUMNS) {
        sheet.write_string_with_format(
            GROUPS - 1,
            column,
            words.say(&Message::new(key)),
            &styles.heading,
        )?;
        sheet.set_column_width(column, if column == 1 { 28 } else { 15 })?;
    }
    let text = styles.cell(None, RowStyle::Normal);
    let money = styles.cell(Some(Unit::Money), RowStyle::Normal);
    let ratio = styles.cell(Some(Unit::Ratio), RowStyle::Normal);
    for (row, (group, then)) in (GROUPS..).zip(model.groups.iter().zip(&outcome.groups)) {
        sheet.write_string_with_format(row, 0, &group.code, &text)?;
        sheet.write_string_with_format(row, 1, &group.name, &text)?;
        sheet.write_number_with_format(row, 2, plain(&group.cases, 6), &ratio)?;
        sheet.write_number_with_format(row, 3, plain(&group.days, 6), &ratio)?;
        if let Some(weight) = &group.weight {
            sheet.write_number_with_format(row, 4, plain(weight, 12), &ratio)?;
        }
        sheet.write_number_with_format(row, 5, yuan(&group.revenue_scaled), &money)?;
        sheet.write_number_with_format(row, 6, yuan(&group.revenue_fixed), &money)?;
        for (column, amount) in (7_u16..).zip(group.variable.iter().flatten()) {
            sheet.write_number_with_format(row, column, yuan(amount), &money)?;
        }
        let r = row + 1;
        let formulas = [
            (
                format!("=(1+A_VOLUME)*(1+IF(ISNUMBER(E{r}),TILT*(E{r}-B_CMI),0))"),
                rounding::to_text(&then.multiplier, 12),
                &ratio,
            ),
            (
                format!("=C{r}*P{r}"),
                rounding::to_text(&then.cases, 6),
                &ratio,
            ),
            (
                format!("=P{r}*(F{r}*PAY+G{r})"),
                cached(&then.revenue),
                &money,
            ),
            (
                format!(
                    "=P{r}*((H{r}+I{r}*STAY)*(1+A_WAGE)+(J{r}+K{r}*STAY)*(1+A_MATERIAL)+(L{r}+M{r}*STAY)*(1+A_DRUG)+N{r}+O{r}*STAY)"
                ),
                cached(&then.variable),
                &money,
            ),
            (
                format!("=R{r}-S{r}"),
                cached(&(&then.revenue - &then.variable)),
                &money,
            ),
            (
                format!("=D{r}*P{r}*STAY"),
                rounding::to_text(&then.days, 6),
                &ratio,
            ),
        ];
        for (column, (formula, result, format)) in (15_u16..).zip(formulas) {
            sheet.write_formula_with_format(
                row,
                column,
                Formula::new(formula).set_result(result),
                format,
            )?;
        }
    }
    sheet
        .set_freeze_panes(GROUPS, 2)?
        .set_repeat_rows(GROUPS - 1, GROUPS - 1)?;
    Ok(())
}

fn results(
    sheet: &mut Worksheet,
    model: &BoardModel,
    outcome: &Outcome,
    words: &dyn Words,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let say = |key: &str| words.say(&Message::new(key));
    let last = GROUPS + u32::try_from(model.groups.len()).unwrap_or(0);
    let sum = |letter: &str| format!("=SUM('{MODEL}'!{letter}{}:{letter}{last})", GROUPS + 1);
    let fixed: Vec<f64> = model.fixed.iter().map(yuan).collect();
    let [labour, material, drug, other] = fixed[..] else {
        return Ok(());
    };
    let at = |offset: u32| RESULTS + offset + 1;
    let none = say("reason.no_contribution");
    let quoted = none.replace('"', "\"\"");
    let multiple = outcome.multiple.as_ref().ok();
    let break_even =
        multiple.map(|multiple| Fraction::whole(rounding::ceiling(&(multiple * &outcome.cases))));
    let or_none = |value: Option<String>| value.unwrap_or_else(|| none.clone());
    let break_even_revenue = multiple.map(|multiple| cached(&(multiple * &outcome.revenue)));
    let safety =
        multiple.map(|multiple| rounding::to_text(&(Fraction::one() - multiple.clone()), 12));
    let lines: [(&str, String, String, Unit); 13] = [
        (
            "column.cases",
            sum("Q"),
            rounding::to_text(&outcome.cases, 6),
            Unit::Count,
        ),
        (
            "line.inpatient_revenue",
            sum("R"),
            cached(&outcome.revenue),
            Unit::Money,
        ),
        (
            "board.variable",
            sum("S"),
            cached(&outcome.variable),
            Unit::Money,
        ),
        (
            "column.contribution",
            format!("=B{}-B{}", at(1), at(2)),
            cached(&outcome.contribution),
            Unit::Money,
        ),
        (
            "board.fixed_total",
            format!(
                "={labour}*(1+A_WAGE)+{material}*(1+A_MATERIAL)+{drug}*(1+A_DRUG)+{other}+A_FIXED"
            ),
            cached(&outcome.fixed),
            Unit::Money,
        ),
        (
            "line.outpatient_revenue",
            format!("={}", yuan(&model.outpatient_revenue)),
            cached(&model.outpatient_revenue),
            Unit::Money,
        ),
        (
            "line.other_income",
            format!("={}", yuan(&model.other_income)),
            cached(&model.other_income),
            Unit::Money,
        ),
        (
            "board.to_cover",
            format!("=B{}-B{}-B{}", at(4), at(5), at(6)),
            cached(&outcome.to_cover),
            Unit::Money,
        ),
        (
            "line.surplus",
            format!("=B{}-B{}", at(3), at(7)),
            cached(&outcome.surplus),
            Unit::Money,
        ),
        (
            "column.break_even_cases",
            format!(
                "=IF(B{0}>0,ROUNDUP(ROUND(B{1}*MAX(B{2},0)/B{0},9),0),\"{quoted}\")",
                at(3),
                at(0),
                at(7)
            ),
            or_none(break_even.map(|cases| cases.to_string())),
            Unit::Count,
        ),
        (
            "column.break_even_revenue",
            format!(
                "=IF(B{0}>0,B{1}*MAX(B{2},0)/B{0},\"{quoted}\")",
                at(3),
                at(1),
                at(7)
            ),
            or_none(break_even_revenue),
            Unit::Money,
        ),
        (
            "column.margin_of_safety",
            format!("=IF(B{0}>0,1-MAX(B{1},0)/B{0},\"{quoted}\")", at(3), at(7)),
            or_none(safety),
            Unit::Ratio,
        ),
        (
            "column.los",
            format!("=SUM('{MODEL}'!U{}:U{last})/B{}", GROUPS + 1, at(0)),
            rounding::to_text(&outcome.los, 12),
            Unit::Days,
        ),
    ];
    sheet.write_string_with_format(RESULTS - 1, 0, say("board.results"), &styles.heading)?;
    sheet.write_string_with_format(RESULTS - 1, 1, say("board.value"), &styles.heading)?;
    for (row, (key, formula, result, unit)) in (RESULTS..).zip(lines) {
        sheet.write_string_with_format(row, 0, say(key), &styles.cell(None, RowStyle::Normal))?;
        let format = styles.cell(Some(unit), RowStyle::Normal);
        sheet.write_formula_with_format(
            row,
            1,
            Formula::new(formula).set_result(result),
            &format,
        )?;
    }
    Ok(())
}
