//! Recordings in memory, on disk, within their bounds, and after a restart.

use std::path::Path;
use std::time::Duration;

use super::*;
use crate::content::content_hash;

fn frame(chunk: u32, index: u8, length: usize) -> Encoded {
    Encoded { chunk, index, bytes: vec![index; length] }
}

fn id(text: &str) -> SessionId {
    SessionId::parse(text).unwrap()
}

fn ids(recorder: &Recorder) -> Vec<String> {
    recorder.index().sessions.into_iter().map(|session| session.id.to_string()).collect()
}

fn closed(recorder: &Recorder, id: &str) -> Vec<u32> {
    recorder.manifest(id).unwrap().chunks.into_iter().map(|(number, _)| number).collect()
}

/// A record of a run that is published as it is dated, from chunk 7 on.
fn at(chunk: u32) -> Origin {
    let date_ms = gridcast_shared::units::chunk_start(chunk);
    Origin { date_ms, at_ms: date_ms }
}

fn on_disk(folder: &Path) -> Recorder {
    Recorder::open(Store::open(folder).unwrap()).unwrap()
}

const ROOMY: Limits = Limits { max_bytes: 1_000_000, max_age: None };

/// Records chunks of a run, a frame each, the last of them open.
fn record(
    recorder: &Recorder,
    name: &str,
    chunks: std::ops::RangeInclusive<u32>,
    length: usize,
) -> SessionId {
    let id = recorder.begin(&id(name), Some(at(*chunks.start())));
    for chunk in chunks {
        let mut stamps = Stamps::default();
        stamps.saw(at(chunk));
        recorder.stamp(&id, &mut stamps);
        recorder.push(&id, &frame(chunk, 0, length));
    }
    id
}

/// Nothing more comes: all is brought to the disk.
fn finish(recorder: &Recorder, limits: Limits) {
    recorder.close();
    recorder.keep(limits).unwrap();
}

fn files(folder: &Path) -> Vec<String> {
    let names =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn a_run_that_had_no_chunk_yet_when_its_gateway_was_killed_keeps_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = on_disk(folder.path());
    let name = recorder.begin(&id("a"), Some(at(7)));
    finish(&recorder, ROOMY);
    assert!(folder.path().join("a").is_dir());
    drop(recorder);
    assert_eq!(on_disk(folder.path()).begin(&id("a"), Some(at(7))), name);
}

#[test]
fn a_chunk_closes_when_the_next_begins_and_then_has_the_hash_of_its_content() {
    let recorder = Recorder::default();
    let a = recorder.begin(&id("a"), None);
    for (chunk, index) in [(7, 0), (7, 1), (8, 0), (9, 0)] {
        recorder.push(&a, &frame(chunk, index, 3));
    }
    assert_eq!((closed(&recorder, "a"), recorder.manifest("a").unwrap().open), (vec![7, 8], Some(9)));
    let first = recorder.chunk("a", 7).unwrap();
    assert_eq!(&first.bytes[..], &[3, 0, 0, 0, 0, 3, 0, 1, 1, 1]);
    assert_eq!(first.hash, Some(content_hash(&first.bytes)));
    assert_ne!(first.hash, recorder.chunk("a", 8).unwrap().hash);
    assert_eq!(recorder.chunk("a", 9).unwrap().hash, None);
    assert_eq!(recorder.open_chunk(&a), [Bytes::from_static(&[0, 0, 0])]);
    assert_eq!(recorder.chunk("a", 10), None);
    assert_eq!(recorder.chunk("b", 7), None);
}

#[test]
fn runs_are_recorded_side_by_side_under_names_of_their_own() {
    let recorder = Recorder::default();
    let a = record(&recorder, "a", 7..=7, 3);
    let again = record(&recorder, "a", 7..=8, 3);
    recorder.push(&a, &frame(8, 0, 3));
    assert_eq!(ids(&recorder), ["a-run2", "a"]);
    assert_eq!((closed(&recorder, "a"), closed(&recorder, again.as_str())), (vec![7], vec![7]));
}

