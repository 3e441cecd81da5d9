//! A decoded stream as JSON, a line a frame: what `docs/wire_decoder.py` prints too.
//!
//! A sample is `[date_ms, car, measured, car data, position]`, `measured` 1 for car data plus 2 for the position;
//! the state stands in frames that changed it, its session where that changed. Enumerations are their numbers on the wire.

use std::sync::Arc;

use gridcast_shared::race::{CarTiming, EventKind, Gap, Message, RaceEvent, RaceState};
use gridcast_shared::session::{Point, Session};
use gridcast_shared::telemetry::Sample;
use gridcast_shared::wire::{Decoder, Frame, split_frames};
use serde_json::{Value, json};

/// The frames of a file.
pub(crate) fn frames(file: &[u8]) -> Vec<Value> {
    let mut decoder = Decoder::new();
    let mut frame = Frame::default();
    let mut lines = Vec::new();
    let mut shown = None;
    for bytes in split_frames(file) {
        decoder.decode(bytes, &mut frame).unwrap();
        let state = decoder.state().filter(|_| frame.state_changed).map(|state| {
            let known = shown.replace(Arc::clone(&state.session)).is_some_and(|shown| shown == state.session);
            race(state, (!known).then_some(&*state.session))
        });
        lines.push(json!({
            "chunk": frame.chunk,
            "index": frame.index,
            "date_ms": frame.date_ms,
            "samples": frame.samples.iter().map(sample).collect::<Vec<_>>(),
            "state": state,
        }));
    }
    lines
}

fn sample(sample: &Sample) -> Value {
    let measured = u8::from(sample.measured.car_data) + 2 * u8::from(sample.measured.position);
    let car_data = sample.car_data.map(|c| {
        let (brake, drs) = (u8::from(c.brake), u8::from(c.drs_open));
        [
            c.speed_kmh,
            c.throttle_pct.into(),
            c.rpm_steps,
            c.gear.into(),
            c.lap.into(),
            brake.into(),
            drs.into(),
        ]
    });
    let position = sample.position.map(|p| [p.x, p.y, p.z]);
    json!([sample.date_ms, sample.car.0, measured, car_data, position])
}

fn race(state: &RaceState, session: Option<&Session>) -> Value {
    let status = &state.status;
    let weather = status.weather.map(|w| {
        [
            w.air_dc.into(),
            w.track_dc.into(),
            w.humidity_pct.into(),
            w.wind_dms.into(),
            w.wind_from_deg.into(),
            i32::from(w.rain),
        ]
    });
    json!({
        "session": session.map(facts),
        "track": status.track as u8,
        "yellow_sectors": status.yellow_sectors,
        "lap": status.lap,
        "started_ms": status.started_ms,
        "fastest": status.fastest.map(|car| car.0),
        "weather": weather,
        "cars": state.cars.iter().map(row).collect::<Vec<_>>(),
        "events": state.events.iter().map(event).collect::<Vec<_>>(),
        "n_events": state.n_events,
        "phase": status.phase.map(|phase| phase as u8),
        "clock": status.clock.map(|clock| json!([clock.date_ms, clock.remaining_ms, u8::from(clock.is_running)])),
        "part": status.part,
        "cut_off": status.cut_off,
        "missing": [status.missing.topics.bits(), status.missing.token.map_or(0, |token| token as u8 + 1)],
        "messages": state.messages.iter().map(|message| self::message(message)).collect::<Vec<_>>(),
        "n_messages": state.n_messages,
    })
}

fn facts(session: &Session) -> Value {
    let points = |line: &[Point]| line.iter().map(|point| [point.x, point.y]).collect::<Vec<_>>();
    let drivers: Vec<Value> = session
        .drivers
        .iter()
        .map(|driver| json!([driver.number, driver.code.as_str(), driver.name, driver.team, driver.colour]))
        .collect();
    json!({
        "id": session.id.as_str(),
        "kind": session.kind as u8,
        "season": session.season,
        "round": session.round,
        "event": session.event,
        "scheduled_laps": session.scheduled_laps,
        "utc_offset_min": session.utc_offset_min,
        "simulated": session.simulated,
        "rate_pct": session.rate_pct,
        "drivers": drivers,
        "circuit": session.circuit.name,
        "length_m": session.circuit.length_m,
        "outline": points(&session.circuit.outline),
        "pit_lane": points(&session.circuit.pit_lane),
        "corners": points(&session.circuit.corners),
        "sector_ends": session.circuit.sector_ends,
    })
}

/// A gap is `null`, or its unit on the wire (1 ms, 2 laps) and its size.
fn gap(gap: Gap) -> Value {
    match gap {
        Gap::None => Value::Null,
        Gap::Millis(millis) => json!([1, millis]),
        Gap::Laps(laps) => json!([2, laps]),
    }
}

fn row(car: &CarTiming) -> Value {
    json!({
        "position": car.position,
        "grid": car.grid,
        "lap": car.lap,
        "gap": gap(car.gap),
        "interval": gap(car.interval),
        "last_lap_ms": car.last_lap_ms,
        "last_lap_deleted": u8::from(car.last_lap_deleted),
        "best_lap_ms": car.best_lap_ms,
        "best_by_part_ms": car.best_by_part_ms,
        "minis": car.minis.map(|minis| minis.states().iter().map(|&mini| mini as u8).collect::<Vec<_>>()),
        "sectors_ms": car.sectors_ms,
        "sectors_current": car.sectors_current,
        "compound": car.compound as u8,
        "tyre_age": car.tyre_age,
        "pit_stops": car.pit_stops,
        "status": car.status as u8,
    })
}

fn event(event: &RaceEvent) -> Value {
    let (kind, track) = match event.kind {
        EventKind::Track(status) => (0, Some(status as u8)),
        EventKind::Pass => (1, None),
        EventKind::FastestLap => (2, None),
        EventKind::PitIn => (3, None),
        EventKind::Out => (4, None),
        EventKind::Finish => (5, None),
        EventKind::PitOut => (6, None),
    };
    let car = |car: Option<gridcast_shared::ids::CarIndex>| car.map(|car| car.0);
    json!([event.date_ms, event.lap, kind, track, car(event.car), car(event.other), event.value])
}

fn message(message: &Message) -> Value {
    json!([message.date_ms, message.lap, message.kind as u8, message.car.map(|car| car.0), message.text])
}
