//! TV delays that devices have in common: set, asked for, told, and drawn for a camera.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::support::{PATIENCE, TestGateway, get, recording, request, start};

const CODE: &str = "/api/delays/K7X2QM";

async fn gateway() -> TestGateway {
    start(&["--source", "recording", recording(2).to_str().unwrap()]).await
}

async fn put(gateway: &TestGateway, address: &str) -> u16 {
    request(gateway.address, "PUT", address, &[]).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn who_follows_a_code_is_told_its_delay_at_once_and_every_change() {
    let gateway = gateway().await;
    for path in [CODE, &format!("{CODE}/changes"), "/api/delays/K7X2Q0/qr.svg"] {
        let answer = get(gateway.address, path, &[]).await;
        assert_eq!((answer.status, &answer.json()["title"]), (404, &"no such code".into()), "{path}");
    }
    assert_eq!(put(&gateway, &format!("{CODE}?tenths=350&by=a-1")).await, 204);
    let new = [("If-None-Match", "*")];
    let answer = request(gateway.address, "PUT", &format!("{CODE}?tenths=9&by=b-1"), &new).await;
    assert_eq!(answer.status, 412, "one that is there is not made anew");
    let answer = get(gateway.address, "/api/delays/k7x-2qm", &[]).await;
    assert_eq!((answer.status, answer.text().as_str()), (200, r#"{"tenths":350,"by":"a-1"}"#));
    assert_eq!(answer.header("cache-control"), Some("no-store"));

    let mut stream = TcpStream::connect(gateway.address).await.unwrap();
    let asked = format!("GET {CODE}/changes HTTP/1.1\r\nHost: gridcast.test\r\n\r\n");
    stream.write_all(asked.as_bytes()).await.unwrap();
    let mut lines = BufReader::new(stream).lines();
    let mut next = async || tokio::time::timeout(PATIENCE, lines.next_line()).await.unwrap().unwrap();
    while next().await.unwrap() != "event: delay" {}
    assert_eq!(next().await.unwrap(), r#"data: {"tenths":350,"by":"a-1"}"#);
    for tenths in [351, 0, 3_000] {
        assert_eq!(put(&gateway, &format!("{CODE}?tenths={tenths}&by=b-2")).await, 204);
        while next().await.unwrap() != "event: delay" {}
        assert_eq!(next().await.unwrap(), format!(r#"data: {{"tenths":{tenths},"by":"b-2"}}"#));
    }
    // Who listens does not hold up a stop.
    gateway.stop.cancel();
    while let Some(line) = next().await {
        assert_ne!(line, "event: delay", "a change is told once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_delay_is_refused_and_other_sites_may_not_set_one() {
    let gateway = gateway().await;
    for wrong in ["", "?tenths=", "?tenths=-1", "?tenths=3001", "?tenths=35.0", "?tenths=1&by=a%20b"] {
        assert_eq!(put(&gateway, &format!("{CODE}{wrong}")).await, 400, "{wrong}");
    }
    assert_eq!(put(&gateway, "/api/delays/K7X2Q0?tenths=1").await, 404, "0 is no letter of codes");
    let asked = [("Origin", "https://fans.example"), ("Access-Control-Request-Method", "PUT")];
    let answer = request(gateway.address, "OPTIONS", &format!("{CODE}?tenths=1"), &asked).await;
    assert_eq!((answer.status, answer.header("access-control-allow-methods")), (405, None));
    assert_eq!(get(gateway.address, CODE, &[]).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_picture_is_of_the_page_as_it_is_found_from_outside_with_code_and_delay() {
    let file = recording(2);
    let gateway = start(&["--source", "recording", file.to_str().unwrap(), "--base-path", "/f1"]).await;
    let code = "/f1/api/delays/K7X2QM";
    let headers = [("X-Forwarded-Proto", "https")];
    let answer = get(gateway.address, &format!("{code}/qr.svg?delay=35.4"), &headers).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("image/svg+xml")));
    let address = "https://gridcast.test/f1/?delay=35.4&sync=K7X2QM";
    let drawn = QrCode::with_error_correction_level(address, EcLevel::M).unwrap();
    assert_eq!(answer.text(), drawn.render::<svg::Color<'_>>().module_dimensions(4, 4).build());
}
