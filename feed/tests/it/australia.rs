//! Australia 2025 lap by lap. Its recording in the archive's form lacks the timing; here the timing is written anew
//! from the laps that others made of it, so that what the state machine adds can be compared with theirs: stints,
//! tyres, visits to the pits, the track's status, places.

use std::collections::BTreeMap;

use gridcast_feed::{At, Feed, FeedTopic, Message, Part, Settings};
use gridcast_shared::topics::{LapRecord, Record, Topic};
use serde_json::{Value, json};

use crate::support::{archive, laps, read, recording, records};

type Laps = BTreeMap<(String, u32), LapRecord>;

/// Seconds as the feed writes them.
fn seconds(ms: i64) -> String {
    format!("{}.{:03}", ms / 1000, ms % 1000)
}

/// The messages by which the feed would have told a lap, each with its session time.
fn told(lap: &LapRecord, next_start: Option<i64>) -> Vec<(i64, Value)> {
    let mut told = Vec::new();
    let sector = |index: &str, time: Option<i64>| json!({"Sectors": {index: {"Value": time.map(seconds)}}});
    let speed = |name: &str, speed: Option<f64>| {
        speed.map(|speed| json!({"Speeds": {name: {"Value": speed.to_string()}}}))
    };
    for (index, time, at, name, kmh) in [
        ("0", lap.sector1_time, lap.sector1_session_time, "I1", lap.speed_i1),
        ("1", lap.sector2_time, lap.sector2_session_time, "I2", lap.speed_i2),
    ] {
        if let (Some(_), Some(at)) = (time, at) {
            told.push((at, sector(index, time)));
            told.extend(speed(name, kmh).map(|speed| (at, speed)));
        }
    }
    told.extend(lap.pit_in_time.map(|at| (at, json!({"InPit": true}))));
    told.extend(lap.pit_out_time.map(|at| (at, json!({"InPit": false, "PitOut": true}))));
    if let Some(at) = lap.sector3_session_time.or(next_start) {
        let mut line = sector("2", lap.sector3_time);
        line["NumberOfLaps"] = json!(lap.lap_number as u32);
        if let Some(time) = lap.lap_time.filter(|_| 1.0 < lap.lap_number) {
            line["LastLapTime"] = json!({"Value": seconds(time)});
        }
        if let Some(kmh) = lap.speed_fl {
            line["Speeds"] = json!({"FL": {"Value": kmh.to_string()}});
        }
        told.push((at, line));
    }
    told
}

/// How many laps differ in a field, and by whom.
fn differing<'a, T: PartialEq>(
    own: &Laps,
    others: &'a Laps,
    field: impl Fn(&LapRecord) -> T,
) -> BTreeMap<&'a str, usize> {
    let mut differ = BTreeMap::new();
    for ((code, number), other) in others {
        let same = own.get(&(code.clone(), *number)).is_none_or(|lap| field(lap) == field(other));
        if !same {
            *differ.entry(code.as_str()).or_default() += 1;
        }
    }
    differ
}

