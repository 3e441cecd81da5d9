//! The time bar's figures: from where to where it reaches, and which moment a place on it is.

/// What the bar reaches over. Moments are UTC ms.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TimeBar {
    /// Where it begins.
    pub start_ms: f64,
    /// Where it ends.
    pub end_ms: f64,
    /// The moment shown.
    pub shown_ms: f64,
    /// The latest moment that has been shown on this page: beyond it nothing is told.
    pub seen_ms: f64,
}

impl TimeBar {
    /// The share of the bar at which a moment is, 0 to 1.
    pub fn share_of(&self, ms: f64) -> f64 {
        let length = self.end_ms - self.start_ms;
        if length <= 0.0 { 0.0 } else { ((ms - self.start_ms) / length).clamp(0.0, 1.0) }
    }

    /// The moment at a share of the bar.
    pub fn moment_at(&self, share: f64) -> f64 {
        self.start_ms + (self.end_ms - self.start_ms) * share.clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_places_are_each_others_inverse_and_stay_on_the_bar() {
        let bar = TimeBar { start_ms: 1_000.0, end_ms: 3_000.0, shown_ms: 0.0, seen_ms: 0.0 };
        for share in [0.0, 0.25, 1.0] {
            assert!((bar.share_of(bar.moment_at(share)) - share).abs() < 1e-12);
        }
        assert_eq!((bar.share_of(0.0), bar.share_of(9_000.0), bar.moment_at(2.0)), (0.0, 1.0, 3_000.0));
        assert!(TimeBar::default().share_of(5.0).abs() < 1e-12);
    }
}
