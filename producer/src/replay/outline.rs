//! The circuit's outline, from the laps before the one that a replay begins with: the map has it from the first frame.
//!
//! Each driver's last good lap before the beginning (it has a time and no pits) is followed through the samples that
//! are passed over; the first of them that closes is the outline.

use std::collections::BTreeMap;

use gridcast_shared::ids::DriverCode;
use gridcast_shared::topics::{LapRecord, TeleRecord};

/// Points are this far apart at least, in the unit of X and Y, 0.1 m.
const SPACING: f64 = 100.0;

/// A lap with a longer way between two points was not seen whole.
const MAX_GAP: f64 = 1_200.0;

/// Fewer points are no circuit.
const MIN_POINTS: usize = 30;

/// The laps that may tell the outline.
#[derive(Debug, Default)]
pub(super) struct OutlineBefore {
    laps: BTreeMap<DriverCode, Followed>,
}

#[derive(Debug)]
struct Followed {
    start_ms: i64,
    end_ms: i64,
    way: Vec<[f64; 2]>,
}

impl OutlineBefore {
    /// Of the laps that ended before a date, UTC ms.
    pub(super) fn new(laps: &[LapRecord], before_ms: i64) -> Self {
        let mut followed: BTreeMap<DriverCode, Followed> = BTreeMap::new();
        for lap in laps.iter().filter(|lap| is_good(lap)) {
            let (Some(start_ms), Some(end_ms)) = (lap.lap_start_date, lap.end_date_ms()) else { continue };
            let later = followed.get(&lap.driver).is_none_or(|other| other.end_ms < end_ms);
            if start_ms < end_ms && end_ms <= before_ms && later {
                followed.insert(lap.driver, Followed { start_ms, end_ms, way: Vec::new() });
            }
        }
        Self { laps: followed }
    }

    /// Takes a sample that is passed over.
    pub(super) fn saw(&mut self, tele: &TeleRecord) {
        let Some(lap) = self.laps.get_mut(&tele.driver) else { return };
        let (Some(x), Some(y)) = (tele.x, tele.y) else { return };
        let is_place = x.is_finite() && y.is_finite() && (x != 0.0 || y != 0.0);
        if !is_place || !(lap.start_ms..lap.end_ms).contains(&tele.date) {
            return;
        }
        if lap.way.last().is_none_or(|last| SPACING <= apart(*last, [x, y])) {
            lap.way.push([x, y]);
        }
    }

    /// The outline in the unit of X and Y; empty when no lap was seen whole.
    pub(super) fn outline(self) -> Vec<[i32; 2]> {
        let mut whole: Vec<Followed> = self.laps.into_values().filter(Followed::closes).collect();
        whole.sort_by_key(|lap| lap.end_ms);
        let way = whole.into_iter().next().map(|lap| lap.way).unwrap_or_default();
        way.into_iter().map(|point| point.map(|c| c.round() as i32)).collect()
    }
}

impl Followed {
    fn closes(&self) -> bool {
        let ends = self.way.last().zip(self.way.first());
        MIN_POINTS <= self.way.len()
            && ends.is_some_and(|(last, first)| apart(*last, *first) <= MAX_GAP)
            && self.way.windows(2).all(|step| apart(step[0], step[1]) <= MAX_GAP)
    }
}

fn is_good(lap: &LapRecord) -> bool {
    lap.lap_time.is_some() && lap.pit_in_time.is_none() && lap.pit_out_time.is_none()
}

fn apart(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}
