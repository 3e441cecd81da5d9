//! The page's own state beside the signals: the race, the map and what has been painted.
//!
//! [`Page::frame`] runs once a drawn frame and paints; a few times a second a round of signals is set with it, a part
//! a frame.

use std::sync::Arc;

use gridcast_core::board::Board;
use gridcast_core::frame_stats::FrameStats;
use gridcast_core::inspect::{self, Inspected};
use gridcast_core::labels::{Crowd, Manner, Rect};
use gridcast_core::link::Link;
use gridcast_core::live::{DrawnCar, Live};
use gridcast_core::pill::{Facts, Pill};
use gridcast_core::projection::{Panel, Projection, View};
use gridcast_core::scene::cars::{self, CarsScene, Field, Labelled};
use gridcast_core::scene::{Scene, circuit, field};
use gridcast_core::speed_trace::SpeedTraces;
use gridcast_core::theme::{Theme, second_cars, team_colours};
use gridcast_core::words::{Flag, Heading, circuit_facts, event_lines};
use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::intervals::LapIntervals;
use gridcast_shared::race::{RaceState, TrackStatus};
use gridcast_shared::session::{Point, Session};
use gridcast_shared::wire::Notice;
use leptos::prelude::*;

use crate::paint::Painter;
use crate::shown::{DriverFacts, Shown, show};
use crate::timer;

/// Time between two rounds of signals, ms.
const PUBLISH_MS: f64 = 200.0;

/// With reduced motion the cars step this often, ms.
const STEP_MS: f64 = 1000.0;

/// A smaller map has room for the cars' codes only, not for the corners' numbers beside them, CSS pixels squared.
const NUMBERS_FROM_PX2: f64 = 150_000.0;

/// The page, reachable from every handler.
pub type PageHandle = StoredValue<Page, LocalStorage>;

/// The page.
#[derive(Debug)]
pub struct Page {
    /// The race.
    pub live: Live,
    /// The connection.
    pub link: Link,
    /// The gateway's word since the last frame.
    pub notice: Option<Notice>,
    /// The session that was told of last by [`Page::begins`].
    begun: Option<SessionId>,
    /// The viewer asked for a new connection at once.
    pub retry: bool,
    /// Whether things move on the page, by the viewer's wish.
    pub reduced_motion: bool,
    shown: Shown,
    map: Option<MapCanvases>,
    strip: Option<Painter>,
    view: View,
    fitted: Option<Projection>,
    /// The outline that was fitted.
    fitted_outline: Vec<Point>,
    projection: Option<Projection>,
    panel: Panel,
    /// What the circuit's layer was painted of; `None` when it must be painted anew.
    circuit_of: Option<(Arc<Session>, TrackStatus)>,
    session: Option<Arc<Session>>,
    colours: Vec<u32>,
    second: Vec<bool>,
    crowd: Crowd,
    cars_scene: CarsScene,
    scene: Scene,
    /// Who is catching whom.
    pub intervals: LapIntervals,
    traces: SpeedTraces,
    frames: FrameStats,
    /// The state that the signals show.
    published: Option<Arc<RaceState>>,
    /// What is due of the present round of signals.
    part: Part,
    /// The state that the strip does not show yet.
    strip_waits: Option<Arc<RaceState>>,
    painted_cars: Vec<DrawnCar>,
    painted_source_ms: Option<f64>,
    painted_ms: f64,
    published_ms: f64,
    resized: bool,
}

/// The parts of a round of signals. Each has a frame of its own: one with all of them would come late on a slow device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Connection, heading, flag, board, events.
    Race,
    /// The board's speeds.
    Speeds,
    /// The strip.
    Strip,
    /// The driver panel.
    Driver,
    /// Nothing before the next round is due.
    Done,
}

#[derive(Debug)]
struct MapCanvases {
    circuit: Painter,
    cars: Painter,
}

impl Page {
    /// A page that knows nothing yet.
    pub fn new(shown: Shown, reduced_motion: bool) -> Self {
        Self {
            live: Live::new(),
            link: Link::default(),
            notice: None,
            begun: None,
            retry: false,
            reduced_motion,
            shown,
            map: None,
            strip: None,
            view: View::default(),
            fitted: None,
            fitted_outline: Vec::new(),
            projection: None,
            panel: Panel::default(),
            circuit_of: None,
            session: None,
            colours: Vec::new(),
            second: Vec::new(),
            crowd: Crowd::default(),
            cars_scene: CarsScene::default(),
            scene: Scene::default(),
            intervals: LapIntervals::default(),
            traces: SpeedTraces::default(),
            frames: FrameStats::default(),
            published: None,
            part: Part::Done,
            strip_waits: None,
            painted_cars: Vec::new(),
            painted_source_ms: None,
            painted_ms: f64::NEG_INFINITY,
            published_ms: f64::NEG_INFINITY,
            resized: true,
        }
    }

