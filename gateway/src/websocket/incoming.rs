//! What clients say. A spectator has pongs and a close to say; whatever else RFC 6455 allows is understood and
//! passed over, and whatever it forbids ends the connection with the code that the standard has for it.

use std::io::Cursor;

use tungstenite::protocol::frame::FrameHeader;
use tungstenite::protocol::frame::coding::{CloseCode, Control, Data, OpCode};

use super::LONGEST_CONTROL;

/// Longest message, over all its fragments: a spectator has nothing to tell, so what is longer is not for us.
const LONGEST_MESSAGE: usize = 512;

/// What a client said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Anything that only tells that it is there.
    Alive,
    /// It wants this back.
    Ping(Vec<u8>),
    /// It goes, with the code that it gave.
    Close(Option<CloseCode>),
}

/// Why nothing more can be understood of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It broke the protocol.
    Protocol,
    /// Its text is not UTF-8.
    NotUtf8,
    /// It says more than a spectator has to.
    TooLong,
}

impl Fault {
    /// The close code for it (RFC 6455, 7.4.1).
    pub fn close_code(self) -> CloseCode {
        match self {
            Self::Protocol => CloseCode::Protocol,
            Self::NotUtf8 => CloseCode::Invalid,
            Self::TooLong => CloseCode::Size,
        }
    }

    /// The words that go with it.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Protocol => "the WebSocket protocol was broken",
            Self::NotUtf8 => "text must be UTF-8",
            Self::TooLong => "longer than a spectator has to say",
        }
    }
}

/// Takes what a client sends, however it is cut.
#[derive(Debug, Default)]
pub struct Incoming {
    /// The beginning of a frame that is not complete yet.
    begun: Vec<u8>,
    /// The message whose fragments are coming; boxed, as hardly anybody ever sends one.
    fragments: Option<Box<Fragments>>,
}

#[derive(Debug)]
struct Fragments {
    is_text: bool,
    payload: Vec<u8>,
}

