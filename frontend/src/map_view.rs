//! The map as it is painted: two canvases, how the viewer looks at them, and what stands on them now.
//!
//! The circuit is painted when it, the view or the panel changes; the cars whenever one of them has moved.

use std::sync::Arc;

use gridcast_core::ghost::Ghost;
use gridcast_core::labels::{Manner, Obstacles, Rect};
use gridcast_core::lap_line::LapLine;
use gridcast_core::live::{DrawnCar, Live};
use gridcast_core::motion::Quality;
use gridcast_core::projection::{Panel, Projection, Viewport};
use gridcast_core::ring::Ring;
use gridcast_core::scene::cars::{self, CarsScene, Field, Labelled};
use gridcast_core::scene::ghost::GhostPlace;
use gridcast_core::scene::{Scene, circuit, ghost, ring, sectors, trails};
use gridcast_core::theme::Theme;
use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::{RaceState, TrackStatus};
use gridcast_shared::session::{Point, Session};

use crate::liveries::Liveries;
use crate::paint::Painter;

/// With reduced motion the cars step this often, ms.
const STEP_MS: f64 = 1000.0;

/// A smaller map has room for the cars' codes only, not for the corners' numbers beside them, CSS pixels squared.
const NUMBERS_FROM_PX2: f64 = 150_000.0;

/// Without an outline the cars' trails are painted this often, ms.
const TRAILS_MS: f64 = 1000.0;

/// Who is followed is seen at least this large.
const FOLLOW_ZOOM: f64 = 5.0;

/// Who is followed is brought back to the middle once it is this far from it, CSS pixels.
const FOLLOW_PX: f64 = 2.0;

/// Steps in which the ghost's band of error is looked up.
const BAND_STEPS: u32 = 12;

/// A pointer this near to a dot points at it, CSS pixels.
const REACH_PX: f64 = 22.0;

/// The map.
#[derive(Debug)]
pub struct MapView {
    canvases: Option<Canvases>,
    view: Viewport,
    panel: Panel,
    fitted: Option<Projection>,
    /// The outline that was fitted, or the corners of the trails.
    fitted_points: Vec<Point>,
    projection: Option<Projection>,
    /// What the circuit's layer was painted of; `None` when it must be painted anew.
    circuit_of: Option<(Arc<Session>, TrackStatus, u32)>,
    /// The lap as a ring in place of the track, while the viewer wants that and the outline is known.
    ring: Option<Ring>,
    /// The outline that is painted, measured from the line.
    line: Option<LapLine>,
    /// The cars where they were painted, in the plane of the projection.
    placed: Vec<DrawnCar>,
    obstacles: Obstacles,
    cars_scene: CarsScene,
    scene: Scene,
    painted_cars: Vec<DrawnCar>,
    painted_source_ms: Option<f64>,
    painted_ms: f64,
    trails_ms: f64,
    resized: bool,
}

#[derive(Debug)]
struct Canvases {
    circuit: Painter,
    cars: Painter,
}

/// How the map is to be painted.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// The theme.
    pub theme: Theme,
    /// The teams' colours.
    pub liveries: &'a Liveries,
    /// The viewer's choice.
    pub chosen: Option<CarIndex>,
    /// Where the viewer's choice would come out of the pits.
    pub ghost: Option<&'a Ghost>,
    /// Whether the lap is to be shown as a ring.
    pub as_ring: bool,
    /// Whether the viewer's choice stays in the middle.
    pub follows: bool,
    /// Whether things move on the page.
    pub reduced_motion: bool,
}

impl Default for MapView {
    fn default() -> Self {
        Self {
            canvases: None,
            view: Viewport::default(),
            panel: Panel::default(),
            fitted: None,
            fitted_points: Vec::new(),
            projection: None,
            circuit_of: None,
            ring: None,
            line: None,
            placed: Vec::new(),
            obstacles: Obstacles::default(),
            cars_scene: CarsScene::default(),
            scene: Scene::default(),
            painted_cars: Vec::new(),
            painted_source_ms: None,
            painted_ms: f64::NEG_INFINITY,
            trails_ms: f64::NEG_INFINITY,
            resized: true,
        }
    }
}

impl MapView {
    /// Takes the canvases once they are in the document.
    pub fn set_canvases(&mut self, circuit: Painter, cars: Painter) {
        self.canvases = Some(Canvases { circuit, cars });
        self.resized = true;
    }

    /// Whether the canvases have another size in the document than the one that was painted.
    pub fn is_resized(&self) -> bool {
        self.canvases.as_ref().is_some_and(|canvases| canvases.cars.is_resized())
    }

    /// The canvases may have another size, the fonts may have come, the theme may be another.
    pub fn refit(&mut self) {
        self.resized = true;
    }

    /// All of it is to be painted anew with the next frame.
    pub fn repaint(&mut self) {
        self.circuit_of = None;
        self.painted_ms = f64::NEG_INFINITY;
    }