    /// The session that has come since this was last asked.
    pub fn begins(&mut self) -> Option<SessionId> {
        let id = &self.live.state()?.session.id;
        if self.begun.as_ref() == Some(id) {
            return None;
        }
        self.begun = Some(id.clone());
        self.begun.clone()
    }

    /// Takes the canvases of the map once they are in the document.
    pub fn set_map(&mut self, circuit: Painter, cars: Painter) {
        self.map = Some(MapCanvases { circuit, cars });
        self.resized = true;
    }

    /// Takes the canvas of the strip once it is in the document.
    pub fn set_strip(&mut self, strip: Painter) {
        self.strip = Some(strip);
        self.published = None;
    }

    /// The canvases may have another size, the fonts may have come, the theme may be another.
    pub fn refit(&mut self) {
        self.resized = true;
        self.published_ms = f64::NEG_INFINITY;
    }

    /// Changes how the viewer looks at the map.
    pub fn look(&mut self, change: impl FnOnce(&mut View, &Panel)) {
        let before = self.view;
        change(&mut self.view, &self.panel);
        if before != self.view {
            self.circuit_of = None;
            self.painted_ms = f64::NEG_INFINITY;
            show(self.shown.zoomed, self.view != View::default());
        }
    }

    /// Moves the race on and paints it.
    pub fn frame(&mut self, now_ms: f64) {
        let begun_ms = timer::now_ms();
        self.live.advance(now_ms);
        self.tell(now_ms);
        if self.paint_map(now_ms) {
            self.frames.add(timer::now_ms() - begun_ms);
        }
    }

    /// The picture in numbers.
    pub fn inspect(&self) -> String {
        inspect::json(&Inspected {
            source_ms: self.painted_source_ms,
            state: self.live.state().map(|state| &**state),
            cars: &self.painted_cars,
            n_samples: self.live.n_samples(),
            frames: &self.frames,
            pill: &self.shown.pill.get_untracked(),
            projection: self.projection.as_ref(),
        })
    }

