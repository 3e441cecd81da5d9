//! Mart documents: served with encodings and caching, missing ones named, changes told.

use std::path::Path;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::support::{PATIENCE, TestGateway, get, recording, scratch, start};

async fn gateway_of(folder: &Path) -> TestGateway {
    let file = recording(2);
    start(&["--source", "recording", file.to_str().unwrap(), "--marts", folder.to_str().unwrap()]).await
}

/// Replaces a document the way the warehouse does.
fn publish(folder: &Path, name: &str, content: &str) {
    let file = folder.join(name);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let new = file.with_extension("new");
    std::fs::write(&new, content).unwrap();
    std::fs::rename(new, file).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_are_served_with_encodings_and_etags_and_missing_ones_are_named() {
    let folder = scratch("marts");
    publish(&folder, "2025/1/race/result.json", "{\"version\":1}");
    publish(&folder, "2025/1/race/result.json.br", "brotli");
    std::fs::write(folder.parent().unwrap().join("secret.json"), "{}").unwrap();
    let gateway = gateway_of(&folder).await;
    let address = gateway.address;

    let path = "/api/marts/2025/1/race/result.json";
    let plain = get(address, path, &[]).await;
    assert_eq!((plain.status, plain.text().as_str()), (200, "{\"version\":1}"));
    assert_eq!(plain.header("content-type"), Some("application/json"));
    assert_eq!(plain.header("access-control-allow-origin"), Some("*"));
    assert_eq!(plain.header("cache-control"), Some("no-cache"));
    let brotli = get(address, path, &[("Accept-Encoding", "gzip, br")]).await;
    assert_eq!((brotli.text().as_str(), brotli.header("content-encoding")), ("brotli", Some("br")));
    assert_ne!(plain.header("etag"), brotli.header("etag"));
    let known = [("If-None-Match", plain.header("etag").unwrap())];
    assert_eq!(get(address, path, &known).await.status, 304);
    publish(&folder, "2025/1/race/result.json", "{\"version\":1,\"laps\":57}");
    assert_eq!(get(address, path, &known).await.status, 200, "another content has another tag");

    for (path, detail) in [
        ("/api/marts/2025/31/race/result.json", "No race 2025, round 31."),
        ("/api/marts/2025/1/race/pace.json", "2025/1/race/pace.json has not been published."),
        ("/api/marts/..%2fsecret.json", "no document has such a name"),
        ("/api/marts/2025/1/race/result.json.br", "no document has such a name"),
    ] {
        let answer = get(address, path, &[]).await;
        assert_eq!((answer.status, &answer.json()["detail"]), (404, &detail.into()), "{path}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_folder_the_answer_says_which_flag_gives_one() {
    let file = recording(2);
    let gateway = start(&["--source", "recording", file.to_str().unwrap()]).await;
    let answer = get(gateway.address, "/api/marts/index.json", &[]).await;
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("--marts DIR"), "{}", answer.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_told_when_the_index_has_changed() {
    let folder = scratch("not-yet-there");
    let gateway = gateway_of(&folder).await;
    let mut stream = TcpStream::connect(gateway.address).await.unwrap();
    let request = "GET /api/marts/changes HTTP/1.1\r\nHost: gridcast.test\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut lines = BufReader::new(stream).lines();
    let mut next = async || tokio::time::timeout(PATIENCE, lines.next_line()).await.unwrap().unwrap();
    while next().await.unwrap() != "content-type: text/event-stream" {}
    for revision in 1..=3 {
        publish(&folder, "2025/1/race/result.json", "{}");
        publish(&folder, "index.json", &format!("{{\"revision\":{revision}}}"));
        while next().await.unwrap() != "event: changed" {}
    }
    gateway.stop.cancel();
    while let Some(line) = next().await {
        assert_ne!(line, "event: changed", "a publication is told once");
    }
}
