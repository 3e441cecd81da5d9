//! What the archive's streams of the race say of its board: race control, track status, laps, tyres and grid.
//!
//! A line is an offset from a zero that no file states, and a change to merge. The zero follows from race control's
//! messages, which carry their date.

use std::collections::BTreeMap;

use gridcast_shared::race::{Compound, TrackStatus};
use jiff::civil::DateTime;
use serde_json::Value;

use crate::recording::data;

/// Something that a stream says.
pub(crate) enum Told {
    Message(String),
    Track(TrackStatus),
    /// The leader's.
    Lap(u8),
    /// Of the car with a racing number.
    Car(String, CarTold),
}

/// The state of a car's set of tyres, and where it started.
#[derive(Clone, Copy, Default)]
pub(crate) struct CarTold {
    pub(crate) grid: u8,
    pub(crate) compound: Compound,
    pub(crate) tyre_age: u8,
    pub(crate) pit_stops: u8,
}

/// All that is told of the race, by date; `None` without the recordings.
pub(crate) fn told() -> Option<Vec<(i64, Told)>> {
    let read = |name: &str| {
        std::fs::read_to_string(data(&format!("static/2025_australia_race/{name}.jsonStream"))).ok()
    };
    let messages = read("RaceControlMessages")?;
    let mut told: Vec<(i64, Told)> = Vec::new();
    let mut zero = i64::MIN;
    for (offset, line) in lines(&messages) {
        for message in entries(&line["Messages"]).into_iter().map(|(_, message)| message) {
            let Some(date) = date_ms(&message["Utc"]) else { continue };
            // A message comes a moment after its date: the least such moment is taken for none.
            zero = zero.max(date - offset);
            told.push((date, Told::Message(message["Message"].as_str().unwrap_or_default().to_owned())));
        }
    }
    for (offset, line) in lines(&read("TrackStatus")?) {
        let status = match line["Status"].as_str() {
            Some("1") => TrackStatus::Clear,
            Some("2") => TrackStatus::Yellow,
            Some("4") => TrackStatus::SafetyCar,
            Some("5") => TrackStatus::Red,
            Some("6") => TrackStatus::VirtualSafetyCar,
            Some("7") => TrackStatus::VirtualEnding,
            _ => TrackStatus::Unknown,
        };
        told.push((zero + offset, Told::Track(status)));
    }
    for (offset, line) in lines(&read("LapCount")?) {
        if let Some(lap) = line["CurrentLap"].as_u64() {
            told.push((zero + offset, Told::Lap(lap as u8)));
        }
    }
    let mut cars: BTreeMap<String, Car> = BTreeMap::new();
    for (offset, line) in lines(&read("TimingAppData")?) {
        for (number, change) in line["Lines"].as_object().into_iter().flatten() {
            let car = cars.entry(number.clone()).or_default();
            car.merge(change);
            told.push((zero + offset, Told::Car(number.clone(), car.told())));
        }
    }
    told.sort_by_key(|(date, _)| *date);
    Some(told)
}

#[derive(Default)]
struct Car {
    grid: u8,
    stints: BTreeMap<usize, (Compound, u8)>,
}

impl Car {
    fn merge(&mut self, change: &Value) {
        if let Some(grid) = change["GridPos"].as_str().and_then(|text| text.parse().ok()) {
            self.grid = grid;
        }
        for (i, stint) in entries(&change["Stints"]) {
            let known = self.stints.entry(i).or_default();
            match stint["Compound"].as_str() {
                Some("SOFT") => known.0 = Compound::Soft,
                Some("MEDIUM") => known.0 = Compound::Medium,
                Some("HARD") => known.0 = Compound::Hard,
                Some("INTERMEDIATE") => known.0 = Compound::Intermediate,
                Some("WET") => known.0 = Compound::Wet,
                _ => {}
            }
            if let Some(laps) = stint["TotalLaps"].as_u64() {
                known.1 = laps as u8;
            }
        }
    }

    fn told(&self) -> CarTold {
        let (compound, tyre_age) = self.stints.values().last().copied().unwrap_or_default();
        let pit_stops = self.stints.len().saturating_sub(1) as u8;
        CarTold { grid: self.grid, compound, tyre_age, pit_stops }
    }
}

/// Elements of a list, which later is an object whose keys are places.
fn entries(list: &Value) -> Vec<(usize, &Value)> {
    match list {
        Value::Array(list) => list.iter().enumerate().collect(),
        Value::Object(map) => map.iter().filter_map(|(i, value)| Some((i.parse().ok()?, value))).collect(),
        _ => Vec::new(),
    }
}

/// Lines of a stream: ms since its zero, and what has changed.
pub(crate) fn lines(stream: &str) -> impl Iterator<Item = (i64, Value)> {
    stream.trim_start_matches('\u{feff}').lines().filter_map(|line| {
        let (offset, json) = line.split_at_checked(line.find('{')?)?;
        let offset = format!("1970-01-01T{offset}").parse::<DateTime>().ok()?;
        let midnight = DateTime::new(1970, 1, 1, 0, 0, 0, 0).ok()?;
        let offset = offset.duration_since(midnight).as_millis() as i64;
        Some((offset, serde_json::from_str(json).ok()?))
    })
}

fn date_ms(text: &Value) -> Option<i64> {
    let date: DateTime = text.as_str()?.parse().ok()?;
    Some(date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_millisecond())
}
