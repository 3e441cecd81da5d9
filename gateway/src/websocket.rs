//! The WebSocket protocol (RFC 6455) as far as a server needs it that speaks to everybody at once: a message is
//! framed once for all sockets, since what a server sends is not masked; what clients say is only pongs and a close.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::{BufMut, Bytes, BytesMut};
use sha1::{Digest, Sha1};

/// What the key of a handshake is hashed with (RFC 6455, 1.3).
const MAGIC: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// A spectator only ever sends pongs and a close frame: whatever is longer is not for us.
const LONGEST_PAYLOAD: usize = 512;

/// Longest payload of a control frame.
const LONGEST_CONTROL: usize = 125;

/// Close codes (RFC 6455, 7.4.1, and the registry it founded).
pub mod close_code {
    /// The client broke the protocol.
    pub const PROTOCOL: u16 = 1002;
    /// The client is of no use.
    pub const POLICY: u16 = 1008;
    /// The server restarts.
    pub const RESTART: u16 = 1012;
    /// Try again later.
    pub const AGAIN: u16 = 1013;
}

/// The answer to a handshake's key; `None` when it is no handshake that we understand.
pub fn accept(headers: &HeaderMap) -> Option<HeaderValue> {
    let has = |name, wanted: &str| {
        let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).any(|value| value.trim().eq_ignore_ascii_case(wanted))
    };
    let asks = has(header::CONNECTION, "upgrade")
        && has(header::UPGRADE, "websocket")
        && has(header::SEC_WEBSOCKET_VERSION, "13");
    let key = headers.get(header::SEC_WEBSOCKET_KEY).filter(|_| asks)?;
    let hash = Sha1::new().chain_update(key.as_bytes()).chain_update(MAGIC).finalize();
    HeaderValue::try_from(BASE64.encode(hash)).ok()
}

/// A binary message.
pub fn binary(payload: &[u8]) -> Bytes {
    message(2, payload)
}

/// A ping without content.
pub fn ping() -> Bytes {
    message(9, &[])
}

/// The answer to a ping.
pub fn pong(payload: &[u8]) -> Bytes {
    message(10, payload)
}

/// The last message, with the reason, which is short.
pub fn close(code: u16, reason: &str) -> Bytes {
    let mut payload = code.to_be_bytes().to_vec();
    payload.extend(reason.bytes().take(LONGEST_CONTROL - 2));
    message(8, &payload)
}

fn message(opcode: u8, payload: &[u8]) -> Bytes {
    let mut out = BytesMut::with_capacity(payload.len() + 10);
    out.put_u8(0x80 | opcode);
    match payload.len() {
        length @ ..126 => out.put_u8(length as u8),
        length @ 126..=0xFFFF => {
            out.put_u8(126);
            out.put_u16(length as u16);
        }
        length => {
            out.put_u8(127);
            out.put_u64(length as u64);
        }
    }
    out.put_slice(payload);
    out.freeze()
}

/// What a message of ours carries.
#[cfg(test)]
pub(crate) fn payload(message: &[u8]) -> &[u8] {
    let head = match message[1] {
        126 => 4,
        127 => 10,
        _ => 2,
    };
    &message[head..]
}

/// What a client said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Anything that only tells that it is there.
    Alive,
    /// It wants this back.
    Ping(Vec<u8>),
    /// It goes.
    Close,
}

/// The client broke the protocol, or says more than a spectator has to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// Takes what a client sends, however it is cut.
#[derive(Debug, Default)]
pub struct Incoming {
    /// The beginning of a message that is not complete yet.
    begun: Vec<u8>,
}

impl Incoming {
    /// Takes bytes; tells of every message that they complete.
    ///
    /// # Errors
    /// When they are no message of a client, or one that is too long; nothing after that can be understood.
    pub fn take(&mut self, bytes: &[u8], mut said: impl FnMut(Said)) -> Result<(), Malformed> {
        self.begun.extend_from_slice(bytes);
        let mut from = 0;
        while let Some((message, length)) = first_message(&self.begun[from..])? {
            said(message);
            from += length;
        }
        if from == self.begun.len() {
            // Between messages a spectator holds no memory for them.
            self.begun = Vec::new();
        } else {
            self.begun.drain(..from);
        }
        Ok(())
    }
}

