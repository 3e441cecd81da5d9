//! The laps of one car: the one that it drives and those that have ended, each told once all of it is known and
//! again when something of it changes.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use gridcast_shared::ids::DriverCode;
use gridcast_shared::topics::{LapRecord, Record};
use serde_json::Value;

use super::deletions::Deletion;
use super::now::Now;
use super::stints::Stints;
use super::track_log::TrackLog;
use crate::text::lap_ms;
use crate::value::{flag, real, small, text};

/// What belongs to one passage of the line comes within this time, ms: count, third sector, lap time.
const ONE_PASSAGE_MS: i64 = 5_000;

/// Most laps of a car: a practice of two hours has under 60, a race under 90.
const MAX_LAPS: u32 = 250;

/// Names of [`Draft::speeds`] in the feed.
const SPEEDS: [&str; 4] = ["I1", "I2", "FL", "ST"];

/// The finish line's speed among them: it belongs to the lap that ends there.
const FINISH_LINE: usize = 2;

/// A lap as far as it is known.
#[derive(Clone, Debug, Default)]
struct Draft {
    start_ms: Option<i64>,
    end_ms: Option<i64>,
    /// Where it ended in a hole and its third sector was not told after it: the date of the snapshot, UTC ms.
    hole_ms: Option<i64>,
    time: Option<i64>,
    /// Time of each sector, ms, and the date of its end.
    sectors: [Option<(i64, Option<i64>)>; 3],
    /// km/h at the first and second intermediate, the finish line, the speed trap.
    speeds: [Option<f64>; 4],
    pit_in_ms: Option<i64>,
    pit_out_ms: Option<i64>,
    place: Option<u32>,
    /// Whether it is deleted, and by which words.
    deletion: Option<(bool, String)>,
}

impl Draft {
    /// The time that the sectors make of a lap that ended in a hole, where all three are known.
    fn sum_in_a_hole(&self) -> Option<i64> {
        let [Some((first, _)), Some((second, _)), Some((third, _))] = self.sectors else { return None };
        self.end_ms.is_none().then_some(first + second + third)
    }
}

/// All laps of a car.
#[derive(Clone, Debug, Default)]
pub(super) struct CarLaps {
    is_known: bool,
    /// `NumberOfLaps`.
    count: Option<u32>,
    open: Draft,
    ended: BTreeMap<u32, Draft>,
    told: BTreeMap<u32, LapRecord>,
    /// Ended laps of which something changed since they were told, or that were not told yet.
    changed: BTreeSet<u32>,
    /// A lap's time that came before its end, and the date at which it came.
    early: Option<(i64, i64)>,
    last_time: Option<i64>,
    /// Laps in which the car came into the pits, in order.
    visits: Vec<u32>,
    /// `NumberOfPitStops`.
    stops: u32,
    in_pit: bool,
    stints: Stints,
}

impl CarLaps {
    /// Whether there is anything to tell, now or later.
    pub(super) fn has_news(&self) -> bool {
        !self.changed.is_empty()
    }

    /// Number of the last lap that has ended.
    pub(super) fn completed(&self) -> Option<u32> {
        self.ended.keys().next_back().copied()
    }

    /// Number of the lap that is driven.
    pub(super) fn driven(&self, is_race: bool) -> Option<u32> {
        if is_race { Some(self.count.unwrap_or(0) + 1) } else { self.count }
    }

    /// Date at which the lap that is driven began, UTC ms.
    pub(super) fn began_ms(&self) -> Option<i64> {
        self.open.start_ms
    }

    /// The race was started: whoever has completed no lap begins the first.
    pub(super) fn started(&mut self, at_ms: i64) {
        if self.ended.is_empty() && self.count.unwrap_or(0) == 0 {
            self.open = Draft { start_ms: Some(at_ms), ..Draft::default() };
            self.visits.clear();
        }
    }

