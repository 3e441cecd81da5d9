//! The race at one moment: everything a spectator sees besides the moving cars.
//!
//! The gateway owns one and encodes it; a browser holds the same one, decoded. Every figure is an integer in
//! the quantum in which it travels, so the two are equal or they are not: [`RaceState::digest`].

mod event;
mod row;
mod track_status;

use std::collections::VecDeque;
use std::hash::{Hash as _, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use event::{EventKind, MAX_MESSAGE_BYTES, Message, MessageKind, RaceEvent};
pub use row::{CarStatus, CarTiming, Compound, Gap, MAX_MINIS, MiniSector, MiniSectors};
pub use track_status::TrackStatus;

use crate::few;
use crate::ids::CarIndex;
use crate::session::{Session, SessionStatus, TokenFault};
use crate::topics::TopicSet;

/// Most events that a race state holds; the oldest goes first.
pub const MAX_EVENTS: usize = 12;

/// Most messages that a race state holds; the oldest goes first. All of a session are a log of their own, whose
/// place a message has by [`RaceState::n_messages`].
pub const MAX_MESSAGES: usize = 8;

/// The whole race at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RaceState {
    /// Which race.
    pub session: Arc<Session>,
    /// What holds for all cars.
    pub status: RaceStatus,
    /// One row a driver, in the order of [`Session::drivers`].
    pub cars: Vec<CarTiming>,
    /// The newest events, oldest first, at most [`MAX_EVENTS`].
    pub events: VecDeque<RaceEvent>,
    /// How many events there have been in all.
    pub n_events: u32,
    /// The newest messages, oldest first, at most [`MAX_MESSAGES`].
    pub messages: VecDeque<Arc<Message>>,
    /// How many messages there have been in all.
    pub n_messages: u32,
}

/// What holds for all cars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RaceStatus {
    /// The flag.
    pub track: TrackStatus,
    /// Sectors (marshal) under yellow, a bit each from sector 1; zero when it is not known by sector.
    pub yellow_sectors: u32,
    /// Lap the leader is driving, from 1; 0 before the race.
    pub lap: u8,
    /// When the race began, source time; 0 until it has.
    pub started_ms: i64,
    /// Who holds the fastest lap (its time is that car's best lap).
    pub fastest: Option<CarIndex>,
    /// Weather at the track.
    pub weather: Option<Weather>,
    /// How far the session is; `None` when nobody says.
    pub phase: Option<SessionStatus>,
    /// The session's clock; `None` when nobody says.
    pub clock: Option<SessionClock>,
    /// Part of qualifying, 1 to 3; 0 when unknown.
    pub part: u8,
    /// How many cars go on from the first and the second part of qualifying; 0 when unknown.
    pub cut_off: [u8; 2],
    /// What the source does not give.
    pub missing: Missing,
}

/// What the source of a session does not give at present, as it says itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// The topics to which it has nothing to say.
    pub topics: TopicSet,
    /// Why samples of cars are missing, where it is for want of a subscriber's token.
    pub token: Option<TokenFault>,
}

/// The session's clock at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SessionClock {
    /// The moment, source time.
    pub date_ms: i64,
    /// What remained then, ms.
    pub remaining_ms: u32,
    /// Whether it falls from there on.
    pub is_running: bool,
}

impl SessionClock {
    /// What remains at a moment, ms.
    pub fn remaining_at(&self, date_ms: i64) -> u32 {
        let elapsed = if self.is_running { (date_ms - self.date_ms).max(0) } else { 0 };
        self.remaining_ms.saturating_sub(u32::try_from(elapsed).unwrap_or(u32::MAX))
    }
}

/// Weather at the track.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Weather {
    /// Air, tenths of a degree Celsius.
    pub air_dc: i16,
    /// Track, tenths of a degree Celsius.
    pub track_dc: i16,
    /// Humidity, percent.
    pub humidity_pct: u8,
    /// Wind, tenths of a metre a second.
    pub wind_dms: u16,
    /// Where the wind comes from, degrees from north.
    pub wind_from_deg: u16,
    /// Whether it rains.
    pub rain: bool,
}

impl RaceState {
    /// The state at the start of a session.
    pub fn new(session: Arc<Session>) -> Self {
        let cars = vec![CarTiming::default(); session.drivers.len()];
        Self {
            session,
            status: RaceStatus::default(),
            cars,
            events: VecDeque::new(),
            n_events: 0,
            messages: VecDeque::new(),
            n_messages: 0,
        }
    }

    /// Adds an event; the oldest gives way when there are [`MAX_EVENTS`].
    pub fn push_event(&mut self, event: RaceEvent) {
        if self.events.len() == MAX_EVENTS {
            self.events.pop_front();
        }
        self.events.push_back(event);
        self.n_events = self.n_events.saturating_add(1);
    }

