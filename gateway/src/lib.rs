//! The gateway: one race state, one encode a frame, any number of spectators.
//!
//! [`Gateway::build`] binds the address and reads what must be there, [`Gateway::run`] serves until a token is
//! cancelled. Sources ([`ingest`], [`source`]) give records to the [`hub`], which owns the race and writes frames
//! to the [`fanout`] and the [`mod@recorder`]; the [`pool`] and [`http`] only read those. Nothing here computes marts.
#![forbid(unsafe_code)]

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use config::{Config, Source};
use connections::Connections;
use fanout::Fanout;
use http::server::Server;
use hub::{Hub, Input, Outputs};
use pool::Pool;
use recorder::Recorder;
use recorder::store::Store;
use telemetry::Metrics;

pub mod circuits;
pub mod config;
pub mod connections;
pub mod content;
pub mod delays;
pub mod descriptors;
pub mod export;
pub mod fanout;
pub mod http;
pub mod hub;
pub mod ingest;
pub mod page;
pub mod pool;
pub mod race;
pub mod recorder;
pub mod reject;
pub mod runs;
pub mod source;
pub mod spectator;
pub mod telemetry;
pub mod websocket;

/// Batches that may wait for the hub; a source that is faster waits, which is the overflow rule.
const INPUT_QUEUE: usize = 4;

/// Longest time that answers which were begun may take after a stop.
const FINISH: Duration = Duration::from_secs(2);

/// A gateway that listens but does not serve yet.
#[derive(Debug)]
pub struct Gateway {
    config: Config,
    listener: TcpListener,
    /// Where operators ask, if that is elsewhere.
    metrics_listener: Option<TcpListener>,
    connections: Arc<Connections>,
    app: http::app::App,
    outputs: Outputs,
    feed: Feed,
    stop: CancellationToken,
}

/// Where the records come from, opened.
enum Feed {
    Embedded(Box<source::Player>),
    Kafka(Box<ingest::Ingest>),
}

impl std::fmt::Debug for Feed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Embedded(_) => "Embedded",
            Self::Kafka(_) => "Kafka",
        })
    }
}

impl Gateway {
    /// Opens everything that must be there: the source's files, the site, the address. A broker need not be.
    ///
    /// # Errors
    /// When one of them cannot be had, by its name.
    pub async fn build(config: Config, stop: CancellationToken) -> anyhow::Result<Self> {
        let metrics = Arc::new(Metrics::new());
        let feed = match &config.source {
            Source::Kafka(kafka) => Feed::Kafka(Box::new(ingest::Ingest::new(kafka, Arc::clone(&metrics))?)),
            Source::Embedded(embedded) => Feed::Embedded(Box::new(source::Player::open(embedded)?)),
        };
        let site = match &config.site {
            Some(folder) => {
                let site = http::site::Site::load(folder, &config.http.sites, &config.base_path)
                    .with_context(|| format!("cannot read the site in {}", folder.display()))?;
                Some(Arc::new(site))
            }
            None => None,
        };
        let marts = match &config.marts {
            Some(folder) => Some(Arc::new(http::marts::Marts::open(folder)?)),
            None => None,
        };
        let listener = bind(config.listen).await?;
        let metrics_listener = match config.http.metrics_listen {
            Some(address) => Some(bind(address).await?),
            None => None,
        };
        let (connections, spectators) = limited(&config);
        let (live, live_reader) = watch::channel(hub::nothing_yet());
        let outputs = Outputs {
            fanout: Arc::new(Fanout::new(config.spectators.queue_frames)),
            recorder: Arc::new(recorder(config.recordings.as_ref())?),
            circuits: Arc::new(circuits::Circuits::open(config.circuits.as_deref())?),
            metrics: Arc::clone(&metrics),
            live,
        };
        let app = http::app::App {
            pool: Arc::new(Pool::start(pool::Shared {
                fanout: Arc::clone(&outputs.fanout),
                metrics: Arc::clone(&metrics),
                limits: spectators,
                stop: stop.clone(),
            })),
            recorder: Arc::clone(&outputs.recorder),
            live: live_reader,
            live_cache: Arc::default(),
            delays: Arc::default(),
            site,
            marts,
            sites: Arc::new(config.http.sites.clone()),
            base: config.base_path.clone(),
            trusted_proxies: Arc::clone(&config.http.trusted_proxies),
        };
        let connections = Arc::new(Connections::new(connections, metrics));
        Ok(Self { config, listener, metrics_listener, connections, app, outputs, feed, stop })
    }

