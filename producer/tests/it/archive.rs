//! Past sessions, fetched from a server on loopback that has the archive's layout.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use gridcast_producer::archive::client::{ClientOptions, Watch};
use gridcast_producer::archive::fetch::{Archive, Fetched};
use gridcast_producer::pacer::Speed;
use gridcast_producer::replay::FeedOptions;
use gridcast_producer::stand_in::{FileFault, Script, StandIn};
use gridcast_producer::{Retry, Source, SourceError};
use gridcast_shared::topics::Record;

use crate::{producer, recording};

const RACE: &str = "2025/2025-03-16_São_Paulo/2025-03-16_Race/";

/// Keeps what is said, and stops after so many bytes.
#[derive(Default)]
struct Kept {
    said: RefCell<Vec<String>>,
    stops_at: Option<u64>,
    came: RefCell<u64>,
}

impl Watch for Kept {
    fn is_stopped(&self) -> bool {
        self.stops_at.is_some_and(|at| at <= *self.came.borrow())
    }

    fn say(&self, line: &str) {
        self.said.borrow_mut().push(line.to_owned());
    }

    fn at(&self, _file: &str, bytes: u64, _of: Option<u64>) {
        *self.came.borrow_mut() = bytes;
    }
}

/// A season of one race with a few topics, of which one is long.
fn files() -> BTreeMap<String, Vec<u8>> {
    let index = format!(
        "\u{feff}{{\"Year\":2025,\"Meetings\":[{{\"Name\":\"São Paulo Grand Prix\",\"Sessions\":[\
         {{\"Type\":\"Practice\",\"Number\":1,\"Name\":\"Practice 1\",\"StartDate\":\"2025-03-14T12:30:00\"}},\
         {{\"Type\":\"Race\",\"Name\":\"Race\",\"StartDate\":\"2025-03-16T15:00:00\",\"Path\":\"{RACE}\"}}]}}]}}"
    );
    let feeds = ["Heartbeat", "LapCount", "TrackStatus", "ContentStreams", "WeatherData"].map(|topic| {
        format!("\"{topic}\":{{\"KeyFramePath\":\"{topic}.json\",\"StreamPath\":\"{topic}.jsonStream\"}}")
    });
    let mut heartbeat = String::new();
    for n in 0..20_000 {
        let clock = format!("{:02}:{:02}:{:02}", n / 3600, n / 60 % 60, n % 60);
        heartbeat.push_str(&clock);
        heartbeat.push_str(".000{\"Utc\":\"2025-03-16T");
        heartbeat.push_str(&clock);
        heartbeat.push_str("Z\"}\r\n");
    }
    let mut files = BTreeMap::new();
    files.insert("2025/Index.json".to_owned(), index.into_bytes());
    files.insert(
        format!("{RACE}Index.json"),
        format!("\u{feff}{{\"Feeds\":{{{}}}}}", feeds.join(",")).into_bytes(),
    );
    files.insert(format!("{RACE}Heartbeat.jsonStream"), format!("\u{feff}{heartbeat}").into_bytes());
    files.insert(
        format!("{RACE}LapCount.jsonStream"),
        "\u{feff}00:00:01.000{\"CurrentLap\":1,\"TotalLaps\":57}\r\n".into(),
    );
    files.insert(format!("{RACE}TrackStatus.jsonStream"), "00:00:02.000{\"Status\":\"1\"}\r\n".into());
    files
}

fn archive(server: &StandIn, folder: &Path) -> Archive {
    let options =
        ClientOptions { base_url: server.archive_url(), retries: 3, first_wait: Duration::from_millis(1) };
    Archive::new(options, folder.to_owned()).unwrap()
}

fn fetch(server: &StandIn, folder: &Path, watch: &Kept) -> Result<Fetched, SourceError> {
    let archive = archive(server, folder);
    let sessions = archive.find("2025/1/R".parse().unwrap(), watch)?;
    assert_eq!(sessions.len(), 1);
    archive.fetch(&sessions[0], watch)
}

fn server() -> StandIn {
    StandIn::start(files(), Script::default(), Speed::Max)
}

