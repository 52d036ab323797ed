//! A costing accountant's question: what does this department cost, and where does the number come from?

use std::time::Duration;

use fantoccini::Locator;
use yingheng_tests::window::{Fault, Window};

use crate::story::{choose, figure, go, texts};

story!(
    a_department_s_full_cost_leads_to_its_source_cell,
    &["--demo"],
    window,
    {
        go(&window, "costing").await?;
        // The why panel is always in 元; so is the table then.
        choose(&window, "unit", "yuan").await?;
        window.click("[data-view='departments']").await?;

        // The matrix of departments: direct cost, levels, full cost; clinical units stand first.
        let matrix = "[data-table='step_down']";
        window.wait_for(matrix).await?;
        let last = texts(&window, &format!("{matrix} thead th")).await?.len() - 1;
        let code = held(&window, &format!("{matrix} [data-at='0/0']"))
            .await?
            .remove(0);
        assert!(!code.is_empty(), "the first row names its unit");
        let stepped = figure(&window, &format!("{matrix} [data-at='0/{last}']")).await?;
        assert!(
            stepped.chars().any(|c| c.is_ascii_digit()),
            "{code} has a full cost: {stepped}"
        );

        // The same unit in the table of full cost by item shows the same figure.
        window.click("[data-tab='full_by_item']").await?;
        let full = "[data-table='full_by_item']";
        window.wait_for(full).await?;
        let codes = held(&window, &format!("{full} tbody tr td:first-child")).await?;
        let row = codes
            .iter()
            .position(|own| *own == code)
            .ok_or_else(|| format!("{code} is not among {codes:?}"))?;
        let last = texts(&window, &format!("{full} thead th")).await?.len() - 1;
        let cell = format!("{full} [data-at='{row}/{last}']");
        assert_eq!(
            figure(&window, &cell).await?,
            stepped,
            "{code} on both tables"
        );

        // Why: the figure opens to itself, in 元.
        window.click(&format!("{cell} button")).await?;
        window.wait_for(".why [role='tree']").await?;
        let opened = until_key(&window, "").await?;
        assert_eq!(opened, format!("unit/{code}/full"));
        assert_eq!(figure(&window, ".why .value").await?, stepped);

        // Down the first operand: item, direct cost, ledger line, each a step with a key of its own.
        let mut road = vec![opened];
        while texts(&window, ".why .cell").await?.is_empty() {
            assert!(road.len() < 6, "no source cell on {road:?}");
            window.click(".why .link").await?;
            let next = until_key(&window, road.last().map_or("", String::as_str)).await?;
            road.push(next);
        }
        assert!(road.len() > 2, "item by item: {road:?}");
        let cell = window.text(".why .cell").await?;
        assert!(
            cell.contains("演示_支出明细.xlsx") && cell.contains('!'),
            "file, sheet and cell of the ledger: {cell}"
        );
        // And back, step by step, to the figure that was asked for.
        for step in (1..road.len()).rev() {
            window.click(".why .title button").await?;
            assert_eq!(until_key(&window, &road[step]).await?, road[step - 1]);
        }
        Ok(())
    }
);

/// What the elements hold. The driver's own text of a column that stays put while its table scrolls is empty.
async fn held(window: &Window, selector: &str) -> Result<Vec<String>, Fault> {
    window.wait_for(selector).await?;
    let mut found = Vec::new();
    for element in window.client.find_all(Locator::Css(selector)).await? {
        let text = element.prop("textContent").await?.unwrap_or_default();
        found.push(text.trim().to_string());
    }
    Ok(found)
}

/// Waits until the panel shows another key than this one; gives it.
async fn until_key(window: &Window, before: &str) -> Result<String, Fault> {
    for _ in 0..80 {
        if let Some(key) = texts(window, ".why .key code").await?.into_iter().next()
            && key != before
        {
            return Ok(key);
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    Err(format!("the panel stays at {before}").into())
}
