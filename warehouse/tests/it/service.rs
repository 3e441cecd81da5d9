//! `run`: everything at once, until it is told to stop.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::Place;
use crate::api::Api;
use crate::kafka::{Topics, broker, lap};

const WAIT: Duration = Duration::from_mins(1);

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
    let mut child = place
        .warehouse()
        .args(["run", "--brokers", &brokers, "--topic-prefix", topics.prefix()])
        .args(["--quiet-s", "1", "--metrics-port", "0", "--base-url", &api.url(), "--to"])
        .arg(&marts)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let mut address = None;
    let mut said = String::new();
    // The log says where the metrics are, and later that documents were published. How long a build takes is the
    // machine's business; a service that fails ends, and its log with it.
    while address.is_none() || !said.contains("documents changed") {
        assert!(0 < log.read_line(&mut said).unwrap(), "{said}");
        if let Some((_, rest)) = said.split_once("metrics are on http://") {
            address = rest.split('/').next().map(String::from);
        }
    }
    assert!(marts.join("index.json").is_file());
    // The laps are counted once they are in the database, which may be after the first build.
    let address = address.unwrap();
    let deadline = Instant::now() + WAIT;
    let mut metrics = metrics_of(&address);
    while !metrics.contains("gridcast_warehouse_records_total 5\n") {
        assert!(Instant::now() < deadline, "{metrics}");
        std::thread::yield_now();
        metrics = metrics_of(&address);
    }
    let line = "gridcast_warehouse_asset_failed{asset=\"marts\",kind=\"marts\"} 0";
    assert!(metrics.contains(line), "{metrics}");
    // The database is in use, and its state is told all the same.
    let status = place.run(&["status"]);
    assert!(status.contains("marts") && status.contains("race_results"), "{status}");
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
    assert_eq!(place.number("SELECT count(*) FROM stg_laps"), 5);
}

pub(crate) fn metrics_of(address: &str) -> String {
    let mut answer = String::new();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
