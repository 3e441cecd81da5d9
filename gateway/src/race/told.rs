//! The newest values of `f1_timing`, which win over what is worked out here.

use gridcast_shared::race::Gap;
use gridcast_shared::topics::TimingRecord;

/// What the timing has told of one car.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// Place, and the date of its record.
    pub(super) position: Option<(u8, i64)>,
    pub(super) gap: Option<Gap>,
    pub(super) interval: Option<Gap>,
    /// Laps completed.
    pub(super) laps: Option<u8>,
    pub(super) in_pit: Option<bool>,
    pub(super) stopped: bool,
    pub(super) retired: bool,
    pub(super) pit_stops: Option<u8>,
    /// Whether a best lap was ever told.
    pub(super) has_best: bool,
}

/// What a record of the timing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The car came into the pit lane.
    pub(super) came_in: bool,
    /// Another lap is completed.
    pub(super) ended_lap: bool,
    /// The record tells something that only a moving car does.
    pub(super) drives: bool,
}

impl Told {
    /// The timing has fallen silent: what it said of the moment no longer holds. That a car is out does. Returns
    /// the stops that it had counted.
    pub(super) fn expire(&mut self) -> Option<u8> {
        let before = std::mem::take(self);
        (self.retired, self.has_best) = (before.retired, before.has_best);
        before.pit_stops
    }

    pub(super) fn take(&mut self, record: &TimingRecord) -> Change {
        let came_in = record.in_pit == Some(true) && self.in_pit == Some(false);
        if let Some(position) = record.position.filter(|&p| p != 0) {
            self.position = Some((position, record.date));
        }
        let gap = |millis: Option<u32>, laps: Option<u8>| laps.map(Gap::Laps).or(millis.map(Gap::Millis));
        self.gap = gap(record.gap_to_leader, record.laps_to_leader).or(self.gap);
        self.interval = gap(record.interval, record.laps_to_ahead).or(self.interval);
        self.in_pit = record.in_pit.or(self.in_pit);
        self.stopped = record.stopped.unwrap_or(self.stopped);
        self.retired = record.retired.unwrap_or(self.retired);
        self.has_best |= record.best_lap_time.is_some();
        self.pit_stops = record.pit_stops.or(self.pit_stops);
        let ended_lap = self.laps.zip(record.number_of_laps).is_some_and(|(before, now)| before < now);
        let is_first = self.laps.is_none();
        self.laps = record.number_of_laps.or(self.laps);
        let sectors = [record.sector1_time, record.sector2_time, record.sector3_time];
        let drives = ended_lap || (!is_first && sectors.iter().any(Option::is_some));
        Change { came_in, ended_lap, drives }
    }
}
