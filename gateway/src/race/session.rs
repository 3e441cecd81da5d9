//! `f1_session`: what the session is, and who drives.

use gridcast_shared::session::{Point, Session};
use gridcast_shared::topics::{DriverRecord, SessionRecord};
use gridcast_shared::units::MAX_XY;

use super::Race;
use super::track::{Track, metres};

impl Race {
    pub(super) fn take_session(&mut self, record: &SessionRecord) {
        self.edit_session(|session| take_facts(session, record));
        // Once the flag is out, names are settled: another series' may come under the same numbers.
        if self.flags.flag_ms.is_none() {
            for driver in &record.drivers {
                if let Some(car) = self.car(driver.driver) {
                    self.take_driver(car.index(), driver);
                }
            }
        }
        let points = |line: &[[i32; 2]]| line.iter().map(|&p| point(p)).collect::<Vec<_>>();
        let (outline, lane) = (points(&record.outline), points(&record.pit_lane));
        let corners = points(&record.corners);
        if !corners.is_empty() {
            self.edit_session(|session| session.circuit.corners = corners);
        }
        if lane.len() >= 2 {
            self.lane = lane.iter().map(|p| metres(p.x, p.y)).collect();
            self.learner.has_lane = true;
            self.edit_session(|session| session.circuit.pit_lane = lane);
        }
        if let Some(track) = Track::from_outline(&outline)
            && self.state.session.circuit.outline != outline
        {
            self.edit_session(|session| session.circuit.outline = outline);
            self.learner.has_track = true;
            self.adopt(track);
            if let Some(length) = record.circuit_length {
                self.edit_session(|session| session.circuit.length_m = length);
            }
        }
        self.learner.settle();
    }

    fn take_driver(&mut self, index: usize, record: &DriverRecord) {
        if let Some(grid) = record.grid_position.filter(|&grid| grid != 0) {
            self.state.cars[index].grid = grid;
            self.cars[index].grid_told = true;
        }
        self.edit_session(|session| {
            let driver = &mut session.drivers[index];
            driver.number = record.number.unwrap_or(driver.number);
            if let Some(name) = &record.name {
                driver.name.clone_from(name);
            }
            if let Some(team) = &record.team {
                driver.team.clone_from(team);
            }
            let colour = record.colour.as_deref().map(|hex| hex.trim_start_matches('#'));
            let colour =
                colour.filter(|hex| hex.len() == 6).and_then(|hex| u32::from_str_radix(hex, 16).ok());
            driver.colour = colour.or(driver.colour);
        });
    }
}

fn take_facts(session: &mut Session, record: &SessionRecord) {
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
    if let Some(speed) = record.speed.filter(|speed| speed.is_finite() && 0.0 < *speed) {
        session.rate_pct = (speed * 100.0).round().clamp(1.0, f64::from(u16::MAX)) as u16;
    }
}

fn point([x, y]: [i32; 2]) -> Point {
    Point { x: x.clamp(-MAX_XY, MAX_XY), y: y.clamp(-MAX_XY, MAX_XY) }
}
