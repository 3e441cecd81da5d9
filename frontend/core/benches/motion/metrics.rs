//! What a drawing is measured by. No single figure is honest: passing through wrong stamps looks exact where the
//! stamps are, and shows in speed, in jerk and against mended stamps.

use std::collections::BTreeMap;

use gridcast_core::motion::{Join, Path, SPEED_LATE_S, Vec2};

use crate::drive::{Drawn, FRAME_S};
use crate::recording::{Car, Feed, Speeds};

/// Cars slower than 72 km/h are left out, m/s.
const MOVING: f64 = 20.0;

/// Shifts of Speed tried, seconds: 0, 40 to 60 ms (the best is taken), and 55 ms.
pub(crate) const SHIFTS: [f64; 7] = [0.0, 0.040, 0.045, 0.050, 0.0525, 0.055, 0.060];

/// The measured errors of one drawing of all cars.
#[derive(Default)]
pub(crate) struct Metrics {
    /// Relative errors of speed by shift, all frames.
    pub(crate) speed: [Vec<f32>; SHIFTS.len()],
    /// The same without the neighbourhood of the feed's jumps.
    pub(crate) speed_clean: [Vec<f32>; SHIFTS.len()],
    pub(crate) along_raw: Vec<f32>,
    pub(crate) along_mended: Vec<f32>,
    pub(crate) cross: Vec<f32>,
    /// Clean, m/s2 and m/s3.
    pub(crate) acceleration: Vec<f32>,
    pub(crate) jerk: Vec<f32>,
    /// Steps of a frame, m; those of moving cars against the step before.
    pub(crate) max_step: f64,
    pub(crate) n_long_steps: u64,
    pub(crate) n_backward: u64,
    /// Drawn speeds of standing cars, m/s.
    pub(crate) standing: Vec<f32>,
    /// From each eighth frame to the way that the car went, m.
    pub(crate) off_track: Vec<f32>,
    /// Greatest drawn speed, m/s.
    pub(crate) top_speed: f64,
    /// Jerk of all frames, m/s3.
    pub(crate) jerk_all: Vec<f32>,
}

/// What a feed says of itself, for all drawings of it.
pub(crate) struct Truth<'a> {
    pub(crate) speeds: Vec<Speeds<'a>>,
    /// Times of the feed's jumps, by car.
    pub(crate) jumps: Vec<Vec<f64>>,
    /// By how much later than its stamp a position was taken, by stamp in ms, for all cars alike, seconds.
    stamp_errors: BTreeMap<i64, f64>,
    /// Speed's own, RMS of moving cars.
    pub(crate) acceleration: f64,
    pub(crate) jerk: f64,
}

impl<'a> Truth<'a> {
    pub(crate) fn of(feed: &'a Feed) -> Self {
        let speeds: Vec<Speeds<'_>> = feed.cars.iter().map(Speeds::of).collect();
        let jumps: Vec<Vec<f64>> =
            feed.cars.iter().zip(&speeds).map(|(car, speeds)| jumps(car, speeds)).collect();
        let stamp_errors = stamp_errors(feed, &speeds, &jumps);
        let (mut acceleration, mut jerk) = (Vec::new(), Vec::new());
        for (car, speeds) in feed.cars.iter().zip(&speeds) {
            let (Some((first, _)), Some((last, _))) = (car.speeds.first(), car.speeds.last()) else {
                continue;
            };
            let at = |frame: u32| speeds.known(first + f64::from(frame) * FRAME_S).filter(|v| MOVING <= *v);
            for frame in 2..((last - first) / FRAME_S) as u32 {
                if let (Some(v0), Some(v1), Some(v2)) = (at(frame - 2), at(frame - 1), at(frame)) {
                    acceleration.push(((v2 - v0) / (2.0 * FRAME_S)) as f32);
                    jerk.push(((v2 - 2.0 * v1 + v0) / (FRAME_S * FRAME_S)) as f32);
                }
            }
        }
        Self { speeds, jumps, stamp_errors, acceleration: rms(&acceleration), jerk: rms(&jerk) }
    }

