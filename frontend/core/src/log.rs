//! All that race control and the teams said: what the stream tells, and what was said before the page came.
//!
//! A message has its number, from 1. The stream carries the newest few; where more were missed there is a hole, and
//! the log begins behind it until it is told what was before.

use std::collections::VecDeque;
use std::sync::Arc;

use gridcast_shared::race::{Message, RaceState};

/// Most messages that a page keeps; a race has a few hundred at most.
const MAX_KEPT: usize = 2_000;

/// The log, without holes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    messages: VecDeque<Arc<Message>>,
    /// Number of the newest; 0 before the first.
    newest: u32,
}

impl Log {
    /// The messages, oldest first, with their numbers.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u32, &Message)> {
        let first = self.first();
        self.messages.iter().enumerate().map(move |(i, message)| (first + i as u32, &**message))
    }

    /// Number of the first message here, where others were said before it.
    pub fn missing_before(&self) -> Option<u32> {
        Some(self.first()).filter(|&first| 1 < first && self.messages.len() < MAX_KEPT)
    }

    /// The messages that a state knows of, oldest first, with their numbers: what was said later is not of its moment.
    pub fn until(&self, state: &RaceState) -> impl DoubleEndedIterator<Item = (u32, &Message)> {
        let newest = state.n_messages;
        self.iter().filter(move |(number, _)| *number <= newest)
    }

    /// Takes what a state has that is new.
    pub fn observe(&mut self, state: &RaceState) {
        let n_told = state.messages.len() as u32;
        let first = (state.n_messages + 1).saturating_sub(n_told);
        if self.newest + 1 < first {
            self.messages.clear();
        }
        for (number, message) in (first..).zip(&state.messages) {
            if self.newest < number {
                self.messages.push_back(Arc::clone(message));
                self.newest = number;
            }
        }
        self.keep_within();
    }

    /// Takes a list whose last message is number `newest`, for what is missing before the first here.
    pub fn recall(&mut self, messages: Vec<Message>, newest: u32) {
        let first = self.first();
        let numbered = (1..=newest).rev().zip(messages.into_iter().rev());
        let before: Vec<(u32, Message)> = numbered.filter(|(number, _)| *number < first).collect();
        // A list that ends before the first here would leave a hole.
        if before.first().is_some_and(|(number, _)| number + 1 == first) {
            for (_, message) in before {
                self.messages.push_front(Arc::new(message));
            }
        }
        self.keep_within();
    }

    fn first(&self) -> u32 {
        (self.newest + 1).saturating_sub(self.messages.len() as u32)
    }

    fn keep_within(&mut self) {
        while MAX_KEPT < self.messages.len() {
            self.messages.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use gridcast_shared::race::MessageKind;

    fn message(i: u32) -> Message {
        let (kind, text) = (MessageKind::RaceControl, format!("MESSAGE {i}"));
        Message { date_ms: i64::from(i), lap: 1, kind, car: None, text }
    }

    fn numbers(log: &Log) -> Vec<u32> {
        assert!(log.iter().all(|(number, message)| message.text == format!("MESSAGE {number}")));
        log.iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn messages_add_up_and_holes_are_filled_from_before() {
        let (mut state, _) = testing::race(1);
        let mut log = Log::default();
        log.observe(&state);
        assert_eq!(log.missing_before(), None);
        for i in 1..=20 {
            state.push_message(message(i));
            log.observe(&state);
        }
        assert_eq!(numbers(&log), (1..=20).collect::<Vec<_>>());
        for i in 21..=40 {
            state.push_message(message(i));
        }
        log.observe(&state);
        assert_eq!((numbers(&log), log.missing_before()), ((33..=40).collect(), Some(33)));
        log.recall((1..=30).map(message).collect(), 30);
        assert_eq!(log.missing_before(), Some(33), "there would be a hole");
        log.recall((5..=45).map(message).collect(), 45);
        assert_eq!(numbers(&log), (5..=40).collect::<Vec<_>>());
        log.recall((1..=32).map(message).collect(), 32);
        assert_eq!((numbers(&log), log.missing_before()), ((1..=40).collect(), None));
    }

    #[test]
    fn of_a_moment_is_only_what_had_been_said() {
        let (mut state, _) = testing::race(1);
        let mut log = Log::default();
        let before = state.clone();
        for i in 1..=5 {
            state.push_message(message(i));
        }
        log.observe(&state);
        log.observe(&before);
        assert_eq!((log.until(&before).count(), log.until(&state).count()), (0, 5));
    }
}
