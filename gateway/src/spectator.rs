//! One spectator: a socket, a place in the log, and when it was heard last.
//!
//! It has no task and waits for nothing: the [`audience`](crate::audience) passes by with every frame, and whatever
//! the socket takes or gives without waiting is done then. So one that is slow costs nobody else anything.

use std::io::{self, ErrorKind};
use std::time::Instant;

use bytes::{Buf, Bytes};
use tokio::net::TcpStream;

use crate::config::Spectators;
use crate::fanout::{Place, View};
use crate::websocket::{self, Incoming, Said, close_code};

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
    /// The spectator went.
    Gone,
    /// It broke the protocol.
    Malformed,
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
            Self::Gone => "gone",
            Self::Malformed => "malformed",
            Self::Idle => "idle",
            Self::Stuck => "stuck",
            Self::TooSlow => "too_slow",
            Self::Stopping => "stopping",
        }
    }

    /// The close frame that tells the spectator; none where it could not arrive.
    pub fn close_frame(self) -> Option<Bytes> {
        match self {
            Self::Gone | Self::Stuck => None,
            Self::Malformed => Some(websocket::close(close_code::PROTOCOL, "not for a spectator to say")),
            Self::Idle => Some(websocket::close(close_code::POLICY, "not heard for too long")),
            Self::TooSlow => Some(websocket::close(close_code::AGAIN, "too slow")),
            Self::Stopping => Some(websocket::close(close_code::RESTART, "the gateway stops")),
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
    place: Place,
    /// What the socket has not taken of the message that was begun.
    rest: Bytes,
    /// Since when the socket takes nothing.
    blocked: Option<Instant>,
    heard: Instant,
    pinged: Instant,
    /// The first ping since it was heard.
    asked: Option<Instant>,
    overflowed: Option<Instant>,
    /// Answer to a ping.
    pong: Option<Bytes>,
}

impl<S: Socket> Spectator<S> {
    /// One who joins.
    pub fn new(socket: S, place: Place, now: Instant) -> Self {
        Self {
            socket,
            incoming: Incoming::default(),
            place,
            rest: Bytes::new(),
            blocked: None,
            heard: now,
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
        view: &View,
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
        self.place.jump(view);
        if self.place.is_behind(view) {
            sent.overflows += 1;
            if self.overflowed.is_some_and(|last| now.duration_since(last) < limits.forgive) {
                return Err(Left::TooSlow);
            }
            self.overflowed = Some(now);
            self.place.skip(view);
        }
        if let Some(pong) = self.pong.take()
            && !self.write(pong, limits, now)?
        {
            return Ok(());
        }
        while let Some(message) = self.place.take(view) {
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
        let (mut goes, pong) = (false, &mut self.pong);
        let understood = self.incoming.take(bytes, |said| match said {
            Said::Alive => {}
            Said::Ping(payload) => *pong = Some(websocket::pong(&payload)),
            Said::Close => goes = true,
        });
        (self.heard, self.asked) = (now, None);
        match understood {
            Ok(()) if goes => Err(Left::Gone),
            Ok(()) => Ok(()),
            Err(_) => Err(Left::Malformed),
        }
    }

    /// The socket, when nothing is left to be said of the message that was begun.
    pub fn into_socket(self) -> Option<S> {
        self.rest.is_empty().then_some(self.socket)
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
        let mut buffer = [0; 256];
        loop {
            match self.socket.try_read(&mut buffer) {
                Ok(0) => return Err(Left::Gone),
                Ok(n) => self.hear(&buffer[..n], now)?,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(_) => return Err(Left::Gone),
            }
        }
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

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::time::Duration;

    use super::*;
    use crate::fanout::Fanout;

    /// A socket with room for so many bytes, whose other end is the test.
    #[derive(Default)]
    struct Fake {
        room: usize,
        taken: Vec<u8>,
        said: Vec<u8>,
        closed: bool,
    }

    impl Socket for &RefCell<Fake> {
        fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
            let mut fake = self.borrow_mut();
            let n = bytes.len().min(fake.room);
            if n == 0 {
                return Err(ErrorKind::WouldBlock.into());
            }
            fake.room -= n;
            fake.taken.extend_from_slice(&bytes[..n]);
            Ok(n)
        }

        fn try_read(&self, into: &mut [u8]) -> io::Result<usize> {
            let mut fake = self.borrow_mut();
            let n = fake.said.len().min(into.len());
            if n == 0 && !fake.closed {
                return Err(ErrorKind::WouldBlock.into());
            }
            into[..n].copy_from_slice(&fake.said[..n]);
            fake.said.drain(..n);
            Ok(n)
        }
    }

    const LIMITS: Spectators = Spectators {
        max: 10,
        queue_frames: 8,
        forgive: Duration::from_mins(1),
        ping: Duration::from_secs(20),
        idle: Duration::from_mins(1),
        write: Duration::from_secs(20),
    };
    const PONG: [u8; 6] = [0x8A, 0x80, 1, 2, 3, 4];

    struct Rig<'a> {
        fanout: Fanout,
        fake: &'a RefCell<Fake>,
        spectator: Spectator<&'a RefCell<Fake>>,
        now: Instant,
        sent: Sent,
    }

    impl<'a> Rig<'a> {
        fn new(fake: &'a RefCell<Fake>, room: usize) -> Self {
            fake.borrow_mut().room = room;
            let (fanout, now) = (Fanout::new(LIMITS.queue_frames), Instant::now());
            let spectator = Spectator::new(fake, fanout.view().join(), now);
            Self { fanout, fake, spectator, now, sent: Sent::default() }
        }

        fn chunk(&self, number: u8, frames: u8) {
            self.fanout.push((0..frames).map(|i| (i, Bytes::copy_from_slice(&[number, i]))));
        }

        fn pass(&mut self, seconds: u64) -> Result<(), Left> {
            self.now += Duration::from_secs(seconds);
            self.spectator.pass(&self.fanout.view(), &LIMITS, self.now, &mut self.sent)
        }

        /// Makes room and gives what came, message by message: opcode and payload.
        fn took(&mut self, room: usize) -> Vec<(u8, Vec<u8>)> {
            let mut fake = self.fake.borrow_mut();
            fake.room = room;
            let (mut rest, mut messages) = (&fake.taken[..], Vec::new());
            while let [first, length, after @ ..] = rest {
                let (payload, after) = after.split_at(usize::from(*length));
                messages.push((first & 0x0F, payload.to_vec()));
                rest = after;
            }
            fake.taken.clear();
            messages
        }
    }

    #[test]
    fn frames_come_whole_and_in_order_however_little_the_socket_takes() {
        let fake = RefCell::default();
        let mut rig = Rig::new(&fake, 0);
        rig.chunk(1, 3);
        // A message is four bytes here; the socket takes three at a time.
        for _ in 0..4 {
            fake.borrow_mut().room = 3;
            rig.pass(0).unwrap();
        }
        assert_eq!(rig.took(0), [(2, vec![1, 0]), (2, vec![1, 1]), (2, vec![1, 2])]);
        assert_eq!(rig.sent, Sent { frames: 3, bytes: 12, overflows: 0 });
    }

    #[test]
    fn a_slow_one_gets_the_current_chunk_anew_and_is_let_go_the_second_time() {
        let fake = RefCell::default();
        let mut rig = Rig::new(&fake, 6);
        rig.chunk(1, 4);
        rig.pass(0).unwrap();
        rig.chunk(2, 10);
        rig.chunk(3, 2);
        // The message that was begun is finished first, then comes the newest chunk.
        rig.fake.borrow_mut().room = 100;
        rig.pass(1).unwrap();
        let frames: Vec<_> = rig.took(0).into_iter().map(|(_, payload)| payload).collect();
        assert_eq!(frames, [[1, 0], [1, 1], [3, 0], [3, 1]]);
        assert_eq!(rig.sent.overflows, 1);
        rig.chunk(4, 10);
        rig.chunk(5, 2);
        assert_eq!(rig.pass(1), Err(Left::TooSlow));
    }

    #[test]
    fn who_was_slow_long_ago_is_forgiven() {
        let fake = RefCell::default();
        let mut rig = Rig::new(&fake, 0);
        for overflows in 1..=3 {
            // A message is begun and stays unfinished while two chunks pass.
            fake.borrow_mut().room = 2;
            rig.chunk(1, 1);
            rig.pass(0).unwrap();
            rig.chunk(2, 10);
            rig.chunk(3, 1);
            fake.borrow_mut().room = 100;
            rig.pass(1).unwrap();
            assert_eq!(rig.sent.overflows, overflows);
            fake.borrow_mut().said.extend(PONG);
            rig.pass(59).unwrap();
        }
    }

    #[test]
    fn one_that_takes_nothing_is_given_up() {
        let fake = RefCell::default();
        let mut rig = Rig::new(&fake, 0);
        rig.chunk(1, 4);
        rig.pass(0).unwrap();
        rig.pass(19).unwrap();
        assert_eq!(rig.pass(1), Err(Left::Stuck));
    }

    #[test]
    fn one_that_says_nothing_is_pinged_and_then_given_up() {
        let fake = RefCell::default();
        let mut rig = Rig::new(&fake, 100);
        for _ in 0..2 {
            rig.pass(20).unwrap();
            assert_eq!(rig.took(100), [(9, vec![])]);
        }
        fake.borrow_mut().said.extend(PONG);
        rig.pass(19).unwrap();
        rig.pass(20).unwrap();
        rig.pass(39).unwrap();
        assert_eq!(rig.pass(1), Err(Left::Idle));
    }

    #[test]
    fn one_that_was_not_asked_is_not_given_up() {
        let fake = RefCell::default();
        let mut rig = Rig::new(&fake, 100);
        // A row that stood still for long: it asks first, and waits for as long as ever.
        rig.pass(300).unwrap();
        assert_eq!(rig.took(100), [(9, vec![])]);
        rig.pass(39).unwrap();
        assert_eq!(rig.pass(1), Err(Left::Idle));
    }

    #[test]
    fn pings_are_answered_and_a_goodbye_is_understood() {
        let fake = RefCell::default();
        let mut rig = Rig::new(&fake, 100);
        fake.borrow_mut().said.extend([0x89, 0x81, 0, 0, 0, 0, 7]);
        rig.pass(1).unwrap();
        assert_eq!(rig.took(100), [(10, vec![7])]);
        fake.borrow_mut().said.extend([0x88, 0x80, 0, 0, 0, 0]);
        assert_eq!(rig.pass(1), Err(Left::Gone));
        fake.borrow_mut().closed = true;
        assert_eq!(rig.pass(1), Err(Left::Gone));
        fake.borrow_mut().said.extend([0xFF, 0xFF]);
        assert_eq!(rig.pass(1), Err(Left::Malformed));
    }
}
