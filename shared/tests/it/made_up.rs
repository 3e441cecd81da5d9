//! Made-up races: the same from the same seed, with everything that the wire can carry.

use std::sync::Arc;

use gridcast_shared::ids::{CarIndex, DriverCode, SessionId};
use gridcast_shared::race::{
    CarStatus, CarTiming, Compound, EventKind, Gap, Message, MessageKind, MiniSector, MiniSectors, Missing,
    RaceEvent, RaceState, RaceStatus, SessionClock, TrackStatus, Weather,
};
use gridcast_shared::session::{Circuit, Driver, Point, Session, SessionKind, SessionStatus, TokenFault};
use gridcast_shared::telemetry::{CarData, Halves, Position, Sample};
use gridcast_shared::topics::TopicSet;

/// Midnight of 1 March 2026, the start of a chunk.
pub(crate) const START_MS: i64 = 1_772_323_200_000;

/// A generator of numbers (`SplitMix64`).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    /// A number below `n`.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    /// Whether something happens that happens once in `n` times.
    pub(crate) fn once_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

fn circuit(numbers: &mut Numbers, n_points: usize) -> Circuit {
    let point = |i: usize, radius: f64| {
        let angle = i as f64 / n_points as f64 * std::f64::consts::TAU;
        let radius = radius * (1.0 + 0.3 * (3.0 * angle).sin());
        Point { x: (radius * angle.cos()) as i32, y: (radius * angle.sin()) as i32 }
    };
    Circuit {
        name: "Long Meadow".into(),
        length_m: 5_000 + numbers.below(500) as u16,
        outline: (0..n_points).map(|i| point(i, 8_000.0)).collect(),
        pit_lane: (0..n_points / 10).map(|i| point(i, 7_900.0)).collect(),
        corners: (0..14).map(|i| point(i * n_points / 14, 8_000.0)).collect(),
        sector_ends: n_points.is_multiple_of(2).then_some([2_950, 7_100]),
    }
}

/// A session with this many drivers.
pub(crate) fn session(numbers: &mut Numbers, n_drivers: usize) -> Session {
    const NAMES: [(&str, &str); 6] = [
        ("Ada Quill", "QUI"),
        ("Bo Zä", "BOZ"),
        ("Cyrus van den Oak", "OAK"),
        ("D'Arcy Fernández", "FER"),
        ("", "241"),
        ("李 雷", "X"),
    ];
    let driver = |i: usize| {
        let (name, code) = NAMES[i % NAMES.len()];
        Driver {
            number: (i * 7 + 1) as u8,
            code: DriverCode::parse(code).unwrap(),
            name: name.to_owned(),
            team: ["Heron", "Kite Racing", ""][i / 2 % 3].to_owned(),
            colour: (i / 2 % 3 != 2).then_some(0x0012_3456 * (i as u32 / 2 % 3 + 1)),
        }
    };
    Session {
        id: SessionId::parse("2026-00-made-up").unwrap(),
        kind: SessionKind::Sprint,
        season: 2026,
        round: 25,
        event: "Grand Prix of Nowhere".into(),
        scheduled_laps: 57,
        utc_offset_min: Some(-150),
        simulated: true,
        rate_pct: 2000,
        drivers: (0..n_drivers).map(driver).collect(),
        circuit: circuit(numbers, 150),
    }
}

fn gap(numbers: &mut Numbers, range: u64) -> Gap {
    match numbers.below(8) {
        0 => Gap::None,
        1 => Gap::Laps(1 + numbers.below(3) as u8),
        _ => Gap::Millis(numbers.below(range) as u32),
    }
}