impl Incoming {
    /// Takes bytes; tells of every message that they complete.
    ///
    /// # Errors
    /// When they are nothing that a client may say; nothing after that can be understood.
    pub fn take(&mut self, bytes: &[u8], mut said: impl FnMut(Said)) -> Result<(), Fault> {
        self.begun.extend_from_slice(bytes);
        let mut from = 0;
        while let Some(frame) = Frame::first(&self.begun[from..])? {
            from += frame.length;
            said(understood(&mut self.fragments, frame)?);
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

/// A frame of a client, unmasked.
struct Frame {
    opcode: OpCode,
    is_final: bool,
    payload: Vec<u8>,
    /// With its header.
    length: usize,
}

impl Frame {
    /// The first frame, if it is complete.
    fn first(bytes: &[u8]) -> Result<Option<Self>, Fault> {
        let mut cursor = Cursor::new(bytes);
        let Some((header, length)) = FrameHeader::parse(&mut cursor).map_err(|_reserved| Fault::Protocol)?
        else {
            return Ok(None);
        };
        let start = cursor.position() as usize;
        let Some(mask) = header.mask else { return Err(Fault::Protocol) };
        if header.rsv1 || header.rsv2 || header.rsv3 || header.len(length) != start {
            return Err(Fault::Protocol);
        }
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if matches!(header.opcode, OpCode::Control(_)) && (!header.is_final || LONGEST_CONTROL < length) {
            return Err(Fault::Protocol);
        }
        if LONGEST_MESSAGE < length {
            return Err(Fault::TooLong);
        }
        let end = start + length;
        Ok(bytes.get(start..end).map(|masked| Self {
            opcode: header.opcode,
            is_final: header.is_final,
            payload: masked.iter().zip(mask.iter().cycle()).map(|(byte, key)| byte ^ key).collect(),
            length: end,
        }))
    }
}

fn understood(fragments: &mut Option<Box<Fragments>>, frame: Frame) -> Result<Said, Fault> {
    match frame.opcode {
        OpCode::Control(Control::Close) => closed(&frame.payload),
        OpCode::Control(Control::Ping) => Ok(Said::Ping(frame.payload)),
        OpCode::Control(Control::Pong) => Ok(Said::Alive),
        OpCode::Data(kind) => {
            let mut message = match (kind, fragments.take()) {
                (Data::Text | Data::Binary, None) => {
                    Box::new(Fragments { is_text: kind == Data::Text, payload: Vec::new() })
                }
                (Data::Continue, Some(begun)) => begun,
                // A message begins within another, goes on without having begun, or has no meaning yet.
                _ => return Err(Fault::Protocol),
            };
            if LONGEST_MESSAGE < message.payload.len() + frame.payload.len() {
                return Err(Fault::TooLong);
            }
            message.payload.extend(frame.payload);
            if !frame.is_final {
                *fragments = Some(message);
            } else if message.is_text && std::str::from_utf8(&message.payload).is_err() {
                return Err(Fault::NotUtf8);
            }
            Ok(Said::Alive)
        }
        OpCode::Control(Control::Reserved(_)) => Err(Fault::Protocol),
    }
}

/// A close frame's payload: nothing, or a code that may be sent and a reason in UTF-8.
fn closed(payload: &[u8]) -> Result<Said, Fault> {
    match payload {
        [] => Ok(Said::Close(None)),
        [a, b, reason @ ..] => {
            let code = CloseCode::from(u16::from_be_bytes([*a, *b]));
            if !code.is_allowed() {
                return Err(Fault::Protocol);
            }
            std::str::from_utf8(reason).map(|_| Said::Close(Some(code))).or(Err(Fault::NotUtf8))
        }
        [_] => Err(Fault::Protocol),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn heard(incoming: &mut Incoming, bytes: &[u8]) -> Result<Vec<Said>, Fault> {
        let mut all = Vec::new();
        incoming.take(bytes, |said| all.push(said)).map(|()| all)
    }

    /// A client's frame under a mask of zeros, so that its payload stands there as it is.
    fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
        [&[first, 0x80 | payload.len() as u8, 0, 0, 0, 0], payload].concat()
    }

    fn said(frames: &[Vec<u8>]) -> Result<Vec<Said>, Fault> {
        heard(&mut Incoming::default(), &frames.concat())
    }

    #[test]
    fn a_client_is_understood_however_its_bytes_are_cut() {
        // A pong, a ping with "Hello" masked as in RFC 6455, 5.7, a text in two fragments, and a close.
        let ping = [0x89, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58];
        let all = [
            &[0x8A, 0x80, 1, 2, 3, 4][..],
            &ping,
            &frame(0x01, &[0xC3]),
            &frame(0x80, &[0xA9]),
            &frame(0x88, &[0x03, 0xE8, b'!']),
        ]
        .concat();
        let ping = Said::Ping(b"Hello".to_vec());
        let expected = [Said::Alive, ping, Said::Alive, Said::Alive, Said::Close(Some(CloseCode::Normal))];
        assert_eq!(heard(&mut Incoming::default(), &all).unwrap(), expected);
        for cut in 0..all.len() {
            let mut incoming = Incoming::default();
            let mut said = heard(&mut incoming, &all[..cut]).unwrap();
            said.extend(heard(&mut incoming, &all[cut..]).unwrap());
            assert_eq!(said, expected, "cut at {cut}");
        }
    }

    #[test]
    fn what_the_standard_forbids_is_refused() {
        for (what, bytes) in [
            ("not masked", vec![0x8A, 0x00]),
            ("a reserved bit", frame(0xC2, b"")),
            ("a reserved opcode", frame(0x83, b"")),
            ("a reserved control opcode", frame(0x8B, b"")),
            ("a control frame in fragments", frame(0x09, b"")),
            ("a control frame of 126 bytes", vec![0x89, 0xFE, 0, 126, 0, 0, 0, 0]),
            ("a length that is not the shortest", vec![0x82, 0xFE, 0, 5, 0, 0, 0, 0]),
            ("a continuation of nothing", frame(0x80, b"")),
            ("a continuation after the end", [frame(0x81, b"a"), frame(0x80, b"b")].concat()),
            ("a text within a text", [frame(0x01, b"a"), frame(0x81, b"b")].concat()),
            ("a binary within a text", [frame(0x01, b"a"), frame(0x02, b"b")].concat()),
            ("a close of one byte", frame(0x88, &[3])),
            ("close code 0", frame(0x88, &[0, 0])),
            ("close code 999", frame(0x88, &999_u16.to_be_bytes())),
            ("close code 1004", frame(0x88, &1004_u16.to_be_bytes())),
            ("close code 1005", frame(0x88, &1005_u16.to_be_bytes())),
            ("close code 1006", frame(0x88, &1006_u16.to_be_bytes())),
            ("close code 1015", frame(0x88, &1015_u16.to_be_bytes())),
            ("close code 2999", frame(0x88, &2999_u16.to_be_bytes())),
            ("close code 5000", frame(0x88, &5000_u16.to_be_bytes())),
        ] {
            assert_eq!(heard(&mut Incoming::default(), &bytes), Err(Fault::Protocol), "{what}");
        }
        for code in [1000, 1001, 1003, 1007, 1011, 3000, 4999_u16] {
            let close = Said::Close(Some(CloseCode::from(code)));
            assert_eq!(said(&[frame(0x88, &code.to_be_bytes())]), Ok(vec![close]), "close code {code}");
        }
    }

    #[test]
    fn text_and_reasons_are_utf8() {
        assert_eq!(said(&[frame(0x81, &[0xC3, 0x28])]), Err(Fault::NotUtf8));
        assert_eq!(said(&[frame(0x01, &[0xC3]), frame(0x80, &[0x28])]), Err(Fault::NotUtf8));
        assert_eq!(said(&[frame(0x01, &[0xC3]), frame(0x80, &[])]), Err(Fault::NotUtf8), "cut off");
        assert_eq!(said(&[frame(0x88, &[0x03, 0xE8, 0xFF])]), Err(Fault::NotUtf8));
        assert_eq!(said(&[frame(0x82, &[0xFF])]), Ok(vec![Said::Alive]), "binary is anything");
    }

    #[test]
    fn a_control_frame_may_come_within_a_message() {
        let all = [frame(0x01, b"a"), frame(0x89, b"p"), frame(0x80, b"b")];
        assert_eq!(said(&all), Ok(vec![Said::Alive, Said::Ping(b"p".to_vec()), Said::Alive]));
    }

    #[test]
    fn what_is_too_long_is_refused_before_it_has_come() {
        assert_eq!(heard(&mut Incoming::default(), &[0x82, 0xFE, 0x40, 0, 0, 0, 0, 0]), Err(Fault::TooLong));
        let half = frame(0x00, &[7; 120]);
        let all = [&[frame(0x02, &[7; 120])][..], &vec![half; 4]].concat();
        assert_eq!(said(&all), Err(Fault::TooLong), "over all fragments");
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
                prop_assert!(incoming.begun.len() <= LONGEST_MESSAGE + 14);
            }
        }
    }
}
