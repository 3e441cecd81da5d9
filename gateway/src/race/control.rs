//! Race control: flags, messages, and the weather.

use gridcast_shared::race::{EventKind, TrackStatus, Weather};
use gridcast_shared::topics::{LapRecord, RaceControlRecord, WeatherRecord};

use super::Race;
use super::laps::is_date;

/// Longest text of a message, characters.
const MAX_TEXT: usize = 160;

/// The field has to race for this long before a clear track after a red flag is believed, ms.
const RESTART_MS: i64 = 5_000;

/// What race control has said.
#[derive(Clone, Debug, Default)]
pub(super) struct Flags {
    /// Any flag at all: lap records' digits are then no longer asked.
    has_spoken: bool,
    /// Status of the whole track, without the sectors' yellows.
    whole: TrackStatus,
    /// Sectors under a double yellow.
    double_sectors: u32,
    /// A status said under the red flag, held back until cars go again.
    held: Option<TrackStatus>,
    racing_since_ms: Option<i64>,
    now_ms: i64,
    newest_digit_ms: i64,
    /// Date of the chequered flag's message.
    pub(super) chequered_ms: Option<i64>,
    /// When the flag fell for the leader.
    pub(super) flag_ms: Option<i64>,
    /// Whose silence told so.
    pub(super) flag_car: Option<usize>,
}

impl Flags {
    pub(super) fn field_races(&mut self, now_ms: i64) {
        self.racing_since_ms.get_or_insert(now_ms);
        self.now_ms = now_ms;
    }

    pub(super) fn field_stands(&mut self) {
        self.racing_since_ms = None;
    }

    /// Race control clears the track minutes before a race goes on: red holds until the field races.
    fn has_restarted(&self) -> bool {
        self.racing_since_ms.is_some_and(|since| RESTART_MS <= self.now_ms - since)
    }
}

impl Race {
    pub(super) fn take_race_control(&mut self, record: &RaceControlRecord) {
        if !is_date(record.date) {
            return;
        }
        if self.now_ms < record.date {
            self.reach(record.date);
        }
        if let Some(message) = record.message.as_deref().filter(|message| !message.is_empty()) {
            let ascii = message.chars().map(|c| if c.is_ascii_graphic() { c } else { ' ' });
            let text: String = ascii.take(MAX_TEXT).collect();
            let car = record
                .driver
                .and_then(|driver| self.state.session.drivers.iter().position(|known| known.code == driver));
            self.push_event(EventKind::RaceControl, car, None, 0, text);
        }
        match (record.flag.as_deref(), record.sector) {
            (Some(flag), Some(sector)) => self.take_sector_flag(flag, sector),
            (Some(flag), None) => self.take_flag_of_all(flag, record.date),
            (None, _) => {}
        }
    }

    fn take_sector_flag(&mut self, flag: &str, sector: u8) {
        let Some(bit) = u32::from(sector).checked_sub(1).and_then(|n| 1_u32.checked_shl(n)) else { return };
        let yellow = &mut self.state.status.yellow_sectors;
        match flag {
            "YELLOW" => {
                *yellow |= bit;
                self.flags.double_sectors &= !bit;
            }
            "DOUBLE YELLOW" => {
                *yellow |= bit;
                self.flags.double_sectors |= bit;
            }
            "CLEAR" | "GREEN" => {
                *yellow &= !bit;
                self.flags.double_sectors &= !bit;
            }
            _ => return,
        }
        self.flags.has_spoken = true;
        self.show_track();
    }

    fn take_flag_of_all(&mut self, flag: &str, date_ms: i64) {
        let status = match flag {
            "CLEAR" | "GREEN" => TrackStatus::Clear,
            "YELLOW" => TrackStatus::Yellow,
            "DOUBLE YELLOW" => TrackStatus::DoubleYellow,
            "SAFETY CAR" => TrackStatus::SafetyCar,
            "VSC" => TrackStatus::VirtualSafetyCar,
            "VSC ENDING" => TrackStatus::VirtualEnding,
            "RED" => TrackStatus::Red,
            "CHEQUERED" => {
                self.flags.chequered_ms.get_or_insert(date_ms);
                TrackStatus::Finished
            }
            _ => return,
        };
        self.flags.has_spoken = true;
        if matches!(status, TrackStatus::Clear | TrackStatus::Red) {
            self.state.status.yellow_sectors = 0;
            self.flags.double_sectors = 0;
        }
        if self.flags.whole == TrackStatus::Red && status == TrackStatus::Clear {
            self.flags.held = Some(status);
        } else {
            if status == TrackStatus::Red {
                self.flags.racing_since_ms = None;
            }
            self.flags.held = None;
            self.flags.whole = status;
        }
        self.show_track();
    }

    /// A clear track that was held back under the red flag shows once the field races.
    pub(super) fn settle_track(&mut self) {
        if self.flags.held.is_some() && self.flags.has_restarted() {
            self.flags.whole = self.flags.held.take().unwrap_or_default();
        }
        if self.flags.has_spoken {
            self.show_track();
        }
    }

    fn show_track(&mut self) {
        let is_quiet = matches!(self.flags.whole, TrackStatus::Unknown | TrackStatus::Clear);
        let status = match self.state.status.yellow_sectors {
            0 if self.flags.whole == TrackStatus::Unknown => TrackStatus::Clear,
            0 => self.flags.whole,
            _ if !is_quiet => self.flags.whole,
            _ if self.flags.double_sectors != 0 => TrackStatus::DoubleYellow,
            _ => TrackStatus::Yellow,
        };
        self.set_track(status);
    }

    /// Without race control, the newest ended lap of any car tells: the digits of its `TrackStatus` stand in the
    /// order in which they came up, so that the last is the status at its end. A change shows up to a lap late.
    pub(super) fn take_track_status(&mut self, index: usize, record: &LapRecord) {
        let end_ms = self.cars[index].ends.back().and_then(|end| end.end_ms).unwrap_or(0);
        if self.flags.has_spoken || end_ms <= self.flags.newest_digit_ms || self.flags.flag_ms.is_some() {
            return;
        }
        let status = match record.track_status.as_deref().and_then(|digits| digits.chars().last()) {
            Some('1') => TrackStatus::Clear,
            Some('2') => TrackStatus::Yellow,
            Some('4') => TrackStatus::SafetyCar,
            Some('5') => TrackStatus::Red,
            Some('6') => TrackStatus::VirtualSafetyCar,
            Some('7') => TrackStatus::VirtualEnding,
            _ => return,
        };
        self.flags.newest_digit_ms = end_ms;
        self.set_track(status);
    }

    pub(super) fn set_track(&mut self, status: TrackStatus) {
        if self.state.status.track != status {
            self.state.status.track = status;
            self.push_event(EventKind::Track(status), None, None, 0, String::new());
        }
    }
}

/// A weather record in the state's quanta; what is missing is 0.
pub(super) fn weather(record: &WeatherRecord) -> Weather {
    let tenths = |value: Option<f64>| (value.unwrap_or(0.0) * 10.0).round();
    Weather {
        air_dc: tenths(record.air_temp) as i16,
        track_dc: tenths(record.track_temp) as i16,
        humidity_pct: record.humidity.unwrap_or(0.0).round().clamp(0.0, 100.0) as u8,
        wind_dms: tenths(record.wind_speed) as u16,
        wind_from_deg: record.wind_direction.unwrap_or(0.0).round().rem_euclid(360.0) as u16,
        rain: record.rainfall.unwrap_or(false),
    }
}
