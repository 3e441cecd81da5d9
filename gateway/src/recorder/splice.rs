//! The timeline of a run of which only the later part could be read again.
//!
//! What was marked before that part is taken from what was kept.

use gridcast_shared::recording::{CarLaps, Timeline, WeatherEntry};

/// What of a timeline is dated before a moment, source time.
pub(super) fn before(mut timeline: Timeline, moment_ms: i64) -> Timeline {
    timeline.laps.retain(|(_, start_ms)| *start_ms < moment_ms);
    timeline.events.retain(|event| event.date_ms < moment_ms);
    timeline.messages.retain(|message| message.date_ms < moment_ms);
    for car in &mut timeline.cars {
        car.laps.retain(|lap| lap.end_ms < moment_ms);
    }
    timeline.cars.retain(|car| !car.laps.is_empty());
    timeline.stops.retain(|stop| stop.date_ms < moment_ms);
    timeline.weather.retain(|weather| weather.date_ms < moment_ms);
    timeline
}

/// A timeline behind what was kept of the time before it. What both tell is told as the later knows it.
pub(super) fn join(before: &Timeline, mut timeline: Timeline) -> Timeline {
    let first_lap = timeline.laps.first().map_or(u8::MAX, |lap| lap.0);
    let mut laps: Vec<_> = before.laps.iter().filter(|lap| lap.0 < first_lap).copied().collect();
    laps.append(&mut timeline.laps);
    for kept in &before.cars {
        match timeline.cars.iter_mut().find(|car| car.driver == kept.driver) {
            Some(car) => add_laps(car, kept),
            None => timeline.cars.push(kept.clone()),
        }
    }
    timeline.cars.sort_by_key(|car| car.driver);
    // Of each minute the first.
    let minute = |entry: &WeatherEntry| entry.date_ms.div_euclid(60_000);
    let last = before.weather.last().map(minute);
    timeline.weather.retain(|entry| last < Some(minute(entry)));
    let until_ms = timeline.until_ms.max(before.until_ms);
    Timeline {
        until_ms,
        laps,
        events: behind(&before.events, timeline.events),
        messages: behind(&before.messages, timeline.messages),
        cars: timeline.cars,
        stops: behind(&before.stops, timeline.stops),
        weather: behind(&before.weather, timeline.weather),
    }
}

/// What is told behind what was kept; nothing twice.
fn behind<T: Clone + PartialEq>(kept: &[T], told: Vec<T>) -> Vec<T> {
    let new = told.into_iter().filter(|entry| !kept.contains(entry));
    kept.iter().cloned().chain(new).collect()
}

/// Adds the laps that are not told any more. Stints are counted on from those.
fn add_laps(car: &mut CarLaps, kept: &CarLaps) {
    let Some(first) = car.laps.first().cloned() else { return car.clone_from(kept) };
    let mut laps: Vec<_> = kept.laps.iter().filter(|lap| lap.lap < first.lap).cloned().collect();
    if let Some(last) = laps.last() {
        let stints = last.stint + u8::from(first.out_pit) - first.stint.min(1);
        car.laps.iter_mut().for_each(|lap| lap.stint = lap.stint.saturating_add(stints));
    }
    laps.append(&mut car.laps);
    car.laps = laps;
}

#[cfg(test)]
mod tests {
    use gridcast_shared::ids::DriverCode;
    use gridcast_shared::pit_loss::Under;
    use gridcast_shared::race::{EventKind, Weather};
    use gridcast_shared::recording::{EventEntry, LapEntry, StopEntry};

    use super::*;

    fn timeline(laps: &[(u8, u8)]) -> Timeline {
        let lap = |&(lap, stint): &(u8, u8)| LapEntry {
            lap,
            stint,
            end_ms: i64::from(lap) * 60_000,
            ..LapEntry::default()
        };
        let event = |&(lap, _): &(u8, u8)| EventEntry {
            date_ms: i64::from(lap) * 60_000,
            lap: Some(lap),
            kind: EventKind::Pass,
            driver: None,
            other: None,
            value: None,
        };
        let driver = DriverCode::parse("AAA").unwrap();
        let stop = |&(lap, _): &(u8, u8)| StopEntry {
            date_ms: i64::from(lap) * 60_000,
            driver,
            lap,
            under: Under::Green,
            cost_ms: 20_000,
        };
        let weather = |&(lap, _): &(u8, u8)| WeatherEntry {
            date_ms: i64::from(lap) * 60_000,
            weather: Weather { track_dc: lap.into(), ..Weather::default() },
        };
        Timeline {
            until_ms: laps.last().map_or(0, |lap| i64::from(lap.0) * 60_000),
            laps: laps.iter().map(|&(lap, _)| (lap, i64::from(lap - 1) * 60_000)).collect(),
            events: laps.iter().map(event).collect(),
            messages: Vec::new(),
            cars: vec![CarLaps { driver, laps: laps.iter().map(lap).collect() }],
            stops: laps.iter().map(stop).collect(),
            weather: laps.iter().map(weather).collect(),
        }
    }

    #[test]
    fn what_cannot_be_read_again_is_taken_from_what_was_kept() {
        let whole = timeline(&[(1, 1), (2, 1), (3, 2), (4, 2), (5, 2)]);
        // Read again from the middle of lap 4 on: stints are counted anew.
        let kept = before(whole.clone(), 210_000);
        assert_eq!(kept.cars[0].laps.len(), 3);
        assert_eq!(join(&kept, timeline(&[(4, 1), (5, 1)])), whole);
        assert_eq!(join(&Timeline::default(), whole.clone()), whole);
        assert_eq!(join(&kept, whole.clone()), whole, "nothing is there twice");
    }
}
