//! Spectators: what they get on joining, later, and when they are slow.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::Message;
use bytes::Bytes;
use futures_util::{Sink, SinkExt, Stream, StreamExt};
use gridcast_gateway::config::Spectators;
use gridcast_gateway::fanout::Fanout;
use gridcast_gateway::session::{self, Left, Shared};
use gridcast_gateway::telemetry::Metrics;
use gridcast_shared::units::chunk_of;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite;
use tokio_util::sync::{CancellationToken, PollSender};

use crate::support::{START_MS, Spectator, get, recording, start};

#[tokio::test(flavor = "multi_thread")]
async fn a_late_spectator_comes_to_the_same_race_as_an_early_one() {
    let file = recording(45);
    let gateway = start(&["--source", "recording", file.to_str().unwrap(), "--speed", "15"]).await;
    let mut early = Spectator::join(gateway.address).await;
    while early.frames.iter().map(|(chunk, _)| *chunk).max() < Some(chunk_of(START_MS) + 2) {
        assert!(early.next().await);
    }
    let mut late = Spectator::join(gateway.address).await;
    early.until_ended().await;
    late.until_ended().await;
    assert_eq!(early.n_samples, 45 * 5 * 2, "each sample once");
    assert_eq!(late.frames[0].1, 0, "a chunk's key frame comes first");
    assert!(late.n_samples < early.n_samples);
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

/// A session whose spectator takes a message only when the test does.
struct Slow {
    fanout: Arc<Fanout>,
    to_client: mpsc::Receiver<Message>,
    session: tokio::task::JoinHandle<Left>,
    metrics: Arc<Metrics>,
    stop: CancellationToken,
}

fn slow(limits: Spectators) -> Slow {
    let (fanout, metrics) = (Arc::new(Fanout::new(limits.queue_frames)), Arc::new(Metrics::new()));
    let stop = CancellationToken::new();
    let shared =
        Shared { fanout: Arc::clone(&fanout), metrics: Arc::clone(&metrics), limits, stop: stop.clone() };
    // Room for one message: the next waits until that is taken. The spectator itself never says anything.
    let (sink, to_client) = mpsc::channel(1);
    let session = tokio::spawn(async move {
        let sink = PollSender::new(sink).sink_map_err(axum::Error::new);
        session::run(Joined { sink, stream: futures_util::stream::pending() }, &shared).await
    });
    Slow { fanout, to_client, session, metrics, stop }
}

/// A sink and a stream as one socket.
struct Joined<K, S> {
    sink: K,
    stream: S,
}

impl<K: Unpin, S: Stream + Unpin> Stream for Joined<K, S> {
    type Item = S::Item;
    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<S::Item>> {
        self.stream.poll_next_unpin(cx)
    }
}

impl<K: Sink<Message> + Unpin, S: Unpin> Sink<Message> for Joined<K, S> {
    type Error = K::Error;
    fn poll_ready(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<(), K::Error>> {
        self.sink.poll_ready_unpin(cx)
    }
    fn start_send(mut self: std::pin::Pin<&mut Self>, item: Message) -> Result<(), K::Error> {
        self.sink.start_send_unpin(item)
    }
    fn poll_flush(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<(), K::Error>> {
        self.sink.poll_flush_unpin(cx)
    }
    fn poll_close(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<(), K::Error>> {
        self.sink.poll_close_unpin(cx)
    }
}

fn limits() -> Spectators {
    Spectators {
        max: 10,
        queue_frames: 8,
        forgive: Duration::from_mins(1),
        ping: Duration::from_secs(20),
        idle: Duration::from_mins(1),
        write: Duration::from_secs(20),
    }
}

fn chunk(number: u8, frames: u8) -> Vec<(u8, Bytes)> {
    (0..frames).map(|i| (i, Bytes::copy_from_slice(&[number, i]))).collect()
}

/// Two frames of a chunk that nobody takes: one fills the socket, the other waits for it.
async fn stall(slow: &Slow, number: u8) {
    for index in [100, 101] {
        slow.fanout.push([(index, Bytes::copy_from_slice(&[number, index]))]);
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
    }
}

async fn taken(slow: &mut Slow) -> Vec<u8> {
    match slow.to_client.recv().await {
        Some(Message::Binary(bytes)) => bytes.to_vec(),
        other => panic!("a frame was due, {other:?} came"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_spectator_gets_the_current_chunk_anew_and_is_disconnected_the_second_time() {
    let mut slow = slow(limits());
    slow.fanout.push(chunk(1, 1));
    assert_eq!(taken(&mut slow).await, [1, 0]);
    // It does not take what it is written; meanwhile two chunks pass.
    stall(&slow, 1).await;
    slow.fanout.push(chunk(2, 10));
    slow.fanout.push(chunk(3, 2));
    let mut got = vec![taken(&mut slow).await];
    while got.last().is_some_and(|frame| *frame != [3, 1]) {
        got.push(taken(&mut slow).await);
    }
    assert_eq!(&got[got.len() - 2..], [vec![3, 0], vec![3, 1]]);
    assert!(!got.contains(&vec![2, 9]), "the queue was emptied: {got:?}");
    assert!(slow.metrics.render().contains("gridcast_queue_overflows_total 1"));
    stall(&slow, 3).await;
    slow.fanout.push(chunk(4, 10));
    slow.fanout.push(chunk(5, 2));
    while let Some(message) = slow.to_client.recv().await {
        if let Message::Close(frame) = message {
            assert_eq!(frame.unwrap().reason.as_str(), "too slow");
            break;
        }
    }
    drop(slow.to_client);
    assert_eq!(slow.session.await.unwrap(), Left::TooSlow);
}

#[tokio::test(start_paused = true)]
async fn a_spectator_that_takes_nothing_is_given_up() {
    let slow = slow(limits());
    slow.fanout.push(chunk(1, 4));
    assert_eq!(slow.session.await.unwrap(), Left::Stuck);
}

#[tokio::test(start_paused = true)]
async fn a_spectator_that_says_nothing_is_pinged_and_then_given_up() {
    let mut slow = slow(limits());
    for _ in 0..2 {
        assert!(matches!(slow.to_client.recv().await, Some(Message::Ping(_))));
    }
    assert!(matches!(slow.to_client.recv().await, Some(Message::Close(Some(_)))));
    assert_eq!(slow.session.await.unwrap(), Left::Idle);
    drop(slow.stop);
}
