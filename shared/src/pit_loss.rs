//! What stops have cost in this race, seen as it goes on: how much a car fell back, between coming in and having come
//! out, against those who stayed out. Before there were enough of them, the circuit's pit lane says what one costs
//! ([`lane`]).
//!
//! A page sees what it shows; the gateway sees every frame and tells who comes late.

pub mod lane;

use crate::behind::behind_leader;
use crate::few;
use crate::ids::{CarIndex, SessionId};
use crate::race::{CarStatus, RaceState};
use crate::session::Circuit;
pub use lane::Under;

/// From so many stops on they alone say what one costs.
const ENOUGH: usize = 3;

/// The band of error where nothing is known, and where the lane is, ms.
const USUAL_BAND_MS: u32 = 4_000;
const LANE_BAND_MS: u32 = 3_000;

/// What a visit may cost to be a stop, as shares of what one costs by the circuit: shorter ones are drives through the
/// lane, longer ones repairs and penalties.
const A_STOP: [f64; 2] = [0.5, 1.6];

/// From the middle deviation to a band that holds nine of ten, were they spread evenly about the middle.
const NINE_OF_TEN: f64 = 2.4;

/// Stops that are remembered, and visits; a race has 80 at most.
const KEPT: usize = 256;

/// What a stop costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Against who stays out, ms.
    pub ms: u32,
    /// Half of the band of error, ms.
    pub band_ms: u32,
    /// Where that comes from.
    pub basis: Basis,
}

/// Where a loss comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// So many stops of this race under the same flag.
    Stops(u8),
    /// So many stops of this race under another flag.
    OtherStops(u8),
    /// The circuit's pit lane.
    Lane,
    /// What it costs at most circuits.
    Usual,
}

/// A stop that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Whose.
    pub car: CarIndex,
    /// Lap in which it came in.
    pub lap: u8,
    /// Under which flag.
    pub under: Under,
    /// What it cost, ms.
    pub ms: u32,
    /// Date of the state by which that was known.
    pub known_ms: i64,
}

/// The stops of a race, in whichever order its moments are shown. Of what is later than the moment shown nothing counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Losses {
    session: Option<SessionId>,
    now_ms: i64,
    cars: Vec<Car>,
    seen: Vec<Seen>,
    visits: Vec<Visit>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Car {
    /// Whether it has been seen on the track since the last leap.
    drove: bool,
    stop: Option<Stop>,
}

/// A car in the pits, or out of them and not measured yet.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Visit {
    car: usize,
    /// Dates of the first and the last state of it that were shown.
    from_ms: i64,
    until_ms: i64,
    /// How far it was behind the leader when it came in, ms.
    behind_ms: i64,
}

/// A stop under way.
#[derive(Clone, Debug, PartialEq)]
struct Stop {
    lap: u8,
    from_ms: i64,
    under: Option<Under>,
    /// How far each car was behind the leader when this one came in, ms; none of one that has stopped since.
    before: Vec<Option<i64>>,
    out: Out,
}

/// Whether a car that stopped is out again.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Out {
    NotYet,
    /// It was so far behind the leader then: its gap is measured anew when that changes.
    Since(Option<i64>),
}

impl Losses {
    /// Takes note of who comes in and out, by the state of the moment shown. Behind a leap (`leapt`) it is not known who
    /// was on the way. Of another race it forgets all.
    pub fn observe(&mut self, state: &RaceState, now_ms: i64, leapt: bool) {
        self.begin(&state.session.id);
        if leapt {
            self.cars.clear();
        }
        self.now_ms = now_ms;
        self.cars.resize_with(state.cars.len(), Car::default);
        let behind = behind_leader(state);
        for (i, timing) in state.cars.iter().enumerate() {
            match timing.status {
                CarStatus::InPit if self.cars[i].drove && self.cars[i].stop.is_none() => {
                    self.comes_in(i, state, &behind);
                }
                CarStatus::Running => self.drives(i, state, &behind),
                CarStatus::InPit => {}
                CarStatus::Stopped
                | CarStatus::Retired
                | CarStatus::NotStarted
                | CarStatus::Finished
                | CarStatus::KnockedOut => self.cars[i].stop = None,
            }
        }
        for visit in &mut self.visits {
            let stop = self.cars.get(visit.car).and_then(|car| car.stop.as_ref());
            if stop.is_some_and(|stop| stop.from_ms == visit.from_ms) {
                visit.until_ms = visit.until_ms.max(now_ms);
            }
        }
    }

