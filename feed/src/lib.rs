//! The official timing feed, read: lines of any recorded form to [`Message`]s ([`forms`]), messages to records
//! ([`Feed`]).
//!
//! Pure: no I/O, no clock, no threads. Whoever fetches, listens or replays hands in lines and gets records out.
//! Any input gives messages and records, or a [`Refusal`] with a reason; nothing panics.
#![forbid(unsafe_code)]

mod counts;
mod entries;
mod feed;
pub mod forms;
pub mod fuzz;
mod inflate;
mod known;
mod laps;
mod merge;
mod message;
mod outline;
mod race_control;
mod session;
mod telemetry;
mod text;
mod timing;
mod topic;
mod value;
mod weather;
mod zero;

pub use counts::Counts;
pub use feed::{ARCHIVE_URL, Feed, Settings};
pub use message::{At, Message, Part, Refusal};
pub use session::{meeting, unnumbered_meeting};
pub use topic::FeedTopic;
pub use zero::ZeroFinder;