    /// The address it really listens on.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// The address on which `/metrics` is, where it has one of its own.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn metrics_address(&self) -> std::io::Result<Option<SocketAddr>> {
        self.metrics_listener.as_ref().map(TcpListener::local_addr).transpose()
    }

    /// Serves until the token is cancelled, then stops in order within the configured deadline: listener and
    /// source first, then the spectators, each of whom is told.
    ///
    /// # Errors
    /// When an essential part ended by itself, by its name, or the deadline was missed.
    pub async fn run(self) -> anyhow::Result<()> {
        let Self { config, listener, metrics_listener, connections, app, outputs, feed, stop } = self;
        let (inputs, hub_inputs) = sync_channel(INPUT_QUEUE);
        let hub = Hub::new(outputs.clone());
        let interval = config.frame_interval;
        let recorder = Arc::clone(&app.recorder);
        let hub = essential("hub", &stop, move |_| {
            let _closing = Closing(recorder);
            hub::run(hub, &hub_inputs, interval);
            Ok(())
        })?;
        let keeper = match &config.recordings {
            Some(kept) => {
                let (recorder, limits) = (Arc::clone(&app.recorder), kept.limits);
                Some(essential("recorder", &stop, move |_| recorder.keep(limits))?)
            }
            None => None,
        };
        let feed = feed_thread(feed, inputs, &outputs, &stop)?;
        let pool = Arc::clone(&app.pool);
        let serve = |listener, router| {
            let (connections, stop) = (Arc::clone(&connections), stop.clone());
            let trusted_proxies = Arc::clone(&config.http.trusted_proxies);
            let finish = FINISH.min(config.shutdown / 2);
            Server { listener, router, connections, trusted_proxies, stop, finish }.serve()
        };
        let operators = metrics_listener.map(|listener| serve(listener, http::operators_router(app.clone())));
        let router = http::below(&config.base_path, http::router(app, operators.is_none()));
        let server = serve(listener, router);
        let parts = async move {
            match operators {
                Some(operators) => drop(tokio::join!(server, operators)),
                None => server.await,
            }
            pool.ended().await;
            let feed = feed.await.context("the source's thread is gone")?;
            let hub = hub.await.context("the hub's thread is gone")?;
            let kept = match keeper {
                Some(keeper) => keeper.await.context("the recorder's thread is gone")?,
                None => Ok(()),
            };
            feed.and(hub).and(kept)
        };
        let deadline = async {
            stop.cancelled().await;
            tokio::time::sleep(config.shutdown).await;
        };
        tokio::select! {
            result = parts => result,
            () = deadline => anyhow::bail!("not stopped within {} s", config.shutdown.as_secs()),
        }
    }
}

/// However the hub ends, nothing more is recorded.
struct Closing(Arc<Recorder>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// The recordings that are kept, or none yet.
fn recorder(kept: Option<&config::Recordings>) -> anyhow::Result<Recorder> {
    let Some(kept) = kept else { return Ok(Recorder::default()) };
    let store = Store::open(&kept.folder);
    let recorder = store.and_then(Recorder::open);
    let recorder = recorder.with_context(|| format!("cannot use --recordings {}", kept.folder.display()))?;
    let n_kept = recorder.index().sessions.len();
    tracing::info!(recordings = n_kept, folder = %kept.folder.display(), "recordings found");
    Ok(recorder)
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))
}