#[test]
fn what_was_added_to_least_lately_gives_way_when_memory_is_short() {
    let recorder = Recorder::default();
    let first = recorder.begin(&id("first"), None);
    let other = recorder.begin(&id("other"), None);
    recorder.push(&other, &frame(1, 0, 60_000));
    for chunk in 0..400 {
        recorder.push(&first, &frame(chunk, 0, 60_000));
    }
    assert_eq!(ids(&recorder), ["first"]);
    assert!(recorder.bytes() <= BUDGET_BYTES);
    assert_eq!(recorder.chunk("first", 0), None);
    assert!(recorder.chunk("first", 398).is_some());
    assert_eq!(recorder.begin(&id("other"), None).as_str(), "other-run2", "no name is given twice");
}

#[test]
fn what_was_recorded_is_there_after_a_restart_under_the_same_addresses() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = on_disk(folder.path());
    record(&recorder, "a", 7..=50, 300);
    let before = recorder.manifest("a").unwrap();
    let first = recorder.chunk("a", 7).unwrap();
    finish(&recorder, ROOMY);
    assert!(recorder.bytes() < 40 * 310, "{} bytes are in memory", recorder.bytes());
    assert_eq!(recorder.chunk("a", 7), Some(first.clone()), "read from the disk");
    drop(recorder);
    let recorder = on_disk(folder.path());
    assert_eq!(recorder.manifest("a").unwrap().chunks, before.chunks);
    assert_eq!(recorder.manifest("a").unwrap().open, Some(50));
    assert_eq!((recorder.bytes(), recorder.chunk("a", 7)), (0, Some(first)));
    assert_eq!(recorder.chunk("a", 50).unwrap().bytes.len(), 302);
}

#[test]
fn a_run_that_is_read_again_goes_on_with_its_recording() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = on_disk(folder.path());
    record(&recorder, "a", 7..=10, 3);
    let before = recorder.manifest("a").unwrap().chunks;
    finish(&recorder, ROOMY);
    drop(recorder);
    let recorder = on_disk(folder.path());
    // The same dates, cut into other frames.
    record(&recorder, "whatever", 7..=12, 4);
    assert_eq!(ids(&recorder), ["a"]);
    let manifest = recorder.manifest("a").unwrap();
    assert_eq!(manifest.chunks[..3], before[..], "what was closed stays");
    assert_eq!((closed(&recorder, "a"), manifest.open), (vec![7, 8, 9, 10, 11], Some(12)));
    assert_eq!(recorder.chunk("a", 10).unwrap().bytes.len(), 6, "what was open is made anew");
}

#[test]
fn what_was_open_and_cannot_be_read_again_is_closed_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = on_disk(folder.path());
    record(&recorder, "a", 7..=10, 3);
    finish(&recorder, ROOMY);
    drop(recorder);
    let recorder = on_disk(folder.path());
    record(&recorder, "a", 14..=15, 3);
    assert_eq!(ids(&recorder), ["a"]);
    assert_eq!(closed(&recorder, "a"), [7, 8, 9, 10, 14]);
    finish(&recorder, ROOMY);
    assert_eq!(closed(&on_disk_again(recorder, folder.path()), "a"), [7, 8, 9, 10, 14]);
}

fn on_disk_again(recorder: Recorder, folder: &Path) -> Recorder {
    drop(recorder);
    on_disk(folder)
}

#[test]
fn a_second_run_has_a_name_of_its_own_after_a_restart_too() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = on_disk(folder.path());
    record(&recorder, "a", 7..=10, 3);
    finish(&recorder, ROOMY);
    let recorder = on_disk_again(recorder, folder.path());
    let later = Origin { at_ms: at(7).at_ms + 86_400_000, ..at(7) };
    assert_eq!(recorder.begin(&id("a"), Some(later)).as_str(), "a-run2");
}

#[test]
fn a_torn_chunk_is_never_served_and_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = on_disk(folder.path());
    record(&recorder, "a", 7..=60, 300);
    finish(&recorder, ROOMY);
    let chunks = recorder.manifest("a").unwrap().chunks;
    let name = |i: usize| gridcast_shared::recording::chunk_file(chunks[i].0, &chunks[i].1);
    let path = |i: usize| folder.path().join("a").join(name(i));
    // Torn while the gateway runs: noticed when it is asked for.
    std::fs::write(path(0), "short").unwrap();
    assert_eq!(recorder.chunk("a", 7), None);
    assert_eq!(closed(&recorder, "a").first(), Some(&8));
    // Torn while it does not, beside what a kill left behind.
    std::fs::write(path(1), "").unwrap();
    std::fs::write(folder.path().join("a/99-abc.bin.tmp"), "half").unwrap();
    std::fs::write(folder.path().join("a/timeline.json"), "{\"untilMs\":").unwrap();
    let recorder = on_disk_again(recorder, folder.path());
    assert_eq!(closed(&recorder, "a").first(), Some(&9));
    assert_eq!(recorder.timeline("a"), Some(Document::of(&Timeline::default())));
    assert!(!path(1).exists() && !folder.path().join("a/99-abc.bin.tmp").exists());
    // The run is read again: the same seconds come in other bytes, and close the hole.
    record(&recorder, "a", 7..=10, 4);
    assert_eq!(closed(&recorder, "a")[..4], [7, 8, 9, 10]);
    assert_eq!(recorder.chunk("a", 8).unwrap().bytes.len(), 6);
    assert_eq!(recorder.chunk("a", 9).unwrap().bytes.len(), 302);
}

