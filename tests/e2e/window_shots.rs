//! `window-shots --program PATH --out DIR [--only PAGE | --readme]`: pictures of the real window on the demonstration
//! hospital: each page in both languages, light and dark, for looking at; or the few that README shows.

use std::path::PathBuf;

use yingheng_tests::window::{Fault, Window};

const PAGES: [&str; 8] = [
    "overview",
    "data",
    "costing",
    "case_types",
    "payment",
    "break_even",
    "scenarios",
    "reports",
];

/// What README shows.
const README: [(&str, &str, &str); 6] = [
    ("overview", "zh-CN", "light"),
    ("costing", "zh-CN", "light"),
    ("case_types", "zh-CN", "light"),
    ("break_even", "zh-CN", "light"),
    ("scenarios", "zh-CN", "light"),
    ("overview", "en", "dark"),
];

fn argument(name: &str) -> Option<String> {
    let mut arguments = std::env::args().skip_while(|a| a != name);
    arguments.next().and_then(|_| arguments.next())
}

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let program = argument("--program")
        .map(PathBuf::from)
        .ok_or("--program is missing")?;
    let out = argument("--out")
        .map(PathBuf::from)
        .ok_or("--out is missing")?;
    let only = argument("--only");
    let window = Window::open(&program, &["--demo"]).await?;
    let outcome = take(&window, &out, only.as_deref()).await;
    window.close().await?;
    outcome
}

async fn take(window: &Window, out: &std::path::Path, only: Option<&str>) -> Result<(), Fault> {
    window.client.set_window_rect(0, 0, 1366, 768).await?;
    if let Some(page) = only {
        show(window, page).await?;
        return window.shot(&out.join(format!("window-{page}.png"))).await;
    }
    if std::env::args().any(|argument| argument == "--readme") {
        for (page, language, theme) in README {
            choose(window, "language", language).await?;
            choose(window, "theme", theme).await?;
            show(window, page).await?;
            window
                .shot(&out.join(format!("{page}-{language}-{theme}.png")))
                .await?;
        }
        return Ok(());
    }
    for language in ["zh-CN", "en"] {
        choose(window, "language", language).await?;
        for theme in ["light", "dark"] {
            choose(window, "theme", theme).await?;
            for page in PAGES {
                show(window, page).await?;
                window
                    .shot(&out.join(format!("{page}-{language}-{theme}.png")))
                    .await?;
            }
        }
    }
    Ok(())
}

async fn show(window: &Window, page: &str) -> Result<(), Fault> {
    window.click(&format!("[data-page='{page}']")).await?;
    window
        .wait_for(&format!("main[data-shown='{page}']"))
        .await?;
    // Charts draw in the next frames.
    tokio::time::sleep(std::time::Duration::from_millis(900)).await;
    Ok(())
}

async fn choose(window: &Window, what: &str, value: &str) -> Result<(), Fault> {
    window
        .wait_for(&format!("select[data-option='{what}']"))
        .await?
        .select_by_value(value)
        .await?;
    Ok(())
}
