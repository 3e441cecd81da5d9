//! A file as an answer: which encoding the client takes, whether it has the file already, and what it is.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use super::etag::has_already;

/// How a body is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// `br`.
    Brotli,
    /// `gzip`.
    Gzip,
}

impl Encoding {
    /// Its name in headers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }
}

/// A file in the form in which it is sent.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its bytes, compressed as `encoding` says.
    pub body: Bytes,
    /// How they are compressed.
    pub encoding: Option<Encoding>,
    /// With its quotes, the same for every encoding.
    pub etag: String,
    /// What it is.
    pub mime: HeaderValue,
    /// Cache-Control.
    pub cache: &'static str,
}

impl Document {
    /// The answer: the bytes, or that the client has them already.
    pub fn answer(self, headers: &HeaderMap) -> Response {
        // Each encoding is a representation of its own.
        let etag = match self.encoding {
            Some(encoding) => format!("{}-{}\"", self.etag.trim_end_matches('"'), encoding.name()),
            None => self.etag,
        };
        let mut response = if has_already(headers, &etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            self.body.into_response()
        };
        let out = response.headers_mut();
        out.insert(header::CONTENT_TYPE, self.mime);
        out.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.cache));
        out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(etag) = HeaderValue::try_from(etag) {
            out.insert(header::ETAG, etag);
        }
        if let Some(encoding) = self.encoding {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
        }
        response
    }
}

/// Which encodings a client takes: those it names without `q=0`.
pub fn accepted(headers: &HeaderMap) -> impl Fn(&str) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    move |encoding| {
        accepted.split(',').any(|item| {
            let (name, quality) = item.split_once(';').unwrap_or((item, ""));
            let quality = quality.trim().trim_start_matches("q=");
            name.trim().eq_ignore_ascii_case(encoding) && quality.parse::<f32>().ok().is_none_or(|q| 0.0 < q)
        })
    }
}

/// What a file is, by its name; of text also in which encoding.
pub fn mime(name: &str) -> HeaderValue {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let is_text = kind.type_() == mime_guess::mime::TEXT;
    let text = if is_text { format!("{kind}; charset=utf-8") } else { kind.to_string() };
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_what_browsers_want_them_to_be() {
        for (name, kind) in [
            ("index.html", "text/html; charset=utf-8"),
            ("app.js", "text/javascript; charset=utf-8"),
            ("style.css", "text/css; charset=utf-8"),
            ("app_bg.wasm", "application/wasm"),
            ("app.webmanifest", "application/manifest+json"),
            ("icon.svg", "image/svg+xml"),
            ("font.woff2", "font/woff2"),
            ("index.json", "application/json"),
            ("LICENSE", "application/octet-stream"),
        ] {
            assert_eq!(mime(name), kind, "{name}");
        }
    }

    #[test]
    fn an_encoding_is_accepted_unless_its_quality_is_zero() {
        let headers = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            headers
        };
        assert!(accepted(&headers("gzip, deflate, br"))("br"));
        assert!(accepted(&headers("br;q=0.5"))("br"));
        assert!(!accepted(&headers("br;q=0, gzip"))("br"));
        assert!(!accepted(&headers("abr"))("br"));
        assert!(!accepted(&HeaderMap::new())("br"));
    }
}