#[test]
fn a_session_is_fetched_once_and_what_the_archive_lacks_is_said() {
    let (server, folder) = (server(), tempfile::tempdir().unwrap());
    let fetched = fetch(&server, folder.path(), &Kept::default()).unwrap();
    let topics: Vec<&str> = fetched.note.topics.keys().map(String::as_str).collect();
    assert_eq!(topics, ["Heartbeat", "LapCount", "TrackStatus"]);
    // Listed and not there, or not listed: both are missing, and neither is asked for again and again.
    assert!(
        ["WeatherData", "Position.z", "TimingData"].iter().all(|of| fetched
            .note
            .missing
            .iter()
            .any(|m| m == of))
    );
    assert_eq!((fetched.n_there, fetched.note.round), (0, 1));
    let n_requests = server.requests().len();
    // Two lists, the topics that are listed, and the list again, since one of them is not there.
    assert_eq!(n_requests, 2 + 4 + 1, "{:?}", server.requests());

    let again = fetch(&server, folder.path(), &Kept::default()).unwrap();
    assert_eq!((again.n_there, again.bytes, &again.note), (3, 0, &fetched.note));
    assert_eq!(server.requests().len(), n_requests + 1, "the season's list alone");

    // What was damaged meanwhile is found and fetched again.
    let file = fetched.folder.join("Heartbeat.jsonStream.zst");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let mended = fetch(&server, folder.path(), &Kept::default()).unwrap();
    assert_eq!((mended.n_there, mended.note), (2, fetched.note));
}

#[test]
fn a_session_that_is_still_on_is_asked_for_again_until_it_is_over() {
    let folder = tempfile::tempdir().unwrap();
    let today = jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .datetime()
        .round(jiff::Unit::Second)
        .unwrap();
    let today = today.to_string();
    let at = |status: &str, clock: &str| {
        let mut files = files();
        let index = String::from_utf8(files["2025/Index.json"].clone()).unwrap();
        let index = index.replace("2025-03-16T15:00:00", &today);
        files.insert("2025/Index.json".to_owned(), index.into_bytes());
        let feeds = ["Heartbeat", "LapCount", "SessionStatus"]
            .map(|topic| format!("\"{topic}\":{{\"StreamPath\":\"\"}}"))
            .join(",");
        files.insert(format!("{RACE}Index.json"), format!("{{\"Feeds\":{{{feeds}}}}}").into_bytes());
        let line = format!("{clock}{{\"Status\":\"{status}\"}}\r\n");
        files.insert(format!("{RACE}SessionStatus.jsonStream"), line.into_bytes());
        StandIn::start(files, Script::default(), Speed::Max)
    };
    let (watch, server) = (Kept::default(), at("Started", "00:00:01.000"));
    let half = fetch(&server, folder.path(), &watch).unwrap();
    assert!(!half.note.is_complete && half.note.topics.contains_key("SessionStatus"));
    assert!(watch.said.borrow().iter().any(|line| line.contains("2025/1/R is not over yet")));
    // What there is can be played.
    let options = FeedOptions { path: half.folder.clone(), ..FeedOptions::default() };
    assert!(gridcast_producer::replay::FeedReplay::open(&options).unwrap().is_some());

    let server = at("Finalised", "02:00:00.000");
    let whole = fetch(&server, folder.path(), &Kept::default()).unwrap();
    assert_eq!((whole.n_there, whole.note.is_complete), (0, true));
    let n_requests = server.requests().len();
    assert_eq!(fetch(&server, folder.path(), &Kept::default()).unwrap().n_there, 3);
    assert_eq!(server.requests().len(), n_requests + 1, "the season's list alone");
}

#[test]
fn a_fetch_that_was_broken_off_goes_on_where_it_was() {
    let (server, folder) = (server(), tempfile::tempdir().unwrap());
    let stops = Kept { stops_at: Some(200_000), ..Kept::default() };
    assert!(matches!(fetch(&server, folder.path(), &stops), Err(SourceError::Stopped)));
    let fetched = fetch(&server, folder.path(), &Kept::default()).unwrap();
    let ranges: Vec<String> = server.requests().into_iter().filter(|of| of.contains("bytes=")).collect();
    assert_eq!(ranges.len(), 1, "{ranges:?}");
    let whole = files()[&format!("{RACE}Heartbeat.jsonStream")].clone();
    let packed = std::fs::read(fetched.folder.join("Heartbeat.jsonStream.zst")).unwrap();
    assert_eq!(zstd::decode_all(packed.as_slice()).unwrap(), whole);
    assert!(!std::fs::read_dir(&fetched.folder).unwrap().any(|of| {
        let name = of.unwrap().file_name();
        name.to_string_lossy().contains("part") || name.to_string_lossy().contains("version")
    }));
}

