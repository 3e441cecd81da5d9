//! One spectator: a socket, a cursor in the log, and when it was heard last.
//!
//! It has no task and waits for nothing: the [`pool`](crate::pool) passes by with every frame, and whatever
//! the socket takes or gives without waiting is done then. So one that is slow costs nobody else anything.

use std::io::{self, ErrorKind};
use std::time::{Duration, Instant};

use bytes::{Buf, Bytes};
use tokio::net::TcpStream;
use tungstenite::protocol::frame::coding::CloseCode;

use crate::config::Spectators;
use crate::fanout::{Cursor, LogView};
use crate::websocket::{self, Fault, Incoming, Said};

#[cfg(test)]
mod tests;

/// What is read of one spectator in one pass: whoever says more than that waits for the next, and nobody else does.
const HEARD_A_PASS: usize = 1024;

/// Most that one may say within [`HEARING`], bytes. Pongs are six each; a client's own ping each second fits.
const MOST_HEARD: usize = 4096;

/// The time over which what it says is counted.
const HEARING: Duration = Duration::from_secs(10);

/// A socket that does what can be done at once; all else is [`ErrorKind::WouldBlock`].
pub trait Socket {
    /// Writes as much as there is room for.
    ///
    /// # Errors
    /// Those of the system; the connection is lost then.
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize>;
    /// Reads what there is; 0 at the end.
    ///
    /// # Errors
    /// Those of the system; the connection is lost then.
    fn try_read(&self, into: &mut [u8]) -> io::Result<usize>;
}

impl Socket for TcpStream {
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        Self::try_write(self, bytes)
    }

    fn try_read(&self, into: &mut [u8]) -> io::Result<usize> {
        Self::try_read(self, into)
    }
}

/// Why a connection ended; the label of the disconnects counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// The spectator said goodbye, with the code that it gave.
    Closed(Option<CloseCode>),
    /// The spectator went without a word.
    Gone,
    /// It said what cannot be understood.
    Malformed(Fault),
    /// It said far more than a spectator has to.
    Flooding,
    /// It was not heard for too long.
    Idle,
    /// It took nothing for too long.
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
            Self::Closed(_) => "closed",
            Self::Gone => "gone",
            Self::Malformed(_) => "malformed",
            Self::Flooding => "flooding",
            Self::Idle => "idle",
            Self::Stuck => "stuck",
            Self::TooSlow => "too_slow",
            Self::Stopping => "stopping",
        }
    }

    /// The close frame that answers or tells the spectator; none where it could not arrive.
    pub fn close_frame(self) -> Option<Bytes> {
        match self {
            Self::Gone | Self::Stuck => None,
            Self::Closed(code) => Some(websocket::close_answer(code)),
            Self::Malformed(fault) => Some(websocket::close(fault.close_code(), fault.reason())),
            Self::Flooding => Some(websocket::close(CloseCode::Policy, "too many messages")),
            Self::Idle => Some(websocket::close(CloseCode::Policy, "not heard for too long")),
            Self::TooSlow => Some(websocket::close(CloseCode::Again, "too slow")),
            Self::Stopping => Some(websocket::close(CloseCode::Restart, "the gateway stops")),
        }
    }
}

/// What passes have sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Frames and notices.
    pub frames: usize,
    /// Their bytes.
    pub bytes: usize,
    /// Queues that were emptied.
    pub overflows: usize,
}

/// A spectator.
#[derive(Debug)]
pub struct Spectator<S> {
    socket: S,
    incoming: Incoming,
    cursor: Cursor,
    /// What the socket has not taken of the message that was begun.
    rest: Bytes,
    /// Since when the socket takes nothing.
    blocked: Option<Instant>,
    heard: Instant,
    /// Bytes heard since `hearing`.
    n_heard: usize,
    hearing: Instant,
    pinged: Instant,
    /// The first ping since it was heard.
    asked: Option<Instant>,
    overflowed: Option<Instant>,
    /// Answer to a ping.
    pong: Option<Bytes>,
}

impl<S: Socket> Spectator<S> {
    /// One who joins.
    pub fn new(socket: S, cursor: Cursor, now: Instant) -> Self {
        Self {
            socket,
            incoming: Incoming::default(),
            cursor,
            rest: Bytes::new(),
            blocked: None,
            heard: now,
            n_heard: 0,
            hearing: now,
            pinged: now,
            asked: None,
            overflowed: None,
            pong: None,
        }
    }