    pub(crate) fn n_jumps(&self) -> usize {
        self.jumps.iter().map(Vec::len).sum()
    }

    fn is_clean(&self, car: usize, time: f64) -> bool {
        let jumps = &self.jumps[car];
        let next = jumps.partition_point(|jump| jump + 2.5 < time);
        jumps.get(next).is_none_or(|jump| time < jump - 1.0)
    }
}

impl Metrics {
    /// Adds a car's drawing.
    pub(crate) fn add(&mut self, feed: &Feed, truth: &Truth<'_>, car: usize, drawn: &Drawn) {
        self.add_speeds(truth, car, drawn);
        self.add_off_track(feed, car, drawn);
        for &(time, point) in &feed.cars[car].positions {
            if truth.speeds[car].known(time + SPEED_LATE_S).is_none_or(|own| own < MOVING) {
                continue;
            }
            if let Some((along, cross)) = along_and_cross(drawn, time, point) {
                self.along_raw.push(along.abs() as f32);
                self.cross.push(cross as f32);
            }
            let stamp = truth.stamp_errors.get(&stamp_ms(time)).copied().unwrap_or(0.0);
            if let Some((along, _)) = along_and_cross(drawn, time + stamp, point) {
                self.along_mended.push(along.abs() as f32);
            }
        }
    }

    fn add_speeds(&mut self, truth: &Truth<'_>, car: usize, drawn: &Drawn) {
        let speeds = &truth.speeds[car];
        let mut before: Vec<(f64, Vec2)> = Vec::new();
        for (frame, pair) in drawn.points.windows(2).enumerate() {
            let [Some(a), Some(b)] = *pair else {
                before.clear();
                continue;
            };
            let time = drawn.time(frame) + FRAME_S / 2.0;
            let step = [b[0] - a[0], b[1] - a[1]];
            let length = step[0].hypot(step[1]);
            let Some(own) = speeds.known(time + SPEED_LATE_S) else {
                before.clear();
                continue;
            };
            self.max_step = self.max_step.max(length);
            self.top_speed = self.top_speed.max(length / FRAME_S);
            self.n_long_steps += u64::from(2.5 < length);
            if own < 0.1 && speeds.speed(time - 1.0) < 0.1 && speeds.speed(time + 1.0) < 0.1 {
                self.standing.push((length / FRAME_S) as f32);
            }
            if own < MOVING {
                before.clear();
                continue;
            }
            let clean = truth.is_clean(car, time);
            for (i, shift) in SHIFTS.iter().enumerate() {
                let error = (length / FRAME_S / speeds.speed(time + shift).max(1.0) - 1.0) as f32;
                self.speed[i].push(error);
                if clean {
                    self.speed_clean[i].push(error);
                }
            }
            before.push((length / FRAME_S, step));
            if let [.., (_, u), (_, v)] = before[..] {
                self.n_backward += u64::from(u[0] * v[0] + u[1] * v[1] < 0.0);
            }
            if let [.., (v0, _), (v1, _), (v2, _)] = before[..] {
                let jerk = ((v2 - 2.0 * v1 + v0) / (FRAME_S * FRAME_S)) as f32;
                self.jerk_all.push(jerk);
                if clean {
                    self.acceleration.push(((v2 - v0) / (2.0 * FRAME_S)) as f32);
                    self.jerk.push(jerk);
                }
            }
            if 3 < before.len() {
                before.remove(0);
            }
        }
    }

