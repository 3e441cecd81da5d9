//! What has happened in a session, with dates: what a moment's own chunk cannot tell, and what the time bar marks.
//!
//! The page writes it down as it shows the session, and is told what it has not shown. Nothing here is shown by
//! itself: whoever reads it asks for what a state, or a moment, may know.

mod preview;

pub use preview::{Preview, Span, is_flag};

use gridcast_shared::few;
use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::intervals::LapIntervals;
use gridcast_shared::pit_loss::Seen;
use gridcast_shared::race::{CarStatus, EventKind, Gap, Message, RaceEvent, RaceState, Weather};

use crate::clock::Delay;
use crate::history::Lap;
use crate::log::Log;
use crate::watched::Watched;

/// Where more than this was not shown, it is not known what happened meanwhile, ms.
const UNSEEN_MS: i64 = 30_000;

/// Most events that are kept; a race has a few hundred.
const MAX_EVENTS: usize = 4_000;

/// A lap that a car has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LapEnd {
    /// Which, from 1.
    pub lap: u8,
    /// When, source time.
    pub end_ms: i64,
    /// The car's place then; 0 when unknown.
    pub place: u8,
    /// Who was ahead.
    pub ahead: Option<CarIndex>,
    /// By how much, ms, where that is known and the car drove on.
    pub interval_ms: Option<u32>,
}

/// What the gateway, or an export, tells of a session's past.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Up to when, source time.
    pub until_ms: i64,
    /// The leader's laps, each with its beginning.
    pub laps: Vec<(u8, i64)>,
    /// The events, from the first.
    pub events: Vec<RaceEvent>,
    /// The messages, from the first.
    pub messages: Vec<Message>,
    /// The laps of each car, in the order of the session's drivers.
    pub cars: Vec<Vec<LapEnd>>,
    /// What stops have cost.
    pub stops: Vec<Seen>,
    /// The weather of each minute, with the date at which it was shown.
    pub weather: Vec<(i64, Weather)>,
}

/// What has happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// Up to when it is known, source time; 0 before anything is.
    until_ms: i64,
    laps: Vec<(u8, i64)>,
    /// With their numbers, from 1.
    events: Vec<(u32, RaceEvent)>,
    log: Log,
    cars: Vec<Vec<LapEnd>>,
    /// The lap that each car was in when it was last looked at.
    driven: Vec<u8>,
    /// Whether something happened that is not here.
    has_holes: bool,
    watched: Watched,
}

impl Timeline {
    /// Writes down what is new in a state that is shown; `leapt` says that the one before it was not shown just before
    /// it.
    pub fn observe(&mut self, date_ms: i64, state: &RaceState, leapt: bool) {
        let lacks_laps = self.watched.observe(date_ms, state, leapt);
        // These have numbers, and may come while the source time stands.
        self.log.observe(state);
        self.observe_events(state);
        if date_ms < self.until_ms {
            return;
        }
        self.has_holes |= lacks_laps;
        // Who joins in the middle has not seen what was before either.
        if self.until_ms + UNSEEN_MS < date_ms {
            self.has_holes |= 0 < self.until_ms || 1 < state.status.lap || 0 < state.n_events;
            self.driven.clear();
        }
        if leapt {
            self.driven.clear();
        }
        self.until_ms = date_ms;
        let lap = state.status.lap;
        if self.laps.last().map_or(0, |(last, _)| *last) < lap {
            self.laps.push((lap, date_ms));
        }
        self.has_holes |= self.log.missing_before().is_some();
        self.observe_laps(date_ms, state);
    }

    fn observe_events(&mut self, state: &RaceState) {
        let first = (state.n_events + 1).saturating_sub(state.events.len() as u32);
        let newest = self.events.last().map_or(0, |(number, _)| *number);
        self.events
            .extend((first..).zip(state.events.iter().copied()).filter(|(number, _)| newest < *number));
        if MAX_EVENTS < self.events.len() {
            self.events.remove(0);
        }
    }

    fn observe_laps(&mut self, date_ms: i64, state: &RaceState) {
        let known = self.driven.len();
        self.driven.resize(state.cars.len(), 0);
        self.cars.resize_with(state.cars.len().max(self.cars.len()), Vec::new);
        let order = state.order();
        for (rank, &index) in order.iter().enumerate() {
            let (i, timing) = (index.index(), &state.cars[index.index()]);
            let before = std::mem::replace(&mut self.driven[i], timing.lap);
            let last = self.cars[i].last().map_or(0, |end| end.lap);
            if known <= i || timing.lap <= before || timing.lap <= last + 1 {
                continue;
            }
            let interval_ms = match timing.interval {
                Gap::Millis(ms) if timing.status == CarStatus::Running => Some(ms),
                _ => None,
            };
            let ahead = rank.checked_sub(1).map(|rank| order[rank]);
            let (lap, place) = (timing.lap - 1, timing.position);
            self.cars[i].push(LapEnd { lap, end_ms: date_ms, place, ahead, interval_ms });
        }
    }

