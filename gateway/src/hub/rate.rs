//! How fast a run's clock goes against real time: told by its record, and measured from when its records were published.

/// A measurement spans at least this much of the publisher's time, ms.
const SPAN_MS: i64 = 3000;
/// Paces that people choose, percent; a measurement within [`NEAR_PCT`] of one is that one.
const USUAL_PCT: [u16; 19] = [
    25, 50, 100, 150, 200, 300, 400, 500, 800, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 10_000, 20_000,
];
const NEAR_PCT: f64 = 8.0;

/// The pace of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rate {
    pct: u16,
    told: bool,
    /// What was measured last, where it differs from what was told.
    doubt: Option<u16>,
    /// Publisher's time and date at which the present measurement began, and the newest of it.
    from: Option<(i64, i64)>,
    to: (i64, i64),
}

impl Default for Rate {
    fn default() -> Self {
        Self { pct: 100, told: false, doubt: None, from: None, to: (0, 0) }
    }
}

impl Rate {
    /// Percent of real time.
    pub(super) fn pct(&self) -> u16 {
        self.pct
    }

    /// The pace is known.
    pub(super) fn told(&mut self, pct: u16) {
        self.pct = pct;
        self.told = true;
    }

    /// A record of this date was published then.
    pub(super) fn saw(&mut self, at_ms: i64, date_ms: i64) {
        self.to = (at_ms, date_ms);
        self.from.get_or_insert(self.to);
    }

    /// A pace that differs from the one before, once enough time has passed to tell. What was told is doubted first:
    /// two measurements in a row must agree.
    pub(super) fn measured(&mut self) -> Option<u16> {
        let (at, date) = self.from?;
        let (span, dates) = (self.to.0 - at, self.to.1 - date);
        if span < SPAN_MS {
            return None;
        }
        self.from = Some(self.to);
        let pct = snapped(dates as f64 / span as f64 * 100.0)?;
        let doubted = self.doubt.replace(pct);
        if pct == self.pct || (self.told && doubted != Some(pct)) {
            return None;
        }
        self.pct = pct;
        Some(pct)
    }
}

/// Between two usual paces lies a pace nobody chose: a publisher that lags, or the backlog of a stall.
fn snapped(pct: f64) -> Option<u16> {
    USUAL_PCT.into_iter().find(|usual| {
        let usual = f64::from(*usual);
        (pct - usual).abs() * 100.0 <= usual * NEAR_PCT
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(per_second: i64, seconds: i64) -> Option<u16> {
        let mut rate = Rate::default();
        for i in 0..=seconds * 5 {
            rate.saw(1_000_000 + i * 200, 5_000_000 + i * per_second / 5);
        }
        rate.measured()
    }

    #[test]
    fn a_replays_pace_is_measured_and_snapped() {
        assert_eq!(measured(20_000, 4), Some(2000));
        assert_eq!(measured(19_300, 4), Some(2000));
        assert_eq!(measured(1000, 4), None, "it is 100 already");
        assert_eq!(measured(20_000, 2), None, "too short to tell");
        assert_eq!(measured(12_000, 4), None, "no pace that anybody chose");
    }

    #[test]
    fn what_was_told_holds_until_two_measurements_say_otherwise() {
        let mut rate = Rate::default();
        rate.told(2000);
        rate.saw(0, 0);
        rate.saw(4_000, 4_000);
        assert_eq!((rate.measured(), rate.pct()), (None, 2000));
        rate.saw(8_000, 8_000);
        assert_eq!((rate.measured(), rate.pct()), (Some(100), 100));
    }
}
