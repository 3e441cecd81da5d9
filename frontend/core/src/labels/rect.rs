//! Rectangles of the panel: what labels and numbers take up.

/// A rectangle, CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left, top.
    pub low: [f64; 2],
    /// Right, bottom.
    pub high: [f64; 2],
}

impl Rect {
    /// The rectangle of a size around its centre.
    pub fn around(at: [f64; 2], width: f64, height: f64) -> Self {
        Self {
            low: [at[0] - width / 2.0, at[1] - height / 2.0],
            high: [at[0] + width / 2.0, at[1] + height / 2.0],
        }
    }

    /// Area that two rectangles share, square pixels.
    pub fn shared(&self, other: &Self) -> f64 {
        let width = self.high[0].min(other.high[0]) - self.low[0].max(other.low[0]);
        let height = self.high[1].min(other.high[1]) - self.low[1].max(other.low[1]);
        width.max(0.0) * height.max(0.0)
    }

    /// Its centre.
    pub fn centre(&self) -> [f64; 2] {
        [f64::midpoint(self.low[0], self.high[0]), f64::midpoint(self.low[1], self.high[1])]
    }

    /// Whether a line runs through it, looked at in eight places.
    pub fn is_crossed_by(&self, line: [[f64; 2]; 2]) -> bool {
        (1..8).any(|i| {
            let t = f64::from(i) / 8.0;
            let at = [0, 1].map(|axis| line[0][axis] + (line[1][axis] - line[0][axis]) * t);
            (0..2).all(|axis| self.low[axis] < at[axis] && at[axis] < self.high[axis])
        })
    }
}
