//! Lives of assets and the first month charged: changed, refused with their place, kept as versions, taken back.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use yingheng_app::session::{Session, Stamp, Surroundings, parse_period};
use yingheng_app::wire::{AssetLife, Cell, PageName, PageRequest};

/// Two cards of 12,000 元: equipment of 60 months that came in during the period, land.
const FILES: [(&str, &str); 4] = [
    (
        "departments.csv",
        "科室编码,科室名称,科室类别\nC1,内科,临床服务类\n",
    ),
    (
        "accounts.csv",
        "科目编码,科目名称,成本项目\n03,折旧,固定资产折旧费\n",
    ),
    (
        "ledger.csv",
        "科室编码,科目编码,经费来源,期间,金额\nC1,03,自有资金,2025-06,200.00\n",
    ),
    (
        "assets.csv",
        "资产编号,资产名称,资产类别,使用科室编码,成本项目,原值,折旧月数,入账日期,经费来源,本期折旧\n\
         E1,监护仪,专用设备,C1,固定资产折旧费,12000.00,60,2025-06-03,自有资金,200.00\n\
         L1,地块,院内地块,C1,固定资产折旧费,12000.00,60,2024-01-03,自有资金,0.00\n",
    ),
];

fn opened(folder: &Path) -> Session {
    let mut session = Session::new(Surroundings {
        templates: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../templates"),
        settings: None,
        worker: PathBuf::from(env!("CARGO_BIN_EXE_yingheng")),
        worker_arguments: vec![OsString::from("import-worker")],
    });
    session.stamp(Stamp {
        when: "2025-07-01 08:00 UTC".to_owned(),
        who: "会计".to_owned(),
    });
    let period = parse_period("2025-06").expect("a month");
    session
        .new_project(&folder.join("a.yhproj"), "A", period, "cn/generic")
        .expect("made");
    for (name, text) in FILES {
        std::fs::write(folder.join(name), text).expect("written");
        let answer = session
            .import_recognised(&[folder.join(name)], false)
            .unwrap_or_else(|failure| panic!("{name}: {failure:?}"));
        assert!(
            answer.batches.iter().all(|batch| batch.rejected == 0),
            "{name}: {answer:?}"
        );
    }
    session
}

/// The recomputed charge of a card.
fn recomputed(session: &mut Session, card: &str) -> String {
    let mut request = PageRequest::of(PageName::Costing);
    request.view = Some("assets".to_owned());
    let page = session.page(&request).expect("a page");
    let table = page.tables.iter().find(|table| table.id == "asset_cards");
    let table = table.expect("cards");
    let at = |key: &str| table.columns.iter().position(|one| one.key == key);
    let (code, amount) = (at("asset_code"), at("charge_recomputed"));
    let row = table.rows.iter().find(
        |row| matches!(&row.cells[code.expect("a code")], Cell::Text { text } if text == card),
    );
    match &row.expect("the card").cells[amount.expect("a charge")] {
        Cell::Figure { text, .. } => text.clone(),
        other => panic!("{other:?}"),
    }
}

fn changes(session: &Session) -> Vec<String> {
    let versions = session.plan_versions().expect("versions");
    versions[0]
        .changes
        .iter()
        .map(|one| one.key.clone())
        .collect()
}

fn outside(session: &mut Session) -> usize {
    let page = session
        .page(&PageRequest::of(PageName::Data))
        .expect("a page");
    let named = |code: &str| page.issues.iter().any(|one| one.message.key == code);
    usize::from(named("sources.asset_life_outside"))
}

#[test]
fn rule_and_lives_are_changed_kept_and_taken_back() {
    let folder = tempfile::tempdir().expect("folder");
    let mut session = opened(folder.path());
    let first = session.plan_versions().expect("versions");
    let shipped = session.depreciation().expect("a table");
    assert_eq!(
        (shipped.entry.as_str(), shipped.residual.as_str()),
        ("same", "")
    );
    assert!(shipped.lives.len() > 5 && first[0].current);
    assert_eq!(recomputed(&mut session, "E1"), "200.00");

    // Charged from the month after: nothing in the month it came in.
    session
        .change_depreciation_rule(Some("following"), None)
        .expect("kept");
    assert_eq!(recomputed(&mut session, "E1"), "0.00");
    assert_eq!(changes(&session), ["plan.entry_month_changed"]);
    // 5 % stays: 12,000 × 95 % ÷ 60.
    session
        .change_depreciation_rule(Some("same"), Some("5"))
        .expect("kept");
    assert_eq!(recomputed(&mut session, "E1"), "190.00");
    assert_eq!(
        changes(&session),
        ["plan.entry_month_changed", "plan.residual_changed"]
    );
    assert_eq!(session.depreciation().expect("a table").residual, "5");

    // A class of the hospital's own that is never charged.
    assert_eq!(recomputed(&mut session, "L1"), "190.00");
    session
        .change_life("院内地块", "none", "财务科会议纪要 2025-3")
        .expect("kept");
    assert_eq!(recomputed(&mut session, "L1"), "0.00");
    let versions = session.plan_versions().expect("versions");
    assert_eq!(versions[0].who, "会计");
    let told = &versions[0].changes[0];
    assert_eq!(told.key, "plan.life_added");
    assert_eq!(told.arguments["class"], "院内地块");
    assert_eq!(told.arguments["source"], "财务科会议纪要 2025-3");

    // Five years are inside 5–10, not inside 6–10.
    session
        .change_life("专用设备", "5-10", "设备科")
        .expect("kept");
    assert_eq!(outside(&mut session), 0);
    session.change_life("专用设备", "6-10", "").expect("kept");
    assert_eq!(outside(&mut session), 1);
    let told = session.plan_versions().expect("versions")[0].changes[0].clone();
    assert_eq!(
        (
            told.arguments["from"].as_str(),
            told.arguments["years"].as_str()
        ),
        ("5–10", "6–10")
    );
    assert_eq!(told.arguments["source"], "设备科", "the source stays");

    // The same once more keeps no version; going back keeps one and the figures of then.
    let kept = session.plan_versions().expect("versions").len();
    session.change_life("专用设备", "6-10", "").expect("kept");
    assert_eq!(session.plan_versions().expect("versions").len(), kept);
    session.restore_plan(first[0].number).expect("restored");
    assert_eq!(session.depreciation().expect("a table"), shipped);
    assert_eq!(recomputed(&mut session, "E1"), "200.00");
    assert_eq!(session.plan_versions().expect("versions").len(), kept + 1);
}

