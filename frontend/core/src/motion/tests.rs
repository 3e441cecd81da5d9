//! A car through what the feed does to it: holes, jumps, steps back, silence, dirt.

use std::f64::consts::PI;

use proptest::prelude::*;

use super::*;

const FRAME_S: f64 = 1.0 / 60.0;

/// A lap of 2 km at constant speed.
fn on_circle(distance: f64) -> Vec2 {
    let radius = 1000.0 / PI;
    [radius * (distance / radius).cos(), radius * (distance / radius).sin()]
}

/// Gives a car its samples of `from..to` seconds at 4 Hz, at `speed` round the circle.
fn drive(car: &mut CarMotion, from: f64, to: f64, speed: f64) {
    let mut time = from;
    while time < to {
        car.speed(time, speed);
        car.position(time + 0.02, on_circle(speed * (time + 0.02)));
        time += 0.25;
    }
}

/// Draws `from..to` seconds at 60 a second.
fn draw(car: &mut CarMotion, from: f64, to: f64) -> Vec<Moment> {
    let n = ((to - from) / FRAME_S) as usize;
    (0..n).map(|i| car.advance(from + i as f64 * FRAME_S, false)).collect()
}

fn distance(a: Vec2, b: Vec2) -> f64 {
    vector::length(vector::sub(a, b))
}

fn longest_step(moments: &[Moment]) -> f64 {
    moments.windows(2).map(|pair| distance(pair[0].point, pair[1].point)).fold(0.0, f64::max)
}

#[test]
fn a_steady_car_is_drawn_where_it_is_and_at_its_speed() {
    let mut car = CarMotion::new();
    drive(&mut car, 0.0, 40.0, 60.0);
    let moments = draw(&mut car, 5.0, 38.0);
    for (i, moment) in moments.iter().enumerate() {
        let time = 5.0 + i as f64 * FRAME_S;
        assert!(distance(moment.point, on_circle(60.0 * time)) < 0.3, "at {time}");
        assert_eq!(moment.quality, Quality::Measured);
    }
    assert!(longest_step(&moments) < 60.0 * FRAME_S * 1.02);
}

#[test]
fn the_first_lap_needs_no_path_known_before() {
    let mut car = CarMotion::new();
    for i in 0..80 {
        let time = f64::from(i) * 0.25;
        let speed = (time - 5.0).clamp(0.0, 8.0) * 10.0;
        let distance =
            if time < 13.0 { 5.0 * (time - 5.0).max(0.0).powi(2) } else { 320.0 + 80.0 * (time - 13.0) };
        car.speed(time, speed);
        car.position(time, [distance, 0.0]);
    }
    let moments = draw(&mut car, 0.0, 18.0);
    assert!(moments[0].point[0].abs() < 0.5);
    for pair in moments.windows(2) {
        assert!(pair[0].point[0] - 1e-9 <= pair[1].point[0]);
    }
    let last = moments[moments.len() - 1].point[0];
    assert!((last - 80.0 * (18.0 - FRAME_S - 9.0)).abs() < 4.0 + 80.0 * 0.055, "{last}");
}

#[test]
fn a_car_that_never_had_a_position_is_absent_though_its_car_data_goes_on() {
    let mut car = CarMotion::new();
    for i in 0..100 {
        car.speed(f64::from(i) * 0.25, 50.0);
        assert_eq!(car.advance(f64::from(i) * 0.25 - 1.2, false).quality, Quality::Absent);
    }
}

