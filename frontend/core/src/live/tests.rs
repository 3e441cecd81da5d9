//! Streams as the gateway encodes them, whole and with holes, sent again and cut anew.

use gridcast_shared::ids::{CarIndex, DriverCode, SessionId};
use gridcast_shared::race::{Message, MessageKind};
use gridcast_shared::session::Driver;
use gridcast_shared::telemetry::{CarData, Halves, Position, Sample};
use gridcast_shared::wire::{Encoded, Encoder};

use super::*;
use crate::motion::Quality;

mod cut_off;
mod moments;

const START_MS: i64 = 1_742_098_700_000;
const FRAME_MS: f64 = 1000.0 / 60.0;

fn state(id: &str, lap: u8) -> RaceState {
    let driver = |code: &str| Driver {
        number: 1,
        code: DriverCode::parse(code).unwrap(),
        name: String::new(),
        team: String::new(),
        colour: None,
    };
    let mut session = Session::unknown(SessionId::parse(id).unwrap());
    session.drivers = vec![driver("VER"), driver("NOR")];
    let mut state = RaceState::new(Arc::new(session));
    state.status.lap = lap;
    state
}

/// A car's samples of `from..to` ms: positions and car data in turn, 50 m/s along x.
fn samples(car: u8, from_ms: i64, to_ms: i64) -> Vec<Sample> {
    ((from_ms + 119) / 120..(to_ms + 119) / 120)
        .map(|i| {
            let position = i % 2 == 0;
            let x = ((i * 120) as f64 * 0.5) as i32;
            Sample {
                date_ms: START_MS + i * 120,
                car: CarIndex(car),
                measured: Halves { car_data: !position, position },
                car_data: (!position).then(|| CarData { speed_kmh: 180, gear: 6, ..CarData::default() }),
                position: position.then_some(Position { x, y: 300, z: 0 }),
            }
        })
        .collect()
}

/// Frames of 200 ms for `seconds`; the lap steps at each fifth second.
fn stream(id: &str, from_s: i64, to_s: i64) -> Vec<Encoded> {
    let mut encoder = Encoder::new();
    let mut frames = Vec::new();
    for ms in (from_s * 1000..to_s * 1000).step_by(200) {
        let mut both = samples(0, ms, ms + 200);
        both.extend(samples(1, ms, ms + 200));
        encoder.encode(START_MS + ms + 199, &mut both, &state(id, (ms / 5000 % 200) as u8 + 1), &mut frames);
    }
    frames
}

fn file(frames: &[Encoded]) -> Vec<u8> {
    let framed = frames.iter().flat_map(|f| [&(f.bytes.len() as u16).to_le_bytes()[..], &f.bytes].concat());
    framed.collect()
}

/// Page time at which a frame of [`stream`] arrives.
fn arrival_ms(i: usize) -> f64 {
    (i as f64 + 1.0) * 200.0
}

/// Gives frames at their time and draws 60 a second in between.
fn play(live: &mut Live, frames: &[Encoded], first: usize) -> Vec<Result<Received, DecodeError>> {
    let mut received = Vec::new();
    for (i, frame) in frames.iter().enumerate() {
        let now = arrival_ms(first + i);
        received.push(live.on_message(&frame.bytes, now));
        for k in 0..12 {
            live.advance(now + f64::from(k) * FRAME_MS);
        }
    }
    received
}

fn counts(from_s: i64, to_s: i64) -> [u64; 2] {
    let n = (from_s * 1000..to_s * 1000).step_by(200).map(|ms| samples(0, ms, ms + 200).len() as u64).sum();
    [n, n]
}

