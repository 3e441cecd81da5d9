//! Which version of an answer a client has already: `If-None-Match` (RFC 9110, 13.1.2).

use axum::http::HeaderMap;
use headers::{ETag, HeaderMapExt, IfNoneMatch};

/// Whether the client has this version already; `etag` is with its quotes.
pub fn has_already(headers: &HeaderMap, etag: &str) -> bool {
    let Some(known) = headers.typed_get::<IfNoneMatch>() else { return false };
    etag.parse::<ETag>().is_ok_and(|etag| !known.precondition_passes(&etag))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, header};

    use super::*;

    #[test]
    fn a_version_is_known_when_it_is_among_those_that_the_client_names() {
        for (named, is_known) in [
            (r#""a""#, true),
            (r#"W/"a""#, true),
            (r#""b", "a""#, true),
            ("*", true),
            (r#""b""#, false),
            ("a", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(named));
            assert_eq!(has_already(&headers, r#""a""#), is_known, "{named}");
        }
        assert!(!has_already(&HeaderMap::new(), r#""a""#));
    }
}
