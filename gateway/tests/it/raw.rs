//! A bare socket past the WebSocket's handshake, for what no client library would send.

use std::fmt::Write as _;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::support::PATIENCE;

/// The key and its answer in RFC 6455, 1.3.
const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
const ACCEPTED: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// One connection.
pub(crate) struct Raw {
    pub(crate) stream: TcpStream,
    /// What has come and is no whole message yet.
    came: Vec<u8>,
}

impl Raw {
    /// Joins with more headers than the handshake's own.
    pub(crate) async fn join(address: SocketAddr, headers: &[(&str, &str)]) -> Self {
        Self::over(TcpStream::connect(address).await.unwrap(), headers).await
    }

    /// Joins with room for few bytes that it has not read.
    pub(crate) async fn join_narrow(address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        Self::over(socket.connect(address).await.unwrap(), &[]).await
    }

    async fn over(mut stream: TcpStream, headers: &[(&str, &str)]) -> Self {
        stream.write_all(&handshake(headers)).await.unwrap();
        let (mut came, end) = (Vec::new(), b"\r\n\r\n");
        let length = loop {
            if let Some(at) = came.windows(end.len()).position(|window| window == end) {
                break at + end.len();
            }
            let n = tokio::time::timeout(PATIENCE, stream.read_buf(&mut came)).await.unwrap().unwrap();
            assert_ne!(n, 0, "the gateway hung up: {}", String::from_utf8_lossy(&came));
        };
        let rest = came.split_off(length);
        let head = String::from_utf8(came).unwrap();
        assert!(head.starts_with("HTTP/1.1 101") && head.contains(ACCEPTED), "{head}");
        Self { stream, came: rest }
    }

    /// Says something; whether the gateway still took it.
    pub(crate) async fn say(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).await.is_ok()
    }

    /// The next message: its first byte, which has the opcode, and its payload; `None` at the connection's end.
    pub(crate) async fn next(&mut self) -> Option<(u8, Vec<u8>)> {
        loop {
            if let Some((first, payload, length)) = message(&self.came) {
                let message = (first, payload.to_vec());
                self.came.drain(..length);
                return Some(message);
            }
            let read = self.stream.read_buf(&mut self.came);
            if tokio::time::timeout(PATIENCE, read).await.expect("something comes").unwrap() == 0 {
                return None;
            }
        }
    }

    /// All messages until the gateway ends the connection.
    pub(crate) async fn into_messages(mut self) -> Vec<(u8, Vec<u8>)> {
        let mut messages = Vec::new();
        while let Some(message) = self.next().await {
            messages.push(message);
        }
        messages
    }
}

/// The first whole message of what came: its first byte, its payload, and its length with the header. Servers do not
/// mask.
fn message(came: &[u8]) -> Option<(u8, &[u8], usize)> {
    let (first, short) = (came.first()?, usize::from(*came.get(1)?));
    let (header, length) = match short {
        126 => (4, usize::from(u16::from_be_bytes(came.get(2..4)?.try_into().ok()?))),
        0..126 => (2, short),
        _ => panic!("no frame of a test's race is as long, and none is masked"),
    };
    Some((*first, came.get(header..header + length)?, header + length))
}

/// The handshake, with more headers than its own.
pub(crate) fn handshake(headers: &[(&str, &str)]) -> Vec<u8> {
    let mut text = format!(
        "GET /ws HTTP/1.1\r\nHost: gridcast.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {KEY}\r\n"
    );
    for (name, value) in headers {
        write!(text, "{name}: {value}\r\n").unwrap();
    }
    text.push_str("\r\n");
    text.into_bytes()
}

/// A client's frame under a mask of zeros, so that its payload stands there as it is.
pub(crate) fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    assert!(payload.len() < 126, "a short frame");
    [&[first, 0x80 | payload.len() as u8, 0, 0, 0, 0], payload].concat()
}
