//! Recordings of a few lines, and the whole Australian race where it is at hand.

#![expect(clippy::print_stderr, reason = "a test that skips says so")]

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;

/// A folder that is gone after the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("gridcast-replay-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let file = self.0.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, bytes).unwrap();
        file
    }

    /// A recording of these lines.
    fn recording(&self, tele: &[String], laps: &[&str]) -> ReplayOptions {
        self.write("tele.jsonl", tele.join("\n"));
        self.write("laps.jsonl", laps.join("\n"));
        find_parts(&self.0).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn tele(driver: &str, date: i64) -> String {
    format!(r#"{{"Driver":"{driver}","Date":{date},"Lap":{}}}"#, date / 100_000 + 1)
}

/// Short lines: "VER 1000" for a sample, "VER lap 1 at 1000" for a lap, else the error.
fn told(options: ReplayOptions) -> Vec<String> {
    let recording = Recording::open(options).unwrap();
    recording
        .map(|item| match item {
            Ok(Timed { at_ms, record: Record::Tele(r) }) => format!("{} {at_ms}", r.driver),
            Ok(Timed { at_ms, record: Record::Lap(r) }) => {
                format!("{} lap {} at {at_ms}", r.driver, r.lap_number)
            }
            Ok(Timed { at_ms, record: Record::Session(r) }) => format!("{} at {at_ms}", r.session),
            Ok(other) => format!("{other:?}"),
            Err(error) => error.to_string(),
        })
        .collect()
}

#[test]
fn a_lap_goes_out_when_it_has_ended() {
    let folder = Folder::new();
    let samples = [("VER", 1000), ("NOR", 1000), ("VER", 2000), ("NOR", 2000), ("VER", 3000)];
    let samples = samples.map(|(driver, date)| tele(driver, date));
    let laps = [
        // By the end of sector 3, with the session's zero at 500.
        r#"{"Driver":"VER","LapNumber":1,"LapStartDate":1000,"LapStartTime":500,"Sector3SessionTime":1400,"LapTime":1}"#,
        // By start and lap time.
        r#"{"Driver":"NOR","LapNumber":1,"LapStartDate":1000,"LapTime":1000}"#,
        // By the next lap's start.
        r#"{"Driver":"VER","LapNumber":2,"LapStartDate":1900}"#,
        r#"{"Driver":"VER","LapNumber":3,"LapStartDate":2500}"#,
    ];
    assert_eq!(
        told(folder.recording(&samples, &laps)),
        [
            "VER 1000",
            "NOR 1000",
            "VER lap 1 at 1900",
            "NOR lap 1 at 2000",
            "VER 2000",
            "NOR 2000",
            "VER lap 2 at 2500",
            "VER 3000",
            "VER lap 3 at 3000",
        ]
    );
}

#[test]
fn a_lap_that_broke_off_ends_with_its_drivers_telemetry() {
    let folder = Folder::new();
    let samples =
        [tele("SAI", 1000), tele("VER", 1000), tele("SAI", 2000), tele("VER", 11_999), tele("VER", 12_100)];
    let laps = [r#"{"Driver":"SAI","LapNumber":1,"LapStartDate":1000,"LapTime":null}"#];
    assert_eq!(
        told(folder.recording(&samples, &laps)),
        ["SAI 1000", "VER 1000", "SAI 2000", "VER 11999", "SAI lap 1 at 12000", "VER 12100"]
    );
}

#[test]
fn from_a_lap_on_the_laps_before_come_first() {
    let folder = Folder::new();
    let samples = [tele("VER", 1000), tele("NOR", 1000), tele("VER", 99_900), tele("NOR", 100_100)];
    let laps = [
        r#"{"Driver":"NOR","LapNumber":1,"LapStartDate":1000,"LapTime":99500}"#,
        r#"{"Driver":"VER","LapNumber":1,"LapStartDate":1000,"LapTime":98000}"#,
        r#"{"Driver":"VER","LapNumber":2,"LapStartDate":99000,"LapTime":98000}"#,
        r#"{"Driver":"SAI","LapNumber":1,"LapStartDate":1000}"#,
    ];
    let mut options = folder.recording(&samples, &laps);
    options.from_lap = Some(2);
    assert_eq!(
        told(options.clone()),
        [
            "VER lap 1 at 99900",
            "VER 99900",
            "NOR 100100",
            "SAI lap 1 at 100100",
            "NOR lap 1 at 100500",
            "VER lap 2 at 197000",
        ]
    );
    options.tells_before = true;
    let begins = Recording::open(options.clone()).unwrap().begins();
    assert_eq!(begins, Some(LapStart::Date(99_000)));
    let before = told(options.clone());
    assert!(told(ReplayOptions { from_lap: None, ..options.clone() }) == before, "all of it: {before:?}");
    options.tells_before = false;
    options.from_lap = Some(3);
    let error = Recording::open(options.clone()).unwrap_err().to_string();
    assert!(error.ends_with("laps.jsonl: nobody starts lap 3 in this recording"), "{error}");
    // Without laps, the samples tell.
    options.laps = None;
    options.from_lap = Some(2);
    assert_eq!(told(options), ["NOR 100100"]);
}

#[test]
fn a_malformed_line_is_named_and_passed_over() {
    let folder = Folder::new();
    let long = format!(r#"{{"Driver":"VER","Date":1,"Status":"{}"}}"#, "x".repeat(2_000_000));
    let lines = [
        tele("VER", 1000),
        "{".to_owned(),
        r#"{"Date":1}"#.to_owned(),
        r#"{"Driver":"VER","Date":"x"}"#.to_owned(),
        r#"{"Driver":"VER","Date":1,"X":NaN}"#.to_owned(),
        long,
        String::new(),
        tele("VER", 1100),
    ];
    let options = folder.recording(&lines, &[]);
    let file = options.tele.display().to_string();
    let told = told(options);
    assert_eq!((told[0].as_str(), told[told.len() - 1].as_str()), ("VER 1000", "VER 1100"));
    let places =
        ["line 2, column 1: ", "line 3, field Driver: ", "line 4, column 26: ", "line 5, column 30: "];
    for (line, place) in told[1..].iter().zip(places) {
        assert!(line.starts_with(&format!("{file} {place}")), "{line}");
    }
    assert!(told[5].contains("line 6, whole line: ") && told.len() == 7, "{told:?}");
}

#[test]
fn a_session_comes_first_and_a_packed_file_is_known_by_its_bytes() {
    let folder = Folder::new();
    let samples = [tele("VER", 1000), tele("VER", 1200)].join("\n");
    folder.write("tele/race.jsonl", zstd::encode_all(samples.as_bytes(), 3).unwrap());
    folder.write("laps/race.jsonl", r#"{"Driver":"VER","LapNumber":1,"LapStartDate":1000,"LapTime":100}"#);
    folder.write("sessions/race.json", r#"{"Session":"2025-01-race","StartDate":900}"#);
    let options = find_parts(&folder.0.join("tele/race.jsonl")).unwrap();
    assert_eq!(told(options), ["2025-01-race at 1000", "VER 1000", "VER lap 1 at 1100", "VER 1200"]);
}

#[test]
fn what_is_not_there_is_said() {
    let folder = Folder::new();
    for (path, reason) in [("", "neither tele.jsonl nor"), ("none.jsonl", "no such file")] {
        let error = find_parts(&folder.0.join(path)).unwrap_err();
        assert!(error.is_fatal() && error.to_string().contains(reason), "{error}");
    }
    let packed = zstd::encode_all(vec![b'a'; 300_000].as_slice(), 3).unwrap();
    let tele = folder.write("cut.jsonl", &packed[..packed.len() - 5]);
    let error = Recording::open(ReplayOptions { tele, ..ReplayOptions::default() }).unwrap_err();
    assert!(error.is_fatal() && error.to_string().contains("cannot read"), "{error}");
}

#[test]
fn one_date_from_the_future_stalls_nothing() {
    let folder = Folder::new();
    let dates = [1000, 900_000_000_000, 1200, 1100, 7_200_000, 7_200_500];
    let samples = dates.map(|date| tele("VER", date));
    assert_eq!(
        told(folder.recording(&samples, &[])),
        // Out of order goes out at once; a gap that the next record confirms is a gap.
        ["VER 1000", "VER 1000", "VER 1200", "VER 1200", "VER 1200", "VER 7200500"]
    );
}

#[test]
fn the_australian_race_is_told_whole_and_in_order() {
    let data = std::env::var_os("GRIDCAST_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let file = data.join("tele/2025_australia_race.jsonl.zst");
    if !file.is_file() {
        assert!(std::env::var_os("GRIDCAST_REQUIRE_DATA").is_none(), "no recording at {}", file.display());
        eprintln!("skipped: no recording at {}", file.display());
        return;
    }
    let mut options = find_parts(&file).unwrap();
    let (mut n_tele, mut n_laps, mut last) = (0, 0, i64::MIN);
    for item in Recording::open(options.clone()).unwrap() {
        let Timed { at_ms, record } = item.unwrap();
        assert!(last <= at_ms);
        last = at_ms;
        match record {
            Record::Tele(r) => {
                assert_eq!(r.date, at_ms);
                n_tele += 1;
            }
            Record::Lap(r) => {
                n_laps += 1;
                if let Some(end) = r.end_date_ms() {
                    // The file ends with the last car's telemetry, a breath before some lines are crossed.
                    assert_eq!(at_ms, end, "{r:?}");
                }
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((n_tele, n_laps), (751_872, 927));

    options.from_lap = Some(30);
    let (_, _, outline) = outline_told(options.clone()).unwrap();
    let round = outline.windows(2).map(|p| {
        let step = [p[1][0] - p[0][0], p[1][1] - p[0][1]].map(f64::from);
        step[0].hypot(step[1]) / 10.0
    });
    let round: f64 = round.sum();
    assert!((5_100.0..5_400.0).contains(&round), "{round} m of 5,278, in {} points", outline.len());
    let n_before = Recording::open(options)
        .unwrap()
        .skip_while(|item| matches!(item, Ok(Timed { record: Record::Session(_), .. })))
        .take_while(|item| matches!(item, Ok(Timed { record: Record::Lap(_), .. })))
        .count();
    assert!((400..600).contains(&n_before), "{n_before} laps before the leader's 30th");
}

/// Samples of a lap of 5 km round a circle, ten a second, and its record.
fn lap_of_a_circle(driver: &str, lap: u16, start: i64) -> (Vec<String>, String) {
    let sample = |i: i64| {
        let turn = i as f64 / 900.0 * std::f64::consts::TAU;
        let (x, y) = (8_000.0 * turn.cos(), 8_000.0 * turn.sin());
        let date = start + i * 100;
        format!(r#"{{"Driver":"{driver}","Date":{date},"Lap":{lap},"X":{x},"Y":{y}}}"#)
    };
    let record =
        format!(r#"{{"Driver":"{driver}","LapNumber":{lap},"LapStartDate":{start},"LapTime":90000}}"#);
    ((0..900).map(sample).collect(), record)
}

fn outline_told(options: ReplayOptions) -> Option<(String, Option<i64>, Vec<[i32; 2]>)> {
    Recording::open(options).unwrap().find_map(|item| match item {
        Ok(Timed { record: Record::Session(r), .. }) => {
            Some((r.session.to_string(), r.start_date, r.outline))
        }
        _ => None,
    })
}

#[test]
fn from_a_lap_on_the_map_has_the_outline_of_the_laps_before() {
    let folder = Folder::new();
    let (mut samples, mut laps) = (Vec::new(), Vec::new());
    for lap in 1..=3 {
        let (of_lap, record) = lap_of_a_circle("VER", lap, i64::from(lap - 1) * 90_000);
        samples.extend(of_lap);
        laps.push(record);
    }
    let laps: Vec<&str> = laps.iter().map(String::as_str).collect();
    let mut options = folder.recording(&samples, &laps);
    assert_eq!(outline_told(options.clone()), None, "from the beginning there is no lap before");
    options.from_lap = Some(3);
    let (session, start_date, outline) = outline_told(options.clone()).unwrap();
    assert_eq!((session.as_str(), start_date), ("t180000", Some(180_000)));
    assert!((300..=510).contains(&outline.len()), "{} points", outline.len());
    let off = |p: &[i32; 2]| (f64::from(p[0]).hypot(f64::from(p[1])) - 8_000.0).abs();
    assert!(outline.iter().all(|point| off(point) < 1.0), "on the way that was driven");
    // Who is told all that was before learns it; nobody makes up what the session's record says itself.
    assert_eq!(outline_told(ReplayOptions { tells_before: true, ..options.clone() }), None);
    options.session = Some(folder.write("session.json", r#"{"Session":"x"}"#));
    assert_eq!(outline_told(options.clone()), Some(("x".to_owned(), None, outline)));
    let told = r#"{"Session":"x","Outline":[[0,0],[9000,0],[0,9000]]}"#;
    options.session = Some(folder.write("session.json", told));
    assert_eq!(
        outline_told(options.clone()),
        Some(("x".to_owned(), None, vec![[0, 0], [9000, 0], [0, 9000]]))
    );
    // A lap through the pits, or seen in part, is no outline.
    let stop = laps[1].replace('}', r#","PitInTime":150000}"#);
    let first: Vec<String> = samples.iter().skip(400).cloned().collect();
    let mut options = folder.recording(&first, &[laps[0], &stop, laps[2]]);
    (options.from_lap, options.session) = (Some(3), None);
    assert_eq!(outline_told(options), None);
}

#[test]
fn a_snapshot_without_a_heartbeat_is_of_the_time_at_which_it_was_received() {
    let folder = Folder::new();
    let info = r#"{"Key":1,"Type":"Race","Name":"Race","StartDate":"2025-03-16T15:00:00","GmtOffset":"11:00:00","Meeting":{"Number":1}}"#;
    let said = format!(
        r#"1742099000000 {{"type":3,"invocationId":"0","result":{{"SessionInfo":{info},"DriverList":{{"4":{{"Tla":"NOR"}}}}}}}}"#
    );
    folder.write("1.received.zst", format!("{said}\n"));
    let replay = FeedReplay::open(&FeedOptions::whole(folder.0.clone())).unwrap().unwrap();
    let told: Vec<Timed> = replay.map(Result::unwrap).collect();
    let Some(Timed { at_ms: 1_742_099_000_000, record: Record::Session(session) }) = told.last() else {
        panic!("{told:?}")
    };
    assert_eq!((session.session.as_str(), session.drivers.len()), ("2025-01-race", 1));
}
