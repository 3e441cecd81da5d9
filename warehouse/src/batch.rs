//! A batch of records: one transaction that holds their rows and how far each partition has been read.
//!
//! Whatever kills the process, a record is in staging exactly when its offset is counted as read.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use duckdb::types::Null;
use duckdb::{Appender, Connection, params};
use gridcast_kafka::fingerprint;
use gridcast_shared::topics::{Record, RecordError, Topic};

use crate::store::{Result, staging_table};

/// Rows of a batch: a row group of DuckDB, which then goes to its place in the file without a detour through the
/// write-ahead log.
pub const BATCH_ROWS: usize = 122_880;

/// Where a record lay.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// Name in Kafka; of a file, a name made from the file's.
    pub topic: &'a str,
    /// Partition; -1 for a file.
    pub partition: i32,
    /// Offset; the line from 0 for a file.
    pub offset: i64,
    /// Key, where there is one.
    pub key: Option<&'a [u8]>,
    /// When it was published, UTC ms.
    pub create_time: Option<i64>,
}

/// How far a partition has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The next offset to read.
    pub next: i64,
    /// When the newest of the records before it was published, UTC ms; none where none tells.
    pub newest_ms: Option<i64>,
    /// What the record right before it was, by which a topic that was made anew shows; none where it is not known.
    pub fingerprint: Option<u32>,
}

/// The same of each partition, by topic and number.
pub type Offsets = BTreeMap<(String, i32), Reached>;

/// How many records of a batch went where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Into their staging tables.
    pub kept: u64,
    /// Into `stg_rejected`.
    pub rejected: u64,
}

impl Counts {
    /// All of them.
    pub fn all(self) -> u64 {
        self.kept + self.rejected
    }

    /// Adds those of another batch.
    pub fn add(&mut self, other: Self) {
        self.kept += other.kept;
        self.rejected += other.rejected;
    }
}

/// An open transaction.
pub struct Batch<'c> {
    connection: &'c Connection,
    appenders: [Option<Appender<'c>>; 6],
    rejected: Option<Appender<'c>>,
    offsets: Offsets,
    counts: Counts,
    metadata: String,
    is_open: bool,
}

impl std::fmt::Debug for Batch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batch")
            .field("offsets", &self.offsets)
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}

impl<'c> Batch<'c> {
    /// Begins a transaction.
    ///
    /// # Errors
    /// When DuckDB refuses.
    pub fn begin(connection: &'c Connection) -> Result<Self> {
        connection.execute_batch("BEGIN TRANSACTION")?;
        Ok(Self {
            connection,
            appenders: [const { None }; 6],
            rejected: None,
            offsets: Offsets::new(),
            counts: Counts::default(),
            metadata: String::with_capacity(128),
            is_open: true,
        })
    }

    /// Adds a record; one that does not parse goes to `stg_rejected`. No value at all (a tombstone) is only
    /// counted as read.
    ///
    /// # Errors
    /// When DuckDB cannot take the row.
    pub fn add(&mut self, topic: Topic, origin: Origin<'_>, value: Option<&[u8]>) -> Result<()> {
        let fault = value.and_then(|value| content_of(topic, value).err());
        self.add_judged(topic, origin, value, fault, fingerprint(origin.create_time, value))
    }

    /// Adds records that have been looked at already.
    ///
    /// # Errors
    /// When DuckDB cannot take a row.
    pub fn add_chunk(&mut self, chunk: &Chunk) -> Result<()> {
        for row in &chunk.rows {
            let bytes = |range: &Option<Range<usize>>| range.clone().and_then(|range| chunk.bytes.get(range));
            let origin = Origin {
                topic: &row.topic_name,
                partition: row.partition,
                offset: row.offset,
                key: bytes(&row.key),
                create_time: row.create_time,
            };
            self.add_judged(row.topic, origin, bytes(&row.value), row.fault, row.fingerprint)?;
        }
        Ok(())
    }

    fn add_judged(
        &mut self,
        topic: Topic,
        origin: Origin<'_>,
        value: Option<&[u8]>,
        fault: Option<&'static str>,
        fingerprint: u32,
    ) -> Result<()> {
        if let Some(value) = value {
            match (fault, std::str::from_utf8(value)) {
                (None, Ok(content)) => self.keep(topic, origin, content)?,
                (fault, _) => self.reject(origin, fault.unwrap_or("not_json"), value)?,
            }
        }
        self.note(origin, fingerprint);
        Ok(())
    }

