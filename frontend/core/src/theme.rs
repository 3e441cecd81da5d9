//! The colours of both themes: the interface's ink and paper, flags, tyres and teams.
//!
//! Colour belongs to the race; the interface itself is ink on ground. The same tokens stand in
//! `frontend/style/tokens.css`, which a test here compares with this table. Colours are `0xRRGGBB`.

use std::cell::Cell;

use gridcast_shared::few;
use gridcast_shared::race::{Compound, TrackStatus};
use gridcast_shared::session::Session;

use crate::oklch::{Oklch, contrast, difference};

/// Which of the two themes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Light marks on a dark ground.
    #[default]
    Dark,
    /// Dark marks on a light ground.
    Light,
}

impl Theme {
    /// By its name.
    pub fn by_name(name: &str) -> Option<Self> {
        [Self::Dark, Self::Light].into_iter().find(|theme| theme.name() == name)
    }

    /// The theme's name in addresses and in the page's `data-theme` attribute.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }

    /// The other theme.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Dark,
        }
    }

    /// Its colours, in the contrast that is chosen.
    pub fn palette(self) -> &'static Palette {
        match (self, Contrast::chosen()) {
            (Self::Dark, Contrast::Normal) => &DARK,
            (Self::Light, Contrast::Normal) => &LIGHT,
            (Self::Dark, Contrast::More) => &DARK_MORE,
            (Self::Light, Contrast::More) => &LIGHT_MORE,
        }
    }
}

/// How far ink and lines stand from the ground.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contrast {
    /// As the page is drawn.
    #[default]
    Normal,
    /// Text at 7:1 and more, lines at 3:1 and more, even on the chosen row.
    More,
}

thread_local! {
    static CONTRAST: Cell<Contrast> = const { Cell::new(Contrast::Normal) };
}

impl Contrast {
    /// What is in use.
    pub fn chosen() -> Self {
        CONTRAST.get()
    }

    /// Takes it into use: all that is painted from now on has it.
    pub fn choose(self) {
        CONTRAST.set(self);
    }

    /// Its name in the page's `data-contrast` attribute and on the device.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::More => "more",
        }
    }
}

/// The interface's colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub ground: u32,
    /// Ground of the chosen row, the strictest ground for contrast.
    pub chosen: u32,
    /// Figures, codes, focus.
    pub ink: u32,
    /// Second text.
    pub ink2: u32,
    /// Labels and axes.
    pub ink3: u32,
    /// Edge of the track, axis lines.
    pub edge: u32,
    /// Hairlines.
    pub line: u32,
    /// Body of the track.
    pub track: u32,
    /// Best of all.
    pub best: u32,
    /// Own best, live, track clear.
    pub good: u32,
    /// Yellow flag.
    pub yellow: u32,
    /// Cross-bars on yellow.
    pub on_yellow: u32,
    /// Edge of the track under the safety car.
    pub amber_edge: u32,
    /// Edge of the track under the red flag.
    pub red_edge: u32,
}

const DARK: Palette = Palette {
    ground: 0x0f_1113,
    chosen: 0x1d_2125,
    ink: 0xf3_f4f5,
    ink2: 0xb5_bcc4,
    ink3: 0x8d_959f,
    edge: 0x79_828c,
    line: 0x24_282d,
    track: 0x24_292e,
    best: 0xc5_8cff,
    good: 0x4f_d08a,
    yellow: 0xf5_cd3d,
    on_yellow: 0x17_1302,
    amber_edge: 0xff_ae1f,
    red_edge: 0xff_5a50,
};

const LIGHT: Palette = Palette {
    ground: 0xfa_f9f7,
    chosen: 0xf0_eeea,
    ink: 0x15_171a,
    ink2: 0x4a_5058,
    ink3: 0x66_6c75,
    edge: 0x85_8a90,
    line: 0xe6_e4df,
    track: 0xde_dcd6,
    best: 0x7a_2fd6,
    good: 0x0b_7440,
    yellow: 0xf2_c500,
    on_yellow: 0x17_1302,
    amber_edge: 0xb3_6b00,
    red_edge: 0xc9_261c,
};

