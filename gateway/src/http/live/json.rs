//! The present state as the JSON document that `/api/live` is.

use gridcast_shared::ids::{CarIndex, DriverCode, SessionId};
use gridcast_shared::intervals::LapIntervals;
use gridcast_shared::race::{CarStatus, CarTiming, Compound, Gap, RaceState};
use gridcast_shared::recording::{EventEntry, MessageEntry};
use gridcast_shared::session::{Driver, SessionKind, SessionStatus, TokenFault};
use gridcast_shared::topics::Topic;
use serde::Serialize;

use crate::hub::{Snapshot, SourceState};
use crate::race::{Log, event_entry, message_entry};

/// The whole document. Names in camelCase; what is not known is null or left out.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LiveJson {
    source: &'static str,
    /// Source time of the newest sample, UTC ms.
    date_ms: Option<i64>,
    session: Option<SessionJson>,
    status: Option<StatusJson>,
    /// In order of position.
    cars: Vec<CarJson>,
    /// Newest last.
    events: Vec<EventEntry>,
    /// Equal for everybody who has seen the same race, hexadecimal.
    digest: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SessionJson {
    id: SessionId,
    kind: SessionKind,
    season: Option<u16>,
    round: Option<u8>,
    event: Option<String>,
    circuit: Option<String>,
    circuit_length_m: Option<u16>,
    scheduled_laps: Option<u8>,
    utc_offset_minutes: Option<i16>,
    simulated: bool,
    /// Pace of its clock: 1 is live.
    speed: f64,
    /// Whether the circuit's outline is known.
    has_outline: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct StatusJson {
    track: &'static str,
    yellow_sectors: Vec<u8>,
    lap: u8,
    started_ms: Option<i64>,
    fastest: Option<DriverCode>,
    weather: Option<WeatherJson>,
    /// How far the session is, in the feed's words.
    phase: Option<SessionStatus>,
    clock: Option<ClockJson>,
    /// Part of qualifying.
    part: Option<u8>,
    /// How many cars go on from the parts of qualifying.
    cut_off: Option<[u8; 2]>,
    /// Topics to which the source has nothing to say.
    missing: Vec<Topic>,
    /// Why samples of cars are missing, where it is for want of a subscriber's token.
    token: Option<TokenFault>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ClockJson {
    /// What remained at `date_ms`.
    remaining_ms: u32,
    date_ms: i64,
    running: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct WeatherJson {
    air_c: f64,
    track_c: f64,
    humidity_pct: u8,
    wind_ms: f64,
    wind_from_deg: u16,
    rain: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CarJson {
    position: Option<u8>,
    driver: DriverCode,
    number: Option<u8>,
    name: Option<String>,
    team: Option<String>,
    colour: Option<String>,
    grid: Option<u8>,
    lap: u8,
    status: &'static str,
    gap: Option<GapJson>,
    interval: Option<GapJson>,
    /// To the car ahead, at the ends of the last laps behind that car; oldest first, ten at most.
    lap_intervals_ms: Vec<u32>,
    last_lap_ms: Option<u32>,
    last_lap_deleted: bool,
    best_lap_ms: Option<u32>,
    /// By part of qualifying; left out elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    best_by_part_ms: Option<[Option<u32>; 3]>,
    sectors_ms: [Option<u32>; 3],
    /// How many of the sectors are of the lap being driven.
    sectors_current: u8,
    compound: Option<Compound>,
    /// Laps; null when unknown.
    tyre_age: Option<u8>,
    pit_stops: u8,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
enum GapJson {
    Ms(u32),
    Laps(u8),
}

/// All that was said, oldest first.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MessagesJson {
    session: Option<SessionId>,
    /// How many there were in all: the newest's number.
    n_messages: u32,
    messages: Vec<MessageEntry>,
}

impl From<&Snapshot> for MessagesJson {
    fn from(snapshot: &Snapshot) -> Self {
        let race = snapshot.race.as_deref();
        Self {
            session: race.map(|race| race.session.id.clone()),
            n_messages: race.map_or(0, |race| race.n_messages),
            messages: race.map(|race| messages(race, &snapshot.log)).unwrap_or_default(),
        }
    }
}

impl From<&Snapshot> for LiveJson {
    fn from(snapshot: &Snapshot) -> Self {
        let race = snapshot.race.as_deref();
        Self {
            source: match snapshot.source {
                SourceState::Away => "away",
                SourceState::Backlog => "backlog",
                SourceState::Following => "following",
                SourceState::Incomplete(_) => "incomplete",
                SourceState::Ended => "ended",
            },
            date_ms: known(snapshot.date_ms),
            session: race.map(session),
            status: race.map(status),
            cars: race.map(|race| cars(race, &snapshot.intervals)).unwrap_or_default(),
            events: race.map(events).unwrap_or_default(),
            digest: race.map(|race| format!("{:016x}", race.digest())),
        }
    }
}

fn session(race: &RaceState) -> SessionJson {
    let session = &race.session;
    SessionJson {
        id: session.id.clone(),
        kind: session.kind,
        season: known(session.season),
        round: known(session.round),
        event: text(&session.event),
        circuit: text(&session.circuit.name),
        circuit_length_m: known(session.circuit.length_m),
        scheduled_laps: known(session.scheduled_laps),
        utc_offset_minutes: session.utc_offset_min,
        simulated: session.simulated,
        speed: f64::from(session.rate_pct) / 100.0,
        has_outline: !session.circuit.outline.is_empty(),
    }
}

fn status(race: &RaceState) -> StatusJson {
    let status = &race.status;
    StatusJson {
        track: status.track.word(),
        yellow_sectors: (0..32).filter(|i| status.yellow_sectors >> i & 1 == 1).map(|i| i + 1).collect(),
        lap: status.lap,
        started_ms: known(status.started_ms),
        fastest: code(race, status.fastest),
        weather: status.weather.map(|weather| WeatherJson {
            air_c: f64::from(weather.air_dc) / 10.0,
            track_c: f64::from(weather.track_dc) / 10.0,
            humidity_pct: weather.humidity_pct,
            wind_ms: f64::from(weather.wind_dms) / 10.0,
            wind_from_deg: weather.wind_from_deg,
            rain: weather.rain,
        }),
        phase: status.phase,
        clock: status.clock.map(|clock| ClockJson {
            remaining_ms: clock.remaining_ms,
            date_ms: clock.date_ms,
            running: clock.is_running,
        }),
        part: known(status.part),
        cut_off: known(status.cut_off),
        missing: status.missing.topics.iter().collect(),
        token: status.missing.token,
    }
}

fn cars(race: &RaceState, intervals: &LapIntervals) -> Vec<CarJson> {
    let order = race.order();
    let rows = order.iter().filter_map(|&index| {
        let (driver, timing) = (race.session.drivers.get(index.index())?, race.cars.get(index.index())?);
        Some(car(driver, timing, intervals.of(index)))
    });
    rows.collect()
}

fn car(driver: &Driver, timing: &CarTiming, lap_intervals_ms: &[u32]) -> CarJson {
    CarJson {
        position: known(timing.position),
        driver: driver.code,
        number: known(driver.number),
        name: text(&driver.name),
        team: text(&driver.team),
        colour: driver.colour.map(|colour| format!("{colour:06X}")),
        grid: known(timing.grid),
        lap: timing.lap,
        status: match timing.status {
            CarStatus::Running => "running",
            CarStatus::InPit => "inPit",
            CarStatus::Stopped => "stopped",
            CarStatus::Retired => "retired",
            CarStatus::NotStarted => "notStarted",
            CarStatus::Finished => "finished",
            CarStatus::KnockedOut => "knockedOut",
        },
        gap: gap(timing.gap),
        interval: gap(timing.interval),
        lap_intervals_ms: lap_intervals_ms.to_vec(),
        last_lap_ms: known(timing.last_lap_ms),
        last_lap_deleted: timing.last_lap_deleted,
        best_lap_ms: known(timing.best_lap_ms),
        best_by_part_ms: known(timing.best_by_part_ms).map(|parts| parts.map(known)),
        sectors_ms: timing.sectors_ms.map(known),
        sectors_current: timing.sectors_current,
        compound: Some(timing.compound).filter(|&compound| compound != Compound::Unknown),
        tyre_age: (timing.tyre_age != CarTiming::UNKNOWN_AGE).then_some(timing.tyre_age),
        pit_stops: timing.pit_stops,
    }
}

fn events(race: &RaceState) -> Vec<EventEntry> {
    race.events.iter().map(|event| event_entry(race, event)).collect()
}

fn messages(race: &RaceState, log: &Log) -> Vec<MessageEntry> {
    log.iter().map(|message| message_entry(race, message)).collect()
}

fn gap(gap: Gap) -> Option<GapJson> {
    match gap {
        Gap::None => None,
        Gap::Millis(ms) => Some(GapJson::Ms(ms)),
        Gap::Laps(laps) => Some(GapJson::Laps(laps)),
    }
}

fn code(race: &RaceState, car: Option<CarIndex>) -> Option<DriverCode> {
    race.session.drivers.get(car?.index()).map(|driver| driver.code)
}

/// The domain says "unknown" by zero; JSON says it by null.
fn known<T: Default + PartialEq>(value: T) -> Option<T> {
    Some(value).filter(|value| *value != T::default())
}

fn text(value: &str) -> Option<String> {
    known(value.to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gridcast_shared::session::Session;

    use super::*;

    fn snapshot() -> Snapshot {
        let mut session = Session::unknown(SessionId::parse("2025-01-race").unwrap());
        for code in ["NOR", "PIA"] {
            let code = DriverCode::parse(code).unwrap();
            session.drivers.push(Driver {
                number: 4,
                code,
                name: String::new(),
                team: String::new(),
                colour: Some(0xFF_80_00),
            });
        }
        let mut race = RaceState::new(Arc::new(session));
        race.cars[0].position = 2;
        race.cars[0].gap = Gap::Millis(895);
        race.cars[1].position = 1;
        Snapshot {
            sequence: 7,
            race: Some(Arc::new(race)),
            intervals: LapIntervals::default(),
            log: Log::default(),
            date_ms: 1_742_097_600_000,
            source: SourceState::Following,
            is_silent: false,
        }
    }

    #[test]
    fn the_document_has_the_cars_in_order_and_null_for_what_is_unknown() {
        let json = serde_json::to_value(LiveJson::from(&snapshot())).unwrap();
        assert_eq!(json["session"]["id"], "2025-01-race");
        assert_eq!(json["session"]["event"], serde_json::Value::Null);
        assert_eq!(json["cars"][0]["driver"], "PIA");
        assert_eq!(json["cars"][1]["gap"]["ms"], 895);
        assert_eq!(json["cars"][1]["colour"], "FF8000");
    }
}