#[test]
fn positions_that_stop_let_it_run_on_a_little_then_stand_stale_then_go() {
    for (speed, farthest) in [(80.0, BLIND_M), (10.0, 10.0 * RUN_ON_S)] {
        let mut car = CarMotion::new();
        drive(&mut car, 0.0, 20.0, speed);
        for i in 80..400 {
            car.speed(f64::from(i) * 0.25, speed);
        }
        let moments = draw(&mut car, 10.0, 60.0);
        let at = |time: f64| moments[((time - 10.0) / FRAME_S) as usize];
        assert_eq!(at(19.0).quality, Quality::Measured);
        assert_eq!(at(20.5).quality, Quality::Estimated);
        assert_eq!(at(24.0).quality, Quality::Stale);
        assert!(distance(at(24.0).point, at(45.0).point) < 1e-9);
        assert_eq!(at(52.0).quality, Quality::Absent);
        let run_on = distance(at(30.0).point, on_circle(speed * 19.77));
        assert!(run_on <= farthest, "{run_on}");
        assert!(longest_step(&moments[..1200]) < speed * FRAME_S * 1.1);
    }
}

#[test]
fn positions_that_come_back_after_a_hole_are_not_joined_across_the_map() {
    let mut car = CarMotion::new();
    drive(&mut car, 0.0, 10.0, 50.0);
    drive(&mut car, 30.0, 50.0, 50.0);
    let moments = draw(&mut car, 5.0, 48.0);
    let at = |time: f64| moments[((time - 5.0) / FRAME_S) as usize];
    assert_eq!(at(25.0).quality, Quality::Stale);
    assert!(distance(at(31.0).point, on_circle(50.0 * 31.0)) < 2.0);
    assert_eq!(at(31.0).quality, Quality::Measured);
    for moment in &moments {
        assert!((vector::length(moment.point) - 1000.0 / PI).abs() < 15.0, "always on the lap");
    }
}

#[test]
fn a_step_back_at_speed_does_not_turn_the_car() {
    let mut car = CarMotion::new();
    for i in 0..120 {
        let time = f64::from(i) * 0.25;
        car.speed(time, 78.0);
        let back = if (60..62).contains(&i) { 60.0 } else { 0.0 };
        car.position(time, [78.0 * time - back, 0.0]);
    }
    for pair in draw(&mut car, 5.0, 28.0).windows(2) {
        let step = pair[1].point[0] - pair[0].point[0];
        assert!((0.9..1.7).contains(&(step / (78.0 * FRAME_S))), "{step}");
    }
}

#[test]
fn a_jump_of_the_feed_is_passed_quickly_and_does_not_poison_what_follows() {
    let mut car = CarMotion::new();
    for i in 0..160 {
        let time = f64::from(i) * 0.25;
        car.speed(time, 60.0);
        let ahead = if 80 <= i { 45.0 } else { 0.0 };
        car.position(time, [60.0 * time + ahead, 0.0]);
    }
    let moments = draw(&mut car, 5.0, 38.0);
    assert!(longest_step(&moments) < 8.0);
    let last = moments[moments.len() - 1];
    assert!((last.point[0] - 60.0 * (38.0 - FRAME_S) - 45.0).abs() < 2.0, "{last:?}");
    assert!(moments.windows(2).all(|pair| pair[0].point[0] <= pair[1].point[0] + 1e-9));
}

#[test]
fn a_standing_car_stands() {
    let mut car = CarMotion::new();
    for i in 0..160 {
        let time = f64::from(i) * 0.25;
        car.speed(time, 0.0);
        car.position(time, [500.0 + f64::from(i % 3) * 0.1, 20.0]);
    }
    let moments = draw(&mut car, 5.0, 38.0);
    assert!(longest_step(&moments) < 0.4 * FRAME_S);
    assert!(distance(moments[0].point, [500.0, 20.0]) < 0.3);
}

