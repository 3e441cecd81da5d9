//! The pit-rejoin ghost against the truth: every recorded stop of two races, predicted a second before the car came
//! into the lane, against its place and gap on coming out: when its gap was measured anew.
//!
//! `cargo xtask bench ghost`; needs the recordings of the 2025 Australian and the 2018 Azerbaijan Grand Prix. The rules
//! were made on the first; the second shows what they are worth elsewhere. Records go through the gateway's race as
//! they do live, and the page's own code predicts from its states. Which visits were stops is by the records of the laps.
//!
//! A ghost is of a car that stops alone: places are compared among those who did not come in after the prediction, and
//! once more among all.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "figures are what a bench prints")]

#[path = "support/play.rs"]
mod play;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use gridcast_core::ghost::Ghost;
use gridcast_producer::replay::{FeedOptions, FeedReplay, Recording, ReplayOptions};
use gridcast_producer::{SourceError, Timed};
use gridcast_shared::behind::behind_leader;
use gridcast_shared::ids::{CarIndex, DriverCode};
use gridcast_shared::pit_loss::{Losses, Under};
use gridcast_shared::race::{CarStatus, RaceState};
use gridcast_shared::topics::{LapRecord, Record};

use crate::play::play;

/// The race is looked at this often, ms of source time, as the page does.
const LOOK_MS: i64 = 200;

/// The prediction is made so long before the car comes into the lane, ms.
const BEFORE_MS: i64 = 1_000;

/// A visit this much shorter than the usual stop was none, ms: standing alone takes two seconds.
const LESS_MS: i64 = 2_000;

fn main() -> anyhow::Result<()> {
    let data = std::env::var_os("GRIDCAST_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let shows_all = std::env::args().any(|argument| argument == "--stops");
    for (name, tele, laps, folder) in [
        (
            "australia_2025",
            Some("tele/2025_australia_race.jsonl.zst"),
            Some("laps/2025_australia_race.jsonl"),
            "static/2025_australia_race",
        ),
        ("azerbaijan_2018", None, None, "static/2018_azerbaijan_race"),
    ] {
        if !data.join(folder).is_dir() {
            eprintln!("ghost skipped: no recording at {}", data.join(folder).display());
            continue;
        }
        let records = read(&data, tele, laps, folder).with_context(|| format!("cannot read {name}"))?;
        report(name, &stops_of(&records), &records, shows_all);
    }
    Ok(())
}

/// All records in the order in which they became known.
fn read(
    data: &Path,
    tele: Option<&str>,
    laps: Option<&str>,
    folder: &str,
) -> Result<Vec<Timed>, SourceError> {
    let mut records = Vec::new();
    if let Some(tele) = tele {
        let laps = laps.map(|laps| data.join(laps));
        let options = ReplayOptions { tele: data.join(tele), laps, ..ReplayOptions::default() };
        // What a line has wrong the gateway would leave out as well.
        records.extend(Recording::open(options)?.flatten());
    }
    let options = FeedOptions { path: data.join(folder), ..FeedOptions::default() };
    if let Some(replay) = FeedReplay::open(&options)? {
        records.extend(replay.flatten());
    }
    records.sort_by_key(|timed| timed.at_ms);
    Ok(records)
}

/// A recorded stop.
struct Stop {
    driver: DriverCode,
    in_ms: i64,
    /// The lap out.
    lap: u16,
}

/// The stops of a race, by the last records of its laps. Driving through the lane, which a safety car may lead everybody
/// to, is none, and under a red flag nobody comes out before all go.
fn stops_of(records: &[Timed]) -> Vec<Stop> {
    let mut laps = BTreeMap::new();
    for timed in records {
        if let Record::Lap(lap) = &timed.record {
            laps.insert((lap.driver, lap.lap_number as u16), (**lap).clone());
        }
    }
    let zero_ms = laps.values().find_map(LapRecord::session_zero_ms).unwrap_or_default();
    let mut visits = Vec::new();
    for ((driver, number), lap) in &laps {
        let out = laps.get(&(*driver, number + 1));
        let Some((in_ms, out)) = lap.pit_in_time.zip(out) else { continue };
        let told = [lap, out];
        let is_red = told.iter().any(|lap| lap.track_status.as_deref().is_some_and(|s| s.contains('5')));
        let is_known = told.iter().all(|lap| lap.compound.as_deref().is_some_and(|name| name != "UNKNOWN"));
        if let Some(out_ms) = out.pit_out_time.filter(|_| !is_red) {
            let stop = Stop { driver: *driver, in_ms: zero_ms + in_ms, lap: number + 1 };
            visits.push((stop, out_ms - in_ms, is_known && lap.compound != out.compound));
        }
    }
    // Tyres are not told of all; who was in the lane as long as those who changed them has stopped as well.
    let mut usual: Vec<i64> = visits.iter().filter(|visit| visit.2).map(|visit| visit.1).collect();
    usual.sort_unstable();
    let usual_ms = usual.get(usual.len() / 2).copied().unwrap_or_default();
    let stopped = visits.into_iter().filter(|visit| visit.2 || usual_ms - LESS_MS <= visit.1);
    let mut stops: Vec<Stop> = stopped.map(|visit| visit.0).collect();
    stops.sort_by_key(|stop| stop.in_ms);
    stops
}

/// How many of how many.
#[derive(Default, Clone, Copy)]
struct Share(u32, u32);

impl Share {
    fn add(&mut self, is: bool) {
        self.0 += u32::from(is);
        self.1 += 1;
    }

    fn print(self, name: &str, of: &str) {
        if 0 < self.1 {
            let pct = 100.0 * f64::from(self.0) / f64::from(self.1);
            println!("figure ghost.{name}.{of} {pct:.0} % of {}", self.1);
        }
    }
}

#[derive(Default)]
struct Tally {
    /// The place among those who did not come in after the prediction, within the band.
    place: Share,
    /// The place among all, who came in later included.
    place_among_all: Share,
    /// The gap to who stayed out nearest to the ghost, within the band.
    gap: Share,
    errors_ms: Vec<i64>,
    bands_ms: Vec<i64>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        for (sum, share) in [
            (&mut self.place, other.place),
            (&mut self.place_among_all, other.place_among_all),
            (&mut self.gap, other.gap),
        ] {
            (sum.0, sum.1) = (sum.0 + share.0, sum.1 + share.1);
        }
        self.errors_ms.extend(other.errors_ms);
        self.bands_ms.extend(other.bands_ms);
    }
}

