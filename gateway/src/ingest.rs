//! stub
use crate::hub::Input;
use crate::telemetry::Metrics;
use std::sync::Arc;
/// s
#[derive(Debug)]
pub struct Ingest;
impl Ingest {
    /// s
    pub fn new(_k: &crate::config::KafkaConfig, _m: Arc<Metrics>) -> anyhow::Result<Self> {
        Ok(Self)
    }
    /// s
    pub fn run(
        self,
        _i: &std::sync::mpsc::SyncSender<Input>,
        _s: &tokio_util::sync::CancellationToken,
    ) -> anyhow::Result<()> {
        Ok(())
    }
}
