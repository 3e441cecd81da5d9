//! A recording, told again as it was: telemetry streamed from a file, and laps put in where they ended.
//!
//! Memory stays bounded: telemetry is read line by line, only the laps (a few hundred kilobytes) are held.
//!
//! # From a lap on
//!
//! With [`ReplayOptions::from_lap`] the run begins where the leader starts that lap, that is the earliest start of
//! it by any driver. Telemetry before is passed over, but for the circuit's outline: where laps are told and the
//! session's record has none, it goes out in that record, which is made up (by the date of the first sample, as who
//! reads names a session without one) when there is none. Laps that ended before then all go out first, in their order and
//! at the moment of the beginning, so that who is told has everybody's last and best lap, tyres, stops and
//! retirements right from the first frame; they say by their own dates that they are old. Who would rather have all
//! that was before, as fast as it can be read, asks for it ([`ReplayOptions::tells_before`]) and knows by
//! [`Recording::begins`] from where on the run is paced.

mod clock;
mod feed;
mod lap_ends;
mod lines;
mod messages;
mod outline;
mod parts;
mod text_lines;

use std::path::{Path, PathBuf};

use gridcast_shared::ids::SessionId;
use gridcast_shared::topics::{LapRecord, Record, SessionRecord, TeleRecord, Topic};

use self::clock::Clock;
pub use self::feed::{FeedOptions, FeedReplay};
use self::lap_ends::LapEnds;
use self::lines::Lines;
pub use self::messages::RECEIVED;
use self::outline::OutlineBefore;
pub use self::parts::find_parts;
use crate::{SourceError, Timed};

/// Where a recording is, and from where to tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplayOptions {
    /// `f1_tele` records as JSON lines, plain or zstd, in the order of their dates.
    pub tele: PathBuf,
    /// `f1_laps` records as JSON lines, plain or zstd, in any order.
    pub laps: Option<PathBuf>,
    /// One `f1_session` record as JSON.
    pub session: Option<PathBuf>,
    /// The leader's lap to begin with, from 1; `None` begins with the first record.
    pub from_lap: Option<u16>,
    /// What was before that lap is told, too: the whole recording is.
    pub tells_before: bool,
}

/// Where a lap begins for its leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LapStart {
    /// At a date, which the laps told, UTC ms.
    Date(i64),
    /// At the first sample of this lap; there are no laps to tell its date.
    FirstSample(u16),
}

impl LapStart {
    /// Whether a record is a sample from there on.
    pub fn is_reached_by(self, record: &Record) -> bool {
        let Record::Tele(tele) = record else { return false };
        match self {
            Self::Date(date_ms) => date_ms <= tele.date,
            Self::FirstSample(lap) => tele.lap.is_some_and(|of| f64::from(lap) <= of),
        }
    }
}

/// A recording being told.
///
/// Yields first the session's record, if there is one, then telemetry and laps in the order of [`Timed::at_ms`].
/// A malformed line is an error item, and the iterator goes on after it; after a fatal error it ends.
#[derive(Debug)]
pub struct Recording {
    tele: Lines,
    laps: LapEnds,
    /// Errors and the session, which go out before anything else.
    first: Vec<Result<Head, SourceError>>,
    begins: Option<LapStart>,
    /// Samples before this are passed over.
    skips_to: Option<LapStart>,
    /// What is learned meanwhile.
    before: OutlineBefore,
    clock: Clock,
    /// A sample that has been read and waits for the laps that ended before it.
    pending: Option<(i64, TeleRecord)>,
    end: End,
}

#[derive(Debug)]
enum Head {
    Session(Box<SessionRecord>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Telling,
    Laps,
    Over,
}

impl Recording {
    /// Opens a recording: reads its session and laps, and the beginning of its telemetry.
    ///
    /// # Errors
    /// When a file cannot be opened or read, the session is malformed, or no lap is as late as the one asked for.
    pub fn open(options: ReplayOptions) -> Result<Self, SourceError> {
        let ReplayOptions { tele, laps: laps_file, session, from_lap, tells_before } = options;
        let tele = Lines::open(&tele)?;
        let mut first = Vec::new();
        if let Some(file) = &session {
            first.push(Ok(Head::Session(Box::new(read_session(file)?))));
        }
        let mut laps = Vec::new();
        if let Some(file) = &laps_file {
            let mut lines = Lines::open(file)?;
            while let Some(record) = lines.next_record(Topic::Laps) {
                match record {
                    Ok(Record::Lap(lap)) => laps.push(*lap),
                    Ok(_) => {}
                    Err(error) if error.is_fatal() => return Err(error),
                    Err(error) => first.push(Err(error)),
                }
            }
        }
        let begins = match from_lap {
            None | Some(0) => None,
            Some(lap) if laps.is_empty() => Some(LapStart::FirstSample(lap)),
            Some(lap) => {
                Some(LapStart::Date(leader_starts(&laps, lap).ok_or_else(|| SourceError::NotFound {
                    file: laps_file.unwrap_or_default(),
                    reason: format!("nobody starts lap {lap} in this recording"),
                })?))
            }
        };
        let skips_to = begins.filter(|_| !tells_before);
        let before = match skips_to {
            Some(LapStart::Date(date_ms)) => OutlineBefore::new(&laps, date_ms),
            Some(LapStart::FirstSample(_)) | None => OutlineBefore::default(),
        };
        let mut recording = Self {
            tele,
            laps: LapEnds::new(laps),
            first,
            begins,
            skips_to,
            before,
            clock: Clock::default(),
            pending: None,
            end: End::Telling,
        };
        // Heads go out from the back.
        recording.first.reverse();
        if let Err(error) = recording.read_tele() {
            if error.is_fatal() {
                return Err(error);
            }
            recording.first.insert(0, Err(error));
        }
        recording.tell_outline();
        Ok(recording)
    }

