//! What the gateway says of itself: each fact is one method that counts it and, where a person should know,
//! logs it, so that names cannot drift apart. `/metrics` renders the whole.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use gridcast_shared::clean::Rule;
use gridcast_shared::ids::{DriverCode, SessionId};
use gridcast_shared::topics::{Topic, TopicSet};
use gridcast_shared::wire::Encoded;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};
use tokio::runtime::Handle;

use crate::reject::Reject;

use gate::Gate;

mod gate;

/// All counters and gauges. Shared by everything; no method blocks.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    records: Family<TopicLabel, Counter>,
    rejects: Family<ReasonLabel, Counter>,
    lag: Family<TopicLabel, Gauge>,
    samples: Family<DriverLabel, Counter>,
    rules: Family<RuleLabel, Counter>,
    newest_age: Gauge<f64, AtomicU64>,
    newest_ms: AtomicI64,
    ready: Gauge,
    unreadable: Family<TopicLabel, Gauge>,
    gone: Family<TopicLabel, Counter>,
    trouble: Mutex<Trouble>,
    frames: Counter,
    frame_bytes: Counter,
    sent_frames: Counter,
    sent_bytes: Counter,
    connections: Gauge,
    connections_refused: Family<ReasonLabel, Counter>,
    connections_let_go: Family<ReasonLabel, Counter>,
    spectators: Gauge,
    joins: Counter,
    overflows: Counter,
    disconnects: Family<ReasonLabel, Counter>,
    sessions: Counter,
    recorded_bytes: Gauge,
    tasks: Gauge,
    reject_gate: Gate,
    spectator_gate: Gate,
    full_gate: Gate,
    connection_gate: Gate,
    away_gate: Gate,
    unreadable_gate: Gate,
}

