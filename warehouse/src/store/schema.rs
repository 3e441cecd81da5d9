//! Tables that the warehouse itself keeps, and how a database of an older build becomes one of this.
//!
//! Staging has the form of the sink connector: `record_metadata` says where a record came from, `record_content`
//! is the record as it was. Season data is staged one row a natural key, with the API's own object.

use std::path::Path;

use duckdb::Connection;
use gridcast_shared::topics::Topic;

use super::error::{Result, StoreError};

/// Version of the tables below.
pub const SCHEMA_VERSION: i64 = 7;

/// Statements that lead from version `i` to `i + 1`.
const MIGRATIONS: [&str; SCHEMA_VERSION as usize] =
    [VERSION_1, VERSION_2, VERSION_3, VERSION_4, VERSION_5, VERSION_6, VERSION_7];

/// Every table that models may read.
pub const STAGING_TABLES: [&str; 19] = [
    "stg_laps",
    "stg_telemetry",
    "stg_session",
    "stg_timing",
    "stg_race_control",
    "stg_weather",
    "stg_rejected",
    "stg_jolpica_events",
    "stg_jolpica_circuits",
    "stg_jolpica_drivers",
    "stg_jolpica_constructors",
    "stg_jolpica_driver_standings",
    "stg_jolpica_constructor_standings",
    "stg_jolpica_results",
    "stg_jolpica_sprint_results",
    "stg_jolpica_qualifying_results",
    "stg_jolpica_laps",
    "stg_jolpica_pit_stops",
    FORMER,
];

/// Results and standings as they were before another answer.
pub const FORMER: &str = "stg_jolpica_former";

/// The staging table of a topic.
pub fn staging_table(topic: Topic) -> &'static str {
    match topic {
        Topic::Tele => "stg_telemetry",
        Topic::Laps => "stg_laps",
        Topic::Session => "stg_session",
        Topic::Timing => "stg_timing",
        Topic::RaceControl => "stg_race_control",
        Topic::Weather => "stg_weather",
    }
}

/// Records are packed by zstd: two thirds of the size, and less work, than what DuckDB would choose.
const VERSION_1: &str = r#"
CREATE TABLE stg_laps (
    record_metadata JSON NOT NULL USING COMPRESSION zstd, record_content JSON NOT NULL USING COMPRESSION zstd
);
CREATE TABLE stg_telemetry (
    record_metadata JSON NOT NULL USING COMPRESSION zstd, record_content JSON NOT NULL USING COMPRESSION zstd
);
CREATE TABLE stg_session (
    record_metadata JSON NOT NULL USING COMPRESSION zstd, record_content JSON NOT NULL USING COMPRESSION zstd
);
CREATE TABLE stg_timing (
    record_metadata JSON NOT NULL USING COMPRESSION zstd, record_content JSON NOT NULL USING COMPRESSION zstd
);
CREATE TABLE stg_race_control (
    record_metadata JSON NOT NULL USING COMPRESSION zstd, record_content JSON NOT NULL USING COMPRESSION zstd
);
CREATE TABLE stg_weather (
    record_metadata JSON NOT NULL USING COMPRESSION zstd, record_content JSON NOT NULL USING COMPRESSION zstd
);
CREATE TABLE stg_rejected (
    topic VARCHAR NOT NULL, partition INTEGER NOT NULL, "offset" BIGINT NOT NULL,
    key VARCHAR, reason VARCHAR NOT NULL, raw BLOB, create_time BIGINT
);
CREATE TABLE stg_offsets (
    topic VARCHAR, partition INTEGER, next_offset BIGINT NOT NULL, PRIMARY KEY (topic, partition)
);
CREATE TABLE stg_jolpica_events (
    season INTEGER, round INTEGER, record_content JSON NOT NULL, loaded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (season, round)
);
CREATE TABLE stg_jolpica_circuits (
    circuit_id VARCHAR, record_content JSON NOT NULL, loaded_at TIMESTAMP NOT NULL, PRIMARY KEY (circuit_id)
);
CREATE TABLE stg_jolpica_drivers (
    season INTEGER, driver_id VARCHAR, record_content JSON NOT NULL, loaded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (season, driver_id)
);
CREATE TABLE stg_jolpica_constructors (
    season INTEGER, constructor_id VARCHAR, record_content JSON NOT NULL, loaded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (season, constructor_id)
);
CREATE TABLE stg_jolpica_driver_standings (
    season INTEGER, round INTEGER, driver_id VARCHAR, record_content JSON NOT NULL, loaded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (season, round, driver_id)
);
CREATE TABLE stg_jolpica_constructor_standings (
    season INTEGER, round INTEGER, constructor_id VARCHAR,
    record_content JSON NOT NULL, loaded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (season, round, constructor_id)
);
CREATE TABLE stg_jolpica_results (
    season INTEGER, round INTEGER, driver_id VARCHAR, record_content JSON NOT NULL, loaded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (season, round, driver_id)
);
CREATE TABLE stg_jolpica_sprint_results (
    season INTEGER, round INTEGER, driver_id VARCHAR, record_content JSON NOT NULL, loaded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (season, round, driver_id)
);
CREATE TABLE stg_jolpica_qualifying_results (
    season INTEGER, round INTEGER, driver_id VARCHAR, record_content JSON NOT NULL, loaded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (season, round, driver_id)
);
CREATE TABLE stg_jolpica_laps (
    season INTEGER, round INTEGER, driver_id VARCHAR, lap INTEGER,
    record_content JSON NOT NULL, loaded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (season, round, driver_id, lap)
);
CREATE TABLE stg_jolpica_pit_stops (
    season INTEGER, round INTEGER, driver_id VARCHAR, stop INTEGER,
    record_content JSON NOT NULL, loaded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (season, round, driver_id, stop)
);
CREATE TABLE meta_assets (
    asset VARCHAR PRIMARY KEY, kind VARCHAR NOT NULL, last_run TIMESTAMP, last_success TIMESTAMP,
    duration_ms BIGINT, n_rows BIGINT, last_error VARCHAR
);
"#;

