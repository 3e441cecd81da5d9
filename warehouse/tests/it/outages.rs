//! What a broker can do to a sink, with real brokers: topics made anew, topics that may not be read, and one that
//! asks who one is.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use gridcast_kafka::node::{self, Deed};
use gridcast_kafka::secured::{PASSWORD, Secured, USER};

use crate::kafka::{Topics, broker, follow, lap};
use crate::service::metrics_of;
use crate::{Place, text_of};

const WAIT: Duration = Duration::from_mins(1);
/// Of each driver the laps in staging, and how many of them are different ones.
const LAPS: &str =
    "SELECT record_content->>'$.Driver', count(*), count(DISTINCT record_content->>'$.LapNumber')
                    FROM stg_laps GROUP BY 1 ORDER BY 1";

fn send_laps(topics: &Topics, driver: &str, n: u32) {
    for number in 1..=n {
        topics.send("laps", &format!("{driver}{}", number % 7), Some(lap(driver, number).as_bytes()));
    }
    topics.flush();
}

/// The service, and where its metrics are.
struct Service {
    child: Child,
    log: BufReader<std::process::ChildStderr>,
    metrics: String,
}

impl Service {
    fn start(topics: &Topics, place: &Place) -> Self {
        let marts = place.path("marts");
        let mut child = place
            .warehouse()
            .args(["run", "--brokers", topics.brokers(), "--topic-prefix", topics.prefix()])
            .args([
                "--quiet-s",
                "3600",
                "--at-latest-s",
                "3600",
                "--no-season",
                "--metrics-port",
                "0",
                "--to",
            ])
            .arg(&marts)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let said = said_until(&mut log, "metrics are on http://");
        let address = said.rsplit("http://").next().unwrap().split('/').next().unwrap();
        Self { child, log, metrics: address.to_owned() }
    }

