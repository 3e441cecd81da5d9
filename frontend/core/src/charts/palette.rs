//! The charts' colours: ink of the theme, teams and tyres, flags; and the palette for colour-blind eyes.
//!
//! That palette has seven hues, so an eighth team begins again with other dashes and patterns.

use gridcast_shared::mart::{PeriodKind, Race};
use gridcast_shared::race::Compound;

use crate::charts::draw::style::{Colour, Dash, Pattern};
use crate::colour_blind::{self, HUES, hue};
use crate::theme::{self, Theme};

/// Which colours teams and tyres have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Their own.
    #[default]
    Team,
    /// Those that colour-blind eyes tell apart, with patterns.
    ColourBlind,
}

const PATTERNS: [Pattern; 6] =
    [Pattern::Slanted, Pattern::Level, Pattern::Dots, Pattern::Upright, Pattern::Crossed, Pattern::None];

/// How a tyre is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tyre {
    /// `M`; `?` when not known, the first letter of a compound that is not in use any more.
    pub letter: String,
    /// `0xRRGGBB`.
    pub colour: u32,
    /// Its filling.
    pub pattern: Pattern,
}

/// The compound that a document means; unknown for one that is not in use any more.
pub fn compound_of(letter: Option<&str>) -> Compound {
    match letter {
        Some("S") => Compound::Soft,
        Some("M") => Compound::Medium,
        Some("H") => Compound::Hard,
        Some("I") => Compound::Intermediate,
        Some("W") => Compound::Wet,
        _ => Compound::Unknown,
    }
}

/// The colours of one theme and scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartPalette {
    /// Which theme.
    pub theme: Theme,
    /// Which scheme.
    pub scheme: Scheme,
    /// The theme's own colours.
    pub colours: theme::Palette,
}

impl ChartPalette {
    /// Of a theme and scheme.
    pub fn new(theme: Theme, scheme: Scheme) -> Self {
        Self { theme, scheme, colours: *theme.palette() }
    }

    /// One of the hues for colour-blind eyes, `0xRRGGBB`; they begin again after the seventh.
    fn hue(&self, i: usize) -> u32 {
        hue(self.theme, i)
    }

    /// Colours of a race's teams, in their order.
    pub fn teams(&self, race: &Race) -> Vec<u32> {
        match self.scheme {
            Scheme::Team => {
                let teams: Vec<(&str, Option<u32>)> = race
                    .teams
                    .iter()
                    .map(|team| (team.name.as_str(), team.colour.as_deref().and_then(parse_hex)))
                    .collect();
                theme::colours_of_teams(&teams, self.theme)
            }
            Scheme::ColourBlind => ranks(race).into_iter().map(|rank| self.hue(rank)).collect(),
        }
    }

    /// Pattern of a team's box beside its colour, by the team's rank.
    pub fn team_pattern(&self, team: usize) -> Pattern {
        match self.scheme {
            Scheme::Team => Pattern::None,
            Scheme::ColourBlind => PATTERNS[team % PATTERNS.len()],
        }
    }

    /// A line's breaks: by which car of its team it is, and for colour-blind eyes by the team's rank.
    pub fn dash(&self, team: usize, second: bool) -> Dash {
        let again = self.scheme == Scheme::ColourBlind && HUES[0].len() <= team;
        match (again, second) {
            (false, false) => Dash::Solid,
            (false, true) => Dash::Dashed,
            (true, false) => Dash::DashDotted,
            (true, true) => Dash::Dotted,
        }
    }

    /// A compound as the documents write it.
    pub fn tyre(&self, compound: Option<&str>) -> Tyre {
        let known = compound_of(compound);
        let pattern = match known {
            Compound::Soft => Pattern::Solid,
            Compound::Medium => Pattern::Slanted,
            Compound::Hard => Pattern::None,
            Compound::Intermediate => Pattern::Upright,
            Compound::Wet => Pattern::Level,
            Compound::Unknown => Pattern::Dots,
        };
        let colour = match self.scheme {
            Scheme::Team => theme::tyre_colour(known, self.theme),
            Scheme::ColourBlind => colour_blind::tyre(self.theme, known),
        };
        let letter = match known {
            Compound::Soft => 'S',
            Compound::Medium => 'M',
            Compound::Hard => 'H',
            Compound::Intermediate => 'I',
            Compound::Wet => 'W',
            Compound::Unknown => {
                let other = compound.map(str::trim).filter(|name| !name.eq_ignore_ascii_case("unknown"));
                other.and_then(|name| name.chars().next()).unwrap_or('?')
            }
        };
        Tyre { letter: letter.to_uppercase().to_string(), colour, pattern }
    }

    /// Ground and words' colour of a band over laps that were not green; `None` for those that are not worth a band.
    pub fn band(&self, kind: PeriodKind) -> Option<Band> {
        let (fill, text) = match (kind, self.theme) {
            (PeriodKind::Yellow, _) => return None,
            (PeriodKind::RedFlag, Theme::Dark) => (0xff_5a50, 0xff_6b62),
            (PeriodKind::RedFlag, Theme::Light) => (0xc9_261c, 0xbf_2419),
            (_, Theme::Dark) => (0xff_ae1f, 0xff_ae1f),
            (_, Theme::Light) => (0xf5_9a00, 0x8a_4b00),
        };
        Some(Band { fill: Colour::faint(fill, 0.13), text })
    }

