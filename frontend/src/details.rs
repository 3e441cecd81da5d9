//! What is told of the race beside its rows: laps, stops, stewards, weather, telemetry, as of the moment shown; published
//! as far as somebody looks at it.

use std::sync::Arc;

use gridcast_core::alerts::Alerts;
use gridcast_core::board::Beside;
use gridcast_core::championship::Season;
use gridcast_core::detail::{self, Detail, DriverSources};
use gridcast_core::ghost::Ghost;
use gridcast_core::lap_line::LapLine;
use gridcast_core::lap_traces::LapTraces;
use gridcast_core::live::Live;
use gridcast_core::outlook::Sheet;
use gridcast_core::scene::{Scene, telemetry};
use gridcast_core::stewards::KeptDocket;
use gridcast_core::timeline::Timeline;
use gridcast_core::watched::Watched;
use gridcast_core::words;
use gridcast_shared::ids::{CarIndex, DriverCode};
use gridcast_shared::intervals::LapIntervals;
use gridcast_shared::race::RaceState;
use gridcast_shared::session::Session;
use leptos::prelude::*;

use crate::liveries::Liveries;
use crate::paint::Painter;
use crate::shown::{Shown, show};
use crate::sound;

/// An alert stands so long, ms of the page's time.
const ALERT_MS: f64 = 8_000.0;

/// What is told beside the rows.
#[derive(Debug)]
pub struct Details {
    shown: Shown,
    season: Season,
    traces: LapTraces,
    docket: KeptDocket,
    alerts: Alerts,
    alert_until_ms: f64,
    ghost: Option<Ghost>,
    telemetry: Option<Painter>,
    scene: Scene,
    /// Whose circuit the traces are along.
    circuit_of: Option<Arc<Session>>,
}

impl Details {
    /// Nothing known yet.
    pub fn new(shown: Shown) -> Self {
        Self {
            shown,
            season: Season::default(),
            traces: LapTraces::default(),
            docket: KeptDocket::default(),
            alerts: Alerts::default(),
            alert_until_ms: f64::NEG_INFINITY,
            ghost: None,
            telemetry: None,
            scene: Scene::default(),
            circuit_of: None,
        }
    }

    /// Another race.
    pub fn forget(&mut self) {
        *self = Self { telemetry: self.telemetry.take(), ..Self::new(self.shown) };
    }

    /// Takes the canvas of the telemetry, or gives it up.
    pub fn set_telemetry(&mut self, canvas: Option<Painter>) {
        self.telemetry = canvas;
    }

    /// Takes how the season stood before this race.
    pub fn set_season(&mut self, season: Season) {
        self.season = season;
    }

    /// Where the viewer's choice would come out of the pits.
    pub fn ghost(&self) -> Option<&Ghost> {
        self.ghost.as_ref()
    }

    /// Looks at the cars, with each frame.
    pub fn look(&mut self, live: &Live) {
        let Some((state, source_ms)) = live.state().zip(live.source_time_ms()) else { return };
        if !self.circuit_of.as_ref().is_some_and(|known| Arc::ptr_eq(known, &state.session)) {
            self.circuit_of = Some(Arc::clone(&state.session));
            self.traces.set_line(LapLine::of(&state.session.circuit.outline));
        }
        self.traces.observe(source_ms, state, live.cars());
    }

    /// Laps of cars, none yet.
    pub fn laps_anew(&self) -> LapTraces {
        self.traces.anew()
    }

    /// Takes the laps of the time before the moment shown.
    pub fn take_past(&mut self, past: LapTraces) {
        self.traces.follow_on(past);
    }

    /// Takes a state that is about to be shown.
    pub fn observe(&mut self, state: &RaceState, timeline: &Timeline, source_ms: i64, now_ms: f64) {
        let log = timeline.log();
        self.docket.observe(log, state);
        self.choose(state, timeline.watched());
        let dear = self.dear(state);
        if let Some(alert) = self.alerts.look(log, state, source_ms, &dear) {
            show(self.shown.alert, alert);
            self.alert_until_ms = now_ms + ALERT_MS;
            if self.shown.wishes.with_untracked(|wishes| wishes.sound) {
                sound::alert();
            }
        }
    }

