//! `f1_timing`: what changed of a car's line, from what is known of it before and after.

use std::collections::BTreeMap;

use gridcast_shared::ids::DriverCode;
use gridcast_shared::session::SessionKind;
use gridcast_shared::topics::{Segments, TimingRecord, Update};
use serde_json::Value;

use crate::merge::list;
use crate::text::{Gap, lap_ms};
use crate::value::{flag, name, small, text};

/// What has been told of each car.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Timing(BTreeMap<DriverCode, CarTiming>);

/// What the feed knows of a car, beside its line of the timing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CarKnown<'a> {
    /// The line of `TimingData`.
    pub(crate) line: &'a Value,
    /// The line of `TimingAppData`.
    pub(crate) app: &'a Value,
    /// Number of the last lap that has ended.
    pub(crate) completed: Option<u32>,
}

/// A car's state as the records tell it; a field of each of theirs.
#[derive(Clone, Debug, Default, PartialEq)]
struct CarTiming {
    position: Option<u8>,
    grid_position: Option<u8>,
    number_of_laps: Option<u8>,
    gap_to_leader: Option<u32>,
    laps_to_leader: Option<u8>,
    interval: Option<u32>,
    laps_to_ahead: Option<u8>,
    last_lap_time: Option<u32>,
    best_lap_time: Option<u32>,
    best_lap_number: Option<u8>,
    best_laps: Option<Vec<Option<u32>>>,
    sector1_time: Option<u32>,
    sector2_time: Option<u32>,
    sector3_time: Option<u32>,
    segments: Option<Segments>,
    in_pit: Option<bool>,
    stopped: Option<bool>,
    retired: Option<bool>,
    knocked_out: Option<bool>,
    pit_stops: Option<u8>,
    compound: Option<String>,
    tyre_life: Option<u8>,
}

/// The record of the fields that differ.
macro_rules! changes {
    ($driver:expr, $date:expr, $old:expr, $new:expr, [$($field:ident),*]) => {
        TimingRecord {
            $($field: if $old.$field == $new.$field {
                Update::Keep
            } else {
                Update::set_or_gone($new.$field.clone())
            },)*
            ..TimingRecord::new($driver, $date)
        }
    };
}

impl Timing {
    /// What changed of a car since it was last told; `None` where nothing did.
    pub(crate) fn change(
        &mut self,
        driver: DriverCode,
        date: i64,
        kind: SessionKind,
        part: Option<u8>,
        known: CarKnown<'_>,
    ) -> Option<TimingRecord> {
        let old = self.0.entry(driver).or_default();
        let new = view(kind, part, known);
        let record = changes!(
            driver,
            date,
            old,
            new,
            [
                position,
                grid_position,
                number_of_laps,
                gap_to_leader,
                laps_to_leader,
                interval,
                laps_to_ahead,
                last_lap_time,
                best_lap_time,
                best_lap_number,
                best_laps,
                sector1_time,
                sector2_time,
                sector3_time,
                segments,
                in_pit,
                stopped,
                retired,
                knocked_out,
                pit_stops,
                compound,
                tyre_life
            ]
        );
        let has_changed = *old != new;
        *old = new;
        has_changed.then_some(record)
    }
}

fn view(kind: SessionKind, part: Option<u8>, known: CarKnown<'_>) -> CarTiming {
    let CarKnown { line, app, completed } = known;
    let (to_leader, to_ahead) = gaps(kind, part, line);
    let time = |value: Option<&Value>, key: &str| {
        value.and_then(|value| text(value, key)).and_then(lap_ms).and_then(|ms| u32::try_from(ms).ok())
    };
    let sector = |index: &str| time(line.get("Sectors").and_then(|sectors| sectors.get(index)), "Value");
    let best_laps = line.get("BestLapTimes").map(list);
    let stints = app.get("Stints").map(list).unwrap_or_default();
    let set = stints.last().map_or(&Value::Null, |(_, set)| set);
    let number_of_laps = if kind.is_race() {
        small(line, "NumberOfLaps")
    } else {
        completed.and_then(|laps| u8::try_from(laps).ok())
    };
    CarTiming {
        position: small(line, "Position"),
        grid_position: small(app, "GridPos"),
        number_of_laps,
        gap_to_leader: milliseconds(to_leader),
        laps_to_leader: laps(to_leader),
        interval: milliseconds(to_ahead),
        laps_to_ahead: laps(to_ahead),
        last_lap_time: time(line.get("LastLapTime"), "Value"),
        best_lap_time: time(line.get("BestLapTime"), "Value"),
        best_lap_number: line.get("BestLapTime").and_then(|best| small(best, "Lap")),
        best_laps: best_laps
            .map(|laps| laps.iter().map(|(_, lap)| time(Some(lap), "Value")).take(3).collect()),
        sector1_time: sector("0"),
        sector2_time: sector("1"),
        sector3_time: sector("2"),
        segments: segments(line),
        in_pit: flag(line, "InPit"),
        stopped: flag(line, "Stopped"),
        retired: flag(line, "Retired"),
        knocked_out: flag(line, "KnockedOut"),
        pit_stops: small(line, "NumberOfPitStops"),
        compound: name(set, "Compound").map(|name| name.to_uppercase()),
        tyre_life: small(set, "TotalLaps"),
    }
}

/// Gaps to the leader and to the car ahead, under the names that they have in each kind of session.
fn gaps(kind: SessionKind, part: Option<u8>, line: &Value) -> (Option<Gap>, Option<Gap>) {
    let gap = |value: &Value, key: &str| text(value, key).and_then(Gap::parse);
    if kind.is_race() {
        let ahead = line.get("IntervalToPositionAhead").and_then(|ahead| gap(ahead, "Value"));
        (gap(line, "GapToLeader"), ahead)
    } else if kind.has_parts() {
        let stats = line.get("Stats").map(list).unwrap_or_default();
        let index = usize::from(part.unwrap_or(1).saturating_sub(1));
        let of_part = stats.iter().find(|(at, _)| *at == index).map_or(&Value::Null, |(_, stats)| stats);
        // The feed writes the second name with a small t.
        (gap(of_part, "TimeDiffToFastest"), gap(of_part, "TimeDifftoPositionAhead"))
    } else {
        (gap(line, "TimeDiffToFastest"), gap(line, "TimeDiffToPositionAhead"))
    }
}

fn milliseconds(gap: Option<Gap>) -> Option<u32> {
    match gap? {
        Gap::Leads => Some(0),
        Gap::Time(ms) => u32::try_from(ms).ok(),
        Gap::Laps(_) => None,
    }
}

fn laps(gap: Option<Gap>) -> Option<u8> {
    match gap? {
        Gap::Laps(laps) => u8::try_from(laps).ok(),
        Gap::Leads | Gap::Time(_) => None,
    }
}

/// The mini-sectors, at most so many a sector.
const MAX_SEGMENTS: usize = 16;

fn segments(line: &Value) -> Option<Segments> {
    let of = |sector: &str| {
        let segments = line.get("Sectors")?.get(sector)?.get("Segments").map(list)?;
        let states = segments.iter().take(MAX_SEGMENTS).map(|(_, state)| small(state, "Status").unwrap_or(0));
        Some(states.collect::<Vec<u16>>())
    };
    let all = ["0", "1", "2"].map(of);
    all.iter().any(Option::is_some).then(|| all.map(Option::unwrap_or_default))
}