/// The first message and its length, if it is complete.
fn first_message(bytes: &[u8]) -> Result<Option<(Said, usize)>, Malformed> {
    let [first, second, rest @ ..] = bytes else { return Ok(None) };
    let (is_final, reserved, opcode) = (first & 0x80 != 0, first & 0x70, first & 0x0F);
    let is_control = opcode & 8 != 0;
    let short = usize::from(second & 0x7F);
    let is_masked = second & 0x80 != 0;
    if reserved != 0 || !is_masked || !matches!(opcode, 0..=2 | 8..=10) {
        return Err(Malformed);
    }
    if is_control && (!is_final || LONGEST_CONTROL < short) {
        return Err(Malformed);
    }
    let (head, length) = match short {
        126 => match rest {
            [a, b, ..] => (4, usize::from(u16::from_be_bytes([*a, *b]))),
            _ => return Ok(None),
        },
        127 => return Err(Malformed),
        length => (2, length),
    };
    if LONGEST_PAYLOAD < length {
        return Err(Malformed);
    }
    let (Some(mask), Some(masked)) = (bytes.get(head..head + 4), bytes.get(head + 4..head + 4 + length))
    else {
        return Ok(None);
    };
    let said = match opcode {
        8 => Said::Close,
        9 => Said::Ping(masked.iter().zip(mask.iter().cycle()).map(|(byte, key)| byte ^ key).collect()),
        _ => Said::Alive,
    };
    Ok(Some((said, head + 4 + length)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn heard(incoming: &mut Incoming, bytes: &[u8]) -> Result<Vec<Said>, Malformed> {
        let mut all = Vec::new();
        incoming.take(bytes, |said| all.push(said)).map(|()| all)
    }

    #[test]
    fn the_key_is_answered_as_in_the_standard() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("connection", "keep-alive, Upgrade"),
            ("upgrade", "WebSocket"),
            ("sec-websocket-version", "13"),
            ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        // RFC 6455, 1.3.
        assert_eq!(accept(&headers).unwrap(), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        headers.insert("sec-websocket-version", HeaderValue::from_static("8"));
        assert_eq!(accept(&headers), None);
    }

    #[test]
    fn messages_have_the_shortest_head() {
        assert_eq!(binary(b"ab")[..], [0x82, 2, b'a', b'b']);
        assert_eq!(binary(&[7; 126])[..5], [0x82, 126, 0, 126, 7]);
        assert_eq!(binary(&vec![7; 70_000])[..11], [0x82, 127, 0, 0, 0, 0, 0, 1, 0x11, 0x70, 7]);
        assert_eq!(close(1012, "x")[..], [0x88, 3, 0x03, 0xF4, b'x']);
        assert_eq!(ping()[..], [0x89, 0]);
    }

    #[test]
    fn a_client_is_understood_however_its_bytes_are_cut() {
        // A pong, a ping with "Hello" masked as in RFC 6455, 5.7, and a close.
        let ping = [0x89, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58];
        let all = [&[0x8A, 0x80, 1, 2, 3, 4][..], &ping, &[0x88, 0x80, 0, 0, 0, 0]].concat();
        let expected = [Said::Alive, Said::Ping(b"Hello".to_vec()), Said::Close];
        assert_eq!(heard(&mut Incoming::default(), &all).unwrap(), expected);
        for cut in 0..all.len() {
            let mut incoming = Incoming::default();
            let mut said = heard(&mut incoming, &all[..cut]).unwrap();
            said.extend(heard(&mut incoming, &all[cut..]).unwrap());
            assert_eq!(said, expected, "cut at {cut}");
        }
    }

    #[test]
    fn what_no_spectator_says_ends_the_connection() {
        for bytes in [
            &[0x8A, 0x00][..],
            &[0xC2, 0x80],
            &[0x83, 0x80],
            &[0x09, 0x80],
            &[0x89, 0xFE, 0, 200],
            &[0x82, 0xFF],
            &[0x82, 0xFE, 0x40, 0],
        ] {
            assert_eq!(heard(&mut Incoming::default(), bytes), Err(Malformed), "{bytes:02X?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), cut in 0_usize..600) {
            let whole = heard(&mut Incoming::default(), &bytes);
            let mut incoming = Incoming::default();
            let (a, b) = bytes.split_at(cut.min(bytes.len()));
            let cut = heard(&mut incoming, a).and_then(|mut said| {
                said.extend(heard(&mut incoming, b)?);
                Ok(said)
            });
            prop_assert_eq!(whole.is_ok(), cut.is_ok());
            if let (Ok(whole), Ok(cut)) = (whole, cut) {
                prop_assert_eq!(whole, cut);
                prop_assert!(incoming.begun.len() <= LONGEST_PAYLOAD + 8);
            }
        }
    }
}
