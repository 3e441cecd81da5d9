//! Both championships as they would stand if the race ended now.

use gridcast_shared::few;
use gridcast_shared::race::RaceState;
use gridcast_shared::session::SessionKind;

/// Points of a race, first place first.
const RACE: [u8; 10] = [25, 18, 15, 12, 10, 8, 6, 4, 2, 1];

/// Points of a sprint since 2022.
const SPRINT: [u8; 8] = [8, 7, 6, 5, 4, 3, 2, 1];

/// Seasons in which the fastest lap among the first ten earned a point.
const FASTEST_LAP: std::ops::RangeInclusive<u16> = 2019..=2024;

/// A driver or a constructor before the race.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Before {
    /// Code of a driver; empty for a constructor.
    pub code: String,
    /// Name.
    pub name: String,
    /// The driver's constructor.
    pub team: String,
    /// May be fractional.
    pub points: f64,
}

/// What is known of a season before this race; empty when nothing is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Season {
    /// Drivers, leader first.
    pub drivers: Vec<Before>,
    /// Constructors, leader first.
    pub constructors: Vec<Before>,
}

impl Season {
    /// Adds what a driver has earned since, as in the sprint of the same weekend; for whom he drives the standings say.
    pub fn earned(&mut self, code: &str, name: &str, points: f64) {
        let place = self.drivers.iter().position(|driver| driver.code == code).unwrap_or_else(|| {
            let (code, name) = (code.to_owned(), name.to_owned());
            self.drivers.push(Before { code, name, ..Before::default() });
            self.drivers.len() - 1
        });
        let Some(driver) = self.drivers.get_mut(place) else { return };
        driver.points += points;
        let team = driver.team.clone();
        if let Some(constructor) = self.constructors.iter_mut().find(|constructor| constructor.name == team) {
            constructor.points += points;
        }
        for standings in [&mut self.drivers, &mut self.constructors] {
            few::sort_by(standings, |a, b| b.points < a.points);
        }
    }
}

/// A line of the standings as they would be.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Code of a driver, name of a constructor.
    pub name: String,
    /// Place, from 1.
    pub place: u8,
    /// Places won against the standings before; negative when lost.
    pub won: i8,
    /// In all.
    pub points: f64,
    /// Of this race.
    pub of_race: u8,
}

/// The drivers' standings, and the constructors', if the race ended as it stands; empty where nobody knows how they
/// stood before, or where there are no points: outside races and sprints, and before the start.
pub fn if_it_ended_now(season: &Season, state: &RaceState) -> [Vec<Line>; 2] {
    if season.drivers.is_empty() || !state.session.kind.is_race() || state.status.lap == 0 {
        return [Vec::new(), Vec::new()];
    }
    let mut drivers: Vec<Before> = season.drivers.clone();
    let mut earned: Vec<(String, String, u8)> = Vec::new();
    for (driver, timing) in state.session.drivers.iter().zip(&state.cars) {
        let code = driver.code.to_string();
        if !drivers.iter().any(|known| known.code == code) {
            let (name, team) = (driver.name.clone(), driver.team.clone());
            drivers.push(Before { code: code.clone(), name, team, points: 0.0 });
        }
        let team = drivers.iter().find(|known| known.code == code).map(|known| known.team.clone());
        let points = if timing.status.is_out() { 0 } else { points(state, timing.position) };
        let fastest = state.status.fastest.and_then(|car| state.session.drivers.get(car.index()));
        let is_fastest = fastest.is_some_and(|fastest| fastest.code == driver.code) && 0 < points;
        let bonus = is_fastest
            && state.session.kind == SessionKind::Race
            && FASTEST_LAP.contains(&state.session.season);
        earned.push((code, team.unwrap_or_default(), points + u8::from(bonus)));
    }
    let of_driver = |known: &Before| {
        earned.iter().find(|(code, ..)| *code == known.code).map_or(0, |(.., points)| *points)
    };
    let of_team = |known: &Before| {
        earned.iter().filter(|(_, team, _)| *team == known.name).map(|(.., points)| *points).sum()
    };
    [
        standings(&drivers, |known| known.code.clone(), of_driver),
        standings(&season.constructors, |known| known.name.clone(), of_team),
    ]
}

fn points(state: &RaceState, place: u8) -> u8 {
    let table: &[u8] = if state.session.kind == SessionKind::Sprint { &SPRINT } else { &RACE };
    usize::from(place).checked_sub(1).and_then(|i| table.get(i)).copied().unwrap_or(0)
}

