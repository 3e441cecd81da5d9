//! Looks for topics and partitions, now and then again, and thereby notices whether the broker can be reached.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::time::Duration;

use anyhow::Context;
use gridcast_shared::topics::Topic;
use rdkafka::consumer::Consumer;
use rdkafka::error::KafkaResult;
use rdkafka::{Offset, TopicPartitionList};
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use super::client::Client;
use crate::config::{KafkaConfig, Since};
use crate::telemetry::wall_ms;

/// Pause between two looks.
const PAUSE: Duration = Duration::from_secs(2);
/// A broker that does not answer for this long counts as away.
const PATIENCE: Duration = Duration::from_secs(3);

/// What was found.
#[derive(Debug)]
pub(super) enum Word {
    /// The broker answers; these partitions are new.
    Here(Vec<Found>),
    /// It does not.
    Away(String),
}

/// A partition to be read.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) topic: Topic,
    pub(super) name: String,
    pub(super) number: i32,
    /// First offset; `None` for the earliest.
    pub(super) from: Option<i64>,
}

/// Starts looking, on a thread of its own since every answer is waited for.
pub(super) fn start(
    config: &KafkaConfig,
    client: Arc<Client>,
    words: SyncSender<Word>,
    stop: CancellationToken,
    runtime: Handle,
) -> anyhow::Result<()> {
    let mut discovery = Discovery {
        topics: config.topics.clone(),
        since_ms: match config.since {
            Since::Earliest => None,
            Since::At(ms) => Some(ms),
            Since::Ago(ms) => Some(wall_ms() - ms),
        },
        client,
        known: BTreeSet::new(),
    };
    std::thread::Builder::new()
        .name("Kafka discovery".to_owned())
        .spawn(move || {
            while !stop.is_cancelled() {
                let word = match discovery.look() {
                    Ok(found) => Word::Here(found),
                    Err(error) => Word::Away(error.to_string()),
                };
                if words.send(word).is_err() {
                    break;
                }
                let stopped = async { tokio::time::timeout(PAUSE, stop.cancelled()).await.is_ok() };
                if runtime.block_on(stopped) {
                    break;
                }
            }
        })
        .context("cannot start a thread for the Kafka discovery")?;
    Ok(())
}

struct Discovery {
    topics: Vec<(Topic, String)>,
    since_ms: Option<i64>,
    client: Arc<Client>,
    known: BTreeSet<(Topic, i32)>,
}

impl Discovery {
    fn look(&mut self) -> KafkaResult<Vec<Found>> {
        let mut found = Vec::new();
        for (topic, name) in &self.topics {
            let metadata = self.client.fetch_metadata(Some(name), PATIENCE)?;
            let partitions = metadata.topics().iter().filter(|t| t.name() == name && t.error().is_none());
            for partition in partitions.flat_map(rdkafka::metadata::MetadataTopic::partitions) {
                if !self.known.contains(&(*topic, partition.id())) {
                    found.push(Found {
                        topic: *topic,
                        name: name.clone(),
                        number: partition.id(),
                        from: None,
                    });
                }
            }
        }
        if let Some(since_ms) = self.since_ms {
            self.find_offsets(since_ms, &mut found)?;
        }
        self.known.extend(found.iter().map(|partition| (partition.topic, partition.number)));
        Ok(found)
    }

    /// Where reading begins when not at the earliest. `f1_session` is small and tells what all others mean, so it
    /// is always read whole.
    fn find_offsets(&self, since_ms: i64, found: &mut [Found]) -> KafkaResult<()> {
        let mut list = TopicPartitionList::new();
        for partition in found.iter().filter(|partition| partition.topic != Topic::Session) {
            list.add_partition_offset(&partition.name, partition.number, Offset::Offset(since_ms))?;
        }
        if list.count() == 0 {
            return Ok(());
        }
        let offsets = self.client.offsets_for_times(list, PATIENCE)?;
        for partition in found.iter_mut().filter(|partition| partition.topic != Topic::Session) {
            let offset =
                offsets.find_partition(&partition.name, partition.number).map(|element| element.offset());
            partition.from = match offset {
                Some(Offset::Offset(offset)) => Some(offset),
                // Nothing has been published since: the end as it is now.
                _ => Some(self.client.fetch_watermarks(&partition.name, partition.number, PATIENCE)?.1),
            };
        }
        Ok(())
    }
}
