//! Everything of the frontend that needs no browser: time is an argument, output is plain data.
//!
//! [`live`] takes the stream's bytes and says what is to be seen now; the rest turns that into pictures and rows.
#![forbid(unsafe_code)]

pub mod clock;
pub mod live;
pub mod motion;
