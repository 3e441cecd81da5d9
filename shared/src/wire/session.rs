//! A session's facts on the wire: sent whole in a key frame, and the part that changed when one changes.

use super::error::DecodeError;
use super::number::{ChoiceOdds, IntOdds, place};
use super::range_coder::{Coder, Odds};
use super::text::Text;
use crate::ids::{DriverCode, SessionId};
use crate::session::{Circuit, Driver, MAX_LINE_POINTS, Point, Session, SessionKind};
use crate::units::{MAX_CARS, MAX_XY};

/// Odds of a session's facts.
#[derive(Clone, Debug)]
pub(super) struct SessionOdds {
    part_changed: [Odds; 3],
    flag: Odds,
    kind: ChoiceOdds,
    minutes: IntOdds,
    rate: IntOdds,
    team_known: Odds,
    code_from_name: Odds,
    colour_known: Odds,
    lines: [LineOdds; 3],
    sectors_known: Odds,
}

/// Odds of a line of points: along the axis of the shorter step, and of the longer.
#[derive(Clone, Copy, Debug)]
struct LineOdds {
    across: IntOdds,
    along: IntOdds,
}

impl LineOdds {
    const EVEN: Self = Self { across: IntOdds::EVEN, along: IntOdds::EVEN };
}

impl SessionOdds {
    pub(super) const EVEN: Self = Self {
        part_changed: [Odds::EVEN; 3],
        flag: Odds::EVEN,
        kind: ChoiceOdds::EVEN,
        minutes: IntOdds::EVEN,
        rate: IntOdds::EVEN,
        team_known: Odds::EVEN,
        code_from_name: Odds::EVEN,
        colour_known: Odds::EVEN,
        lines: [LineOdds::EVEN; 3],
        sectors_known: Odds::EVEN,
    };

    /// Codes what changed from `session` to `given`, and makes the change.
    pub(super) fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        text: &mut Text,
        session: &mut Session,
        given: &Session,
    ) -> Result<(), DecodeError> {
        if coder.bit(&mut self.part_changed[0], !same_facts(session, given)) {
            self.facts(coder, text, session, given)?;
        }
        if coder.bit(&mut self.part_changed[1], session.drivers != given.drivers) {
            self.drivers(coder, text, &mut session.drivers, &given.drivers)?;
        }
        if coder.bit(&mut self.part_changed[2], session.circuit != given.circuit) {
            self.circuit(coder, text, &mut session.circuit, &given.circuit);
        }
        Ok(())
    }

    fn facts<C: Coder>(
        &mut self,
        coder: &mut C,
        text: &mut Text,
        session: &mut Session,
        given: &Session,
    ) -> Result<(), DecodeError> {
        session.id = SessionId::parse(&text.name(coder, given.id.as_str()))
            .map_err(|_bad| DecodeError::Body("session id"))?;
        session.kind =
            KINDS[usize::from(self.kind.code(coder, 3, place(&KINDS, given.kind))).min(KINDS.len() - 1)];
        session.season = coder.raw(16, given.season.into()) as u16;
        session.round = coder.raw(8, given.round.into()) as u8;
        session.event = text.name(coder, &given.event);
        session.scheduled_laps = coder.raw(8, given.scheduled_laps.into()) as u8;
        session.utc_offset_min = if coder.bit(&mut self.flag, given.utc_offset_min.is_some()) {
            let minutes = given.utc_offset_min.unwrap_or(0).into();
            Some(self.minutes.near(coder, minutes, 0, i16::MIN.into()..=i16::MAX.into()) as i16)
        } else {
            None
        };
        session.simulated = coder.raw(1, given.simulated.into()) != 0;
        session.rate_pct = self.rate.near(coder, given.rate_pct.into(), 100, 0..=u16::MAX.into()) as u16;
        Ok(())
    }

    fn drivers<C: Coder>(
        &mut self,
        coder: &mut C,
        text: &mut Text,
        drivers: &mut Vec<Driver>,
        given: &[Driver],
    ) -> Result<(), DecodeError> {
        drivers.clear();
        let n_drivers = (coder.raw(6, given.len().min(MAX_CARS) as u32) as usize).min(MAX_CARS);
        for i in 0..n_drivers {
            let driver = self.driver(coder, text, drivers, given.get(i))?;
            drivers.push(driver);
        }
        Ok(())
    }

    fn driver<C: Coder>(
        &mut self,
        coder: &mut C,
        text: &mut Text,
        before: &[Driver],
        given: Option<&Driver>,
    ) -> Result<Driver, DecodeError> {
        let number = coder.raw(8, given.map_or(0, |driver| driver.number.into())) as u8;
        let name = text.name(coder, given.map_or("", |driver| &driver.name));
        let from_name = code_from_name(&name);
        let derived = coder.bit(&mut self.code_from_name, given.map(|driver| driver.code) == from_name);
        let code = match from_name {
            Some(code) if derived => code,
            _ => spelt_code(coder, given.map_or("", |driver| driver.code.as_str()))?,
        };
        let mate = given.and_then(|given| {
            before.iter().position(|other| other.team == given.team && other.colour == given.colour)
        });
        if coder.bit(&mut self.team_known, mate.is_some()) {
            let mate = before.get(coder.raw(5, mate.unwrap_or(0) as u32) as usize);
            let mate = mate.ok_or(DecodeError::Body("team mate"))?;
            return Ok(Driver { number, code, name, team: mate.team.clone(), colour: mate.colour });
        }
        let team = text.name(coder, given.map_or("", |driver| &driver.team));
        let colour = given.and_then(|driver| driver.colour);
        let colour =
            coder.bit(&mut self.colour_known, colour.is_some()).then(|| coder.raw(24, colour.unwrap_or(0)));
        Ok(Driver { number, code, name, team, colour })
    }

    fn circuit<C: Coder>(&mut self, coder: &mut C, text: &mut Text, circuit: &mut Circuit, given: &Circuit) {
        circuit.name = text.name(coder, &given.name);
        circuit.length_m = coder.raw(16, given.length_m.into()) as u16;
        let [outline, pit_lane, corners] = &mut self.lines;
        outline.code(coder, &mut circuit.outline, &given.outline);
        pit_lane.code(coder, &mut circuit.pit_lane, &given.pit_lane);
        corners.code(coder, &mut circuit.corners, &given.corners);
        circuit.sector_ends = coder.bit(&mut self.sectors_known, given.sector_ends.is_some()).then(|| {
            given.sector_ends.unwrap_or_default().map(|end| coder.raw(14, end.into()).min(MAX_SHARE) as u16)
        });
    }
}

