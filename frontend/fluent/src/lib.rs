//! Fluent files made into what a page needs of them, at build time: the page itself parses no Fluent.
//!
//! [`parse`] reads a file into messages and refuses what a page cannot format; [`check`] holds a language against
//! English; [`table`] writes the messages of a file in the short form that `gridcast-words` formats; [`rust`] writes a
//! typed function a message. Why not the Fluent runtime: docs/adr/0008.
#![forbid(unsafe_code)]

pub mod check;
pub mod message;
pub mod parse;
pub mod plural;
pub mod rust;
pub mod table;

use std::fmt;

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// Its line, from 1; 0 where something is not in it at all.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.what),
            line => write!(f, "{}:{line}: {}", self.file, self.what),
        }
    }
}
