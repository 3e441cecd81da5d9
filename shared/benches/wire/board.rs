//! What the race state costs on top of telemetry: recorded laps, and a board made up between their ends.
//!
//! Laps, sectors, drivers and circuit are recorded, and so are race control's messages, the track's status, tyres, stops
//! and grid, each at its own date ([`crate::archive`]); the race's timing itself is in no archive. A lap has 24 timing points, that
//! its car passes evenly, about one each 4 s; each pass publishes the car's gap to whoever was there first and its
//! interval to whoever was there last, and the order of all cars by points passed. Points 8, 16 and 24 end sectors.
//! Each point ends a mini-sector, how it was driven is drawn by lot.
//! Each change of order is a pass among the events. The outline has 150 points, evenly spaced.
//! Measured: the race encoded with these states, less the same with an empty state.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use gridcast_shared::ids::{CarIndex, DriverCode, SessionId};
use gridcast_shared::race::{
    CarTiming, EventKind, Gap, Message, MessageKind, MiniSector, MiniSectors, RaceEvent, RaceState,
};
use gridcast_shared::session::{Circuit, Driver, Point, Session};
use gridcast_shared::topics::{LapRecord, Record, Topic};
use serde_json::Value;

use crate::archive::{Told, lines, told};
use crate::recording::data;

/// Timing points a lap.
const POINTS: u32 = 24;
/// Points of the outline.
const OUTLINE: usize = 150;

/// A board that is played up to any date.
pub(crate) struct Board {
    state: RaceState,
    passes: std::iter::Peekable<std::vec::IntoIter<Pass>>,
    told: std::iter::Peekable<std::vec::IntoIter<(i64, Told)>>,
    /// Who passed a point first, and who last.
    seen: HashMap<u32, (i64, i64)>,
    /// Points passed, and when the last one was.
    progress: Vec<(u32, i64)>,
}

/// How a mini-sector was driven, by lot, with shares as in recorded races: nothing of it can be guessed.
fn mini(car: u32, point: u32) -> MiniSector {
    let lot =
        (car.wrapping_mul(0x9e37_79b9) ^ point.wrapping_mul(0x85eb_ca6b)).wrapping_mul(0xc2b2_ae35) >> 16;
    match lot % 100 {
        0..70 => MiniSector::Driven,
        70..97 => MiniSector::Own,
        _ => MiniSector::BestOfAll,
    }
}

struct Pass {
    date_ms: i64,
    car: usize,
    point: u32,
    lap: Arc<LapRecord>,
}

impl Board {
    /// Reads what was recorded of the race around its telemetry.
    pub(crate) fn load() -> Option<Self> {
        let read = |path: &str| std::fs::read_to_string(data(path)).ok();
        let session = session(
            &read("static/2025_australia_race/DriverList.jsonStream")?,
            &read("circuits/10-2023.json")?,
        );
        let passes = passes(&read("laps/2025_australia_race.jsonl")?, &session);
        Some(Self {
            progress: vec![(0, 0); session.drivers.len()],
            state: RaceState::new(Arc::new(session)),
            passes: passes.into_iter().peekable(),
            told: told()?.into_iter().peekable(),
            seen: HashMap::new(),
        })
    }

    /// The state at a date; dates only go forward.
    pub(crate) fn at(&mut self, date_ms: i64) -> &RaceState {
        while let Some((date_ms, told)) = self.told.next_if(|told| told.0 <= date_ms) {
            self.hear(date_ms, told);
        }
        while let Some(pass) = self.passes.next_if(|pass| pass.date_ms <= date_ms) {
            self.pass(&pass);
        }
        &self.state
    }

    fn hear(&mut self, date_ms: i64, told: Told) {
        match told {
            Told::Message(text) => self.say(date_ms, text),
            Told::Track(status) => {
                self.state.status.track = status;
                self.event(date_ms, EventKind::Track(status), None, None);
            }
            Told::Lap(lap) => self.state.status.lap = lap,
            Told::Car(number, told) => {
                let is_it = |driver: &Driver| driver.number.to_string() == number;
                let car = self.state.session.drivers.iter().position(is_it);
                let Some(row) = car.and_then(|car| self.state.cars.get_mut(car)) else { return };
                row.grid = told.grid;
                row.compound = told.compound;
                row.tyre_age = told.tyre_age;
                row.pit_stops = told.pit_stops;
            }
        }
    }