    /// How far what was drawn is from the chords between the car's own positions of the seconds around.
    fn add_off_track(&mut self, feed: &Feed, car: usize, drawn: &Drawn) {
        let positions = &feed.cars[car].positions;
        for (frame, point) in drawn.points.iter().enumerate().step_by(8) {
            let Some(point) = point else { continue };
            let time = drawn.time(frame);
            let near = |time: f64| positions.partition_point(|(t, _)| *t < time);
            let around = &positions[near(time - 4.0)..near(time + 4.0)];
            let away =
                around.windows(2).map(|pair| from_chord(*point, pair[0].1, pair[1].1)).reduce(f64::min);
            self.off_track.extend(away.map(|away| away as f32));
        }
    }

    /// The shift within 40 to 60 ms with the least RMS, clean.
    pub(crate) fn best_shift(&self) -> usize {
        let by = |i: &usize| rms(&self.speed_clean[*i]);
        (1..SHIFTS.len()).min_by(|a, b| by(a).total_cmp(&by(b))).unwrap_or(1)
    }
}

fn from_chord(point: Vec2, a: Vec2, b: Vec2) -> f64 {
    let (step, to) = ([b[0] - a[0], b[1] - a[1]], [point[0] - a[0], point[1] - a[1]]);
    let share = ((to[0] * step[0] + to[1] * step[1]) / (step[0] * step[0] + step[1] * step[1]).max(1e-9))
        .clamp(0.0, 1.0);
    (to[0] - step[0] * share).hypot(to[1] - step[1] * share)
}

