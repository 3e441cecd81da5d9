//! Who is catching whom, as a small line and a rate.

use std::fmt::Write as _;

use gridcast_shared::intervals::LAPS;
use gridcast_shared::race::TrackStatus;
use gridcast_words::fixed::fixed;

/// Laps over which the rate is counted.
const RATE_LAPS: usize = 4;

/// One scale for all rows: this far up or down from now, ms.
const SCALE_MS: f64 = 3000.0;

/// Size of the small line, CSS pixels.
pub const SPARK: (f64, f64) = (40.0, 20.0);

/// One row's trend as it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trend {
    /// The small line as an SVG path within [`SPARK`]; empty when there are less than two laps.
    pub path: String,
    /// Where it ends.
    pub end: [f64; 2],
    /// Seconds a lap over the last four, negative when closing; `None` when that says nothing.
    pub rate_s: Option<f64>,
}

impl Trend {
    /// The trend of a car's intervals at the ends of its last laps, ms. Behind the safety car there is no rate: the
    /// field closes up by itself.
    pub fn new(laps_ms: &[u32], track: TrackStatus) -> Self {
        let laps_ms: Vec<f64> = laps_ms.iter().copied().map(f64::from).collect();
        let neutral = !matches!(track, TrackStatus::Unknown | TrackStatus::Clear | TrackStatus::Yellow);
        let rate_s = if neutral { None } else { rate(&laps_ms) };
        let (path, end) = spark(&laps_ms);
        Self { path, end, rate_s }
    }
}

/// Slope of the line of least squares through the last laps, seconds a lap.
fn rate(laps_ms: &[f64]) -> Option<f64> {
    let last = &laps_ms[laps_ms.len().saturating_sub(RATE_LAPS)..];
    if last.len() < 3 {
        return None;
    }
    let n = last.len() as f64;
    let middle = (n - 1.0) / 2.0;
    let mean = last.iter().sum::<f64>() / n;
    let (mut above, mut below) = (0.0, 0.0);
    for (i, ms) in last.iter().enumerate() {
        let x = i as f64 - middle;
        above += x * (ms - mean);
        below += x * x;
    }
    Some(above / below / 1000.0)
}

/// The line over the laps; it begins where it enters the scale.
fn spark(laps_ms: &[f64]) -> (String, [f64; 2]) {
    let Some(&now) = laps_ms.last() else { return (String::new(), [0.0; 2]) };
    let (width, height) = (SPARK.0 - 3.0, SPARK.1);
    let place = |i: usize, ms: f64| {
        let back = (laps_ms.len() - 1 - i) as f64;
        let x = width - back * width / (LAPS - 1) as f64;
        // A greater interval stands higher: closing in, the line falls.
        [x, height / 2.0 - (ms - now) / SCALE_MS * (height / 2.0 - 2.0)]
    };
    let first = laps_ms.iter().rposition(|ms| SCALE_MS < (ms - now).abs()).map_or(0, |i| i + 1);
    let mut path = String::new();
    for (i, &ms) in laps_ms.iter().enumerate().skip(first) {
        let [x, y] = place(i, ms);
        let verb = if path.is_empty() { 'M' } else { 'L' };
        write!(path, "{verb}{} {}", fixed(x, 1), fixed(y, 1)).ok();
    }
    if laps_ms.len() - first < 2 {
        path.clear();
    }
    (path, place(laps_ms.len() - 1, now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_by_three_tenths() {
        let laps_ms = [9000, 2400, 2100, 1800, 1500];
        let trend = Trend::new(&laps_ms, TrackStatus::Clear);
        assert!((trend.rate_s.unwrap() + 0.3).abs() < 1e-9);
        assert_eq!(trend.path.matches('L').count(), 3, "9 s lies outside the scale: {}", trend.path);
        assert_eq!(Trend::new(&laps_ms, TrackStatus::SafetyCar).rate_s, None);
    }

    #[test]
    fn two_laps_are_no_trend() {
        assert_eq!(Trend::new(&[2400, 2100], TrackStatus::Clear).rate_s, None);
        assert_eq!(Trend::new(&[], TrackStatus::Clear), Trend::default());
    }
}