#[test]
fn recordings_that_are_too_many_go_oldest_first_and_leave_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = on_disk(folder.path());
    for name in ["a", "b", "c"] {
        let id = record(&recorder, name, 7..=20, 1_000);
        recorder.end(&id);
        let mut recordings = recorder.lock();
        recordings.find_mut(&id).unwrap().touched -= Duration::from_mins(1);
    }
    finish(&recorder, ROOMY);
    let recorder = on_disk_again(recorder, folder.path());
    for (name, ago) in [("a", 300), ("b", 200), ("c", 100)] {
        recorder.lock().find_mut(&id(name)).unwrap().touched -= Duration::from_secs(ago);
    }
    // Each has 13 closed chunks and an open one: two of them fit.
    finish(&recorder, Limits { max_bytes: 29_000, max_age: None });
    assert_eq!(ids(&recorder).len(), 2);
    assert_eq!(files(folder.path()), [".lock", "b", "c", "gone.json"]);
    finish(&recorder, Limits { max_bytes: 29_000, max_age: Some(Duration::from_secs(150)) });
    assert_eq!(files(folder.path()), [".lock", "c", "gone.json"]);
    let recorder = on_disk_again(recorder, folder.path());
    assert_eq!(recorder.begin(&id("a"), None).as_str(), "a-run2");
    // Where the run of one that was removed is read again it is for spectators alone.
    recorder.lock().find_mut(&id("c")).unwrap().is_fed = true;
    let gone = recorder.begin(&id("whatever"), Some(at(7)));
    assert!(["a", "b"].contains(&gone.as_str()), "{gone}");
    recorder.push(&gone, &frame(7, 0, 3));
    assert_eq!((recorder.open_chunk(&gone).len(), recorder.manifest(gone.as_str())), (1, None));
    assert_eq!(ids(&recorder), ["c"]);
    recorder.lock().all.retain(|recording| *recording.id() != gone);
    recorder.lock().find_mut(&id("c")).unwrap().is_fed = false;
    // What is being fed stays, but for its oldest chunks.
    record(&recorder, "d", 1_007..=1_020, 1_000);
    finish(&recorder, Limits { max_bytes: 5_000, max_age: None });
    assert_eq!(ids(&recorder), ["d"]);
    assert!(closed(&recorder, "d").len() <= 5, "{:?}", closed(&recorder, "d"));
    assert_eq!(closed(&recorder, "d").last(), Some(&1_019));
}

#[test]
fn two_gateways_cannot_record_in_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    let _first = Store::open(folder.path()).unwrap();
    let error = Store::open(folder.path()).unwrap_err().to_string();
    assert_eq!(error, "another gateway records there");
}

#[test]
fn what_is_added_to_a_closed_chunk_is_for_spectators_alone() {
    let folder = tempfile::tempdir().unwrap();
    let recorder = on_disk(folder.path());
    record(&recorder, "a", 7..=10, 3);
    finish(&recorder, ROOMY);
    let recorder = on_disk_again(recorder, folder.path());
    let a = record(&recorder, "a", 7..=9, 4);
    assert_eq!(recorder.open_chunk(&a), [Bytes::from_static(&[0; 4])]);
    assert_eq!(recorder.chunk("a", 9).unwrap().bytes.len(), 5);
    recorder.push(&a, &frame(10, 0, 4));
    recorder.push(&a, &frame(10, 1, 4));
    assert_eq!(recorder.open_chunk(&a).len(), 2);
    assert_eq!(recorder.manifest("a").unwrap().open, Some(10));
}