    /// Adds a message; the oldest gives way when there are [`MAX_MESSAGES`].
    pub fn push_message(&mut self, message: Message) {
        if self.messages.len() == MAX_MESSAGES {
            self.messages.pop_front();
        }
        self.messages.push_back(Arc::new(message));
        self.n_messages = self.n_messages.saturating_add(1);
    }

    /// The cars in order of position; those without one come last, in the order of the table.
    pub fn order(&self) -> Vec<CarIndex> {
        let mut order: Vec<CarIndex> = (0..self.cars.len()).map(|i| CarIndex(i as u8)).collect();
        few::sort_by_key(&mut order, |car| match self.cars[car.index()].position {
            0 => u16::MAX,
            position => u16::from(position),
        });
        order
    }

    /// A fingerprint of the race as the board shows it, the same for everybody who has seen the same race: the
    /// rows by driver code, the flag and the fastest lap. Neither the order of the drivers' table nor the events nor
    /// the mini-sectors count, since they may depend on when one began to look, and how often: where the timing tells
    /// none, mini-sectors are of passages, which are looked at as records come. 64-bit FNV-1a.
    pub fn digest(&self) -> u64 {
        let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
        let mut rows: Vec<usize> = (0..self.cars.len().min(self.session.drivers.len())).collect();
        few::sort_by_key(&mut rows, |&i| self.session.drivers[i].code);
        hash.text(self.session.id.as_str());
        for i in rows {
            hash.text(self.session.drivers[i].code.as_str());
            CarTiming { minis: <[MiniSectors; 3]>::default(), ..self.cars[i] }.hash(&mut hash);
        }
        let fastest = self.status.fastest.and_then(|car| self.session.drivers.get(car.index()));
        hash.text(fastest.map_or("", |driver| driver.code.as_str()));
        (self.status.track, self.status.lap).hash(&mut hash);
        hash.finish()
    }
}

struct Fnv(u64);

impl Fnv {
    fn text(&mut self, text: &str) {
        self.write(text.as_bytes());
        self.write(&[0]);
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    // A browser's are half as wide as a server's.
    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_isize(&mut self, number: isize) {
        self.write_i64(number as i64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{DriverCode, SessionId};
    use crate::session::Driver;

    fn race(codes: &[&str]) -> RaceState {
        let driver = |code: &&str| Driver {
            number: 0,
            code: DriverCode::parse(code).unwrap(),
            name: String::new(),
            team: String::new(),
            colour: None,
        };
        let mut session = Session::unknown(SessionId::parse("test").unwrap());
        session.drivers = codes.iter().map(driver).collect();
        RaceState::new(Arc::new(session))
    }

    #[test]
    fn the_order_is_by_position_and_cars_without_one_come_last_as_in_the_table() {
        let mut race = race(&["AAA", "BBB", "CCC", "DDD"]);
        for (car, position) in race.cars.iter_mut().zip([0, 2, 0, 1]) {
            car.position = position;
        }
        assert_eq!(race.order(), [3, 1, 0, 2].map(CarIndex));
    }

    #[test]
    fn the_oldest_event_gives_way_and_all_are_counted() {
        let mut race = race(&[]);
        for date_ms in 0..20 {
            race.push_event(RaceEvent {
                date_ms,
                lap: 0,
                kind: EventKind::Pass,
                car: None,
                other: None,
                value: 0,
            });
            let (kind, text) = (MessageKind::RaceControl, String::new());
            race.push_message(Message { date_ms, lap: 0, kind, car: None, text });
        }
        let dates: Vec<i64> = race.events.iter().map(|event| event.date_ms).collect();
        assert_eq!((dates, race.n_events), ((8..20).collect(), 20));
        let dates: Vec<i64> = race.messages.iter().map(|message| message.date_ms).collect();
        assert_eq!((dates, race.n_messages), ((12..20).collect(), 20));
    }

    #[test]
    fn a_clock_falls_while_it_runs_and_never_below_zero() {
        let clock = SessionClock { date_ms: 1_000, remaining_ms: 5_000, is_running: true };
        assert_eq!(
            [0, 1_000, 3_000, i64::MAX].map(|date| clock.remaining_at(date)),
            [5_000, 5_000, 3_000, 0]
        );
        let stands = SessionClock { is_running: false, ..clock };
        assert_eq!(stands.remaining_at(9_000), 5_000);
    }

    #[test]
    fn the_digest_is_of_the_board_not_of_the_table_nor_of_the_events() {
        let (mut one, mut other) = (race(&["AAA", "BBB"]), race(&["BBB", "AAA"]));
        (one.cars[0].position, other.cars[1].position) = (1, 1);
        (one.status.fastest, other.status.fastest) = (Some(CarIndex(0)), Some(CarIndex(1)));
        other.n_events = 7;
        assert_eq!(one.digest(), other.digest());
        let before = one.digest();
        one.cars[1].gap = Gap::Millis(1);
        assert_ne!(one.digest(), before);
        one.cars[1].gap = Gap::None;
        assert_eq!(one.digest(), before);
        one.status.track = TrackStatus::Red;
        assert_ne!(one.digest(), before);
    }
}
