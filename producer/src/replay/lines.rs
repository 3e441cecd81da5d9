//! The records of a file of JSON lines, one at a time.

use std::path::Path;

use gridcast_shared::topics::{MAX_RECORD_BYTES, Record, RecordError, Topic};

use super::text_lines::TextLines;
use crate::SourceError;

/// Reads records from a file of JSON lines. Empty lines and a byte order mark are passed over.
#[derive(Debug)]
pub(super) struct Lines(TextLines);

impl Lines {
    /// Opens a file.
    pub(super) fn open(file: &Path) -> Result<Self, SourceError> {
        TextLines::open(file, MAX_RECORD_BYTES).map(Self)
    }

    /// The next line as a record; `None` at the end of the file. After an error of reading there is nothing more
    /// to be had; after a malformed line there is.
    pub(super) fn next_record(&mut self, topic: Topic) -> Option<Result<Record, SourceError>> {
        let parsed = match self.0.next_line() {
            Ok(None) => return None,
            Ok(Some(text)) => Record::parse(topic, text),
            Err(error) => return Some(Err(error)),
        };
        Some(parsed.map_err(|source| self.malformed(source)))
    }

    fn malformed(&self, source: RecordError) -> SourceError {
        let (file, line) = (self.0.file().to_owned(), self.0.line());
        SourceError::Malformed { file, line, field: place(&source), source }
    }
}

/// Where in the line: the field when the parser names one, else the column.
fn place(error: &RecordError) -> String {
    match error {
        RecordError::NotJson(source) | RecordError::NotANumber(source) | RecordError::WrongFields(source) => {
            let text = source.to_string();
            match text.split('`').nth(1) {
                Some(field) if text.starts_with("missing field") || text.starts_with("duplicate field") => {
                    format!("field {field}")
                }
                _ => format!("column {}", source.column()),
            }
        }
        RecordError::TooLong(_) => "whole line".to_owned(),
        RecordError::UnknownVersion(_) => "field Version".to_owned(),
    }
}
