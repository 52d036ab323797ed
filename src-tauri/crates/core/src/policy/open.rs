use serde::Serialize;

use super::PolicyPack;
use crate::issue::Message;

/// What a pack does not know and whom to ask.
/// 待确认事项
///
/// A pack with one is a frame (框架): it shows the shape of an area's rules and refuses to price. Source:
/// payment-rules §9, rule 5 and the tag [U] of its preface: an unsure value is never a default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenMatter {
    /// In Chinese, in the pack's own words.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// What was to be confirmed and has been: the answer, and whose it is.
/// 已确认事项
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConfirmedMatter {
    /// What was asked, as the pack put it.
    pub matter: OpenMatter,
    /// The answer, in the words of whoever closed it.
    pub answer: String,
    /// Id of its source in the pack.
    pub source: String,
}

impl PolicyPack {
    /// Everything that is to be confirmed, by parameter id (`None`: no parameter's), parameters first.
    pub fn open_matters(&self) -> Vec<(Option<&str>, &OpenMatter)> {
        let values = self.parameters.iter().filter_map(|(id, parameter)| {
            let open = parameter.open.as_ref()?;
            Some((Some(id.as_str()), open))
        });
        values
            .chain(self.open.iter().map(|open| (None, open)))
            .collect()
    }
    /// Whether anything is to be confirmed: then no case is priced.
    /// 政策框架
    pub fn is_frame(&self) -> bool {
        !self.open.is_empty() || self.parameters.values().any(|own| own.open.is_some())
    }
    /// Why a frame prices nothing, under a message key (`payment.frame` counts cases as well).
    pub fn frame_refusal(&self, key: &str) -> Option<Message> {
        let open = self.open_matters();
        let (_, first) = open.first()?;
        Some(
            Message::new(key)
                .with("pack", self.name.as_str())
                .with("open", open.len().to_string())
                .with("first", first.zh.as_str())
                .with("first_en", first.en.as_str()),
        )
    }
}
