//! The gateway from outside: real sockets on port 0, raw HTTP, a real Kafka where there is one.
#![expect(clippy::print_stderr, reason = "a test that skips says so")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod abuse;
mod archived;
mod base_path;
mod config;
mod delays;
mod export;
mod faults;
mod http;
mod kafka;
mod late;
mod limits;
mod live;
mod marts;
mod midway;
mod outage;
mod protocol;
mod proxied;
mod raw;
mod recordings;
mod shutdown;
mod sites;
mod slow;
mod soak;
mod support;
mod ws;

// What the benches look at a gateway with.
#[path = "../../benches/support/gateway.rs"]
mod gateway;
#[path = "../../benches/support/soak.rs"]
mod load;
#[path = "../../benches/support/spectator.rs"]
mod spectator;
