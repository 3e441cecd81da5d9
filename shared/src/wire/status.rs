//! What holds for all cars, on the wire.

use super::events::TRACK_STATUSES;
use super::number::{ChoiceOdds, IntOdds, car_or_none, near_ms, near_u8, place};
use super::range_coder::{Coder, Odds};
use crate::race::{Missing, RaceStatus, SessionClock, Weather};
use crate::session::{SessionStatus, TokenFault};
use crate::topics::TopicSet;

#[derive(Clone, Copy, Debug)]
pub(super) struct StatusOdds {
    track: ChoiceOdds,
    sectors_changed: Odds,
    lap: IntOdds,
    start_changed: Odds,
    fastest_changed: Odds,
    fastest: Odds,
    weather: Odds,
    weather_fields: [IntOdds; 5],
    rain: Odds,
    phase_changed: Odds,
    phase: Odds,
    phase_number: ChoiceOdds,
    clock_changed: Odds,
    clock: Odds,
    remaining: IntOdds,
    is_running: Odds,
    parts_changed: Odds,
    part: IntOdds,
    cut_off: [IntOdds; 2],
    missing_changed: Odds,
}

impl StatusOdds {
    pub(super) const EVEN: Self = Self {
        track: ChoiceOdds::EVEN,
        sectors_changed: Odds::EVEN,
        lap: IntOdds::EVEN,
        start_changed: Odds::EVEN,
        fastest_changed: Odds::EVEN,
        fastest: Odds::EVEN,
        weather: Odds::EVEN,
        weather_fields: [IntOdds::EVEN; 5],
        rain: Odds::EVEN,
        phase_changed: Odds::EVEN,
        phase: Odds::EVEN,
        phase_number: ChoiceOdds::EVEN,
        clock_changed: Odds::EVEN,
        clock: Odds::EVEN,
        remaining: IntOdds::EVEN,
        is_running: Odds::EVEN,
        parts_changed: Odds::EVEN,
        part: IntOdds::EVEN,
        cut_off: [IntOdds::EVEN; 2],
        missing_changed: Odds::EVEN,
    };

    pub(super) fn code<C: Coder>(&mut self, coder: &mut C, status: &mut RaceStatus, given: &RaceStatus) {
        let track = self.track.code(coder, 4, place(&TRACK_STATUSES, given.track));
        status.track = TRACK_STATUSES[usize::from(track).min(TRACK_STATUSES.len() - 1)];
        if coder.bit(&mut self.sectors_changed, status.yellow_sectors != given.yellow_sectors) {
            status.yellow_sectors = coder.raw(32, given.yellow_sectors);
        }
        status.lap = near_u8(&mut self.lap, coder, given.lap, status.lap);
        if coder.bit(&mut self.start_changed, status.started_ms != given.started_ms) {
            status.started_ms = date(coder, given.started_ms);
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
        if coder.bit(&mut self.phase_changed, status.phase != given.phase) {
            let number = given.phase.map_or(0, |phase| place(&PHASES, phase));
            status.phase = coder.bit(&mut self.phase, given.phase.is_some()).then(|| {
                let number = usize::from(self.phase_number.code(coder, 3, number));
                PHASES[number.min(PHASES.len() - 1)]
            });
        }
        if coder.bit(&mut self.clock_changed, status.clock != given.clock) {
            status.clock = self.session_clock(coder, status.clock, given.clock);
        }
        let parts = |status: &RaceStatus| (status.part, status.cut_off);
        if coder.bit(&mut self.parts_changed, parts(status) != parts(given)) {
            status.part = near_u8(&mut self.part, coder, given.part, status.part);
            for (i, odds) in self.cut_off.iter_mut().enumerate() {
                status.cut_off[i] = near_u8(odds, coder, given.cut_off[i], status.cut_off[i]);
            }
        }
        if coder.bit(&mut self.missing_changed, status.missing != given.missing) {
            let topics = coder.raw(6, given.missing.topics.bits().into());
            let token = coder.raw(2, place(&TOKENS, given.missing.token).into());
            status.missing =
                Missing { topics: TopicSet::from_bits(topics as u8), token: TOKENS[token as usize & 3] };
        }
    }

    fn session_clock<C: Coder>(
        &mut self,
        coder: &mut C,
        known: Option<SessionClock>,
        given: Option<SessionClock>,
    ) -> Option<SessionClock> {
        if !coder.bit(&mut self.clock, given.is_some()) {
            return None;
        }
        let (known, given) = (known.unwrap_or_default(), given.unwrap_or_default());
        Some(SessionClock {
            date_ms: date(coder, given.date_ms),
            remaining_ms: near_ms(&mut self.remaining, coder, given.remaining_ms, known.remaining_ms),
            is_running: coder.bit(&mut self.is_running, given.is_running),
        })
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

/// A date that is not near the frame's: 44 bits of milliseconds.
fn date<C: Coder>(coder: &mut C, date_ms: i64) -> i64 {
    let date = date_ms.clamp(0, (1 << 44) - 1) as u64;
    let high = coder.raw(22, (date >> 22) as u32);
    i64::from(high) << 22 | i64::from(coder.raw(22, date as u32))
}

const TOKENS: [Option<TokenFault>; 4] =
    [None, Some(TokenFault::Absent), Some(TokenFault::Refused), Some(TokenFault::Ended)];

const PHASES: [SessionStatus; 6] = [
    SessionStatus::Inactive,
    SessionStatus::Started,
    SessionStatus::Aborted,
    SessionStatus::Finished,
    SessionStatus::Finalised,
    SessionStatus::Ends,
];
