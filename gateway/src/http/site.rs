//! The built page, read into memory at start. Compressed siblings (`x.br`, `x.gz`) are made at build time.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::has_already;

/// Where the page's inline scripts' hashes go.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self' 'unsafe-inline'; \
                      img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; \
                      form-action 'none'; frame-ancestors *";

/// The files of the page.
#[derive(Debug)]
pub struct Site {
    assets: BTreeMap<String, Asset>,
    /// Content-Security-Policy for HTML.
    policy: HeaderValue,
}

#[derive(Debug, Default)]
struct Asset {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    etag: String,
    mime: &'static str,
    /// Its name changes with its content.
    hashed: bool,
}

impl Site {
    /// Reads a folder and all below it.
    ///
    /// # Errors
    /// When something in it cannot be read.
    pub fn load(folder: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        read_folder(folder, "", &mut files)?;
        let mut site =
            Self { assets: BTreeMap::new(), policy: HeaderValue::from_static("default-src 'self'") };
        for (name, plain) in &files {
            let of_other = ["br", "gz"].iter().any(|extension| {
                name.strip_suffix(extension)
                    .and_then(|name| name.strip_suffix('.'))
                    .is_some_and(|n| files.contains_key(n))
            });
            if of_other {
                continue;
            }
            let asset = Asset {
                etag: format!("\"{}\"", &BASE64.encode(Sha256::digest(plain)).get(..16).unwrap_or_default()),
                plain: plain.clone(),
                brotli: files.get(&format!("{name}.br")).cloned(),
                gzip: files.get(&format!("{name}.gz")).cloned(),
                mime: mime(name),
                hashed: is_hashed(name),
            };
            site.assets.insert(format!("/{name}"), asset);
        }
        if let Some(index) = site.assets.get("/index.html") {
            let policy = POLICY.replace("{}", &script_hashes(&String::from_utf8_lossy(&index.plain)));
            site.policy = HeaderValue::try_from(policy).map_err(io::Error::other)?;
        }
        Ok(site)
    }

    /// Answers a path: a file, or the page itself where a browser navigates within the app.
    pub fn answer(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        let asset = match self.assets.get(if path == "/" { "/index.html" } else { path }) {
            Some(asset) => asset,
            None if is_navigation(path, headers) => self.assets.get("/index.html")?,
            None => return None,
        };
        Some(self.send(asset, headers))
    }

    fn send(&self, asset: &Asset, headers: &HeaderMap) -> Response {
        let cache = if asset.hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
        let accepts = accepted(headers);
        let (body, encoding) = match (&asset.brotli, &asset.gzip) {
            (Some(brotli), _) if accepts("br") => (brotli, Some("br")),
            (_, Some(gzip)) if accepts("gzip") => (gzip, Some("gzip")),
            _ => (&asset.plain, None),
        };
        // Each encoding is a representation of its own.
        let etag = match encoding {
            Some(encoding) => format!("{}-{encoding}\"", asset.etag.trim_end_matches('"')),
            None => asset.etag.clone(),
        };
        let mut response = if has_already(headers, &etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            body.clone().into_response()
        };
        let out = response.headers_mut();
        out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.mime));
        out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(etag) = HeaderValue::try_from(etag) {
            out.insert(header::ETAG, etag);
        }
        if let Some(encoding) = encoding {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        if asset.mime.starts_with("text/html") {
            out.insert(header::CONTENT_SECURITY_POLICY, self.policy.clone());
        }
        response
    }
}

fn read_folder(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Bytes>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read_folder(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, std::fs::read(entry.path())?.into());
        }
    }
    Ok(())
}

/// Which encodings a client takes: those it names without `q=0`.
fn accepted(headers: &HeaderMap) -> impl Fn(&str) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    move |encoding| {
        accepted.split(',').any(|item| {
            let (name, quality) = item.split_once(';').unwrap_or((item, ""));
            let quality = quality.trim().trim_start_matches("q=");
            name.trim().eq_ignore_ascii_case(encoding) && quality.parse::<f32>().ok().is_none_or(|q| 0.0 < q)
        })
    }
}

/// A browser that goes to an address of the app: it asks for HTML, and the last part names no file.
fn is_navigation(path: &str, headers: &HeaderMap) -> bool {
    let wants_html = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    let names_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    wants_html && !names_file && !path.starts_with("/api/")
}

/// Whether a name holds a hash of its content: a part of at least twelve hexadecimal digits.
fn is_hashed(name: &str) -> bool {
    name.split(['-', '.', '_', '/'])
        .any(|part| 12 <= part.len() && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The hashes of a page's inline scripts, as the policy wants them; the build makes one to load the WASM.
fn script_hashes(html: &str) -> String {
    let mut hashes = String::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once("<script") {
        let Some((attributes, after)) = after.split_once('>') else { break };
        let Some((script, after)) = after.split_once("</script>") else { break };
        rest = after;
        if !attributes.contains("src=") && !script.is_empty() {
            hashes.push_str(" 'sha256-");
            BASE64.encode_string(Sha256::digest(script), &mut hashes);
            hashes.push('\'');
        }
    }
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names_are_known() {
        for (name, hashed) in [
            ("gridcast-frontend-59ab3f0c8d1e2a77_bg.wasm", true),
            ("style-0123456789abcdef.css", true),
            ("index.html", false),
            ("gridcast-frontend.js", false),
            ("icon-512.png", false),
        ] {
            assert_eq!(is_hashed(name), hashed, "{name}");
        }
    }

    #[test]
    fn only_inline_scripts_are_hashed() {
        let html = r#"<script type="module">alert(1)</script><script src="x.js"></script>"#;
        // The value that browsers want: openssl dgst -sha256 -binary | base64.
        assert_eq!(script_hashes(html), " 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='");
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
