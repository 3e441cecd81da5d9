//! Figures of the charts: equal decimals down a column, a real minus sign, empty where nobody knows.

use gridcast_words::number::{decimal_mark, plain};

pub use crate::format::listed;

/// `1:28.188` of fractional ms; under a minute `58.432`.
pub fn lap_time(ms: f64) -> String {
    if !ms.is_finite() || ms <= 0.0 {
        return String::new();
    }
    crate::format::lap_time(ms.round().min(f64::from(u32::MAX)) as u32)
}

/// A lap time on an axis whose ticks have this many decimals: `1:30`, `1:30.5`.
pub fn axis_time(ms: f64, decimals: usize) -> String {
    let unit = 10f64.powi(decimals as i32);
    let parts = (ms / 1000.0 * unit).round().max(0.0);
    let (minutes, seconds) = ((parts / unit / 60.0).floor(), (parts % (60.0 * unit)) / unit);
    let width = if decimals == 0 { 2 } else { 3 + decimals };
    let text = match minutes {
        0.0 => format!("{seconds:.decimals$}"),
        _ => format!("{minutes:.0}:{seconds:0width$.decimals$}"),
    };
    text.replace('.', decimal_mark().encode_utf8(&mut [0; 4]))
}

/// `+0.42` or `−0.42`: seconds of ms with a sign.
pub fn signed(ms: f64, decimals: usize) -> String {
    let text = plain(ms / 1000.0, decimals);
    let is_positive = 0.0 < ms && text.contains(|c: char| matches!(c, '1'..='9'));
    if is_positive { format!("+{text}") } else { text }
}

/// `12.4`, `−12.4`: a number with a real minus, as it stands in columns and on axes.
pub fn number(value: f64, decimals: usize) -> String {
    plain(value, decimals)
}

/// Points of a championship: `25`, `12.5`.
pub fn points(points: f64) -> String {
    if (points - points.round()).abs() < 1e-9 { number(points, 0) } else { number(points, 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        assert_eq!(lap_time(90_152.6), "1:30.153");
        assert_eq!((lap_time(f64::NAN), lap_time(-1.0)), (String::new(), String::new()));
        assert_eq!(
            (axis_time(90_000.0, 0), axis_time(60_500.0, 1)),
            ("1:30".to_owned(), "1:00.5".to_owned())
        );
        assert_eq!(
            (axis_time(59_990.0, 1), axis_time(31_200.0, 1)),
            ("1:00.0".to_owned(), "31.2".to_owned())
        );
    }

    #[test]
    fn signs() {
        assert_eq!(
            (signed(-420.0, 2), signed(1170.0, 2), signed(-1.0, 2)),
            ("\u{2212}0.42".to_owned(), "+1.17".to_owned(), "0.00".to_owned())
        );
        assert_eq!((number(-0.04, 1), number(-2.0, 0)), ("0.0".to_owned(), "\u{2212}2".to_owned()));
        assert_eq!((points(25.0), points(12.5)), ("25".to_owned(), "12.5".to_owned()));
    }
}
