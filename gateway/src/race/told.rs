//! The newest values of `f1_timing`, which win over what is worked out here.

use gridcast_shared::race::Gap;
use gridcast_shared::topics::{TimingRecord, Update};

/// What the timing has told of one car.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing of its own that the timing tells")]
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
    /// Whether mini-sectors are told.
    pub(super) has_minis: bool,
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
        let came_in = record.in_pit == Update::Set(true) && self.in_pit == Some(false);
        let position = record.position.map(|position| (position, record.date));
        self.position = position.after(self.position).filter(|&(position, _)| position != 0);
        self.gap = gap(record.gap_to_leader, record.laps_to_leader, self.gap);
        self.interval = gap(record.interval, record.laps_to_ahead, self.interval);
        self.in_pit = record.in_pit.after(self.in_pit);
        self.stopped = record.stopped.after(Some(self.stopped)).unwrap_or(false);
        self.retired = record.retired.after(Some(self.retired)).unwrap_or(false);
        self.has_best |= !record.best_lap_time.is_keep();
        self.has_minis |= matches!(record.segments, Update::Set(_));
        self.pit_stops = record.pit_stops.after(self.pit_stops);
        let laps = record.number_of_laps.after(self.laps);
        let ended_lap = self.laps.zip(laps).is_some_and(|(before, now)| before < now);
        let is_first = self.laps.is_none();
        self.laps = laps;
        let sectors = [record.sector1_time, record.sector2_time, record.sector3_time];
        let drives = ended_lap || (!is_first && sectors.iter().any(|time| time.value().is_some()));
        Change { came_in, ended_lap, drives }
    }
}

/// A gap is in time or in laps; one takes the other's place, and what is gone takes only its own kind away.
fn gap(millis: Update<u32>, laps: Update<u8>, before: Option<Gap>) -> Option<Gap> {
    match (laps, millis, before) {
        (Update::Set(laps), _, _) => Some(Gap::Laps(laps)),
        (_, Update::Set(millis), _) => Some(Gap::Millis(millis)),
        (Update::Gone, _, Some(Gap::Laps(_))) | (_, Update::Gone, Some(Gap::Millis(_))) => None,
        _ => before,
    }
}
