//! What the stand-in does wrong on request.

use std::time::Duration;

/// How a file goes wrong, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// This status, and after how many seconds to try again.
    Status(u16, Option<u64>),
    /// A page for people.
    Html,
    /// Half of what was promised, then the connection ends.
    Half,
    /// 403, and to so many requests after it, whatever they are for.
    Block(usize),
}

/// How a negotiation is refused, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// This status.
    Status(u16),
    /// A page for people.
    Html,
}

/// How a step of the script goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HubFault {
    /// The connection ends before it, and so many steps pass before anybody is told anything again.
    Cut {
        /// Steps.
        away: usize,
    },
    /// Half of its frame, then the connection ends.
    HalfFrame,
    /// It comes twice.
    Twice,
    /// It comes after the next one.
    Swapped,
    /// Nothing is said for so long before it, not even a ping.
    Silence(Duration),
    /// The server closes in good order.
    Close {
        /// And allows to connect again.
        may_reconnect: bool,
    },
    /// Its time stamp is so much earlier, ms.
    StampBack(i64),
    /// A page for people comes before it.
    Html,
    /// From it on positions repeat the last one's payload under new time stamps.
    FreezePositions,
    /// From it on positions move again.
    ThawPositions,
    /// The next snapshot is so many bytes longer.
    BigSnapshot(usize),
}
