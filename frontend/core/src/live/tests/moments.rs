//! Any moment of a session: paused, played, sought, delayed. What is shown is the same whichever way one came, and of
//! nothing that is later.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gridcast_shared::race::{
    CarStatus, Compound, EventKind, Gap, Message, MessageKind, RaceEvent, TrackStatus, Weather,
};

use super::*;
use crate::board::{Beside, Board};
use crate::clock::PlayRate;
use crate::detail::{self, DriverSources};
use crate::events::event_lines;
use crate::ghost::Ghost;
use crate::stewards::Docket;
use crate::words::{Flag, Heading};

/// When the red flag and the chequered flag come, seconds.
const RED_S: i64 = 60;
const CHEQUERED_S: i64 = 90;

/// A race of 120 s: laps of 5 s whose records come half a second later, stops, a message each 7 s, penalties, weather, a
/// red flag, a chequered flag.
fn race() -> Vec<(i64, Encoded)> {
    let (mut encoder, mut frames) = (Encoder::new(), Vec::new());
    let mut state = state("a", 1);
    let mut out = Vec::new();
    for ms in (0..120_000).step_by(200) {
        let date_ms = START_MS + ms + 199;
        let lap = (ms / 5000) as u8 + 1;
        state.status.lap = lap;
        let since_line_ms = ms % 5000;
        for (car, timing) in state.cars.iter_mut().enumerate() {
            (timing.lap, timing.position) = (lap, car as u8 + 1);
            timing.interval = Gap::Millis(2_000 + u32::from(lap) * 10);
            if since_line_ms == 600 {
                timing.last_lap_ms = 80_000 + u32::from(lap) * 10 + car as u32;
            }
            timing.sectors_current = (since_line_ms / 1_600) as u8;
            timing.sectors_ms = [1, 2, 3].map(|sector| 20_000 + sector * 1_000 - u32::from(lap) * 7);
        }
        // The second car stops every fourth lap, out again it has lost 20 s; and a time of it is deleted later.
        let (behind, stopped) = (&mut state.cars[1], (ms - 12_000).rem_euclid(20_000));
        let n_stops = (ms + 8_000) / 20_000;
        behind.status = if stopped < 3_000 && 12_000 <= ms { CarStatus::InPit } else { CarStatus::Running };
        let n_out = if stopped < 3_600 { n_stops - 1 } else { n_stops };
        behind.gap = Gap::Millis(2_000 + 20_000 * n_out.max(0) as u32);
        behind.pit_stops = n_stops as u8;
        behind.compound = [Compound::Soft, Compound::Hard][n_stops as usize % 2];
        behind.last_lap_deleted = lap == 9 && 2_000 < since_line_ms;
        state.status.weather = Some(Weather { track_dc: 300 - (ms / 1_000) as i16, ..Weather::default() });
        if ms % 7_000 == 0 {
            let penalty =
                if ms % 28_000 == 0 { "5 SECOND TIME PENALTY FOR CAR 1 (NOR) - SPEEDING, " } else { "" };
            let (kind, text) = (MessageKind::RaceControl, format!("{penalty}SAID AT {ms}"));
            state.push_message(Message { date_ms, lap, kind, car: None, text });
        }
        for (at_s, status) in [(RED_S, TrackStatus::Red), (CHEQUERED_S, TrackStatus::Finished)] {
            if ms == at_s * 1000 {
                state.status.track = status;
                let (kind, car, other, value) = (EventKind::Track(status), None, None, 0);
                state.push_event(RaceEvent { date_ms, lap, kind, car, other, value });
            }
        }
        let mut both = samples(0, ms, ms + 200);
        both.extend(samples(1, ms, ms + 200));
        frames.clear();
        encoder.encode(date_ms, &mut both, &state, &mut frames);
        out.extend(frames.drain(..).map(|frame| (ms, frame)));
    }
    out
}

/// The chunk files of frames.
fn files(frames: &[(i64, Encoded)]) -> BTreeMap<u32, Vec<u8>> {
    let mut files: BTreeMap<u32, Vec<u8>> = BTreeMap::new();
    for (_, frame) in frames {
        files.entry(frame.chunk).or_default().extend(file(std::slice::from_ref(frame)));
    }
    files
}

/// Gives what is wanted; how many bytes that were.
fn fetch(live: &mut Live, files: &BTreeMap<u32, Vec<u8>>) -> usize {
    let mut bytes = 0;
    for wanted in live.wants() {
        match files.get(&wanted.chunk) {
            Some(file) => {
                bytes += file.len();
                live.on_file(wanted, file, 0.0);
            }
            None => live.on_no_file(wanted),
        }
    }
    bytes
}