    /// What a stop costs now.
    pub fn of(&self, under: Under, circuit: &Circuit) -> Loss {
        let of_flag = |under: Under| {
            let mut found: Vec<i64> =
                self.seen().filter(|seen| seen.under == under).map(|seen| seen.ms.into()).collect();
            few::sort_by_key(&mut found, |ms| *ms);
            found
        };
        let told = of_flag(under);
        if ENOUGH <= told.len() {
            let (ms, band_ms) = middle(&told, least_band_ms(under));
            return Loss { ms, band_ms, basis: Basis::Stops(count(&told)) };
        }
        let fact = lane::cost_ms(circuit, under);
        // Stops under another flag say how quick the crews and how long the lane, once the flag is taken out.
        let others =
            [Under::Green, Under::SafetyCar, Under::Virtual].into_iter().filter(|&other| other != under);
        for other in others {
            let told = of_flag(other);
            if told.len() < ENOUGH {
                continue;
            }
            let (ms, _) = middle(&told, 0);
            let moved = match (fact, lane::cost_ms(circuit, other)) {
                (Some(now), Some(then)) => (ms + now).saturating_sub(then),
                _ => (f64::from(ms) * under.share() / other.share()) as u32,
            };
            return Loss { ms: moved, band_ms: LANE_BAND_MS, basis: Basis::OtherStops(count(&told)) };
        }
        match fact {
            Some(ms) => Loss { ms, band_ms: LANE_BAND_MS, basis: Basis::Lane },
            None => Loss { ms: lane::usual_ms(under), band_ms: USUAL_BAND_MS, basis: Basis::Usual },
        }
    }

    /// The stops that are known at the moment shown, in the order in which they were seen.
    pub fn seen(&self) -> impl Iterator<Item = &Seen> {
        self.seen.iter().filter(|seen| seen.known_ms <= self.now_ms)
    }

    /// All stops, in the order in which they were seen.
    pub fn all(&self) -> &[Seen] {
        &self.seen
    }

    /// Takes stops of a session that others have seen. A car that came in once in a lap is told of once.
    pub fn recall(&mut self, session: &SessionId, told: impl IntoIterator<Item = Seen>) {
        self.begin(session);
        for seen in told {
            self.see(seen);
        }
    }

    /// How far a car that is in the pits will be behind the leader when it comes out, ms.
    pub fn with_stop(&self, car: usize, loss: Loss) -> Option<i64> {
        let is_under_way = |visit: &&Visit| (visit.from_ms..=visit.until_ms).contains(&self.now_ms);
        let visit = self.visits.iter().filter(|visit| visit.car == car).find(is_under_way)?;
        Some(visit.behind_ms + i64::from(loss.ms))
    }

    fn comes_in(&mut self, car: usize, state: &RaceState, behind: &[Option<i64>]) {
        for other in self.cars.iter_mut().filter_map(|car| car.stop.as_mut()) {
            if let Some(before) = other.before.get_mut(car) {
                *before = None;
            }
        }
        let is_in = |i: usize| i != car && state.cars[i].status != CarStatus::Running;
        let before = (0..behind.len()).map(|i| behind[i].filter(|_| !is_in(i))).collect();
        let (lap, under, from_ms) = (state.cars[car].lap, Under::of(state.status.track), self.now_ms);
        self.cars[car].stop = Some(Stop { lap, from_ms, under, before, out: Out::NotYet });
        let is_known = self.visits.iter().any(|visit| (visit.car, visit.from_ms) == (car, from_ms));
        if let Some(behind_ms) = behind[car]
            && !is_known
            && self.visits.len() < KEPT
        {
            self.visits.push(Visit { car, from_ms, until_ms: from_ms, behind_ms });
        }
    }

