//! Headless 盈衡: import, compute, report, explain, what-if; for batch work, support, tests.
//!
//! Exit codes: 0 done, 1 the operation failed (the reason is on standard error), 2 wrong usage.

#[macro_use]
mod print;
mod arguments;
mod keeping;
mod password;
mod pay;
mod policy;
mod replay;
mod scenarios;
mod whatif;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use serde::Serialize;
use yingheng_app::messages::{Catalogue, Language};
use yingheng_app::session::{Answer, Session, Stamp, Surroundings, parse_period};
use yingheng_app::wire::{Failure, Message, PageName, PageRequest, PolicyOption, Sort};

use arguments::{Arguments, Command, What};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if matches!(arguments.command, Command::ImportWorker) {
        return ExitCode::from(u8::try_from(yingheng_app::import_worker()).unwrap_or(1));
    }
    let Some(language) = Language::from_tag(&arguments.lang) else {
        eprintln!("--lang: zh, en");
        return ExitCode::from(2);
    };
    let words = Catalogue::of(language);
    match run(&arguments, language, &words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{} [{}]", words.text(&failure.message()), failure.code);
            ExitCode::FAILURE
        }
    }
}

/// Templates: as said, else beside the program, else (in builds for development) in the source tree.
fn templates(said: Option<&PathBuf>, program: &Path) -> Answer<PathBuf> {
    if let Some(said) = said {
        return Ok(said.clone());
    }
    let beside = program.parent().map(|folder| folder.join("templates"));
    let source = cfg!(debug_assertions)
        .then(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../templates"));
    let found = beside
        .into_iter()
        .chain(source)
        .find(|folder| folder.is_dir());
    found.ok_or_else(|| Failure::new("error.no_templates"))
}

/// A figure or page as JSON on one line.
fn json(value: &impl Serialize) -> Answer<()> {
    let text = serde_json::to_string(value)
        .map_err(|error| Failure::new("error.identity").with("detail", error.to_string()))?;
    line!("{text}");
    Ok(())
}

fn run(arguments: &Arguments, language: Language, words: &Catalogue) -> Answer<()> {
    let program = std::env::current_exe().map_err(|error| {
        Failure::new("error.file")
            .with("file", "yingheng")
            .with("detail", error.to_string())
    })?;
    let surroundings = Surroundings {
        templates: templates(arguments.templates.as_ref(), &program)?,
        settings: None,
        worker: program,
        worker_arguments: vec![OsString::from("import-worker")],
    };
    let mut session = Session::new(surroundings);
    session.stamp(Stamp::now());
    if !password::run(&mut session, arguments, words)? {
        act(&mut session, arguments, language, words)?;
    }
    // A project in a synced folder is worked on in a copy: what this command did goes back there now.
    session.settle()
}

fn act(
    session: &mut Session,
    arguments: &Arguments,
    language: Language,
    words: &Catalogue,
) -> Answer<()> {
    match &arguments.command {
        Command::New {
            at,
            name,
            period,
            policy,
            plan,
            fixed_share,
            fixed_share_source,
        } => {
            let at_period = parse_period(period)?;
            session.new_project(&at.project, name, at_period, policy)?;
            if let Some(plan) = plan {
                session.choose_plan(plan)?;
            }
            if let Some(share) = fixed_share {
                session.state_fixed_share(share, fixed_share_source)?;
            }
            line!("{}", at.project.display());
            Ok(())
        }
        Command::Settings {
            at,
            policy,
            plan,
            facility,
            fixed_share,
            fixed_share_source,
        } => {
            session.open_project(&at.project)?;
            if let Some(policy) = policy {
                session.choose_policy(policy)?;
            }
            if let Some(plan) = plan {
                session.choose_plan(plan)?;
            }
            if let Some(facility) = facility {
                session.choose_facility(Some(facility.as_str()).filter(|code| !code.is_empty()))?;
            }
            if let Some(share) = fixed_share {
                session.state_fixed_share(share, fixed_share_source)?;
            }
            let settings = session.settings()?;
            if arguments.json {
                return json(&settings);
            }
            print::settings(&settings, words);
            Ok(())
        }
        Command::Import {
            at,
            files,
            map,
            supersede,
        } => {
            session.open_project(&at.project)?;
            let answers = match map {
                Some(map) => files
                    .iter()
                    .map(|file| session.import_mapped(file, map, *supersede))
                    .collect::<Answer<Vec<_>>>()?,
                None => vec![session.import_recognised(files, *supersede)?],
            };
            for answer in &answers {
                if arguments.json {
                    json(answer)?
                } else {
                    print::certificate(answer, words)
                }
            }
            Ok(())
        }
        Command::Template { form, out, filled } => {
            std::fs::create_dir_all(out).map_err(|error| {
                Failure::new("error.file")
                    .with("file", out.display().to_string())
                    .with("detail", error.to_string())
            })?;
            let forms = match form {
                Some(form) => vec![form.clone()],
                None => session.forms()?.into_iter().map(|form| form.form).collect(),
            };
            for form in forms {
                let ending = if *filled { "-example" } else { "" };
                let path = out.join(format!("{form}{ending}.xlsx"));
                session.export_entry_form(&form, *filled, &path, language)?;
                let told =
                    Message::new("cli.form_written").with("file", path.display().to_string());
                line!("{}", words.text(&told));
            }
            Ok(())
        }
        Command::Takeover { at } => {
            session.open_project(&at.project)?;
            let page = session.page(&PageRequest {
                view: Some("takeover".to_owned()),
                ..PageRequest::of(PageName::Data)
            })?;
            if arguments.json {
                return json(&page);
            }
            for table in &page.tables {
                line!("{}", words.text(&table.title));
                print::table(table, words);
            }
            Ok(())
        }
        Command::Rejected {
            at,
            batch,
            source,
            out,
        } => {
            session.open_project(&at.project)?;
            session.export_rejected(batch, source, out, language)?;
            let told = Message::new("cli.rejected_written").with("file", out.display().to_string());
            line!("{}", words.text(&told));
            Ok(())
        }
        Command::Crosswalk { at, kind, from, to } => {
            session.open_project(&at.project)?;
            if let (Some(kind), Some(from)) = (kind, from) {
                session.confirm_codes(&[(kind.clone(), from.clone(), to.clone())])?;
            }
            let log = session.crosswalk()?;
            if arguments.json {
                return json(&log);
            }
            for entry in log {
                line!(
                    "{}  {} → {}  {} {}  {}",
                    entry.kind,
                    entry.from,
                    entry.to,
                    entry.when,
                    entry.who,
                    entry.seal
                );
            }
            Ok(())
        }
        Command::Compute {
            at,
            facility,
            level,
        } => {
            session.open_project(&at.project)?;
            if let Some(level) = level {
                session.choose_level(level)?;
            }
            if facility.is_none() {
                return compute(session, arguments.json, words);
            }
            // A look at one facility; the project goes back to all of them.
            session.choose_facility(facility.as_deref())?;
            let looked = compute(session, arguments.json, words);
            session.choose_facility(None)?;
            looked
        }
        Command::Report {
            at,
            out,
            what,
            official,
            hide_small_cells,
            trace,
        } => {
            session.open_project(&at.project)?;
            session.hide_small_cells(*hide_small_cells);
            if let Some(path) = official {
                session.export_official(path, *trace, language)?;
                println!("{}", path.display());
                return Ok(());
            }
            report(session, out, *what, language)
        }
        Command::Why { at, key } => {
            session.open_project(&at.project)?;
            let trace = session.why(key)?;
            if arguments.json {
                return json(&trace);
            }
            print::trace(&trace, words, 0);
            Ok(())
        }
        Command::Pay { at } => {
            session.open_project(&at.project)?;
            let found = pay::pay(session)?;
            if arguments.json {
                return json(&found);
            }
            pay::show(&found, words);
            Ok(())
        }
        Command::Scenario { at, levers, files } => {
            session.open_project(&at.project)?;
            let how = (arguments.json, language);
            whatif::act(session, levers, files, how, words)
        }
        Command::Scenarios { at, what } => scenarios::act(session, at, what, arguments.json, words),
        Command::Levers => whatif::levers(arguments.json, words),
        Command::Pages {
            at,
            page,
            search,
            sort,
            descending,
            selected,
            view,
        } => {
            session.open_project(&at.project)?;
            let page = PageName::from_key(page)
                .ok_or_else(|| Failure::new("error.page").with("page", page.clone()))?;
            let sort = sort.as_ref().map(|column| Sort {
                column: column.clone(),
                descending: *descending,
            });
            let request = PageRequest {
                page,
                sort,
                search: search.clone(),
                selected: selected.clone(),
                view: view.clone(),
            };
            json(&session.page(&request)?)
        }
        Command::Plan { at, level, restore } => {
            session.open_project(&at.project)?;
            if let Some(level) = level {
                session.choose_level(level)?;
            }
            if let Some(number) = restore {
                session.restore_plan(*number)?;
            }
            let mut request = PageRequest::of(PageName::Costing);
            request.view = Some("allocation".to_owned());
            let page = session.page(&request)?;
            let versions = page.tables.iter().find(|table| table.id == "plan_versions");
            if arguments.json {
                return json(&versions);
            }
            if let Some(versions) = versions {
                print::table(versions, words);
            }
            Ok(())
        }
        Command::Lives {
            at,
            class,
            years,
            source,
            entry,
            residual,
        } => {
            session.open_project(&at.project)?;
            if let (Some(class), Some(years)) = (class, years) {
                session.change_life(class, years, source)?;
            }
            if entry.is_some() || residual.is_some() {
                session.change_depreciation_rule(entry.as_deref(), residual.as_deref())?;
            }
            let found = session.depreciation()?;
            if arguments.json {
                return json(&found);
            }
            print::depreciation(&found, words);
            Ok(())
        }
        Command::Packs { check } => {
            let packs = match check {
                Some(folder) => vec![Session::check_pack(folder)],
                None => session.packs()?,
            };
            if arguments.json {
                json(&packs)?;
            } else {
                print::packs(&packs, words);
            }
            let refused = |pack: &&PolicyOption| !pack.faults.is_empty();
            match packs.iter().find(refused) {
                Some(pack) => Err(Failure::new("error.pack_check").with("pack", pack.id.clone())),
                None => Ok(()),
            }
        }
        Command::Policy { what } => policy::act(session, what, arguments.json, words),
        Command::Remedy { at, key } => {
            session.open_project(&at.project)?;
            if let Some(key) = key {
                session.apply_remedy(key)?;
                return compute(session, arguments.json, words);
            }
            let issues = session.remedied_issues()?;
            if arguments.json {
                return json(&issues);
            }
            print::remedies(&issues, words);
            Ok(())
        }
        Command::Reconcile { at, out, rows } => {
            session.open_project(&at.project)?;
            let tables = session.claims(*rows)?;
            if let Some(out) = out {
                session.export_claims(out, language)?;
            }
            if arguments.json {
                return json(&tables);
            }
            for table in &tables {
                print::table(table, words);
            }
            Ok(())
        }
        Command::Replay { at, with } => {
            session.open_project(&at.project)?;
            replay::act(session, with, (arguments.json, language), words)
        }
        Command::PolicyDiff { before, after } => {
            let table = session.policy_diff(before, after)?;
            if arguments.json {
                return json(&table);
            }
            replay::show(std::slice::from_ref(&table), words);
            Ok(())
        }
        Command::Undo { .. }
        | Command::Redo { .. }
        | Command::History { .. }
        | Command::Snapshots { .. }
        | Command::Recover { .. }
        | Command::Batch { .. } => keeping::act(session, arguments, language, words),
        Command::Demo { out } => {
            std::fs::create_dir_all(out).map_err(|error| {
                Failure::new("error.file")
                    .with("file", out.display().to_string())
                    .with("detail", error.to_string())
            })?;
            for answer in session.open_demo(&out.join("demo.yhproj"))? {
                if !arguments.json {
                    print::certificate(&answer, words);
                }
            }
            compute(session, arguments.json, words)?;
            report(session, out, What::All, language)
        }
        Command::Password { .. } | Command::ImportWorker => Ok(()),
    }
}

fn compute(session: &mut Session, as_json: bool, words: &Catalogue) -> Answer<()> {
    let page = session.page(&PageRequest::of(PageName::Overview))?;
    if as_json {
        return json(&page);
    }
    if let Some(empty) = &page.empty {
        line!("{}", words.text(empty));
    }
    for line in &page.info {
        line!("{}", words.text(line));
    }
    print::kpis(&page.kpis, words);
    print::issues(&page.issues, words);
    Ok(())
}

fn report(session: &mut Session, out: &Path, what: What, language: Language) -> Answer<()> {
    let mut written = Vec::new();
    if matches!(what, What::All | What::Board) {
        std::fs::create_dir_all(out).map_err(|error| {
            Failure::new("error.file")
                .with("file", out.display().to_string())
                .with("detail", error.to_string())
        })?;
        let path = out.join("board.xlsx");
        session.export_board(&path, &[], language)?;
        written.push(path);
    }
    if matches!(what, What::All | What::Charts) {
        written.extend(session.export_charts(&out.join("charts"), language)?);
    }
    if matches!(what, What::All | What::Tables) {
        written.extend(session.export_tables(&out.join("tables"), language)?);
    }
    for path in written {
        line!("{}", path.display());
    }
    Ok(())
}