    /// Takes a change of the car's line.
    pub(super) fn update(&mut self, line: &Value, now: Now) {
        self.is_known = true;
        let in_pit = flag(line, "InPit");
        self.stops = small(line, "NumberOfPitStops").unwrap_or(self.stops);
        if in_pit == Some(true) && !self.in_pit {
            self.in_pit = true;
            self.open.pit_in_ms.get_or_insert(now.at_ms);
            self.visit(self.driven(now.is_race));
        }
        let sectors = sectors(line);
        let goes_out = in_pit == Some(false) || flag(line, "PitOut") == Some(true);
        self.pass_the_line(sectors[2], small(line, "NumberOfLaps"), goes_out, now);
        for (open, time) in self.open.sectors.iter_mut().zip(sectors).take(2) {
            *open = time.map(|time| (time, Some(now.at_ms))).or(*open);
        }
        for (index, name) in SPEEDS.iter().enumerate() {
            let speed = line.get("Speeds").and_then(|speeds| real(speeds.get(*name)?, "Value"));
            if let Some(speed) = speed {
                let draft = if index == FINISH_LINE { self.at_the_line(now) } else { &mut self.open };
                draft.speeds[index] = Some(speed);
            }
        }
        if let Some(time) = last_lap_time(line) {
            self.take_time(time, now);
        }
        self.take_best(line, now);
        if goes_out {
            if self.in_pit || !now.is_race {
                self.open.pit_out_ms.get_or_insert(now.at_ms);
            }
            self.in_pit = false;
        }
    }

    /// Takes the car's line as a whole, at the beginning or after a hole: laps that ended meanwhile are told with
    /// what is still to be seen of them.
    pub(super) fn snapshot(&mut self, line: &Value, now: Now) {
        // Who has been heard of and has no count has no lap.
        let before = self.count.or(self.is_known.then_some(0));
        let count = small::<u32>(line, "NumberOfLaps").filter(|n| *n <= MAX_LAPS);
        let in_pit = flag(line, "InPit") == Some(true);
        let stops = small(line, "NumberOfPitStops").unwrap_or(self.stops);
        if let (Some(before), Some(count)) = (before, count) {
            self.pass_the_hole(before, count, in_pit, line, now);
        }
        let sectors = sectors(line);
        if sectors[2].is_none() {
            for (open, time) in self.open.sectors.iter_mut().zip(sectors) {
                *open = open.or(time.map(|time| (time, None)));
            }
        }
        // A time that stands there ahead of its lap's count is of the lap that is about to end.
        let new_time = last_lap_time(line).filter(|time| Some(*time) != self.last_time);
        let is_last = self.ended.values().next_back().is_some_and(|lap| lap.time == new_time);
        let is_ahead = count == self.count && self.open.sectors[1].is_some() && !is_last;
        self.early = new_time.filter(|_| is_ahead).map(|time| (time, now.at_ms));
        self.is_known = true;
        self.count = count.or(self.count);
        if before.is_none() {
            // Nobody listened before: what was put on until now is dated by how far it has been driven.
            let completed = self.count.unwrap_or(0).saturating_sub(u32::from(!now.is_race));
            // In a race nobody has a count of stops before the first of them, elsewhere nobody ever has.
            let stops = small(line, "NumberOfPitStops").or(now.is_race.then_some(0));
            self.visits = self.stints.look_back(completed, stops);
        }
        self.last_time = last_lap_time(line).or(self.last_time);
        self.take_best(line, now);
        if before.is_some() && in_pit && !self.in_pit {
            self.visit(self.driven(now.is_race));
        } else if before.is_some() && self.stops < stops {
            // In and out again in the hole, nobody heard in which lap: by now it is another stint.
            self.visit(self.completed());
        }
        self.stops = stops;
        self.in_pit = in_pit;
    }

