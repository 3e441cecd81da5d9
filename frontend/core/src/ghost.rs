//! The pit-rejoin ghost: where a car would come out if it stopped now, and how sure that is.
//!
//! A stop costs time against those who stay out, under green, virtual safety car and safety car each its own
//! ([`gridcast_shared::pit_loss`]). Who would be passed by in that time is ahead of the ghost.

use gridcast_shared::behind::behind_leader;
use gridcast_shared::ids::CarIndex;
use gridcast_shared::pit_loss::{Loss, Losses, Under};
use gridcast_shared::race::{CarStatus, RaceState};

/// Where a car would come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ghost {
    /// Which car.
    pub car: CarIndex,
    /// Under which flag.
    pub under: Under,
    /// The place that it would take, from 1.
    pub place: u8,
    /// The best and the worst place within the band of error.
    pub places: [u8; 2],
    /// Who would be ahead, and by how much, ms.
    pub ahead: Option<(CarIndex, u32)>,
    /// Who would be behind, and by how much, ms.
    pub behind: Option<(CarIndex, u32)>,
    /// What the stop would cost.
    pub loss: Loss,
}

impl Ghost {
    /// The ghost of a car; none where it makes no sense: no race, before the start and after the flag, under red, a
    /// car that does not drive on the track, or one whose gap nobody knows.
    pub fn of(state: &RaceState, losses: &Losses, car: CarIndex) -> Option<Self> {
        let under = Under::of(state.status.track)?;
        let timing = state.cars.get(car.index())?;
        let is_racing = state.session.kind.is_race() && 0 < state.status.lap;
        if !is_racing || timing.status != CarStatus::Running {
            return None;
        }
        let loss = losses.of(under, &state.session.circuit);
        let behind_ms = behind_leader(state);
        let own_ms = (*behind_ms.get(car.index())?)?;
        let target_ms = own_ms + i64::from(loss.ms);
        let others = || {
            let gaps = behind_ms.iter().enumerate().filter(|(i, _)| *i != car.index());
            gaps.filter_map(|(i, gap)| {
                let gap = losses.with_stop(i, loss).or(*gap)?;
                takes_part(state.cars[i].status).then_some((CarIndex(i as u8), gap))
            })
        };
        let place_at = |ms: i64| 1 + others().filter(|&(_, gap)| gap < ms).count() as u8;
        let gap_to = |(other, gap): (CarIndex, i64)| {
            (other, u32::try_from((target_ms - gap).abs()).unwrap_or(u32::MAX))
        };
        let band_ms = i64::from(loss.band_ms);
        Some(Self {
            car,
            under,
            place: place_at(target_ms),
            places: [place_at(target_ms - band_ms), place_at(target_ms + band_ms)],
            ahead: others().filter(|&(_, gap)| gap < target_ms).max_by_key(|&(_, gap)| gap).map(gap_to),
            behind: others().filter(|&(_, gap)| target_ms <= gap).min_by_key(|&(_, gap)| gap).map(gap_to),
            loss,
        })
    }
}

fn takes_part(status: CarStatus) -> bool {
    matches!(status, CarStatus::Running | CarStatus::InPit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use gridcast_shared::pit_loss::Basis;
    use gridcast_shared::race::{Gap, TrackStatus};

    #[test]
    fn the_ghost_stands_among_those_who_stay_out() {
        let (mut state, _) = testing::race(8);
        let losses = Losses::default();
        let ghost = Ghost::of(&state, &losses, CarIndex(0)).unwrap();
        // Cars five seconds apart, and nothing known: 22 s, give or take 4.
        assert_eq!((ghost.loss.ms, ghost.loss.band_ms, ghost.loss.basis), (22_000, 4_000, Basis::Usual));
        assert_eq!((ghost.place, ghost.places), (5, [4, 6]));
        assert_eq!(ghost.ahead, Some((CarIndex(4), 2_000)));
        assert_eq!(ghost.behind, Some((CarIndex(5), 3_000)));
        let last = Ghost::of(&state, &losses, CarIndex(7)).unwrap();
        assert_eq!((last.place, last.behind), (8, None));
        state.cars[4].status = CarStatus::Retired;
        assert_eq!(Ghost::of(&state, &losses, CarIndex(0)).map(|ghost| ghost.place), Some(4));
    }

    #[test]
    fn a_neutralised_race_costs_less() {
        let (mut state, _) = testing::race(8);
        let mut place = |track| {
            state.status.track = track;
            Ghost::of(&state, &Losses::default(), CarIndex(0)).map(|ghost| ghost.place)
        };
        let green = place(TrackStatus::Clear);
        assert!(place(TrackStatus::VirtualSafetyCar) < green && place(TrackStatus::SafetyCar) < green);
        assert_eq!(place(TrackStatus::Red), None);
    }

    #[test]
    fn there_is_none_where_it_makes_no_sense() {
        let (mut state, _) = testing::race(3);
        let ghost = |state: &RaceState| Ghost::of(state, &Losses::default(), CarIndex(1));
        assert!(ghost(&state).is_some());
        state.cars[1].status = CarStatus::InPit;
        assert_eq!(ghost(&state), None);
        state.cars[1].status = CarStatus::Running;
        state.cars[1].gap = Gap::None;
        state.cars[1].interval = Gap::None;
        assert_eq!(ghost(&state), None, "its gap is not known");
        state.cars[1].interval = Gap::Millis(5_000);
        state.status.lap = 0;
        assert_eq!(ghost(&state), None);
        assert_eq!(Ghost::of(&state, &Losses::default(), CarIndex(9)), None);
    }
}