fn row(numbers: &mut Numbers, place: usize) -> CarTiming {
    CarTiming {
        position: place as u8,
        grid: numbers.below(21) as u8,
        lap: numbers.below(58) as u8,
        gap: gap(numbers, 90_000),
        interval: gap(numbers, 9_000),
        last_lap_ms: 80_000 + numbers.below(9_000) as u32,
        last_lap_deleted: numbers.once_in(8),
        best_lap_ms: 80_000 + numbers.below(2_000) as u32,
        best_by_part_ms: [0; 3]
            .map(|_| if numbers.once_in(3) { 0 } else { 80_000 + numbers.below(2_000) as u32 }),
        minis: [6, 9, 5].map(|n| minis(numbers, n)),
        sectors_ms: [27_000, 18_000, 35_000].map(|ms| ms + numbers.below(500) as u32),
        sectors_current: numbers.below(4) as u8,
        compound: [Compound::Soft, Compound::Hard, Compound::Unknown, Compound::Wet]
            [numbers.below(4) as usize],
        tyre_age: numbers.below(30) as u8,
        pit_stops: numbers.below(4) as u8,
        status: [CarStatus::Running, CarStatus::InPit, CarStatus::KnockedOut, CarStatus::Finished]
            [numbers.below(4) as usize],
    }
}

fn event(numbers: &mut Numbers, date_ms: i64, n_cars: u64) -> RaceEvent {
    let kinds = [
        EventKind::Track(TrackStatus::VirtualEnding),
        EventKind::Pass,
        EventKind::FastestLap,
        EventKind::PitIn,
        EventKind::Out,
        EventKind::Finish,
    ];
    let kind = kinds[numbers.below(6) as usize];
    let car = (n_cars > 0).then(|| CarIndex(numbers.below(n_cars.max(1)) as u8));
    RaceEvent {
        date_ms: date_ms - numbers.below(3_000) as i64,
        lap: numbers.below(58) as u8,
        kind,
        car,
        other: car.filter(|_| kind == EventKind::Pass),
        value: if kind == EventKind::FastestLap { 80_123 } else { numbers.below(20) as u32 },
    }
}

/// A sector that is driven up to somewhere.
fn minis(numbers: &mut Numbers, n: usize) -> MiniSectors {
    const DRIVEN: [MiniSector; 4] =
        [MiniSector::Driven, MiniSector::Own, MiniSector::BestOfAll, MiniSector::Pit];
    let n_driven = numbers.below(n as u64 + 1) as usize;
    MiniSectors::new(
        (0..n).map(|i| if i < n_driven { DRIVEN[numbers.below(4) as usize] } else { MiniSector::Ahead }),
    )
}

fn message(numbers: &mut Numbers, date_ms: i64, n_cars: u64) -> Message {
    let car = (n_cars > 0).then(|| CarIndex(numbers.below(n_cars.max(1)) as u8));
    let (kind, text) = match numbers.below(8) {
        0 => (MessageKind::TeamRadio, format!("https://example.org/radio/{}.mp3", numbers.below(90))),
        1 => (MessageKind::RaceControl, "RÄIKKÖNEN – 車 ".repeat(numbers.below(80) as usize)),
        _ => (MessageKind::RaceControl, format!("YELLOW IN TRACK SECTOR {}", numbers.below(20))),
    };
    Message { date_ms: date_ms - numbers.below(3_000) as i64, lap: numbers.below(58) as u8, kind, car, text }
}

/// A state in the midst of a race.
pub(crate) fn state(numbers: &mut Numbers, n_drivers: usize, date_ms: i64) -> RaceState {
    let mut state = RaceState::new(Arc::new(session(numbers, n_drivers)));
    state.status = RaceStatus {
        track: TrackStatus::DoubleYellow,
        yellow_sectors: 0b101,
        lap: 12,
        started_ms: date_ms - 1_000_000,
        fastest: (n_drivers > 0).then_some(CarIndex(0)),
        weather: Some(Weather {
            air_dc: -12,
            track_dc: 305,
            humidity_pct: 71,
            wind_dms: 23,
            wind_from_deg: 270,
            rain: true,
        }),
        phase: Some(SessionStatus::Aborted),
        clock: Some(SessionClock { date_ms: date_ms - 4_000, remaining_ms: 754_000, is_running: false }),
        part: 2,
        cut_off: [15, 10],
        missing: Missing { topics: TopicSet::from_bits(0b10_0001), token: Some(TokenFault::Ended) },
    };
    for (i, car) in state.cars.iter_mut().enumerate() {
        *car = row(numbers, i + 1);
    }
    for _ in 0..numbers.below(20) {
        state.push_event(event(numbers, date_ms, n_drivers as u64));
    }
    for _ in 0..numbers.below(12) {
        state.push_message(message(numbers, date_ms, n_drivers as u64));
    }
    state
}

