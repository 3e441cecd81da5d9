//! One log of frames for everybody: each frame is encoded once, framed for the socket once, held once, and every
//! spectator has only a cursor in the log, so a spectator costs no channel and a frame costs no copy.
//!
//! A spectator's queue is what lies between its cursor and the log's end. It is bounded: whoever falls further
//! behind than that continues with the current chunk from its key frame ([`Cursor::is_behind`]), and is told so.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use gridcast_shared::wire::Notice;
use tokio::sync::watch;

use crate::websocket;

/// The log. The hub writes, the pool reads.
#[derive(Debug)]
pub struct Fanout {
    /// Guards the frames; held for a few copies of pointers, never across an await.
    log: Mutex<Log>,
    /// Goes up with the log; wakes the pool.
    version: watch::Sender<u64>,
    queue_frames: u64,
}

#[derive(Debug, Default)]
struct Log {
    frames: VecDeque<Bytes>,
    /// Number of the first of `frames`.
    first: u64,
    /// Number of the current chunk's key frame.
    chunk: u64,
    /// Number of the key frame to which everybody jumped last.
    jump: u64,
    /// Notices so far.
    notices: u64,
    /// The newest notice, while no frame has come after it.
    notice: Option<Bytes>,
}

impl Log {
    fn end(&self) -> u64 {
        self.first + self.frames.len() as u64
    }
}

/// The log at one moment. Messages are framed as they go into a socket.
#[derive(Clone, Debug)]
pub struct LogView {
    frames: Vec<Bytes>,
    first: u64,
    chunk: u64,
    jump: u64,
    notices: u64,
    notice: Option<Bytes>,
    queue_frames: u64,
}

/// Where in the log a spectator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    next: u64,
    notices: u64,
    /// The last [`Fanout::jump`] that this has gone along with.
    jump: u64,
    /// Frames before `next` are left out, which is to be told first.
    has_skipped: bool,
}

impl Fanout {
    /// An empty log that lets spectators fall `queue_frames` behind.
    pub fn new(queue_frames: usize) -> Self {
        Self { log: Mutex::default(), version: watch::Sender::default(), queue_frames: queue_frames as u64 }
    }

    /// How many frames a spectator may be behind.
    pub fn queue_frames(&self) -> usize {
        self.queue_frames as usize
    }

    /// Adds frames and wakes everybody. Those of index 0 begin a chunk.
    pub fn push(&self, frames: impl IntoIterator<Item = (u8, Bytes)>) {
        self.add(self.lock(), frames);
    }

    fn add(&self, mut log: MutexGuard<'_, Log>, frames: impl IntoIterator<Item = (u8, Bytes)>) {
        let before = log.end();
        for (index, bytes) in frames {
            if index == 0 {
                log.chunk = log.end();
            }
            log.frames.push_back(websocket::binary(&bytes));
            log.notice = None;
        }
        let keep_from = log.chunk.min(log.end().saturating_sub(self.queue_frames));
        while log.first < keep_from {
            log.frames.pop_front();
            log.first += 1;
        }
        let changed = before != log.end();
        drop(log);
        self.version.send_if_modified(|version| {
            *version += 1;
            changed
        });
    }

    /// Everybody goes on with these frames, a chunk from its key frame on, whatever they have not been sent before it:
    /// another race is shown, or this one has gone on meanwhile. Nobody is behind for that.
    pub fn jump(&self, chunk: impl IntoIterator<Item = (u8, Bytes)>) {
        let mut log = self.lock();
        log.first = log.end();
        log.jump = log.first;
        log.frames.clear();
        self.add(log, chunk);
    }

    /// Says something outside the race's time.
    pub fn notice(&self, notice: Notice) {
        let mut log = self.lock();
        log.notice = Some(websocket::binary(&notice.encode()));
        log.notices += 1;
        drop(log);
        self.version.send_modify(|version| *version += 1);
    }

    /// The log as it is now.
    pub fn view(&self) -> LogView {
        let log = self.lock();
        LogView {
            frames: log.frames.iter().cloned().collect(),
            first: log.first,
            chunk: log.chunk,
            jump: log.jump,
            notices: log.notices,
            notice: log.notice.clone(),
            queue_frames: self.queue_frames,
        }
    }

    /// Tells when there is a new view.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl LogView {
    /// The cursor of who joins: the start of the current chunk.
    pub fn join(&self) -> Cursor {
        Cursor { next: self.chunk, notices: 0, jump: self.jump, has_skipped: false }
    }
}

impl Cursor {
    /// Whether the queue is longer than it may be.
    pub fn is_behind(&self, view: &LogView) -> bool {
        let end = view.first + view.frames.len() as u64;
        self.next < view.first || (self.next < view.chunk && view.queue_frames < end - self.next)
    }

