//! Spectators who read slowly, or not at all: they get the current chunk anew, and nobody else notices.
//!
//! The server is the real one; in the hub's place the test makes the frames, and makes the next only when who
//! reads has the one before. So it knows what each must get, and no clock decides it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use bytes::Bytes;
use gridcast_gateway::connections::Connections;
use gridcast_gateway::fanout::Fanout;
use gridcast_gateway::http;
use gridcast_gateway::http::app::App;
use gridcast_gateway::http::server::Server;
use gridcast_gateway::hub::nothing_yet;
use gridcast_gateway::pool::{Pool, Shared};
use gridcast_gateway::telemetry::Metrics;
use gridcast_shared::ids::{CarIndex, DriverCode, SessionId};
use gridcast_shared::race::RaceState;
use gridcast_shared::session::{Driver, Session};
use gridcast_shared::telemetry::{CarData, Halves, Position, Sample};
use gridcast_shared::units::CHUNK_MS;
use gridcast_shared::wire::{Decoder, Encoded, Encoder, Frame, Notice};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::raw::Raw;
use crate::support::{START_MS, Spectator, config, until};

/// Far more than the system keeps between the gateway and one who does not read, bytes: both of its buffers are
/// set, to 16 and to 4 KiB, of which it makes twice that.
const MORE_THAN_BUFFERS: usize = 160 * 1024;

const CARS: u8 = 20;

/// A served log of frames, without a hub; it stops when dropped.
struct Stage {
    address: SocketAddr,
    fanout: Arc<Fanout>,
    _stop: DropGuard,
}

impl Stage {
    /// Opens it to spectators who may fall 24 frames behind, take nothing for so many seconds, and say nothing.
    async fn open(write_s: &str) -> Self {
        let words = ["--source", "demo", "--queue-frames", "24", "--ping-s", "600", "--idle-s", "3600"];
        let config = config(&[&words[..], &["--write-s", write_s]].concat());
        let (metrics, stop) = (Arc::new(Metrics::new()), CancellationToken::new());
        let fanout = Arc::new(Fanout::new(config.spectators.queue_frames));
        let shared = Shared {
            fanout: Arc::clone(&fanout),
            metrics: Arc::clone(&metrics),
            limits: config.spectators,
            stop: stop.clone(),
        };
        let app = App {
            pool: Arc::new(Pool::start(shared)),
            recorder: Arc::default(),
            live: watch::channel(nothing_yet()).1,
            live_cache: Arc::default(),
            delays: Arc::default(),
            site: None,
            marts: None,
            sites: Arc::new(config.http.sites),
            base: config.base_path,
            trusted_proxies: Arc::clone(&config.http.trusted_proxies),
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = Server {
            listener,
            router: http::router(app, true),
            connections: Arc::new(Connections::new(config.http.limits, metrics)),
            trusted_proxies: config.http.trusted_proxies,
            stop: stop.clone(),
            finish: config.shutdown,
        };
        tokio::spawn(server.serve());
        Self { address, fanout, _stop: stop.drop_guard() }
    }

    /// Sends frames, each once this spectator has all before it.
    async fn show(&self, frames: &[Encoded], to: &mut Spectator) {
        for frame in frames {
            self.fanout.push([(frame.index, Bytes::copy_from_slice(&frame.bytes))]);
            let n_frames = to.frames.len() + 1;
            while to.frames.len() < n_frames {
                assert!(to.next().await, "the connection ended before the race");
            }
        }
    }
}

/// A race whose cars jump about so that the coder has much to tell.
struct Telling {
    encoder: Encoder,
    race: RaceState,
    chunks: i64,
}

impl Telling {
    fn new() -> Self {
        let mut session = Session::unknown(SessionId::parse("2025-01-race").unwrap());
        for i in 0..CARS {
            let code = format!("D{}{}", char::from(b'A' + i / 5), char::from(b'A' + i % 5));
            let code = DriverCode::parse(&code).unwrap();
            let (name, team) = (String::new(), String::new());
            session.drivers.push(Driver { number: i + 1, code, name, team, colour: None });
        }
        Self { encoder: Encoder::new(), race: RaceState::new(Arc::new(session)), chunks: 0 }
    }

