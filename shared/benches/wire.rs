//! What the wire costs on a whole recorded race, one line a figure: `figure NAME VALUE UNIT [budget <= N]`.
//!
//! Telemetry: the race in frames of 200 ms with a key frame each 10 s, frame heads included, the lengths of a file
//! and WebSocket's heads not, the race state empty. Timing: [`board`] says how its states come about.
//! `cargo bench -p gridcast-shared --bench wire`; without the recording it says so and ends.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench's figures are its output")]
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

#[path = "wire/archive.rs"]
mod archive;
#[path = "wire/board.rs"]
mod board;
#[path = "wire/feed.rs"]
mod feed;
#[path = "wire/recording.rs"]
mod recording;
#[path = "wire/rivals.rs"]
mod rivals;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use gridcast_shared::ids::SessionId;
use gridcast_shared::race::RaceState;
use gridcast_shared::session::Session;
use gridcast_shared::telemetry::Sample;
use gridcast_shared::wire::{Decoder, Encoded, Encoder, Frame};

use board::Board;
use recording::{Race, Recording, data};

/// A frame for so much of the race.
const FRAME_MS: i64 = 200;

/// Recordings of the feed that no part of the codec was made with alone: name, and files.
const FEEDS: [(&str, &[&str]); 3] = [
    (
        "monaco",
        &[
            "static/2023_monaco_fp2_relaid/CarData.z.jsonStream.zst",
            "static/2023_monaco_fp2_relaid/Position.z.jsonStream.zst",
        ],
    ),
    ("mexico", &["live/2024_mexico_fp3_fastf1_livetiming.txt.zst"]),
    ("styria", &["static/2021_styria_race_slice/Position.z.jsonStream"]),
];

fn main() {
    for (name, files) in FEEDS {
        let files: Vec<PathBuf> = files.iter().map(|file| data(file)).collect();
        match feed::load(&files) {
            Some(recording) => bytes_a_sample(&format!("wire.{name}"), &recording, None),
            None => eprintln!("skipped wire.{name}: no recording; set GRIDCAST_DATA to where they are"),
        }
    }
    let Some(race) = Race::load() else {
        eprintln!("skipped: no recording; set GRIDCAST_DATA to where tele/2025_australia_race.jsonl.zst is");
        return;
    };
    figure("wire.clean_race_s", race.clean_time.as_secs_f64(), "s", Some(1.0));
    parts(&race.samples);
    bytes_a_sample("wire", &race.samples, Some((2.5, 2.05)));
    let n_both = race.samples.both.len();
    let both = encode(&race.samples.both, FRAME_MS, None);
    figure("wire.encode_race_s", both.time.as_secs_f64(), "s", Some(1.0));

    let (decoded, time) = decode(&both.frames);
    assert_eq!(decoded, n_both, "all samples come out");
    figure("wire.decode_race_s", time.as_secs_f64(), "s", Some(1.0));
    match rivals::decode_in_wasm(&both.frames) {
        Ok((decoded, seconds)) => {
            assert_eq!(decoded, n_both, "all samples come out in WASM");
            figure("wire.decode_race_wasm_s", seconds, "s", Some(1.0));
        }
        Err(why) => eprintln!("skipped wire.decode_race_wasm_s: {why}"),
    }
    figure("wire.ratio_to_json", race.json_bytes as f64 / both.bytes as f64, "x", None);
    match rivals::xz(&race.samples.both) {
        Ok(bytes) => figure("wire.ratio_to_xz", bytes as f64 / both.bytes as f64, "x", None),
        Err(why) => eprintln!("skipped wire.ratio_to_xz: {why}"),
    }
    timing(&race.samples.measured);
}

/// Bytes a sample of a recording: both halves of each, and only what was measured.
fn bytes_a_sample(name: &str, recording: &Recording, budgets: Option<(f64, f64)>) {
    let budgets = budgets.unzip();
    let samples = [("", &recording.both, budgets.0), ("_measured", &recording.measured, budgets.1)];
    for (ending, samples, budget) in samples {
        let stream = encode(samples, FRAME_MS, None);
        let (decoded, _) = decode(&stream.frames);
        assert_eq!(decoded, samples.len(), "all samples come out");
        let bytes = stream.bytes as f64 / samples.len() as f64;
        figure(&format!("{name}.bytes_per_sample{ending}"), bytes, "B", budget);
    }
}

/// The least and the most that a sixth of the race takes, and half of its cars, and all of it in batches of a second
/// as the live feed has them: how far a figure of one race carries.
fn parts(recording: &Recording) {
    for (ending, samples) in [("", &recording.both), ("_measured", &recording.measured)] {
        let bytes = |samples: &[Sample], frame_ms| {
            encode(samples, frame_ms, None).bytes as f64 / samples.len() as f64
        };
        let sixths = samples.chunks(samples.len().div_ceil(6)).map(|part| bytes(part, FRAME_MS));
        let (least, most) =
            sixths.fold((f64::INFINITY, 0.0_f64), |(least, most), part| (least.min(part), most.max(part)));
        figure(&format!("wire.sixths_least_bytes_per_sample{ending}"), least, "B", None);
        figure(&format!("wire.sixths_most_bytes_per_sample{ending}"), most, "B", None);
        let half: Vec<Sample> = samples.iter().filter(|sample| sample.car.0 % 2 == 0).copied().collect();
        figure(&format!("wire.half_the_cars_bytes_per_sample{ending}"), bytes(&half, FRAME_MS), "B", None);
        figure(&format!("wire.batches_of_1_s_bytes_per_sample{ending}"), bytes(samples, 1000), "B", None);
    }
}

/// What the race state costs on top of the telemetry's bytes, and what a joining client is sent.
fn timing(samples: &[Sample]) {
    let Some(mut board) = Board::load() else {
        eprintln!("skipped wire.timing_bytes_per_second: no recorded laps");
        return;
    };
    let without = encode(samples, FRAME_MS, None).bytes;
    let with = encode(samples, FRAME_MS, Some(&mut board));
    let span = samples.last().map_or(0, |sample| sample.date_ms) - samples[0].date_ms;
    let per_second = (with.bytes - without) as f64 * 1000.0 / span as f64;
    figure("wire.timing_bytes_per_second", per_second, "B/s", Some(160.0));
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

/// Encodes samples that are sorted by date, a frame for each `frame_ms`, with a board or an empty state.
fn encode(samples: &[Sample], frame_ms: i64, mut board: Option<&mut Board>) -> Stream {
    let empty = RaceState::new(Session::unknown(SessionId::from_start(0)).into());
    let start = Instant::now();
    let mut encoder = Encoder::new();
    let mut frames = Vec::new();
    let mut batch = Vec::new();
    for samples in samples.chunk_by(|a, b| a.date_ms / frame_ms == b.date_ms / frame_ms) {
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