/// All that is said of a moment: board, flag, heading, events and messages, marks of the time bar.
fn said(live: &Live) -> String {
    let (Some(state), Some(shown_ms)) = (live.state(), live.source_time_ms()) else { return String::new() };
    let timeline = live.timeline();
    let intervals = timeline.intervals(state);
    let beside = Beside { intervals: Some(&intervals), ..Beside::default() };
    let mut out = format!("{:?}", Board::new(state, &beside));
    write!(
        out,
        "{:?}{:?}",
        Flag::new(state),
        Heading { clock: String::new(), ..Heading::new(state, shown_ms) }
    )
    .unwrap();
    write!(out, "{:?}", event_lines(state, timeline.log())).unwrap();
    let laps: Vec<_> = timeline.laps(shown_ms).collect();
    let events: Vec<_> = timeline.events(shown_ms).collect();
    write!(out, "{laps:?}{events:?}{:?}", timeline.flags(shown_ms)).unwrap();
    out
}

/// What is told of a moment beside that: stewards and ghosts at the rows, the sheets on all drivers and the weather.
fn told_beside(live: &Live) -> String {
    let Some(state) = live.state() else { return String::new() };
    let watched = live.timeline().watched();
    let docket = Docket::of(live.timeline().log().until(state).map(|(_, message)| message));
    let mut out = String::new();
    for car in [0, 1].map(CarIndex) {
        let ghost = Ghost::of(state, &watched.losses, car);
        let beside = Beside { docket: Some(&docket), ghost: ghost.as_ref(), ..Beside::default() };
        let from = DriverSources { history: &watched.history, docket: &docket, losses: &watched.losses };
        writeln!(out, "{:?}{:?}", Board::new(state, &beside), detail::driver(state, from, car)).unwrap();
    }
    write!(
        out,
        "{:?}{:?}",
        detail::weather(state, &watched.weather),
        watched.losses.seen().collect::<Vec<_>>()
    )
    .unwrap();
    out
}

/// A recording from its beginning, standing.
fn recorded(files: &BTreeMap<u32, Vec<u8>>) -> Live {
    let mut live = Live::new();
    live.on_manifest(&SessionId::parse("a").unwrap(), files.keys().copied());
    live.seek_to(START_MS as f64, Hand::Paused, 0.0);
    fetch(&mut live, files);
    live.advance(0.0);
    live
}

#[test]
fn of_a_recording_nothing_is_followed() {
    let files = files(&race());
    let mut live = recorded(&files);
    live.set_hand(Hand::Follow, 0.0);
    assert_eq!(live.hand(), Hand::Paused);
    live.set_hand(Hand::Play(PlayRate::One), 0.0);
    live.set_hand(Hand::Follow, 0.0);
    for second in 0..10 {
        fetch(&mut live, &files);
        live.advance(f64::from(second) * 1000.0);
    }
    assert_eq!(live.hand(), Hand::Play(PlayRate::One));
    let shown_ms = live.source_time_ms().unwrap();
    assert!((START_MS as f64 + 8_000.0..START_MS as f64 + 10_000.0).contains(&shown_ms), "{shown_ms}");
    assert_eq!(live.state().unwrap().status.lap, 2, "nothing that is later is shown");
}

#[test]
fn steps_are_counted_from_the_moment_that_is_on_its_way() {
    let files = files(&race());
    let mut live = recorded(&files);
    for _ in 0..5 {
        let at_ms = live.heading_ms().unwrap() + 10_000.0;
        live.seek_to(at_ms, Hand::Paused, 0.0);
        live.advance(0.0);
    }
    assert_eq!(live.source_time_ms(), Some(START_MS as f64 + 199.0), "nothing of it is here");
    fetch(&mut live, &files);
    live.advance(0.0);
    assert_eq!(live.source_time_ms(), live.heading_ms());
    assert_eq!(live.heading_ms().map(|at_ms| (at_ms - START_MS as f64) as i64 / 1000), Some(50));
}

