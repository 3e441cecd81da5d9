//! The part of the map that moves: the cars, their codes, who fights whom, and the corners' numbers, which give way
//! to all of them.

use gridcast_shared::few;
use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::{CarStatus, EventKind, Gap, RaceState};

use crate::labels::{Dot, Labels, Manner, Numbered, Obstacles};
use crate::live::DrawnCar;
use crate::motion::Quality;
use crate::projection::Projection;
use crate::scene::dot::{Mark, Shape, draw};
use crate::scene::{Draw, Font, Scene, Stroke, Words, single};
use crate::theme::Theme;

/// Closer than this is a battle, ms.
pub const BATTLE_MS: u32 = 1000;

/// Farther apart than this on the screen two cars get no capsule, however close in time, CSS pixels.
const CAPSULE_PX: f64 = 90.0;

/// How long the cross of a car that is out stays, ms of source time: about as long as it takes to clear it.
const CROSS_MS: i64 = 300_000;

/// Advance of the widest letters in the label's face, as a share of its size.
const LETTER: f64 = 0.66;

/// What the moving layer is made of.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// The race.
    pub state: &'a RaceState,
    /// The cars, in the order of the session's drivers.
    pub cars: &'a [DrawnCar],
    /// Teams' colours, in the same order.
    pub colours: &'a [u32],
    /// Whether each is its team's second car.
    pub second: &'a [bool],
    /// The viewer's choice.
    pub chosen: Option<CarIndex>,
    /// Source time shown, ms.
    pub source_ms: i64,
}

/// How the layer is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The theme.
    pub theme: Theme,
    /// Radius of a dot, CSS pixels.
    pub radius: f64,
    /// Size of the codes, CSS pixels.
    pub text: u8,
    /// How many cars are labelled.
    pub labelled: Labelled,
    /// How labels move.
    pub manner: Manner,
}

/// How many cars have their code beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labelled {
    /// All.
    All,
    /// The first three, the chosen one, battles and cars out: the panel is small.
    WhoMatters,
    /// The leader and the chosen one: the panel is tiny.
    Leader,
}

/// Room that the builder keeps between frames.
#[derive(Debug, Default)]
pub struct CarsScene {
    /// The labels, which remember their places.
    pub labels: Labels,
    order: Vec<CarIndex>,
    dots: Vec<Dot>,
    marks: Vec<(CarIndex, Mark)>,
    /// Where each car was seen last, track units: the cross of one that is out stands there.
    seen: Vec<Option<[f64; 2]>>,
}

impl CarsScene {
    /// Forgets what it remembers of the cars: another race.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Builds the layer for the page's time `now_ms`.
    pub fn build(
        &mut self,
        field: &Field<'_>,
        projection: &Projection,
        style: &Style,
        obstacles: &Obstacles,
        now_ms: f64,
        scene: &mut Scene,
    ) {
        scene.clear();
        self.collect(field, projection, style);
        let palette = style.theme.palette();
        self.labels.update(&self.dots, obstacles, now_ms, style.manner);
        self.write_numbers(obstacles, style, scene);
        capsules(field.state, &self.marks, style, scene);
        // The car ahead lies on top, the chosen one above all.
        for (_, mark) in self.marks.iter().rev().filter(|(_, mark)| !mark.chosen) {
            draw(scene, mark, palette);
        }
        for (_, mark) in self.marks.iter().filter(|(_, mark)| mark.chosen) {
            draw(scene, mark, palette);
        }
        self.write_labels(field, style, scene);
    }