    /// Changes how the viewer looks at the map; whether that is not the whole track now, if it changed.
    pub fn look(&mut self, change: impl FnOnce(&mut Viewport, &Panel)) -> Option<bool> {
        let before = self.view;
        change(&mut self.view, &self.panel);
        if before == self.view {
            return None;
        }
        self.repaint();
        Some(self.view != Viewport::default())
    }

    /// Whether not the whole track is seen.
    pub fn is_zoomed(&self) -> bool {
        self.view != Viewport::default()
    }

    /// Another race: the whole track, and nothing remembered of the cars.
    pub fn forget(&mut self) {
        self.view = Viewport::default();
        self.fitted = None;
        self.fitted_points.clear();
        (self.ring, self.line) = (None, None);
        self.cars_scene.forget();
    }

    /// Paints when something has changed; whether it did.
    pub fn frame(&mut self, live: &Live, state: &RaceState, look: &Look<'_>, now_ms: f64) -> bool {
        let Some(canvases) = &mut self.canvases else { return false };
        if std::mem::take(&mut self.resized) {
            canvases.circuit.fit();
            canvases.cars.fit();
            self.fitted = None;
            self.circuit_of = None;
            self.painted_ms = f64::NEG_INFINITY;
            self.cars_scene.labels.reset();
        }
        let size = canvases.cars.size();
        let due = !look.reduced_motion || self.painted_ms + STEP_MS <= now_ms;
        let changed = self.circuit_of.is_none() || self.painted_cars != live.cars();
        if !due || !changed {
            return false;
        }
        let source_ms = live.source_time_ms();
        // Behind another tab of a phone nothing is painted, but the race goes on and can be looked into.
        if 2.0 <= size[0] {
            self.take_shape(state, look);
            self.place_cars(live, state);
            self.follow(look);
            self.paint_circuit(live, state, look, now_ms);
            self.paint_cars(live, state, look, size, now_ms);
        }
        self.painted_cars.clear();
        self.painted_cars.extend_from_slice(live.cars());
        self.painted_source_ms = source_ms;
        self.painted_ms = now_ms;
        true
    }

    /// The cars last painted.
    pub fn painted_cars(&self) -> &[DrawnCar] {
        &self.painted_cars
    }

    /// Source time last painted, UTC ms.
    pub fn painted_source_ms(&self) -> Option<f64> {
        self.painted_source_ms
    }

    /// The way from the track to the screen.
    pub fn projection(&self) -> Option<&Projection> {
        self.projection.as_ref()
    }