    fn drives(&mut self, car: usize, state: &RaceState, behind: &[Option<i64>]) {
        self.cars[car].drove = true;
        let Some(stop) = &mut self.cars[car].stop else { return };
        match stop.out {
            Out::NotYet => {
                stop.out = Out::Since(behind[car]);
                return;
            }
            Out::Since(then) if then == behind[car] => return,
            Out::Since(_) => {}
        }
        let Some(stop) = self.cars[car].stop.take() else { return };
        let Some(ms) = fallen_back(car, &stop.before, behind, state) else { return };
        let is_one_flag = stop.under == Under::of(state.status.track);
        if let Some(under) = stop.under
            && is_one_flag
            && is_a_stop(ms, under, &state.session.circuit)
        {
            let (car, known_ms) = (CarIndex(car as u8), self.now_ms);
            self.see(Seen { car, lap: stop.lap, under, ms: ms as u32, known_ms });
        }
    }

    /// Of another session it forgets all.
    fn begin(&mut self, session: &SessionId) {
        if self.session.as_ref() != Some(session) {
            *self = Self { session: Some(session.clone()), ..Self::default() };
        }
    }

    fn see(&mut self, new: Seen) {
        let is_known = self.seen.iter().any(|seen| (seen.car, seen.lap) == (new.car, new.lap));
        if !is_known && self.seen.len() < KEPT {
            self.seen.push(new);
        }
    }
}

/// How much a car has fallen back against those who stayed out, ms: the middle one of them.
fn fallen_back(car: usize, before: &[Option<i64>], after: &[Option<i64>], state: &RaceState) -> Option<i64> {
    let (own_before, own_after) = ((*before.get(car)?)?, (*after.get(car)?)?);
    let stayed = |i: &usize| *i != car && state.cars[*i].status == CarStatus::Running;
    let mut lost: Vec<i64> = (0..before.len().min(after.len()))
        .filter(stayed)
        .filter_map(|i| Some((own_after - after[i]?) - (own_before - before[i]?)))
        .collect();
    few::sort_by_key(&mut lost, |ms| *ms);
    lost.get(lost.len() / 2).copied()
}

fn is_a_stop(ms: i64, under: Under, circuit: &Circuit) -> bool {
    let usual = f64::from(lane::cost_ms(circuit, under).unwrap_or(lane::usual_ms(under)));
    let share = ms as f64 / usual.max(1.0);
    (A_STOP[0]..=A_STOP[1]).contains(&share)
}

/// Stops that go well differ by so much, ms; a neutralised field closes up meanwhile as well.
fn least_band_ms(under: Under) -> i64 {
    match under {
        Under::Green => 2_000,
        Under::Virtual => 2_500,
        Under::SafetyCar => 3_500,
    }
}

/// The middle one, and half of the band in which most lie; of sorted values, not empty.
fn middle(sorted: &[i64], least_band_ms: i64) -> (u32, u32) {
    let middle = sorted[sorted.len() / 2];
    let mut off: Vec<i64> = sorted.iter().map(|ms| (ms - middle).abs()).collect();
    few::sort_by_key(&mut off, |ms| *ms);
    let band = (off[off.len() / 2] as f64 * NINE_OF_TEN) as i64;
    (middle.max(0) as u32, band.max(least_band_ms) as u32)
}

