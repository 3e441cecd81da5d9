//! The producer as a program. What needs a broker takes `GRIDCAST_KAFKA=host:port`; without one it says that it
//! skips, unless `GRIDCAST_REQUIRE_KAFKA=1`. Every test has topics of its own.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a test that skips says so")]

mod kafka;
mod wrong_input;

use std::path::PathBuf;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

fn producer() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gridcast-producer"));
    command.env_remove("GRIDCAST_TOPIC_PREFIX");
    command
}

/// A name that no other test or run has.
fn unique(name: &str) -> String {
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    format!("it-{name}-{}-{nanos}", std::process::id())
}

/// A file of telemetry that is gone after the test.
struct TeleFile(PathBuf);

impl TeleFile {
    fn new(lines: &[String]) -> Self {
        let file = std::env::temp_dir().join(unique("tele"));
        std::fs::write(&file, lines.join("\n")).unwrap();
        Self(file)
    }
}

impl Drop for TeleFile {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).unwrap();
    }
}

fn sample(driver: &str, date: i64) -> String {
    format!(r#"{{"Driver":"{driver}","Date":{date},"Speed":200.0}}"#)
}