/// What is wrong with the source.
#[derive(Debug, Default, PartialEq, Eq)]
struct Trouble {
    /// Why it is away.
    away: Option<String>,
    /// The topics that cannot be read, and why.
    unreadable: (TopicSet, String),
    /// Which of those reasons was logged last.
    said_unreadable: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct TopicLabel {
    topic: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct ReasonLabel {
    reason: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct DriverLabel {
    driver: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RuleLabel {
    rule: &'static str,
    driver: String,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// All at zero.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("gridcast");
        let metrics = Self {
            records: added(&mut registry, "records", "Records read, by topic"),
            rejects: added(&mut registry, "rejects", "Records refused, by reason"),
            lag: added(&mut registry, "lag_records", "Records between what was read and the topic's end"),
            samples: added(
                &mut registry,
                "samples",
                "Samples of the session shown, by driver; zero at its start",
            ),
            rules: added(
                &mut registry,
                "rules",
                "Rules that took something from a record of the session shown",
            ),
            newest_age: Gauge::default(),
            newest_ms: AtomicI64::new(0),
            ready: added(&mut registry, "ready", "1 once the backlog is read and the source is there"),
            unreadable: added(&mut registry, "unreadable", "1 for each topic that cannot be read"),
            gone: added(&mut registry, "topics_gone", "Topics found deleted or made anew"),
            trouble: Mutex::default(),
            frames: added(&mut registry, "frames", "Frames made"),
            frame_bytes: added(&mut registry, "frame_bytes", "Bytes of the frames made"),
            sent_frames: added(&mut registry, "sent_frames", "Frames handed to spectators' sockets"),
            sent_bytes: added(&mut registry, "sent_bytes", "Bytes of those frames"),
            connections: added(&mut registry, "connections", "Connections open, spectators among them"),
            connections_refused: added(
                &mut registry,
                "connections_refused",
                "Connections refused, by reason",
            ),
            connections_let_go: added(
                &mut registry,
                "connections_let_go",
                "Connections ended that were none of a spectator, by reason",
            ),
            spectators: added(&mut registry, "spectators", "Spectators connected"),
            joins: added(&mut registry, "joins", "Spectators that joined"),
            overflows: added(&mut registry, "queue_overflows", "Queues emptied, the current chunk sent anew"),
            disconnects: added(&mut registry, "disconnects", "Spectators disconnected, by reason"),
            sessions: added(&mut registry, "sessions", "Sessions begun"),
            recorded_bytes: added(&mut registry, "recorded_bytes", "Bytes of the recordings in memory"),
            tasks: added(&mut registry, "tasks", "Tasks of the runtime"),
            reject_gate: Gate::new(),
            spectator_gate: Gate::new(),
            full_gate: Gate::new(),
            connection_gate: Gate::new(),
            away_gate: Gate::new(),
            unreadable_gate: Gate::new(),
            registry,
        };
        let mut metrics = metrics;
        metrics.registry.register_with_unit(
            "newest_sample_age",
            "Since the newest sample was published",
            Unit::Seconds,
            metrics.newest_age.clone(),
        );
        metrics
    }

    /// The text form that Prometheus reads.
    pub fn render(&self) -> String {
        let newest_ms = self.newest_ms.load(Ordering::Relaxed);
        let age = if newest_ms == 0 { f64::NAN } else { (wall_ms() - newest_ms) as f64 / 1000.0 };
        self.newest_age.set(age);
        if let Ok(runtime) = Handle::try_current() {
            self.tasks.set(runtime.metrics().num_alive_tasks() as i64);
        }
        let mut text = String::new();
        if encode(&mut text, &self.registry).is_err() {
            text.clear();
        }
        text
    }

    /// Records of a topic were read.
    pub fn records_read(&self, topic: Topic, n: u64) {
        self.records.get_or_create(&TopicLabel { topic: topic.default_name() }).inc_by(n);
    }

    /// A record was refused.
    pub fn record_rejected(&self, reject: Reject, topic: Topic, what: &dyn std::fmt::Display) {
        let (reason, topic) = (reject.label(), topic.default_name());
        self.rejects.get_or_create(&ReasonLabel { reason }).inc();
        if let Some(held_back) = self.reject_gate.pass() {
            tracing::warn!(reason, topic, held_back, "record refused: {what}");
        }
    }

    /// How far behind a topic's end reading is, records.
    pub fn lag(&self, topic: Topic, records: i64) {
        self.lag.get_or_create(&TopicLabel { topic: topic.default_name() }).set(records);
    }

    /// Another session is shown; what is counted by session is zero again.
    pub fn session_shown(&self, id: Option<&SessionId>) {
        self.samples.clear();
        self.rules.clear();
        if let Some(session) = id {
            tracing::info!(%session, "session shown");
        }
    }

    /// A session begins.
    pub fn session_began(&self, id: &SessionId, live: bool) {
        self.sessions.inc();
        if live {
            tracing::info!(session = %id, "session begins");
        } else {
            tracing::debug!(session = %id, "session found in the backlog");
        }
    }

    /// Samples of a driver went into the race.
    pub fn samples_taken(&self, driver: DriverCode, n: u64) {
        self.samples.get_or_create(&DriverLabel { driver: driver.as_str().to_owned() }).inc_by(n);
    }

    /// A rule took something from records of a driver.
    pub fn rule_applied(&self, driver: DriverCode, rule: Rule, n: u64) {
        self.rules
            .get_or_create(&RuleLabel { rule: rule.name(), driver: driver.as_str().to_owned() })
            .inc_by(n);
    }

    /// The newest sample was published then, UTC ms.
    pub fn newest_sample(&self, at_ms: i64) {
        self.newest_ms.store(at_ms, Ordering::Relaxed);
    }

    /// A frame was made. Benches read the log's line to tell a frame's age.
    pub fn frame_made(&self, frame: &Encoded) {
        self.frames.inc();
        self.frame_bytes.inc_by(frame.bytes.len() as u64);
        let (chunk, index, bytes) = (frame.chunk, frame.index, frame.bytes.len());
        tracing::trace!(target: "gridcast::frames", chunk, index, bytes, at_us = wall_us(), "frame made");
    }

    /// Frames went into a spectator's socket.
    pub fn frames_sent(&self, frames: usize, bytes: usize) {
        self.sent_frames.inc_by(frames as u64);
        self.sent_bytes.inc_by(bytes as u64);
    }

    /// What the recordings take.
    pub fn recorded(&self, bytes: usize) {
        self.recorded_bytes.set(bytes as i64);
    }

    /// A connection was taken in.
    pub fn connection_opened(&self) {
        self.connections.inc();
    }

    /// A connection has ended.
    pub fn connection_closed(&self) {
        self.connections.dec();
    }

    /// A connection was refused.
    pub fn connection_refused(&self, reason: &'static str) {
        self.connections_refused.get_or_create(&ReasonLabel { reason }).inc();
        if let Some(held_back) = self.connection_gate.pass() {
            tracing::warn!(reason, held_back, "connection refused");
        }
    }

    /// A connection was ended from this side.
    pub fn connection_let_go(&self, reason: &'static str) {
        self.connections_let_go.get_or_create(&ReasonLabel { reason }).inc();
        tracing::trace!(reason, "connection let go");
    }

    /// A spectator came.
    pub fn spectator_joined(&self) {
        self.joins.inc();
        self.spectators.inc();
    }

    /// A spectator went.
    pub fn spectator_left(&self, reason: &'static str) {
        self.spectators.dec();
        self.disconnects.get_or_create(&ReasonLabel { reason }).inc();
        tracing::trace!(reason, "spectator left");
    }

    /// A spectator was too slow: its queue was emptied.
    pub fn queue_overflowed(&self) {
        self.overflows.inc();
        if let Some(held_back) = self.spectator_gate.pass() {
            tracing::warn!(held_back, "spectator too slow, its queue was emptied and the chunk is sent anew");
        }
    }

    /// A spectator was turned away because there are too many.
    pub fn spectator_refused(&self) {
        self.disconnects.get_or_create(&ReasonLabel { reason: "full" }).inc();
        if let Some(held_back) = self.full_gate.pass() {
            tracing::warn!(held_back, "spectator turned away: there are as many as there may be");
        }
    }

    /// The source is away. Said again when there is another reason.
    pub fn source_away(&self, why: &str) {
        self.ready.set(0);
        let mut trouble = self.trouble();
        if trouble.away.as_deref() != Some(why) {
            if self.away_gate.pass().is_some() {
                tracing::warn!("source away: {why}");
            }
            trouble.away = Some(why.to_owned());
        }
    }

    /// The source is there again.
    pub fn source_back(&self) {
        self.trouble().away = None;
    }

    /// These topics cannot be read, and why. Said when they are others than before, and at a limited rate when the
    /// reason is another.
    pub fn source_unreadable(&self, topics: TopicSet, why: impl FnOnce() -> String) {
        let trouble = &mut *self.trouble();
        if topics.is_empty() && trouble.unreadable.0.is_empty() {
            return;
        }
        let before = std::mem::replace(&mut trouble.unreadable, (topics, why()));
        if before.0 == topics {
            if trouble.said_unreadable != trouble.unreadable.1 && self.unreadable_gate.pass().is_some() {
                tracing::warn!("cannot be read: {}", trouble.unreadable.1);
                trouble.said_unreadable.clone_from(&trouble.unreadable.1);
            }
            return;
        }
        trouble.said_unreadable.clone_from(&trouble.unreadable.1);
        self.unreadable.clear();
        for topic in topics.iter() {
            self.unreadable.get_or_create(&TopicLabel { topic: topic.default_name() }).set(1);
        }
        if topics.is_empty() {
            tracing::info!("all topics can be read again");
        } else {
            self.ready.set(0);
            tracing::warn!("cannot be read: {}", trouble.unreadable.1);
        }
    }

    /// A topic is no longer the one that was read. `name` is its name in Kafka.
    pub fn topic_gone(&self, topic: Topic, name: &str, why: &str) {
        self.gone.get_or_create(&TopicLabel { topic: topic.default_name() }).inc();
        tracing::warn!(topic = name, "{why}");
    }

    /// What is wrong with the source, for people; empty when nothing is.
    pub fn source_trouble(&self) -> String {
        let trouble = self.trouble();
        trouble.away.clone().unwrap_or_else(|| trouble.unreadable.1.clone())
    }

    fn trouble(&self) -> MutexGuard<'_, Trouble> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The source is there and the backlog is read.
    pub fn source_following(&self, took: Duration) {
        self.ready.set(1);
        tracing::info!(after_ms = took.as_millis() as u64, "following the source");
    }

    /// Nothing has come for a minute in the middle of a session, or something has again.
    pub fn source_silent(&self, is_silent: bool) {
        self.ready.set(i64::from(!is_silent));
        if is_silent {
            tracing::warn!("nothing has come for a minute, in the middle of a session");
        } else {
            tracing::info!("records come again");
        }
    }

    /// The source has come to its end.
    pub fn source_ended(&self) {
        tracing::info!("the recording has been played to its end");
    }

    /// A session ran at another pace than was thought.
    pub fn rate_measured(&self, rate_pct: u16) {
        tracing::info!(rate_pct, "the session's clock runs at this share of real time");
    }
}

fn added<M: prometheus_client::registry::Metric + Clone + Default>(
    registry: &mut Registry,
    name: &'static str,
    help: &'static str,
) -> M {
    let metric = M::default();
    registry.register(name, help, metric.clone());
    metric
}

/// UTC milliseconds by the machine's clock.
pub fn wall_ms() -> i64 {
    wall_us() / 1000
}

fn wall_us() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_micros() as i64)
}
