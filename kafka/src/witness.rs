//! Whether a topic is still the one that was read: a record of it that was read before is looked at again.
//!
//! Kafka knows topics by id, but rdkafka does not tell it, and librdkafka goes on at the old offset in a topic of
//! the same name. A topic is another one when it ends before a record that was read, or has another record there.

/// A record that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Its partition.
    pub partition: i32,
    /// Its offset.
    pub offset: i64,
    /// Its [`fingerprint`].
    pub fingerprint: u32,
}

/// A sum over when a record was published (UTC ms) and its value. The sum is CRC-32, the same in every build, since
/// it is kept in databases.
pub fn fingerprint(published_ms: Option<i64>, value: Option<&[u8]>) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(&published_ms.unwrap_or(-1).to_le_bytes());
    sum.update(value.unwrap_or_default());
    sum.finalize()
}

/// What lies at a witness's offset now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// This is the first record from there on, or, where the topic ends before, the first of all.
    Record { offset: i64, fingerprint: u32 },
    /// The end.
    End,
    /// Nothing came in time.
    Nothing,
}

impl Witness {
    /// Whether the topic is another one, `end` being where the partition ends now. What retention or compaction
    /// took away proves nothing.
    pub(crate) fn is_refuted(&self, end: Option<i64>, seen: Seen) -> bool {
        if end.is_some_and(|end| end <= self.offset) {
            return true;
        }
        match seen {
            Seen::Record { offset, fingerprint } => {
                offset < self.offset || (offset == self.offset && fingerprint != self.fingerprint)
            }
            Seen::End | Seen::Nothing => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_another_one_when_it_is_shorter_or_holds_another_record() {
        let witness = Witness { partition: 0, offset: 7, fingerprint: 1 };
        let record = |offset, fingerprint| Seen::Record { offset, fingerprint };
        assert!(!witness.is_refuted(Some(9), record(7, 1)));
        assert!(witness.is_refuted(Some(9), record(7, 2)));
        assert!(witness.is_refuted(Some(7), Seen::End), "it ends before the record");
        assert!(
            witness.is_refuted(None, record(0, 1)),
            "reading began anew, as its offset is beyond the end"
        );
        assert!(!witness.is_refuted(Some(20), record(12, 2)), "retention took it");
        assert!(!witness.is_refuted(Some(8), Seen::End), "a tombstone that was compacted away");
        assert!(!witness.is_refuted(None, Seen::Nothing));
    }

    #[test]
    fn a_fingerprint_is_of_time_and_value_and_stays_what_it_is() {
        let known = fingerprint(Some(1_742_097_600_000), Some(b"{}"));
        assert_eq!(known, fingerprint(Some(1_742_097_600_000), Some(b"{}")));
        assert_ne!(known, fingerprint(Some(1_742_097_600_001), Some(b"{}")));
        assert_ne!(known, fingerprint(Some(1_742_097_600_000), Some(b"{ }")));
        assert_eq!(fingerprint(None, None), 0x2144_df1c, "CRC-32 of eight bytes 0xff");
    }
}
