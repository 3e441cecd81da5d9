//! An archive that keeps one session.

use std::collections::BTreeMap;
use std::path::Path;

use gridcast_shared::session::SessionKind;
use serde_json::{Value, json};

use super::script::topics;
use crate::archive::wanted::{SessionName, Wanted};

/// The files of an archive that keeps a folder's topics as this one session of its season; of the rounds before there
/// is a race each, of which nothing is there.
///
/// # Panics
/// When one session is not what is wanted, or the folder cannot be read: then nothing can be tested.
#[must_use]
pub fn archive_of(wanted: Wanted, folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (round, name) = (wanted.round.expect("a round"), wanted.session.expect("a session"));
    let path = format!("{0}/{0}-Round-{round}/{name}/", wanted.season);
    let race = |path: &str| json!({"Type": "Race", "Name": "Race", "StartDate": "", "Path": path});
    let mut meetings: Vec<Value> = (1..round)
        .map(|round| json!({"Name": format!("Round {round}"), "Sessions": [race(&format!("{round}/"))]}))
        .collect();
    let mut sessions = vec![listed(name, &path)];
    if name != SessionName::R {
        sessions.push(race("race/"));
    }
    let topics = topics(folder);
    meetings.push(json!({"Key": key(&topics), "Name": format!("Round {round}"), "Sessions": sessions}));
    let index = json!({"Year": wanted.season, "Meetings": meetings});
    let feeds: BTreeMap<&String, Value> =
        topics.keys().map(|topic| (topic, json!({"StreamPath": format!("{topic}.jsonStream")}))).collect();
    let with_mark = |json: &Value| format!("\u{feff}{json}").into_bytes();
    let mut files = BTreeMap::new();
    files.insert(format!("{}/Index.json", wanted.season), with_mark(&index));
    files.insert(format!("{path}Index.json"), with_mark(&json!({"Feeds": feeds})));
    for (topic, text) in topics {
        files.insert(format!("{path}{topic}.jsonStream"), text.into_bytes());
    }
    files
}

/// The key of the meeting, as the session's own information has it; null without any.
fn key(topics: &BTreeMap<String, String>) -> Value {
    let line = topics.get("SessionInfo").and_then(|text| text.trim_start_matches('\u{feff}').lines().next());
    let info = line.and_then(|line| serde_json::from_str::<Value>(line.get(12..)?).ok());
    info.map_or(Value::Null, |info| info["Meeting"]["Key"].clone())
}

/// A session as the list of a year has it.
fn listed(name: SessionName, path: &str) -> Value {
    let (of_type, called, number) = match (name.kind(), name) {
        (SessionKind::Race, _) => ("Race", "Race", Value::Null),
        (SessionKind::Sprint, _) => ("Race", "Sprint", json!(-1)),
        (SessionKind::Qualifying, _) => ("Qualifying", "Qualifying", Value::Null),
        (SessionKind::SprintQualifying, _) => ("Qualifying", "Sprint Qualifying", json!(-1)),
        (SessionKind::Practice, SessionName::Fp1) => ("Practice", "Practice 1", json!(1)),
        (SessionKind::Practice, SessionName::Fp2) => ("Practice", "Practice 2", json!(2)),
        (SessionKind::Practice, _) => ("Practice", "Practice 3", json!(3)),
    };
    json!({"Type": of_type, "Name": called, "Number": number, "StartDate": "", "Path": path})
}
