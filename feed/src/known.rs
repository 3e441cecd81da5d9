//! All that the feed has said by now, merged, a value a topic.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::merge::{TooMany, merge};
use crate::message::Part;
use crate::topic::FeedTopic;

/// What is known, by topic.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Known(BTreeMap<FeedTopic, Value>);

impl Known {
    /// What a topic has said; null while it has said nothing.
    pub(crate) fn topic(&self, topic: FeedTopic) -> &Value {
        self.0.get(&topic).unwrap_or(&Value::Null)
    }

    /// What `Lines` of a topic say of a car.
    pub(crate) fn line(&self, topic: FeedTopic, car: u16) -> &Value {
        let lines = self.topic(topic).get("Lines");
        lines.and_then(|lines| lines.get(car.to_string())).unwrap_or(&Value::Null)
    }

    /// Merges what a topic says.
    pub(crate) fn take(&mut self, topic: FeedTopic, part: Part, payload: &Value) -> Result<(), TooMany> {
        let known = self.0.entry(topic).or_default();
        if part == Part::Snapshot {
            *known = Value::Null;
        }
        merge(known, payload)
    }

    /// All topics that have said anything.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (FeedTopic, &Value)> {
        self.0.iter().map(|(topic, value)| (*topic, value))
    }
}
