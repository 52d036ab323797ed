//! The import wizard from an offered file to the first figures.
//!
//! The native file dialog cannot be driven, so the program is started with `--files`: the files come to the wizard by
//! the same event as files dropped on the window.

use fantoccini::Locator;

use crate::story::{figure, go, select, settled, texts, type_into, value_of};

/// Charges in 万元 as their heading says; the cost has a heading no form knows; a name that must stay outside.
const CASES: &str = "患者姓名,病组编码,病组名称,险种,住院天数,总费用(万元),核定支出\r\n\
    张三,BR21,脑梗死,职工,9,1.25,9800.50\r\n\
    李四,BR21,脑梗死,居民,11,1.5,10400.25\r\n\
    王五,ES23,肺炎,职工,7,0.8,7100\r\n\
    赵六,ES23,肺炎,职工,六天,0.75,6900\r\n";

/// Start arguments of a new project in `folder` with these files offered.
pub fn offering(folder: &std::path::Path, name: &str, files: &[String]) -> Vec<String> {
    let project = folder.join("project.yhproj").display().to_string();
    let mut arguments: Vec<String> = ["--new", &project, "--name", name, "--year", "2020"]
        .map(str::to_owned)
        .into();
    if !files.is_empty() {
        arguments.push("--files".into());
        arguments.extend_from_slice(files);
    }
    arguments
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_goes_through_the_wizard_to_the_overview()
-> Result<(), yingheng_tests::window::Fault> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("出院病例.csv");
    std::fs::write(&file, CASES)?;
    let arguments = offering(folder.path(), "青山医院", &[file.display().to_string()]);
    through_the_wizard(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).await
}

story_of!(through_the_wizard, window, {
    // A new project with files offered opens at the wizard, the file looked into.
    settled(&window, "data").await?;
    window.wait_for(".wizard[data-step='check'] table").await?;
    assert_eq!(value_of(&window, "[data-choose='form']").await?, "cases");
    // A column that identifies a person is named as such and cannot be taken.
    let wizard = window.text(".wizard").await?;
    assert!(wizard.contains("不导入(身份信息)"), "{wizard}");
    assert!(
        window
            .client
            .find(Locator::Css("[data-column='1']"))
            .await
            .is_err(),
        "the name column has no field to choose"
    );
    assert!(!wizard.contains("张三"), "a name is on the screen");
    // Recognised columns are confirmed, the unknown one is assigned, the unit of the charges comes from their heading.
    for (column, field) in [
        (2, "group"),
        (3, "group_name"),
        (4, "scheme"),
        (5, "los"),
        (6, "charge"),
        (7, ""),
    ] {
        let found = value_of(&window, &format!("[data-column='{column}']")).await?;
        assert_eq!(found, field, "column {column}");
    }
    assert_eq!(value_of(&window, "[data-unit='6']").await?, "ten_thousand");
    select(&window, "[data-column='7']", "given_cost").await?;
    window.click("[data-act='import-now']").await?;

    // The certificate balances: four rows, one refused with its cell named, amounts in 元.
    window.wait_for("[data-certificate]").await?;
    let lines = texts(&window, "[data-certificate] tbody tr").await?;
    let joined = lines.join("\n");
    // The driver gives a row's cells without a gap: rows, imported, rejected, skipped.
    let closed: String = joined.split_whitespace().collect();
    assert!(closed.contains("行数4310"), "{joined}");
    for amount in [
        "43,000.00",
        "35,500.00",
        "7,500.00",
        "34,200.75",
        "27,300.75",
        "6,900.00",
    ] {
        assert!(
            joined.contains(amount),
            "{amount} is not in the certificate:\n{joined}"
        );
    }
    let issues = texts(&window, ".issues .where").await?;
    assert!(
        issues
            .iter()
            .any(|place| place.contains("出院病例.csv") && place.contains("E5")),
        "the refused row names its cell: {issues:?}"
    );

    go(&window, "overview").await?;
    assert_eq!(figure(&window, "[data-kpi='cases'] .value").await?, "3");

    // The period of the file is another year than the rules that were there; the tariff of its own means fits any.
    go(&window, "payment").await?;
    select(&window, "select[data-choose='policy']", "tariff").await?;
    window.click("[data-act='choose-policy']:enabled").await?;
    window.wait_for_text("已改用支付规则").await?;
    settled(&window, "payment").await?;
    go(&window, "overview").await?;
    assert_eq!(figure(&window, "[data-kpi='cases'] .value").await?, "3");
    let gap = figure(&window, "[data-kpi='gap'] .value").await?;
    assert!(
        ["0.00", "-0.00"].contains(&gap.as_str()),
        "a tariff of own means leaves rounding only: {gap}"
    );

    // A share outside 0–100 % is refused in words, and nothing is lost.
    go(&window, "break_even").await?;
    type_into(&window, "[data-state='fixed-share']", "160").await?;
    type_into(&window, "[data-state='fixed-share-source']", "财务科").await?;
    window.click("[data-act='state-fixed-share']").await?;
    window.wait_for("[data-code='error.share']").await?;
    settled(&window, "break_even").await
});
