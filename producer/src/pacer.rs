//! Pacing: when a record is due. Pure arithmetic; the clock is the caller's.
//!
//! `now` is any steady clock that never goes back, as a [`Duration`] since an origin of the caller's choice. Due
//! times are computed from the first record's, never from the one before, so nothing drifts.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use gridcast_shared::topics::{ClockRecord, Record};

/// What the clocks of two runs of a loop are apart at least: more than the hour by which the gateway tells
/// sessions apart when no `f1_session` record does.
pub const LOOP_GAP_MS: i64 = 2 * 3_600_000;

/// How fast a race runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Speed {
    /// So many times as fast as it was: 1 is live.
    Times(f64),
    /// As fast as it can be sent.
    Max,
}

/// Why a text is no [`Speed`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("speed must be a number from 0.01 to 10000, or max; got {0:?}")]
pub struct BadSpeed(String);

impl Speed {
    /// The factor; `None` as fast as possible.
    pub fn factor(self) -> Option<f64> {
        match self {
            Self::Times(factor) => Some(factor),
            Self::Max => None,
        }
    }
}

impl FromStr for Speed {
    type Err = BadSpeed;

    fn from_str(text: &str) -> Result<Self, BadSpeed> {
        if text == "max" {
            return Ok(Self::Max);
        }
        match text.trim_end_matches('x').parse::<f64>() {
            Ok(factor) if (0.01..=10_000.0).contains(&factor) => Ok(Self::Times(factor)),
            _ => Err(BadSpeed(text.chars().take(20).collect())),
        }
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Times(factor) => write!(f, "{factor}x"),
            Self::Max => f.pad("max"),
        }
    }
}

/// Tells when records are due.
#[derive(Clone, Debug)]
pub struct Pacer {
    speed: Speed,
    origin: Option<(Duration, i64)>,
}

impl Pacer {
    /// A pacer whose first record is due at once.
    pub fn new(speed: Speed) -> Self {
        Self { speed, origin: None }
    }

    /// How long until a record of source time `at_ms` is due; zero when it is due, also when it is late: after a
    /// stall the source catches up to the clock rather than lag for ever.
    pub fn wait(&mut self, now: Duration, at_ms: i64) -> Duration {
        let Speed::Times(factor) = self.speed else { return Duration::ZERO };
        let (began, first_ms) = *self.origin.get_or_insert((now, at_ms));
        let since_ms = at_ms.saturating_sub(first_ms).max(0) as f64 / factor;
        // A century at most: beyond that a duration would overflow.
        let due = began + Duration::from_secs_f64((since_ms / 1000.0).min(3.2e9));
        due.saturating_sub(now)
    }

    /// Forgets the origin: the next record is due at once. For the next run of a loop.
    pub fn restart(&mut self) {
        self.origin = None;
    }
}

/// Shifts the dates of a looped source, so that each run is a session of its own that begins
/// [`LOOP_GAP_MS`] after the last one ended.
#[derive(Clone, Copy, Debug, Default)]
pub struct Loop {
    shift_ms: i64,
    span: Option<(i64, i64)>,
}

impl Loop {
    /// The first run: nothing is shifted.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes note of a record of the source's own time and shifts it.
    pub fn apply(&mut self, at_ms: &mut i64, record: &mut Record) {
        let (first, last) = self.span.unwrap_or((*at_ms, *at_ms));
        self.span = Some((first.min(*at_ms), last.max(*at_ms)));
        *at_ms += self.shift_ms;
        shift_dates(record, self.shift_ms);
    }

    /// Begins the next run, once the source is at its end. The shift grows by whole seconds.
    pub fn next_run(&mut self) {
        if let Some((first, last)) = self.span.take() {
            self.shift_ms += (last - first + LOOP_GAP_MS + 999) / 1000 * 1000;
        }
    }
}

