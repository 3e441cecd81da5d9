//! What the viewer does with time: follow the live edge, stand, or play at a rate of its own.

use std::fmt;

use gridcast_shared::delay_code::LONGEST_DELAY_TENTHS as MAX_DELAY;

/// What moves the playhead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hand {
    /// It follows the live edge by the viewer's delay.
    #[default]
    Follow,
    /// It stands.
    Paused,
    /// It plays.
    Play(PlayRate),
}

/// How fast it plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlayRate {
    /// 0.25x.
    Quarter,
    /// 0.5x.
    Half,
    /// Real time.
    #[default]
    One,
    /// 2x.
    Two,
    /// 4x.
    Four,
    /// 8x.
    Eight,
    /// 16x.
    Sixteen,
}

impl PlayRate {
    /// All of them, the slowest first.
    pub const ALL: [Self; 7] =
        [Self::Quarter, Self::Half, Self::One, Self::Two, Self::Four, Self::Eight, Self::Sixteen];

    /// Source time over page time.
    pub fn rate(self) -> f64 {
        match self {
            Self::Quarter => 0.25,
            Self::Half => 0.5,
            Self::One => 1.0,
            Self::Two => 2.0,
            Self::Four => 4.0,
            Self::Eight => 8.0,
            Self::Sixteen => 16.0,
        }
    }

    /// So many rates on; the last one at either end.
    #[must_use]
    pub fn step(self, steps: isize) -> Self {
        let at = Self::ALL.iter().position(|rate| *rate == self).unwrap_or(2);
        Self::ALL[at.saturating_add_signed(steps).min(Self::ALL.len() - 1)]
    }
}

/// How much later than it must the page shows what happens, as a television does: 0 to 300 s, in tenths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Delay(u16);

impl Delay {
    /// A delay of so many tenths of a second, brought within bounds.
    pub fn from_tenths(tenths: i64) -> Self {
        Self(tenths.clamp(0, i64::from(MAX_DELAY)) as u16)
    }

    /// A delay of so much page time, ms, to the nearest tenth of a second.
    pub fn from_page_ms(ms: f64) -> Self {
        Self::from_tenths((ms / 100.0).round() as i64)
    }

    /// The delay as a text says it in seconds, such as "35" or "35.4", to the nearest tenth; `None` for what is none or
    /// out of bounds.
    ///
    /// Read as whole numbers: `f64`'s own parser would be 14 KB of the page.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(decimals) || (whole.is_empty() && decimals.is_empty()) {
            return None;
        }
        let seconds: u16 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let digit = |at: usize| decimals.as_bytes().get(at).map_or(0, |byte| u16::from(byte - b'0'));
        let rounded_up = u16::from(5 <= digit(1));
        let tenths = seconds.checked_mul(10)?.checked_add(digit(0) + rounded_up)?;
        (tenths <= MAX_DELAY).then_some(Self(tenths))
    }

    /// Tenths of a second.
    pub fn tenths(self) -> u16 {
        self.0
    }

    /// Page time, ms.
    pub fn page_ms(self) -> f64 {
        f64::from(self.0) * 100.0
    }

    /// Whether it is none.
    pub fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// In seconds, as [`Delay::parse`] reads it: "35.4".
impl fmt::Display for Delay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_stop_at_their_ends() {
        assert_eq!(PlayRate::One.step(1), PlayRate::Two);
        assert_eq!(PlayRate::Quarter.step(-1), PlayRate::Quarter);
        assert_eq!(PlayRate::Eight.step(9), PlayRate::Sixteen);
    }

    #[test]
    fn a_delay_is_read_as_it_is_written_and_never_out_of_bounds() {
        for (text, tenths) in [
            ("35", 350),
            ("35.4", 354),
            ("0", 0),
            ("300", 3000),
            (" 12,5 ", 125),
            ("1.25", 13),
            ("9.96", 100),
            (".5", 5),
        ] {
            let delay = Delay::parse(text).unwrap();
            assert_eq!(delay.tenths(), tenths, "{text}");
            assert_eq!(Delay::parse(&delay.to_string()), Some(delay));
        }
        for text in ["", "-1", "300.1", "NaN", "inf", "1e9", "x", ".", "1.2.3", "99999"] {
            assert_eq!(Delay::parse(text), None, "{text}");
        }
        assert_eq!(Delay::from_page_ms(-5.0).tenths(), 0);
        assert_eq!(Delay::from_page_ms(34_949.0).tenths(), 349);
        assert_eq!(Delay::from_page_ms(f64::INFINITY).tenths(), 3000);
    }
}