    /// The cars that can be seen, in race order.
    fn collect(&mut self, field: &Field<'_>, projection: &Projection, style: &Style) {
        let state = field.state;
        self.order.clear();
        self.order.extend((0..state.cars.len()).map(|i| CarIndex(i as u8)));
        few::sort_by_key(&mut self.order, |car| {
            let timing = &state.cars[car.index()];
            (timing.status.is_out(), if timing.position == 0 { u8::MAX } else { timing.position })
        });
        self.marks.clear();
        self.dots.clear();
        self.seen.resize(state.cars.len(), None);
        for (rank, &car) in self.order.iter().enumerate() {
            let (Some(drawn), timing) = (field.cars.get(car.index()), &state.cars[car.index()]) else {
                continue;
            };
            let shape = match timing.status {
                CarStatus::NotStarted => continue,
                CarStatus::Retired if !out_lately(state, car, field.source_ms) => continue,
                CarStatus::Retired | CarStatus::Stopped => Shape::Cross,
                CarStatus::InPit => Shape::Pit,
                CarStatus::Running | CarStatus::Finished | CarStatus::KnockedOut => Shape::Dot,
            };
            if drawn.quality != Quality::Absent {
                self.seen[car.index()] = Some([drawn.x, drawn.y]);
            }
            let place = match self.seen[car.index()] {
                Some(place) if drawn.quality != Quality::Absent || shape == Shape::Cross => place,
                _ => continue,
            };
            let at = projection.screen_from_track(place[0], place[1]);
            let chosen = field.chosen == Some(car);
            let mark = Mark {
                at,
                radius: style.radius,
                colour: field.colours.get(car.index()).copied().unwrap_or_default(),
                second: field.second.get(car.index()).copied().unwrap_or_default(),
                quality: drawn.quality,
                shape,
                leader: timing.position == 1 && shape != Shape::Cross,
                chosen,
            };
            let wanted = match style.labelled {
                Labelled::All => true,
                Labelled::WhoMatters => {
                    rank < 3 || chosen || shape == Shape::Cross || in_battle(state, &self.order, rank)
                }
                Labelled::Leader => rank == 0 || chosen,
            };
            let around = if mark.leader || chosen { 4.5 } else { 2.0 };
            let letters =
                state.session.drivers.get(car.index()).map_or(0, |driver| driver.code.as_str().len());
            let width = if wanted { letters as f64 * LETTER * f64::from(style.text) + 3.0 } else { 0.0 };
            self.dots.push(Dot { car: car.index(), at, radius: style.radius + around, width });
            self.marks.push((car, mark));
        }
    }

    fn write_numbers(&self, obstacles: &Obstacles, style: &Style, scene: &mut Scene) {
        let palette = style.theme.palette();
        for number in obstacles.numbers().iter().filter(|number| self.labels.leave_free(number, &self.dots)) {
            let (words, weight, colour) = match number.of {
                Numbered::Corner => (Words::Corner(number.number), 500, palette.ink3),
                Numbered::Sector => (Words::Sector(number.number), 700, palette.ink2),
            };
            scene.draws.push(Draw::Haloed {
                at: single(number.at),
                words,
                font: Font { size: 12, weight },
                colour,
                halo: palette.ground,
            });
        }
    }

    fn write_labels(&self, field: &Field<'_>, style: &Style, scene: &mut Scene) {
        let palette = style.theme.palette();
        for (dot, (car, mark)) in self.dots.iter().zip(&self.marks).rev() {
            let Some(placed) = self.labels.place(dot) else { continue };
            if let Some(leader) = placed.leader {
                scene.line(leader, false, Stroke::solid(1.0, palette.edge));
            }
            let Some(driver) = field.state.session.drivers.get(car.index()) else { continue };
            let out = mark.shape == Shape::Cross;
            let colour = if out { palette.ink2 } else { palette.ink };
            if mark.chosen {
                let half = dot.width / 2.0 - 1.0;
                let y = placed.at[1] + f64::from(style.text) * 0.6 + 1.0;
                let line = [[placed.at[0] - half, y], [placed.at[0] + half, y]];
                scene.line(line, false, Stroke::solid(1.5, palette.ink));
            }
            scene.draws.push(Draw::Haloed {
                at: single(placed.at),
                words: Words::Code(driver.code),
                font: Font { size: style.text, weight: if mark.chosen { 800 } else { 700 } },
                colour,
                halo: palette.ground,
            });
        }
    }
}

/// Whether the car's end is recent enough for its cross.
fn out_lately(state: &RaceState, car: CarIndex, source_ms: i64) -> bool {
    state.events.iter().any(|event| {
        event.kind == EventKind::Out && event.car == Some(car) && source_ms - event.date_ms < CROSS_MS
    })
}

/// Whether a car fights the one ahead: in a race, within a second, both driving.
pub fn fights_ahead(state: &RaceState, car: CarIndex, ahead: CarIndex) -> bool {
    let driving = |car: CarIndex| state.cars[car.index()].status == CarStatus::Running;
    let close = matches!(state.cars[car.index()].interval, Gap::Millis(ms) if ms < BATTLE_MS);
    state.session.kind.is_race() && close && driving(car) && driving(ahead) && 0 < state.status.lap
}

