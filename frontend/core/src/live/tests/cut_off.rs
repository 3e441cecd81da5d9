//! Streams that are cut, and what chunk files bring in their place: nothing is lost, and nothing twice.

use super::*;
use crate::plausibility::Positions;

/// Frames of a chunk.
const N: usize = 50;

fn chunk_file(frames: &[Encoded], chunk: usize) -> Vec<u8> {
    file(&frames[chunk * N..(chunk + 1) * N])
}

fn number(frames: &[Encoded], chunk: usize) -> u32 {
    frames[chunk * N].chunk
}

/// Gives whatever is wanted until nothing is.
fn heal(live: &mut Live, frames: &[Encoded], now_ms: f64) -> Vec<u32> {
    let mut fetched = Vec::new();
    while let Some(wanted) = live.wants().first().copied() {
        let place = (wanted.chunk - number(frames, 0)) as usize;
        live.on_file(wanted, &chunk_file(frames, place), now_ms);
        fetched.push(wanted.chunk - number(frames, 0));
    }
    fetched.sort_unstable();
    fetched
}

#[test]
fn what_went_by_while_the_stream_was_cut_is_fetched() {
    let frames = stream("a", 0, 70);
    let mut live = Live::new();
    play(&mut live, &frames[..60], 0);
    live.on_cut();
    // Joined again in the fifth chunk, which is sent from its key frame.
    play(&mut live, &frames[4 * N..4 * N + 10], 210);
    assert!(live.wants_list() && !live.wants_list());
    live.on_manifest(&SessionId::parse("a").unwrap(), (0..5).map(|chunk| number(&frames, chunk)));
    let x = live.cars()[0].x;
    assert_eq!(heal(&mut live, &frames, arrival_ms(220)), [1, 2, 3]);
    play(&mut live, &frames[4 * N + 10..], 210);
    assert_eq!(live.n_samples(), counts(0, 70));
    assert!(x <= live.cars()[0].x && live.positions() == Positions::Plausible, "the past moves nothing");
    assert_eq!(live.wants(), []);
}

#[test]
fn what_the_gateway_passed_over_is_fetched_though_the_stream_was_never_cut() {
    // Twenty minutes are away; then all of them come at once, and spectators are sent the current chunk.
    let frames = stream("a", 0, 1_300);
    let current = 120 * N;
    let mut live = Live::new();
    play(&mut live, &frames[..60], 0);
    let now_ms = arrival_ms(current);
    live.on_message(&Notice::Skipped.encode(), now_ms).unwrap();
    for frame in &frames[current..current + 10] {
        live.on_message(&frame.bytes, now_ms).unwrap();
    }
    live.advance(now_ms);
    assert!(live.wants_list() && !live.wants_list());
    live.on_manifest(&SessionId::parse("a").unwrap(), (0..=120).map(|chunk| number(&frames, chunk)));
    assert_eq!(heal(&mut live, &frames, now_ms), (1..120).collect::<Vec<u32>>());
    play(&mut live, &frames[current + 10..], current + 10);
    assert_eq!(live.n_samples(), counts(0, 1_300), "each sample once");
    assert_eq!(live.wants(), []);

    // A moment in the hole is as any other.
    let end_ms = arrival_ms(frames.len());
    let sought_ms = START_MS as f64 + 600_000.0;
    live.seek_to(sought_ms, Hand::Paused, end_ms);
    live.advance(end_ms);
    assert_eq!(live.source_time_ms(), Some(sought_ms));
    assert_eq!(live.wants(), [], "it is here");
    assert_eq!(live.cars()[0].quality, Quality::Measured);
}

#[test]
fn a_page_that_fell_behind_and_goes_on_with_the_next_chunk_gets_the_rest_of_the_one_before() {
    let frames = stream("a", 0, 40);
    let mut live = Live::new();
    // Of the second chunk the last second is missing.
    play(&mut live, &frames[..2 * N - 5], 0);
    live.on_message(&Notice::Skipped.encode(), arrival_ms(2 * N)).unwrap();
    play(&mut live, &frames[2 * N..3 * N], 2 * N);
    assert!(live.wants_list());
    live.on_manifest(&SessionId::parse("a").unwrap(), (0..3).map(|chunk| number(&frames, chunk)));
    assert_eq!(heal(&mut live, &frames, arrival_ms(3 * N)), [1]);
    play(&mut live, &frames[3 * N..], 3 * N);
    assert_eq!(live.n_samples(), counts(0, 40));
    assert!(!live.wants_list(), "nothing more was missed");
    assert_eq!(live.wants(), []);
}

