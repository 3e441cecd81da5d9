//! The live timing, heard from a server on loopback that speaks SignalR Core and misbehaves.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use gridcast_producer::SourceError;
use gridcast_producer::live::heard::{Cars, Heard};
use gridcast_producer::live::listener::Listener;
use gridcast_producer::live::options::ListenerOptions;
use gridcast_producer::live::protocol::Said;
use gridcast_producer::live::token::{Token, TokenFrom};
use gridcast_producer::pacer::Speed;
use gridcast_producer::stand_in::{HubFault, Refusal, Script, StandIn, Step, Tokens};
use gridcast_shared::session::TokenFault;
use serde_json::{Value, json};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_mins(2);

/// Steps whose payload says their number; each third is a position.
fn script(n_steps: usize) -> Script {
    let steps = (0..n_steps).map(|n| {
        let (topic, payload) = match n % 3 {
            0 => ("Position.z", Value::from(n.to_string())),
            _ => ("TimingData", json!({"Lines": {"1": {"N": n}}})),
        };
        Step { at_ms: 1_742_099_000_000 + n as i64 * 100, topic: topic.to_owned(), payload }
    });
    Script { known: serde_json::Map::new(), steps: steps.collect() }
}

fn options(server: &StandIn) -> ListenerOptions {
    ListenerOptions {
        hub: server.hub_url(),
        first_wait: Duration::from_millis(1),
        longest_wait: Duration::from_millis(20),
        first_refused_wait: Duration::from_millis(1),
        longest_refused_wait: Duration::from_millis(20),
        ..ListenerOptions::default()
    }
}

/// What was heard until a step, the last one told.
#[derive(Default)]
struct Log {
    steps: Vec<usize>,
    snapshots: Vec<Value>,
    lacking: Vec<String>,
    cars: Vec<Cars>,
    texts: Vec<String>,
}

fn hear(server: &StandIn, options: ListenerOptions, last: usize) -> Log {
    assert_eq!(options.hub, server.hub_url());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut listener = Listener::start(options).unwrap();
        let mut log = Log::default();
        let listening = async {
            while log.steps.last() != Some(&last) {
                match listener.next().await.unwrap() {
                    Heard::Lacking(error) => log.lacking.push(error.to_string()),
                    Heard::Cars(cars) => log.cars.push(cars),
                    Heard::Message(received) => {
                        let said: Value = serde_json::from_str(&received.text).unwrap_or_default();
                        match received.said {
                            Said::Snapshot => log.snapshots.push(said["result"].clone()),
                            Said::Feed { .. } => log.steps.push(number(&said["arguments"][1])),
                            _ => {}
                        }
                        log.texts.push(received.text);
                    }
                }
            }
        };
        let heard = tokio::time::timeout(PATIENCE, listening).await;
        assert!(heard.is_ok(), "heard {} steps, {:?}", log.steps.len(), log.lacking);
        log
    })
}

fn number(payload: &Value) -> usize {
    match payload {
        Value::String(text) => text.parse().unwrap(),
        payload => payload["Lines"]["1"]["N"].as_u64().unwrap() as usize,
    }
}

fn start(n_steps: usize) -> StandIn {
    StandIn::start(BTreeMap::new(), script(n_steps), Speed::Max)
}

#[test]
fn all_that_is_said_is_heard_once_though_the_connection_is_cut_fifty_times() {
    const N: usize = 5000;
    let server = start(N);
    // Places that are far from regular, and the same in each run.
    let places: Vec<usize> = (1..=50).map(|n| n * n * 37 % (N - 1)).collect();
    for (n, place) in places.iter().enumerate() {
        let fault = if n % 3 == 0 { HubFault::HalfFrame } else { HubFault::Cut { away: n % 5 } };
        server.misbehave(*place, fault);
    }
    let log = hear(&server, options(&server), N - 1);
    assert_eq!(log.steps, server.sent(), "at both ends the same, once, in order");
    assert_eq!(log.snapshots.len(), server.n_subscriptions());
    assert!(40 <= log.snapshots.len(), "{}", log.snapshots.len());
    // What nobody was told is in the next snapshot.
    let told = log.snapshots.last().unwrap()["TimingData"]["Lines"]["1"]["N"].as_u64().unwrap() as usize;
    assert!(log.steps.iter().any(|step| told < *step));
}

