//! A gateway under a path of its own, behind a proxy that takes the path off or leaves it.

use gridcast_shared::wire::Notice;
use tokio_tungstenite::connect_async;

use crate::support::{START_MS, Spectator, get, manifest, recording, scratch, start, until};

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_served_below_the_base_path() {
    let index = scratch("index.html");
    let site = index.parent().unwrap();
    for name in ["index.html", "race.html"] {
        let page = format!("<head><base href=\"/\"><title>{name}</title><script>boot()</script></head>");
        std::fs::write(site.join(name), page).unwrap();
        std::fs::write(site.join(format!("{name}.br")), "of another base").unwrap();
    }
    std::fs::write(site.join("app-0123456789abcdef.js"), "script").unwrap();
    let file = recording(25);
    let words = ["--source", "recording", file.to_str().unwrap(), "--speed", "20", "--base-path", "/f1"];
    let gateway = start(&[&words[..], &["--site", site.to_str().unwrap()]].concat()).await;
    let address = gateway.address;
    until(address, "/f1/api/live", |answer| answer.json()["source"] == "ended").await;
    let html = [("Accept", "text/html"), ("Accept-Encoding", "br")];
    for (path, title) in [
        ("/f1/", "index.html"),
        ("/f1", "index.html"),
        ("/f1/replay/x", "index.html"),
        ("/f1/race/2025/1", "race.html"),
        ("/f1/season/2025?panel=points", "race.html"),
        // The proxy has taken the path off.
        ("/", "index.html"),
        ("/race/2025/1", "race.html"),
    ] {
        let answer = get(address, path, &html).await;
        assert_eq!((answer.status, answer.header("content-encoding")), (200, None), "{path}");
        let text = answer.text();
        assert!(text.contains("<base href=\"/f1/\">") && text.contains(title), "{path}: {text}");
        assert!(answer.header("content-security-policy").unwrap().contains("'sha256-"), "{path}");
    }
    let script = get(address, "/f1/app-0123456789abcdef.js", &[]).await;
    assert_eq!(
        (script.text().as_str(), script.header("cache-control")),
        ("script", Some("public, max-age=31536000, immutable"))
    );
    for path in ["/f1/healthz", "/healthz", "/f1/readyz", "/f1/metrics"] {
        assert_eq!(get(address, path, &[]).await.status, 200, "{path}");
    }
    let live = get(address, "/f1/api/live", &[("Origin", "https://fans.example")]).await;
    assert_eq!(live.header("access-control-allow-origin"), Some("*"), "below the path it is the API");
    // What leads elsewhere is relative, so it stays below the path.
    let session = format!("t{START_MS}");
    let (number, _) = manifest(address, &session).await.chunks[0];
    let moved = get(address, &format!("/f1/api/sessions/{session}/{number}-0123.bin"), &[]).await;
    assert_eq!((moved.status, moved.header("location")), (307, Some(format!("{number}.bin").as_str())));
    let problem = get(address, "/f1/api/nothing", &[]).await;
    assert_eq!((problem.status, problem.header("content-type")), (404, Some("application/problem+json")));
    assert_eq!(get(address, "/f2/", &[]).await.status, 404);
    let (socket, _) = connect_async(format!("ws://{address}/f1/ws")).await.unwrap();
    let mut spectator = Spectator::over(socket);
    while !spectator.notices.contains(&Notice::Ended) {
        assert!(spectator.next().await);
    }
    assert!(0 < spectator.n_samples);
}