/// A car that is out again: its gap as last measured, ms.
#[derive(PartialEq)]
struct Out(Option<i64>);

/// A prediction that waits for its truth.
struct Waiting<'a> {
    stop: &'a Stop,
    ghost: Ghost,
    under: &'static str,
    /// How far each car was behind the leader, ms.
    before: Vec<Option<i64>>,
    /// Who was in the lane then, and who has come in since.
    in_lane: Vec<bool>,
    came_in: Vec<bool>,
    /// Whether the car has been in the lane, and how it was when it was out again.
    was_in: bool,
    out: Option<Out>,
}

fn report(name: &str, stops: &[Stop], records: &[Timed], shows_all: bool) {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut losses = Losses::default();
    let mut waiting: Vec<Waiting<'_>> = Vec::new();
    let mut coming = stops.iter().peekable();
    let mut unknown = 0;
    play(records, LOOK_MS, |now_ms, state| {
        losses.observe(state, now_ms, false);
        while let Some(stop) = coming.next_if(|stop| stop.in_ms - BEFORE_MS <= now_ms) {
            match predicted(state, &losses, stop) {
                Some(found) => waiting.push(found),
                None => unknown += 1,
            }
        }
        waiting.retain_mut(|found| {
            let Some(told) = found.look(state) else { return true };
            if shows_all {
                println!("{name} {told}");
            }
            tallies.entry(found.under).or_default().add(told.tally);
            false
        });
    });
    println!("figure ghost.{name}.stops {} stops", stops.len());
    println!("figure ghost.{name}.not_predicted {unknown} stops");
    println!("figure ghost.{name}.no_truth {} stops", waiting.len());
    let mut all = Tally::default();
    for (under, tally) in tallies {
        print(&format!("{name}.{under}"), &tally);
        all.add(tally);
    }
    print(name, &all);
}

