//! What the stories share: a window of their own, and the moves every user makes.

use fantoccini::Locator;
use yingheng_tests::window::{Fault, Window, program};

/// The eight places.
pub const PAGES: [&str; 8] = [
    "overview",
    "data",
    "costing",
    "case_types",
    "payment",
    "break_even",
    "scenarios",
    "reports",
];

/// The window, or `None` where there is nothing to drive it with.
pub async fn window(arguments: &[&str]) -> Result<Option<Window>, Fault> {
    let Some(program) = program() else {
        assert!(
            std::env::var_os("CI").is_none(),
            "YINGHENG_DESKTOP is not set: the window would go untested"
        );
        eprintln!("skipped: YINGHENG_DESKTOP is not set (cargo xtask test sets it)");
        return Ok(None);
    };
    Ok(Some(Window::open(&program, arguments).await?))
}

/// A story as a function of the program's arguments: runs in a window of its own and closes it whatever happens.
macro_rules! story_of {
    ($name:ident, $window:ident, $body:block) => {
        async fn $name(arguments: &[&str]) -> Result<(), yingheng_tests::window::Fault> {
            let Some($window) = $crate::story::window(arguments).await? else {
                return Ok(());
            };
            let outcome: Result<(), yingheng_tests::window::Fault> = async { $body }.await;
            if outcome.is_err() {
                let folder = std::env::temp_dir().join("yingheng-e2e");
                let _ = $window
                    .shot(&folder.join(concat!(stringify!($name), ".png")))
                    .await;
            }
            $window.close().await?;
            outcome
        }
    };
}

/// A story that needs nothing but the program's arguments.
macro_rules! story {
    ($name:ident, $arguments:expr, $window:ident, $body:block) => {
        mod $name {
            // A story may get by without the moves of the others.
            #[allow(unused_imports)]
            use super::*;
            story_of!($name, $window, $body);
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn story() -> Result<(), yingheng_tests::window::Fault> {
                $name($arguments).await
            }
        }
    };
}

/// Goes to a place and waits until it stands.
pub async fn go(window: &Window, page: &str) -> Result<(), Fault> {
    window.click(&format!("[data-page='{page}']")).await?;
    settled(window, page).await
}

/// Waits until a place stands and nothing is being asked for.
pub async fn settled(window: &Window, page: &str) -> Result<(), Fault> {
    window
        .wait_for(&format!("main[data-shown='{page}'][aria-busy='false']"))
        .await?;
    Ok(())
}

/// Chooses from one of the lists in the title bar.
pub async fn choose(window: &Window, what: &str, value: &str) -> Result<(), Fault> {
    select(window, &format!("select[data-option='{what}']"), value).await
}

/// Chooses from a list.
pub async fn select(window: &Window, list: &str, value: &str) -> Result<(), Fault> {
    window
        .fresh(
            list,
            |found| async move { found.select_by_value(value).await },
        )
        .await
}

/// Types into a field in place of what stands there.
pub async fn type_into(window: &Window, field: &str, text: &str) -> Result<(), Fault> {
    let field = window.wait_for(field).await?;
    field.clear().await?;
    field.send_keys(text).await?;
    Ok(())
}

/// What a field or list holds now.
pub async fn value_of(window: &Window, field: &str) -> Result<String, Fault> {
    let value = window
        .fresh(field, |found| async move { found.prop("value").await })
        .await?;
    Ok(value.unwrap_or_default())
}

/// Text of all that matches, in the order of the page.
pub async fn texts(window: &Window, selector: &str) -> Result<Vec<String>, Fault> {
    'drawn: loop {
        let mut found = Vec::new();
        for element in window.client.find_all(Locator::Css(selector)).await? {
            match element.text().await {
                Err(error) if error.is_stale_element_reference() => continue 'drawn,
                text => found.push(text?),
            }
        }
        return Ok(found);
    }
}

/// Waits until a text shows a figure without its grouping; gives it.
pub async fn figure(window: &Window, selector: &str) -> Result<String, Fault> {
    let shown = window.text(selector).await?;
    Ok(shown
        .chars()
        .filter(|c| c.is_ascii_digit() || ".-".contains(*c))
        .collect())
}
