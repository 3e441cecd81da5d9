//! The state machine on real recordings, which are read from `GRIDCAST_DATA` or `../shared/data`; without them a
//! test says that it skips, unless `GRIDCAST_REQUIRE_DATA=1` is set.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a test that skips says so")]

mod anything;
mod australia;
mod cut;
mod official;
mod recordings;
mod samples;
mod support;
