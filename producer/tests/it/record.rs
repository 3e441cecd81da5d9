//! The feed kept as it comes, by the program, and what of it is there after a kill.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use gridcast_producer::Source;
use gridcast_producer::pacer::Speed;
use gridcast_producer::replay::FeedOptions;
use gridcast_producer::stand_in::{HubFault, Script, StandIn, Step};
use serde_json::json;

use crate::producer;

const N: usize = 300;

fn start() -> StandIn {
    let steps = (0..N).map(|n| Step {
        at_ms: 1_742_099_000_000 + n as i64 * 10,
        topic: "WeatherData".to_owned(),
        payload: json!({"AirTemp": format!("{n}.0"), "Note": "two\nlines"}),
    });
    let known = json!({"Heartbeat": {"Utc": "2025-03-16T04:00:00Z"}});
    let script = Script { known: known.as_object().unwrap().clone(), steps: steps.collect() };
    StandIn::start(BTreeMap::new(), script, Speed::Times(2.0))
}

fn record(server: &StandIn, folder: &Path) -> Child {
    let mut command = producer();
    command
        .args(["record", "--hub", &server.hub_url(), "--to"])
        .arg(folder)
        .env("GRIDCAST_F1_TOKEN", "secret-token");
    command.stderr(Stdio::null()).spawn().unwrap()
}

/// Waits until the server has told all, and the recording holds so many messages.
fn wait_for(server: &StandIn, folder: &Path, n_messages: u64) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while server.sent().len() < N || messages(folder) < n_messages {
        assert!(Instant::now() < deadline, "{} sent, {} recorded", server.sent().len(), messages(folder));
        std::thread::yield_now();
    }
}

/// Messages of the feed that a folder's recording gives.
fn messages(folder: &Path) -> u64 {
    let Ok(Source::Replayed(mut replay)) = Source::open(&FeedOptions::whole(folder.to_owned())) else {
        return 0;
    };
    replay.by_ref().for_each(drop);
    replay.counts().taken.values().sum()
}

#[test]
fn a_kill_costs_nothing_that_came_a_second_before() {
    let (server, folder) = (start(), tempfile::tempdir().unwrap());
    server.misbehave(100, HubFault::Cut { away: 0 });
    let mut child = record(&server, folder.path());
    // Two snapshots of two topics at most, and all steps.
    wait_for(&server, folder.path(), N as u64 + 1);
    child.kill().unwrap();
    child.wait().unwrap();
    let n_messages = messages(folder.path());
    assert!((N as u64) < n_messages, "{n_messages}");

    // What is recorded after is a file of its own, and both are one recording.
    let server = start();
    let mut child = record(&server, folder.path());
    wait_for(&server, folder.path(), n_messages + N as u64 + 1);
    assert!(
        std::process::Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
    assert!(child.wait().unwrap().success());
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 2, "{files:?}");
    let n_messages = messages(folder.path());
    assert!(2 * N as u64 + 2 <= n_messages);
    // A recording that was killed before anything was written.
    std::fs::write(folder.path().join("0.received.zst"), "").unwrap();
    assert_eq!(messages(folder.path()), n_messages);
    for file in files {
        let mut text = Vec::new();
        let mut decoder = zstd::Decoder::new(std::fs::File::open(file).unwrap()).unwrap();
        // The one that was killed has no end.
        std::io::copy(&mut decoder, &mut text).ok();
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains("WeatherData") && !text.contains("secret-token"));
    }
}
