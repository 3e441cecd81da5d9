//! With a real broker.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::time::{Duration, Instant};

use gridcast_kafka::node::{self, Deed, Node};
use gridcast_kafka::secured::{Secured, USER};
use gridcast_producer::pacer::Speed;
use gridcast_producer::stand_in::StandIn;
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, ResourceSpecifier, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::KafkaError;
use rdkafka::{ClientConfig, Message, Offset, TopicPartitionList};

use crate::live::{END, ended, practice, samples};
use crate::{TeleFile, producer, sample, unique};

const WAIT: Duration = Duration::from_mins(3);

fn broker() -> Option<String> {
    let Ok(brokers) = std::env::var("GRIDCAST_KAFKA") else {
        assert!(std::env::var_os("GRIDCAST_REQUIRE_KAFKA").is_none(), "GRIDCAST_KAFKA is not set");
        eprintln!("skipped: GRIDCAST_KAFKA names no broker");
        return None;
    };
    Some(brokers)
}

/// A record as it lies in a topic.
#[derive(Debug)]
struct Stored {
    partition: i32,
    key: String,
    value: String,
    timestamp_ms: i64,
}

/// All of a topic, partition by partition.
fn read_all(brokers: &str, topic: &str) -> Vec<Stored> {
    let consumer: BaseConsumer = ClientConfig::new()
        .set("bootstrap.servers", brokers)
        .set("group.id", "it-never-committed")
        .set("enable.auto.commit", "false")
        .set("enable.partition.eof", "true")
        .create()
        .unwrap();
    let metadata = consumer.fetch_metadata(Some(topic), WAIT).unwrap();
    let n_partitions = metadata.topics()[0].partitions().len() as i32;
    assert_eq!(n_partitions, 20, "{topic}");
    let mut all = TopicPartitionList::new();
    for partition in 0..n_partitions {
        all.add_partition_offset(topic, partition, Offset::Beginning).unwrap();
    }
    consumer.assign(&all).unwrap();
    let mut stored = Vec::new();
    let mut n_ended = 0;
    while n_ended < n_partitions {
        let message = match consumer.poll(WAIT).expect("a record or a partition's end") {
            Err(KafkaError::PartitionEOF(_)) => {
                n_ended += 1;
                continue;
            }
            message => message.unwrap(),
        };
        stored.push(Stored {
            partition: message.partition(),
            key: String::from_utf8(message.key().unwrap().to_vec()).unwrap(),
            value: String::from_utf8(message.payload().unwrap().to_vec()).unwrap(),
            timestamp_ms: message.timestamp().to_millis().unwrap(),
        });
    }
    stored
}

#[test]
fn every_record_of_a_replay_is_there_once_and_in_order() {
    let Some(brokers) = broker() else { return };
    let prefix = format!("{}_", unique("replay"));
    let lines: Vec<String> =
        (0..1000).map(|i| sample(["VER", "NOR", "241"][i % 3], i as i64 * 100)).collect();
    let tele = TeleFile::new(&lines);
    let output = producer()
        .args(["replay", "--speed", "max", "--brokers", &brokers, "--topic-prefix", &prefix, "--tele"])
        .arg(&tele.0)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.contains("1000 records acknowledged"), "{text}");

    let mut by_driver: BTreeMap<String, Vec<Stored>> = BTreeMap::new();
    for stored in read_all(&brokers, &format!("{prefix}tele")) {
        by_driver.entry(stored.key.clone()).or_default().push(stored);
    }
    assert_eq!(by_driver.values().map(Vec::len).collect::<Vec<_>>(), [333, 333, 334]);
    for (driver, all) in by_driver {
        assert!(all.windows(2).all(|pair| pair[0].partition == pair[1].partition), "{driver}");
        assert!(all.windows(2).all(|pair| pair[0].timestamp_ms <= pair[1].timestamp_ms), "{driver}");
        let dates: Vec<i64> = all
            .iter()
            .map(|stored| {
                let value: serde_json::Value = serde_json::from_str(&stored.value).unwrap();
                assert_eq!(value["Driver"], driver.as_str());
                value["Date"].as_i64().unwrap()
            })
            .collect();
        assert!(dates.windows(2).all(|pair| pair[0] + 300 == pair[1]), "{driver}");
    }
}

