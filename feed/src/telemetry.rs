//! `f1_tele`: the two deflated topics, each sample on its own stamp with the half that was measured, and where
//! along the lap each car is.

use std::collections::BTreeMap;

use gridcast_shared::topics::{Record, TeleRecord};
use serde_json::Value;

use crate::counts::Counts;
use crate::entries::Entries;
use crate::laps::{Laps, Now};
use crate::outline::{Outline, Point};
use crate::text::utc_ms;
use crate::value::{car_number, real, small, text};

/// A stamp farther than this from its message's date is not believed, ms: one of next year would make all that
/// follow look late.
const MAX_STRAY_MS: i64 = 120_000;
/// The same after it, ms: what is stamped comes later than it was measured, and all up to a stamp ahead would look late.
const MAX_AHEAD_MS: i64 = 10_000;

/// A car that is faster than this cannot have the same place twice, km/h.
const MOVING_KMH: f64 = 40.0;

/// How old a car's speed may be to be asked, ms.
const SPEED_HOLDS_MS: i64 = 2_000;

/// Most places of a lap that are kept to learn from.
const MAX_PLACES: usize = 2_000;

/// What is known of all cars' samples.
#[derive(Clone, Debug, Default)]
pub(crate) struct Telemetry {
    cars: BTreeMap<u16, CarSamples>,
    outline: Option<Outline>,
    last_car_data_ms: Option<i64>,
    last_position_ms: Option<i64>,
}

/// What is known of one car's samples.
#[derive(Clone, Debug, Default)]
struct CarSamples {
    speed: Option<(i64, f64)>,
    /// Last place as told.
    place: Option<[i64; 3]>,
    /// It was told again just before.
    is_again: bool,
    /// Metres into the lap, the outline's point, and when.
    along: Option<(f64, usize, i64)>,
    /// Places since the lap began, for the outline.
    lap_places: Vec<(i64, Point)>,
    lap_began_ms: Option<i64>,
}

/// What samples need to know of the rest.
#[derive(Debug)]
pub(crate) struct Rest<'a> {
    pub(crate) now: Now,
    pub(crate) laps: &'a Laps,
    pub(crate) entries: &'a mut Entries,
    pub(crate) counts: &'a mut Counts,
}

impl Rest<'_> {
    /// A record of a car that holds what any sample does; `None` where there is no room for the car.
    fn record(&mut self, number: u16, date: i64, source: &str) -> Option<TeleRecord> {
        let Some(driver) = self.entries.code(number, self.now.at_ms) else {
            self.counts.passed_over("nobody_yet");
            return None;
        };
        let driven = self.laps.driven(number, self.now.is_race);
        let began = self.laps.began_ms(number);
        // The line's message comes after the samples before it: those are still of the lap before.
        let is_before = began.is_some_and(|began| date < began);
        let lap = driven.map(|lap| if is_before { lap.saturating_sub(1).max(1) } else { lap.max(1) });
        Some(TeleRecord {
            session_time: Some(date - self.now.zero_ms),
            lap: lap.map(f64::from),
            source: Some(source.to_owned()),
            ..TeleRecord::new(date, driver)
        })
    }

    /// The stamp of a batch's element, if it is to be believed and newer than the last.
    fn stamp(&mut self, element: &Value, field: &str, last: &mut Option<i64>) -> Option<i64> {
        let Some(stamp) = text(element, field).and_then(utc_ms) else {
            self.counts.passed_over("no_stamp");
            return None;
        };
        if !(-MAX_STRAY_MS..=MAX_AHEAD_MS).contains(&(stamp - self.now.at_ms)) {
            self.counts.passed_over("stray_stamp");
            return None;
        }
        if let Some(before) = *last
            && stamp <= before
        {
            self.counts.passed_over(if stamp == before { "stamp_again" } else { "stamp_jumped_back" });
            return None;
        }
        *last = Some(stamp);
        Some(stamp)
    }
}

impl Telemetry {
    /// Takes a batch of `CarData.z`; `None` when it is none.
    pub(crate) fn car_data(
        &mut self,
        payload: &Value,
        mut rest: Rest<'_>,
        out: &mut Vec<Record>,
    ) -> Option<()> {
        for element in payload.get("Entries")?.as_array()? {
            let Some(date) = rest.stamp(element, "Utc", &mut self.last_car_data_ms) else { continue };
            for (key, told) in element.get("Cars").and_then(Value::as_object).into_iter().flatten() {
                let (Some(number), Some(channels)) = (car_number(key), told.get("Channels")) else {
                    continue;
                };
                let Some(record) = rest.record(number, date, "car") else { continue };
                let speed = real(channels, "2");
                let car = self.cars.entry(number).or_default();
                car.speed = speed.map(|speed| (date, speed)).or(car.speed);
                let mut record = TeleRecord {
                    rpm: real(channels, "0"),
                    speed,
                    n_gear: small(channels, "3"),
                    throttle: real(channels, "4"),
                    brake: real(channels, "5").map(|brake| 0.0 < brake),
                    drs: small(channels, "45"),
                    ..record
                };
                if let Some(outline) = &self.outline
                    && let (Some((at, _, since)), Some(speed)) = (car.along, speed)
                    && (0..SPEED_HOLDS_MS).contains(&(date - since))
                {
                    give(&mut record, at + speed / 3.6 * (date - since) as f64 / 1000.0, outline);
                }
                out.push(Record::Tele(record));
            }
        }
        Some(())
    }

