//! When a car passed the timing points: the one measure from which order and gaps are taken.
//!
//! [`MARKS`] timing points divide a lap; point `lap * MARKS` is the line at the end of that lap, point 0 the line
//! at the start of the race. Points are counted through the whole race and never fall back.

use std::collections::VecDeque;

/// Timing points a lap, the line among them: one each 120 m (Monaco) to 250 m (Spa), 3 s at racing speed.
pub(super) const MARKS: i32 = 28;

/// Passages that are remembered: four laps, so that a car three laps down still has an interval in time.
const KEPT: usize = 4 * MARKS as usize + 1;

/// How far a recorded lap end may lie from the passage that was measured for it, ms.
const SAME_PASSAGE_MS: i64 = 5_000;

/// A car's newest passages.
#[derive(Clone, Debug, Default)]
pub(super) struct Passages {
    first: i32,
    times: VecDeque<i64>,
}

impl Passages {
    /// Passages yet to come, the first of them at `mark`.
    pub(super) fn starting_at(mark: i32) -> Self {
        Self { first: mark, times: VecDeque::new() }
    }

    /// The timing point that comes next.
    pub(super) fn next(&self) -> i32 {
        self.first + self.times.len() as i32
    }

    /// The newest timing point passed.
    pub(super) fn newest(&self) -> Option<i32> {
        (!self.times.is_empty()).then(|| self.next() - 1)
    }

    /// Source time at which a timing point was passed, while it is remembered.
    pub(super) fn at(&self, mark: i32) -> Option<i64> {
        self.times.get(usize::try_from(mark.checked_sub(self.first)?).ok()?).copied()
    }

    /// Whole laps done, by the newest passage of the line.
    pub(super) fn laps(&self) -> i32 {
        self.newest().map_or(0, |mark| mark.div_euclid(MARKS).max(0))
    }

    /// The next timing point was passed.
    pub(super) fn push(&mut self, time_ms: i64) {
        if self.times.len() == KEPT {
            self.times.pop_front();
            self.first += 1;
        }
        self.times.push_back(time_ms);
    }

    /// The lap record's word on when a lap ended. Returns by how many timing points the count was wrong.
    pub(super) fn line(&mut self, lap: i32, time_ms: i64) -> i32 {
        let mark = lap * MARKS;
        let is_same = |time: i64| (time - time_ms).abs() <= SAME_PASSAGE_MS;
        let mut moved = 0;
        if !self.at(mark).is_some_and(is_same)
            && let Some(found) = self.lines().find(|&line| self.at(line).is_some_and(is_same))
        {
            moved = mark - found;
            self.first += moved;
        }
        if let Some(time) = usize::try_from(mark - self.first).ok().and_then(|i| self.times.get_mut(i)) {
            *time = time_ms;
        } else if self.first <= mark {
            self.catch_up(mark, time_ms);
        }
        moved
    }

    /// Passages up to `mark` that nobody measured: even steps from the newest, if that is less than two laps ago.
    fn catch_up(&mut self, mark: i32, time_ms: i64) {
        match (self.newest(), self.times.back().copied()) {
            (Some(newest), Some(before)) if mark - newest <= 2 * MARKS && before < time_ms => {
                for i in newest + 1..=mark {
                    let share = i64::from(i - newest);
                    self.push(before + (time_ms - before) * share / i64::from(mark - newest));
                }
            }
            _ => {
                *self = Self::starting_at(mark);
                self.push(time_ms);
            }
        }
    }

    fn lines(&self) -> impl Iterator<Item = i32> + use<> {
        let first = self.first.div_euclid(MARKS) * MARKS;
        (first..self.next()).step_by(MARKS as usize)
    }

    /// Forgets what came after a timing point: the race ended there for this car.
    pub(super) fn end_at(&mut self, mark: i32) {
        while self.newest().is_some_and(|newest| mark < newest) {
            self.times.pop_back();
        }
    }
}