    /// What the board's rows take from here.
    pub fn beside<'a>(&'a self, intervals: &'a LapIntervals, now_ms: i64) -> Beside<'a> {
        let wants_gaps = self.shown.wishes.with_untracked(|wishes| wishes.gaps_to_chosen);
        Beside {
            intervals: Some(intervals),
            docket: Some(self.docket.get()),
            ghost: self.ghost.as_ref(),
            gaps_to: self.shown.chosen.get_untracked().filter(|_| wants_gaps),
            now_ms,
        }
    }

    /// Publishes what somebody looks at; once a round.
    pub fn publish(&mut self, state: &RaceState, watched: &Watched, liveries: &Liveries, now_ms: f64) {
        if self.alert_until_ms < now_ms {
            show(self.shown.alert, String::new());
        }
        let Some(sheet) = self.shown.sheet.get_untracked() else { return };
        let told = match sheet {
            Sheet::Driver => self.driver(state, watched),
            Sheet::Telemetry => self.telemetry(state, liveries),
            Sheet::Weather => detail::weather(state, &watched.weather),
            Sheet::Championship => detail::championship(state, &self.season),
            Sheet::View => Detail::default(),
        };
        show(self.shown.detail, told);
    }

    fn choose(&mut self, state: &RaceState, watched: &Watched) {
        let chosen = self.shown.chosen.get_untracked();
        self.ghost = chosen.and_then(|car| Ghost::of(state, &watched.losses, car));
        let told =
            self.ghost.as_ref().map(|ghost| [words::ghost::rejoin(state, ghost), words::ghost::cost(ghost)]);
        show(self.shown.rejoin, told.unwrap_or_default());
    }

    /// The viewer's favourites, and the chosen one.
    fn dear(&self, state: &RaceState) -> Vec<DriverCode> {
        let mut dear = self.shown.wishes.with_untracked(|wishes| wishes.favourites.clone());
        let chosen = self.shown.chosen.get_untracked();
        dear.extend(chosen.and_then(|car| Some(state.session.drivers.get(car.index())?.code)));
        dear
    }

    /// The chosen car, without a choice the first row's.
    fn car(&self) -> Option<CarIndex> {
        let chosen = self.shown.chosen.get_untracked();
        chosen.or_else(|| self.shown.board.with_untracked(|board| board.rows.first().map(|row| row.car)))
    }

    fn driver(&self, state: &RaceState, watched: &Watched) -> Detail {
        let from =
            DriverSources { history: &watched.history, docket: self.docket.get(), losses: &watched.losses };
        self.car().map(|car| detail::driver(state, from, car)).unwrap_or_default()
    }

    /// Paints the laps of who is compared, and tells their figures.
    fn telemetry(&mut self, state: &RaceState, liveries: &Liveries) -> Detail {
        let mut cars: Vec<CarIndex> = self.car().into_iter().collect();
        let first = cars.first().copied();
        self.shown.compared.with_untracked(|compared| {
            cars.extend(compared.iter().filter(|&&car| Some(car) != first));
        });
        cars.truncate(telemetry::MAX_DRIVERS);
        let wants_best = self.shown.against_best.get_untracked();
        let drivers: Vec<telemetry::Driver<'_>> = cars
            .iter()
            .filter_map(|car| {
                let [current, reference] = self.traces.of(car.index(), wants_best)?;
                let driver = state.session.drivers.get(car.index())?;
                Some(telemetry::Driver {
                    code: driver.code,
                    colour: liveries.colours.get(car.index()).copied().unwrap_or_default(),
                    current,
                    reference,
                })
            })
            .collect();
        if let Some(canvas) = &mut self.telemetry {
            if canvas.is_resized() {
                canvas.fit();
            }
            let theme = self.shown.theme.get_untracked();
            let lap_m = self.traces.lap_m().unwrap_or(1.0);
            telemetry::build(&drivers, lap_m, canvas.size(), theme, &mut self.scene);
            canvas.paint(&self.scene);
        }
        detail::telemetry(&drivers)
    }
}
