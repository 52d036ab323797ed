//! Message catalogue of both languages: the only place where a key becomes a sentence outside the window.

use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::wire::{Message, Reason};

include!(concat!(env!("OUT_DIR"), "/locale_files.rs"));

/// A language of the program.
/// 语言
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// 简体中文
    #[default]
    Chinese,
    /// English
    English,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];
    /// Tag, which is also the folder of its messages.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
    /// The language of a tag such as `zh`, `zh-CN`, `en-GB`; `None` for others.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "zh" => Some(Self::Chinese),
            "en" => Some(Self::English),
            _ => None,
        }
    }
}

/// Sentences of one language.
/// 消息目录
pub struct Catalogue {
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// Loads the messages embedded in the program. Faults of the files are listed, not hidden; a test keeps the list empty.
    pub fn load(language: Language) -> (Self, Vec<String>) {
        let mut faults = Vec::new();
        let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        bundle.set_use_isolating(false);
        for (_, name, text) in FILES.iter().filter(|(tag, _, _)| *tag == language.tag()) {
            let resource =
                FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, errors)| {
                    faults.extend(
                        errors
                            .iter()
                            .map(|error| format!("{}/{name}: {error}", language.tag())),
                    );
                    resource
                });
            if let Err(errors) = bundle.add_resource(resource) {
                faults.extend(
                    errors
                        .iter()
                        .map(|error| format!("{}/{name}: {error}", language.tag())),
                );
            }
        }
        (Self { bundle }, faults)
    }

    /// Messages of a language.
    pub fn of(language: Language) -> Self {
        Self::load(language).0
    }

    /// Whether there is a sentence for a dotted key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle
            .get_message(&fluent_key(key))
            .is_some_and(|message| message.value().is_some())
    }

    /// The sentence. An unknown key prints as `⟨key⟩` with its arguments, so that it is seen and can be quoted.
    pub fn text(&self, message: &Message) -> String {
        self.sentence(&message.key, &message.arguments)
    }

    /// The sentence of a reason.
    pub fn reason(&self, reason: &Reason) -> String {
        self.sentence(&reason.code, &reason.arguments)
    }

    /// The sentence of a key without arguments.
    pub fn label(&self, key: &str) -> String {
        self.sentence(key, &BTreeMap::new())
    }

    fn sentence(&self, key: &str, arguments: &BTreeMap<String, String>) -> String {
        let Some(pattern) = self
            .bundle
            .get_message(&fluent_key(key))
            .and_then(|message| message.value())
        else {
            let told: Vec<String> = arguments
                .iter()
                .map(|(name, value)| format!(" {name}={value}"))
                .collect();
            return format!("⟨{key}{}⟩", told.concat());
        };
        let mut values = FluentArgs::new();
        for (name, value) in arguments {
            let shown = match value.strip_prefix('@') {
                Some(inner) => self.label(inner),
                None => value.clone(),
            };
            values.set(name.as_str(), FluentValue::from(shown));
        }
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&values), &mut errors)
            .into_owned()
    }
}

/// `allocation.no_driver` → `allocation-no_driver`.
pub fn fluent_key(key: &str) -> String {
    key.replace('.', "-")
}
