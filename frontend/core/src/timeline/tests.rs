//! What is written down as it is shown, what is told, and what of both a moment may know.

use super::*;
use crate::testing;
use gridcast_shared::race::{RaceState, TrackStatus};

/// A race in which both cars end a lap each `lap_s` seconds, the second 2 s behind.
fn states(laps: u8, lap_s: i64) -> Vec<(i64, RaceState)> {
    let (mut state, _) = testing::race(2);
    for car in &mut state.cars {
        car.lap = 1;
    }
    let mut all = Vec::new();
    for lap in 1..=laps {
        for (car, behind) in [(0, 0), (1, 2)] {
            state.cars[car].lap = lap;
            state.status.lap = state.cars[0].lap;
            state.cars[1].interval = Gap::Millis(2_000 + u32::from(lap));
            let date_ms = 1_000_000 + i64::from(lap) * lap_s * 1000 + behind * 1000;
            if lap == 3 && car == 0 {
                let kind = EventKind::Track(TrackStatus::SafetyCar);
                state.push_event(RaceEvent { date_ms, ..testing::event(kind, None) });
            }
            all.push((date_ms, state.clone()));
        }
    }
    all
}

fn seen(states: &[(i64, RaceState)]) -> Timeline {
    let mut timeline = Timeline::default();
    for (date_ms, state) in states {
        timeline.observe(*date_ms, state, false);
    }
    timeline
}

/// What a gateway tells that has seen these states.
fn told(states: &[(i64, RaceState)]) -> Told {
    let timeline = seen(states);
    Told {
        until_ms: timeline.until_ms,
        laps: timeline.laps,
        events: timeline.events.into_iter().map(|(_, event)| event).collect(),
        messages: Vec::new(),
        cars: timeline.cars,
        stops: timeline.watched.losses.all().to_vec(),
        weather: timeline.watched.weather.all().to_vec(),
    }
}

#[test]
fn who_joins_late_knows_what_stops_cost_and_how_the_weather_went() {
    let (mut state, _) = testing::race(4);
    let mut states = Vec::new();
    for second in 0..1_200_i64 {
        state.status.weather = Some(Weather { track_dc: 300 - (second / 10) as i16, ..Weather::default() });
        // One after the other comes in, is out again after 20 s, and has fallen back by as much.
        let (car, since) = (1 + (second / 300) as usize % 3, second % 300);
        let is_in = (100..120).contains(&since) && second < 900;
        state.cars[car].status = if is_in { CarStatus::InPit } else { CarStatus::Running };
        if since == 121 && second < 900 {
            state.cars[car].gap = Gap::Millis(5_000 * car as u32 + 20_000);
        }
        states.push((1_000_000 + second * 1000, state.clone()));
    }
    let all = seen(&states);
    let mut late = seen(&states[1_100..]);
    assert_ne!(late.watched.weather.samples(), all.watched.weather.samples());
    late.take(&state.session.id, told(&states[..1_150]));
    assert_eq!(late.watched.losses.seen().count(), 3);
    assert!(late.watched.losses.seen().eq(all.watched.losses.seen()));
    assert_eq!(late.watched.weather.samples(), all.watched.weather.samples());
    assert_eq!(late.watched.weather.change(), all.watched.weather.change());
    // What it sees itself later is there once.
    for (date_ms, state) in &states {
        late.observe(*date_ms, state, false);
    }
    assert_eq!(late.watched.losses.seen().count(), 3);
}

#[test]
fn a_moment_knows_what_had_happened_and_nothing_later() {
    let states = states(12, 20);
    let timeline = seen(&states);
    let mut kept = LapIntervals::default();
    for (date_ms, state) in &states {
        kept.observe(state);
        let then = timeline.intervals(state);
        assert_eq!(then.of(CarIndex(1)), kept.of(CarIndex(1)), "lap {}", state.cars[1].lap);
        let lap = timeline.laps(*date_ms as f64).next_back();
        assert_eq!(lap.map(|(lap, _)| lap), Some(state.status.lap));
        assert_eq!(timeline.preview(*date_ms as f64).lap, state.status.lap);
    }
    assert_eq!((timeline.flags(1_059_999.0).len(), timeline.flags(1_060_000.0).len()), (0, 1));
    let order = timeline.preview(1_110_000.0).order;
    assert_eq!(order, [CarIndex(0), CarIndex(1)]);
}

#[test]
fn who_joins_late_is_told_what_was_before_and_goes_on_alone() {
    let states = states(12, 8);
    let (first, rest) = states.split_at(10);
    let mut timeline = seen(&rest[..4]);
    assert!(timeline.wants_told() && !timeline.wants_told(), "once a hole");
    timeline.take(&first[0].1.session.id, told(first));
    for (date_ms, state) in &rest[4..] {
        timeline.observe(*date_ms, state, false);
    }
    assert!(!timeline.wants_told());
    let whole = seen(&states);
    assert_eq!((&timeline.laps, &timeline.events), (&whole.laps, &whole.events));
    assert_eq!(timeline.cars[1], whole.cars[1]);
    // Whose lap ended between what was told and what was seen, that lap is not known of.
    let laps = |timeline: &Timeline| timeline.cars[0].iter().map(|end| end.lap).collect::<Vec<_>>();
    assert_eq!(laps(&timeline), laps(&whole).into_iter().filter(|lap| *lap != 5).collect::<Vec<_>>());
}

#[test]
fn what_was_skipped_is_asked_for_and_gone_back_to_is_not() {
    let states = states(12, 8);
    let mut timeline = seen(&states[..6]);
    assert!(!timeline.wants_told());
    for (date_ms, state) in &states[2..6] {
        timeline.observe(*date_ms, state, false);
    }
    let written =
        |timeline: &Timeline| (timeline.laps.clone(), timeline.events.clone(), timeline.cars.clone());
    assert_eq!(written(&timeline), written(&seen(&states[..6])));
    assert!(!timeline.wants_told());
    timeline.observe(states[16].0, &states[16].1, true);
    assert!(timeline.wants_told());
    timeline.take(&states[0].1.session.id, told(&states[..17]));
    assert_eq!(timeline.laps, seen(&states[..17]).laps);
}

#[test]
fn steps_go_to_the_next_and_back_to_the_one_before_the_one_just_stepped_to() {
    let timeline = seen(&states(5, 20));
    let at = |lap: f64| 1_000_000.0 + lap * 20_000.0;
    let known = |lap: f64| Some(at(lap) + KNOWN_AFTER_MS);
    assert_eq!(timeline.lap_beside(at(2.0), true), known(3.0));
    assert_eq!(timeline.lap_beside(at(2.0) + KNOWN_AFTER_MS, true), known(3.0));
    assert_eq!(timeline.lap_beside(at(2.0) + KNOWN_AFTER_MS + 500.0, false), known(1.0));
    assert_eq!(timeline.lap_beside(at(2.0) + 9_000.0, false), known(2.0));
    assert_eq!(timeline.lap_beside(at(5.0), true), None);
    assert_eq!(timeline.event_beside(at(1.0), true), known(3.0));
    assert_eq!(timeline.event_beside(at(1.0), false), None);
}

#[test]
fn a_tap_finds_the_delays_that_fit_the_laps_that_have_begun() {
    let found = delays(1_000_000.0, 1.0, [600_000, 880_000, 964_640, 1_001_000].into_iter());
    assert_eq!(found, [354, 1_200].map(Delay::from_tenths));
    assert_eq!(delays(1_000_000.0, 20.0, [300_000].into_iter()), [Delay::from_tenths(350)]);
}