#[test]
fn frames_move_cars_one_lag_behind() {
    let mut live = Live::new();
    assert_eq!((live.source_time_ms(), live.state().is_none(), live.cars().len()), (None, true, 0));
    let received = play(&mut live, &stream("a", 0, 30), 0);
    assert!(received.iter().all(|r| *r == Ok(Received::Frame)));
    assert_eq!(live.n_samples(), counts(0, 30));
    let shown = live.source_time_ms().unwrap() - START_MS as f64;
    assert!((live.behind_s() - 1.2).abs() < 0.1, "{}", live.behind_s());
    assert!((28_000.0..29_500.0).contains(&shown), "{shown}");
    for car in live.cars() {
        assert_eq!(car.quality, Quality::Measured);
        assert!((car.x - shown * 0.5).abs() < 10.0, "{} at {shown}", car.x);
        assert!((car.speed_kmh - 180.0).abs() < 0.1 && car.gear == 6 && car.heading.abs() < 1e-6);
    }
    assert!(live.silent_s(arrival_ms(149) + 500.0) < 0.6);
}

#[test]
fn a_pace_that_rises_leaves_no_picture_without_cars() {
    let mut live = Live::new();
    let frames = stream("a", 0, 620);
    let (mut now_ms, mut drawn_ms, mut given) = (0.0, 0.0, frames.iter());
    for (pace, n_frames) in [(1.0, 100), (5.0, 500), (30.0, 2500)] {
        let (mut n_drawn, mut n_stale) = (0, 0);
        for frame in given.by_ref().take(n_frames) {
            now_ms += 200.0 / pace;
            live.on_message(&frame.bytes, now_ms).unwrap();
            while drawn_ms + FRAME_MS <= now_ms {
                drawn_ms += FRAME_MS;
                live.advance(drawn_ms);
                if drawn_ms < 2_000.0 {
                    continue;
                }
                for car in live.cars() {
                    assert_ne!(car.quality, Quality::Absent, "at {pace}x, {drawn_ms} ms");
                    n_drawn += 1;
                    n_stale += usize::from(car.quality == Quality::Stale);
                }
            }
        }
        assert!(1_000 < n_drawn && n_stale * 50 < n_drawn, "{n_stale} of {n_drawn} stale at {pace}x");
    }
}

#[test]
fn the_race_state_is_that_of_the_moment_shown() {
    let mut live = Live::new();
    let frames = stream("a", 0, 30);
    for i in 0..frames.len() {
        play(&mut live, &frames[i..=i], i);
        let shown = live.source_time_ms().unwrap() - START_MS as f64;
        let lap = i64::from(live.state().unwrap().status.lap);
        let due = (shown.max(0.0) / 5000.0) as i64 + 1;
        // A frame's state counts from its date, the last millisecond of its 200.
        assert!(lap == due || (lap == due - 1 && shown.rem_euclid(5000.0) < 220.0), "{lap} at {shown}");
    }
}

#[test]
fn what_changes_while_the_source_time_stands_is_shown_too() {
    // The last samples, and after them a lap that was told late.
    let mut frames = stream("a", 0, 10);
    let mut encoder = Encoder::new();
    let (mut both, mut out) = (samples(0, 10_000, 10_200), Vec::new());
    for lap in [3, 4] {
        let mut state = state("a", lap);
        if lap == 4 {
            let (lap, kind) = (3, MessageKind::RaceControl);
            let text = "CHEQUERED FLAG".to_owned();
            state.push_message(Message { date_ms: START_MS + 10_000, lap, kind, car: None, text });
        }
        encoder.encode(START_MS + 10_199, &mut both, &state, &mut out);
        both.clear();
    }
    let late = out.pop().unwrap();
    frames.append(&mut out);

    let shown_lap = |live: &Live| live.state().unwrap().status.lap;
    for hand in [Hand::Follow, Hand::Paused] {
        let mut live = Live::new();
        play(&mut live, &frames, 0);
        play(&mut live, &[], frames.len());
        // All is shown, and the page waits.
        live.advance(arrival_ms(frames.len() + 30));
        assert_eq!(shown_lap(&live), 3);
        live.set_hand(hand, arrival_ms(frames.len() + 30));
        let now_ms = arrival_ms(frames.len() + 31);
        assert_eq!(live.on_message(&late.bytes, now_ms), Ok(Received::Frame));
        live.advance(now_ms + FRAME_MS);
        assert_eq!(shown_lap(&live), 4, "{hand:?}");
        assert_eq!(live.timeline().log().iter().count(), 1, "what was said is written down");
        // Joined again: the chunk from its key frame.
        for (again, frame) in frames[50..].iter().chain([&late]).enumerate() {
            assert_eq!(live.on_message(&frame.bytes, now_ms + 20.0), Ok(Received::Repeated), "{again}");
            live.advance(now_ms + 40.0);
            assert_eq!(shown_lap(&live), 4, "{hand:?}");
        }
        assert_eq!(live.n_samples()[0], counts(0, 10)[0] + samples(0, 10_000, 10_200).len() as u64);
    }
}

