//! Who stands in a championship, and how each is drawn.

use gridcast_shared::mart::{Standing, Standings};

use crate::charts::data::contention::Championship;
use crate::charts::data::series::{Series, Subject};
use crate::charts::palette::{ChartPalette, parse_hex};
use crate::charts::view_state::ViewState;

/// The championship's entrants in order of the standings.
pub fn standings_of(standings: &Standings, title: Championship) -> &[Standing] {
    match title {
        Championship::Drivers => &standings.drivers,
        Championship::Constructors => &standings.constructors,
    }
}

/// Drivers are called by code, constructors by name.
pub fn name(standing: &Standing, title: Championship) -> &str {
    match title {
        Championship::Drivers => &standing.id,
        Championship::Constructors => &standing.name,
    }
}

/// The second of a team in the standings is dashed; a constructor is chosen with its drivers.
pub fn series(
    standings: &Standings,
    title: Championship,
    view: &ViewState,
    palette: &ChartPalette,
) -> Vec<Series> {
    let all = standings_of(standings, title);
    let team = |standing: &Standing| standing.team.clone().unwrap_or_else(|| standing.name.clone());
    let teams: Vec<String> = all.iter().map(team).collect();
    let own: Vec<(&str, Option<u32>)> = teams
        .iter()
        .zip(all)
        .map(|(team, standing)| (team.as_str(), standing.colour.as_deref().and_then(parse_hex)))
        .collect();
    let colours = palette.season_teams(&own);
    // As in a race: each team's place in the order of their names.
    let mut ranks: Vec<&str> = teams.iter().map(String::as_str).collect();
    ranks.sort_unstable();
    ranks.dedup();
    all.iter()
        .enumerate()
        .map(|(i, standing)| {
            let chosen = match title {
                Championship::Drivers => view.chose(&standing.id),
                Championship::Constructors => {
                    let drivers = standings.drivers.iter().filter(|driver| view.chose(&driver.id));
                    drivers.filter_map(|driver| driver.team.as_ref()).any(|team| *team == standing.name)
                }
            };
            let second = teams[..i].contains(&teams[i]);
            let dash = palette.dash(ranks.binary_search(&teams[i].as_str()).unwrap_or_default(), second);
            let name = name(standing, title).to_owned();
            let subject = match title {
                Championship::Drivers => Subject::Driver(name.clone()),
                Championship::Constructors => Subject::Team(name.clone()),
            };
            Series { subject, name, colour: colours[i], dash, second, chosen }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::palette::Scheme;
    use crate::theme::Theme;

    #[test]
    fn to_colour_blind_eyes_no_two_drivers_of_ten_teams_have_one_line() {
        let driver = |i: usize| Standing {
            id: format!("D{i}"),
            team: Some(format!("Team {}", i / 2)),
            ..Standing::default()
        };
        let standings = Standings { drivers: (0..20).map(driver).collect(), ..Standings::default() };
        let palette = ChartPalette::new(Theme::Dark, Scheme::ColourBlind);
        let series = series(&standings, Championship::Drivers, &ViewState::default(), &palette);
        for (i, one) in series.iter().enumerate() {
            let same = series[..i].iter().find(|other| (other.colour, other.dash) == (one.colour, one.dash));
            assert!(same.is_none(), "{} and {:?}", one.name, same.map(|other| &other.name));
        }
    }
}
