//! What a viewer wants of both pages beside what is on them: the language and the units.
//!
//! [`wish`] finds the wish: in the address, kept on the device, told by the browser. [`speech`] fulfils it: it fetches a
//! language's words and tells the page when it is to be said anew. [`settings`] is the key with which it is changed.
//! [`media`] is what the system wishes, its theme above all.
//! [`outside`] is what a page and what is around it tell each other. [`erased`] keeps what both pages are made of small.
#![forbid(unsafe_code)]

pub mod erased;
pub mod media;
pub mod outside;
pub mod settings;
pub mod speech;
pub mod wish;