    fn say(&mut self, date_ms: i64, text: String) {
        let (kind, lap) = (MessageKind::RaceControl, self.state.status.lap);
        self.state.push_message(Message { date_ms, lap, kind, car: None, text });
    }

    fn event(&mut self, date_ms: i64, kind: EventKind, car: Option<usize>, other: Option<usize>) {
        let index = |car: usize| CarIndex(car as u8);
        let value = car.map_or(0, |car| match kind {
            EventKind::FastestLap => self.state.cars[car].best_lap_ms,
            _ => self.state.cars[car].position.into(),
        });
        let (car, other, lap) = (car.map(index), other.map(index), self.state.status.lap);
        self.state.push_event(RaceEvent { date_ms, lap, kind, car, other, value });
    }

    fn pass(&mut self, pass: &Pass) {
        let (first, last) = self.seen.get(&pass.point).copied().unwrap_or((pass.date_ms, pass.date_ms));
        self.seen.insert(pass.point, (first, pass.date_ms));
        let leader = self.progress.iter().map(|progress| progress.0).max().unwrap_or(0);
        let behind = leader.saturating_sub(pass.point) / POINTS;
        let row = &mut self.state.cars[pass.car];
        let time = |since: i64| (since != pass.date_ms).then(|| Gap::Millis((pass.date_ms - since) as u32));
        row.gap = if behind > 0 { Gap::Laps(behind as u8) } else { time(first).unwrap_or_default() };
        row.interval = time(last).unwrap_or_default();
        let (lap, done) = ((pass.point - 1) / POINTS, (pass.point - 1) % POINTS + 1);
        let mini = |point| {
            if point < done { mini(pass.car as u32, lap * POINTS + point) } else { MiniSector::Ahead }
        };
        row.minis =
            [0, 1, 2].map(|sector| MiniSectors::new((0..POINTS / 3).map(|i| mini(sector * POINTS / 3 + i))));
        self.sector(pass);
        self.progress[pass.car] = (pass.point, pass.date_ms);
        self.order(pass.date_ms);
    }

    fn sector(&mut self, pass: &Pass) {
        let lap = &*pass.lap;
        let row = &mut self.state.cars[pass.car];
        row.lap = lap.lap_number as u8;
        let on_lap = (pass.point - 1) % POINTS + 1;
        let sectors = [lap.sector1_time, lap.sector2_time, lap.sector3_time];
        if on_lap.is_multiple_of(POINTS / 3) {
            let sector = (on_lap / (POINTS / 3) - 1) as usize;
            row.sectors_ms[sector] = sectors[sector].unwrap_or(0) as u32;
            row.sectors_current = sector as u8 + 1;
        }
        if on_lap != POINTS {
            return;
        }
        row.sectors_current = 0;
        row.last_lap_ms = lap.lap_time.unwrap_or(0) as u32;
        if row.last_lap_ms > 0 && (row.best_lap_ms == 0 || row.last_lap_ms < row.best_lap_ms) {
            row.best_lap_ms = row.last_lap_ms;
            let best = |car: &CarTiming| (car.best_lap_ms > 0).then_some(car.best_lap_ms);
            if self.state.cars.iter().filter_map(best).min() == best(&self.state.cars[pass.car]) {
                self.state.status.fastest = Some(CarIndex(pass.car as u8));
                self.event(pass.date_ms, EventKind::FastestLap, Some(pass.car), None);
            }
        }
    }

