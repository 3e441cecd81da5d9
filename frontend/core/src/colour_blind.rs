//! Seven hues that colour-blind eyes tell apart, of the kind of Okabe and Ito's (2008): each colour is moved until all
//! stand out from the theme's ground and apart from each other to deuteranopes and protanopes.

use gridcast_shared::race::Compound;
use gridcast_shared::session::Session;

use crate::theme::{Theme, tyre_colour};

/// Orange, sky, teal, yellow (on light: brown), blue, vermilion, pink: on dark and on light.
pub(crate) const HUES: [[u32; 7]; 2] = [
    [0xf0_810b, 0x71_9cff, 0x1c_8692, 0xf2_ed2e, 0x38_5fe5, 0xbe_4309, 0xfa_b1b7],
    [0xba_7c08, 0x16_72da, 0x06_4664, 0x99_5800, 0x14_1e9f, 0x8e_0717, 0xb2_5194],
];

/// One of the hues, `0xRRGGBB`; they begin again after the seventh.
pub(crate) fn hue(theme: Theme, i: usize) -> u32 {
    let row = usize::from(theme == Theme::Light);
    HUES[row][i % HUES[row].len()]
}

/// A tyre's colour, `0xRRGGBB`; what has no hue of its own keeps its grey.
pub fn tyre(theme: Theme, compound: Compound) -> u32 {
    match compound {
        Compound::Soft => hue(theme, 5),
        Compound::Medium => hue(theme, 3),
        Compound::Intermediate => hue(theme, 2),
        Compound::Wet => hue(theme, 4),
        Compound::Hard | Compound::Unknown => tyre_colour(compound, theme),
    }
}

/// Where each name comes in the order of all.
pub(crate) fn ranks(names: &[&str]) -> Vec<usize> {
    names.iter().map(|name| names.iter().filter(|other| *other < name).count()).collect()
}

/// The colours of a session's cars, in the order of its drivers: a hue a team, in the order of their names.
pub fn team_colours(session: &Session, theme: Theme) -> Vec<u32> {
    let mut teams: Vec<&str> = Vec::new();
    for driver in &session.drivers {
        if !teams.contains(&driver.team.as_str()) {
            teams.push(&driver.team);
        }
    }
    let ranks = ranks(&teams);
    let rank = |name: &str| teams.iter().position(|team| *team == name).map_or(0, |team| ranks[team]);
    session.drivers.iter().map(|driver| hue(theme, rank(&driver.team))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gridcast_shared::ids::{DriverCode, SessionId};
    use gridcast_shared::session::Driver;

    #[test]
    fn both_cars_of_a_team_have_its_hue() {
        let mut session = Session::unknown(SessionId::parse("x").unwrap());
        for (number, team) in [(4, "McLaren"), (1, "Alpine"), (81, "McLaren")] {
            let code = DriverCode::parse("AAA").unwrap();
            session.drivers.push(Driver {
                number,
                code,
                name: String::new(),
                team: team.to_owned(),
                colour: None,
            });
        }
        let colours = team_colours(&session, Theme::Dark);
        assert_eq!(colours, [HUES[0][1], HUES[0][0], HUES[0][1]]);
    }

    #[test]
    fn the_style_sheet_has_the_tyres() {
        let css = include_str!("../../style/tokens.css");
        let (dark, light) = css.split_once("[data-palette=\"cb\"][data-theme=\"light\"]").unwrap();
        for (theme, css) in [(Theme::Dark, dark), (Theme::Light, light)] {
            for (name, compound) in [
                ("soft", Compound::Soft),
                ("medium", Compound::Medium),
                ("intermediate", Compound::Intermediate),
                ("wet", Compound::Wet),
            ] {
                let token = format!("--tyre-{name}: #{:06x};", tyre(theme, compound));
                assert!(css.contains(&token), "{} lacks {token}", theme.name());
            }
        }
    }
}
