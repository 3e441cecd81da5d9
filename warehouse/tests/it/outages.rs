//! What a broker can do to a sink, with real brokers: topics made anew, topics that may not be read, and one that
//! asks who one is.

use std::io::BufReader;
use std::time::Instant;

use gridcast_kafka::node::{self, Deed, Node};
use gridcast_kafka::secured::{PASSWORD, Secured, USER};

use crate::kafka::{Topics, broker, follow, lap, terminate};
use crate::service::{Service, said_until};
use crate::{Place, text_of};

/// Of each driver the laps in staging, and how many of them are different ones.
const LAPS: &str =
    "SELECT record_content->>'$.Driver', count(*), count(DISTINCT record_content->>'$.LapTime')
                    FROM stg_laps GROUP BY 1 ORDER BY 1";

fn send_laps(topics: &Topics, driver: &str, n: u32) {
    for number in 1..=n {
        topics.send("laps", &format!("{driver}{}", number % 7), Some(lap(driver, number).as_bytes()));
    }
    topics.flush();
}

/// The service over these topics. What it reads is not built.
fn serve(brokers: &str, prefix: &str, place: &Place) -> Service {
    let words = ["--brokers", brokers, "--topic-prefix", prefix, "--no-season", "--quiet-s", "3600"];
    Service::start(place, &place.path("marts"), &[&words[..], &["--at-latest-s", "3600"]].concat())
}

/// Waits until the service's log says these words, and prints how long that took: ten seconds are promised, of a machine
/// that has nothing else to do.
fn says(service: &mut Service, words: &str) {
    let began = Instant::now();
    service.says(words);
    eprintln!("{words:?}: said after {:.1} s", began.elapsed().as_secs_f64());
}

#[test]
fn topics_made_anew_under_a_running_service_are_in_staging_once_however_long_they_have_grown() {
    let Some(brokers) = broker() else { return };
    let topics = Topics::new(&brokers, "anew", 3);
    let place = Place::new();
    send_laps(&topics, "PIA", 3000);
    let service = serve(&brokers, topics.prefix(), &place);
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

#[test]
fn a_partition_whose_disk_is_gone_is_named_and_the_rest_is_in_staging_until_it_heals() {
    // A node of two disks that looks at them often.
    let Some(mut node) = Node::prepare() else { return };
    let [one, disk, away] = ["one", "two", "away"].map(|name| node.folder().join(name));
    let log_dirs = format!("{},{}", one.display(), disk.display());
    let disks = [("log.dirs", log_dirs.as_str()), ("log.flush.offset.checkpoint.interval.ms", "200")];
    node.run(&disks);
    let topics = Topics::new(&node.address(), "disk", 2);
    let publish = |(topic, partition): (&str, i32), from: u32| {
        for number in from..from + 20 {
            let date = 1_742_097_600_000_i64 + i64::from(number);
            let record = match topic {
                "laps" => lap("PIA", number),
                _ => format!(r#"{{"Date":{date},"Driver":"PIA","Speed":270.0}}"#),
            };
            topics.send_to(topic, partition, &record);
        }
        topics.flush();
    };
    let all = [("laps", 0), ("laps", 1), ("tele", 0), ("tele", 1)];
    for one in all {
        publish(one, 1);
    }
    let place = Place::new();
    let mut service = serve(topics.brokers(), topics.prefix(), &place);
    service.has_read(80);
    // Each disk has two of the four, whichever.
    let is_lost =
        |(topic, partition): &(&str, i32)| disk.join(format!("{}-{partition}", topics.name(topic))).is_dir();
    let (lost, kept): (Vec<_>, Vec<_>) = all.into_iter().partition(is_lost);
    std::fs::rename(&disk, &away).unwrap();
    let began = Instant::now();
    // The disk may go while a look is half done: then one is named before the other.
    while !{
        let said = service.says("cannot be read: ");
        lost.iter().all(|(topic, _)| said.contains(&topics.name(topic)))
    } {}
    eprintln!("said after {:.1} s, of the ten promised", began.elapsed().as_secs_f64());
    for one in kept {
        publish(one, 21);
    }
    service.has_read(120);

    // It heals with the disk.
    node.stop();
    std::fs::remove_dir_all(&disk).ok();
    std::fs::rename(&away, &disk).unwrap();
    node.run(&disks);
    says(&mut service, "everything can be read again");
    for one in lost {
        publish(one, 21);
    }
    service.has_read(160);
    service.stop();
    let rows = ["laps", "telemetry"].map(|table| place.number(&format!("SELECT count(*) FROM stg_{table}")));
    assert_eq!(rows, [80, 80]);
}

#[test]
fn an_address_that_leads_nowhere_is_named_and_heals_when_it_is_mended() {
    let wrong = [("advertised.listeners", "PLAINTEXT://nowhere.invalid:9092")];
    let Some(mut node) = Node::start(&wrong) else { return };
    let place = Place::new();
    let mut service = serve(&node.address(), "mended_", &place);
    says(&mut service, "nowhere.invalid:9092");
    node.stop();
    node.run(&[]);
    let topics = Topics::on(&node.address(), "mended_", 2);
    send_laps(&topics, "PIA", 20);
    service.has_read(20);
    // The same while it is followed.
    node.stop();
    node.run(&[("advertised.listeners", "PLAINTEXT://elsewhere.invalid:9092")]);
    says(&mut service, "elsewhere.invalid:9092");
    node.stop();
    node.run(&[]);
    says(&mut service, "everything can be read again");
    send_laps(&topics, "NOR", 20);
    service.has_read(40);
    service.stop();
    assert_eq!(place.rows(LAPS), ["NOR 20 20", "PIA 20 20"]);
}
