//! The connection to the gateway as a state machine; when to try again. Time and chance are arguments.

/// Waits after the first failure, ms; doubles each time.
const FIRST_WAIT_MS: f64 = 500.0;

/// Longest wait, ms.
const LONGEST_WAIT_MS: f64 = 15_000.0;

/// Without any message for this long an open socket is taken for dead, ms; the gateway gives signs of life more
/// often.
pub const DEAD_AFTER_MS: f64 = 20_000.0;

/// Where the connection stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LinkState {
    /// The socket is being opened.
    Connecting {
        /// Whether it had been lost, or had failed, before.
        again: bool,
    },
    /// Messages can come.
    Open,
    /// Lost; the next try is due.
    Waiting {
        /// When, by the page's clock, ms.
        until_ms: f64,
    },
    /// The browser has no network; it says when it has again.
    Offline,
}

/// The connection.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    state: LinkState,
    failures: u32,
}

impl Default for Link {
    fn default() -> Self {
        Self { state: LinkState::Connecting { again: false }, failures: 0 }
    }
}

impl Link {
    /// Where it stands.
    pub fn state(&self) -> LinkState {
        self.state
    }

    /// The socket is being opened.
    pub fn connecting(&mut self) {
        self.state = LinkState::Connecting { again: 0 < self.failures };
    }

    /// The socket is open.
    pub fn opened(&mut self) {
        self.state = LinkState::Open;
    }

    /// A message came: the gateway really works, so the next loss begins with a short wait again.
    pub fn heard(&mut self) {
        self.failures = 0;
    }

    /// The socket was lost or could not be opened; `chance` is from 0 to 1. Returns how long to wait, ms.
    pub fn lost(&mut self, now_ms: f64, chance: f64) -> f64 {
        let wait_ms = wait_ms(self.failures, chance);
        self.failures = self.failures.saturating_add(1);
        self.state = LinkState::Waiting { until_ms: now_ms + wait_ms };
        wait_ms
    }

    /// The browser has lost its network.
    pub fn offline(&mut self) {
        self.failures = self.failures.max(1);
        self.state = LinkState::Offline;
    }
}

/// Exponential, with half of it left to chance so that a crowd does not return at once.
fn wait_ms(failures: u32, chance: f64) -> f64 {
    let longest = (FIRST_WAIT_MS * 2f64.powi(failures.min(16) as i32)).min(LONGEST_WAIT_MS);
    longest * (0.5 + 0.5 * chance.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_a_bound_and_leave_half_to_chance() {
        let mut link = Link::default();
        let mut last = 0.0;
        for i in 0..40 {
            let wait = link.lost(1000.0, 1.0);
            assert!(last <= wait && wait <= LONGEST_WAIT_MS, "{i}: {wait}");
            assert_eq!(link.state(), LinkState::Waiting { until_ms: 1000.0 + wait });
            last = wait;
        }
        assert!((wait_ms(3, 0.0) - wait_ms(3, 1.0) / 2.0).abs() < 1e-9);
    }

    #[test]
    fn only_a_message_makes_the_wait_short_again() {
        let mut link = Link::default();
        assert_eq!(link.state(), LinkState::Connecting { again: false });
        let first = link.lost(0.0, 0.5);
        link.connecting();
        assert_eq!(link.state(), LinkState::Connecting { again: true });
        link.opened();
        // A gateway that accepts and drops at once is not hammered.
        assert!(first < link.lost(0.0, 0.5));
        link.opened();
        link.heard();
        assert!((first - link.lost(0.0, 0.5)).abs() < 1e-9);
    }
}
