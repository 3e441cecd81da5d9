//! What the viewer has chosen, once for all charts, and how it comes from the address and gets there.

use std::time::Duration;

use gridcast_core::charts::data::entrants::{final_position, is_second};
use gridcast_core::charts::link;
use gridcast_core::charts::palette::{ChartPalette, Scheme, parse_hex};
use gridcast_core::charts::view_state::ViewState;
use gridcast_core::theme::{Contrast, Theme};
use gridcast_shared::address::{Query, joined};
use gridcast_shared::mart::{Race, Standing, Standings};
use gridcast_viewer::media::{self, SystemTheme};
use gridcast_viewer::{outside, wish};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::recorded::Recorded;
use crate::route::Route;

/// Where the viewer's theme is kept; the live page's place.
const THEME_KEY: &str = "gridcast-theme";

/// Where the viewer's palette is kept.
const PALETTE_KEY: &str = "gridcast-palette";

/// Where it is kept how far ink stands from the ground; the live page's place, which has the key to it.
const CONTRAST_KEY: &str = "gridcast-contrast";

/// The address follows the view after this pause: browsers allow some hundred changes a minute.
const PAUSE: Duration = Duration::from_millis(250);

/// The view, and what is derived of it.
#[derive(Clone, Copy, Debug)]
pub struct Viewer {
    /// Everything the viewer has chosen.
    pub view: RwSignal<ViewState>,
    /// Codes of the chosen drivers.
    pub chosen: Memo<Vec<String>>,
    /// The linked cursor's lap.
    pub cursor: Memo<Option<u16>>,
    /// The view without the cursor, which lies over the charts: they are drawn anew when this changes.
    pub drawn: Memo<ViewState>,
    /// The theme in use.
    pub theme: Memo<Theme>,
    /// Colours of theme and palette.
    pub palette: Memo<ChartPalette>,
    /// Codes with their colours and whether it is the team's second car.
    pub drivers: RwSignal<Vec<DriverStyle>>,
    /// Laps of the race on the page.
    pub n_laps: RwSignal<u16>,
    /// The recording of the session on the page.
    pub recorded: Recorded,
    /// The system's wish.
    system: SystemTheme,
    /// Whether the page is on paper, which is light and has a width of its own.
    pub on_paper: RwSignal<bool>,
}

/// How a driver is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriverStyle {
    /// "NOR".
    pub code: String,
    /// `0xRRGGBB`.
    pub colour: u32,
    /// The team's second car: dashed.
    pub second: bool,
}

impl Viewer {
    /// The view of the address, with what was kept for what it leaves open.
    pub fn from_address() -> Self {
        let mut view = link::parse(&outside::query());
        if view.theme.is_none() {
            view.theme = kept(THEME_KEY).and_then(|name| Theme::by_name(&name));
        }
        if kept(PALETTE_KEY).as_deref() == Some("cb") {
            view.scheme = Scheme::ColourBlind;
        }
        let system = SystemTheme::follow();
        first_contrast().choose();
        let view = RwSignal::new(view);
        let on_paper = media::follow("print");
        let theme = Memo::new(move |_| {
            if on_paper.get() {
                return Theme::Light;
            }
            system.or(view.with(|view| view.theme))
        });
        Self {
            view,
            chosen: Memo::new(move |_| view.with(|view| view.drivers.clone())),
            cursor: Memo::new(move |_| view.with(|view| view.cursor)),
            drawn: Memo::new(move |_| view.with(|view| ViewState { cursor: None, ..view.clone() })),
            theme,
            palette: Memo::new(move |_| ChartPalette::new(theme.get(), view.with(|view| view.scheme))),
            drivers: RwSignal::new(Vec::new()),
            n_laps: RwSignal::new(0),
            recorded: Recorded::default(),
            system,
            on_paper,
        }
    }

    /// Keeps the address at what is shown, on every page.
    pub fn keep_address(self, route: RwSignal<Route>) {
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        Effect::new(move || {
            route.track();
            let query = self.view.with(|view| {
                // The viewer's own theme is kept here and is no part of what they share.
                link::print(&ViewState { theme: None, ..view.clone() })
            });
            if let Some(handle) = waiting.get_value() {
                handle.clear();
            }
            let handle = set_timeout_with_handle(move || write_address(&query), PAUSE);
            waiting.set_value(handle.ok());
        });
        Effect::new(move || {
            let theme = self.theme.get();
            if let Some(root) = document().document_element() {
                root.set_attribute("data-theme", theme.name()).ok();
                let colours =
                    if self.view.with(|view| view.scheme) == Scheme::ColourBlind { "cb" } else { "team" };
                root.set_attribute("data-palette", colours).ok();
                root.set_attribute("data-contrast", Contrast::chosen().name()).ok();
            }
        });
    }

