//! Recordings of the feed itself: batches of positions and of car data, each packed, whatever the line around them.
//!
//! What is measured is sent at its own date. What FastF1 would make of the same, each half interpolated onto the
//! other's dates, is the second form, as in the recorded races.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use base64::Engine;
use gridcast_shared::clean::Keep;
use gridcast_shared::ids::{CarIndex, DriverCode};
use gridcast_shared::telemetry::Sample;
use gridcast_shared::topics::TeleRecord;
use gridcast_shared::units::MAX_CARS;
use jiff::Timestamp;
use serde_json::Value;

use crate::recording::{Recording, clean};

/// Channels of car data: RPM, km/h, gear, throttle in %, brake, DRS.
type CarData = [f64; 6];
const CHANNELS: [&str; 6] = ["0", "2", "3", "4", "5", "45"];

/// What was recorded of a car, by date.
#[derive(Default)]
struct Track {
    car_data: BTreeMap<i64, CarData>,
    positions: BTreeMap<i64, [f64; 3]>,
}

/// Reads files of one session; `None` when one is not there.
pub(crate) fn load(files: &[PathBuf]) -> Option<Recording> {
    let mut cars: BTreeMap<u16, Track> = BTreeMap::new();
    for file in files {
        for line in lines(file)?.split(b'\n').map_while(Result::ok) {
            // Texts in a line are in either kind of quotes; those that unpack are batches.
            for payload in line.split(|byte| matches!(byte, b'"' | b'\'')).filter_map(unpack) {
                take(&payload, &mut cars);
            }
        }
    }
    let mut measured = Vec::new();
    let mut merged: Vec<(CarIndex, TeleRecord)> = Vec::new();
    for (i, track) in cars.values().take(MAX_CARS).enumerate() {
        let car = CarIndex(i as u8);
        measured.extend(track.car_data.keys().filter_map(|date| Some((car, track.record(*date, "car")?))));
        measured.extend(track.positions.keys().filter_map(|date| Some((car, track.record(*date, "pos")?))));
        let dates: BTreeSet<&i64> = track.car_data.keys().chain(track.positions.keys()).collect();
        merged.extend(dates.into_iter().filter_map(|date| Some((car, track.merged(*date)?))));
    }
    let samples = |mut records: Vec<(CarIndex, TeleRecord)>, keep| -> Vec<Sample> {
        records.sort_by_key(|(car, record)| (record.date, *car));
        clean(&records, keep)
    };
    let both = samples(merged, Keep::Both);
    Some(Recording { both, measured: samples(measured, Keep::Measured) })
}

impl Track {
    /// One half as it was measured.
    fn record(&self, date: i64, source: &str) -> Option<TeleRecord> {
        let (car_data, position) = match source {
            "car" => (self.car_data.get(&date).copied(), None),
            _ => (None, self.positions.get(&date).copied()),
        };
        Some(TeleRecord { source: Some(source.into()), ..record(date, car_data, position)? })
    }

    /// Both halves, one of them measured or both, the other on the line between those around it.
    fn merged(&self, date: i64) -> Option<TeleRecord> {
        let mut car_data = on_line(&self.car_data, date);
        if let (Some(car_data), Some((_, before))) = (&mut car_data, self.car_data.range(..=date).next_back())
        {
            // Gear, brake and DRS are held.
            for channel in [2, 4, 5] {
                car_data[channel] = before[channel];
            }
        }
        record(date, car_data, on_line(&self.positions, date))
    }
}

fn record(date: i64, car_data: Option<CarData>, position: Option<[f64; 3]>) -> Option<TeleRecord> {
    let channel = |i: usize| car_data.map(|channels| channels[i]);
    let axis = |i: usize| position.map(|axes| axes[i]);
    let driver = DriverCode::parse("AAA").ok()?;
    Some(TeleRecord {
        rpm: channel(0),
        speed: channel(1),
        n_gear: channel(2).map(|gear| gear as i64),
        throttle: channel(3),
        brake: channel(4).map(|brake| brake > 0.0),
        drs: channel(5).map(|drs| drs as i64),
        x: axis(0),
        y: axis(1),
        z: axis(2),
        ..TeleRecord::new(date, driver)
    })
}

/// Values at a date on the lines between those before and after; none outside them.
fn on_line<const N: usize>(track: &BTreeMap<i64, [f64; N]>, date: i64) -> Option<[f64; N]> {
    let (from, a) = track.range(..=date).next_back()?;
    let (to, b) = track.range(date..).next()?;
    let part = if from == to { 0.0 } else { (date - from) as f64 / (to - from) as f64 };
    Some(std::array::from_fn(|i| a[i] + (b[i] - a[i]) * part))
}

fn take(payload: &Value, cars: &mut BTreeMap<u16, Track>) {
    for batch in payload["Position"].as_array().into_iter().flatten() {
        let Some(date) = date_ms(&batch["Timestamp"]) else { continue };
        for (number, entry) in batch["Entries"].as_object().into_iter().flatten() {
            let axes = ["X", "Y", "Z"].map(|axis| entry[axis].as_f64().unwrap_or(0.0));
            if let Ok(number) = number.parse() {
                cars.entry(number).or_default().positions.insert(date, axes);
            }
        }
    }
    for batch in payload["Entries"].as_array().into_iter().flatten() {
        let Some(date) = date_ms(&batch["Utc"]) else { continue };
        for (number, entry) in batch["Cars"].as_object().into_iter().flatten() {
            let channels = CHANNELS.map(|channel| entry["Channels"][channel].as_f64().unwrap_or(0.0));
            if let Ok(number) = number.parse() {
                cars.entry(number).or_default().car_data.insert(date, channels);
            }
        }
    }
}

fn date_ms(text: &Value) -> Option<i64> {
    Some(text.as_str()?.parse::<Timestamp>().ok()?.as_millisecond())
}

/// Lines of a file, plain or zstd by its name.
fn lines(path: &Path) -> Option<Box<dyn BufRead>> {
    let file = std::fs::File::open(path).ok()?;
    if path.extension().is_some_and(|ending| ending == "zst") {
        let mut decoder = zstd::Decoder::new(file).ok()?;
        decoder.window_log_max(27).ok()?;
        return Some(Box::new(BufReader::new(decoder)));
    }
    Some(Box::new(BufReader::new(file)))
}

fn unpack(text: &[u8]) -> Option<Value> {
    let packed = base64::engine::general_purpose::STANDARD.decode(text).ok()?;
    let mut json = Vec::new();
    flate2::read::DeflateDecoder::new(&packed[..]).read_to_end(&mut json).ok()?;
    serde_json::from_slice(&json).ok()
}
