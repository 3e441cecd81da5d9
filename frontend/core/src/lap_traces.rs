//! What every car did along its lap: speed and pedals by distance, of the lap being driven, the one before and the best.
//!
//! A trace is filled as the car is seen to drive; what was not seen has no value. The best lap is the quickest that was
//! seen whole. Of a lap that ended later than the moment shown nothing is told: who has gone back has yet to see it.

use gridcast_shared::few;
use gridcast_shared::race::RaceState;

use crate::lap_line::LapLine;
use crate::live::DrawnCar;
use crate::motion::Quality;

/// Length of a step of a trace, metres.
const STEP_M: f64 = 20.0;

/// Source time between two looks, ms: 9 m at 320 km/h.
const LOOK_MS: f64 = 100.0;

/// Longer between two looks nothing is filled in between, ms.
const HOLE_MS: f64 = 1_500.0;

/// A lap of which less was seen is no reference.
const WHOLE: f64 = 0.97;

/// Longest trace: more than the longest lap.
const MAX_STEPS: usize = 400;

/// So many of the laps that were the best when they ended are kept, for moments at which a later one had not ended.
const MAX_BESTS: usize = 4;

/// A moment of a lap.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Step {
    /// Since the lap began, seconds.
    pub time_s: f32,
    /// km/h.
    pub speed_kmh: u16,
    /// Percent.
    pub throttle_pct: u8,
    /// Pressed.
    pub brake: bool,
    /// 0 to 8.
    pub gear: u8,
}

/// A lap by distance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LapTrace {
    /// From 1; 0 when unknown.
    pub lap: u8,
    /// When it ended, ms of source time; 0 of the lap being driven.
    pub ended_ms: f64,
    /// A step each [`STEP_M`].
    pub steps: Vec<Option<Step>>,
}

impl LapTrace {
    /// The steps that were seen, with metres from the line.
    pub fn seen(&self) -> impl Iterator<Item = (f64, &Step)> {
        self.steps.iter().enumerate().filter_map(|(i, step)| Some((i as f64 * STEP_M, step.as_ref()?)))
    }

    /// The newest step that was seen.
    pub fn newest(&self) -> Option<(f64, &Step)> {
        self.seen().last()
    }

    /// How much later than another lap this one is at its newest step, seconds.
    pub fn behind(&self, other: &Self) -> Option<f32> {
        let (metres, own) = self.newest()?;
        let other = other.steps.get((metres / STEP_M).round() as usize)?.as_ref()?;
        Some(own.time_s - other.time_s)
    }

    fn is_whole(&self, n_steps: usize) -> bool {
        n_steps as f64 * WHOLE <= self.seen().count() as f64
    }

    /// What it took up to its newest step, seconds.
    fn time_s(&self) -> f32 {
        self.newest().map_or(f32::INFINITY, |(_, step)| step.time_s)
    }
}

/// A car's laps.
#[derive(Clone, Debug, Default)]
pub struct CarTraces {
    /// The lap being driven.
    pub current: LapTrace,
    /// The one before, as far as it was seen.
    previous: LapTrace,
    /// Those seen whole that were the quickest when they ended, the last to be driven last.
    bests: Vec<LapTrace>,
    /// Metres along the lap, and when, at the last look.
    last: Option<(f64, f64, Step)>,
    /// When the lap began, ms of source time; none when that was not seen.
    began_ms: Option<f64>,
}

/// The laps of all cars.
#[derive(Clone, Debug, Default)]
pub struct LapTraces {
    line: Option<LapLine>,
    looked_ms: Option<f64>,
    cars: Vec<CarTraces>,
}

impl LapTraces {
    /// Takes the circuit; another one begins everything anew.
    pub fn set_line(&mut self, line: Option<LapLine>) {
        if self.line != line {
            *self = Self { line, ..Self::default() };
        }
    }

    /// None yet, along the same circuit.
    #[must_use]
    pub fn anew(&self) -> Self {
        Self { line: self.line.clone(), ..Self::default() }
    }

    /// Goes on where `past` has come, which saw the same cars from before these did; the best laps of both stay.
    pub fn follow_on(&mut self, mut past: Self) {
        if past.line != self.line {
            return;
        }
        for (own, past) in self.cars.iter_mut().zip(&mut past.cars) {
            own.bests.retain(|best| past.bests.iter().all(|known| known.lap != best.lap));
            past.bests.append(&mut own.bests);
            few::sort_by_key(&mut past.bests, |best| best.ended_ms);
            let excess = past.bests.len().saturating_sub(MAX_BESTS);
            past.bests.drain(..excess);
        }
        *self = past;
    }

