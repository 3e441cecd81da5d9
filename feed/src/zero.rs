//! The archive's zero: its offsets count from a moment that no file states.
//!
//! Stamps within the messages tell it. The best are those of positions: a batch goes out within 50 ms of its
//! last sample. Race control's are of whole seconds, rounded up or down, so that the middle of them all is
//! right to about a second.

use serde_json::Value;

use crate::inflate::inflate;
use crate::message::{At, Message};
use crate::text::utc_ms;
use crate::topic::FeedTopic;

/// Most stamps of a kind that are kept; the middle of these is good enough.
const MAX_STAMPS: usize = 1000;

/// Finds the zero from an archive's messages, in any order.
#[derive(Clone, Debug, Default)]
pub struct ZeroFinder {
    positions: Vec<i64>,
    race_control: Vec<i64>,
    others: Vec<i64>,
}

impl ZeroFinder {
    /// Looks at a message. Only positions, race control, the clock and heartbeats tell.
    pub fn see(&mut self, message: &Message) {
        let At::Offset(offset) = message.at else { return };
        let stamps = match message.topic {
            FeedTopic::Position => &mut self.positions,
            FeedTopic::RaceControlMessages => &mut self.race_control,
            FeedTopic::ExtrapolatedClock | FeedTopic::Heartbeat => &mut self.others,
            _ => return,
        };
        if stamps.len() < MAX_STAMPS
            && let Some(stamp) = stamp(message)
        {
            stamps.push(stamp.saturating_sub(offset));
        }
    }

    /// UTC milliseconds of the archive's zero, from the best stamps that there were.
    pub fn zero_ms(&self) -> Option<i64> {
        let best = [&self.positions, &self.race_control, &self.others];
        let mut stamps = best.into_iter().find(|stamps| !stamps.is_empty())?.clone();
        stamps.sort_unstable();
        stamps.get(stamps.len() / 2).copied()
    }
}

/// The last stamp within a message.
fn stamp(message: &Message) -> Option<i64> {
    let utc = |value: &Value, field: &str| value.get(field)?.as_str().and_then(utc_ms);
    match (message.topic, &message.payload) {
        (FeedTopic::Position, Value::String(packed)) => {
            utc(inflate(packed).ok()?.get("Position")?.as_array()?.last()?, "Timestamp")
        }
        (FeedTopic::RaceControlMessages, payload) => {
            let messages = payload.get("Messages")?;
            crate::merge::list(messages).last().and_then(|(_, message)| utc(message, "Utc"))
        }
        (_, payload) => utc(payload, "Utc"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::message::Part;

    fn said(topic: FeedTopic, offset: i64, payload: Value) -> Message {
        Message { topic, at: At::Offset(offset), part: Part::Update, payload }
    }

    #[test]
    fn race_control_tells_the_zero_within_a_second() {
        let mut finder = ZeroFinder::default();
        assert_eq!(finder.zero_ms(), None);
        for (offset, second) in [(1400, "02"), (2600, "03"), (3500, "04")] {
            let utc = format!("1970-01-01T00:00:{second}");
            finder.see(&said(
                FeedTopic::RaceControlMessages,
                offset,
                json!({"Messages": {"1": {"Utc": utc}}}),
            ));
        }
        assert_eq!(finder.zero_ms(), Some(500));
        finder.see(&said(FeedTopic::Heartbeat, 0, json!({"Utc": "1970-01-01T00:00:09Z"})));
        finder.see(&said(FeedTopic::TrackStatus, 0, json!({"Utc": "1970-01-01T00:00:09Z"})));
        assert_eq!(finder.zero_ms(), Some(500));
    }
}