    /// Takes a batch of `Position.z`; `None` when it is none.
    pub(crate) fn positions(
        &mut self,
        payload: &Value,
        mut rest: Rest<'_>,
        out: &mut Vec<Record>,
    ) -> Option<()> {
        for element in payload.get("Position")?.as_array()? {
            let Some(date) = rest.stamp(element, "Timestamp", &mut self.last_position_ms) else { continue };
            let first = out.len();
            let mut on_track: Vec<(f64, u16, usize)> = Vec::new();
            for (key, told) in element.get("Entries").and_then(Value::as_object).into_iter().flatten() {
                let Some(number) = car_number(key) else { continue };
                let Some(mut record) = rest.record(number, date, "pos") else { continue };
                let place = [small(told, "X"), small(told, "Y"), small(told, "Z")];
                let car = self.cars.entry(number).or_default();
                if let [Some(x), Some(y), Some(z)] = place {
                    let repeats = car.repeats([x, y, z], date);
                    let is_second = std::mem::replace(&mut car.is_again, repeats);
                    // Once it happens; a feed that stands is for whoever shows it to see.
                    if repeats && !is_second {
                        rest.counts.passed_over("position_again");
                        continue;
                    }
                    car.place = Some([x, y, z]);
                }
                [record.x, record.y, record.z] = place.map(|value| value.map(|value: i64| value as f64));
                record.status = text(told, "Status").map(String::from);
                if let [Some(x), Some(y), _] = place
                    && (x, y) != (0, 0)
                {
                    let place = [x as f64 / 10.0, y as f64 / 10.0];
                    learn(&mut self.outline, car, place, date, rest.laps.began_ms(number));
                    let outline = self.outline.as_ref();
                    let hint = car.along.map(|(_, index, _)| index);
                    let along = outline.and_then(|outline| outline.along(place, hint));
                    car.along = along.map(|(at, index)| (at, index, date));
                    if let (Some(outline), Some((at, _))) = (outline, along) {
                        give(&mut record, at, outline);
                        on_track.push((at, number, out.len()));
                    }
                }
                out.push(Record::Tele(record));
            }
            if let (Some(outline), Some(records)) = (&self.outline, out.get_mut(first..)) {
                give_ahead(records, first, on_track, outline.length_m());
            }
        }
        Some(())
    }
}

impl CarSamples {
    /// Whether a place is the last one again although the car moves: then it was not measured anew, whatever its
    /// stamp says.
    fn repeats(&self, place: [i64; 3], date: i64) -> bool {
        let moves =
            self.speed.is_some_and(|(at, speed)| (date - at).abs() <= SPEED_HOLDS_MS && MOVING_KMH < speed);
        moves && place != [0, 0, 0] && self.place == Some(place)
    }
}

/// Learns the outline from the lap that a car has just ended; keeps the places of the one that it drives.
fn learn(
    outline: &mut Option<Outline>,
    car: &mut CarSamples,
    place: Point,
    date: i64,
    began_ms: Option<i64>,
) {
    if outline.is_some() {
        car.lap_places = Vec::new();
        return;
    }
    if car.lap_began_ms != began_ms {
        let ended = std::mem::take(&mut car.lap_places);
        let (before, after): (Vec<_>, Vec<_>) =
            ended.into_iter().partition(|(at, _)| began_ms.is_none_or(|began| *at < began));
        let starts = |began: i64| before.first().is_some_and(|(at, _)| at - began < 1_000);
        if car.lap_began_ms.is_some_and(starts) {
            *outline = Outline::learn(&before);
        }
        car.lap_places = after;
        car.lap_began_ms = began_ms;
    }
    if began_ms.is_some_and(|began| began <= date) || began_ms.is_some() && car.lap_places.len() < MAX_PLACES
    {
        car.lap_places.push((date, place));
        car.lap_places.truncate(MAX_PLACES);
    }
}

fn give(record: &mut TeleRecord, at_m: f64, outline: &Outline) {
    // To the millimetre: what is written comes back the same.
    record.distance = rounded(at_m, 1e3);
    record.relative_distance = rounded(at_m / outline.length_m(), 1e7);
}

fn rounded(number: f64, steps: f64) -> Option<f64> {
    Some((number * steps).round() / steps).filter(|number| number.is_finite())
}

