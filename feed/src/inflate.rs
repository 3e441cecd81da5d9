//! The deflated topics: base64 of raw deflate of JSON, inflated within a bound.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::DeflateDecoder;
use serde_json::Value;

use crate::message::Refusal;

/// Most that one message inflates to, bytes. A real one has under 20 KB; after a pause of the feed, some more.
const MAX_INFLATED_BYTES: usize = 4 * 1024 * 1024;

/// Inflates the text of a deflated topic.
///
/// # Errors
/// When it is no base64, no deflate, no JSON, or beyond the bound.
pub(crate) fn inflate(text: &str) -> Result<Value, Refusal> {
    let packed = STANDARD.decode(text).map_err(Refusal::NotBase64)?;
    let mut json = Vec::new();
    let bound = MAX_INFLATED_BYTES as u64 + 1;
    let read = DeflateDecoder::new(packed.as_slice()).take(bound).read_to_end(&mut json);
    read.map_err(|error| Refusal::NotDeflated(error.to_string()))?;
    if MAX_INFLATED_BYTES < json.len() {
        return Err(Refusal::InflatesTooFar(MAX_INFLATED_BYTES));
    }
    serde_json::from_slice(&json).map_err(Refusal::NotJson)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn packed(bytes: &[u8]) -> String {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        STANDARD.encode(encoder.finish().unwrap())
    }

    fn reason(text: &str) -> &'static str {
        inflate(text).unwrap_err().reason()
    }

    #[test]
    fn what_was_packed_comes_out() {
        assert_eq!(inflate(&packed(b"{\"Entries\":[]}")).unwrap(), serde_json::json!({"Entries": []}));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert_eq!(reason("no base 64"), "not_base64");
        assert_eq!(reason(&STANDARD.encode([0xff; 40])), "not_deflated");
        assert_eq!(reason(&packed(b"nothing")), "not_json");
        assert_eq!(reason(&packed(&vec![b' '; MAX_INFLATED_BYTES + 1])), "inflates_too_far");
    }
}
