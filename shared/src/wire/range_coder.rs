//! The range coder: bits at learned or even odds, in and out of bytes.
//!
//! As in LZMA: a 32-bit range, carries through the bytes already written. What differs is the end: the encoder
//! picks the number inside the last range that has the most trailing zero bits and drops its zero bytes, and the
//! decoder reads zeros past the end. A frame so ends in half a byte instead of five.

/// Number of bits of an odds that the coder uses.
const ODDS_BITS: u32 = 12;
/// Odds never fall below this, in 2^-12: a certain bit that turns out otherwise costs 9 bits.
const LEAST_ODDS: u32 = 8;
/// A range below this is widened by a byte.
const NARROW: u32 = 1 << 24;
/// How many bits an odds counts; from then on it moves by a part of its error that stays.
const MOST_SEEN: u8 = 20;
const HALF: i32 = 1 << 15;
/// An odds that is certain of 0.
const CERTAIN: i32 = 0xffff;

/// What is known of one kind of bit: how likely it is 0, and how often it was seen.
///
/// Even odds are all zero bytes, so that tables of them cost a binary nothing and are refilled quickly.
#[derive(Clone, Copy, Debug)]
pub(super) struct Odds {
    /// Odds of 0, in 2^-16, less a half.
    bias: i16,
    /// How often it was seen, at most [`MOST_SEEN`].
    seen: u8,
}

impl Odds {
    /// Nothing is known: even.
    pub(super) const EVEN: Self = Self { bias: 0, seen: 0 };

    /// Odds that begin with so many 1 in a hundred, as if seen a few times.
    pub(super) fn expecting(ones_pct: u8) -> Self {
        let zero = (100 - i32::from(ones_pct)) * CERTAIN / 100;
        Self { bias: (zero - HALF) as i16, seen: 4 }
    }

    /// Odds of 0, in 2^-16.
    fn zero(self) -> i32 {
        i32::from(self.bias) + HALF
    }

    fn zero_part(self, range: u32) -> u32 {
        let odds = (self.zero() as u32 >> (16 - ODDS_BITS)).clamp(LEAST_ODDS, (1 << ODDS_BITS) - LEAST_ODDS);
        (range >> ODDS_BITS) * odds
    }

    /// Learns that the bit was `bit`: the n-th time by about 1/n of the error.
    pub(super) fn learn(&mut self, bit: bool) {
        let zero = self.zero();
        let error = if bit { -zero } else { CERTAIN - zero };
        let part = 2560 / (10 * i32::from(self.seen) + 17);
        self.bias = (zero + ((error * part) >> 8) - HALF) as i16;
        self.seen = (self.seen + 1).min(MOST_SEEN);
    }
}

/// One direction of the codec. A walk over a frame is written once, for both: the encoder passes values in and
/// gets them back, the decoder passes anything and gets what was encoded.
pub(super) trait Coder {
    /// A bit at learned odds.
    fn bit(&mut self, odds: &mut Odds, bit: bool) -> bool;

    /// The lowest `bits` (at most 16) of a value at even odds.
    fn raw16(&mut self, bits: u32, value: u32) -> u32;

    /// The lowest `bits` (at most 32) of a value at even odds.
    fn raw(&mut self, bits: u32, value: u32) -> u32 {
        if bits <= 16 {
            return self.raw16(bits, value);
        }
        let high = self.raw16(bits - 16, value >> 16);
        (high << 16) | self.raw16(16, value & 0xffff)
    }
}

/// Writes bits behind the bytes that are already in a buffer.
#[derive(Debug)]
pub(super) struct RangeEncoder<'a> {
    out: &'a mut Vec<u8>,
    head: usize,
    low: u64,
    range: u32,
}

impl<'a> RangeEncoder<'a> {
    pub(super) fn new(out: &'a mut Vec<u8>) -> Self {
        let head = out.len();
        Self { out, head, low: 0, range: u32::MAX }
    }

    /// Ends the frame: writes as little as will be decoded right.
    pub(super) fn finish(mut self) {
        let end = self.low + u64::from(self.range);
        let rounded = (0..=32).rev().map(|zeros| (self.low + ((1 << zeros) - 1)) >> zeros << zeros);
        self.low = rounded.into_iter().find(|&low| low < end).unwrap_or(self.low);
        for _ in 0..4 {
            self.shift();
        }
        while self.out.len() > self.head && self.out.last() == Some(&0) {
            self.out.pop();
        }
    }

    /// Moves the top byte of `low` out, after carrying into the bytes before it.
    fn shift(&mut self) {
        if self.low >> 32 != 0 {
            for byte in self.out[self.head..].iter_mut().rev() {
                *byte = byte.wrapping_add(1);
                if *byte != 0 {
                    break;
                }
            }
        }
        self.out.push((self.low >> 24) as u8);
        self.low = (self.low << 8) & 0xffff_ffff;
    }

    fn widen(&mut self) {
        while self.range < NARROW {
            self.range <<= 8;
            self.shift();
        }
    }
}

impl Coder for RangeEncoder<'_> {
    #[inline]
    fn bit(&mut self, odds: &mut Odds, bit: bool) -> bool {
        let zero = odds.zero_part(self.range);
        if bit {
            self.low += u64::from(zero);
            self.range -= zero;
        } else {
            self.range = zero;
        }
        odds.learn(bit);
        self.widen();
        bit
    }

    #[inline]
    fn raw16(&mut self, bits: u32, value: u32) -> u32 {
        let value = value & ((1 << bits) - 1);
        self.range >>= bits;
        self.low += u64::from(value) * u64::from(self.range);
        self.widen();
        value
    }
}

/// Reads bits from a frame's body; past its end there are zeros.
#[derive(Debug)]
pub(super) struct RangeDecoder<'a> {
    rest: &'a [u8],
    /// The number read, less the low end of the range: always below `range` for what an encoder wrote.
    value: u32,
    range: u32,
}

impl<'a> RangeDecoder<'a> {
    pub(super) fn new(body: &'a [u8]) -> Self {
        let mut decoder = Self { rest: body, value: 0, range: u32::MAX };
        for _ in 0..4 {
            decoder.shift();
        }
        decoder
    }

    fn shift(&mut self) {
        let byte = match self.rest.split_first() {
            Some((byte, rest)) => {
                self.rest = rest;
                *byte
            }
            None => 0,
        };
        self.value = (self.value << 8) | u32::from(byte);
    }

    fn widen(&mut self) {
        while self.range < NARROW {
            self.range <<= 8;
            self.shift();
        }
    }
}

impl Coder for RangeDecoder<'_> {
    #[inline]
    fn bit(&mut self, odds: &mut Odds, _: bool) -> bool {
        let zero = odds.zero_part(self.range);
        let bit = self.value >= zero;
        if bit {
            self.value -= zero;
            self.range -= zero;
        } else {
            self.range = zero;
        }
        odds.learn(bit);
        self.widen();
        bit
    }

    #[inline]
    fn raw16(&mut self, bits: u32, _: u32) -> u32 {
        self.range >>= bits;
        let value = (self.value / self.range).min((1 << bits) - 1);
        self.value -= value * self.range;
        self.widen();
        value
    }
}
