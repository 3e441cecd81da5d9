//! The track's status: race control's flags, whole and by sector, or the digits of lap records without it.

use gridcast_shared::race::TrackStatus;

use super::lap_record::Lap;

/// The field has to race for this long before a clear track after a red flag is believed, ms.
const RESTART_MS: i64 = 5_000;

/// What the flags say.
#[derive(Clone, Debug, Default)]
pub(super) struct Flags {
    /// Any flag at all: lap records' digits are then no longer asked.
    has_spoken: bool,
    /// Status of the whole track, without the sectors' yellows.
    whole: TrackStatus,
    /// Sectors under yellow, a bit each from sector 1.
    yellow_sectors: u32,
    /// Those of them under a double yellow.
    double_sectors: u32,
    /// A status said under the red flag, held back until cars go again.
    held: Option<TrackStatus>,
    racing_since_ms: Option<i64>,
    now_ms: i64,
    /// Status by the digits of lap records, and the end of the lap that told it.
    by_digits: (TrackStatus, i64),
    chequered_ms: Option<i64>,
}

impl Flags {
    /// Sectors under yellow, a bit each from sector 1.
    pub(super) fn yellow_sectors(&self) -> u32 {
        self.yellow_sectors
    }

    /// Date of the chequered flag's message.
    pub(super) fn chequered_ms(&self) -> Option<i64> {
        self.chequered_ms
    }

    /// The status that the track shows. `has_finished`: a car has taken the flag, whether or not anybody said so.
    pub(super) fn shown(&self, has_finished: bool) -> TrackStatus {
        let is_quiet = matches!(self.whole, TrackStatus::Unknown | TrackStatus::Clear);
        match self.yellow_sectors {
            _ if has_finished && self.chequered_ms.is_none() => TrackStatus::Finished,
            _ if !self.has_spoken => self.by_digits.0,
            0 if self.whole == TrackStatus::Unknown => TrackStatus::Clear,
            0 => self.whole,
            _ if !is_quiet => self.whole,
            _ if self.double_sectors != 0 => TrackStatus::DoubleYellow,
            _ => TrackStatus::Yellow,
        }
    }

    /// Takes note whether the field races. Race control clears the track minutes before a race goes on after a red
    /// flag: red holds until the field has raced for a while.
    pub(super) fn field(&mut self, is_racing: bool, now_ms: i64) {
        if is_racing {
            self.racing_since_ms.get_or_insert(now_ms);
            self.now_ms = now_ms;
        } else {
            self.racing_since_ms = None;
        }
    }

    /// A clear track that was held back under the red flag shows once the field races.
    pub(super) fn settle(&mut self) {
        let has_restarted = self.racing_since_ms.is_some_and(|since| RESTART_MS <= self.now_ms - since);
        if has_restarted && let Some(held) = self.held.take() {
            self.whole = held;
        }
    }

    /// The session goes on, by its own word: a clear track is believed.
    pub(super) fn restart(&mut self) {
        if let Some(held) = self.held.take() {
            self.whole = held;
        }
    }

    /// Takes a flag of a sector, or without one of the whole track, in race control's own words. `is_started`: the
    /// session is on by its own word. It is not while it is stopped, so what clears the track then is of a red flag that
    /// was over before somebody came who is told all of the past at once.
    pub(super) fn take(&mut self, flag: &str, sector: Option<u8>, date_ms: i64, is_started: bool) {
        match sector {
            Some(sector) => self.take_of_sector(flag, sector),
            None => self.take_of_all(flag, date_ms, is_started),
        }
    }

    fn take_of_sector(&mut self, flag: &str, sector: u8) {
        let Some(bit) = u32::from(sector).checked_sub(1).and_then(|n| 1_u32.checked_shl(n)) else { return };
        match flag {
            "YELLOW" => {
                self.yellow_sectors |= bit;
                self.double_sectors &= !bit;
            }
            "DOUBLE YELLOW" => {
                self.yellow_sectors |= bit;
                self.double_sectors |= bit;
            }
            "CLEAR" | "GREEN" => {
                self.yellow_sectors &= !bit;
                self.double_sectors &= !bit;
            }
            _ => return,
        }
        self.has_spoken = true;
    }

    fn take_of_all(&mut self, flag: &str, date_ms: i64, is_started: bool) {
        let status = match flag {
            "CLEAR" | "GREEN" => TrackStatus::Clear,
            "YELLOW" => TrackStatus::Yellow,
            "DOUBLE YELLOW" => TrackStatus::DoubleYellow,
            "SAFETY CAR" => TrackStatus::SafetyCar,
            "VSC" => TrackStatus::VirtualSafetyCar,
            "VSC ENDING" => TrackStatus::VirtualEnding,
            "RED" => TrackStatus::Red,
            "CHEQUERED" => {
                self.chequered_ms.get_or_insert(date_ms);
                TrackStatus::Finished
            }
            _ => return,
        };
        self.has_spoken = true;
        if matches!(status, TrackStatus::Clear | TrackStatus::Red) {
            self.yellow_sectors = 0;
            self.double_sectors = 0;
        }
        if self.whole == TrackStatus::Red && status == TrackStatus::Clear && !is_started {
            self.held = Some(status);
        } else {
            if status == TrackStatus::Red {
                self.racing_since_ms = None;
            }
            self.held = None;
            self.whole = status;
        }
    }

    /// Without race control, the newest ended lap of any car tells: the digits of its `TrackStatus` stand in the
    /// order in which they came up, so that the last is the status at its end. A change shows up to a lap late.
    pub(super) fn take_lap(&mut self, lap: &Lap) {
        let end_ms = lap.end_ms.unwrap_or(0);
        if let Some(status) = lap.track
            && self.by_digits.1 < end_ms
        {
            self.by_digits = (status, end_ms);
        }
    }
}
