//! The state machine: messages in, records out.

use std::collections::BTreeMap;

use gridcast_shared::ids::SessionId;
use gridcast_shared::race::Missing;
use gridcast_shared::session::SessionStatus;
use gridcast_shared::topics::{DriverRecord, Record, SessionRecord, WeatherRecord};
use serde_json::Value;

use crate::counts::Counts;
use crate::entries::Entries;
use crate::inflate::inflate;
use crate::known::Known;
use crate::laps::{Laps, Now};
use crate::message::{At, Message, Part, Refusal};
use crate::race_control::RaceControl;
use crate::session;
use crate::telemetry::{Rest, Telemetry};
use crate::timing::{CarKnown, Timing};
use crate::topic::FeedTopic;
use crate::value::{car_number, name, small, text};
use crate::weather;

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
    /// Where the archive is in which the teams' radio lies; without it [`ARCHIVE_URL`].
    pub archive_url: Option<String>,
}

/// Where the official archive is; the path that the feed tells of a session is below it.
pub const ARCHIVE_URL: &str = "https://livetiming.formula1.com/static/";

/// Merges the feed's messages and tells what they say as records.
///
/// Another session's `SessionInfo` begins everything anew; [`Settings`] were of the first.
#[derive(Clone, Debug)]
pub struct Feed {
    settings: Settings,
    /// Rounds of meetings by the feed's key, which somebody else knew.
    rounds: BTreeMap<i64, u8>,
    /// What the source lacks, once it has said so.
    missing: Option<Missing>,
    counts: Counts,
    wants_snapshot: bool,
    state: State,
}

/// All that is of one session.
#[derive(Clone, Debug, Default)]
struct State {
    known: Known,
    zero_ms: Option<i64>,
    entries: Entries,
    laps: Laps,
    timing: Timing,
    race_control: RaceControl,
    telemetry: Telemetry,
    session: Option<SessionRecord>,
    weather: Option<WeatherRecord>,
    status: Option<SessionStatus>,
}

impl Feed {
    /// A feed that has said nothing yet.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            rounds: BTreeMap::new(),
            missing: None,
            counts: Counts::default(),
            wants_snapshot: false,
            state: State::default(),
        }
    }

    /// Takes a message and appends what it makes known, each once. A message that cannot be used is counted and
    /// changes nothing.
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

    /// Takes what the source does not give at present; it is part of what the session is.
    pub fn set_missing(&mut self, missing: Missing, out: &mut Vec<Record>) {
        self.missing = Some(missing);
        if let Some(record) = &mut self.state.session {
            let before = record.clone();
            say_missing(record, self.missing);
            if *record != before {
                out.push(Record::Session(Box::new(record.clone())));
            }
        }
    }

    /// Tells the season's round of a meeting that the feed itself does not number: before the meeting is told, since
    /// its sessions are called by it.
    pub fn number(&mut self, meeting: i64, round: u8) {
        self.rounds.insert(meeting, round);
    }

    /// Whether another session has begun without a snapshot since the last call: what was told of it before its
    /// information, such as who drives, is not known then, and whoever can ask for a snapshot should.
    pub fn wants_snapshot(&mut self) -> bool {
        std::mem::take(&mut self.wants_snapshot)
    }

    /// Tells what waited for more to come: the feed has ended.
    pub fn finish(&mut self, out: &mut Vec<Record>) {
        let State { laps, entries, zero_ms, known, .. } = &mut self.state;
        let is_race = session::kind(known).unwrap_or_default().is_race();
        laps.tell(Now { at_ms: i64::MAX, zero_ms: zero_ms.unwrap_or(0), is_race }, entries, out);
    }

    /// All that is known by now as a snapshot of a date, UTC ms: what a recording that begins here has to begin
    /// with. Samples are not part of it.
    pub fn snapshot(&self, at_ms: i64) -> Vec<Message> {
        let whole = |(topic, payload): (FeedTopic, &Value)| Message {
            topic,
            at: At::Utc(at_ms),
            part: Part::Snapshot,
            payload: payload.clone(),
        };
        self.state.known.iter().map(whole).collect()
    }

    /// Counts a refusal of [`crate::forms`], so that all are counted in one place.
    pub fn refuse(&mut self, refusal: &Refusal) {
        self.counts.refuse(refusal);
    }

    /// How many messages came, and how many were refused and why.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The session's id, as far as it is known.
    pub fn session(&self) -> Option<&SessionId> {
        self.state.session.as_ref().map(|record| &record.session)
    }

    fn take(&mut self, message: &Message, out: &mut Vec<Record>) -> Result<(), Refusal> {
        let At::Utc(at_ms) = message.at else { return Err(Refusal::Undated) };
        let shape = || Refusal::WrongShape(message.topic);
        if message.topic.is_deflated() {
            let Value::String(packed) = &message.payload else { return Err(shape()) };
            let payload = inflate(packed)?;
            let now = self.now(at_ms);
            let State { laps, entries, telemetry, .. } = &mut self.state;
            let rest = Rest { now, laps, entries, counts: &mut self.counts };
            return match message.topic {
                FeedTopic::CarData => telemetry.car_data(&payload, rest, out),
                _ => telemetry.positions(&payload, rest, out),
            }
            .ok_or_else(shape);
        }
        if !message.payload.is_object() {
            return Err(shape());
        }
        if message.topic == FeedTopic::SessionInfo {
            self.begin_another(message.part, &message.payload);
        }
        let taken = self.state.known.take(message.topic, message.part, &message.payload);
        let now = self.now(at_ms);
        let first = out.len();
        let round = self.round();
        let session = session::id(&self.state.known, round, now.zero_ms);
        let archive = self.settings.archive_url.as_deref().unwrap_or(ARCHIVE_URL);
        self.state.heed(message, now, &session, archive, out);
        // What the session is comes before what happens in it.
        if let Some(record) =
            self.state.session_change(message, round, self.settings.speed, self.missing, now)
        {
            out.insert(first, Record::Session(Box::new(record)));
        }
        taken.map_err(|_too_many| Refusal::TooMany)
    }

    /// The season's round, where somebody else than the feed has told it.
    fn round(&self) -> Option<u8> {
        let of_meeting = || {
            let meeting = session::meeting(self.state.known.topic(FeedTopic::SessionInfo))?;
            self.rounds.get(&meeting).copied()
        };
        self.settings.round.or_else(of_meeting)
    }

    /// Begins anew where the feed goes on with another session.
    fn begin_another(&mut self, part: Part, info: &Value) {
        let known = session::key(self.state.known.topic(FeedTopic::SessionInfo));
        let told = session::key(info);
        if known.is_some() && told.is_some() && known != told {
            self.state = State::default();
            self.wants_snapshot = part == Part::Update;
            self.settings = Settings { round: None, zero_ms: None, ..self.settings.clone() };
        }
    }

    /// The moment of a message. The zero of session times is settled by the first that needs it.
    fn now(&mut self, at_ms: i64) -> Now {
        let State { known, zero_ms, entries, .. } = &mut self.state;
        let told = || self.settings.zero_ms.or_else(|| session::usual_zero_ms(known));
        entries.wait_from(at_ms);
        let zero_ms = *zero_ms.get_or_insert_with(|| told().unwrap_or(at_ms));
        Now { at_ms, zero_ms, is_race: session::kind(known).unwrap_or_default().is_race() }
    }
}

