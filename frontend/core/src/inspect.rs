//! What `gridcast.inspect()` answers: the picture as numbers, for tests and for pages that embed this one.
//!
//! A JSON object. Fields that are unknown are `null`; `x` and `y` are in track units (0.1 m) as last painted.

use std::fmt::Write as _;

use gridcast_shared::race::{CarStatus, Gap, RaceState};
use gridcast_words::fixed::fixed;

use crate::frame_stats::FrameStats;
use crate::live::DrawnCar;
use crate::motion::Quality;
use crate::pill::Pill;
use crate::plausibility::Doubt;
use crate::projection::Projection;

/// What is looked into.
#[derive(Clone, Copy, Debug)]
pub struct Inspected<'a> {
    /// Source time last painted, UTC ms.
    pub source_ms: Option<f64>,
    /// The race state last shown.
    pub state: Option<&'a RaceState>,
    /// The cars last painted.
    pub cars: &'a [DrawnCar],
    /// Samples decoded, by car.
    pub n_samples: &'a [u64],
    /// The cost of painting.
    pub frames: &'a FrameStats,
    /// The connection pill.
    pub pill: &'a Pill,
    /// The map's projection.
    pub projection: Option<&'a Projection>,
}

/// Writes the answer.
pub fn json(it: &Inspected<'_>) -> String {
    let mut out = String::with_capacity(4096);
    let lap = it.state.map(|state| state.status.lap);
    let digest = it.state.map(|state| format!("\"{:016x}\"", state.digest()));
    let session = it.state.map(|state| format!("\"{}\"", state.session.id));
    write!(
        out,
        "{{\"source_time_ms\":{},\"session\":{},\"digest\":{},\"lap\":{},\"drivers\":[",
        or_null(it.source_ms.map(|ms| fixed(ms, 1))),
        or_null(session),
        or_null(digest),
        or_null(lap),
    )
    .ok();
    if let Some(state) = it.state {
        for i in 0..state.cars.len().min(state.session.drivers.len()) {
            if 0 < i {
                out.push(',');
            }
            driver(&mut out, state, i, it);
        }
    }
    write!(
        out,
        "],\"frames_painted\":{},\"work_ms_p95\":{},\"connection\":\"{}\",\"viewport\":{}}}",
        it.frames.painted(),
        fixed(it.frames.work_ms_p95(), 3),
        it.pill.words(),
        or_null(it.projection.map(|p| {
            format!("{{\"scale\":{},\"rotation\":{}}}", fixed(p.scale, 6), fixed(p.rotation, 6))
        })),
    )
    .ok();
    out
}

fn driver(out: &mut String, state: &RaceState, i: usize, it: &Inspected<'_>) {
    let timing = &state.cars[i];
    let car = it.cars.get(i).copied().unwrap_or_default();
    let seen = car.quality != Quality::Absent;
    let coordinate = |v: f64| or_null(seen.then(|| fixed(v, 2)));
    let (gap_ms, gap_laps) = gap(timing.gap);
    let (interval_ms, interval_laps) = gap(timing.interval);
    write!(
        out,
        "{{\"code\":\"{}\",\"x\":{},\"y\":{},\"speed_kmh\":{},\"quality\":\"{}\",\"doubt\":{},\"position\":{},\
         \"gap_ms\":{gap_ms},\"gap_laps\":{gap_laps},\"interval_ms\":{interval_ms},\
         \"interval_laps\":{interval_laps},\"lap\":{},\"last_lap_ms\":{},\"best_lap_ms\":{},\"status\":\"{}\",\"samples\":{}}}",
        state.session.drivers[i].code,
        coordinate(car.x),
        coordinate(car.y),
        or_null((seen || car.has_speed).then(|| fixed(car.speed_kmh, 2))),
        quality_word(car.quality),
        or_null(car.doubt.map(|doubt| format!("\"{}\"", doubt_word(doubt)))),
        or_null((timing.position != 0).then_some(timing.position)),
        timing.lap,
        or_null((timing.last_lap_ms != 0).then_some(timing.last_lap_ms)),
        or_null((timing.best_lap_ms != 0).then_some(timing.best_lap_ms)),
        status_word(timing.status),
        it.n_samples.get(i).copied().unwrap_or(0),
    )
    .ok();
}

fn gap(gap: Gap) -> (String, String) {
    match gap {
        Gap::None => ("null".to_owned(), "null".to_owned()),
        Gap::Millis(ms) => (ms.to_string(), "null".to_owned()),
        Gap::Laps(laps) => ("null".to_owned(), laps.to_string()),
    }
}

fn or_null<T: std::fmt::Display>(value: Option<T>) -> String {
    value.map_or_else(|| "null".to_owned(), |value| value.to_string())
}

fn quality_word(quality: Quality) -> &'static str {
    match quality {
        Quality::Absent => "absent",
        Quality::Measured => "measured",
        Quality::Estimated => "estimated",
        Quality::Stale => "stale",
    }
}

fn doubt_word(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Repeated => "repeated",
        Doubt::Leaping => "leaping",
        Doubt::Standing => "standing",
        Doubt::Swapped => "swapped",
    }
}

fn status_word(status: CarStatus) -> &'static str {
    match status {
        CarStatus::Running => "running",
        CarStatus::InPit => "in_pit",
        CarStatus::Stopped => "stopped",
        CarStatus::Retired => "retired",
        CarStatus::NotStarted => "not_started",
        CarStatus::Finished => "finished",
        CarStatus::KnockedOut => "knocked_out",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn before_anything_came() {
        let (frames, pill) = (FrameStats::default(), Pill::default());
        let text = json(&Inspected {
            source_ms: None,
            state: None,
            cars: &[],
            n_samples: &[],
            frames: &frames,
            pill: &pill,
            projection: None,
        });
        assert_eq!(
            text,
            "{\"source_time_ms\":null,\"session\":null,\"digest\":null,\"lap\":null,\"drivers\":[],\
             \"frames_painted\":0,\"work_ms_p95\":0.000,\"connection\":\"\",\"viewport\":null}"
        );
    }

    #[test]
    fn a_race_in_numbers() {
        let (mut state, mut cars) = testing::race(2);
        state.cars[1].gap = Gap::Laps(1);
        cars[1].quality = Quality::Absent;
        let (frames, pill) = (FrameStats::default(), Pill::default());
        let text = json(&Inspected {
            source_ms: Some(12.25),
            state: Some(&state),
            cars: &cars,
            n_samples: &[7],
            frames: &frames,
            pill: &pill,
            projection: None,
        });
        assert!(text.contains("\"code\":\"AAA\",\"x\":10000.00,\"y\":"), "{text}");
        assert!(text.contains("\"code\":\"BBB\",\"x\":null,\"y\":null"), "{text}");
        assert!(text.contains("\"gap_ms\":null,\"gap_laps\":1,\"interval_ms\":5000"), "{text}");
        assert!(text.contains(&format!("\"digest\":\"{:016x}\"", state.digest())), "{text}");
        assert!(text.contains("\"status\":\"running\",\"samples\":7}"), "{text}");
    }
}
