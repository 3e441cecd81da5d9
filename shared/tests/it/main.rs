//! Tests of the crate from outside.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
#![expect(clippy::print_stderr, reason = "a test that skips says so")]

mod as_json;
mod cleaning;
mod golden;
mod made_up;
mod roundtrip;
mod total;
mod traps;
