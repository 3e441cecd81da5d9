//! Spectators: what they get on joining, later, and when they are slow.

use gridcast_shared::units::chunk_of;
use tokio_tungstenite::tungstenite;

use crate::raw::Raw;
use crate::support::{START_MS, Spectator, get, recording, start, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_late_spectator_comes_to_the_same_race_as_an_early_one() {
    let (seconds, first) = (45, chunk_of(START_MS));
    let file = recording(seconds);
    let gateway = start(&["--source", "recording", file.to_str().unwrap(), "--speed", "15"]).await;
    let mut early = Spectator::join(gateway.address).await;
    while early.frames.iter().map(|(chunk, _)| *chunk).max() < Some(first + 2) {
        assert!(early.next().await);
    }
    let mut late = Spectator::join(gateway.address).await;
    early.until_ended().await;
    late.until_ended().await;
    // The race waits for nobody, so which chunk the early one begins with is the machine's business.
    for (who, spectator) in [("early", &early), ("late", &late)] {
        let (chunk, index) = spectator.frames[0];
        assert_eq!(index, 0, "{who}: a chunk's key frame comes first");
        let missed = i64::from(chunk - first) * 10;
        assert_eq!(spectator.n_samples as i64, (seconds - missed) * 5 * 2, "{who}: each sample once");
    }
    assert!(first + 2 <= late.frames[0].0, "who is late gets the chunk that is current, not the whole race");
    assert_eq!(early.drivers(), ["VER", "NOR"]);
    assert_ne!(early.digest(), 0);
    assert_eq!(early.digest(), late.digest());
    let live = get(gateway.address, "/api/live", &[]).await.json();
    assert_eq!(live["digest"], format!("{:016x}", early.digest()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spectator_too_many_is_told_so() {
    let file = recording(2);
    let gateway = start(&["--source", "recording", file.to_str().unwrap(), "--max-spectators", "1"]).await;
    let first = Spectator::join(gateway.address).await;
    let error = tokio_tungstenite::connect_async(format!("ws://{}/ws", gateway.address)).await.unwrap_err();
    let tungstenite::Error::Http(answer) = error else { panic!("an answer was due, got {error}") };
    assert_eq!(answer.status().as_u16(), 503);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    drop(first);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spectator_that_falls_silent_is_pinged_and_then_told_why_it_is_let_go() {
    let file = recording(2);
    let words = ["--source", "recording", file.to_str().unwrap(), "--ping-s", "1", "--idle-s", "2"];
    let gateway = start(&[&words[..], &["--max-spectators", "1"]].concat()).await;
    let stream = Raw::join(gateway.address, &[]).await;
    // It never answers, so the gateway ends the connection. Whoever is counted as gone has given its permit back.
    let gone =
        until(gateway.address, "/metrics", |answer| answer.text().contains("reason=\"idle\"} 1")).await;
    assert!(gone.text().contains("gridcast_spectators 0\n"));
    assert!(Spectator::join(gateway.address).await.next().await);
    // What it was sent until then has been kept.
    let messages = stream.into_messages().await;
    let pinged = messages.iter().position(|message| *message == (0x89, Vec::new()));
    let (last, payload) = messages.last().unwrap();
    assert_eq!(*last, 0x88, "a close frame comes last");
    assert_eq!(&payload[2..], b"not heard for too long", "it was told why");
    assert!(pinged.is_some(), "it was pinged before");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_handshake_is_told_what_is_wanted() {
    let file = recording(2);
    let gateway = start(&["--source", "recording", file.to_str().unwrap()]).await;
    let answer = get(gateway.address, "/ws", &[]).await;
    assert_eq!((answer.status, answer.header("upgrade")), (426, Some("websocket")));
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spectator_that_goes_leaves_its_seat_to_the_next() {
    let file = recording(20);
    let gateway = start(&["--source", "recording", file.to_str().unwrap(), "--max-spectators", "1"]).await;
    let mut first = Spectator::join(gateway.address).await;
    assert!(first.next().await);
    drop(first);
    until(gateway.address, "/metrics", |answer| answer.text().contains("gridcast_spectators 0\n")).await;
    assert!(Spectator::join(gateway.address).await.next().await);
}