impl State {
    /// Tells what a message that has been merged means.
    fn heed(
        &mut self,
        message: &Message,
        now: Now,
        session: &SessionId,
        archive: &str,
        out: &mut Vec<Record>,
    ) {
        let known = &self.known;
        let topic = known.topic(message.topic);
        match message.topic {
            FeedTopic::DriverList => {
                let n_before = self.entries.iter().count();
                self.entries.take(topic);
                if n_before < self.entries.iter().count() {
                    self.tell_timing(self.cars(), now, out);
                }
            }
            FeedTopic::SessionInfo | FeedTopic::SessionStatus | FeedTopic::SessionData => self.status(now),
            FeedTopic::TrackStatus => {
                if let Some(digit) = text(topic, "Status").and_then(|status| status.chars().next()) {
                    self.laps.status(digit, now.at_ms);
                }
                self.race_control.status(topic, session, now.at_ms, out);
            }
            FeedTopic::TimingData => {
                self.laps.timing(&message.payload, known, message.part, now);
                self.laps.tell(now, &mut self.entries, out);
                self.tell_timing(cars_of(&message.payload), now, out);
            }
            FeedTopic::TimingAppData => {
                self.laps.stints(cars_of(&message.payload), known);
                self.laps.tell(now, &mut self.entries, out);
                self.tell_timing(cars_of(&message.payload), now, out);
            }
            FeedTopic::RaceControlMessages => {
                let first = out.len();
                self.race_control.messages(topic, session, &self.entries, out);
                for record in out.get(first..).into_iter().flatten() {
                    if let Record::RaceControl(record) = record {
                        self.laps.words(record.message.as_deref().unwrap_or_default());
                    }
                }
                self.laps.tell(now, &mut self.entries, out);
            }
            FeedTopic::TeamRadio => {
                let folder = name(known.topic(FeedTopic::SessionInfo), "Path");
                let folder = folder.map(|folder| format!("{}/{folder}", archive.trim_end_matches('/')));
                self.race_control.radio(topic, folder.as_deref(), session, &self.entries, out);
            }
            FeedTopic::WeatherData => {
                if let Some(record) = weather::record(topic, session.clone(), now.at_ms) {
                    // A snapshot says again what was said; as a change, even the same weather is a new reading.
                    let known = self.weather.take().map(|last| WeatherRecord { date: record.date, ..last });
                    if message.part == Part::Update || known.as_ref() != Some(&record) {
                        out.push(Record::Weather(record.clone()));
                    }
                    self.weather = Some(record);
                }
            }
            FeedTopic::Heartbeat => self.laps.tell(now, &mut self.entries, out),
            FeedTopic::ExtrapolatedClock
            | FeedTopic::LapCount
            | FeedTopic::TimingStats
            | FeedTopic::TopThree
            | FeedTopic::CarData
            | FeedTopic::Position => {}
        }
    }

