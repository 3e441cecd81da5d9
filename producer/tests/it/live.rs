//! Sessions through the live source, from a server on loopback that plays recordings.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gridcast_producer::live::Live;
use gridcast_producer::live::options::ListenerOptions;
use gridcast_producer::pacer::Speed;
use gridcast_producer::stand_in::{HubFault, Script, StandIn, Step, archive_of};
use gridcast_shared::topics::Record;
use serde_json::{Value, json};

use crate::recording;

/// Longer than any of these sessions takes as fast as it can be told.
const PATIENCE: Duration = Duration::from_mins(4);

/// What race control says last.
pub(crate) const END: &str = "END OF THE SCRIPT";

/// Lets race control say the end, by which a listener knows that nothing more comes.
pub(crate) fn ended(mut script: Script) -> Script {
    let at_ms = script.steps.last().unwrap().at_ms + 2000;
    let utc = jiff::Timestamp::from_millisecond(at_ms).unwrap().strftime("%Y-%m-%dT%H:%M:%S").to_string();
    let payload = json!({"Messages": {"900": {"Utc": utc, "Category": "Other", "Message": END}}});
    script.steps.push(Step { at_ms, topic: "RaceControlMessages".to_owned(), payload });
    script
}

fn options(server: &StandIn) -> ListenerOptions {
    ListenerOptions {
        hub: server.hub_url(),
        archive_url: server.archive_url(),
        first_wait: Duration::from_millis(1),
        longest_wait: Duration::from_millis(20),
        first_refused_wait: Duration::from_millis(1),
        longest_refused_wait: Duration::from_millis(20),
        ..ListenerOptions::default()
    }
}

/// The records that the live source gives until the end is said.
fn listen(server: &StandIn) -> (Vec<Record>, Vec<String>) {
    listen_by(options(server))
}

fn listen_by(options: ListenerOptions) -> (Vec<Record>, Vec<String>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(async {
        let mut live = Live::start(options).unwrap();
        let (mut records, mut lacking) = (Vec::new(), Vec::new());
        let listening = async {
            loop {
                match live.next().await.unwrap() {
                    Err(error) => lacking.push(error.to_string()),
                    Ok(timed) => {
                        let is_end = matches!(&timed.record, Record::RaceControl(said) if said.message.as_deref() == Some(END));
                        records.push(timed.record);
                        if is_end {
                            return;
                        }
                    }
                }
            }
        };
        let ended = tokio::time::timeout(PATIENCE, listening).await.is_ok();
        assert!(ended, "the end did not come; {lacking:?}, {:?}", live.counts());
        (records, lacking)
    })
}

/// Laps by driver and number, as they were told last; and how often one was told that had been told just so.
fn laps(records: &[Record]) -> (BTreeMap<(String, u32), Option<i64>>, usize) {
    let (mut laps, mut told, mut n_repeated) = (BTreeMap::new(), BTreeSet::new(), 0);
    for record in records {
        let Record::Lap(lap) = record else { continue };
        let mut json = Vec::new();
        record.write_json(&mut json);
        n_repeated += usize::from(!told.insert(json));
        laps.insert((lap.driver.to_string(), lap.lap_number as u32), lap.lap_time);
    }
    (laps, n_repeated)
}

#[test]
fn a_whole_race_loses_and_repeats_no_lap_though_the_connection_is_cut_fifty_times() {
    let Some(folder) = recording("static/2018_azerbaijan_race") else { return };
    let script = ended(Script::of_folder(&folder));
    let n_steps = script.steps.len();
    let start = || StandIn::start(BTreeMap::new(), script.clone(), Speed::Max);
    let (whole, _) = listen(&start());
    let server = start();
    for n in 1..=50_usize {
        let place = n * n * 7919 % (n_steps - 100);
        server.misbehave(place, HubFault::Cut { away: n % 20 });
    }
    let (cut, _) = listen(&server);
    assert!(40 <= server.n_subscriptions(), "{} connections", server.n_subscriptions());
    let ((expected, _), (found, n_repeated)) = (laps(&whole), laps(&cut));
    assert!(800 <= expected.len(), "{} laps", expected.len());
    let missing: Vec<_> = expected.keys().filter(|key| !found.contains_key(*key)).collect();
    let other: Vec<_> = expected
        .iter()
        .filter_map(|(key, time)| Some((key, time, found.get(key)?)))
        .filter(|(_, time, found)| time != found)
        .collect();
    assert!(missing.is_empty() && found.len() == expected.len(), "{missing:?}");
    // The time of a lap that ended in a hole may be unknown then; it is never another one.
    assert!(other.len() <= 3 && other.iter().all(|(_, _, found)| found.is_none()), "{other:?}");
    assert_eq!(n_repeated, 0);
    let messages = |records: &[Record]| -> BTreeSet<(i64, Option<String>)> {
        let said = records.iter().filter_map(|record| match record {
            Record::RaceControl(said) => Some((said.date, said.message.clone())),
            _ => None,
        });
        said.filter(|(_, message)| message.is_some()).collect()
    };
    assert_eq!(messages(&cut), messages(&whole));
}

