//! From data to px and back, linearly.

/// A linear scale; either range may run downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Two values of the data.
    pub data: [f64; 2],
    /// Where they stand, CSS px.
    pub px: [f64; 2],
}

impl Scale {
    /// A scale of `data` over `px`. A range without extent is widened by one, as there is no scale for a point.
    pub fn new(data: [f64; 2], px: [f64; 2]) -> Self {
        let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
        let [mut low, mut high] = data.map(finite);
        if (high - low).abs() < 1e-9 * low.abs().max(1e-3) {
            (low, high) = (low - 0.5, high + 0.5);
        }
        Self { data: [low, high], px: px.map(finite) }
    }

    /// Where a value stands, CSS px; outside the range it runs on.
    pub fn px(&self, data: f64) -> f64 {
        let t = (data - self.data[0]) / (self.data[1] - self.data[0]);
        self.px[0] + t * (self.px[1] - self.px[0])
    }

    /// Which value stands at a place; the first of the range when it has no room.
    pub fn data(&self, px: f64) -> f64 {
        let room = self.px[1] - self.px[0];
        if room.abs() < 1e-9 {
            return self.data[0];
        }
        self.data[0] + (px - self.px[0]) / room * (self.data[1] - self.data[0])
    }

    /// Whether a value lies within the range, ends too.
    pub fn holds(&self, data: f64) -> bool {
        let low = self.data[0].min(self.data[1]);
        let high = self.data[0].max(self.data[1]);
        (low..=high).contains(&data)
    }

    /// CSS px a unit of data, without sign.
    pub fn unit(&self) -> f64 {
        ((self.px[1] - self.px[0]) / (self.data[1] - self.data[0])).abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_stand_at_ends() {
        let scale = Scale::new([0.0, 57.0], [40.0, 610.0]);
        assert!((scale.px(0.0) - 40.0).abs() < 1e-9 && (scale.px(57.0) - 610.0).abs() < 1e-9);
        assert!((scale.unit() - 10.0).abs() < 1e-9);
        assert!(scale.holds(57.0) && !scale.holds(57.1));
    }

    #[test]
    fn a_point_stands_in_the_middle() {
        assert!((Scale::new([5.0, 5.0], [0.0, 10.0]).px(5.0) - 5.0).abs() < 1e-9);
        assert!((Scale::new([5.0, 5.0], [3.0, 3.0]).data(3.0) - 4.5).abs() < 1e-9);
        assert!(Scale::new([f64::NAN, f64::INFINITY], [0.0, 10.0]).px(1.0).is_finite());
    }

    proptest! {
        #[test]
        fn both_ways(a in -1e6..1e6, width in 1e-3..1e6, value in -1e6..1e6, left in -1e3..1e3, room in 1.0..1e4) {
            for data in [[a, a + width], [a + width, a]] {
                let scale = Scale::new(data, [left, left + room]);
                prop_assert!((scale.data(scale.px(value)) - value).abs() < 1e-4);
            }
        }
    }
}
