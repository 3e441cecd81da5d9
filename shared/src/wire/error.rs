//! Why a frame cannot be decoded.

/// Why a frame cannot be decoded. The decoder's state is as before the call, except after
/// [`DecodeError::Body`], after which it waits for the next key frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// No frame of a chunk: another kind or a later version, to be skipped.
    #[error("first byte {0:#04x} is no frame of version 1")]
    Kind(u8),
    /// Shorter than its head.
    #[error("frame of {0} bytes is shorter than its head")]
    TooShort(usize),
    /// A delta frame came where there is no key frame yet.
    #[error("frame {index} came before a key frame")]
    NoKeyFrame {
        /// Its index.
        index: u8,
    },
    /// A frame is missing before this one.
    #[error("frame {found} came where {expected} was due")]
    Gap {
        /// Index that was due.
        expected: u8,
        /// Index that came.
        found: u8,
    },
    /// The frame is one that was decoded already; to be skipped.
    #[error("frame {index} was decoded already")]
    Repeated {
        /// Its index.
        index: u8,
    },
    /// The body says something that no encoder says.
    #[error("frame's body is broken: {0}")]
    Body(&'static str),
}
