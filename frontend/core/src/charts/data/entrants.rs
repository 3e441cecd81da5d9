//! The race's drivers as charts show them: colour, dash, whether chosen, and how their race ended.

use gridcast_shared::mart::{Outcome, Race, ResultRow};

use crate::charts::data::series::{Series, Subject};
use crate::charts::draw::style::Dash;
use crate::charts::palette::{ChartPalette, ranks};
use crate::charts::view_state::ViewState;

/// A driver in the charts.
#[derive(Clone, Debug, PartialEq)]
pub struct Entrant<'a> {
    /// "NOR".
    pub code: &'a str,
    /// "Lando Norris".
    pub name: &'a str,
    /// Index into [`Race::teams`].
    pub team: Option<usize>,
    /// The team's colour, `0xRRGGBB`.
    pub colour: u32,
    /// The team's second car by number: dashed, its dots hollow.
    pub second: bool,
    /// How the line is broken.
    pub dash: Dash,
    /// Among the chosen.
    pub chosen: bool,
    /// How it ended.
    pub result: Option<&'a ResultRow>,
}

impl Entrant<'_> {
    /// Out on the way, with the last lap completed.
    pub fn retired_after(&self) -> Option<u16> {
        self.result.filter(|row| row.outcome == Outcome::Retired).map(|row| row.laps)
    }

    /// Whether it was out at the end or never there: its line does not reach the flag.
    pub fn is_out(&self) -> bool {
        self.result.is_some_and(|row| matches!(row.outcome, Outcome::Retired | Outcome::NotStarted))
    }

    /// The point of a line, by lap, that its label at the plot's right end stands for: the last of `laps`, as a lapped
    /// car has none at the leader's last. None for a car that went out on these laps, which is named where it did.
    pub fn end_of<'p, T>(&self, points: &'p [(u16, T)], laps: (u16, u16)) -> Option<&'p (u16, T)> {
        let end = points.iter().rfind(|point| point.0 <= laps.1).filter(|point| laps.0 <= point.0)?;
        (end.0 == laps.1 || !self.is_out()).then_some(end)
    }

    /// The place that counts.
    pub fn position(&self) -> Option<u8> {
        self.result.and_then(final_position)
    }
}

/// The place that counts: the official one where there is one. A car disqualified has none, though the timing saw it
/// at the flag.
pub fn final_position(row: &ResultRow) -> Option<u8> {
    match row.outcome {
        Outcome::Disqualified => None,
        Outcome::Finished | Outcome::Retired | Outcome::NotStarted => row.official_position.or(row.position),
    }
}

/// Why a car was out, in the officials' words: "collision", "power unit". `None` where they say no more than that it was:
/// plainly, or by how far it came.
pub fn reason_out(row: &ResultRow) -> Option<String> {
    const PLAIN: [&str; 5] = ["retired", "finished", "lapped", "did not finish", "dnf"];
    let status = row.official_status.as_deref()?.trim();
    let is_plain = PLAIN.iter().any(|plain| status.eq_ignore_ascii_case(plain));
    if row.outcome != Outcome::Retired || status.is_empty() || status.starts_with('+') || is_plain {
        return None;
    }
    // "ERS" stays as it is.
    let word = |word: &str| {
        let is_short = 1 < word.len() && word.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_short { word.to_owned() } else { word.to_lowercase() }
    };
    Some(status.split_whitespace().map(word).collect::<Vec<_>>().join(" "))
}

/// All drivers, in the order of [`Race::drivers`], which is the result's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entrants<'a> {
    /// They.
    pub all: Vec<Entrant<'a>>,
}

impl<'a> Entrants<'a> {
    /// Of a race as the viewer has chosen.
    pub fn new(race: &'a Race, view: &ViewState, palette: &ChartPalette) -> Self {
        let colours = palette.teams(race);
        let ranks = ranks(race);
        let all = race.drivers.iter().enumerate().map(|(i, driver)| {
            let team = team_of(race, i);
            let second = is_second(race, i);
            Entrant {
                code: &driver.code,
                name: &driver.name,
                team,
                colour: team.map_or(palette.colours.ink3, |team| colours[team]),
                second,
                dash: palette.dash(team.map_or(0, |team| ranks[team]), second),
                chosen: view.chose(&driver.code),
                result: race.results.iter().find(|row| usize::from(row.driver) == i),
            }
        });
        Self { all: all.collect() }
    }

