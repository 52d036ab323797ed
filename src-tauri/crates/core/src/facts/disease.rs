//! What the four methods of disease costing need beside the front page: quantities per case, total volumes, patients
//! still in the house.

use super::SourceRef;
use crate::period::Date;
use crate::quantity::{Fraction, Money};

/// How much of one service one discharge used. Form `case_services`.
/// 病例服务量
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseServiceRow {
    /// Token of the stay number, the same as in form `cases`.
    pub token: String,
    /// Day of discharge as a day number since 1970-01-01; needed only where one number has several stays.
    pub discharged: Option<i32>,
    /// Service unit code (病房, 手术麻醉 …) or code of a charged item (收费项目).
    pub service: String,
    /// Unit that carried it out; `None` where the file does not say.
    pub executing: Option<String>,
    /// Bed-days, hours, minutes, weighted points, or times; ≥ 0.
    pub quantity: Fraction,
    /// Where it stands.
    pub source: SourceRef,
}

/// How much a service unit did in the period for all its patients, outpatients included. Form `service_volumes`.
/// 服务单元服务总量
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceVolumeRow {
    /// Service unit code.
    pub service_unit: String,
    /// What is counted, as written: 床日, 小时, 分钟, 点.
    pub measure: String,
    /// Volume, ≥ 0.
    pub volume: Fraction,
    /// Where it stands.
    pub source: SourceRef,
}

/// One patient who was in the house at the end of a day. Form `in_house`.
/// 在院病人
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InHouseRow {
    /// Token of the stay number, the same as in form `cases`.
    pub token: String,
    /// Unit the patient lies in.
    pub department: String,
    /// Day of admission.
    pub admitted: Date,
    /// Day at whose end the list was made.
    pub as_of: Date,
    /// Charges from admission to that day.
    pub charge: Money,
    /// Of which by fee line key (`fee.nursing` …), 分; lines without a charge are left out.
    pub fees: Vec<(String, i64)>,
    /// Where it stands.
    pub source: SourceRef,
}
