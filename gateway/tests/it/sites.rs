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
    std::fs::write(index.with_file_name("race.html"), "<!doctype html>").unwrap();
    let site = index.parent().unwrap().to_str().unwrap();
    let words = ["--source", "recording", file.to_str().unwrap(), "--site", site];
    let frames = [
        "--panel-frame-ancestors",
        "*",
        "--chart-frame-ancestors",
        FANS,
        "--page-frame-ancestors",
        "self,https://*.fans.example",
    ];
    let gateway = start(&[&words[..], &frames].concat()).await;
    let (panel, chart, page) = (
        "frame-ancestors *",
        "frame-ancestors https://fans.example",
        "frame-ancestors 'self' https://*.fans.example",
    );
    for (path, who) in [
        ("/?panel=map", panel),
        ("/replay/2025-01-race?panel=board", panel),
        ("/race/2025/1?panel=gap", chart),
        ("/race/2025/1/?panel=gap", chart),
        ("/race/2025/1/qualifying?panel=parts", chart),
        ("/season/2025?panel=driver-reach", chart),
        ("/", page),
        ("/?panel=", page),
        ("/?panel=nothing", page),
        // A page on which there is no such panel shows itself whole.
        ("/?panel=gap", page),
        ("/replay?panel=map", page),
        ("/race/2025/1?panel=map", page),
        ("/race/2025/1/qualifying?panel=gap", page),
        ("/season/2025?panel=gap", page),
        ("//race/2025/1?panel=gap", page),
    ] {
        let answer = get(gateway.address, path, &[("Accept", "text/html")]).await;
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.ends_with(who), "{path}: {policy}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_tells_programs_how_it_is_framed() {
    let (file, index) = (recording(2), scratch("index.html"));
    std::fs::write(&index, "<!doctype html><head><title>x</title></head>").unwrap();
    let site = index.parent().unwrap().to_str().unwrap();
    let words = ["--source", "recording", file.to_str().unwrap(), "--site", site];
    let gateway = start(&words).await;
    let address = gateway.address;

    let link = "http://gridcast.test/oembed?format=json&url=http%3A%2F%2Fgridcast.test%2F%3Fpanel%3Dboard";
    let program = get(address, "/?panel=board", &[]).await;
    let tag = format!("type=\"application/json+oembed\" href=\"{}\"></head>", link.replace('&', "&amp;"));
    assert!(program.text().contains(&tag), "{}", program.text());
    let browser = get(address, "/?panel=board", &[("Sec-Fetch-Dest", "document")]).await;
    assert!(!browser.text().contains("oembed"));
    assert_eq!(
        browser.header("link"),
        Some(&*format!("<{link}>; rel=\"alternate\"; type=\"application/json+oembed\""))
    );

    let told = get(address, link.strip_prefix("http://gridcast.test").unwrap(), &[]).await;
    let told: serde_json::Value = serde_json::from_str(&told.text()).unwrap();
    assert_eq!((&told["type"], &told["version"]), (&"rich".into(), &"1.0".into()));
    let html = told["html"].as_str().unwrap();
    assert!(html.starts_with("<iframe src=\"http://gridcast.test/?panel=board\" "), "{html}");

    let small = get(address, "/oembed?url=http://gridcast.test/&maxwidth=400&maxheight=100", &[]).await;
    let small: serde_json::Value = serde_json::from_str(&small.text()).unwrap();
    assert_eq!((&small["width"], &small["height"]), (&400.into(), &200.into()));
    for (path, status) in [
        ("/oembed", 400),
        ("/oembed?url=http://evil.example/", 404),
        ("/oembed?url=http://gridcast.test/api/live", 404),
        ("/oembed?url=http://gridcast.test/&format=xml", 501),
    ] {
        assert_eq!(get(address, path, &[]).await.status, status, "{path}");
    }
}
