//! For tests: a server on loopback that stands in for the official service, archive and live timing both, and
//! misbehaves on request.
//!
//! It shares no code with what it tests: it reads recordings, merges what they change into snapshots and speaks
//! SignalR Core by itself.

mod fault;
mod files;
mod http;
mod hub;
mod request;
mod samples;
mod script;
mod season;
mod shared;
mod socket;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use tokio::net::TcpListener;
use tokio::sync::watch;

pub use self::fault::{FileFault, HubFault, Refusal};
pub use self::hub::Tokens;
pub use self::samples::newest_ms;
pub use self::script::{Script, Step};
pub use self::season::archive_of;

use self::files::Files;
use self::hub::Hub;
use self::shared::Shared;
use crate::pacer::Speed;

/// A server that runs until it is dropped.
#[derive(Debug)]
pub struct StandIn {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl StandIn {
    /// Starts a server that has files of the archive (by their path below the base) and tells a script.
    ///
    /// # Panics
    /// When the system gives it no port or thread: then nothing can be tested.
    #[must_use]
    pub fn start(files: BTreeMap<String, Vec<u8>>, script: Script, speed: Speed) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
        listener.set_nonblocking(true).expect("a socket that does not block");
        let address = listener.local_addr().expect("the port's number");
        let shared = Arc::new(Shared {
            files: Mutex::new(Files::new(files)),
            hub: Mutex::new(Hub::new(script, speed)),
        });
        let (stop, stopped) = watch::channel(false);
        let of_thread = Arc::clone(&shared);
        let serving = move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(serve(listener, of_thread, stopped));
        };
        let thread =
            std::thread::Builder::new().name("stand-in".to_owned()).spawn(serving).expect("a thread");
        Self { address, shared, stop, thread: Some(thread) }
    }

    /// The archive's base URL.
    pub fn archive_url(&self) -> String {
        format!("http://{}/static/", self.address)
    }

    /// The hub's URL.
    pub fn hub_url(&self) -> String {
        format!("ws://{}/signalrcore", self.address)
    }

    /// Lets the next request for a file whose path holds this text go wrong.
    pub fn spoil(&self, path: &str, fault: FileFault) {
        self.files().spoil(path, fault);
    }

    /// The requests for files so far, with the ranges that they asked for.
    pub fn requests(&self) -> Vec<String> {
        self.files().requests.clone()
    }

    /// Lets a step of the script go wrong.
    pub fn misbehave(&self, step: usize, fault: HubFault) {
        self.hub().faults.entry(step).or_default().push(fault);
    }

    /// Lets the step after the next go wrong: the next one may be on its way.
    pub fn misbehave_soon(&self, fault: HubFault) {
        let mut hub = self.hub();
        let step = hub.position() + 1;
        hub.faults.entry(step).or_default().push(fault);
    }

    /// From now on no token is good.
    pub fn revoke(&self) {
        let mut hub = self.hub();
        let now = hub.position();
        if let Some(tokens) = &mut hub.tokens {
            tokens.until_step = now;
        }
    }

    /// The script as it is told.
    pub fn script(&self) -> Script {
        self.hub().script.clone()
    }

    /// Refuses the next negotiation; may be called several times.
    pub fn refuse(&self, refusal: Refusal) {
        self.hub().refusals.push_back(refusal);
    }

    /// Keeps car data and positions for those who have a token.
    pub fn ask_for(&self, tokens: Tokens) {
        self.hub().tokens = Some(tokens);
    }

    /// Steps that were sent whole, by their numbers, in the order in which they were.
    pub fn sent(&self) -> Vec<usize> {
        self.hub().sent.iter().map(|(step, _)| *step).collect()
    }

    /// The same, and when each had been sent, UTC microseconds.
    pub fn sent_at(&self) -> Vec<(usize, i64)> {
        self.hub().sent.clone()
    }

    /// The step to come: all before it were sent, or passed while nobody was told.
    pub fn position(&self) -> usize {
        self.hub().position()
    }

    /// How often somebody has subscribed.
    pub fn n_subscriptions(&self) -> usize {
        self.hub().n_subscriptions
    }

    fn files(&self) -> MutexGuard<'_, Files> {
        self.shared.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hub(&self) -> MutexGuard<'_, Hub> {
        self.shared.hub.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        if let Some(thread) = self.thread.take() {
            // It has failed the test already if it panicked.
            thread.join().ok();
        }
    }
}

async fn serve(listener: std::net::TcpListener, shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let listener = TcpListener::from_std(listener).expect("a listener of this runtime");
    loop {
        let accepted = tokio::select! {
            _ = stopped.changed() => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else { continue };
        tokio::spawn(http::answer(stream, Arc::clone(&shared)));
    }
}
