//! Recordings on disk: a gateway that is killed and started in the middle of a race, and second runs.

use std::collections::BTreeMap;
use std::path::Path;

use gridcast_shared::recording::{Manifest, chunk_file};
use gridcast_shared::wire::{Decoder, Frame, split_frames};

use crate::kafka::Topics;
use crate::support::{PATIENCE, Program, START_MS, get, listed, manifest, recording, scratch, start, until};

const INDEX: &str = "/api/sessions/index.json";

/// The samples on a recording, by date and driver; none before it is there.
async fn samples(program: &Program, session: &str) -> Vec<(i64, String)> {
    let answer = get(program.address, &format!("/api/sessions/{session}/manifest.json"), &[]).await;
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&answer.body) else { return Vec::new() };
    let numbers = manifest.chunks.iter().map(|chunk| chunk.0).chain(manifest.open);
    let (mut decoder, mut frame, mut samples) = (Decoder::new(), Frame::default(), Vec::new());
    for number in numbers {
        let file = get(program.address, &format!("/api/sessions/{session}/{number}.bin"), &[]).await;
        for bytes in split_frames(&file.body) {
            decoder.decode(bytes, &mut frame).unwrap();
            let drivers = &decoder.state().unwrap().session.drivers;
            let code = |car: usize| drivers[car].code.to_string();
            samples.extend(frame.samples.iter().map(|sample| (sample.date_ms, code(sample.car.index()))));
        }
    }
    samples
}

/// Waits until so many samples are recorded, and looks that none is there twice.
async fn each_once(program: &Program, session: &str, n: usize) {
    let began = std::time::Instant::now();
    let mut found = samples(program, session).await;
    while found.len() < n && began.elapsed() < PATIENCE {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        found = samples(program, session).await;
    }
    found.sort_unstable();
    let twice: Vec<_> = found.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(
        twice.is_empty(),
        "{} samples are there twice, from {:?} to {:?}",
        twice.len(),
        twice[0],
        twice.last()
    );
    assert_eq!(found.len(), n, "as many as were published");
}

