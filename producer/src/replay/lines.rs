//! The lines of a file, plain or zstd (told by its first bytes, not by its name), one at a time.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use gridcast_shared::topics::{MAX_RECORD_BYTES, Record, RecordError, Topic};

use crate::SourceError;

const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// The recordings are packed with `--long=27`.
const ZSTD_WINDOW_LOG_MAX: u32 = 27;
const BUFFER_BYTES: usize = 256 * 1024;

/// Reads records from a file of JSON lines. Empty lines and a byte order mark are passed over.
pub(super) struct Lines {
    file: PathBuf,
    input: Box<dyn BufRead + Send>,
    line: u64,
    text: Vec<u8>,
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lines").field("file", &self.file).field("line", &self.line).finish_non_exhaustive()
    }
}

impl Lines {
    /// Opens a file.
    pub(super) fn open(file: &Path) -> Result<Self, SourceError> {
        let cannot_open = |source| SourceError::Open { file: file.to_owned(), source };
        let mut input = BufReader::with_capacity(BUFFER_BYTES, File::open(file).map_err(cannot_open)?);
        let packed = input.fill_buf().map_err(cannot_open)?.starts_with(&ZSTD_MAGIC);
        let input: Box<dyn BufRead + Send> = if packed {
            let mut decoder = zstd::Decoder::with_buffer(input).map_err(cannot_open)?;
            decoder.window_log_max(ZSTD_WINDOW_LOG_MAX).map_err(cannot_open)?;
            Box::new(BufReader::with_capacity(BUFFER_BYTES, decoder))
        } else {
            Box::new(input)
        };
        Ok(Self { file: file.to_owned(), input, line: 0, text: Vec::new() })
    }

    /// The next line as a record; `None` at the end of the file. After an error of reading there is nothing more
    /// to be had; after a malformed line there is.
    pub(super) fn next_record(&mut self, topic: Topic) -> Option<Result<Record, SourceError>> {
        loop {
            self.text.clear();
            match self.read_line() {
                Ok(0) => return None,
                Ok(_) => self.line += 1,
                Err(source) => {
                    return Some(Err(SourceError::Read { file: self.file.clone(), line: self.line, source }));
                }
            }
            let text = self.text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.text).trim_ascii();
            if !text.is_empty() {
                let parsed = Record::parse(topic, text);
                return Some(parsed.map_err(|source| self.malformed(source)));
            }
        }
    }

    /// Reads a line, of an endless one only as much as shows that it is too long; the rest of it is passed over.
    fn read_line(&mut self) -> std::io::Result<usize> {
        let limit = MAX_RECORD_BYTES + 4;
        let read = (&mut self.input).take(limit as u64).read_until(b'\n', &mut self.text)?;
        if read == limit && self.text.last() != Some(&b'\n') {
            self.input.skip_until(b'\n')?;
        }
        Ok(read)
    }

    fn malformed(&self, source: RecordError) -> SourceError {
        SourceError::Malformed { file: self.file.clone(), line: self.line, field: place(&source), source }
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
