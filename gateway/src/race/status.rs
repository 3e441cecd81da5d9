//! What each car is doing: on the grid, running, in the pits, standing, out, finished; and the grid itself.

use gridcast_shared::race::{CarStatus, Compound, EventKind, TrackStatus};
use gridcast_shared::session::SessionKind;

use super::Race;
use super::car::{Fix, Visit};
use super::laps::STOP_MS;
use super::passages::MARKS;
use super::track::{distance, distance_to, metres};

/// Standing this long on the track while the others race is a stop, ms.
const STOPPED_MS: i64 = 10_000;

/// Standing this long on the track while the others race is the end, ms.
const RETIRED_MS: i64 = 60_000;

/// The same in the pit lane, ms: repairs take minutes.
const RETIRED_IN_LANE_MS: i64 = 240_000;

/// The field races when half of it goes faster than this, km/h.
const RACING_KMH: u16 = 60;

/// The grid is read from where cars stood, this long after they were seen to go, ms.
const GRID_AFTER_MS: i64 = 4_000;

/// A car that still stands within this of its place then is not on the grid but in the pit lane, metres.
const STILL_M: f64 = 5.0;

/// How far beside the circuit the pit lane is looked for, metres.
const BESIDE_M: f64 = 8.0;

/// How near the pit lane's line a car in it is, metres.
const IN_LANE_M: f64 = 6.0;

/// Leader's samples that end within this of a line end with the race, ms.
const ENDS_AT_LINE_MS: i64 = 3_000;

/// They have ended when they stay away this long while others send, ms.
const ENDED_MS: i64 = 10_000;

impl Race {
    pub(super) fn is_race(&self) -> bool {
        matches!(self.state.session.kind, SessionKind::Race | SessionKind::Sprint)
    }

    /// Adds up how long each car has stood while the others race; a red flag or a safety car's queue in the pit
    /// lane stops everybody and so nobody.
    pub(super) fn watch_idle(&mut self, elapsed_ms: i64) {
        let is_gone =
            |race: &Self, i: usize| race.state.cars[i].status.is_out() || race.cars[i].finish.is_some();
        let in_it: Vec<usize> = (0..self.cars.len()).filter(|&i| !is_gone(self, i)).collect();
        let fast = in_it
            .iter()
            .filter(|&&i| RACING_KMH < self.cars[i].speed_kmh && self.now_ms - self.cars[i].seen_ms < 2_000);
        let n_fast = fast.count();
        let is_racing = 2 <= n_fast && in_it.len() <= 2 * n_fast;
        if is_racing {
            self.watch_start();
            self.flags.field_races(self.now_ms);
        } else {
            self.flags.field_stands();
        }
        for &i in &in_it {
            let car = &mut self.cars[i];
            let is_still = car.speed_kmh <= 5 || 2_000 < self.now_ms - car.seen_ms;
            if !is_still {
                car.idle_ms = 0;
            } else if is_racing && self.state.status.started_ms != 0 {
                car.idle_ms += elapsed_ms;
            }
        }
    }

    fn watch_start(&mut self) {
        if self.started_seen_ms == 0 {
            self.started_seen_ms = self.now_ms;
        }
        if self.state.status.started_ms == 0 && self.is_race() {
            self.state.status.started_ms = self.now_ms;
        }
    }

    /// The grid, from where cars stood before they went: along the direction in which they went off. A car that
    /// still stands seconds later starts from the pit lane and, like one without a position, comes last.
    pub(super) fn settle_grid(&mut self) {
        let is_due = self.started_seen_ms != 0 && GRID_AFTER_MS <= self.now_ms - self.started_seen_ms;
        if self.is_grid_settled || !is_due || !self.is_race() {
            return;
        }
        self.is_grid_settled = true;
        let stood = |i: usize| Some((self.cars[i].stand?, self.cars[i].last_fix?));
        let place = |fix: Fix| metres(fix.x, fix.y);
        let mut way = [0.0, 0.0];
        let mut on_grid = Vec::new();
        for i in 0..self.cars.len() {
            if let Some((from, to)) = stood(i)
                && STILL_M < distance(place(from), place(to))
            {
                way[0] += place(to)[0] - place(from)[0];
                way[1] += place(to)[1] - place(from)[1];
                on_grid.push((i, place(from)));
            }
        }
        if on_grid.len() < 2 || self.cars.iter().any(|car| 1 < car.tele_lap) {
            return;
        }
        let codes: Vec<_> = self.state.session.drivers.iter().map(|driver| driver.code).collect();
        let ahead = |at: [f64; 2]| at[0] * way[0] + at[1] * way[1];
        on_grid.sort_by(|a, b| ahead(b.1).total_cmp(&ahead(a.1)).then(codes[a.0].cmp(&codes[b.0])));
        let mut grid: Vec<usize> = on_grid.into_iter().map(|(i, _)| i).collect();
        let mut rest: Vec<usize> = (0..self.cars.len()).filter(|i| !grid.contains(i)).collect();
        rest.sort_by_key(|&i| (self.cars[i].has_position, codes[i]));
        grid.append(&mut rest);
        if self.cars.iter().any(|car| car.grid_told) {
            return;
        }
        for (place, i) in grid.into_iter().enumerate() {
            self.state.cars[i].grid = place as u8 + 1;
        }
    }

