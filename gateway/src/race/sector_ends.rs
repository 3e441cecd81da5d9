//! Where a lap's first two sectors end: laps' records tell how long a sector took, the timing points where the car was
//! by then.

use super::lap_record::Lap;
use super::passages::{MARKS, Passages};

/// After so many laps the ends are told, and after so many they are as good as they will be.
const TOLD_AFTER: [usize; 2] = [5, 40];

/// What ends are told in: this much is a lap.
const LAP: f64 = 10_000.0;

/// A sector is no shorter than this, ten-thousandths of a lap.
const SHORTEST: u16 = 500;

/// What laps have shown.
#[derive(Clone, Debug, Default)]
pub(super) struct SectorEnds {
    /// Of cars and laps, where they had both ends.
    seen: Vec<(usize, i32, [u16; 2])>,
}

impl SectorEnds {
    /// Cars are measured along another line: what was seen is of the one before.
    pub(super) fn forget(&mut self) {
        self.seen.clear();
    }

    /// Takes a lap of a car. The ends, ten-thousandths of a lap, when enough laps have shown them.
    pub(super) fn take_lap(&mut self, car: usize, lap: &Lap, passages: &Passages) -> Option<[u16; 2]> {
        let is_known = self.seen.iter().any(|seen| (seen.0, seen.1) == (car, lap.number));
        if is_known || TOLD_AFTER[1] <= self.seen.len() {
            return None;
        }
        self.seen.push((car, lap.number, ends_of(lap, passages)?));
        let middle = |end: usize| {
            let mut seen: Vec<u16> = self.seen.iter().map(|(.., ends)| ends[end]).collect();
            seen.sort_unstable();
            seen[seen.len() / 2]
        };
        TOLD_AFTER.contains(&self.seen.len()).then(|| [middle(0), middle(1)])
    }
}

/// Where a car was when its sectors ended; none of a lap with a visit to the pits, and of the first, which begins on
/// the grid.
fn ends_of(lap: &Lap, passages: &Passages) -> Option<[u16; 2]> {
    let start_ms = lap.start_ms.filter(|_| lap.has_no_pits && 1 < lap.number)?;
    let [first, second, third] = lap.sectors_ms?.map(i64::from);
    let from = (lap.number - 1) * MARKS;
    let at = |date_ms: i64| {
        let next =
            (from + 1..=from + MARKS).find(|&mark| passages.at(mark).is_some_and(|at| date_ms < at))?;
        let (before_ms, next_ms) = (passages.at(next - 1)?, passages.at(next)?);
        let within = (date_ms - before_ms) as f64 / (next_ms - before_ms) as f64;
        let share = (f64::from(next - 1 - from) + within) / f64::from(MARKS);
        (0.0..1.0).contains(&share).then_some((share * LAP).round() as u16)
    };
    if [first, second, third].contains(&0) {
        return None;
    }
    let ends = [at(start_ms + first)?, at(start_ms + first + second)?];
    let lengths = [ends[0], ends[1].saturating_sub(ends[0]), LAP as u16 - ends[1]];
    lengths.iter().all(|&length| SHORTEST <= length).then_some(ends)
}

#[cfg(test)]
mod tests {
    use gridcast_shared::topics::LapRecord;

    use super::*;

    const LAP_MS: i64 = 28 * 3_000;

    fn lap(number: i32, sectors: [i64; 3]) -> Lap {
        let start = 1_742_097_600_000 + i64::from(number - 1) * LAP_MS;
        let record: LapRecord = serde_json::from_value(serde_json::json!({
            "Driver": "PIA", "LapNumber": number, "LapStartDate": start, "LapTime": sectors.iter().sum::<i64>(),
            "Sector1Time": sectors[0], "Sector2Time": sectors[1], "Sector3Time": sectors[2],
        }))
        .unwrap();
        Lap::read(&record, None).unwrap()
    }

    /// So many laps at an even pace.
    fn passages(laps: i32) -> Passages {
        let mut passages = Passages::starting_at(0);
        for mark in 0..=laps * MARKS {
            passages.push(1_742_097_600_000 + i64::from(mark) * 3_000);
        }
        passages
    }

    #[test]
    fn the_ends_are_where_the_middle_lap_had_them() {
        let mut ends = SectorEnds::default();
        let passages = passages(4);
        let told = [[21_000, 42_000, 21_000], [20_000, 43_000, 21_000], [22_000, 41_000, 21_000]];
        for (car, sectors) in told.into_iter().chain([told[0]]).enumerate() {
            assert_eq!(ends.take_lap(car, &lap(3, sectors), &passages), None);
            assert_eq!(
                ends.take_lap(car, &lap(3, sectors), &passages),
                None,
                "told again it is the same lap"
            );
        }
        assert_eq!(ends.take_lap(0, &lap(4, told[0]), &passages), Some([2_500, 7_500]));
        assert_eq!(
            ends.take_lap(1, &lap(4, told[0]), &passages),
            None,
            "told once, and once more when better"
        );
        ends.forget();
        assert_eq!(ends.take_lap(0, &lap(4, told[0]), &passages), None);
    }

    #[test]
    fn laps_that_do_not_tell_are_passed_over() {
        let passages = passages(4);
        let seen = |lap: &Lap| ends_of(lap, &passages);
        assert_eq!(seen(&lap(3, [21_000, 42_000, 21_000])), Some([2_500, 7_500]));
        assert_eq!(seen(&lap(1, [21_000, 42_000, 21_000])), None, "it began on the grid");
        assert_eq!(seen(&lap(3, [0, 63_000, 21_000])), None);
        assert_eq!(seen(&lap(3, [21_000, 1_000, 62_000])), None, "no sector is as short");
        assert_eq!(seen(&lap(9, [21_000, 42_000, 21_000])), None, "its timing points are not known");
        let pits = Lap { has_no_pits: false, ..lap(3, [21_000, 42_000, 21_000]) };
        assert_eq!(seen(&pits), None);
    }
}
