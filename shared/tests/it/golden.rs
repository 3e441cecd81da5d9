//! Files of version 1 still decode to what they meant, and the same races still encode to the same bytes.
//!
//! `GRIDCAST_WRITE_GOLDEN=1 cargo test -p gridcast-shared` writes them anew: only ever before a version is
//! released. The races are made up.

use std::path::PathBuf;
use std::process::Command;

use gridcast_shared::race::RaceState;
use gridcast_shared::telemetry::{Halves, Sample};
use gridcast_shared::wire::{Encoded, Encoder};
use serde_json::Value;

use crate::as_json;
use crate::made_up::{self, Numbers, START_MS};

const NAMES: [&str; 4] = ["race", "measured", "burst", "nothing"];

fn path(file: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/v1")).join(file)
}

/// What stands in a golden file.
fn encode(name: &str) -> Vec<u8> {
    let numbers = &mut Numbers(2026);
    let mut encoder = Encoder::new();
    let mut frames = Vec::new();
    match name {
        "race" => race(numbers, &mut encoder, &mut frames, |sample, _| sample),
        "measured" => race(numbers, &mut encoder, &mut frames, |mut sample, tick| {
            sample.measured = Halves { car_data: tick % 2 == 0, position: tick % 2 != 0 };
            sample.only_measured()
        }),
        "burst" => {
            let state = made_up::state(numbers, 3, START_MS);
            let mut samples: Vec<Sample> = (0..300)
                .map(|_| {
                    let date_ms = START_MS + numbers.below(25_000) as i64;
                    let car = numbers.below(32) as u8;
                    made_up::sample(numbers, date_ms, car)
                })
                .collect();
            encoder.encode(START_MS + 25_000, &mut samples, &state, &mut frames);
        }
        _ => {
            let state = made_up::state(numbers, 0, START_MS);
            encoder.encode(START_MS, &mut Vec::new(), &state, &mut frames);
        }
    }
    as_file(&frames)
}

/// Twelve seconds of five cars, some of which come and go; every other tick is interpolation.
fn race(
    numbers: &mut Numbers,
    encoder: &mut Encoder,
    frames: &mut Vec<Encoded>,
    keep: impl Fn(Sample, i64) -> Sample,
) {
    let mut state: RaceState = made_up::state(numbers, 6, START_MS);
    for tick in 0..80 {
        let date_ms = START_MS + tick * 150;
        let mut samples = Vec::new();
        for car in (0..5).filter(|car| (tick / 20 + car) % 4 != 0) {
            let mut sample = made_up::sample(numbers, date_ms, car as u8);
            sample.measured = Halves { car_data: tick % 2 == 0, position: tick % 3 != 0 };
            samples.push(keep(sample, tick));
        }
        for _ in 0..numbers.below(3) {
            made_up::change(numbers, &mut state, date_ms);
        }
        encoder.encode(date_ms, &mut samples, &state, frames);
    }
}

fn as_file(frames: &[Encoded]) -> Vec<u8> {
    let framed = |frame: &Encoded| [&(frame.bytes.len() as u16).to_le_bytes(), &frame.bytes[..]].concat();
    frames.iter().flat_map(framed).collect()
}

fn parse_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn golden_files_decode_and_encode_as_ever() {
    for name in NAMES {
        let encoded = encode(name);
        if std::env::var_os("GRIDCAST_WRITE_GOLDEN").is_some() {
            std::fs::create_dir_all(path("")).unwrap();
            std::fs::write(path(&format!("{name}.bin")), &encoded).unwrap();
            let lines: Vec<String> = as_json::frames(&encoded).iter().map(Value::to_string).collect();
            std::fs::write(path(&format!("{name}.jsonl")), lines.join("\n") + "\n").unwrap();
        }
        let golden = std::fs::read(path(&format!("{name}.bin"))).unwrap();
        let meant = parse_lines(&std::fs::read_to_string(path(&format!("{name}.jsonl"))).unwrap());
        assert_eq!(as_json::frames(&golden), meant, "{name} means something else");
        assert!(encoded == golden, "{name} encodes to other bytes");
    }
}

#[test]
fn the_independent_decoder_agrees() {
    let decoder = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/wire_decoder.py");
    for name in NAMES {
        let output = match Command::new("python3").arg(decoder).arg(path(&format!("{name}.bin"))).output() {
            Ok(output) => output,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                eprintln!("skipped: no python3");
                assert!(std::env::var_os("GRIDCAST_REQUIRE_DATA").is_none(), "there is no python3");
                return;
            }
            Err(error) => panic!("python3: {error}"),
        };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let said = parse_lines(&String::from_utf8(output.stdout).unwrap());
        let meant = as_json::frames(&std::fs::read(path(&format!("{name}.bin"))).unwrap());
        assert_eq!(said.len(), meant.len());
        for (said, meant) in said.iter().zip(&meant) {
            assert_eq!(said, meant, "{name}");
        }
    }
}
