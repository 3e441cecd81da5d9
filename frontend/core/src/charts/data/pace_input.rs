//! A pace that a viewer types.

/// What is wrong with a pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaceError {
    /// It is no lap time.
    Unreadable,
    /// No lap takes as little or as much.
    OutOfRange,
}

/// Paces that a lap may be driven in, ms.
const PACES: std::ops::RangeInclusive<f64> = 30_000.0..=600_000.0;

/// Reads a pace as it is typed, `1:28.5` or `88.5`, in ms.
///
/// # Errors
///
/// What is wrong with it.
pub fn parse_pace(text: &str) -> Result<u32, PaceError> {
    let text = text.trim().replace(',', ".");
    let (minutes, seconds) = text.split_once(':').unwrap_or(("0", &text));
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (whole, part) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let two = text.contains(':');
    if !digits(minutes, 2) || !digits(whole, if two { 2 } else { 3 }) || !digits(part, 3) {
        return Err(PaceError::Unreadable);
    }
    let (Ok(minutes), Ok(seconds)) = (minutes.parse::<f64>(), seconds.parse::<f64>()) else {
        return Err(PaceError::Unreadable);
    };
    if two && 60.0 <= seconds {
        return Err(PaceError::Unreadable);
    }
    let ms = ((minutes * 60.0 + seconds) * 1000.0).round();
    if PACES.contains(&ms) { Ok(ms as u32) } else { Err(PaceError::OutOfRange) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_is_read_as_it_is_typed() {
        for (text, ms) in [
            ("1:28.5", 88_500),
            ("88.5", 88_500),
            (" 1:28,512 ", 88_512),
            ("95", 95_000),
            ("2:00", 120_000),
            ("0:59.9", 59_900),
            ("10:00", 600_000),
        ] {
            assert_eq!(parse_pace(text), Ok(ms), "{text}");
        }
        for text in ["", "NOR", "1:", "1:75", "1:28.", "-88", "1:2:3", "1e2", "1:28.5123", "\u{663}\u{663}"] {
            assert_eq!(parse_pace(text), Err(PaceError::Unreadable), "{text}");
        }
        for text in ["29.999", "10:00.001", "0"] {
            assert_eq!(parse_pace(text), Err(PaceError::OutOfRange), "{text}");
        }
    }
}
