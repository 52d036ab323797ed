//! The real window: what a finance officer does in the first five minutes, here on the demonstration hospital; files of
//! one's own, real discharges and an empty project have modules of their own.
//!
//! Needs the built program (`YINGHENG_DESKTOP`, set by `cargo xtask test`), a display and WebKitGTK's driver; without
//! them the tests say so and fail under CI, where all three must be there.

#[macro_use]
mod story;
mod costing;
mod empty;
mod five_files;
mod new_york;
mod password;
mod schemes;
mod wizard;

use fantoccini::Locator;

use story::{PAGES, choose, go};

story!(demonstration_hospital_opens_with_one_click, &[], window, {
    window.click("[data-act='open-demo']").await?;
    window
        .wait_for("main[data-shown='overview'][aria-busy='false']")
        .await?;
    window.wait_for_text("演示数据").await?;
    let figures = window
        .client
        .find_all(Locator::Css("[data-kpi] .value"))
        .await?;
    assert!(
        figures.len() >= 6,
        "six headline figures, found {}",
        figures.len()
    );
    let surplus = window.text("[data-kpi='surplus'] .value").await?;
    assert!(
        surplus.chars().any(|c| c.is_ascii_digit()),
        "the surplus is a figure: {surplus}"
    );
    Ok(())
});

story!(
    every_page_shows_something_in_both_languages,
    &["--demo"],
    window,
    {
        for language in ["zh-CN", "en"] {
            choose(&window, "language", language).await?;
            for page in PAGES {
                go(&window, page).await?;
                let shown = window.text("main").await?;
                assert!(
                    shown.chars().count() > 80,
                    "{page} in {language} is nearly empty: {shown}"
                );
                for fault in ["undefined", "[object", "NaN", "{ $"] {
                    assert!(
                        !shown.contains(fault),
                        "{page} in {language} shows `{fault}`: {shown}"
                    );
                }
            }
        }
        Ok(())
    }
);

story!(
    a_figure_explains_itself_down_to_the_cell,
    &["--demo"],
    window,
    {
        window
            .wait_for("main[data-shown='overview'][aria-busy='false']")
            .await?;
        window.click("[data-kpi='surplus'] .value button").await?;
        window
            .wait_for(".why [role='tree'] [role='treeitem']")
            .await?;
        // Down the first openable operand until a cell shows.
        for _ in 0..12 {
            if window.client.find(Locator::Css(".why .cell")).await.is_ok() {
                break;
            }
            let deeper = window.client.find_all(Locator::Css(".why .link")).await?;
            let Some(last) = deeper.into_iter().last() else {
                break;
            };
            last.click().await?;
            tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        }
        let cell = window.text(".why .cell").await?;
        assert!(
            cell.contains(".xlsx") && cell.contains('!'),
            "file, sheet and cell: {cell}"
        );
        Ok(())
    }
);

story!(a_lever_moves_the_result_and_back, &["--demo"], window, {
    go(&window, "scenarios").await?;
    let before = window.text("[data-kpi='surplus'] .value").await?;
    let field = window
        .wait_for("[data-lever='wage'] input[type='text']")
        .await?;
    field.clear().await?;
    field.send_keys("5").await?;
    field.send_keys("\u{e007}").await?;
    let mut after = before.clone();
    for _ in 0..80 {
        after = window.text("[data-kpi='surplus'] .value").await?;
        if after != before {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    assert_ne!(
        before, after,
        "five per cent more wages must move the surplus"
    );
    Ok(())
});

story!(
    the_page_reaches_neither_other_commands_nor_other_places,
    &[],
    window,
    {
        let refused = window
        .client
        .execute_async(
            "const done = arguments[arguments.length - 1]; window.__TAURI_INTERNALS__.invoke('plugin:dialog|open', {options: {}}).then(() => done('allowed'), (e) => done(String(e)));",
            Vec::new(),
        )
        .await?;
        let refused = refused.as_str().unwrap_or_default().to_owned();
        assert!(
            refused != "allowed" && refused.contains("not allowed"),
            "the page may not open dialogs itself: {refused}"
        );
        let fetched = window
        .client
        .execute_async(
            "const done = arguments[arguments.length - 1]; fetch('http://127.0.0.1:9/').then(() => done('reached'), (e) => done(String(e)));",
            Vec::new(),
        )
        .await?;
        assert_ne!(
            fetched.as_str(),
            Some("reached"),
            "the page may reach no address"
        );
        Ok(())
    }
);
