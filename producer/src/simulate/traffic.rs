//! Traffic: every car's step, with regard to the others.

use super::car::{Car, Doing};
use super::circuit::{Circuit, PIT_ENTRY};
use super::control::Pace;
use super::random::Random;

/// Milliseconds of a step.
pub(super) const STEP_MS: i64 = 20;

/// Seconds of a step.
const DT: f64 = STEP_MS as f64 / 1000.0;

/// A bend below this is as good as straight, 1/m: here cars pass.
const STRAIGHT: f64 = 0.0025;

/// Share of speed by which one must be faster to try.
const ADVANTAGE: f64 = 0.0015;

/// How far aside a car goes to pass, m.
const ASIDE: f64 = 3.2;

/// Moves all cars on by one step.
pub(super) fn step(
    cars: &mut [Car],
    circuit: &Circuit,
    pace: &Pace,
    now: i64,
    laps: u8,
    chance: &mut Random,
) {
    let length = circuit.length();
    let order = by_place(cars, length);
    for (k, &i) in order.iter().enumerate() {
        match cars[i].doing {
            Doing::Grid => {
                cars[i].wait_on_grid(now, pace.lights_out_ms);
                continue;
            }
            Doing::Pit(..) => {
                if cars[i].pit(circuit, now, DT, chance) {
                    cars[i].doing = Doing::Racing;
                    cars[i].boxing = false;
                }
                continue;
            }
            Doing::Stopping(_) => {
                cars[i].stop(now, DT);
                continue;
            }
            Doing::Racing | Doing::Finished => {}
        }
        if breaks_down(&cars[i], length) {
            cars[i].doing = Doing::Stopping(None);
            continue;
        }
        if cars[i].boxing && cars[i].doing == Doing::Racing {
            let to_line = length - cars[i].along.rem_euclid(length);
            if to_line <= PIT_ENTRY {
                cars[i].doing = Doing::Pit(None, false);
                cars[i].passing = None;
                continue;
            }
        }
        let ahead = (1..order.len())
            .map(|step| order[(k + order.len() - step) % order.len()])
            .find(|&j| cars[j].is_on_track());
        let (wanted, aside) = wish(cars, i, ahead, circuit, pace, laps, chance);
        cars[i].race(wanted, aside, DT);
    }
}

/// The cars by where they are on the lap, the farthest first; each one's predecessor is ahead of it on the road.
fn by_place(cars: &[Car], length: f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..cars.len()).collect();
    order.sort_by(|&a, &b| cars[b].along.rem_euclid(length).total_cmp(&cars[a].along.rem_euclid(length)));
    order
}

fn breaks_down(car: &Car, length: f64) -> bool {
    car.doing == Doing::Racing && car.breakdown.is_some_and(|laps| laps * length <= car.along)
}

/// How fast a car wants to go, and how far aside.
fn wish(
    cars: &mut [Car],
    i: usize,
    ahead: Option<usize>,
    circuit: &Circuit,
    pace: &Pace,
    laps: u8,
    chance: &mut Random,
) -> (f64, f64) {
    let length = circuit.length();
    let laps_left = (f64::from(laps) - cars[i].along / length).max(0.0);
    let own = cars[i].pace(laps_left);
    let along = cars[i].along;
    // Drivers look a little ahead, so that braking begins in time.
    let limit = circuit.speed(along).min(circuit.speed(along + 0.06 * cars[i].speed));
    let mut wanted = limit * own;
    if cars[i].doing == Doing::Finished {
        return (wanted * 0.62, racing_line(i));
    }
    let leads_the_queue = pace.queue_leader == Some(i);
    if pace.is_slow {
        wanted *= if leads_the_queue { 0.5 } else { 0.74 };
    }
    let Some(j) = ahead else { return (wanted, racing_line(i)) };
    let distance = (cars[j].along - along).rem_euclid(length);
    if cars[i]
        .passing
        .is_some_and(|other| other != j || length / 2.0 < distance || !cars[other].is_on_track())
    {
        cars[i].passing = None;
    }
    if 120.0 < distance || length / 2.0 < distance {
        return (wanted, racing_line(i));
    }
    let is_straight = circuit.bend(along) < STRAIGHT && circuit.bend(along + 60.0) < STRAIGHT;
    let laps_ahead = cars[i].along - cars[j].along;
    let lapping = length / 2.0 < laps_ahead || cars[j].doing == Doing::Finished;
    if !pace.is_slow && cars[i].passing.is_none() && distance < 0.45 * cars[i].speed.max(20.0) {
        let faster = own - cars[j].pace(laps_left);
        let tries = if lapping { 0.2 } else { 0.012 + 2.0 * (faster - ADVANTAGE) };
        if is_straight && (lapping || ADVANTAGE < faster) && chance.chance(tries) {
            cars[i].passing = Some(j);
        }
    }
    if cars[i].passing == Some(j) {
        // The tow along the straight; in a corner side by side, the one outside waits.
        let tow = if is_straight { 1.035 } else { 1.0 };
        let room = if is_straight || lapping { wanted * tow } else { wanted.min(cars[j].speed + 0.6) };
        return (room, if i.is_multiple_of(2) { ASIDE } else { -ASIDE });
    }
    let keep = if pace.is_slow { 9.0 + 0.32 * cars[i].speed } else { 7.0 + 0.24 * cars[i].speed };
    let held = cars[j].speed + (distance - keep) * 0.9;
    (wanted.min(held.max(0.0)), racing_line(i))
}

/// Everybody has a line of their own, some decimetres from the next one's.
fn racing_line(i: usize) -> f64 {
    (i * 7 % 11) as f64 * 0.15 - 0.75
}