    /// Looks at the cars at a source time, ten times a second of it at most. Time that goes back, or leaps, begins the
    /// laps being driven anew.
    pub fn observe(&mut self, source_ms: f64, state: &RaceState, cars: &[DrawnCar]) {
        let Some(line) = &self.line else { return };
        match self.looked_ms {
            Some(before) if (before..before + LOOK_MS).contains(&source_ms) => return,
            Some(before) if !(before..before + HOLE_MS).contains(&source_ms) => {
                for car in &mut self.cars {
                    (car.last, car.began_ms) = (None, None);
                    car.current = LapTrace::default();
                    if source_ms < car.previous.ended_ms {
                        car.previous = LapTrace::default();
                    }
                }
            }
            _ => {}
        }
        self.looked_ms = Some(source_ms);
        self.cars.resize_with(cars.len(), CarTraces::default);
        let n_steps = ((line.lap_m() / STEP_M).ceil() as usize).min(MAX_STEPS);
        for ((traces, car), timing) in self.cars.iter_mut().zip(cars).zip(&state.cars) {
            let near = traces.last.map(|(along, ..)| along);
            let along = (car.quality != Quality::Absent).then(|| line.along(car.x, car.y, near)).flatten();
            match along {
                Some(along) => traces.drive(line, n_steps, along, source_ms, timing.lap, car),
                None => traces.last = None,
            }
        }
    }

    /// A car's laps: the one being driven, and the one to compare it with, which is the best or else the one before.
    pub fn of(&self, car: usize, wants_best: bool) -> Option<[&LapTrace; 2]> {
        let (car, now_ms) = (self.cars.get(car)?, self.looked_ms?);
        let best = if wants_best { car.best(now_ms) } else { None };
        Some([&car.current, best.unwrap_or(&car.previous)])
    }

    /// Metres a lap; none before the circuit is known.
    pub fn lap_m(&self) -> Option<f64> {
        self.line.as_ref().map(LapLine::lap_m)
    }
}

impl CarTraces {
    /// The quickest lap that was seen whole and had ended by a moment.
    fn best(&self, now_ms: f64) -> Option<&LapTrace> {
        let ended = self.bests.iter().filter(|lap| lap.ended_ms <= now_ms);
        ended.min_by(|a, b| a.time_s().total_cmp(&b.time_s()))
    }

    fn drive(&mut self, line: &LapLine, n_steps: usize, along: f64, now_ms: f64, lap: u8, car: &DrawnCar) {
        let now = Step {
            time_s: 0.0,
            speed_kmh: car.speed_kmh.round().clamp(0.0, 999.0) as u16,
            throttle_pct: car.throttle_pct,
            brake: car.brake,
            gear: car.gear,
        };
        let Some((before, before_ms, was)) = self.last.replace((along, now_ms, now)) else { return };
        let driven = line.ahead(along, before);
        if driven <= 0.0 {
            // Standing, or set back: the line is not passed backwards.
            self.last = Some((before, now_ms, was));
            return;
        }
        if along < before {
            let share = (line.lap_m() - before) / driven;
            let line_ms = before_ms + (now_ms - before_ms) * share;
            self.end_lap(n_steps, line_ms, lap);
        }
        if self.current.steps.len() != n_steps {
            self.current = LapTrace { lap, steps: vec![None; n_steps], ..LapTrace::default() };
        }
        if self.current.lap == 0 || self.began_ms.is_none() {
            self.current.lap = lap;
        }
        let first = if along < before { 0 } else { (before / STEP_M).ceil() as usize };
        for i in first..=(along / STEP_M) as usize {
            let share = (line.ahead(i as f64 * STEP_M, before) / driven).clamp(0.0, 1.0);
            let at_ms = before_ms + (now_ms - before_ms) * share;
            if let Some(step) = self.current.steps.get_mut(i) {
                let speed =
                    f64::from(was.speed_kmh) + (f64::from(now.speed_kmh) - f64::from(was.speed_kmh)) * share;
                let time_s = self.began_ms.map_or(0.0, |began| (at_ms - began) / 1000.0) as f32;
                *step = Some(Step { time_s, speed_kmh: speed.round() as u16, ..now });
            }
        }
    }

