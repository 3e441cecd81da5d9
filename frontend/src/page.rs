//! The page's own state beside the signals: the race, the connection, and what shows them.
//!
//! [`Page::frame`] runs once a drawn frame: it moves the race on, sets what is due of the signals and paints the map.

use std::sync::Arc;

use gridcast_core::championship::Season;
use gridcast_core::clock::Hand;
use gridcast_core::digest;
use gridcast_core::files::Files;
use gridcast_core::frame_stats::FrameStats;
use gridcast_core::inspect::{self, Inspected};
use gridcast_core::link::Link;
use gridcast_core::lite::Means;
use gridcast_core::live::Live;
use gridcast_core::pill::{Facts, Recorded};
use gridcast_core::projection::{Panel, Viewport};
use gridcast_core::scene::telemetry::MAX_DRIVERS;
use gridcast_core::words::circuit_facts;
use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::session::{Driver, Session};
use gridcast_shared::wire::Notice;
use gridcast_viewer::outside;
use gridcast_words::live;
use leptos::prelude::*;

use crate::liveries::Liveries;
use crate::map_view::{Look, MapView};
use crate::paint::Painter;
use crate::publisher::Publisher;
use crate::recording::{Needs, Recording};
use crate::shared_delay::SharedDelay;
use crate::shown::{Shown, show};
use crate::time_view::TimeView;
use crate::timer;
use crate::voice;

/// What was read out can be read so long, ms.
const SAID_MS: f64 = 12_000.0;

/// How long painting takes is looked at each so many frames.
const MEANS_FRAMES: u64 = 600;

/// A step of the moment shown that is no playing but another moment, ms.
const SOUGHT_MS: f64 = 1_500.0;

/// The page, reachable from every handler.
pub type PageHandle = StoredValue<Page, LocalStorage>;

/// The page.
#[derive(Debug)]
pub struct Page {
    /// The race.
    pub live: Live,
    /// The connection.
    pub link: Link,
    /// What is asked for while files stand in for the stream.
    pub files: Files,
    /// The gateway's word since the last frame; that topics cannot be read outlasts frames.
    pub notice: Option<Notice>,
    /// When it came, by the page's clock, ms.
    pub noticed_ms: f64,
    /// The viewer asked for a new connection at once.
    pub retry: bool,
    /// Whether things move on the page, by the viewer's wish.
    pub reduced_motion: bool,
    /// What is fetched of the recording of the session shown.
    pub recording: Recording,
    /// Whether a recording is shown, so that nothing arrives.
    pub recorded: Recorded,
    /// The session for which the season was asked of.
    season_of: Option<SessionId>,
    /// The drivers that the address names: the first is chosen once the session is known, the others are compared.
    pub wanted_drivers: Vec<String>,
    /// The time bar.
    pub time: TimeView,
    /// How many moments had been gone to by the last frame.
    n_sought: u32,
    /// The delay that other devices have too.
    pub common_delay: SharedDelay,
    shown: Shown,
    map: MapView,
    publisher: Publisher,
    /// The session whose facts are shown.
    session: Option<Arc<Session>>,
    liveries: Liveries,
    frames: FrameStats,
    /// When the next digest is due.
    turn: digest::Turn,
    said_until_ms: f64,
}

impl Page {
    /// A page that knows nothing yet.
    pub fn new(shown: Shown, reduced_motion: bool) -> Self {
        Self {
            live: Live::new(),
            link: Link::default(),
            files: Files::default(),
            notice: None,
            noticed_ms: 0.0,
            retry: false,
            reduced_motion,
            recording: Recording::default(),
            recorded: Recorded::No,
            season_of: None,
            wanted_drivers: Vec::new(),
            time: TimeView::new(shown),
            n_sought: 0,
            common_delay: SharedDelay::new(shown.standing),
            shown,
            map: MapView::default(),
            publisher: Publisher::new(shown),
            session: None,
            liveries: Liveries::default(),
            frames: FrameStats::default(),
            turn: digest::Turn::default(),
            said_until_ms: f64::NEG_INFINITY,
        }
    }

    /// Takes what is to be fetched now of the recording of the session shown: it is not asked for again.
    pub fn take_needs(&mut self) -> Needs {
        let Some(session) = self.live.session().cloned() else { return Needs::default() };
        let begins = self.recording.turn_to(&session) | self.live.wants_list();
        let is_shown = self.live.state().is_some();
        let is_new = is_shown && self.season_of.as_ref() != Some(&session);
        // What a replay tells of is over, so its past is there at once for whatever moment is sought.
        let is_replay = is_new && self.live.hand() != Hand::Follow;
        let wants_timeline = is_shown && (self.live.wants_timeline() || is_replay);
        let timeline = wants_timeline.then(|| session.clone());
        let season = is_new.then(|| session.clone());
        if season.is_some() {
            self.season_of.clone_from(&season);
        }
        let chunks = self.recording.begin(self.live.wants());
        Needs { chunks, manifest: begins.then_some(session), season, timeline }
    }

