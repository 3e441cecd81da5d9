//! What race control and the teams say: published, and heeded where it is of the flag or of a lap's time.

use gridcast_shared::topics::RaceControlRecord;

use super::deletions::Verdict;
use super::lap_record::is_date;
use super::{Race, messages};

impl Race {
    /// Takes a message of race control.
    pub fn race_control(&mut self, record: &RaceControlRecord) {
        if is_date(record.date) {
            self.reach(record.date);
            self.take_message(record);
            if let Some(flag) = record.flag.as_deref() {
                self.flags.take(flag, record.sector, record.date);
                self.show_track();
            }
        }
        self.settle();
    }

    /// Publishes what was said, and heeds it where it is of a lap's time.
    fn take_message(&mut self, record: &RaceControlRecord) {
        let of = record.driver.and_then(|driver| self.board.index_of(driver));
        for message in messages::read(record, of, self.board.state().status.lap) {
            self.board.say(message);
        }
        let Some(verdict) = Verdict::of(record) else { return };
        if let Some(car) = of.or_else(|| self.board.index_of_number(verdict.number)) {
            self.best_laps.judge(car, verdict.lap, verdict.is_deleted);
            self.show_best_laps(car);
        }
    }
}