const DARK_MORE: Palette = Palette {
    ground: 0x00_0000,
    chosen: 0x1a_1c1f,
    ink: 0xff_ffff,
    ink2: 0xf0_f2f4,
    ink3: 0xd0_d5da,
    edge: 0xc0_c6cc,
    line: 0x7d_868f,
    track: 0x2c_3238,
    best: 0xd4_aaff,
    good: 0x6f_e8a6,
    ..DARK
};

const LIGHT_MORE: Palette = Palette {
    ground: 0xff_ffff,
    chosen: 0xef_ece6,
    ink: 0x00_0000,
    ink2: 0x1b_1e22,
    ink3: 0x34_393f,
    edge: 0x45_4a50,
    line: 0x71_767d,
    track: 0xd0_cdc6,
    best: 0x55_12a6,
    good: 0x00_4f28,
    amber_edge: 0x8a_4b00,
    ..LIGHT
};

/// A tyre's colour; its letter and the breaks of its ring say the same.
pub fn tyre_colour(compound: Compound, theme: Theme) -> u32 {
    let (dark, light) = match compound {
        Compound::Unknown => (DARK.ink3, LIGHT.ink3),
        Compound::Soft => (0xff_5a57, 0xd1_232a),
        Compound::Medium => (0xf5_cd3d, 0x8f_6a00),
        Compound::Hard => (0xee_f0f2, 0x3a_4047),
        Compound::Intermediate => (0x4f_d08a, 0x0b_7d46),
        Compound::Wet => (0x5a_a6ff, 0x1f_62c9),
    };
    match theme {
        Theme::Dark => dark,
        Theme::Light => light,
    }
}

/// Colour of the track's edge, which the whole field's status can change.
pub fn edge_colour(status: TrackStatus, theme: Theme) -> u32 {
    let palette = theme.palette();
    match status {
        TrackStatus::SafetyCar | TrackStatus::VirtualSafetyCar | TrackStatus::VirtualEnding => {
            palette.amber_edge
        }
        TrackStatus::Red => palette.red_edge,
        _ => palette.edge,
    }
}

