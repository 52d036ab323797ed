//! Inputs of the open project and what they compute to, kept until an input changes.

use sha2::{Digest, Sha256};
use yingheng_core::facts::Facts;
use yingheng_core::issue::{Issue, Severity};
use yingheng_core::plan::{Adjustments, Plan};
use yingheng_core::policy::PolicyPack;
use yingheng_core::report::forms::FormDefinition;
use yingheng_core::run::{Run, compute};
use yingheng_core::trace::TraceInputs;
use yingheng_io::store::PlanVersion;

use super::replay::{Against, kept};
use super::{Answer, Session, templates};
use crate::wire::Failure;

/// Program version, part of a run's identity.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Inputs, baseline and its identity.
/// 基准测算
pub struct Baseline {
    /// Everything imported.
    pub facts: Facts,
    /// Settings.
    pub plan: Plan,
    /// Every version of the settings, oldest first; the last is `plan`.
    pub plan_versions: Vec<PlanVersion>,
    /// Payment rules.
    pub policy: PolicyPack,
    /// The computed run.
    pub run: Run,
    /// Trouble of import and computation, sorted.
    pub issues: Vec<Issue>,
    /// Definitions of the official forms.
    pub forms: Vec<FormDefinition>,
    /// Other rules the cases are replayed under, where the project names any. Beside the run, never part of it.
    pub against: Option<Against>,
    /// SHA-256 of batches, pack, plan, adjustments and program version, hex.
    pub identity: String,
}

impl Baseline {
    /// What an explanation is recomputed from.
    pub fn inputs<'a>(&'a self, adjustments: &'a Adjustments) -> TraceInputs<'a> {
        TraceInputs {
            facts: &self.facts,
            policy: &self.policy,
            plan: &self.plan,
            adjustments,
            run: &self.run,
        }
    }
    /// First twelve hex digits of the identity: what reports print.
    pub fn run_id(&self) -> String {
        self.identity.chars().take(12).collect()
    }
}

/// Identity of a run. Every part is preceded by its length, so that no two inputs read alike.
fn identity(
    facts: &Facts,
    policy: &PolicyPack,
    plan: &Plan,
    adjustments: &Adjustments,
) -> Answer<String> {
    let json = |result: Result<String, serde_json::Error>| {
        result.map_err(|error| Failure::new("error.identity").with("detail", error.to_string()))
    };
    let mut parts = vec![
        VERSION.to_owned(),
        facts.hospital_name.clone(),
        facts.period.to_string(),
    ];
    for batch in &facts.batches {
        parts.extend([
            batch.form.clone(),
            batch.file_hash.clone(),
            batch.sheet.clone(),
            batch.facility.clone(),
        ]);
        parts.push(batch.period.to_string());
        parts.push(json(serde_json::to_string(&batch.columns))?);
    }
    parts.extend([policy.id.clone(), policy.content_hash.clone()]);
    parts.push(json(serde_json::to_string(plan))?);
    parts.push(json(serde_json::to_string(adjustments))?);
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    Ok(hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

impl Session {
    /// The baseline of the open project, computed when an input has changed.
    ///
    /// # Errors
    /// Nothing open, damaged file, or a policy pack that does not load.
    pub fn baseline(&mut self) -> Answer<&Baseline> {
        let folder = self.surroundings.templates.join("export/official");
        let open = self.opened_mut()?;
        if open.baseline.is_none() {
            let forms = templates::forms(&folder)?;
            let (facts, mut issues) = open.project.facts()?;
            let plan = open.project.plan()?.unwrap_or_default();
            let plan_versions = open.project.plan_versions()?;
            let choice = open
                .project
                .policy()?
                .ok_or_else(|| Failure::new("error.no_policy"))?;
            let policy = templates::pack(&choice.id, &choice.content, &facts)?;
            let adjustments = Adjustments::default();
            let identity = identity(&facts, &policy, &plan, &adjustments)?;
            let run = compute(&facts, &policy, &plan, &adjustments);
            issues.extend(run.issues.iter().cloned());
            let against = kept(&choice.content)?
                .map(|kept| kept.against(&policy, &facts))
                .transpose();
            // What cannot be compared any more must not keep the run from being seen.
            let against = against.unwrap_or_else(|failure| {
                let detail = format!("@{}", failure.code);
                let issue = Issue::new(Severity::Warning, "replay.cannot").with("detail", detail);
                let told = failure.arguments.into_iter();
                issues.push(told.fold(issue, |issue, (name, value)| issue.with(name, value)));
                None
            });
            issues.sort();
            issues.dedup();
            open.baseline = Some(Baseline {
                facts,
                plan,
                plan_versions,
                policy,
                run,
                issues,
                forms,
                against,
                identity,
            });
        }
        open.baseline
            .as_ref()
            .ok_or_else(|| Failure::new("error.no_project"))
    }

    /// Forgets what was computed: an input has changed.
    pub(super) fn changed(&mut self) {
        if let Some(open) = &mut self.open {
            open.baseline = None;
        }
        self.attributed = None;
    }
}
