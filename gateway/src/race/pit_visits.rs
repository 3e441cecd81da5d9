//! A car's visits to the pit lane, from positions, lap records and the timing; `pit_stops` says which were stops.
//!
//! Several may tell of one visit, early or late: it is one entry, and one way out. The circuit may be as near as
//! 7 m to the lane, so a car is in the lane while it is nearer to the lane's line than to the circuit's; where the
//! two are close it must also be slow for a moment, and it has left only once it has stayed away for another.

use super::lap_record::Lap;
use super::passages::MARKS;
use super::pit_stops::{PitStops, STOP_MS, Tells, Under, Visit as ToldVisit};
use super::plane::{PointM, distance_to};
use super::stands::Stands;
use super::telemetry::Fix;
use super::tyres::Tyre;

/// How far beside the circuit the pit lane is looked for, metres: half of the nearest lane's distance, and some.
const BESIDE_M: f64 = 4.5;

/// From here on a car beside the circuit is in the lane at once, whatever its speed, metres.
const FAR_BESIDE_M: f64 = 12.0;

/// How near the pit lane's line a car in it is, metres.
const IN_LANE_M: f64 = 6.0;

/// The limit in the lane is 80 km/h at most; cars come in a little faster.
const LANE_KMH: u16 = 90;

/// Close to the circuit a car is in the lane once it has been there for this long, ms.
const COMES_IN_MS: i64 = 1_000;

/// A car has left the lane once it has been out of it for this long, ms.
const GOES_OUT_MS: i64 = 1_500;

/// A visit seen and a visit told of this close to each other are one, ms.
const SAME_VISIT_MS: i64 = 30_000;

/// Two entries this close to each other are one, ms: no lap is as short.
const SAME_ENTRY_MS: i64 = 45_000;

/// Entries this close to each other along the race are one, timing points, however long the car stood.
const SAME_ENTRY_MARKS: i32 = MARKS / 4;

/// Longest step between two samples that both stand for which the car is taken to have stood, ms.
const STANDING_STEP_MS: i64 = 400;

/// A visit to the pit lane as seen from positions.
#[expect(clippy::struct_field_names, reason = "the unit is no common postfix to drop")]
#[derive(Clone, Copy, Debug, PartialEq)]
struct Visit {
    in_ms: i64,
    /// Since when the car seems to be out of the lane.
    left_ms: Option<i64>,
    out_ms: Option<i64>,
    stood_ms: i64,
}

/// When a car came in, and after how many timing points where that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Entry {
    date_ms: i64,
    mark: Option<i32>,
}

/// An entry that a record tells of.
#[derive(Clone, Copy, Debug, PartialEq)]
struct ToldIn {
    lap: i32,
    in_ms: i64,
    under: Under,
}

/// A car's visits.
#[derive(Clone, Debug, Default)]
pub(super) struct PitVisits {
    seen: Option<Visit>,
    /// Since when the car seems to be in the lane, close to the circuit.
    coming_ms: Option<i64>,
    entered: Option<Entry>,
    told_in: Option<ToldIn>,
    /// Newest lap whose record told of leaving the pits: each visit is judged once.
    out_lap: i32,
    pub(super) stops: PitStops,
    pub(super) stands: Stands,
    /// Visits that the timing counted before it fell silent, and no record has told of.
    unrecorded: u8,
}

impl PitVisits {
    /// Whether the car is seen in the pit lane.
    pub(super) fn is_in_lane(&self) -> bool {
        self.seen.is_some_and(|visit| visit.out_ms.is_none())
    }

    /// Stops: those among the visits that records tell of, and the visits that the timing alone has counted.
    pub(super) fn n_stops(&self, told: Option<u8>, usual_ms: Option<i64>) -> u8 {
        self.stops.n_stops(usual_ms).saturating_add(self.untold(told))
    }

    fn untold(&self, told: Option<u8>) -> u8 {
        told.map_or(0, |told| told.saturating_sub(self.stops.n_visits())).max(self.unrecorded)
    }

    /// The timing, which had counted so many visits, has fallen silent.
    pub(super) fn at_least(&mut self, told: u8) {
        self.unrecorded = self.untold(Some(told));
    }

    /// Whether the car came out of a visit in which it stood, of which no record has told yet.
    pub(super) fn has_untold_stop(&self) -> bool {
        self.seen.is_some_and(|visit| visit.out_ms.is_some() && STOP_MS <= visit.stood_ms)
    }

    /// Date of entering the pits in the lap before `lap`, as its record told.
    pub(super) fn told_in_before(&self, lap: i32) -> Option<i64> {
        self.told_before(lap).map(|told| told.in_ms)
    }

