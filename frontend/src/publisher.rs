//! Sets the signals that the components read: a round five times a second, a part of it a frame.
//!
//! A frame with all of a round would come late on a slow device.

use std::sync::Arc;

use gridcast_core::awake;
use gridcast_core::board::Board;
use gridcast_core::championship::Season;
use gridcast_core::events::event_lines;
use gridcast_core::ghost::Ghost;
use gridcast_core::lap_traces::LapTraces;
use gridcast_core::live::{Live, LookBack};
use gridcast_core::map_notice::MapNotice;
use gridcast_core::pill::{Facts, Pill};
use gridcast_core::scene::{Scene, field};
use gridcast_core::speed_trace::SpeedTraces;
use gridcast_core::timeline::Timeline;
use gridcast_core::words::{Flag, Heading};
use gridcast_shared::race::RaceState;
use leptos::prelude::*;

use crate::details::Details;
use crate::liveries::Liveries;
use crate::paint::Painter;
use crate::shown::{DriverFacts, Shown, show, show_copy};

/// Time between two rounds of signals, ms.
const ROUND_MS: f64 = 200.0;

/// What sets the signals.
#[derive(Debug)]
pub struct Publisher {
    shown: Shown,
    strip: Option<Painter>,
    scene: Scene,
    traces: SpeedTraces,
    /// The same and the laps by distance of the time before the moment shown, while that is looked at.
    past: Option<(SpeedTraces, LapTraces)>,
    details: Details,
    /// How many events and messages the list shows, and the state's own of both.
    listed: (usize, u32, u32),
    /// What is due of the present round.
    part: Part,
    /// The state that the signals show.
    published: Option<Arc<RaceState>>,
    /// The board that its rows do not all show yet.
    board_waits: Option<Arc<Board>>,
    /// The state that the strip does not show yet.
    strip_waits: Option<Arc<RaceState>>,
    published_ms: f64,
}

/// The parts of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Connection, heading, flag, events; the board is made.
    Race,
    /// The cells of one half of the board's rows.
    Half,
    /// The other half, and the board's order.
    Board,
    /// The board's speeds, those of one half of its rows.
    HalfSpeeds,
    /// Those of the other.
    Speeds,
    /// The strip.
    Strip,
    /// The driver panel.
    Driver,
    /// Nothing before the next round is due.
    Done,
}

impl Publisher {
    /// Nothing published yet.
    pub fn new(shown: Shown) -> Self {
        Self {
            shown,
            strip: None,
            scene: Scene::default(),
            traces: SpeedTraces::default(),
            past: None,
            details: Details::new(shown),
            listed: (0, 0, 0),
            part: Part::Done,
            published: None,
            board_waits: None,
            strip_waits: None,
            published_ms: f64::NEG_INFINITY,
        }
    }

    /// Takes the canvas of the strip once it is in the document.
    pub fn set_strip(&mut self, strip: Painter) {
        self.strip = Some(strip);
        self.renew();
    }

    /// Takes the canvas of the telemetry, or gives it up.
    pub fn set_telemetry(&mut self, canvas: Option<Painter>) {
        self.details.set_telemetry(canvas);
    }

    /// Takes how the season stood before this race.
    pub fn set_season(&mut self, season: Season) {
        self.details.set_season(season);
    }

    /// Where the viewer's choice would come out of the pits.
    pub fn ghost(&self) -> Option<&Ghost> {
        self.details.ghost()
    }

    /// What the signals are made of beside the race state has changed.
    pub fn renew(&mut self) {
        self.published = None;
    }

    /// A round is due with the next frame.
    pub fn hurry(&mut self) {
        self.published_ms = f64::NEG_INFINITY;
    }

    /// The language or a unit is another: what is kept as words is made anew.
    pub fn say_anew(&mut self) {
        self.listed = (0, 0, 0);
        self.renew();
        self.hurry();
    }

    /// Another race.
    pub fn forget(&mut self) {
        (self.traces, self.past) = (SpeedTraces::default(), None);
        self.details.forget();
        self.board_waits = None;
        self.listed = (0, 0, 0);
    }

    /// Looks at the minutes before the moment shown, so that lines do not begin empty there.
    pub fn look_back(&mut self, live: &mut Live, now_ms: f64) {
        let (past, details) = (&mut self.past, &self.details);
        let looked = live.look_back(now_ms, &mut |source_ms, state, cars| {
            let (speeds, laps) = past.get_or_insert_with(|| (SpeedTraces::default(), details.laps_anew()));
            speeds.observe(source_ms, cars);
            laps.observe(source_ms, state, cars);
        });
        match (looked, self.past.take()) {
            (LookBack::Done, Some((speeds, laps))) => {
                self.traces = speeds;
                self.details.take_past(laps);
            }
            (LookBack::Looking, past) => self.past = past,
            (LookBack::None | LookBack::Done, _) => {}
        }
    }