    /// Notes that a partition has been read up to a record.
    fn note(&mut self, origin: Origin<'_>, fingerprint: u32) {
        let (next, newest_ms) = (origin.offset + 1, origin.create_time);
        let mut reached = Reached { next, newest_ms, fingerprint: Some(fingerprint) };
        // A name is copied once a batch and partition, not once a record.
        let is_same = |name: &str, number| number == origin.partition && name == origin.topic;
        if let Some((_, known)) = self.offsets.iter_mut().find(|((name, number), _)| is_same(name, *number)) {
            reached.newest_ms = reached.newest_ms.max(known.newest_ms);
            *known = reached;
        } else {
            self.offsets.insert((origin.topic.to_owned(), origin.partition), reached);
        }
    }

    fn keep(&mut self, topic: Topic, origin: Origin<'_>, content: &str) -> Result<()> {
        write_metadata(&mut self.metadata, origin);
        let slot = &mut self.appenders[topic as usize];
        let appender = match slot {
            Some(appender) => appender,
            None => slot.insert(self.connection.appender(staging_table(topic))?),
        };
        appender.append_row(params![self.metadata.as_str(), content])?;
        self.counts.kept += 1;
        Ok(())
    }

    fn reject(&mut self, origin: Origin<'_>, reason: &str, raw: &[u8]) -> Result<()> {
        let appender = match &mut self.rejected {
            Some(appender) => appender,
            empty => empty.insert(self.connection.appender("stg_rejected")?),
        };
        let key = origin.key.map(String::from_utf8_lossy);
        let (topic, partition, offset) = (origin.topic, origin.partition, origin.offset);
        match key {
            Some(key) => appender.append_row(params![
                topic,
                partition,
                offset,
                key.as_ref(),
                reason,
                raw,
                origin.create_time
            ])?,
            None => appender.append_row(params![
                topic,
                partition,
                offset,
                Null,
                reason,
                raw,
                origin.create_time
            ])?,
        }
        self.counts.rejected += 1;
        Ok(())
    }

    /// Records so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Whether there is anything to commit.
    pub fn is_empty(&self) -> bool {
        self.offsets.is_empty()
    }

    /// Writes rows and offsets, both or neither.
    ///
    /// # Errors
    /// When DuckDB cannot; nothing of the batch is kept then.
    pub fn commit(mut self) -> Result<Counts> {
        for appender in self.appenders.iter_mut().chain([&mut self.rejected]) {
            if let Some(mut appender) = appender.take() {
                appender.flush()?;
            }
        }
        let mut statement = self.connection.prepare(
            "INSERT INTO stg_offsets (topic, partition, next_offset, newest_ms, fingerprint) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET
                 next_offset = excluded.next_offset, newest_ms = greatest(newest_ms, excluded.newest_ms),
                 fingerprint = excluded.fingerprint",
        )?;
        for ((topic, partition), read) in &self.offsets {
            statement.execute(params![
                topic,
                partition,
                read.next,
                read.newest_ms,
                read.fingerprint.map(i64::from)
            ])?;
        }
        drop(statement);
        self.connection.execute_batch("COMMIT")?;
        self.is_open = false;
        Ok(self.counts)
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        if self.is_open {
            // Appenders first: they write what they hold when they go, and that is to be undone too.
            self.appenders = [const { None }; 6];
            self.rejected = None;
            if let Err(error) = self.connection.execute_batch("ROLLBACK") {
                tracing::debug!("rolling back: {error}");
            }
        }
    }
}

/// Records that have been looked at and wait to be written: reading and judging them is as much work as writing
/// them, and the two go on side by side.
#[derive(Debug, Default)]
pub struct Chunk {
    bytes: Vec<u8>,
    rows: Vec<ChunkRow>,
}

#[derive(Debug)]
struct ChunkRow {
    topic: Topic,
    topic_name: Arc<str>,
    partition: i32,
    offset: i64,
    key: Option<Range<usize>>,
    value: Option<Range<usize>>,
    create_time: Option<i64>,
    fault: Option<&'static str>,
    fingerprint: u32,
}

