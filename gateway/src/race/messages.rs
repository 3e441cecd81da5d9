//! What race control and the teams said: whole, all of it, in the order in which it came.

use std::sync::Arc;

use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::{MAX_MESSAGE_BYTES, Message, MessageKind};
use gridcast_shared::topics::RaceControlRecord;

/// Most messages that a log keeps, ten times what the longest race has; the oldest go first.
const MAX_LOG: usize = 4_096;

/// All messages of a session, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Vec<Arc<Message>>>);

impl Log {
    /// The messages.
    pub fn iter(&self) -> impl Iterator<Item = &Message> {
        self.0.iter().map(|message| &**message)
    }

    /// Whether a message of that date and those words is there.
    pub(super) fn has(&self, message: &Message) -> bool {
        let key = |message: &Message| (message.date_ms, message.kind);
        self.iter().any(|said| key(said) == key(message) && said.text == message.text)
    }

    pub(super) fn push(&mut self, message: Message) {
        let log = Arc::make_mut(&mut self.0);
        if log.len() == MAX_LOG {
            log.remove(0);
        }
        log.push(Arc::new(message));
    }
}

/// What a record says, about `of`, in the leader's lap `lap` unless it says which.
pub(super) fn read(record: &RaceControlRecord, of: Option<usize>, lap: u8) -> Vec<Message> {
    let (kind, text) = match record.category.as_deref() {
        Some("TeamRadio") => (MessageKind::TeamRadio, &record.clip),
        _ => (MessageKind::RaceControl, &record.message),
    };
    let (lap, car) = (record.lap.unwrap_or(lap), of.map(|car| CarIndex(car as u8)));
    let message = |text| Message { date_ms: record.date, lap, kind, car, text };
    parts(text.as_deref().unwrap_or_default()).into_iter().map(message).collect()
}

/// A text in parts that a message can hold, most often one; control characters are spaces.
fn parts(text: &str) -> Vec<String> {
    let clean = |part: &str| part.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while MAX_MESSAGE_BYTES < rest.len() {
        let (part, after) = rest.split_at(rest.floor_char_boundary(MAX_MESSAGE_BYTES));
        parts.push(clean(part));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(clean(rest));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_comes_whole_in_parts() {
        assert_eq!(parts(" RÄIKKÖNEN\n– 車 "), ["RÄIKKÖNEN – 車"]);
        assert!(parts(" \t ").is_empty());
        let long = "車".repeat(1_500);
        let parts = parts(&long);
        assert!(parts.iter().all(|part| part.len() <= MAX_MESSAGE_BYTES));
        assert_eq!((parts.len(), parts.concat()), (3, long));
    }
}
