//! The gateway from outside: real sockets on port 0, raw HTTP, a real Kafka where there is one.

mod config;
mod http;
mod kafka;
mod shutdown;
mod support;
mod ws;
