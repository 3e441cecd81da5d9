//! How many messages came, by topic, and how many were refused, by reason.

use std::collections::BTreeMap;

use crate::message::Refusal;
use crate::topic::FeedTopic;

/// Counts of what came and what of it could not be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Messages applied, by topic.
    pub taken: BTreeMap<FeedTopic, u64>,
    /// Lines, messages and entries of messages refused, by [`Refusal::reason`] or the rule that took them.
    pub refused: BTreeMap<&'static str, u64>,
}

impl Counts {
    /// Counts a message that was applied.
    pub fn take(&mut self, topic: FeedTopic) {
        *self.taken.entry(topic).or_default() += 1;
    }

    /// Counts a refusal; for refusals of [`crate::forms`] too, so that all are counted in one place.
    pub fn refuse(&mut self, refusal: &Refusal) {
        self.passed_over(refusal.reason());
    }

    /// Counts a part of a message that was passed over.
    pub(crate) fn passed_over(&mut self, reason: &'static str) {
        *self.refused.entry(reason).or_default() += 1;
    }
}