    /// Ends the laps that ended in a hole, before which `NumberOfLaps` was `before` and after which it is `count`.
    fn pass_the_hole(&mut self, before: u32, count: u32, in_pit: bool, line: &Value, now: Now) {
        let sectors = sectors(line);
        let third_is_told = sectors[2].is_some();
        // In a race the count is of laps completed, elsewhere of laps begun: there, whoever stands in the pits with
        // a third sector, or with none at all since a new part of qualifying has begun, has ended the lap that he
        // came in with.
        let are_blank = sectors.iter().all(Option::is_none);
        let (first, last) = match (now.is_race, in_pit && (third_is_told || are_blank)) {
            (true, _) => (before + 1, count),
            (false, true) => (before, count),
            (false, false) => (before, count.saturating_sub(1)),
        };
        let is_first_of_all = first.max(1) == last && !self.ended.contains_key(&last);
        for number in first.max(1)..=last {
            if !self.ended.contains_key(&number) {
                let draft = std::mem::take(&mut self.open);
                self.end(number, draft);
            }
        }
        // The last lap's time stands there until the next; of several laps it is that of the last for certain only
        // as long as the last one's sectors stand there too.
        let new_time = last_lap_time(line).filter(|time| Some(*time) != self.last_time);
        if let Some(draft) = self.ended.get_mut(&last) {
            draft.hole_ms = (draft.end_ms.is_none() && !third_is_told).then_some(now.at_ms);
        }
        if let Some(draft) = self.ended.get_mut(&last)
            && draft.end_ms.is_none_or(|_| draft.time.is_none())
            && (third_is_told || now.is_race || is_first_of_all)
        {
            draft.time = draft.time.or(new_time);
            for (own, time) in draft.sectors.iter_mut().zip(sectors).filter(|_| third_is_told) {
                *own = own.or(time.map(|time| (time, None)));
            }
            self.changed.insert(last);
        }
    }

    /// Gives the laps that ended just now their places.
    pub(super) fn place(&mut self, now: Now, place: impl Fn(u32) -> u32) {
        let Some((number, draft)) = self.ended.iter_mut().next_back() else { return };
        if now.is_race && draft.end_ms == Some(now.at_ms) && draft.place.is_none() {
            draft.place = Some(place(*number));
        }
    }

    /// Takes all that is told of the car's sets of tyres.
    pub(super) fn take_stints(&mut self, told: &Value) {
        let before = self.stints.clone();
        self.stints.take(told, self.visits.last().map_or(1, |lap| lap + 1));
        if self.stints != before {
            self.changed.extend(self.ended.keys());
        }
    }

    /// Deletes or reinstates a lap that has ended; `false` where it cannot be found.
    pub(super) fn delete(&mut self, deletion: &Deletion) -> bool {
        let time_ms = deletion.time_ms();
        let by_time = |draft: &Draft| time_ms.is_some() && draft.time == time_ms;
        let number = self.ended.iter().rev().find(|(_, draft)| by_time(draft)).map(|(number, _)| *number);
        let number = number.or(deletion.number());
        let Some(draft) = number.and_then(|number| self.ended.get_mut(&number)) else { return false };
        // Deleted, and confirmed later in other words, is deleted once.
        let is_deleted = deletion.verdict.is_deleted;
        if draft.deletion.as_ref().is_none_or(|(was_deleted, _)| *was_deleted != is_deleted) {
            draft.deletion = Some((is_deleted, deletion.words.clone()));
        }
        self.changed.extend(number);
        true
    }

    /// Tells what has changed: a lap that ended once all of it is known or nothing more is to come.
    pub(super) fn tell(
        &mut self,
        driver: DriverCode,
        team: Option<&String>,
        now: Now,
        track: &TrackLog,
        out: &mut Vec<Record>,
    ) {
        let due = |draft: &Draft| {
            let is_whole = draft.time.is_some() && draft.sectors[2].is_some();
            is_whole || draft.end_ms.is_none_or(|end| ONE_PASSAGE_MS <= now.at_ms.saturating_sub(end))
        };
        for number in std::mem::take(&mut self.changed) {
            let Some(draft) = self.ended.get(&number) else { continue };
            if !self.told.contains_key(&number) && !due(draft) {
                self.changed.insert(number);
                continue;
            }
            let record =
                LapRecord { team: team.cloned(), ..self.record(driver, number, draft, now.zero_ms, track) };
            if self.told.get(&number) != Some(&record) {
                self.told.insert(number, record.clone());
                out.push(Record::Lap(Box::new(record)));
            }
        }
    }