#[test]
fn through_the_pit_lane_and_away_again() {
    let mut car = CarMotion::new();
    let (mut distance_driven, mut last_speed) = (0.0, 80.0);
    for i in 0..240 {
        let time = f64::from(i) * 0.25;
        let speed = match time {
            t if t < 10.0 => 80.0,
            t if t < 14.0 => 80.0 - 14.45 * (t - 10.0),
            t if t < 24.0 => 22.2,
            t if t < 26.0 => 22.2 - 11.1 * (t - 24.0),
            t if t < 29.0 => 0.0,
            t if t < 31.0 => 11.1 * (t - 29.0),
            _ => 22.2,
        };
        distance_driven += f64::midpoint(speed, last_speed) * 0.25;
        last_speed = speed;
        car.speed(time, speed);
        car.position(time, [distance_driven, if time < 14.0 { 0.0 } else { 15.0 }]);
    }
    let moments = draw(&mut car, 5.0, 55.0);
    let at = |time: f64| moments[((time - 5.0) / FRAME_S) as usize];
    assert!(distance(at(27.0).point, at(28.9).point) < 0.8, "it stands in its box");
    // Where the lane leaves the track its positions leap 15 m aside.
    for (i, moment) in moments.iter().enumerate() {
        let aside = (12.0..18.0).contains(&(5.0 + i as f64 * FRAME_S));
        assert!(aside || moment.quality == Quality::Measured, "{i}: {moment:?}");
    }
    assert!(longest_step(&moments) < 80.0 * FRAME_S * 1.1);
}

#[test]
fn without_car_data_positions_alone_move_it() {
    let mut car = CarMotion::new();
    for i in 0..160 {
        car.position(f64::from(i) * 0.25, on_circle(50.0 * f64::from(i) * 0.25));
    }
    let moments = draw(&mut car, 10.0, 38.0);
    let last = moments[moments.len() - 1];
    assert!(distance(last.point, on_circle(50.0 * (38.0 - FRAME_S))) < 6.0);
}

#[test]
fn a_clock_that_jumps_sets_the_car_down_anew() {
    let mut car = CarMotion::new();
    drive(&mut car, 0.0, 60.0, 50.0);
    draw(&mut car, 5.0, 8.0);
    let moment = car.advance(50.0, true);
    assert!(distance(moment.point, on_circle(2500.0)) < 0.3);
}

#[test]
fn two_hours_take_no_more_memory_than_ten_minutes() {
    let mut car = CarMotion::new();
    let mut held = 0;
    for i in 0..28_800 {
        let time = f64::from(i) * 0.25;
        car.speed(time, 50.0);
        car.position(time, on_circle(50.0 * time));
        car.advance(time - 1.2, false);
        if i == 2400 {
            held = format!("{car:?}").len();
        }
    }
    assert!(format!("{car:?}").len() < held * 11 / 10, "{held} characters");
    assert!(distance(car.advance(7199.0, false).point, on_circle(50.0 * 7199.0)) < 1.0);
}

/// A lap of 2 km at a speed that depends on the place alone, as a car's does: 20 to 80 m/s.
fn speed_at(distance: f64) -> f64 {
    50.0 + 30.0 * (distance / 1000.0 * PI * 2.0).cos()
}

/// Drives 130 s by [`speed_at`] and draws 1.2 s behind; nothing comes in `hole`, and outside the hole in batches of a
/// second. Returns what was drawn beside the truth, from 100 s on.
fn starve(hole: std::ops::Range<f64>, outline: Option<Arc<Line>>) -> Vec<(f64, f64, Moment)> {
    let mut car = CarMotion::new();
    car.set_ways(Arc::new(Ways::of(std::iter::empty(), outline)));
    let (mut time, mut driven) = (0.0, 0.0);
    let mut coming = Vec::new();
    let mut truth = Vec::new();
    let mut drawn = Vec::new();
    while time < 130.0 {
        driven += speed_at(driven) * FRAME_S;
        truth.push(driven);
        if (time / 0.25f64).floor() < ((time + FRAME_S) / 0.25).floor() && !hole.contains(&time) {
            coming.push((time, driven));
        }
        if time.floor() < (time + FRAME_S).floor() {
            for (at, s) in coming.drain(..) {
                car.speed(at, speed_at(s - SPEED_LATE_S * speed_at(s)));
                car.position(at, on_circle(s));
            }
        }
        let moment = car.advance(time - 1.2, false);
        if 100.0 < time {
            drawn.push((time - 1.2, truth[truth.len() - 73], moment));
        }
        time += FRAME_S;
    }
    drawn
}

