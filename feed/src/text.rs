//! The feed's texts of time: dates, offsets, lap times, gaps.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// UTC milliseconds of "2021-03-28T14:52:30.4444696Z", with or without `Z` and fraction: without, it is UTC too.
pub(crate) fn utc_ms(text: &str) -> Option<i64> {
    let civil: DateTime = text.strip_suffix('Z').unwrap_or(text).parse().ok()?;
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond())
}

/// Milliseconds of "HH:MM:SS" with or without a fraction and a sign ("-03:00:00", "01:56:47.5").
pub(crate) fn clock_ms(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let mut parts = digits.split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let whole = whole(hours, 999)? * 3_600_000 + whole(minutes, 59)? * 60_000 + seconds_ms(seconds)?;
    Some(sign * whole)
}

/// Milliseconds of a lap or sector: "1:24.888", "41.446", "3:09.319".
pub(crate) fn lap_ms(text: &str) -> Option<i64> {
    let Some((minutes, seconds)) = text.split_once(':') else { return seconds_ms(text) };
    match seconds.split_once(':') {
        Some((m, s)) => Some(whole(minutes, 99)? * 3_600_000 + whole(m, 59)? * 60_000 + seconds_ms(s)?),
        None => Some(whole(minutes, 999)? * 60_000 + seconds_ms(seconds)?),
    }
}

/// A gap to another car.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// The leader, who says "LAP 51".
    Leads,
    /// Milliseconds behind: "+2.460", "+1:02.460".
    Time(i64),
    /// Laps behind: "1 L", "1L", "2 LAPS".
    Laps(i64),
}

impl Gap {
    /// Reads a gap; `None` when it is empty or nothing that a gap is.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.starts_with("LAP ") {
            return Some(Self::Leads);
        }
        if let Some((laps, _)) = text.split_once('L') {
            return whole(laps.trim().trim_start_matches('+'), 999).map(Self::Laps);
        }
        lap_ms(text.trim_start_matches('+')).map(Self::Time)
    }
}

fn whole(text: &str, most: i64) -> Option<i64> {
    let is_number = !text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && *number <= most)
}

fn seconds_ms(text: &str) -> Option<i64> {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    if 9 < fraction.len() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // "60.960" occurs: a sector of more than a minute.
    let thousandths = fraction.bytes().chain(*b"000").take(3);
    let ms = thousandths.fold(0, |ms, digit| ms * 10 + i64::from(digit - b'0'));
    Some(whole(seconds, 999)? * 1000 + ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_utc_with_any_fraction() {
        assert_eq!(utc_ms("1970-01-01T00:00:01.5Z"), Some(1500));
        assert_eq!(utc_ms("1970-01-01T00:00:10"), Some(10_000));
        assert_eq!(utc_ms("2021-03-28T14:52:30.4444696Z"), Some(1_616_943_150_444));
        for bad in ["", "2021-:06", "Z", "2021-13-01T00:00:00Z", "🏁"] {
            assert_eq!(utc_ms(bad), None, "{bad}");
        }
    }

    #[test]
    fn clocks_have_a_sign_and_a_fraction() {
        assert_eq!(clock_ms("01:52:03.004"), Some(6_723_004));
        assert_eq!(clock_ms("-03:00:00"), Some(-10_800_000));
        for bad in ["", "1:2", "aa:00:00", "00:61:00", "00:00:00:00", "99999999999:00:00"] {
            assert_eq!(clock_ms(bad), None, "{bad}");
        }
    }

    #[test]
    fn laps_and_sectors_are_milliseconds() {
        let times = [("1:24.888", 84_888), ("41.446", 41_446), ("60.960", 60_960), ("1:02:03.4", 3_723_400)];
        for (text, ms) in times {
            assert_eq!(lap_ms(text), Some(ms), "{text}");
        }
        for bad in ["", "-", "1:", ":1", "1:2:3:4", "1e3", "NaN", "１:24.888"] {
            assert_eq!(lap_ms(bad), None, "{bad}");
        }
    }

    #[test]
    fn gaps_are_told_in_many_ways() {
        let gaps = [
            ("LAP 51", Some(Gap::Leads)),
            ("+2.460", Some(Gap::Time(2460))),
            ("+1:02.460", Some(Gap::Time(62_460))),
            ("1 L", Some(Gap::Laps(1))),
            ("2L", Some(Gap::Laps(2))),
            ("", None),
            ("IN PIT", None),
        ];
        for (text, gap) in gaps {
            assert_eq!(Gap::parse(text), gap, "{text}");
        }
    }
}
