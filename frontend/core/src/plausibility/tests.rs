//! What a feed can do that cars cannot, made up; the bench and `tests/plausibility.rs` say what real ones do.

use super::*;

/// Samples of one car: position and speed in turn, 4 Hz each.
struct Feed {
    watch: Plausibility,
    time: f64,
}

/// A lap of 2 km.
fn on_circle(distance: f64) -> Vec2 {
    let radius = 1000.0 / std::f64::consts::PI;
    [radius * (distance / radius).cos(), radius * (distance / radius).sin()]
        .map(|m| (m * 10.0).round() / 10.0)
}

impl Feed {
    fn new() -> Self {
        Self { watch: Plausibility::default(), time: 0.0 }
    }

    /// Runs for `seconds`; `place(car, time)` says where the feed has a car, `None` for no position.
    fn run(&mut self, seconds: f64, speeds: &[f64], place: impl Fn(usize, f64) -> Option<Vec2>) {
        let until = self.time + seconds;
        while self.time < until {
            self.watch.heard(self.time);
            for (car, speed) in speeds.iter().enumerate() {
                self.watch.speed(car, self.time, *speed);
                if let Some(point) = place(car, self.time) {
                    self.watch.position(car, self.time, point);
                }
            }
            self.time += 0.25;
        }
    }

    /// Seconds until something is said, at most ten.
    fn until_said(&mut self, speeds: &[f64], place: impl Fn(usize, f64) -> Option<Vec2>) -> f64 {
        let begun = self.time;
        while self.watch.positions() == Positions::Plausible && self.time < begun + 10.0 {
            self.run(0.25, speeds, &place);
        }
        self.time - begun
    }
}

const SPEEDS: [f64; 3] = [80.0, 70.0, 60.0];

fn true_place(car: usize, time: f64) -> Vec2 {
    on_circle(400.0 * car as f64 + SPEEDS[car] * time)
}

fn driving() -> Feed {
    let mut feed = Feed::new();
    feed.run(20.0, &SPEEDS, |car, time| Some(true_place(car, time)));
    assert_eq!(feed.watch.positions(), Positions::Plausible);
    feed
}

#[test]
fn a_batch_that_comes_again_and_again_is_said_within_three_seconds_and_not_believed() {
    for length in [0.25, 1.0, 2.0] {
        let mut feed = driving();
        let begun = feed.time;
        let again = |car, time: f64| Some(true_place(car, begun - length + (time - begun) % length));
        let took = feed.until_said(&SPEEDS, again);
        assert!(took <= 3.0, "{length}: {took}");
        let said = feed.watch.positions();
        assert!(matches!(said, Positions::Doubtful { doubt: Doubt::Repeated, .. }), "{said:?}");
        feed.run(1.0, &SPEEDS, again);
        assert_eq!(feed.watch.positions(), Positions::Doubtful { doubt: Doubt::Repeated, cars: 0b111 });
        assert!(!feed.watch.position(0, feed.time, again(0, feed.time).unwrap()));
        feed.run(3.0, &SPEEDS, |car, time| Some(true_place(car, time)));
        assert_eq!(feed.watch.positions(), Positions::Plausible, "it is over");
    }
}

#[test]
fn a_car_that_stands_at_speed_is_said_a_car_that_stands_is_not() {
    let mut feed = driving();
    let begun = feed.time;
    let wobble = |time: f64| (time * 40.0).sin() * 0.3;
    let stands = |car, time: f64| {
        Some(if car == 1 { true_place(1, begun).map(|c| c + wobble(time)) } else { true_place(car, time) })
    };
    assert!(feed.until_said(&SPEEDS, stands) <= 3.0);
    assert_eq!(feed.watch.positions(), Positions::Doubtful { doubt: Doubt::Standing, cars: 0b010 });

    let mut feed = driving();
    let stopped = [SPEEDS[0], 0.0, SPEEDS[2]];
    assert!(feed.until_said(&stopped, stands) >= 10.0, "{:?}", feed.watch.positions());
}

