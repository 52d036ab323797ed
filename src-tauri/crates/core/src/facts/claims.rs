//! What the insurer says it paid, line by line.

use serde::{Deserialize, Serialize};

use super::SourceRef;
use crate::quantity::Money;

/// What a line of the insurer's list does.
/// 结算状态
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimStatus {
    /// 正常结算
    #[default]
    Settled,
    /// 冲销: takes an earlier line back.
    Reversed,
    /// 拒付: nothing is paid.
    Refused,
}

impl ClaimStatus {
    /// All.
    pub const ALL: [Self; 3] = [Self::Settled, Self::Reversed, Self::Refused];
    /// Stable key; the message key is `claim_status.` + key.
    pub const fn key(self) -> &'static str {
        ["settled", "reversed", "refused"][self as usize]
    }
    /// The official Chinese term.
    pub const fn official(self) -> &'static str {
        ["正常结算", "冲销", "拒付"][self as usize]
    }
}

/// One line of the insurer's settlement list. Form `claims`.
/// 医保结算明细
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRow {
    /// Token of the stay number, the same as in form `cases`; empty when the list has none.
    pub token: String,
    /// Day of discharge as a day number since 1970-01-01.
    pub discharged: Option<i32>,
    /// Day of settlement, likewise.
    pub settled: Option<i32>,
    /// Group the insurer settled by.
    pub group: Option<String>,
    /// Payer scheme as written; empty when the list has none.
    pub scheme: String,
    /// Total charge as the insurer has it.
    pub charge: Option<Money>,
    /// What the fund pays; negative where a line is taken back.
    pub fund: Money,
    /// What was refused or deducted, as a positive amount; already taken off `fund`.
    pub refused: Money,
    /// Why, as written.
    pub reason: String,
    /// What the line does.
    pub status: ClaimStatus,
    /// Where it stands.
    pub source: SourceRef,
}
