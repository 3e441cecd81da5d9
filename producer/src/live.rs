//! The official live timing: the feed as it is spoken ([`listener`]), and its records ([`Live`]).
//!
//! It joins when the feed speaks, whatever a schedule says. Each connection begins with a snapshot, which
//! [`Feed`] merges with what it knew: nothing is said twice, and a lap that ended meanwhile is said.

mod connection;
pub mod heard;
pub mod listener;
mod negotiate;
pub mod options;
pub mod protocol;
mod socket;
pub mod token;

use std::collections::VecDeque;

use gridcast_feed::forms::{Form, read_line, snapshot};
use gridcast_feed::{At, Counts, Feed, Message, Refusal, Settings};
use serde_json::Value;

use self::heard::{Heard, Received};
use self::listener::Listener;
use self::options::ListenerOptions;
use self::protocol::Said;
use crate::{SourceError, Timed};

/// The live feed as a source.
#[derive(Debug)]
pub struct Live {
    listener: Listener,
    feed: Feed,
    now_ms: i64,
    out: VecDeque<Timed>,
}

impl Live {
    /// Begins to listen, on the runtime that this is called on.
    ///
    /// # Errors
    /// When an option cannot be used.
    pub fn start(options: ListenerOptions) -> Result<Self, SourceError> {
        let settings = Settings { speed: Some(1.0), ..Settings::default() };
        let (listener, feed) = (Listener::start(options)?, Feed::new(settings));
        Ok(Self { listener, feed, now_ms: i64::MIN, out: VecDeque::new() })
    }

    /// The next record, or what is missing; waits for the feed to speak.
    pub async fn next(&mut self) -> Option<Result<Timed, SourceError>> {
        loop {
            if let Some(timed) = self.out.pop_front() {
                return Some(Ok(timed));
            }
            match self.listener.next().await? {
                Heard::Lacking(error) => return Some(Err(error)),
                Heard::Message(received) => self.take(&received),
            }
        }
    }

    /// How many messages came, and how many were refused and why.
    pub fn counts(&self) -> &Counts {
        self.feed.counts()
    }

    fn take(&mut self, received: &Received) {
        let (mut records, mut refused) = (Vec::new(), Vec::new());
        let messages = messages_of(received, &mut |refusal| refused.push(refusal));
        for refusal in refused {
            self.feed.refuse(&refusal);
        }
        for message in messages {
            if let At::Utc(at_ms) = message.at {
                self.now_ms = self.now_ms.max(at_ms);
            }
            // What is wrong with a message is counted by the feed.
            self.feed.apply(&message, &mut records).ok();
            self.out.extend(records.drain(..).map(|record| Timed { at_ms: self.now_ms, record }));
        }
    }
}

/// The messages of the feed within a message of the hub.
fn messages_of(received: &Received, refused: &mut dyn FnMut(Refusal)) -> Vec<Message> {
    let mut messages = Vec::new();
    match read_line(Form::SignalR, &received.text, &mut messages, refused) {
        Ok(()) => {}
        // A snapshot without a heartbeat does not say when it was made: just now.
        Err(Refusal::BadTime(_)) if received.said == Said::Snapshot => {
            let said: Option<Value> = serde_json::from_str(&received.text).ok();
            if let Some(Value::Object(topics)) =
                said.and_then(|mut said| Some(said.get_mut("result")?.take()))
                && let Err(refusal) = snapshot(topics, Some(received.arrived_ms), &mut messages, refused)
            {
                refused(refusal);
            }
        }
        Err(refusal) => refused(refusal),
    }
    messages
}
