//! The producer as a program. What needs a broker takes `GRIDCAST_KAFKA=host:port`; without one it says that it
//! skips, unless `GRIDCAST_REQUIRE_KAFKA=1`. Every test has topics of its own.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a test that skips says so")]

mod archive;
mod kafka;
mod listener;
mod live;
mod record;
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

/// A recording, by its path in the folder of recordings; none where there are none.
fn recording(path: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let file = std::env::var_os("GRIDCAST_DATA").map_or_else(beside, PathBuf::from).join(path);
    if file.exists() {
        return Some(file);
    }
    assert!(std::env::var_os("GRIDCAST_REQUIRE_DATA").is_none(), "no recording at {}", file.display());
    eprintln!("skipped: no recording at {}", file.display());
    None
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