/// Closed chunks that are on disk, with their content.
fn on_disk(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(Result::unwrap);
    let files = entries.map(|entry| (entry.file_name().into_string().unwrap(), entry.path()));
    let is_bin = |path: &Path| path.extension().is_some_and(|extension| extension == "bin");
    let chunks = files.filter(|(name, path)| is_bin(path) && name.contains('-'));
    chunks.map(|(name, path)| (name, std::fs::read(path).unwrap())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_is_killed_in_the_middle_of_a_race_goes_on_with_its_recording() {
    let Some(topics) = Topics::new("killed") else { return };
    topics.create(&["tele", "session"], 5).await;
    let folder = scratch("recordings");
    let words = ["--source", "kafka", "--kafka", &topics.brokers, "--topic-prefix", &topics.prefix];
    let words = [&words[..], &["--recordings", folder.to_str().unwrap()]].concat();
    let record = format!(r#"{{"Session":"2025-01-race","StartDate":{START_MS},"Event":"Made up"}}"#);
    topics.publish("session", "2025-01-race", &record).await;
    let ours = folder.join("2025-01-race");
    let (mut program, mut n, mut kept) = (Program::start(&words), 0, BTreeMap::new());
    // A car whose records come half a chunk late, so that they lie across chunks' ends.
    let mut late_ms = START_MS;
    for (round, seconds) in [37, 24, 51, 18].into_iter().enumerate() {
        for _ in 0..seconds {
            let from_ms = START_MS + n * 1000;
            topics.publish_cars(&["VER", "NOR"], from_ms, 1).await;
            n += 1;
            if n % 6 == 0 {
                topics.publish_cars(&["LAT"], late_ms, 5).await;
                late_ms += 5_000;
            }
        }
        // Killed once the disk has more than before: in the middle of a chunk, and of the next writes.
        let began = std::time::Instant::now();
        while on_disk(&ours).len() < n as usize / 10 - 2 || on_disk(&ours).len() <= kept.len() {
            assert!(began.elapsed() < PATIENCE, "{} chunks are on disk", on_disk(&ours).len());
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        program.kill();
        kept = on_disk(&ours);
        program = Program::start(&words);
        // Who was minutes back goes on from the same addresses, also while the topics are read again.
        for (name, content) in &kept {
            let answer = get(program.address, &format!("/api/sessions/2025-01-race/{name}"), &[]).await;
            assert_eq!((answer.status, &answer.body), (200, content), "round {round}: {name}");
        }
        until(program.address, "/readyz", |answer| answer.status == 200).await;
        let manifest = manifest(program.address, "2025-01-race").await;
        let names: Vec<String> = manifest.chunks.iter().map(|(n, hash)| chunk_file(*n, hash)).collect();
        for name in kept.keys() {
            assert!(names.contains(name), "round {round}: {name} is not in {names:?}");
        }
        assert_eq!(listed(&get(program.address, INDEX, &[]).await), ["2025-01-race"], "no second recording");
    }
    let n_late = (late_ms - START_MS) as usize / 200;
    each_once(&program, "2025-01-race", n as usize * 10 + n_late).await;
    // All is on disk before the last gateway has read it again; then it goes on.
    until(program.address, "/api/sessions/2025-01-race/manifest.json", |answer| {
        answer.json()["session"]["live"] == true
    })
    .await;
    let manifest = manifest(program.address, "2025-01-race").await;
    assert_eq!(manifest.session.name.as_deref(), Some("Made up"));
    // Nothing half-written is left but what the last kill may have been in the middle of.
    let numbers: Vec<u32> = manifest.chunks.iter().map(|chunk| chunk.0).collect();
    let first = numbers[0];
    assert_eq!(numbers, (first..first + numbers.len() as u32).collect::<Vec<_>>(), "no chunk is missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_run_has_an_address_of_its_own_and_keeps_it_over_restarts() {
    let Some(topics) = Topics::new("rerun") else { return };
    topics.create(&["tele"], 2).await;
    let folder = scratch("recordings");
    let words = ["--source", "kafka", "--kafka", &topics.brokers, "--topic-prefix", &topics.prefix];
    let words = [&words[..], &["--recordings", folder.to_str().unwrap()]].concat();
    let [first, second] = [format!("t{START_MS}"), format!("t{START_MS}-run2")];
    let now_ms =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis() as i64;
    topics.publish_stamped(&["VER", "NOR"], START_MS, 100, Some(now_ms - 600_000)).await;
    let program = Program::start(&words);
    each_once(&program, &first, 1000).await;
    // While the gateway is away the same dates are told again, ten minutes later.
    program.kill();
    topics.publish_stamped(&["VER", "NOR"], START_MS, 25, Some(now_ms)).await;
    let program = Program::start(&words);
    each_once(&program, &second, 250).await;
    each_once(&program, &first, 1000).await;
    program.kill();
    let program = Program::start(&words);
    each_once(&program, &second, 250).await;
    each_once(&program, &first, 1000).await;
    assert_eq!(listed(&get(program.address, INDEX, &[]).await).len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_played_again_is_another_recording_and_an_orderly_stop_keeps_all() {
    let (file, folder) = (recording(25), scratch("recordings"));
    let words = ["--source", "recording", file.to_str().unwrap(), "--speed", "20"];
    let words = [&words[..], &["--recordings", folder.to_str().unwrap()]].concat();
    for run in 1..=2 {
        let mut gateway = start(&words).await;
        until(gateway.address, "/api/live", |answer| answer.json()["source"] == "ended").await;
        gateway.stop.cancel();
        (&mut gateway.done).await.unwrap().unwrap();
        let ids = std::fs::read_dir(&folder).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir());
        assert_eq!(ids.count(), run);
    }
    let gateway = start(&words).await;
    for session in [format!("t{START_MS}"), format!("t{START_MS}-run2")] {
        assert_eq!(crate::support::recorded(gateway.address, &session).await.len(), 250, "{session}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_be_used_is_named() {
    let file = scratch("file");
    std::fs::write(&file, "").unwrap();
    let config = crate::support::config(&["--recordings", file.to_str().unwrap()]);
    let stop = tokio_util::sync::CancellationToken::new();
    let error = gridcast_gateway::Gateway::build(config, stop).await.unwrap_err();
    assert!(
        format!("{error:#}").starts_with(&format!("cannot use --recordings {}", file.display())),
        "{error:#}"
    );
}
