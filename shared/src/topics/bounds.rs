//! What numbers of a record can be: beyond these nothing is told that ever happened on a track.
//!
//! Types alone let through a lap of the number 10^10 and dates in nanoseconds, on which whoever calculates with them
//! fails. The bounds are wide: they take away what is impossible, not what is odd.

use std::ops::RangeInclusive;

use super::{LapRecord, Record, SessionRecord, TeleRecord};

/// UTC milliseconds of 1950 to 2099: the seasons of the championship, past and to come.
pub const DATES_MS: RangeInclusive<i64> = -631_152_000_000..=4_102_444_799_999;

/// Session times and durations, ms: no session lasts a week, and none begins a week before its zero.
pub const TIMES_MS: RangeInclusive<i64> = -604_800_000..=604_800_000;

/// Numbers of laps, stints and places, and ages of tyres in laps.
pub const COUNTS: RangeInclusive<f64> = 0.0..=255.0;

/// Speeds, revolutions and throttle whatever their unit, and positions in 0.1 m: below this, either way.
pub const MEASURES_BELOW: f64 = 1e6;

impl Record {
    /// Whether every number of it that charts are made of can be true. What a type bounds is not looked at again.
    pub fn is_in_range(&self) -> bool {
        match self {
            Self::Tele(record) => is_tele_in_range(record),
            Self::Lap(record) => is_lap_in_range(record),
            Self::Session(record) => is_session_in_range(record),
            Self::Timing(record) => DATES_MS.contains(&record.date),
            Self::RaceControl(record) => DATES_MS.contains(&record.date),
            Self::Weather(record) => DATES_MS.contains(&record.date),
        }
    }

    /// Whether a race can be reckoned by it: the same without what is measured of cars, which is clamped on its way to the
    /// page. The rest of such a record is good.
    pub fn is_reckonable(&self) -> bool {
        match self {
            Self::Tele(record) => DATES_MS.contains(&record.date),
            Self::Lap(record) => is_lap_reckonable(record),
            other => other.is_in_range(),
        }
    }
}

fn is_tele_in_range(record: &TeleRecord) -> bool {
    let measures = [record.rpm, record.speed, record.throttle, record.x, record.y, record.z];
    DATES_MS.contains(&record.date)
        && are(record.session_time, is_time)
        && are(record.lap, is_count)
        && measures.into_iter().all(|measure| are(measure, is_measure))
}

fn is_lap_in_range(record: &LapRecord) -> bool {
    let speeds = [record.speed_i1, record.speed_i2, record.speed_fl, record.speed_st];
    is_lap_reckonable(record) && speeds.into_iter().all(|speed| are(speed, is_measure))
}

fn is_lap_reckonable(record: &LapRecord) -> bool {
    let counts = [Some(record.lap_number), record.stint, record.tyre_life, record.position];
    let times = [
        record.lap_time,
        record.pit_out_time,
        record.pit_in_time,
        record.sector1_time,
        record.sector2_time,
        record.sector3_time,
        record.sector1_session_time,
        record.sector2_session_time,
        record.sector3_session_time,
        record.lap_start_time,
    ];
    are(record.lap_start_date, |date| DATES_MS.contains(&date))
        && counts.into_iter().all(|count| are(count, is_count))
        && times.into_iter().all(|time| are(time, is_time))
}

fn is_session_in_range(record: &SessionRecord) -> bool {
    let clock = record.clock.map(|clock| clock.date);
    [record.start_date, clock].into_iter().all(|date| are(date, |date| DATES_MS.contains(&date)))
}

/// Whether what is told is so; what is not told is.
fn are<T>(told: Option<T>, is: impl Fn(T) -> bool) -> bool {
    told.is_none_or(is)
}

fn is_time(time: i64) -> bool {
    TIMES_MS.contains(&time)
}

fn is_count(count: f64) -> bool {
    COUNTS.contains(&count)
}

