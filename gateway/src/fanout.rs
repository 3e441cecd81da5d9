//! One log of frames for everybody: each frame is encoded once, held once, and every spectator has only a place
//! in the log, so a spectator costs no channel and a frame costs no copy.
//!
//! A spectator's queue is what lies between its place and the log's end. It is bounded: whoever falls further
//! behind than that continues with the current chunk from its key frame, and is told so ([`Taken::Overflow`]).

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use gridcast_shared::wire::Notice;
use tokio::sync::watch;

/// The log. The hub writes, sessions read.
#[derive(Debug)]
pub struct Fanout {
    /// Guards the frames; held for a few copies of pointers, never across an await.
    log: Mutex<Log>,
    /// Wakes the sessions.
    head: watch::Sender<Head>,
    queue_frames: u64,
}

/// How far the log goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Frames so far.
    frames: u64,
    /// Notices so far.
    notices: u64,
}

/// A spectator's place in the log.
#[derive(Debug)]
pub struct Place {
    head: watch::Receiver<Head>,
    next: u64,
    notices: u64,
}

/// How [`Place::take`] went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// What was next.
    InOrder,
    /// The queue was too long and was emptied; what was taken is the current chunk from its start.
    Overflow,
}

#[derive(Debug, Default)]
struct Log {
    frames: VecDeque<Bytes>,
    /// Number of the first of `frames`.
    first: u64,
    /// Number of the current chunk's key frame.
    chunk: u64,
    /// The newest notice, while no frame has come after it.
    notice: Option<Bytes>,
}

impl Log {
    fn end(&self) -> u64 {
        self.first + self.frames.len() as u64
    }
}

impl Fanout {
    /// An empty log that lets spectators fall `queue_frames` behind.
    pub fn new(queue_frames: usize) -> Self {
        Self { log: Mutex::default(), head: watch::Sender::default(), queue_frames: queue_frames as u64 }
    }

    /// Adds frames and wakes everybody. Those of index 0 begin a chunk.
    pub fn push(&self, frames: impl IntoIterator<Item = (u8, Bytes)>) {
        let mut log = self.lock();
        for (index, bytes) in frames {
            if index == 0 {
                log.chunk = log.end();
            }
            log.frames.push_back(bytes);
            log.notice = None;
        }
        let keep_from = log.chunk.min(log.end().saturating_sub(self.queue_frames));
        while log.first < keep_from {
            log.frames.pop_front();
            log.first += 1;
        }
        let end = log.end();
        drop(log);
        self.head.send_if_modified(|head| std::mem::replace(&mut head.frames, end) != end);
    }

    /// Says something outside the race's time.
    pub fn notice(&self, notice: Notice) {
        self.lock().notice = Some(Bytes::copy_from_slice(&notice.encode()));
        self.head.send_modify(|head| head.notices += 1);
    }

    /// A place at the start of the current chunk, for who joins.
    pub fn join(&self) -> Place {
        let mut head = self.head.subscribe();
        head.mark_changed();
        Place { head, next: self.lock().chunk, notices: 0 }
    }

    /// How many read along.
    pub fn n_places(&self) -> usize {
        self.head.receiver_count()
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Waits until there is something to take. Cancel-safe. `false` when the log is gone.
    pub async fn changed(&mut self) -> bool {
        self.head.changed().await.is_ok()
    }

    /// Appends what is next to `messages`.
    pub fn take(&mut self, fanout: &Fanout, messages: &mut Vec<Bytes>) -> Taken {
        let head = *self.head.borrow_and_update();
        let log = fanout.lock();
        let end = log.end();
        let overflow =
            self.next < log.first || (self.next < log.chunk && fanout.queue_frames < end - self.next);
        if overflow {
            self.next = log.chunk;
        }
        let from = usize::try_from(self.next - log.first).unwrap_or(usize::MAX);
        messages.extend(log.frames.range(from..).cloned());
        self.next = end;
        if self.notices != head.notices {
            self.notices = head.notices;
            messages.extend(log.notice.clone());
        }
        if overflow { Taken::Overflow } else { Taken::InOrder }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(chunk: u8, index: u8) -> (u8, Bytes) {
        (index, Bytes::copy_from_slice(&[chunk, index]))
    }

    fn taken(fanout: &Fanout, place: &mut Place) -> (Taken, Vec<Vec<u8>>) {
        let mut messages = Vec::new();
        let taken = place.take(fanout, &mut messages);
        (taken, messages.iter().map(|bytes| bytes.to_vec()).collect())
    }

    #[test]
    fn who_joins_gets_the_chunk_so_far_and_then_what_comes() {
        let fanout = Fanout::new(8);
        fanout.push([frame(1, 0), frame(1, 1), frame(2, 0), frame(2, 1)]);
        let mut place = fanout.join();
        assert_eq!(taken(&fanout, &mut place), (Taken::InOrder, vec![vec![2, 0], vec![2, 1]]));
        fanout.push([frame(2, 2)]);
        assert_eq!(taken(&fanout, &mut place), (Taken::InOrder, vec![vec![2, 2]]));
        assert_eq!(taken(&fanout, &mut place), (Taken::InOrder, vec![]));
    }

    #[test]
    fn who_falls_behind_gets_the_current_chunk_anew() {
        let fanout = Fanout::new(4);
        fanout.push([frame(1, 0)]);
        let mut place = fanout.join();
        taken(&fanout, &mut place);
        fanout.push((1..4).map(|i| frame(1, i)));
        fanout.push([frame(2, 0), frame(2, 1)]);
        assert_eq!(taken(&fanout, &mut place), (Taken::Overflow, vec![vec![2, 0], vec![2, 1]]));
    }

    #[test]
    fn a_chunk_longer_than_the_queue_is_kept_whole_for_who_joins() {
        let fanout = Fanout::new(4);
        fanout.push((0..20).map(|i| frame(1, i)));
        let mut place = fanout.join();
        assert_eq!(taken(&fanout, &mut place).1.len(), 20);
    }

    #[test]
    fn a_notice_is_told_once_and_gone_when_frames_come() {
        let fanout = Fanout::new(4);
        let mut early = fanout.join();
        fanout.notice(Notice::NoRace);
        let no_race = Notice::NoRace.encode().to_vec();
        assert_eq!(taken(&fanout, &mut early).1, std::slice::from_ref(&no_race));
        assert!(taken(&fanout, &mut early).1.is_empty());
        assert_eq!(taken(&fanout, &mut fanout.join()).1, [no_race]);
        fanout.push([frame(1, 0)]);
        assert_eq!(taken(&fanout, &mut fanout.join()).1, [vec![1, 0]]);
    }
}
