//! What each of our readers of Kafka needs beside rdkafka itself: a look at the topics that tells what cannot be
//! read and why, and whether a topic is still the one that was read ([`watch`]).
//!
//! librdkafka tells neither. A broker whose address cannot be reached, a topic without permission and a topic that
//! was deleted and made anew all look like topics in which nothing happens.

pub mod watch;
pub mod witness;

#[cfg(feature = "node")]
pub mod node;

pub use watch::{Fault, Look, Unreachable, Verdict, Watch};
pub use witness::{Witness, fingerprint};

/// Properties by which a client finds a broker again whose advertised address was mended: librdkafka asks the
/// bootstrap servers anew only when all it knows have gone, or when none has answered for five minutes.
pub const RECOVERY: [(&str, &str); 3] = [
    ("metadata.recovery.strategy", "rebootstrap"),
    ("metadata.recovery.rebootstrap.trigger.ms", "4000"),
    ("reconnect.backoff.max.ms", "1000"),
];