/// When the newest record that was read had been published. Of what was read before, nothing is known.
const VERSION_2: &str = "
ALTER TABLE stg_offsets ADD COLUMN newest_ms BIGINT;
UPDATE stg_offsets SET newest_ms = 253402300799000;
";

/// What the record before the next offset was: a topic that holds another one there was made anew.
const VERSION_3: &str = "
ALTER TABLE stg_offsets ADD COLUMN fingerprint BIGINT;
";

/// A result is of a drive, since one driver may have driven two cars; and when each round was last asked for.
const VERSION_4: &str = "
CREATE TABLE results_before AS SELECT * FROM stg_jolpica_results;
DROP TABLE stg_jolpica_results;
CREATE TABLE stg_jolpica_results (
    season INTEGER, round INTEGER, driver_id VARCHAR, car VARCHAR,
    record_content JSON NOT NULL, loaded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (season, round, driver_id, car)
);
INSERT INTO stg_jolpica_results
SELECT season, round, driver_id, coalesce(record_content->>'$.number', ''), record_content, loaded_at FROM results_before;
DROP TABLE results_before;
CREATE TABLE results_before AS SELECT * FROM stg_jolpica_sprint_results;
DROP TABLE stg_jolpica_sprint_results;
CREATE TABLE stg_jolpica_sprint_results (
    season INTEGER, round INTEGER, driver_id VARCHAR, car VARCHAR,
    record_content JSON NOT NULL, loaded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (season, round, driver_id, car)
);
INSERT INTO stg_jolpica_sprint_results
SELECT season, round, driver_id, coalesce(record_content->>'$.number', ''), record_content, loaded_at FROM results_before;
DROP TABLE results_before;
CREATE TABLE meta_jolpica_rounds (
    season INTEGER, round INTEGER, asked_at TIMESTAMP NOT NULL, PRIMARY KEY (season, round)
);
";

/// What another answer of the API replaced or took away: results and standings are corrected days or months later.
const VERSION_5: &str = "
CREATE TABLE stg_jolpica_former (
    resource VARCHAR NOT NULL, season INTEGER NOT NULL, round INTEGER NOT NULL, id VARCHAR NOT NULL,
    record_content JSON NOT NULL, loaded_at TIMESTAMP NOT NULL, replaced_at TIMESTAMP NOT NULL
);
";

/// What the lines of an imported file were.
const VERSION_6: &str = "
CREATE TABLE meta_files (topic VARCHAR PRIMARY KEY, lines BIGINT NOT NULL, sum VARCHAR NOT NULL);
";

/// When each round was last tried: one that cannot be had whole takes its turn like the others.
const VERSION_7: &str = "
CREATE TABLE rounds_before AS SELECT * FROM meta_jolpica_rounds;
DROP TABLE meta_jolpica_rounds;
CREATE TABLE meta_jolpica_rounds (
    season INTEGER, round INTEGER, asked_at TIMESTAMP, tried_at TIMESTAMP NOT NULL, PRIMARY KEY (season, round)
);
INSERT INTO meta_jolpica_rounds SELECT season, round, asked_at, asked_at FROM rounds_before;
DROP TABLE rounds_before;
";

/// Brings the schema up to date, a version a transaction: DuckDB alters no table whose rows the same transaction has
/// changed.
pub(super) fn migrate(connection: &Connection, path: &Path) -> Result<()> {
    connection.execute_batch("CREATE TABLE IF NOT EXISTS meta_schema (version BIGINT NOT NULL)")?;
    let found: i64 =
        connection.query_row("SELECT coalesce(max(version), 0) FROM meta_schema", [], |row| row.get(0))?;
    if SCHEMA_VERSION < found {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: SCHEMA_VERSION });
    }
    for (version, step) in (1..).zip(MIGRATIONS).skip(usize::try_from(found).unwrap_or(0)) {
        let transaction = connection.unchecked_transaction()?;
        transaction.execute_batch(step)?;
        transaction.execute("DELETE FROM meta_schema", [])?;
        transaction.execute("INSERT INTO meta_schema VALUES (?)", [version])?;
        transaction.commit()?;
    }
    Ok(())
}
