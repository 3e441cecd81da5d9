//! How a client of ours finds a broker again.

/// Properties by which a client finds a broker again whose advertised address was mended: librdkafka asks the
/// bootstrap servers anew only when all it knows have gone, or when none has answered for five minutes.
pub const RECOVERY: [(&str, &str); 3] = [
    ("metadata.recovery.strategy", "rebootstrap"),
    ("metadata.recovery.rebootstrap.trigger.ms", "4000"),
    ("reconnect.backoff.max.ms", "1000"),
];
