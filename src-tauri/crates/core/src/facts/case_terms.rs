/// Where an application for individual review stands.
/// 特例单议状态
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    /// No application (未申请).
    None,
    /// Applied for, open (已申请).
    Applied,
    /// Granted (已通过).
    Granted,
    /// Refused (未通过).
    Refused,
}

impl Review {
    /// All four.
    pub const ALL: [Self; 4] = [Self::None, Self::Applied, Self::Granted, Self::Refused];
    /// Stable key.
    pub const fn key(self) -> &'static str {
        ["none", "applied", "granted", "refused"][self as usize]
    }
    /// The word of the files.
    pub const fn official(self) -> &'static str {
        ["未申请", "已申请", "已通过", "未通过"][self as usize]
    }
}

/// What some payers ask about a discharge beyond group, stay and charge, and the physician group that treated it.
/// 病例结算补充信息
///
/// Optional columns of form `cases`. A column is empty where no file has it and otherwise as long as the table; `None`
/// is an empty cell. Lists (auxiliary codes, excuses) and the state of a review say something by being empty: their
/// empty cells are `Some`. Money is 分.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseTerms {
    /// Distinct kinds of ward (病区类型).
    pub wards: Vec<String>,
    /// Distinct patient tokens.
    pub patients: Vec<String>,
    /// Distinct cells of auxiliary codes (辅助目录编码), codes divided by `;`.
    pub auxiliaries: Vec<String>,
    /// Distinct excuses of a readmission (再入院例外原因).
    pub excuses: Vec<String>,
    /// Distinct physician groups as the files write them (医疗组).
    pub teams: Vec<String>,

    /// Index into `wards`.
    pub ward: Vec<Option<u32>>,
    /// Index into `patients`: the same person over several stays.
    pub patient: Vec<Option<u32>>,
    /// Index into `auxiliaries`.
    pub auxiliary: Vec<Option<u32>>,
    /// Index into `excuses`.
    pub excuse: Vec<Option<u32>>,
    /// Index into `teams`; see [`CaseTable::team`](super::CaseTable::team).
    pub team: Vec<Option<u32>>,
    /// Age in whole years (年龄).
    pub age: Vec<Option<u16>>,
    /// Charlson comorbidity index (CCI).
    pub cci: Vec<Option<u16>>,
    /// Day of admission as a day number since 1970-01-01 (入院日期).
    pub admitted: Vec<Option<i32>>,
    /// Excluded drugs and devices (除外支付金额).
    pub excluded: Vec<Option<i64>>,
    /// New drugs and technology (新药新技术金额).
    pub new_technology: Vec<Option<i64>>,
    /// Charges found unreasonable or refused (不合理费用).
    pub unreasonable: Vec<Option<i64>>,
    /// Share of Chinese medicine in the treatment, millionths (中医治疗占比).
    pub tcm_share: Vec<Option<u32>>,
    /// Days of critical care (重症监护天数).
    pub critical_days: Vec<Option<u16>>,
    /// Critical or acute severe case (急危重).
    pub critical: Vec<Option<bool>>,
    /// Insured elsewhere (异地就医).
    pub non_local: Vec<Option<bool>>,
    /// Individual review (特例单议).
    pub review: Vec<Option<Review>>,
}

/// One case's terms, before the words are numbered.
#[derive(Clone, Debug, Default)]
pub(in crate::facts) struct TermRow {
    /// Kind of ward.
    pub ward: Option<String>,
    /// Token of the patient.
    pub patient: Option<String>,
    /// Auxiliary codes divided by `;`.
    pub auxiliary: Option<String>,
    /// Excuse of a readmission.
    pub excuse: Option<String>,
    /// Physician group.
    pub team: Option<String>,
    /// Years.
    pub age: Option<u16>,
    /// Index.
    pub cci: Option<u16>,
    /// Day number.
    pub admitted: Option<i32>,
    /// 分.
    pub excluded: Option<i64>,
    /// 分.
    pub new_technology: Option<i64>,
    /// 分.
    pub unreasonable: Option<i64>,
    /// Millionths.
    pub tcm_share: Option<u32>,
    /// Days.
    pub critical_days: Option<u16>,
    /// Critical.
    pub critical: Option<bool>,
    /// Insured elsewhere.
    pub non_local: Option<bool>,
    /// Review.
    pub review: Option<Review>,
}

