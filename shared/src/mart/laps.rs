//! Every lap of a session, and which of them a statistic counts.

use serde::{Deserialize, Serialize};

/// `{season}/{round}/{session}/laps.json`: every lap, by driver and lap. Columns of equal length.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Laps {
    /// [`VERSION`](crate::mart::VERSION).
    pub version: u32,
    /// Who.
    pub driver: Vec<u8>,
    /// Number, from 1.
    pub lap: Vec<u16>,
    /// Place at its end, from 1.
    pub position: Vec<Option<u8>>,
    /// Lap time, ms.
    pub time: Vec<Option<u32>>,
    /// Sector 1, ms.
    pub sector1: Vec<Option<u32>>,
    /// Sector 2, ms.
    pub sector2: Vec<Option<u32>>,
    /// Sector 3, ms.
    pub sector3: Vec<Option<u32>>,
    /// When it ended, ms after [`Race::start_ms`](crate::mart::Race::start_ms).
    pub end: Vec<Option<u32>>,
    /// Behind the leader at its end, ms: behind the first who ended the lap of this number. Null of a car that was
    /// disqualified, which is nobody's reference.
    pub gap: Vec<Option<u32>>,
    /// Behind the car ahead at its end, ms; null as the gap.
    pub interval: Vec<Option<u32>>,
    /// `S`, `M`, `H`, `I`, `W`; other compounds by their whole name; null when unknown.
    pub compound: Vec<Option<String>>,
    /// Laps on the set at its end.
    pub tyre_life: Vec<Option<u16>>,
    /// Whether the set was new.
    pub fresh: Vec<Option<bool>>,
    /// From 1; counts sets of tyres.
    pub stint: Vec<u8>,
    /// Ended in the pits.
    pub pit_in: Vec<bool>,
    /// Began in the pits.
    pub pit_out: Vec<bool>,
    /// Ended in a stop, as `pit_stops.json` has them: not every visit to the pit lane is one. Older documents tell none.
    #[serde(default)]
    pub stop: Vec<bool>,
    /// The time was deleted: the lap counts for no best and no pace. Older documents tell none.
    #[serde(default)]
    pub deleted: Vec<bool>,
    /// What a deleted time was deleted for, in the stewards' own words; null when nobody told. Older documents tell none.
    #[serde(default)]
    pub deleted_reason: Vec<Option<String>>,
    /// Every status that there was, a digit each, as in `f1_laps`; null when unknown.
    pub track_status: Vec<Option<String>>,
    /// Which [`LapFilter`]s it counts for, a bit each.
    pub counts: Vec<u8>,
    /// First intermediate, km/h.
    pub speed_i1: Vec<Option<u16>>,
    /// Second intermediate, km/h.
    pub speed_i2: Vec<Option<u16>>,
    /// Finish line, km/h.
    pub speed_fl: Vec<Option<u16>>,
    /// Speed trap, km/h.
    pub speed_st: Vec<Option<u16>>,
}

/// Which laps a statistic counts. In- and out-laps and the first lap count for [`LapFilter::All`] alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LapFilter {
    /// Every lap with a time that was not deleted. Bit 0.
    All,
    /// Known to be without safety car, virtual safety car, red flag; bit 1.
    #[default]
    Green,
    /// Green, on slicks. Bit 2.
    Dry,
    /// Green, on intermediates or wets. Bit 3.
    Wet,
}

impl LapFilter {
    /// All of them, in the order of their bits.
    pub const ALL: [Self; 4] = [Self::All, Self::Green, Self::Dry, Self::Wet];

    /// Its bit in [`Laps::counts`].
    pub fn bit(self) -> u8 {
        1 << self as u8
    }
}