#[test]
fn laps_in_australia_2025_are_those_of_others_lap_by_lap() {
    let (Some(folder), Some(file)) =
        (recording("static/2025_australia_race"), recording("laps/2025_australia_race.jsonl"))
    else {
        return;
    };
    let others: Laps = read(&file)
        .lines()
        .map(|line| match Record::parse(Topic::Laps, line.as_bytes()).unwrap() {
            Record::Lap(lap) => ((lap.driver.to_string(), lap.lap_number as u32), *lap),
            other => panic!("{other:?}"),
        })
        .collect();
    let zero_ms = others.values().find_map(LapRecord::session_zero_ms).unwrap();
    let mut reader = Feed::new(Settings::default());
    let (mut messages, found) = archive(&mut reader, &folder);
    // The zero that race control's words tell is the one that others found, to about a second.
    assert!((found.unwrap() - zero_ms).abs() < 1_000, "{found:?} {zero_ms}");
    let numbers: BTreeMap<String, String> = messages
        .iter()
        .filter(|message| message.topic == FeedTopic::DriverList)
        .flat_map(|message| message.payload.as_object().unwrap())
        .filter_map(|(number, line)| Some((line["Tla"].as_str()?.to_owned(), number.clone())))
        .collect();
    for ((code, number), lap) in &others {
        let next = others.get(&(code.clone(), number + 1)).and_then(|next| next.lap_start_time);
        for (at, line) in told(lap, next) {
            messages.push(Message {
                topic: FeedTopic::TimingData,
                at: At::Utc(found.unwrap() + at),
                part: Part::Update,
                payload: json!({"Lines": {numbers[code].clone(): line}}),
            });
        }
    }
    messages.sort_by_key(|message| (message.at, message.topic));
    let mut feed = Feed::new(Settings { zero_ms: found, ..Settings::default() });
    let own = laps(&records(&mut feed, &messages));

    let by = |differ: &[(&'static str, usize)]| differ.iter().copied().collect::<BTreeMap<_, _>>();
    // Six are missing: laps that their cars did not end, and one that ended in the garage without a third sector.
    let missing: Vec<String> = others
        .keys()
        .filter(|key| !own.contains_key(*key))
        .map(|(code, number)| format!("{code} {number}"))
        .collect();
    assert_eq!(missing, ["ALO 33", "BOR 46", "DOO 1", "HAD 1", "LAW 47", "SAI 1"]);
    assert_eq!((own.len(), others.len()), (921, 927));
    // The others have the time of lap 1 from elsewhere: the feed does not say it.
    assert_eq!(differing(&own, &others, |lap| lap.lap_time.filter(|_| 1.0 < lap.lap_number)), by(&[]));
    assert_eq!(differing(&own, &others, |lap| lap.track_status.clone()), by(&[]));
    // A sector without a session time cannot be written as a message.
    let sectors = |lap: &LapRecord| (lap.sector1_time, lap.sector2_time, lap.sector3_time);
    assert_eq!(differing(&own, &others, sectors), by(&[("VER", 1)]));
    // Two started from the pit lane, and the timing that is written here does not say that they stood in it.
    assert_eq!(
        differing(&own, &others, |lap| (lap.pit_in_time, lap.pit_out_time)),
        by(&[("BEA", 1), ("LAW", 1)])
    );
    // The feed tells sets of these three again under an index that it had used before. The others then take the
    // later set for the earlier laps too, up to 40 laps on medium tyres in the rain, and let stints grow by two.
    assert_eq!(differing(&own, &others, |lap| lap.stint), by(&[("BEA", 55), ("BOR", 43), ("LAW", 46)]));
    assert_eq!(differing(&own, &others, |lap| lap.compound.clone()), by(&[("BEA", 35), ("BOR", 29)]));
    assert_eq!(differing(&own, &others, |lap| lap.fresh_tyre), by(&[("BEA", 35), ("BOR", 29)]));
    assert_eq!(differing(&own, &others, |lap| lap.tyre_life), by(&[("BEA", 5), ("BOR", 40)]));
    for code in ["BEA", "BOR", "LAW"] {
        let stints: Vec<_> =
            own.iter().filter(|((driver, _), _)| driver == code).filter_map(|(_, lap)| lap.stint).collect();
        assert!(
            stints.windows(2).all(|pair| (0.0..=1.0).contains(&(pair[1] - pair[0]))),
            "{code}: {stints:?}"
        );
    }
    // Places at the end of lap 1 begin at 4 there, since cars that were out in it are counted ahead; those here are
    // 1 to 17. Two cars that were side by side at the line in lap 51 have each other's.
    let mut first: Vec<_> =
        own.iter().filter(|((_, number), _)| *number == 1).filter_map(|(_, lap)| lap.position).collect();
    first.sort_by(f64::total_cmp);
    assert_eq!(first, (1..=17).map(f64::from).collect::<Vec<_>>());
    assert_eq!(
        differing(&own, &others, |lap| lap.position.filter(|_| 1.0 < lap.lap_number)),
        by(&[("HUL", 1), ("STR", 1)])
    );
}
