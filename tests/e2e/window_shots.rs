//! `window-shots --program PATH --out DIR [--only PAGE | --readme] [--empty | --project FILE] [--width W --height H]`:
//! pictures of the real window: each page and each of its views in both languages, light and dark, for looking at; or
//! the few that README shows. On the demonstration hospital, an empty project, or a project file.

use std::path::PathBuf;

use fantoccini::Locator;
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

fn flag(name: &str) -> bool {
    std::env::args().any(|argument| argument == name)
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
    let folder = tempfile::tempdir()?;
    let fresh = folder.path().join("empty.yhproj").display().to_string();
    let project = argument("--project");
    let start: Vec<&str> = match &project {
        Some(project) => vec![project],
        None if flag("--empty") => vec!["--new", &fresh, "--name", "空白医院", "--year", "2025"],
        None => vec!["--demo"],
    };
    let window = Window::open(&program, &start).await?;
    let outcome = take(&window, &out, only.as_deref()).await;
    window.close().await?;
    outcome
}

async fn take(window: &Window, out: &std::path::Path, only: Option<&str>) -> Result<(), Fault> {
    let side = |name: &str, otherwise: u32| {
        argument(name).map_or(Ok(otherwise), |text| text.parse::<u32>())
    };
    let (width, height) = (side("--width", 1366)?, side("--height", 768)?);
    window.client.set_window_rect(0, 0, width, height).await?;
    if let Some(page) = only {
        show(window, page).await?;
        return window.shot(&out.join(format!("window-{page}.png"))).await;
    }
    if flag("--readme") {
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
                views(window, out, page, &format!("{language}-{theme}")).await?;
            }
        }
    }
    Ok(())
}

/// The other views of a page, a picture each.
async fn views(window: &Window, out: &std::path::Path, page: &str, how: &str) -> Result<(), Fault> {
    let mut keys = Vec::new();
    let shown = Locator::Css(".views [data-view]:not([aria-pressed='true'])");
    for button in window.client.find_all(shown).await? {
        keys.extend(button.attr("data-view").await?);
    }
    for key in keys {
        window.click(&format!(".views [data-view='{key}']")).await?;
        window
            .wait_for(&format!(".views [data-view='{key}'][aria-pressed='true']"))
            .await?;
        window.wait_for("main[aria-busy='false']").await?;
        tokio::time::sleep(std::time::Duration::from_millis(900)).await;
        window
            .shot(&out.join(format!("{page}.{key}-{how}.png")))
            .await?;
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
