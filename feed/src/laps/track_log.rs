//! The track's status over time, as laps have it.

/// Most changes that are kept: a race has some dozens.
const MAX_CHANGES: usize = 4096;

/// Changes of the track's status, in time.
#[derive(Clone, Debug, Default)]
pub(super) struct TrackLog(Vec<(i64, char)>);

impl TrackLog {
    /// Takes a status, a digit of the feed, from a date on.
    pub(super) fn push(&mut self, digit: char, at_ms: i64) {
        if self.0.last().is_none_or(|(_, last)| *last != digit) && self.0.len() < MAX_CHANGES {
            self.0.push((at_ms, digit));
        }
    }

    /// Every status between two dates, each once, in the order in which they came up: the one that held at the
    /// beginning is the first.
    pub(super) fn between(&self, start_ms: i64, end_ms: i64) -> Option<String> {
        let first = self.0.partition_point(|(at, _)| *at <= start_ms).saturating_sub(1);
        let mut digits = String::new();
        for (_, digit) in self.0.iter().skip(first).take_while(|(at, _)| *at <= end_ms) {
            if !digits.contains(*digit) {
                digits.push(*digit);
            }
        }
        Some(digits).filter(|digits| !digits.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lap_has_every_status_that_there_was_in_it() {
        let mut log = TrackLog::default();
        assert_eq!(log.between(0, 10), None);
        for (at, digit) in [(10, '1'), (20, '2'), (25, '2'), (30, '4'), (40, '1')] {
            log.push(digit, at);
        }
        assert_eq!(log.between(12, 15).as_deref(), Some("1"));
        assert_eq!(log.between(12, 30).as_deref(), Some("124"));
        assert_eq!(log.between(35, 60).as_deref(), Some("41"));
        assert_eq!(log.between(0, 5), None);
    }
}
