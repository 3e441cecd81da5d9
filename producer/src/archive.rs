//! Past sessions from the official static archive: what there is ([`index`]), and bringing it here ([`fetch`]).
//!
//! Everything here waits for the network and blocks; an asynchronous caller gives it a thread.

pub mod client;
pub mod fetch;
pub mod index;
pub mod wanted;

use std::path::PathBuf;

/// Where fetched sessions are kept unless told otherwise: `gridcast/sessions` in the user's folder for caches.
pub fn default_folder() -> PathBuf {
    let of = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let caches = of("XDG_CACHE_HOME").or_else(|| of("HOME").map(|home| home.join(".cache")));
    caches.unwrap_or_else(std::env::temp_dir).join("gridcast").join("sessions")
}
