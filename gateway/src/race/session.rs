//! `f1_session`: what the session is, and who drives.

use gridcast_shared::session::{Driver, Point, Session};
use gridcast_shared::topics::{DriverRecord, SessionRecord};
use gridcast_shared::units::MAX_XY;

/// Takes the facts of a record, but for its drivers, its outline and its pit lane; what it does not tell stays.
pub(super) fn take_facts(session: &mut Session, record: &SessionRecord) {
    session.id = record.session.clone();
    session.kind = record.kind.unwrap_or(session.kind);
    session.season = record.season.unwrap_or(session.season);
    session.round = record.round.unwrap_or(session.round);
    session.event = record.event.clone().unwrap_or_else(|| session.event.clone());
    session.scheduled_laps = record.scheduled_laps.unwrap_or(session.scheduled_laps);
    session.utc_offset_min = record.utc_offset_minutes.or(session.utc_offset_min);
    session.simulated = record.simulated;
    session.circuit.name = record.circuit.clone().unwrap_or_else(|| session.circuit.name.clone());
    session.circuit.length_m = record.circuit_length.unwrap_or(session.circuit.length_m);
    let corners = line(&record.corners);
    if !corners.is_empty() {
        session.circuit.corners = corners;
    }
    if let Some(speed) = record.speed.filter(|speed| speed.is_finite() && 0.0 < *speed) {
        session.rate_pct = (speed * 100.0).round().clamp(1.0, f64::from(u16::MAX)) as u16;
    }
}

/// Takes what a record tells of a driver.
pub(super) fn take_driver(driver: &mut Driver, record: &DriverRecord) {
    driver.number = record.number.unwrap_or(driver.number);
    if let Some(name) = &record.name {
        driver.name.clone_from(name);
    }
    if let Some(team) = &record.team {
        driver.team.clone_from(team);
    }
    let colour = record.colour.as_deref().map(|hex| hex.trim_start_matches('#'));
    let colour = colour.filter(|hex| hex.len() == 6).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    driver.colour = colour.or(driver.colour);
}

/// A line of a record in track units.
pub(super) fn line(points: &[[i32; 2]]) -> Vec<Point> {
    let within = |v: i32| v.clamp(-MAX_XY, MAX_XY);
    points.iter().map(|&[x, y]| Point { x: within(x), y: within(y) }).collect()
}
