//! The signal to stop: Ctrl-C or SIGTERM.

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Whether it is time to stop; shared by all who ask.
#[derive(Clone, Debug)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Listens for signals from now on, on the runtime that this is called on.
    ///
    /// # Errors
    /// When the system does not let us.
    pub(crate) fn on_signal() -> anyhow::Result<Self> {
        let of = |kind| signal(kind).context("cannot listen for signals");
        let (mut interrupt, mut terminate) = (of(SignalKind::interrupt())?, of(SignalKind::terminate())?);
        let (raise, raised) = watch::channel(false);
        tokio::spawn(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            raise.send_replace(true);
            // Whoever asks later must hear it, too.
            raise.closed().await;
        });
        Ok(Self(raised))
    }

    /// Whether it is raised.
    pub(crate) fn is_raised(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until it is raised.
    pub(crate) async fn raised(&self) {
        let mut raised = self.0.clone();
        // The sender is gone only with the runtime.
        raised.wait_for(|raised| *raised).await.ok();
    }
}
