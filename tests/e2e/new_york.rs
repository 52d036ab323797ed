//! 36,631 real discharges of New York in the window: mapped, priced by their own mean cost, one facility, break-even.

use std::path::Path;

use crate::story::{figure, go, select, settled, texts, type_into, value_of};
use crate::wizard::offering;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn real_discharges_from_the_wizard_to_break_even() -> Result<(), yingheng_tests::window::Fault>
{
    let folder = tempfile::tempdir()?;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/ny/ny-sparcs-2020-mdc8.csv.gz");
    let arguments = offering(folder.path(), "New York", &[file.display().to_string()]);
    new_york(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).await
}

story_of!(new_york, window, {
    settled(&window, "data").await?;
    window.wait_for(".wizard[data-step='check'] table").await?;
    assert_eq!(value_of(&window, "[data-choose='form']").await?, "cases");
    // Columns of the file, from 1: what the program takes them for, and what a person adds.
    for (column, field) in [
        (4, "facility"),
        (7, "los"),
        (13, "group"),
        (14, "group_name"),
        (18, "scheme"),
        (21, "charge"),
        (22, "given_cost"),
    ] {
        select(&window, &format!("[data-column='{column}']"), field).await?;
        assert_eq!(
            value_of(&window, &format!("[data-column='{column}']")).await?,
            field
        );
    }
    window.click("[data-act='import-now']").await?;
    window.wait_for("[data-certificate]").await?;
    let rows = texts(&window, "[data-certificate] tbody tr:first-child td.number").await?;
    assert_eq!(rows, ["36,631", "36,631", "0", "0"], "every row is kept");

    go(&window, "payment").await?;
    select(&window, "select[data-choose='policy']", "tariff").await?;
    // The button waits for the list of packs.
    window.click("[data-act='choose-policy']:enabled").await?;
    window.wait_for_text("已改用支付规则").await?;
    settled(&window, "payment").await?;

    go(&window, "overview").await?;
    assert_eq!(figure(&window, "[data-kpi='cases'] .value").await?, "36631");
    let all = window.text("[data-kpi='gap'] .value").await?;
    window.wait_for("select[data-choose='facility']").await?;
    select(&window, "select[data-choose='facility']", "1169").await?;
    window.wait_for_text("只看院区 1169").await?;
    settled(&window, "overview").await?;
    let cases: u32 = figure(&window, "[data-kpi='cases'] .value")
        .await?
        .parse()?;
    assert!(cases > 0 && cases < 36_631, "{cases} cases of one facility");
    assert_ne!(window.text("[data-kpi='gap'] .value").await?, all);

    // Without a stated share there is no break-even, and the page says what to do.
    go(&window, "break_even").await?;
    let before = window
        .text("[data-table='break_even_hospital'] tbody tr")
        .await?;
    assert!(before.contains("无法计算"), "{before}");
    type_into(&window, "[data-state='fixed-share']", "60").await?;
    window.click("[data-act='state-fixed-share']").await?;
    window.wait_for_text("请写明由谁、按什么说明").await?;
    type_into(&window, "[data-state='fixed-share-source']", "财务科估计").await?;
    window.click("[data-act='state-fixed-share']").await?;
    window.wait_for_text("财务科估计)").await?;
    settled(&window, "break_even").await?;
    let after = texts(
        &window,
        "[data-table='break_even_hospital'] tbody tr:first-child td",
    )
    .await?;
    let volume: u32 = after[3].replace(',', "").parse()?;
    assert!(volume > 0, "{after:?}");

    // A share that cannot be is refused in words; the one that stands stays.
    type_into(&window, "[data-state='fixed-share']", "160").await?;
    window.click("[data-act='state-fixed-share']").await?;
    window.wait_for("[data-code='error.share']").await?;
    let still = texts(
        &window,
        "[data-table='break_even_hospital'] tbody tr:first-child td",
    )
    .await?;
    assert_eq!(after, still);

    // Nothing of it is lost when the place is left.
    go(&window, "payment").await?;
    go(&window, "break_even").await?;
    assert_eq!(value_of(&window, "[data-state='fixed-share']").await?, "60");
    assert_eq!(
        value_of(&window, "select[data-choose='facility']").await?,
        "1169"
    );
    Ok(())
});
