//! The demonstration hospital paid by every scheme: DRG by rate and by points, DIP, per diem, fee for service, capitation,
//! and a frame that refuses to price. Each is chosen on the payment page and one figure, or the refusal, is read there.

use std::path::Path;
use std::time::Duration;

use yingheng_tests::schemes::{BY_RATE, FRAME, lay_out};
use yingheng_tests::window::{Fault, Window};

use crate::story::{choose as option, figure, go, select, settled, texts};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_scheme_pays_the_demonstration_hospital() -> Result<(), Fault> {
    let Some(program) = yingheng_tests::window::program() else {
        // Says so, or fails under CI.
        crate::story::window(&["--demo"]).await?;
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let templates = folder.path().join("templates");
    lay_out(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(".."),
        &templates,
    )?;
    let window = Window::open_with(&program, &["--demo"], Some(&templates)).await?;
    let outcome = schemes(&window).await;
    if outcome.is_err() {
        let shot = std::env::temp_dir().join("yingheng-e2e/schemes.png");
        let _ = window.shot(&shot).await;
    }
    window.close().await?;
    outcome
}

async fn schemes(window: &Window) -> Result<(), Fault> {
    settled(window, "overview").await?;
    go(window, "payment").await?;
    option(window, "unit", "yuan").await?;
    let by_rate = paid(window, "").await?;

    // Capitation stands among the rules of the year: the fund bears 70 % of 120,000 overspent.
    window.click("[data-view='year']").await?;
    tab(window, "year_contracts").await?;
    let contracts = window.text("[data-table='year_contracts']").await?;
    assert!(
        contracts.contains("84,000.00"),
        "the fund's part of the overspend: {contracts}"
    );

    let mut before = by_rate.clone();
    for pack in ["test/points", "test/dip", "test/days", "test/items"] {
        choose(window, pack).await?;
        let own = paid(window, &before).await?;
        assert!(own.chars().any(|c| c.is_ascii_digit()), "{pack} pays {own}");
        before = own;
    }

    // A frame: its own refusal beside the choice, and no payment where its rules would have to speak.
    offer(window, FRAME).await?;
    let refusal = window.text("[data-frame]").await?;
    assert!(
        refusal.chars().count() > 10,
        "the frame says why: {refusal}"
    );
    choose(window, FRAME).await?;
    let refused = paid(window, &before).await?;
    assert_ne!(refused, by_rate);
    let rows = texts(window, "[data-table='gap_schemes'] tbody tr").await?;
    let refused = rows.iter().filter(|row| row.contains("无法计算")).count();
    assert!(refused >= 2, "职工 and 居民 have no price: {rows:?}");

    // And back to the figures before.
    choose(window, BY_RATE).await?;
    assert_eq!(paid(window, &before).await?, by_rate);
    Ok(())
}

/// Picks payment rules from the list, which stands with the rules.
async fn offer(window: &Window, pack: &str) -> Result<(), Fault> {
    window.click("[data-view='rules']").await?;
    settled(window, "payment").await?;
    select(window, "select[data-choose='policy']", pack).await
}

/// Chooses payment rules and waits until the page stands under them.
async fn choose(window: &Window, pack: &str) -> Result<(), Fault> {
    offer(window, pack).await?;
    window.click("[data-act='choose-policy']:enabled").await?;
    // The button goes when the rules are the project's.
    for _ in 0..240 {
        if texts(window, "[data-act='choose-policy']")
            .await?
            .is_empty()
        {
            return settled(window, "payment").await;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    Err(format!("{pack} was not taken").into())
}

/// Shows a table of the view; where it is the only one there is no tab.
async fn tab(window: &Window, table: &str) -> Result<(), Fault> {
    let tab = format!("[data-tab='{table}']");
    window
        .wait_for(&format!("{tab}, [data-table='{table}']"))
        .await?;
    if !texts(window, &tab).await?.is_empty() {
        window.click(&tab).await?;
    }
    window.wait_for(&format!("[data-table='{table}']")).await?;
    Ok(())
}

/// What all payers pay together, once it is another figure than `before`.
async fn paid(window: &Window, before: &str) -> Result<String, Fault> {
    window.click("[data-view='gap']").await?;
    settled(window, "payment").await?;
    tab(window, "gap_schemes").await?;
    // Columns: code, name, cases, cases paid, charge, payment.
    let cell = "[data-table='gap_schemes'] tbody tr.total [data-at$='/5']";
    let mut shown = String::new();
    for _ in 0..80 {
        shown = figure(window, cell).await?;
        if shown != before {
            return Ok(shown);
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    Err(format!("the payment stays at {shown}").into())
}