#[test]
fn what_a_server_does_wrong_is_outlasted() {
    const N: usize = 400;
    let server = start(N);
    for (step, fault) in [
        (20, HubFault::Twice),
        (40, HubFault::Swapped),
        (60, HubFault::StampBack(60_000)),
        (80, HubFault::Close { may_reconnect: true }),
        (100, HubFault::Close { may_reconnect: false }),
        (120, HubFault::Html),
        (140, HubFault::BigSnapshot(1_000_000)),
        (141, HubFault::Cut { away: 0 }),
        (160, HubFault::Silence(Duration::from_secs(10))),
    ] {
        server.misbehave(step, fault);
    }
    server.refuse(Refusal::Html);
    // However short a connection was, its end is named.
    let options =
        ListenerOptions { silence: Duration::from_secs(3), works_after: Duration::ZERO, ..options(&server) };
    let log = hear(&server, options, N - 2);
    assert!(log.texts.iter().any(|text| 1_000_000 < text.len()), "the long snapshot");
    assert_eq!(log.steps.iter().filter(|step| **step == 20).count(), 2);
    let said = log.lacking.join("\n");
    for what in ["HTML, where JSON should be", "closes the connection", "said nothing for 3 s"] {
        assert!(said.contains(what), "{what}: {said}");
    }
    // Until a page for people came, of which the client had to go away, nothing is missing.
    assert!((0..120).all(|step| log.steps.contains(&step)), "{:?}", log.steps);
}

#[test]
fn refusals_are_named_once_each_and_outlasted() {
    let server = start(30);
    for status in [429, 429, 429, 401, 401, 503] {
        server.refuse(Refusal::Status(status));
    }
    let log = hear(&server, options(&server), 29);
    let named =
        |status: &str| log.lacking.iter().filter(|line| line.contains(&format!("answers {status}"))).count();
    assert_eq!((named("429"), named("401"), named("503")), (1, 1, 1), "{:?}", log.lacking);
    assert_eq!(log.steps, server.sent());
}

#[test]
fn a_hub_that_ends_each_connection_after_its_snapshot_is_asked_ever_less_and_named_once() {
    let server = start(30);
    for step in 0..8 {
        server.misbehave(step, HubFault::Cut { away: 1 });
    }
    let options = ListenerOptions {
        first_wait: Duration::from_millis(4),
        longest_wait: Duration::from_mins(1),
        ..options(&server)
    };
    let began = Instant::now();
    let log = hear(&server, options, 29);
    assert_eq!(log.snapshots.len(), 9);
    let waited = began.elapsed();
    assert!(Duration::from_millis(4 * 255) <= waited, "twice as long each time, {waited:?} in all");
    let named = log.lacking.iter().filter(|line| line.starts_with("the live feed")).count();
    assert_eq!(named, 1, "{:?}", log.lacking);
}

#[test]
fn without_a_token_the_timing_is_heard_and_with_one_the_cars() {
    let ask = |server: &StandIn| {
        server.ask_for(Tokens { good: "good".to_owned(), until_step: usize::MAX });
    };
    let server = start(90);
    ask(&server);
    let log = hear(&server, options(&server), 89);
    assert!(log.steps.iter().all(|step| step % 3 != 0) && log.steps.len() == 60, "{:?}", log.steps);

    let server = start(90);
    ask(&server);
    let given = |text: &str| TokenFrom::Given(Token::parse(text).unwrap());
    let log = hear(&server, ListenerOptions { token: given("good"), ..options(&server) }, 89);
    assert_eq!(log.steps.len(), 90);

    // One that is refused: said once, and the timing goes on.
    let server = start(90);
    ask(&server);
    server.misbehave(50, HubFault::Cut { away: 0 });
    let log = hear(&server, ListenerOptions { token: given("wrong"), ..options(&server) }, 89);
    assert_eq!(log.steps.len(), 60);
    let refused = log.lacking.iter().filter(|line| line.contains("the live timing refuses it (401)")).count();
    assert_eq!(refused, 1, "{:?}", log.lacking);
    assert!(!log.lacking.iter().chain(&log.texts).any(|text| text.contains("wrong")), "no token is shown");
}

#[test]
fn a_token_is_not_blamed_where_nobody_is_let_in() {
    let server = start(90);
    server.ask_for(Tokens { good: "good".to_owned(), until_step: usize::MAX });
    // With the token and without, twice.
    for status in [401, 401, 403, 403] {
        server.refuse(Refusal::Status(status));
    }
    let token = TokenFrom::Given(Token::parse("good").unwrap());
    let log = hear(&server, ListenerOptions { token, ..options(&server) }, 89);
    assert_eq!(log.steps.len(), 90, "cars as well");
    assert!(!log.lacking.iter().any(|line| line.starts_with("the token")), "{:?}", log.lacking);
}

