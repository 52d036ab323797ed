use super::{Blanks, CaseTerms, SourceRef};

/// Discharges as columns, one entry per case, dictionary-coded where values repeat.
/// 出院病例(列式)
///
/// Form `cases`. Money is 分. All column vectors have the same length, [`CaseTable::len`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseTable {
    /// Distinct case-group codes (病组编码), in order of first appearance; text, leading zeros count.
    pub groups: Vec<String>,
    /// Distinct group names, parallel to [`CaseTable::groups`]; empty where the file has none.
    pub group_names: Vec<String>,
    /// Distinct discharge unit codes (出院科室).
    pub departments: Vec<String>,
    /// Distinct payer schemes (支付方式/险种).
    pub schemes: Vec<String>,
    /// Distinct facilities (院区/机构).
    pub facilities: Vec<String>,
    /// Fee-line keys present (首页费用), e.g. `fee.general_service`; rows of [`CaseTable::fees`].
    pub fee_lines: Vec<String>,

    /// Index into `groups`.
    pub group: Vec<u32>,
    /// Index into `departments`.
    pub department: Vec<u32>,
    /// Index into `schemes`.
    pub scheme: Vec<u32>,
    /// Index into `facilities`.
    pub facility: Vec<u32>,
    /// Length of stay in days (住院日).
    pub los: Vec<u16>,
    /// Discharge day as a day number since 1970-01-01; `None` when the file gives no date.
    pub discharged: Vec<Option<i32>>,
    /// Total charge (总费用).
    pub charge: Vec<i64>,
    /// `fees[line][case]`: charge of a fee line.
    pub fees: Vec<Vec<i64>>,
    /// What the patient pays (个人负担).
    pub patient_share: Vec<i64>,
    /// Of which outside insurance: 自费 + 先行自付 + 起付线.
    pub self_funded: Vec<i64>,
    /// Cases whose patient's part is blank: 0 there is no statement.
    pub no_patient_share: Blanks,
    /// Cases whose self-funded part is blank.
    pub no_self_funded: Blanks,
    /// Cost as given by the file, where it is (no allocation then).
    pub given_cost: Vec<Option<i64>>,
    /// Token of the stay number, for finding duplicates; empty when not mapped.
    pub token: Vec<String>,
    /// What some payers ask beyond.
    pub terms: CaseTerms,
    /// Where each case stands.
    pub source: Vec<SourceRef>,
}

impl CaseTable {
    /// Number of cases.
    pub fn len(&self) -> usize {
        self.group.len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.group.is_empty()
    }
}
