//! The wire's decoder behind two C functions: where to put frames, and decode them.

use std::sync::Mutex;

use gridcast_shared::wire::{Decoder, Frame, split_frames};

static FRAMES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Makes room for a file of frames and says where.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    let mut frames = FRAMES.lock().expect("one thread");
    frames.resize(bytes, 0);
    frames.as_mut_ptr()
}

/// Decodes the frames; returns the number of samples.
#[unsafe(no_mangle)]
pub extern "C" fn decode() -> usize {
    let frames = FRAMES.lock().expect("one thread");
    let mut decoder = Decoder::new();
    let mut frame = Frame::default();
    split_frames(&frames)
        .map(|bytes| decoder.decode(bytes, &mut frame).map_or(0, |()| frame.samples.len()))
        .sum()
}
