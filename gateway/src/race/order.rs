//! Places and gaps, both from passages of the same timing points, so that they cannot contradict each other.
//!
//! A car is ahead of another when it passed the newest timing point first, by more than [`CLEAR_MS`]; at the line
//! the lap records' positions decide. Two cars side by side so change places once a timing point at most, and a
//! board does not flicker. Before the first passage the grid holds. `f1_timing`'s places and gaps win.

use gridcast_shared::race::{CarStatus, EventKind, Gap, TrackStatus};

use super::Race;
use super::car::Car;
use super::passages::MARKS;

/// Passages closer than this are no evidence of who is ahead, ms: the feed's stamps wander by tens of ms.
const CLEAR_MS: i64 = 150;

/// A pass counts when it has lasted this long, ms.
const SETTLED_PASS_MS: i64 = 5_000;

/// A car this far beside the circuit is not passed but absent, metres.
const ON_TRACK_M: f64 = 12.0;

/// A change of places that has yet to last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PendingPass {
    by: usize,
    of: usize,
    since_ms: i64,
}

impl Race {
    pub(super) fn settle_order(&mut self) {
        self.admit();
        // Who is out stands in nobody's way.
        let cars = &self.state.cars;
        self.order.sort_by_key(|&i| cars[i].status.is_out());
        for i in 1..self.order.len() {
            let mut j = i;
            while 0 < j && self.is_overtaken(self.order[j - 1], self.order[j]) {
                self.order.swap(j - 1, j);
                self.note_pass(self.order[j - 1], self.order[j]);
                j -= 1;
            }
        }
        let mut places = self.order.clone();
        if !self.is_race() && places.iter().all(|&i| self.cars[i].told.position.is_none()) {
            places.sort_by_key(|&i| match self.state.cars[i].best_lap_ms {
                0 => u32::MAX,
                best => best,
            });
        } else {
            // Who is out goes to the end, the farthest first; those who never started come last.
            places.sort_by_key(|&i| match self.state.cars[i].status {
                CarStatus::NotStarted => (2, 0),
                CarStatus::Retired => (1, -self.cars[i].passages.newest().unwrap_or(-1)),
                _ => (0, 0),
            });
        }
        if places.iter().any(|&i| self.cars[i].told.position.is_some()) {
            places = self.as_told(&places);
        }
        for (i, &car) in places.iter().enumerate() {
            self.state.cars[car].position = i as u8 + 1;
        }
        self.settle_passes();
    }

    /// Cars of which a place became known join the order: by grid, by the line, or where they are.
    fn admit(&mut self) {
        let mut new: Vec<usize> = (0..self.cars.len())
            .filter(|i| !self.order.contains(i))
            .filter(|&i| {
                let car = &self.cars[i];
                let is_on_grid = self.state.cars[i].grid != 0;
                let is_known = !car.ends.is_empty() || car.out_lap.is_some() || car.told.position.is_some();
                is_on_grid || is_known || car.passages.newest().is_some()
            })
            .collect();
        new.sort_by_key(|&i| {
            let grid = self.state.cars[i].grid;
            let end = self.cars[i].ends.back();
            let position = end.and_then(|end| end.position).unwrap_or(u8::MAX);
            (if grid == 0 { u8::MAX } else { grid }, position, self.state.session.drivers[i].code)
        });
        self.order.extend(new);
    }

    /// Places as the timing has them; of two cars told the same, the one told last has it. A car that was never
    /// told a place keeps the one worked out here.
    fn as_told(&self, places: &[usize]) -> Vec<usize> {
        let (mut told, untold): (Vec<usize>, Vec<usize>) =
            places.iter().partition(|&&i| self.cars[i].told.position.is_some());
        told.sort_by_key(|&i| self.cars[i].told.position.map(|(place, date)| (place, -date)));
        let mut untold = untold.into_iter().peekable();
        let mut merged = Vec::with_capacity(places.len());
        for car in told {
            let place = self.cars[car].told.position.map_or(0, |(place, _)| usize::from(place));
            while merged.len() + 1 < place {
                let Some(car) = untold.next() else { break };
                merged.push(car);
            }
            merged.push(car);
        }
        merged.extend(untold);
        merged
    }

    /// Whether the car behind has got ahead of the car in front.
    fn is_overtaken(&self, front: usize, back: usize) -> bool {
        if self.state.cars[front].status.is_out() || self.state.cars[back].status.is_out() {
            return false;
        }
        let (front, back) = (&self.cars[front], &self.cars[back]);
        if front.is_in_lane() && back.is_in_lane() {
            return false;
        }
        let Some(back_mark) = back.passages.newest() else { return false };
        let Some(front_mark) = front.passages.newest() else {
            return back.passages.at(back_mark).is_some_and(|time| CLEAR_MS < self.now_ms - time);
        };
        let since = |car: &Car, mark: i32| car.passages.at(mark).map(|time| self.now_ms - time);
        if front_mark < back_mark {
            // The record of a line that the car in front has not reached needs no margin; a passage that is no
            // longer remembered was laps ago.
            let is_recorded = back.ends.back().is_some_and(|end| front_mark < end.lap * MARKS);
            return is_recorded || since(back, front_mark + 1).is_none_or(|since| CLEAR_MS < since);
        }
        if back_mark < front_mark && since(front, back_mark + 1).is_none_or(|since| CLEAR_MS < since) {
            return false;
        }
        let by_line = line_order(front, back, back_mark);
        let (Some(front_time), Some(back_time)) = (front.passages.at(back_mark), back.passages.at(back_mark))
        else {
            return false;
        };
        if back_mark % MARKS == 0
            && let Some(is_overtaken) = by_line
        {
            return is_overtaken;
        }
        match back_time - front_time {
            lead if lead < -CLEAR_MS => true,
            lead if CLEAR_MS < lead => false,
            _ => back_mark % MARKS <= 2 && by_line == Some(true),
        }
    }

