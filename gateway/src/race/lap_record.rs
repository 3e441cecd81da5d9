//! A record of `f1_laps`, checked: dates in UTC, numbers in their ranges, what is nonsense left out.

use gridcast_shared::race::{Compound, TrackStatus};
use gridcast_shared::topics::LapRecord;

use super::pit_stops::Under;

/// Dates are looked at within `0..LAST_DATE_MS` (the year 2109): sums of them cannot overflow.
pub(super) const LAST_DATE_MS: i64 = 1 << 42;

/// What a lap's record tells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lap {
    /// From 1.
    pub(super) number: i32,
    pub(super) start_ms: Option<i64>,
    pub(super) end_ms: Option<i64>,
    pub(super) position: Option<u8>,
    pub(super) time_ms: Option<u32>,
    /// 0 where a sector has no time; none where no sector has one.
    pub(super) sectors_ms: Option<[u32; 3]>,
    /// Date of entering the pits in this lap.
    pub(super) in_ms: Option<i64>,
    /// Date of leaving the pits in this lap.
    pub(super) out_ms: Option<i64>,
    /// Whether the record knows of no visit to the pits.
    pub(super) has_no_pits: bool,
    pub(super) compound: Compound,
    /// Laps at the end of this lap.
    pub(super) tyre_age: Option<i32>,
    /// The track's status at the end of the lap.
    pub(super) track: Option<TrackStatus>,
    /// What was out on the track in the lap.
    pub(super) under: Under,
    /// Whether the time was deleted, if the record says so or not so.
    pub(super) is_deleted: Option<bool>,
    /// The lap was begun and never ended: the car is out.
    pub(super) is_out: bool,
}

impl Lap {
    /// Reads a record; none when its lap number is none. `zero_ms` is UTC at session time 0, for records that do
    /// not tell it themselves.
    pub(super) fn read(record: &LapRecord, zero_ms: Option<i64>) -> Option<Self> {
        let number = (1.0..=250.0).contains(&record.lap_number).then_some(record.lap_number as i32)?;
        let zero = session_zero_ms(record).or(zero_ms);
        let at = |session_ms: Option<i64>| Some(zero? + session_ms.filter(|&time| is_date(time))?);
        let sectors = [record.sector1_time, record.sector2_time, record.sector3_time];
        Some(Self {
            number,
            start_ms: record.lap_start_date.filter(|&date| is_date(date)),
            end_ms: end_of(record, zero),
            position: record.position.filter(|p| (1.0..=255.0).contains(p)).map(|p| p as u8),
            time_ms: time_ms(record.lap_time),
            sectors_ms: sectors
                .iter()
                .any(Option::is_some)
                .then(|| sectors.map(|sector| time_ms(sector).unwrap_or(0))),
            in_ms: at(record.pit_in_time),
            out_ms: at(record.pit_out_time),
            has_no_pits: record.pit_in_time.is_none() && record.pit_out_time.is_none(),
            compound: compound(record.compound.as_deref()),
            tyre_age: record.tyre_life.filter(|age| (0.0..=255.0).contains(age)).map(|age| age as i32),
            track: record.track_status.as_deref().and_then(|digits| digits.chars().last()).and_then(status),
            under: under(record.track_status.as_deref()),
            is_deleted: record.deleted,
            is_out: record.lap_time.is_none()
                && record.sector3_time.is_none()
                && record.sector3_session_time.is_none()
                && record.position.is_none(),
        })
    }
}

/// A tyre's name as a compound; names of before 2019 go to the nearest of today's.
pub(super) fn compound(name: Option<&str>) -> Compound {
    match name.unwrap_or_default() {
        "SOFT" | "SUPERSOFT" | "ULTRASOFT" | "HYPERSOFT" => Compound::Soft,
        "MEDIUM" => Compound::Medium,
        "HARD" | "SUPERHARD" => Compound::Hard,
        "INTERMEDIATE" => Compound::Intermediate,
        "WET" => Compound::Wet,
        _ => Compound::Unknown,
    }
}

/// Whether a date or a session time is one that can be reckoned with.
pub(super) fn is_date(ms: i64) -> bool {
    (0..LAST_DATE_MS).contains(&ms)
}

/// A digit of `TrackStatus`.
fn status(digit: char) -> Option<TrackStatus> {
    Some(match digit {
        '1' => TrackStatus::Clear,
        '2' => TrackStatus::Yellow,
        '4' => TrackStatus::SafetyCar,
        '5' => TrackStatus::Red,
        '6' => TrackStatus::VirtualSafetyCar,
        '7' => TrackStatus::VirtualEnding,
        _ => return None,
    })
}

/// The gravest that was out in a lap of this `TrackStatus`.
fn under(digits: Option<&str>) -> Under {
    match digits {
        None => Under::Unknown,
        Some(digits) if digits.contains('5') => Under::RedFlag,
        Some(digits) if digits.contains('4') => Under::SafetyCar,
        Some(_) => Under::Racing,
    }
}

/// UTC at session time 0, where the record tells it; the same for every lap of a session.
pub(super) fn session_zero_ms(record: &LapRecord) -> Option<i64> {
    let (date, time) = (record.lap_start_date?, record.lap_start_time?);
    (is_date(date) && is_date(time)).then(|| date - time)
}

fn end_of(record: &LapRecord, zero_ms: Option<i64>) -> Option<i64> {
    let by_sector = || Some(zero_ms? + record.sector3_session_time.filter(|&t| is_date(t))?);
    let by_time =
        || Some(record.lap_start_date.filter(|&d| is_date(d))? + record.lap_time.filter(|&t| is_date(t))?);
    by_sector().or_else(by_time).filter(|&date| is_date(date))
}

fn time_ms(time: Option<i64>) -> Option<u32> {
    u32::try_from(time?).ok()
}