#[test]
fn a_round_that_the_feed_does_not_number_is_that_of_the_archives_list_also_when_that_is_away() {
    let (Some(script), Some(folder)) = (practice(), recording("static/2023_monaco_fp2_relaid")) else {
        return;
    };
    let lists = tempfile::tempdir().unwrap();
    let server = || {
        let files = archive_of("2023/6/FP2".parse().unwrap(), &folder);
        StandIn::start(files, ended(script.clone()), Speed::Max)
    };
    let sessions = |archive_url: Option<&str>, lists: Option<&std::path::Path>| {
        let server = server();
        let mut options = ListenerOptions { lists: lists.map(Into::into), ..options(&server) };
        options.archive_url = archive_url.map_or(options.archive_url, str::to_owned);
        let (records, lacking) = listen_by(options);
        let told = records.iter().filter_map(|record| match record {
            Record::Session(session) => Some((session.session.to_string(), session.round)),
            Record::Tele(_)
            | Record::Lap(_)
            | Record::Timing(_)
            | Record::RaceControl(_)
            | Record::Weather(_) => None,
        });
        (told.collect::<BTreeSet<_>>(), lacking, server.requests().len())
    };
    let numbered = BTreeSet::from([("2023-06-fp2".to_owned(), Some(6))]);
    let by_key = BTreeSet::from([("2023-m1210-fp2".to_owned(), None)]);
    assert_eq!(sessions(None, Some(lists.path())), (numbered.clone(), vec![], 1));
    // The list that is kept is good enough, and without any the feed's key is.
    let nobody = Some("http://127.0.0.1:1/static/");
    let (told, lacking, _) = sessions(nobody, Some(lists.path()));
    assert_eq!((told, lacking.len()), (numbered, 0), "{lacking:?}");
    let nowhere = tempfile::tempdir().unwrap();
    let (told, lacking, _) = sessions(nobody, Some(nowhere.path()));
    assert_eq!(told, by_key);
    assert!(lacking[0].starts_with("the number of the round: "), "{lacking:?}");
    assert_eq!(sessions(None, None), (by_key, vec![], 0));
}

/// A deflated payload as JSON, decoded without any of what is tested.
fn inflated(payload: &Value) -> Value {
    let Some(text) = payload.as_str() else { return Value::Null };
    let mut json = Vec::new();
    let bytes = STANDARD.decode(text).unwrap();
    flate2::read::DeflateDecoder::new(bytes.as_slice()).read_to_end(&mut json).unwrap();
    serde_json::from_slice(&json).unwrap()
}

fn utc_ms(value: &Value) -> i64 {
    value.as_str().unwrap().parse::<jiff::Timestamp>().unwrap().as_millisecond()
}

pub(crate) type Positions = BTreeSet<(i64, String, [i64; 3])>;
pub(crate) type Cars = BTreeSet<(i64, String, [i64; 2])>;

/// Five minutes of a practice as a hub tells them; none where there is no recording.
pub(crate) fn practice() -> Option<Script> {
    let file = recording("live/2023_monaco_fp2_signalr_wire.txt.zst")?;
    Some(Script::open(&file))
}