#[test]
fn a_line_that_is_no_record_costs_the_exit_code_but_not_the_rest() {
    let Some(brokers) = broker() else { return };
    let prefix = format!("{}_", unique("malformed"));
    let tele = TeleFile::new(&[sample("VER", 1000), "{".to_owned(), sample("VER", 1100)]);
    let output = producer()
        .args(["replay", "--speed", "max", "--brokers", &brokers, "--topic-prefix", &prefix, "--tele"])
        .arg(&tele.0)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("line 2, column 1") && text.contains("1 lines not understood"), "{text}");
    assert_eq!(read_all(&brokers, &format!("{prefix}tele")).len(), 2);
}

#[test]
fn a_simulated_race_fills_all_topics_and_the_session_is_kept() {
    let Some(brokers) = broker() else { return };
    let prefix = format!("{}_", unique("simulate"));
    let output = producer()
        .args(["simulate", "--laps", "2", "--speed", "max", "--brokers", &brokers, "--topic-prefix", &prefix])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for (topic, least) in
        [("tele", 20_000), ("laps", 40), ("timing", 100), ("race_control", 2), ("weather", 1)]
    {
        let n = read_all(&brokers, &format!("{prefix}{topic}")).len();
        assert!(least <= n, "{n} records in {topic}");
    }
    let session = read_all(&brokers, &format!("{prefix}session"));
    assert_eq!(session.len(), 1);
    assert!(session[0].value.contains(r#""Simulated":true"#) && session[0].key.starts_with("simulated-1-"));

    let admin: AdminClient<DefaultClientContext> =
        ClientConfig::new().set("bootstrap.servers", &brokers).create().unwrap();
    let topic = format!("{prefix}session");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let described = runtime
        .block_on(admin.describe_configs([&ResourceSpecifier::Topic(&topic)], &AdminOptions::new()))
        .unwrap();
    let policy = described[0].as_ref().unwrap().get("cleanup.policy").unwrap();
    assert_eq!(policy.value.as_deref(), Some("compact"));
}

#[test]
fn an_interrupt_flushes_and_says_so() {
    let Some(brokers) = broker() else { return };
    let prefix = format!("{}_", unique("interrupt"));
    // Two samples at once, then nothing for an hour.
    let tele = TeleFile::new(&[sample("VER", 0), sample("VER", 10), sample("VER", 3_500_000)]);
    let mut child = producer()
        .args(["replay", "--brokers", &brokers, "--topic-prefix", &prefix, "--tele"])
        .arg(&tele.0)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The samples are in the topic: the program is waiting for the third.
    let deadline = Instant::now() + WAIT;
    let consumer: BaseConsumer = ClientConfig::new().set("bootstrap.servers", &brokers).create().unwrap();
    let topic = format!("{prefix}tele");
    let n_stored = || -> i64 {
        (0..20).filter_map(|p| consumer.fetch_watermarks(&topic, p, WAIT).ok()).map(|(_, high)| high).sum()
    };
    while n_stored() < 2 {
        assert!(Instant::now() < deadline, "the samples did not come");
    }
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(130));
    let mut text = String::new();
    child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
    assert!(text.contains("2 records acknowledged") && text.contains("0 failed"), "{text}");
}

#[test]
fn every_sample_of_the_live_timing_is_in_the_topic() {
    let (Some(brokers), Some(script)) = (broker(), practice()) else { return };
    let (positions, cars) = samples(&script);
    let expected: BTreeSet<(i64, String)> = positions
        .iter()
        .map(|(date, driver, _)| (*date, driver.clone()))
        .chain(cars.iter().map(|(date, driver, _)| (*date, driver.clone())))
        .collect();
    let server = StandIn::start(BTreeMap::new(), ended(script), Speed::Max);
    let prefix = format!("{}_", unique("live"));
    let mut command = producer();
    command.args(["live", "--hub", &server.hub_url(), "--brokers", &brokers, "--topic-prefix", &prefix]);
    let mut child = command.stderr(Stdio::null()).spawn().unwrap();
    let topic = format!("{prefix}tele");
    let consumer: BaseConsumer = ClientConfig::new().set("bootstrap.servers", &brokers).create().unwrap();
    let n_stored = || -> usize {
        let marks = (0..20).filter_map(|partition| consumer.fetch_watermarks(&topic, partition, WAIT).ok());
        marks.map(|(_, high)| high as usize).sum()
    };
    let deadline = Instant::now() + WAIT * 2;
    // Race control has the last word, once there are topics.
    let race_control = format!("{prefix}race_control");
    let is_said = || read_all(&brokers, &race_control).iter().any(|stored| stored.value.contains(END));
    while n_stored() == 0 || !is_said() {
        assert!(Instant::now() < deadline, "{} samples are there", n_stored());
    }
    assert!(
        std::process::Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let stored: BTreeSet<(i64, String)> = read_all(&brokers, &topic)
        .into_iter()
        .map(|stored| {
            let value: serde_json::Value = serde_json::from_str(&stored.value).unwrap();
            (value["Date"].as_i64().unwrap(), stored.key)
        })
        .collect();
    assert!(expected.is_subset(&stored), "{} of {}", stored.len(), expected.len());
}

#[test]
fn a_topic_that_may_not_be_published_to_is_named_and_the_rest_goes_on() {
    let Some(brokers) = broker() else { return };
    let prefix = format!("{}_", unique("refused"));
    let simulate = || {
        let mut command = producer();
        command.args(["simulate", "--laps", "2", "--speed", "max", "--brokers", &brokers]);
        command.args(["--topic-prefix", &prefix]).output().unwrap()
    };
    assert!(simulate().status.success());
    let (tele, laps) = (format!("{prefix}tele"), format!("{prefix}laps"));
    let (n_tele, n_laps) = (read_all(&brokers, &tele).len(), read_all(&brokers, &laps).len());
    node::forbid(&brokers, &laps, Deed::Write);
    let output = simulate();
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains(&format!("cannot publish to {laps}")) && text.contains("uthorization failed"),
        "{text}"
    );
    assert!(text.contains(&format!("{laps}: {n_laps} records were given up")), "{text}");
    assert_eq!(read_all(&brokers, &tele).len(), 2 * n_tele);
}

#[test]
fn a_topic_that_refuses_records_heals_and_each_refusal_is_said() {
    let Some(brokers) = broker() else { return };
    let prefix = format!("{}_", unique("heals"));
    let (tele, file) = (format!("{prefix}tele"), TeleFile::new(&[sample("VER", 0), sample("NOR", 100)]));
    let mut command = producer();
    command.args(["replay", "--loop", "--speed", "10", "--brokers", &brokers, "--topic-prefix", &prefix]);
    let mut child = command.arg("--tele").arg(&file.0).stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let mut hears = |words: &str| {
        let mut said = String::new();
        while !said.contains(words) {
            assert!(0 < log.read_line(&mut said).unwrap(), "{words:?} was not said: {said}");
        }
    };
    for _ in 0..2 {
        node::forbid(&brokers, &tele, Deed::Write);
        hears(&format!("cannot publish to {tele}"));
        node::permit(&brokers, &tele);
        hears(&format!("{tele} can be published to again"));
    }
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    child.wait().unwrap();
}

#[test]
fn a_topic_that_cannot_be_made_is_named_and_the_rest_goes_on() {
    // A topic of three copies cannot be made on one node; those that are there are sound.
    let Some(mut broker) = Node::start(&[]) else { return };
    let file = TeleFile::new(&[sample("VER", 0), sample("NOR", 10)]);
    let address = broker.address();
    let replay = |prefix: &str| {
        let mut command = producer();
        command.args(["replay", "--speed", "max", "--brokers", &address, "--topic-prefix", prefix]);
        let output = command.arg("--tele").arg(&file.0).output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (is_done, said) = replay("f1_");
    assert!(is_done, "{said}");
    let admin: AdminClient<DefaultClientContext> =
        ClientConfig::new().set("bootstrap.servers", &address).create().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(admin.delete_topics(&["f1_weather"], &AdminOptions::new())).unwrap()[0]
        .as_ref()
        .unwrap();
    broker.stop();
    broker.run(&[("default.replication.factor", "3")]);
    let (is_done, said) = replay("f1_");
    assert!(said.contains("cannot make the topic f1_weather"), "{said}");
    assert!(is_done && said.contains("2 records acknowledged"), "{said}");
    assert_eq!(read_all(&address, "f1_tele").len(), 4);
    // It is tried again, and found when another has made it.
    let mut command = producer();
    command.args(["replay", "--loop", "--speed", "10", "--brokers", &address, "--tele"]).arg(&file.0);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let mut hears = |words: &str| {
        let mut said = String::new();
        while !said.contains(words) {
            assert!(0 < log.read_line(&mut said).unwrap(), "{words:?} was not said: {said}");
        }
    };
    hears("cannot make the topic f1_weather");
    let weather = NewTopic::new("f1_weather", 1, TopicReplication::Fixed(1));
    runtime.block_on(admin.create_topics([&weather], &AdminOptions::new())).unwrap()[0].as_ref().unwrap();
    hears("the topic f1_weather is there now");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn an_address_that_leads_nowhere_is_named_and_heals_when_it_is_mended() {
    let Some(mut broker) = Node::start(&[]) else { return };
    let tele = TeleFile::new(&[sample("VER", 0), sample("NOR", 10)]);
    let address = broker.address();
    let replay = || {
        let mut command = producer();
        command.args(["replay", "--speed", "max", "--brokers", &address, "--tele"]).arg(&tele.0);
        command.stderr(Stdio::piped()).spawn().unwrap()
    };
    assert!(replay().wait().unwrap().success(), "the topics are made");
    broker.stop();
    broker.run(&[("advertised.listeners", "PLAINTEXT://nowhere.invalid:9092")]);
    let mut child = replay();
    let began = Instant::now();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    while !said.contains("nowhere.invalid:9092") {
        assert!(0 < log.read_line(&mut said).unwrap(), "{said}");
    }
    eprintln!("said after {:.1} s, of the ten promised", began.elapsed().as_secs_f64());
    broker.stop();
    broker.run(&[]);
    log.read_to_string(&mut said).unwrap();
    assert!(child.wait().unwrap().success() && said.contains("2 records acknowledged"), "{said}");
    assert_eq!(read_all(&address, "f1_tele").len(), 4);
}

#[test]
fn sasl_and_tls_are_spoken_and_a_wrong_password_is_said() {
    let Some(secured) = Secured::start() else { return };
    let tele = TeleFile::new(&[sample("VER", 0), sample("NOR", 10)]);
    let publish = |security: &[&str]| {
        let mut command = producer();
        command.args(["replay", "--speed", "max", "--tele"]).arg(&tele.0).args(security);
        let output = command.output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (ca, file) = (secured.ca.display().to_string(), secured.password_file.display().to_string());
    let tls = publish(&["--brokers", &secured.tls, "--security", "ssl", "--ca", &ca]);
    assert!(tls.0 && tls.1.contains("2 records acknowledged"), "{tls:?}");
    let sasl = ["--brokers", &secured.sasl, "--security", "sasl_plaintext", "--mechanism", "PLAIN"];
    let sasl = [&sasl[..], &["--username", USER, "--password-file", &file]].concat();
    let known = publish(&sasl);
    assert!(known.0 && known.1.contains("2 records acknowledged"), "{known:?}");
    std::fs::write(&secured.password_file, "another").unwrap();
    let unknown = publish(&sasl);
    assert!(!unknown.0 && unknown.1.contains("uthentication failed"), "{unknown:?}");
    assert_eq!(read_all(&secured.node.address(), "f1_tele").len(), 4);
}