    /// Takes the canvases of the map once they are in the document.
    pub fn set_map(&mut self, circuit: Painter, cars: Painter) {
        self.map.set_canvases(circuit, cars);
    }

    /// Takes the canvas of the strip once it is in the document.
    pub fn set_strip(&mut self, strip: Painter) {
        self.publisher.set_strip(strip);
    }

    /// The canvases may have another size, the fonts may have come, the theme may be another.
    pub fn refit(&mut self) {
        self.map.refit();
        self.time.renew();
        self.publisher.hurry();
    }

    /// What is known beside the race state has changed.
    pub fn renew(&mut self) {
        self.publisher.renew();
        self.time.renew();
    }

    /// Changes how the viewer looks at the map.
    pub fn look(&mut self, change: impl FnOnce(&mut Viewport, &Panel)) {
        if let Some(zoomed) = self.map.look(change) {
            show(self.shown.zoomed, zoomed);
        }
    }

    /// Moves the race on and paints it.
    pub fn frame(&mut self, now_ms: f64) {
        let begun_ms = timer::now_ms();
        let before_ms = self.live.source_time_ms();
        self.live.advance(now_ms);
        // Another moment is another picture: all of it at once.
        if let Some((before_ms, shown_ms)) = before_ms.zip(self.live.source_time_ms())
            && SOUGHT_MS < (before_ms - shown_ms).abs()
        {
            self.map.repaint();
            self.publisher.hurry();
        }
        if std::mem::replace(&mut self.n_sought, self.live.n_sought()) != self.live.n_sought() {
            // What was said was of the other moment.
            show(self.shown.alert, String::new());
            show(self.shown.digest, String::new());
        }
        if let Some(session) = self.live.state().map(|state| Arc::clone(&state.session)) {
            self.know(&session);
        }
        // Nothing of it is seen in the lite mode.
        if !self.shown.wishes.with_untracked(|wishes| wishes.lite) {
            self.publisher.look_back(&mut self.live, now_ms);
        }
        let recorded = self.recorded;
        self.time.frame(&mut self.live, recorded != Recorded::No, &self.recording.charts, now_ms);
        let (live, link, notice) = (&self.live, &self.link, self.notice);
        let facts = || connection(live, link, notice, recorded, now_ms);
        let new_round = self.publisher.frame(live, &self.liveries, now_ms, facts);
        // Asking for a size makes the browser lay out, so not in every frame.
        if new_round && self.map.is_resized() {
            self.map.refit();
        }
        if new_round {
            self.tell(now_ms);
        }
        // In the lite mode there is no map.
        if !self.shown.wishes.with_untracked(|wishes| wishes.lite) && self.paint_map(now_ms) {
            self.frames.add(timer::now_ms() - begun_ms);
            if self.frames.painted().is_multiple_of(MEANS_FRAMES) {
                let work_ms = self.frames.work_ms_p95();
                show(self.shown.means, Means { work_ms, ..self.shown.means.get_untracked() });
            }
        }
    }

    /// Reads out how the race stands, once a lap where the viewer wants that, and clears what was read out.
    fn tell(&mut self, now_ms: f64) {
        let Some((state, source_ms)) = self.live.state().zip(self.live.source_time_ms()) else { return };
        let is_due = self.turn.is_due(state, source_ms);
        if is_due && self.shown.wishes.with_untracked(|wishes| wishes.reads_out) {
            self.say(now_ms);
        } else if self.said_until_ms < now_ms {
            show(self.shown.digest, String::new());
        }
    }

    /// Says how the race stands at the moment shown.
    pub fn say(&mut self, now_ms: f64) {
        let told = self.live.state().map_or_else(
            || live::digest_none().to_owned(),
            |state| {
                let chosen = self.shown.chosen.get_untracked();
                self.shown.board.with_untracked(|board| digest::of(state, board, chosen))
            },
        );
        if self.shown.wishes.with_untracked(|wishes| wishes.reads_out) {
            voice::say(&told);
        }
        self.said_until_ms = now_ms + SAID_MS;
        show(self.shown.digest, told);
    }

    /// The picture in numbers.
    pub fn inspect(&self) -> String {
        inspect::json(&Inspected {
            source_ms: self.map.painted_source_ms(),
            state: self.live.state().map(|state| &**state),
            cars: self.map.painted_cars(),
            n_samples: self.live.n_samples(),
            frames: &self.frames,
            pill: &self.shown.pill.get_untracked(),
            projection: self.map.projection(),
        })
    }

