//! Where in a topic's partitions the sink is: what was read, and what of it is known to be of the topic that it
//! seemed to be.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use gridcast_kafka::{Fault, Stall, Witness};
use gridcast_shared::topics::Topic;

use crate::batch::Reached;

/// A partition that is read.
#[derive(Debug)]
pub(super) struct Partition {
    pub(super) topic: Topic,
    pub(super) name: Arc<str>,
    pub(super) number: i32,
    /// Up to where it was read.
    pub(super) read: Position,
    /// The same as of the last time when the topic was seen to be the same.
    pub(super) sound: Position,
    /// Its end when it was found.
    pub(super) end: i64,
    /// Whether it cannot be read.
    pub(super) is_faulty: bool,
    stall: Stall,
    /// How long its records have not come though its leader answers, if so at the last look.
    stood: Option<Duration>,
}

/// A place in a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// The next offset.
    pub(super) next: i64,
    /// The record before it: when it was published, and its fingerprint.
    pub(super) last: Option<(i64, u32)>,
}

impl Position {
    /// The record before it as a witness, and when it was published.
    pub(super) fn witness(&self, partition: i32) -> Option<(i64, Witness)> {
        let (at_ms, fingerprint) = self.last?;
        Some((at_ms, Witness { partition, offset: self.next - 1, fingerprint }))
    }
}

impl Partition {
    /// A partition that is about to be read from a position on, and when it is one that stands.
    pub(super) fn new(
        topic: Topic,
        name: Arc<str>,
        number: i32,
        from: Position,
        end: i64,
        stall: Stall,
    ) -> Self {
        Self { topic, name, number, read: from, sound: from, end, is_faulty: false, stall, stood: None }
    }

    /// Takes in what a look showed: faults, and whether a record is there that would have come by now. A fault of its
    /// own, if it has one that the look does not know.
    pub(super) fn looked_at(&mut self, faults: &[Fault], is_waiting: bool, now: Instant) -> Option<Fault> {
        let stalled = self.stall.looked(self.read.next, is_waiting, now);
        let is_known = faults.iter().any(|fault| fault.covers(self.topic, self.number));
        self.is_faulty = is_known || stalled.is_some();
        self.stood = self.stall.stood_for(now).filter(|_| !is_known);
        let why = stalled.filter(|_| !is_known)?.to_owned();
        Some(Fault { topic: self.topic, partition: Some(self.number), why })
    }

    pub(super) fn stood(&self) -> Option<Duration> {
        self.stood
    }

    pub(super) fn is_read(&self) -> bool {
        self.is_faulty || self.end <= self.read.next
    }

    /// Whether it has records that are not known to be of the topic that they seem to be of.
    pub(super) fn is_open(&self) -> bool {
        self.read != self.sound
    }
}

/// Whether a partition that is read cannot be.
pub(super) fn is_faulty(partitions: &[Partition], topic: Topic, number: i32) -> bool {
    partitions
        .iter()
        .any(|partition| partition.is_faulty && (partition.topic, partition.number) == (topic, number))
}

/// Of each of these topics a record by which it can be told from another one of the same name: the newest sound one
/// that can be asked for.
pub(super) fn witnesses(partitions: &[Partition], of: &BTreeSet<Topic>) -> BTreeMap<Topic, Witness> {
    let newest = |topic: Topic| {
        let of_topic = partitions.iter().filter(|partition| partition.topic == topic && !partition.is_faulty);
        let sound = of_topic.filter_map(|partition| partition.sound.witness(partition.number));
        Some((topic, sound.max_by_key(|(at_ms, _)| *at_ms)?.1))
    };
    of.iter().filter_map(|topic| newest(*topic)).collect()
}

/// Where to begin in a partition that holds offsets from `low` to before `end`, of a topic that is the one that was
/// read before if `is_same`.
pub(super) fn begin_at(
    name: &str,
    number: i32,
    reached: Option<Reached>,
    (low, end): (i64, i64),
    is_same: bool,
) -> Position {
    let first = Position { next: low, last: None };
    let Some(reached) = reached.filter(|_| is_same) else { return first };
    let next = reached.next;
    if next < low {
        tracing::error!("{name} {number}: {} records were deleted before they were read", low - next);
        return first;
    }
    if end < next {
        tracing::warn!(
            "{name} {number} was read up to {next} and now ends before that: read from its beginning"
        );
        return first;
    }
    Position { next, last: reached.newest_ms.zip(reached.fingerprint) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_goes_on_where_it_ended_if_that_is_still_there() {
        let check = |next, (low, end), is_same, expected| {
            let reached = Reached { next, newest_ms: Some(1), fingerprint: Some(2) };
            assert_eq!(begin_at("t", 0, Some(reached), (low, end), is_same).next, expected);
        };
        assert_eq!(begin_at("t", 0, None, (5, 9), true).next, 5);
        check(7, (5, 9), true, 7);
        check(9, (5, 9), true, 9);
        check(3, (5, 9), true, 5);
        // Other topics of the same name: shorter, and as long or longer.
        check(12, (0, 9), true, 0);
        check(7, (0, 7), false, 0);
        check(7, (0, 9), false, 0);
    }

    #[test]
    fn a_witness_is_the_newest_sound_record_of_its_topic() {
        let partition = |number, sound| {
            let read = Position { next: 9, last: Some((9, 9)) };
            let sound = Position { next: 5, last: sound };
            Partition {
                read,
                ..Partition::new(Topic::Laps, "laps".into(), number, sound, 9, Stall::default())
            }
        };
        let of = BTreeSet::from([Topic::Laps, Topic::Tele]);
        let newest = |partitions: &[Partition]| witnesses(partitions, &of).remove(&Topic::Laps);
        let witness = |partition, offset, fingerprint| Some(Witness { partition, offset, fingerprint });
        assert_eq!(newest(&[partition(0, None)]), None);
        assert_eq!(newest(&[partition(0, Some((3, 1))), partition(1, Some((4, 2)))]), witness(1, 4, 2));
        assert_eq!(newest(&[partition(0, Some((1, 3))), partition(1, None)]), witness(0, 4, 3));
        // What lies on a partition that cannot be read would hold up the others.
        let lost = Partition { is_faulty: true, ..partition(1, Some((4, 2))) };
        assert_eq!(newest(&[partition(0, Some((3, 1))), lost]), witness(0, 4, 1));
    }
}