/// Runs `$do!(column)` for every column of plain values.
macro_rules! plain_columns {
    ($run:ident) => {
        $run!(age);
        $run!(cci);
        $run!(admitted);
        $run!(excluded);
        $run!(new_technology);
        $run!(unreasonable);
        $run!(tcm_share);
        $run!(critical_days);
        $run!(critical);
        $run!(non_local);
        $run!(review);
    };
}

/// Runs `$do!(column, dictionary)` for every column of words.
macro_rules! word_columns {
    ($run:ident) => {
        $run!(ward, wards);
        $run!(patient, patients);
        $run!(auxiliary, auxiliaries);
        $run!(excuse, excuses);
        $run!(team, teams);
    };
}

impl CaseTerms {
    /// A case's value in a column; `None` where the file does not say.
    pub fn of<T: Copy>(column: &[Option<T>], case: usize) -> Option<T> {
        column.get(case).copied().flatten()
    }

    /// Adds case number `before`; columns that hold nothing so far begin here, filled with empty cells.
    pub(in crate::facts) fn push(
        &mut self,
        before: usize,
        row: TermRow,
        number: &mut [super::accept::Dictionary; 5],
    ) {
        let [wards, patients, auxiliaries, excuses, teams] = number;
        let (ward, patient) = (
            row.ward.map(|text| wards.index(&mut self.wards, &text)),
            row.patient
                .map(|text| patients.index(&mut self.patients, &text)),
        );
        let (auxiliary, excuse) = (
            row.auxiliary
                .map(|text| auxiliaries.index(&mut self.auxiliaries, &text)),
            row.excuse
                .map(|text| excuses.index(&mut self.excuses, &text)),
        );
        let team = row.team.map(|text| teams.index(&mut self.teams, &text));
        set(&mut self.ward, before, ward);
        set(&mut self.patient, before, patient);
        set(&mut self.auxiliary, before, auxiliary);
        set(&mut self.excuse, before, excuse);
        set(&mut self.team, before, team);
        macro_rules! plain {
            ($column:ident) => {
                set(&mut self.$column, before, row.$column);
            };
        }
        plain_columns!(plain);
    }

    /// Keeps the cases whose flag is true.
    pub(in crate::facts) fn retain(&mut self, keep: &[bool]) {
        fn kept<T>(column: &mut Vec<T>, keep: &[bool]) {
            let mut flags = keep.iter();
            column.retain(|_| flags.next().copied().unwrap_or(true));
        }
        macro_rules! plain {
            ($column:ident) => {
                kept(&mut self.$column, keep);
            };
        }
        macro_rules! words {
            ($column:ident, $list:ident) => {
                kept(&mut self.$column, keep);
            };
        }
        plain_columns!(plain);
        word_columns!(words);
    }

    /// Puts `added` cases behind the `before` there are; a column only one side has is filled with empty cells.
    pub(in crate::facts) fn append(&mut self, before: usize, part: Self, added: usize) {
        fn join<T: Copy>(
            all: &mut Vec<Option<T>>,
            before: usize,
            part: &[Option<T>],
            added: usize,
        ) {
            if all.is_empty() && part.is_empty() {
                return;
            }
            all.resize(before, None);
            all.extend_from_slice(part);
            all.resize(before + added, None);
        }
        macro_rules! plain {
            ($column:ident) => {
                join(&mut self.$column, before, &part.$column, added);
            };
        }
        macro_rules! words {
            ($column:ident, $list:ident) => {
                let places = super::assemble::translate(&mut self.$list, part.$list);
                let moved: Vec<Option<u32>> = part
                    .$column
                    .iter()
                    .map(|own| places.get((*own)? as usize).copied())
                    .collect();
                join(&mut self.$column, before, &moved, added);
            };
        }
        plain_columns!(plain);
        word_columns!(words);
    }
}

/// Puts a value at a place of a column that may not have begun.
fn set<T: Copy>(column: &mut Vec<Option<T>>, before: usize, value: Option<T>) {
    if value.is_some() || !column.is_empty() {
        column.resize(before, None);
        column.push(value);
    }
}