    fn end_lap(&mut self, n_steps: usize, line_ms: f64, lap: u8) {
        let next = LapTrace { lap, steps: vec![None; n_steps], ..LapTrace::default() };
        let ended = LapTrace { ended_ms: line_ms, ..std::mem::replace(&mut self.current, next) };
        if self.began_ms.replace(line_ms).is_none() {
            return;
        }
        if ended.is_whole(n_steps) && self.best(line_ms).is_none_or(|best| ended.time_s() < best.time_s()) {
            // One that is driven for the second time, after a leap back, takes its own place.
            self.bests.retain(|best| best.lap != ended.lap || ended.lap == 0);
            if self.bests.len() == MAX_BESTS {
                self.bests.remove(0);
            }
            self.bests.push(ended.clone());
        }
        self.previous = ended;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    /// Drives the first car around at these speeds, m/s, a lap each.
    fn driven(speeds: &[f64]) -> (LapTraces, f64) {
        let (mut state, mut cars) = testing::race(1);
        let line = LapLine::of(&state.session.circuit.outline).unwrap();
        let mut traces = LapTraces::default();
        traces.set_line(Some(line.clone()));
        let (mut along, mut time) = (line.lap_m() - 50.0, 0.0);
        for (i, speed) in speeds.iter().enumerate() {
            state.cars[0].lap = i as u8 + 1;
            let end = line.lap_m() * (i as f64 + 2.0) - 50.0;
            while along < end {
                [cars[0].x, cars[0].y] = line.at(along);
                cars[0].speed_kmh = speed * 3.6;
                traces.observe(time, &state, &cars);
                along += speed * 0.1;
                time += 100.0;
            }
        }
        (traces, line.lap_m())
    }

    #[test]
    fn a_lap_is_filled_as_it_is_driven_and_kept_when_it_is_the_best() {
        let (traces, lap_m) = driven(&[60.0, 80.0, 70.0]);
        let [current, best] = traces.of(0, true).unwrap();
        assert!(current.seen().count() as f64 > lap_m / STEP_M * 0.9);
        let end = |trace: &LapTrace| {
            trace.newest().map(|(metres, step)| f64::from(step.time_s) * 80.0 / metres).unwrap()
        };
        assert!((end(best) - 1.0).abs() < 0.01, "80 m/s was the best: {}", end(best));
        let behind = f64::from(current.behind(best).unwrap());
        let metres = current.newest().unwrap().0;
        assert!((behind - (metres / 70.0 - metres / 80.0)).abs() < 0.1, "{behind}");
    }

    #[test]
    fn a_leap_in_time_begins_the_lap_anew() {
        let (mut traces, _) = driven(&[60.0, 80.0, 70.0]);
        let best = traces.of(0, true).unwrap()[1].clone();
        let (state, cars) = testing::race(1);
        traces.observe(1e9, &state, &cars);
        let [current, reference] = traces.of(0, true).unwrap();
        assert_eq!((current.seen().count(), reference), (0, &best));
        traces.set_line(None);
        assert!(traces.of(0, true).is_none());
    }

    #[test]
    fn who_goes_back_is_compared_with_no_lap_that_is_still_to_be_driven() {
        let (mut traces, _) = driven(&[60.0, 70.0, 65.0, 80.0, 75.0]);
        let laps = |traces: &LapTraces| [true, false].map(|best| traces.of(0, best).unwrap()[1].lap);
        let ends: Vec<f64> = traces.cars[0].bests.iter().map(|lap| lap.ended_ms).collect();
        let [newest, previous] = laps(&traces);
        assert_eq!((ends.len(), newest), (3, previous), "each of three laps was the best when it ended");
        let (state, cars) = testing::race(1);
        let numbers: Vec<u8> = traces.cars[0].bests.iter().map(|lap| lap.lap).collect();
        for (at_ms, best) in [(ends[2] - 1.0, numbers[1]), (ends[1] - 1.0, numbers[0]), (ends[0] - 1.0, 0)] {
            traces.observe(at_ms, &state, &cars);
            assert_eq!(laps(&traces), [best, 0], "at {at_ms} ms");
        }
        // Forward again all of them have been driven.
        traces.observe(1e9, &state, &cars);
        assert_eq!(laps(&traces)[0], newest);
    }
}
