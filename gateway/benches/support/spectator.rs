//! Spectators for benches: bare sockets that read frames and take down which, and when.

#![allow(dead_code, reason = "each bench uses its part")]

use std::collections::HashSet;
use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::ensure;
use gridcast_shared::wire::KIND_FRAME;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::gateway::{Made, now_us};

/// Which frame: chunk and index.
pub(crate) type FrameId = (u32, u8);

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Message {
    /// A frame, with its bytes on the wire.
    Frame(FrameId, usize),
    /// A notice, a ping: nothing that counts.
    Other,
    /// The gateway says why it ends the connection.
    Close(u16),
}

/// What one spectator saw.
#[derive(Clone, Debug, Default)]
pub(crate) struct Saw {
    /// Each frame, and when it had come, UTC microseconds.
    pub(crate) frames: Vec<(FrameId, i64)>,
    /// The code with which the gateway ended the connection.
    pub(crate) closed: Option<u16>,
}

/// One connection, past its handshake.
pub(crate) struct Spectator {
    stream: TcpStream,
    buffer: Vec<u8>,
    last: Option<FrameId>,
}

impl Spectator {
    /// Joins.
    pub(crate) async fn join(address: SocketAddr) -> anyhow::Result<Self> {
        Self::over(TcpStream::connect(address).await?).await
    }

    /// Joins with room for few bytes that it has not read.
    pub(crate) async fn join_narrow(address: SocketAddr) -> anyhow::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(4096)?;
        Self::over(socket.connect(address).await?).await
    }

    async fn over(mut stream: TcpStream) -> anyhow::Result<Self> {
        let request = "GET /ws HTTP/1.1\r\nHost: gridcast.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: Z3JpZGNhc3QgZmFub3V0IQ==\r\n\r\n";
        stream.write_all(request.as_bytes()).await?;
        let mut buffer = Vec::with_capacity(4096);
        loop {
            ensure!(stream.read_buf(&mut buffer).await? != 0, "the gateway hung up");
            if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
                ensure!(head.starts_with("HTTP/1.1 101"), "no WebSocket: {head}");
                buffer.drain(..end + 4);
                return Ok(Self { stream, buffer, last: None });
            }
        }
    }

    /// The next message; `None` at the end of the connection. Pings are answered.
    pub(crate) async fn next(&mut self) -> Option<Message> {
        loop {
            if let Some((opcode, payload, length)) = message(&self.buffer) {
                let message = match (opcode, payload) {
                    (8, [a, b, ..]) => Message::Close(u16::from_be_bytes([*a, *b])),
                    (8, _) => Message::Close(1005),
                    (9, payload) => {
                        let mut pong = vec![0x8A, 0x80 | payload.len() as u8, 0, 0, 0, 0];
                        pong.extend_from_slice(payload);
                        self.stream.write_all(&pong).await.ok()?;
                        Message::Other
                    }
                    (_, payload) => match frame_id(payload, self.last) {
                        Some(frame) => {
                            self.last = Some(frame);
                            Message::Frame(frame, length)
                        }
                        None => Message::Other,
                    },
                };
                self.buffer.drain(..length);
                return Some(message);
            }
            if self.stream.read_buf(&mut self.buffer).await.ok()? == 0 {
                return None;
            }
        }
    }

    /// Reads until the connection ends.
    pub(crate) async fn watch(self) -> Saw {
        self.watch_until(CancellationToken::new()).await
    }

    /// Reads until the connection ends or the stop.
    pub(crate) async fn watch_until(mut self, stop: CancellationToken) -> Saw {
        let mut saw = Saw::default();
        while let Some(Some(message)) = stop.run_until_cancelled(self.next()).await {
            match message {
                Message::Frame(frame, _) => saw.frames.push((frame, now_us())),
                Message::Close(code) => saw.closed = Some(code),
                Message::Other => {}
            }
        }
        saw
    }

    /// Says something; whether the gateway still takes it.
    pub(crate) async fn say(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).await.is_ok()
    }
}

/// Ages of the frames made in a span of time, at each of several spectators, and how many did not come at all.
pub(crate) fn ages_and_lost<'a>(made: &[Made], saw: impl IntoIterator<Item = &'a Saw>) -> (Vec<i64>, usize) {
    let (mut ages, mut lost) = (Vec::new(), 0);
    let at: std::collections::HashMap<FrameId, i64> =
        made.iter().map(|frame| ((frame.chunk, frame.index), frame.at_us)).collect();
    for saw in saw {
        let mut missing: HashSet<FrameId> = at.keys().copied().collect();
        for (frame, came_us) in &saw.frames {
            if missing.remove(frame) {
                ages.push(came_us - at[frame]);
            }
        }
        lost += missing.len();
    }
    ages.sort_unstable();
    (ages, lost)
}

/// A share of sorted values, in milliseconds.
pub(crate) fn percentile_ms(sorted_us: &[i64], percent: usize) -> f64 {
    let last = sorted_us.len().saturating_sub(1);
    sorted_us.get(last * percent / 100).map_or(f64::NAN, |us| *us as f64 / 1000.0)
}

/// The recording of the 2025 Australian Grand Prix, where it is.
pub(crate) fn recording() -> Option<PathBuf> {
    let data = std::env::var_os("GRIDCAST_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    Some(data.join("tele/2025_australia_race.jsonl.zst")).filter(|file| file.is_file())
}

/// The first whole WebSocket message of a buffer: opcode, payload, length with its head. Servers do not mask.
fn message(buffer: &[u8]) -> Option<(u8, &[u8], usize)> {
    let (opcode, short) = (buffer.first()? & 0x0F, usize::from(buffer.get(1)? & 0x7F));
    let (head, length) = match short {
        126 => (4, usize::from(u16::from_be_bytes(buffer.get(2..4)?.try_into().ok()?))),
        127 => (10, usize::try_from(u64::from_be_bytes(buffer.get(2..10)?.try_into().ok()?)).ok()?),
        _ => (2, short),
    };
    Some((opcode, buffer.get(head..head + length)?, head + length))
}

/// Which frame a message is; `None` for notices, and for deltas before the first key frame.
fn frame_id(payload: &[u8], last: Option<FrameId>) -> Option<FrameId> {
    match payload {
        [KIND_FRAME, 0, a, b, c, d, ..] => Some((u32::from_le_bytes([*a, *b, *c, *d]), 0)),
        [KIND_FRAME, index, ..] => Some((last?.0, *index)),
        _ => None,
    }
}
