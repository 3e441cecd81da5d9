//! Quantiles, boxes and straight lines through laps, as the warehouse counts them.

/// The quantile `p` (0 to 1) of ascending values, by linear interpolation between order statistics: type 7 of
/// Hyndman and Fan (1996), as numpy and `quantile_cont`. `None` without values.
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = p.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
    Some(low + (high - low) * (place - below as f64))
}

/// A box plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoxStats {
    /// Values counted.
    pub n: usize,
    /// Least value within 1.5 boxes of the box.
    pub whisker_low: f64,
    /// First quartile.
    pub q1: f64,
    /// Median.
    pub median: f64,
    /// Third quartile.
    pub q3: f64,
    /// Greatest value within 1.5 boxes of the box.
    pub whisker_high: f64,
}

impl BoxStats {
    /// Of values in any order; `None` without values. Values that are not finite are left out.
    pub fn of(values: &[f64]) -> Option<Self> {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let (q1, median, q3) = (quantile(&sorted, 0.25)?, quantile(&sorted, 0.5)?, quantile(&sorted, 0.75)?);
        let reach = 1.5 * (q3 - q1);
        let low = sorted.iter().copied().find(|&value| q1 - reach <= value);
        let high = sorted.iter().copied().rfind(|&value| value <= q3 + reach);
        Some(Self {
            n: sorted.len(),
            whisker_low: low.unwrap_or(q1).min(q1),
            q1,
            median,
            q3,
            whisker_high: high.unwrap_or(q3).max(q3),
        })
    }
}

/// A straight line through points, by least squares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Points counted.
    pub n: usize,
    /// y a unit of x.
    pub slope: f64,
    /// y at x = 0.
    pub intercept: f64,
    /// Standard error of the slope.
    pub slope_error: f64,
    /// Mean of x.
    mean_x: f64,
    /// Sum of squared distances of x from its mean.
    spread_x: f64,
    /// Standard deviation of what the line leaves.
    residual: f64,
}

impl Fit {
    /// Fewest points whose line says anything.
    pub const FEWEST: usize = 5;

    /// Through `(x, y)`; `None` with fewer than [`Self::FEWEST`] points or all at one x.
    pub fn of(points: &[(f64, f64)]) -> Option<Self> {
        let n = points.len();
        if n < Self::FEWEST {
            return None;
        }
        let count = n as f64;
        let mean_x = points.iter().map(|point| point.0).sum::<f64>() / count;
        let mean_y = points.iter().map(|point| point.1).sum::<f64>() / count;
        let spread_x: f64 = points.iter().map(|point| (point.0 - mean_x).powi(2)).sum();
        if spread_x < 1e-9 {
            return None;
        }
        let slope =
            points.iter().map(|point| (point.0 - mean_x) * (point.1 - mean_y)).sum::<f64>() / spread_x;
        let intercept = mean_y - slope * mean_x;
        let left: f64 = points.iter().map(|point| (point.1 - intercept - slope * point.0).powi(2)).sum();
        let residual = (left / (count - 2.0)).sqrt();
        let slope_error = residual / spread_x.sqrt();
        slope.is_finite().then_some(Self { n, slope, intercept, slope_error, mean_x, spread_x, residual })
    }

    /// y of the line.
    pub fn at(&self, x: f64) -> f64 {
        self.intercept + self.slope * x
    }

    /// Standard error of the line itself at x.
    pub fn error_at(&self, x: f64) -> f64 {
        self.residual * (1.0 / self.n as f64 + (x - self.mean_x).powi(2) / self.spread_x).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quantiles_are_of_type_7() {
        // numpy.quantile([1, 2, 3, 4, 10], [0.25, 0.5, 0.75, 0.9])
        let values = [1.0, 2.0, 3.0, 4.0, 10.0];
        for (p, expected) in [(0.0, 1.0), (0.25, 2.0), (0.5, 3.0), (0.75, 4.0), (0.9, 7.6), (1.0, 10.0)] {
            assert!((quantile(&values, p).unwrap() - expected).abs() < 1e-9, "{p}");
        }
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn whiskers_end_at_laps_within_reach() {
        let stats = BoxStats::of(&[10.0, 1.0, 2.0, 3.0, 4.0]).unwrap();
        assert_eq!((stats.whisker_low, stats.whisker_high, stats.n), (1.0, 4.0, 5));
        assert_eq!(BoxStats::of(&[f64::NAN]), None);
        assert_eq!(BoxStats::of(&[7.0]).map(|stats| stats.whisker_high), Some(7.0));
    }

    #[test]
    fn a_line_and_its_error() {
        // scipy.stats.linregress([1..5], [1, 3, 2, 5, 4]): slope 0.8, intercept 0.6, stderr 0.3464...
        let fit = Fit::of(&[(1.0, 1.0), (2.0, 3.0), (3.0, 2.0), (4.0, 5.0), (5.0, 4.0)]).unwrap();
        assert!((fit.slope - 0.8).abs() < 1e-9 && (fit.intercept - 0.6).abs() < 1e-9);
        assert!((fit.slope_error - 0.12f64.sqrt()).abs() < 1e-9);
        assert_eq!(Fit::of(&[(1.0, 1.0); 9]), None);
    }

    #[test]
    fn the_line_is_known_best_at_the_mean_of_its_points() {
        // The points leave squares of 3.6 in all, so a variance of 3.6 / 3; x has a mean of 3 and squares of 10.
        let fit = Fit::of(&[(1.0, 1.0), (2.0, 3.0), (3.0, 2.0), (4.0, 5.0), (5.0, 4.0)]).unwrap();
        for (x, part) in [(3.0, 0.2), (5.0, 0.2 + 0.4), (1.0, 0.2 + 0.4), (8.0, 0.2 + 2.5)] {
            assert!((fit.error_at(x) - (1.2f64 * part).sqrt()).abs() < 1e-9, "{x}");
        }
    }

    #[test]
    fn a_whisker_never_ends_inside_the_box() {
        // The first quartile, 7.5, lies between values, and the least value within reach above it.
        let low = BoxStats::of(&[0.0, 10.0, 10.0, 10.0]).unwrap();
        assert_eq!((low.q1, low.whisker_low, low.whisker_high), (7.5, 7.5, 10.0));
        let high = BoxStats::of(&[0.0, 0.0, 0.0, 10.0]).unwrap();
        assert_eq!((high.q3, high.whisker_low, high.whisker_high), (2.5, 0.0, 2.5));
    }

    proptest! {
        #[test]
        fn boxes_are_in_order(values in proptest::collection::vec(-1e6..1e6, 1..80)) {
            let b = BoxStats::of(&values).unwrap();
            let parts = [b.whisker_low, b.q1, b.median, b.q3, b.whisker_high];
            prop_assert!(parts.windows(2).all(|pair| pair[0] <= pair[1]));
        }
    }
}
