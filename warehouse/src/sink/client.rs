//! The sink's client: which partitions it reads, and another one in its place when it does not find its way back.

use std::time::{Duration, Instant};

use anyhow::Context;
use gridcast_kafka::Renewal;
use rdkafka::config::ClientConfig;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::KafkaResult;
use rdkafka::message::BorrowedMessage;
use rdkafka::{Offset, TopicPartitionList};

use super::listener::Listener;
use super::position::Partition;

pub(super) struct Client {
    consumer: BaseConsumer<Listener>,
    config: ClientConfig,
    renewal: Renewal,
}

impl Client {
    pub(super) fn new(config: ClientConfig) -> anyhow::Result<Self> {
        Ok(Self { consumer: create(&config)?, config, renewal: Renewal::default() })
    }

    /// What librdkafka has told beside records.
    pub(super) fn heard(&self) -> &Listener {
        self.consumer.context()
    }

    /// The next record, or what else there is, within this time.
    pub(super) fn poll(&self, wait: Duration) -> Option<KafkaResult<BorrowedMessage<'_>>> {
        self.consumer.poll(wait)
    }

    /// Reads these from where each is.
    pub(super) fn begin<'a>(
        &self,
        partitions: impl IntoIterator<Item = &'a Partition>,
    ) -> anyhow::Result<()> {
        assign(&self.consumer, partitions)
    }

    /// Reads these no longer.
    pub(super) fn end<'a>(&self, partitions: impl IntoIterator<Item = &'a Partition>) -> anyhow::Result<()> {
        let mut list = TopicPartitionList::new();
        for partition in partitions {
            list.add_partition(&partition.name, partition.number);
        }
        if list.count() == 0 {
            return Ok(());
        }
        self.consumer.incremental_unassign(&list).context("cannot let go of partitions")
    }

    /// Goes on with another client, that knows of nothing before, where leaders answer and records do not come.
    pub(super) fn renew_if_stuck(&mut self, partitions: &[Partition], now: Instant) -> anyhow::Result<()> {
        if !self.renewal.is_due(partitions.iter().filter_map(Partition::stood), now) {
            return Ok(());
        }
        tracing::warn!("records do not come though they are there: they are asked for anew");
        let consumer = create(&self.config)?;
        assign(&consumer, partitions)?;
        self.consumer = consumer;
        Ok(())
    }
}

fn create(config: &ClientConfig) -> anyhow::Result<BaseConsumer<Listener>> {
    config.create_with_context(Listener::default()).context("wrong Kafka settings")
}

fn assign<'a>(
    consumer: &BaseConsumer<Listener>,
    partitions: impl IntoIterator<Item = &'a Partition>,
) -> anyhow::Result<()> {
    let mut list = TopicPartitionList::new();
    for partition in partitions {
        let from = Offset::Offset(partition.read.next);
        list.add_partition_offset(&partition.name, partition.number, from)?;
    }
    if list.count() == 0 {
        return Ok(());
    }
    consumer.incremental_assign(&list).context("cannot assign partitions")
}
