//! The speed of every car over the last while, for the small line in the driver panel.

use std::collections::VecDeque;

use gridcast_words::fixed::fixed;
use std::fmt::Write as _;

use crate::live::DrawnCar;

/// Source time between two points, ms.
const STEP_MS: f64 = 500.0;

/// Points that are kept: a minute and a half.
const POINTS: usize = 180;

/// Size of the line, CSS pixels of its own box.
pub const TRACE: (f64, f64) = (252.0, 56.0);

/// Speed at the top of the box, km/h.
const TOP_KMH: f64 = 350.0;

/// The speeds.
#[derive(Clone, Debug, Default)]
pub struct SpeedTraces {
    cars: Vec<VecDeque<Option<f32>>>,
    last_ms: Option<f64>,
}

impl SpeedTraces {
    /// Takes note of the cars' speeds at a source time, at most twice a second; whether it did.
    pub fn observe(&mut self, source_ms: f64, cars: &[DrawnCar]) -> bool {
        match self.last_ms {
            // Time fell back, or much was not seen: the line begins anew.
            Some(last) if source_ms < last || last + STEP_MS * POINTS as f64 / 4.0 < source_ms => {
                self.cars.clear();
            }
            Some(last) if source_ms < last + STEP_MS => return false,
            _ => {}
        }
        self.last_ms = Some(source_ms);
        self.cars.resize_with(cars.len().max(self.cars.len()), VecDeque::new);
        for (points, car) in self.cars.iter_mut().zip(cars) {
            if points.len() == POINTS {
                points.pop_front();
            }
            points.push_back(car.seen_kmh().map(|kmh| kmh as f32));
        }
        true
    }

    /// The line of a car, as an SVG path within [`TRACE`]; the newest point at the right.
    pub fn path(&self, car: usize) -> String {
        let mut path = String::new();
        let Some(points) = self.cars.get(car) else { return path };
        let mut pen_down = false;
        for (i, point) in points.iter().enumerate() {
            let Some(speed) = point else {
                pen_down = false;
                continue;
            };
            let x = TRACE.0 - (points.len() - 1 - i) as f64 * TRACE.0 / (POINTS - 1) as f64;
            let y = TRACE.1 * (1.0 - f64::from(*speed).min(TOP_KMH) / TOP_KMH);
            let verb = if pen_down { 'L' } else { 'M' };
            write!(path, "{verb}{} {}", fixed(x, 1), fixed(y, 1)).ok();
            pen_down = true;
        }
        path
    }
}

/// Where a speed stands in the box, for its axis.
pub fn y_of(speed_kmh: f64) -> f64 {
    TRACE.1 * (1.0 - speed_kmh / TOP_KMH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(speed_kmh: f64, has_speed: bool) -> [DrawnCar; 1] {
        [DrawnCar { speed_kmh, has_speed, ..DrawnCar::default() }]
    }

    #[test]
    fn a_gap_lifts_the_pen() {
        let mut traces = SpeedTraces::default();
        for (i, has_speed) in [true, true, false, true].into_iter().enumerate() {
            traces.observe(i as f64 * STEP_MS, &at(175.0, has_speed));
            traces.observe(i as f64 * STEP_MS + 1.0, &at(0.0, has_speed));
        }
        let path = traces.path(0);
        assert_eq!((path.matches('M').count(), path.matches('L').count()), (2, 1), "{path}");
        assert!(path.ends_with("252.0 28.0"), "{path}");
        assert_eq!(traces.path(7), "");
    }

    #[test]
    fn time_that_falls_back_begins_anew() {
        let mut traces = SpeedTraces::default();
        for i in 0..1000 {
            traces.observe(f64::from(i) * STEP_MS, &at(100.0, true));
        }
        assert_eq!(traces.cars[0].len(), POINTS);
        traces.observe(0.0, &at(100.0, true));
        assert_eq!(traces.cars[0].len(), 1);
    }
}
