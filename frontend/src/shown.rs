//! What the components read: signals that change a few times a second at most, each when its own value does.

use std::sync::Arc;

use gridcast_core::board::Board;
use gridcast_core::charts::palette::Scheme;
use gridcast_core::clock::{Delay, Hand, PlayRate};
use gridcast_core::common_delay::Standing;
use gridcast_core::detail::Detail;
use gridcast_core::events::EventLine;
use gridcast_core::format;
use gridcast_core::lite::Means;
use gridcast_core::outlook::{Outlook, Sheet};
use gridcast_core::pill::Pill;
use gridcast_core::swipe::Turn;
use gridcast_core::theme::{Contrast, Theme};
use gridcast_core::wishes::{BoardView, Wishes};
use gridcast_core::words::{Flag, Heading};
use gridcast_shared::ids::CarIndex;
use gridcast_shared::panel::LivePanel;
use gridcast_viewer::erased::memo;
use gridcast_viewer::media::SystemTheme;
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
    /// The same for the cells of rows, those of even cars and of odd ones: one half is written a frame after the other.
    pub halves: [RwSignal<Arc<Board>>; 2],
    /// Speeds by car, km/h, of those that can be seen: they change far more often than the board. In the same halves.
    pub speeds: [RwSignal<Vec<Option<u16>>>; 2],
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
    /// The theme in use.
    pub theme: Memo<Theme>,
    /// The theme that is chosen, by the viewer or by a page around this one; none for the system's.
    pub chosen_theme: RwSignal<Option<Theme>>,
    /// The system's wish.
    pub system: SystemTheme,
    /// Which colours teams and tyres have.
    pub scheme: RwSignal<Scheme>,
    /// How far ink stands from the ground.
    pub contrast: RwSignal<Contrast>,
    /// Which panel a phone shows.
    pub tab: RwSignal<Tab>,
    /// The way the finger went that led there; none when a key did.
    pub turn: RwSignal<Option<Turn>>,
    /// Whether the map is zoomed in.
    pub zoomed: RwSignal<bool>,
    /// Whether the map shows the lap as a ring.
    pub as_ring: RwSignal<bool>,
    /// Whether the map keeps the viewer's choice in the middle.
    pub follows: RwSignal<bool>,
    /// Where the viewer's choice would come out of the pits, and what that would cost; empty for nowhere.
    pub rejoin: RwSignal<[String; 2]>,
    /// How the viewer likes the board.
    pub wishes: RwSignal<Wishes>,
    /// The sheet beside the board; none while it is shut.
    pub sheet: RwSignal<Option<Sheet>>,
    /// What the sheet tells.
    pub detail: RwSignal<Detail>,
    /// With whom the chosen driver is compared.
    pub compared: RwSignal<Vec<CarIndex>>,
    /// Whether laps are compared with the best one rather than with the one before.
    pub against_best: RwSignal<bool>,
    /// What race control has just said that matters; empty once it has stood for a while.
    pub alert: RwSignal<String>,
    /// Where the moment shown is.
    pub time: RwSignal<Time>,
    /// How this device stands to others that have the same delay.
    pub standing: RwSignal<Standing>,
    /// Whether a session runs at the moment shown.
    pub runs: RwSignal<bool>,
    /// Whether somebody can see the page.
    pub seen: RwSignal<bool>,
    /// What the device tells of its means.
    pub means: RwSignal<Means>,
    /// How the race stands, while it is read out; else empty.
    pub digest: RwSignal<String>,
    /// Whether the overlay of keys is open.
    pub keys: RwSignal<bool>,
}

/// What the components read of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Time {
    /// Whether there is anything that could be sought.
    pub is_known: bool,
    /// What moves the moment shown.
    pub hand: Hand,
    /// How fast it plays, or will.
    pub rate: PlayRate,
    /// The viewer's delay.
    pub delay: Delay,
    /// Whether it is a recording that nothing more comes of.
    pub is_recorded: bool,
    /// Where the moment shown is on the bar, thousandths.
    pub share: u16,
    /// The moment shown, in words.
    pub words: String,
    /// The same for who hears it: to the minute, or its seconds would be counted aloud.
    pub spoken: String,
    /// Link to the moment shown; empty while that is the newest.
    pub link: String,
    /// Address of the session's charts; empty when there are none.
    pub charts: String,
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

