//! Five messy files of five senders dropped on the window, brought in together, each with a certificate that balances.
//!
//! Files and truth are those of `tests/fixtures/messy`: what each certificate must say was written beside the mess.

use std::path::Path;

use yingheng_tests::messy::{self, Truth};
use yingheng_tests::window::Fault;

use crate::story::{go, settled, texts};

/// Headings of three rows below a title, UTF-16 without a mark, GB18030 with sub-totals, units by column, shifted rows.
const FILES: [&str; 5] = [
    "heading_title_and_three_rows.xlsx",
    "text_unmarked_utf16be_words.csv",
    "text_gb18030.csv",
    "unit_per_column.xlsx",
    "text_ragged.csv",
];

/// Writes the files; answers the program's arguments and what each file means.
fn written(folder: &Path) -> Result<(Vec<String>, Vec<(String, Truth)>), Fault> {
    let project = folder.join("project.yhproj").display().to_string();
    let mut arguments: Vec<String> = [
        "--new",
        &project,
        "--name",
        "青山医院",
        "--year",
        "2024",
        "--files",
    ]
    .map(str::to_owned)
    .into();
    let mut truths = Vec::new();
    for fixture in messy::all() {
        if FILES.contains(&fixture.name.as_str()) {
            let path = folder.join(&fixture.name);
            std::fs::write(&path, &fixture.bytes)?;
            arguments.push(path.display().to_string());
            let truth = fixture
                .truth
                .map_err(|code| format!("refused with {code}"))?;
            truths.push((fixture.name, truth));
        }
    }
    assert_eq!(truths.len(), FILES.len());
    Ok((arguments, truths))
}

/// 分 as the certificate writes them: 元 with thousands and two decimals.
fn yuan(fen: i64) -> String {
    let whole = (fen.abs() / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{grouped}.{:02}", fen.abs() % 100)
}

/// What the certificate of a file must hold, without spaces and with plain signs.
fn must_hold(truth: &Truth) -> Vec<String> {
    let (taken, rejected) = (truth.taken.len() as u64, truth.rejected.len() as u64);
    let rows = taken + rejected + truth.skipped;
    let mut all = vec![format!("行数{rows}{taken}{rejected}{}", truth.skipped)];
    for (_, taken, rejected) in &truth.money {
        all.push(format!(
            "{}{}{}",
            yuan(taken + rejected),
            yuan(*taken),
            yuan(*rejected)
        ));
    }
    all
}

/// A text of the page to be compared: without the gaps a driver puts between cells or not, minus signs as typed.
fn plain(text: &str) -> String {
    text.split_whitespace()
        .collect::<String>()
        .replace(['−', '－'], "-")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_messy_files_end_in_certificates_that_balance() -> Result<(), Fault> {
    let folder = tempfile::tempdir()?;
    let (arguments, _) = written(folder.path())?;
    dropped(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).await
}

story_of!(dropped, window, {
    settled(&window, "data").await?;
    // All five are looked into and recognised; nothing has to be chosen by hand.
    let last = FILES.len();
    for at in 1..=last {
        window
            .wait_for(&format!(
                ".wizard[data-step='check'] > h3:nth-of-type({at})"
            ))
            .await?;
    }
    window.click("[data-act='import-now']:enabled").await?;

    window
        .wait_for(".wizard[data-step='certificate'] [data-certificate]")
        .await?;
    let certificates: Vec<String> = texts(&window, "[data-certificate]")
        .await?
        .iter()
        .map(|text| plain(text))
        .collect();
    assert_eq!(certificates.len(), last, "{certificates:?}");
    let scratch = tempfile::tempdir()?;
    let (_, truths) = written(scratch.path())?;
    let names = texts(&window, ".wizard > h3").await?;
    for (name, truth) in truths {
        let at = names.iter().position(|shown| shown.trim() == name);
        let certificate = at.and_then(|at| certificates.get(at));
        let Some(certificate) = certificate else {
            return Err(format!("{name} has no certificate among {names:?}").into());
        };
        for needed in must_hold(&truth) {
            assert!(
                certificate.contains(&needed),
                "{name}: `{needed}` is not in {certificate}"
            );
        }
    }
    // A row that was refused names its file and cell; the certificate offers the rows to be sent back.
    let places = texts(&window, ".issues .where").await?;
    assert!(
        places.iter().any(|place| place.contains("text_ragged.csv")),
        "{places:?}"
    );
    window.wait_for("[data-rejected]").await?;
    go(&window, "overview").await
});
