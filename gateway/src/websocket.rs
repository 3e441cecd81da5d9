//! The WebSocket protocol (RFC 6455) as far as a server needs it that speaks to everybody at once: a message is
//! framed once for all sockets, since what a server sends is not masked.
//!
//! Frame headers and the answer to a key are tungstenite's; what is ours is that nobody has a task or a buffer of
//! their own. [`incoming`] understands the client's side.

use axum::http::header::{self, AsHeaderName};
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use tungstenite::handshake::derive_accept_key;
use tungstenite::protocol::frame::FrameHeader;
use tungstenite::protocol::frame::coding::{CloseCode, Control, Data, OpCode};

pub use incoming::{Fault, Incoming, Said};

pub mod incoming;

/// Longest payload of a control frame (RFC 6455, 5.5).
const LONGEST_CONTROL: usize = 125;

/// Bytes that a key has once it is decoded (RFC 6455, 4.2.1).
const KEY_BYTES: usize = 16;

/// Why a handshake is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It asks for no WebSocket, or for another version of it.
    #[error("this is the stream: open it as a WebSocket, version 13")]
    NoWebSocket,
    /// Its key is missing, stands there twice, or is not what sixteen bytes are in base64.
    #[error("Sec-WebSocket-Key must be sixteen bytes in base64")]
    BadKey,
}

/// The answer to a handshake's key.
///
/// # Errors
/// When it is no handshake that we understand.
pub fn accept(headers: &HeaderMap) -> Result<HeaderValue, Refused> {
    let asks = names(headers, header::CONNECTION, "upgrade")
        && names(headers, header::UPGRADE, "websocket")
        && names(headers, header::SEC_WEBSOCKET_VERSION, "13");
    if !asks {
        return Err(Refused::NoWebSocket);
    }
    let mut keys = headers.get_all(header::SEC_WEBSOCKET_KEY).iter();
    let (Some(key), None) = (keys.next(), keys.next()) else { return Err(Refused::BadKey) };
    if BASE64.decode(key).is_ok_and(|bytes| bytes.len() == KEY_BYTES) {
        HeaderValue::try_from(derive_accept_key(key.as_bytes())).or(Err(Refused::BadKey))
    } else {
        Err(Refused::BadKey)
    }
}

/// Whether one of a header's comma-separated values is the one wanted.
fn names(headers: &HeaderMap, name: impl AsHeaderName, wanted: &str) -> bool {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|value| value.trim().eq_ignore_ascii_case(wanted))
}

/// A binary message.
pub fn binary(payload: &[u8]) -> Bytes {
    message(OpCode::Data(Data::Binary), payload)
}

/// A ping without content.
pub fn ping() -> Bytes {
    message(OpCode::Control(Control::Ping), &[])
}

/// The answer to a ping.
pub fn pong(payload: &[u8]) -> Bytes {
    message(OpCode::Control(Control::Pong), payload)
}

/// The last message, with the reason, which is short.
pub fn close(code: CloseCode, reason: &str) -> Bytes {
    let mut payload = u16::from(code).to_be_bytes().to_vec();
    payload.extend(reason.bytes().take(LONGEST_CONTROL - payload.len()));
    message(OpCode::Control(Control::Close), &payload)
}

/// The answer to a client's close: its own code back, or none where it gave none.
pub fn close_answer(code: Option<CloseCode>) -> Bytes {
    code.map_or_else(|| message(OpCode::Control(Control::Close), &[]), |code| close(code, ""))
}

fn message(opcode: OpCode, payload: &[u8]) -> Bytes {
    let header = FrameHeader { opcode, ..FrameHeader::default() };
    let length = payload.len() as u64;
    let mut out = Vec::with_capacity(header.len(length) + payload.len());
    // Writing into memory does not fail.
    header.format(length, &mut out).ok();
    out.extend_from_slice(payload);
    out.into()
}

/// What a message of ours carries.
#[cfg(test)]
pub(crate) fn payload(message: &[u8]) -> &[u8] {
    let mut cursor = std::io::Cursor::new(message);
    FrameHeader::parse(&mut cursor).unwrap().unwrap();
    &message[cursor.position() as usize..]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The handshake of RFC 6455, 1.3, with some headers instead of its own.
    fn handshake(instead: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("connection", "keep-alive, Upgrade"),
            ("upgrade", "WebSocket"),
            ("sec-websocket-version", "13"),
            ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ]
        .iter()
        .chain(instead)
        {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn the_key_is_answered_as_in_the_standard() {
        assert_eq!(accept(&handshake(&[])).unwrap(), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[test]
    fn what_is_no_handshake_is_refused_by_its_reason() {
        for (name, value, why) in [
            ("connection", "keep-alive", Refused::NoWebSocket),
            ("upgrade", "h2c", Refused::NoWebSocket),
            ("sec-websocket-version", "8", Refused::NoWebSocket),
            ("sec-websocket-key", "", Refused::BadKey),
            ("sec-websocket-key", "c2hvcnQ=", Refused::BadKey),
            ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZSBhbmQgbW9yZQ==", Refused::BadKey),
            ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ", Refused::BadKey),
            ("sec-websocket-key", "not base64 at all!!!!!!!", Refused::BadKey),
        ] {
            assert_eq!(accept(&handshake(&[(name, value)])), Err(why), "{name}: {value}");
        }
        let mut twice = handshake(&[]);
        twice.append("sec-websocket-key", HeaderValue::from_static("dGhlIHNhbXBsZSBub25jZQ=="));
        assert_eq!(accept(&twice), Err(Refused::BadKey));
    }

    #[test]
    fn messages_have_the_shortest_head() {
        assert_eq!(binary(b"ab")[..], [0x82, 2, b'a', b'b']);
        assert_eq!(binary(&[7; 126])[..5], [0x82, 126, 0, 126, 7]);
        assert_eq!(binary(&vec![7; 70_000])[..11], [0x82, 127, 0, 0, 0, 0, 0, 1, 0x11, 0x70, 7]);
        assert_eq!(close(CloseCode::Restart, "x")[..], [0x88, 3, 0x03, 0xF4, b'x']);
        assert_eq!(close_answer(Some(CloseCode::Normal))[..], [0x88, 2, 0x03, 0xE8]);
        assert_eq!(close_answer(None)[..], [0x88, 0]);
        assert_eq!(ping()[..], [0x89, 0]);
    }
}