impl Chunk {
    /// Looks at a record and takes it up; its fingerprint. `topic_name` is the same text as the origin's.
    pub fn push(
        &mut self,
        topic: Topic,
        topic_name: &Arc<str>,
        origin: Origin<'_>,
        value: Option<&[u8]>,
    ) -> u32 {
        let fingerprint = fingerprint(origin.create_time, value);
        let mut put = |bytes: &[u8]| {
            let begin = self.bytes.len();
            self.bytes.extend_from_slice(bytes);
            begin..self.bytes.len()
        };
        let row = ChunkRow {
            topic,
            topic_name: Arc::clone(topic_name),
            partition: origin.partition,
            offset: origin.offset,
            key: origin.key.map(&mut put),
            value: value.map(&mut put),
            create_time: origin.create_time,
            fault: value.and_then(|value| content_of(topic, value).err()),
            fingerprint,
        };
        self.rows.push(row);
        fingerprint
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Forgets how far a topic has been read: it was made anew.
///
/// # Errors
/// When DuckDB refuses.
pub fn forget_offsets(connection: &Connection, topic: &str) -> Result<()> {
    connection.execute("DELETE FROM stg_offsets WHERE topic = ?", [topic])?;
    Ok(())
}

/// How far each partition has been read.
///
/// # Errors
/// When DuckDB refuses.
pub fn read_offsets(connection: &Connection) -> Result<Offsets> {
    let mut statement = connection
        .prepare("SELECT topic, partition, next_offset, newest_ms, fingerprint FROM stg_offsets")?;
    let rows = statement.query_map([], |row| {
        let fingerprint = row.get::<_, Option<i64>>(4)?.map(|sum| sum as u32);
        let read = Reached { next: row.get(2)?, newest_ms: row.get(3)?, fingerprint };
        Ok(((row.get(0)?, row.get(1)?), read))
    })?;
    Ok(rows.collect::<duckdb::Result<_>>()?)
}

/// The value as text, if it is a record that DuckDB can read as well.
fn content_of(topic: Topic, value: &[u8]) -> std::result::Result<&str, &'static str> {
    let record = Record::parse(topic, value).map_err(|error: RecordError| error.reason())?;
    // Models calculate with what is in staging, and one number that overflows would stop them all.
    if !record.is_in_range() {
        return Err("out_of_range");
    }
    // Fields that no record has are passed over unread by the parser: their bytes need not be text.
    let Ok(text) = std::str::from_utf8(value) else { return Err("not_json") };
    if may_hold_what_only_we_accept(value) && serde_json::from_str::<serde_json::Value>(text).is_err() {
        return Err("not_json");
    }
    Ok(text)
}

/// A cheap look for escapes and exponents: half a surrogate pair or a number beyond a double in an unknown field
/// is passed over by the parser, and is an error to DuckDB whenever the row is read.
#[expect(clippy::needless_bitwise_bool, reason = "a lazy operator is a way out")]
fn may_hold_what_only_we_accept(value: &[u8]) -> bool {
    // Without a way out, so that the compiler looks at many bytes at a time.
    value.iter().zip(value.iter().skip(1)).fold(false, |found, (first, second)| {
        let is_escape = (*first == b'\\') & (*second == b'u');
        let is_exponent = first.is_ascii_digit() & (*second | 0x20 == b'e');
        found | is_escape | is_exponent
    })
}

fn write_metadata(out: &mut String, origin: Origin<'_>) {
    use std::fmt::Write;
    out.clear();
    out.push_str("{\"topic\":");
    write_text(out, origin.topic);
    // Writing into a string cannot fail.
    write!(out, ",\"partition\":{},\"offset\":{},\"key\":", origin.partition, origin.offset).ok();
    match origin.key {
        Some(key) => write_text(out, &String::from_utf8_lossy(key)),
        None => out.push_str("null"),
    }
    match origin.create_time {
        Some(at) => write!(out, ",\"CreateTime\":{at}}}").ok(),
        None => write!(out, ",\"CreateTime\":null}}").ok(),
    };
}

/// A JSON string. Names and keys seldom need an escape.
fn write_text(out: &mut String, text: &str) {
    if text.bytes().any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        out.push_str(&serde_json::Value::from(text).to_string());
    } else {
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    const LAP: &[u8] = br#"{"Driver":"PIA","LapNumber":5.0}"#;

    fn origin(offset: i64) -> Origin<'static> {
        Origin { topic: "f1_laps", partition: 3, offset, key: Some(b"PIA"), create_time: Some(1) }
    }

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
        (folder, store)
    }

    fn count(store: &Store, sql: &str) -> i64 {
        store.connection().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn rows_and_offsets_come_together() {
        let (_folder, store) = store();
        let mut batch = Batch::begin(store.connection()).unwrap();
        batch.add(Topic::Laps, origin(7), Some(LAP)).unwrap();
        batch.add(Topic::Laps, origin(8), Some(b"{")).unwrap();
        batch.add(Topic::Laps, origin(9), None).unwrap();
        assert_eq!(batch.commit().unwrap(), Counts { kept: 1, rejected: 1 });
        let metadata: String = store
            .connection()
            .query_row("SELECT record_metadata FROM stg_laps", [], |row| row.get(0))
            .unwrap();
        assert_eq!(metadata, r#"{"topic":"f1_laps","partition":3,"offset":7,"key":"PIA","CreateTime":1}"#);
        assert_eq!(count(&store, "SELECT next_offset FROM stg_offsets"), 10);
        let (reason, raw): (String, Vec<u8>) = store
            .connection()
            .query_row("SELECT reason, raw FROM stg_rejected", [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        assert_eq!((reason.as_str(), raw.as_slice()), ("not_json", b"{".as_slice()));
    }

    #[test]
    fn the_newest_date_stays_the_newest() {
        let (_folder, store) = store();
        for (offset, at, newest) in
            [(0, None, None), (1, Some(30), Some(30)), (2, Some(20), Some(30)), (3, None, Some(30))]
        {
            let mut batch = Batch::begin(store.connection()).unwrap();
            batch.add(Topic::Laps, Origin { create_time: at, ..origin(offset) }, Some(LAP)).unwrap();
            batch.commit().unwrap();
            let read = read_offsets(store.connection()).unwrap();
            let fingerprint = Some(fingerprint(at, Some(LAP)));
            let expected = Reached { next: offset + 1, newest_ms: newest, fingerprint };
            assert_eq!(read.into_values().collect::<Vec<_>>(), [expected]);
        }
    }

    #[test]
    fn a_batch_given_up_leaves_nothing() {
        let (_folder, store) = store();
        let mut batch = Batch::begin(store.connection()).unwrap();
        batch.add(Topic::Laps, origin(7), Some(LAP)).unwrap();
        drop(batch);
        assert_eq!(count(&store, "SELECT count(*) FROM stg_laps"), 0);
        assert_eq!(count(&store, "SELECT count(*) FROM stg_offsets"), 0);
        let mut batch = Batch::begin(store.connection()).unwrap();
        batch.add(Topic::Laps, origin(7), Some(LAP)).unwrap();
        batch.commit().unwrap();
        assert_eq!(count(&store, "SELECT count(*) FROM stg_laps"), 1);
    }

    #[test]
    fn what_duckdb_could_not_read_is_rejected() {
        let check = |value: &[u8], expected: Option<&str>| {
            assert_eq!(content_of(Topic::Laps, value).err(), expected, "{}", String::from_utf8_lossy(value));
        };
        check(LAP, None);
        check(br#"{"Driver":"PIA","LapNumber":1,"Extra":[1,{"a":null}]}"#, None);
        check(br#"{"Driver":"PIA","LapNumber":1,"Extra":"\u00e9 1e5 e"}"#, None);
        check(br#"{"Driver":"PIA","LapNumber":1,"Extra":"\ud800"}"#, Some("not_json"));
        check(br#"{"Driver":"PIA","LapNumber":1,"Extra":1e999}"#, Some("not_json"));
        check(b"{\"Driver\":\"PIA\",\"LapNumber\":1,\"Extra\":\"\xff\"}", Some("not_json"));
        check(br#"{"Driver":"PIA"}"#, Some("wrong_fields"));
        check(br#"{"Driver":"PIA","LapNumber":NaN}"#, Some("not_a_number"));
        check(br#"{"Driver":"PIA","LapNumber":1,"Version":2}"#, Some("unknown_version"));
        check(br#"{"Driver":"PIA","LapNumber":1e10}"#, Some("out_of_range"));
    }
}