    /// Colour of something that lost, such as time: never without its sign.
    pub fn loss(&self) -> u32 {
        match self.theme {
            Theme::Dark => 0xff_6b62,
            Theme::Light => 0xbf_2419,
        }
    }

    /// Colours of a season's entrants, by their teams' names and own colours.
    pub fn season_teams(&self, teams: &[(&str, Option<u32>)]) -> Vec<u32> {
        let mut names: Vec<(&str, Option<u32>)> = Vec::new();
        for &(name, colour) in teams {
            match names.iter_mut().find(|known| known.0 == name) {
                Some(known) => known.1 = known.1.or(colour),
                None => names.push((name, colour)),
            }
        }
        let colours = match self.scheme {
            Scheme::Team => theme::colours_of_teams(&names, self.theme),
            Scheme::ColourBlind => {
                colour_blind::ranks(&names.iter().map(|known| known.0).collect::<Vec<_>>())
                    .into_iter()
                    .map(|rank| self.hue(rank))
                    .collect()
            }
        };
        let of = |name: &str| names.iter().position(|known| known.0 == name).map(|i| colours[i]);
        teams.iter().map(|team| of(team.0).unwrap_or(self.colours.ink3)).collect()
    }
}

/// Each team's place in the order of their names: the same in every race of a season, unlike its index.
pub fn ranks(race: &Race) -> Vec<usize> {
    colour_blind::ranks(&race.teams.iter().map(|team| team.name.as_str()).collect::<Vec<_>>())
}

/// A band over laps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Its ground.
    pub fill: Colour,
    /// Its words' colour, `0xRRGGBB`.
    pub text: u32,
}

/// `FF8000` or `#FF8000` as `0xRRGGBB`.
pub fn parse_hex(hex: &str) -> Option<u32> {
    let digits = hex.strip_prefix('#').unwrap_or(hex);
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::sample;
    use crate::oklch::{contrast, difference};

    /// What deuteranopes or protanopes see of a colour: Machado, Oliveira and Fernandes (2009), severity 1.
    fn simulated(rgb: u32, matrix: &[[f64; 3]; 3]) -> u32 {
        let channel = |shift: u32| {
            let c = f64::from((rgb >> shift) & 0xff) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let linear = [channel(16), channel(8), channel(0)];
        matrix.iter().fold(0, |seen, row| {
            let c: f64 = row.iter().zip(linear).map(|(m, c)| m * c).sum::<f64>().clamp(0.0, 1.0);
            let c = if c <= 0.003_130_8 { 12.92 * c } else { 1.055 * c.powf(1.0 / 2.4) - 0.055 };
            (seen << 8) | (c * 255.0).round() as u32
        })
    }

    const DEUTERANOPIA: [[f64; 3]; 3] = [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ];
    const PROTANOPIA: [[f64; 3]; 3] = [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ];

    #[test]
    fn hues_for_colour_blind_eyes_stand_apart_and_out() {
        for (theme, hues) in [(Theme::Dark, HUES[0]), (Theme::Light, HUES[1])] {
            for (i, &hue) in hues.iter().enumerate() {
                let ratio = contrast(hue, theme.palette().chosen);
                assert!(3.0 <= ratio, "{} {hue:06x}: {ratio:.2}", theme.name());
                for &other in &hues[..i] {
                    for (eyes, matrix) in [("deuteranopia", DEUTERANOPIA), ("protanopia", PROTANOPIA)] {
                        let apart = difference(simulated(hue, &matrix), simulated(other, &matrix));
                        assert!(0.1 <= apart, "{} {eyes} {hue:06x} {other:06x}: {apart:.3}", theme.name());
                    }
                }
            }
        }
    }

    #[test]
    fn unknown_compounds_keep_their_letter() {
        let palette = ChartPalette::new(Theme::Light, Scheme::Team);
        let letter = |compound| palette.tyre(compound).letter;
        assert_eq!(
            [
                letter(Some("M")),
                letter(Some("HYPERSOFT")),
                letter(Some("UNKNOWN")),
                letter(Some(" ")),
                letter(None)
            ],
            ["M", "H", "?", "?", "?"]
        );
        assert_eq!(palette.tyre(Some("HYPERSOFT")).pattern, Pattern::Dots);
    }

    #[test]
    fn colours_that_are_none_are_not_read() {
        assert_eq!(parse_hex("FF8000"), Some(0xff_8000));
        assert_eq!((parse_hex("+F8000"), parse_hex("red"), parse_hex("")), (None, None, None));
    }

    #[test]
    fn teams_keep_the_colours_of_the_live_page() {
        let (race, _) = sample();
        let colours = ChartPalette::new(Theme::Light, Scheme::Team).teams(&race);
        assert_eq!(colours[0], 0xd9_6400);
        assert_eq!(colours.len(), race.teams.len());
    }
}