#[test]
fn a_starved_car_stays_on_the_track_and_comes_back_without_a_dart() {
    let outline: Vec<Vec2> = (0..200).map(|i| on_circle(f64::from(i) * 10.0)).collect();
    // By its own lap before, and by the outline alone, which knows no speeds.
    for (outline, hole) in
        [(None, 105.0..108.0), (None, 111.3..114.3), (Some(Arc::new(Line::closed(outline))), 105.0..108.0)]
    {
        let drawn = starve(hole.clone(), outline);
        let mut jerks = Vec::new();
        for four in drawn.windows(4) {
            let [a, b, c, d] = [0, 1, 2, 3].map(|i| four[i].2);
            let speeds = [distance(a.point, b.point), distance(b.point, c.point), distance(c.point, d.point)]
                .map(|step| step / FRAME_S);
            let off = (vector::length(d.point) - 1000.0 / PI).abs();
            assert!(off < 1.0, "{hole:?}: {off} m off the track at {}", four[3].0);
            assert!(speeds[2] < 100.0, "{hole:?}: {} m/s at {}", speeds[2], four[3].0);
            jerks.push((speeds[2] - 2.0 * speeds[1] + speeds[0]) / FRAME_S.powi(2));
        }
        let jerk = (jerks.iter().map(|jerk| jerk * jerk).sum::<f64>() / jerks.len() as f64).sqrt();
        let worst = jerks.iter().fold(0.0f64, |worst, jerk| worst.max(jerk.abs()));
        assert!(jerk < 350.0 && worst < 4_800.0, "{hole:?}: {jerk} RMS, {worst} m/s3 at most");
        let last = drawn[drawn.len() - 1];
        assert!(distance(last.2.point, on_circle(last.1)) < 2.0, "{hole:?}: back where it is");
        assert!(drawn.iter().any(|(.., moment)| moment.quality == Quality::Estimated));
    }
}

#[test]
fn by_its_lap_before_it_brakes_where_it_did() {
    let drawn = starve(105.0..108.0, None);
    for (time, s, moment) in drawn {
        let away = distance(moment.point, on_circle(s));
        assert!(away < 12.0, "{away} m at {time}");
    }
}

#[test]
fn a_car_that_stood_for_long_is_not_drawn_while_it_is_set_down_elsewhere() {
    let drawn = starve(105.0..114.0, None);
    let qualities: Vec<Quality> = drawn.iter().map(|(.., moment)| moment.quality).collect();
    assert!(qualities.contains(&Quality::Stale));
    for pair in drawn.windows(2) {
        let step = distance(pair[0].2.point, pair[1].2.point);
        let seen = pair.iter().all(|(.., moment)| moment.quality != Quality::Absent);
        assert!(!seen || step < 2.0, "{step} m in a frame at {}", pair[0].0);
    }
    assert_eq!(qualities[qualities.len() - 1], Quality::Measured);
}

#[test]
fn a_jump_of_the_feed_is_passed_within_the_budget_of_jerk_and_not_as_measured() {
    for by in [12.0, -18.0, 45.0, 286.0] {
        let mut car = CarMotion::new();
        let mut coming = (0..240).map(|i| f64::from(i) * 0.25).peekable();
        let mut points = Vec::new();
        let mut time = 0.0;
        let mut estimated = 0;
        while time < 58.0 {
            while let Some(at) = coming.next_if(|at| *at <= time) {
                car.speed(at, 60.0);
                car.position(at, [60.0 * at + if 25.0 <= at { by } else { 0.0 }, 0.0]);
            }
            let moment = car.advance(time - 1.2, false);
            estimated += u32::from(moment.quality == Quality::Estimated);
            if 10.0 < time {
                points.push(moment.point[0]);
            }
            time += FRAME_S;
        }
        let third = |w: &[f64]| (w[3] - 3.0 * w[2] + 3.0 * w[1] - w[0]) / FRAME_S.powi(3);
        let jerks: Vec<f64> = points.windows(4).map(third).collect();
        let rms = (jerks.iter().map(|jerk| jerk * jerk).sum::<f64>() / jerks.len() as f64).sqrt();
        let worst = jerks.iter().fold(0.0f64, |worst, jerk| worst.max(jerk.abs()));
        assert!(rms < 100.0 && worst < 350.0, "{by} m: RMS {rms}, worst {worst} m/s3");
        let last = points[points.len() - 1];
        assert!((last - (60.0 * (time - FRAME_S - 1.2) + by)).abs() < 2.0, "{by}: {last}");
        assert!(10 < estimated, "{by}: on the way it is not measured, {estimated} frames");
    }
}

