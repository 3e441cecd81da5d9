//! Mini-sectors where the timing tells none: how long a car took from one timing point to the next.
//!
//! A lap's [`MARKS`] stretches stand in three groups, a third of the lap each. A state is by the bests up to now: what
//! was the best of all is so no longer once another was quicker.

use gridcast_shared::race::{MiniSector, MiniSectors};

use super::passages::{MARKS, Passages};

/// Stretches of a lap.
const N: usize = MARKS as usize;

/// Where the three groups begin and end.
const GROUPS: [std::ops::Range<usize>; 3] = [0..N / 3, N / 3..2 * N / 3, 2 * N / 3..N];

/// Nobody needs less or more for a stretch of 100 to 250 m that counts, ms.
const PLAUSIBLE_MS: std::ops::RangeInclusive<i64> = 700..=60_000;

/// Times by stretch, ms; 0 when there is none.
pub(super) type Times = [u32; N];

/// A car's times.
#[derive(Clone, Debug)]
pub(super) struct MiniTimes {
    /// The newest timing point that was looked at.
    newest: Option<i32>,
    /// Of the lap being driven.
    lap: Times,
    /// Whether the car was in the pit lane there.
    pit: [bool; N],
    best: Times,
}

impl Default for MiniTimes {
    fn default() -> Self {
        Self { newest: None, lap: [0; N], pit: [false; N], best: [0; N] }
    }
}

impl MiniTimes {
    /// Takes note of the timing points that were passed since it last looked.
    pub(super) fn passed(&mut self, passages: &Passages, in_pit: bool) {
        let Some(newest) = passages.newest() else { return };
        let from = match self.newest {
            Some(before) if newest == before => return,
            Some(before) if before < newest && newest - before <= MARKS => before,
            // The count was wrong, or nothing was seen for a lap.
            _ => newest - 1,
        };
        for mark in from + 1..=newest {
            let stretch = (mark - 1).rem_euclid(MARKS) as usize;
            if stretch == 0 {
                (self.lap, self.pit) = ([0; N], [false; N]);
            }
            self.pit[stretch] = in_pit;
            let time_ms = passages.at(mark).zip(passages.at(mark - 1)).map(|(end, start)| end - start);
            let Some(time_ms) = time_ms.filter(|time_ms| PLAUSIBLE_MS.contains(time_ms)) else { continue };
            self.lap[stretch] = time_ms as u32;
            let best = &mut self.best[stretch];
            if !in_pit && (*best == 0 || self.lap[stretch] < *best) {
                *best = self.lap[stretch];
            }
        }
        self.newest = Some(newest);
    }

    /// The lap being driven, by group; nothing before the first passage.
    pub(super) fn states(&self, best_of_all: &Times) -> [MiniSectors; 3] {
        let Some(newest) = self.newest else { return <[MiniSectors; 3]>::default() };
        let driven = newest.rem_euclid(MARKS) as usize;
        // On the line itself the lap that has ended is shown.
        let driven = if driven == 0 { N } else { driven };
        let state = |i: usize| match self.lap[i] {
            _ if driven <= i => MiniSector::Ahead,
            _ if self.pit[i] => MiniSector::Pit,
            0 => MiniSector::Driven,
            time if time <= best_of_all[i] => MiniSector::BestOfAll,
            time if time <= self.best[i] => MiniSector::Own,
            _ => MiniSector::Driven,
        };
        GROUPS.map(|group| MiniSectors::new(group.map(state)))
    }
}

/// The best times of all cars.
pub(super) fn best_of_all<'a>(cars: impl Iterator<Item = &'a MiniTimes>) -> Times {
    let mut best = [0; N];
    for car in cars {
        for (best, &own) in best.iter_mut().zip(&car.best) {
            if own != 0 && (*best == 0 || own < *best) {
                *best = own;
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Drives so many stretches at an even pace.
    fn drive(times: &mut MiniTimes, passages: &mut Passages, stretches: usize, each_ms: i64) {
        for _ in 0..stretches {
            let last = passages.newest().and_then(|mark| passages.at(mark)).unwrap_or_default();
            passages.push(last + each_ms);
            times.passed(passages, false);
        }
    }

    fn count(states: &[MiniSectors; 3], wanted: MiniSector) -> usize {
        states.iter().flat_map(MiniSectors::states).filter(|&&state| state == wanted).count()
    }

    #[test]
    fn stretches_are_judged_by_the_bests_up_to_now() {
        let (mut times, mut passages) = (MiniTimes::default(), Passages::starting_at(0));
        assert_eq!(times.states(&[0; N]), <[MiniSectors; 3]>::default());
        passages.push(1_000);
        times.passed(&passages, false);
        drive(&mut times, &mut passages, N, 3_000);
        let first = times.states(&times.best);
        assert_eq!(first.map(|group| group.states().len()), [9, 9, 10]);
        assert_eq!(count(&first, MiniSector::BestOfAll), N);
        drive(&mut times, &mut passages, 5, 3_200);
        drive(&mut times, &mut passages, 2, 2_900);
        let second = times.states(&[2_800; N]);
        assert_eq!(
            [MiniSector::Driven, MiniSector::Own, MiniSector::Ahead].map(|state| count(&second, state)),
            [5, 2, N - 7]
        );
    }

    #[test]
    fn the_pit_lane_is_shown_and_no_best() {
        let (mut times, mut passages) = (MiniTimes::default(), Passages::starting_at(0));
        passages.push(0);
        passages.push(900);
        times.passed(&passages, true);
        passages.push(3_900);
        times.passed(&passages, true);
        assert_eq!(count(&times.states(&[0; N]), MiniSector::Pit), 2);
        assert_eq!(times.best, [0; N]);
    }
}
