//! What the wire costs on a whole recorded race, one line a figure: `figure NAME VALUE UNIT [budget <= N]`.
//!
//! Telemetry: the race in frames of 200 ms with a key frame each 10 s, frame heads included, the lengths of a file
//! and WebSocket's heads not, the race state empty. Timing: [`board`] says how its states come about.
//! `cargo bench -p gridcast-shared --bench wire`; without the recording it says so and ends.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench's figures are its output")]
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

#[path = "wire/board.rs"]
mod board;
#[path = "wire/recording.rs"]
mod recording;
#[path = "wire/rivals.rs"]
mod rivals;

use std::time::{Duration, Instant};

use gridcast_shared::ids::SessionId;
use gridcast_shared::race::RaceState;
use gridcast_shared::session::Session;
use gridcast_shared::telemetry::Sample;
use gridcast_shared::wire::{Decoder, Encoded, Encoder, Frame};

use board::Board;
use recording::Recording;

/// A frame for so much of the race.
const FRAME_MS: i64 = 200;

fn main() {
    let Some(recording) = Recording::load() else {
        eprintln!("skipped: no recording; set GRIDCAST_DATA to where tele/2025_australia_race.jsonl.zst is");
        return;
    };
    figure("wire.clean_race_s", recording.clean_time.as_secs_f64(), "s", Some(1.0));
    let n_samples = recording.both.len() as f64;
    let both = encode(&recording.both, None);
    figure("wire.bytes_per_sample", both.bytes as f64 / n_samples, "B", Some(2.5));
    let measured = encode(&recording.measured, None);
    let n_measured = recording.measured.len() as f64;
    figure("wire.bytes_per_sample_measured", measured.bytes as f64 / n_measured, "B", Some(2.05));
    figure("wire.encode_race_s", both.time.as_secs_f64(), "s", Some(1.0));

    let (decoded, time) = decode(&both.frames);
    assert_eq!(decoded, recording.both.len(), "all samples come out");
    figure("wire.decode_race_s", time.as_secs_f64(), "s", Some(1.0));
    match rivals::decode_in_wasm(&both.frames) {
        Ok((decoded, seconds)) => {
            assert_eq!(decoded, recording.both.len(), "all samples come out in WASM");
            figure("wire.decode_race_wasm_s", seconds, "s", Some(1.0));
        }
        Err(why) => eprintln!("skipped wire.decode_race_wasm_s: {why}"),
    }
    figure("wire.ratio_to_json", recording.json_bytes as f64 / both.bytes as f64, "x", None);
    match rivals::xz(&recording.both) {
        Ok(bytes) => figure("wire.ratio_to_xz", bytes as f64 / both.bytes as f64, "x", None),
        Err(why) => eprintln!("skipped wire.ratio_to_xz: {why}"),
    }
    timing(&recording.measured, measured.bytes);
}

/// What the race state costs on top of the telemetry's bytes, and what a joining client is sent.
fn timing(samples: &[Sample], without: usize) {
    let Some(mut board) = Board::load() else {
        eprintln!("skipped wire.timing_bytes_per_second: no recorded laps");
        return;
    };
    let with = encode(samples, Some(&mut board));
    let span = samples.last().map_or(0, |sample| sample.date_ms) - samples[0].date_ms;
    let per_second = (with.bytes - without) as f64 * 1000.0 / span as f64;
    figure("wire.timing_bytes_per_second", per_second, "B/s", Some(120.0));
    figure("wire.spectator_bytes_per_second", with.bytes as f64 * 1000.0 / span as f64, "B/s", None);
    figure("wire.joining_bytes_max", max_chunk(&with.frames) as f64, "B", Some(4096.0));
}

/// Prints a figure.
fn figure(name: &str, value: f64, unit: &str, budget: Option<f64>) {
    let budget = budget.map_or(String::new(), |budget| format!(" budget <= {budget}"));
    println!("figure {name} {value:.3} {unit}{budget}");
}

struct Stream {
    frames: Vec<Encoded>,
    bytes: usize,
    time: Duration,
}

/// Encodes samples that are sorted by date, a frame for each [`FRAME_MS`], with a board or an empty state.
fn encode(samples: &[Sample], mut board: Option<&mut Board>) -> Stream {
    let empty = RaceState::new(Session::unknown(SessionId::from_start(0)).into());
    let start = Instant::now();
    let mut encoder = Encoder::new();
    let mut frames = Vec::new();
    let mut batch = Vec::new();
    for samples in samples.chunk_by(|a, b| a.date_ms / FRAME_MS == b.date_ms / FRAME_MS) {
        batch.extend_from_slice(samples);
        let newest = samples.last().map_or(0, |sample| sample.date_ms);
        let state = board.as_mut().map_or(&empty, |board| board.at(newest));
        encoder.encode(newest, &mut batch, state, &mut frames);
    }
    let time = start.elapsed();
    Stream { bytes: frames.iter().map(|frame| frame.bytes.len()).sum(), frames, time }
}

fn decode(frames: &[Encoded]) -> (usize, Duration) {
    let start = Instant::now();
    let mut decoder = Decoder::new();
    let mut frame = Frame::default();
    let mut n_samples = 0;
    for encoded in frames {
        decoder.decode(&encoded.bytes, &mut frame).expect("an encoder's frame");
        n_samples += frame.samples.len();
    }
    (n_samples, start.elapsed())
}

fn max_chunk(frames: &[Encoded]) -> usize {
    let bytes = |frames: &[Encoded]| frames.iter().map(|frame| frame.bytes.len()).sum();
    frames.chunk_by(|a, b| a.chunk == b.chunk).map(bytes).max().unwrap_or(0)
}
