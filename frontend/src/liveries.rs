//! How the cars of a session are told apart: teams' colours in the present theme, and each team's second car.

use gridcast_core::charts::palette::Scheme;
use gridcast_core::colour_blind;
use gridcast_core::theme::{Theme, second_cars, team_colours};
use gridcast_shared::session::Session;

/// The cars' looks, in the order of the session's drivers.
#[derive(Clone, Debug, Default)]
pub struct Liveries {
    /// Teams' colours, `0xRRGGBB`.
    pub colours: Vec<u32>,
    /// Whether each is its team's second car.
    pub second: Vec<bool>,
}

impl Liveries {
    /// Those of a session.
    pub fn of(session: &Session, theme: Theme, scheme: Scheme) -> Self {
        let colours = match scheme {
            Scheme::Team => team_colours(session, theme),
            Scheme::ColourBlind => colour_blind::team_colours(session, theme),
        };
        Self { colours, second: second_cars(session) }
    }

    /// The colours as the style sheet writes them.
    pub fn css(&self) -> Vec<String> {
        self.colours.iter().map(|colour| format!("#{colour:06x}")).collect()
    }
}
