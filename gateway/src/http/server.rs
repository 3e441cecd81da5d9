//! Takes connections and serves requests on them, each with its limits, until a stop.
//!
//! hyper reads and writes HTTP; what is here is which connections there are ([`Connections`]), how large a head may
//! be, and that neither a request that was never finished nor a stream without an end holds up a stop.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::Request;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use ipnet::IpNet;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::client::is_trusted;
use crate::connections::{Connection, Connections, Phase};

/// Longest head of a request, bytes; hyper answers 431 beyond that.
const LONGEST_HEAD: usize = 16 * 1024;

/// Most headers of a request.
const MOST_HEADERS: usize = 64;

/// A look at all connections for those that take too long.
const ROUND: Duration = Duration::from_secs(1);

/// Pause after the system gave no connection: it may have run out of something.
const AFTER_ERROR: Duration = Duration::from_millis(50);

/// Those refused that are told so at a time; the others are hung up on.
const TELLING: usize = 16;

/// Longest telling of one that is refused.
const REFUSAL: Duration = Duration::from_secs(1);

const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/problem+json\r\n\
    cache-control: no-store\r\nretry-after: 5\r\nconnection: close\r\ncontent-length: 78\r\n\r\n\
    {\"status\":503,\"title\":\"full\",\"detail\":\"too many connections; try again later\"}";

/// What one listener serves.
#[derive(Debug)]
pub struct Server {
    /// Where connections come from.
    pub listener: TcpListener,
    /// What is answered.
    pub router: Router,
    /// All connections, of this listener and of others.
    pub connections: Arc<Connections>,
    /// Proxies that speak for others.
    pub trusted_proxies: Arc<[IpNet]>,
    /// Ends it.
    pub stop: CancellationToken,
    /// How long answers that were begun may take after a stop.
    pub finish: Duration,
}

/// Who is at the other end of the connection: the address that connected.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

impl Server {
    /// Serves until the stop, then lets what is being answered be finished.
    pub async fn serve(self) {
        let tasks = TaskTracker::new();
        let telling = Arc::new(Semaphore::new(TELLING));
        let mut round = tokio::time::interval(ROUND);
        round.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let accepted = tokio::select! {
                biased;
                () = self.stop.cancelled() => break,
                _ = round.tick() => {
                    self.connections.let_go_overdue(Instant::now());
                    continue;
                }
                accepted = self.listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, peer)) => self.admit(stream, peer, &tasks, &telling).await,
                Err(error) => {
                    tracing::debug!("no connection: {error}");
                    // It may be descriptors that are missing, more than the reserve has.
                    self.connections.make_room();
                    tokio::time::sleep(AFTER_ERROR).await;
                }
            }
        }
        drop(self.listener);
        tasks.close();
        tasks.wait().await;
    }

    async fn admit(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        tasks: &TaskTracker,
        telling: &Arc<Semaphore>,
    ) {
        // Frames are small and must not wait for one another.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!("TCP_NODELAY: {error}");
        }
        let counted = (!is_trusted(peer.ip(), &self.trusted_proxies)).then(|| peer.ip());
        match self.connections.admit(counted).await {
            Ok(connection) => {
                let router = self.router.clone();
                let (stop, finish) = (self.stop.clone(), self.finish);
                tasks.spawn(serve(stream, Peer(peer.ip()), connection, router, stop, finish));
            }
            Err(_counted) => {
                if let Ok(telling) = Arc::clone(telling).try_acquire_owned() {
                    tasks.spawn(async move {
                        tokio::time::timeout(REFUSAL, refuse(stream)).await.ok();
                        drop(telling);
                    });
                }
            }
        }
    }
}

/// Tells one that there is no room, and reads what it had to say, so that the answer is not lost by a reset.
async fn refuse(mut stream: TcpStream) -> std::io::Result<()> {
    stream.write_all(FULL).await?;
    stream.shutdown().await?;
    let mut unread = [0; 1024];
    while stream.read(&mut unread).await? != 0 {}
    Ok(())
}

/// One connection, until it is closed, has become a spectator's, is let go, or the gateway stops.
async fn serve(
    stream: TcpStream,
    peer: Peer,
    connection: Connection,
    router: Router,
    stop: CancellationToken,
    finish: Duration,
) {
    let connection = Arc::new(connection);
    let router = TowerToHyperService::new(router);
    let of_request = Arc::clone(&connection);
    let service = service_fn(move |mut request: Request<Incoming>| {
        let answering = Answering::begin(&of_request);
        request.extensions_mut().insert(Arc::clone(&of_request));
        request.extensions_mut().insert(peer);
        let answer = router.call(request);
        async move {
            let answer = answer.await?;
            Ok::<_, Infallible>(answer.map(|body| Answer { body, _answering: answering }))
        }
    });
    let mut http = http1::Builder::new();
    // Longer heads are answered 431 by hyper.
    http.max_buf_size(LONGEST_HEAD).max_headers(MOST_HEADERS);
    let serving = http.serve_connection(TokioIo::new(stream), service).with_upgrades();
    tokio::pin!(serving);
    tokio::select! {
        served = serving.as_mut() => {
            if let Err(error) = served {
                tracing::trace!("a connection broke off: {error}");
            }
        }
        () = connection.let_go() => {}
        () = stop.cancelled() => {
            if connection.is_busy() {
                serving.as_mut().graceful_shutdown();
                tokio::time::timeout(finish, serving).await.ok();
            }
        }
    }
}

/// A request is being answered, from its head until the answer's last byte is handed over or the client has gone.
struct Answering(Arc<Connection>);

impl Answering {
    fn begin(connection: &Arc<Connection>) -> Self {
        connection.is_at(Phase::Answering);
        Self(Arc::clone(connection))
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.is_at(Phase::Idle);
    }
}

/// An answer's body, which knows when it is over.
struct Answer {
    body: Body,
    _answering: Answering,
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_refusal_says_its_own_length() {
        let text = std::str::from_utf8(FULL).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("content-length: {}", body.len())), "{}", body.len());
    }
}
