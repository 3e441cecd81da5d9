//! A finger that wipes across the page: whether that was a swipe, and which panel it leads to.
//!
//! Places are CSS pixels, times any steady clock's milliseconds.

/// A swipe is at least so long.
const LEAST_PX: f64 = 48.0;

/// It is so many times longer across than along.
const ACROSS: f64 = 1.6;

/// Who takes longer than this has pressed or looked around.
const MOST_MS: f64 = 700.0;

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// To the next panel: the finger went left.
    Next,
    /// To the one before.
    Before,
}

/// A finger that is down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swipe {
    from: [f64; 2],
    at_ms: f64,
}

impl Swipe {
    /// The finger went down here.
    pub fn begin(from: [f64; 2], at_ms: f64) -> Self {
        Self { from, at_ms }
    }

    /// The finger was lifted there: the way it swiped, if it did.
    pub fn end(self, to: [f64; 2], at_ms: f64) -> Option<Turn> {
        let (dx, dy) = (to[0] - self.from[0], to[1] - self.from[1]);
        let is_swipe = LEAST_PX <= dx.abs() && ACROSS * dy.abs() <= dx.abs() && at_ms - self.at_ms <= MOST_MS;
        is_swipe.then_some(if dx < 0.0 { Turn::Next } else { Turn::Before })
    }
}

/// The neighbour of `now` among `all`; none beyond either end.
pub fn beside<T: Copy + PartialEq>(all: &[T], now: T, turn: Turn) -> Option<T> {
    let at = all.iter().position(|one| *one == now)?;
    let to = match turn {
        Turn::Next => at.checked_add(1),
        Turn::Before => at.checked_sub(1),
    };
    all.get(to?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quick_way_across_is_a_swipe() {
        let swipe = Swipe::begin([200.0, 300.0], 1_000.0);
        assert_eq!(swipe.end([120.0, 310.0], 1_200.0), Some(Turn::Next));
        assert_eq!(swipe.end([290.0, 280.0], 1_200.0), Some(Turn::Before));
        assert_eq!(swipe.end([170.0, 300.0], 1_100.0), None, "too short");
        assert_eq!(swipe.end([120.0, 380.0], 1_200.0), None, "scrolled");
        assert_eq!(swipe.end([120.0, 310.0], 2_000.0), None, "looked around");
    }

    #[test]
    fn there_is_nothing_beyond_the_ends() {
        assert_eq!(beside(&[1, 2, 3], 1, Turn::Next), Some(2));
        assert_eq!(beside(&[1, 2, 3], 3, Turn::Next), None);
        assert_eq!(beside(&[1, 2, 3], 1, Turn::Before), None);
        assert_eq!(beside(&[1, 2, 3], 9, Turn::Before), None);
    }
}
