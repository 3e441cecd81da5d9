//! When a car stood, by its samples alone, and when nobody knows.

use std::collections::VecDeque;

/// Spans that are remembered: a car stands a few times a lap at most.
const KEPT_SPANS: usize = 32;

/// Up to this speed a car stands or is pushed, km/h.
const STANDING_KMH: u16 = 5;

/// Longest step between two samples that both stand for which the car is taken to have stood; over a longer one
/// nobody knows what it did, ms.
const LONGEST_STEP_MS: i64 = 1_000;

/// A sample's date and whether the car stood.
#[derive(Clone, Copy, Debug)]
struct Seen {
    date_ms: i64,
    stands: bool,
}

/// A car's stands and the holes between its samples, oldest first, UTC ms.
#[derive(Clone, Debug, Default)]
pub(super) struct Stands {
    first_ms: Option<i64>,
    newest: Option<Seen>,
    standing: Spans,
    unseen: Spans,
}

#[derive(Clone, Debug, Default)]
struct Spans(VecDeque<(i64, i64)>);

impl Spans {
    /// Adds a span, which goes on with the newest where it begins at its end.
    fn add(&mut self, from_ms: i64, to_ms: i64) {
        if let Some(newest) = self.0.back_mut().filter(|newest| newest.1 == from_ms) {
            newest.1 = to_ms;
            return;
        }
        if self.0.len() == KEPT_SPANS {
            self.0.pop_front();
        }
        self.0.push_back((from_ms, to_ms));
    }

    /// How much of the time between two dates they fill, ms.
    fn within(&self, from_ms: i64, to_ms: i64) -> i64 {
        self.0.iter().map(|&(from, to)| (to.min(to_ms) - from.max(from_ms)).max(0)).sum()
    }
}

impl Stands {
    /// A sample of that date tells the speed. Stragglers are left out.
    pub(super) fn saw(&mut self, date_ms: i64, speed_kmh: u16) {
        let seen = Seen { date_ms, stands: speed_kmh <= STANDING_KMH };
        self.first_ms.get_or_insert(date_ms);
        let Some(before) = self.newest.replace(seen) else { return };
        if date_ms <= before.date_ms {
            self.newest = Some(before);
        } else if LONGEST_STEP_MS < date_ms - before.date_ms {
            self.unseen.add(before.date_ms, date_ms);
        } else if before.stands && seen.stands {
            self.standing.add(before.date_ms, date_ms);
        }
    }

    /// For how long the car stood between two dates, ms; none where for half of that time nobody knows.
    pub(super) fn between(&self, from_ms: i64, to_ms: i64) -> Option<i64> {
        let is_heard = self.first_ms? <= from_ms && to_ms <= self.newest?.date_ms;
        let unknown_ms = self.unseen.within(from_ms, to_ms);
        (is_heard && 2 * unknown_ms < to_ms - from_ms).then(|| self.standing.within(from_ms, to_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stand_is_as_long_as_its_samples_and_a_hole_is_none() {
        let mut stands = Stands::default();
        let speeds = |ms: i64| if (5_000..7_500).contains(&ms) { 2 } else { 80 };
        for ms in (0..15_000).step_by(250) {
            stands.saw(ms, speeds(ms));
            stands.saw(ms - 100, 0);
        }
        assert_eq!(stands.between(1_000, 14_000), Some(2_250));
        assert_eq!(stands.between(1_000, 4_000), Some(0));
        // The samples have not come yet, and over a hole nobody knows.
        assert_eq!(stands.between(1_000, 20_000), None);
        stands.saw(60_000, 80);
        assert_eq!(stands.between(14_000, 50_000), None);
        assert_eq!(stands.between(1_000, 16_000), Some(2_250));
    }
}
