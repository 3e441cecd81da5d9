//! The WebSocket protocol (RFC 6455) on raw bytes: what is refused, with which code, and how a close is answered.

use crate::raw::{Raw, frame, handshake};
use crate::support::{ask, recording, start};

const CLOSE: u8 = 0x88;

fn close(code: u16, reason: &[u8]) -> Vec<u8> {
    frame(CLOSE, &[&code.to_be_bytes()[..], reason].concat())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_close_is_answered_by_a_close_and_nothing_after_it() {
    let file = recording(60);
    let gateway = start(&["--source", "recording", file.to_str().unwrap()]).await;
    for (said, answer) in [
        (close(1000, b""), &1000_u16.to_be_bytes()[..]),
        (close(1001, b"going away"), &1001_u16.to_be_bytes()),
        (close(4321, b""), &4321_u16.to_be_bytes()),
        (frame(CLOSE, b""), &[]),
        // What comes after a close is no part of the conversation.
        ([close(1000, b""), vec![0xFF; 20]].concat(), &1000_u16.to_be_bytes()),
    ] {
        let mut raw = Raw::join(gateway.address, &[]).await;
        assert!(raw.say(&said).await);
        let messages = raw.into_messages().await;
        assert_eq!(messages.last(), Some(&(CLOSE, answer.to_vec())), "{said:02X?}");
        assert_eq!(messages.iter().filter(|(first, _)| *first == CLOSE).count(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_protocol_forbids_ends_the_connection_with_its_code() {
    let file = recording(60);
    let gateway = start(&["--source", "recording", file.to_str().unwrap()]).await;
    for (what, bytes, code) in [
        ("a frame that is not masked", vec![0x81, 1, b'a'], 1002),
        ("a reserved bit", frame(0xC1, b"a"), 1002),
        ("a reserved opcode", frame(0x83, b"a"), 1002),
        ("a ping in fragments", frame(0x09, b"a"), 1002),
        ("a ping of 126 bytes", [&[0x89, 0xFE, 0, 126, 0, 0, 0, 0][..], &[0; 126]].concat(), 1002),
        ("a continuation of nothing", frame(0x80, b"a"), 1002),
        ("a text within a text", [frame(0x01, b"a"), frame(0x81, b"b")].concat(), 1002),
        ("text that is not UTF-8", frame(0x81, &[0xC3, 0x28]), 1007),
        (
            "text that is not UTF-8 over fragments",
            [frame(0x01, &[0xC3]), frame(0x80, &[0x28])].concat(),
            1007,
        ),
        ("a reason that is not UTF-8", close(1000, &[0xFF]), 1007),
        ("a close of one byte", frame(CLOSE, &[3]), 1002),
        ("a close code below 1000", close(999, b""), 1002),
        ("a close code that nobody may send", close(1006, b""), 1002),
        ("a close code without a meaning", close(2999, b""), 1002),
        ("a message longer than a spectator's", vec![0x82, 0xFF, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1009),
    ] {
        let mut raw = Raw::join(gateway.address, &[]).await;
        assert!(raw.say(&bytes).await);
        let messages = raw.into_messages().await;
        let (first, payload) = messages.last().unwrap();
        assert_eq!((*first, payload.get(..2)), (CLOSE, Some(&u16::to_be_bytes(code)[..])), "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_protocol_allows_keeps_the_connection() {
    let file = recording(60);
    let gateway = start(&["--source", "recording", file.to_str().unwrap()]).await;
    let mut raw = Raw::join(gateway.address, &[]).await;
    let fragments = [frame(0x01, &[0xC3]), frame(0x89, b"within"), frame(0x80, &[0xA9])].concat();
    for said in [frame(0x81, b"text"), frame(0x82, &[0xFF]), fragments, frame(0x8A, b"not asked")] {
        assert!(raw.say(&said).await);
    }
    assert!(raw.say(&close(1000, b"")).await);
    let messages = raw.into_messages().await;
    assert_eq!(messages.last(), Some(&(CLOSE, 1000_u16.to_be_bytes().to_vec())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handshake_that_is_none_is_refused() {
    let file = recording(2);
    let gateway = start(&["--source", "recording", file.to_str().unwrap()]).await;
    let right = String::from_utf8(handshake(&[("Connection", "close")])).unwrap();
    let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    for (what, from, to, status) in [
        ("no host", "Host: gridcast.test\r\n", "", 400),
        ("two hosts", "Host: gridcast.test\r\n", "Host: gridcast.test\r\nHost: other.test\r\n", 400),
        ("a short key", key, "Sec-WebSocket-Key: c2hvcnQ=\r\n", 400),
        ("a key that is no base64", key, "Sec-WebSocket-Key: !!!!\r\n", 400),
        ("no key", key, "", 400),
        ("another version", "Version: 13", "Version: 8", 426),
        ("no upgrade", "Upgrade: websocket\r\n", "", 426),
        ("HTTP/1.0", "HTTP/1.1", "HTTP/1.0", 426),
    ] {
        assert!(right.contains(from), "{what}");
        let answer = ask(gateway.address, right.replacen(from, to, 1).as_bytes()).await;
        assert_eq!(answer.status, status, "{what}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{what}");
    }
}
