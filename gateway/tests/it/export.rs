//! A recording as files: what `export` writes is what a gateway serves, and what is missing is said.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gridcast_shared::recording::{Index, Manifest, Timeline, chunk_file};
use serde::de::DeserializeOwned;

use crate::support::{START_MS, get, manifest, recording, scratch, start, until};

const PAGE: &str = "<!doctype html><head><base href=\"/\"></head><script type=\"module\">boot()</script>";
const SESSION: &str = "2025-01-race";

/// A built page, in a folder.
fn site() -> PathBuf {
    let folder = scratch("site");
    std::fs::create_dir_all(folder.join("fonts")).unwrap();
    for (name, content) in [
        ("index.html", PAGE),
        ("index.html.br", "compressed, with another base"),
        ("race.html", PAGE),
        ("app-0123456789abcdef_bg.wasm", "wasm"),
        ("fonts/a.woff2", "font"),
    ] {
        std::fs::write(folder.join(name), content).unwrap();
    }
    folder
}

/// Documents of the race, of its qualifying and of another round.
fn marts() -> PathBuf {
    let folder = scratch("marts");
    let session = |name: &str| {
        format!(
            r#"{{"session":"{name}","start_ms":{START_MS},"state":"complete","simulated":false,"documents":["result"]}}"#
        )
    };
    let round = |round: u8| {
        let sessions = [session("qualifying"), session("race")].join(",");
        format!(r#"{{"round":{round},"event":"Made up","circuit":"Nowhere","sessions":[{sessions}]}}"#)
    };
    let index = format!(
        r#"{{"version":1,"revision":"x","seasons":[{{"season":2025,"documents":["schedule"],"rounds":[{},{}]}}]}}"#,
        round(1),
        round(2)
    );
    for (name, content) in [
        ("index.json", index.as_str()),
        ("2025/schedule.json", "{}"),
        ("2025/1/race/result.json", "{\"version\":1}"),
        ("2025/1/race/telemetry/NOR-43.json", "{}"),
        ("2025/1/qualifying/result.json", "{}"),
        ("2025/2/race/result.json", "{}"),
    ] {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    folder
}

/// Records a session of 35 seconds into a folder.
async fn recorded() -> PathBuf {
    let (file, folder) = (recording(35), scratch("recordings"));
    let facts = file.with_file_name("session.json");
    let record = format!(
        r#"{{"Session":"{SESSION}","Season":2025,"Round":1,"Kind":"Race","Event":"Made up","StartDate":{START_MS}}}"#
    );
    std::fs::write(&facts, record).unwrap();
    let words = ["--source", "recording", file.to_str().unwrap(), "--session-file", facts.to_str().unwrap()];
    let words = [&words[..], &["--speed", "20", "--recordings", folder.to_str().unwrap()]].concat();
    let mut gateway = start(&words).await;
    until(gateway.address, "/api/live", |answer| answer.json()["source"] == "ended").await;
    gateway.stop.cancel();
    (&mut gateway.done).await.unwrap().unwrap();
    folder
}

fn export(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gridcast-gateway")).arg("export").args(words).output().unwrap()
}

fn json<T: DeserializeOwned>(path: &Path) -> T {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_what_the_gateway_serves_as_files() {
    let (recordings, site, marts, to) =
        (recorded().await, site(), marts(), scratch("public").join("f1/2025-01"));
    let [from, page, documents, target] =
        [&recordings, &site, &marts, &to].map(|path| path.to_str().unwrap());
    let words = [SESSION, "--to", target, "--recordings", from, "--site", page, "--marts", documents];
    // A second time it takes the place of the first.
    for _ in 0..2 {
        let output = export(&words);
        assert!(output.status.success(), "{output:?}");
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(
            said.contains("page: ")
                && said.contains("recording: 7 files")
                && said.contains("charts: 4 files"),
            "{said}"
        );
    }
    let gateway =
        start(&["--source", "recording", recording(1).to_str().unwrap(), "--recordings", from]).await;
    let served = manifest(gateway.address, SESSION).await;
    let folder = to.join("api/sessions").join(SESSION);
    let written: Manifest = json(&folder.join("manifest.json"));
    assert_eq!((written.open, written.chunks.len()), (None, 4), "the last chunk is closed");
    assert_eq!(written.chunks[..3], served.chunks[..]);
    assert_eq!(written.session, served.session);
    for (i, (number, hash)) in written.chunks.iter().enumerate() {
        let name = chunk_file(*number, hash);
        let asked = if i < 3 { name.clone() } else { format!("{number}.bin") };
        let answer = get(gateway.address, &format!("/api/sessions/{SESSION}/{asked}"), &[]).await;
        assert_eq!((answer.status, answer.body), (200, std::fs::read(folder.join(name)).unwrap()));
    }
    let timeline: Timeline = json(&folder.join("timeline.json"));
    let answer = get(gateway.address, &format!("/api/sessions/{SESSION}/timeline.json"), &[]).await;
    assert_eq!(timeline, serde_json::from_slice(&answer.body).unwrap());
    let index: Index = json(&to.join("api/sessions/index.json"));
    assert_eq!(index.sessions, [written.session]);

    // Each page begins its addresses at the export's root, and knows what it plays.
    for (path, base) in [
        ("index.html", "./"),
        ("replay/index.html", "../"),
        ("replay/2025-01-race/index.html", "../../"),
        ("race/index.html", "../"),
        ("race/2025/1/index.html", "../../../"),
        ("race/2025/1/race/index.html", "../../../../"),
        ("season/2025/index.html", "../../"),
    ] {
        let html = std::fs::read_to_string(to.join(path)).unwrap();
        let head = format!("<base href=\"{base}\"><meta name=\"gridcast-session\" content=\"{SESSION}\">");
        assert!(html.contains(&head), "{path}: {html}");
    }
    assert!(to.join("fonts/a.woff2").is_file() && !to.join("index.html.br").exists());
    // The documents are those of this session alone, and the index says so.
    for (name, is) in [
        ("2025/1/race/result.json", true),
        ("2025/1/race/telemetry/NOR-43.json", true),
        ("2025/schedule.json", true),
        ("2025/1/qualifying/result.json", false),
        ("2025/2/race/result.json", false),
    ] {
        assert_eq!(to.join("api/marts").join(name).is_file(), is, "{name}");
    }
    let index: serde_json::Value = json(&to.join("api/marts/index.json"));
    assert_eq!(index["seasons"][0]["rounds"].as_array().unwrap().len(), 1);
    assert_eq!(index["seasons"][0]["rounds"][0]["sessions"][0]["session"], "race");
}

const NULL: serde_json::Value = serde_json::Value::Null;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_for_an_export_is_said() {
    let (recordings, site, other) = (recorded().await, site(), scratch("other"));
    std::fs::create_dir_all(&other).unwrap();
    std::fs::write(other.join("thesis.txt"), "mine").unwrap();
    let target = scratch("public");
    let [from, page, mine, to] = [&recordings, &site, &other, &target].map(|path| path.to_str().unwrap());
    let empty = scratch("empty");
    std::fs::create_dir_all(&empty).unwrap();
    let nothing = empty.to_str().unwrap();
    for (words, said) in [
        (vec!["2030-01-race", "--to", to, "--recordings", from, "--site", page], "there are: 2025-01-race"),
        (
            vec![SESSION, "--to", to, "--recordings", "/nowhere", "--site", page],
            "cannot read --recordings /nowhere",
        ),
        (
            vec![SESSION, "--to", to, "--recordings", from, "--site", nothing],
            "no index.html in it; build the page",
        ),
        (vec![SESSION, "--to", mine, "--recordings", from, "--site", page], "there is something else in it"),
        (vec![SESSION, "--to", to, "--recordings", from, "--site", page, "--marts", nothing], "index.json"),
        (vec![SESSION, "--recordings", from], "--to"),
    ] {
        let output = export(&words);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && error.contains(said), "{words:?}: {error}");
    }
    assert!(other.join("thesis.txt").is_file() && !target.exists());
    // Without charts nothing leads to them.
    let output = export(&[SESSION, "--to", to, "--recordings", from, "--site", page]);
    assert!(output.status.success() && String::from_utf8(output.stdout).unwrap().contains("no charts"));
    let manifest: serde_json::Value = json(&target.join("api/sessions").join(SESSION).join("manifest.json"));
    assert_eq!((&manifest["session"]["season"], &manifest["session"]["round"]), (&NULL, &NULL));
    assert!(!target.join("race").exists());
    let output = export(&["--recordings", from]);
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("2025-01-race  2025 Made up"));
    let help = String::from_utf8(export(&["--help"]).stdout).unwrap();
    assert!(help.contains("Examples:") && help.contains("--recordings"), "{help}");
}
