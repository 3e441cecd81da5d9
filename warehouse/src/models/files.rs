//! The files of the dbt project: those that are built into the program, or a folder's.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::ModelsError;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/models");

/// Endings of files that matter.
const ENDINGS: [&str; 4] = ["sql", "yml", "yaml", "csv"];

/// Folders in which dbt keeps what it makes.
const MADE_BY_DBT: [&str; 4] = ["target", "logs", "dbt_packages", "dbt_internal_packages"];

/// Texts by path within the project, `/` between its parts.
pub(super) type Files = BTreeMap<String, String>;

/// The files of a folder, or the embedded ones.
pub(super) fn read(folder: Option<&Path>) -> Result<Files, ModelsError> {
    let mut files = Files::new();
    match folder {
        Some(folder) => read_folder(folder, "", &mut files)?,
        None => read_embedded(&EMBEDDED, &mut files),
    }
    if !files.contains_key("dbt_project.yml") {
        let place = folder.map_or("the program".to_owned(), |folder| folder.display().to_string());
        return Err(ModelsError::Project(format!("there is no dbt_project.yml in {place}")));
    }
    Ok(files)
}

fn read_embedded(folder: &Dir<'_>, files: &mut Files) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().into_owned();
        if let Some(text) = file.contents_utf8().filter(|_| matters(&path)) {
            files.insert(path, text.to_owned());
        }
    }
    for folder in folder.dirs() {
        read_embedded(folder, files);
    }
}

fn read_folder(folder: &Path, within: &str, files: &mut Files) -> Result<(), ModelsError> {
    let failed = |path: &Path, source| ModelsError::File { path: path.to_owned(), source };
    let entries = std::fs::read_dir(folder).map_err(|source| failed(folder, source))?;
    for entry in entries {
        let path = entry.map_err(|source| failed(folder, source))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = if within.is_empty() { name.into_owned() } else { format!("{within}/{name}") };
        if path.is_dir() {
            read_folder(&path, &name, files)?;
        } else if matters(&name) {
            let text = std::fs::read_to_string(&path).map_err(|source| failed(&path, source))?;
            files.insert(name, text);
        }
    }
    Ok(())
}

fn matters(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default();
    let is_made = path.split('/').any(|part| MADE_BY_DBT.contains(&part) || part.starts_with('.'));
    ENDINGS.contains(&ending) && !is_made
}