/// A known team: a word of its name in lower case, and its colour on dark and on light.
struct Team(&'static str, u32, u32);

/// The longer names come first where one holds another ("racing bulls" holds "red bull" in neither way, but
/// sponsors' names of the same team may).
const TEAMS: [Team; 14] = [
    Team("racing bulls", 0xc3_ccff, 0x6a_5fd0),
    Team("rb f1", 0xc3_ccff, 0x6a_5fd0),
    Team("mclaren", 0xff_8a1c, 0xd9_6400),
    Team("ferrari", 0xff_4548, 0xd1_121f),
    Team("red bull", 0x5a_7dff, 0x23_45c7),
    Team("mercedes", 0x3f_e6cb, 0x00_907d),
    Team("williams", 0x3d_b9ff, 0x0a_90cf),
    Team("aston martin", 0x1f_9e72, 0x00_664a),
    Team("alpine", 0xf7_68b4, 0xe0_459b),
    Team("haas", 0x8e_959d, 0x4d_535a),
    Team("sauber", 0x84_e34a, 0x4c_9a12),
    Team("audi", 0xbd_4833, 0x7d_2415),
    Team("cadillac", 0xe3_d3ab, 0x98_803f),
    Team("alfa romeo", 0x84_e34a, 0x4c_9a12),
];

/// Nearest that the colour of an unknown team may come to another team's on the board, in `OKLab`.
const NEAREST: f64 = 0.08;

/// Least contrast of a team's colour with the chosen row.
const TEAM_CONTRAST: f64 = 3.0;

fn known_team(name: &str, theme: Theme) -> Option<u32> {
    let name = name.to_ascii_lowercase();
    let team = TEAMS.iter().find(|team| name.contains(team.0))?;
    Some(match theme {
        Theme::Dark => team.1,
        Theme::Light => team.2,
    })
}

/// The colours of a session's cars, in the order of its drivers.
///
/// A known team goes by the table. Another takes the session's colour, moved in lightness until it can be told
/// from the chosen row; without one, or too near to a team on the board, it takes the widest free gap of hue.
/// Teams are gone through in the order of their names, so every screen finds the same colours.
pub fn team_colours(session: &Session, theme: Theme) -> Vec<u32> {
    let mut teams: Vec<(&str, Option<u32>)> = Vec::new();
    for driver in &session.drivers {
        match teams.iter_mut().find(|team| team.0 == driver.team) {
            Some(team) => team.1 = team.1.or(driver.colour),
            None => teams.push((&driver.team, driver.colour)),
        }
    }
    let colours = colours_of_teams(&teams, theme);
    let of_team = |name: &str| teams.iter().position(|team| team.0 == name).map(|team| colours[team]);
    session.drivers.iter().map(|driver| of_team(&driver.team).unwrap_or(theme.palette().ink3)).collect()
}

/// The colours of teams of different names, given with their own colours, in their order; see [`team_colours`].
pub fn colours_of_teams(teams: &[(&str, Option<u32>)], theme: Theme) -> Vec<u32> {
    let mut sorted = teams.to_vec();
    few::sort_by_key(&mut sorted, |team| *team);
    let mut taken: Vec<(&str, u32)> =
        sorted.iter().filter_map(|team| Some((team.0, known_team(team.0, theme)?))).collect();
    for &(name, own_colour) in &sorted {
        if taken.iter().any(|team| team.0 == name) {
            continue;
        }
        let colour = own_colour
            .map(|colour| readable(colour, theme))
            .filter(|&colour| taken.iter().all(|team| NEAREST <= difference(team.1, colour)))
            .unwrap_or_else(|| free_hue(&taken, theme));
        taken.push((name, colour));
    }
    let of_team = |name: &str| taken.iter().find(|team| team.0 == name).map(|team| team.1);
    teams.iter().map(|team| of_team(team.0).unwrap_or(theme.palette().ink3)).collect()
}

/// Whether each car is its team's second by number: its dot has a hole.
pub fn second_cars(session: &Session) -> Vec<bool> {
    session
        .drivers
        .iter()
        .map(|driver| {
            !driver.team.is_empty()
                && session
                    .drivers
                    .iter()
                    .any(|other| other.team == driver.team && other.number < driver.number)
        })
        .collect()
}

/// Moves a colour's lightness, hue kept, until it stands out from the chosen row.
pub(crate) fn readable(colour: u32, theme: Theme) -> u32 {
    let ground = theme.palette().chosen;
    let mut lch = Oklch::from_rgb(colour);
    let step = match theme {
        Theme::Dark => 0.01,
        Theme::Light => -0.01,
    };
    while contrast(lch.to_rgb(), ground) < TEAM_CONTRAST && (0.0..=1.0).contains(&(lch.l + step)) {
        lch.l += step;
    }
    lch.to_rgb()
}

/// A colour in the middle of the widest gap of hue between those taken.
fn free_hue(taken: &[(&str, u32)], theme: Theme) -> u32 {
    let mut hues: Vec<f64> = taken
        .iter()
        .map(|team| Oklch::from_rgb(team.1))
        // Greys have no hue that could be mistaken.
        .filter(|lch| 0.03 <= lch.c)
        .map(|lch| lch.h)
        .collect();
    few::sort_by_key(&mut hues, |hue| *hue);
    let mut widest = (0.0, 0.0);
    for (i, &hue) in hues.iter().enumerate() {
        let next = hues.get(i + 1).copied().unwrap_or_else(|| hues[0] + std::f64::consts::TAU);
        if widest.0 < next - hue {
            widest = (next - hue, hue + (next - hue) / 2.0);
        }
    }
    let (l, c) = match theme {
        Theme::Dark => (0.76, 0.15),
        Theme::Light => (0.53, 0.14),
    };
    readable(Oklch { l, c, h: widest.1 }.to_rgb(), theme)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gridcast_shared::ids::{DriverCode, SessionId};
    use gridcast_shared::session::Driver;

    fn session(teams: &[(&str, u8, Option<u32>)]) -> Session {
        let mut session = Session::unknown(SessionId::parse("x").unwrap());
        for (i, &(team, number, colour)) in teams.iter().enumerate() {
            let code = DriverCode::parse(&format!("A{i}")).unwrap();
            session.drivers.push(Driver { number, code, name: String::new(), team: team.to_owned(), colour });
        }
        session
    }

    #[test]
    fn style_sheet_has_the_same_tokens() {
        let css = include_str!("../../style/tokens.css");
        let (dark, light) = css.split_once("[data-theme=\"light\"]").unwrap();
        for (theme, css) in [(Theme::Dark, dark), (Theme::Light, light)] {
            let p = theme.palette();
            for (name, colour) in [
                ("ground", p.ground),
                ("chosen", p.chosen),
                ("ink", p.ink),
                ("ink2", p.ink2),
                ("ink3", p.ink3),
                ("edge", p.edge),
                ("line", p.line),
                ("best", p.best),
                ("good", p.good),
                ("yellow", p.yellow),
                ("on-yellow", p.on_yellow),
                ("tyre-soft", tyre_colour(Compound::Soft, theme)),
                ("tyre-medium", tyre_colour(Compound::Medium, theme)),
                ("tyre-hard", tyre_colour(Compound::Hard, theme)),
                ("tyre-intermediate", tyre_colour(Compound::Intermediate, theme)),
                ("tyre-wet", tyre_colour(Compound::Wet, theme)),
            ] {
                let token = format!("--{name}: #{colour:06x};");
                assert!(css.contains(&token), "{} lacks {token}", theme.name());
            }
        }
    }

    #[test]
    fn more_contrast_is_seven_to_one_and_the_style_sheet_has_it() {
        let css = include_str!("../../style/contrast.css");
        let (dark, light) = css.split_once("[data-theme=\"light\"]").unwrap();
        Contrast::More.choose();
        for (theme, css) in [(Theme::Dark, dark), (Theme::Light, light)] {
            let p = theme.palette();
            for (name, colour, least) in [
                ("ink", p.ink, 7.0),
                ("ink2", p.ink2, 7.0),
                ("ink3", p.ink3, 7.0),
                ("best", p.best, 7.0),
                ("good", p.good, 7.0),
                ("edge", p.edge, 4.5),
                ("line", p.line, 3.0),
                ("chosen", p.chosen, 1.0),
                ("ground", p.ground, 1.0),
            ] {
                let ratio = contrast(colour, p.chosen);
                assert!(least <= ratio, "{} {name}: {ratio:.2}", theme.name());
                let token = format!("--{name}: #{colour:06x};");
                assert!(css.contains(&token), "{} lacks {token}", theme.name());
            }
        }
        Contrast::Normal.choose();
    }

    #[test]
    fn every_known_team_stands_out_from_the_chosen_row() {
        for theme in [Theme::Dark, Theme::Light] {
            for team in &TEAMS {
                let colour = known_team(team.0, theme).unwrap();
                let ratio = contrast(colour, theme.palette().chosen);
                assert!(TEAM_CONTRAST <= ratio, "{} {}: {ratio:.2}", team.0, theme.name());
            }
        }
    }

    #[test]
    fn sponsors_do_not_hide_a_team() {
        assert_eq!(known_team("Red Bull Racing", Theme::Dark), Some(0x5a_7dff));
        assert_eq!(known_team("Visa Cash App Racing Bulls F1 Team", Theme::Dark), Some(0xc3_ccff));
        assert_eq!(known_team("MoneyGram Haas F1 Team", Theme::Light), Some(0x4d_535a));
        assert_eq!(known_team("Andretti", Theme::Dark), None);
    }

    #[test]
    fn unknown_teams_are_readable_apart_and_independent_of_order() {
        let rows: [(&str, u8, Option<u32>); 4] =
            [("Zeta", 1, None), ("McLaren", 4, None), ("Alpha", 9, Some(0x00_0010)), ("Beta", 12, None)];
        let mut turned = rows;
        turned.reverse();
        for theme in [Theme::Dark, Theme::Light] {
            let colours = team_colours(&session(&rows), theme);
            let mut other = team_colours(&session(&turned), theme);
            other.reverse();
            assert_eq!(colours, other);
            for (i, &a) in colours.iter().enumerate() {
                assert!(TEAM_CONTRAST <= contrast(a, theme.palette().chosen), "{a:06x}");
                assert!(colours[..i].iter().all(|&b| NEAREST < difference(a, b)), "{colours:06x?}");
            }
        }
    }

    #[test]
    fn the_higher_number_of_a_team_is_its_second_car() {
        let session = session(&[("McLaren", 81, None), ("McLaren", 4, None), ("", 5, None), ("", 6, None)]);
        assert_eq!(second_cars(&session), [true, false, false, false]);
    }
}
