//! The gateway from outside: real sockets on port 0, raw HTTP, a real Kafka where there is one.
#![expect(clippy::print_stderr, reason = "a test that skips says so")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod config;
mod http;
mod kafka;
mod marts;
mod midway;
mod outage;
mod shutdown;
mod support;
mod ws;