#[test]
fn a_fetch_that_was_broken_off_at_the_last_byte_of_a_topic_goes_on() {
    let (server, folder) = (server(), tempfile::tempdir().unwrap());
    let whole = files()[&format!("{RACE}Heartbeat.jsonStream")].clone();
    let stops = Kept { stops_at: Some(whole.len() as u64), ..Kept::default() };
    assert!(matches!(fetch(&server, folder.path(), &stops), Err(SourceError::Stopped)));
    let fetched = fetch(&server, folder.path(), &Kept::default()).unwrap();
    let past_the_end = format!("bytes={}-", whole.len());
    assert!(server.requests().iter().any(|of| of.ends_with(&past_the_end)), "{:?}", server.requests());
    let packed = std::fs::read(fetched.folder.join("Heartbeat.jsonStream.zst")).unwrap();
    assert_eq!(zstd::decode_all(packed.as_slice()).unwrap(), whole);
    assert!(fetched.note.is_complete);
}

/// The same season with timing.
fn with_timing() -> StandIn {
    let mut files = files();
    let index = files.get_mut(&format!("{RACE}Index.json")).unwrap();
    let text = String::from_utf8(index.clone()).unwrap();
    *index =
        text.replace("\"Heartbeat\":", "\"TimingData\":{\"StreamPath\":\"\"},\"Heartbeat\":").into_bytes();
    files.insert(format!("{RACE}TimingData.jsonStream"), "00:00:01.000{\"Lines\":{}}\r\n".into());
    StandIn::start(files, Script::default(), Speed::Max)
}

#[test]
fn who_is_blocked_waits_and_does_not_take_it_for_what_the_archive_lacks() {
    let (server, folder) = (with_timing(), tempfile::tempdir().unwrap());
    // The topic and the list, twice each.
    server.spoil("TimingData", FileFault::Block(3));
    let watch = Kept::default();
    let fetched = fetch(&server, folder.path(), &watch).unwrap();
    assert!(fetched.note.is_complete && fetched.note.topics.contains_key("TimingData"));
    let said = watch.said.borrow().join("\n");
    assert!(said.contains("TimingData.jsonStream answers 403; again in"), "{said}");

    // For longer than anybody waits: what has come is kept, and nothing is noted as missing for good.
    let (server, folder) = (with_timing(), tempfile::tempdir().unwrap());
    server.spoil("TimingData", FileFault::Block(1000));
    let error = fetch(&server, folder.path(), &Kept::default()).unwrap_err();
    assert_eq!(error.retry(), Retry::Later, "{error}");
    let fetched = fetch(&with_timing(), folder.path(), &Kept::default()).unwrap();
    assert_eq!((fetched.n_there, fetched.note.topics.len(), fetched.note.is_complete), (2, 4, true));
}

#[test]
fn timing_that_is_listed_and_not_given_is_asked_for_again() {
    let (server, folder) = (with_timing(), tempfile::tempdir().unwrap());
    server.spoil("TimingData", FileFault::Status(403, None));
    let watch = Kept::default();
    let without = fetch(&server, folder.path(), &watch).unwrap();
    assert_eq!((without.note.topics.len(), without.note.is_complete), (3, false));
    let said = watch.said.borrow().join("\n");
    assert!(said.contains("2025/1/R has TimingData, which the archive does not give"), "{said}");
    let whole = fetch(&server, folder.path(), &Kept::default()).unwrap();
    assert_eq!((whole.n_there, whole.note.topics.len(), whole.note.is_complete), (3, 4, true));
}

#[test]
fn bad_moments_of_the_server_are_outlasted_and_said() {
    let (server, folder) = (server(), tempfile::tempdir().unwrap());
    server.spoil("2025/Index.json", FileFault::Status(429, Some(0)));
    server.spoil("2025/Index.json", FileFault::Html);
    server.spoil("Heartbeat", FileFault::Half);
    server.spoil("LapCount", FileFault::Status(503, None));
    server.spoil("TrackStatus", FileFault::Html);
    let watch = Kept::default();
    let fetched = fetch(&server, folder.path(), &watch).unwrap();
    assert_eq!(fetched.note.topics.len(), 3);
    let said = watch.said.borrow().join("\n");
    for what in ["answers 429, try again in 0 s", "HTML", "no answer from", "answers 503"] {
        assert!(said.contains(what), "{what}: {said}");
    }
    // The half that came was not asked for again.
    assert!(
        server.requests().iter().any(|of| of.contains("Heartbeat.jsonStream bytes=")),
        "{:?}",
        server.requests()
    );
}

