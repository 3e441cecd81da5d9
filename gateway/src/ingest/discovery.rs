//! Looks at the topics, now and then again: which partitions are new, which topics were made anew or have gone,
//! and what cannot be read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Context;
use gridcast_kafka::{Fault, Look, Unreachable, Watch, Witness};
use gridcast_shared::topics::Topic;
use rdkafka::Offset;
use rdkafka::error::KafkaResult;
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use crate::config::Since;
use crate::telemetry::wall_ms;

/// Pause between two looks.
const PAUSE: Duration = Duration::from_secs(2);

/// Records that were read, told by the reader and looked at again by discovery.
#[derive(Clone, Debug, Default)]
pub(super) struct Witnesses(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    /// Of each topic the first record, then always one that was read before it was last seen to be the same.
    trusted: BTreeMap<Topic, Witness>,
    newest: Vec<Newest>,
}

/// The last record that was read of a partition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Newest {
    pub(super) topic: Topic,
    /// When it was published, UTC ms.
    pub(super) at_ms: i64,
    pub(super) witness: Witness,
}

impl Witnesses {
    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// These are the newest records of the partitions now.
    pub(super) fn tell(&self, newest: Vec<Newest>) {
        let mut known = self.lock();
        for of in &newest {
            known.trusted.entry(of.topic).or_insert(of.witness);
        }
        known.newest = newest;
    }

    /// What is known of a topic is of no use any more. The reader says so, which tells nothing more of it then.
    pub(super) fn forget(&self, topic: Topic) {
        let mut known = self.lock();
        known.trusted.remove(&topic);
        known.newest.retain(|of| of.topic != topic);
    }
}

/// What was found.
#[derive(Debug)]
pub(super) enum Word {
    /// Brokers answer.
    Here(News),
    /// They do not.
    Away(String),
}

/// What a look showed that the reader does not know yet.
#[derive(Debug, Default)]
pub(super) struct News {
    /// Topics whose partitions are to be forgotten, and why.
    pub(super) gone: Vec<(Topic, Gone)>,
    /// Partitions to be read.
    pub(super) found: Vec<Found>,
    /// Everything that cannot be read now.
    pub(super) faults: Vec<Fault>,
    /// Where known partitions end.
    pub(super) ends: BTreeMap<(Topic, i32), i64>,
    /// Up to which offset what was read is of the topic that is there.
    pub(super) confirmed: BTreeMap<(Topic, i32), i64>,
}

/// Why a topic is no longer what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gone {
    /// It is not there.
    Deleted,
    /// It is another one of the same name.
    Remade,
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
    watch: Watch,
    since: Since,
    witnesses: Witnesses,
    words: SyncSender<Word>,
    stop: CancellationToken,
    runtime: Handle,
) -> anyhow::Result<()> {
    let since_ms = match since {
        Since::Earliest => None,
        Since::At(ms) => Some(ms),
        Since::Ago(ms) => Some(wall_ms() - ms),
    };
    let mut discovery = Discovery { watch, since_ms, witnesses, known: BTreeSet::new() };
    std::thread::Builder::new()
        .name("Kafka discovery".to_owned())
        .spawn(move || {
            while !stop.is_cancelled() {
                let word = match discovery.look() {
                    Ok(news) => Word::Here(news),
                    Err(Unreachable(why)) => Word::Away(why),
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
    watch: Watch,
    since_ms: Option<i64>,
    witnesses: Witnesses,
    known: BTreeSet<(Topic, i32)>,
}

impl Discovery {
    fn look(&mut self) -> Result<News, Unreachable> {
        let (trusted, mut newest) = {
            let known = self.witnesses.lock();
            (known.trusted.clone(), known.newest.clone())
        };
        let look = self.watch.look(&trusted)?;
        let mut news = News { gone: self.gone(&look), faults: look.faults, ..News::default() };
        let is_gone = |topic: Topic| news.gone.iter().any(|(gone, _)| *gone == topic);
        let mut known = self.known.clone();
        known.retain(|(topic, _)| !is_gone(*topic));
        for partition in look.partitions {
            if let Some(end) = partition.end {
                news.ends.insert((partition.topic, partition.number), end);
            }
            if known.insert((partition.topic, partition.number)) {
                news.found.push(Found {
                    topic: partition.topic,
                    name: self.watch.name(partition.topic).to_owned(),
                    number: partition.number,
                    from: None,
                });
            }
        }
        if let Some(since_ms) = self.since_ms {
            self.find_offsets(since_ms, &mut news.found).map_err(|error| Unreachable(error.to_string()))?;
        }
        self.known = known;
        // What had been read before the topic was seen to be the same is of it.
        newest.retain(|of| look.same.contains(&of.topic));
        newest.sort_unstable_by_key(|of| of.at_ms);
        self.witnesses.lock().trusted.extend(newest.iter().map(|of| (of.topic, of.witness)));
        let offsets = newest.iter().map(|of| ((of.topic, of.witness.partition), of.witness.offset));
        news.confirmed = offsets.collect();
        Ok(news)
    }

    /// Topics that are no longer those that were read.
    fn gone(&self, look: &Look) -> Vec<(Topic, Gone)> {
        let known: BTreeSet<Topic> = self.known.iter().map(|(topic, _)| *topic).collect();
        let deleted = look.absent.iter().map(|topic| (*topic, Gone::Deleted));
        let remade = look.remade.iter().map(|topic| (*topic, Gone::Remade));
        deleted.chain(remade).filter(|(topic, _)| known.contains(topic)).collect()
    }

    /// Where reading begins when not at the earliest. `f1_session` is small and tells what all others mean, so it
    /// is always read whole.
    fn find_offsets(&self, since_ms: i64, found: &mut [Found]) -> KafkaResult<()> {
        let is_cut = |partition: &&mut Found| partition.topic != Topic::Session;
        let of: Vec<_> = found.iter_mut().filter(is_cut).map(|of| (of.topic, of.number)).collect();
        let first = self.watch.offsets(&of, &|_, _| Offset::Offset(since_ms))?;
        // Where nothing has been published since: the end as it is now.
        let ends = self.watch.offsets(&of, &|_, _| Offset::End)?;
        for (partition, from) in found.iter_mut().filter(is_cut).zip(first.into_iter().zip(ends)) {
            partition.from = from.0.or(from.1);
        }
        Ok(())
    }
}
