//! A recording of the feed, told again: its messages through [`Feed`], which makes records of them.
//!
//! # From a lap on
//!
//! The run begins at the moment at which the first car starts that lap, which a pass over the timing alone finds.
//! All that was known by then goes out at that moment, but for samples of cars, or as fast as it can be read when
//! the whole is asked for.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use gridcast_feed::{At, Counts, Feed, FeedTopic, Refusal, Settings};
use gridcast_shared::topics::Record;

use super::clock::Clock;
use super::messages::{Item, Messages};
use crate::{SourceError, Timed};

/// Which recording of the feed, and from where to tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedOptions {
    /// A folder of the archive, a folder or file that `record` wrote, or a file of any other form.
    pub path: PathBuf,
    /// The lap to begin with, from 1; none begins with the first message.
    pub from_lap: Option<u16>,
    /// What was before that lap is told, too: samples as well.
    pub tells_before: bool,
    /// Where the archive is in which the teams' radio lies; the official one without it.
    pub archive_url: Option<String>,
}

impl FeedOptions {
    /// The whole of a recording.
    pub fn whole(path: PathBuf) -> Self {
        Self { path, ..Self::default() }
    }
}

/// A recording of the feed being told.
///
/// What a line or message has wrong is an error item, and the iterator goes on; topics that Gridcast does not read
/// are counted only. After a fatal error it ends.
#[derive(Debug)]
pub struct FeedReplay {
    messages: Messages,
    feed: Feed,
    /// UTC ms at which what is watched begins.
    begins: Option<i64>,
    tells_before: bool,
    clock: Clock,
    out: VecDeque<Result<Timed, SourceError>>,
    records: Vec<Record>,
    is_over: bool,
}

impl FeedReplay {
    /// Opens a recording; none when the path holds no recording of the feed, such as a file of records.
    ///
    /// # Errors
    /// When it cannot be opened or read, or nobody starts the lap that was asked for.
    pub fn open(options: &FeedOptions) -> Result<Option<Self>, SourceError> {
        let Some(messages) = Messages::open(&options.path)? else { return Ok(None) };
        let settings = || Settings {
            round: round_of(&options.path),
            zero_ms: messages.zero_ms(),
            speed: None,
            archive_url: options.archive_url.clone(),
        };
        let begins = match options.from_lap {
            None | Some(0 | 1) => None,
            Some(lap) => Some(lap_start(&options.path, settings(), lap)?),
        };
        let mut feed = Feed::new(settings());
        let mut records = Vec::new();
        if let Some(missing) = messages.missing() {
            feed.set_missing(missing, &mut records);
        }
        Ok(Some(Self {
            feed,
            messages,
            begins,
            tells_before: options.tells_before,
            clock: Clock::default(),
            out: VecDeque::new(),
            records,
            is_over: false,
        }))
    }

    /// UTC ms at which the lap that was asked for begins; none when none was.
    pub fn begins(&self) -> Option<i64> {
        self.begins
    }

    /// How many messages came, and how many were refused and why.
    pub fn counts(&self) -> &Counts {
        self.feed.counts()
    }

    /// Takes the next message; whether there was one.
    fn advance(&mut self) -> Result<bool, SourceError> {
        match self.messages.next()? {
            None => {
                // Laps that waited for more to be told of them wait for nothing now.
                self.feed.finish(&mut self.records);
                let at_ms = self.clock.now_ms();
                self.out.extend(self.records.drain(..).map(|record| Ok(Timed { at_ms, record })));
                return Ok(false);
            }
            Some(Item::Refused(refusal, file, line)) => {
                self.feed.refuse(&refusal);
                self.tell(refusal, file, line);
            }
            Some(Item::Message(message)) => {
                let At::Utc(at_ms) = message.at else { return Ok(true) };
                let at_ms = self.clock.at(at_ms);
                let is_before = self.begins.is_some_and(|begins| at_ms < begins);
                let goes_out_ms =
                    self.begins.filter(|_| !self.tells_before).map_or(at_ms, |begins| begins.max(at_ms));
                // What is wrong with a message is counted by the feed, and no line tells where it came from.
                self.feed.apply(&message, &mut self.records).ok();
                for record in self.records.drain(..) {
                    if is_before && !self.tells_before && matches!(record, Record::Tele(_)) {
                        continue;
                    }
                    self.out.push_back(Ok(Timed { at_ms: goes_out_ms, record }));
                }
            }
        }
        Ok(true)
    }

    fn tell(&mut self, refusal: Refusal, file: PathBuf, line: u64) {
        if !matches!(refusal, Refusal::UnknownTopic(_)) {
            self.out.push_back(Err(SourceError::NotUnderstood { file, line, refusal }));
        }
    }
}

impl Iterator for FeedReplay {
    type Item = Result<Timed, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.out.pop_front() {
                return Some(item);
            }
            if self.is_over {
                return None;
            }
            match self.advance() {
                Ok(goes_on) => self.is_over = !goes_on,
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(error));
                }
            }
        }
    }
}

/// UTC ms at which the first car starts a lap: when it ends the one before.
fn lap_start(path: &Path, settings: Settings, lap: u16) -> Result<i64, SourceError> {
    let not_found = || SourceError::NotFound {
        file: path.to_owned(),
        reason: format!("nobody starts lap {lap} in this recording"),
    };
    let mut messages = Messages::open(path)?.ok_or_else(not_found)?;
    let mut feed = Feed::new(settings);
    let (mut records, mut clock) = (Vec::new(), Clock::default());
    while let Some(item) = messages.next()? {
        let Item::Message(message) = item else { continue };
        // Samples tell no laps, and take most of the time.
        if matches!(message.topic, FeedTopic::CarData | FeedTopic::Position) {
            continue;
        }
        if let At::Utc(at_ms) = message.at {
            clock.at(at_ms);
        }
        feed.apply(&message, &mut records).ok();
        let ends_before = |record: &Record| match record {
            Record::Lap(ended) => f64::from(lap) <= ended.lap_number + 1.0,
            Record::Timing(timing) => {
                timing.number_of_laps.value().is_some_and(|laps| u32::from(lap) <= u32::from(laps) + 1)
            }
            _ => false,
        };
        if records.drain(..).any(|record| ends_before(&record)) {
            return Ok(clock.now_ms());
        }
    }
    Err(not_found())
}

/// The season's round, which a folder that was fetched knows.
#[cfg(feature = "archive")]
fn round_of(path: &Path) -> Option<u8> {
    crate::archive::fetch::Note::of(path).map(|note| note.round)
}

/// The season's round, which nothing but a fetched folder knows.
#[cfg(not(feature = "archive"))]
fn round_of(_path: &Path) -> Option<u8> {
    None
}
