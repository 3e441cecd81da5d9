//! One spectator: takes from the log, writes to the socket, pings, and ends the connection when it is of no use.
//!
//! Generic over the socket, so that tests hold the other end of a channel. It never waits for another spectator
//! and nobody waits for it.

use std::sync::Arc;
use std::time::Duration;

use axum::Error;
use axum::extract::ws::{CloseFrame, Message, close_code};
use bytes::Bytes;
use futures_util::{Sink, SinkExt, Stream, StreamExt};
use gridcast_shared::wire::Notice;
use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::sync::CancellationToken;

use crate::config::Spectators;
use crate::fanout::{Fanout, Taken};
use crate::telemetry::Metrics;

/// Longest wait for the last words to go out.
const FAREWELL: Duration = Duration::from_millis(500);

/// Why a connection ended; the label of the disconnects counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// The spectator went.
    Gone,
    /// It was not heard for too long.
    Idle,
    /// A write was stuck for too long.
    Stuck,
    /// It overflowed twice within a short time.
    TooSlow,
    /// The gateway stops.
    Stopping,
}

impl Left {
    /// A short stable word for counters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Idle => "idle",
            Self::Stuck => "stuck",
            Self::TooSlow => "too_slow",
            Self::Stopping => "stopping",
        }
    }
}

/// What a session shares with all others.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The frames.
    pub fanout: Arc<Fanout>,
    /// The counters.
    pub metrics: Arc<Metrics>,
    /// The limits.
    pub limits: Spectators,
    /// Ends all sessions.
    pub stop: CancellationToken,
}

/// Serves one spectator until it goes or has to.
pub async fn run<S>(mut socket: S, shared: &Shared) -> Left
where
    S: Stream<Item = Result<Message, Error>> + Sink<Message, Error = Error> + Unpin,
{
    let left = serve(&mut socket, shared).await;
    let farewell = async {
        if left == Left::Stopping {
            let stopping = Bytes::copy_from_slice(&Notice::Stopping.encode());
            socket.feed(Message::Binary(stopping)).await.ok();
        }
        socket.send(Message::Close(close_frame(left))).await.ok();
        // The other side's answer tells that ours has arrived.
        while let Some(Ok(_)) = socket.next().await {}
    };
    if left != Left::Stuck {
        tokio::time::timeout(FAREWELL, farewell).await.ok();
    }
    left
}

fn close_frame(left: Left) -> Option<CloseFrame> {
    let (code, reason) = match left {
        Left::Gone | Left::Stuck => return None,
        Left::Idle => (close_code::POLICY, "not heard for too long"),
        Left::TooSlow => (close_code::AGAIN, "too slow"),
        Left::Stopping => (close_code::RESTART, "the gateway stops"),
    };
    Some(CloseFrame { code, reason: reason.into() })
}

async fn serve<S>(socket: &mut S, shared: &Shared) -> Left
where
    S: Stream<Item = Result<Message, Error>> + Sink<Message, Error = Error> + Unpin,
{
    let limits = shared.limits;
    let mut place = shared.fanout.join();
    let mut messages = Vec::new();
    let mut heard = Instant::now();
    let mut overflowed = None;
    let mut ping = tokio::time::interval_at(heard + limits.ping, limits.ping);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stop = std::pin::pin!(shared.stop.cancelled());
    let mut stop = stop;
    loop {
        tokio::select! {
            // In order of urgency: a stop is not kept waiting by a spectator that always has frames to take.
            biased;
            () = &mut stop => return Left::Stopping,
            incoming = socket.next() => match incoming {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Left::Gone,
                Some(Ok(_)) => heard = Instant::now(),
            },
            alive = place.changed() => {
                if !alive {
                    return Left::Stopping;
                }
                if place.take(&shared.fanout, &mut messages) == Taken::Overflow {
                    shared.metrics.queue_overflowed();
                    let now = Instant::now();
                    if overflowed.is_some_and(|last| now.duration_since(last) < limits.forgive) {
                        return Left::TooSlow;
                    }
                    overflowed = Some(now);
                }
                if let Some(left) = write(socket, &mut messages, shared).await {
                    return left;
                }
            }
            now = ping.tick() => {
                if limits.idle <= now.duration_since(heard) {
                    return Left::Idle;
                }
                match tokio::time::timeout(limits.write, socket.send(Message::Ping(Bytes::new()))).await {
                    Ok(Ok(())) => {}
                    Ok(Err(_)) => return Left::Gone,
                    Err(_) => return Left::Stuck,
                }
            }
        }
    }
}

/// Writes all messages, flushed once; `Some` when that ended the connection.
async fn write<S>(socket: &mut S, messages: &mut Vec<Bytes>, shared: &Shared) -> Option<Left>
where
    S: Sink<Message, Error = Error> + Unpin,
{
    let (n, bytes) = (messages.len(), messages.iter().map(Bytes::len).sum());
    let all = async {
        for message in messages.drain(..) {
            socket.feed(Message::Binary(message)).await?;
        }
        socket.flush().await
    };
    let stopped_or_late = async {
        tokio::select! {
            () = shared.stop.cancelled() => Left::Stopping,
            () = tokio::time::sleep(shared.limits.write) => Left::Stuck,
        }
    };
    tokio::select! {
        // Almost every write is done at once: only one that waits pays for the timer.
        biased;
        done = all => match done {
            Ok(()) => {
                shared.metrics.frames_sent(n, bytes);
                None
            }
            Err(_) => Some(Left::Gone),
        },
        left = stopped_or_late => Some(left),
    }
}