    /// Takes what a page around this one wishes, and tells it who is chosen.
    pub fn speak(self) {
        outside::expose(move |query| {
            let query = Query::new(&query);
            self.view.update(|view| {
                if let Some(theme) = query.theme().and_then(Theme::by_name) {
                    view.theme = Some(theme);
                }
                if query.get("drivers").is_some() {
                    view.drivers = query.drivers();
                }
            });
        });
        Effect::new(move || outside::tell_drivers(&self.chosen.get().join(",")));
    }

    /// Takes over what the address of another page says: drivers where it names any, and all that is of one race only.
    pub fn turn_page(self) {
        let address = link::parse(&outside::query());
        self.view.update(|view| {
            let drivers =
                if address.drivers.is_empty() { std::mem::take(&mut view.drivers) } else { address.drivers };
            *view = ViewState {
                drivers,
                cursor: address.cursor,
                zoom: address.zoom,
                part: address.part,
                compare: address.compare,
                reference: address.reference,
                ..view.clone()
            };
        });
    }

    /// Chooses a driver, or no longer.
    pub fn toggle(self, code: &str) {
        self.view.update(|view| view.toggle(code));
    }

    /// Takes the other theme, and keeps it, where one can be chosen.
    pub fn turn_theme(self) {
        if self.system.is_forced() {
            return;
        }
        let theme = self.theme.get_untracked().other();
        self.view.update(|view| view.theme = Some(theme));
        keep(THEME_KEY, theme.name());
    }

    /// Takes the other palette, and keeps it.
    pub fn turn_palette(self) {
        self.view.update(|view| {
            view.scheme = match view.scheme {
                Scheme::Team => Scheme::ColourBlind,
                Scheme::ColourBlind => Scheme::Team,
            };
        });
        let colour_blind = self.view.with_untracked(|view| view.scheme) == Scheme::ColourBlind;
        keep(PALETTE_KEY, if colour_blind { "cb" } else { "team" });
    }

    /// A driver's colour in the theme in use; tracked.
    pub fn colour_of(self, code: &str) -> Option<u32> {
        self.drivers
            .with(|drivers| drivers.iter().find(|driver| driver.code == code).map(|driver| driver.colour))
    }

    /// Learns a season's drivers; tracks the palette.
    pub fn meet_season(self, standings: &Standings) {
        let team = |standing: &Standing| standing.team.clone().unwrap_or_default();
        let names: Vec<String> = standings.drivers.iter().map(team).collect();
        let teams: Vec<(&str, Option<u32>)> = names
            .iter()
            .zip(&standings.drivers)
            .map(|(name, driver)| (name.as_str(), driver.colour.as_deref().and_then(parse_hex)))
            .collect();
        let colours = self.palette.get().season_teams(&teams);
        let palette = standings.drivers.iter().zip(colours).enumerate().map(|(i, (driver, colour))| {
            style_of(driver, colour, names.iter().take(i).any(|name| *name == names[i]))
        });
        self.drivers.set(palette.collect());
        self.n_laps.set(0);
        self.recorded.forget();
    }

    /// Learns a race's drivers; tracks the palette.
    pub fn meet(self, race: &Race) {
        let palette = self.palette.get();
        let teams = palette.teams(race);
        let drivers = race.drivers.iter().enumerate().map(|(i, driver)| DriverStyle {
            code: driver.code.clone(),
            colour: driver
                .team
                .and_then(|team| teams.get(usize::from(team)).copied())
                .unwrap_or(palette.colours.ink3),
            second: is_second(race, i),
        });
        self.drivers.set(drivers.collect());
        self.n_laps.set(race.laps);
    }

    /// Chooses the first four of a season when nobody chosen is among its drivers.
    pub fn choose_of_season(self, standings: &Standings) {
        self.choose_where_strange(|| {
            standings.drivers.iter().take(4).map(|driver| driver.id.clone()).collect()
        });
    }

