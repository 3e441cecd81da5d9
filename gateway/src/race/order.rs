//! Places, from passages of timing points, and passes on the track.
//!
//! A car is ahead of another when it passed the newest timing point first, by more than [`CLEAR_MS`]; at the line
//! the lap records' positions decide. Two cars side by side so change places once a timing point at most, and a
//! board does not flicker. Before the first passage the grid holds. `f1_timing`'s places win.

use std::collections::VecDeque;

use gridcast_shared::race::{CarStatus, TrackStatus};

use super::car::Car;
use super::event::Event;
use super::field::Field;
use super::passages::MARKS;
use super::ranking;

/// Passages closer than this are no evidence of who is ahead, ms: the feed's stamps wander by tens of ms.
const CLEAR_MS: i64 = 150;

/// A pass counts when it has lasted this long, ms.
const SETTLED_PASS_MS: i64 = 5_000;

/// A car this far beside the circuit is not passed but absent, metres.
const ON_TRACK_M: f64 = 12.0;

/// A change of places that has yet to last.
#[derive(Clone, Copy, Debug, PartialEq)]
struct PendingPass {
    by: usize,
    of: usize,
    since_ms: i64,
}

/// The order on the road.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    /// Cars of which a place is known, front first; who is out comes last.
    cars: Vec<usize>,
    passes: VecDeque<PendingPass>,
}

impl Order {
    /// The first car that is not out.
    pub(super) fn leader(&self, field: &Field) -> Option<usize> {
        self.cars.iter().copied().find(|&i| !field.rows[i].status.is_out())
    }

    /// Works out the order anew. Returns the cars by place, front first.
    pub(super) fn settle(&mut self, field: &Field, track: TrackStatus, lap: u8) -> Vec<usize> {
        self.admit(field);
        // Who is out stands in nobody's way.
        self.cars.sort_by_key(|&i| field.rows[i].status.is_out());
        for i in 1..self.cars.len() {
            let mut j = i;
            while 0 < j && is_overtaken(field, self.cars[j - 1], self.cars[j]) {
                self.cars.swap(j - 1, j);
                self.note_pass(field, self.cars[j - 1], self.cars[j], track, lap);
                j -= 1;
            }
        }
        let mut places = self.cars.clone();
        let is_any_told = places.iter().any(|&i| field.cars[i].told.position.is_some());
        if field.is_race() || is_any_told {
            // Who is out goes to the end, the farthest first; those who never started come last.
            places.sort_by_key(|&i| match field.rows[i].status {
                CarStatus::NotStarted => (2, 0),
                CarStatus::Retired => (1, -field.cars[i].progress.passages.newest().unwrap_or(-1)),
                _ => (0, 0),
            });
        } else {
            ranking::sort(field, &mut places);
        }
        if is_any_told { as_told(field, &places) } else { places }
    }

    /// Passes that have lasted by now, with the places that the board shows.
    pub(super) fn settled_passes(&mut self, field: &Field) -> Vec<Event> {
        let mut settled = Vec::new();
        while let Some(pass) = self.passes.front().copied() {
            if field.now_ms - pass.since_ms < SETTLED_PASS_MS {
                break;
            }
            self.passes.pop_front();
            let place = field.rows[pass.by].position;
            if is_racing(field, pass.by) && is_racing(field, pass.of) && place < field.rows[pass.of].position
            {
                settled.push(Event::pass(pass.by, pass.of, place));
            }
        }
        settled
    }

    /// Cars of which a place became known join the order: by grid, by the line, or where they are.
    fn admit(&mut self, field: &Field) {
        let is_known = |i: usize| {
            let car = &field.cars[i];
            field.rows[i].grid != 0
                || car.ends.newest().is_some()
                || car.out_lap.is_some()
                || car.told.position.is_some()
                || car.progress.passages.newest().is_some()
        };
        let mut new: Vec<usize> =
            (0..field.cars.len()).filter(|i| !self.cars.contains(i)).filter(|&i| is_known(i)).collect();
        new.sort_by_key(|&i| {
            let grid = field.rows[i].grid;
            let end = field.cars[i].ends.newest();
            let position = end.and_then(|end| end.position).unwrap_or(u8::MAX);
            (if grid == 0 { u8::MAX } else { grid }, position, field.session.drivers[i].code)
        });
        self.cars.extend(new);
    }