fn is_measure(measure: f64) -> bool {
    measure.abs() < MEASURES_BELOW
}

#[cfg(test)]
mod tests {
    use crate::topics::{Record, Topic};

    fn check(topic: Topic, fields: &str, expected: bool) {
        let of = match topic {
            Topic::Tele | Topic::Timing => r#""Driver":"VER","Date":1742099338869"#,
            Topic::Laps => r#""Driver":"VER","LapNumber":5"#,
            Topic::Session => r#""Session":"s""#,
            Topic::RaceControl | Topic::Weather => r#""Session":"s","Date":1742099338869"#,
        };
        // Of a field that stands twice serde knows no second one, so the odd one takes the place of the usual one.
        let name = fields.split(':').next().unwrap();
        let usual = of.split(',').filter(|field| !field.starts_with(name));
        let record = format!("{{{}}}", usual.chain([fields]).collect::<Vec<_>>().join(","));
        let read = Record::parse(topic, record.as_bytes()).unwrap();
        assert_eq!(read.is_in_range(), expected, "{record}");
    }

    #[test]
    fn what_can_be_true_is_in_range_and_what_cannot_is_not() {
        for topic in Topic::ALL {
            check(topic, r#""Mood":1e300"#, true);
        }
        for (topic, field, inside, outside) in [
            (
                Topic::Tele,
                "Date",
                ["-631152000000", "4102444799999"],
                ["-631152000001", "1742099338869000000"],
            ),
            (Topic::Tele, "SessionTime", ["-604800000", "null"], ["604800001", "-9223372036854775808"]),
            (Topic::Tele, "Lap", ["0", "255.0"], ["-1", "1e10"]),
            (Topic::Tele, "Speed", ["-1", "999999.9"], ["1e6", "-1e300"]),
            (Topic::Tele, "RPM", ["0", "20000"], ["1e6", "1e12"]),
            (Topic::Tele, "Throttle", ["104", "-3"], ["-1e6", "1e12"]),
            (Topic::Tele, "X", ["-20000", "null"], ["1e6", "-1e12"]),
            (Topic::Tele, "Y", ["-20000", "null"], ["1e6", "-1e12"]),
            (Topic::Tele, "Z", ["-20000", "null"], ["1e6", "-1e12"]),
            (Topic::Laps, "LapNumber", ["0", "255"], ["256", "1e10"]),
            (Topic::Laps, "Stint", ["1", "null"], ["-1", "1e10"]),
            (Topic::Laps, "TyreLife", ["1", "null"], ["-1", "1e10"]),
            (Topic::Laps, "Position", ["1", "null"], ["-1", "1e10"]),
            (Topic::Laps, "SpeedI1", ["87.5", "null"], ["1e6", "1e12"]),
            (Topic::Laps, "SpeedST", ["87.5", "null"], ["1e6", "1e12"]),
            (Topic::Laps, "LapTime", ["90000", "null"], ["604800001", "9223372036854775807"]),
            (Topic::Laps, "Sector3SessionTime", ["90000", "null"], ["604800001", "9223372036854775807"]),
            (
                Topic::Laps,
                "LapStartDate",
                ["1742099338869", "null"],
                ["1742099338869000", "-9223372036854775808"],
            ),
            (Topic::Session, "StartDate", ["1742099338869", "null"], ["1742099338869000", "-631152000001"]),
            (Topic::Timing, "Date", ["-1", "0"], ["1742099338869000", "-631152000001"]),
            (Topic::RaceControl, "Date", ["-1", "0"], ["1742099338869000", "-631152000001"]),
            (Topic::Weather, "Date", ["-1", "0"], ["1742099338869000", "-631152000001"]),
        ] {
            for (values, expected) in [(inside, true), (outside, false)] {
                for value in values {
                    check(topic, &format!("\"{field}\":{value}"), expected);
                }
            }
        }
    }
}