/// The limits of connections and of spectators, within what the system gives.
fn limited(config: &Config) -> (connections::Limits, config::Spectators) {
    let (mut connections, mut spectators) = (config.http.limits, config.spectators);
    if let Some(limit) = descriptors::raise() {
        connections.max = connections.max.min(descriptors::for_connections(limit));
    }
    let most = descriptors::for_spectators(connections.max);
    if most < spectators.max {
        tracing::warn!(
            spectators = most,
            wanted = spectators.max,
            "fewer spectators than --max-spectators: raise the limit of open files or --max-connections"
        );
        spectators.max = most;
    }
    (connections, spectators)
}

fn feed_thread(
    feed: Feed,
    inputs: SyncSender<Input>,
    outputs: &Outputs,
    stop: &CancellationToken,
) -> anyhow::Result<tokio::sync::oneshot::Receiver<anyhow::Result<()>>> {
    let metrics = Arc::clone(&outputs.metrics);
    match feed {
        Feed::Embedded(player) => essential("source", stop, move |(runtime, stop)| {
            player.play(&source::Stage { hub: &inputs, metrics: &metrics, stop: &stop, runtime: &runtime })
        }),
        Feed::Kafka(ingest) => {
            essential("Kafka ingest", stop, move |(runtime, stop)| ingest.run(&inputs, &stop, runtime))
        }
    }
}

/// Runs an essential part on a thread of its own; when it ends early the rest is stopped, and the error names it.
fn essential(
    name: &'static str,
    stop: &CancellationToken,
    part: impl FnOnce((Handle, CancellationToken)) -> anyhow::Result<()> + Send + 'static,
) -> anyhow::Result<tokio::sync::oneshot::Receiver<anyhow::Result<()>>> {
    let (done, result) = tokio::sync::oneshot::channel();
    let (runtime, stop) = (Handle::current(), stop.clone());
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || {
            let guard = stop.clone().drop_guard();
            let outcome = part((runtime, stop.clone())).with_context(|| format!("the {name} ended"));
            let early = outcome.is_ok() && !stop.is_cancelled();
            let outcome = if early { Err(anyhow::anyhow!("the {name} ended early")) } else { outcome };
            done.send(outcome).ok();
            drop(guard);
        })
        .with_context(|| format!("cannot start a thread for the {name}"))?;
    Ok(result)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use config::options::Cli;
    use gridcast_shared::wire::KIND_FRAME;

    use super::*;

    #[tokio::test]
    async fn what_a_spectator_may_cost_reaches_those_who_serve_them() {
        let words = ["gridcast-gateway", "--listen", "127.0.0.1:0", "--queue-frames", "9", "--write-s", "7"];
        let words = words.into_iter().chain(["--ping-s", "3", "--idle-s", "11", "--max-spectators", "5"]);
        let matches = Cli::command_for_update().try_get_matches_from(words).unwrap();
        let config = Config::from_options(&Cli::over_file(matches).unwrap().options).unwrap();
        let gateway = Gateway::build(config, CancellationToken::new()).await.unwrap();
        let limits = gateway.app.pool.shared().limits;
        let seconds = [limits.write, limits.ping, limits.idle].map(|time| time.as_secs());
        assert_eq!((seconds, limits.max), ([7, 3, 11], 5));
        // The hub writes into the log that spectators are sent; who is at its beginning may be nine frames behind.
        let frame = |index| (index, bytes::Bytes::from_static(&[KIND_FRAME]));
        let behind_after = |n_frames: u8| {
            gateway.outputs.fanout.jump([frame(0)]);
            let cursor = gateway.app.pool.shared().fanout.view().join();
            gateway.outputs.fanout.push((1..n_frames - 1).chain([0]).map(frame));
            cursor.is_behind(&gateway.app.pool.shared().fanout.view())
        };
        assert!(!behind_after(9));
        assert!(behind_after(10));
    }
}