    /// Takes what is told of a session, and keeps of its own what is later.
    pub fn take(&mut self, session: &SessionId, told: Told) {
        self.watched.losses.recall(session, told.stops);
        self.watched.weather.recall(session, told.weather);
        let last = told.laps.last().map_or(0, |(lap, _)| *lap);
        let later = self.laps.drain(..).filter(|(lap, _)| last < *lap);
        self.laps = told.laps.into_iter().chain(later).collect();
        let newest = told.events.len() as u32;
        let later = self.events.drain(..).filter(|(number, _)| newest < *number);
        self.events = (1..).zip(told.events).chain(later).collect();
        let newest = told.messages.len() as u32;
        self.log.recall(told.messages, newest);
        self.cars.resize_with(told.cars.len().max(self.cars.len()), Vec::new);
        for (own, told) in self.cars.iter_mut().zip(told.cars) {
            let last = told.last().map_or(0, |end| end.lap);
            let later = own.drain(..).filter(|end| last < end.lap);
            *own = told.into_iter().chain(later).collect();
        }
        if self.until_ms < told.until_ms {
            self.until_ms = told.until_ms;
            self.driven = self.cars.iter().map(|laps| laps.last().map_or(0, |end| end.lap + 1)).collect();
        }
        self.has_holes = false;
    }

    /// Laps, stops and weather, as of the moment shown.
    pub fn watched(&self) -> &Watched {
        &self.watched
    }

    /// Takes laps of a car that were told by others.
    pub fn recall_laps(&mut self, car: CarIndex, laps: Vec<Lap>) {
        self.watched.history.recall(car, laps);
    }

    /// Whether something happened that is not here and should be asked for; true once a hole.
    pub fn wants_told(&mut self) -> bool {
        std::mem::take(&mut self.has_holes)
    }

    /// All that was said; what of it a state knows is [`Log::until`].
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Who is catching whom, as of a state.
    pub fn intervals(&self, state: &RaceState) -> LapIntervals {
        LapIntervals::of_laps(state, |car| {
            let lap = state.cars.get(car.index()).map_or(0, |timing| timing.lap);
            let ends = self.cars.get(car.index()).map_or(&[][..], |laps| laps);
            let ended = ends.iter().filter(move |end| end.lap < lap && 1 <= end.lap);
            ended.filter_map(|end| Some((end.ahead, end.interval_ms?)))
        })
    }

    /// The leader's laps up to a moment, each with its beginning.
    pub fn laps(&self, until_ms: f64) -> impl DoubleEndedIterator<Item = (u8, i64)> {
        self.laps.iter().copied().filter(move |(_, start)| *start as f64 <= until_ms)
    }

    /// The events up to a moment.
    pub fn events(&self, until_ms: f64) -> impl DoubleEndedIterator<Item = &RaceEvent> {
        self.events.iter().map(|(_, event)| event).filter(move |event| event.date_ms as f64 <= until_ms)
    }

    /// Where the lap next to a moment has just begun, UTC ms: back, that of the lap being driven unless it has just begun.
    pub fn lap_beside(&self, at_ms: f64, forward: bool) -> Option<f64> {
        beside(self.laps.iter().map(|(_, start)| *start), at_ms, forward)
    }

    /// Where the event next to a moment has just happened, UTC ms.
    pub fn event_beside(&self, at_ms: f64, forward: bool) -> Option<f64> {
        let told = self
            .events
            .iter()
            .map(|(_, event)| event)
            .filter(|event| !matches!(event.kind, EventKind::PitIn | EventKind::PitOut));
        beside(told.map(|event| event.date_ms), at_ms, forward)
    }
}

/// From what happened to where each frame knows of it, ms: there is one a second, of dates that are a part of a second
/// apart. The picture of that moment shows it.
pub const KNOWN_AFTER_MS: f64 = 1_500.0;

/// Stepping back, what began so lately is passed over, ms: who steps twice means the one before.
const JUST_MS: f64 = KNOWN_AFTER_MS + 2_500.0;

fn beside(dates: impl DoubleEndedIterator<Item = i64>, at_ms: f64, forward: bool) -> Option<f64> {
    let mut dates = dates.map(|date| date as f64);
    let found = if forward {
        dates.find(|date| at_ms + 1.0 < *date)
    } else {
        dates.rev().find(|date| *date < at_ms - JUST_MS)
    };
    found.map(|date| date + KNOWN_AFTER_MS)
}

/// The delays with which what is shown undelayed at `live_ms` would be each of these moments, the least first: at this
/// rate, source over page, and as far as a delay can be.
pub fn delays(live_ms: f64, rate: f64, moments_ms: impl Iterator<Item = i64>) -> Vec<Delay> {
    let page_ms = moments_ms.map(|moment| (live_ms - moment as f64) / rate.max(1e-3));
    let mut delays: Vec<Delay> =
        page_ms.filter(|ms| (0.0..=300_000.0).contains(ms)).map(Delay::from_page_ms).collect();
    few::sort_by_key(&mut delays, |delay| *delay);
    delays
}

#[cfg(test)]
mod tests;
