//! Definitions of the official forms: a folder with one file per form.

use std::path::Path;

use yingheng_core::report::forms::FormDefinition;

/// A definition cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FormFileError {
    /// The folder or a file cannot be opened.
    #[error("{path}: {cause}")]
    Io {
        /// File or folder.
        path: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A file is not a definition.
    #[error("{path}: {detail}")]
    Shape {
        /// File.
        path: String,
        /// Where and why.
        detail: String,
    },
}

/// Reads every `.toml` of the folder; sorted by place in the set, then key.
///
/// # Errors
/// The first file that cannot be opened or is not a definition; two files of one key.
pub fn read_folder(folder: &Path) -> Result<Vec<FormDefinition>, FormFileError> {
    let io = |path: &Path, cause| FormFileError::Io {
        path: path.display().to_string(),
        cause,
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|cause| io(folder, cause))? {
        let path = entry.map_err(|cause| io(folder, cause))?.path();
        if path.extension().is_some_and(|end| end == "toml") {
            files.push(path);
        }
    }
    files.sort();
    let mut forms: Vec<FormDefinition> = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).map_err(|cause| io(&path, cause))?;
        let shape = |detail: String| FormFileError::Shape {
            path: path.display().to_string(),
            detail,
        };
        let form: FormDefinition =
            toml::from_str(&text).map_err(|error| shape(error.message().to_owned()))?;
        if forms.iter().any(|other| other.key == form.key) {
            return Err(shape(form.key));
        }
        forms.push(form);
    }
    forms.sort_by(|a, b| (a.order, &a.key).cmp(&(b.order, &b.key)));
    Ok(forms)
}
