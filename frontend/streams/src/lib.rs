//! In the place of the crate `wasm-streams` (`[patch.crates-io]` in the root's `Cargo.toml`).
//!
//! The framework brings it for calls of functions on a server, which the pages have none of; but what it exports to
//! JavaScript stays in every program, used or not: 4 KB (brotli) of each page. Here is what the framework names of it.
#![forbid(unsafe_code)]

use futures_util::stream::Empty;
use wasm_bindgen::JsValue;

/// A stream of bytes from or to JavaScript: there is none.
#[derive(Debug)]
pub enum ReadableStream {}

impl ReadableStream {
    /// Would wrap a stream of JavaScript's.
    ///
    /// # Panics
    /// Always.
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        panic!("the pages stream no bodies")
    }

    /// Would make a stream for JavaScript.
    ///
    /// # Panics
    /// Always.
    pub fn from_stream<S>(_: S) -> Self {
        panic!("the pages stream no bodies")
    }

    /// Its chunks.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        match self {}
    }

    /// JavaScript's stream.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        match self {}
    }
}