/// Gives each record of one date the car that is next on the road, and how far that is along it. `on_track` has
/// metres into the lap, racing number, and the record's place in the output, of which `records` are those from
/// `first` on.
fn give_ahead(records: &mut [Record], first: usize, mut on_track: Vec<(f64, u16, usize)>, length_m: f64) {
    on_track.sort_by(|a, b| a.0.total_cmp(&b.0));
    let next = on_track.iter().cycle().skip(1);
    for ((at, number, index), (ahead_at, ahead, _)) in on_track.iter().zip(next) {
        if let Some(Record::Tele(record)) = records.get_mut(index - first)
            && number != ahead
        {
            record.driver_ahead = Some(ahead.to_string());
            record.distance_to_driver_ahead = rounded((ahead_at - at).rem_euclid(length_m), 1e3);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rest<'a>(laps: &'a Laps, entries: &'a mut Entries, counts: &'a mut Counts) -> Rest<'a> {
        Rest { now: Now { at_ms: 100_000, zero_ms: 0, is_race: true }, laps, entries, counts }
    }

    #[test]
    fn who_is_ahead_is_the_next_along_the_lap_also_beyond_the_line() {
        let record = |driver: &str| {
            Record::Tele(TeleRecord::new(100_000, gridcast_shared::ids::DriverCode::parse(driver).unwrap()))
        };
        // Seven came before these.
        let mut records = vec![record("NOR"), record("VER"), record("PIA")];
        give_ahead(&mut records, 7, vec![(100.0, 4, 7), (4_900.0, 1, 8), (250.5, 81, 9)], 5_000.0);
        let ahead: Vec<(Option<String>, Option<f64>)> = records
            .into_iter()
            .map(|record| match record {
                Record::Tele(record) => (record.driver_ahead, record.distance_to_driver_ahead),
                other => panic!("{other:?}"),
            })
            .collect();
        let is = |driver: &str, metres: f64| (Some(driver.to_owned()), Some(metres));
        assert_eq!(ahead, [is("81", 150.5), is("4", 200.0), is("1", 4_649.5)]);
    }

    #[test]
    fn a_feed_of_positions_that_stands_is_told_as_it_stands() {
        let (laps, mut entries, mut counts) = (Laps::default(), Entries::default(), Counts::default());
        entries.take(&json!({"4": {"Tla": "NOR"}}));
        let (mut telemetry, mut out) = (Telemetry::default(), Vec::new());
        let cars =
            json!({"Entries": [{"Utc": "1970-01-01T00:01:39Z", "Cars": {"4": {"Channels": {"2": 300}}}}]});
        telemetry.car_data(&cars, rest(&laps, &mut entries, &mut counts), &mut out).unwrap();
        out.clear();
        let at = |tenth| {
            let stamp = format!("1970-01-01T00:01:39.{tenth}Z");
            json!({"Timestamp": stamp, "Entries": {"4": {"X": 5, "Y": 6, "Z": 7}}})
        };
        let batch = json!({"Position": [at(1), at(2), at(3), at(4)]});
        telemetry.positions(&batch, rest(&laps, &mut entries, &mut counts), &mut out).unwrap();
        assert_eq!((out.len(), counts.refused["position_again"]), (3, 1));
    }

    #[test]
    fn a_place_that_repeats_under_a_new_stamp_is_no_measurement_of_a_car_that_moves() {
        let (laps, mut entries, mut counts) = (Laps::default(), Entries::default(), Counts::default());
        entries.take(&json!({"4": {"Tla": "NOR"}, "44": {"Tla": "HAM"}}));
        let mut telemetry = Telemetry::default();
        let mut out = Vec::new();
        let cars = json!({"4": {"Channels": {"2": 300}}, "44": {"Channels": {"2": 0}}});
        let car_data = json!({"Entries": [{"Utc": "1970-01-01T00:01:39Z", "Cars": cars}]});
        telemetry.car_data(&car_data, rest(&laps, &mut entries, &mut counts), &mut out).unwrap();
        let place = json!({"X": 5, "Y": 6, "Z": 7, "Status": "OnTrack"});
        let places = json!({"4": place, "44": place});
        let batch = json!({"Position": [
            {"Timestamp": "1970-01-01T00:01:39.1Z", "Entries": places},
            {"Timestamp": "1970-01-01T00:01:39.3Z", "Entries": places},
            {"Timestamp": "1970-01-01T00:01:39.2Z", "Entries": places},
            {"Timestamp": "1970-01-01T00:01:39.3Z", "Entries": places},
            {"Timestamp": "1971-01-01T00:00:00Z", "Entries": places},
            {"Entries": places},
        ]});
        out.clear();
        telemetry.positions(&batch, rest(&laps, &mut entries, &mut counts), &mut out).unwrap();
        let dates: Vec<_> = out
            .iter()
            .map(|record| match record {
                Record::Tele(record) => (record.driver.to_string(), record.date),
                other => panic!("{other:?}"),
            })
            .collect();
        let expected = [("NOR", 99_100), ("HAM", 99_100), ("HAM", 99_300)];
        assert_eq!(dates, expected.map(|(code, date)| (code.to_owned(), date)));
        let counted = [
            ("no_stamp", 1),
            ("position_again", 1),
            ("stamp_again", 1),
            ("stamp_jumped_back", 1),
            ("stray_stamp", 1),
        ];
        assert_eq!(counts.refused, counted.into());
        assert_eq!(telemetry.positions(&json!({}), rest(&laps, &mut entries, &mut counts), &mut out), None);
    }
}
