//! The JSON Schema of each mart document, made from its type, is the one in docs/marts/.
//!
//! `GRIDCAST_BLESS=1 cargo test -p gridcast-warehouse --test it schemas` writes them.

use std::path::Path;

use gridcast_shared::mart;
use schemars::{JsonSchema, schema_for};

fn check<T: JsonSchema>(name: &str) {
    let mut text = serde_json::to_string_pretty(&schema_for!(T)).unwrap();
    text.push('\n');
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../docs/marts/{name}.schema.json"));
    if std::env::var_os("GRIDCAST_BLESS").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &text).unwrap();
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(there == text, "{} is not of the type: run this test with GRIDCAST_BLESS=1", file.display());
}

#[test]
fn each_document_has_its_schema() {
    check::<mart::Index>("index");
    check::<mart::Race>("result");
    check::<mart::Laps>("laps");
    check::<mart::Stints>("stints");
    check::<mart::PitStops>("pit_stops");
    check::<mart::Pace>("pace");
    check::<mart::Qualifying>("qualifying");
    check::<mart::LongRuns>("long_runs");
    check::<mart::Bests>("bests");
    check::<mart::Track>("track");
    check::<mart::TelemetryIndex>("telemetry");
    check::<mart::LapTelemetry>("lap_telemetry");
    check::<mart::Schedule>("schedule");
    check::<mart::Standings>("standings");
}
