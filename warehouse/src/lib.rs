//! The warehouse: topics and season data into `DuckDB`, SQL models over them, and marts as JSON documents.
//!
//! [`sink`], [`import`] and [`backfill`] fill staging with records, [`jolpica`] with season data, [`models`] runs the dbt
//! project, [`publish`] writes documents of `gridcast_shared::mart`, and [`run`] does all of it as one service.
//! The gateway knows nothing of this crate; it serves what was published.
#![forbid(unsafe_code)]

pub mod assets;
pub mod backfill;
pub mod batch;
pub mod import;
pub mod jolpica;
pub mod kafka;
pub mod metrics;
pub mod models;
pub mod progress;
pub mod publish;
pub mod run;
pub mod schedule;
pub mod sink;
pub mod stop;
pub mod store;
pub mod table;
