//! The race at one moment: everything a spectator sees besides the moving cars.
//!
//! The gateway owns one and encodes it; a browser holds the same one, decoded. Every figure is an integer in
//! the quantum in which it travels, so the two are equal or they are not: [`RaceState::digest`].

use std::collections::VecDeque;
use std::sync::Arc;

use crate::ids::CarIndex;
use crate::session::Session;

/// Most events that a race state holds; the oldest goes first.
pub const MAX_EVENTS: usize = 12;

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
}

/// What the track shows everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrackStatus {
    /// Nothing is known.
    #[default]
    Unknown,
    /// Green.
    Clear,
    /// A yellow flag somewhere.
    Yellow,
    /// Double yellow somewhere.
    DoubleYellow,
    /// Safety car.
    SafetyCar,
    /// Virtual safety car.
    VirtualSafetyCar,
    /// Virtual safety car about to end.
    VirtualEnding,
    /// Stopped.
    Red,
    /// The leader has taken the chequered flag.
    Finished,
}

/// Weather at the track.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

/// A row of the board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CarTiming {
    /// Place, from 1; 0 when unknown. Unique among the cars of a session once known.
    pub position: u8,
    /// Place on the grid, from 1; 0 when unknown.
    pub grid: u8,
    /// Lap being driven, from 1; 0 before the race. After the flag: laps completed.
    pub lap: u8,
    /// Behind the leader.
    pub gap: Gap,
    /// Behind the car in the place ahead, in time wherever possible, also for lapped cars.
    pub interval: Gap,
    /// Last lap, ms; 0 when there is none.
    pub last_lap_ms: u32,
    /// Best lap so far, ms; 0 when there is none.
    pub best_lap_ms: u32,
    /// Sectors of the newest lap, ms; a sector not yet driven in this lap holds the last lap's; 0 when unknown.
    pub sectors_ms: [u32; 3],
    /// How many of [`CarTiming::sectors_ms`] are of the lap being driven, 0 to 3.
    pub sectors_current: u8,
    /// Tyre.
    pub compound: Compound,
    /// Laps the tyre has done; [`CarTiming::UNKNOWN_AGE`] when nobody tells.
    pub tyre_age: u8,
    /// Stops in the pits: changes of tyres, or standing at the box. Driving through the lane is none.
    pub pit_stops: u8,
    /// What the car is doing.
    pub status: CarStatus,
}

impl CarTiming {
    /// The age of tyres that nobody tells.
    pub const UNKNOWN_AGE: u8 = 255;
}

/// How far behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gap {
    /// Nothing is known, or it is the leader.
    #[default]
    None,
    /// In time, ms.
    Millis(u32),
    /// In whole laps.
    Laps(u8),
}

/// A tyre's compound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compound {
    /// Not known (the feed says so first and corrects it later).
    #[default]
    Unknown,
    /// Soft.
    Soft,
    /// Medium.
    Medium,
    /// Hard.
    Hard,
    /// Intermediate.
    Intermediate,
    /// Full wet.
    Wet,
}

/// What a car is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CarStatus {
    /// On the track, or about to be.
    #[default]
    Running,
    /// In the pit lane.
    InPit,
    /// Standing on the track; not known to be out yet.
    Stopped,
    /// Out of the race after having driven in it.
    Retired,
    /// In the list, never in the race.
    NotStarted,
    /// Has taken the chequered flag.
    Finished,
}

impl CarStatus {
    /// Whether the car takes no further part: retired or never started.
    pub fn is_out(self) -> bool {
        matches!(self, Self::Retired | Self::NotStarted)
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RaceEvent {
    /// When, source time.
    pub date_ms: i64,
    /// The leader's lap then, from 1; 0 when unknown.
    pub lap: u8,
    /// What.
    pub kind: EventKind,
    /// Whom it is about.
    pub car: Option<CarIndex>,
    /// The other car of a pass.
    pub other: Option<CarIndex>,
    /// A lap time in ms (fastest lap), a new position (pass), or 0.
    pub value: u32,
    /// Race control's own words (ASCII, at most 160); empty for the other kinds, whose words the page makes.
    pub text: String,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A message of race control.
    RaceControl,
    /// The track's status changed to this.
    Track(TrackStatus),
    /// `car` passed `other` on the track and is now in place `value`.
    Pass,
    /// `car` drove the fastest lap of the race, `value` ms.
    FastestLap,
    /// `car` came into the pits.
    PitIn,
    /// `car` is out.
    Out,
    /// `car` took the chequered flag in place `value`.
    Finish,
}

impl RaceState {
    /// The state at the start of a session.
    pub fn new(session: Arc<Session>) -> Self {
        let cars = vec![CarTiming::default(); session.drivers.len()];
        Self { session, status: RaceStatus::default(), cars, events: VecDeque::new(), n_events: 0 }
    }

    /// Adds an event; the oldest gives way when there are [`MAX_EVENTS`].
    pub fn push_event(&mut self, event: RaceEvent) {
        if self.events.len() == MAX_EVENTS {
            self.events.pop_front();
        }
        self.events.push_back(event);
        self.n_events = self.n_events.saturating_add(1);
    }

    /// The cars in order of position; those without one come last, in the order of the table.
    pub fn order(&self) -> Vec<CarIndex> {
        let mut order: Vec<CarIndex> = (0..self.cars.len()).map(|i| CarIndex(i as u8)).collect();
        order.sort_by_key(|car| match self.cars[car.index()].position {
            0 => u16::MAX,
            position => u16::from(position),
        });
        order
    }

    /// A fingerprint of the race as the board shows it, the same for everybody who has seen the same race: the
    /// rows by driver code, the flag and the fastest lap. Neither the order of the drivers' table nor the events
    /// count, since both may depend on when one began to look. 64-bit FNV-1a.
    pub fn digest(&self) -> u64 {
        let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
        let mut rows: Vec<usize> = (0..self.cars.len().min(self.session.drivers.len())).collect();
        rows.sort_by_key(|&i| self.session.drivers[i].code);
        hash.text(self.session.id.as_str());
        for i in rows {
            hash.text(self.session.drivers[i].code.as_str());
            hash.text(&format!("{:?}", self.cars[i]));
        }
        let fastest = self.status.fastest.and_then(|car| self.session.drivers.get(car.index()));
        hash.text(fastest.map_or("", |driver| driver.code.as_str()));
        hash.text(&format!("{:?} {}", self.status.track, self.status.lap));
        hash.0
    }
}

struct Fnv(u64);

impl Fnv {
    fn text(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
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
            let (kind, text) = (EventKind::RaceControl, String::new());
            race.push_event(RaceEvent { date_ms, lap: 0, kind, car: None, other: None, value: 0, text });
        }
        let dates: Vec<i64> = race.events.iter().map(|event| event.date_ms).collect();
        assert_eq!((dates, race.n_events), ((8..20).collect(), 20));
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