    /// Takes how far the session has come.
    fn status(&mut self, now: Now) {
        let status = session::status(&self.known);
        if status == self.status {
            return;
        }
        self.status = status;
        match status {
            Some(SessionStatus::Started) => self.laps.started(now),
            Some(SessionStatus::Finalised | SessionStatus::Ends) => self.entries.settle(),
            Some(SessionStatus::Inactive | SessionStatus::Aborted | SessionStatus::Finished) | None => {}
        }
    }

    /// All cars of the timing.
    fn cars(&self) -> Vec<u16> {
        cars_of(self.known.topic(FeedTopic::TimingData))
    }

    /// Tells what changed of some cars.
    fn tell_timing(&mut self, cars: Vec<u16>, now: Now, out: &mut Vec<Record>) {
        let kind = session::kind(&self.known).unwrap_or_default();
        let part = session::part(&self.known);
        for number in cars {
            let Some(driver) = self.entries.code(number, now.at_ms) else { continue };
            let known = CarKnown {
                line: self.known.line(FeedTopic::TimingData, number),
                app: self.known.line(FeedTopic::TimingAppData, number),
                completed: self.laps.completed(number),
            };
            if let Some(record) = self.timing.change(driver, now.at_ms, kind, part, known) {
                out.push(Record::Timing(Box::new(record)));
            }
        }
    }

    fn with_grid(&self, number: u16, entry: &DriverRecord) -> DriverRecord {
        let grid_position = small(self.known.line(FeedTopic::TimingAppData, number), "GridPos");
        DriverRecord { grid_position, ..entry.clone() }
    }

    /// The session, where it has changed.
    fn session_change(
        &mut self,
        message: &Message,
        round: Option<u8>,
        speed: Option<f64>,
        missing: Option<Missing>,
        now: Now,
    ) -> Option<SessionRecord> {
        let n_told = self.session.as_ref().map(|session| session.drivers.len());
        if !says_of_session(message) && n_told == Some(self.entries.iter().count()) {
            return None;
        }
        let mut record = session::record(&self.known, round, now.zero_ms);
        record.speed = speed;
        say_missing(&mut record, missing);
        record.drivers = self.entries.iter().map(|(number, entry)| self.with_grid(number, entry)).collect();
        let has_changed = self.session.as_ref() != Some(&record);
        if has_changed {
            self.session = Some(record.clone());
        }
        has_changed.then_some(record)
    }
}

/// Says what the source lacks.
fn say_missing(record: &mut SessionRecord, missing: Option<Missing>) {
    record.missing = missing.map(|missing| missing.topics.iter().collect());
    record.token = missing.and_then(|missing| missing.token);
}

/// Whether a message may say anything of the session as a whole: most are of the timing and do not.
fn says_of_session(message: &Message) -> bool {
    let has = |key| message.payload.get(key).is_some();
    match message.topic {
        FeedTopic::SessionInfo
        | FeedTopic::DriverList
        | FeedTopic::SessionStatus
        | FeedTopic::SessionData
        | FeedTopic::ExtrapolatedClock
        | FeedTopic::LapCount
        | FeedTopic::TimingAppData
        | FeedTopic::RaceControlMessages => true,
        FeedTopic::TimingData => has("SessionPart") || has("NoEntries") || message.part == Part::Snapshot,
        FeedTopic::TrackStatus
        | FeedTopic::TimingStats
        | FeedTopic::WeatherData
        | FeedTopic::TeamRadio
        | FeedTopic::CarData
        | FeedTopic::Position
        | FeedTopic::Heartbeat
        | FeedTopic::TopThree => false,
    }
}

/// The cars that a message is about.
fn cars_of(payload: &Value) -> Vec<u16> {
    let lines = payload.get("Lines").and_then(Value::as_object).into_iter().flatten();
    lines.filter_map(|(key, _)| car_number(key)).collect()
}