    /// The car that `at`, CSS pixels of the map, points at.
    pub fn car_at(&self, at: [f64; 2]) -> Option<CarIndex> {
        let (projection, state) = (self.projection?, self.live.state()?);
        let distance = |car: &DrawnCar| {
            let [x, y] = projection.screen_from_track(car.x, car.y);
            (x - at[0]).hypot(y - at[1])
        };
        (0..state.cars.len().min(self.painted_cars.len()))
            .filter(|&i| self.painted_cars[i].quality != gridcast_core::live::Quality::Absent)
            .filter(|&i| !state.cars[i].status.is_out())
            .map(|i| (i, distance(&self.painted_cars[i])))
            .filter(|&(_, distance)| distance < 22.0)
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(i, _)| CarIndex(i as u8))
    }

    fn theme(&self) -> Theme {
        self.shown.theme.get_untracked()
    }

    /// Paints the map when something has changed; whether it did.
    fn paint_map(&mut self, now_ms: f64) -> bool {
        let Some(state) = self.live.state().map(Arc::clone) else { return false };
        let Some(map) = &mut self.map else { return false };
        if self.resized {
            self.resized = false;
            for painter in [&mut map.circuit, &mut map.cars].into_iter().chain(&mut self.strip) {
                painter.fit();
            }
            self.fitted = None;
            self.circuit_of = None;
            self.painted_ms = f64::NEG_INFINITY;
            self.cars_scene.labels.reset();
        }
        let size = map.cars.size();
        let due = !self.reduced_motion || self.painted_ms + STEP_MS <= now_ms;
        let changed = self.circuit_of.is_none() || self.painted_cars != self.live.cars();
        if !due || !changed {
            return false;
        }
        self.know(&state.session);
        let source_ms = self.live.source_time_ms();
        // Behind another tab of a phone nothing is painted, but the race goes on and can be looked into.
        if 2.0 <= size[0] {
            self.paint_circuit(&state);
            self.paint_cars(&state, size, now_ms);
        }
        self.painted_cars.clear();
        self.painted_cars.extend_from_slice(self.live.cars());
        self.painted_source_ms = source_ms;
        self.painted_ms = now_ms;
        true
    }

    /// Paints the cars.
    fn paint_cars(&mut self, state: &RaceState, size: [f64; 2], now_ms: f64) {
        let Some(projection) = self.projection else { return };
        let (theme, small) = (self.theme(), size[0] < 340.0 || size[1] < 280.0);
        let style = cars::Style {
            theme,
            radius: if tiny(size) {
                3.5
            } else if small {
                5.5
            } else if size[0] < 560.0 {
                8.0
            } else {
                7.0
            },
            text: if small { 11 } else { 13 },
            labelled: match size[0] * size[1] {
                _ if tiny(size) => Labelled::Leader,
                area if area < 90_000.0 => Labelled::WhoMatters,
                _ => Labelled::All,
            },
            manner: Manner { glide: !self.reduced_motion, pace: f64::from(state.session.rate_pct) / 100.0 },
        };
        let field = Field {
            state,
            cars: self.live.cars(),
            colours: &self.colours,
            second: &self.second,
            chosen: self.shown.chosen.get_untracked(),
            source_ms: self.live.source_time_ms().unwrap_or_default() as i64,
        };
        self.cars_scene.build(&field, &projection, &style, &self.crowd, now_ms, &mut self.scene);
        if let Some(map) = &mut self.map {
            map.cars.paint(&self.scene);
        }
    }

    /// Paints the layer that stands still when it is out of date.
    fn paint_circuit(&mut self, state: &RaceState) {
        let status = state.status.track;
        let current = self
            .circuit_of
            .as_ref()
            .is_some_and(|(session, flag)| Arc::ptr_eq(session, &state.session) && *flag == status);
        let theme = self.theme();
        let Some(map) = &mut self.map else { return };
        if current {
            return;
        }
        let size = map.circuit.size();
        self.panel = panel_of(size);
        let outline = &state.session.circuit.outline;
        if self.fitted.is_none() || self.fitted_outline != *outline {
            self.fitted = Projection::fit(outline, &self.panel);
            self.fitted_outline.clone_from(outline);
            self.cars_scene.labels.reset();
        }
        self.projection = self.fitted.map(|fitted| fitted.viewed(&self.view));
        if let Some(projection) = &self.projection {
            let style = circuit::Style {
                theme,
                size,
                track: if tiny(size) { 5.0 } else { 9.0 },
                arrow: !tiny(size),
                numbers: NUMBERS_FROM_PX2 <= size[0] * size[1],
                // The circuit's facts stand at the foot of the panel.
                written: Rect { low: [0.0, size[1] - 34.0], high: [340.0, size[1]] },
            };
            let circuit = &state.session.circuit;
            circuit::build(circuit, status, projection, &style, &mut self.scene, &mut self.crowd);
            map.circuit.paint(&self.scene);
        }
        self.circuit_of = Some((Arc::clone(&state.session), status));
    }

    /// Takes over what a session's table of drivers says.
    fn know(&mut self, session: &Arc<Session>) {
        if self.session.as_ref().is_some_and(|known| Arc::ptr_eq(known, session)) {
            return;
        }
        let other_race = self.session.as_ref().is_none_or(|known| known.id != session.id);
        self.session = Some(Arc::clone(session));
        self.recolour();
        self.second = second_cars(session);
        show(self.shown.facts, circuit_facts(session));
        if other_race {
            self.view = View::default();
            show(self.shown.zoomed, false);
            show(self.shown.chosen, None);
            self.traces = SpeedTraces::default();
            self.cars_scene.forget();
        }
    }

    /// Takes the colours of the present theme.
    pub fn recolour(&mut self) {
        let Some(session) = &self.session else { return };
        self.colours = team_colours(session, self.theme());
        let css = self.colours.iter().map(|colour| format!("#{colour:06x}")).collect();
        self.shown.colours.set(Arc::new(css));
        self.circuit_of = None;
        self.published = None;
    }

    /// Does what is due of a round of signals.
    fn tell(&mut self, now_ms: f64) {
        if self.part == Part::Done && self.published_ms + PUBLISH_MS <= now_ms {
            self.published_ms = now_ms;
            self.part = Part::Race;
        }
        self.part = match self.part {
            Part::Race => {
                self.publish(now_ms);
                Part::Speeds
            }
            Part::Speeds => {
                let speeds = self.live.cars().iter().map(|car| car.seen_kmh().map(|kmh| kmh.round() as u16));
                show(self.shown.speeds, speeds.collect());
                Part::Strip
            }
            Part::Strip => {
                if let Some(state) = self.strip_waits.take() {
                    self.paint_strip(&state);
                }
                Part::Driver
            }
            Part::Driver => {
                self.publish_driver();
                Part::Done
            }
            Part::Done => Part::Done,
        };
    }

    /// Sets the signals of the connection and the race.
    fn publish(&mut self, now_ms: f64) {
        let state = self.live.state().map(Arc::clone);
        let source_ms = self.live.source_time_ms();
        let session = state.as_ref().map(|state| &state.session);
        show(
            self.shown.pill,
            Pill::new(&Facts {
                link: self.link.state(),
                notice: self.notice,
                silent_s: self.live.silent_s(now_ms),
                behind_s: self.live.behind_s(),
                simulated: session.is_some_and(|session| session.simulated),
                rate_pct: session.map_or(100, |session| session.rate_pct),
                shown: source_ms.map(|ms| (ms, session.and_then(|s| s.utc_offset_min).unwrap_or(0))),
                now_ms,
            }),
        );
        let Some((state, source_ms)) = state.zip(source_ms) else { return };
        self.know(&state.session);
        show(self.shown.heading, Heading::new(&state, source_ms));
        if self.published.as_ref().is_none_or(|published| !Arc::ptr_eq(published, &state)) {
            self.intervals.observe(&state);
            show(self.shown.board, Arc::new(Board::new(&state, &self.intervals)));
            show(self.shown.flag, Flag::new(&state));
            show(self.shown.events, event_lines(&state));
            self.strip_waits = Some(Arc::clone(&state));
            self.published = Some(Arc::clone(&state));
        }
        show(self.shown.race, true);
        if self.map.as_ref().is_some_and(|map| map.cars.is_resized())
            || self.strip.as_ref().is_some_and(Painter::is_resized)
        {
            self.resized = true;
            self.published = None;
        }
    }

    fn publish_driver(&mut self) {
        let Some((state, source_ms)) = self.published.as_ref().zip(self.live.source_time_ms()) else {
            return;
        };
        let facts = self.driver_facts(state);
        let car = facts.as_ref().map(|facts| facts.car);
        let another = self.shown.driver.with_untracked(|shown| shown.as_ref().map(|shown| shown.car)) != car;
        let longer = self.traces.observe(source_ms, self.live.cars());
        show(self.shown.driver, facts);
        if another || longer {
            show(self.shown.trace, car.map(|car| self.traces.path(car.index())).unwrap_or_default());
        }
    }

    fn driver_facts(&self, state: &RaceState) -> Option<DriverFacts> {
        let chosen = self.shown.chosen.get_untracked();
        let car = self.shown.board.with_untracked(|board| {
            let chosen = chosen.filter(|&car| board.row(car).is_some());
            chosen.or_else(|| board.rows.first().map(|row| row.car))
        })?;
        let driver = state.session.drivers.get(car.index())?;
        let drawn = self.live.cars().get(car.index()).copied().unwrap_or_default();
        Some(DriverFacts {
            car,
            name: if driver.name.is_empty() { driver.code.to_string() } else { driver.name.clone() },
            number: if driver.number == 0 { String::new() } else { driver.number.to_string() },
            team: driver.team.clone(),
            gear: if drawn.gear == 0 { "N".to_owned() } else { drawn.gear.to_string() },
            throttle_pct: drawn.throttle_pct.min(100),
            brake: drawn.brake,
            drs_open: drawn.drs_open,
        })
    }

    /// What the board is made of beside the race state has changed.
    pub fn renew_board(&mut self) {
        self.published = None;
    }

    /// The viewer chose another car: shown at once.
    pub fn chosen_changed(&mut self) {
        self.published = None;
        self.published_ms = f64::NEG_INFINITY;
        self.painted_ms = f64::NEG_INFINITY;
        self.circuit_of = None;
    }

    fn paint_strip(&mut self, state: &RaceState) {
        let (theme, chosen) = (self.theme(), self.shown.chosen.get_untracked());
        let Some(strip) = &mut self.strip else { return };
        if strip.is_resized() {
            strip.fit();
        }
        let size = strip.size();
        if size[0] < 2.0 {
            return;
        }
        let style = field::Style { theme, size, margin: 22.0, heading: [185.0, 24.0] };
        field::build(state, &self.colours, &self.second, chosen, &style, &mut self.scene);
        strip.paint(&self.scene);
    }
}

/// The map's panel, with room for labels beside the track and for the facts at its foot.
fn panel_of(size: [f64; 2]) -> Panel {
    let (margin_x, margin_top, margin_bottom) = match size {
        _ if tiny(size) => (20.0, 12.0, 12.0),
        [_, height] if height < 280.0 => (36.0, 22.0, 22.0),
        [width, _] if width < 420.0 => (32.0, 28.0, 44.0),
        _ => (46.0, 36.0, 44.0),
    };
    Panel { width: size[0], height: size[1], margin_x, margin_top, margin_bottom }
}

/// Whether a map is so small that only the track and the dots have room.
fn tiny(size: [f64; 2]) -> bool {
    size[1] < 160.0 || size[0] < 220.0
}
