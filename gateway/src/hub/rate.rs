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
    told: Option<u16>,
    /// What was measured last.
    measured: Option<u16>,
    /// Publisher's time and date at which the present measurement began.
    from: Option<(i64, i64)>,
}

impl Default for Rate {
    fn default() -> Self {
        Self { pct: 100, told: None, measured: None, from: None }
    }
}

impl Rate {
    /// Percent of real time.
    pub(super) fn pct(&self) -> u16 {
        self.pct
    }

    /// The pace is known. Telling it again says nothing new.
    pub(super) fn told(&mut self, pct: u16) {
        if self.told.replace(pct) != Some(pct) {
            self.pct = pct;
        }
    }

    /// A record of this date was published then. The pace if that shows another one than was thought, every few
    /// seconds of the publisher's time. What was told is doubted first: two measurements in a row must agree.
    pub(super) fn saw(&mut self, at_ms: i64, date_ms: i64) -> Option<u16> {
        let (from_at_ms, from_date_ms) = *self.from.get_or_insert((at_ms, date_ms));
        let span_ms = at_ms - from_at_ms;
        if span_ms < SPAN_MS {
            return None;
        }
        self.from = Some((at_ms, date_ms));
        let pct = snapped((date_ms - from_date_ms) as f64 / span_ms as f64 * 100.0)?;
        let before = self.measured.replace(pct);
        if pct == self.pct || (self.told.is_some() && before != Some(pct)) {
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
        let mut saw = |i: i64| rate.saw(1_000_000 + i * 200, 5_000_000 + i * per_second / 5);
        (0..=seconds * 5).fold(None, |before, i| saw(i).or(before))
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
        assert_eq!(rate.saw(0, 0), None);
        assert_eq!((rate.saw(4_000, 4_000), rate.pct()), (None, 2000));
        assert_eq!((rate.saw(8_000, 8_000), rate.pct()), (Some(100), 100));
        rate.told(2000);
        assert_eq!(rate.pct(), 100, "it was told so before");
        rate.told(500);
        assert_eq!(rate.pct(), 500);
    }

    #[test]
    fn of_two_paces_in_a_backlog_the_last_holds() {
        let mut rate = Rate::default();
        rate.told(2000);
        let fast = (0..300).map(|i| (i * 200, i * 4_000));
        let slow = (0..60).map(|i| (60_000 + i * 200, 1_200_000 + i * 200));
        let seen: Vec<u16> =
            fast.chain(slow).filter_map(|(at_ms, date_ms)| rate.saw(at_ms, date_ms)).collect();
        assert_eq!((seen, rate.pct()), (vec![100], 100));
    }
}