    /// The car that `at`, CSS pixels of the map, points at.
    pub fn car_at(&self, at: [f64; 2]) -> Option<CarIndex> {
        self.map.car_at(self.live.state()?, at)
    }

    /// Takes the colours of the present theme.
    pub fn recolour(&mut self) {
        let Some(session) = &self.session else { return };
        self.liveries =
            Liveries::of(session, self.shown.theme.get_untracked(), self.shown.scheme.get_untracked());
        self.shown.colours.set(Arc::new(self.liveries.css()));
        self.map.repaint();
        self.renew();
    }

    /// The language or a unit is another: everything is said anew, at once.
    pub fn say_anew(&mut self) {
        if let Some(session) = &self.session {
            show(self.shown.facts, circuit_facts(session));
        }
        self.publisher.say_anew();
        self.time.renew();
        self.map.refit();
    }

    /// Takes the canvas of the telemetry once it is in the document, and gives it up again.
    pub fn set_telemetry(&mut self, canvas: Option<Painter>) {
        self.publisher.set_telemetry(canvas);
    }

    /// Takes how the season stood before this race.
    pub fn recall_season(&mut self, season: Season) {
        self.publisher.set_season(season);
    }

    /// Chooses the driver of a code, or nobody; before there are drivers, it is kept for when they come.
    pub fn choose(&mut self, code: Option<String>) {
        if self.session.is_none() {
            self.wanted_drivers = code.into_iter().collect();
            return;
        }
        show(self.shown.chosen, code.and_then(|code| self.car_of(&code)));
    }

    fn car_of(&self, code: &str) -> Option<CarIndex> {
        let is = |driver: &Driver| driver.code.as_str() == code;
        let place = self.session.as_ref()?.drivers.iter().position(is)?;
        Some(CarIndex(place as u8))
    }

    /// Tells those around the page who is chosen.
    fn tell_chosen(&self) {
        let Some(session) = &self.session else { return };
        let chosen = self.shown.chosen.get_untracked();
        let driver = chosen.and_then(|car| session.drivers.get(car.index()));
        outside::tell_drivers(driver.map_or("", |driver| driver.code.as_str()));
    }

    /// The viewer chose another car: shown at once.
    pub fn chosen_changed(&mut self) {
        self.tell_chosen();
        self.map.repaint();
        self.publisher.renew();
        self.publisher.hurry();
    }

    fn paint_map(&mut self, now_ms: f64) -> bool {
        let Some(state) = self.live.state() else { return false };
        let look = Look {
            theme: self.shown.theme.get_untracked(),
            liveries: &self.liveries,
            chosen: self.shown.chosen.get_untracked(),
            ghost: self.publisher.ghost(),
            as_ring: self.shown.as_ring.get_untracked(),
            follows: self.shown.follows.get_untracked(),
            reduced_motion: self.reduced_motion,
        };
        let painted = self.map.frame(&self.live, state, &look, now_ms);
        // Who is followed has moved the view.
        show(self.shown.zoomed, self.map.is_zoomed());
        painted
    }

    /// Takes over what a session's table of drivers says.
    fn know(&mut self, session: &Arc<Session>) {
        if self.session.as_ref().is_some_and(|known| Arc::ptr_eq(known, session)) {
            return;
        }
        let other_race = self.session.as_ref().is_none_or(|known| known.id != session.id);
        self.session = Some(Arc::clone(session));
        self.recolour();
        show(self.shown.facts, circuit_facts(session));
        if other_race {
            show(self.shown.zoomed, false);
            let wanted = std::mem::take(&mut self.wanted_drivers);
            let mut wanted = wanted.iter().map(|code| self.car_of(code));
            show(self.shown.chosen, wanted.next().flatten());
            show(self.shown.compared, wanted.flatten().take(MAX_DRIVERS - 1).collect());
            self.tell_chosen();
            self.map.forget();
            self.publisher.forget();
            self.time.forget();
        }
    }
}

/// What the pill is made of.
fn connection(live: &Live, link: &Link, notice: Option<Notice>, recorded: Recorded, now_ms: f64) -> Facts {
    let session = live.state().map(|state| &state.session);
    Facts {
        link: link.state(now_ms),
        notice,
        silent_s: live.silent_s(now_ms),
        behind_s: live.behind_s(),
        positions: live.positions(),
        moment: live.moment(now_ms),
        all_shown: live.is_all_shown(),
        recorded,
        missing: live.state().map(|state| state.status.missing).unwrap_or_default(),
        simulated: session.is_some_and(|session| session.simulated),
        rate_pct: live.rate_pct(),
        shown: live.source_time_ms().map(|ms| (ms, session.and_then(|s| s.utc_offset_min).unwrap_or(0))),
        now_ms,
    }
}