fn standings(
    before: &[Before],
    name: impl Fn(&Before) -> String,
    earned: impl Fn(&Before) -> u8,
) -> Vec<Line> {
    let mut lines: Vec<(usize, Line)> = before
        .iter()
        .enumerate()
        .map(|(i, known)| {
            let of_race = earned(known);
            let points = known.points + f64::from(of_race);
            (i, Line { name: name(known), place: 0, won: 0, points, of_race })
        })
        .collect();
    // Of equal points who was ahead before stays so: wins decide, and nobody knows those of the future.
    few::sort_by(&mut lines, |(_, a), (_, b)| b.points < a.points);
    for (place, (was, line)) in lines.iter_mut().enumerate() {
        line.place = place as u8 + 1;
        line.won = (*was as i32 - place as i32).clamp(-99, 99) as i8;
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use gridcast_shared::ids::CarIndex;
    use gridcast_shared::race::CarStatus;
    use std::sync::Arc;

    fn season() -> Season {
        let before = |code: &str, team: &str, points| {
            let (code, name, team) = (code.to_owned(), code.to_owned(), team.to_owned());
            Before { code, name, team, points }
        };
        Season {
            drivers: vec![
                before("BBB", "One", 100.0),
                before("AAA", "One", 80.0),
                before("CCC", "Two", 79.5),
            ],
            constructors: vec![before("One", "", 180.0), before("Two", "", 79.5)],
        }
    }

    #[test]
    fn the_weekends_sprint_counts_for_drivers_and_constructors() {
        let before = |code: &str, name: &str, team: &str, points| Before {
            code: code.into(),
            name: name.into(),
            team: team.into(),
            points,
        };
        let mut season = Season {
            drivers: vec![
                before("NOR", "Norris", "McLaren", 30.0),
                before("VER", "Verstappen", "Red Bull", 25.0),
            ],
            constructors: vec![before("", "McLaren", "", 30.0), before("", "Red Bull", "", 25.0)],
        };
        season.earned("VER", "Verstappen", 8.0);
        season.earned("NEW", "A newcomer", 1.0);
        let told = |of: &[Before]| of.iter().map(|one| (one.name.clone(), one.points)).collect::<Vec<_>>();
        let drivers = [("Verstappen", 33.0), ("Norris", 30.0), ("A newcomer", 1.0)];
        assert_eq!(told(&season.drivers), drivers.map(|(name, points)| (name.to_owned(), points)));
        let constructors = [("Red Bull", 33.0), ("McLaren", 30.0)];
        assert_eq!(told(&season.constructors), constructors.map(|(name, points)| (name.to_owned(), points)));
    }

    #[test]
    fn points_of_the_order_now_are_added_to_those_before() {
        let (mut state, _) = testing::race(4);
        let [drivers, teams] = if_it_ended_now(&season(), &state);
        let told: Vec<(&str, f64, u8, i8)> =
            drivers.iter().map(|line| (&*line.name, line.points, line.of_race, line.won)).collect();
        assert_eq!(
            told,
            [("BBB", 118.0, 18, 0), ("AAA", 105.0, 25, 0), ("CCC", 94.5, 15, 0), ("DDD", 12.0, 12, 0)]
        );
        assert_eq!(teams.iter().map(|line| line.points).collect::<Vec<_>>(), [223.0, 94.5]);
        state.cars[1].status = CarStatus::Retired;
        state.status.fastest = Some(CarIndex(0));
        Arc::make_mut(&mut state.session).season = 2024;
        let [drivers, _] = if_it_ended_now(&season(), &state);
        assert_eq!((&*drivers[0].name, drivers[0].points, drivers[0].won), ("AAA", 106.0, 1));
        Arc::make_mut(&mut state.session).kind = SessionKind::Sprint;
        assert_eq!(if_it_ended_now(&season(), &state)[0][1].of_race, 8);
    }

    #[test]
    fn what_nobody_knows_is_not_said() {
        let (mut state, _) = testing::race(4);
        assert_eq!(if_it_ended_now(&Season::default(), &state), [vec![], vec![]]);
        state.status.lap = 0;
        assert_eq!(if_it_ended_now(&season(), &state), [vec![], vec![]]);
        Arc::make_mut(&mut state.session).kind = SessionKind::Practice;
        assert_eq!(if_it_ended_now(&season(), &state), [vec![], vec![]]);
    }
}
