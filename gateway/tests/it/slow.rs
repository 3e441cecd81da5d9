//! Spectators who read slowly, or not at all: they get the current chunk anew, and nobody else notices.

use std::fmt::Write as _;
use std::path::PathBuf;

use gridcast_shared::units::chunk_of;
use gridcast_shared::wire::{Decoder, Frame, Notice};

use crate::raw::Raw;
use crate::support::{START_MS, Spectator, get, sample, scratch, start, until};

/// Seconds of the race; a chunk has ten of them, in a frame at least.
const SECONDS: i64 = 300;

/// A recording of twenty cars with so much in it that the buffers of the system between the gateway and one who
/// does not read are full long before its end.
fn long_recording() -> PathBuf {
    let mut text = String::new();
    for i in 0..SECONDS * 10 {
        for j in 0..20_u8 {
            // Nobody drives like this, so that the coder has much to tell.
            let x = i * 75 + i64::from(j) * 700 + i * i * (7 + i64::from(j)) % 2000;
            let driver = format!("D{}{}", char::from(b'A' + j / 5), char::from(b'A' + j % 5));
            writeln!(text, "{}", sample(START_MS + i * 100, &driver, x % 600_000)).unwrap();
        }
    }
    let path = scratch("long.jsonl");
    std::fs::write(&path, text).unwrap();
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn one_who_stops_reading_gets_the_current_chunk_anew_and_ends_where_all_others_do() {
    let file = long_recording();
    let words = ["--source", "recording", file.to_str().unwrap(), "--speed", "20", "--queue-frames", "24"];
    let gateway = start(&words).await;
    let mut slow = Raw::join_narrow(gateway.address).await;
    let mut quick = Spectator::join(gateway.address).await;
    // It does not read until most of the race is over; meanwhile the other one gets everything.
    let most = chunk_of(START_MS + SECONDS * 1000 * 5 / 6);
    while quick.frames.last().is_none_or(|(chunk, _)| *chunk < most) {
        assert!(quick.next().await);
    }
    let (mut decoder, mut frame, mut frames) = (Decoder::new(), Frame::default(), Vec::new());
    while let Some((first, payload)) = slow.next().await {
        let notice = Notice::decode(&payload).filter(|_| first == 0x82);
        if notice == Some(Notice::Ended) {
            break;
        }
        if first == 0x82 && notice.is_none() {
            decoder.decode(&payload, &mut frame).unwrap();
            frames.push((frame.chunk, frame.index));
        }
    }
    quick.until_ended().await;
    assert!(is_unbroken(&quick.frames), "{:?}", quick.frames);
    let hole = frames.windows(2).position(|pair| !is_unbroken(pair)).expect("it missed something");
    assert_eq!(frames[hole + 1].1, 0, "what follows the hole is a chunk from its beginning");
    assert!(is_unbroken(&frames[hole + 1..]), "and then everything: {frames:?}");
    assert_eq!(decoder.state().unwrap().digest(), quick.digest());
    let metrics = get(gateway.address, "/metrics", &[]).await;
    assert!(metrics.text().contains("queue_overflows_total 1\n"), "{}", metrics.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_who_never_reads_is_let_go_and_the_others_get_everything() {
    let file = long_recording();
    let gateway =
        start(&["--source", "recording", file.to_str().unwrap(), "--speed", "20", "--write-s", "1"]).await;
    let mut stalled = Vec::new();
    for _ in 0..20 {
        stalled.push(Raw::join_narrow(gateway.address).await);
    }
    let mut quick = Spectator::join(gateway.address).await;
    quick.until_ended().await;
    assert!(is_unbroken(&quick.frames), "{:?}", quick.frames);
    let gone = until(gateway.address, "/metrics", |answer| answer.text().contains("spectators 1\n")).await;
    let text = gone.text();
    let of = |reason: &str| {
        let line =
            text.lines().find(|line| line.contains(&format!("disconnects_total{{reason=\"{reason}\"}}")));
        line.map_or(0, |line| line.rsplit(' ').next().unwrap().parse().unwrap())
    };
    assert_eq!(of("too_slow") + of("stuck"), 20, "{text}");
}

/// Whether each frame follows the one before: the next of its chunk, or the first of a later one.
fn is_unbroken(frames: &[(u32, u8)]) -> bool {
    frames.windows(2).all(|pair| {
        let [(chunk, index), (next_chunk, next_index)] = [pair[0], pair[1]];
        (next_chunk == chunk && next_index == index + 1) || (next_chunk == chunk + 1 && next_index == 0)
    })
}