/// The panels of a phone: those of an address, and one of the device's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The leaderboard.
    #[default]
    Board,
    /// The track map.
    Map,
    /// What just happened.
    Events,
    /// Time, its delay, and this device.
    Time,
}

impl Tab {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Board, Self::Map, Self::Events, Self::Time];

    /// The tab's name in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Map => "map",
            Self::Events => "events",
            Self::Time => "time",
        }
    }
}

impl Tab {
    /// What an address names for it.
    pub fn panel(self) -> LivePanel {
        match self {
            Self::Board | Self::Time => LivePanel::Board,
            Self::Map => LivePanel::Map,
            Self::Events => LivePanel::Events,
        }
    }
}

impl From<LivePanel> for Tab {
    fn from(panel: LivePanel) -> Self {
        match panel {
            LivePanel::Board => Self::Board,
            LivePanel::Map => Self::Map,
            LivePanel::Events => Self::Events,
        }
    }
}

impl Shown {
    /// Nothing yet.
    pub fn new(theme: Option<Theme>, tab: Tab, wishes: Wishes) -> Self {
        let (chosen_theme, system) = (RwSignal::new(theme), SystemTheme::follow());
        Self {
            race: RwSignal::new(false),
            pill: RwSignal::default(),
            heading: RwSignal::default(),
            flag: RwSignal::default(),
            board: RwSignal::default(),
            halves: Default::default(),
            speeds: Default::default(),
            events: RwSignal::default(),
            facts: RwSignal::default(),
            map_notice: RwSignal::default(),
            driver: RwSignal::default(),
            trace: RwSignal::default(),
            colours: RwSignal::default(),
            chosen: RwSignal::default(),
            theme: memo(move || system.or(chosen_theme.get())),
            chosen_theme,
            system,
            scheme: RwSignal::default(),
            contrast: RwSignal::default(),
            tab: RwSignal::new(tab),
            turn: RwSignal::default(),
            zoomed: RwSignal::new(false),
            as_ring: RwSignal::new(false),
            follows: RwSignal::new(false),
            rejoin: RwSignal::default(),
            wishes: RwSignal::new(wishes),
            sheet: RwSignal::new(None),
            detail: RwSignal::default(),
            compared: RwSignal::default(),
            against_best: RwSignal::new(true),
            alert: RwSignal::default(),
            time: RwSignal::default(),
            standing: RwSignal::default(),
            runs: RwSignal::default(),
            seen: RwSignal::new(true),
            means: RwSignal::default(),
            digest: RwSignal::default(),
            keys: RwSignal::default(),
        }
    }

    /// The chosen driver, and those with whom he is compared; nobody without a choice.
    pub fn drivers(&self) -> Vec<CarIndex> {
        let Some(chosen) = self.chosen.get_untracked() else { return Vec::new() };
        let mut drivers = vec![chosen];
        self.compared
            .with_untracked(|compared| drivers.extend(compared.iter().filter(|&&car| car != chosen)));
        drivers
    }

    /// How the viewer looks at the page.
    pub fn outlook(&self) -> Outlook {
        Outlook {
            as_ring: self.as_ring.get_untracked(),
            follows: self.follows.get_untracked(),
            sheet: self.sheet.get_untracked(),
            board: Some(self.wishes.with_untracked(|wishes| wishes.view))
                .filter(|view| *view != BoardView::Full),
        }
    }

    /// Looks at the page as a link says; that is kept on no device.
    pub fn look(&self, outlook: Outlook) {
        self.as_ring.set(outlook.as_ring);
        self.follows.set(outlook.follows);
        self.sheet.set(outlook.sheet);
        if let Some(board) = outlook.board {
            self.wishes.update(|wishes| wishes.view = board);
        }
    }

    /// A car's speed in the chosen unit; empty when it cannot be seen.
    pub fn speed(&self, car: CarIndex) -> String {
        let kmh = self.speeds[car.index() % 2].with(|speeds| speeds.get(car.index()).copied().flatten());
        kmh.map(|kmh| format::speed(kmh.into())).unwrap_or_default()
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