#[test]
fn what_is_told_late_by_a_gateway_that_was_started_again_is_shown() {
    let mut live = Live::new();
    play(&mut live, &stream("a", 0, 16), 0);
    // It cuts the chunk that grows into fewer frames, and tells a lap after the last sample.
    let (mut encoder, mut anew) = (Encoder::new(), Vec::new());
    for ms in (10_000..16_000).step_by(1_000) {
        let mut both = samples(0, ms, ms + 1_000);
        both.extend(samples(1, ms, ms + 1_000));
        let lap = (ms / 5000) as u8 + 1;
        encoder.encode(START_MS + ms + 999, &mut both, &state("a", lap), &mut anew);
    }
    encoder.encode(START_MS + 15_999, &mut Vec::new(), &state("a", 9), &mut anew);
    let now_ms = arrival_ms(110);
    for (i, frame) in anew.iter().enumerate() {
        live.on_message(&frame.bytes, now_ms + i as f64).unwrap();
        live.advance(now_ms + 20.0 + i as f64);
    }
    assert_eq!(live.state().unwrap().status.lap, 9);
    assert_eq!(live.n_samples(), counts(0, 16));
}

#[test]
fn a_chunk_that_is_sent_again_counts_once() {
    let mut live = Live::new();
    let frames = stream("a", 0, 27);
    play(&mut live, &frames[..130], 0);
    // Joined again: the chunk so far, from its key frame.
    let again = play(&mut live, &frames[100..130], 130);
    assert!(again.iter().all(|r| *r == Ok(Received::Repeated)));
    play(&mut live, &frames[130..], 160);
    assert_eq!(live.n_samples(), counts(0, 27));
}

#[test]
fn two_samples_of_one_date_are_two_however_often_they_are_sent() {
    let mut pair = samples(0, 0, 240);
    let twin = pair[0];
    pair.insert(1, twin);
    let mut frames = Vec::new();
    Encoder::new().encode(START_MS + 300, &mut pair, &state("a", 1), &mut frames);
    let mut live = Live::new();
    for _ in 0..3 {
        live.on_message(&frames[0].bytes, 0.0).unwrap();
    }
    assert_eq!(live.n_samples(), [3, 0]);
}

#[test]
fn a_gateway_that_cuts_other_frames_after_a_restart_changes_no_count() {
    let mut live = Live::new();
    play(&mut live, &stream("a", 0, 7), 0);
    let mut frames = Vec::new();
    let mut encoder = Encoder::new();
    for ms in (0..10_000).step_by(500) {
        let mut both = samples(0, ms, ms + 500);
        both.extend(samples(1, ms, ms + 500));
        encoder.encode(START_MS + ms + 499, &mut both, &state("a", 1), &mut frames);
    }
    play(&mut live, &frames, 35);
    let n: u64 = (0..10_000).step_by(500).map(|ms| samples(0, ms, ms + 500).len() as u64).sum();
    assert_eq!(live.n_samples(), [n, n]);
}

