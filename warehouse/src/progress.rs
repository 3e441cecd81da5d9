//! What is said while records are read: a bar on a terminal, a line each few seconds elsewhere.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Between two lines where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(5);
/// Between two looks of the bar.
const BAR_EVERY: Duration = Duration::from_millis(100);

/// Writes a line to standard error, where a closed pipe is nobody's problem.
pub fn say(line: &str) {
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}

/// Writes a line to standard output.
pub fn print(line: &str) {
    drop(writeln!(std::io::stdout().lock(), "{line}"));
}

/// The progress of reading records.
#[derive(Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    total: Option<u64>,
    began: Instant,
    told: Instant,
    is_silent: bool,
}

impl Progress {
    /// Begins; `total` where it is known.
    pub fn new(total: Option<u64>) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| match total {
            Some(total) => {
                let bar = ProgressBar::new(total);
                let template = "{bar:32} {human_pos} of {human_len} records, {per_sec}, {eta} left";
                if let Ok(style) = ProgressStyle::with_template(template) {
                    bar.set_style(style);
                }
                bar
            }
            None => ProgressBar::new_spinner(),
        });
        let now = Instant::now();
        Self { bar, total, began: now, told: now, is_silent: false }
    }

    /// Says nothing, for a service that follows.
    pub fn silent() -> Self {
        let now = Instant::now();
        Self { bar: None, total: None, began: now, told: now, is_silent: true }
    }

    /// So many records have been read.
    pub fn at(&mut self, records: u64) {
        let every = if self.bar.is_some() { BAR_EVERY } else { LINE_EVERY };
        if self.is_silent || self.told.elapsed() < every {
            return;
        }
        self.told = Instant::now();
        let rate = records as f64 / self.began.elapsed().as_secs_f64();
        let of = self.total.map_or(String::new(), |total| format!(" of {total}"));
        match &self.bar {
            Some(bar) => {
                bar.set_position(records);
                if self.total.is_none() {
                    bar.set_message(format!("{records} records, {rate:.0}/s"));
                }
            }
            None => say(&format!("{records}{of} records, {rate:.0}/s")),
        }
    }

    /// Ends it; seconds since it began.
    pub fn end(self) -> f64 {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        self.began.elapsed().as_secs_f64()
    }
}