    fn order(&mut self, date_ms: i64) {
        let mut order: Vec<usize> = (0..self.progress.len()).collect();
        order.sort_by_key(|&car| (u32::MAX - self.progress[car].0, self.progress[car].1));
        for (place, &car) in order.iter().enumerate() {
            let place = place as u8 + 1;
            let before = std::mem::replace(&mut self.state.cars[car].position, place);
            if place < before && self.progress[car].0 > POINTS {
                let other = order.get(usize::from(place)).copied();
                self.event(date_ms, EventKind::Pass, Some(car), other);
            }
        }
    }
}

fn passes(laps: &str, session: &Session) -> Vec<Pass> {
    let mut passes = Vec::new();
    for line in laps.lines() {
        let Ok(Record::Lap(lap)) = Record::parse(Topic::Laps, line.as_bytes()) else { continue };
        let Some(car) = session.drivers.iter().position(|driver| driver.code == lap.driver) else { continue };
        let (Some(start), Some(end)) = (lap.lap_start_date, lap.end_date_ms()) else { continue };
        let lap = Arc::new(*lap);
        for i in 1..=POINTS {
            let date_ms = start + (end - start) * i64::from(i) / i64::from(POINTS);
            let point = (lap.lap_number as u32 - 1) * POINTS + i;
            passes.push(Pass { date_ms, car, point, lap: Arc::clone(&lap) });
        }
    }
    passes.sort_by_key(|pass| pass.date_ms);
    passes
}

fn session(drivers: &str, circuit: &str) -> Session {
    let (_, list) = lines(drivers).next().expect("a list of drivers");
    let list: BTreeMap<String, Value> = serde_json::from_value(list).expect("drivers by number");
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let driver = |driver: &Value| {
        Some(Driver {
            number: text(&driver["RacingNumber"]).parse().ok()?,
            code: DriverCode::parse(driver["Tla"].as_str()?).ok()?,
            name: format!("{} {}", text(&driver["FirstName"]), text(&driver["LastName"])),
            team: text(&driver["TeamName"]),
            colour: u32::from_str_radix(driver["TeamColour"].as_str()?, 16).ok(),
        })
    };
    let map: Value = serde_json::from_str(circuit).expect("a circuit");
    let numbers = |axis: &str| -> Vec<f64> {
        map[axis].as_array().expect("an axis").iter().filter_map(Value::as_f64).collect()
    };
    let corner = |corner: &Value| {
        let at = &corner["trackPosition"];
        Some(Point { x: at["x"].as_f64()? as i32, y: at["y"].as_f64()? as i32 })
    };
    let outline = evenly(&numbers("x"), &numbers("y"));
    Session {
        season: 2025,
        round: 1,
        event: "Australian Grand Prix".to_owned(),
        scheduled_laps: 57,
        utc_offset_min: Some(660),
        drivers: list.values().filter_map(driver).collect(),
        circuit: Circuit {
            name: "Albert Park".to_owned(),
            length_m: 5278,
            pit_lane: outline.iter().step_by(4).take(12).copied().collect(),
            outline,
            corners: map["corners"].as_array().expect("corners").iter().filter_map(corner).collect(),
            sector_ends: None,
        },
        ..Session::unknown(SessionId::parse("2025-01-race").expect("an id"))
    }
}

/// [`OUTLINE`] points at even distances along a closed line.
fn evenly(xs: &[f64], ys: &[f64]) -> Vec<Point> {
    let n = xs.len();
    let at = |i: usize| (xs[i % n], ys[i % n]);
    let mut along = vec![0.0];
    for i in 0..n {
        let ((ax, ay), (bx, by)) = (at(i), at(i + 1));
        along.push(along[i] + (bx - ax).hypot(by - ay));
    }
    let total = along[n];
    let point = |k: usize| {
        let wanted = total * k as f64 / OUTLINE as f64;
        let i = along.partition_point(|&d| d <= wanted) - 1;
        let part = (wanted - along[i]) / (along[i + 1] - along[i]).max(1e-9);
        let ((ax, ay), (bx, by)) = (at(i), at(i + 1));
        Point { x: (ax + (bx - ax) * part).round() as i32, y: (ay + (by - ay) * part).round() as i32 }
    };
    (0..OUTLINE).map(point).collect()
}
