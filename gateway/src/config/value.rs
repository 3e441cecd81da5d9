//! Values that several options have: addresses to listen on, and times in seconds.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use super::error::{ConfigError, bad};
use super::options;

/// An address to listen on, with or without a port; `port` goes before its own.
pub(super) fn parse_listen(option: &str, listen: &str, port: Option<u16>) -> Result<SocketAddr, ConfigError> {
    let address = listen
        .parse::<SocketAddr>()
        .or_else(|_| listen.parse::<IpAddr>().map(|ip| SocketAddr::new(ip, options::DEFAULT_PORT)));
    let Ok(mut address) = address else {
        return bad(format!("--{option} must be an address such as 0.0.0.0 or [::]:8080, got {listen:?}"));
    };
    if let Some(port) = port {
        address.set_port(port);
    }
    Ok(address)
}

/// Seconds within bounds.
pub(super) fn seconds(name: &str, value: u64, lo: u64, hi: u64) -> Result<Duration, ConfigError> {
    if (lo..=hi).contains(&value) {
        Ok(Duration::from_secs(value))
    } else {
        bad(format!("--{name} must be {lo} to {hi} seconds, got {value}"))
    }
}
