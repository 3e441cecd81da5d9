//! The odd things that recordings and outages bring, one by one.

use std::sync::Arc;

use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::race::RaceState;
use gridcast_shared::session::Session;
use gridcast_shared::telemetry::{CarData, Position, Sample};
use gridcast_shared::units::{CHUNK_MS, MAX_GEAR, MAX_XY, MAX_Z, chunk_of};
use gridcast_shared::wire::{Decoder, Encoded, Encoder, Frame, MAX_TICKS, split_frames};

use crate::made_up::{self, Numbers, START_MS};

struct Pair {
    encoder: Encoder,
    decoder: Decoder,
    state: RaceState,
}

impl Pair {
    fn new() -> Self {
        let state = RaceState::new(Arc::new(Session::unknown(SessionId::from_start(1))));
        Self { encoder: Encoder::new(), decoder: Decoder::new(), state }
    }

    /// Sends samples; returns the frames and the samples that came out.
    fn send(&mut self, date_ms: i64, samples: &[Sample]) -> (Vec<Encoded>, Vec<Sample>) {
        let (mut frames, mut decoded) = (Vec::new(), Vec::new());
        self.encoder.encode(date_ms, &mut samples.to_vec(), &self.state, &mut frames);
        let mut frame = Frame::default();
        for encoded in &frames {
            self.decoder.decode(&encoded.bytes, &mut frame).unwrap();
            decoded.append(&mut frame.samples);
        }
        (frames, decoded)
    }
}

fn sample(date_ms: i64, car: u8) -> Sample {
    made_up::sample(&mut Numbers(u64::from(car)), date_ms, car)
}

fn ids(frames: &[Encoded]) -> Vec<(u32, u8)> {
    frames.iter().map(|frame| (frame.chunk - chunk_of(START_MS), frame.index)).collect()
}

#[test]
fn a_car_may_occur_twice_at_a_date_and_keeps_its_order() {
    let (mut end, mut start) = (sample(START_MS, 1), sample(START_MS, 1));
    end.car_data.as_mut().unwrap().lap = 4;
    start.car_data.as_mut().unwrap().lap = 5;
    let (_, decoded) = Pair::new().send(START_MS, &[end, start, sample(START_MS, 0)]);
    assert_eq!(decoded, [sample(START_MS, 0), end, start]);
}

#[test]
fn late_samples_survive_within_a_chunk_and_stragglers_go_into_the_open_one() {
    let mut pair = Pair::new();
    pair.send(START_MS + 5_000, &[sample(START_MS + 5_000, 0)]);
    let late = sample(START_MS + 1_000, 0);
    assert_eq!(pair.send(START_MS + 5_200, &[late]).1, [late]);
    pair.send(START_MS + CHUNK_MS, &[sample(START_MS + CHUNK_MS, 0)]);
    let straggler = sample(START_MS + 9_000, 0);
    let (frames, decoded) = pair.send(START_MS + CHUNK_MS + 200, &[straggler]);
    assert_eq!((ids(&frames), decoded), (vec![(1, 1)], vec![straggler]));
}

#[test]
fn time_that_goes_back_stays_in_the_open_chunk() {
    let mut pair = Pair::new();
    pair.send(START_MS + CHUNK_MS, &[sample(START_MS + CHUNK_MS, 0)]);
    let back = sample(START_MS, 3);
    let (frames, decoded) = pair.send(START_MS, &[back]);
    assert_eq!((ids(&frames), decoded), (vec![(1, 1)], vec![back]));
}

#[test]
fn a_burst_is_split_by_chunks_and_by_ticks() {
    let burst: Vec<Sample> = (0..150).map(|i| sample(START_MS + 4_000 + i * 100, 7)).collect();
    let (frames, decoded) = Pair::new().send(START_MS + 18_900, &burst);
    assert_eq!(decoded, burst);
    assert_eq!(ids(&frames), [(0, 0), (1, 0), (1, 1)]);
    assert_eq!(frames[1..].len(), 90_usize.div_ceil(MAX_TICKS), "for the second chunk's 90 ticks");
}

