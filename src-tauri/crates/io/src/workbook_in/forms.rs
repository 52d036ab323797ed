//! The forms hospitals fill in: which heading is which field. Data only, kept beside the templates.

use serde::{Deserialize, Serialize};

/// How a field's text is to be understood; the acceptance turns it into a quantity.
/// 字段类型
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A code: text whose leading zeros count.
    Code,
    /// Words.
    Text,
    /// One of a list of words.
    Choice,
    /// Money.
    Amount,
    /// A decimal number.
    Number,
    /// A whole number.
    Count,
    /// A number of days.
    Days,
    /// A calendar day.
    Date,
    /// A month or year.
    Period,
    /// An identifying number, which leaves the worker only as a keyed hash.
    Token,
}

impl Kind {
    /// Whether a sub-total line's value of this kind is a control total.
    pub fn is_figure(self) -> bool {
        matches!(self, Self::Amount | Self::Number | Self::Count | Self::Days)
    }
}

/// One field of a form.
/// 字段
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Field key, as the acceptance knows it.
    pub key: String,
    /// How to understand it.
    pub kind: Kind,
    /// Without it a row cannot be accepted.
    #[serde(default)]
    pub required: bool,
    /// Headings that mean this field.
    pub headings: Vec<String>,
    /// Words of a choice, `word=value`.
    #[serde(default)]
    pub choices: Vec<String>,
}

/// One form: a file hospitals hand in.
/// 导入表单
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Form key; the folder's name.
    #[serde(rename = "form")]
    pub key: String,
    /// Official title.
    pub title: String,
    /// Usual sheet names.
    pub sheets: Vec<String>,
    /// Headings of columns that carry identity.
    pub identity: Vec<String>,
    /// Fields.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

impl Form {
    /// The field with this key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }
    /// Number of required fields.
    pub fn required(&self) -> usize {
        self.fields.iter().filter(|field| field.required).count()
    }
}

macro_rules! embedded {
    ($($key:literal),* $(,)?) => {
        [$(($key, include_str!(concat!("../../../../../templates/import/", $key, "/mapping.toml")))),*]
    };
}

/// Every form's mapping file, by key. A new form is a new folder and one word here.
const MAPPINGS: [(&str, &str); 21] = embedded!(
    "accounts",
    "activities",
    "activity_volumes",
    "assets",
    "case_services",
    "capacity",
    "capacity_use",
    "cases",
    "claims",
    "departments",
    "drivers",
    "in_house",
    "ledger",
    "materials",
    "other_income",
    "revenue",
    "service_volumes",
    "service_items",
    "staff",
    "stock",
    "workload",
);

/// All forms, by key.
///
/// # Errors
/// A mapping file that does not parse, as `key: what`; a test proves there is none.
pub fn forms() -> Result<Vec<Form>, String> {
    MAPPINGS
        .iter()
        .map(|(key, text)| parse(text).map_err(|error| format!("{key}: {error}")))
        .collect()
}

/// The form with this key.
///
/// # Errors
/// As [`forms`].
pub fn form(key: &str) -> Result<Option<Form>, String> {
    Ok(forms()?.into_iter().find(|form| form.key == key))
}

fn parse(text: &str) -> Result<Form, String> {
    toml::from_str(text).map_err(|error| error.message().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_mapping_parses_and_is_unambiguous() {
        let forms = forms().expect("mapping files");
        assert_eq!(forms.len(), MAPPINGS.len());
        for (form, (key, _)) in forms.iter().zip(MAPPINGS) {
            assert_eq!(form.key, key);
            assert!(
                form.required() > 0 || form.key == "workload",
                "{key} needs a required field"
            );
            let mut headings = BTreeSet::new();
            let mut keys = BTreeSet::new();
            for field in &form.fields {
                assert!(keys.insert(&field.key), "{key}: field {} twice", field.key);
                assert_eq!(
                    field.kind == Kind::Choice,
                    !field.choices.is_empty(),
                    "{key}.{}",
                    field.key
                );
                for heading in &field.headings {
                    assert!(
                        headings.insert(heading.to_lowercase()),
                        "{key}: heading {heading} means two fields"
                    );
                }
            }
        }
    }
}