    /// Does what can be done at once: hears it, sends what is new, pings it.
    ///
    /// # Errors
    /// When the connection has to end, why.
    pub fn pass(
        &mut self,
        view: &LogView,
        limits: &Spectators,
        now: Instant,
        sent: &mut Sent,
    ) -> Result<(), Left> {
        self.listen(now)?;
        if self.is_idle(limits, now) {
            return Err(Left::Idle);
        }
        if !self.finish(limits, now)? {
            return Ok(());
        }
        self.cursor.jump(view);
        if self.cursor.is_behind(view) {
            sent.overflows += 1;
            if self.overflowed.is_some_and(|last| now.duration_since(last) < limits.forgive) {
                return Err(Left::TooSlow);
            }
            self.overflowed = Some(now);
            self.cursor.skip(view);
        }
        if let Some(pong) = self.pong.take()
            && !self.write(pong, limits, now)?
        {
            return Ok(());
        }
        while let Some(message) = self.cursor.take(view) {
            sent.frames += 1;
            sent.bytes += message.len();
            if !self.write(message, limits, now)? {
                return Ok(());
            }
        }
        if limits.ping <= now.duration_since(self.pinged) {
            self.pinged = now;
            self.asked.get_or_insert(now);
            self.write(websocket::ping(), limits, now)?;
        }
        Ok(())
    }

    /// Takes bytes that came before this had the socket.
    ///
    /// # Errors
    /// When they break the protocol or say goodbye.
    pub fn hear(&mut self, bytes: &[u8], now: Instant) -> Result<(), Left> {
        (self.heard, self.asked) = (now, None);
        if HEARING <= now.duration_since(self.hearing) {
            (self.hearing, self.n_heard) = (now, 0);
        }
        self.n_heard += bytes.len();
        if MOST_HEARD < self.n_heard {
            return Err(Left::Flooding);
        }
        let (mut closed, pong) = (None, &mut self.pong);
        let understood = self.incoming.take(bytes, |said| match said {
            Said::Alive => {}
            // Of many pings the newest is answered, as the standard allows: an answer a pass at most.
            Said::Ping(payload) => *pong = Some(websocket::pong(&payload)),
            Said::Close(code) => closed = closed.or(Some(code)),
        });
        match (closed, understood) {
            (Some(code), _) => Err(Left::Closed(code)),
            (None, Err(fault)) => Err(Left::Malformed(fault)),
            (None, Ok(())) => Ok(()),
        }
    }

    /// The socket, and what it has not taken of the message that was begun.
    pub fn into_parts(self) -> (S, Bytes) {
        (self.socket, self.rest)
    }

    /// Whether it has been silent for too long, and has had the time to answer that the limits give: a gateway that
    /// itself stood still for a while has not asked, and must not let everybody go.
    fn is_idle(&self, limits: &Spectators, now: Instant) -> bool {
        limits.idle <= now.duration_since(self.heard)
            && self
                .asked
                .is_some_and(|asked| limits.idle.saturating_sub(limits.ping) <= now.duration_since(asked))
    }

    fn listen(&mut self, now: Instant) -> Result<(), Left> {
        let (mut buffer, mut n_read) = ([0; 256], 0);
        while n_read < HEARD_A_PASS {
            match self.socket.try_read(&mut buffer) {
                Ok(0) => return Err(Left::Gone),
                Ok(n) => {
                    n_read += n;
                    self.hear(&buffer[..n], now)?;
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(_) => return Err(Left::Gone),
            }
        }
        Ok(())
    }

    /// Begins a message; whether the socket took it whole.
    fn write(&mut self, message: Bytes, limits: &Spectators, now: Instant) -> Result<bool, Left> {
        self.rest = message;
        self.finish(limits, now)
    }

    /// Goes on with the message that was begun; whether the socket took it whole.
    fn finish(&mut self, limits: &Spectators, now: Instant) -> Result<bool, Left> {
        while !self.rest.is_empty() {
            match self.socket.try_write(&self.rest) {
                Ok(n) => {
                    self.rest.advance(n);
                    self.blocked = None;
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    let since = *self.blocked.get_or_insert(now);
                    return if limits.write <= now.duration_since(since) {
                        Err(Left::Stuck)
                    } else {
                        Ok(false)
                    };
                }
                Err(_) => return Err(Left::Gone),
            }
        }
        Ok(true)
    }
}
