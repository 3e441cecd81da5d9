//! What a spectator would check: who is ahead on the map, and when cars cross the line, against lap records.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::Path;

use gridcast_core::motion::Vec2;
use gridcast_shared::topics::{Record, Topic};

use crate::drive::{Drawn, FRAME_S};
use crate::recording::Feed;

/// Pairs of cars farther apart than this on the lap are not compared, nor those nearer than [`TOO_NEAR`], metres.
const NEAR: f64 = 150.0;
const TOO_NEAR: f64 = 6.0;

/// The records of a race, and the lap as one car drove it best.
pub(crate) struct Race {
    /// Ends of laps by car: lap, time in the feed's seconds, duration in seconds when known.
    laps: Vec<Vec<(u32, f64, Option<f64>)>>,
    line: Vec2,
    direction: Vec2,
    outline: Vec<Vec2>,
    /// Arc length at each point of the outline; the last is the lap's.
    lengths: Vec<f64>,
}

/// Errors of one drawing.
#[derive(Default)]
pub(crate) struct Order {
    pub(crate) n_pairs: u64,
    pub(crate) n_wrong: u64,
    /// Changes of order that were undone within four seconds, drawn and in the raw positions.
    pub(crate) n_flips: u64,
    pub(crate) n_raw_flips: u64,
    /// ms.
    pub(crate) gaps: Vec<f32>,
    pub(crate) lap_times: Vec<f32>,
    pub(crate) n_wrong_at_line: u64,
}

