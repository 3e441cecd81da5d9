//! The stand-in's side of HTTP/1.1: one request a connection, which may become a WebSocket.

use std::sync::{Arc, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::files::Answer;
use super::request::Request;
use super::shared::Shared;
use super::socket;

/// Longest head of a request.
const MAX_HEAD: usize = 64 * 1024;

/// Answers one connection.
pub(crate) async fn answer(mut stream: TcpStream, shared: Arc<Shared>) {
    let Some(request) = read_head(&mut stream).await else { return };
    if request.header("upgrade").is_some() {
        return socket::talk(stream, &request, shared).await;
    }
    let path = request.path.split('?').next().unwrap_or_default();
    let answer = if let Some(file) = path.strip_prefix("/static/") {
        let mut files = shared.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.answer(&decoded(file), request.header("range"), request.header("if-range"))
    } else if path == "/signalrcore/negotiate" && request.method == "POST" {
        let mut hub = shared.hub.lock().unwrap_or_else(PoisonError::into_inner);
        hub.negotiate(request.token())
    } else {
        Answer::new(404, Vec::new())
    };
    // Who does not wait for the answer has gone.
    write(&mut stream, &answer).await.ok();
}

async fn read_head(stream: &mut TcpStream) -> Option<Request> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < MAX_HEAD {
        head.push(stream.read_u8().await.ok()?);
    }
    Request::parse(std::str::from_utf8(&head).ok()?)
}

async fn write(stream: &mut TcpStream, answer: &Answer) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {} x\r\nContent-Length: {}\r\n", answer.status, answer.body.len());
    for (name, value) in &answer.headers {
        head.push_str(name);
        head.push_str(": ");
        head.push_str(value);
        head.push_str("\r\n");
    }
    head.push_str("Connection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(answer.body.get(..answer.sent).unwrap_or_default()).await?;
    stream.shutdown().await
}

/// A path without its percent signs.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next(), rest.next()].map(Option::unwrap_or_default);
        let text = std::str::from_utf8(&digits).unwrap_or_default();
        bytes.push(u8::from_str_radix(text, 16).unwrap_or(b'?'));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
