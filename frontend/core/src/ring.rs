//! The lap unrolled to a ring: how far along the lap a car is, as an angle, so that distances read alike all around.
//!
//! The ring is a circuit of its own in a plane of its own: whatever draws a circuit and cars draws it as well.

use gridcast_shared::race::{CarStatus, RaceState};
use gridcast_shared::session::{Circuit, Point};

use crate::lap_line::LapLine;
use crate::live::DrawnCar;
use crate::maths;
use crate::motion::Quality;

/// Radius of the ring, and of the one within for cars in the pits, track units of its own plane.
const RADIUS: f64 = 5_000.0;
const PIT_RADIUS: f64 = 4_350.0;

/// Radius at which intervals are written.
const BESIDE_RADIUS: f64 = 3_350.0;

/// Points of its outline.
const POINTS: usize = 180;

/// The ring of a circuit.
#[derive(Clone, Debug)]
pub struct Ring {
    line: LapLine,
    /// How far along the lap each car was last, metres.
    along: Vec<Option<f64>>,
    circuit: Circuit,
    cars: Vec<DrawnCar>,
}

impl Ring {
    /// The ring of a circuit; none while its outline is not known.
    pub fn of(circuit: &Circuit) -> Option<Self> {
        let line = LapLine::of(&circuit.outline)?;
        let around = (0..POINTS).map(|i| point(place(i as f64 / POINTS as f64, RADIUS))).collect();
        let share = |corner: &Point| Some(line.along(corner.x.into(), corner.y.into(), None)? / line.lap_m());
        // A corner that is not on the outline would shift the numbers of all that follow: then there are none.
        let corners: Option<Vec<f64>> = circuit.corners.iter().map(share).collect();
        let corners =
            corners.unwrap_or_default().into_iter().map(|share| point(place(share, RADIUS))).collect();
        let circuit =
            Circuit { outline: around, corners, sector_ends: circuit.sector_ends, ..Circuit::default() };
        Some(Self { line, along: Vec::new(), circuit, cars: Vec::new() })
    }

    /// The ring as a circuit, the start line at its top, driven clockwise.
    pub fn circuit(&self) -> &Circuit {
        &self.circuit
    }

    /// The cars on the ring: those in the pits stand within it, who is nowhere near the track stays where it was.
    pub fn place_cars(&mut self, state: &RaceState, cars: &[DrawnCar]) -> &[DrawnCar] {
        self.along.resize(cars.len(), None);
        self.cars.clear();
        for (i, car) in cars.iter().enumerate() {
            let mut on_ring = *car;
            if car.quality != Quality::Absent {
                self.along[i] = self.line.along(car.x, car.y, self.along[i]).or(self.along[i]);
            }
            let in_pit = state.cars.get(i).is_some_and(|timing| timing.status == CarStatus::InPit);
            match self.along[i] {
                Some(along) => {
                    let radius = if in_pit { PIT_RADIUS } else { RADIUS };
                    [on_ring.x, on_ring.y] = place(along / self.line.lap_m(), radius);
                }
                None => on_ring.quality = Quality::Absent,
            }
            self.cars.push(on_ring);
        }
        &self.cars
    }

    /// Within the ring beside a car, where its interval is written, track units of the ring's plane.
    pub fn beside(&self, car: usize) -> Option<[f64; 2]> {
        let along = (*self.along.get(car)?)?;
        Some(place(along / self.line.lap_m(), BESIDE_RADIUS))
    }

    /// Where a place of the circuit is on the ring.
    pub fn place_of(&self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        Some(place(self.line.along(x, y, None)? / self.line.lap_m(), RADIUS))
    }
}

/// A share of the lap on a ring.
fn place(share: f64, radius: f64) -> [f64; 2] {
    let (sin, cos) = maths::sin_cos(share * std::f64::consts::TAU);
    [radius * sin, radius * cos]
}

fn point([x, y]: [f64; 2]) -> Point {
    Point { x: x.round() as i32, y: y.round() as i32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn cars_stand_where_they_are_along_the_lap() {
        let (mut state, mut cars) = testing::race(3);
        let outline = state.session.circuit.outline.clone();
        let mut ring = Ring::of(&state.session.circuit).unwrap();
        for (car, at) in cars.iter_mut().zip([0, 25, 50]) {
            (car.x, car.y) = (outline[at].x.into(), outline[at].y.into());
        }
        state.cars[2].status = CarStatus::InPit;
        let placed = ring.place_cars(&state, &cars).to_vec();
        assert!(placed[0].x.abs() < 1.0 && (placed[0].y - RADIUS).abs() < 1.0, "the line is at the top");
        assert!((placed[1].x - RADIUS).abs() < 300.0, "a quarter on, clockwise: {:?}", placed[1]);
        assert!((placed[2].y + PIT_RADIUS).abs() < 1.0, "in the pits, within: {:?}", placed[2]);
        (cars[1].x, cars[1].y) = (90_000.0, 90_000.0);
        let before = placed[1];
        assert_eq!(ring.place_cars(&state, &cars)[1], before, "nowhere near the track");
        assert!(Ring::of(&Circuit::default()).is_none());
    }
}
