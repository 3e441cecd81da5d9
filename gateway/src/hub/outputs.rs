//! Where what the hub makes goes.

use std::sync::Arc;

use tokio::sync::watch;

use super::snapshot::Snapshot;
use crate::circuits::Circuits;
use crate::fanout::Fanout;
use crate::recorder::Recorder;
use crate::telemetry::Metrics;

/// What the hub writes to.
#[derive(Clone, Debug)]
pub struct Outputs {
    /// The frames for spectators.
    pub fanout: Arc<Fanout>,
    /// The recordings.
    pub recorder: Arc<Recorder>,
    /// The circuits that are known by name.
    pub circuits: Arc<Circuits>,
    /// The counters.
    pub metrics: Arc<Metrics>,
    /// The present state.
    pub live: watch::Sender<Arc<Snapshot>>,
}
