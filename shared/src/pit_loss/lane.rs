//! What a stop costs by the circuit's own geometry: the way through the lane at its limit, and the same stretch of the
//! track at the pace of the moment.

use serde::{Deserialize, Serialize};

use crate::race::TrackStatus;
use crate::session::{Circuit, Point};
use crate::units::UNITS_PER_METRE;

/// The limit in the lane, m/s: 80 km/h nearly everywhere.
const LANE_MPS: f64 = 80.0 / 3.6;

/// Braking for the lane, standing for the wheels, pulling away and being up to speed again, against driving through at
/// the limit, seconds; by the stops of the 2025 Australian race.
const STAND_S: f64 = 9.0;

/// What a stop costs where nobody knows the lane, ms.
const USUAL_MS: u32 = 22_000;

/// Lanes are told or learned between 100 m and 1.5 km; anything else is a mistake.
const LANE_M: std::ops::RangeInclusive<f64> = 100.0..=1_500.0;

/// What the race is under, as far as it matters to who stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Under {
    /// Racing, a yellow flag in a sector included.
    Green,
    /// The virtual safety car.
    Virtual,
    /// The safety car.
    SafetyCar,
}

impl Under {
    /// By the flag; none when nobody stops: under red, and after the chequered one.
    pub fn of(track: TrackStatus) -> Option<Self> {
        match track {
            TrackStatus::Unknown | TrackStatus::Clear | TrackStatus::Yellow | TrackStatus::DoubleYellow => {
                Some(Self::Green)
            }
            TrackStatus::VirtualSafetyCar | TrackStatus::VirtualEnding => Some(Self::Virtual),
            TrackStatus::SafetyCar => Some(Self::SafetyCar),
            TrackStatus::Red | TrackStatus::Finished => None,
        }
    }

    /// What has this name in JSON documents.
    pub fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "green" => Self::Green,
            "virtual" => Self::Virtual,
            "safety-car" => Self::SafetyCar,
            _ => return None,
        })
    }

    /// How fast the stretch beside the lane is passed, m/s: a main straight with a corner at its end.
    fn track_mps(self) -> f64 {
        match self {
            Self::Green => 62.0,
            Self::Virtual => 40.0,
            Self::SafetyCar => 34.0,
        }
    }

    /// What a stop costs, as a share of one under green, where nobody knows the lane: as a lane of 300 m has it.
    pub(super) fn share(self) -> f64 {
        match self {
            Self::Green => 1.0,
            Self::Virtual => 0.86,
            Self::SafetyCar => 0.8,
        }
    }
}

/// What a stop costs, ms; none when the circuit's lane is not known.
pub fn cost_ms(circuit: &Circuit, under: Under) -> Option<u32> {
    let (lane_m, beside_m) = stretches(circuit)?;
    let cost_s = lane_m / LANE_MPS + STAND_S - beside_m / under.track_mps();
    Some((cost_s.max(0.0) * 1000.0) as u32)
}

/// The same where nothing is known of the circuit, ms.
pub(super) fn usual_ms(under: Under) -> u32 {
    (f64::from(USUAL_MS) * under.share()) as u32
}

/// The lengths of the lane and of the track beside it, metres.
fn stretches(circuit: &Circuit) -> Option<(f64, f64)> {
    let (lane, track) = (&circuit.pit_lane, &circuit.outline);
    let lane_m: f64 = lane.windows(2).map(|pair| apart_m(pair[0], pair[1])).sum();
    if !LANE_M.contains(&lane_m) || track.len() < 3 {
        return None;
    }
    let nearest = |at: Point| {
        let apart = |i: &usize| apart_m(track[*i], at);
        (0..track.len()).min_by(|a, b| apart(a).total_cmp(&apart(b)))
    };
    let (from, to) = (nearest(*lane.first()?)?, nearest(*lane.last()?)?);
    let n = (to + track.len() - from) % track.len();
    let point = |i: usize| track[(from + i) % track.len()];
    let beside_m = (0..n).map(|i| apart_m(point(i), point(i + 1))).sum();
    LANE_M.contains(&beside_m).then_some((lane_m, beside_m))
}

fn apart_m(a: Point, b: Point) -> f64 {
    f64::from(a.x - b.x).hypot(f64::from(a.y - b.y)) / UNITS_PER_METRE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_read_as_they_are_written() {
        for under in [Under::Green, Under::Virtual, Under::SafetyCar] {
            let word = serde_json::to_value(under).unwrap();
            assert_eq!(Under::of_word(word.as_str().unwrap()), Some(under));
        }
        assert_eq!(Under::of_word("red"), None);
    }

    #[test]
    fn the_lane_tells_what_a_stop_costs() {
        let corner = [(0, 0), (10_000, 0), (10_000, 4_000), (0, 4_000)];
        let mut outline = Vec::new();
        for (i, from) in corner.iter().enumerate() {
            let to = corner[(i + 1) % 4];
            outline.extend((0..20).map(|k| Point {
                x: from.0 + (to.0 - from.0) * k / 20,
                y: from.1 + (to.1 - from.1) * k / 20,
            }));
        }
        let pit_lane = (2..=8).map(|k| Point { x: k * 500, y: 150 }).collect();
        let circuit = Circuit { outline, pit_lane, ..Circuit::default() };
        // 300 m each: 13.5 s at the limit and 9 s for the stop, less 4.8 s under green, 8.8 s behind the safety car.
        assert_eq!(cost_ms(&circuit, Under::Green), Some(17_661));
        assert_eq!(cost_ms(&circuit, Under::SafetyCar), Some(13_676));
        assert_eq!(cost_ms(&Circuit::default(), Under::Green), None);
        let short = Circuit { pit_lane: circuit.pit_lane[..2].to_vec(), ..circuit };
        assert_eq!(cost_ms(&short, Under::Green), None);
    }
}