    /// When the flag fell: the first end of the last scheduled lap; else the leader's lap end beside race
    /// control's message; else the line at which the leader's samples end while others go on.
    pub(super) fn settle_flag(&mut self) {
        if !self.is_race() {
            return;
        }
        let is_silent_still = self.flags.flag_car.is_none_or(|car| {
            self.flags.flag_ms.is_none_or(|flag| self.cars[car].seen_ms <= flag + ENDS_AT_LINE_MS)
        });
        if !is_silent_still {
            self.flags.flag_ms = None;
            self.flags.flag_car = None;
            self.cars.iter_mut().for_each(|car| car.finish = None);
        }
        let scheduled = i32::from(self.state.session.scheduled_laps);
        let leader = self.order.iter().copied().find(|&i| !self.state.cars[i].status.is_out());
        let line = |i: usize| -> Option<(i32, i64)> {
            let mark = self.cars[i].passages.newest()?.div_euclid(MARKS) * MARKS;
            (MARKS <= mark).then_some((mark, self.cars[i].passages.at(mark)?))
        };
        let by_laps = || {
            let last = scheduled * MARKS;
            let ended = self.cars.iter().filter_map(|car| car.passages.at(last));
            if scheduled == 0 { None } else { ended.min() }
        };
        let by_message = || {
            let date = self.flags.chequered_ms?;
            let end = line(leader?).map(|(_, end)| end).filter(|end| (end - date).abs() <= 30_000);
            end.or((30_000 < self.now_ms - date).then_some(date))
        };
        let by_silence = || {
            let leader = leader?;
            let (seen, (_, end)) = (self.cars[leader].seen_ms, line(leader)?);
            let has_ended = ENDED_MS < self.now_ms - seen && (seen - end).abs() <= ENDS_AT_LINE_MS;
            (self.has_records && has_ended && self.cars[leader].end_of(line(leader)?.0 / MARKS).is_some())
                .then_some(end)
        };
        if self.flags.flag_ms.is_none() {
            let known = by_laps().or_else(by_message);
            let silent = if known.is_none() { by_silence() } else { None };
            self.flags.flag_car = silent.and(leader);
            self.flags.flag_ms = known.or(silent);
        }
        let Some(flag_ms) = self.flags.flag_ms else { return };
        for i in 0..self.cars.len() {
            self.take_flag(i, flag_ms);
        }
        if self.flags.chequered_ms.is_none() && self.cars.iter().any(|car| car.finish.is_some()) {
            self.set_track(TrackStatus::Finished);
        }
    }

    /// A car finishes where it first passes the line once the flag is out; what it drives then is no race.
    fn take_flag(&mut self, i: usize, flag_ms: i64) {
        let car = &self.cars[i];
        let Some(newest) = car.passages.newest() else { return };
        if car.finish.is_some() || self.state.cars[i].status.is_out() {
            return;
        }
        let line = |lap: i32| {
            let is_recorded = !self.has_records || car.end_of(lap).is_some_and(|end| end.end_ms.is_some());
            car.passages.at(lap * MARKS).filter(|_| is_recorded)
        };
        let first = (newest / MARKS - 3).max(1);
        let slack = if self.has_records { 0 } else { 300 };
        let lap = (first..=newest / MARKS).find(|&lap| line(lap).is_some_and(|end| flag_ms - slack <= end));
        if let Some(lap) = lap {
            self.cars[i].finish = Some(lap * MARKS);
            self.cars[i].passages.end_at(lap * MARKS);
        }
    }

