//! What the components read: signals that change a few times a second at most, each when its own value does.

use std::sync::Arc;

use gridcast_core::board::Board;
use gridcast_core::events::EventLine;
use gridcast_core::pill::Pill;
use gridcast_core::theme::Theme;
use gridcast_core::words::{Flag, Heading};
use gridcast_shared::ids::CarIndex;
use leptos::prelude::*;

/// Everything that is shown outside the canvases.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// Whether there is a race to show.
    pub race: RwSignal<bool>,
    /// The connection.
    pub pill: RwSignal<Pill>,
    /// Which race, which lap.
    pub heading: RwSignal<Heading>,
    /// The flag.
    pub flag: RwSignal<Flag>,
    /// The leaderboard.
    pub board: RwSignal<Arc<Board>>,
    /// Speeds by car, km/h, of those that can be seen: they change far more often than the board.
    pub speeds: RwSignal<Vec<Option<u16>>>,
    /// What just happened and was said, newest first.
    pub events: RwSignal<Vec<EventLine>>,
    /// The circuit's facts.
    pub facts: RwSignal<String>,
    /// What the map says of itself; empty when all is well.
    pub map_notice: RwSignal<String>,
    /// The car of the driver panel.
    pub driver: RwSignal<Option<DriverFacts>>,
    /// That car's speed over the last minute and a half, as an SVG path.
    pub trace: RwSignal<String>,
    /// Teams' colours as CSS, by car.
    pub colours: RwSignal<Arc<Vec<String>>>,
    /// The viewer's choice.
    pub chosen: RwSignal<Option<CarIndex>>,
    /// The theme.
    pub theme: RwSignal<Theme>,
    /// Which panel a phone shows.
    pub tab: RwSignal<Tab>,
    /// Whether the map is zoomed in.
    pub zoomed: RwSignal<bool>,
}

/// The driver panel.
#[derive(Clone, Debug, PartialEq)]
pub struct DriverFacts {
    /// Which car.
    pub car: CarIndex,
    /// Full name, or the code when that is all that is known.
    pub name: String,
    /// Racing number; empty when unknown.
    pub number: String,
    /// Team; empty when unknown.
    pub team: String,
    /// Gear; "N" for neutral.
    pub gear: String,
    /// Percent.
    pub throttle_pct: u8,
    /// Pressed.
    pub brake: bool,
    /// Open.
    pub drs_open: bool,
}

/// The panels of a phone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The leaderboard.
    #[default]
    Board,
    /// The track map.
    Map,
    /// What just happened.
    Events,
}

impl Tab {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Board, Self::Map, Self::Events];

    /// The tab's name in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Map => "map",
            Self::Events => "events",
        }
    }
}

impl Shown {
    /// Nothing yet.
    pub fn new(theme: Theme, tab: Tab) -> Self {
        Self {
            race: RwSignal::new(false),
            pill: RwSignal::default(),
            heading: RwSignal::default(),
            flag: RwSignal::default(),
            board: RwSignal::default(),
            speeds: RwSignal::default(),
            events: RwSignal::default(),
            facts: RwSignal::default(),
            map_notice: RwSignal::default(),
            driver: RwSignal::default(),
            trace: RwSignal::default(),
            colours: RwSignal::default(),
            chosen: RwSignal::default(),
            theme: RwSignal::new(theme),
            tab: RwSignal::new(tab),
            zoomed: RwSignal::new(false),
        }
    }

    /// A car's speed in words; empty when it cannot be seen.
    pub fn speed(&self, car: CarIndex) -> String {
        let kmh = self.speeds.with(|speeds| speeds.get(car.index()).copied().flatten());
        kmh.map(|kmh| kmh.to_string()).unwrap_or_default()
    }
}

/// Sets a signal only when its value is another one, so that nothing wakes for nothing.
pub fn show<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|shown| *shown != value) {
        signal.set(value);
    }
}

/// The same with a value that is copied only then.
pub fn show_copy<T: PartialEq + Clone + Send + Sync + 'static>(signal: RwSignal<T>, value: &T) {
    if signal.with_untracked(|shown| shown != value) {
        signal.set(value.clone());
    }
}
