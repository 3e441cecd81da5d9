//! The warehouse as a program. What needs a broker takes `GRIDCAST_KAFKA=host:port`; what needs recordings takes
//! them from `GRIDCAST_DATA` or `../shared/data`. Either says that it skips where there is none, unless
//! `GRIDCAST_REQUIRE_KAFKA=1` or `GRIDCAST_REQUIRE_DATA=1` is set.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a test that skips says so")]

mod api;
mod backfill;
mod bad_input;
mod held_back;
mod in_step;
mod jolpica;
mod kafka;
mod marts;
mod odd_numbers;
mod outages;
mod schemas;
mod seasons;
mod service;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{SystemTime, UNIX_EPOCH};

use duckdb::{AccessMode, Config, Connection};

/// A folder of a test with a database in it.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn database(&self) -> PathBuf {
        self.path("w.duckdb")
    }

    /// The program on this place's database.
    fn warehouse(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gridcast-warehouse"));
        for name in ["GRIDCAST_TOPIC_PREFIX", "GRIDCAST_LOG", "GRIDCAST_JOLPICA_URL", "GRIDCAST_WAREHOUSE"] {
            command.env_remove(name);
        }
        command.arg("--database").arg(self.database());
        command
    }

    /// Runs the program; its whole output when it fails.
    fn run(&self, args: &[&str]) -> String {
        let output = self.warehouse().args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", text_of(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// One number of the database, which no program has open.
    fn number(&self, sql: &str) -> i64 {
        let config = Config::default().access_mode(AccessMode::ReadOnly).unwrap();
        let connection = Connection::open_with_flags(self.database(), config).unwrap();
        connection.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// The rows of a query as text.
    fn rows(&self, sql: &str) -> Vec<String> {
        let config = Config::default().access_mode(AccessMode::ReadOnly).unwrap();
        let connection = Connection::open_with_flags(self.database(), config).unwrap();
        let sql = format!("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({sql})");
        let mut statement = connection.prepare(&sql).unwrap();
        let mut rows = statement.query([]).unwrap();
        let mut all = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let n = row.as_ref().column_count();
            let texts =
                (0..n).map(|i| row.get::<_, Option<String>>(i).unwrap().unwrap_or_else(|| "-".to_owned()));
            all.push(texts.collect::<Vec<_>>().join(" "));
        }
        all
    }
}

/// What a program said, on both outputs.
fn text_of(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A file of the recordings; says that it is not there.
fn recording(path: &str) -> Option<PathBuf> {
    let data = std::env::var_os("GRIDCAST_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let file = data.join(path);
    if file.exists() {
        return Some(file);
    }
    assert!(std::env::var_os("GRIDCAST_REQUIRE_DATA").is_none(), "no recording at {}", file.display());
    eprintln!("skipped: no recording at {}", file.display());
    None
}

/// A name that no other test or run has.
fn unique(name: &str) -> String {
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    format!("it-{name}-{}-{nanos}", std::process::id())
}
