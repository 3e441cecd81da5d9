//! Which visits to the pit lane were stops, by the records of the laps in and out and by what the samples saw.
//!
//! The rule is the one of the page after the race (the warehouse's `int_pit_visits`): a stop is a change of tyres or
//! standing at one's box, not driving through, nor standing under a red flag with the same tyres.

use gridcast_shared::race::Compound;

/// A car that stood for this long has stopped, ms: the wheels alone take about two seconds.
pub(super) const STOP_MS: i64 = 1_500;

/// A visit this much shorter than the usual one was none, ms: a stand, and braking for it, cost four at the least.
const DRIVE_MS: i64 = 2_000;

/// Fewer visits while racing have no usual one.
const LEAST_VISITS: usize = 3;

/// Visits of a car that are remembered.
const KEPT_VISITS: usize = 64;

/// What the records say of the tyres after a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tells {
    /// Another set.
    Other,
    /// The same set.
    Same,
    /// Neither.
    Nothing,
}

/// What was out on the track during a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Under {
    /// No safety car, as far as that is known.
    Racing,
    /// The safety car.
    SafetyCar,
    /// A red flag, in the lap in or out.
    RedFlag,
    /// The records do not say.
    Unknown,
}

/// A visit of which the record of the lap out has told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Visit {
    /// The lap out.
    pub(super) lap: i32,
    pub(super) tells: Tells,
    /// Put on, by the record.
    pub(super) compound: Compound,
    /// In the lane, ms.
    pub(super) lane_ms: Option<i64>,
    /// Stood in it, ms; none where that is unknown.
    pub(super) stood_ms: Option<i64>,
    pub(super) under: Under,
}

/// A car's visits, oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct PitStops {
    visits: Vec<Visit>,
}

impl PitStops {
    /// Adds a visit; returns whether it was a stop, as far as is known by now.
    pub(super) fn add(&mut self, visit: Visit, usual_ms: Option<i64>) -> bool {
        if self.visits.len() < KEPT_VISITS {
            self.visits.push(visit);
        }
        self.is_stop(self.visits.len() - 1, usual_ms)
    }

    /// How many visits records have told of.
    pub(super) fn n_visits(&self) -> u8 {
        self.visits.len().min(255) as u8
    }

    /// How many of them were stops; `usual_ms` is how long a visit usually takes in this race.
    pub(super) fn n_stops(&self, usual_ms: Option<i64>) -> u8 {
        (0..self.visits.len()).filter(|&i| self.is_stop(i, usual_ms)).count().min(255) as u8
    }

    fn is_stop(&self, i: usize, usual_ms: Option<i64>) -> bool {
        let visit = &self.visits[i];
        match (visit.under, visit.stood_ms, visit.lane_ms.zip(usual_ms), visit.tells) {
            (Under::RedFlag, .., tells) => tells == Tells::Other,
            (_, Some(stood_ms), ..) => STOP_MS <= stood_ms,
            (_, _, Some((lane_ms, usual_ms)), _) => usual_ms - DRIVE_MS <= lane_ms,
            (.., Tells::Other) => !self.is_told_twice(i),
            (Under::SafetyCar, ..) | (Under::Unknown, .., Tells::Same) => false,
            (Under::Racing | Under::Unknown, ..) => true,
        }
    }

    /// Behind the safety car a new set may be told in two laps running. The longer visit was the stop; of equal ones
    /// the first.
    fn is_told_twice(&self, i: usize) -> bool {
        let visit = &self.visits[i];
        let same = |other: &&Visit| {
            other.tells == Tells::Other && other.compound == visit.compound && other.under == Under::SafetyCar
        };
        let before = i.checked_sub(1).map(|before| &self.visits[before]);
        let before = before.filter(same).filter(|before| before.lap + 1 == visit.lap);
        let after = self.visits.get(i + 1).filter(same).filter(|after| visit.lap + 1 == after.lap);
        let lanes = |other: &Visit| visit.lane_ms.zip(other.lane_ms);
        visit.under == Under::SafetyCar
            && (before.is_some_and(|before| lanes(before).is_none_or(|(own, other)| own <= other))
                || after.and_then(lanes).is_some_and(|(own, other)| own < other))
    }
}

/// How long a visit usually takes, ms: the median of those while racing; none of fewer than three.
pub(super) fn usual_ms<'a>(cars: impl Iterator<Item = &'a PitStops>) -> Option<i64> {
    let racing = cars.flat_map(|stops| &stops.visits);
    let racing = racing.filter(|visit| matches!(visit.under, Under::Racing | Under::Unknown));
    let mut lanes: Vec<i64> = racing.filter_map(|visit| visit.lane_ms).collect();
    lanes.sort_unstable();
    let (low, high) = (lanes.get(lanes.len().checked_sub(1)? / 2)?, lanes.get(lanes.len() / 2)?);
    (LEAST_VISITS <= lanes.len()).then(|| i64::midpoint(*low, *high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(lap: i32, tells: Tells, lane_s: i64, under: Under) -> Visit {
        let compound = Compound::Intermediate;
        Visit { lap, tells, compound, lane_ms: Some(lane_s * 1_000), stood_ms: None, under }
    }

    #[test]
    fn standing_decides_and_then_the_time_in_the_lane() {
        let drives = visit(5, Tells::Other, 14, Under::SafetyCar);
        let stands = visit(5, Tells::Same, 24, Under::SafetyCar);
        for (given, usual_ms, is_stop) in [
            (drives, None, true),
            (drives, Some(19_500), false),
            (Visit { stood_ms: Some(0), ..drives }, None, false),
            (stands, None, false),
            (stands, Some(19_500), true),
            (Visit { stood_ms: Some(2_400), ..stands }, None, true),
            (Visit { stood_ms: Some(60_000), under: Under::RedFlag, ..stands }, None, false),
            (Visit { under: Under::Racing, ..stands }, None, true),
            (Visit { under: Under::Unknown, ..stands }, None, false),
        ] {
            assert_eq!(PitStops::default().add(given, usual_ms), is_stop, "{given:?}, usual {usual_ms:?}");
        }
    }

    #[test]
    fn what_is_usual_is_known_of_three_visits_while_racing_and_counts_for_those_before() {
        let mut train = PitStops::default();
        for lap in [3, 5] {
            train.add(visit(lap, Tells::Other, 15, Under::SafetyCar), None);
        }
        assert_eq!(train.n_stops(None), 2);
        let racing = |lane_s| {
            let mut stops = PitStops::default();
            stops.add(visit(44, Tells::Other, lane_s, Under::Racing), None);
            stops
        };
        let mut field = vec![train, racing(18), racing(19)];
        assert_eq!(usual_ms(field.iter()), None);
        field.push(racing(26));
        assert_eq!(usual_ms(field.iter()), Some(19_000));
        assert_eq!(field[0].n_stops(usual_ms(field.iter())), 0);
    }
}