    /// Ends a lap where its third sector or the count says so, in whichever order they come.
    fn pass_the_line(&mut self, third: Option<i64>, count: Option<u32>, goes_out: bool, now: Now) {
        if let Some(third) = third.filter(|third| count.is_none() && self.is_of_the_hole(*third, now)) {
            if let Some((number, draft)) = self.ended.iter_mut().next_back() {
                let open = std::mem::take(&mut self.open.sectors);
                draft.sectors = [
                    draft.sectors[0].or(open[0]),
                    draft.sectors[1].or(open[1]),
                    Some((third, Some(now.at_ms))),
                ];
                draft.hole_ms = None;
                self.changed.insert(*number);
            }
            return;
        }
        let before = self.count;
        let count = count.filter(|count| *count <= MAX_LAPS && before.is_none_or(|before| before < *count));
        self.count = count.or(before);
        let number = if now.is_race {
            count
        } else {
            let ends = count.is_some() || third.is_some() && !self.has_just_ended(now);
            before.filter(|begun| 1 <= *begun && ends)
        };
        if let Some(number) = number.filter(|number| !self.ended.contains_key(number)) {
            let mut draft = std::mem::take(&mut self.open);
            // A lap that ended in the garage is known by the next one's beginning at the pit exit.
            let is_heard = now.is_race || third.is_some() || !goes_out;
            draft.end_ms = is_heard.then_some(now.at_ms);
            draft.time = self.early.take().map(|(time, _)| time);
            // Laps between were driven too, but nobody heard them end.
            for missed in self.completed().map_or(number, |last| last + 1)..number {
                self.end(missed, Draft::default());
            }
            self.end(number, draft);
            self.open.start_ms = Some(now.at_ms);
        } else if count.is_some() {
            // Out of the pits: the lap begins there.
            self.open = Draft { start_ms: Some(now.at_ms), ..Draft::default() };
        }
        if let Some(third) = third {
            // Before the start of a race, and before the count that follows it, it belongs to no lap that ended.
            let draft = self.at_the_line(now);
            draft.sectors[2] = Some((third, Some(now.at_ms)));
        }
    }

    /// Whether a third sector is of the last lap that ended in a hole, which came to its end between the count and
    /// this sector: then the sectors that stand there make that lap's time. Out of the pits there is no first.
    fn is_of_the_hole(&self, third: i64, now: Now) -> bool {
        let Some(draft) = self.ended.values().next_back() else { return false };
        let is_recent = draft.hole_ms.is_some_and(|hole| now.at_ms.saturating_sub(hole) < ONE_PASSAGE_MS);
        let time = |sector: usize| self.open.sectors[sector].or(draft.sectors[sector]).map(|(time, _)| time);
        let is_its_own = match (time(0), time(1)) {
            (Some(first), Some(second)) => draft.time == Some(first + second + third),
            _ => true,
        };
        is_recent && is_its_own
    }

    /// Takes `LastLapTime`: of the lap that ended just now, of the one that is about to end, or a correction.
    fn take_time(&mut self, time: i64, now: Now) {
        self.last_time = Some(time);
        let is_about_to_end = self.open.sectors[1].is_some();
        if self.has_just_ended(now) {
            self.at_the_line(now).time = Some(time);
        } else if is_about_to_end || self.ended.is_empty() {
            self.early = Some((time, now.at_ms));
        } else if let Some((number, draft)) = self.ended.iter_mut().next_back() {
            draft.time = Some(time);
            self.changed.insert(*number);
        }
    }

    /// Takes `BestLapTime`, which names its lap: one that ended in a hole may have no time yet. In later parts of a
    /// qualifying the feed has been seen to name the best lap of the part before, so that outside of races only the
    /// last lap is believed to be meant (2024 Spain, ALO: 1:12.555 of lap 8 was told as of lap 5).
    fn take_best(&mut self, line: &Value, now: Now) {
        let Some(best) = line.get("BestLapTime") else { return };
        let time = text(best, "Value").and_then(lap_ms);
        let Some(number) = small::<u32>(best, "Lap").filter(|_| time.is_some()) else { return };
        let is_last = self.ended.keys().next_back() == Some(&number);
        if !now.is_race && !is_last {
            return;
        }
        if let Some(draft) = self.ended.get_mut(&number).filter(|draft| draft.time.is_none()) {
            draft.time = time;
            self.changed.insert(number);
        }
    }