#[test]
fn a_delay_that_comes_before_the_list_of_chunks_shows_nothing_of_now() {
    let frames: Vec<Encoded> = race().into_iter().map(|(_, frame)| frame).collect();
    let mut live = Live::new();
    live.set_delay(Delay::from_tenths(300), 0.0);
    // Who joins in the sixth chunk is told another delay before the list.
    play(&mut live, &frames[5 * 50..5 * 50 + 20], 5 * 50);
    let now_ms = arrival_ms(5 * 50 + 20);
    live.set_delay(Delay::from_tenths(350), now_ms);
    live.advance(now_ms);
    assert_eq!(live.source_time_ms(), None, "nothing of now is shown");
    let numbers: Vec<u32> = frames.iter().map(|frame| frame.chunk).collect();
    live.on_manifest(&SessionId::parse("a").unwrap(), numbers);
    live.advance(now_ms);
    let wanted = live.wants();
    assert!(wanted.iter().all(|wanted| wanted.chunk < frames[3 * 50].chunk), "{wanted:?}");
    assert!(!wanted.is_empty());
}

#[test]
fn whichever_way_one_comes_to_a_moment_it_is_the_same() {
    let frames = race();
    let files = files(&frames);
    let mut live = recorded(&files);
    live.set_hand(Hand::Play(PlayRate::Eight), 0.0);
    let mut played = Vec::new();
    let mut now_ms = 0.0;
    while !live.is_all_shown() && now_ms < 60_000.0 {
        now_ms += FRAME_MS;
        fetch(&mut live, &files);
        live.advance(now_ms);
        played.push((live.source_time_ms().unwrap(), said(&live), told_beside(&live)));
    }
    let all: String = played.iter().step_by(60).map(|(.., beside)| beside.as_str()).collect();
    for what in
        ["5 s time penalty", "If it stops now", "3 stops of this race", "Tyres: ", "Ideal lap", "deleted"]
    {
        assert!(all.contains(what), "{what} is tried: {}", played.last().unwrap().2);
    }
    let end_s = (live.source_time_ms().unwrap() - START_MS as f64) / 1000.0;
    assert!((119.0..=120.0).contains(&end_s), "{end_s}");
    let moments: Vec<_> = played.iter().step_by(37).collect();
    let forwards = moments.iter();
    let backwards = moments.iter().rev();
    let about = (0..moments.len()).map(|i| &moments[i * 31 % moments.len()]);
    for (at_ms, played, beside) in forwards.chain(backwards).chain(about) {
        live.seek_to(*at_ms, Hand::Paused, now_ms);
        live.advance(now_ms);
        assert_eq!(live.source_time_ms(), Some(*at_ms));
        let at_s = (at_ms - START_MS as f64) / 1000.0;
        assert!(said(&live) == *played, "{at_s} s: {}\n{played}", said(&live));
        assert!(told_beside(&live) == *beside, "{at_s} s: {}\n{beside}", told_beside(&live));
    }
}

#[test]
fn what_was_shown_to_nobody_is_known_as_well_as_what_was_drawn() {
    let frames: Vec<Encoded> = race().into_iter().map(|(_, frame)| frame).collect();
    let (mut drawn, mut hidden) = (Live::new(), Live::new());
    play(&mut drawn, &frames, 0);
    play(&mut hidden, &frames[..100], 0);
    // A page that is not seen draws nothing: messages alone move it on.
    for (i, frame) in frames.iter().enumerate().skip(100) {
        hidden.on_message(&frame.bytes, arrival_ms(i)).unwrap();
    }
    let now_ms = arrival_ms(frames.len()) + 5_000.0;
    for live in [&mut drawn, &mut hidden] {
        live.advance(now_ms);
    }
    assert_eq!(drawn.timeline().watched().losses.seen().count(), 3);
    assert_eq!(told_beside(&hidden), told_beside(&drawn));
}

#[test]
fn a_seek_takes_the_chunks_of_its_moment_and_no_more() {
    let frames = race();
    let files = files(&frames);
    let mut live = recorded(&files);
    for at_s in [95.0, 12.0, 50.1, 29.9] {
        let wanted = START_MS as f64 + at_s * 1000.0;
        live.seek_to(wanted, Hand::Paused, 0.0);
        assert!(live.wants().len() <= 3, "{at_s}: {:?}", live.wants());
        fetch(&mut live, &files);
        live.advance(0.0);
        assert_eq!(live.source_time_ms(), Some(wanted));
        for car in live.cars() {
            assert!((car.x - at_s * 500.0).abs() < 10.0, "{} at {at_s}", car.x);
        }
    }
}