/// Lets something happen to a state.
pub(crate) fn change(numbers: &mut Numbers, state: &mut RaceState, date_ms: i64) {
    let n_cars = state.cars.len() as u64;
    match numbers.below(12) {
        0 if n_cars > 1 => {
            let i = numbers.below(n_cars - 1) as usize;
            let place = state.cars[i].position;
            state.cars[i].position = state.cars[i + 1].position;
            state.cars[i + 1].position = place;
        }
        1 => state.status.lap = state.status.lap.wrapping_add(1),
        2 => state.status.track = TrackStatus::Clear,
        3 => state.status.weather = None,
        4 => state.push_event(event(numbers, date_ms, n_cars)),
        5 if numbers.once_in(4) => {
            let session = Arc::make_mut(&mut state.session);
            session.scheduled_laps = session.scheduled_laps.wrapping_add(1);
        }
        6 => state.push_message(message(numbers, date_ms, n_cars)),
        7 => state.status.phase = [None, Some(SessionStatus::Started)][numbers.below(2) as usize],
        8 => {
            let remaining_ms = numbers.below(3_600_000) as u32;
            let clock = SessionClock { date_ms, remaining_ms, is_running: numbers.once_in(2) };
            state.status.clock = (!numbers.once_in(4)).then_some(clock);
        }
        9 if n_cars > 0 => {
            let car = &mut state.cars[numbers.below(n_cars) as usize];
            car.minis[numbers.below(3) as usize] = minis(numbers, 7);
            car.best_by_part_ms[numbers.below(3) as usize] = 79_000;
        }
        10 if numbers.once_in(2) => {
            let token =
                [None, Some(TokenFault::Absent), Some(TokenFault::Refused)][numbers.below(3) as usize];
            state.status.missing = Missing { topics: TopicSet::from_bits(numbers.below(64) as u8), token };
        }
        _ if n_cars > 0 => {
            let i = numbers.below(n_cars) as usize;
            let position = state.cars[i].position;
            state.cars[i] = CarTiming { position, ..row(numbers, 0) };
        }
        _ => {}
    }
}

/// What a car does that goes round in a circle, with some noise; both halves.
pub(crate) fn sample(numbers: &mut Numbers, date_ms: i64, car: u8) -> Sample {
    let angle = (date_ms - START_MS) as f64 / 14_000.0 - f64::from(car) / 10.0;
    let noise = |numbers: &mut Numbers| numbers.below(7) as i32 - 3;
    Sample {
        date_ms,
        car: CarIndex(car),
        measured: Halves::BOTH,
        car_data: Some(CarData {
            speed_kmh: (220.0 + 90.0 * (3.0 * angle).sin()) as u16,
            throttle_pct: (52.0 + 52.0 * (3.0 * angle).sin()) as u8,
            rpm_steps: 200 + numbers.below(9) as u16,
            gear: (4.0 + 3.0 * (3.0 * angle).sin()) as u8,
            brake: (3.0 * angle).sin() < -0.5,
            drs_open: (3.0 * angle).sin() > 0.9,
            lap: (1 + (date_ms - START_MS) / 88_000) as u8,
        }),
        position: Some(Position {
            x: (8_000.0 * angle.cos()) as i32 + noise(numbers),
            y: (8_000.0 * angle.sin()) as i32 + noise(numbers),
            z: (100.0 * angle.sin()) as i32,
        }),
    }
}
