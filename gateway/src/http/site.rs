//! The built page, read into memory at start. Compressed siblings (`x.br`, `x.gz`) are made at build time.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use gridcast_shared::panel::Panel;
use sha2::{Digest, Sha256};

use super::client::host;
use super::document::{Document, Encoding, accepted, mime};
use crate::config::{BasePath, Origins, Sites};
use crate::page::rebased;

/// `{own}` is where the site's own host goes, `{scripts}` the page's inline scripts' hashes, `{who}` who may frame it.
const POLICY: &str = "default-src 'self'{own}; script-src 'self'{own} 'wasm-unsafe-eval'{scripts}; \
                      style-src 'self'{own} 'unsafe-inline'; img-src 'self'{own} data:; connect-src 'self'{own}; \
                      object-src 'none'; base-uri 'self'{own}; form-action 'none'; frame-ancestors {who}";

/// The files of the page.
#[derive(Debug)]
pub struct Site {
    assets: BTreeMap<String, Asset>,
}

#[derive(Debug)]
struct Asset {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    etag: String,
    mime: HeaderValue,
    /// Its name changes with its content.
    hashed: bool,
    /// Content-Security-Policy, for HTML; the host that is asked is still to be put in.
    policies: Option<Policies>,
}

#[derive(Debug)]
struct Policies {
    /// Of the whole page.
    page: String,
    /// Of a panel of the live page alone.
    panel: String,
    /// Of a chart alone.
    chart: String,
}

impl Site {
    /// Reads a folder and all below it, to be served below a path.
    ///
    /// # Errors
    /// When something in it cannot be read.
    pub fn load(folder: &Path, sites: &Sites, base: &BasePath) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        read_folder(folder, "", &mut files)?;
        let mut assets = BTreeMap::new();
        for (name, plain) in &files {
            let of_other = ["br", "gz"].iter().any(|extension| {
                name.strip_suffix(extension)
                    .and_then(|name| name.strip_suffix('.'))
                    .is_some_and(|n| files.contains_key(n))
            });
            if of_other {
                continue;
            }
            let mime = mime(name);
            let is_html = mime.as_bytes().starts_with(b"text/html");
            let is_moved = is_html && !base.is_root();
            let plain = match std::str::from_utf8(plain) {
                Ok(html) if is_moved => Bytes::from(rebased(html, base.as_str())),
                _ => plain.clone(),
            };
            let sibling =
                |extension| files.get(&format!("{name}.{extension}")).filter(|_| !is_moved).cloned();
            let asset = Asset {
                etag: etag_of(&plain),
                brotli: sibling("br"),
                gzip: sibling("gz"),
                mime,
                hashed: is_hashed(name),
                policies: is_html.then(|| Policies::of(&plain, sites)).transpose()?,
                plain,
            };
            assets.insert(format!("/{name}"), asset);
        }
        Ok(Self { assets })
    }

    /// Answers a path: a file, or the page that it belongs to where a browser navigates. `alone` is what the address
    /// shows of the page, `discovery` where a program learns how to frame it.
    pub fn answer(
        &self,
        path: &str,
        alone: Option<Panel>,
        discovery: Option<String>,
        headers: &HeaderMap,
    ) -> Option<Response> {
        let asset = match self.assets.get(path) {
            Some(asset) => asset,
            // What is to be discovered of a page is asked by programs, which name no kind.
            None if path == "/" || discovery.is_some() || is_navigation(path, headers) => {
                self.assets.get(page_of(path))?
            }
            None => return None,
        };
        Some(match &asset.policies {
            Some(policies) => asset.send_page(policies.of_panel(alone), discovery, headers),
            None => asset.send(headers),
        })
    }
}

impl Asset {
    /// A page, with its policy. Programs that ask what a link is read the page's head, and do not say what for they ask,
    /// as browsers do: they are told of the frame in the page, all others in a header.
    fn send_page(&self, policy: &str, discovery: Option<String>, headers: &HeaderMap) -> Response {
        let policy = with_host(policy, headers);
        let Some(link) = discovery else {
            let mut response = self.send(headers);
            response.headers_mut().extend(policy);
            return response;
        };
        let is_browser = headers.contains_key("sec-fetch-dest");
        let mut response = if is_browser { self.send(headers) } else { self.told(&link).answer(headers) };
        let out = response.headers_mut();
        out.extend(policy);
        out.append(header::VARY, HeaderValue::from_static("sec-fetch-dest"));
        let link = format!("<{link}>; rel=\"alternate\"; type=\"application/json+oembed\"");
        if let Ok(link) = HeaderValue::try_from(link) {
            out.insert(header::LINK, link);
        }
        response
    }