/// Makes a record `shift_ms` later: every UTC date in it. Session times, which count from the recording's own
/// zero, stay.
pub fn shift_dates(record: &mut Record, shift_ms: i64) {
    match record {
        Record::Tele(r) => r.date += shift_ms,
        Record::Lap(r) => r.lap_start_date = r.lap_start_date.map(|date| date + shift_ms),
        Record::Session(r) => {
            r.start_date = r.start_date.map(|date| date + shift_ms);
            r.clock = r.clock.map(|clock| ClockRecord { date: clock.date + shift_ms, ..clock });
        }
        Record::Timing(r) => r.date += shift_ms,
        Record::RaceControl(r) => r.date += shift_ms,
        Record::Weather(r) => r.date += shift_ms,
    }
}

/// Writes the pace into a session's record, where the gateway reads it; other records stay as they are. At
/// [`Speed::Max`] there is no pace to tell.
pub fn stamp_speed(record: &mut Record, speed: Speed) {
    if let Record::Session(session) = record {
        session.speed = speed.factor();
    }
}

#[cfg(test)]
mod tests {
    use gridcast_shared::ids::DriverCode;
    use gridcast_shared::topics::TeleRecord;

    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn a_record_is_due_by_the_first_ones_clock() {
        let mut pacer = Pacer::new(Speed::Times(20.0));
        assert_eq!(pacer.wait(ms(500), 1_000_000), ms(0));
        assert_eq!(pacer.wait(ms(500), 1_020_000), ms(1000));
        assert_eq!(pacer.wait(ms(1400), 1_020_000), ms(100));
        assert_eq!(pacer.wait(ms(9000), 1_020_000), ms(0), "late is due");
        assert_eq!(pacer.wait(ms(600), 900_000), ms(0), "a falling date is due");
    }

    #[test]
    fn two_hours_of_small_steps_do_not_drift() {
        let mut pacer = Pacer::new(Speed::Times(3.0));
        let mut now = Duration::ZERO;
        for at in (0..=7_200_000).step_by(130) {
            now += pacer.wait(now, at);
        }
        let expected = 7_199_920.0 / 3000.0;
        assert!((now.as_secs_f64() - expected).abs() < 1e-6, "{now:?}");
    }

    #[test]
    fn a_restart_makes_the_next_record_due() {
        let mut pacer = Pacer::new(Speed::Times(1.0));
        pacer.wait(ms(0), 0);
        pacer.restart();
        assert_eq!(pacer.wait(ms(10), 99_000), ms(0));
        assert_eq!(pacer.wait(ms(10), 99_500), ms(500));
        assert_eq!(Pacer::new(Speed::Max).wait(ms(0), i64::MAX), ms(0));
        let mut far = Pacer::new(Speed::Times(0.01));
        far.wait(ms(0), 0);
        assert!(ms(1_000_000) < far.wait(ms(0), i64::MAX), "saturates");
    }

    #[test]
    fn speeds_are_read_and_shown() {
        for (text, speed) in [("1", Speed::Times(1.0)), ("20x", Speed::Times(20.0)), ("max", Speed::Max)] {
            assert_eq!(text.parse(), Ok(speed));
        }
        assert_eq!(Speed::Times(2.5).to_string(), "2.5x");
        for bad in ["", "0", "-1", "NaN", "inf", "fast", "1e9"] {
            let error = bad.parse::<Speed>().unwrap_err().to_string();
            assert!(error.ends_with(&format!("got {bad:?}")), "{error}");
        }
    }

    #[test]
    fn each_run_of_a_loop_is_later_by_more_than_an_hour() {
        let code = DriverCode::parse("VER").unwrap();
        let mut looped = Loop::new();
        let mut ends = Vec::new();
        for _ in 0..3 {
            for date in [10_000, 70_500] {
                let mut at = date;
                let mut record = Record::Tele(TeleRecord::new(date, code));
                looped.apply(&mut at, &mut record);
                let Record::Tele(tele) = record else { unreachable!() };
                assert_eq!(tele.date, at);
                ends.push(at);
            }
            looped.next_run();
        }
        assert_eq!(ends[0], 10_000);
        assert!(ends[1] + 3_600_000 < ends[2] && ends[3] + 3_600_000 < ends[4], "{ends:?}");
        assert_eq!((ends[2] - ends[0]) % 1000, 0);
    }
}
