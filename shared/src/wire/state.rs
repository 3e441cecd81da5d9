//! The race state on the wire: what changed since the last frame; in a key frame, since nothing was known.

use std::sync::Arc;

use super::error::DecodeError;
use super::events::EventOdds;
use super::messages::MessageOdds;
use super::number::near_u8;
use super::range_coder::{Coder, Odds};
use super::rows::RowOdds;
use super::session::SessionOdds;
use super::status::StatusOdds;
use super::text::Text;
use crate::few;
use crate::ids::SessionId;
use crate::race::{CarTiming, RaceState};
use crate::session::Session;
use crate::units::MAX_CARS;

/// The state as the other side has it, and how likely what changes.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// As of the last frame.
    pub(super) known: RaceState,
    /// What was given as `known`'s session, to notice quickly that it is still the same.
    given_session: Option<Arc<Session>>,
    /// Whether the frame is a key frame: rows then are like the rows before them, else like what they were.
    key: bool,
    text: Text,
    primed: Box<Text>,
    odds: Box<StateOdds>,
}

#[derive(Clone, Debug)]
struct StateOdds {
    part_changed: [Odds; 4],
    session: SessionOdds,
    status: StatusOdds,
    row_changed: [Odds; 2],
    /// In a delta frame, in a key frame.
    rows: [RowOdds; 2],
    events: EventOdds,
    messages: MessageOdds,
}

impl StateOdds {
    const EVEN: Self = Self {
        part_changed: [Odds::EVEN; 4],
        session: SessionOdds::EVEN,
        status: StatusOdds::EVEN,
        row_changed: [Odds::EVEN; 2],
        rows: [RowOdds::EVEN; 2],
        events: EventOdds::EVEN,
        messages: MessageOdds::EVEN,
    };
}

/// A state of which nothing is known.
pub(super) fn nothing() -> RaceState {
    RaceState::new(Arc::new(Session::unknown(SessionId::from_start(0))))
}

impl State {
    pub(super) fn new() -> Self {
        let text = Text::primed();
        Self {
            known: nothing(),
            given_session: None,
            key: true,
            primed: Box::new(text.clone()),
            text,
            odds: Box::new(StateOdds::EVEN),
        }
    }

    /// Forgets everything: a key frame begins.
    pub(super) fn reset(&mut self) {
        self.known = nothing();
        self.given_session = None;
        self.key = true;
        self.text.copy_from(&self.primed);
        *self.odds = StateOdds::EVEN;
    }

    /// Codes the step from what is known to `given`, but for the messages, and makes it; `date_ms` is the frame's.
    /// Returns whether anything changed.
    pub(super) fn race<C: Coder>(
        &mut self,
        coder: &mut C,
        date_ms: i64,
        given: &RaceState,
    ) -> Result<bool, DecodeError> {
        let mut changed = false;
        let same_session = self.same_session(given);
        if coder.bit(&mut self.odds.part_changed[0], !same_session) {
            let mut session = Session::clone(&self.known.session);
            self.odds.session.code(coder, &mut self.text, &mut session, &given.session)?;
            self.known.cars.resize(session.drivers.len(), CarTiming::default());
            self.known.session = Arc::new(session);
            changed = true;
        }
        if !same_session {
            self.given_session = Some(Arc::clone(&given.session));
        }

        if coder.bit(&mut self.odds.part_changed[1], self.known.status != given.status) {
            self.odds.status.code(coder, &mut self.known.status, &given.status);
            changed = true;
        }

        let same_rows = same_rows(&self.known, given);
        if coder.bit(&mut self.odds.part_changed[2], !same_rows) {
            self.rows(coder, given);
            changed = true;
        }

        if coder.bit(&mut self.odds.part_changed[3], self.known.n_events != given.n_events) {
            self.odds.events.code(coder, &mut self.known, given, date_ms);
            changed = true;
        }
        self.key = false;
        Ok(changed)
    }

    /// Codes the messages that `given` has more than is known.
    pub(super) fn messages<C: Coder>(&mut self, coder: &mut C, date_ms: i64, given: &RaceState) {
        self.odds.messages.code(coder, &mut self.text, &mut self.known, given, date_ms);
    }

    /// Whether `given` has other messages than are known.
    pub(super) fn has_news(&self, given: &RaceState) -> bool {
        self.known.n_messages != given.n_messages
    }

    /// Whether there is anything to say of `given`, but for the messages.
    pub(super) fn differs(&self, given: &RaceState) -> bool {
        !self.same_session(given)
            || self.known.status != given.status
            || !same_rows(&self.known, given)
            || self.known.n_events != given.n_events
    }

    fn same_session(&self, given: &RaceState) -> bool {
        match &self.given_session {
            Some(session) => Arc::ptr_eq(session, &given.session) || *session == given.session,
            None => self.known.session == given.session,
        }
    }

    fn rows<C: Coder>(&mut self, coder: &mut C, given: &RaceState) {
        let cars = &mut self.known.cars;
        let odds = &mut self.odds.rows[usize::from(self.key)];
        let same_places = cars.iter().enumerate().all(|(i, car)| car.position == row(given, i).position);
        if coder.bit(&mut odds.places_changed, !same_places) {
            for (i, car) in cars.iter_mut().enumerate() {
                car.position = near_u8(&mut odds.place, coder, row(given, i).position, car.position);
            }
        }

        let mut order = [0_u8; MAX_CARS];
        let order = &mut order[..cars.len()];
        for (i, place) in order.iter_mut().enumerate() {
            *place = i as u8;
        }
        few::sort_by_key(order, |&i| (cars[usize::from(i)].position.wrapping_sub(1), i));

        let mut ahead = CarTiming::default();
        let mut changed_before = false;
        for &i in &*order {
            let car = &mut cars[usize::from(i)];
            let mut wanted = row(given, i.into());
            wanted.position = car.position;
            let changed = &mut self.odds.row_changed[usize::from(changed_before)];
            changed_before = coder.bit(changed, *car != wanted);
            if changed_before {
                let base = if self.key { CarTiming { position: car.position, ..ahead } } else { *car };
                *car = odds.code(coder, &base, &ahead, &wanted);
            }
            ahead = *car;
        }
    }
}

fn same_rows(known: &RaceState, given: &RaceState) -> bool {
    known.cars.iter().enumerate().all(|(i, car)| *car == row(given, i))
}

fn row(state: &RaceState, i: usize) -> CarTiming {
    state.cars.get(i).copied().unwrap_or_default()
}
