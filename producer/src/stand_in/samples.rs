//! The stand-in's own reading of packed samples.

use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde_json::Value;

use super::script::Step;

/// The stamp of the newest sample that a step tells, UTC ms; none where it tells no samples.
#[must_use]
pub fn newest_ms(step: &Step) -> Option<i64> {
    let (list, stamp) = match step.topic.as_str() {
        "Position.z" => ("Position", "Timestamp"),
        "CarData.z" => ("Entries", "Utc"),
        _ => return None,
    };
    Some(utc(unpacked(&step.payload)?[list].as_array()?.last()?, stamp)?.as_millisecond())
}

/// The same places under stamps that are so much later.
///
/// # Panics
/// When the payload is no packed positions: then nothing can be tested.
pub(crate) fn restamped(payload: &Value, later_ms: i64) -> Value {
    let mut positions = unpacked(payload).expect("packed positions");
    for batch in positions["Position"].as_array_mut().expect("a list of positions") {
        let stamp = utc(batch, "Timestamp").expect("a stamp").as_millisecond() + later_ms;
        batch["Timestamp"] = jiff::Timestamp::from_millisecond(stamp).expect("a time").to_string().into();
    }
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(positions.to_string().as_bytes()).expect("memory");
    STANDARD.encode(packer.finish().expect("memory")).into()
}

fn unpacked(payload: &Value) -> Option<Value> {
    let packed = STANDARD.decode(payload.as_str()?).ok()?;
    let mut json = Vec::new();
    DeflateDecoder::new(packed.as_slice()).read_to_end(&mut json).ok()?;
    serde_json::from_slice(&json).ok()
}

fn utc(batch: &Value, stamp: &str) -> Option<jiff::Timestamp> {
    batch[stamp].as_str()?.parse().ok()
}
