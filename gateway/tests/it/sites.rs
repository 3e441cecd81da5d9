//! Which sites may frame a page, read the API and open the stream.

use crate::raw::{Raw, handshake};
use crate::support::{ask, get, recording, scratch, start};

const FANS: &str = "https://fans.example";

#[tokio::test(flavor = "multi_thread")]
async fn the_stream_is_opened_from_the_sites_that_may() {
    let file = recording(2);
    let words =
        ["--source", "recording", file.to_str().unwrap(), "--ws-origins", "self,https://fans.example"];
    let gateway = start(&words).await;
    for origin in [FANS, "http://gridcast.test"] {
        Raw::join(gateway.address, &[("Origin", origin)]).await;
    }
    // A program that is no browser says nothing.
    Raw::join(gateway.address, &[]).await;
    for origin in ["https://evil.example", "null", "https://fans.example.evil.example"] {
        let headers = [("Origin", origin), ("Connection", "close")];
        let answer = ask(gateway.address, &handshake(&headers)).await;
        assert_eq!(answer.status, 403, "{origin}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_is_read_by_scripts_of_the_sites_that_may() {
    let file = recording(2);
    let words = ["--source", "recording", file.to_str().unwrap(), "--api-origins", FANS];
    let gateway = start(&words).await;
    for (origin, allowed) in [(Some(FANS), Some(FANS)), (Some("https://evil.example"), None), (None, None)] {
        let headers: Vec<_> = origin.map(|origin| ("Origin", origin)).into_iter().collect();
        let answer = get(gateway.address, "/api/sessions/index.json", &headers).await;
        assert_eq!(
            (answer.status, answer.header("access-control-allow-origin")),
            (200, allowed),
            "{origin:?}"
        );
        let varies = answer.head.lines().any(|line| line.eq_ignore_ascii_case("vary: origin"));
        assert!(varies, "caches keep them apart: {}", answer.head);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panel_may_be_framed_by_others_than_a_page() {
    let (file, index) = (recording(2), scratch("index.html"));
    std::fs::write(&index, "<!doctype html>").unwrap();
    let site = index.parent().unwrap().to_str().unwrap();
    let words = ["--source", "recording", file.to_str().unwrap(), "--site", site];
    let frames = ["--panel-frame-ancestors", "*", "--page-frame-ancestors", "self,https://*.fans.example"];
    let gateway = start(&[&words[..], &frames].concat()).await;
    for (path, who) in [
        ("/?panel=map", "frame-ancestors *"),
        ("/", "frame-ancestors 'self' https://*.fans.example"),
        ("/?panel=", "frame-ancestors 'self' https://*.fans.example"),
    ] {
        let answer = get(gateway.address, path, &[]).await;
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.ends_with(who), "{path}: {policy}");
    }
}
