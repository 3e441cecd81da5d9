//! What is answered over HTTP: the page and its encodings, caching, errors, health, recordings.

use std::path::PathBuf;

use gridcast_shared::recording::chunk_file;
use gridcast_shared::wire::{Decoder, Frame, split_frames};

use crate::support::{START_MS, get, manifest, recording, request, scratch, start, until};

const HASHED: &str = "app-0123456789abcdef_bg.wasm";

fn site() -> PathBuf {
    let index = scratch("index.html");
    let folder = index.parent().unwrap().to_owned();
    std::fs::write(&index, "<!doctype html><script type=\"module\">boot()</script>").unwrap();
    std::fs::write(folder.join("race.html"), "<!doctype html><script type=\"module\">boot(2)</script>")
        .unwrap();
    for (name, content) in [("", "plain wasm"), (".br", "brotli"), (".gz", "gzip")] {
        std::fs::write(folder.join(format!("{HASHED}{name}")), content).unwrap();
    }
    folder
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_served_with_its_encodings_caching_and_policy() {
    let (site, file) = (site(), recording(2));
    let words = ["--source", "recording", file.to_str().unwrap(), "--site", site.to_str().unwrap()];
    let gateway = start(&words).await;
    let address = gateway.address;

    let index = get(address, "/", &[]).await;
    assert_eq!((index.status, index.header("cache-control")), (200, Some("no-cache")));
    let policy = index.header("content-security-policy").unwrap();
    assert!(
        policy.contains(
            "script-src 'self' http://gridcast.test ws://gridcast.test 'wasm-unsafe-eval' 'sha256-"
        ) && policy.ends_with("frame-ancestors *"),
        "{policy}"
    );
    assert!(!policy.contains("script-src 'self' 'unsafe-inline'"), "{policy}");

    let wasm = format!("/{HASHED}");
    for (accepts, body, encoding) in [
        ("gzip, br", "brotli", Some("br")),
        ("gzip", "gzip", Some("gzip")),
        ("br;q=0, gzip;q=0", "plain wasm", None),
        ("identity", "plain wasm", None),
    ] {
        let answer = get(address, &wasm, &[("Accept-Encoding", accepts)]).await;
        assert_eq!(
            (answer.text().as_str(), answer.header("content-encoding")),
            (body, encoding),
            "{accepts}"
        );
        assert_eq!(answer.header("content-type"), Some("application/wasm"));
        assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"));
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
        let etag = answer.header("etag").unwrap();
        let again = get(address, &wasm, &[("Accept-Encoding", accepts), ("If-None-Match", etag)]).await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{accepts}");
    }
    let siblings = get(address, &format!("/{HASHED}.br"), &[]).await;
    assert_eq!(siblings.status, 404, "an encoding is no file of its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_navigation_falls_back_to_the_page_and_all_else_is_a_problem() {
    let (site, file) = (site(), recording(2));
    let words = ["--source", "recording", file.to_str().unwrap(), "--site", site.to_str().unwrap()];
    let gateway = start(&words).await;
    let address = gateway.address;
    let html = [("Accept", "text/html,application/xhtml+xml")];
    for (path, page) in [("/race/2025/1", "boot(2)"), ("/season/2025", "boot(2)"), ("/elsewhere", "boot()")] {
        let answer = get(address, path, &html).await;
        assert_eq!((answer.status, answer.text().contains(page)), (200, true), "{path}");
        assert!(answer.header("content-security-policy").unwrap().contains("sha256-"), "{path}");
    }
    for (path, headers) in [
        ("/race/2025", &[][..]),
        ("/missing.js", &html[..]),
        ("/api/nothing", &html[..]),
        ("/../Cargo.toml", &html[..]),
    ] {
        let answer = get(address, path, headers).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        assert_eq!(answer.json()["status"], 404);
    }
    for path in ["/", "/api/live"] {
        let answer = request(address, "POST", path, &[("Content-Length", "0")]).await;
        assert_eq!((answer.status, answer.header("content-type")), (405, Some("application/problem+json")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_present_race_is_json_with_an_etag_of_its_content() {
    let file = recording(4);
    let gateway = start(&["--source", "recording", file.to_str().unwrap(), "--speed", "20"]).await;
    let address = gateway.address;
    let ended = until(address, "/api/live", |answer| answer.json()["source"] == "ended").await;
    assert_eq!(ended.header("access-control-allow-origin"), Some("*"));
    let json = ended.json();
    assert_eq!(json["session"]["id"], format!("t{START_MS}"));
    assert_eq!(json["cars"].as_array().unwrap().len(), 2);
    let etag = get(address, "/api/live", &[]).await.header("etag").unwrap().to_owned();
    let again = get(address, "/api/live", &[("If-None-Match", &etag)]).await;
    assert_eq!((again.status, again.header("etag")), (304, Some(etag.as_str())));
    // Another gateway, or this one after a restart, that has come to the same race by another way.
    let other = start(&["--source", "recording", file.to_str().unwrap(), "--speed", "5"]).await;
    until(other.address, "/api/live", |answer| answer.json()["source"] == "ended").await;
    let known = get(other.address, "/api/live", &[("If-None-Match", &etag)]).await;
    let live = get(other.address, "/api/live", &[]).await;
    assert_eq!(
        known.status == 304,
        live.body == get(address, "/api/live", &[]).await.body,
        "304 only for the same bytes"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn closed_chunks_are_files_that_decode_alone_and_have_an_address_of_their_content() {
    let file = recording(35);
    let gateway = start(&["--source", "recording", file.to_str().unwrap(), "--speed", "20"]).await;
    let address = gateway.address;
    until(address, "/api/live", |answer| answer.json()["source"] == "ended").await;
    let session = format!("/api/sessions/t{START_MS}");
    let manifest = manifest(address, &format!("t{START_MS}")).await;
    assert_eq!((manifest.chunks.len(), manifest.session.start_ms), (3, START_MS));
    assert_eq!((manifest.session.live, manifest.session.end_ms), (false, Some(START_MS + 34_800)));
    let mut n_samples = 0;
    let closed = |number| manifest.chunks.iter().any(|chunk| chunk.0 == number);
    for number in manifest.chunks.iter().map(|chunk| chunk.0).chain(manifest.open) {
        let answer = get(address, &format!("{session}/{number}.bin"), &[]).await;
        let cache = if closed(number) { "no-cache" } else { "no-store" };
        assert_eq!((answer.status, answer.header("cache-control")), (200, Some(cache)), "{number}");
        let (mut decoder, mut frame) = (Decoder::new(), Frame::default());
        for bytes in split_frames(&answer.body) {
            decoder.decode(bytes, &mut frame).unwrap();
            n_samples += frame.samples.len();
        }
    }
    assert_eq!(n_samples, 35 * 5 * 2);
    for (number, hash) in &manifest.chunks {
        let answer = get(address, &format!("{session}/{}", chunk_file(*number, hash)), &[]).await;
        let plain = get(address, &format!("{session}/{number}.bin"), &[]).await;
        let for_ever = Some("public, max-age=31536000, immutable");
        assert_eq!((answer.status, answer.header("cache-control")), (200, for_ever));
        assert_eq!((&answer.body, answer.header("etag")), (&plain.body, plain.header("etag")));
    }
    for missing in ["/api/sessions/nobody/manifest.json", "/api/sessions"]
        .map(str::to_owned)
        .into_iter()
        .chain(["1.bin", "x.bin", "x.json", "index.json"].map(|name| format!("{session}/{name}")))
    {
        assert_eq!(get(address, &missing, &[]).await.status, 404, "{missing}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_of_a_recording_are_asked_for_anew_by_their_content() {
    let file = recording(12);
    let gateway = start(&["--source", "recording", file.to_str().unwrap(), "--speed", "20"]).await;
    let address = gateway.address;
    until(address, "/api/live", |answer| answer.json()["source"] == "ended").await;
    let session = format!("/api/sessions/t{START_MS}");
    for document in
        ["/api/sessions/index.json", &format!("{session}/manifest.json"), &format!("{session}/timeline.json")]
    {
        let answer = get(address, document, &[]).await;
        assert_eq!((answer.status, answer.header("cache-control")), (200, Some("no-cache")), "{document}");
        assert_eq!(answer.header("content-type"), Some("application/json"), "{document}");
        let etag = answer.header("etag").unwrap().to_owned();
        let again = get(address, document, &[("If-None-Match", &etag)]).await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{document}");
        let packed = get(address, document, &[("Accept-Encoding", "gzip")]).await;
        assert_eq!(packed.header("content-encoding"), Some("gzip"), "{document}");
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&packed.body[..]), &mut text).unwrap();
        assert_eq!(text, answer.body, "{document}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_gateway_promised_of_a_chunk_no_other_breaks() {
    let file = recording(35);
    let words = |speed| ["--source", "recording", file.to_str().unwrap(), "--speed", speed];
    // Another pace cuts the same seconds into other frames, as another gateway's clock does.
    let (one, other) = (start(&words("20")).await, start(&words("7")).await);
    let session = format!("/api/sessions/t{START_MS}");
    let mut n_others = 0;
    for gateway in [&one, &other] {
        until(gateway.address, "/api/live", |answer| answer.json()["source"] == "ended").await;
    }
    for (number, hash) in manifest(one.address, &format!("t{START_MS}")).await.chunks {
        let plain = format!("{session}/{number}.bin");
        let first = get(one.address, &plain, &[]).await;
        let second = get(other.address, &plain, &[("If-None-Match", first.header("etag").unwrap())]).await;
        let is_same = first.body == get(other.address, &plain, &[]).await.body;
        assert_eq!(second.status, if is_same { 304 } else { 200 });
        let by_content = get(other.address, &format!("{session}/{}", chunk_file(number, &hash)), &[]).await;
        if is_same {
            assert_eq!(by_content.body, first.body);
        } else {
            n_others += 1;
            assert_eq!(
                (by_content.status, by_content.header("location")),
                (307, Some(format!("{number}.bin").as_str()))
            );
        }
    }
    assert!(0 < n_others, "the test is of chunks that differ");
}

#[tokio::test(flavor = "multi_thread")]
async fn health_and_metrics_tell_how_it_is() {
    let file = recording(4);
    let gateway = start(&["--source", "recording", file.to_str().unwrap(), "--speed", "20"]).await;
    let address = gateway.address;
    assert_eq!(get(address, "/healthz", &[]).await.text(), "ok\n");
    until(address, "/readyz", |answer| answer.status == 200).await;
    until(address, "/metrics", |answer| {
        answer.text().contains("gridcast_samples_total{driver=\"VER\"} 20\n")
    })
    .await;
    let text = get(address, "/metrics", &[]).await.text();
    for line in [
        "gridcast_records_total{topic=\"f1_tele\"} 40\n",
        "gridcast_spectators 0\n",
        "gridcast_ready 1\n",
        "gridcast_sessions_total 1\n",
        "# UNIT gridcast_newest_sample_age_seconds seconds\n",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}