#[test]
fn a_token_that_was_refused_is_tried_again_after_a_while() {
    let server = StandIn::start(BTreeMap::new(), script(600), Speed::Times(5.0));
    server.ask_for(Tokens { good: "good".to_owned(), until_step: usize::MAX });
    server.refuse(Refusal::Status(403));
    let options = ListenerOptions {
        token: TokenFrom::Given(Token::parse("good").unwrap()),
        missed_after: Duration::from_secs(1),
        refused_token_again: Duration::from_secs(2),
        ..options(&server)
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut listener = Listener::start(options).unwrap();
        let mut next = async || tokio::time::timeout(PATIENCE, listener.next()).await.unwrap().unwrap();
        loop {
            match next().await {
                Heard::Lacking(error) if error.to_string().contains("refuses it (403)") => break,
                Heard::Cars(cars) => assert_ne!(cars, Cars::Come, "before the token was refused"),
                Heard::Lacking(_) | Heard::Message(_) => {}
            }
        }
        while !matches!(next().await, Heard::Cars(Cars::Come)) {}
    });
}

#[test]
fn a_token_that_runs_out_in_the_middle_costs_the_cars_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token.txt");
    std::fs::write(&file, "Bearer good\n").unwrap();
    let server = start(90);
    server.ask_for(Tokens { good: "good".to_owned(), until_step: 45 });
    server.misbehave(60, HubFault::Cut { away: 0 });
    let log = hear(&server, ListenerOptions { token: TokenFrom::File(file), ..options(&server) }, 89);
    let cars: Vec<usize> = log.steps.iter().copied().filter(|step| step % 3 == 0).collect();
    assert_eq!(cars, (0..45).step_by(3).collect::<Vec<_>>());
    assert_eq!(log.steps.len() - cars.len(), 60, "the timing is whole");
    assert!(log.lacking.iter().any(|line| line.starts_with("the token: ")), "{:?}", log.lacking);
}

#[test]
fn a_new_token_brings_the_cars_back_though_nothing_cuts_the_connection() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token.txt");
    std::fs::write(&file, "old").unwrap();
    let server = StandIn::start(BTreeMap::new(), script(600), Speed::Times(5.0));
    server.ask_for(Tokens { good: "new".to_owned(), until_step: usize::MAX });
    let options = ListenerOptions {
        token: TokenFrom::File(file.clone()),
        missed_after: Duration::from_secs(1),
        ..options(&server)
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut listener = Listener::start(options).unwrap();
        let mut next = async || tokio::time::timeout(PATIENCE, listener.next()).await.unwrap().unwrap();
        while !matches!(next().await, Heard::Cars(Cars::Missing(Some(TokenFault::Refused)))) {}
        std::fs::write(&file, "new").unwrap();
        while !matches!(next().await, Heard::Cars(Cars::Come)) {}
    });
}

#[test]
fn cars_that_do_not_come_are_said_to_be_missing() {
    // Timing alone, slowly, for longer than they may be missed.
    let mut script = script(600);
    for step in &mut script.steps {
        if step.topic == "Position.z" {
            step.topic = "Heartbeat".to_owned();
            step.payload = json!({"Lines": {"1": {"N": number(&step.payload)}}});
        }
    }
    let server = StandIn::start(BTreeMap::new(), script, Speed::Times(5.0));
    let log = hear(&server, options(&server), 599);
    let missing: Vec<&String> =
        log.lacking.iter().filter(|line| line.contains("car data and positions")).collect();
    assert_eq!(missing.len(), 1, "{:?}", log.lacking);
    assert!(missing[0].contains("--token-file") && missing[0].contains("the timing goes on"), "{missing:?}");
    assert_eq!(log.cars, [Cars::Missing(Some(TokenFault::Absent))]);
}

#[test]
fn a_token_file_that_is_missing_is_named_at_once() {
    let token = TokenFrom::File("/nowhere/token".into());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let started = runtime.block_on(async {
        Listener::start(ListenerOptions {
            token,
            hub: "ws://127.0.0.1:1/hub".to_owned(),
            ..ListenerOptions::default()
        })
    });
    assert!(matches!(started, Err(SourceError::Open { .. })));
}
