//! Recordings as messages, and what the state machine makes of them.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use gridcast_feed::forms::{self, Form};
use gridcast_feed::{Feed, FeedTopic, Message, Settings, ZeroFinder};
use gridcast_shared::topics::{LapRecord, Record};
use serde_json::Value;

/// A file or folder of the recordings; says that it is not there.
pub(crate) fn recording(path: &str) -> Option<PathBuf> {
    let data = std::env::var_os("GRIDCAST_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let file = data.join(path);
    if file.exists() {
        return Some(file);
    }
    assert!(std::env::var_os("GRIDCAST_REQUIRE_DATA").is_none(), "no recording at {}", file.display());
    eprintln!("skipped: no recording at {}", file.display());
    None
}

/// A file's text, unpacked.
pub(crate) fn read(file: &Path) -> String {
    let bytes = std::fs::read(file).unwrap();
    let mut text = Vec::new();
    if file.extension().is_some_and(|ending| ending == "zst") {
        let mut decoder = zstd::Decoder::new(bytes.as_slice()).unwrap();
        decoder.window_log_max(27).unwrap();
        decoder.read_to_end(&mut text).unwrap();
    } else {
        text = bytes;
    }
    String::from_utf8(text).unwrap()
}

/// A session of the archive: its messages in time, dated, and its zero.
pub(crate) fn archive(feed: &mut Feed, folder: &Path) -> (Vec<Message>, Option<i64>) {
    let mut messages = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        let name = name.trim_end_matches(".zst");
        let Some(topic) = name.strip_suffix(".jsonStream").and_then(FeedTopic::parse) else { continue };
        lines(feed, Form::Archive(topic), &read(&file), &mut messages);
    }
    let mut finder = ZeroFinder::default();
    for message in &messages {
        finder.see(message);
    }
    let zero = finder.zero_ms();
    let mut messages: Vec<Message> = messages
        .into_iter()
        .map(|message| zero.map_or(message.clone(), |zero| message.dated(zero)))
        .collect();
    messages.sort_by_key(|message| (message.at, message.topic));
    (messages, zero)
}

/// A recording's lines as messages; refusals are counted by the feed.
pub(crate) fn lines(feed: &mut Feed, form: Form, text: &str, out: &mut Vec<Message>) {
    for line in text.lines() {
        let read = forms::read_line(form, line, out, &mut |refusal| feed.refuse(&refusal));
        if let Err(refusal) = read {
            feed.refuse(&refusal);
        }
    }
}

/// Everything that messages make known.
pub(crate) fn records(feed: &mut Feed, messages: &[Message]) -> Vec<Record> {
    let mut out = Vec::new();
    for message in messages {
        let _counted = feed.apply(message, &mut out);
    }
    feed.finish(&mut out);
    out
}

/// Everything of a session of the archive.
pub(crate) fn session(name: &str) -> Option<(Feed, Vec<Record>)> {
    let folder = recording(&format!("static/{name}"))?;
    let mut reader = Feed::new(Settings::default());
    let (messages, zero_ms) = archive(&mut reader, &folder);
    let mut feed = Feed::new(Settings { zero_ms, ..Settings::default() });
    let records = records(&mut feed, &messages);
    Some((feed, records))
}

/// The laps as they stand in the end: the last record of each.
pub(crate) fn laps(records: &[Record]) -> BTreeMap<(String, u32), LapRecord> {
    let laps = records.iter().filter_map(|record| match record {
        Record::Lap(lap) => Some(((lap.driver.to_string(), lap.lap_number as u32), (**lap).clone())),
        _ => None,
    });
    laps.collect()
}

/// A reply of the season's API: the race's object.
pub(crate) fn reply(path: &str) -> Option<Value> {
    let reply: Value = serde_json::from_str(&read(&recording(path)?)).unwrap();
    Some(reply["MRData"]["RaceTable"]["Races"][0].clone())
}
