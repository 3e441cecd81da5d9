//! The lines of a file of records, packed or not.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::Context;
use gridcast_shared::topics::MAX_RECORD_BYTES;

const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// Recordings may be packed with `--long=27`.
const ZSTD_WINDOW_LOG_MAX: u32 = 27;
const BUFFER_BYTES: usize = 256 * 1024;

/// A line of a file.
pub(super) struct Line<'a> {
    /// Without its end.
    pub(super) bytes: &'a [u8],
    /// It has its end, or the file is one line's whole.
    pub(super) is_whole: bool,
}

/// The lines of a file, plain or zstd (told by its first bytes).
pub(super) struct Lines {
    input: Box<dyn BufRead>,
    text: Vec<u8>,
}

impl Lines {
    /// Opens it.
    pub(super) fn open(path: &Path) -> anyhow::Result<Self> {
        let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        let mut input = BufReader::with_capacity(BUFFER_BYTES, file);
        let packed = input.fill_buf()?.starts_with(&ZSTD_MAGIC);
        let input: Box<dyn BufRead> = if packed {
            let mut decoder = zstd::Decoder::with_buffer(input)?;
            decoder.window_log_max(ZSTD_WINDOW_LOG_MAX)?;
            Box::new(BufReader::with_capacity(BUFFER_BYTES, decoder))
        } else {
            Box::new(input)
        };
        Ok(Self { input, text: Vec::new() })
    }

    /// The next line without its end and a byte order mark; of an endless one only as much as shows that it is
    /// too long.
    pub(super) fn next(&mut self) -> std::io::Result<Option<Line<'_>>> {
        self.text.clear();
        let limit = MAX_RECORD_BYTES + 4;
        let read = (&mut self.input).take(limit as u64).read_until(b'\n', &mut self.text)?;
        if read == 0 {
            return Ok(None);
        }
        let mut is_whole = self.text.last() == Some(&b'\n');
        if read == limit && !is_whole {
            self.input.skip_until(b'\n')?;
            is_whole = true;
        }
        let bytes = self.text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.text).trim_ascii();
        Ok(Some(Line { bytes, is_whole }))
    }
}