    /// Chooses who is worth a look in a race when nobody chosen drove in it.
    pub fn choose_of_race(self, race: &Race) {
        self.choose_where_strange(|| worth_a_look(race));
    }

    fn choose_where_strange(self, drivers: impl FnOnce() -> Vec<String>) {
        let known = self.drivers.with_untracked(|known| {
            self.view.with_untracked(|view| known.iter().any(|driver| view.chose(&driver.code)))
        });
        if !known {
            self.view.update(|view| view.drivers = drivers());
        }
    }
}

fn style_of(standing: &Standing, colour: u32, second: bool) -> DriverStyle {
    DriverStyle { code: standing.id.clone(), colour, second }
}

/// The winner, the second, the one who won most places, and the first of the others with a teammate before.
fn worth_a_look(race: &Race) -> Vec<String> {
    let code = |driver: u8| race.drivers.get(usize::from(driver)).map(|driver| driver.code.clone());
    // A car disqualified stands in the result, but has no place in it.
    let placed = || race.results.iter().filter(|row| final_position(row).is_some());
    let mut drivers: Vec<String> = placed().take(2).filter_map(|row| code(row.driver)).collect();
    let won = race
        .results
        .iter()
        .filter_map(|row| {
            let place = final_position(row)?;
            let grid = row.grid.filter(|&grid| 0 < grid)?;
            Some((i16::from(grid) - i16::from(place), row.driver))
        })
        .filter(|&(gained, driver)| 0 < gained && code(driver).is_some_and(|code| !drivers.contains(&code)))
        // Of equals the better placed, who comes first.
        .reduce(|best, next| if best.0 < next.0 { next } else { best });
    drivers.extend(won.and_then(|(_, driver)| code(driver)));
    let winner = placed().next().and_then(|row| race.drivers.get(usize::from(row.driver)));
    if let Some(winner) = winner {
        let mate = race.drivers.iter().find(|other| {
            other.team.is_some() && other.team == winner.team && !drivers.contains(&other.code)
        });
        drivers.extend(mate.map(|mate| mate.code.clone()));
    }
    drivers
}

/// How far ink stands from the ground: as kept, or as the system wants it.
fn first_contrast() -> Contrast {
    match kept(CONTRAST_KEY).as_deref() {
        Some("more") => Contrast::More,
        Some("normal") => Contrast::Normal,
        _ if is_media("(prefers-contrast: more), (forced-colors: active)") => Contrast::More,
        _ => Contrast::Normal,
    }
}

fn is_media(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

fn kept(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

fn keep(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A full or forbidden store only forgets the choice.
        storage.set_item(key, value).ok();
    }
}

fn write_address(query: &str) {
    let own = wish::of_address();
    let query = joined(&[query, &own]);
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let hash = location.hash().unwrap_or_default();
    let mark = if query.is_empty() { "" } else { "?" };
    let address = format!("{path}{mark}{query}{hash}");
    if let Ok(history) = window().history() {
        // Too many changes are refused; the next one brings it up to date.
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address)).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gridcast_shared::mart::{Driver, Outcome, ResultRow, Team};

    #[test]
    fn winner_second_climber_and_the_winners_mate_are_worth_a_look() {
        let driver = |code: &str, number, team| Driver {
            code: code.into(),
            number: Some(number),
            name: code.into(),
            team: Some(team),
        };
        let row = |driver, position, grid| ResultRow {
            driver,
            position: Some(position),
            grid: Some(grid),
            ..ResultRow::default()
        };
        let race = Race {
            drivers: vec![
                driver("NOR", 4, 0),
                driver("VER", 1, 1),
                driver("ANT", 12, 2),
                driver("PIA", 81, 0),
            ],
            teams: vec![Team { name: String::new(), colour: None }; 3],
            results: vec![row(0, 1, 1), row(1, 2, 3), row(2, 4, 16), row(3, 9, 2)],
            ..Race::default()
        };
        assert_eq!(worth_a_look(&race), ["NOR", "VER", "ANT", "PIA"]);
        assert!(is_second(&race, 3) && !is_second(&race, 0));
        assert_eq!(worth_a_look(&Race::default()), Vec::<String>::new());
        let mut race = race;
        race.results[0].outcome = Outcome::Disqualified;
        assert_eq!(worth_a_look(&race), ["VER", "ANT"]);
    }
}
