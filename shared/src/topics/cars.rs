//! The original project's records, field for field: samples and laps.

use serde::{Deserialize, Serialize};

use crate::ids::DriverCode;

/// A sample of `f1_tele`: one car at one date, two feeds merged by interpolation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TeleRecord {
    /// UTC milliseconds.
    pub date: i64,
    /// Milliseconds since the recording began.
    pub session_time: Option<i64>,
    /// Racing number of the car ahead.
    pub driver_ahead: Option<String>,
    /// Metres to it.
    pub distance_to_driver_ahead: Option<f64>,
    /// Revolutions a minute.
    #[serde(rename = "RPM")]
    pub rpm: Option<f64>,
    /// km/h.
    pub speed: Option<f64>,
    /// 0 to 8; 128 is dirt.
    #[serde(rename = "nGear")]
    pub n_gear: Option<i64>,
    /// Percent; 104 is real.
    pub throttle: Option<f64>,
    /// Pressed or not.
    pub brake: Option<bool>,
    /// 0 shut, 1 open (the original's form); the feed's own 10, 12 and 14 are open too.
    #[serde(rename = "DRS")]
    pub drs: Option<i64>,
    /// Metres within the lap, integrated from speed: never used for order.
    pub distance: Option<f64>,
    /// The same as a share of the lap; slightly outside 0 to 1 at times.
    pub relative_distance: Option<f64>,
    /// "`OnTrack`" or "`OffTrack`".
    pub status: Option<String>,
    /// 0.1 m.
    pub x: Option<f64>,
    /// 0.1 m.
    pub y: Option<f64>,
    /// 0.1 m.
    pub z: Option<f64>,
    /// Lap being driven, from 1.
    pub lap: Option<f64>,
    /// Driver code.
    pub driver: DriverCode,
    /// The original's own field, always 0.
    #[serde(rename = "date_delta")]
    pub date_delta: Option<i64>,
    /// FastF1's word for which half was measured: `car`, `pos` or `interpolation`; absent in the recordings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl TeleRecord {
    /// A record that holds nothing but what it must.
    pub fn new(date: i64, driver: DriverCode) -> Self {
        Self {
            date,
            session_time: None,
            driver_ahead: None,
            distance_to_driver_ahead: None,
            rpm: None,
            speed: None,
            n_gear: None,
            throttle: None,
            brake: None,
            drs: None,
            distance: None,
            relative_distance: None,
            status: None,
            x: None,
            y: None,
            z: None,
            lap: None,
            driver,
            date_delta: None,
            source: None,
        }
    }
}

/// A lap of `f1_laps`, published when it has ended, and again whenever something of it is corrected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct LapRecord {
    /// Driver code.
    pub driver: DriverCode,
    /// ms.
    pub lap_time: Option<i64>,
    /// From 1.
    pub lap_number: f64,
    /// From 1; FastF1's count, which also counts a drive through the pit lane.
    pub stint: Option<f64>,
    /// Session time of leaving the pits in this lap, ms.
    pub pit_out_time: Option<i64>,
    /// Session time of entering the pits in this lap, ms.
    pub pit_in_time: Option<i64>,
    /// ms.
    pub sector1_time: Option<i64>,
    /// ms.
    pub sector2_time: Option<i64>,
    /// ms.
    pub sector3_time: Option<i64>,
    /// Session time at the end of sector 1, ms.
    pub sector1_session_time: Option<i64>,
    /// Session time at the end of sector 2, ms.
    pub sector2_session_time: Option<i64>,
    /// Session time at the end of sector 3, ms.
    pub sector3_session_time: Option<i64>,
    /// km/h.
    pub speed_i1: Option<f64>,
    /// km/h.
    pub speed_i2: Option<f64>,
    /// km/h.
    #[serde(rename = "SpeedFL")]
    pub speed_fl: Option<f64>,
    /// km/h.
    #[serde(rename = "SpeedST")]
    pub speed_st: Option<f64>,
    /// SOFT, MEDIUM, HARD, INTERMEDIATE, WET, UNKNOWN; years before 2019 have more.
    pub compound: Option<String>,
    /// Laps at the end of this lap.
    pub tyre_life: Option<f64>,
    /// Whether the set was new.
    pub fresh_tyre: Option<bool>,
    /// Team's name.
    pub team: Option<String>,
    /// Session time of the lap's start, ms.
    pub lap_start_time: Option<i64>,
    /// UTC milliseconds of the lap's start.
    pub lap_start_date: Option<i64>,
    /// Every status that there was in the lap, a digit each: 1 clear, 2 yellow, 4 safety car, 5 red, 6 virtual
    /// safety car, 7 virtual safety car ending.
    pub track_status: Option<String>,
    /// Place at the end of the lap.
    pub position: Option<f64>,
    /// Whether the lap's time was deleted: it counts for no best. FastF1's name; absent in the original's records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted: Option<bool>,
    /// Why, in race control's words. FastF1's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_reason: Option<String>,
}

impl LapRecord {
    /// A record that holds nothing but what it must.
    pub fn new(driver: DriverCode, lap_number: f64) -> Self {
        Self {
            driver,
            lap_time: None,
            lap_number,
            stint: None,
            pit_out_time: None,
            pit_in_time: None,
            sector1_time: None,
            sector2_time: None,
            sector3_time: None,
            sector1_session_time: None,
            sector2_session_time: None,
            sector3_session_time: None,
            speed_i1: None,
            speed_i2: None,
            speed_fl: None,
            speed_st: None,
            compound: None,
            tyre_life: None,
            fresh_tyre: None,
            team: None,
            lap_start_time: None,
            lap_start_date: None,
            track_status: None,
            position: None,
            deleted: None,
            deleted_reason: None,
        }
    }
}

impl LapRecord {
    /// UTC milliseconds at session time 0, if the record tells.
    pub fn session_zero_ms(&self) -> Option<i64> {
        self.lap_start_date?.checked_sub(self.lap_start_time?)
    }

    /// UTC milliseconds at which the lap ended, where the record itself tells: the end of sector 3, else start
    /// and lap time. None where they make no date.
    pub fn end_date_ms(&self) -> Option<i64> {
        let by_sector = || self.session_zero_ms()?.checked_add(self.sector3_session_time?);
        by_sector().or_else(|| self.lap_start_date?.checked_add(self.lap_time?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_that_make_no_date_are_none() {
        let mut lap = LapRecord::new(DriverCode::parse("VER").unwrap(), 1.0);
        (lap.lap_start_date, lap.lap_start_time, lap.lap_time) = (Some(i64::MIN), Some(1), Some(-1));
        lap.sector3_session_time = Some(i64::MAX);
        assert_eq!((lap.session_zero_ms(), lap.end_date_ms()), (None, None));
        (lap.lap_start_date, lap.lap_time) = (Some(i64::MAX), Some(1));
        assert_eq!(lap.end_date_ms(), None);
    }
}
