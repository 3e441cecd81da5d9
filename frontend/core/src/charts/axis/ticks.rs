//! Where an axis says a number: round values, laps, lap times.

use crate::maths;

/// At most this many ticks, whatever the data.
const MOST: usize = 64;

/// Round values within `low..=high`, about `count` of them: steps of 1, 2 or 5 times a power of ten.
pub fn numbers(low: f64, high: f64, count: usize) -> Vec<f64> {
    if !(low.is_finite() && high.is_finite()) || high <= low {
        return Vec::new();
    }
    let rough = (high - low) / count.max(1) as f64;
    let power = 10f64.powi(maths::log10(rough).floor() as i32);
    let step = [1.0, 2.0, 5.0].map(|factor| factor * power).into_iter().find(|&step| rough <= step);
    every(low, high, step.unwrap_or(10.0 * power))
}

/// Steps that lap times are read in, ms.
const TIME_STEPS: [f64; 14] = [
    10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0, 15_000.0, 30_000.0, 60_000.0,
    120_000.0,
];

/// Round times within `low..=high`, ms, about `count` of them.
pub fn times(low: f64, high: f64, count: usize) -> Vec<f64> {
    if !(low.is_finite() && high.is_finite()) || high <= low {
        return Vec::new();
    }
    let rough = (high - low) / count.max(1) as f64;
    match TIME_STEPS.into_iter().find(|&step| rough <= step) {
        Some(step) => every(low, high, step),
        None => numbers(low, high, count),
    }
}

/// Laps, rounds or places that are named on an axis of `px_a_unit`, each `least_px` apart at least: the steps
/// between, and the last always. The first is left to the axis' own name.
pub fn whole(first: u16, last: u16, px_a_unit: f64, least_px: f64) -> Vec<u16> {
    let step = [1u16, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
        .into_iter()
        .find(|&step| least_px <= px_a_unit * f64::from(step))
        .unwrap_or(10_000);
    let mut ticks: Vec<u16> = (0..=last)
        .step_by(usize::from(step))
        .filter(|&lap| first <= lap && least_px <= px_a_unit * f64::from(last - lap))
        .take(MOST)
        .collect();
    if first <= last {
        ticks.push(last);
    }
    ticks
}

/// Decimals that values of this step need.
pub fn decimals(ticks: &[f64]) -> usize {
    let step = ticks.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    if !step.is_finite() || step <= 0.0 {
        return 0;
    }
    (-maths::log10(step * 1.0001).floor()).clamp(0.0, 3.0) as usize
}

fn every(low: f64, high: f64, step: f64) -> Vec<f64> {
    let first = (low / step - 1e-9).ceil();
    (0..MOST)
        .map(|i| (first + i as f64) * step)
        .take_while(|&tick| tick <= high + step * 1e-9)
        // No negative zero on an axis.
        .map(|tick| tick + 0.0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn round_numbers() {
        assert_eq!(numbers(0.0, 104.0, 5), [0.0, 50.0, 100.0]);
        assert_eq!(numbers(-3.0, 11.0, 5), [0.0, 5.0, 10.0]);
        assert_eq!(numbers(0.0, 1.0, 5), [0.0, 0.2, 0.4, 0.600_000_000_000_000_1, 0.8, 1.0]);
        assert_eq!(numbers(2.0, 2.0, 5), [0.0; 0]);
        assert_eq!((decimals(&[0.0, 0.2]), decimals(&[0.0, 20.0]), decimals(&[1.0])), (1, 0, 0));
    }

    #[test]
    fn lap_times_in_seconds_that_people_read() {
        assert_eq!(times(87_400.0, 96_100.0, 5), [88_000.0, 90_000.0, 92_000.0, 94_000.0, 96_000.0]);
        assert_eq!(times(80_000.0, 160_000.0, 3), [90_000.0, 120_000.0, 150_000.0]);
    }

    #[test]
    fn laps_every_ten_and_the_last() {
        assert_eq!(whole(1, 57, 9.0, 60.0), [10, 20, 30, 40, 50, 57]);
        assert_eq!(whole(1, 57, 3.0, 25.0), [10, 20, 30, 40, 57]);
        assert_eq!(whole(1, 3, 100.0, 25.0), [1, 2, 3]);
        assert_eq!(whole(4, 3, 100.0, 25.0), [0u16; 0]);
    }

    proptest! {
        #[test]
        fn ticks_lie_within_and_are_few(low in -1e7..1e7, width in 1e-3..1e7, count in 0usize..12) {
            for ticks in [numbers(low, low + width, count), times(low, low + width, count)] {
                prop_assert!(ticks.len() <= MOST);
                let slack = width * 1e-6;
                prop_assert!(ticks.iter().all(|&tick| low - slack <= tick && tick <= low + width + slack));
                prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
            }
        }
    }
}