    /// Where the lap that was asked for begins; none when none was.
    pub fn begins(&self) -> Option<LapStart> {
        self.begins
    }

    /// Reads the next sample into `pending`; at the end of the file there is none.
    fn read_tele(&mut self) -> Result<(), SourceError> {
        loop {
            let Some(record) = self.tele.next_record(Topic::Tele) else {
                self.end = End::Laps;
                return Ok(());
            };
            let record = record?;
            let is_skipped = self.skips_to.is_some_and(|start| !start.is_reached_by(&record));
            let Record::Tele(record) = record else { continue };
            let at_ms = self.clock.at(record.date);
            self.laps.saw(record.driver, at_ms);
            if is_skipped {
                self.before.saw(&record);
                continue;
            }
            self.skips_to = None;
            self.pending = Some((at_ms, record));
            return Ok(());
        }
    }

    /// Puts the outline of the laps before into the session's record.
    fn tell_outline(&mut self) {
        let outline = std::mem::take(&mut self.before).outline();
        let Some((_, sample)) = self.pending.as_ref().filter(|_| !outline.is_empty()) else { return };
        let given = self.first.iter_mut().find_map(|head| match head {
            Ok(Head::Session(session)) => Some(session),
            Err(_) => None,
        });
        match given {
            Some(session) if session.outline.is_empty() => session.outline = outline,
            Some(_) => {}
            None => {
                let mut session = SessionRecord::new(SessionId::from_start(sample.date));
                session.start_date = Some(sample.date);
                session.outline = outline;
                self.first.push(Ok(Head::Session(Box::new(session))));
            }
        }
    }

    /// The moment of the next item, for the session that goes out before it.
    fn begin_ms(&self) -> i64 {
        self.pending.as_ref().map_or(self.clock.now_ms(), |(at_ms, _)| *at_ms)
    }

    fn lap(&mut self, end_ms: i64, lap: LapRecord, begun_ms: i64) -> Timed {
        let at_ms = self.clock.told(end_ms.max(begun_ms));
        Timed { at_ms, record: Record::Lap(Box::new(lap)) }
    }
}

impl Iterator for Recording {
    type Item = Result<Timed, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.first.pop() {
            Some(Ok(Head::Session(session))) => {
                return Some(Ok(Timed { at_ms: self.begin_ms(), record: Record::Session(session) }));
            }
            Some(Err(error)) => return Some(Err(error)),
            None => {}
        }
        if self.end == End::Over {
            return None;
        }
        if self.pending.is_none()
            && self.end == End::Telling
            && let Err(error) = self.read_tele()
        {
            if error.is_fatal() {
                self.end = End::Over;
            }
            return Some(Err(error));
        }
        if let Some((at_ms, _)) = self.pending {
            if let Some((end_ms, lap)) = self.laps.pop_due(at_ms) {
                // Before the first sample nothing has been told: laps of old go out at the beginning.
                let begun = self.clock.last_told().unwrap_or(at_ms);
                return Some(Ok(self.lap(end_ms, lap, begun)));
            }
            let (at_ms, record) = self.pending.take()?;
            return Some(Ok(Timed { at_ms: self.clock.told(at_ms), record: Record::Tele(record) }));
        }
        let last = self.clock.now_ms();
        if let Some((end_ms, lap)) = self.laps.pop_rest(last) {
            return Some(Ok(self.lap(end_ms, lap, i64::MIN)));
        }
        self.end = End::Over;
        None
    }
}

/// The earliest start of a lap: where the leader starts it. If no record of that lap tells its start, it is the
/// earliest end of the lap before.
fn leader_starts(laps: &[LapRecord], lap: u16) -> Option<i64> {
    let of_number = |number: u16| laps.iter().filter(move |of| of.lap_number as u16 == number);
    of_number(lap).next()?;
    let starts = of_number(lap).filter_map(|of| of.lap_start_date).min();
    starts.or_else(|| of_number(lap.saturating_sub(1)).filter_map(LapRecord::end_date_ms).min())
}

fn read_session(file: &Path) -> Result<SessionRecord, SourceError> {
    let text = std::fs::read(file).map_err(|source| SourceError::Open { file: file.to_owned(), source })?;
    match Record::parse(Topic::Session, &text) {
        Ok(Record::Session(session)) => Ok(*session),
        Ok(_) => unreachable!("a topic's parser yields the topic's record"),
        Err(source) => Err(SourceError::Malformed {
            file: file.to_owned(),
            line: 1,
            field: "whole file".to_owned(),
            source,
        }),
    }
}

#[cfg(test)]
mod tests;
