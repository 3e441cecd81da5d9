//! The lines of a file, plain or zstd (told by its first bytes, not by its name), one at a time.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::SourceError;

const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// The recordings are packed with `--long=27`.
const ZSTD_WINDOW_LOG_MAX: u32 = 27;
const BUFFER_BYTES: usize = 256 * 1024;

/// Reads a file line by line. A byte order mark is passed over.
pub(super) struct TextLines {
    file: PathBuf,
    input: Box<dyn BufRead + Send>,
    line: u64,
    text: Vec<u8>,
    longest: usize,
    /// Packed files may be broken off by a kill of who wrote them: what is whole is read.
    may_break_off: bool,
}

impl std::fmt::Debug for TextLines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextLines")
            .field("file", &self.file)
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

impl TextLines {
    /// Opens a file of lines of at most `longest` bytes; of a longer one so much is read, and the rest passed over.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub(super) fn open(file: &Path, longest: usize) -> Result<Self, SourceError> {
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
        Ok(Self { file: file.to_owned(), input, line: 0, text: Vec::new(), longest, may_break_off: false })
    }

    /// The same for a file whose writer may have been killed: it ends with its last whole line.
    pub(super) fn breaking_off(self) -> Self {
        Self { may_break_off: true, ..self }
    }

    /// The file.
    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// The number of the last line, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The next line that is not empty, trimmed; none at the end.
    ///
    /// # Errors
    /// When the file cannot be read on; there is nothing more to be had then.
    pub(super) fn next_line(&mut self) -> Result<Option<&[u8]>, SourceError> {
        loop {
            self.text.clear();
            let n = match self.read_line() {
                Err(error) if self.may_break_off && error.kind() == ErrorKind::UnexpectedEof => {
                    return Ok(None);
                }
                read => read.map_err(|source| SourceError::Read {
                    file: self.file.clone(),
                    line: self.line,
                    source,
                })?,
            };
            if n == 0 || (self.may_break_off && self.text.last() != Some(&b'\n')) {
                return Ok(None);
            }
            self.line += 1;
            if !trimmed(&self.text).is_empty() {
                return Ok(Some(trimmed(&self.text)));
            }
        }
    }

    /// Reads a line, of an endless one only as much as shows that it is too long; the rest of it is passed over.
    fn read_line(&mut self) -> std::io::Result<usize> {
        let limit = self.longest + 4;
        let read = (&mut self.input).take(limit as u64).read_until(b'\n', &mut self.text)?;
        if read == limit && self.text.last() != Some(&b'\n') {
            self.input.skip_until(b'\n')?;
            if self.may_break_off {
                self.text.push(b'\n');
            }
        }
        Ok(read)
    }
}

fn trimmed(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii()
}
