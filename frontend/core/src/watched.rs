//! What is told beside the rows of all that was shown: laps, stops, weather. Every state that is shown comes by here,
//! drawn or not, and each keeps when it was, so that a moment is told the same whichever way one came to it.

use gridcast_shared::pit_loss::Losses;
use gridcast_shared::race::RaceState;
use gridcast_shared::weather_trend::WeatherTrend;

use crate::history::History;

/// Where so much lies between two states, something was passed over, ms: a chunk that could not be had.
const PASSED_OVER_MS: i64 = 9_000;

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watched {
    /// The laps.
    pub history: History,
    /// What stops cost.
    pub losses: Losses,
    /// The weather.
    pub weather: WeatherTrend,
    /// Date of the state before.
    last_ms: Option<i64>,
}

impl Watched {
    /// Takes a state that is shown, of this date; `leapt` says that the one before it was not shown just before it.
    /// Whether laps are unknown because of that.
    pub(crate) fn observe(&mut self, date_ms: i64, state: &RaceState, leapt: bool) -> bool {
        let before = self.last_ms.replace(date_ms);
        let follows = |before: i64| (before..before + PASSED_OVER_MS).contains(&date_ms);
        let leapt = leapt || !before.is_some_and(follows);
        self.losses.observe(state, date_ms, leapt);
        self.weather.observe(state, date_ms);
        self.history.observe(state, date_ms, leapt)
    }
}
