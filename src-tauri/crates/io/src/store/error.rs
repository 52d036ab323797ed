use std::collections::BTreeMap;
use yingheng_core::issue::Message;

/// A call on the project file that failed. Nothing has been changed then, for every act is one transaction; only
/// [`StoreError::InDoubt`] cannot promise it.
/// 项目文件错误
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another window or program has the file open.
    #[error("the project file is in use")]
    InUse {
        /// Who, where it is known: user, computer, process.
        holder: Option<String>,
    },
    /// The file is no project of this program.
    #[error("not a project file")]
    NotAProject,
    /// The file was written by a newer version.
    #[error("written by a newer version (schema {found}, known {known})")]
    Newer {
        /// Schema version of the file.
        found: u32,
        /// Newest schema version this program knows.
        known: u32,
    },
    /// The file was written by a version too old to be brought up to date.
    #[error("written by a version too old (schema {found}, oldest known {oldest})")]
    Older {
        /// Schema version of the file.
        found: u32,
        /// Oldest schema version this program knows.
        oldest: u32,
    },
    /// The file is larger than a project may be.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// Bytes allowed.
        limit: u64,
    },
    /// Somebody else changed the file since it was opened.
    #[error("changed elsewhere")]
    ChangedElsewhere,
    /// The file is encrypted and no password was given.
    #[error("encrypted, password needed")]
    Sealed,
    /// Of a damaged encrypted file nothing can be salvaged: its one seal covers the whole of it.
    #[error("encrypted as a whole, nothing to salvage")]
    SealedWhole,
    /// Neither the password nor the recovery key of the encrypted file.
    #[error("wrong password")]
    WrongPassword,
    /// A password too short to be set.
    #[error("password too short")]
    PasswordTooShort,
    /// The project is encrypted already, or is not, where the opposite was expected.
    #[error("already encrypted, or not encrypted")]
    NotThisSeal,
    /// Encrypted in a way only a newer version knows.
    #[error("encrypted by a newer version (form {found}, known {known})")]
    NewerSeal {
        /// Version of the sealed form.
        found: u16,
        /// Newest version this program knows.
        known: u16,
    },
    /// The file was moved, removed or replaced while it was open.
    #[error("moved, removed or replaced while open")]
    Gone,
    /// The disk failed while the act was being finished: it may stand or not.
    #[error("the disk failed at the last step; done or not done")]
    InDoubt,
    /// No snapshot of this name.
    #[error("no snapshot {id}")]
    NoSnapshot {
        /// Number asked for.
        id: String,
    },
    /// The file is damaged.
    #[error("the project file is damaged: {detail}")]
    Damaged {
        /// What the check said.
        detail: String,
    },
    /// There is a file of this name already.
    #[error("a file of this name exists")]
    Exists,
    /// There is no such file.
    #[error("no such file")]
    Missing,
    /// The file or folder cannot be written.
    #[error("cannot be written")]
    ReadOnly,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The caller asked to stop.
    #[error("cancelled")]
    Cancelled,
    /// No batch of this number.
    #[error("no batch {id}")]
    NoBatch {
        /// Number asked for.
        id: u32,
    },
    /// No version of the plan with this number.
    #[error("no plan version {number}")]
    NoPlan {
        /// Number asked for.
        number: u32,
    },
    /// A setting the journal depends on could not be made.
    #[error("setting {setting} was not taken")]
    Setting {
        /// Name of the setting.
        setting: &'static str,
    },
    /// Anything else the database or the system said.
    #[error("{detail}")]
    Other {
        /// What it said.
        detail: String,
    },
}

impl StoreError {
    /// Dotted code: the message key, and what users quote.
    pub fn code(&self) -> &'static str {
        match self {
            Self::InUse { holder: None } => "store.in_use",
            Self::InUse { holder: Some(_) } => "store.in_use_by",
            Self::Older { .. } => "store.older",
            Self::TooLarge { .. } => "store.too_large",
            Self::ChangedElsewhere => "store.changed_elsewhere",
            Self::Sealed => "store.sealed",
            Self::SealedWhole => "store.sealed_whole",
            Self::WrongPassword => "store.wrong_password",
            Self::PasswordTooShort => "store.password_too_short",
            Self::NotThisSeal => "store.not_this_seal",
            Self::NewerSeal { .. } => "store.newer_seal",
            Self::Gone => "store.gone",
            Self::InDoubt => "store.in_doubt",
            Self::NoSnapshot { .. } => "store.no_snapshot",
            Self::NotAProject => "store.not_a_project",
            Self::Newer { .. } => "store.newer",
            Self::Damaged { .. } => "store.damaged",
            Self::Exists => "store.exists",
            Self::Missing => "store.missing",
            Self::ReadOnly => "store.read_only",
            Self::DiskFull => "store.disk_full",
            Self::Cancelled => "store.cancelled",
            Self::NoBatch { .. } => "store.no_batch",
            Self::NoPlan { .. } => "store.no_plan",
            Self::Setting { .. } => "store.setting",
            Self::Other { .. } => "store.other",
        }
    }
    /// The message with its arguments.
    pub fn message(&self) -> Message {
        let mut arguments = BTreeMap::new();
        match self {
            Self::Newer { found, known } => {
                arguments.insert("found".to_owned(), found.to_string());
                arguments.insert("known".to_owned(), known.to_string());
            }
            Self::NewerSeal { found, known } => {
                arguments.insert("found".to_owned(), found.to_string());
                arguments.insert("known".to_owned(), known.to_string());
            }
            Self::InUse {
                holder: Some(holder),
            } => {
                arguments.insert("holder".to_owned(), holder.clone());
            }
            Self::Older { found, oldest } => {
                arguments.insert("found".to_owned(), found.to_string());
                arguments.insert("oldest".to_owned(), oldest.to_string());
            }
            Self::TooLarge { limit } => {
                arguments.insert("limit".to_owned(), (limit >> 30).to_string());
            }
            Self::NoSnapshot { id } => {
                arguments.insert("id".to_owned(), id.clone());
            }
            Self::Damaged { detail } | Self::Other { detail } => {
                arguments.insert("detail".to_owned(), detail.clone());
            }
            Self::NoBatch { id } => {
                arguments.insert("id".to_owned(), id.to_string());
            }
            Self::NoPlan { number } => {
                arguments.insert("number".to_owned(), number.to_string());
            }
            Self::Setting { setting } => {
                arguments.insert("setting".to_owned(), (*setting).to_owned());
            }
            _ => {}
        }
        Message {
            key: self.code().to_owned(),
            arguments,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let detail = error.to_string();
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::InUse { holder: None },
            Some(Code::NotADatabase) => Self::NotAProject,
            Some(Code::DatabaseCorrupt) => Self::Damaged { detail },
            Some(Code::DiskFull) => Self::DiskFull,
            Some(Code::ReadOnly | Code::PermissionDenied) => Self::ReadOnly,
            Some(Code::CannotOpen) => Self::Missing,
            _ => Self::Other { detail },
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        match error.kind() {
            Kind::NotFound => Self::Missing,
            Kind::AlreadyExists => Self::Exists,
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::ReadOnly,
            Kind::StorageFull => Self::DiskFull,
            _ => Self::Other {
                detail: error.to_string(),
            },
        }
    }
}

impl From<serde_json::Error> for StoreError {
    /// What the file holds as JSON was written by this program; text that does not parse is damage.
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged {
            detail: error.to_string(),
        }
    }
}