#[test]
fn who_stays_at_a_moment_is_given_the_minutes_before_it_and_nothing_later() {
    let frames = race();
    let files = files(&frames);
    let mut live = recorded(&files);
    for at_ms in [START_MS as f64 + 60_000.0, START_MS as f64 + 115_000.0] {
        live.seek_to(at_ms, Hand::Paused, 0.0);
        fetch(&mut live, &files);
        let (mut looked, mut frame) = (Vec::new(), 0);
        let looked = loop {
            let now_ms = f64::from(frame) * FRAME_MS;
            live.advance(now_ms);
            let back = live.look_back(now_ms, &mut |at_ms, _, cars| {
                looked.push((at_ms as i64 - START_MS, cars.to_vec()));
            });
            if now_ms < 1_400.0 {
                assert!(looked.is_empty() && live.wants().is_empty(), "who goes on is given nothing");
            }
            fetch(&mut live, &files);
            if back == LookBack::Done {
                break looked;
            }
            frame += 1;
            assert!(frame < 1_000, "{} looks", looked.len());
        };
        let shown_ms = at_ms as i64 - START_MS;
        assert_eq!(looked[0].0, (shown_ms - 100_000).max(0));
        assert!(looked.windows(2).all(|pair| pair[1].0 - pair[0].0 == 250));
        assert!((shown_ms - 250..shown_ms).contains(&looked.last().unwrap().0));
        for (looked_ms, cars) in &looked[12..] {
            let x = *looked_ms as f64 * 0.5;
            assert!(cars.len() == 2 && cars.iter().all(|car| (car.x - x).abs() < 10.0), "{cars:?} at {x}");
        }
        assert_eq!(live.look_back(60_000.0, &mut |_, _, _| panic!("once is enough")), LookBack::None);
    }
}

#[test]
fn what_stands_stays_while_more_comes_and_goes_on_to_the_live_edge() {
    let frames = race();
    let frames: Vec<Encoded> = frames.into_iter().map(|(_, frame)| frame).collect();
    let mut live = Live::new();
    play(&mut live, &frames[..100], 0);
    live.set_hand(Hand::Paused, arrival_ms(100));
    let stood = (live.source_time_ms(), said(&live), live.cars().to_vec());
    play(&mut live, &frames[100..200], 100);
    assert_eq!((live.source_time_ms(), said(&live), live.cars().to_vec()), stood);
    assert!((live.behind_s() - 21.2).abs() < 0.5, "{}", live.behind_s());
    live.set_hand(Hand::Play(PlayRate::Four), arrival_ms(200));
    play(&mut live, &frames[200..250], 200);
    assert_eq!(live.hand(), Hand::Follow, "4x real time for ten seconds has made up for twenty");
    play(&mut live, &frames[250..300], 250);
    assert!(live.reel.is_none() && (live.behind_s() - 1.2).abs() < 0.1, "{}", live.behind_s());
    assert!(live.cars().iter().all(|car| car.quality == Quality::Measured));
    assert_eq!(live.n_samples(), counts(0, 60));
    live.set_hand(Hand::Paused, arrival_ms(300));
    live.set_hand(Hand::Follow, arrival_ms(300));
    play(&mut live, &frames[300..400], 300);
    assert!(live.reel.is_none() && (live.behind_s() - 1.2).abs() < 0.1);
}

/// What a page that is told `said` at `shown_ms` may not say: anything dated later. The race's facts are functions of
/// time, so each can be read off what is said.
fn leak(said: &str, shown_ms: f64) -> Option<String> {
    let shown = shown_ms - START_MS as f64;
    let later = |at_s: i64| shown + 1.0 < (at_s * 1000 + 199) as f64;
    if later(RED_S) && (said.contains("Red") || said.contains("red")) {
        return Some(format!("red flag at {shown}"));
    }
    if later(CHEQUERED_S) && (said.contains("Finished") || said.contains("Chequered")) {
        return Some(format!("chequered flag at {shown}"));
    }
    let newest_lap = (1..=24).rev().find(|lap| said.contains(&format!("\"Lap {lap}\"")))?;
    if shown + 1.0 < f64::from((newest_lap - 1) * 5_000) {
        return Some(format!("lap {newest_lap} at {shown}"));
    }
    let message = (0..120_000).step_by(7_000).rev().find(|ms| said.contains(&format!("SAID AT {ms}")))?;
    (shown + 1.0 < f64::from(message + 199)).then(|| format!("message of {message} at {shown}"))
}