#[test]
fn a_hole_is_said_and_healed_by_the_chunk_file() {
    let frames = stream("a", 0, 20);
    let mut live = Live::new();
    play(&mut live, &frames[..60], 0);
    let received = play(&mut live, &frames[65..70], 65);
    let chunk = frames[65].chunk;
    assert!(received.iter().all(|r| *r == Ok(Received::Hole { chunk })));
    live.on_chunk(&file(&frames[50..67]), arrival_ms(70)).unwrap();
    let received = play(&mut live, &frames[70..], 70);
    assert!(received.iter().all(|r| *r == Ok(Received::Frame)));
    assert_eq!(live.n_samples(), counts(0, 20));
    assert!(live.cars().iter().all(|car| car.quality == Quality::Measured));
}

#[test]
fn without_the_file_the_next_key_frame_heals_and_the_file_completes_the_counts_later() {
    let frames = stream("a", 0, 30);
    let mut live = Live::new();
    play(&mut live, &frames[..60], 0);
    play(&mut live, &frames[62..], 62);
    assert!(live.n_samples()[0] < counts(0, 30)[0]);
    assert_eq!(live.cars()[0].quality, Quality::Measured);
    let x = live.cars()[0].x;
    for _ in 0..2 {
        live.on_chunk(&file(&frames[50..100]), arrival_ms(frames.len())).unwrap();
        assert_eq!(live.n_samples(), counts(0, 30));
    }
    live.advance(arrival_ms(frames.len()));
    assert!(x <= live.cars()[0].x, "history moves nothing back");
}

#[test]
fn history_fetched_after_joining_late_is_counted_once() {
    let frames = stream("a", 0, 30);
    let mut live = Live::new();
    play(&mut live, &frames[100..], 100);
    live.on_chunk(&file(&frames[..100]), arrival_ms(150)).unwrap();
    live.on_chunk(&file(&frames[100..]), arrival_ms(150)).unwrap();
    assert_eq!(live.n_samples(), counts(0, 30));
}

#[test]
fn a_new_session_resets_everything_at_once() {
    let mut live = Live::new();
    play(&mut live, &stream("a", 100, 120), 0);
    let frames = stream("b", 0, 3);
    live.on_message(&frames[0].bytes, 60_000.0).unwrap();
    live.advance(60_000.0);
    assert_eq!(live.state().unwrap().session.id.as_str(), "b");
    assert_eq!(live.n_samples()[0], samples(0, 0, 200).len() as u64);
    assert!(live.source_time_ms().unwrap() < START_MS as f64 + 1_000.0);
    assert!(live.on_chunk(&file(&stream("a", 100, 110)), 60_100.0).is_ok());
    assert_eq!(live.n_samples()[0], samples(0, 0, 200).len() as u64, "another session's file is skipped");
}

#[test]
fn the_same_session_from_its_start_again_is_shown_from_there() {
    let mut live = Live::new();
    play(&mut live, &stream("a", 0, 40), 0);
    play(&mut live, &stream("a", 0, 5), 300);
    let shown = live.source_time_ms().unwrap() - START_MS as f64;
    assert!((0.0..6_000.0).contains(&shown), "{shown}");
    assert!((live.cars()[0].x - shown * 0.5).abs() < 10.0);
}

#[test]
fn a_joining_client_sees_cars_with_the_first_drawn_frame() {
    let frames = stream("a", 0, 9);
    let mut live = Live::new();
    for frame in &frames {
        live.on_message(&frame.bytes, 5_000.0).unwrap();
    }
    live.advance(5_000.0);
    assert!(live.cars().iter().all(|car| car.quality == Quality::Measured));
    assert_eq!(live.state().unwrap().status.lap, 2);
}

#[test]
fn a_hidden_page_holds_no_more_than_a_visible_one() {
    let mut live = Live::new();
    for (i, frame) in stream("a", 0, 600).iter().enumerate() {
        live.on_message(&frame.bytes, arrival_ms(i)).unwrap();
        if i == 0 {
            live.advance(arrival_ms(i));
        }
    }
    let held = format!("{:?}", live.show).len();
    assert!(held < 250_000, "{held} characters");
}

