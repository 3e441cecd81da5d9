//! What race control and the teams say: published, and heeded where it is of the flag or of a lap's time.

use gridcast_shared::lap_verdict::LapVerdict;
use gridcast_shared::session::SessionStatus;
use gridcast_shared::topics::RaceControlRecord;

use super::lap_record::is_date;
use super::{Race, messages};

impl Race {
    /// Takes a message of race control; one that was taken before, as a producer that starts again tells all of them,
    /// is heeded no second time.
    pub fn race_control(&mut self, record: &RaceControlRecord) {
        if is_date(record.date) {
            self.reach(record.date);
            let is_new = self.take_message(record);
            if let Some(flag) = record.flag.as_deref().filter(|_| is_new) {
                let is_started = self.board.state().status.phase == Some(SessionStatus::Started);
                self.flags.take(flag, record.sector, record.date, is_started);
                self.show_track();
            }
        }
        self.settle();
    }

    /// Publishes what was said, and heeds it where it is of a lap's time. Whether it is new.
    fn take_message(&mut self, record: &RaceControlRecord) -> bool {
        let of = record.driver.and_then(|driver| self.board.index_of(driver));
        let messages = messages::read(record, of, self.board.state().status.lap);
        if !messages.is_empty() && messages.iter().all(|message| self.board.has_said(message)) {
            return false;
        }
        for message in messages {
            self.board.say(message);
        }
        if let Some(verdict) = record.message.as_deref().and_then(LapVerdict::read)
            && let Some(car) = of.or_else(|| self.board.index_of_number(verdict.car))
        {
            self.best_laps.judge(car, verdict.lap, verdict.is_deleted, record.date);
            self.show_best_laps(car);
        }
        true
    }
}
