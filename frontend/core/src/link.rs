//! The connection to the gateway as a state machine; when to try again, and when chunk files stand in for the stream.
//! Time and chance are arguments.

/// Waits after the first failure, ms; doubles each time.
const FIRST_WAIT_MS: f64 = 500.0;

/// Longest wait, ms; and while files stand in, so that a stream that is blocked for good is not asked for in vain.
const LONGEST_WAIT_MS: f64 = 15_000.0;
const LONGEST_WAIT_BY_FILES_MS: f64 = 60_000.0;

/// Without any message for this long a socket is taken for dead, ms; the gateway gives a sign of life every two seconds.
pub const DEAD_AFTER_MS: f64 = 10_000.0;

/// Files stand in after so much silence, ms, or so many sockets in a row of which nothing came.
const FILES_AFTER_MS: f64 = 5_000.0;
const FILES_AFTER_FAILURES: u32 = 2;

/// A file stands for a connection for so long, ms.
const FILE_HOLDS_MS: f64 = 12_000.0;

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
    /// The stream does not come; chunk files do.
    ByFiles,
    /// The browser has no network; it says when it has again.
    Offline,
}

/// The connection.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    state: LinkState,
    failures: u32,
    /// When a message last came, or the first socket was tried.
    heard_ms: Option<f64>,
    /// When a file last came.
    file_ms: Option<f64>,
}

impl Default for Link {
    fn default() -> Self {
        Self { state: LinkState::Connecting { again: false }, failures: 0, heard_ms: None, file_ms: None }
    }
}

impl Link {
    /// Where the stream stands.
    pub fn stream(&self) -> LinkState {
        self.state
    }

    /// By what the page is connected.
    pub fn state(&self, now_ms: f64) -> LinkState {
        let holds = self.file_ms.is_some_and(|file_ms| now_ms - file_ms < FILE_HOLDS_MS);
        if holds && self.wants_files(now_ms) { LinkState::ByFiles } else { self.state }
    }

    /// Whether files are to stand in for the stream.
    pub fn wants_files(&self, now_ms: f64) -> bool {
        let silent = self.heard_ms.is_some_and(|heard_ms| FILES_AFTER_MS <= now_ms - heard_ms);
        self.state != LinkState::Offline && (silent || FILES_AFTER_FAILURES <= self.failures)
    }

    /// A file has come.
    pub fn file_came(&mut self, now_ms: f64) {
        self.file_ms = Some(now_ms);
    }

    /// The socket is being opened.
    pub fn connecting(&mut self, now_ms: f64) {
        self.heard_ms.get_or_insert(now_ms);
        self.state = LinkState::Connecting { again: 0 < self.failures };
    }

    /// The socket is open.
    pub fn opened(&mut self) {
        self.state = LinkState::Open;
    }

    /// A message came: the gateway really works, so the next loss begins with a short wait again.
    pub fn heard(&mut self, now_ms: f64) {
        self.failures = 0;
        self.heard_ms = Some(now_ms);
        self.file_ms = None;
    }

    /// The socket was lost or could not be opened; `chance` is from 0 to 1. Returns how long to wait, ms.
    pub fn lost(&mut self, now_ms: f64, chance: f64) -> f64 {
        let by_files = self.state(now_ms) == LinkState::ByFiles;
        let longest_ms = if by_files { LONGEST_WAIT_BY_FILES_MS } else { LONGEST_WAIT_MS };
        let wait_ms = wait_ms(self.failures, chance, longest_ms);
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
fn wait_ms(failures: u32, chance: f64, longest_ms: f64) -> f64 {
    let longest = (FIRST_WAIT_MS * 2f64.powi(failures.min(16) as i32)).min(longest_ms);
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
            assert_eq!(link.stream(), LinkState::Waiting { until_ms: 1000.0 + wait });
            last = wait;
        }
        let wait_ms = |chance| wait_ms(3, chance, LONGEST_WAIT_MS);
        assert!((wait_ms(0.0) - wait_ms(1.0) / 2.0).abs() < 1e-9);
    }

    #[test]
    fn only_a_message_makes_the_wait_short_again() {
        let mut link = Link::default();
        assert_eq!(link.stream(), LinkState::Connecting { again: false });
        let first = link.lost(0.0, 0.5);
        link.connecting(0.0);
        assert_eq!(link.stream(), LinkState::Connecting { again: true });
        link.opened();
        // A gateway that accepts and drops at once is not hammered.
        assert!(first < link.lost(0.0, 0.5));
        link.opened();
        link.heard(0.0);
        assert!((first - link.lost(0.0, 0.5)).abs() < 1e-9);
    }

    #[test]
    fn files_stand_in_where_no_stream_comes_and_it_is_said_only_once_one_has_come() {
        // Answered 404: two sockets in a row.
        let mut refused = Link::default();
        refused.connecting(0.0);
        refused.lost(20.0, 0.5);
        assert!(!refused.wants_files(30.0), "one may have been an accident");
        refused.connecting(400.0);
        refused.lost(420.0, 0.5);
        assert!(refused.wants_files(430.0));
        assert!(matches!(refused.state(430.0), LinkState::Waiting { .. }));
        refused.file_came(500.0);
        assert_eq!(refused.state(500.0), LinkState::ByFiles);
        refused.connecting(1_000.0);
        assert_eq!(refused.state(1_000.0), LinkState::ByFiles, "it is tried beside them");
        assert_eq!(refused.state(500.0 + FILE_HOLDS_MS), LinkState::Connecting { again: true });

        // Swallowed: neither opened nor refused; and stalled without a close.
        for is_opened in [false, true] {
            let mut silent = Link::default();
            silent.connecting(0.0);
            if is_opened {
                silent.opened();
                silent.heard(1_000.0);
            }
            let heard_ms = if is_opened { 1_000.0 } else { 0.0 };
            assert!(!silent.wants_files(heard_ms + FILES_AFTER_MS - 1.0));
            assert!(silent.wants_files(heard_ms + FILES_AFTER_MS));
            silent.offline();
            assert!(
                !silent.wants_files(heard_ms + FILES_AFTER_MS),
                "without a network there are no files either"
            );
        }
    }

    #[test]
    fn the_first_message_of_a_stream_ends_the_files() {
        let mut link = Link::default();
        for _ in 0..3 {
            link.connecting(0.0);
            link.lost(0.0, 0.5);
        }
        link.file_came(100.0);
        link.opened();
        assert_eq!(link.state(200.0), LinkState::ByFiles, "an open socket may be as mute as a closed one");
        link.heard(300.0);
        assert!(!link.wants_files(300.0));
        assert_eq!(link.state(300.0), LinkState::Open);
    }

    #[test]
    fn a_stream_that_is_blocked_for_good_is_tried_once_a_minute_at_most() {
        let mut link = Link::default();
        let mut longest = 0.0_f64;
        for i in 0..20 {
            let now_ms = f64::from(i) * 60_000.0;
            link.file_came(now_ms);
            link.connecting(now_ms);
            longest = longest.max(link.lost(now_ms, 1.0));
        }
        assert!((longest - LONGEST_WAIT_BY_FILES_MS).abs() < 1e-9, "{longest}");
    }
}
