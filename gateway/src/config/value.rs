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

/// Bytes that people write with a unit: `500MB`, `1.5 GiB`, or none of it.
pub(super) fn parse_bytes(option: &str, text: &str) -> Result<u64, ConfigError> {
    let digits = text.trim().trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    let unit = text.trim().trim_start_matches(digits).trim();
    let factor = match unit.to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "kb" => 1e3,
        "mb" => 1e6,
        "gb" => 1e9,
        "tb" => 1e12,
        "kib" => 1024.0,
        "mib" => 1024.0 * 1024.0,
        "gib" => 1024.0 * 1024.0 * 1024.0,
        "tib" => 1024.0 * 1024.0 * 1024.0 * 1024.0,
        _ => f64::NAN,
    };
    let bytes = digits.parse::<f64>().unwrap_or(f64::NAN) * factor;
    if (0.0..=1e18).contains(&bytes) {
        Ok(bytes as u64)
    } else {
        bad(format!("--{option} must be a size such as 500MB or 20GiB, got {text:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_the_units_that_people_write() {
        for (text, bytes) in [("10GB", 10_000_000_000), ("1.5 MiB", 1_572_864), ("300", 300), ("2kb", 2_000)]
        {
            assert_eq!(parse_bytes("x", text).unwrap(), bytes, "{text}");
        }
        for bad in ["", "GB", "-1MB", "3 parsecs", "1e400", "NaN"] {
            assert!(parse_bytes("x", bad).is_err(), "{bad:?}");
        }
    }
}
