//! Which of the runs is shown.
//!
//! The one that is shown stays as long as it goes on: a replay beside it does not displace it, nor in a hole of what is
//! told as it happens. When it falls silent and another goes on, that one is shown, the newest first. What is told as it
//! happens goes before what is not.
//! When all are silent nothing changes: silence is not news.

use super::run::{Run, RunKey};

/// A run that has said nothing for this long gives way to one that goes on, ms.
const SILENT_MS: i64 = 8_000;
/// The same towards a run that began after its last word: its successor, if not a replay after what is live, ms.
const SUCCEEDED_MS: i64 = 2_000;

/// The run to be shown at a moment by the clock by which runs were heard; `None` when there is none.
pub(super) fn choose(runs: &[Run], shown: Option<RunKey>, now_ms: i64) -> Option<RunKey> {
    let goes_on = |run: &&Run| now_ms - run.heard_ms < SILENT_MS;
    let Some(shown) = runs.iter().find(|run| Some(run.key) == shown) else {
        let going_on = runs.iter().filter(goes_on);
        // Of those that go on, the first stays, as it would have, had it been watched from its beginning.
        let first = going_on.max_by_key(|run| (run.is_live(), std::cmp::Reverse(run.key)));
        return first.or_else(|| runs.iter().max_by_key(|run| run.heard_ms)).map(|run| run.key);
    };
    let silent_ms = now_ms - shown.heard_ms;
    let takes_over = |rival: &&Run| {
        let may_succeed = rival.is_live() || !shown.is_live();
        let is_successor = may_succeed && shown.heard_ms <= rival.began_ms;
        let patience_ms = if is_successor { SUCCEEDED_MS } else { SILENT_MS };
        patience_ms <= silent_ms || (rival.is_live() && !shown.is_live())
    };
    let rivals = runs.iter().filter(|run| run.key != shown.key).filter(goes_on).filter(takes_over);
    let best = rivals.max_by_key(|run| (run.is_live(), run.key));
    Some(best.unwrap_or(shown).key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recorder::Origin;

    const NOW: i64 = 1_742_097_600_000;

    /// A run that began and was last heard so many ms ago, with dates so many ms before their publication.
    fn run(key: u32, began_ago: i64, heard_ago: i64, dated_ago: i64) -> Run {
        let date_ms = NOW - heard_ago - dated_ago;
        let origin = Origin { date_ms, at_ms: NOW - began_ago };
        let mut run = Run::new(RunKey(key), origin, date_ms, NOW - began_ago);
        (run.heard_ms, run.at_ms) = (NOW - heard_ago, NOW - heard_ago);
        run
    }

    const YEAR: i64 = 365 * 86_400_000;

    fn chosen(runs: &[Run], shown: Option<u32>) -> Option<u32> {
        choose(runs, shown.map(RunKey), NOW).map(|key| key.0)
    }

    #[test]
    fn the_one_that_is_shown_stays_as_long_as_it_goes_on() {
        let two = |heard_ago| [run(1, 600_000, heard_ago, YEAR), run(2, 5_000, 0, YEAR)];
        assert_eq!(chosen(&two(0), Some(1)), Some(1));
        assert_eq!(chosen(&two(4_000), Some(1)), Some(1), "a hole in its feed");
        assert_eq!(chosen(&two(8_000), Some(1)), Some(2));
        assert_eq!(chosen(&two(0), Some(2)), Some(2), "nor does the former displace the newer");
    }

    #[test]
    fn what_follows_when_it_has_ended_is_shown_soon() {
        let two = |heard_ago| [run(1, 600_000, heard_ago, YEAR), run(2, 1_900, 0, YEAR)];
        assert_eq!(chosen(&two(1_950), Some(1)), Some(1));
        assert_eq!(chosen(&two(2_000), Some(1)), Some(2));
    }

    #[test]
    fn a_replay_that_begins_in_a_hole_of_the_live_session_does_not_take_its_place() {
        let two = |heard_ago| [run(1, 600_000, heard_ago, 800), run(2, 2_900, 0, YEAR)];
        assert_eq!(chosen(&two(3_000), Some(1)), Some(1), "its feed has holes of three seconds");
        assert_eq!(chosen(&two(8_000), Some(1)), Some(2), "it has ended");
        let next = [run(1, 600_000, 3_000, 800), run(2, 2_900, 0, 800)];
        assert_eq!(chosen(&next, Some(1)), Some(2), "what is live may follow at once");
    }

    #[test]
    fn what_is_live_goes_before_a_replay() {
        let two = [run(1, 600_000, 0, YEAR), run(2, 5_000, 0, 800)];
        assert_eq!(chosen(&two, Some(1)), Some(2));
        assert_eq!(chosen(&two, None), Some(2));
    }

    #[test]
    fn when_all_are_silent_nothing_changes() {
        let two = [run(1, 600_000, 190_000, YEAR), run(2, 500_000, 180_000, YEAR)];
        assert_eq!(chosen(&two, Some(1)), Some(1));
        assert_eq!(chosen(&two, None), Some(2), "after a start: the last that was heard");
        assert_eq!(chosen(&[], None), None);
    }

    #[test]
    fn after_a_start_the_first_of_two_that_go_on_is_shown() {
        assert_eq!(chosen(&[run(1, 600_000, 100, YEAR), run(2, 5_000, 0, YEAR)], None), Some(1));
    }
}
