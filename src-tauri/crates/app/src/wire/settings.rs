use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Issue, Message};

/// Where the values of a policy pack come from.
/// 政策依据
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PolicySource {
    /// Document number; empty where there is none.
    pub number: String,
    /// Title.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// Level of certainty.
    pub certainty: Message,
}

/// Payment rules that can be chosen.
/// 可选的支付规则
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PolicyOption {
    /// What the choice names: a folder below `templates/policy`, or `tariff`.
    pub id: String,
    /// Name.
    pub name: Message,
    /// Level of its least certain value; none when the rules do not load.
    pub certainty: Option<Message>,
    /// Invented for demonstration.
    pub synthetic: bool,
    /// Why it prices nothing, where values are to be confirmed first.
    pub frame: Option<Message>,
    /// Sources.
    pub sources: Vec<PolicySource>,
    /// What nothing in it reads, and sources that cannot be looked up: most likely slips.
    pub notices: Vec<Issue>,
    /// Why it cannot be chosen; empty when it can.
    pub faults: Vec<Issue>,
}

/// The fixed share of cost that somebody states.
/// 固定成本占比(人工说明)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatedShare {
    /// Per cent, in full.
    pub percent: String,
    /// Who says so; empty where nobody has said.
    pub source: String,
}

/// What is decided in the open project, and what can be chosen instead.
/// 项目设置
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Settings {
    /// Payment rules that can be chosen; the present ones among them.
    pub policies: Vec<PolicyOption>,
    /// Id of the present ones.
    pub policy: Option<String>,
    /// Facilities found in the cases, by code.
    pub facilities: Vec<String>,
    /// The facility looked at; none for all.
    pub facility: Option<String>,
    /// Some cases bring their cost with them: break-even there needs the stated share.
    pub cost_given: bool,
    /// The stated share.
    pub fixed_share: Option<StatedShare>,
}