#[test]
fn with_a_delay_nothing_newer_than_the_moment_shown_is_said_at_any_frame() {
    let frames = race();
    let files = files(&frames);
    let id = SessionId::parse("a").unwrap();
    let mut live = Live::new();
    live.set_delay(Delay::from_tenths(350), 0.0);
    let (mut n_said, mut checker_is_blind) = (0, true);
    let mut newest = Live::new();
    for (i, (_, frame)) in frames.iter().enumerate() {
        live.on_message(&frame.bytes, arrival_ms(i)).unwrap();
        newest.on_message(&frame.bytes, arrival_ms(i)).unwrap();
        if i == 0 {
            live.on_manifest(&id, files.keys().copied().take(1));
        }
        for k in 0..12 {
            let now_ms = arrival_ms(i) + f64::from(k) * FRAME_MS;
            live.advance(now_ms);
            newest.advance(now_ms);
            let Some(shown_ms) = live.source_time_ms() else { continue };
            if live.state().is_none() {
                continue;
            }
            n_said += 1;
            assert_eq!(leak(&said(&live), shown_ms), None);
            // The same check sees what a page without a delay says.
            checker_is_blind &= leak(&said(&newest), shown_ms).is_none();
            let behind_ms = START_MS as f64 + now_ms - shown_ms;
            assert!(now_ms < 60_000.0 || (behind_ms - 36_200.0).abs() < 500.0, "{behind_ms} at {now_ms}");
        }
    }
    assert!(1_000 < n_said && !checker_is_blind, "{n_said}");
    // To its end, long after the last frame came.
    for k in 0..3_000 {
        let now_ms = arrival_ms(frames.len()) + f64::from(k) * FRAME_MS;
        live.advance(now_ms);
        assert_eq!(leak(&said(&live), live.source_time_ms().unwrap()), None);
    }
    assert!(said(&live).contains("Chequered"));
}

#[test]
fn who_joins_with_a_delay_is_shown_what_was_then_from_the_files() {
    let frames = race();
    let all = files(&frames);
    let mut live = Live::new();
    live.set_delay(Delay::from_tenths(350), 0.0);
    for (i, (_, frame)) in frames.iter().enumerate().skip(350).take(30) {
        live.on_message(&frame.bytes, arrival_ms(i)).unwrap();
        live.advance(arrival_ms(i));
        assert!(live.state().is_none(), "the present is no answer");
    }
    live.on_manifest(&SessionId::parse("a").unwrap(), all.keys().copied());
    let now_ms = arrival_ms(380);
    live.advance(now_ms);
    fetch(&mut live, &all);
    live.advance(now_ms);
    let shown_s = (live.source_time_ms().unwrap() - START_MS as f64) / 1000.0;
    assert!((shown_s - (76.0 - 36.2)).abs() < 1.0, "{shown_s}");
    assert_eq!(live.state().unwrap().status.lap, 8);
    assert!(live.wants_timeline(), "what was before is to be told");
}

#[test]
fn with_a_delay_one_session_is_shown_to_its_end_before_the_next_begins() {
    let mut live = Live::new();
    live.set_delay(Delay::from_tenths(100), 0.0);
    let first = stream("a", 0, 40);
    live.on_message(&first[0].bytes, arrival_ms(0)).unwrap();
    live.on_manifest(&SessionId::parse("a").unwrap(), [first[0].chunk]);
    play(&mut live, &first, 0);
    assert_eq!(live.state().unwrap().session.id.as_str(), "a");
    let second = stream("b", 1_000, 1_030);
    play(&mut live, &second[..40], 200);
    assert_eq!(live.state().unwrap().session.id.as_str(), "a", "8 s after the second began");
    let end_s = (live.source_time_ms().unwrap() - START_MS as f64) / 1000.0;
    assert!((35.0..=40.0).contains(&end_s), "{end_s}");
    play(&mut live, &second[40..120], 240);
    assert_eq!(live.state().unwrap().session.id.as_str(), "b");
    let shown_s = (live.source_time_ms().unwrap() - START_MS as f64) / 1000.0;
    assert!((shown_s - (1_024.0 - 11.2)).abs() < 0.6, "{shown_s}");
}

#[test]
fn a_chunk_that_cannot_be_had_is_passed_over() {
    let frames = race();
    let mut files = files(&frames);
    let numbers: Vec<u32> = files.keys().copied().collect();
    files.remove(&numbers[3]);
    let mut live = Live::new();
    live.on_manifest(&SessionId::parse("a").unwrap(), numbers);
    live.seek_to(START_MS as f64 + 25_000.0, Hand::Play(PlayRate::Sixteen), 0.0);
    let mut now_ms = 0.0;
    while now_ms < 3_000.0 {
        now_ms += FRAME_MS;
        fetch(&mut live, &files);
        live.advance(now_ms);
    }
    assert!(START_MS as f64 + 60_000.0 < live.source_time_ms().unwrap());
    assert_eq!(live.moment(now_ms), crate::pill::Moment::Played(PlayRate::Sixteen));
}
