//! What the stand-in's hub tells: a recording, as a snapshot and steps.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use serde_json::{Map, Value, json};

/// One thing that the hub says.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// UTC ms.
    pub at_ms: i64,
    /// "TimingData".
    pub topic: String,
    /// What changed.
    pub payload: Value,
}

/// All that the hub says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Script {
    /// What is known before the first step, by topic.
    pub known: Map<String, Value>,
    /// In the order of their times.
    pub steps: Vec<Step>,
}

impl Script {
    /// Of a folder of the archive, or a file with the text of a socket that spoke classic `SignalR`.
    ///
    /// # Panics
    /// When it cannot be read: then nothing can be tested.
    #[must_use]
    pub fn open(path: &Path) -> Self {
        if path.is_dir() { Self::of_folder(path) } else { Self::of_wire(&read(path)) }
    }

    /// Of the text of a socket that spoke classic SignalR: `{"R":{…}}` and `{"M":[{"A":[topic, payload, utc]}]}`.
    #[must_use]
    pub fn of_wire(text: &str) -> Self {
        let mut script = Self::default();
        for line in text.lines() {
            let Ok(mut said) = serde_json::from_str::<Value>(line) else { continue };
            if let Value::Object(known) = said["R"].take() {
                script.known = known;
            }
            for invocation in said["M"].as_array().into_iter().flatten() {
                let arguments = &invocation["A"];
                let (Some(topic), Some(utc)) = (arguments[0].as_str(), arguments[2].as_str()) else {
                    continue;
                };
                let Ok(at) = utc.parse::<jiff::Timestamp>() else { continue };
                let payload = arguments[1].clone();
                script.steps.push(Step { at_ms: at.as_millisecond(), topic: topic.to_owned(), payload });
            }
        }
        script
    }

    /// Of a folder of the archive, plain or zstd. What is told in the first second is known before the first step.
    ///
    /// # Panics
    /// When the folder cannot be read: then nothing can be tested.
    #[must_use]
    pub fn of_folder(folder: &Path) -> Self {
        let mut script = Self::default();
        let topics = topics(folder);
        let zero_ms = zero_ms(&topics);
        for (topic, text) in topics {
            for line in text.trim_start_matches('\u{feff}').lines() {
                let Some((offset, payload)) = line.split_at_checked(12) else { continue };
                let (Some(offset_ms), Ok(payload)) = (clock_ms(offset), serde_json::from_str(payload)) else {
                    continue;
                };
                if offset_ms < 1000 && !is_deflated(&topic) {
                    merge(script.known.entry(topic.clone()).or_insert(json!({})), &payload);
                } else {
                    script.steps.push(Step { at_ms: zero_ms + offset_ms, topic: topic.clone(), payload });
                }
            }
        }
        script.steps.sort_by_key(|step| step.at_ms);
        script
    }
}

/// The topics of a folder of the archive, by their names, as text.
///
/// # Panics
/// When the folder cannot be read.
pub(crate) fn topics(folder: &Path) -> BTreeMap<String, String> {
    let mut topics = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder of the archive") {
        let path = entry.expect("a file").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(topic) = name.trim_end_matches(".zst").strip_suffix(".jsonStream") else { continue };
        topics.insert(topic.to_owned(), read(&path));
    }
    topics
}

/// A file's text, plain or zstd by its name.
fn read(path: &Path) -> String {
    let mut bytes = std::fs::read(path).expect("a recording");
    if path.extension().is_some_and(|of| of == "zst") {
        let mut decoder = zstd::Decoder::new(bytes.as_slice()).expect("a packed recording");
        decoder.window_log_max(27).expect("a window");
        let mut unpacked = Vec::new();
        decoder.read_to_end(&mut unpacked).expect("a whole recording");
        bytes = unpacked;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// From which moment (UTC ms) the offsets of the archive count: the middle of what race control's messages tell, which
/// are of whole seconds.
///
/// # Panics
/// When there are none.
fn zero_ms(topics: &BTreeMap<String, String>) -> i64 {
    let text = topics.get("RaceControlMessages").expect("race control");
    let mut zeros: Vec<i64> = text
        .trim_start_matches('\u{feff}')
        .lines()
        .filter_map(|line| {
            let (offset, payload) = line.split_at_checked(12)?;
            let (_, utc) = payload.rsplit_once("\"Utc\":\"")?;
            let utc: jiff::civil::DateTime = utc.split('"').next()?.trim_end_matches('Z').parse().ok()?;
            let utc = utc.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
            Some(utc.as_millisecond() - clock_ms(offset)?)
        })
        .collect();
    zeros.sort_unstable();
    *zeros.get(zeros.len() / 2).expect("race control's times")
}

/// Whether a topic is of those that need a token.
pub(crate) fn is_deflated(topic: &str) -> bool {
    matches!(topic, "CarData.z" | "Position.z")
}

/// `01:02:03.456` as ms.
fn clock_ms(text: &str) -> Option<i64> {
    let (clock, ms) = text.split_once('.')?;
    let mut parts = clock.split(':').map(|part| part.parse::<i64>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    Some(((hours * 60 + minutes) * 60 + seconds) * 1000 + ms.parse::<i64>().ok()?)
}

/// Merges what changed: objects by key, lists by index, `_deleted` takes keys away.
pub(crate) fn merge(known: &mut Value, change: &Value) {
    match (known, change) {
        (Value::Object(known), Value::Object(change)) => {
            for (key, value) in change {
                if key == "_deleted" {
                    for gone in value.as_array().into_iter().flatten().filter_map(Value::as_str) {
                        known.remove(gone);
                    }
                } else {
                    merge(known.entry(key.clone()).or_insert(Value::Null), value);
                }
            }
        }
        (Value::Array(known), Value::Object(change)) => {
            for (key, value) in change {
                let Some(place) = key.parse::<usize>().ok().filter(|place| *place < 10_000) else { continue };
                if known.len() <= place {
                    known.resize(place + 1, Value::Null);
                }
                if let Some(known) = known.get_mut(place) {
                    merge(known, value);
                }
            }
        }
        (known, change) => *known = change.clone(),
    }
}
