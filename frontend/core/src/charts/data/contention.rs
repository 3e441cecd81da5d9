//! What everybody could still contention in a championship, by its points alone.
//!
//! Assumed: who wins all that is left gets 25 points a race and 8 a sprint; before 2025 also 1 a race for the fastest
//! lap (from 2019). A team's two cars get first and second: 43 and 15. For the best place the others score nothing
//! more; for the worst they win everything and oneself nothing, each of them alone, as if all could win. Equal points
//! count as reached, as wins then decide.

use gridcast_shared::mart::{Standing, Standings};

/// Which championship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Championship {
    /// Of drivers.
    Drivers,
    /// Of constructors.
    Constructors,
}

/// What one entrant could still contention.
#[derive(Clone, Debug, PartialEq)]
pub struct Contention {
    /// Index into [`Standings::drivers`] or [`Standings::constructors`].
    pub of: usize,
    /// Points now.
    pub points: f64,
    /// Points at most.
    pub most: f64,
    /// Best place.
    pub best: usize,
    /// Worst place.
    pub worst: usize,
}

impl Contention {
    /// Whether the title is still possible.
    pub fn can_win(&self) -> bool {
        self.best == 1
    }
}

/// Points that are left to win for one entrant.
pub fn points_left(standings: &Standings, title: Championship) -> f64 {
    let fastest_lap = if (2019..2025).contains(&standings.season) { 1.0 } else { 0.0 };
    let (race, sprint) = match title {
        Championship::Drivers => (25.0, 8.0),
        Championship::Constructors => (43.0, 15.0),
    };
    f64::from(standings.races_left) * (race + fastest_lap) + f64::from(standings.sprints_left) * sprint
}

/// Points after the last round that an entrant has any for; nothing said is nothing won.
pub fn points_now(standing: &Standing) -> f64 {
    standing.points.iter().rev().flatten().copied().find(|points| points.is_finite()).unwrap_or(0.0)
}

/// What everybody could still contention, in the document's order.
pub fn contention(standings: &Standings, title: Championship) -> Vec<Contention> {
    let entrants = match title {
        Championship::Drivers => &standings.drivers,
        Championship::Constructors => &standings.constructors,
    };
    let left = points_left(standings, title);
    let points: Vec<f64> = entrants.iter().map(points_now).collect();
    points
        .iter()
        .enumerate()
        .map(|(of, &own)| {
            // Equal points are reached by both, while any are left; then places are as they are.
            let passed = |other: f64| if 0.0 < left { own <= other + left } else { own < other };
            let others =
                || points.iter().enumerate().filter(move |(other, _)| *other != of).map(|other| *other.1);
            Contention {
                of,
                points: own,
                most: own + left,
                best: 1 + others().filter(|&other| own + left < other).count(),
                worst: 1 + others().filter(|&other| passed(other)).count(),
            }
        })
        .collect()
}

/// Whether nothing is left to win.
pub fn is_over(standings: &Standings) -> bool {
    (standings.races_left, standings.sprints_left) == (0, 0) && !standings.rounds.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn standings(season: u16, races_left: u8, sprints_left: u8, points: &[f64]) -> Standings {
        let standing = |&points: &f64| Standing { points: vec![Some(points)], ..Standing::default() };
        Standings {
            season,
            races_left,
            sprints_left,
            drivers: points.iter().map(standing).collect(),
            ..Standings::default()
        }
    }

    #[test]
    fn points_that_are_left() {
        assert!((points_left(&standings(2025, 2, 1, &[]), Championship::Drivers) - 58.0).abs() < 1e-9);
        assert!((points_left(&standings(2024, 2, 1, &[]), Championship::Drivers) - 60.0).abs() < 1e-9);
        assert!((points_left(&standings(2025, 2, 1, &[]), Championship::Constructors) - 101.0).abs() < 1e-9);
        assert!((points_left(&standings(2018, 1, 0, &[]), Championship::Drivers) - 25.0).abs() < 1e-9);
    }

    #[test]
    fn equal_points_are_reached() {
        let contention = contention(&standings(2025, 1, 0, &[300.0, 275.0, 274.0]), Championship::Drivers);
        assert_eq!(contention.iter().map(Contention::can_win).collect::<Vec<_>>(), [true, true, false]);
        assert_eq!(
            contention.iter().map(|contention| (contention.best, contention.worst)).collect::<Vec<_>>(),
            [(1, 2), (1, 3), (2, 3)]
        );
    }

    #[test]
    fn after_the_last_race_places_are_as_they_are() {
        let contention = contention(&standings(2025, 0, 0, &[300.0, 275.0, 275.0]), Championship::Drivers);
        assert_eq!(
            contention.iter().map(|contention| (contention.best, contention.worst)).collect::<Vec<_>>(),
            [(1, 1), (2, 2), (2, 2)]
        );
    }

    proptest! {
        #[test]
        fn best_is_not_below_worst(points in proptest::collection::vec(0.0..500.0, 0..30), races in 0u8..24, sprints in 0u8..6) {
            for contention in contention(&standings(2025, races, sprints, &points), Championship::Drivers) {
                prop_assert!(1 <= contention.best && contention.best <= contention.worst && contention.worst <= points.len());
            }
        }
    }
}
