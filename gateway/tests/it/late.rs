//! Partitions that are late, and a pace that changes, through a real broker: told as it happens and to a gateway that
//! is started afterwards.

use gridcast_producer::simulate::{SimulateOptions, Simulation};
use gridcast_shared::race::{EventKind, RaceEvent};
use gridcast_shared::topics::Record;

use crate::kafka::{Topics, samples};
use crate::support::{START_MS, Spectator, each_recorded, recorded_until, sample, until};

const LAPS: u8 = 3;

/// The records of a simulated race without its timing, and who wins it.
fn race() -> (Vec<(i64, Record)>, String) {
    let mut records = Vec::new();
    let mut winner = None;
    for timed in Simulation::new(&SimulateOptions { seed: 3, laps: LAPS, start_ms: START_MS }) {
        match &timed.record {
            Record::Lap(lap) if lap.lap_number as u8 == LAPS => {
                winner.get_or_insert_with(|| lap.driver.to_string());
            }
            Record::Timing(_) | Record::Weather(_) => continue,
            _ => {}
        }
        records.push((timed.at_ms, timed.record));
    }
    (records, winner.expect("somebody comes home"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_winner_whose_records_come_four_seconds_late_has_won_and_nobody_drives_a_lap_too_many() {
    let Some(topics) = Topics::new("winner") else { return };
    topics.create(&["tele", "laps", "session", "race_control"], 5).await;
    let (mut records, winner) = race();
    let last_ms = records.iter().filter_map(|(_, record)| match record {
        Record::Tele(sample) => Some(sample.date),
        _ => None,
    });
    let last_ms = last_ms.max().unwrap();
    for (at_ms, record) in &mut records {
        *at_ms += if record.key() == winner { 4_000 } else { 0 };
    }
    records.sort_by_key(|(at_ms, _)| *at_ms);
    let early = topics.start().await;
    let send = |(at_ms, record): &(i64, Record)| {
        let mut value = Vec::new();
        record.write_json(&mut value);
        let topic = record.topic().default_name().trim_start_matches("f1_");
        topics.send(topic, record.key(), std::str::from_utf8(&value).unwrap(), Some(*at_ms))
    };
    // Half a second of the race at once: partitions are apart by no more, however fast it all goes.
    for together in records.chunk_by(|(a_ms, _), (b_ms, _)| a_ms / 500 == b_ms / 500) {
        topics.acknowledged(together.iter().map(send).collect()).await;
    }
    let late = topics.start().await;
    for gateway in [&early, &late] {
        // The newest sample is another car's: what is late is on its way even then.
        let is_whole = |live: &serde_json::Value| {
            live["dateMs"] == last_ms && live["cars"][0]["driver"] == winner.as_str()
        };
        let live = until(gateway.address, "/api/live", |answer| is_whole(&answer.json())).await.json();
        assert_eq!((&live["cars"][0]["status"], &live["cars"][0]["lap"]), (&"finished".into(), &LAPS.into()));
        let told = told(gateway.address, live["session"]["id"].as_str().unwrap()).await;
        assert_eq!((told.most_laps, told.first_home.as_deref()), (LAPS, Some(winner.as_str())));
    }
}

/// What the frames of a recording told.
struct Told {
    /// The highest lap of the race or of a car.
    most_laps: u8,
    /// Who finished first.
    first_home: Option<String>,
}

async fn told(address: std::net::SocketAddr, session: &str) -> Told {
    let mut told = Told { most_laps: 0, first_home: None };
    each_recorded(address, session, |state, _| {
        let before = told.most_laps.max(state.status.lap);
        told.most_laps = state.cars.iter().map(|car| car.lap).fold(before, u8::max);
        let is_first = |event: &&RaceEvent| (event.kind, event.value) == (EventKind::Finish, 1);
        if let Some(car) = state.events.iter().find(is_first).and_then(|event| event.car) {
            told.first_home = Some(state.session.drivers[car.index()].code.to_string());
        }
    })
    .await;
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partition_that_is_late_begins_no_new_run() {
    // A minute of the session's time, both times.
    for (pace, late_ms) in [(1, 60_000), (20, 3_000)] {
        let Some(topics) = Topics::new("late") else { return };
        topics.create(&["tele"], 4).await;
        let early = topics.start().await;
        let seconds = 180;
        let mut records: Vec<(i64, &str, i64)> = (0..seconds * 5)
            .flat_map(|i| {
                [("VER", 0), ("NOR", late_ms)].map(|(driver, late)| (i * 200 / pace + late, driver, i))
            })
            .collect();
        records.sort_unstable();
        let sent = records.iter().map(|(at_ms, driver, i)| {
            let value = sample(START_MS + i * 200, driver, i * 150);
            topics.send("tele", driver, &value, Some(START_MS + at_ms))
        });
        topics.acknowledged(sent.collect()).await;
        let afterwards = topics.start().await;
        for gateway in [&early, &afterwards] {
            let n = (seconds * 5) as usize;
            let is_all = |text: &str| ["VER", "NOR"].iter().all(|driver| text.contains(&samples(driver, n)));
            let text = until(gateway.address, "/metrics", |answer| is_all(&answer.text())).await.text();
            assert!(text.contains("gridcast_sessions_total 1\n"), "at {pace} times the pace: {text}");
            let recorded = recorded_until(gateway.address, &format!("t{START_MS}"), 2 * n).await;
            assert_eq!(recorded.len(), 2 * n, "each once");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_joins_after_the_pace_changed_is_told_the_pace_of_now() {
    let Some(topics) = Topics::new("pace") else { return };
    topics.create(&["tele", "session"], 2).await;
    let early = topics.start().await;
    let told = format!(r#"{{"Session":"a","StartDate":{START_MS},"Speed":20.0}}"#);
    topics.acknowledged(vec![topics.send("session", "a", &told, Some(START_MS))]).await;
    // Twenty times its pace for two minutes of it, then once for one.
    let (fast_s, slow_s) = (120, 60);
    let at_ms = |date_ms: i64| {
        let since_ms = date_ms - START_MS;
        let fast_ms = since_ms.min(fast_s * 1000);
        Some(START_MS + fast_ms / 20 + (since_ms - fast_ms))
    };
    topics.acknowledged(topics.send_cars(&["VER", "NOR"], START_MS, fast_s + slow_s, at_ms)).await;
    let late = topics.start().await;
    for gateway in [&early, &late] {
        let n = ((fast_s + slow_s) * 5) as usize;
        until(gateway.address, "/metrics", |answer| answer.text().contains(&samples("NOR", n))).await;
        let mut spectator = Spectator::join(gateway.address).await;
        spectator.until_date(START_MS + (fast_s + slow_s) * 1000 - 200).await;
        assert_eq!(spectator.state().session.rate_pct, 100);
    }
}
