//! What several forms have in common: a snapshot of topics, and the arguments of a message of the hub.

use serde_json::{Map, Value};

use crate::message::{At, Message, Part, Refusal};
use crate::text::utc_ms;
use crate::topic::FeedTopic;

/// The messages of a snapshot, in the order in which they are applied.
///
/// # Errors
/// When nothing says when it was sent: neither `arrived_ms` (UTC) nor the heartbeat that is part of it.
pub fn snapshot(
    topics: Map<String, Value>,
    arrived_ms: Option<i64>,
    out: &mut Vec<Message>,
    refused: &mut dyn FnMut(Refusal),
) -> Result<(), Refusal> {
    let at =
        arrived_ms.or_else(|| heartbeat_ms(&topics)).ok_or_else(|| Refusal::BadTime("snapshot".into()))?;
    let first = out.len();
    for (name, payload) in topics {
        match FeedTopic::parse(&name) {
            Some(topic) => out.push(Message { topic, at: At::Utc(at), part: Part::Snapshot, payload }),
            None => refused(Refusal::UnknownTopic(short(&name))),
        }
    }
    if let Some(added) = out.get_mut(first..) {
        added.sort_by_key(|message| message.topic);
    }
    Ok(())
}

/// When a snapshot was sent by the heartbeat that is part of it, UTC ms.
pub(super) fn heartbeat_ms(topics: &Map<String, Value>) -> Option<i64> {
    topics.get("Heartbeat")?.get("Utc")?.as_str().and_then(utc_ms)
}

/// The arguments `[topic, payload, utc]` of a message of the hub. Without its own time it takes `arrived_ms`.
///
/// # Errors
/// When they are others, the topic is not read, or there is no time.
pub fn arguments(arguments: Vec<Value>, arrived_ms: Option<i64>) -> Result<Message, Refusal> {
    let mut arguments = arguments.into_iter();
    let (Some(Value::String(name)), Some(payload)) = (arguments.next(), arguments.next()) else {
        return Err(Refusal::NotThisForm("arguments".into()));
    };
    let topic = FeedTopic::parse(&name).ok_or_else(|| Refusal::UnknownTopic(short(&name)))?;
    let told = arguments.next();
    let told = told.as_ref().and_then(Value::as_str);
    let at =
        told.and_then(utc_ms).or(arrived_ms).ok_or_else(|| Refusal::BadTime(short(told.unwrap_or(""))))?;
    Ok(Message { topic, at: At::Utc(at), part: Part::Update, payload })
}

/// The beginning of a text that is not trusted, for an error.
pub(super) fn short(text: &str) -> String {
    text.chars().take(48).collect()
}

pub(super) fn not_this_form(line: &str) -> Refusal {
    Refusal::NotThisForm(short(line))
}