    fn note_pass(&mut self, field: &Field, by: usize, of: usize, track: TrackStatus, lap: u8) {
        if let Some(i) = self.passes.iter().position(|pass| pass.by == of && pass.of == by) {
            self.passes.remove(i);
            return;
        }
        let is_green = match track {
            TrackStatus::Unknown | TrackStatus::Clear | TrackStatus::Yellow | TrackStatus::DoubleYellow => {
                true
            }
            TrackStatus::SafetyCar
            | TrackStatus::VirtualSafetyCar
            | TrackStatus::VirtualEnding
            | TrackStatus::Red
            | TrackStatus::Finished => false,
        };
        if is_green && field.is_race() && 2 <= lap && is_racing(field, by) && is_racing(field, of) {
            self.passes.push_back(PendingPass { by, of, since_ms: field.now_ms });
        }
    }
}

fn is_racing(field: &Field, car: usize) -> bool {
    let is_on_track = field.cars[car].progress.motion.is_none_or(|motion| motion.off_m < ON_TRACK_M);
    field.rows[car].status == CarStatus::Running && is_on_track
}

/// Places as the timing has them; of two cars told the same, the one told last has it. A car that was never told a
/// place keeps the one worked out here, and one that is out is ahead of nobody: places at the end of lap 1 may
/// count those who are out in it, and begin at 3.
fn as_told(field: &Field, places: &[usize]) -> Vec<usize> {
    let told = |i: usize| field.cars[i].told.position;
    let (mut named, rest): (Vec<usize>, Vec<usize>) = places.iter().partition(|&&i| told(i).is_some());
    let (out, unnamed): (Vec<usize>, Vec<usize>) =
        rest.into_iter().partition(|&i| field.rows[i].status.is_out());
    named.sort_by_key(|&i| told(i).map(|(place, date)| (place, -date)));
    let mut unnamed = unnamed.into_iter().peekable();
    let mut merged = Vec::with_capacity(places.len());
    for car in named {
        let place = told(car).map_or(0, |(place, _)| usize::from(place));
        while merged.len() + 1 < place {
            let Some(car) = unnamed.next() else { break };
            merged.push(car);
        }
        merged.push(car);
    }
    merged.extend(unnamed);
    merged.extend(out);
    merged
}

/// Whether the car behind has got ahead of the car in front.
fn is_overtaken(field: &Field, front: usize, back: usize) -> bool {
    if field.rows[front].status.is_out() || field.rows[back].status.is_out() {
        return false;
    }
    let (front, back) = (&field.cars[front], &field.cars[back]);
    if front.pits.is_in_lane() && back.pits.is_in_lane() {
        return false;
    }
    let at = |car: &Car, mark: i32| car.progress.passages.at(mark);
    let since = |car: &Car, mark: i32| at(car, mark).map(|time| field.now_ms - time);
    let Some(back_mark) = back.progress.passages.newest() else { return false };
    let Some(front_mark) = front.progress.passages.newest() else {
        return since(back, back_mark).is_some_and(|since| CLEAR_MS < since);
    };
    if front_mark < back_mark {
        // The record of a line that the car in front has not reached needs no margin; a passage that is no
        // longer remembered was laps ago.
        let is_recorded = back.ends.newest().is_some_and(|end| front_mark < end.lap * MARKS);
        return is_recorded || since(back, front_mark + 1).is_none_or(|since| CLEAR_MS < since);
    }
    if back_mark < front_mark && since(front, back_mark + 1).is_none_or(|since| CLEAR_MS < since) {
        return false;
    }
    let by_line = line_order(front, back, back_mark);
    let (Some(front_time), Some(back_time)) = (at(front, back_mark), at(back, back_mark)) else {
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

/// Whether the records of the line passed last say that `back` was ahead there; `None` when they do not tell.
/// Places are believed where the dates at the line do not say otherwise.
fn line_order(front: &Car, back: &Car, mark: i32) -> Option<bool> {
    let lap = mark.div_euclid(MARKS);
    let (front, back) = (front.ends.of(lap)?, back.ends.of(lap)?);
    let lead_ms = front.end_ms.zip(back.end_ms).map(|(front, back)| front - back);
    match (front.position, back.position) {
        (Some(front), Some(back)) if front != back && lead_ms.is_none_or(|lead| lead.abs() <= CLEAR_MS) => {
            Some(back < front)
        }
        _ => Some(0 < lead_ms?),
    }
}
