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
mod round;
mod socket;
pub mod token;

use std::collections::VecDeque;
use std::path::PathBuf;

use gridcast_feed::forms::read_received;
use gridcast_feed::{At, Counts, Feed, Message, Refusal, Settings};
use gridcast_shared::race::Missing;
use gridcast_shared::topics::Topic;

use self::heard::{Cars, Heard, Received};
use self::listener::Listener;
use self::options::ListenerOptions;
use self::round::{Asked, unnumbered};
use crate::{SourceError, Timed};

/// The live feed as a source.
#[derive(Debug)]
pub struct Live {
    listener: Listener,
    feed: Feed,
    archive_url: String,
    lists: Option<PathBuf>,
    /// What waits for the number of its round.
    asked: Option<Asked>,
    /// The meeting whose round was asked for last.
    asked_for: Option<i64>,
    now_ms: i64,
    out: VecDeque<Timed>,
}

impl Live {
    /// Begins to listen, on the runtime that this is called on.
    ///
    /// # Errors
    /// When an option cannot be used.
    pub fn start(options: ListenerOptions) -> Result<Self, SourceError> {
        let (archive_url, lists) = (options.archive_url.clone(), options.lists.clone());
        let settings =
            Settings { speed: Some(1.0), archive_url: Some(archive_url.clone()), ..Settings::default() };
        Ok(Self {
            listener: Listener::start(options)?,
            feed: Feed::new(settings),
            archive_url,
            lists,
            asked: None,
            asked_for: None,
            now_ms: i64::MIN,
            out: VecDeque::new(),
        })
    }

    /// The next record, or what is missing; waits for the feed to speak.
    pub async fn next(&mut self) -> Option<Result<Timed, SourceError>> {
        loop {
            if let Some(timed) = self.out.pop_front() {
                return Some(Ok(timed));
            }
            if let Some(asked) = &mut self.asked {
                let (meeting, answer) = (asked.meeting, asked.answer().await);
                let asked = self.asked.take()?;
                if let Ok(round) = answer {
                    self.feed.number(meeting, round);
                }
                self.take(&asked.received);
                match answer {
                    Ok(_) => continue,
                    Err(error) => return Some(Err(error)),
                }
            }
            match self.listener.next().await? {
                Heard::Lacking(error) => return Some(Err(error)),
                Heard::Message(received) => self.ask_or_take(received),
                Heard::Cars(cars) => self.take_cars(cars),
            }
        }
    }

    /// How many messages came, and how many were refused and why.
    pub fn counts(&self) -> &Counts {
        self.feed.counts()
    }

    /// Asks for the number of a round that the feed does not tell, once a meeting; takes anything else.
    fn ask_or_take(&mut self, received: Received) {
        // Only a session's information has a meeting, and most messages are none.
        let may_tell = received.text.contains("\"Meeting\"");
        let meeting = || unnumbered(&messages_of(&received, &mut |_counted_when_taken| {}));
        if let Some(lists) = self.lists.clone().filter(|_| may_tell)
            && let Some((season, meeting)) = meeting()
            && self.asked_for != Some(meeting)
        {
            self.asked_for = Some(meeting);
            self.asked = Some(Asked::begin(received, (season, meeting), self.archive_url.clone(), lists));
        } else {
            self.take(&received);
        }
    }

    /// Says whether samples of cars come, as part of what the session is.
    fn take_cars(&mut self, cars: Cars) {
        let missing = match cars {
            Cars::Come => Missing::default(),
            Cars::Missing(token) => Missing { topics: [Topic::Tele].into_iter().collect(), token },
        };
        let mut records = Vec::new();
        self.feed.set_missing(missing, &mut records);
        self.out.extend(records.into_iter().map(|record| Timed { at_ms: self.now_ms, record }));
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
            if self.feed.wants_snapshot() {
                self.listener.subscribe_again();
            }
            self.out.extend(records.drain(..).map(|record| Timed { at_ms: self.now_ms, record }));
        }
    }
}

/// The messages of the feed within a message of the hub.
fn messages_of(received: &Received, refused: &mut dyn FnMut(Refusal)) -> Vec<Message> {
    let mut messages = Vec::new();
    if let Err(refusal) = read_received(&received.text, received.arrived_ms, &mut messages, refused) {
        refused(refusal);
    }
    messages
}
