//! Plays a feed at 60 frames a second, once through the estimator that the page uses, once linearly.

use std::sync::Arc;
use std::time::{Duration, Instant};

use gridcast_core::motion::{CarMotion, Quality, Vec2, WAYS_EVERY_S, Ways};

use crate::recording::{Car, Feed, Sample};

pub(crate) const FRAME_S: f64 = 1.0 / 60.0;

/// What was drawn of a car: a place a frame from `start` on, `None` while there was none.
pub(crate) struct Drawn {
    pub(crate) start: f64,
    pub(crate) points: Vec<Option<Vec2>>,
}

impl Drawn {
    pub(crate) fn time(&self, frame: usize) -> f64 {
        self.start + frame as f64 * FRAME_S
    }

    /// The place at any time, between two frames.
    pub(crate) fn at(&self, time: f64) -> Option<Vec2> {
        let frame = (time - self.start) / FRAME_S;
        let (before, share) = (frame.floor(), frame.fract());
        if before < 0.0 {
            return None;
        }
        let a = (*self.points.get(before as usize)?)?;
        let b = (*self.points.get(before as usize + 1)?)?;
        Some([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share])
    }
}

/// The estimator: what it drew of every car, and how long that took.
pub(crate) fn estimator(feed: &Feed) -> (Vec<Drawn>, Duration) {
    let begun = Instant::now();
    let mut cars: Vec<CarMotion> = feed.cars.iter().map(|_| CarMotion::new()).collect();
    let mut coming: Vec<_> = feed.cars.iter().map(|car| car.samples.iter().peekable()).collect();
    let (start, n_frames) = frames(feed);
    let mut drawn: Vec<_> =
        cars.iter().map(|_| Drawn { start, points: Vec::with_capacity(n_frames) }).collect();
    let (lag, mut next_ways) = (feed.lag, start);
    for frame in 0..n_frames {
        let time = start + frame as f64 * FRAME_S;
        if next_ways <= time {
            next_ways = time + WAYS_EVERY_S;
            let ways = Arc::new(Ways::of(cars.iter().map(CarMotion::trail), None));
            for car in &mut cars {
                car.set_ways(Arc::clone(&ways));
            }
        }
        for ((car, coming), drawn) in cars.iter_mut().zip(&mut coming).zip(&mut drawn) {
            while let Some((_, sample)) = coming.next_if(|(arrival, _)| *arrival <= time + lag) {
                match *sample {
                    Sample::Position(time, point) => car.position(time, point),
                    Sample::Speed(time, speed) => car.speed(time, speed),
                }
            }
            let moment = car.advance(time, false);
            drawn.points.push((moment.quality != Quality::Absent).then_some(moment.point));
        }
    }
    (drawn, begun.elapsed())
}

/// From position to position at the stamps as they are; standing at the newest when there is no later one yet.
pub(crate) fn linear(feed: &Feed, car: &Car) -> Drawn {
    let mut known: Vec<(f64, Vec2)> = Vec::new();
    let (start, n_frames) = frames(feed);
    let mut drawn = Drawn { start, points: Vec::with_capacity(n_frames) };
    let mut coming = car.samples.iter().peekable();
    for frame in 0..n_frames {
        let time = drawn.time(frame);
        while let Some((_, sample)) = coming.next_if(|(arrival, _)| *arrival <= time + feed.lag) {
            if let Sample::Position(time, point) = *sample
                && known.last().is_none_or(|(last, _)| *last < time)
            {
                known.push((time, point));
            }
        }
        drawn.points.push(between(&known, time));
    }
    drawn
}

fn between(known: &[(f64, Vec2)], time: f64) -> Option<Vec2> {
    let after = known.partition_point(|(t, _)| *t <= time);
    let (t0, a) = *known.get(after.checked_sub(1)?)?;
    let Some((t1, b)) = known.get(after) else { return Some(a) };
    let share = (time - t0) / (t1 - t0);
    Some([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share])
}

/// Time of the first frame, and how many there are.
fn frames(feed: &Feed) -> (f64, usize) {
    let start = feed.batches[0] - feed.lag;
    let end = feed.batches[feed.batches.len() - 1] - feed.lag;
    (start, ((end - start) / FRAME_S) as usize)
}
