//! Topic lines: arrival time in nanoseconds, topic, payload.

use serde_json::Value;

use super::parts::{not_this_form, short, snapshot};
use crate::message::{At, Message, Part, Refusal};
use crate::topic::FeedTopic;

/// Whether a line begins as topic lines do.
pub(super) fn has_form(line: &str) -> bool {
    let mut parts = line.splitn(3, ':');
    let is_time = parts.next().is_some_and(|time| 16 <= time.len() && time.parse::<i64>().is_ok());
    is_time
        && parts.next().is_some_and(|topic| topic.starts_with(char::is_alphabetic))
        && parts.next().is_some()
}

pub(super) fn read(
    line: &str,
    out: &mut Vec<Message>,
    refused: &mut dyn FnMut(Refusal),
) -> Result<(), Refusal> {
    let mut parts = line.splitn(3, ':');
    let (Some(time), Some(name), Some(payload)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(not_this_form(line));
    };
    let ns: i64 = time.parse().map_err(|_not_a_number| Refusal::BadTime(short(time)))?;
    let ms = ns.div_euclid(1_000_000);
    let payload = serde_json::from_str(payload).map_err(Refusal::NotJson)?;
    if name == "init" {
        let Value::Object(topics) = payload else { return Err(not_this_form(line)) };
        return snapshot(topics, Some(ms), out, refused);
    }
    let topic = FeedTopic::parse(name).ok_or_else(|| Refusal::UnknownTopic(short(name)))?;
    out.push(Message { topic, at: At::Utc(ms), part: Part::Update, payload });
    Ok(())
}
