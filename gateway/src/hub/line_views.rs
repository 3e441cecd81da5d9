//! What the board showed when cars ended their laps, frame by frame: trends are made of it, and a page that goes to a
//! moment has not seen the frames before it.

use std::collections::BTreeMap;

use gridcast_shared::ids::DriverCode;
use gridcast_shared::intervals::LapIntervals;
use gridcast_shared::race::RaceState;
use gridcast_shared::recording::Timeline;

/// What was seen at the end of a lap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct View {
    ahead: Option<DriverCode>,
    interval_ms: u32,
    date_ms: i64,
}

/// Intervals at the ends of laps: of the last laps for the board, of all for the timeline.
#[derive(Debug, Default)]
pub(super) struct LineViews {
    intervals: LapIntervals,
    all: BTreeMap<(DriverCode, u8), View>,
}

impl LineViews {
    /// Takes note of a frame.
    pub(super) fn observe(&mut self, state: &RaceState, date_ms: i64) {
        let code = |car: usize| state.session.drivers.get(car).map(|driver| driver.code);
        let all = &mut self.all;
        self.intervals.observe_each(state, |seen| {
            if let Some(driver) = code(seen.car.index()) {
                let ahead = seen.ahead.and_then(|ahead| code(ahead.index()));
                all.insert((driver, seen.lap), View { ahead, interval_ms: seen.interval_ms, date_ms });
            }
        });
    }

    /// Those of the last laps.
    pub(super) fn intervals(&self) -> &LapIntervals {
        &self.intervals
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Writes them to the laps that they are of.
    pub(super) fn write(&self, timeline: &mut Timeline) {
        for car in &mut timeline.cars {
            for lap in &mut car.laps {
                if let Some(view) = self.all.get(&(car.driver, lap.lap)) {
                    (lap.ahead, lap.ahead_ms) = (view.ahead, Some(view.interval_ms));
                    lap.seen_ms = Some(view.date_ms);
                }
            }
        }
    }
}