    fn note_pass(&mut self, by: usize, of: usize) {
        if let Some(i) = self.passes.iter().position(|pass| pass.by == of && pass.of == by) {
            self.passes.remove(i);
            return;
        }
        let is_green = !matches!(
            self.state.status.track,
            TrackStatus::SafetyCar
                | TrackStatus::VirtualSafetyCar
                | TrackStatus::VirtualEnding
                | TrackStatus::Red
                | TrackStatus::Finished
        );
        if is_green && 2 <= self.state.status.lap && self.is_racing(by) && self.is_racing(of) {
            self.passes.push_back(PendingPass { by, of, since_ms: self.now_ms });
        }
    }

    fn is_racing(&self, car: usize) -> bool {
        let is_on_track = self.cars[car].motion.is_none_or(|motion| motion.off_m < ON_TRACK_M);
        self.state.cars[car].status == CarStatus::Running && is_on_track
    }

    fn settle_passes(&mut self) {
        while let Some(pass) = self.passes.front().copied() {
            if self.now_ms - pass.since_ms < SETTLED_PASS_MS {
                break;
            }
            self.passes.pop_front();
            let place = self.state.cars[pass.by].position;
            if self.is_racing(pass.by) && self.is_racing(pass.of) && place < self.state.cars[pass.of].position
            {
                self.push_event(EventKind::Pass, Some(pass.by), Some(pass.of), place.into(), String::new());
            }
        }
    }

    pub(super) fn settle_gaps(&mut self) {
        let mut places: Vec<usize> =
            (0..self.cars.len()).filter(|&i| self.state.cars[i].position != 0).collect();
        places.sort_by_key(|&i| self.state.cars[i].position);
        let leader = places.first().copied();
        let mut ahead = None;
        for car in places {
            let (mut gap, mut interval) = (Gap::None, Gap::None);
            if !self.state.cars[car].status.is_out() && self.is_race() {
                let behind = |other: usize| behind(&self.cars[other], &self.cars[car]);
                if let Some(leader) = leader.filter(|&leader| leader != car) {
                    gap = match behind(leader) {
                        Some((laps, _)) if 0 < laps => Gap::Laps(laps),
                        Some((_, Some(millis))) => Gap::Millis(millis),
                        _ => Gap::None,
                    };
                    interval = match ahead.and_then(behind) {
                        Some((_, Some(millis))) => Gap::Millis(millis),
                        Some((laps, None)) if 0 < laps => Gap::Laps(laps),
                        _ => Gap::None,
                    };
                }
            }
            if !self.state.cars[car].status.is_out() && leader != Some(car) {
                gap = self.cars[car].told.gap.unwrap_or(gap);
                interval = self.cars[car].told.interval.unwrap_or(interval);
            }
            let row = &mut self.state.cars[car];
            (row.gap, row.interval) = (gap, interval);
            ahead = Some(car);
        }
        let lap = leader.map_or(0, |leader| self.state.cars[leader].lap);
        self.state.status.lap = lap;
    }
}

/// Whether the records of the line passed last say that `back` was ahead there; `None` when they do not tell.
fn line_order(front: &Car, back: &Car, mark: i32) -> Option<bool> {
    let lap = mark.div_euclid(MARKS);
    let (front, back) = (front.end_of(lap)?, back.end_of(lap)?);
    match (front.position, back.position) {
        (Some(front), Some(back)) if front != back => Some(back < front),
        _ => Some(back.end_ms? < front.end_ms?),
    }
}

/// How far `car` is behind `other`: whole laps, and ms at the car's newest timing point while it is remembered.
fn behind(other: &Car, car: &Car) -> Option<(u8, Option<u32>)> {
    let mark = car.passages.newest()?;
    let now = car.passages.at(mark)?;
    let newest = other.passages.newest()?;
    let mut laps = ((newest - mark) / MARKS).max(0);
    while 0 < laps && other.passages.at(mark + laps * MARKS).is_some_and(|time| now < time) {
        laps -= 1;
    }
    // A car that has not reached the mark is behind it after all, for the moment.
    let millis = match other.passages.at(mark) {
        Some(time) => u32::try_from((now - time).max(0)).ok(),
        None if newest < mark => Some(0),
        None => None,
    };
    Some((laps.min(255) as u8, millis))
}
