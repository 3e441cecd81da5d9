//! What is said while a race is being published: a bar on a terminal, a line each few seconds elsewhere.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Between two lines where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(5);

/// Between two looks of the bar.
const BAR_EVERY: Duration = Duration::from_millis(100);

/// Writes a line to standard error, where a closed pipe is nobody's problem.
pub(crate) fn say(line: &str) {
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}

/// The progress of one run.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    began: Instant,
    told: Instant,
    told_records: u64,
    first_ms: Option<i64>,
    lap: u16,
}

impl Progress {
    /// A run that begins now.
    pub(crate) fn new() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new_spinner();
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
                bar.set_style(style);
            }
            bar
        });
        let now = Instant::now();
        Self { bar, began: now, told: now, told_records: 0, first_ms: None, lap: 0 }
    }

    /// Another record has been handed over; `lap` where it tells.
    pub(crate) fn at(&mut self, at_ms: i64, lap: Option<f64>, records: u64) {
        let first_ms = *self.first_ms.get_or_insert(at_ms);
        self.lap = self.lap.max(lap.map_or(0, |lap| lap.clamp(0.0, 999.0) as u16));
        let every = if self.bar.is_some() { BAR_EVERY } else { LINE_EVERY };
        if self.told.elapsed() < every {
            return;
        }
        let rate = (records - self.told_records) as f64 / self.told.elapsed().as_secs_f64();
        let line = format!(
            "race time {}, lap {}, {records} records, {rate:.0}/s",
            clock(at_ms - first_ms),
            self.lap
        );
        match &self.bar {
            Some(bar) => {
                bar.set_message(line);
                bar.tick();
            }
            None => say(&line),
        }
        self.told = Instant::now();
        self.told_records = records;
    }

    /// The run is over.
    pub(crate) fn end(self, delivered: u64, failed: u64, malformed: u64) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        let seconds = self.began.elapsed().as_secs_f64();
        say(&format!(
            "{delivered} records acknowledged in {seconds:.1} s, {failed} failed, {malformed} lines not understood"
        ));
    }
}

fn clock(ms: i64) -> String {
    let seconds = ms.max(0) / 1000;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn race_time_is_hours_minutes_seconds() {
        assert_eq!(clock(3_723_999), "1:02:03");
        assert_eq!(clock(-5), "0:00:00");
    }
}
