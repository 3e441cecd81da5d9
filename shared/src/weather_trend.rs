//! How the weather goes: a sample a minute, of which the last hour before the moment shown is told.
//!
//! A page sees what it shows; the gateway sees every frame and tells who comes late.

use crate::ids::SessionId;
use crate::race::{RaceState, Weather};

/// Time between two samples, ms.
const STEP_MS: i64 = 60_000;

/// Samples that are kept: ten hours.
const KEPT: usize = 600;

/// So long before the moment shown is told, ms.
const TOLD_MS: i64 = 60 * STEP_MS;

/// Over this time a trend is told, ms.
const TREND_MS: i64 = 15 * 60_000;

/// The weather as it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeatherTrend {
    session: Option<SessionId>,
    now_ms: i64,
    /// Oldest first: of each minute the earliest that was shown.
    samples: Vec<(i64, Weather)>,
}

/// What changed, and over which time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// ms.
    pub over_ms: i64,
    /// Tenths of a degree.
    pub air_dc: i32,
    /// Tenths of a degree.
    pub track_dc: i32,
    /// Percent.
    pub humidity_pct: i32,
}

impl WeatherTrend {
    /// Takes note of the weather at the moment shown; what is later than it is not told.
    pub fn observe(&mut self, state: &RaceState, now_ms: i64) {
        self.begin(&state.session.id);
        self.now_ms = now_ms;
        if let Some(weather) = state.status.weather {
            self.sample(now_ms, weather);
        }
    }

    /// Takes samples of a session that others have seen.
    pub fn recall(&mut self, session: &SessionId, told: impl IntoIterator<Item = (i64, Weather)>) {
        self.begin(session);
        for (at_ms, weather) in told {
            self.sample(at_ms, weather);
        }
    }

    /// Of another session it forgets all.
    fn begin(&mut self, session: &SessionId) {
        if self.session.as_ref() != Some(session) {
            *self = Self { session: Some(session.clone()), ..Self::default() };
        }
    }

    fn sample(&mut self, at_ms: i64, weather: Weather) {
        let minute = |at_ms: i64| at_ms.div_euclid(STEP_MS);
        let place = self.samples.partition_point(|(at, _)| minute(*at) < minute(at_ms));
        match self.samples.get_mut(place) {
            Some(sample) if minute(sample.0) == minute(at_ms) => {
                if at_ms < sample.0 {
                    *sample = (at_ms, weather);
                }
            }
            Some(_) | None => {
                self.samples.insert(place, (at_ms, weather));
                if KEPT < self.samples.len() {
                    self.samples.remove(0);
                }
            }
        }
    }

    /// All samples, oldest first.
    pub fn all(&self) -> &[(i64, Weather)] {
        &self.samples
    }

    /// The samples of the last hour, oldest first.
    pub fn samples(&self) -> &[(i64, Weather)] {
        let [from, until] =
            [self.now_ms - TOLD_MS, self.now_ms].map(|ms| self.samples.partition_point(|(at, _)| *at <= ms));
        &self.samples[from..until]
    }

    /// What has changed in the last quarter of an hour, or since the page looks; none within the first minutes.
    pub fn change(&self) -> Option<Change> {
        let (now_ms, now) = self.samples().last()?;
        let (then_ms, then) = self.samples().iter().find(|(at, _)| now_ms - at <= TREND_MS)?;
        let over_ms = now_ms - then_ms;
        (3 * STEP_MS <= over_ms).then(|| Change {
            over_ms,
            air_dc: i32::from(now.air_dc) - i32::from(then.air_dc),
            track_dc: i32::from(now.track_dc) - i32::from(then.track_dc),
            humidity_pct: i32::from(now.humidity_pct) - i32::from(then.humidity_pct),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::race;

    #[test]
    fn the_trend_is_of_the_last_quarter_of_an_hour() {
        let mut state = race(1);
        let mut trend = WeatherTrend::default();
        for minute in 0..70_i16 {
            state.status.weather = Some(Weather { track_dc: 300 - minute, ..Weather::default() });
            trend.observe(&state, i64::from(minute) * 60_000);
            trend.observe(&state, i64::from(minute) * 60_000 + 10_000);
        }
        assert_eq!(trend.samples().len(), 60);
        assert_eq!(trend.change().map(|change| (change.over_ms, change.track_dc)), Some((900_000, -15)));
        trend.observe(&state, 11 * 60_000);
        let change = trend.change().map(|change| (change.over_ms, change.track_dc));
        assert_eq!((trend.samples().len(), change), (12, Some((660_000, -11))), "later samples are not told");
        trend.observe(&state, 69 * 60_000);
        assert_eq!(trend.change().map(|change| change.track_dc), Some(-15), "and are there again");
    }

    #[test]
    fn who_comes_late_is_told_how_it_was() {
        let mut state = race(1);
        let weather = |track_dc| Weather { track_dc, ..Weather::default() };
        let mut trend = WeatherTrend::default();
        trend
            .recall(&state.session.id, (0..60).map(|minute| (minute * 60_000, weather(300 - minute as i16))));
        state.status.weather = Some(weather(200));
        trend.observe(&state, 60 * 60_000);
        let change = trend.change().map(|change| (change.over_ms, change.track_dc));
        assert_eq!((trend.samples().len(), change), (60, Some((900_000, 200 - 255))));
        trend.observe(&state, 30_000);
        assert_eq!((trend.samples().len(), trend.change()), (1, None), "what is later is not told");
    }
}