    /// Waits until it has put so many records into staging.
    fn has_read(&self, n: u64) {
        let deadline = Instant::now() + WAIT;
        let line = format!("gridcast_warehouse_records_total {n}\n");
        loop {
            let metrics = metrics_of(&self.metrics);
            if metrics.contains(&line) {
                return;
            }
            assert!(Instant::now() < deadline, "{line} in {metrics}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Stops it in order; its log.
    fn stop(mut self) -> String {
        terminate(&self.child);
        assert!(self.child.wait().unwrap().success());
        let lines = self.log.lines().map(Result::unwrap);
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn terminate(child: &Child) {
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
}

/// Reads a log up to a line that has these words; fails when it ends before.
fn said_until(log: &mut impl BufRead, words: &str) -> String {
    let mut said = String::new();
    while !said.contains(words) {
        assert!(0 < log.read_line(&mut said).unwrap(), "{words:?} was not said: {said}");
    }
    said
}

#[test]
fn topics_made_anew_under_a_running_service_are_in_staging_once_however_long_they_have_grown() {
    let Some(brokers) = broker() else { return };
    let topics = Topics::new(&brokers, "anew", 3);
    let place = Place::new();
    send_laps(&topics, "PIA", 3000);
    let service = Service::start(&topics, &place);
    service.has_read(3000);
    let topics = topics.replace(3);
    send_laps(&topics, "NOR", 9000);
    service.has_read(12_000);
    // Again, and shorter.
    let topics = topics.replace(2);
    send_laps(&topics, "VER", 10);
    service.has_read(12_010);
    let log = service.stop();
    let said = format!("{} is a new topic of the same name", topics.name("laps"));
    let gone = format!("{} was deleted", topics.name("laps"));
    assert!(log.contains(&said) || log.contains(&gone), "{log}");
    assert_eq!(place.rows(LAPS), ["NOR 9000 9000", "PIA 3000 3000", "VER 10 10"]);
    assert_eq!(topics.catch_up(&place).trim(), "0 records in staging, 0 rejected");
}

#[test]
fn a_topic_made_anew_while_nobody_reads_is_noticed_though_it_is_longer_and_its_dates_are_older() {
    let Some(brokers) = broker() else { return };
    let topics = Topics::new(&brokers, "again", 1);
    let place = Place::new();
    for number in 1..=3 {
        topics.send("laps", "PIA", Some(lap("PIA", number).as_bytes()));
    }
    topics.flush();
    assert_eq!(topics.catch_up(&place).trim(), "3 records in staging, 0 rejected");
    let topics = topics.replace(1);
    for number in 1..=4 {
        topics.send_at("laps", "NOR", Some(lap("NOR", number).as_bytes()), Some(1_000_000_000_000));
    }
    topics.flush();
    let output = place.warehouse().args(topics.args()).arg("--until-end").output().unwrap();
    let said = text_of(&output);
    assert!(said.contains(&format!("{} is a new topic of the same name", topics.name("laps"))), "{said}");
    assert!(said.contains("4 records in staging, 0 rejected"), "{said}");
    assert_eq!(topics.catch_up(&place).trim(), "0 records in staging, 0 rejected");
    assert_eq!(place.rows(LAPS), ["NOR 4 4", "PIA 3 3"]);
}

#[test]
fn a_topic_that_may_not_be_read_is_named_and_the_rest_is_in_staging_until_it_heals() {
    let Some(brokers) = broker() else { return };
    let topics = Topics::new(&brokers, "refused", 2);
    let place = Place::new();
    send_laps(&topics, "PIA", 20);
    topics.send("tele", "PIA", Some(br#"{"Date":1742097600000,"Driver":"PIA","Speed":270.0}"#));
    topics.flush();
    let (laps, tele) = (topics.name("laps"), topics.name("tele"));
    node::forbid(&brokers, &laps, Deed::Read);
    let output = place.warehouse().args(topics.args()).arg("--until-end").output().unwrap();
    let said = text_of(&output);
    assert!(!output.status.success() && said.contains("cannot be read") && said.contains(&laps), "{said}");
    assert_eq!(place.number("SELECT count(*) FROM stg_telemetry"), 1);

    let began = Instant::now();
    let mut child = follow(&topics, &place);
    let mut log = BufReader::new(child.stderr.take().unwrap());
    said_until(&mut log, &format!("cannot be read: {laps}"));
    eprintln!("said after {:.1} s, of the ten promised", began.elapsed().as_secs_f64());
    node::permit(&brokers, &laps);
    said_until(&mut log, "everything can be read again");
    // Later too, and nothing is twice.
    node::forbid(&brokers, &tele, Deed::Describe);
    said_until(&mut log, &format!("cannot be read: {tele}"));
    node::permit(&brokers, &tele);
    said_until(&mut log, "everything can be read again");
    terminate(&child);
    assert!(child.wait().unwrap().success());
    topics.catch_up(&place);
    assert_eq!(place.number("SELECT count(*) FROM stg_laps"), 20);
    assert_eq!(place.number("SELECT count(*) FROM stg_telemetry"), 1);
}

#[test]
fn sasl_and_tls_are_spoken_and_a_wrong_password_is_said() {
    let Some(secured) = Secured::start() else { return };
    let topics = Topics::new(&secured.node.address(), "secured", 1);
    let place = Place::new();
    send_laps(&topics, "PIA", 5);
    let run = |security: &[&str], password: &str| {
        let mut command = place.warehouse();
        command.args(["sink", "--until-end", "--topic-prefix", topics.prefix()]).args(security);
        text_of(&command.env("GRIDCAST_KAFKA_PASSWORD", password).output().unwrap())
    };
    let ca = secured.ca.display().to_string();
    let tls = ["--brokers", &secured.tls, "--security", "ssl", "--ca", &ca];
    let said = run(&tls, "");
    assert!(said.contains("5 records in staging"), "{said}");
    send_laps(&topics, "NOR", 7);
    let sasl = [
        "--brokers",
        &secured.sasl,
        "--security",
        "sasl_plaintext",
        "--mechanism",
        "PLAIN",
        "--username",
        USER,
    ];
    let said = run(&sasl, "another");
    assert!(said.contains("cannot reach Kafka") && said.contains("uthentication failed"), "{said}");
    let said = run(&sasl, PASSWORD);
    assert!(said.contains("7 records in staging"), "{said}");
}