    pub(super) fn settle_statuses(&mut self) {
        let has_begun = self.state.status.started_ms != 0;
        for i in 0..self.cars.len() {
            let before = self.state.cars[i].status;
            let status = self.status(i, has_begun);
            self.settle_row(i, status, has_begun);
            if status == before {
                continue;
            }
            match status {
                CarStatus::InPit if has_begun && self.cars[i].told.in_pit.is_none() => {
                    self.push_event(EventKind::PitIn, Some(i), None, 0, String::new());
                }
                CarStatus::Retired | CarStatus::NotStarted if !before.is_out() => {
                    self.push_event(EventKind::Out, Some(i), None, 0, String::new());
                }
                CarStatus::Finished => {
                    let place = u32::from(self.state.cars[i].position);
                    self.push_event(EventKind::Finish, Some(i), None, place, String::new());
                }
                _ => {}
            }
        }
    }

    fn status(&self, i: usize, has_begun: bool) -> CarStatus {
        let car = &self.cars[i];
        let is_in_lane = car.told.in_pit.unwrap_or(car.is_in_lane());
        let patience = if is_in_lane { RETIRED_IN_LANE_MS } else { RETIRED_MS };
        let is_out = car.told.retired || car.out_lap.is_some() || patience <= car.idle_ms;
        if car.finish.is_some() {
            CarStatus::Finished
        } else if has_begun && is_out && self.is_race() {
            if car.has_moved || !car.ends.is_empty() { CarStatus::Retired } else { CarStatus::NotStarted }
        } else if is_in_lane {
            CarStatus::InPit
        } else if car.told.stopped || STOPPED_MS <= car.idle_ms {
            CarStatus::Stopped
        } else {
            CarStatus::Running
        }
    }

    fn settle_row(&mut self, i: usize, status: CarStatus, has_begun: bool) {
        let car = &self.cars[i];
        let recorded = car.laps_done();
        // Without a circuit or records the telemetry's own number is all there is.
        let by_tele = if self.track.is_none() && !self.has_records { car.tele_lap - 1 } else { 0 };
        let done = match (car.finish, car.told.laps) {
            (Some(mark), _) => mark / MARKS,
            (None, Some(laps)) => i32::from(laps),
            (None, None) => recorded.max(by_tele),
        };
        let line_ms = car.passages.at(done * MARKS);
        let has_gone_on = car.seen_ms == 0 || line_ms.is_none_or(|line| line <= car.seen_ms);
        let lap = match status {
            CarStatus::NotStarted => 0,
            CarStatus::Finished => done,
            CarStatus::Retired => car.out_lap.unwrap_or(done + 1),
            // The next lap begins with a sample beyond the line: none is made up after the last.
            _ if has_begun || !self.is_race() => done + i32::from(done == 0 || has_gone_on),
            _ => 0,
        };
        // An open visit's stop shows before the record of the lap out does, with tyres of which nothing is known.
        let has_stood = car.visit.is_some_and(|v| v.out_ms.is_some() && STOP_MS <= v.stood_ms);
        let is_fresh = has_stood && self.state.status.track != TrackStatus::Red && car.finish.is_none();
        let row = &mut self.state.cars[i];
        row.status = status;
        row.lap = lap.clamp(0, 255) as u8;
        row.pit_stops = car.told.pit_stops.unwrap_or(car.stops.saturating_add(u8::from(is_fresh)));
        if is_fresh && car.visit.and_then(|v| v.out_ms).is_some() && car.told.pit_stops.is_none() {
            row.compound = Compound::Unknown;
            row.tyre_age = 0;
        } else if car.tyre.is_known {
            let end = if car.out_lap.is_some() { car.tyre.at_lap } else { done };
            row.compound = car.tyre.compound;
            row.tyre_age = (car.tyre.age + (end - car.tyre.at_lap).max(0)).clamp(0, 255) as u8;
        }
    }

    /// Whether a car is in the pit lane: nearer to its line than to the circuit's, where the two are apart.
    pub(super) fn watch_lane(&mut self, i: usize, fix: Fix) {
        let car = &mut self.cars[i];
        let Some(motion) = car.motion.filter(|motion| motion.date_ms == fix.date_ms) else { return };
        let is_in = BESIDE_M < motion.off_m && {
            let off = distance_to(&self.lane, metres(fix.x, fix.y));
            off < IN_LANE_M && off < motion.off_m
        };
        match car.visit.as_mut() {
            Some(visit) if visit.out_ms.is_none() => visit.out_ms = (!is_in).then_some(fix.date_ms),
            _ if is_in && car.has_moved => {
                car.visit = Some(Visit { in_ms: fix.date_ms, out_ms: None, stood_ms: 0 });
            }
            _ => {}
        }
    }
}
