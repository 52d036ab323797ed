//! `yingheng scenarios`: kept scenarios compared, attributed, merged, their snapshots; guards.

use clap::Subcommand;
use yingheng_app::messages::Catalogue;
use yingheng_app::session::{Answer, Session};
use yingheng_app::wire::{GuardLine, MergeRequest, Page, ScenarioRequest};

use crate::arguments::ProjectArgument;
use crate::{json, print};

/// What is done with the kept scenarios.
#[derive(Subcommand)]
pub enum Scenarios {
    /// 与基线比较,最多三个 / up to three beside the baseline
    Compare {
        /// 方案编号 / keys of kept scenarios
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// 逐杠杆归因 / attribution by lever
    Attribute {
        /// 方案编号 / key of a kept scenario
        id: String,
    },
    /// 快照:列出、保存、恢复 / snapshots of a scenario: list, keep, restore
    Snapshot {
        /// 方案编号 / key of a kept scenario
        id: String,
        /// 以此名称保存 / keep one under this name
        #[arg(long)]
        keep: Option<String>,
        /// 恢复 / restore this one
        #[arg(long, conflicts_with = "keep")]
        restore: Option<String>,
    },
    /// 合并所选的改动 / take chosen changes of one into another
    Merge {
        /// 接受改动的方案 / scenario that receives
        #[arg(long)]
        into: String,
        /// 给出改动的方案 / scenario that gives
        #[arg(long)]
        from: String,
        /// 改动的序号 / numbers of the changes
        #[arg(long = "change", required = true, value_delimiter = ',')]
        changes: Vec<u32>,
        /// 冲突时采用对方的 / on a conflict the other's change is taken
        #[arg(long)]
        take_other: bool,
    },
    /// 质量护栏:列出或设置一项 / guards: list, or set one
    Guards {
        /// readmission, complication, low_outliers, refusal, satisfaction
        #[arg(long, requires = "limit")]
        guard: Option<String>,
        /// 限值(%),空文本表示取消 / limit in per cent; an empty text for none
        #[arg(long, requires = "guard")]
        limit: Option<String>,
        /// 填写的数值(%)/ stated value in per cent
        #[arg(long, requires = "guard", default_value = "")]
        value: String,
        /// 数值的期间 / month or year of the value: 2025-06
        #[arg(long, requires = "guard", default_value = "")]
        date: String,
        /// 数值的依据 / who found it, and how
        #[arg(long, requires = "guard", default_value = "")]
        source: String,
    },
}

fn page(found: &Page, as_json: bool, words: &Catalogue) -> Answer<()> {
    if as_json {
        return json(found);
    }
    for table in &found.tables {
        line!("\n{}", words.text(&table.title));
        print::table(table, words);
        for note in &table.notes {
            line!("  {}", words.text(note));
        }
    }
    print::issues(&found.issues, words);
    Ok(())
}

pub fn act(
    session: &mut Session,
    at: &ProjectArgument,
    what: &Scenarios,
    as_json: bool,
    words: &Catalogue,
) -> Answer<()> {
    session.open_project(&at.project)?;
    match what {
        Scenarios::Compare { ids } => page(&session.compare_scenarios(ids)?, as_json, words),
        Scenarios::Attribute { id } => {
            let kept = session.kept_one(id)?;
            let request = ScenarioRequest {
                overrides: kept.overrides,
            };
            page(&session.attribute(&request)?, as_json, words)
        }
        Scenarios::Snapshot { id, keep, restore } => {
            if let Some(name) = keep {
                session.keep_scenario_snapshot(id, name)?;
            }
            if let Some(name) = restore {
                session.restore_scenario_snapshot(id, name)?;
            }
            let all = session.scenario_snapshots(id)?;
            if as_json {
                return json(&all);
            }
            for one in &all {
                line!("{}  {}  ({})", one.when, one.name, one.overrides.len());
                print::issues(&one.changes, words);
            }
            Ok(())
        }
        Scenarios::Merge {
            into,
            from,
            changes,
            take_other,
        } => {
            let merged = session.merge_scenarios(&MergeRequest {
                into: into.clone(),
                from: from.clone(),
                changes: changes.clone(),
                take_other: *take_other,
            })?;
            if as_json {
                return json(&merged);
            }
            print::issues(&merged.issues, words);
            let own = &merged.scenario;
            line!("{}  {}  ({})", own.id, own.name, own.overrides.len());
            Ok(())
        }
        Scenarios::Guards {
            guard,
            limit,
            value,
            date,
            source,
        } => {
            if let (Some(guard), Some(limit)) = (guard, limit) {
                let mut lines = session.guards()?;
                lines.retain(|own| own.guard != *guard);
                lines.push(GuardLine {
                    guard: guard.clone(),
                    limit: limit.clone(),
                    value: value.clone(),
                    date: date.clone(),
                    source: source.clone(),
                });
                session.change_guards(&lines)?;
            }
            let found = session.guard_readings()?;
            if as_json {
                return json(&found);
            }
            print::table(&found, words);
            for note in &found.notes {
                line!("  {}", words.text(note));
            }
            Ok(())
        }
    }
}