    /// The next chunk, in so many frames (200 at most), each of ten ticks five milliseconds apart.
    fn chunk(&mut self, n_frames: i64) -> Vec<Encoded> {
        let (mut frames, mut samples) = (Vec::new(), Vec::new());
        for i in 0..n_frames {
            let from_ms = START_MS + self.chunks * CHUNK_MS + i * CHUNK_MS / n_frames;
            let dates = (0..10).map(|tick| from_ms + tick * 5);
            samples.extend(dates.flat_map(|date_ms| (0..CARS).map(move |car| sample(date_ms, car))));
            self.race.cars[0].lap = (self.chunks + i % 7) as u8;
            self.encoder.encode(from_ms + 49, &mut samples, &self.race, &mut frames);
        }
        self.chunks += 1;
        assert_eq!(frames.len() as i64, n_frames, "a frame each");
        assert!(frames.iter().all(|frame| frame.chunk == frames[0].chunk), "all of one chunk");
        frames
    }
}

/// A sample like no other one.
fn sample(date_ms: i64, car: u8) -> Sample {
    let noise = (date_ms.unsigned_abs() * 32 + u64::from(car)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let bits = |from: u32, n: u32| (noise >> from & ((1 << n) - 1)) as u16;
    Sample {
        date_ms,
        car: CarIndex(car),
        measured: Halves::BOTH,
        car_data: Some(CarData {
            speed_kmh: bits(0, 8),
            rpm_steps: bits(8, 8),
            lap: 1,
            ..CarData::default()
        }),
        position: Some(Position { x: bits(20, 15).into(), y: bits(35, 15).into(), z: bits(50, 12).into() }),
    }
}

/// Chunk and index of each.
fn places(frames: &[Encoded]) -> Vec<(u32, u8)> {
    frames.iter().map(|frame| (frame.chunk, frame.index)).collect()
}

fn n_bytes(frames: &[Encoded]) -> usize {
    frames.iter().map(|frame| frame.bytes.len()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_who_stops_reading_gets_the_current_chunk_anew_and_ends_where_all_others_do() {
    let mut race = Telling::new();
    let [first, second, third] = [200, 20, 20].map(|n_frames| race.chunk(n_frames));
    assert!(MORE_THAN_BUFFERS < n_bytes(&first), "{}", n_bytes(&first));
    let stage = Stage::open("600").await;
    let mut quick = Spectator::join(stage.address).await;
    stage.show(&first, &mut quick).await;

    // Who joins is sent the chunk so far in one go, for as long as the socket takes it: once something of it has come,
    // this one is somewhere in the first chunk and stays there until it reads again.
    let mut slow = Raw::join_narrow(stage.address).await;
    let mut came = vec![slow.next().await.expect("it is sent something")];
    stage.show(&second, &mut quick).await;
    stage.show(&third, &mut quick).await;
    assert_eq!(quick.frames, places(&[&first[..], &second, &third].concat()), "the other one got everything");

    let (mut decoder, mut frame, mut got) = (Decoder::new(), Frame::default(), Vec::new());
    let (last, mut skipped_at) = (third.last().map(|frame| (frame.chunk, frame.index)), Vec::new());
    while got.last().copied() != last {
        let next = match came.pop() {
            Some(message) => message,
            None => slow.next().await.expect("it is let go by nobody"),
        };
        assert_eq!(next.0, 0x82, "a binary message");
        if Notice::decode(&next.1) == Some(Notice::Skipped) {
            skipped_at.push(got.len());
            continue;
        }
        decoder.decode(&next.1, &mut frame).unwrap();
        got.push((frame.chunk, frame.index));
    }
    let n_before = got.len() - third.len();
    assert!(n_before < first.len(), "it missed something");
    assert_eq!(skipped_at, [n_before], "and is told where");
    assert_eq!(got, [&places(&first)[..n_before], &places(&third)].concat(), "then the current chunk, whole");
    assert_eq!(decoder.state().unwrap().digest(), quick.digest());
    until(stage.address, "/metrics", |answer| answer.text().contains("queue_overflows_total 1\n")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_who_never_reads_is_let_go_and_the_others_get_everything() {
    let mut race = Telling::new();
    let [first, second] = [200, 20].map(|n_frames| race.chunk(n_frames));
    assert!(MORE_THAN_BUFFERS < n_bytes(&first), "{}", n_bytes(&first));
    let stage = Stage::open("1").await;
    let mut stalled = Vec::new();
    for _ in 0..20 {
        stalled.push(Raw::join_narrow(stage.address).await);
    }
    let mut quick = Spectator::join(stage.address).await;
    stage.show(&first, &mut quick).await;
    let gone = until(stage.address, "/metrics", |answer| answer.text().contains("spectators 1\n")).await;
    let text = gone.text();
    assert!(text.contains("disconnects_total{reason=\"stuck\"} 20\n"), "{text}");
    stage.show(&second, &mut quick).await;
    assert_eq!(quick.frames, places(&[first, second].concat()));
}
