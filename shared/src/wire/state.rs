//! The race state on the wire: what changed since the last frame; in a key frame, since nothing was known.

use std::sync::Arc;

use super::error::DecodeError;
use super::events::{EventOdds, TRACK_STATUSES};
use super::number::{ChoiceOdds, IntOdds, car_or_none, near_u8, place};
use super::range_coder::{Coder, Odds};
use super::rows::RowOdds;
use super::session::SessionOdds;
use super::text::Text;
use crate::ids::SessionId;
use crate::race::{CarTiming, RaceState, RaceStatus, Weather};
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
}

impl StateOdds {
    const EVEN: Self = Self {
        part_changed: [Odds::EVEN; 4],
        session: SessionOdds::EVEN,
        status: StatusOdds::EVEN,
        row_changed: [Odds::EVEN; 2],
        rows: [RowOdds::EVEN; 2],
        events: EventOdds::EVEN,
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

    /// Codes the step from what is known to `given` and makes it; `date_ms` is the frame's. Returns whether
    /// anything changed.
    pub(super) fn code<C: Coder>(
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
            self.odds.events.code(coder, &mut self.text, &mut self.known, given, date_ms);
            changed = true;
        }
        self.key = false;
        Ok(changed)
    }

    /// Whether there is anything to say of `given`.
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
        order.sort_unstable_by_key(|&i| (cars[usize::from(i)].position.wrapping_sub(1), i));

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

#[derive(Clone, Copy, Debug)]
struct StatusOdds {
    track: ChoiceOdds,
    sectors_changed: Odds,
    lap: IntOdds,
    start_changed: Odds,
    fastest_changed: Odds,
    fastest: Odds,
    weather: Odds,
    weather_fields: [IntOdds; 5],
    rain: Odds,
}

impl StatusOdds {
    const EVEN: Self = Self {
        track: ChoiceOdds::EVEN,
        sectors_changed: Odds::EVEN,
        lap: IntOdds::EVEN,
        start_changed: Odds::EVEN,
        fastest_changed: Odds::EVEN,
        fastest: Odds::EVEN,
        weather: Odds::EVEN,
        weather_fields: [IntOdds::EVEN; 5],
        rain: Odds::EVEN,
    };

    fn code<C: Coder>(&mut self, coder: &mut C, status: &mut RaceStatus, given: &RaceStatus) {
        let track = self.track.code(coder, 4, place(&TRACK_STATUSES, given.track));
        status.track = TRACK_STATUSES[usize::from(track).min(TRACK_STATUSES.len() - 1)];
        if coder.bit(&mut self.sectors_changed, status.yellow_sectors != given.yellow_sectors) {
            status.yellow_sectors = coder.raw(32, given.yellow_sectors);
        }
        status.lap = near_u8(&mut self.lap, coder, given.lap, status.lap);
        if coder.bit(&mut self.start_changed, status.started_ms != given.started_ms) {
            let start = given.started_ms.clamp(0, MAX_START) as u64;
            let high = coder.raw(22, (start >> 22) as u32);
            status.started_ms = i64::from(high) << 22 | i64::from(coder.raw(22, start as u32));
        }
        if coder.bit(&mut self.fastest_changed, status.fastest != given.fastest) {
            status.fastest = car_or_none(&mut self.fastest, coder, given.fastest);
        }
        status.weather = if coder.bit(&mut self.weather, given.weather.is_some()) {
            let given = given.weather.unwrap_or_default();
            let known = status.weather.unwrap_or_default();
            Some(self.weather(coder, known, given))
        } else {
            None
        };
    }

    fn weather<C: Coder>(&mut self, coder: &mut C, known: Weather, given: Weather) -> Weather {
        let [air, track, humidity, wind, from] = &mut self.weather_fields;
        let temperature = i64::from(i16::MIN)..=i64::from(i16::MAX);
        let word = 0..=i64::from(u16::MAX);
        Weather {
            air_dc: air.near(coder, given.air_dc.into(), known.air_dc.into(), temperature.clone()) as i16,
            track_dc: track.near(coder, given.track_dc.into(), known.track_dc.into(), temperature) as i16,
            humidity_pct: near_u8(humidity, coder, given.humidity_pct, known.humidity_pct),
            wind_dms: wind.near(coder, given.wind_dms.into(), known.wind_dms.into(), word.clone()) as u16,
            wind_from_deg: from.near(coder, given.wind_from_deg.into(), known.wind_from_deg.into(), word)
                as u16,
            rain: coder.bit(&mut self.rain, given.rain),
        }
    }
}

/// Latest start of a race on the wire: 44 bits of milliseconds.
const MAX_START: i64 = (1 << 44) - 1;
