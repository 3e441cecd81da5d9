//! One word for all threads: stop. Raised by Ctrl-C or SIGTERM, or by a part that has failed; whoever waits wakes.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// A flag that is raised once.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<(Mutex<bool>, Condvar)>);

impl Stop {
    /// Raised by Ctrl-C and SIGTERM. Only one of a process can be.
    ///
    /// # Errors
    /// When the signals cannot be listened for.
    pub fn on_signal() -> Result<Self, ctrlc::Error> {
        let stop = Self::default();
        let raised = stop.clone();
        ctrlc::set_handler(move || raised.raise())?;
        Ok(stop)
    }

    /// Raises it.
    pub fn raise(&self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.1.notify_all();
    }

    /// Whether it is raised.
    pub fn is_raised(&self) -> bool {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits at most this long for it; whether it is raised.
    pub fn wait(&self, at_most: Duration) -> bool {
        let raised = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.0.1.wait_timeout_while(raised, at_most, |raised| !*raised);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waits_wakes_when_it_is_raised() {
        let stop = Stop::default();
        assert!(!stop.wait(Duration::ZERO));
        let waiting = stop.clone();
        let thread = std::thread::spawn(move || waiting.wait(Duration::from_mins(1)));
        stop.raise();
        assert!(thread.join().unwrap() && stop.is_raised());
    }
}
