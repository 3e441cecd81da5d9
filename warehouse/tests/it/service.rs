//! `run`: everything at once, until it is told to stop.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::Place;
use crate::api::{Answer, Api};
use crate::in_step::{HOUR, ZEROS, put, races, record};
use crate::kafka::{Topics, broker, lap, terminate};

const WAIT: Duration = Duration::from_mins(3);
/// A broker that is not there: nothing new ever comes.
const NOBODY: [&str; 3] = ["--brokers", "127.0.0.1:1", "--no-season"];

/// The service, and what it says.
pub(crate) struct Service {
    child: Child,
    log: BufReader<ChildStderr>,
    /// Where its metrics are.
    metrics: String,
}

impl Service {
    /// Starts it with documents to this folder and metrics on a free port.
    pub(crate) fn start(place: &Place, marts: &Path, words: &[&str]) -> Self {
        Self::start_as(place.warehouse(), marts, words)
    }

    /// The same, of this program.
    fn start_as(mut command: Command, marts: &Path, words: &[&str]) -> Self {
        command.args(["run", "--metrics-port", "0"]).args(words).arg("--to").arg(marts);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let said = said_until(&mut log, "metrics are on http://");
        let metrics = said.rsplit("http://").next().unwrap().split('/').next().unwrap().to_owned();
        Self { child, log, metrics }
    }

    /// Waits until its log says these words; what it has said since it was last listened to. How long a build takes is
    /// the machine's business; a service that fails ends, and its log with it.
    pub(crate) fn says(&mut self, words: &str) -> String {
        said_until(&mut self.log, words)
    }