    /// Leaves out what lies before the last [`Fanout::jump`], once.
    pub fn jump(&mut self, view: &LogView) {
        if self.jump != view.jump {
            self.jump = view.jump;
            self.next = self.next.max(view.jump);
            self.has_skipped = true;
        }
    }

    /// Empties the queue: what is next is the current chunk from its start.
    pub fn skip(&mut self, view: &LogView) {
        self.next = view.chunk;
        self.has_skipped = true;
    }

    /// Takes the next message.
    pub fn take(&mut self, view: &LogView) -> Option<Bytes> {
        if std::mem::take(&mut self.has_skipped) {
            return Some(websocket::binary(&Notice::Skipped.encode()));
        }
        let index = usize::try_from(self.next.checked_sub(view.first)?).ok()?;
        if let Some(frame) = view.frames.get(index) {
            self.next += 1;
            return Some(frame.clone());
        }
        if self.notices == view.notices {
            return None;
        }
        self.notices = view.notices;
        view.notice.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(chunk: u8, index: u8) -> (u8, Bytes) {
        (index, Bytes::copy_from_slice(&[chunk, index]))
    }

    fn taken(fanout: &Fanout, cursor: &mut Cursor) -> Vec<Vec<u8>> {
        let view = fanout.view();
        std::iter::from_fn(|| cursor.take(&view)).map(|bytes| websocket::payload(&bytes).to_vec()).collect()
    }

    #[test]
    fn who_joins_gets_the_chunk_so_far_and_then_what_comes() {
        let fanout = Fanout::new(8);
        fanout.push([frame(1, 0), frame(1, 1), frame(2, 0), frame(2, 1)]);
        let mut cursor = fanout.view().join();
        assert_eq!(taken(&fanout, &mut cursor), [[2, 0], [2, 1]]);
        fanout.push([frame(2, 2)]);
        assert_eq!(taken(&fanout, &mut cursor), [[2, 2]]);
        assert!(taken(&fanout, &mut cursor).is_empty());
        assert!(!cursor.is_behind(&fanout.view()));
    }

    #[test]
    fn who_falls_behind_gets_the_current_chunk_anew() {
        let fanout = Fanout::new(4);
        fanout.push([frame(1, 0)]);
        let mut cursor = fanout.view().join();
        taken(&fanout, &mut cursor);
        fanout.push((1..4).map(|i| frame(1, i)));
        assert!(!cursor.is_behind(&fanout.view()), "within the chunk nobody is");
        fanout.push([frame(2, 0), frame(2, 1)]);
        assert!(cursor.is_behind(&fanout.view()));
        cursor.skip(&fanout.view());
        assert_eq!(taken(&fanout, &mut cursor), [Notice::Skipped.encode(), [2, 0], [2, 1]]);
    }

    #[test]
    fn after_a_jump_everybody_goes_on_from_it_and_nobody_was_behind() {
        let fanout = Fanout::new(4);
        let mut cursor = fanout.view().join();
        fanout.push((0..20).map(|i| frame(1, i)));
        fanout.jump([frame(9, 0), frame(9, 1)]);
        fanout.push([frame(9, 2)]);
        let view = fanout.view();
        cursor.jump(&view);
        assert!(!cursor.is_behind(&view));
        assert_eq!(taken(&fanout, &mut cursor), [Notice::Skipped.encode(), [9, 0], [9, 1], [9, 2]]);
        cursor.jump(&view);
        assert_eq!(taken(&fanout, &mut cursor), Vec::<Vec<u8>>::new(), "once");
    }

    #[test]
    fn a_chunk_longer_than_the_queue_is_kept_whole_for_who_joins() {
        let fanout = Fanout::new(4);
        fanout.push((0..20).map(|i| frame(1, i)));
        assert_eq!(taken(&fanout, &mut fanout.view().join()).len(), 20);
    }

    #[test]
    fn a_notice_is_told_once_and_gone_when_frames_come() {
        let fanout = Fanout::new(4);
        let mut early = fanout.view().join();
        fanout.notice(Notice::NoRace);
        let no_race = Notice::NoRace.encode().to_vec();
        assert_eq!(taken(&fanout, &mut early), std::slice::from_ref(&no_race));
        assert!(taken(&fanout, &mut early).is_empty());
        assert_eq!(taken(&fanout, &mut fanout.view().join()), [no_race]);
        fanout.push([frame(1, 0)]);
        assert_eq!(taken(&fanout, &mut fanout.view().join()), [[1, 0]]);
    }

    #[test]
    fn spectators_are_woken_by_frames_and_notices_alone() {
        let fanout = Fanout::new(4);
        let mut changes = fanout.changes();
        fanout.push([]);
        assert!(!changes.has_changed().unwrap());
        fanout.push([frame(1, 0)]);
        assert!(changes.has_changed().unwrap());
        changes.mark_unchanged();
        fanout.notice(Notice::Alive);
        assert!(changes.has_changed().unwrap());
    }
}
