//! A channel on the wire that goes along a line: speed, throttle, RPM, height.
//!
//! Rates are in 2^-16 units a millisecond.

use std::ops::RangeInclusive;

use super::number::{IntOdds, SIZES, size_of};
use super::range_coder::Coder;

/// Odds of a residual by how large it was lately, by the time that it spans, by what the channel is about. On the
/// heap: they are too many for a stack.
#[derive(Clone, Debug)]
pub(super) struct ScalarOdds(Vec<[[IntOdds; TOPICS]; SPANS]>);

/// Most that a channel can be about.
const TOPICS: usize = 3;
/// Classes of the time that a residual spans: four where it goes on from a measured value, then four where
/// interpolation after it has told the way.
const SPANS: usize = 8;

impl ScalarOdds {
    /// Even odds.
    pub(super) fn even() -> Self {
        Self(vec![[[IntOdds::EVEN; TOPICS]; SPANS]; SIZES])
    }

    /// Odds that know what residuals are like that go on from a measured value.
    pub(super) fn expecting() -> Self {
        let mut odds = Self::even();
        for (size, spans) in odds.0.iter_mut().enumerate() {
            for topics in &mut spans[..SPANS / 2] {
                *topics = [IntOdds::of_size(size); TOPICS];
            }
        }
        odds
    }
}

/// What a value is coded by, beside those before it.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    /// Of the tick, ms.
    pub(super) date: i64,
    pub(super) measured: bool,
    /// What the channel is about, below [`TOPICS`].
    pub(super) topic: usize,
    /// The value by other channels, where they tell.
    pub(super) told: Option<i64>,
    /// In sixteenths: how much of a rate is left when the next value comes.
    pub(super) damping: i64,
    pub(super) range: RangeInclusive<i64>,
}

/// A channel: its last measured value, the last value of any kind, and its rate.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scalar {
    known: i64,
    known_date: i64,
    pub(super) last: i64,
    last_date: i64,
    /// Between the last two measured values, damped.
    rate: i64,
    /// Mean size of the residuals.
    error: i64,
}

impl Scalar {
    /// A channel of which a first value was seen.
    pub(super) fn seen(value: i64, date: i64) -> Self {
        Self { known: value, known_date: date, last: value, last_date: date, rate: 0, error: 0 }
    }

    /// Codes the next value.
    pub(super) fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        odds: &mut ScalarOdds,
        scene: Scene,
        value: i64,
    ) -> i64 {
        let Scene { date, measured, topic, told, damping, range } = scene;
        let dt = span(date, self.known_date);
        let d = span(self.last_date, self.known_date);
        let (rate, class) = if d > 0 {
            let off = ((self.last - self.known) << 16) - self.rate * d;
            (self.rate + (off * d).div_euclid(d * d + 12), SPANS / 2 + line_class(dt, d))
        } else {
            (self.rate, span_class(dt))
        };
        let mut guess = (self.known + ((rate * dt + (1 << 15)) >> 16)).clamp(*range.start(), *range.end());
        if let Some(told) = told.filter(|_| d == 0) {
            guess = (guess + told.clamp(*range.start(), *range.end()) + 1) >> 1;
        }
        let coded = odds.0[size_of(self.error)][class][topic].near(coder, value, guess, range);
        self.error = (self.error + (coded - guess).abs() + 1) >> 1;
        if measured {
            if dt > 0 {
                self.rate = ((((coded - self.known) << 16).div_euclid(dt)) * damping) >> 4;
            }
            (self.known, self.known_date) = (coded, date);
        }
        (self.last, self.last_date) = (coded, date);
        coded
    }
}

/// Milliseconds from `earlier` to `date`, between 0 and 1000: nothing is extrapolated further, nor back.
pub(super) fn span(date: i64, earlier: i64) -> i64 {
    (date - earlier).clamp(0, 1000)
}

/// Class of a time that a residual spans.
pub(super) fn span_class(dt: i64) -> usize {
    usize::from(dt > 40) + usize::from(dt > 100) + usize::from(dt > 180)
}

fn line_class(dt: i64, d: i64) -> usize {
    usize::from(dt > 2 * d) + usize::from(dt > 4 * d) + usize::from(dt > 8 * d)
}