#[test]
fn a_car_that_is_now_here_now_there_is_said_and_not_believed_until_it_is_over() {
    let mut feed = driving();
    // Each sample somewhere else, as of a feed whose bytes are mixed up.
    let scrambled = |car, time: f64| {
        let somewhere = ((time * 4.0).round() * 7919.0 + 31.0 * car as f64) % 97.0;
        Some(if car == 1 { on_circle(20.0 * somewhere) } else { true_place(car, time) })
    };
    assert!(feed.until_said(&SPEEDS, scrambled) <= 3.0);
    assert_eq!(feed.watch.positions(), Positions::Doubtful { doubt: Doubt::Leaping, cars: 0b010 });
    assert!(!feed.watch.position(1, feed.time, on_circle(0.0)));
    feed.run(4.0, &SPEEDS, |car, time| Some(true_place(car, time)));
    assert_eq!(feed.watch.positions(), Positions::Plausible);
}

#[test]
fn two_cars_that_change_places_are_said_until_they_change_back() {
    let mut feed = driving();
    let swapped = |car, time| Some(true_place([1, 0, 2][car], time));
    assert!(feed.until_said(&SPEEDS, swapped) <= 0.5);
    let said = Positions::Doubtful { doubt: Doubt::Swapped, cars: 0b011 };
    feed.run(15.0, &SPEEDS, swapped);
    assert_eq!(feed.watch.positions(), said);
    feed.run(1.0, &SPEEDS, |car, time| Some(true_place(car, time)));
    assert_eq!(feed.watch.positions(), Positions::Plausible);
}

#[test]
fn who_sees_only_the_end_of_a_swap_does_not_doubt_for_ever() {
    let mut feed = Feed::new();
    feed.run(20.0, &SPEEDS, |car, time| Some(true_place([1, 0, 2][car], time)));
    feed.run(1.0, &SPEEDS, |car, time| Some(true_place(car, time)));
    assert!(matches!(feed.watch.positions(), Positions::Doubtful { doubt: Doubt::Swapped, .. }));
    feed.run(30.0, &SPEEDS, |car, time| Some(true_place(car, time)));
    assert_eq!(feed.watch.positions(), Positions::Plausible);
}

#[test]
fn a_jump_of_one_car_is_none_of_these() {
    for by in [-44.0, -18.0, 44.0, 286.0] {
        let mut feed = driving();
        let begun = feed.time;
        let jumped = |car, time: f64| {
            let off = if car == 2 && time < begun + 5.0 { by } else { 0.0 };
            Some(on_circle(400.0 * car as f64 + SPEEDS[car] * time + off))
        };
        assert!(feed.until_said(&SPEEDS, jumped) >= 10.0, "{by}: {:?}", feed.watch.positions());
    }
}

#[test]
fn positions_that_stop_are_said_within_three_seconds_and_how_long_ago() {
    let mut feed = driving();
    assert!(feed.until_said(&SPEEDS, |_, _| None) <= 3.0);
    feed.run(11.0, &SPEEDS, |_, _| None);
    let Positions::Stopped { for_s } = feed.watch.positions() else { panic!("{:?}", feed.watch.positions()) };
    assert!((13.0..15.0).contains(&for_s), "{for_s}");
    assert_eq!(feed.watch.doubt(0), None);
}

#[test]
fn timing_alone_has_no_positions_and_a_page_that_opens_says_nothing_yet() {
    let mut watch = Plausibility::default();
    assert_eq!(watch.positions(), Positions::Plausible);
    watch.heard(100.0);
    watch.heard(101.0);
    assert_eq!(watch.positions(), Positions::Plausible);
    watch.heard(104.0);
    assert_eq!(watch.positions(), Positions::Never { with_car_data: false });
    watch.speed(0, 104.0, 60.0);
    assert_eq!(watch.positions(), Positions::Never { with_car_data: true }, "they had stopped before");
    let mut feed = driving();
    for _ in 0..6 {
        feed.time += 1.0;
        feed.watch.heard(feed.time);
    }
    assert!(matches!(feed.watch.positions(), Positions::Stopped { .. }));
}