#[test]
fn frames_are_due_for_samples_for_news_and_for_a_new_chunk_only() {
    let mut pair = Pair::new();
    assert_eq!(ids(&pair.send(START_MS, &[]).0), [(0, 0)], "the first is a key frame");
    assert_eq!(ids(&pair.send(START_MS + 200, &[]).0), []);
    pair.state.status.lap = 1;
    assert_eq!(ids(&pair.send(START_MS + 400, &[]).0), [(0, 1)]);
    assert_eq!(ids(&pair.send(START_MS + 600, &[]).0), []);
    assert_eq!(ids(&pair.send(START_MS + CHUNK_MS, &[]).0), [(1, 0)]);
}

#[test]
fn a_chunk_of_more_than_256_frames_begins_again() {
    let mut pair = Pair::new();
    for i in 0..300 {
        let one = sample(START_MS + i * 30, 0);
        let (frames, decoded) = pair.send(START_MS + i * 30, &[one]);
        assert_eq!((ids(&frames), decoded), (vec![(0, (i % 256) as u8)], vec![one]));
    }
}

#[test]
fn values_out_of_range_are_clamped_on_the_way_and_the_rest_stays_right() {
    let mut wild = sample(START_MS, 0);
    wild.car_data = Some(CarData { speed_kmh: 600, throttle_pct: 104, gear: 128, ..CarData::default() });
    wild.position = Some(Position { x: i32::MAX, y: i32::MIN, z: 1 << 20 });
    let mut pair = Pair::new();
    for date_ms in [START_MS, START_MS + 100, START_MS + 200] {
        wild.date_ms = date_ms;
        let (_, decoded) = pair.send(date_ms, &[wild, sample(date_ms, 1)]);
        let [clamped, other] = decoded[..] else { panic!("two samples") };
        assert_eq!(other, sample(date_ms, 1));
        let car_data = clamped.car_data.unwrap();
        assert_eq!((car_data.speed_kmh, car_data.throttle_pct, car_data.gear), (511, 104, MAX_GEAR));
        assert_eq!(clamped.position, Some(Position { x: MAX_XY, y: -MAX_XY, z: MAX_Z }));
    }
}

#[test]
fn what_cannot_be_sent_is_left_out() {
    let mut nothing = sample(START_MS, 1);
    (nothing.car_data, nothing.position) = (None, None);
    let (_, decoded) = Pair::new().send(START_MS, &[nothing, sample(START_MS, 32), sample(START_MS, 31)]);
    assert_eq!(decoded, [sample(START_MS, 31)]);
    assert_eq!(CarIndex(31), decoded[0].car);
}

#[test]
fn a_key_frame_that_says_the_same_changes_nothing() {
    let mut numbers = Numbers(9);
    let mut pair = Pair::new();
    pair.state = made_up::state(&mut numbers, 20, START_MS);
    pair.send(START_MS, &[]);
    let before = Arc::clone(pair.decoder.state().unwrap());
    let mut frames = Vec::new();
    pair.encoder.encode(START_MS + CHUNK_MS, &mut Vec::new(), &pair.state, &mut frames);
    let mut frame = Frame::default();
    pair.decoder.decode(&frames[0].bytes, &mut frame).unwrap();
    assert!(!frame.state_changed);
    assert!(Arc::ptr_eq(&before, pair.decoder.state().unwrap()));
    pair.state.status.lap += 1;
    pair.encoder.encode(START_MS + 2 * CHUNK_MS, &mut Vec::new(), &pair.state, &mut frames);
    pair.decoder.decode(&frames[1].bytes, &mut frame).unwrap();
    assert!(frame.state_changed);
    assert!(Arc::ptr_eq(&before.session, &pair.decoder.state().unwrap().session));
}

#[test]
fn a_file_ends_at_its_first_incomplete_frame() {
    let file = [2, 0, 7, 8, 0, 0, 3, 0, 1, 2];
    assert_eq!(split_frames(&file).collect::<Vec<_>>(), [&[7, 8][..], &[]]);
}
