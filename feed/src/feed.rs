//! The state machine: messages in, records out.

use std::collections::BTreeMap;

use gridcast_shared::topics::Record;
use serde_json::Value;

use crate::counts::Counts;
use crate::inflate::inflate;
use crate::merge::merge;
use crate::message::{At, Message, Part, Refusal};
use crate::topic::FeedTopic;

/// What the feed itself does not say.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Season's round, from 1: the feed says it since 2025 only.
    pub round: Option<u8>,
    /// UTC milliseconds at which session times are 0: the archive's zero. Without it, an hour before the
    /// scheduled start.
    pub zero_ms: Option<i64>,
    /// Pace at which the records are published; see `f1_session`.
    pub speed: Option<f64>,
}

/// Merges the feed's messages and tells what they say as records.
#[derive(Clone, Debug)]
pub struct Feed {
    #[expect(dead_code, reason = "read once sessions are told")]
    settings: Settings,
    known: BTreeMap<FeedTopic, Value>,
    counts: Counts,
}

impl Feed {
    /// A feed that has said nothing yet.
    pub fn new(settings: Settings) -> Self {
        Self { settings, known: BTreeMap::new(), counts: Counts::default() }
    }

    /// Takes a message and appends what it makes known, each once. A message that cannot be used is counted,
    /// as is one of its parts, and changes nothing.
    ///
    /// A snapshot is a message of [`Part::Snapshot`] for each topic, in the order in which
    /// [`crate::forms::snapshot`] gives them: what was known is not said again, and a lap that ended meanwhile is.
    ///
    /// # Errors
    /// With what was wrong, counted already.
    pub fn apply(&mut self, message: &Message, out: &mut Vec<Record>) -> Result<(), Refusal> {
        match self.take(message, out) {
            Ok(()) => {
                self.counts.take(message.topic);
                Ok(())
            }
            Err(refusal) => {
                self.counts.refuse(&refusal);
                Err(refusal)
            }
        }
    }

    /// Counts a refusal of [`crate::forms`], so that all are counted in one place.
    pub fn refuse(&mut self, refusal: &Refusal) {
        self.counts.refuse(refusal);
    }

    /// How many messages came, and how many were refused and why.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    fn take(&mut self, message: &Message, _out: &mut Vec<Record>) -> Result<(), Refusal> {
        let At::Utc(_) = message.at else { return Err(Refusal::Undated) };
        match (message.topic.is_deflated(), &message.payload) {
            (true, Value::String(packed)) => inflate(packed).map(|_| ()),
            (false, Value::Object(_)) => {
                let known = self.known.entry(message.topic).or_default();
                if message.part == Part::Snapshot {
                    *known = Value::Null;
                }
                merge(known, &message.payload).map_err(|_too_many| Refusal::TooMany)
            }
            _ => Err(Refusal::WrongShape(message.topic)),
        }
    }
}
