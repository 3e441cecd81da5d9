//! Finding a recording's parts from one path.

use std::path::{Path, PathBuf};

use super::ReplayOptions;
use crate::SourceError;

/// The names that a telemetry file has in a recording's folder, best first.
const TELE_NAMES: [&str; 2] = ["tele.jsonl", "tele.jsonl.zst"];

/// Finds the parts of a recording from one path, either of
///
/// - a folder with `tele.jsonl` or `tele.jsonl.zst`, and maybe `laps.jsonl` and `session.json`;
/// - a telemetry file `NAME.jsonl[.zst]`, whose laps are `NAME.laps.jsonl` beside it or `../laps/NAME.jsonl`, and
///   whose session is `NAME.session.json` or `../sessions/NAME.json`. In a folder of the first form, its
///   neighbours `laps.jsonl` and `session.json`.
///
/// # Errors
/// When there is no such path, or a folder without telemetry.
pub fn find_parts(path: &Path) -> Result<ReplayOptions, SourceError> {
    let not_found = |reason: &str| SourceError::NotFound { file: path.to_owned(), reason: reason.to_owned() };
    if path.is_dir() {
        let tele = TELE_NAMES.iter().map(|name| path.join(name)).find(|file| file.is_file());
        let tele = tele.ok_or_else(|| not_found("the folder holds neither tele.jsonl nor tele.jsonl.zst"))?;
        return Ok(beside(tele, path));
    }
    if !path.is_file() {
        return Err(not_found("no such file or folder"));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if TELE_NAMES.contains(&name.as_ref()) {
        return Ok(beside(path.to_owned(), folder));
    }
    let stem = name.trim_end_matches(".zst").trim_end_matches(".jsonl").trim_end_matches(".json");
    let up = folder.join("..");
    Ok(ReplayOptions {
        tele: path.to_owned(),
        laps: first_file([
            folder.join(format!("{stem}.laps.jsonl")),
            up.join("laps").join(format!("{stem}.jsonl")),
        ]),
        session: first_file([
            folder.join(format!("{stem}.session.json")),
            up.join("sessions").join(format!("{stem}.json")),
        ]),
        from_lap: None,
        tells_before: false,
    })
}

fn beside(tele: PathBuf, folder: &Path) -> ReplayOptions {
    ReplayOptions {
        tele,
        laps: first_file([folder.join("laps.jsonl"), folder.join("laps.jsonl.zst")]),
        session: first_file([folder.join("session.json")]),
        from_lap: None,
        tells_before: false,
    }
}

fn first_file<const N: usize>(candidates: [PathBuf; N]) -> Option<PathBuf> {
    candidates.into_iter().find(|file| file.is_file())
}