fn count(of: &[i64]) -> u8 {
    of.len().min(255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::race::{Gap, TrackStatus};
    use crate::testing::race;

    /// Shows the next state, a second later than the one before.
    fn show(losses: &mut Losses, state: &RaceState) {
        losses.observe(state, losses.now_ms + 1_000, false);
    }

    /// A car comes in, and comes out so much later.
    fn stops(losses: &mut Losses, state: &mut RaceState, car: usize, ms: u32) {
        show(losses, state);
        state.cars[car].status = CarStatus::InPit;
        show(losses, state);
        state.cars[car].status = CarStatus::Running;
        show(losses, state);
        let Gap::Millis(gap) = state.cars[car].gap else { panic!("{car} has no gap") };
        state.cars[car].gap = Gap::Millis(gap + ms);
        show(losses, state);
        state.cars[car].gap = Gap::Millis(gap);
        show(losses, state);
    }

    #[test]
    fn stops_of_this_race_say_what_one_costs_under_their_flag() {
        let mut state = race(6);
        let mut losses = Losses::default();
        let circuit = Circuit::default();
        for (car, ms) in [(1, 19_000), (2, 20_000), (3, 26_000)] {
            stops(&mut losses, &mut state, car, ms);
        }
        let green = losses.of(Under::Green, &circuit);
        assert_eq!(green, Loss { ms: 20_000, band_ms: 2_400, basis: Basis::Stops(3) });
        let behind_safety_car = losses.of(Under::SafetyCar, &circuit);
        assert_eq!((behind_safety_car.ms, behind_safety_car.basis), (16_000, Basis::OtherStops(3)));
        assert_eq!(losses.seen().last().map(|seen| seen.car), Some(CarIndex(3)));
        losses.observe(&state, 9_000, true);
        assert_eq!(losses.seen().count(), 2);
        assert_eq!(losses.of(Under::Green, &circuit).basis, Basis::Usual, "the third is still to come");
        losses.observe(&state, 60_000, true);
        assert_eq!(losses.of(Under::Green, &circuit), green, "all of them are known again");
    }

    #[test]
    fn repairs_changed_flags_and_who_began_in_the_lane_do_not_count() {
        let mut state = race(4);
        let mut losses = Losses::default();
        stops(&mut losses, &mut state, 1, 60_000);
        stops(&mut losses, &mut state, 1, 2_000);
        show(&mut losses, &state);
        state.cars[2].status = CarStatus::InPit;
        show(&mut losses, &state);
        state.status.track = TrackStatus::SafetyCar;
        stops(&mut losses, &mut state, 2, 20_000);
        assert_eq!(losses.seen().count(), 0);
        let mut late = Losses::default();
        state.cars[3].status = CarStatus::InPit;
        show(&mut late, &state);
        state.cars[3].status = CarStatus::Running;
        state.cars[3].gap = Gap::Millis(50_000);
        show(&mut late, &state);
        assert_eq!(late.seen().count(), 0);
    }

    #[test]
    fn stops_that_others_saw_count_from_when_they_were_known_and_once() {
        let (mut state, mut losses) = (race(6), Losses::default());
        stops(&mut losses, &mut state, 1, 19_000);
        let own = losses.all()[0];
        let told = [own, Seen { car: CarIndex(2), ms: 20_000, known_ms: 2_000, ..own }];
        losses.recall(&state.session.id, told);
        losses.recall(&state.session.id, told);
        assert_eq!(losses.seen().map(|seen| seen.ms).collect::<Vec<_>>(), [19_000, 20_000]);
        losses.observe(&state, 1_999, true);
        assert_eq!(losses.seen().count(), 0, "neither is known yet");
    }

    #[test]
    fn who_is_in_the_pits_is_taken_to_come_out() {
        let mut state = race(4);
        let mut losses = Losses::default();
        show(&mut losses, &state);
        state.cars[1].status = CarStatus::InPit;
        show(&mut losses, &state);
        let loss = losses.of(Under::Green, &Circuit::default());
        assert_eq!(losses.with_stop(1, loss), Some(27_000));
        assert_eq!(losses.with_stop(0, loss), None);
        let in_ms = losses.now_ms;
        state.cars[1].status = CarStatus::Running;
        for (at_ms, is_in) in [(in_ms - 500, false), (in_ms, true), (in_ms + 60_000, false)] {
            losses.observe(&state, at_ms, true);
            assert_eq!(losses.with_stop(1, loss).is_some(), is_in, "{at_ms}");
        }
    }
}
