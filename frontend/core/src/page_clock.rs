//! The page's clock: steady, and going on while the device sleeps.
//!
//! On many systems a browser's own steady clock stands in a sleep. The wall's clock does not, but may be set; it is
//! believed only where it has gained so much between two looks that nobody looked meanwhile.

/// What the wall's clock gains on the steady one between two looks is a sleep from here on, ms; less is its being set
/// right.
const ASLEEP_MS: f64 = 1_500.0;

/// The clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageClock {
    /// Steady and wall's time of the last look, ms.
    looked: Option<(f64, f64)>,
    slept_ms: f64,
}

impl PageClock {
    /// The page's time, ms, at `steady_ms` of the browser's steady clock and `wall_ms` of the wall's. Ask often: what is
    /// told apart is what happened between two looks.
    pub fn now_ms(&mut self, steady_ms: f64, wall_ms: f64) -> f64 {
        if let Some((steady, wall)) = self.looked.replace((steady_ms, wall_ms)) {
            let gained_ms = (wall_ms - wall) - (steady_ms - steady);
            if ASLEEP_MS <= gained_ms {
                self.slept_ms += gained_ms;
            }
        }
        steady_ms + self.slept_ms
    }

    /// Sleep that the steady clock does not know of, ms: what makes the page's time of a steady one.
    pub fn slept_ms(&self) -> f64 {
        self.slept_ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON_MS: f64 = 1_742_098_700_000.0;

    fn assert_same(a_ms: f64, b_ms: f64) {
        assert!((a_ms - b_ms).abs() < 1e-3, "{a_ms} and {b_ms}");
    }

    #[test]
    fn a_sleep_in_which_the_steady_clock_stood_is_counted_once() {
        let mut clock = PageClock::default();
        assert_same(clock.now_ms(1_000.0, NOON_MS), 1_000.0);
        assert_same(clock.now_ms(1_016.0, NOON_MS + 600_016.0), 601_016.0);
        assert_same(clock.now_ms(1_032.0, NOON_MS + 600_032.0), 601_032.0);
        assert_same(clock.slept_ms(), 600_000.0);
    }

    #[test]
    fn one_in_which_it_went_on_is_in_it_already() {
        let mut clock = PageClock::default();
        clock.now_ms(0.0, NOON_MS);
        assert_same(clock.now_ms(600_000.0, NOON_MS + 600_000.0), 600_000.0);
        assert_same(clock.slept_ms(), 0.0);
    }

    #[test]
    fn a_wall_clock_that_is_set_right_or_back_moves_nothing() {
        let mut clock = PageClock::default();
        let mut wall_ms = NOON_MS;
        for i in 0..10_000 {
            // 900 ms an hour.
            wall_ms += 1_000.25;
            assert_same(clock.now_ms(f64::from(i) * 1_000.0, wall_ms), f64::from(i) * 1_000.0);
        }
        assert_same(clock.now_ms(10_000_000.0, NOON_MS - 3_600_000.0), 10_000_000.0);
        assert_same(clock.now_ms(10_000_016.0, NOON_MS - 3_599_984.0), 10_000_016.0);
    }
}
