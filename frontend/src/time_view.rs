//! The time bar as it is painted and said: where the moment shown is, what has been shown, what a place on it means.

use gridcast_core::clock::{Hand, PlayRate};
use gridcast_core::format;
use gridcast_core::live::Live;
use gridcast_core::moment_link;
use gridcast_core::scene::{Scene, time_bar};
use gridcast_core::time_bar::TimeBar;
use gridcast_core::timeline::is_flag;
use gridcast_core::words::{status_word, time};
use gridcast_shared::ids::DriverCode;
use leptos::prelude::*;

use crate::paint::Painter;
use crate::shown::{Shown, Time, show};

/// Painted and said this often at most, ms, but when the viewer does something.
const ROUND_MS: f64 = 250.0;

/// Free space at both ends of the painted bar, CSS pixels.
pub const MARGIN_PX: f64 = 12.0;

/// What is said of a place on the bar before anybody goes there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tip {
    /// Lap and clock.
    pub moment: String,
    /// Who led, or that it has not been shown.
    pub order: String,
    /// The flag; empty when clear.
    pub flag: &'static str,
}

/// The time bar.
#[derive(Debug)]
pub struct TimeView {
    /// How fast it plays when the viewer lets it.
    pub rate: PlayRate,
    shown: Shown,
    canvas: Option<Painter>,
    scene: Scene,
    bar: TimeBar,
    seen_ms: f64,
    painted_ms: f64,
    /// What was painted; none when it must be painted anew.
    painted: Option<TimeBar>,
}

impl TimeView {
    /// Nothing yet.
    pub fn new(shown: Shown) -> Self {
        Self {
            rate: PlayRate::One,
            shown,
            canvas: None,
            scene: Scene::default(),
            bar: TimeBar::default(),
            seen_ms: f64::NEG_INFINITY,
            painted_ms: f64::NEG_INFINITY,
            painted: None,
        }
    }

    /// Takes the canvas once it is in the document.
    pub fn set_canvas(&mut self, canvas: Painter) {
        self.canvas = Some(canvas);
        self.renew();
    }

    /// To be painted and said anew with the next frame.
    pub fn renew(&mut self) {
        self.painted = None;
        self.painted_ms = f64::NEG_INFINITY;
    }

    /// Another session: nothing of it has been shown.
    pub fn forget(&mut self) {
        self.seen_ms = f64::NEG_INFINITY;
        self.renew();
    }

    /// The moment at a share of the bar, UTC ms.
    pub fn moment_at(&self, share: f64) -> f64 {
        self.bar.moment_at(share)
    }

    /// Paints and says what is due.
    pub fn frame(&mut self, live: &mut Live, is_recorded: bool, charts: &str, now_ms: f64) {
        let Some(shown_ms) = live.source_time_ms() else { return };
        self.seen_ms = self.seen_ms.max(shown_ms);
        if now_ms < self.painted_ms + ROUND_MS {
            return;
        }
        let Some((start_ms, end_ms)) = live.range_ms(now_ms) else { return };
        self.painted_ms = now_ms;
        // Who follows is at the end of the bar.
        let follows = live.hand() == Hand::Follow && !is_recorded;
        let end_ms = if follows { shown_ms } else { end_ms.max(shown_ms) };
        self.bar = TimeBar { start_ms, end_ms, shown_ms, seen_ms: self.seen_ms.min(end_ms) };
        show(self.shown.time, self.said(live, is_recorded, charts, now_ms));
        self.paint(live);
    }

    /// What is said of a place on the bar.
    pub fn tip(&self, live: &Live, share: f64) -> Tip {
        let at_ms = self.bar.moment_at(share);
        let Some(state) = live.state() else { return Tip::default() };
        let clock = format::clock(at_ms, state.session.utc_offset_min.unwrap_or(0));
        if self.seen_ms < at_ms {
            return Tip { moment: clock, order: gridcast_words::live::not_shown().to_owned(), flag: "" };
        }
        let preview = live.timeline().preview(at_ms);
        let code = |car: &gridcast_shared::ids::CarIndex| {
            Some(state.session.drivers.get(car.index())?.code.as_str().to_owned())
        };
        let order: Vec<String> = preview.order.iter().take(5).filter_map(code).collect();
        Tip {
            moment: time::moment(&time::lap(preview.lap), &clock, None),
            order: order.join(" "),
            flag: if is_flag(preview.track) { status_word(preview.track) } else { "" },
        }
    }

    fn said(&self, live: &mut Live, is_recorded: bool, charts: &str, now_ms: f64) -> Time {
        let hand = live.hand();
        let follows = hand == Hand::Follow;
        let followed_ms = if is_recorded || follows { None } else { live.followed_ms(now_ms) };
        let behind_ms = followed_ms.map(|followed_ms| followed_ms - self.bar.shown_ms);
        let (lap, clock, minute) = live.state().map_or_else(Default::default, |state| {
            let offset = state.session.utc_offset_min.unwrap_or(0);
            let [clock, minute] =
                [format::clock, format::clock_minutes].map(|of| of(self.bar.shown_ms, offset));
            (time::lap(state.status.lap), clock, minute)
        });
        Time {
            is_known: true,
            hand,
            rate: match hand {
                Hand::Play(rate) => rate,
                Hand::Follow | Hand::Paused => self.rate,
            },
            delay: live.delay(),
            is_recorded,
            share: (self.bar.share_of(self.bar.shown_ms) * 1000.0).round() as u16,
            words: time::moment(&lap, &clock, behind_ms),
            spoken: time::moment(&lap, &minute, None),
            link: if is_recorded || !follows { self.link(live) } else { String::new() },
            charts: if is_recorded && !charts.is_empty() {
                self.to_charts(live, charts)
            } else {
                String::new()
            },
        }
    }

    fn to_charts(&self, live: &Live, charts: &str) -> String {
        let lap = live.state().filter(|state| state.session.kind.is_race()).map(|state| state.status.lap);
        moment_link::to_charts(charts, lap, self.drivers(live))
    }

    /// The chosen driver and those beside him.
    fn drivers(&self, live: &Live) -> Vec<DriverCode> {
        let Some(state) = live.state() else { return Vec::new() };
        let drivers = self.shown.drivers().into_iter();
        drivers.filter_map(|car| Some(state.session.drivers.get(car.index())?.code)).collect()
    }

    fn link(&self, live: &Live) -> String {
        let Some(session) = live.session().filter(|_| live.state().is_some()) else { return String::new() };
        let drivers = self.drivers(live);
        let panel = self.shown.tab.get_untracked().panel();
        moment_link::print(session, self.bar.shown_ms as i64, drivers, panel, self.shown.outlook())
    }

    fn paint(&mut self, live: &Live) {
        let Some(canvas) = &mut self.canvas else { return };
        if canvas.is_resized() {
            canvas.fit();
            self.painted = None;
        }
        let size = canvas.size();
        if size[0] < 2.0 || self.painted == Some(self.bar) {
            return;
        }
        let style = time_bar::Style { theme: self.shown.theme.get_untracked(), size, margin: MARGIN_PX };
        time_bar::build(&self.bar, live.timeline(), &style, &mut self.scene);
        canvas.paint(&self.scene);
        self.painted = Some(self.bar);
    }
}