    /// A driver; `None` outside.
    pub fn get(&self, driver: usize) -> Option<&Entrant<'a>> {
        self.all.get(driver)
    }

    /// A driver's code; "?" outside.
    pub fn code(&self, driver: usize) -> &'a str {
        self.all.get(driver).map_or("?", |entrant| entrant.code)
    }

    /// Index by code.
    pub fn by_code(&self, code: &str) -> Option<usize> {
        self.all.iter().position(|entrant| entrant.code == code)
    }

    /// Indices in drawing order: the quiet ones, then the chosen, the first chosen on top.
    pub fn drawing_order(&self, view: &ViewState) -> Vec<usize> {
        let rank = |i: &usize| {
            let place = view.drivers.iter().position(|code| code == self.all[*i].code);
            place.unwrap_or(usize::MAX)
        };
        let mut order: Vec<usize> = (0..self.all.len()).rev().collect();
        order.sort_by_key(|i| std::cmp::Reverse(rank(i)));
        order
    }

    /// A series a driver, in their order; quiet ones have the colour of quiet lines.
    pub fn series(&self) -> Vec<Series> {
        self.all
            .iter()
            .map(|entrant| Series {
                subject: Subject::Driver(entrant.code.to_owned()),
                name: entrant.code.to_owned(),
                colour: entrant.colour,
                dash: entrant.dash,
                second: entrant.second,
                chosen: entrant.chosen,
            })
            .collect()
    }
}

fn team_of(race: &Race, driver: usize) -> Option<usize> {
    race.drivers.get(driver)?.team.map(usize::from).filter(|&team| team < race.teams.len())
}

/// Whether a driver's car is the team's second: by number, or by the result where numbers are not known.
pub fn is_second(race: &Race, driver: usize) -> bool {
    let place = |i: usize| (race.drivers[i].number, i);
    team_of(race, driver).is_some_and(|team| {
        (0..race.drivers.len()).any(|i| team_of(race, i) == Some(team) && place(i) < place(driver))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::palette::Scheme;
    use crate::charts::testing::sample;
    use crate::theme::Theme;

    #[test]
    fn a_reason_is_what_says_more_than_that_it_was_out() {
        let reason = |outcome, status: &str| {
            reason_out(&ResultRow {
                outcome,
                official_status: Some(status.to_owned()),
                ..ResultRow::default()
            })
        };
        for (status, words) in [
            ("Collision", Some("collision")),
            ("Power Unit", Some("power unit")),
            ("ERS", Some("ERS")),
            ("Retired", None),
            ("+1 Lap", None),
            (" ", None),
        ] {
            assert_eq!(reason(Outcome::Retired, status).as_deref(), words, "{status}");
        }
        assert_eq!(reason(Outcome::Finished, "Collision"), None);
        assert_eq!(reason_out(&ResultRow { outcome: Outcome::Retired, ..ResultRow::default() }), None);
    }

    #[test]
    fn the_higher_number_is_dashed_and_the_first_chosen_on_top() {
        let (race, _) = sample();
        let view = ViewState { drivers: vec!["PIA".to_owned(), "VER".to_owned()], ..ViewState::default() };
        let entrants = Entrants::new(&race, &view, &ChartPalette::new(Theme::Dark, Scheme::Team));
        let dash = |code| entrants.all[entrants.by_code(code).unwrap()].dash;
        assert_eq!((dash("NOR"), dash("PIA"), dash("VER")), (Dash::Solid, Dash::Dashed, Dash::Solid));
        let order = entrants.drawing_order(&view);
        let last: Vec<&str> = order[order.len() - 2..].iter().map(|&i| entrants.code(i)).collect();
        assert_eq!(last, ["VER", "PIA"]);
    }
}
