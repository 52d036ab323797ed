//! An encrypted project: the password is set in the window; opened again, the project asks for it, a wrong one is told
//! and the right one opens it.

use crate::story::{go, texts, type_into};
use crate::wizard::offering;

const PASSWORD: &str = "青山2026密码";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_is_set_and_asked_for() -> Result<(), yingheng_tests::window::Fault> {
    let folder = tempfile::tempdir()?;
    let arguments = offering(folder.path(), "青山医院", &[]);
    set(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).await?;
    let project = folder.path().join("project.yhproj").display().to_string();
    asked(&[&project]).await
}

story_of!(set, window, {
    go(&window, "data").await?;
    let field = |at: u32| format!("[data-lock] label:nth-of-type({at}) input");
    type_into(&window, &field(1), PASSWORD).await?;
    // Two that differ are told and cannot be set.
    type_into(&window, &field(2), "another one").await?;
    window.wait_for("[data-lock] [role='status']").await?;
    window
        .wait_for("[data-act='set-password']:disabled")
        .await?;
    type_into(&window, &field(2), PASSWORD).await?;
    window.click("[data-act='set-password']:enabled").await?;
    let key = window.text("[data-recovery-key]").await?;
    assert!(key.chars().count() > 20, "a recovery key: {key}");
    window.click("[data-act='key-kept']").await?;
    // From now on the old password is asked for before a change.
    window.wait_for("[data-act='remove-password']").await?;
    Ok(())
});

story_of!(asked, window, {
    window.wait_for("[data-password-dialog]").await?;
    let field = "[data-password-dialog] input";
    type_into(&window, field, "not the password").await?;
    window.click("[data-act='unlock']:enabled").await?;
    window
        .wait_for("[data-password-dialog] [role='alert']")
        .await?;
    type_into(&window, field, PASSWORD).await?;
    window.click("[data-act='unlock']:enabled").await?;
    window
        .wait_for("main[data-shown][aria-busy='false']")
        .await?;
    assert!(texts(&window, "[data-password-dialog]").await?.is_empty());
    // The heading may be too narrow to be seen; it is there all the same.
    let name = (window.wait_for("header h1").await?)
        .prop("textContent")
        .await?;
    assert_eq!(name.as_deref(), Some("青山医院"));
    Ok(())
});
