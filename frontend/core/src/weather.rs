//! How the weather goes: a sample a minute of the last hour, as seen at the moment shown.

use gridcast_shared::ids::SessionId;
use gridcast_shared::race::{RaceState, Weather};

/// Time between two samples, ms.
const STEP_MS: i64 = 60_000;

/// Samples that are kept.
const KEPT: usize = 60;

/// Over this time a trend is told, ms.
const TREND_MS: i64 = 15 * 60_000;

/// The last hour.
#[derive(Clone, Debug, Default)]
pub struct WeatherTrend {
    session: Option<SessionId>,
    /// Oldest first.
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
    /// Takes note of the weather at a moment; what is later than it is forgotten.
    pub fn observe(&mut self, state: &RaceState, now_ms: i64) {
        if self.session.as_ref() != Some(&state.session.id) {
            *self = Self { session: Some(state.session.id.clone()), samples: Vec::new() };
        }
        self.samples.retain(|(at, _)| *at <= now_ms);
        let Some(weather) = state.status.weather else { return };
        if self.samples.last().is_none_or(|(at, _)| at + STEP_MS <= now_ms) {
            if self.samples.len() == KEPT {
                self.samples.remove(0);
            }
            self.samples.push((now_ms, weather));
        }
    }

    /// The samples, oldest first.
    pub fn samples(&self) -> &[(i64, Weather)] {
        &self.samples
    }

    /// What has changed in the last quarter of an hour, or since the page looks; none within the first minutes.
    pub fn change(&self) -> Option<Change> {
        let (now_ms, now) = self.samples.last()?;
        let (then_ms, then) = self.samples.iter().find(|(at, _)| now_ms - at <= TREND_MS)?;
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
    use crate::testing;

    #[test]
    fn the_trend_is_of_the_last_quarter_of_an_hour() {
        let (mut state, _) = testing::race(1);
        let mut trend = WeatherTrend::default();
        for minute in 0..70_i16 {
            state.status.weather = Some(Weather { track_dc: 300 - minute, ..Weather::default() });
            trend.observe(&state, i64::from(minute) * 60_000);
            trend.observe(&state, i64::from(minute) * 60_000 + 10_000);
        }
        assert_eq!(trend.samples().len(), KEPT);
        assert_eq!(trend.change().map(|change| (change.over_ms, change.track_dc)), Some((900_000, -15)));
        trend.observe(&state, 11 * 60_000);
        assert_eq!((trend.samples().len(), trend.change()), (2, None), "later samples are forgotten");
    }
}
