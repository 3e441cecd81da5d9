//! What is said of time: where the moment shown is, what the bar tells of another, and the viewer's delay.

use crate::clock::{Delay, PlayRate};
use crate::format;

/// How far behind the live edge, "12:03", from a length in ms.
pub fn length(ms: f64) -> String {
    format::countdown(ms.max(0.0).min(f64::from(u32::MAX)) as u32)
}

/// A rate of playing, "0.25×".
pub fn rate(rate: PlayRate) -> &'static str {
    match rate {
        PlayRate::Quarter => "0.25×",
        PlayRate::Half => "0.5×",
        PlayRate::One => "1×",
        PlayRate::Two => "2×",
        PlayRate::Four => "4×",
        PlayRate::Eight => "8×",
        PlayRate::Sixteen => "16×",
    }
}

/// The viewer's delay, "35.0 s"; "none" without one.
pub fn delay(delay: Delay) -> String {
    if delay.is_none() { "none".to_owned() } else { seconds(delay) }
}

/// A delay in seconds, "35.0 s".
pub fn seconds(delay: Delay) -> String {
    format!("{delay} s")
}

/// The moment shown, as the time bar says it: "Lap 30, 16:08:41, 12:03 behind live". What is not known is left out.
pub fn moment(lap: &str, clock: &str, behind_ms: Option<f64>) -> String {
    let behind = behind_ms.map(|ms| format!("{} behind live", length(ms))).unwrap_or_default();
    [lap, clock, &behind].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A lap as the bar names it; empty before the first.
pub fn lap(number: u8) -> String {
    if number == 0 { String::new() } else { format!("Lap {number}") }
}

/// What the bar says of a moment that has not been shown.
pub const NOT_SHOWN: &str = "not shown yet";

/// The time bar's names and keys.
pub mod bar {
    /// What the bar is for.
    pub const TIME: &str = "Time";
    /// The slider.
    pub const MOMENT: &str = "Moment shown";
    /// Stand.
    pub const PAUSE: &str = "Pause (k)";
    /// Go on.
    pub const PLAY: &str = "Play (k)";
    /// To the lap before.
    pub const LAP_BACK: &str = "A lap back (,)";
    /// To the next lap.
    pub const LAP_ON: &str = "A lap on (.)";
    /// To the event before.
    pub const EVENT_BACK: &str = "To what happened before ([)";
    /// To the next event.
    pub const EVENT_ON: &str = "To what happened next (])";
    /// The rates.
    pub const RATE: &str = "Rate of playing";
    /// The rates' keys.
    pub const RATE_KEYS: &str = "Slower (<), faster (>)";
    /// The live edge.
    pub const LIVE: &str = "Live";
    /// The key to it.
    pub const LIVE_KEY: &str = "Back to live (l)";
    /// The list of recordings.
    pub const RECORDINGS: &str = "Recordings";
    /// The link to the moment shown.
    pub const LINK: &str = "Link to this moment";
    /// The session's charts.
    pub const CHARTS: &str = "Charts";
    /// What they do.
    pub const CHARTS_TELL: &str = "Charts of the whole race: they tell the result";
}

/// The sheet of the TV delay.
pub mod sheet {
    /// Its name.
    pub const DELAY: &str = "Delay";
    /// The same in full.
    pub const TV_DELAY: &str = "TV delay";
    /// What it does.
    pub const WAITS: &str = "Everything here waits for your TV: map, board, flags and messages.";
    /// The field.
    pub const SECONDS: &str = "Delay in seconds, 0 to 300";
    /// A step of it.
    pub const SECOND_LESS: &str = "A second less";
    /// A step of it.
    pub const TENTH_LESS: &str = "A tenth less";
    /// A step of it.
    pub const TENTH_MORE: &str = "A tenth more";
    /// A step of it.
    pub const SECOND_MORE: &str = "A second more";
    /// The one tap.
    pub const TAP: &str = "Tap when the leader crosses the line on TV, or the lights go out";
    /// After a tap that fits no lap.
    pub const TAP_FOUND_NONE: &str = "No lap has begun within the last five minutes. Tap at the next one.";
    /// After a tap.
    pub const TAP_FOUND: &str = "Set. If the picture is a lap off, take another:";
    /// For other devices.
    pub const GIVE: &str = "For your other devices: this link, or the same number typed there";
}

/// The list of recordings.
pub mod list {
    /// Its name.
    pub const RECORDINGS: &str = "Recordings";
    /// The window's title.
    pub const TITLE: &str = "Recordings · Gridcast";
    /// What it does not tell.
    pub const SPOILS_NOTHING: &str =
        "Each opens at its beginning and stands there. Nothing here tells how it went.";
    /// There is none.
    pub const NONE: &str = "No recording yet. A session is listed here from its first minute on.";
    /// It still grows.
    pub const GOING_ON: &str = "going on";
    /// The way to its charts.
    pub const CHARTS: &str = "Charts (tell the result)";
    /// The way to the live page.
    pub const HOME: &str = "Gridcast, live";
}

/// The name of the key to the delay, "TV delay: 35.0 s".
pub fn delay_key(of: Delay) -> String {
    format!("{}: {}", sheet::TV_DELAY, delay(of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_in_words() {
        assert_eq!(moment("Lap 30", "16:08:41", Some(723_000.0)), "Lap 30, 16:08:41, 12:03 behind live");
        assert_eq!(moment("", "16:08:41", None), "16:08:41");
        assert_eq!(
            (delay(Delay::default()), delay(Delay::from_tenths(354))),
            ("none".into(), "35.4 s".into())
        );
    }
}
