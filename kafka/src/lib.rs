//! What each of our readers of Kafka needs beside rdkafka itself: a look at the topics that tells what cannot be
//! read and why, and whether a topic is still the one that was read ([`watch`]).
//!
//! librdkafka tells neither. A broker whose address cannot be reached, a topic without permission and a topic that
//! was deleted and made anew all look like topics in which nothing happens.

mod recovery;
mod stall;
pub mod watch;
pub mod witness;

#[cfg(feature = "node")]
pub mod node;
#[cfg(feature = "node")]
pub mod secured;

pub use recovery::RECOVERY;
pub use stall::{Renewal, Stall};
pub use watch::{Fault, Look, Unreachable, Verdict, Watch};
pub use witness::{Witness, fingerprint};
