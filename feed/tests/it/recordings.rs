//! Every recording runs through without a panic, and what came of it is held.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gridcast_feed::forms::{self, Form};
use gridcast_feed::{Feed, Settings};
use gridcast_shared::topics::{Record, Topic};

use crate::support::{lines, read, recording, records, session};

/// What came of a recording: messages by topic, refusals by reason, records by topic. A line each.
fn summary(feed: &Feed, records: &[Record]) -> String {
    let mut text = String::new();
    for (topic, n) in &feed.counts().taken {
        writeln!(text, "{topic} {n}").unwrap();
    }
    for (reason, n) in &feed.counts().refused {
        writeln!(text, "refused {reason} {n}").unwrap();
    }
    let mut by_topic: BTreeMap<Topic, usize> = BTreeMap::new();
    for record in records {
        *by_topic.entry(record.topic()).or_default() += 1;
        // Each is a record that any reader takes.
        let mut json = Vec::new();
        record.write_json(&mut json);
        assert_eq!(&Record::parse(record.topic(), &json).unwrap(), record);
    }
    for (topic, n) in by_topic {
        writeln!(text, "{topic} {n}").unwrap();
    }
    text
}

/// Holds a summary against the one that is kept; `GRIDCAST_BLESS=1` keeps it anew.
fn check(name: &str, summary: &str) {
    let name = name.split('.').next().unwrap();
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/counts/{name}.txt"));
    if std::env::var_os("GRIDCAST_BLESS").is_some() {
        std::fs::write(&file, summary).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(summary, kept, "{name}");
}

#[test]
fn every_session_of_the_archive_is_counted() {
    let names = [
        "2018_azerbaijan_race",
        "2020_italy_race",
        "2021_styria_race_slice",
        "2023_monaco_fp2_relaid",
        "2024_britain_fp1",
        "2024_spain_qualifying",
        "2025_australia_race",
        "2025_miami_sprint",
        "2026_china_race",
    ];
    for name in names {
        let Some((feed, records)) = session(name) else { return };
        check(name, &summary(&feed, &records));
    }
}

#[test]
fn every_live_recording_is_counted_the_damaged_ones_too() {
    let recordings = [
        ("2021_bahrain_fastf1_livetiming_damaged.txt", Form::FastF1),
        ("2023_monaco_fp2_signalr_wire.txt.zst", Form::SignalR),
        ("2024_Imola_Qualifying_live.txt.zst", Form::SignalR),
        ("2024_mexico_fp3_fastf1_livetiming.txt.zst", Form::FastF1),
        ("2025_brazil_sprint_topics.txt.zst", Form::TopicLines),
    ];
    for (name, form) in recordings {
        let Some(file) = recording(&format!("live/{name}")) else { return };
        let mut feed = Feed::new(Settings::default());
        let mut messages = Vec::new();
        let text = read(&file);
        let detected = text.lines().take(20).find_map(Form::detect);
        assert_eq!(detected, Some(form), "{name}");
        lines(&mut feed, form, &text, &mut messages);
        let records = records(&mut feed, &messages);
        check(name, &summary(&feed, &records));
    }
}

#[test]
fn replies_to_a_subscription_are_counted_the_invalid_one_too() {
    let replies = [
        "2023_brazil_subscribe_invalid.json",
        "2024_Imola_Qualifying_subscribe.txt",
        "2024_Imola_Race_subscribe_w_z.txt",
    ];
    for name in replies {
        let Some(file) = recording(&format!("live/{name}")) else { return };
        let mut feed = Feed::new(Settings::default());
        let (mut messages, mut refusals) = (Vec::new(), Vec::new());
        let text = read(&file);
        match forms::read_reply(&text, None, &mut messages, &mut |refusal| refusals.push(refusal)) {
            Ok(()) => refusals.iter().for_each(|refusal| feed.refuse(refusal)),
            Err(refusal) => feed.refuse(&refusal),
        }
        let records = records(&mut feed, &messages);
        check(name, &summary(&feed, &records));
    }
}
