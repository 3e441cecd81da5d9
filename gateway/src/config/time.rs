//! Moments as people write them: `2025-03-16T04:00:00Z`, or how long ago (`90m`).

const DAY_MS: i64 = 86_400_000;

/// Milliseconds that `90s`, `90m`, `2h` or `1d` last.
pub(super) fn parse_ago(text: &str) -> Option<i64> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let unit_ms = match unit {
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => DAY_MS,
        _ => return None,
    };
    number.parse::<u32>().ok().map(|n| i64::from(n) * unit_ms)
}

/// UTC milliseconds of `YYYY-MM-DD`, with `THH:MM[:SS]Z` after it or not.
pub(super) fn parse_utc(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00Z"));
    let date: Vec<i64> = date.split('-').map(|n| n.parse().ok()).collect::<Option<_>>()?;
    let time: Vec<i64> = time.strip_suffix('Z')?.split(':').map(|n| n.parse().ok()).collect::<Option<_>>()?;
    let [year, month, day] = date[..] else { return None };
    let (hour, minute, second) = match time[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let fits = (1970..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..60).contains(&second);
    fits.then(|| days_since_1970(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000)
}

/// Days of the civil calendar: years are counted from March, so that the leap day is a year's last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_utc() {
        assert_eq!(parse_utc("1970-01-01"), Some(0));
        assert_eq!(parse_utc("2025-03-16T04:00:00Z"), Some(1_742_097_600_000));
        assert_eq!(parse_utc("2024-02-29T12:30Z"), Some(1_709_209_800_000));
        for bad in ["", "2025", "2025-13-01", "2025-03-16T04:00:00", "2025-03-16T25:00Z", "yesterday"] {
            assert_eq!(parse_utc(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn how_long_ago_has_a_unit() {
        assert_eq!(parse_ago("90m"), Some(5_400_000));
        assert_eq!(parse_ago("1d"), Some(DAY_MS));
        for bad in ["", "m", "90", "-5m", "1w", "ä"] {
            assert_eq!(parse_ago(bad), None, "{bad:?}");
        }
    }
}