#[test]
fn a_chunk_whose_last_batch_is_a_second_old_is_whole() {
    // As the live feed tells it, a batch a second, and one that is two seconds late.
    let mut frames = Vec::new();
    let mut encoder = Encoder::new();
    for (from, to) in (0..40).map(|s| (s, s + 1)).filter(|(from, _)| *from != 19).map(|(from, to)| match from
    {
        20 => (19, to),
        _ => (from, to),
    }) {
        let mut both = samples(0, from * 1000, to * 1000);
        both.extend(samples(1, from * 1000, to * 1000));
        encoder.encode(START_MS + to * 1000 - 1, &mut both, &state("a", 1), &mut frames);
    }
    let mut live = Live::new();
    for (i, frame) in frames.iter().enumerate() {
        live.on_message(&frame.bytes, i as f64 * 1000.0).unwrap();
        live.advance(i as f64 * 1000.0);
    }
    assert!(!live.wants_list());
    assert_eq!(live.wants(), []);
}

#[test]
fn a_stream_that_is_cut_within_a_chunk_misses_nothing() {
    let frames = stream("a", 0, 30);
    let mut live = Live::new();
    play(&mut live, &frames[..60], 0);
    live.on_cut();
    play(&mut live, &frames[50..], 60);
    assert!(!live.wants_list());
    assert_eq!(live.wants(), []);
    assert_eq!(live.n_samples(), counts(0, 30));
}

#[test]
fn files_stand_in_for_the_stream_and_it_goes_on_after_them() {
    let frames = stream("a", 0, 60);
    let mut live = Live::new();
    play(&mut live, &frames[..60], 0);
    live.on_cut();
    let mut now_ms = arrival_ms(60);
    let mut give = |live: &mut Live, range: std::ops::Range<usize>, closed| {
        now_ms += 2_500.0;
        let news = live.on_stream_file(&file(&frames[range]), closed, now_ms);
        live.advance(now_ms);
        news
    };
    assert!(give(&mut live, 50..70, false));
    assert!(!give(&mut live, 50..70, false), "it has not grown");
    assert!(give(&mut live, 50..100, true));
    assert!(give(&mut live, 100..150, true));
    assert!(give(&mut live, 150..160, false));
    assert_eq!(live.arriving().map(|(_, chunk)| chunk), Some(number(&frames, 3)));
    play(&mut live, &frames[150..], 220);
    assert_eq!(live.n_samples(), counts(0, 60));
    assert!(live.behind_s() < 1.6, "as near as a stream lets it be: {}", live.behind_s());
    assert!(!live.wants_list());
    assert_eq!(live.wants(), []);
}

#[test]
fn a_page_that_never_had_a_stream_shows_the_race_by_files() {
    let frames = stream("a", 0, 60);
    let mut live = Live::new();
    let mut now_ms = 0.0;
    let mut behind_s = Vec::new();
    // What there is of the race at each moment, asked for each two and a half seconds.
    while now_ms < 55_000.0 {
        let there = (now_ms / 200.0) as usize;
        let (chunk, within) = (there / N, there % N);
        if chunk != 0 && within < 13 {
            live.on_stream_file(&chunk_file(&frames, chunk - 1), true, now_ms);
        }
        live.on_stream_file(&file(&frames[chunk * N..there]), false, now_ms);
        for k in 0..150 {
            live.advance(now_ms + f64::from(k) * FRAME_MS);
            if 20_000.0 < now_ms {
                behind_s.push(live.behind_s());
            }
        }
        now_ms += 2_500.0;
    }
    assert!(behind_s.iter().all(|behind| (2.0..4.6).contains(behind)), "{behind_s:?}");
    assert_eq!(live.cars()[0].quality, Quality::Measured);
}

#[test]
fn another_session_is_taken_from_files_and_nothing_of_the_one_before_is_fetched() {
    let (first, second) = (stream("a", 0, 30), stream("b", 100, 120));
    let mut live = Live::new();
    play(&mut live, &first[..60], 0);
    live.on_cut();
    live.on_stream_file(&file(&second[..N]), true, 60_000.0);
    live.advance(60_000.0);
    assert_eq!(live.state().unwrap().session.id.as_str(), "b");
    assert!(!live.wants_list());
    assert_eq!(live.wants(), []);
}