    fn told_before(&self, lap: i32) -> Option<ToldIn> {
        self.told_in.filter(|told| told.lap == lap - 1)
    }

    /// Somebody tells of an entry; true when nobody had told of it.
    pub(super) fn enters(&mut self, date_ms: i64, mark: Option<i32>) -> bool {
        let entry = Entry { date_ms, mark };
        let is_same = |before: Entry| {
            (date_ms - before.date_ms).abs() < SAME_ENTRY_MS
                || mark.zip(before.mark).is_some_and(|(a, b)| (a - b).abs() <= SAME_ENTRY_MARKS)
        };
        if self.entered.is_some_and(is_same) {
            return false;
        }
        self.entered = Some(entry);
        true
    }

    /// The car stands at this date.
    pub(super) fn stands(&mut self, date_ms: i64) {
        if let Some(visit) = self.seen.as_mut().filter(|visit| visit.out_ms.is_none()) {
            visit.stood_ms = date_ms - visit.in_ms.max(date_ms - visit.stood_ms - STANDING_STEP_MS);
        }
    }

    /// The car, going at `speed_kmh` if that is known, is `off_m` beside the circuit. Returns since when it is in
    /// the lane, if it has come in.
    pub(super) fn saw(
        &mut self,
        lane: &[PointM],
        fix: Fix,
        off_m: f64,
        speed_kmh: Option<u16>,
    ) -> Option<i64> {
        let is_in = BESIDE_M < off_m && {
            let off_lane_m = distance_to(lane, fix.point());
            off_lane_m < IN_LANE_M && off_lane_m < off_m
        };
        if let Some(visit) = self.seen.as_mut().filter(|visit| visit.out_ms.is_none()) {
            visit.left_ms = (!is_in).then(|| visit.left_ms.unwrap_or(fix.date_ms));
            visit.out_ms = visit.left_ms.filter(|left| GOES_OUT_MS <= fix.date_ms - left);
            return None;
        }
        let is_slow = speed_kmh.is_some_and(|kmh| kmh <= LANE_KMH);
        let since_ms =
            (is_in && (is_slow || FAR_BESIDE_M < off_m)).then(|| self.coming_ms.unwrap_or(fix.date_ms));
        self.coming_ms = since_ms;
        let in_ms = since_ms.filter(|since| FAR_BESIDE_M < off_m || COMES_IN_MS <= fix.date_ms - since)?;
        self.coming_ms = None;
        self.seen = Some(Visit { in_ms, left_ms: None, out_ms: None, stood_ms: 0 });
        Some(in_ms)
    }

    /// A record may tell of entering the pits. Returns when, if nobody had told of it.
    pub(super) fn take_in(&mut self, lap: &Lap) -> Option<i64> {
        let in_ms = lap.in_ms?;
        self.told_in = Some(ToldIn { lap: lap.number, in_ms, under: lap.under });
        self.enters(in_ms, Some(lap.number * MARKS)).then_some(in_ms)
    }

    /// The record of a lap out of the pits tells of a visit, since it has the tyres; `tyre` is the set before, and
    /// `usual_ms` how long a visit usually takes. Returns what it says of the tyres, and whether it was a stop.
    pub(super) fn take_out(
        &mut self,
        lap: &Lap,
        tyre: &Tyre,
        usual_ms: Option<i64>,
    ) -> Option<(Tells, bool)> {
        let told_in = self.told_before(lap.number);
        let out_ms = lap.out_ms?;
        if lap.number <= self.out_lap || (told_in.is_none() && lap.number <= 1) {
            return None;
        }
        self.out_lap = lap.number;
        let is_this = |visit: &Visit| visit.out_ms.is_some_and(|out| (out - out_ms).abs() < SAME_VISIT_MS);
        let seen = self.seen.take_if(|visit| is_this(visit));
        let between = |told: ToldIn| self.stands.between(told.in_ms, out_ms);
        let under = match (told_in.map(|told| told.under), lap.under) {
            (_, Under::RedFlag) => Under::RedFlag,
            (Some(under), _) => under,
            (None, _) => Under::Unknown,
        };
        let tells = tyre.tells(lap.number, lap.compound, lap.tyre_age);
        let visit = ToldVisit {
            lap: lap.number,
            tells,
            compound: lap.compound,
            lane_ms: told_in.map(|told| out_ms - told.in_ms).filter(|&ms| 0 < ms),
            stood_ms: told_in.and_then(between).or_else(|| seen.map(|visit| visit.stood_ms)),
            under,
        };
        Some((tells, self.stops.add(visit, usual_ms)))
    }
}
