//! Listens to the hub for as long as it is wanted: connects, subscribes, and connects again.
//!
//! What is heard waits in a bounded queue. When that is full the socket is not read until there is room, and TCP
//! holds the server back; nothing is dropped here.

use std::sync::Arc;
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use url::Url;

use super::connection::{Connection, Ended, Memory};
use super::heard::Heard;
use super::options::ListenerOptions;
use crate::{Retry, SourceError};

/// Messages that may wait to be taken.
const QUEUE: usize = 1024;

/// Listens until it is dropped.
#[derive(Debug)]
pub struct Listener {
    heard: mpsc::Receiver<Heard>,
    again: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Listener {
    /// Begins to listen, on the runtime that this is called on.
    ///
    /// # Errors
    /// When the address is none, or the token's file cannot be read.
    pub fn start(options: ListenerOptions) -> Result<Self, SourceError> {
        let hub = hub_url(&options.hub)?;
        options.token.read()?;
        let (out, heard) = mpsc::channel(QUEUE);
        let again = Arc::new(Notify::new());
        let task = tokio::spawn(listen(hub, options, out, Arc::clone(&again)));
        Ok(Self { heard, again, task })
    }

    /// What is heard next; never none while it listens. Nothing is lost when the wait is given up.
    pub async fn next(&mut self) -> Option<Heard> {
        self.heard.recv().await
    }

    /// Asks for a snapshot: whoever begins a new file needs one.
    pub fn subscribe_again(&self) {
        self.again.notify_one();
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The hub's address as HTTP has it, from which the WebSocket's is made.
fn hub_url(text: &str) -> Result<Url, SourceError> {
    let wrong = |reason: &str| SourceError::Option(format!("--hub {text}: {reason}"));
    let http = text.replacen("wss://", "https://", 1).replacen("ws://", "http://", 1);
    let url = Url::parse(&http).map_err(|error| wrong(&error.to_string()))?;
    if matches!(url.scheme(), "http" | "https") && url.has_host() {
        Ok(url)
    } else {
        Err(wrong("must be wss or ws"))
    }
}

async fn listen(hub: Url, options: ListenerOptions, out: mpsc::Sender<Heard>, again: Arc<Notify>) {
    let mut waits = Waits::new(&options);
    let mut memory = Memory::default();
    let mut told = None;
    loop {
        let began = Instant::now();
        let connection = Connection { hub: &hub, options: &options, out: &out, again: &again };
        let Ended { error, has_spoken } = match connection.run(&mut memory).await {
            Ok(()) => return,
            Err(ended) => ended,
        };
        // One that ends soon after its snapshot, each time, costs the hub most.
        if has_spoken && options.works_after <= began.elapsed() {
            waits.reset();
            told = None;
        }
        let wait = waits.after(&error);
        // Each way of failing is named once until it works again.
        let kind = std::mem::discriminant(&error);
        let status = match &error {
            SourceError::Refused { status, .. } => *status,
            _ => 0,
        };
        if told != Some((kind, status)) {
            told = Some((kind, status));
            let spoken =
                if has_spoken { format!(" after {} s", began.elapsed().as_secs()) } else { String::new() };
            let reason = format!("{error}{spoken}; trying again, first in {:.1} s", wait.as_secs_f64());
            let lacking = SourceError::Lacking { what: "the live feed".to_owned(), reason };
            if out.send(Heard::Lacking(lacking)).await.is_err() {
                return;
            }
        }
        tokio::select! {
            () = out.closed() => return,
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// How long to wait before the next attempt.
struct Waits {
    outage: ExponentialBuilder,
    refusal: ExponentialBuilder,
    after_outage: <ExponentialBuilder as BackoffBuilder>::Backoff,
    after_refusal: <ExponentialBuilder as BackoffBuilder>::Backoff,
    longest: Duration,
}

impl Waits {
    fn new(options: &ListenerOptions) -> Self {
        let growing = |first, longest| {
            ExponentialBuilder::default()
                .with_min_delay(first)
                .with_max_delay(longest)
                .without_max_times()
                .with_jitter()
        };
        let outage = growing(options.first_wait, options.longest_wait);
        let refusal = growing(options.first_refused_wait, options.longest_refused_wait);
        Self {
            after_outage: outage.build(),
            after_refusal: refusal.build(),
            outage,
            refusal,
            longest: options.longest_refused_wait,
        }
    }

    fn reset(&mut self) {
        (self.after_outage, self.after_refusal) = (self.outage.build(), self.refusal.build());
    }

    fn after(&mut self, error: &SourceError) -> Duration {
        let wait = match error.retry() {
            Retry::Soon => self.after_outage.next(),
            // Whatever it is, somebody may mend it while we wait.
            Retry::Later | Retry::Useless => self.after_refusal.next(),
        };
        let wait = wait.unwrap_or(self.longest);
        error.asked_wait().map_or(wait, |asked| asked.max(wait))
    }
}

#[cfg(test)]
mod tests {
    use super::super::options::DEFAULT_HUB;
    use super::*;

    #[test]
    fn an_address_that_is_none_is_named() {
        for bad in ["nowhere", "ftp://host/hub", "wss://"] {
            let error = hub_url(bad).unwrap_err().to_string();
            assert!(error.starts_with(&format!("--hub {bad}")), "{error}");
        }
        assert_eq!(hub_url(DEFAULT_HUB).unwrap().as_str(), "https://livetiming.formula1.com/signalrcore");
    }

    #[test]
    fn waits_after_refusals_grow_to_minutes_and_outages_are_soon_over() {
        let mut waits = Waits::new(&ListenerOptions::default());
        let refused = |wait| SourceError::Refused { url: String::new(), status: 429, wait };
        let outage = SourceError::Unreachable { url: String::new(), reason: String::new() };
        let last = (0..8).map(|_| waits.after(&refused(None))).last().unwrap();
        assert!(Duration::from_mins(5) <= last, "{last:?}");
        assert!(Duration::from_hours(1) <= waits.after(&refused(Some(Duration::from_hours(1)))));
        let last = (0..20).map(|_| waits.after(&outage)).last().unwrap();
        assert!((15..=60).contains(&last.as_secs()), "{last:?}");
        waits.reset();
        assert!(waits.after(&outage) < Duration::from_secs(2));
    }
}