#[test]
fn what_is_no_frame_is_told_apart() {
    let mut live = Live::new();
    assert_eq!(live.on_message(&[], 0.0), Ok(Received::Unknown));
    assert_eq!(live.on_message(&[0x2f, 1, 2], 0.0), Ok(Received::Unknown));
    assert_eq!(live.on_message(&[0x10, 4, 1, 2], 0.0), Ok(Received::Unknown), "a delta before any key frame");
    let notice = Notice::SourceAway;
    assert_eq!(live.on_message(&notice.encode(), 0.0), Ok(Received::Notice(notice)));
    assert!(live.on_message(&[0x10, 0], 0.0).is_err());
    live.advance(10.0);
    assert!(live.silent_s(10.0).is_infinite());
}

/// A second of two cars, of which `edit` changes what a measured position is, or takes it away.
fn edited(second: i64, edit: impl Fn(Sample) -> Option<Position>) -> Vec<Encoded> {
    let mut frames = Vec::new();
    let mut encoder = Encoder::new();
    for ms in (0..second * 1000).step_by(200) {
        let mut both = samples(0, ms, ms + 200);
        both.extend(samples(1, ms, ms + 200));
        for sample in &mut both {
            sample.position = sample.position.and_then(|_| edit(*sample));
            sample.measured.position = sample.position.is_some();
        }
        encoder.encode(START_MS + ms + 199, &mut both, &state("a", 1), &mut frames);
    }
    frames
}

#[test]
fn a_car_whose_positions_have_stopped_still_says_how_fast_it_is() {
    let stopped_ms = START_MS + 20_000;
    let frames = edited(40, |sample| sample.position.filter(|_| sample.date_ms < stopped_ms));
    let mut live = Live::new();
    play(&mut live, &frames, 0);
    assert!(matches!(live.positions(), Positions::Stopped { .. }), "{:?}", live.positions());
    for car in live.cars() {
        assert_eq!((car.quality, car.gear), (Quality::Stale, 6));
        assert!(car.seen_kmh().is_some_and(|kmh| (kmh - 180.0).abs() < 0.1), "{:?}", car.seen_kmh());
    }
}

#[test]
fn a_car_whose_positions_are_doubtful_is_not_drawn_as_measured() {
    // Its places come again under new dates, while its speed goes on.
    let repeated = |sample: Sample| {
        let mut position = sample.position?;
        if sample.car == CarIndex(0) && START_MS + 20_000 <= sample.date_ms {
            // Five positions of 240 ms, at 50 m/s.
            position.x -= ((sample.date_ms - START_MS - 20_000) / 1_200 * 600) as i32;
        }
        Some(position)
    };
    let mut live = Live::new();
    play(&mut live, &edited(40, repeated), 0);
    assert!(matches!(live.positions(), Positions::Doubtful { cars: 1, .. }), "{:?}", live.positions());
    let [doubted, other] = live.cars() else { panic!("two cars") };
    assert!(doubted.doubt.is_some() && doubted.quality != Quality::Measured, "{doubted:?}");
    assert_eq!((other.doubt, other.quality), (None, Quality::Measured));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_survived(
        messages in proptest::collection::vec(proptest::collection::vec(proptest::num::u8::ANY, 0..80), 1..40),
    ) {
        let mut live = Live::new();
        for (i, mut bytes) in messages.into_iter().enumerate() {
            if let Some(first) = bytes.first_mut() && i % 4 != 0 {
                *first = KIND_FRAME;
            }
            let now = i as f64 * 50.0;
            live.on_message(&bytes, now).ok();
            live.on_chunk(&bytes, now).ok();
            live.advance(now);
            proptest::prop_assert!(live.cars().iter().all(|car| car.x.is_finite() && car.y.is_finite()));
        }
    }
}
