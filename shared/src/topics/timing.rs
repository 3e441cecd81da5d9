//! `f1_timing`: what changed of one car within a lap.

use serde::{Deserialize, Serialize};

use super::update::Update;
use crate::ids::DriverCode;

/// States of a lap's mini-sectors, a list a sector, in the feed's own integers; see docs/topics.md.
pub type Segments = [Vec<u16>; 3];

/// `f1_timing`: what changed; [`Update`] has what an absent field and a null mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TimingRecord {
    /// Code.
    pub driver: DriverCode,
    /// UTC milliseconds.
    pub date: i64,
    /// Place.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub position: Update<u8>,
    /// Place on the grid.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub grid_position: Update<u8>,
    /// Laps completed.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub number_of_laps: Update<u8>,
    /// ms behind the leader; in practice and qualifying, what the best lap is slower than the fastest.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub gap_to_leader: Update<u32>,
    /// Laps behind the leader, instead of the former.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub laps_to_leader: Update<u8>,
    /// ms behind the car ahead; in practice and qualifying, what the best lap is slower than that car's.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub interval: Update<u32>,
    /// Laps behind the car ahead, instead of the former.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub laps_to_ahead: Update<u8>,
    /// ms.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub last_lap_time: Update<u32>,
    /// ms.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub best_lap_time: Update<u32>,
    /// The lap in which the best was driven, from 1.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub best_lap_number: Update<u8>,
    /// Best lap of each part of qualifying, ms; null where there is none.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub best_laps: Update<Vec<Option<u32>>>,
    /// ms.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub sector1_time: Update<u32>,
    /// ms.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub sector2_time: Update<u32>,
    /// ms.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub sector3_time: Update<u32>,
    /// Mini-sectors of the lap being driven, all of them.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub segments: Update<Segments>,
    /// In the pit lane.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub in_pit: Update<bool>,
    /// Stopped on the track.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub stopped: Update<bool>,
    /// Out.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub retired: Update<bool>,
    /// Out of qualifying at the end of a part.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub knocked_out: Update<bool>,
    /// Visits to the pits.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub pit_stops: Update<u8>,
    /// As in [`super::LapRecord::compound`].
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub compound: Update<String>,
    /// Laps.
    #[serde(default, skip_serializing_if = "Update::is_keep")]
    pub tyre_life: Update<u8>,
}

impl TimingRecord {
    /// A record that holds nothing but what it must.
    pub fn new(driver: DriverCode, date: i64) -> Self {
        Self {
            driver,
            date,
            position: Update::Keep,
            grid_position: Update::Keep,
            number_of_laps: Update::Keep,
            gap_to_leader: Update::Keep,
            laps_to_leader: Update::Keep,
            interval: Update::Keep,
            laps_to_ahead: Update::Keep,
            last_lap_time: Update::Keep,
            best_lap_time: Update::Keep,
            best_lap_number: Update::Keep,
            best_laps: Update::Keep,
            sector1_time: Update::Keep,
            sector2_time: Update::Keep,
            sector3_time: Update::Keep,
            segments: Update::Keep,
            in_pit: Update::Keep,
            stopped: Update::Keep,
            retired: Update::Keep,
            knocked_out: Update::Keep,
            pit_stops: Update::Keep,
            compound: Update::Keep,
            tyre_life: Update::Keep,
        }
    }
}
