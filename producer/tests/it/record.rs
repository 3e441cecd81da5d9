//! The feed kept as it comes, by the program, and what of it is there after a kill.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use gridcast_producer::Source;
use gridcast_producer::pacer::Speed;
use gridcast_producer::replay::FeedOptions;
use gridcast_producer::stand_in::{HubFault, Script, StandIn, Step};
use serde_json::{Value, json};

use crate::producer;

const N: usize = 300;

fn start(speed: f64) -> StandIn {
    let steps = (0..N).map(|n| Step {
        at_ms: 1_742_099_000_000 + n as i64 * 10,
        topic: "WeatherData".to_owned(),
        payload: json!({"AirTemp": format!("{n}.0"), "Note": "two\nlines"}),
    });
    let known = json!({"Heartbeat": {"Utc": "2025-03-16T04:00:00Z"}});
    let script = Script { known: known.as_object().unwrap().clone(), steps: steps.collect() };
    StandIn::start(BTreeMap::new(), script, Speed::Times(speed))
}

fn record(server: &StandIn, folder: &Path, rotate: &str) -> Child {
    let mut command = producer();
    command
        .args(["record", "--rotate", rotate, "--hub", &server.hub_url(), "--to"])
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

/// Stops a recording as a person does; it ends well.
fn interrupt(child: &mut Child) {
    let id = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
}

/// What the hub said, file after file, as far as it has been written.
fn said(folder: &Path) -> Vec<Vec<Value>> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let messages = |file| {
        let mut text = Vec::new();
        if let Ok(mut decoder) = zstd::Decoder::new(std::fs::File::open(file).unwrap()) {
            // The last one has no end yet.
            std::io::copy(&mut decoder, &mut text).ok();
        }
        let text = String::from_utf8_lossy(&text);
        text.lines().filter_map(|line| serde_json::from_str(line.split_once(' ')?.1).ok()).collect()
    };
    files.into_iter().map(messages).collect()
}

/// The number of a step that was said.
fn step(said: &Value) -> Option<usize> {
    said["arguments"][1]["AirTemp"].as_str()?.strip_suffix(".0")?.parse().ok()
}

#[test]
fn each_file_begins_with_a_snapshot_and_nothing_is_lost_between_two() {
    // Slowly enough that another file begins in the middle of it.
    let (server, folder) = (start(0.5), tempfile::tempdir().unwrap());
    let mut child = record(&server, folder.path(), "0.02");
    let deadline = Instant::now() + Duration::from_mins(2);
    let is_there = |files: &[Vec<Value>]| {
        3 <= files.len() && files.iter().flatten().filter_map(step).next_back() == Some(N - 1)
    };
    while !is_there(&said(folder.path())) {
        assert!(Instant::now() < deadline, "{} sent", server.sent().len());
        std::thread::yield_now();
    }
    interrupt(&mut child);
    let files = said(folder.path());
    for file in &files {
        assert!(file[0]["result"]["Heartbeat"].is_object(), "{}", file[0]);
    }
    let steps: Vec<usize> = files.iter().flatten().filter_map(step).collect();
    assert_eq!(steps, (0..N).collect::<Vec<_>>());
}

#[test]
fn a_kill_costs_nothing_that_came_a_second_before() {
    let (server, folder) = (start(2.0), tempfile::tempdir().unwrap());
    server.misbehave(100, HubFault::Cut { away: 0 });
    let mut child = record(&server, folder.path(), "60");
    // Two snapshots of two topics at most, and all steps.
    wait_for(&server, folder.path(), N as u64 + 1);
    child.kill().unwrap();
    child.wait().unwrap();
    let n_messages = messages(folder.path());
    assert!((N as u64) < n_messages, "{n_messages}");

    // What is recorded after is a file of its own, and both are one recording.
    let server = start(2.0);
    let mut child = record(&server, folder.path(), "60");
    wait_for(&server, folder.path(), n_messages + N as u64 + 1);
    interrupt(&mut child);
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