    /// The page with word of its frame in its head.
    fn told(&self, link: &str) -> Document {
        let html = String::from_utf8_lossy(&self.plain);
        let link = link.replace('&', "&amp;");
        let tag = format!("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{link}\"></head>");
        let body = Bytes::from(html.replacen("</head>", &tag, 1));
        let etag = etag_of(&body);
        Document { body, encoding: None, etag, mime: self.mime.clone(), cache: "no-cache" }
    }

    /// A file. Those of a page are read by frames without an origin too, so every site may; nothing in them is secret.
    fn send(&self, headers: &HeaderMap) -> Response {
        let accepts = accepted(headers);
        let (body, encoding) = match (&self.brotli, &self.gzip) {
            (Some(brotli), _) if accepts("br") => (brotli, Some(Encoding::Brotli)),
            (_, Some(gzip)) if accepts("gzip") => (gzip, Some(Encoding::Gzip)),
            _ => (&self.plain, None),
        };
        let document = Document {
            body: body.clone(),
            encoding,
            etag: self.etag.clone(),
            mime: self.mime.clone(),
            cache: if self.hashed { "public, max-age=31536000, immutable" } else { "no-cache" },
        };
        let mut response = document.answer(headers);
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        response
    }
}

/// The page that draws an address: races and seasons have one of their own, so that the live page is small.
fn page_of(path: &str) -> &'static str {
    match path.split('/').nth(1) {
        Some("race" | "season") => "/race.html",
        Some("embed") => "/embed/index.html",
        _ => "/index.html",
    }
}

impl Policies {
    fn of(html: &[u8], sites: &Sites) -> io::Result<Self> {
        let policy = POLICY.replace("{scripts}", &script_hashes(&String::from_utf8_lossy(html)));
        let framed_by = |who: &Origins| {
            let policy = policy.replace("{who}", &who.as_sources());
            HeaderValue::try_from(&policy).map(|_| policy).map_err(io::Error::other)
        };
        Ok(Self {
            page: framed_by(&sites.page_frames)?,
            panel: framed_by(&sites.panel_frames)?,
            chart: framed_by(&sites.chart_frames)?,
        })
    }

    fn of_panel(&self, alone: Option<Panel>) -> &str {
        match alone {
            None => &self.page,
            Some(Panel::Live(_)) => &self.panel,
            Some(Panel::Chart(_)) => &self.chart,
        }
    }
}

/// A policy that names the host which was asked: in a sandboxed frame, which has no origin, `WebKit` takes `'self'` for
/// nobody. Each scheme stands for its secure one too.
fn with_host(policy: &str, headers: &HeaderMap) -> Option<(HeaderName, HeaderValue)> {
    let own = host(headers).map_or_else(String::new, |host| format!(" http://{host} ws://{host}"));
    // Both parts were found fit for a header.
    let policy = HeaderValue::try_from(policy.replace("{own}", &own)).ok()?;
    Some((header::CONTENT_SECURITY_POLICY, policy))
}

/// With its quotes.
fn etag_of(content: &[u8]) -> String {
    format!("\"{}\"", BASE64.encode(Sha256::digest(content)).get(..16).unwrap_or_default())
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
    fn a_policy_names_the_host_that_was_asked_and_nothing_else() {
        let policy = |host: &str| {
            let headers = HeaderMap::from_iter([(header::HOST, HeaderValue::try_from(host).unwrap())]);
            with_host("script-src 'self'{own}; x", &headers).unwrap().1
        };
        assert_eq!(
            policy("a.example:8080"),
            "script-src 'self' http://a.example:8080 ws://a.example:8080; x"
        );
        assert_eq!(policy("a.example; script-src *"), "script-src 'self'; x");
    }

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
}