/// Positions and cars' speeds and revolutions of a script, by their own stamps and the drivers' codes.
pub(crate) fn samples(script: &Script) -> (Positions, Cars) {
    let drivers = &script.known["DriverList"];
    let code = |number: &str| drivers[number]["Tla"].as_str().map(str::to_owned);
    let (mut positions, mut cars) = (BTreeSet::new(), BTreeSet::new());
    let known =
        ["Position.z", "CarData.z"].map(|topic| (topic, script.known.get(topic).unwrap_or(&Value::Null)));
    let steps = script.steps.iter().map(|step| (step.topic.as_str(), &step.payload));
    for (topic, payload) in known.into_iter().chain(steps) {
        if topic == "Position.z" {
            for batch in inflated(payload)["Position"].as_array().into_iter().flatten() {
                for (number, at) in batch["Entries"].as_object().unwrap() {
                    let place = ["X", "Y", "Z"].map(|axis| at[axis].as_i64().unwrap());
                    if let Some(code) = code(number).filter(|_| place != [0; 3]) {
                        positions.insert((utc_ms(&batch["Timestamp"]), code, place));
                    }
                }
            }
        } else if topic == "CarData.z" {
            for batch in inflated(payload)["Entries"].as_array().into_iter().flatten() {
                for (number, car) in batch["Cars"].as_object().unwrap() {
                    if let Some(code) = code(number) {
                        let channels = ["0", "2"].map(|channel| car["Channels"][channel].as_i64().unwrap());
                        cars.insert((utc_ms(&batch["Utc"]), code, channels));
                    }
                }
            }
        }
    }
    (positions, cars)
}

#[test]
fn decoded_samples_equal_those_of_an_independent_decoding() {
    let Some(script) = practice() else { return };
    let (positions, cars) = samples(&script);
    let (records, lacking) = listen(&StandIn::start(BTreeMap::new(), ended(script), Speed::Max));
    assert!(lacking.is_empty(), "{lacking:?}");
    let (mut found_positions, mut found_cars) = (BTreeSet::new(), BTreeSet::new());
    for record in &records {
        let Record::Tele(tele) = record else { continue };
        let driver = tele.driver.to_string();
        match tele.source.as_deref() {
            Some("pos") => {
                let place = [tele.x, tele.y, tele.z].map(|axis| axis.unwrap_or_default() as i64);
                if place != [0; 3] {
                    found_positions.insert((tele.date, driver, place));
                }
            }
            Some("car") => {
                let channels = [tele.rpm, tele.speed].map(|channel| channel.unwrap_or(-1.0) as i64);
                found_cars.insert((tele.date, driver, channels));
            }
            other => panic!("source {other:?}"),
        }
    }
    assert!(20_000 <= positions.len() && 20_000 <= cars.len());
    eprintln!("{} positions, {} samples of cars", found_positions.len(), found_cars.len());
    assert!(
        found_positions == positions,
        "{:?}",
        positions.symmetric_difference(&found_positions).take(5).collect::<Vec<_>>()
    );
    assert!(found_cars == cars, "{:?}", cars.symmetric_difference(&found_cars).take(5).collect::<Vec<_>>());
}

#[test]
fn a_session_that_follows_on_an_open_connection_has_its_drivers_though_they_were_told_before_it() {
    let info = |key: i64, name: &str| {
        json!({"Meeting": {"Key": 1250, "Name": "Monaco Grand Prix", "Number": 8}, "Key": key, "Type": "Practice",
               "Number": key, "Name": name, "StartDate": "2025-05-23T13:30:00", "EndDate": "2025-05-23T14:30:00",
               "GmtOffset": "02:00:00", "Path": "2025/monaco/"})
    };
    let driver = |tla: &str| json!({"4": {"RacingNumber": "4", "Tla": tla, "FullName": "Somebody"}});
    let at_ms = 1_748_006_000_000;
    let step = |seconds: i64, topic: &str, payload| Step {
        at_ms: at_ms + seconds * 1000,
        topic: topic.to_owned(),
        payload,
    };
    let known = json!({
        "Heartbeat": {"Utc": "2025-05-23T13:13:20Z"}, "SessionInfo": info(1, "Practice 1"), "DriverList": driver("OLD"),
    });
    let steps = vec![
        step(1, "DriverList", driver("NEW")),
        step(2, "SessionInfo", info(2, "Practice 2")),
        step(20, "WeatherData", json!({"AirTemp": "20.0"})),
    ];
    let script = ended(Script { known: known.as_object().unwrap().clone(), steps });
    let server = StandIn::start(BTreeMap::new(), script, Speed::Times(10.0));
    let (records, _) = listen(&server);
    let mut drivers = BTreeMap::new();
    for record in &records {
        if let Record::Session(session) = record {
            let codes: Vec<String> = session.drivers.iter().map(|driver| driver.driver.to_string()).collect();
            drivers.insert(session.session.to_string(), codes);
        }
    }
    let (first, second) = (drivers.pop_first().unwrap(), drivers.pop_first().unwrap());
    assert_ne!(first.0, second.0);
    assert_eq!(second.1, ["NEW"], "{drivers:?}");
    assert_eq!(server.n_subscriptions(), 2);
}
