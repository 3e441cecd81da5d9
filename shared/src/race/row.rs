//! A row of the board.

use serde::{Deserialize, Serialize};

/// A row of the board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CarTiming {
    /// Place, from 1; 0 when unknown. Unique among the cars of a session once known.
    pub position: u8,
    /// Place on the grid, from 1; 0 when unknown.
    pub grid: u8,
    /// Lap being driven, from 1; 0 before the race. After the flag: laps completed.
    pub lap: u8,
    /// Behind the leader; in practice and qualifying, what the best lap is slower than the fastest.
    pub gap: Gap,
    /// Behind the car in the place ahead, in time wherever possible, also for lapped cars; in practice and qualifying,
    /// what the best lap is slower than that car's.
    pub interval: Gap,
    /// Last lap, ms; 0 when there is none.
    pub last_lap_ms: u32,
    /// Whether the last lap's time was deleted: it counts for nothing.
    pub last_lap_deleted: bool,
    /// Best lap so far that counts, ms; 0 when there is none.
    pub best_lap_ms: u32,
    /// Best lap of each part of qualifying that counts, ms; 0 when there is none.
    pub best_by_part_ms: [u32; 3],
    /// Sectors of the newest lap, ms; a sector not yet driven in this lap holds the last lap's; 0 when unknown.
    pub sectors_ms: [u32; 3],
    /// How many of [`CarTiming::sectors_ms`] are of the lap being driven, 0 to 3.
    pub sectors_current: u8,
    /// Mini-sectors of the lap being driven, by sector.
    pub minis: [MiniSectors; 3],
    /// Tyre.
    pub compound: Compound,
    /// Laps the tyre has done; [`CarTiming::UNKNOWN_AGE`] when nobody tells.
    pub tyre_age: u8,
    /// Stops in the pits: changes of tyres, or standing at the box. Driving through the lane is none.
    pub pit_stops: u8,
    /// What the car is doing.
    pub status: CarStatus,
}

impl CarTiming {
    /// The age of tyres that nobody tells.
    pub const UNKNOWN_AGE: u8 = 255;
}

/// Most mini-sectors of a sector; the feed has 12 at most.
pub const MAX_MINIS: usize = 16;

/// Mini-sectors of one sector, in driving order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct MiniSectors {
    states: [MiniSector; MAX_MINIS],
    len: u8,
}

impl MiniSectors {
    /// The first [`MAX_MINIS`] of these.
    pub fn new(states: impl IntoIterator<Item = MiniSector>) -> Self {
        let mut minis = Self::default();
        for state in states.into_iter().take(MAX_MINIS) {
            minis.states[usize::from(minis.len)] = state;
            minis.len += 1;
        }
        minis
    }

    /// Their states.
    pub fn states(&self) -> &[MiniSector] {
        &self.states[..usize::from(self.len)]
    }
}

/// How a mini-sector was driven.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MiniSector {
    /// Not yet.
    #[default]
    Ahead,
    /// Slower than this car's best.
    Driven,
    /// As this car's best.
    Own,
    /// As the best of all.
    BestOfAll,
    /// In the pit lane.
    Pit,
}

/// How far behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Gap {
    /// Nothing is known, or it is the leader.
    #[default]
    None,
    /// In time, ms.
    Millis(u32),
    /// In whole laps.
    Laps(u8),
}

/// A tyre's compound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Compound {
    /// Not known (the feed says so first and corrects it later).
    #[default]
    Unknown,
    /// Soft.
    Soft,
    /// Medium.
    Medium,
    /// Hard.
    Hard,
    /// Intermediate.
    Intermediate,
    /// Full wet.
    Wet,
}

/// What a car is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CarStatus {
    /// On the track, or about to be.
    #[default]
    Running,
    /// In the pit lane.
    InPit,
    /// Standing on the track; not known to be out yet.
    Stopped,
    /// Out of the race after having driven in it.
    Retired,
    /// In the list, never in the race.
    NotStarted,
    /// Has taken the chequered flag.
    Finished,
    /// Out of qualifying at the end of a part.
    KnockedOut,
}

impl CarStatus {
    /// Whether the car takes no further part: retired or never started.
    pub fn is_out(self) -> bool {
        matches!(self, Self::Retired | Self::NotStarted)
    }
}
