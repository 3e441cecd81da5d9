//! What the frames showed, one by one: the intervals when cars ended their laps, what stops cost, the weather. Trends
//! are made of it, and a page that goes to a moment, or comes late, has not seen the frames before it.

use std::collections::BTreeMap;

use gridcast_shared::ids::DriverCode;
use gridcast_shared::intervals::LapIntervals;
use gridcast_shared::pit_loss::Losses;
use gridcast_shared::race::RaceState;
use gridcast_shared::recording::{StopEntry, Timeline, WeatherEntry};
use gridcast_shared::session::Driver;
use gridcast_shared::weather_trend::WeatherTrend;

/// What was seen at the end of a lap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LapView {
    ahead: Option<DriverCode>,
    interval_ms: u32,
    date_ms: i64,
}

/// What was seen: of the last laps for the board, all of it for the timeline.
#[derive(Debug, Default)]
pub(super) struct Views {
    intervals: LapIntervals,
    laps: BTreeMap<(DriverCode, u8), LapView>,
    losses: Losses,
    weather: WeatherTrend,
}

impl Views {
    /// Takes note of a frame.
    pub(super) fn observe(&mut self, state: &RaceState, date_ms: i64) {
        let code = |car: usize| state.session.drivers.get(car).map(|driver| driver.code);
        self.losses.observe(state, date_ms, false);
        self.weather.observe(state, date_ms);
        let laps = &mut self.laps;
        self.intervals.observe_each(state, |seen| {
            if let Some(driver) = code(seen.car.index()) {
                let ahead = seen.ahead.and_then(|ahead| code(ahead.index()));
                laps.insert((driver, seen.lap), LapView { ahead, interval_ms: seen.interval_ms, date_ms });
            }
        });
    }

    /// The intervals of the last laps.
    pub(super) fn intervals(&self) -> &LapIntervals {
        &self.intervals
    }

    /// How much there is to be written.
    pub(super) fn len(&self) -> usize {
        self.laps.len() + self.losses.all().len() + self.weather.all().len()
    }

    /// Writes all to the timeline of a session with these drivers: intervals to the laps that they are of.
    pub(super) fn write(&self, timeline: &mut Timeline, drivers: &[Driver]) {
        for car in &mut timeline.cars {
            for lap in &mut car.laps {
                if let Some(view) = self.laps.get(&(car.driver, lap.lap)) {
                    (lap.ahead, lap.ahead_ms) = (view.ahead, Some(view.interval_ms));
                    lap.seen_ms = Some(view.date_ms);
                }
            }
        }
        let stops = self.losses.all().iter().filter_map(|seen| {
            let driver = drivers.get(seen.car.index())?.code;
            let (lap, under) = (seen.lap, seen.under);
            Some(StopEntry { date_ms: seen.known_ms, driver, lap, under, cost_ms: seen.ms })
        });
        timeline.stops = stops.collect();
        let weather = self.weather.all().iter();
        timeline.weather = weather.map(|&(date_ms, weather)| WeatherEntry { date_ms, weather }).collect();
    }
}
