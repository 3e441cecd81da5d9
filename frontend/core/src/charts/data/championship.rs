//! Who stands in a championship, and how each is drawn.

use gridcast_shared::mart::{Standing, Standings};

use crate::charts::data::contention::Championship;
use crate::charts::data::series::{Series, Subject};
use crate::charts::draw::style::Dash;
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
            let again = teams[..i].contains(&teams[i]);
            let dash = if again { Dash::Dashed } else { Dash::Solid };
            let name = name(standing, title).to_owned();
            let subject = match title {
                Championship::Drivers => Subject::Driver(name.clone()),
                Championship::Constructors => Subject::Team(name.clone()),
            };
            Series { subject, name, colour: colours[i], dash, chosen }
        })
        .collect()
}