#[derive(Clone, Copy, Debug)]
enum Input {
    Speed(f64, f64),
    Position(f64, Vec2),
}

fn any_input() -> impl Strategy<Value = Input> {
    let time = (-20i32..600).prop_map(|tenths| f64::from(tenths) / 10.0);
    let place = (-52_428.0..52_428.0, -52_428.0..52_428.0);
    prop_oneof![
        (time.clone(), 0.0..142.0).prop_map(|(t, v)| Input::Speed(t, v)),
        (time.clone(), place).prop_map(|(t, (x, y))| Input::Position(t, [x, y])),
        (time, 0.0..50.0).prop_map(|(t, x)| Input::Position(t, [x, 0.0])),
        Just(Input::Position(f64::NAN, [f64::INFINITY, 0.0])),
    ]
}

proptest! {
    #[test]
    fn any_samples_in_any_order_draw_something_finite_that_never_goes_back(
        inputs in prop::collection::vec(any_input(), 1..120),
        start in -5.0..30.0,
    ) {
        let mut car = CarMotion::new();
        let mut time = start;
        let mut s = f64::NEG_INFINITY;
        for input in inputs {
            match input {
                Input::Speed(t, v) => car.speed(t, v),
                Input::Position(t, p) => car.position(t, p),
            }
            let moment = car.advance(time, false);
            prop_assert!(moment.point.iter().all(|c| c.is_finite()));
            prop_assert!(moment.heading.is_finite() && moment.speed.is_finite());
            if moment.quality == Quality::Absent {
                s = f64::NEG_INFINITY;
            } else if let Some(now) = car.distance_drawn() {
                prop_assert!(s <= now, "{s} then {now}");
                s = now;
            }
            time += 0.15;
        }
    }

    /// Stamps off by what the feed's are off by, common batches, speeds that change as a car's do.
    #[test]
    fn a_car_never_leaps_while_its_feed_does_not(
        seed in prop::collection::vec((0.14f64..0.45, -0.05f64..0.12, -9.0f64..9.0), 60..120),
    ) {
        let mut car = CarMotion::new();
        let (mut time, mut speed, mut driven) = (0.0, 40.0f64, 0.0);
        let mut samples = Vec::new();
        for (dt, stamp, pull) in seed {
            let next = (speed + pull * dt).clamp(15.0, 90.0);
            driven += f64::midpoint(speed, next) * dt;
            (time, speed) = (time + dt, next);
            samples.push((time, speed, time - stamp, driven));
        }
        let mut coming = samples.iter().peekable();
        let (mut now, mut last) = (0.0, None::<Vec2>);
        while now < time {
            while let Some((t, v, stamp, s)) = coming.next_if(|(t, ..)| (*t).ceil() <= now) {
                car.speed(*t, *v);
                car.position(*stamp, on_circle(*s));
            }
            let moment = car.advance(now - 1.4, false);
            if moment.quality != Quality::Absent {
                if let Some(last) = last {
                    prop_assert!(distance(last, moment.point) < 2.5);
                }
                last = Some(moment.point);
            }
            now += FRAME_S;
        }
    }
}