fn in_battle(state: &RaceState, order: &[CarIndex], rank: usize) -> bool {
    let ahead = 0 < rank && fights_ahead(state, order[rank], order[rank - 1]);
    let behind = order.get(rank + 1).is_some_and(|&next| fights_ahead(state, next, order[rank]));
    ahead || behind
}

/// A capsule around two cars within a second.
fn capsules(state: &RaceState, marks: &[(CarIndex, Mark)], style: &Style, scene: &mut Scene) {
    let palette = style.theme.palette();
    let width = (style.radius * 2.0 + 9.0) as f32;
    // All outlines first, so that a row of battles is one capsule.
    for stroke in [Stroke::solid(width + 3.0, palette.ink), Stroke::solid(width, palette.ground)] {
        for pair in marks.windows(2) {
            let [(ahead, first), (car, second)] = pair else { continue };
            let apart = (first.at[0] - second.at[0]).hypot(first.at[1] - second.at[1]);
            if fights_ahead(state, *car, *ahead) && apart <= CAPSULE_PX {
                scene.line([first.at, second.at], false, stroke);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::Panel;
    use crate::testing;

    fn built(state: &RaceState, cars: &[DrawnCar], chosen: Option<CarIndex>, labelled: Labelled) -> Scene {
        let outline = &state.session.circuit.outline;
        let panel =
            Panel { width: 600.0, height: 400.0, margin_x: 40.0, margin_top: 40.0, margin_bottom: 40.0 };
        let projection = Projection::fit(outline, &panel).unwrap();
        let n = state.cars.len();
        let field = Field {
            state,
            cars,
            colours: &vec![0x12_3456; n],
            second: &vec![false; n],
            chosen,
            source_ms: 0,
        };
        let style = Style {
            theme: Theme::Dark,
            radius: 7.0,
            text: 13,
            labelled,
            manner: Manner { glide: false, pace: 1.0 },
        };
        let mut obstacles = Obstacles::default();
        obstacles.begin([600.0, 400.0]);
        let mut scene = Scene::default();
        CarsScene::default().build(&field, &projection, &style, &obstacles, 0.0, &mut scene);
        scene
    }

    fn codes(scene: &Scene) -> Vec<String> {
        let code = |draw: &Draw| match draw {
            Draw::Haloed { words: Words::Code(code), .. } => Some(code.to_string()),
            _ => None,
        };
        let mut codes: Vec<String> = scene.draws.iter().filter_map(code).collect();
        codes.sort();
        codes
    }

    #[test]
    fn every_car_that_drives_has_its_code() {
        let (mut state, mut cars) = testing::race(4);
        assert_eq!(codes(&built(&state, &cars, None, Labelled::All)), ["AAA", "BBB", "CCC", "DDD"]);
        state.cars[1].status = CarStatus::NotStarted;
        state.cars[2].status = CarStatus::Retired;
        cars[3].quality = Quality::Absent;
        assert_eq!(codes(&built(&state, &cars, None, Labelled::All)), ["AAA"]);
    }

    #[test]
    fn a_car_just_out_has_a_cross() {
        let (mut state, cars) = testing::race(2);
        state.cars[1].status = CarStatus::Retired;
        state.push_event(testing::event(EventKind::Out, Some(CarIndex(1))));
        assert_eq!(codes(&built(&state, &cars, None, Labelled::All)), ["AAA", "BBB"]);
    }

    #[test]
    fn a_small_panel_labels_who_matters() {
        let (mut state, cars) = testing::race(8);
        for car in &mut state.cars {
            car.interval = Gap::Millis(3000);
        }
        assert_eq!(codes(&built(&state, &cars, None, Labelled::WhoMatters)), ["AAA", "BBB", "CCC"]);
        assert_eq!(codes(&built(&state, &cars, Some(CarIndex(7)), Labelled::Leader)), ["AAA", "HHH"]);
        state.cars[6].interval = Gap::Millis(400);
        let labelled = codes(&built(&state, &cars, Some(CarIndex(4)), Labelled::WhoMatters));
        assert_eq!(labelled, ["AAA", "BBB", "CCC", "EEE", "FFF", "GGG"]);
    }

    #[test]
    fn within_a_second_is_a_battle_unless_one_stands() {
        let (mut state, _) = testing::race(2);
        state.cars[1].interval = Gap::Millis(999);
        assert!(fights_ahead(&state, CarIndex(1), CarIndex(0)));
        state.cars[0].status = CarStatus::InPit;
        assert!(!fights_ahead(&state, CarIndex(1), CarIndex(0)));
    }
}
