//! The lite mode: the board alone and a few frames a second, for a phone that is to last; and when it is offered.

/// Between two frames of the lite mode, ms.
pub const FRAME_MS: f64 = 250.0;

/// A battery at this or below, percent, is worth an offer while it is not charged.
const LOW_PCT: u8 = 25;

/// Work on a frame, ms at the 95th percentile, from which a device draws slowly: more than a frame's time.
const SLOW_MS: f64 = 20.0;

/// What the device tells of its means.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Means {
    /// Charge of the battery, percent; none when the browser does not say.
    pub battery_pct: Option<u8>,
    /// Whether it is being charged.
    pub charges: bool,
    /// Work on a frame, ms at the 95th percentile.
    pub work_ms: f64,
}

/// Why lite is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The battery is at so many percent.
    Battery(u8),
    /// It draws slowly.
    Slow,
}

impl Means {
    /// Why the lite mode is worth an offer, if it is.
    pub fn reason(self) -> Option<Reason> {
        let low = self.battery_pct.filter(|&pct| pct <= LOW_PCT && !self.charges);
        low.map(Reason::Battery).or((SLOW_MS <= self.work_ms).then_some(Reason::Slow))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_offered_to_who_runs_low() {
        let means = Means { battery_pct: Some(18), ..Means::default() };
        assert_eq!(means.reason(), Some(Reason::Battery(18)));
        assert_eq!(Means { charges: true, ..means }.reason(), None);
        assert_eq!(Means { battery_pct: Some(80), ..means }.reason(), None);
        assert_eq!(Means { work_ms: 31.0, ..Means::default() }.reason(), Some(Reason::Slow));
        assert_eq!(Means::default().reason(), None);
    }
}
