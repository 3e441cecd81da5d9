//! What stands for bytes: the same for the same bytes, on every gateway and after every restart.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// Bytes of the hash that are used: two contents in a million years share one.
const USED: usize = 12;

/// A short text for a content, hexadecimal: safe in an address and, with quotes, an `ETag`.
pub fn content_hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().take(USED).fold(String::with_capacity(2 * USED), |mut text, byte| {
        // Writing to a string cannot fail.
        write!(text, "{byte:02x}").ok();
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_of_the_content_alone() {
        assert_eq!(content_hash(b"a"), content_hash(b"a"));
        assert_ne!(content_hash(b"a"), content_hash(b"b"));
        assert_eq!(content_hash(b"").len(), 2 * USED);
    }
}