fn print(name: &str, tally: &Tally) {
    tally.gap.print(name, "gap_within_band");
    tally.place.print(name, "place_within_band");
    tally.place_among_all.print(name, "place_among_all_within_band");
    let middle = |of: &[i64]| {
        let mut sorted = of.to_vec();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    };
    let off: Vec<i64> = tally.errors_ms.iter().map(|ms| ms.abs()).collect();
    println!("figure ghost.{name}.gap_off_median_ms {} ms", middle(&off));
    println!("figure ghost.{name}.band_median_ms {} ms", middle(&tally.bands_ms));
}

fn predicted<'a>(state: &RaceState, losses: &Losses, stop: &'a Stop) -> Option<Waiting<'a>> {
    let at = state.session.drivers.iter().position(|known| known.code == stop.driver)?;
    let ghost = Ghost::of(state, losses, CarIndex(at as u8))?;
    let in_lane: Vec<bool> = state.cars.iter().map(|car| car.status == CarStatus::InPit).collect();
    Some(Waiting {
        stop,
        ghost,
        under: match ghost.under {
            Under::Green => "green",
            Under::Virtual => "vsc",
            Under::SafetyCar => "sc",
        },
        before: behind_leader(state),
        came_in: vec![false; in_lane.len()],
        in_lane,
        was_in: false,
        out: None,
    })
}

/// What came of a prediction.
struct Told {
    words: String,
    tally: Tally,
}

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

impl Waiting<'_> {
    /// Looks at a later state; what came of the prediction, once the car is out and its gap was measured anew.
    fn look(&mut self, state: &RaceState) -> Option<Told> {
        let own = self.ghost.car.index();
        for (i, car) in state.cars.iter().enumerate().take(self.came_in.len()) {
            self.came_in[i] |= car.status == CarStatus::InPit && !self.in_lane[i];
        }
        self.was_in |= state.cars[own].status == CarStatus::InPit;
        if !self.was_in || state.cars[own].status != CarStatus::Running {
            return None;
        }
        let after = behind_leader(state);
        if *self.out.get_or_insert(Out(after[own])) == Out(after[own]) {
            return None;
        }
        let own_after = after[own]?;
        let drives = |i: usize| matches!(state.cars[i].status, CarStatus::Running | CarStatus::InPit);
        let others: Vec<usize> = (0..self.before.len()).filter(|&i| i != own && drives(i)).collect();
        let did_not_come_in = |i: &&usize| !self.came_in[**i];
        let place = 1 + others
            .iter()
            .filter(did_not_come_in)
            .filter(|&&i| after[i].is_some_and(|gap| gap < own_after))
            .count();
        let came_in = others.iter().filter(|&&i| self.came_in[i]);
        let target = self.before[own]? + i64::from(self.ghost.loss.ms);
        // Who came in later stood ahead of the ghost or behind it; the prediction is of all others.
        let later_ahead = came_in.filter(|&&i| self.before[i].is_some_and(|gap| gap < target)).count();
        let [best, worst] =
            self.ghost.places.map(|place| usize::from(place) - later_ahead.min(usize::from(place) - 1));
        let stayed = others.iter().filter(did_not_come_in).filter(|&&i| !self.in_lane[i]);
        let gaps = stayed.filter_map(|&i| Some((self.before[i]?, after[i]?)));
        let error = gaps
            .min_by_key(|(before, _)| (target - before).abs())
            .map(|(before, after)| (target - before) - (own_after - after));
        let (ghost, band) = (&self.ghost, i64::from(self.ghost.loss.band_ms));
        let mut tally = Tally::default();
        tally.place.add((best..=worst).contains(&place));
        let real = state.cars[own].position;
        tally.place_among_all.add((ghost.places[0]..=ghost.places[1]).contains(&real));
        tally.bands_ms.push(band);
        if let Some(error) = error {
            tally.gap.add(error.abs() <= band);
            tally.errors_ms.push(error);
        }
        let words = format!(
            "{} lap {} {}: place {} ({} to {}), was {real}; among who did not come in later {best} to {worst}, was {place}; \
             costs {} ({:?}) ± {band} ms, off {error:?} ms",
            self.stop.driver,
            self.stop.lap,
            self.under,
            ghost.place,
            ghost.places[0],
            ghost.places[1],
            ghost.loss.ms,
            ghost.loss.basis,
        );
        Some(Told { words, tally })
    }
}
