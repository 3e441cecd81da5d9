//! The cars' telemetry in the quanta in which it travels: samples, and the ticks they are grouped into.
//!
//! A record of `f1_tele` has two halves from two feeds, car data and position, and as a rule only one of them
//! was measured at its date. [`crate::clean`] makes samples out of records.

use crate::ids::CarIndex;

/// What the car's own sensors say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CarData {
    /// Speed, km/h, `0..=511`.
    pub speed_kmh: u16,
    /// Throttle, percent, `0..=127` (the feed's 104 is kept).
    pub throttle_pct: u8,
    /// Engine speed in steps of 50 revolutions a minute, `0..=511`.
    pub rpm_steps: u16,
    /// Gear, 0 (neutral) to 8.
    pub gear: u8,
    /// Whether the brake is pressed.
    pub brake: bool,
    /// Whether the rear wing is open.
    pub drs_open: bool,
    /// Lap being driven, as the record says, from 1; 0 when unknown.
    pub lap: u8,
}

/// Where the car is, in track units of 0.1 m. X and Y within ±(2^19 - 1), Z within ±(2^15 - 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// East-west in the feed's own frame.
    pub x: i32,
    /// North-south in the feed's own frame.
    pub y: i32,
    /// Height.
    pub z: i32,
}

/// Which halves of a sample: those measured, or those sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Halves {
    /// The car data half.
    pub car_data: bool,
    /// The position half.
    pub position: bool,
}

impl Halves {
    /// Both halves.
    pub const BOTH: Self = Self { car_data: true, position: true };

    /// Whether there is neither.
    pub fn is_empty(self) -> bool {
        !self.car_data && !self.position
    }
}

impl std::ops::BitAnd for Halves {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self { car_data: self.car_data && other.car_data, position: self.position && other.position }
    }
}

/// One car at one date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Source time.
    pub date_ms: i64,
    /// Whose.
    pub car: CarIndex,
    /// Which of the halves present were measured; the others are the recording's interpolation.
    pub measured: Halves,
    /// Car data, if there is any.
    pub car_data: Option<CarData>,
    /// Position, if there is any.
    pub position: Option<Position>,
}

impl Sample {
    /// Which halves are present.
    pub fn present(&self) -> Halves {
        Halves { car_data: self.car_data.is_some(), position: self.position.is_some() }
    }

    /// The sample less what was not measured.
    #[must_use]
    pub fn only_measured(mut self) -> Self {
        if !self.measured.car_data {
            self.car_data = None;
        }
        if !self.measured.position {
            self.position = None;
        }
        self
    }
}