/// A wrong line is refused with its place and keeps nothing.
#[test]
fn a_wrong_line_is_named_and_nothing_is_kept() {
    let folder = tempfile::tempdir().expect("folder");
    let mut session = opened(folder.path());
    let shipped = session.depreciation().expect("a table");
    let versions = session.plan_versions().expect("versions").len();
    let good = AssetLife {
        class: "新类别".to_owned(),
        years_min: "5".to_owned(),
        years_max: "10".to_owned(),
        charged: true,
        source: "设备科".to_owned(),
        certainty: "assumption".to_owned(),
        ..AssetLife::default()
    };
    let class_of_another = shipped.lives[0].class.clone();
    let with = |change: &dyn Fn(&mut AssetLife)| {
        let mut life = good.clone();
        change(&mut life);
        life
    };
    let cases: Vec<(&str, Option<&str>, AssetLife)> = vec![
        (
            "plan.life_zero",
            Some("@column.years_min"),
            with(&|life| life.years_min = "0".into()),
        ),
        (
            "plan.life_zero",
            Some("@column.years_max"),
            with(&|life| {
                life.years_min = String::new();
                life.years_max = "0".into();
            }),
        ),
        (
            "plan.life_too_long",
            Some("@column.years_max"),
            with(&|life| life.years_max = "4294967295".into()),
        ),
        (
            "plan.life_order",
            None,
            with(&|life| life.years_min = "11".into()),
        ),
        (
            "plan.life_no_source",
            None,
            with(&|life| life.source = "  ".into()),
        ),
        (
            "plan.life_no_class",
            None,
            with(&|life| life.class = " ".into()),
        ),
        (
            "plan.life_twice",
            None,
            with(&|life| life.class.clone_from(&class_of_another)),
        ),
        (
            "plan.life_twice",
            None,
            with(&|life| life.also = vec![class_of_another.clone()]),
        ),
        (
            "error.life_years",
            Some("@column.years_min"),
            with(&|life| life.years_min = "五".into()),
        ),
        (
            "error.life_years",
            Some("@column.years_min"),
            with(&|life| life.years_min = "-5".into()),
        ),
        (
            "error.life_certainty",
            None,
            with(&|life| life.certainty = "sure".into()),
        ),
    ];
    let line = (shipped.lives.len() + 1).to_string();
    for (code, field, life) in cases {
        let mut wanted = shipped.clone();
        wanted.lives.push(life);
        let failure = session.change_depreciation(&wanted).expect_err(code);
        assert_eq!(failure.code, code);
        assert_eq!(failure.arguments["row"], line, "{failure:?}");
        assert_eq!(
            failure.arguments.get("field").map(String::as_str),
            field,
            "{failure:?}"
        );
    }
    for (entry, residual, code) in [
        ("later", None, "error.entry_month"),
        ("same", Some("100"), "plan.residual_out_of_range"),
        ("same", Some("-1%"), "plan.residual_out_of_range"),
        ("same", Some("a"), "error.number"),
    ] {
        let failure = session.change_depreciation_rule(Some(entry), residual);
        assert_eq!(failure.expect_err(code).code, code);
    }
    assert_eq!(session.depreciation().expect("a table"), shipped);
    assert_eq!(session.plan_versions().expect("versions").len(), versions);

    // A plan file with the same fault is refused as well.
    let plan = "level = \"medical\"\nservice_units = []\nfee_lines = []\nallocation = []\nbehaviour = []\n\
        [[asset_lives]]\nclass = \"专用设备\"\nyears_min = 0\nsource = \"设备科\"\ncertainty = \"practice\"\n";
    std::fs::write(folder.path().join("plan.toml"), plan).expect("written");
    let failure = session.choose_plan(&folder.path().join("plan.toml"));
    assert_eq!(failure.expect_err("0 years").code, "plan.life_zero");
}

#[test]
fn the_command_line_lists_and_changes() {
    let folder = tempfile::tempdir().expect("folder");
    drop(opened(folder.path()));
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yingheng"));
        command
            .current_dir(folder.path())
            .env_remove("YINGHENG_TEMPLATES");
        let output = command.args(arguments).output().expect("started");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned()
                + &String::from_utf8_lossy(&output.stderr),
        )
    };
    let years = ["--class", "专用设备", "--years"];
    let change = |text: &str, source: &str| {
        let mut all = vec!["lives", "a.yhproj"];
        all.extend(years);
        all.extend([text, "--source", source]);
        run(&all)
    };
    let (code, text) = change("6-8", "设备科 2025");
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("专用设备\t6-8\t测算假设\t设备科 2025"),
        "{text}"
    );
    let (code, text) = change("0", "设备科");
    assert_eq!(code, Some(1));
    assert!(
        text.contains("[plan.life_zero]") && text.contains("“专用设备”"),
        "{text}"
    );
    let (code, text) = run(&["--lang", "en", "lives", "a.yhproj", "--entry", "following"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.starts_with("Charged from the month after entry"),
        "{text}"
    );
}
