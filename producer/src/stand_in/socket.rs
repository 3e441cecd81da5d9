//! One connection to the stand-in's hub.

use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::Role;

use super::fault::HubFault;
use super::hub::Hub;
use super::request::Request;
use super::shared::Shared;

const SEPARATOR: char = '\u{1e}';

/// Between two pings.
const PING_EVERY: Duration = Duration::from_secs(15);

/// How long a connection that is cut may be read to its end.
const LINGER: Duration = Duration::from_secs(2);

/// The connection is over.
struct Over;

/// Speaks to one client until either ends it.
pub(crate) async fn talk(mut stream: TcpStream, request: &Request, shared: Arc<Shared>) {
    let key = derive_accept_key(request.header("sec-websocket-key").unwrap_or_default().as_bytes());
    let owner = lock(&shared).owner;
    let is_known = request.path.contains(&format!("id=connection+{owner}"))
        && request
            .header("cookie")
            .is_some_and(|cookie| cookie.contains(&format!("AWSALBCORS=server-{owner}")));
    let head = if is_known {
        format!(
            "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {key}\r\n\r\n"
        )
    } else {
        "HTTP/1.1 404 x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned()
    };
    if stream.write_all(head.as_bytes()).await.is_err() || !is_known {
        return;
    }
    let token = request.token().map(str::to_owned);
    let socket = WebSocketStream::from_raw_socket(stream, Role::Server, None).await;
    let mut talk = Talk { socket, shared, owner, token };
    if talk.greet().await.is_ok() {
        talk.tell().await.err();
    }
    // What was sent arrives, as the client reads to the end before the socket is let go.
    let mut stream = talk.socket.into_inner();
    stream.shutdown().await.ok();
    let mut rest = Vec::new();
    tokio::time::timeout(LINGER, stream.read_to_end(&mut rest)).await.ok();
}

fn lock(shared: &Shared) -> MutexGuard<'_, Hub> {
    shared.hub.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Talk {
    socket: WebSocketStream<TcpStream>,
    shared: Arc<Shared>,
    owner: u64,
    token: Option<String>,
}

impl Talk {
    /// Waits for the handshake and the first subscription.
    async fn greet(&mut self) -> Result<(), Over> {
        let handshake = self.hear().await?;
        if handshake.first().and_then(|said| said["protocol"].as_str()) != Some("json") {
            return Err(Over);
        }
        self.send("{}".to_owned()).await?;
        loop {
            let said = self.hear().await?;
            if self.answer(&said).await? {
                return Ok(());
            }
        }
    }

    /// Answers subscriptions; whether there was one.
    async fn answer(&mut self, said: &[Value]) -> Result<bool, Over> {
        let mut has_subscribed = false;
        for said in said {
            if said["target"] == "Subscribe" && said["arguments"][0].is_array() {
                let snapshot = lock(&self.shared).snapshot(&said["invocationId"], self.token.as_deref());
                self.send(snapshot).await?;
                has_subscribed = true;
            }
        }
        Ok(has_subscribed)
    }

    /// Tells the script from where it is.
    async fn tell(&mut self) -> Result<(), Over> {
        loop {
            let next = {
                let mut hub = lock(&self.shared);
                if hub.owner != self.owner {
                    return Err(Over);
                }
                hub.next()
            };
            // At its end it only says that it is there.
            let wait = next.as_ref().map_or(PING_EVERY, |next| next.wait);
            if !wait.is_zero() {
                tokio::select! {
                    said = hear(&mut self.socket) => {
                        let said = said?;
                        self.answer(&said).await?;
                    }
                    () = sleep(wait.min(PING_EVERY)) => {
                        if PING_EVERY <= wait {
                            self.send("{\"type\":6}".to_owned()).await?;
                        }
                    }
                }
                continue;
            }
            if let Some(next) = next {
                self.step(next.number).await?;
                // Others have their turn, and the client is heard, however fast the script is told.
                tokio::task::yield_now().await;
            }
        }
    }

    async fn step(&mut self, number: usize) -> Result<(), Over> {
        let faults = lock(&self.shared).faults.remove(&number).unwrap_or_default();
        let (mut back_ms, mut twice, mut half) = (0, false, false);
        for fault in faults {
            match fault {
                HubFault::Cut { away } => {
                    lock(&self.shared).pass(away);
                    return Err(Over);
                }
                HubFault::HalfFrame => half = true,
                HubFault::Twice => twice = true,
                HubFault::Swapped => lock(&self.shared).swap(),
                HubFault::Silence(silence) => sleep(silence).await,
                HubFault::Close { may_reconnect } => {
                    self.send(format!("{{\"type\":7,\"allowReconnect\":{may_reconnect}}}")).await?;
                    return Err(Over);
                }
                HubFault::StampBack(ms) => back_ms = ms,
                HubFault::Html => self.send("<html>maintenance</html>".to_owned()).await?,
                HubFault::FreezePositions => lock(&self.shared).freeze(),
                HubFault::ThawPositions => lock(&self.shared).thaw(),
                HubFault::BigSnapshot(by) => lock(&self.shared).make_snapshot_big(by),
            }
        }
        let Some(said) = lock(&self.shared).say(self.token.as_deref(), back_ms) else { return Ok(()) };
        if half {
            let frame = format!("{said}{SEPARATOR}");
            let length = u16::try_from(frame.len()).unwrap_or(u16::MAX).to_be_bytes();
            let head = [0x81, 126, length[0], length[1]];
            let bytes = frame.as_bytes().get(..frame.len() / 2).unwrap_or_default();
            let stream = self.socket.get_mut();
            stream.write_all(&head).await.map_err(|_gone| Over)?;
            stream.write_all(bytes).await.map_err(|_gone| Over)?;
            return Err(Over);
        }
        if twice {
            self.send(said.clone()).await?;
        }
        self.send(said).await?;
        lock(&self.shared).note_sent(number);
        Ok(())
    }

    async fn hear(&mut self) -> Result<Vec<Value>, Over> {
        hear(&mut self.socket).await
    }

    async fn send(&mut self, text: String) -> Result<(), Over> {
        self.socket.send(Message::text(format!("{text}{SEPARATOR}"))).await.map_err(|_gone| Over)
    }
}

/// The messages of the next frame of text; an ended connection is over.
async fn hear(socket: &mut WebSocketStream<TcpStream>) -> Result<Vec<Value>, Over> {
    loop {
        match socket.next().await {
            Some(Ok(Message::Text(text))) => {
                let messages = text.split(SEPARATOR).filter_map(|part| serde_json::from_str(part).ok());
                return Ok(messages.collect());
            }
            Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(Over),
            Some(Ok(_)) => {}
        }
    }
}