#[test]
fn what_cannot_be_had_says_what_and_whether_to_try_again() {
    let (server, folder) = (server(), tempfile::tempdir().unwrap());
    let archive = archive(&server, folder.path());
    let find = |wanted: &str| archive.find(wanted.parse().unwrap(), &Kept::default()).unwrap_err();
    for (wanted, reason) in [
        ("2024", "2024: the archive has no list of this season"),
        ("2025/2/R", "2025/2/R: season 2025 has 1 rounds, none is 2"),
        ("2025/1/FP1", "nothing is kept of FP1 of the São Paulo Grand Prix"),
        ("2025/1/S", "the São Paulo Grand Prix has no S, it has FP1, R"),
    ] {
        let error = find(wanted);
        assert!(error.to_string().contains(reason), "{error}");
        assert_eq!(error.retry(), Retry::Useless);
    }
    // Once fetched, the list does without the server, whether that refuses it or is away.
    let address = server.archive_url();
    archive.season(2025, &Kept::default()).unwrap();
    let goes_by_the_last = || {
        let watch = Kept::default();
        assert_eq!(archive.season(2025, &watch).unwrap().rounds.len(), 1);
        let said = watch.said.borrow().join("\n");
        assert!(said.contains("going by the list that was fetched last"), "{said}");
    };
    server.spoil("2025/Index.json", FileFault::Status(403, None));
    goes_by_the_last();
    drop(server);
    goes_by_the_last();
    let error = archive.season(2023, &Kept::default()).unwrap_err();
    assert!(error.to_string().contains(&address) && error.retry() == Retry::Soon, "{error}");
}

#[test]
fn the_program_lists_and_fetches_and_prints_what_replay_plays() {
    let (server, folder) = (server(), tempfile::tempdir().unwrap());
    let run = |arguments: &[&str]| {
        let mut command = producer();
        command.args(["fetch", "--archive", &server.archive_url()]).arg("--to").arg(folder.path());
        let output = command.args(arguments).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (code, listed, _) = run(&["--list", "2025"]);
    assert_eq!(code, Some(0));
    assert!(listed.contains("2025/1  São Paulo Grand Prix\n"), "{listed}");
    assert!(listed.contains("2025/1/FP1") && listed.contains("nothing is kept of it"), "{listed}");
    let (code, printed, said) = run(&["2025"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("3 topics") && said.contains("the archive lacks SessionInfo"), "{said}");
    assert!(Source::open(&FeedOptions::whole(printed.trim().into())).is_ok(), "{printed}");
    let (code, _, said) = run(&["2025/1/Q"]);
    assert!(code == Some(1) && said.contains("has no Q, it has FP1, R"), "{said}");
    let (code, _, said) = run(&["2025/x"]);
    assert!(code == Some(2) && said.contains("a round is a number from 1"), "{said}");
}

#[test]
fn every_recording_of_the_feed_is_played_to_its_end() {
    let Some(data) = recording("static") else { return };
    let mut paths: Vec<_> = ["static", "live"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(data.join("..").join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() || path.to_string_lossy().contains("/live/"))
        .collect();
    paths.sort();
    assert!(17 <= paths.len());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    for path in paths {
        let mut source = Source::open(&FeedOptions::whole(path.clone())).unwrap();
        let mut last_ms = i64::MIN;
        while let Some(item) = runtime.block_on(source.next()) {
            match item {
                Ok(timed) => {
                    assert!(last_ms <= timed.at_ms, "{}", path.display());
                    last_ms = timed.at_ms;
                }
                Err(error) => assert!(!error.is_fatal(), "{}: {error}", path.display()),
            }
        }
        let Source::Replayed(replay) = source else {
            panic!("{} is no recording of the feed", path.display())
        };
        let n_taken: u64 = replay.counts().taken.values().sum();
        eprintln!("{}: {n_taken} messages, refused {:?}", path.display(), replay.counts().refused);
        let is_damaged = path.to_string_lossy().contains("invalid");
        assert!(is_damaged || 0 < n_taken, "{}", path.display());
    }
}

#[test]
fn a_recording_of_the_feed_is_played_from_any_of_its_laps() {
    let Some(folder) = recording("static/2018_azerbaijan_race") else { return };
    let mut source = Source::open(&FeedOptions {
        from_lap: Some(20),
        tells_before: true,
        ..FeedOptions::whole(folder.clone())
    })
    .unwrap();
    let begins = source.begins().unwrap();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    while let Some(item) = runtime.block_on(source.next()) {
        let Ok(timed) = item else { continue };
        let Record::Lap(lap) = &timed.record else { continue };
        if begins.is_reached_by(&timed) { &mut after } else { &mut before }.push(lap.lap_number as u32);
    }
    // It begins where the first ends lap 19, which is told from there on; the last of all is a lap or two behind.
    assert_eq!(before.iter().max(), Some(&18));
    assert!(after.iter().min().is_some_and(|lap| (17..=19).contains(lap)), "{:?}", after.iter().min());
    assert_eq!(after.iter().max(), Some(&51));
    assert!(Source::open(&FeedOptions { from_lap: Some(60), ..FeedOptions::whole(folder) }).is_err());
}
