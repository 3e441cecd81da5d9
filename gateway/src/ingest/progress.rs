//! How far a partition has been read, and what need not be read again.
//!
//! librdkafka goes on at the old offset in a topic that was made anew. Until that is noticed, some of the new topic
//! has gone on already; when it is then read from its beginning, these records are passed over.

use std::collections::VecDeque;

use gridcast_kafka::{Witness, fingerprint};

/// Most records of a partition that are remembered: 1 MB.
const MOST: usize = 65_536;

/// How far a partition has been read.
#[derive(Debug)]
pub(super) struct Progress {
    /// The offset that is read next.
    pub(super) next_offset: i64,
    /// Of the last record: its time, UTC ms, and fingerprint.
    last: Option<(i64, u32)>,
    unconfirmed: Unconfirmed,
    read_before: Unconfirmed,
}

/// Records that were read since their topic was last seen to be the same, by offset and fingerprint; the oldest are
/// forgotten when there are too many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unconfirmed(VecDeque<(i64, u32)>);

impl Unconfirmed {
    fn note(&mut self, offset: i64, fingerprint: u32) {
        if self.0.len() == MOST {
            self.0.pop_front();
        }
        self.0.push_back((offset, fingerprint));
    }

    /// Forgets all before an offset.
    fn forget_before(&mut self, offset: i64) {
        let n = self.0.partition_point(|(of, _)| *of < offset);
        self.0.drain(..n);
    }
}

impl Progress {
    /// Reading begins at an offset. `read_before` was read of a partition of the same name.
    pub(super) fn new(next_offset: i64, read_before: Unconfirmed) -> Self {
        Self { next_offset, last: None, unconfirmed: Unconfirmed::default(), read_before }
    }

    /// Takes note of a message; `false` when it was read before. Of a topic that was made anew, offsets fall too:
    /// discovery tells, and then it is read from its beginning.
    pub(super) fn took(&mut self, offset: i64, at_ms: Option<i64>, value: Option<&[u8]>) -> bool {
        if offset < self.next_offset && self.last.is_some() {
            return false;
        }
        let fingerprint = fingerprint(at_ms, value);
        self.next_offset = offset + 1;
        self.last = Some((at_ms.unwrap_or(0), fingerprint));
        self.unconfirmed.note(offset, fingerprint);
        self.read_before.forget_before(offset);
        self.read_before.0.front() != Some(&(offset, fingerprint))
    }

    /// The last record, and when it was published.
    pub(super) fn witness(&self, partition: i32) -> Option<(i64, Witness)> {
        let (at_ms, fingerprint) = self.last?;
        Some((at_ms, Witness { partition, offset: self.next_offset - 1, fingerprint }))
    }

    /// What was read up to this offset is of the topic that is there.
    pub(super) fn confirmed(&mut self, offset: i64) {
        self.unconfirmed.forget_before(offset + 1);
        self.unconfirmed.0.shrink_to_fit();
    }

    /// What may have been read of a topic that was made anew; without the last record when that has not gone on.
    pub(super) fn into_unconfirmed(mut self, has_gone_on: bool) -> Unconfirmed {
        if !has_gone_on {
            self.unconfirmed.0.pop_back();
        }
        self.unconfirmed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begun() -> Progress {
        Progress::new(0, Unconfirmed::default())
    }

    #[test]
    fn an_offset_is_read_once() {
        let mut progress = begun();
        assert!(progress.took(0, Some(100), None) && progress.took(1, Some(100), None));
        assert!(progress.took(5, Some(101), None));
        assert!(!progress.took(5, Some(101), None) && !progress.took(0, Some(102), None));
        // Where reading began at an offset that is no more, it begins where there is one.
        let mut progress = Progress::new(7, Unconfirmed::default());
        assert!(progress.took(3, None, Some(b"x")));
        assert_eq!((progress.next_offset, progress.last), (4, Some((0, fingerprint(None, Some(b"x"))))));
    }

    #[test]
    fn of_a_topic_made_anew_what_has_gone_on_is_passed_over_and_nothing_else() {
        let (old, new) = (Some(&b"old"[..]), Some(&b"new"[..]));
        let mut progress = begun();
        for offset in 0..4 {
            assert!(progress.took(offset, Some(1), old));
        }
        progress.confirmed(2);
        // The old one ends with 3; 6 was compacted away; 8 waits for the others when the topic is let go.
        for offset in [4, 5, 7, 8] {
            assert!(progress.took(offset, Some(2), new));
        }
        let read_before = progress.into_unconfirmed(false);
        let offsets: Vec<i64> = read_before.0.iter().map(|(offset, _)| *offset).collect();
        assert_eq!(offsets, [3, 4, 5, 7]);
        let mut progress = Progress::new(0, read_before);
        let gone_on: Vec<i64> = (0..10).filter(|offset| progress.took(*offset, Some(2), new)).collect();
        assert_eq!(gone_on, [0, 1, 2, 3, 6, 8, 9]);
        // What was passed over has gone on, should the topic be let go again.
        assert_eq!(progress.into_unconfirmed(true).0.len(), 10);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut progress = begun();
        for offset in 0..MOST as i64 + 3 {
            progress.took(offset, None, None);
        }
        let remembered = progress.into_unconfirmed(true).0;
        assert_eq!((remembered.len(), remembered[0].0), (MOST, 3));
    }
}