impl Race {
    pub(crate) fn read(folder: &Path, feed: &Feed) -> Option<Self> {
        let file = std::fs::File::open(folder.join("laps/2025_australia_race.jsonl")).ok()?;
        let mut laps = vec![Vec::new(); feed.cars.len()];
        for line in std::io::BufReader::new(file).split(b'\n').map_while(Result::ok) {
            let Ok(Record::Lap(lap)) = Record::parse(Topic::Laps, &line) else { continue };
            let Some(end_ms) = lap.end_date_ms() else { continue };
            let Some(car) = feed.cars.iter().position(|car| car.driver == lap.driver.as_str()) else {
                continue;
            };
            let end = (end_ms - feed.origin_ms) as f64 / 1000.0;
            laps[car].push((lap.lap_number as u32, end, lap.lap_time.map(|ms| ms as f64 / 1000.0)));
        }
        let mut ends: Vec<(Vec2, Vec2)> = Vec::new();
        for (car, laps) in feed.cars.iter().zip(&laps) {
            ends.extend(laps.iter().filter_map(|(_, end, _)| {
                let (place, before) = (raw_at(&car.positions, *end)?, raw_at(&car.positions, *end - 0.5)?);
                Some((place, [place[0] - before[0], place[1] - before[1]]))
            }));
        }
        let median = |of: &dyn Fn(&(Vec2, Vec2)) -> f64| {
            let mut values: Vec<f64> = ends.iter().map(of).collect();
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied()
        };
        let line = [median(&|end| end.0[0])?, median(&|end| end.0[1])?];
        let step = [median(&|end| end.1[0])?, median(&|end| end.1[1])?];
        let direction = [step[0] / step[0].hypot(step[1]), step[1] / step[0].hypot(step[1])];
        let best = |laps: &Vec<(u32, f64, Option<f64>)>| {
            laps.iter().filter_map(|(_, end, time)| Some(((*time)?, *end))).min_by(|a, b| a.0.total_cmp(&b.0))
        };
        let (car, (time, end)) = laps
            .iter()
            .enumerate()
            .filter_map(|(car, laps)| Some((car, best(laps)?)))
            .min_by(|a, b| a.1.0.total_cmp(&b.1.0))?;
        let within = feed.cars[car].positions.iter().filter(|(t, _)| (end - time..end).contains(t));
        let mut outline: Vec<Vec2> = within.map(|(_, point)| *point).collect();
        outline.push(*outline.first()?);
        let mut lengths = vec![0.0];
        for pair in outline.windows(2) {
            lengths
                .push(lengths[lengths.len() - 1] + (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]));
        }
        Some(Self { laps, line, direction, outline, lengths })
    }

    /// Compares a drawing of all cars with the raw positions and the records.
    pub(crate) fn compare(&self, feed: &Feed, drawn: &[Drawn]) -> Order {
        let mut order = Order::default();
        self.compare_on_track(feed, drawn, &mut order);
        self.compare_at_line(drawn, &mut order);
        order
    }

    fn compare_on_track(&self, feed: &Feed, drawn: &[Drawn], order: &mut Order) {
        let mut by_stamp: BTreeMap<i64, Vec<(usize, f64, f64)>> = BTreeMap::new();
        for (i, car) in feed.cars.iter().enumerate() {
            for &(time, point) in &car.positions {
                let raw = self.progress(point);
                let shown = drawn[i].at(time).and_then(|point| self.progress(point));
                if let (Some(raw), Some(shown)) = (raw, shown) {
                    by_stamp.entry((time * 1000.0).round() as i64).or_default().push((i, raw, shown));
                }
            }
        }
        let mut shown_flips = Flips::default();
        let mut raw_flips = Flips::default();
        for (stamp, cars) in by_stamp {
            for (k, a) in cars.iter().enumerate() {
                for b in &cars[..k] {
                    let (raw, shown) = (self.ahead(a.1 - b.1), self.ahead(a.2 - b.2));
                    if NEAR < raw.abs() {
                        continue;
                    }
                    raw_flips.see((a.0, b.0), stamp, raw);
                    shown_flips.see((a.0, b.0), stamp, shown);
                    if TOO_NEAR < raw.abs() {
                        order.n_pairs += 1;
                        order.n_wrong += u64::from(raw * shown < 0.0);
                    }
                }
            }
        }
        (order.n_flips, order.n_raw_flips) = (shown_flips.n, raw_flips.n);
    }

    fn compare_at_line(&self, drawn: &[Drawn], order: &mut Order) {
        let mut by_lap: BTreeMap<u32, Vec<(f64, f64)>> = BTreeMap::new();
        for (car, laps) in self.laps.iter().enumerate() {
            let mut last: Option<(u32, f64)> = None;
            for &(lap, end, time) in laps {
                let Some(crossed) = self.crossing(&drawn[car], end) else { continue };
                if let (Some((before, began)), Some(time)) = (last, time)
                    && before + 1 == lap
                {
                    order.lap_times.push(((crossed - began - time) * 1000.0) as f32);
                }
                by_lap.entry(lap).or_default().push((end, crossed));
                last = Some((lap, crossed));
            }
        }
        for cars in by_lap.values_mut() {
            cars.sort_by(|a, b| a.0.total_cmp(&b.0));
            for pair in cars.windows(2) {
                let gap = pair[1].1 - pair[0].1;
                order.gaps.push(((gap - (pair[1].0 - pair[0].0)) * 1000.0) as f32);
                order.n_wrong_at_line += u64::from(gap < 0.0);
            }
        }
    }

    /// When the drawn car crossed the line, nearest to `about` and within two seconds of it.
    fn crossing(&self, drawn: &Drawn, about: f64) -> Option<f64> {
        let beyond = |point: Vec2| {
            let to = [point[0] - self.line[0], point[1] - self.line[1]];
            let across = to[0] * self.direction[1] - to[1] * self.direction[0];
            (across.abs() < 40.0).then_some(to[0] * self.direction[0] + to[1] * self.direction[1])
        };
        let first = ((about - 2.0 - drawn.start) / FRAME_S).max(0.0) as usize;
        let crossings = (first..first + 240).filter_map(|frame| {
            let a = beyond((*drawn.points.get(frame)?)?)?;
            let b = beyond((*drawn.points.get(frame + 1)?)?)?;
            (a < 0.0 && 0.0 <= b).then(|| drawn.time(frame) + FRAME_S * a / (a - b))
        });
        crossings.min_by(|a, b| (a - about).abs().total_cmp(&(b - about).abs()))
    }

    /// Metres along the lap; `None` off the track (pit lane, grass).
    fn progress(&self, point: Vec2) -> Option<f64> {
        let mut best = (15.0, None);
        for (i, pair) in self.outline.windows(2).enumerate() {
            let step = [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]];
            let to = [point[0] - pair[0][0], point[1] - pair[0][1]];
            let squared = step[0] * step[0] + step[1] * step[1];
            let share = ((to[0] * step[0] + to[1] * step[1]) / squared.max(1e-9)).clamp(0.0, 1.0);
            let away = (to[0] - step[0] * share).hypot(to[1] - step[1] * share);
            if away < best.0 {
                best = (away, Some(self.lengths[i] + share * squared.sqrt()));
            }
        }
        best.1
    }

    fn ahead(&self, difference: f64) -> f64 {
        let lap = self.lengths[self.lengths.len() - 1];
        difference - (difference / lap).round() * lap
    }
}

/// Counts changes of order that are undone within four seconds; nearer than [`TOO_NEAR`] there is no order.
#[derive(Default)]
struct Flips {
    pairs: BTreeMap<(usize, usize), (bool, i64)>,
    n: u64,
}

impl Flips {
    fn see(&mut self, pair: (usize, usize), stamp: i64, ahead: f64) {
        if ahead.abs() < TOO_NEAR {
            return;
        }
        let first = self.pairs.entry(pair).or_insert((0.0 < ahead, i64::MIN / 2));
        if first.0 != (0.0 < ahead) {
            self.n += u64::from(stamp - first.1 < 4_000);
            *first = (0.0 < ahead, stamp);
        }
    }
}

fn raw_at(positions: &[(f64, Vec2)], time: f64) -> Option<Vec2> {
    let after = positions.partition_point(|(t, _)| *t <= time);
    let ((t0, a), (t1, b)) = (positions.get(after.checked_sub(1)?)?, positions.get(after)?);
    let share = (time - t0) / (t1 - t0);
    (t1 - t0 < 1.0).then(|| [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share])
}
