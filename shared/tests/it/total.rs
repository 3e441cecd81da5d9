//! Any bytes decode to a frame or an error, and every error is followed by the next key frame.

use gridcast_shared::race::RaceState;
use gridcast_shared::telemetry::Sample;
use gridcast_shared::topics::Topic;
use gridcast_shared::wire::fuzz::decode_anything;
use gridcast_shared::wire::{DecodeError, Decoder, Encoded, Encoder, Frame, KIND_FRAME, KIND_NOTICE, Notice};

use crate::made_up::{self, Numbers, START_MS};

/// Frames of this many calls, 200 ms apart.
fn frames(numbers: &mut Numbers, n: i64) -> (Vec<Encoded>, RaceState) {
    let mut state = made_up::state(numbers, 20, START_MS);
    let (mut encoder, mut frames) = (Encoder::new(), Vec::new());
    for i in 0..n {
        let date_ms = START_MS + i * 200;
        let mut samples: Vec<Sample> = (0..20).map(|car| made_up::sample(numbers, date_ms, car)).collect();
        made_up::change(numbers, &mut state, date_ms);
        encoder.encode(date_ms, &mut samples, &state, &mut frames);
    }
    (frames, state)
}

#[test]
fn arbitrary_bytes_are_a_frame_or_an_error() {
    let mut numbers = Numbers(1);
    for _ in 0..1_500 {
        let length = numbers.below(300) as usize;
        let mut bytes: Vec<u8> = (0..length).map(|_| numbers.below(256) as u8).collect();
        if let [kind, index, ..] = &mut bytes[..] {
            (*kind, *index) = (KIND_FRAME, 0);
        }
        decode_anything(&bytes);
    }
}

#[test]
fn mutilated_frames_are_a_frame_or_an_error() {
    let mut numbers = Numbers(2);
    let (frames, _) = frames(&mut numbers, 8);
    for _ in 0..250 {
        let mut file = Vec::new();
        for frame in &frames {
            let mut bytes = frame.bytes.clone();
            for _ in 0..numbers.below(3) {
                let at = numbers.below(bytes.len() as u64) as usize;
                match numbers.below(3) {
                    0 => bytes[at] ^= 1 << numbers.below(8),
                    1 => bytes.truncate(at.max(2)),
                    _ => bytes.insert(at, numbers.below(256) as u8),
                }
            }
            file.extend_from_slice(&(bytes.len() as u16).to_le_bytes());
            file.extend_from_slice(&bytes);
        }
        decode_anything(&file);
    }
}

#[test]
fn frames_are_taken_in_order_only() {
    let (frames, _) = frames(&mut Numbers(3), 60);
    let (key, rest) = frames.split_first().unwrap();
    let mut decoder = Decoder::new();
    let mut decode = |frame: &Encoded| decoder.decode(&frame.bytes, &mut Frame::default());
    assert_eq!(decode(&rest[0]), Err(DecodeError::NoKeyFrame { index: 1 }));
    assert_eq!(decode(key), Ok(()));
    assert_eq!(decode(&rest[1]), Err(DecodeError::Gap { expected: 1, found: 2 }));
    assert_eq!(decode(&rest[0]), Ok(()));
    assert_eq!(decode(&rest[0]), Err(DecodeError::Repeated { index: 1 }));
    assert_eq!(decode(&rest[1]), Ok(()));
    let next_chunk = frames.iter().position(|frame| frame.chunk != key.chunk).unwrap();
    for frame in &frames[next_chunk..] {
        assert_eq!(decode(frame), Ok(()), "a key frame resets");
    }
}

#[test]
fn what_is_no_frame_says_so() {
    let mut decoder = Decoder::new();
    let mut decode = |bytes: &[u8]| decoder.decode(bytes, &mut Frame::default());
    assert_eq!(decode(&[]), Err(DecodeError::TooShort(0)));
    assert_eq!(decode(&[KIND_FRAME]), Err(DecodeError::TooShort(1)));
    assert_eq!(decode(&[KIND_FRAME, 0, 1, 2, 3]), Err(DecodeError::TooShort(5)));
    assert_eq!(decode(&[0x20, 0, 0, 0, 0, 0]), Err(DecodeError::Kind(0x20)));
    assert_eq!(decode(&Notice::Ended.encode()), Err(DecodeError::Kind(KIND_NOTICE)));
    assert_eq!(Notice::decode(&Notice::Ended.encode()), Some(Notice::Ended));
    assert_eq!(Notice::decode(&Notice::Skipped.encode()), Some(Notice::Skipped));
    let unreadable = Notice::Unreadable([Topic::Laps, Topic::Weather].into_iter().collect());
    assert_eq!(unreadable.encode(), [KIND_NOTICE, 0x40 + 0b10_0010]);
    assert_eq!(Notice::decode(&unreadable.encode()), Some(unreadable));
    for unknown in [6, 0x40, 0x80] {
        assert_eq!(Notice::decode(&[KIND_NOTICE, unknown]), None);
    }
}

#[test]
fn a_section_that_is_not_known_is_skipped() {
    // A kind of section that no version has had so far.
    const UNKNOWN: u8 = 100;
    let (frames, state) = frames(&mut Numbers(5), 30);
    let mut decoder = Decoder::new();
    for encoded in &frames {
        // Between the head and the sections, where one that is to come might stand, and after them.
        let head = if encoded.index == 0 { 6 } else { 2 };
        let (head, sections) = encoded.bytes.split_at(head);
        let later = [head, &[UNKNOWN, 3, 1, 2, 3], sections].concat();
        decoder.decode(&later, &mut Frame::default()).unwrap();
    }
    assert_eq!(decoder.state().unwrap().cars, state.cars);
    let nothing = [KIND_FRAME, 0, 0, 0, 0, 0, 0x80 | UNKNOWN, 1, 2, 3];
    assert_eq!(
        Decoder::new().decode(&nothing, &mut Frame::default()),
        Err(DecodeError::Body("no telemetry section"))
    );
}

#[test]
fn a_chunk_alone_is_enough() {
    let (frames, state) = frames(&mut Numbers(4), 80);
    let last = frames.iter().map(|frame| frame.chunk).max().unwrap();
    let mut decoder = Decoder::new();
    for encoded in frames.iter().filter(|frame| frame.chunk == last) {
        decoder.decode(&encoded.bytes, &mut Frame::default()).unwrap();
    }
    assert_eq!(**decoder.state().unwrap(), state);
}
