//! Plays a feed at 60 frames a second, once through the estimator that the page uses, once linearly.

use std::time::{Duration, Instant};

use gridcast_core::motion::Quality;
use gridcast_core::motion::{CarMotion, Vec2};

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

/// The estimator: what it drew and how long it took.
pub(crate) fn estimator(feed: &Feed, car: &Car) -> (Drawn, Duration) {
    let mut motion = CarMotion::new();
    let begun = Instant::now();
    let drawn = play(feed, car, &mut motion, Take::take, |motion, time| {
        let moment = motion.advance(time, false);
        (moment.quality != Quality::Absent).then_some(moment.point)
    });
    (drawn, begun.elapsed())
}

/// From position to position at the stamps as they are; standing at the newest when there is no later one yet.
pub(crate) fn linear(feed: &Feed, car: &Car) -> Drawn {
    let mut known: Vec<(f64, Vec2)> = Vec::new();
    let take = |known: &mut Vec<(f64, Vec2)>, sample| {
        if let Sample::Position(time, point) = sample
            && known.last().is_none_or(|(last, _)| *last < time)
        {
            known.push((time, point));
        }
    };
    play(feed, car, &mut known, take, |known, time| {
        let after = known.partition_point(|(t, _)| *t <= time);
        let (t0, a) = *known.get(after.checked_sub(1)?)?;
        let Some((t1, b)) = known.get(after) else { return Some(a) };
        let share = (time - t0) / (t1 - t0);
        Some([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share])
    })
}

trait Take {
    fn take(&mut self, sample: Sample);
}

impl Take for CarMotion {
    fn take(&mut self, sample: Sample) {
        match sample {
            Sample::Position(time, point) => self.position(time, point),
            Sample::Speed(time, speed) => self.speed(time, speed),
        }
    }
}

fn play<S>(
    feed: &Feed,
    car: &Car,
    state: &mut S,
    take: impl Fn(&mut S, Sample),
    draw: impl Fn(&mut S, f64) -> Option<Vec2>,
) -> Drawn {
    let lag = feed.lag();
    let start = feed.batches[0] - lag;
    let end = feed.batches[feed.batches.len() - 1] - lag;
    let n_frames = ((end - start) / FRAME_S) as usize;
    let mut drawn = Drawn { start, points: Vec::with_capacity(n_frames) };
    let mut coming = car.samples.iter().peekable();
    for frame in 0..n_frames {
        let time = drawn.time(frame);
        while let Some((_, sample)) = coming.next_if(|(arrival, _)| *arrival <= time + lag) {
            take(state, *sample);
        }
        drawn.points.push(draw(state, time));
    }
    drawn
}
