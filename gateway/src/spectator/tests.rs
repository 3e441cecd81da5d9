//! One spectator beside a socket that takes and gives what the test says.

use std::cell::RefCell;
use std::time::Duration;

use gridcast_shared::wire::Notice;

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
    assert_eq!(frames, [[1, 0], [1, 1], Notice::Skipped.encode(), [3, 0], [3, 1]]);
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
    fake.borrow_mut().said.extend([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xE9]);
    let left = rig.pass(1).unwrap_err();
    assert_eq!(left, Left::Closed(Some(CloseCode::Away)));
    assert_eq!(left.close_frame().unwrap()[..], [0x88, 2, 0x03, 0xE9], "its own code comes back");
    fake.borrow_mut().said.extend([0x83, 0x80, 0, 0, 0, 0]);
    assert_eq!(rig.pass(1), Err(Left::Malformed(Fault::Protocol)));
    fake.borrow_mut().closed = true;
    assert_eq!(rig.pass(1), Err(Left::Gone));
}

/// A ping of 125 bytes under a mask of zeros.
fn ping() -> Vec<u8> {
    [&[0x89, 0xFD, 0, 0, 0, 0][..], &[7; 125]].concat()
}

#[test]
fn a_flood_costs_a_bounded_read_a_pass_and_then_the_connection() {
    let fake = RefCell::default();
    let mut rig = Rig::new(&fake, 1_000_000);
    fake.borrow_mut().said.extend(ping().repeat(1000));
    let before = fake.borrow().said.len();
    rig.pass(0).unwrap();
    assert_eq!(before - fake.borrow().said.len(), HEARD_A_PASS);
    assert_eq!(rig.took(1_000_000).len(), 1, "of many pings one is answered");
    let passes = (0..10).map(|_| rig.pass(0)).take_while(Result::is_ok).count();
    assert_eq!(passes, 3, "four passes of a kilobyte, then it goes");
    assert_eq!(rig.pass(0), Err(Left::Flooding));
}

#[test]
fn one_that_pings_each_second_for_an_hour_stays() {
    let fake = RefCell::default();
    let mut rig = Rig::new(&fake, 1_000_000);
    for _ in 0..3600 {
        fake.borrow_mut().said.extend(ping());
        rig.pass(1).unwrap();
        assert!(rig.took(1_000_000).contains(&(10, vec![7; 125])));
    }
}
