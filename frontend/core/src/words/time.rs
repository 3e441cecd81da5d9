//! What is said of time: where the moment shown is, what the bar tells of another, and the viewer's delay.

use gridcast_words::live;
use gridcast_words::number::decimal_mark;

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
    if delay.is_none() { live::delay_none().to_owned() } else { seconds(delay) }
}

/// A delay in seconds, "35.0 s".
pub fn seconds(delay: Delay) -> String {
    format!("{delay} s").replace('.', decimal_mark().encode_utf8(&mut [0; 4]))
}

/// The moment shown, as the time bar says it: "Lap 30, 16:08:41, 12:03 behind live". What is not known is left out.
pub fn moment(lap: &str, clock: &str, behind_ms: Option<f64>) -> String {
    let behind = behind_ms.map(|ms| live::moment_behind(&length(ms))).unwrap_or_default();
    let parts = [lap, clock, &behind].into_iter().filter(|part| !part.is_empty());
    format::enumerated(&parts.map(str::to_owned).collect::<Vec<_>>())
}

/// A lap as the bar names it; empty before the first.
pub fn lap(number: u8) -> String {
    if number == 0 { String::new() } else { live::lap_now(number) }
}

/// The name of the key to the delay, "TV delay: 35.0 s".
pub fn delay_key(of: Delay) -> String {
    live::delay_tv_is(&delay(of))
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