    /// Waits until it has put so many records into staging.
    pub(crate) fn has_read(&self, n: u64) {
        let deadline = Instant::now() + WAIT;
        let line = format!("gridcast_warehouse_records_total {n}\n");
        while !self.metrics().contains(&line) {
            assert!(Instant::now() < deadline, "{line} in {}", self.metrics());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn metrics(&self) -> String {
        let mut answer = String::new();
        let mut stream = TcpStream::connect(&self.metrics).unwrap();
        write!(stream, "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Stops it in order; the rest of its log, by which it must not be held up.
    pub(crate) fn stop(mut self) -> String {
        terminate(&self.child);
        let mut rest = String::new();
        self.log.read_to_string(&mut rest).unwrap();
        assert!(self.child.wait().unwrap().success());
        rest
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Reads a log up to a line that has these words; fails when it ends before.
pub(crate) fn said_until(log: &mut impl BufRead, words: &str) -> String {
    let mut said = String::new();
    while !said.contains(words) {
        assert!(0 < log.read_line(&mut said).unwrap(), "{words:?} was not said: {said}");
    }
    said
}

#[test]
fn a_service_reads_builds_publishes_and_stops() {
    let Some(brokers) = broker() else { return };
    let topics = Topics::new(&brokers, "service", 2);
    for number in 1..=5 {
        topics.send("laps", "NOR", Some(lap("NOR", number).as_bytes()));
    }
    topics.flush();
    let place = Place::new();
    let api = Api::start(&[], Vec::new());
    let marts = place.path("marts");
    let url = api.url();
    let words = ["--brokers", &brokers, "--topic-prefix", topics.prefix(), "--quiet-s", "1"];
    let words = [&words[..], &["--base-url", &url]].concat();
    let mut service = Service::start(&place, &marts, &words);
    service.says("documents changed");
    assert!(marts.join("index.json").is_file());
    // The laps are counted once they are in the database, which may be after the first build.
    service.has_read(5);
    let metrics = service.metrics();
    let line = "gridcast_warehouse_asset_failed{asset=\"marts\",kind=\"marts\"} 0";
    assert!(metrics.contains(line), "{metrics}");
    let status = place.run(&["status"]);
    assert!(status.contains("marts") && status.contains("race_results"), "{status}");
    service.stop();
    assert_eq!(place.number("SELECT count(*) FROM stg_laps"), 5);
}

/// A service with an API that first gives so many answers of no use, after the season's loader has looked at what is due
/// so many times, once a second.
fn after_looks(n_useless: usize, n_looks: usize) -> (Service, Api, Place) {
    let useless = Answer { status: 404, retry_after: None, body: String::new() };
    let api = Api::start(&[], vec![useless; n_useless]);
    let place = Place::new();
    let mut program = place.warehouse();
    program.env("GRIDCAST_LOG", "info,gridcast_warehouse=debug");
    let url = api.url();
    let words = ["--brokers", "127.0.0.1:1", "--base-url", &url, "--again-schedule", "* * * * * *"];
    // The season's own time is a leap day.
    let never = ["--season-schedule", "0 0 29 2 *", "--weekend-schedule", "0 0 29 2 *"];
    let mut service = Service::start_as(program, &place.path("marts"), &[&words[..], &never].concat());
    for _ in 0..n_looks {
        service.says("season data is looked at next at");
    }
    (service, api, place)
}

#[test]
fn a_season_that_could_not_be_loaded_is_asked_for_at_the_next_look_and_no_more_once_it_came() {
    let calendars = |api: &Api| api.asked().iter().filter(|path| path.contains("/races?")).count();
    let (service, api, _place) = after_looks(2, 5);
    assert_eq!(calendars(&api), 3, "{:?}", api.asked());
    service.stop();

    // An older round that could be asked for, of which there is none, is no season that was loaded.
    let (service, _api, _place) = after_looks(1000, 3);
    let metrics = service.metrics();
    for (asset, failed) in [("jolpica", 1), ("jolpica_again", 0)] {
        let line = format!("gridcast_warehouse_asset_failed{{asset=\"{asset}\",kind=\"season\"}} {failed}");
        assert!(metrics.contains(&line), "{line} in {metrics}");
    }
    service.stop();
}

#[test]
fn documents_that_could_not_be_written_are_tried_again_without_a_change() {
    let place = Place::new();
    // A file where the target's folder is to be.
    let blocked = place.path("blocked");
    std::fs::write(&blocked, "").unwrap();
    let marts = blocked.join("marts");
    let words = [&NOBODY[..], &["--quiet-s", "1", "--at-latest-s", "1"]].concat();
    let mut service = Service::start(&place, &marts, &words);
    let said = service.says("publishing: ");
    assert!(!said.contains("documents changed") && !marts.exists(), "{said}");
    std::fs::remove_file(&blocked).unwrap();
    service.says("documents changed");
    assert!(marts.join("index.json").is_file());
    service.stop();
}

#[test]
fn what_is_held_back_is_in_the_log_and_in_the_metrics() {
    let place = Place::new();
    place.run(&["build"]);
    let nobody = json!({"Session": "2025-01-race", "Date": ZEROS[0] + HOUR,
        "Message": "5 SECOND TIME PENALTY FOR CAR 99999999999 (AAA) - SPEEDING"});
    let session = json!({"Session": "2025-01-race", "StartDate": ZEROS[0] + HOUR, "Kind": "Race", "Season": 2025,
        "Round": 1, "Event": "First"});
    let mut statements = races();
    statements.extend([record("stg_session", &session), record("stg_race_control", &nobody)]);
    put(&place.database(), &statements);
    let words = [&NOBODY[..], &["--quiet-s", "1"]].concat();
    let mut service = Service::start(&place, &place.path("marts"), &words);
    let said = service.says("documents changed");
    assert!(
        said.contains("2025/1/race is held back: base_penalties has a row without driver_number"),
        "{said}"
    );
    let metrics = service.metrics();
    let line = "gridcast_warehouse_asset_failed{asset=\"2025/1/race\",kind=\"held_back\"} 1";
    assert!(metrics.contains(line), "{metrics}");
    service.stop();
}
