//! Who drives: racing numbers to driver codes and names.
//!
//! A name is bound to the session: the code that a number has first stays its own, and once the session is over
//! nothing changes any more, since the feed then goes on with another series' drivers under the same numbers.

use std::collections::BTreeMap;

use gridcast_shared::ids::DriverCode;
use gridcast_shared::topics::DriverRecord;
use gridcast_shared::units::MAX_CARS;
use serde_json::Value;

use crate::value::{car_number, name, text};

/// How long the driver list is waited for before a car goes by its number, ms: archives have it some seconds after
/// the first timing.
const LIST_MS: i64 = 60_000;

/// All entries, by racing number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Entries {
    by_number: BTreeMap<u16, DriverRecord>,
    first_ms: Option<i64>,
    is_settled: bool,
}

impl Entries {
    /// The feed has spoken at a date, UTC ms: from its first word on the list is waited for.
    pub(crate) fn wait_from(&mut self, now_ms: i64) {
        self.first_ms.get_or_insert(now_ms);
    }

    /// Takes what the driver list says; `known` is all of it, merged.
    pub(crate) fn take(&mut self, known: &Value) {
        // Who joins after the end hears of the end first, and knows nobody until the list comes.
        if self.is_settled && !self.by_number.is_empty() {
            return;
        }
        for (key, line) in known.as_object().into_iter().flatten() {
            let told = text(line, "Tla").and_then(|code| DriverCode::parse(code).ok());
            let (Some(number), Some(code)) = (car_number(key), told) else { continue };
            let Some(entry) = self.entry(number, code) else { continue };
            // Another code under the same number is another series' driver.
            if code == entry.driver {
                keep(&mut entry.name, full_name(line));
                keep(&mut entry.team, name(line, "TeamName"));
                keep(&mut entry.colour, name(line, "TeamColour"));
            }
        }
    }

    /// The session is over: nothing changes any more, once there is anybody.
    pub(crate) fn settle(&mut self) {
        self.is_settled = true;
    }

    /// The code of a number at a date, UTC ms. A car that nobody has named after a while goes by its number; until
    /// then, and where there is no room, it has none.
    pub(crate) fn code(&mut self, number: u16, now_ms: i64) -> Option<DriverCode> {
        if let Some(entry) = self.by_number.get(&number) {
            return Some(entry.driver);
        }
        let is_early = self.first_ms.is_none_or(|first| now_ms.saturating_sub(first) < LIST_MS);
        if is_early {
            return None;
        }
        let code = DriverCode::parse(&number.to_string()).ok()?;
        self.entry(number, code).map(|entry| entry.driver)
    }

    /// The code of a number that has one.
    pub(crate) fn named(&self, number: u16) -> Option<DriverCode> {
        self.by_number.get(&number).map(|entry| entry.driver)
    }

    /// The team of a number.
    pub(crate) fn team(&self, number: u16) -> Option<&String> {
        self.by_number.get(&number)?.team.as_ref()
    }

    /// All of them, by racing number.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u16, &DriverRecord)> {
        self.by_number.iter().map(|(number, entry)| (*number, entry))
    }

    fn entry(&mut self, number: u16, code: DriverCode) -> Option<&mut DriverRecord> {
        if !self.by_number.contains_key(&number) {
            let is_taken = self.by_number.values().any(|entry| entry.driver == code);
            if is_taken || self.by_number.len() == MAX_CARS {
                return None;
            }
            let told = u8::try_from(number).ok();
            self.by_number.insert(number, DriverRecord { number: told, ..DriverRecord::new(code) });
        }
        self.by_number.get_mut(&number)
    }
}

fn keep(field: &mut Option<String>, told: Option<String>) {
    if told.is_some() {
        *field = told;
    }
}

/// "Lando Norris"; older sessions have the full name alone, "Lando NORRIS".
fn full_name(line: &Value) -> Option<String> {
    match (name(line, "FirstName"), name(line, "LastName")) {
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        _ => name(line, "FullName"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn another_series_names_change_nothing() {
        let mut entries = Entries::default();
        entries.take(&json!({"4": {"Tla": "NOR", "FullName": "Lando NORRIS", "TeamName": "McLaren"}}));
        let before = entries.clone();
        // Before anybody has said that the session is over, the code tells; its team's name was deleted.
        entries.take(&json!({"4": {"Tla": "BRO", "FullName": "Some BROTHER"}}));
        assert_eq!(entries, before);
        entries.settle();
        entries.take(&json!({"4": {"Tla": "NOR", "FullName": "Another NORMAN"}, "7": {"Tla": "SEV"}}));
        assert_eq!(entries.by_number, before.by_number);
    }

    #[test]
    fn safety_cars_are_nobody_and_who_is_not_named_goes_by_the_number_in_the_end() {
        let mut entries = Entries::default();
        entries.take(&json!({"241": {"Tla": "SC"}, "_kf": true, "12": {"Line": 1}}));
        entries.wait_from(5);
        assert_eq!(entries.code(12, 5), None);
        assert_eq!(entries.code(12, 5 + LIST_MS), DriverCode::parse("12").ok());
        assert_eq!(entries.iter().count(), 1);
        assert_eq!(car_number("241").or(car_number("0")).or(car_number("4x")), None);
    }

    #[test]
    fn there_is_room_for_so_many() {
        let mut entries = Entries::default();
        entries.wait_from(0);
        let n_taken = (1..100).filter(|number| entries.code(*number, LIST_MS).is_some()).count();
        assert_eq!(n_taken, MAX_CARS);
    }
}
