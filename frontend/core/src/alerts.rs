//! Which of race control's words a spectator must not miss.

use gridcast_shared::ids::DriverCode;
use gridcast_shared::race::{Message, MessageKind, RaceState};

use crate::log::Log;
use crate::race_control;
use crate::signs::{EventSign, FlagLook};
use crate::stewards::ruling;

/// What was said longer ago is history, ms of source time.
const FRESH_MS: i64 = 10_000;

/// What has been alerted of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alerts {
    /// Number of the newest message that was looked at; none before the first look.
    seen: Option<u32>,
}

impl Alerts {
    /// The newest of what has been said since the last look, up to the moment shown, that must not be missed. What was
    /// there before the first look, and what is passed over by a leap in time, is history.
    pub fn look(&mut self, log: &Log, state: &RaceState, now_ms: i64, dear: &[DriverCode]) -> Option<String> {
        let newest = log.until(state).next_back().map_or(0, |(number, _)| number);
        let seen = self.seen.replace(newest)?;
        let fresh = |message: &Message| (now_ms - FRESH_MS..=now_ms).contains(&message.date_ms);
        let found = log.until(state).rev().take_while(|(number, _)| seen < *number);
        let mut found = found.filter(|(_, message)| fresh(message) && matters(message, dear));
        found.next().map(|(_, message)| race_control::line(&message.text).1)
    }
}

/// Flags for all, penalties, and whatever the stewards say of who is dear to the viewer.
fn matters(message: &Message, dear: &[DriverCode]) -> bool {
    if message.kind != MessageKind::RaceControl {
        return false;
    }
    if let Some(ruling) = ruling(&message.text) {
        return ruling.word.is_penalty() || ruling.cars.iter().any(|car| dear.contains(car));
    }
    matches!(
        race_control::line(&message.text).0,
        EventSign::Flag(FlagLook::Red | FlagLook::SafetyCar | FlagLook::Virtual | FlagLook::Finish)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn what_matters_is_told_once_when_it_is_said() {
        let (mut state, _) = testing::race(2);
        let (mut log, mut alerts) = (Log::default(), Alerts::default());
        let ham = [DriverCode::parse("HAM").unwrap()];
        let mut said = |text: &str, date_ms: i64, now_ms: i64| {
            let mut message = testing::message(text);
            message.date_ms = date_ms;
            state.push_message(message);
            log.observe(&state);
            alerts.look(&log, &state, now_ms, &ham)
        };
        assert_eq!(said("RED FLAG", 0, 0), None, "before the first look");
        assert_eq!(said("SAFETY CAR DEPLOYED", 5_000, 5_200).as_deref(), Some("Safety car deployed"));
        assert_eq!(said("YELLOW IN TRACK SECTOR 3", 6_000, 6_000), None);
        assert_eq!(said("INCIDENT INVOLVING CAR 1 (VER) NOTED", 7_000, 7_000), None);
        assert!(said("INCIDENT INVOLVING CAR 44 (HAM) NOTED", 8_000, 8_000).is_some());
        assert!(said("5 SECOND TIME PENALTY FOR CAR 1 (VER) - X", 9_000, 9_000).is_some());
        assert_eq!(said("RED FLAG", 10_000, 60_000), None, "passed over");
    }
}