    /// The car that `at`, CSS pixels of the map, points at.
    pub fn car_at(&self, state: &RaceState, at: [f64; 2]) -> Option<CarIndex> {
        let projection = self.projection?;
        let distance = |car: &DrawnCar| {
            let [x, y] = projection.screen_from_track(car.x, car.y);
            (x - at[0]).hypot(y - at[1])
        };
        (0..state.cars.len().min(self.placed.len()))
            .filter(|&i| self.placed[i].quality != Quality::Absent)
            .filter(|&i| !state.cars[i].status.is_out())
            .map(|i| (i, distance(&self.placed[i])))
            .filter(|&(_, distance)| distance < REACH_PX)
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(i, _)| CarIndex(i as u8))
    }

    fn paint_cars(&mut self, live: &Live, state: &RaceState, look: &Look<'_>, size: [f64; 2], now_ms: f64) {
        let Some(projection) = self.projection else { return };
        let small = size[0] < 340.0 || size[1] < 280.0;
        let style = cars::Style {
            theme: look.theme,
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
            manner: Manner { glide: !look.reduced_motion, pace: f64::from(state.session.rate_pct) / 100.0 },
        };
        let field = Field {
            state,
            cars: &self.placed,
            colours: &look.liveries.colours,
            second: &look.liveries.second,
            chosen: look.chosen,
            source_ms: live.source_time_ms().unwrap_or_default() as i64,
        };
        self.cars_scene.build(&field, &projection, &style, &self.obstacles, now_ms, &mut self.scene);
        if let Some(ring) = &self.ring
            && !tiny(size)
        {
            ring::intervals(state, ring, &projection, look.theme, &mut self.scene);
        }
        if let Some(found) = look.ghost
            && let Some(place) = self.ghost_place(live, found)
            && let Some(driver) = state.session.drivers.get(found.car.index())
        {
            let colour = look.liveries.colours.get(found.car.index()).copied().unwrap_or_default();
            let (code, radius) = (driver.code, style.radius);
            ghost::build(&place, code, colour, radius, &projection, look.theme, &mut self.scene);
        }
        if let Some(canvases) = &mut self.canvases {
            canvases.cars.paint(&self.scene);
        }
    }

    /// Takes the shape in which the lap is shown: the track, or the ring.
    fn take_shape(&mut self, state: &RaceState, look: &Look<'_>) {
        let same = self.circuit_of.as_ref().is_some_and(|(session, ..)| Arc::ptr_eq(session, &state.session));
        if same && self.ring.is_some() == look.as_ring {
            return;
        }
        self.ring = look.as_ring.then(|| Ring::of(&state.session.circuit)).flatten();
        let outline =
            self.ring.as_ref().map_or(&state.session.circuit.outline, |ring| &ring.circuit().outline);
        self.line = LapLine::of(outline);
        self.circuit_of = None;
    }

    fn place_cars(&mut self, live: &Live, state: &RaceState) {
        let placed = match &mut self.ring {
            Some(ring) => ring.place_cars(state, live.cars()),
            None => live.cars(),
        };
        self.placed.clear();
        self.placed.extend_from_slice(placed);
    }

    /// Keeps the viewer's choice in the middle.
    fn follow(&mut self, look: &Look<'_>) {
        let car = look.chosen.filter(|_| look.follows).and_then(|car| self.placed.get(car.index()));
        let Some((car, fitted)) = car.filter(|car| car.quality != Quality::Absent).zip(self.fitted) else {
            return;
        };
        let mut view = Viewport { zoom: self.view.zoom.max(FOLLOW_ZOOM), ..self.view };
        view.centre_on(&self.panel, fitted.screen_from_track(car.x, car.y));
        let moved = (view.shift[0] - self.view.shift[0]).hypot(view.shift[1] - self.view.shift[1]);
        if FOLLOW_PX < moved || view.zoom.to_bits() != self.view.zoom.to_bits() {
            self.view = view;
            self.circuit_of = None;
        }
    }

    /// Where the ghost stands, as far as is known where it would be: where the car itself was so long ago, else the
    /// one ahead of the ghost.
    fn ghost_place(&self, live: &Live, found: &Ghost) -> Option<GhostPlace> {
        let own = (found.car, found.loss.ms);
        let was = |(car, ms): (CarIndex, u32)| live.where_was(car, f64::from(ms) / 1000.0);
        let (car, ago_ms) = [Some(own), found.ahead].into_iter().flatten().find(|&by| was(by).is_some())?;
        let on_map = |at: [f64; 2]| self.ring.as_ref().map_or(Some(at), |ring| ring.place_of(at));
        let band_ms = found.loss.band_ms;
        let from_ms = ago_ms.saturating_sub(band_ms);
        let band = (0..=BAND_STEPS)
            .filter_map(|i| was((car, from_ms + (ago_ms + band_ms - from_ms) * i / BAND_STEPS)))
            .filter_map(on_map);
        Some(GhostPlace { at: on_map(was((car, ago_ms))?)?, band: band.collect() })
    }

    /// Paints the layer that stands still when it is out of date: the circuit, or the trails while nobody knows it.
    fn paint_circuit(&mut self, live: &Live, state: &RaceState, look: &Look<'_>, now_ms: f64) {
        let status = state.status.track;
        let yellow = state.status.yellow_sectors;
        let circuit = self.ring.as_ref().map_or(&state.session.circuit, Ring::circuit);
        let outline = &circuit.outline;
        let is_known = 3 <= outline.len();
        let same = self.circuit_of.as_ref().is_some_and(|(session, flag, sectors)| {
            Arc::ptr_eq(session, &state.session) && (*flag, *sectors) == (status, yellow)
        });
        let Some(canvases) = &mut self.canvases else { return };
        if same && (is_known || now_ms < self.trails_ms + TRAILS_MS) {
            return;
        }
        let size = canvases.circuit.size();
        self.panel = panel_of(size);
        let points = if is_known {
            outline.clone()
        } else {
            trails::extent(live.trails().flatten(), &self.fitted_points)
        };
        if self.fitted.is_none() || self.fitted_points != points {
            self.fitted = match self.ring {
                Some(_) => Projection::fit_upright(&points, &self.panel),
                None => Projection::fit(&points, &self.panel),
            };
            self.fitted_points = points;
            self.cars_scene.labels.reset();
        }
        self.projection = self.fitted.map(|fitted| fitted.viewed(&self.view));
        self.circuit_of = Some((Arc::clone(&state.session), status, yellow));
        self.trails_ms = now_ms;
        let Some(projection) = &self.projection else {
            self.scene.clear();
            canvases.circuit.paint(&self.scene);
            return;
        };
        // The circuit's facts stand at the foot of the panel.
        let written = Rect { low: [0.0, size[1] - 34.0], high: [340.0, size[1]] };
        let (theme, track) = (look.theme, if tiny(size) { 5.0 } else { 9.0 });
        if is_known {
            let numbers = NUMBERS_FROM_PX2 <= size[0] * size[1];
            let style = circuit::Style { theme, size, track, arrow: !tiny(size), numbers, written };
            circuit::build(circuit, status, projection, &style, &mut self.scene, &mut self.obstacles);
            if let Some(line) = &self.line {
                let name = &state.session.circuit.name;
                sectors::build(name, line, &state.status, track, projection, theme, &mut self.scene);
            }
        } else {
            let style = trails::Style { theme, size, width: track / 2.0, written };
            trails::build(live.trails(), projection, &style, &mut self.scene, &mut self.obstacles);
        }
        canvases.circuit.paint(&self.scene);
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
