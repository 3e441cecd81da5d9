//! A line of the official archive: an offset and, without a space, its payload.

use super::parts::{not_this_form, short};
use crate::message::{At, Message, Part, Refusal};
use crate::text::clock_ms;
use crate::topic::FeedTopic;

pub(super) fn read(topic: FeedTopic, line: &str) -> Result<Message, Refusal> {
    let start = line.find(['{', '[', '"']).ok_or_else(|| not_this_form(line))?;
    let (offset, payload) = line.split_at(start);
    let at = clock_ms(offset).map(At::Offset).ok_or_else(|| Refusal::BadTime(short(offset)))?;
    let payload = serde_json::from_str(payload).map_err(Refusal::NotJson)?;
    Ok(Message { topic, at, part: Part::Update, payload })
}
