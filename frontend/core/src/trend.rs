//! Who is catching whom: the interval to the car ahead at the end of each lap, as this page has seen it.

use std::fmt::Write as _;

use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::race::{CarStatus, Gap, RaceState, TrackStatus};

/// Laps that are kept.
const LAPS: usize = 10;

/// Laps over which the rate is counted.
const RATE_LAPS: usize = 4;

/// One scale for all rows: this far up or down from now, ms.
const SCALE_MS: f64 = 3000.0;

/// Size of the small line, CSS pixels.
pub const SPARK: (f64, f64) = (40.0, 20.0);

/// The intervals of all cars.
#[derive(Clone, Debug, Default)]
pub struct Trends {
    session: Option<SessionId>,
    cars: Vec<Car>,
}

#[derive(Clone, Debug, Default)]
struct Car {
    lap: u8,
    ahead: Option<CarIndex>,
    /// Oldest first.
    laps_ms: Vec<f64>,
}

/// One row's trend as it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trend {
    /// The small line as an SVG path within [`SPARK`]; empty when there are less than two laps.
    pub path: String,
    /// Where it ends.
    pub end: [f64; 2],
    /// Seconds a lap over the last four, negative when closing; `None` when that says nothing.
    pub rate_s: Option<f64>,
}

impl Trends {
    /// Takes note of the laps that have ended since it last looked.
    pub fn observe(&mut self, state: &RaceState) {
        if self.session.as_ref() != Some(&state.session.id) {
            *self = Self { session: Some(state.session.id.clone()), cars: Vec::new() };
        }
        self.cars.resize_with(state.cars.len(), Car::default);
        let order = state.order();
        for (rank, &index) in order.iter().enumerate() {
            let timing = &state.cars[index.index()];
            let ahead = rank.checked_sub(1).map(|rank| order[rank]);
            let car = &mut self.cars[index.index()];
            // Another car ahead, or a lap back in time: another story.
            if car.ahead != ahead || timing.lap < car.lap {
                *car = Car { lap: timing.lap, ahead, laps_ms: Vec::new() };
            }
            let ended = car.lap < timing.lap;
            car.lap = timing.lap;
            let Gap::Millis(ms) = timing.interval else { continue };
            if ended && timing.status == CarStatus::Running && 1 < timing.lap {
                if car.laps_ms.len() == LAPS {
                    car.laps_ms.remove(0);
                }
                car.laps_ms.push(f64::from(ms));
            }
        }
    }

    /// The trend of a car. Behind the safety car there is no rate: the field closes up by itself.
    pub fn of(&self, car: CarIndex, track: TrackStatus) -> Trend {
        let Some(laps_ms) = self.cars.get(car.index()).map(|car| car.laps_ms.as_slice()) else {
            return Trend::default();
        };
        let neutral = !matches!(track, TrackStatus::Unknown | TrackStatus::Clear | TrackStatus::Yellow);
        let rate_s = if neutral { None } else { rate(laps_ms) };
        let (path, end) = spark(laps_ms);
        Trend { path, end, rate_s }
    }
}

/// Slope of the line of least squares through the last laps, seconds a lap.
fn rate(laps_ms: &[f64]) -> Option<f64> {
    let last = &laps_ms[laps_ms.len().saturating_sub(RATE_LAPS)..];
    if last.len() < 3 {
        return None;
    }
    let n = last.len() as f64;
    let middle = (n - 1.0) / 2.0;
    let mean = last.iter().sum::<f64>() / n;
    let (mut above, mut below) = (0.0, 0.0);
    for (i, ms) in last.iter().enumerate() {
        let x = i as f64 - middle;
        above += x * (ms - mean);
        below += x * x;
    }
    Some(above / below / 1000.0)
}

/// The line over the laps; it begins where it enters the scale.
fn spark(laps_ms: &[f64]) -> (String, [f64; 2]) {
    let Some(&now) = laps_ms.last() else { return (String::new(), [0.0; 2]) };
    let (width, height) = (SPARK.0 - 3.0, SPARK.1);
    let place = |i: usize, ms: f64| {
        let back = (laps_ms.len() - 1 - i) as f64;
        let x = width - back * width / (LAPS - 1) as f64;
        // A greater interval stands higher: closing in, the line falls.
        [x, height / 2.0 - (ms - now) / SCALE_MS * (height / 2.0 - 2.0)]
    };
    let first = laps_ms.iter().rposition(|ms| SCALE_MS < (ms - now).abs()).map_or(0, |i| i + 1);
    let mut path = String::new();
    for (i, &ms) in laps_ms.iter().enumerate().skip(first) {
        let [x, y] = place(i, ms);
        let verb = if path.is_empty() { 'M' } else { 'L' };
        write!(path, "{verb}{x:.1} {y:.1}").ok();
    }
    if laps_ms.len() - first < 2 {
        path.clear();
    }
    (path, place(laps_ms.len() - 1, now))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn after(intervals_ms: &[u32]) -> (Trends, RaceState) {
        let (mut state, _) = testing::race(2);
        let mut trends = Trends::default();
        trends.observe(&state);
        for (i, &ms) in intervals_ms.iter().enumerate() {
            state.cars[1].lap = 4 + i as u8;
            state.cars[1].interval = Gap::Millis(ms);
            trends.observe(&state);
            // Within the lap the interval changes, which is no end of a lap.
            state.cars[1].interval = Gap::Millis(ms + 400);
            trends.observe(&state);
        }
        (trends, state)
    }

    #[test]
    fn closing_by_three_tenths() {
        let (trends, _) = after(&[9000, 2400, 2100, 1800, 1500]);
        let trend = trends.of(CarIndex(1), TrackStatus::Clear);
        assert!((trend.rate_s.unwrap() + 0.3).abs() < 1e-9);
        assert_eq!(trend.path.matches('L').count(), 3, "9 s lies outside the scale: {}", trend.path);
        assert_eq!(trends.of(CarIndex(1), TrackStatus::SafetyCar).rate_s, None);
    }

    #[test]
    fn two_laps_are_no_trend() {
        let (trends, _) = after(&[2400, 2100]);
        assert_eq!(trends.of(CarIndex(1), TrackStatus::Clear).rate_s, None);
        assert_eq!(trends.of(CarIndex(0), TrackStatus::Clear), Trend::default());
    }

    #[test]
    fn another_car_ahead_begins_anew() {
        let (mut trends, mut state) = after(&[2400, 2100, 1800]);
        state.cars[0].position = 2;
        state.cars[1].position = 1;
        trends.observe(&state);
        assert_eq!(trends.of(CarIndex(1), TrackStatus::Clear), Trend::default());
    }

    #[test]
    fn only_ten_laps_are_kept() {
        let (trends, _) = after(&[1000; 30]);
        assert_eq!(trends.cars[1].laps_ms.len(), LAPS);
    }
}