impl LineOdds {
    /// Codes a line. A step is taken to be the one before it again; once the axis of its smaller part is known,
    /// the other is taken to be what makes it as long.
    fn code<C: Coder>(&mut self, coder: &mut C, line: &mut Vec<Point>, given: &[Point]) {
        line.clear();
        let n_points = coder.raw(8, given.len().min(MAX_LINE_POINTS) as u32) as usize;
        let max = i64::from(MAX_XY);
        let mut at = [0_i64; 2];
        let mut step = [0_i64; 2];
        for i in 0..n_points {
            let given = given.get(i).copied().unwrap_or_default();
            let given = [i64::from(given.x), i64::from(given.y)];
            let mut next = [0; 2];
            let across = usize::from(step[1].abs() < step[0].abs());
            let along = 1 - across;
            next[across] = self.across.near(
                coder,
                given[across],
                (at[across] + step[across]).clamp(-max, max),
                -max..=max,
            );
            let moved = next[across] - at[across];
            let length_squared = step[0] * step[0] + step[1] * step[1];
            let rest = (length_squared - moved * moved).max(0).isqrt() * step[along].signum();
            next[along] =
                self.along.near(coder, given[along], (at[along] + rest).clamp(-max, max), -max..=max);
            step = if i == 0 { [0; 2] } else { [next[0] - at[0], next[1] - at[1]] };
            at = next;
            line.push(Point { x: at[0] as i32, y: at[1] as i32 });
        }
    }
}

/// Farthest along the lap, ten-thousandths of it.
const MAX_SHARE: u32 = 9_999;

const KINDS: [SessionKind; 5] = [
    SessionKind::Race,
    SessionKind::Sprint,
    SessionKind::Qualifying,
    SessionKind::SprintQualifying,
    SessionKind::Practice,
];

fn same_facts(a: &Session, b: &Session) -> bool {
    let facts = |s: &Session| {
        (s.kind, s.season, s.round, s.scheduled_laps, s.utc_offset_min, s.simulated, s.rate_pct)
    };
    a.id == b.id && a.event == b.event && facts(a) == facts(b)
}

/// The first three letters of the last word, where all are of `A-Z` in either case.
fn code_from_name(name: &str) -> Option<DriverCode> {
    let surname = name.rsplit(' ').next()?;
    DriverCode::parse(&surname.get(..3)?.to_ascii_uppercase()).ok()
}

/// Three of 0-9, A-Z and, at the end only, nothing.
fn spelt_code<C: Coder>(coder: &mut C, given: &str) -> Result<DriverCode, DecodeError> {
    let mut code = String::with_capacity(3);
    for i in 0..3 {
        let value = given.as_bytes().get(i).map_or(36, |&byte| char::from(byte).to_digit(36).unwrap_or(36));
        if let Some(char) =
            Some(coder.raw(6, value)).filter(|&v| v < 36).and_then(|v| char::from_digit(v, 36))
        {
            code.push(char.to_ascii_uppercase());
        }
    }
    DriverCode::parse(&code).map_err(|_bad| DecodeError::Body("driver code"))
}
