//! The season's round of a meeting that the feed does not number, from the archive's list of the season.

use std::path::PathBuf;
use std::time::Duration;

use gridcast_feed::{FeedTopic, Message, unnumbered_meeting};
use tokio::task::JoinHandle;

use super::heard::Received;
use crate::SourceError;
use crate::archive::client::{ClientOptions, Watch};
use crate::archive::fetch::Archive;

/// A message whose meeting's round is being asked for.
#[derive(Debug)]
pub(super) struct Asked {
    /// What waits for the answer.
    pub(super) received: Received,
    /// The feed's key of the meeting.
    pub(super) meeting: i64,
    answer: JoinHandle<Result<Option<u8>, SourceError>>,
}

/// The year and the key of a meeting that messages tell without its round.
pub(super) fn unnumbered(messages: &[Message]) -> Option<(u16, i64)> {
    messages.iter().filter(|message| message.topic == FeedTopic::SessionInfo).find_map(|message| {
        // A change of an information that was told before has no meeting.
        unnumbered_meeting(&message.payload)
    })
}

impl Asked {
    /// Begins to ask.
    pub(super) fn begin(
        received: Received,
        (season, meeting): (u16, i64),
        base_url: String,
        lists: PathBuf,
    ) -> Self {
        let options = ClientOptions { base_url, retries: 1, first_wait: Duration::from_millis(500) };
        let answer = tokio::task::spawn_blocking(move || {
            Ok(Archive::new(options, lists)?.season(season, &Silent)?.round_of(meeting))
        });
        Self { received, meeting, answer }
    }

    /// The round, once it is known. Nothing is lost when the wait is given up.
    ///
    /// # Errors
    /// What is missing, when nobody knows it.
    pub(super) async fn answer(&mut self) -> Result<u8, SourceError> {
        let lacking =
            |reason: String| SourceError::Lacking { what: "the number of the round".to_owned(), reason };
        match (&mut self.answer).await {
            Ok(Ok(Some(round))) => Ok(round),
            Ok(Ok(None)) => Err(lacking("the archive does not list the meeting".to_owned())),
            Ok(Err(error)) => Err(lacking(error.to_string())),
            Err(error) => Err(lacking(error.to_string())),
        }
    }
}

/// Nobody watches: what goes wrong is told in the end.
struct Silent;

impl Watch for Silent {
    fn is_stopped(&self) -> bool {
        false
    }

    fn say(&self, _line: &str) {}

    fn at(&self, _file: &str, _bytes: u64, _of: Option<u64>) {}
}
