//! `/metrics` of the service, and `/healthz`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64};

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use chrono::Utc;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use crate::assets::Assets;
use crate::batch::Counts;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct AssetLabels {
    asset: String,
    kind: &'static str,
}

/// Counters of the sink, and the assets.
#[derive(Debug)]
pub struct Metrics {
    assets: Assets,
    records: Counter,
    rejects: Counter,
}

impl Metrics {
    /// Of these assets.
    pub fn new(assets: Assets) -> Arc<Self> {
        Arc::new(Self { assets, records: Counter::default(), rejects: Counter::default() })
    }

    /// A batch was committed.
    pub fn committed(&self, counts: Counts) {
        self.records.inc_by(counts.kept);
        self.rejects.inc_by(counts.rejected);
    }

    /// Prometheus' text.
    pub fn render(&self) -> String {
        let mut registry = Registry::with_prefix("gridcast_warehouse");
        registry.register("records", "Records put into staging", self.records.clone());
        registry.register("rejects", "Records that are none, kept aside", self.rejects.clone());
        let rows = Family::<AssetLabels, Gauge<i64, AtomicI64>>::default();
        let duration = Family::<AssetLabels, Gauge<f64, AtomicU64>>::default();
        let freshness = Family::<AssetLabels, Gauge<f64, AtomicU64>>::default();
        let failed = Family::<AssetLabels, Gauge<i64, AtomicI64>>::default();
        let now = Utc::now();
        for asset in self.assets.all() {
            let labels = AssetLabels { asset: asset.asset.clone(), kind: asset.kind.word() };
            if let Some(n) = asset.rows {
                rows.get_or_create(&labels).set(n);
            }
            duration.get_or_create(&labels).set(asset.duration_ms as f64 / 1000.0);
            if let Some(age) = asset.freshness(now) {
                freshness.get_or_create(&labels).set(age.num_milliseconds() as f64 / 1000.0);
            }
            failed.get_or_create(&labels).set(i64::from(asset.last_error.is_some()));
        }
        registry.register("asset_rows", "Rows or documents of an asset", rows);
        registry.register("asset_duration_seconds", "Time that an asset's last run took", duration);
        registry.register("asset_age_seconds", "Time since an asset last ran well", freshness);
        registry.register("asset_failed", "1 when an asset's last run failed", failed);
        let mut text = String::new();
        if let Err(error) = encode(&mut text, &registry) {
            tracing::error!("cannot render metrics: {error}");
        }
        text
    }
}

/// Serves them from a thread of its own, until the process ends; where it listens.
///
/// # Errors
/// When the port is taken.
pub fn serve(metrics: Arc<Metrics>, address: SocketAddr) -> anyhow::Result<SocketAddr> {
    let listener =
        std::net::TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
    listener.set_nonblocking(true)?;
    let bound = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let app = Router::new()
        .route("/metrics", get(text))
        .route("/healthz", get(|| async { "ok\n" }))
        .with_state(metrics);
    std::thread::Builder::new().name("metrics".to_owned()).spawn(move || {
        let served = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, app).await
        });
        if let Err(error) = served {
            tracing::error!("metrics are no longer served: {error}");
        }
    })?;
    Ok(bound)
}

async fn text(State(metrics): State<Arc<Metrics>>) -> impl IntoResponse {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], metrics.render())
}
