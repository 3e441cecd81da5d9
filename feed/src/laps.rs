//! `f1_laps`: laps as the feed's timing tells that they ended, each told once and again when it is corrected.
//!
//! The feed has no laps, only changes of a car's line. In a race `NumberOfLaps` counts the laps that were
//! completed and steps at the line. In practice and qualifying it counts those that were begun, and steps at the
//! line and at the pit exit; there the time of the third sector is the end of a lap.
//! No lap is made up: one that a snapshot's count proves but whose end nobody heard is told without its times,
//! and one that a car did not finish is not told.

mod car;
mod deletions;
mod now;
mod stints;
mod track_log;

use std::collections::BTreeMap;

use gridcast_shared::topics::Record;
use gridcast_shared::units::MAX_CARS;
use serde_json::{Map, Value};

use self::car::CarLaps;
use self::deletions::Deletion;
pub(crate) use self::now::Now;
use self::track_log::TrackLog;
use crate::entries::Entries;
use crate::known::Known;
use crate::message::Part;
use crate::topic::FeedTopic;
use crate::value::{car_number, small};

/// Most deletions that wait for their lap: of sessions whose laps are not told, all do.
const MAX_AWAITED: usize = 256;

/// The laps of all cars.
#[derive(Clone, Debug, Default)]
pub(crate) struct Laps {
    cars: BTreeMap<u16, CarLaps>,
    track: TrackLog,
    /// Deletions of laps that have not been told yet.
    awaited: Vec<Deletion>,
}

impl Laps {
    /// Takes the track's status, a digit.
    pub(crate) fn status(&mut self, digit: char, at_ms: i64) {
        self.track.push(digit, at_ms);
    }

    /// The session was started: cars that have completed no lap begin their first.
    pub(crate) fn started(&mut self, now: Now) {
        for car in self.cars.values_mut().filter(|_| now.is_race) {
            car.started(now.at_ms);
        }
    }

    /// Takes what the timing says of cars: `change` is the message, `known` all that is merged, that included.
    pub(crate) fn timing(&mut self, change: &Value, known: &Known, part: Part, now: Now) {
        let Some(lines) = change.get("Lines").and_then(Value::as_object) else { return };
        for (key, line) in lines {
            let Some(number) = car_number(key) else { continue };
            let Some(car) = self.car(number) else { continue };
            // The archive's first line of a car is whole too.
            if part == Part::Snapshot || line.get("Sectors").is_some_and(Value::is_array) {
                car.snapshot(known.line(FeedTopic::TimingData, number), now);
            } else {
                car.update(line, now);
            }
            car.place(now, |lap| place(known, lines, number, lap));
        }
    }

    /// Takes what is said of some cars' sets of tyres; `known` has all that is known of them.
    ///
    /// That the feed counts the laps of each set tells no laps: where it corrects itself it counts some twice and
    /// forgets others (Bearman and Tsunoda in Australia 2025, nearly all after the red flag in Italy 2020).
    pub(crate) fn stints(&mut self, cars: Vec<u16>, known: &Known) {
        for number in cars {
            let stints = known.line(FeedTopic::TimingAppData, number).get("Stints");
            if let (Some(stints), Some(car)) = (stints, self.car(number)) {
                car.take_stints(stints);
            }
        }
    }

    /// Takes race control's words, where they delete a lap or reinstate one.
    pub(crate) fn words(&mut self, words: &str) {
        if let Some(deletion) = Deletion::read(words)
            && !self.heed(&deletion)
            && self.awaited.len() < MAX_AWAITED
        {
            self.awaited.push(deletion);
        }
    }

    /// Number of the last lap that a car has ended.
    pub(crate) fn completed(&self, number: u16) -> Option<u32> {
        self.cars.get(&number)?.completed()
    }

    /// Number of the lap that a car drives.
    pub(crate) fn driven(&self, number: u16, is_race: bool) -> Option<u32> {
        self.cars.get(&number)?.driven(is_race)
    }

    /// Date at which a car began the lap that it drives, UTC ms.
    pub(crate) fn began_ms(&self, number: u16) -> Option<i64> {
        self.cars.get(&number)?.began_ms()
    }

    /// Tells the laps that are due, and those of which something has changed.
    pub(crate) fn tell(&mut self, now: Now, entries: &mut Entries, out: &mut Vec<Record>) {
        if !self.awaited.is_empty() {
            let awaited = std::mem::take(&mut self.awaited);
            self.awaited = awaited.into_iter().filter(|deletion| !self.heed(deletion)).collect();
        }
        for (number, car) in &mut self.cars {
            if car.has_news()
                && let Some(driver) = entries.code(*number, now.at_ms)
            {
                car.tell(driver, entries.team(*number), now, &self.track, out);
            }
        }
    }

    fn heed(&mut self, deletion: &Deletion) -> bool {
        self.cars.get_mut(&deletion.verdict.car.into()).is_some_and(|car| car.delete(deletion))
    }

    fn car(&mut self, number: u16) -> Option<&mut CarLaps> {
        let has_room = self.cars.len() < MAX_CARS || self.cars.contains_key(&number);
        has_room.then(|| self.cars.entry(number).or_default())
    }
}

/// A car's place at the end of a lap that it has just completed: how many have completed it, itself among them.
/// Of those that did so in the same message, `lines`, the places told decide.
fn place(known: &Known, lines: &Map<String, Value>, number: u16, lap: u32) -> u32 {
    let own = small::<u32>(known.line(FeedTopic::TimingData, number), "Line");
    let all = known.topic(FeedTopic::TimingData).get("Lines").and_then(Value::as_object);
    let before = all.into_iter().flatten().filter(|(key, line)| {
        let is_other = car_number(key).is_some_and(|other| other != number);
        let laps = small::<u32>(line, "NumberOfLaps").unwrap_or(0);
        let at_once = laps == lap && lines.get(*key).is_some_and(|line| line.get("NumberOfLaps").is_some());
        is_other && lap <= laps && (!at_once || small(line, "Line") < own)
    });
    before.count() as u32 + 1
}