    /// Does what is due; `connection` is asked for once a round. Whether a round began.
    pub fn frame(
        &mut self,
        live: &Live,
        liveries: &Liveries,
        now_ms: f64,
        connection: impl FnOnce() -> Facts,
    ) -> bool {
        self.details.look(live);
        if self.part == Part::Done && self.published_ms + ROUND_MS <= now_ms {
            self.published_ms = now_ms;
            self.part = Part::Race;
        }
        let begins = self.part == Part::Race;
        self.part = match self.part {
            Part::Race => {
                let facts = connection();
                let pill = Pill::new(&facts);
                let notice = live.state().map(|state| {
                    MapNotice::of(pill.state, facts.silent_s, facts.positions, state).words(&state.session)
                });
                let runs = live.state().is_some_and(|state| awake::runs(pill.state, &state.status));
                show(self.shown.runs, runs);
                show(self.shown.pill, pill);
                show(self.shown.map_notice, notice.unwrap_or_default());
                self.publish_race(live, now_ms);
                Part::Half
            }
            Part::Half => {
                if let Some(board) = &self.board_waits {
                    show_copy(self.shown.halves[0], board);
                }
                Part::Board
            }
            Part::Board => {
                if let Some(board) = self.board_waits.take() {
                    show_copy(self.shown.halves[1], &board);
                    // Last, so that a row that is new finds its cells.
                    show(self.shown.board, board);
                }
                Part::HalfSpeeds
            }
            Part::HalfSpeeds => {
                show(self.shown.speeds[0], speeds(live));
                Part::Speeds
            }
            Part::Speeds => {
                show(self.shown.speeds[1], speeds(live));
                Part::Strip
            }
            Part::Strip => {
                if let Some(state) = self.strip_waits.take() {
                    self.paint_strip(&state, liveries);
                }
                Part::Driver
            }
            Part::Driver => {
                self.publish_driver(live);
                if let Some(state) = &self.published {
                    self.details.publish(state, live.timeline().watched(), liveries, now_ms);
                }
                Part::Done
            }
            Part::Done => Part::Done,
        };
        begins
    }

    fn publish_race(&mut self, live: &Live, now_ms: f64) {
        let Some((state, source_ms)) = live.state().zip(live.source_time_ms()) else { return };
        show(self.shown.heading, Heading::new(state, source_ms));
        if self.strip.as_ref().is_some_and(Painter::is_resized) {
            self.renew();
        }
        if self.published.as_ref().is_none_or(|published| !Arc::ptr_eq(published, state)) {
            let timeline = live.timeline();
            let intervals = timeline.intervals(state);
            self.publish_events(state, timeline);
            self.details.observe(state, timeline, source_ms as i64, now_ms);
            let beside = self.details.beside(&intervals, source_ms as i64);
            self.board_waits = Some(Arc::new(Board::new(state, &beside)));
            show(self.shown.flag, Flag::new(state));
            self.strip_waits = Some(Arc::clone(state));
            self.published = Some(Arc::clone(state));
        }
        show(self.shown.race, true);
    }

    /// The list is long and changes seldom.
    fn publish_events(&mut self, state: &RaceState, timeline: &Timeline) {
        let listed = (timeline.log().until(state).count(), state.n_events, state.n_messages);
        if self.listed != listed {
            self.listed = listed;
            show(self.shown.events, event_lines(state, timeline.log()));
        }
    }

    fn publish_driver(&mut self, live: &Live) {
        let Some((state, source_ms)) = self.published.as_ref().zip(live.source_time_ms()) else {
            return;
        };
        let facts = self.driver_facts(live, state);
        let car = facts.as_ref().map(|facts| facts.car);
        let another = self.shown.driver.with_untracked(|shown| shown.as_ref().map(|shown| shown.car)) != car;
        let longer = self.traces.observe(source_ms, live.cars());
        show(self.shown.driver, facts);
        if another || longer {
            show(self.shown.trace, car.map(|car| self.traces.path(car.index())).unwrap_or_default());
        }
    }

    fn driver_facts(&self, live: &Live, state: &RaceState) -> Option<DriverFacts> {
        let chosen = self.shown.chosen.get_untracked();
        let car = self.shown.board.with_untracked(|board| {
            let chosen = chosen.filter(|&car| board.row(car).is_some());
            chosen.or_else(|| board.rows.first().map(|row| row.car))
        })?;
        let driver = state.session.drivers.get(car.index())?;
        let drawn = live.cars().get(car.index()).copied().unwrap_or_default();
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

    fn paint_strip(&mut self, state: &RaceState, liveries: &Liveries) {
        let (theme, chosen) = (self.shown.theme.get_untracked(), self.shown.chosen.get_untracked());
        let Some(strip) = &mut self.strip else { return };
        if strip.is_resized() {
            strip.fit();
        }
        let size = strip.size();
        if size[0] < 2.0 {
            return;
        }
        let style = field::Style { theme, size, margin: 22.0, heading: [185.0, 24.0] };
        field::build(state, &liveries.colours, &liveries.second, chosen, &style, &mut self.scene);
        strip.paint(&self.scene);
    }
}

/// What the cars are seen to drive, km/h.
fn speeds(live: &Live) -> Vec<Option<u16>> {
    live.cars().iter().map(|car| car.seen_kmh().map(|kmh| kmh.round() as u16)).collect()
}
