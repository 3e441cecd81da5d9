//! What a poll of librdkafka brings: a record of a partition, taken into a chunk.

use rdkafka::Message;
use rdkafka::message::BorrowedMessage;

use super::position::{Partition, Position};
use crate::batch::{Chunk, Origin};

/// What a poll brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Polled {
    Nothing,
    /// A record, which may be the last that its partition had when it was found.
    Record {
        is_last: bool,
    },
    Other,
}

/// The partition of a record. `place` is where the one of the record before lies.
pub(super) fn find<'p>(
    message: &BorrowedMessage<'_>,
    partitions: &'p mut [Partition],
    place: &mut usize,
) -> Option<&'p mut Partition> {
    let (name, number) = (message.topic(), message.partition());
    let is_same = |partition: &Partition| partition.number == number && &*partition.name == name;
    if !partitions.get(*place).is_some_and(is_same) {
        *place = partitions.iter().position(is_same)?;
    }
    partitions.get_mut(*place)
}

/// Takes a record into a chunk.
pub(super) fn take(message: &BorrowedMessage<'_>, partition: &mut Partition, chunk: &mut Chunk) -> Polled {
    if message.offset() < partition.read.next {
        // A client that reconnects may hand out again what it had fetched, and one whose offset is beyond the end of
        // a topic begins anew; whether that is another topic shows at the next look.
        return Polled::Other;
    }
    let create_time = message.timestamp().to_millis();
    let origin = Origin {
        topic: message.topic(),
        partition: partition.number,
        offset: message.offset(),
        key: message.key(),
        create_time,
    };
    let fingerprint = chunk.push(partition.topic, &partition.name, origin, message.payload());
    let next = message.offset() + 1;
    partition.read = Position { next, last: Some((create_time.unwrap_or(0), fingerprint)) };
    Polled::Record { is_last: partition.end == next }
}
