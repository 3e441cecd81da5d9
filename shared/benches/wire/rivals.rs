//! The same race elsewhere: decoded in WASM under node, and packed by xz.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use gridcast_shared::telemetry::Sample;
use gridcast_shared::wire::Encoded;

const WASM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/wasm");

/// Builds the decoder for wasm32 and runs it in node. Returns the samples decoded and the best of five times.
///
/// # Errors
/// Says which of the wasm32 target and node is missing.
pub(crate) fn decode_in_wasm(frames: &[Encoded]) -> Result<(usize, f64), String> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wasm-decoder");
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--release", "--target", "wasm32-unknown-unknown", "--manifest-path"])
        .arg(format!("{WASM}/Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .status()
        .map_err(|error| format!("cargo: {error}"))?;
    if !built.success() {
        return Err("the decoder does not build for wasm32-unknown-unknown".to_owned());
    }
    let file = target.join("frames.bin");
    let mut bytes = Vec::new();
    for frame in frames {
        bytes.extend_from_slice(&(frame.bytes.len() as u16).to_le_bytes());
        bytes.extend_from_slice(&frame.bytes);
    }
    std::fs::write(&file, bytes).map_err(|error| error.to_string())?;
    let output = Command::new("node")
        .arg(format!("{WASM}/run.mjs"))
        .arg(target.join("wasm32-unknown-unknown/release/gridcast_wasm_decoder.wasm"))
        .arg(file)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("node: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut words = text.split_whitespace();
    let samples = words.next().and_then(|word| word.parse().ok());
    let seconds = words.next().and_then(|word| word.parse().ok());
    samples.zip(seconds).ok_or_else(|| format!("node said {text:?}"))
}

/// Size of the same figures as columns of little-endian integers, packed by `xz -9e`.
///
/// # Errors
/// When there is no xz.
pub(crate) fn xz(samples: &[Sample]) -> Result<usize, String> {
    let columns: [fn(&Sample) -> i64; 12] = [
        |s| s.date_ms,
        |s| s.car.0.into(),
        |s| s.car_data.map_or(0, |c| c.speed_kmh.into()),
        |s| s.car_data.map_or(0, |c| c.throttle_pct.into()),
        |s| s.car_data.map_or(0, |c| c.rpm_steps.into()),
        |s| s.car_data.map_or(0, |c| c.gear.into()),
        |s| s.car_data.map_or(0, |c| c.brake.into()),
        |s| s.car_data.map_or(0, |c| c.drs_open.into()),
        |s| s.car_data.map_or(0, |c| c.lap.into()),
        |s| s.position.map_or(0, |p| p.x.into()),
        |s| s.position.map_or(0, |p| p.y.into()),
        |s| s.position.map_or(0, |p| p.z.into()),
    ];
    let mut sorted: Vec<&Sample> = samples.iter().collect();
    sorted.sort_by_key(|sample| (sample.car, sample.date_ms));
    let mut bytes = Vec::new();
    for column in columns {
        let mut before = 0;
        for sample in &sorted {
            let value = column(sample);
            bytes.extend_from_slice(&((value - before) as i32).to_le_bytes());
            before = value;
        }
    }
    let mut xz = Command::new("xz")
        .args(["-9e", "--stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("xz: {error}"))?;
    let mut input = xz.stdin.take().ok_or("xz has no input")?;
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = xz.wait_with_output().map_err(|error| format!("xz: {error}"))?;
    writer.join().map_err(|_panic| "xz's writer panicked")?.map_err(|error| format!("xz: {error}"))?;
    Ok(output.stdout.len())
}
