//! Numbers out of bits: integers of any size, small choices, options.

use super::range_coder::{Coder, Odds};
use crate::ids::CarIndex;

/// Integers on the wire lie within ±(2^24 - 1): 4.6 hours in ms.
pub(super) const MAX_INT: i64 = (1 << EXPONENTS) - 1;

const EXPONENTS: usize = 24;

/// Odds of an integer whose small values are likely: zero?, sign, the exponent in unary, the first bit below the
/// leading one by exponent; further bits are raw.
#[derive(Clone, Copy, Debug)]
pub(super) struct IntOdds {
    not_zero: Odds,
    negative: Odds,
    longer: [Odds; EXPONENTS - 1],
    first: [Odds; EXPONENTS],
}

impl IntOdds {
    pub(super) const EVEN: Self = Self {
        not_zero: Odds::EVEN,
        negative: Odds::EVEN,
        longer: [Odds::EVEN; EXPONENTS - 1],
        first: [Odds::EVEN; EXPONENTS],
    };

    /// Odds that begin with what residuals are like whose mean was of late of a size: [`size_of`].
    pub(super) fn of_size(size: usize) -> Self {
        let mut odds = Self::EVEN;
        odds.not_zero = Odds::expecting(NOT_ZERO_PCT[size]);
        for (exponent, longer) in odds.longer.iter_mut().enumerate() {
            *longer = Odds::expecting(LONGER_PCT[size][exponent.min(5)]);
        }
        for (exponent, first) in odds.first.iter_mut().enumerate().skip(1) {
            *first = Odds::expecting(FIRST_PCT[exponent.min(6) - 1]);
        }
        odds
    }

    /// Codes an integer; one beyond ±[`MAX_INT`] is clamped.
    pub(super) fn code<C: Coder>(&mut self, coder: &mut C, value: i64) -> i64 {
        if !coder.bit(&mut self.not_zero, value != 0) {
            return 0;
        }
        let negative = coder.bit(&mut self.negative, value < 0);
        let size = value.unsigned_abs().clamp(1, MAX_INT as u64) as u32;
        let wanted = size.ilog2();
        let mut exponent = 0;
        while (exponent as usize) < EXPONENTS - 1
            && coder.bit(&mut self.longer[exponent as usize], exponent < wanted)
        {
            exponent += 1;
        }
        let mut coded = 1;
        if exponent >= 1 {
            let first = coder.bit(&mut self.first[exponent as usize], size >> (exponent - 1) & 1 != 0);
            coded = (coded << 1) | u32::from(first);
        }
        if exponent >= 2 {
            coded = (coded << (exponent - 1)) | coder.raw(exponent - 1, size);
        }
        if negative { -i64::from(coded) } else { i64::from(coded) }
    }

    /// Codes `value` as its distance from `guess` and keeps what comes out within `range`.
    pub(super) fn near<C: Coder>(
        &mut self,
        coder: &mut C,
        value: i64,
        guess: i64,
        range: std::ops::RangeInclusive<i64>,
    ) -> i64 {
        let value = value.clamp(*range.start(), *range.end());
        guess
            .saturating_add(self.code(coder, value.saturating_sub(guess)))
            .clamp(*range.start(), *range.end())
    }
}

/// Sizes of a mean residual: bits of it, the last for all above.
pub(super) const SIZES: usize = 6;

/// The size of a mean residual.
pub(super) fn size_of(mean: i64) -> usize {
    (i64::BITS - mean.leading_zeros()).min(SIZES as u32 - 1) as usize
}

/// How often a residual is not 0, in a hundred, by size: nearly the same for speed, RPM and both axes of the plane,
/// in Melbourne's race and in Monaco's practice alike.
const NOT_ZERO_PCT: [u8; SIZES] = [30, 69, 83, 89, 93, 94];
/// How often its exponent is beyond 0, 1, … 5, by size.
const LONGER_PCT: [[u8; 6]; SIZES] = [
    [80, 80, 80, 80, 80, 80],
    [48, 33, 30, 35, 25, 20],
    [67, 46, 32, 29, 20, 13],
    [79, 63, 44, 33, 23, 13],
    [86, 74, 57, 40, 26, 15],
    [89, 80, 67, 52, 34, 18],
];
/// How often the bit below the leading one is 1, for exponents 1, 2, … 6.
const FIRST_PCT: [u8; 6] = [45, 39, 35, 30, 26, 25];

/// Odds of a choice among up to 16: its bits from the highest, each by those before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct ChoiceOdds([Odds; 16]);

impl ChoiceOdds {
    pub(super) const EVEN: Self = Self([Odds::EVEN; 16]);

    /// Codes the lowest `bits` (at most 4) of `value`.
    pub(super) fn code<C: Coder>(&mut self, coder: &mut C, bits: u32, value: u8) -> u8 {
        let mut node = 1;
        for shift in (0..bits).rev() {
            let bit = coder.bit(&mut self.0[node], value >> shift & 1 != 0);
            node = (node << 1) | usize::from(bit);
        }
        (node - (1 << bits)) as u8
    }
}

pub(super) fn near_u8<C: Coder>(odds: &mut IntOdds, coder: &mut C, value: u8, guess: u8) -> u8 {
    odds.near(coder, value.into(), guess.into(), 0..=255) as u8
}

pub(super) fn near_ms<C: Coder>(odds: &mut IntOdds, coder: &mut C, value: u32, guess: u32) -> u32 {
    odds.near(coder, value.into(), i64::from(guess).min(MAX_INT), 0..=MAX_INT) as u32
}

pub(super) fn car_or_none<C: Coder>(
    odds: &mut Odds,
    coder: &mut C,
    car: Option<CarIndex>,
) -> Option<CarIndex> {
    coder.bit(odds, car.is_some()).then(|| CarIndex(coder.raw(5, car.map_or(0, |car| car.0.into())) as u8))
}

/// The place of a value in its table, which is its number on the wire.
pub(super) fn place<T: PartialEq + Copy>(table: &[T], value: T) -> u8 {
    table.iter().position(|other| *other == value).unwrap_or(0) as u8
}
