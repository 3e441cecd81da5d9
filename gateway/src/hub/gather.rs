//! Records that wait for the others of their date, so that they are cleaned together and in the order of dates.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use gridcast_shared::ids::CarIndex;
use gridcast_shared::topics::TeleRecord;
use gridcast_shared::units::MAX_CARS;

/// A date's records are waited for this long.
const GATHER: Duration = Duration::from_millis(50);
/// More dates than this at once are a burst: partitions give what they have one after another.
const BURST: usize = 256;
/// In a burst a date also waits for cars that have not come so far, if they were heard within this.
const HEARD: Duration = Duration::from_secs(1);
/// Most dates that wait.
const MOST: usize = 2048;

/// Records of one date.
pub(super) type Group = Vec<(CarIndex, TeleRecord)>;

/// The dates that wait.
#[derive(Debug, Default)]
pub(super) struct Gather {
    dates: BTreeMap<i64, (Instant, Group)>,
    /// Each car's newest date, and when it was heard.
    cars: [Option<(i64, Instant)>; MAX_CARS],
    spare: Vec<Group>,
}

impl Gather {
    /// Adds a record.
    pub(super) fn add(&mut self, car: CarIndex, record: TeleRecord, now: Instant) {
        if let Some(newest) = self.cars.get_mut(car.index()) {
            let date_ms = newest.map_or(record.date, |(date_ms, _)| date_ms.max(record.date));
            *newest = Some((date_ms, now));
        }
        let spare = &mut self.spare;
        let group = self.dates.entry(record.date);
        group.or_insert_with(|| (now, spare.pop().unwrap_or_default())).1.push((car, record));
    }

    /// Whether what waits is a burst.
    pub(super) fn is_burst(&self) -> bool {
        BURST < self.dates.len()
    }

    /// The oldest date that waits, UTC ms.
    pub(super) fn oldest_ms(&self) -> Option<i64> {
        self.dates.first_key_value().map(|(&date_ms, _)| date_ms)
    }

    /// The oldest date's records, whether or not they are complete.
    pub(super) fn pop(&mut self) -> Option<Group> {
        self.dates.pop_first().map(|(_, (_, records))| records)
    }

    /// The oldest date's records, if nothing more is to be expected of it.
    pub(super) fn pop_due(&mut self, now: Instant) -> Option<Group> {
        let (&date_ms, (since, _)) = self.dates.first_key_value()?;
        let is_due = MOST < self.dates.len()
            || (GATHER <= now.duration_since(*since)
                && (!self.is_burst() || date_ms <= self.reached_ms(now)));
        if is_due { self.pop() } else { None }
    }

    /// Gives a group's memory back.
    pub(super) fn reuse(&mut self, mut group: Group) {
        group.clear();
        self.spare.push(group);
    }

    /// The date that all cars have reached which are being told.
    fn reached_ms(&self, now: Instant) -> i64 {
        let told = self.cars.iter().flatten().filter(|(_, heard)| now.duration_since(*heard) < HEARD);
        told.map(|(date_ms, _)| *date_ms).min().unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use gridcast_shared::ids::DriverCode;

    use super::*;

    fn add(gather: &mut Gather, car: u8, date_ms: i64, now: Instant) {
        let driver = DriverCode::parse(&format!("C{car}")).unwrap();
        gather.add(CarIndex(car), TeleRecord::new(date_ms, driver), now);
    }

    #[test]
    fn a_date_is_complete_after_a_moment() {
        let (mut gather, now) = (Gather::default(), Instant::now());
        add(&mut gather, 0, 1000, now);
        add(&mut gather, 1, 1000, now);
        assert_eq!(gather.pop_due(now + GATHER / 2), None);
        assert_eq!(gather.pop_due(now + GATHER).map(|group| group.len()), Some(2));
    }

    #[test]
    fn in_a_burst_a_date_waits_for_who_is_behind_but_not_for_who_is_gone() {
        let (mut gather, now) = (Gather::default(), Instant::now());
        add(&mut gather, 1, 0, now);
        for date_ms in 0..=BURST as i64 {
            add(&mut gather, 0, date_ms, now);
        }
        let later = now + GATHER;
        assert_eq!(gather.pop_due(later).map(|group| group.len()), Some(2));
        add(&mut gather, 0, 1000, later);
        assert_eq!(gather.pop_due(later), None, "car 1 has come to 0 only");
        add(&mut gather, 0, 1001, now + HEARD);
        assert_eq!(gather.pop_due(now + HEARD).map(|group| group.len()), Some(1));
    }

    #[test]
    fn what_waits_is_bounded() {
        let (mut gather, now) = (Gather::default(), Instant::now());
        for date_ms in 0..=MOST as i64 {
            add(&mut gather, 0, date_ms, now);
        }
        assert!(gather.pop_due(now).is_some());
        assert!(gather.pop_due(now).is_none());
    }
}