/// Signed metres along and metres across from a position to what was drawn at a time, measured on the curve that
/// was drawn.
fn along_and_cross(drawn: &Drawn, time: f64, point: Vec2) -> Option<(f64, f64)> {
    const REACH: usize = 75;
    let centre = ((time - drawn.start) / FRAME_S).floor();
    if centre < REACH as f64 || drawn.points.len() < centre as usize + REACH + 2 {
        return None;
    }
    let first = centre as usize - REACH;
    let mut s = 0.0;
    let mut here = None;
    let mut best: Option<(f64, f64)> = None;
    for (i, pair) in drawn.points[first..=first + 2 * REACH + 1].windows(2).enumerate() {
        let [Some(a), Some(b)] = *pair else { return None };
        let step = [b[0] - a[0], b[1] - a[1]];
        let length = step[0].hypot(step[1]);
        let to = [point[0] - a[0], point[1] - a[1]];
        let share = if 0.0 < length {
            ((to[0] * step[0] + to[1] * step[1]) / (length * length)).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let away = (to[0] - step[0] * share).hypot(to[1] - step[1] * share);
        if best.is_none_or(|(_, least)| away < least) {
            best = Some((s + length * share, away));
        }
        if first + i == centre as usize {
            here = Some(s + length * ((time - drawn.time(first + i)) / FRAME_S));
        }
        s += length;
    }
    let (nearest, away) = best?;
    Some((here? - nearest, away))
}

/// Steps of the feed that go backwards or beyond what Speed and the worst stamp (150 ms) allow.
fn jumps(car: &Car, speeds: &Speeds<'_>) -> Vec<f64> {
    let mut jumps = Vec::new();
    for three in car.positions.windows(3) {
        let [(_, p0), (t1, p1), (t2, p2)] = *three else { continue };
        let (last, step) = ([p1[0] - p0[0], p1[1] - p0[1]], [p2[0] - p1[0], p2[1] - p1[1]]);
        let length = step[0].hypot(step[1]);
        let (a, b) = (speeds.speed(t1 + SPEED_LATE_S), speeds.speed(t2 + SPEED_LATE_S));
        let backwards = 5.0 < b
            && 1.0 < length
            && last[0] * step[0] + last[1] * step[1] < -0.5 * last[0].hypot(last[1]) * length;
        let beyond = 1.1 * a.max(b) * (t2 - t1 + 0.15) + 6.0 < length;
        if backwards || beyond {
            jumps.push(t2);
        }
    }
    jumps
}

/// The error common to all cars of a stamp, by an offline reference: how far the cars' residuals of path length
/// less integrated Speed stand from their own two-sided mean, as time; the median over the cars.
fn stamp_errors(feed: &Feed, speeds: &[Speeds<'_>], jumps: &[Vec<f64>]) -> BTreeMap<i64, f64> {
    let residuals: Vec<Vec<(f64, f64, f64)>> = feed
        .cars
        .iter()
        .zip(speeds)
        .zip(jumps)
        .map(|((car, speeds), jumps)| residuals(car, speeds, jumps))
        .collect();
    let mut errors: BTreeMap<i64, f64> = BTreeMap::new();
    for _ in 0..4 {
        let mut by_stamp: BTreeMap<i64, Vec<f64>> = BTreeMap::new();
        for car in &residuals {
            let mended = |i: usize| {
                let (time, residual, speed): (f64, f64, f64) = car[i];
                residual - speed * errors.get(&stamp_ms(time)).copied().unwrap_or(0.0)
            };
            for (i, &(time, residual, speed)) in car.iter().enumerate().filter(|(_, r)| MOVING <= r.2) {
                let near = i.saturating_sub(12)..(i + 13).min(car.len());
                let (mut sum, mut weights) = (0.0, 0.0);
                for k in near.filter(|&k| (car[k].0 - time).abs() < 3.0) {
                    let weight = (-(car[k].0 - time).abs() / 1.2).exp();
                    sum += weight * mended(k);
                    weights += weight;
                }
                by_stamp.entry(stamp_ms(time)).or_default().push((residual - sum / weights) / speed);
            }
        }
        errors = by_stamp
            .into_iter()
            .filter(|(_, errors)| 3 <= errors.len())
            .map(|(stamp, mut errors)| {
                errors.sort_by(f64::total_cmp);
                (stamp, errors[errors.len() / 2])
            })
            .collect();
        let mean = errors.values().sum::<f64>() / errors.len().max(1) as f64;
        for error in errors.values_mut() {
            *error -= mean;
        }
    }
    errors
}

/// Time, path length less integrated Speed, and Speed, of all positions of a car.
fn residuals(car: &Car, speeds: &Speeds<'_>, jumps: &[f64]) -> Vec<(f64, f64, f64)> {
    let mut path = Path::default();
    let mut residuals: Vec<(f64, f64, f64)> = Vec::new();
    let mut last: Option<f64> = None;
    for &(time, point) in &car.positions {
        let end = path.end_point();
        let driven = |t: f64| speeds.distance(t + SPEED_LATE_S);
        if last.is_none() || 1.0 <= (point[0] - end[0]).hypot(point[1] - end[1]) {
            let jumped = jumps.binary_search_by(|jump| jump.total_cmp(&time)).is_ok();
            let join = match last {
                Some(last) if jumped => Join::Jump(driven(time) - driven(last)),
                _ => Join::Curve,
            };
            let moved = path.push(point, join);
            if let Some(before) = residuals.last_mut() {
                before.1 += moved;
            }
        }
        residuals.push((time, path.end() - driven(time), speeds.speed(time + SPEED_LATE_S)));
        last = Some(time);
    }
    residuals
}

fn stamp_ms(time: f64) -> i64 {
    (time * 1000.0).round() as i64
}

pub(crate) fn rms(values: &[f32]) -> f64 {
    (values.iter().map(|v| f64::from(*v).powi(2)).sum::<f64>() / values.len().max(1) as f64).sqrt()
}

/// The value below which a share of the magnitudes lies.
pub(crate) fn quantile(values: &[f32], share: f64) -> f64 {
    let mut sorted: Vec<f32> = values.iter().map(|v| v.abs()).collect();
    sorted.sort_by(f32::total_cmp);
    sorted
        .get(((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1)))
        .map_or(0.0, |v| (*v).into())
}

pub(crate) fn share_above(values: &[f32], limit: f32) -> f64 {
    values.iter().filter(|v| limit < v.abs()).count() as f64 / values.len().max(1) as f64
}
