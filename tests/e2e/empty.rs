//! A project without data: every place says what to do next.

use std::collections::BTreeSet;

use fantoccini::Locator;

use crate::story::{PAGES, choose, go, settled};
use crate::wizard::offering;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_project_says_what_to_do_next_in_both_languages()
-> Result<(), yingheng_tests::window::Fault> {
    let folder = tempfile::tempdir()?;
    let arguments = offering(folder.path(), "空白医院", &[]);
    empty_project(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).await
}

story_of!(empty_project, window, {
    settled(&window, "overview").await?;
    let mut said = BTreeSet::new();
    for (language, act) in [("zh-CN", "导入"), ("en", "ring in")] {
        choose(&window, "language", language).await?;
        for page in PAGES {
            go(&window, page).await?;
            let words = window.text(".empty p").await?;
            assert!(
                words.contains(act) || words.contains("Import"),
                "{page} in {language} does not say what to do: {words}"
            );
            assert!(
                said.insert(words.clone()),
                "{page} says what another place says: {words}"
            );
            let shown = window.text("main").await?;
            for fault in ["undefined", "[object", "NaN", "{ $"] {
                assert!(
                    !shown.contains(fault),
                    "{page} in {language} shows `{fault}`: {shown}"
                );
            }
            let way = window
                .client
                .find_all(Locator::Css(".empty button"))
                .await?;
            assert_eq!(
                way.len(),
                usize::from(page != "data"),
                "{page} leads to the data"
            );
            assert!(
                window
                    .client
                    .find(Locator::Css(".notice.error"))
                    .await
                    .is_err(),
                "{page} in {language} fails: {shown}"
            );
        }
    }
    // The way out works.
    go(&window, "overview").await?;
    window.click(".empty button").await?;
    settled(&window, "data").await?;
    window.wait_for("[data-act='import']").await?;
    Ok(())
});
