//! Figures as they stand on the page: equal decimals down a column, a real minus sign, nothing invented.

use gridcast_shared::race::{Compound, Gap};

/// A lap: `1:28.188`, under a minute `58.432`; empty for 0 (none).
pub fn lap_time(ms: u32) -> String {
    let (minutes, seconds, millis) = (ms / 60_000, ms / 1000 % 60, ms % 1000);
    match (ms, minutes) {
        (0, _) => String::new(),
        (_, 0) => format!("{seconds}.{millis:03}"),
        _ => format!("{minutes}:{seconds:02}.{millis:03}"),
    }
}

/// A sector: `31.2`, from a minute on `1:02.4`; empty for 0 (none).
pub fn sector_time(ms: u32) -> String {
    let tenths = (ms + 50) / 100;
    match (ms, tenths / 600) {
        (0, _) => String::new(),
        (_, 0) => format!("{}.{}", tenths / 10, tenths % 10),
        (_, minutes) => format!("{minutes}:{:02}.{}", tenths / 10 % 60, tenths % 10),
    }
}

/// Behind the car ahead: `+0.47`, `+1 lap`; empty when unknown.
pub fn interval(gap: Gap) -> String {
    match gap {
        Gap::None => String::new(),
        Gap::Millis(ms) if ms < 100_000 => format!("+{}.{:02}", (ms + 5) / 1000, (ms + 5) / 10 % 100),
        Gap::Millis(ms) => format!("+{}.{}", (ms + 50) / 1000, (ms + 50) / 100 % 10),
        Gap::Laps(laps) => format!("+{}", laps_word(laps)),
    }
}

/// Behind the leader: `+16.7`, `1 lap`; empty when unknown.
pub fn gap(gap: Gap) -> String {
    match gap {
        Gap::None => String::new(),
        Gap::Millis(ms) => format!("+{}.{}", (ms + 50) / 1000, (ms + 50) / 100 % 10),
        Gap::Laps(laps) => laps_word(laps),
    }
}

/// To a chosen car: `+5.0` behind it, `−5.0` ahead of it, a dash for itself; empty when unknown.
pub fn difference(ms: Option<i64>, is_itself: bool) -> String {
    match ms {
        _ if is_itself => "\u{2013}".to_owned(),
        None => String::new(),
        Some(ms) => {
            let sign = if ms < 0 { "" } else { "+" };
            let tenths = (ms + 50).div_euclid(100).clamp(-99_999, 99_999) as i32;
            format!("{sign}{}", self::tenths(tenths))
        }
    }
}

fn laps_word(laps: u8) -> String {
    if laps == 1 { "1 lap".to_owned() } else { format!("{laps} laps") }
}

/// A rate with its sign: `−0.3`, `+0.9`, `±0`.
pub fn rate(seconds: f64) -> String {
    let tenths = (seconds * 10.0).round() as i64;
    match tenths {
        0 => "±0".to_owned(),
        1.. => format!("+{}.{}", tenths / 10, tenths % 10),
        _ => format!("\u{2212}{}.{}", -tenths / 10, -tenths % 10),
    }
}

/// What remains of a session, "12:08" or "1:00:00"; whole seconds, the last one counts until it is over.
pub fn countdown(ms: u32) -> String {
    let seconds = ms.div_ceil(1000);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

/// Clock at the track, `16:08:56`; `utc_offset_min` is what it is ahead of UTC.
pub fn clock(source_ms: f64, utc_offset_min: i16) -> String {
    let seconds = (source_ms / 1000.0).floor() as i64 + i64::from(utc_offset_min) * 60;
    let of_day = seconds.rem_euclid(86_400);
    format!("{:02}:{:02}:{:02}", of_day / 3600, of_day / 60 % 60, of_day % 60)
}

/// Tenths as `15.2`, with a real minus sign below zero.
pub fn tenths(value: i32) -> String {
    let sign = if value < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}.{}", value.abs() / 10, value.abs() % 10)
}

/// Where the wind comes from, in words.
pub fn wind_word(from_deg: u16) -> &'static str {
    const WORDS: [&str; 8] =
        ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];
    WORDS[usize::from((u32::from(from_deg) * 10 + 225) as u16 / 450 % 8)]
}

/// A tyre in words; empty when it is not known.
pub fn tyre_word(compound: Compound) -> &'static str {
    match compound {
        Compound::Unknown => "",
        Compound::Soft => "soft",
        Compound::Medium => "medium",
        Compound::Hard => "hard",
        Compound::Intermediate => "intermediate",
        Compound::Wet => "wet",
    }
}

/// `1st`, `2nd`, `11th`.
pub fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (1, teen) if teen != 11 => "st",
        (2, teen) if teen != 12 => "nd",
        (3, teen) if teen != 13 => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lap_times() {
        for (ms, text) in [(0, ""), (58_432, "58.432"), (88_188, "1:28.188"), (143_005, "2:23.005")] {
            assert_eq!(lap_time(ms), text);
        }
    }

    #[test]
    fn sector_times_round_without_a_sixtieth_second() {
        for (ms, text) in
            [(0, ""), (31_249, "31.2"), (31_250, "31.3"), (59_960, "1:00.0"), (62_380, "1:02.4")]
        {
            assert_eq!(sector_time(ms), text);
        }
    }

    #[test]
    fn gaps_and_intervals() {
        assert_eq!(interval(Gap::Millis(469)), "+0.47");
        assert_eq!(interval(Gap::Millis(995)), "+1.00");
        assert_eq!(interval(Gap::Millis(15_969)), "+15.97");
        assert_eq!(interval(Gap::Millis(123_456)), "+123.5");
        assert_eq!(interval(Gap::Laps(1)), "+1 lap");
        assert_eq!(gap(Gap::Millis(949)), "+0.9");
        assert_eq!(gap(Gap::Millis(950)), "+1.0");
        assert_eq!(gap(Gap::Laps(2)), "2 laps");
        assert_eq!(gap(Gap::None), "");
    }

    #[test]
    fn rates_have_a_sign_and_no_negative_zero() {
        for (rate_s, text) in [(0.04, "±0"), (-0.04, "±0"), (-0.3, "−0.3"), (1.25, "+1.3"), (-12.0, "−12.0")]
        {
            assert_eq!(rate(rate_s), text);
        }
    }

    #[test]
    fn clocks_cross_midnight() {
        assert_eq!(clock(1_742_101_736_900.0, 660), "16:08:56");
        assert_eq!(clock(0.0, -60), "23:00:00");
    }

    #[test]
    fn winds_and_ordinals() {
        for (deg, word) in
            [(0, "north"), (22, "north"), (23, "north-east"), (315, "north-west"), (359, "north")]
        {
            assert_eq!(wind_word(deg), word, "{deg}");
        }
        for (n, word) in [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd")] {
            assert_eq!(ordinal(n), word);
        }
        assert_eq!(tenths(-5), "−0.5");
    }
}