    fn end(&mut self, number: u32, draft: Draft) {
        if let Entry::Vacant(place) = self.ended.entry(number) {
            place.insert(draft);
            self.changed.insert(number);
        }
    }

    /// Whether a lap ended so short a time ago that what comes now may be of it.
    fn has_just_ended(&self, now: Now) -> bool {
        let end_ms = self.ended.values().next_back().and_then(|draft| draft.end_ms);
        end_ms.is_some_and(|end| now.at_ms.saturating_sub(end) < ONE_PASSAGE_MS)
    }

    /// The lap that ended just now, which is told again if it changes; else the one that is driven.
    fn at_the_line(&mut self, now: Now) -> &mut Draft {
        let is_recent = self.has_just_ended(now);
        match self.ended.iter_mut().next_back() {
            Some((number, draft)) if is_recent => {
                self.changed.insert(*number);
                draft
            }
            _ => &mut self.open,
        }
    }

    fn visit(&mut self, lap: Option<u32>) {
        let lap = lap.unwrap_or(0);
        if self.visits.last().is_none_or(|last| *last < lap) && 0 < lap {
            self.visits.push(lap);
        }
    }

    fn record(
        &self,
        driver: DriverCode,
        number: u32,
        draft: &Draft,
        zero_ms: i64,
        track: &TrackLog,
    ) -> LapRecord {
        let session = |date: Option<i64>| date.map(|date| date.saturating_sub(zero_ms));
        let time = |sector: usize| draft.sectors[sector].map(|(time, _)| time);
        let end = |sector: usize| session(draft.sectors[sector].and_then(|(_, date)| date));
        let tyres = self.stints.of_lap(number);
        let stint = 1 + self.visits.iter().filter(|lap| **lap < number).count();
        let (deleted, deleted_reason) = match &draft.deletion {
            Some((true, words)) => (Some(true), Some(words.clone())),
            Some((false, _)) => (Some(false), None),
            None => (None, None),
        };
        LapRecord {
            lap_time: draft.time.or_else(|| draft.sum_in_a_hole()),
            stint: Some(stint as f64),
            pit_out_time: session(draft.pit_out_ms),
            pit_in_time: session(draft.pit_in_ms),
            sector1_time: time(0),
            sector2_time: time(1),
            sector3_time: time(2),
            sector1_session_time: end(0),
            sector2_session_time: end(1),
            sector3_session_time: end(2),
            speed_i1: draft.speeds[0],
            speed_i2: draft.speeds[1],
            speed_fl: draft.speeds[2],
            speed_st: draft.speeds[3],
            compound: tyres.compound,
            tyre_life: tyres.life,
            fresh_tyre: tyres.is_fresh,
            lap_start_time: session(draft.start_ms),
            lap_start_date: draft.start_ms,
            track_status: draft.start_ms.zip(draft.end_ms).and_then(|(from, to)| track.between(from, to)),
            position: draft.place.map(f64::from),
            deleted,
            deleted_reason,
            ..LapRecord::new(driver, f64::from(number))
        }
    }
}

fn sectors(line: &Value) -> [Option<i64>; 3] {
    let sectors = line.get("Sectors").unwrap_or(&Value::Null);
    let sector = |index: &str| {
        let sector = match sectors {
            Value::Array(list) => list.get(index.parse::<usize>().ok()?),
            other => other.get(index),
        };
        text(sector?, "Value").and_then(lap_ms)
    };
    ["0", "1", "2"].map(sector)
}

fn last_lap_time(line: &Value) -> Option<i64> {
    text(line.get("LastLapTime")?, "Value").and_then(lap_ms)
}
