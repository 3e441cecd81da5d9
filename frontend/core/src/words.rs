//! The race in words: the flag and the sentence of the header. The sentences themselves are `gridcast_words::live`'s.

pub mod detail;
pub mod ghost;
pub mod stewards;
pub mod time;

use gridcast_shared::race::{CarStatus, RaceState, RaceStatus, TrackStatus};
use gridcast_shared::session::{Circuit, Session, SessionKind, SessionStatus};
use gridcast_words::number::number;
use gridcast_words::{common, live};

use crate::format;
use crate::signs::FlagLook;
use crate::units::{Speed, Units};

/// The flag as a block: its look, its word and what is to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flag {
    /// Its hatch and colour.
    pub look: FlagLook,
    /// Its word; empty when nothing is known.
    pub word: String,
    /// Why or where; often empty.
    pub detail: String,
}

impl Flag {
    /// The flag of a race state.
    pub fn new(state: &RaceState) -> Self {
        let status = state.status.track;
        let word = status_word(status).to_owned();
        let detail = match status {
            TrackStatus::Yellow | TrackStatus::DoubleYellow => sectors(state.status.yellow_sectors),
            TrackStatus::SafetyCar | TrackStatus::VirtualSafetyCar | TrackStatus::Red => {
                cause(state).unwrap_or_default()
            }
            TrackStatus::VirtualEnding => live::flag_ending().to_owned(),
            _ => String::new(),
        };
        Self { look: FlagLook::of(status), word, detail }
    }

    /// The flag in one sentence.
    pub fn words(&self) -> String {
        with_detail(&self.word, &self.detail)
    }
}

/// A word with what is to be added to it, if anything is.
pub fn with_detail(word: &str, detail: &str) -> String {
    match (word, detail) {
        (word, "") => word.to_owned(),
        ("", detail) => detail.to_owned(),
        (word, detail) => common::with_detail(word, detail),
    }
}

/// A flag's word; empty when nothing is known.
pub fn status_word(status: TrackStatus) -> &'static str {
    match status {
        TrackStatus::Unknown => "",
        TrackStatus::Clear => live::flag_clear(),
        TrackStatus::Yellow => live::flag_yellow(),
        TrackStatus::DoubleYellow => live::flag_double_yellow(),
        TrackStatus::SafetyCar => live::flag_safety_car(),
        TrackStatus::VirtualSafetyCar | TrackStatus::VirtualEnding => live::flag_virtual(),
        TrackStatus::Red => live::flag_red(),
        TrackStatus::Finished => live::flag_finished(),
    }
}

/// What is said when the track's status becomes this.
pub(crate) fn track_words(status: TrackStatus) -> &'static str {
    match status {
        TrackStatus::SafetyCar => live::event_safety_car(),
        TrackStatus::VirtualSafetyCar => live::event_virtual(),
        TrackStatus::VirtualEnding => live::event_virtual_ending(),
        TrackStatus::Finished => live::event_chequered(),
        TrackStatus::Unknown => live::event_track_unknown(),
        TrackStatus::Clear | TrackStatus::Yellow | TrackStatus::DoubleYellow | TrackStatus::Red => {
            status_word(status)
        }
    }
}

fn sectors(bits: u32) -> String {
    let sectors: Vec<String> =
        (0..32).filter(|bit| bits & (1 << bit) != 0).map(|bit| (bit + 1).to_string()).collect();
    match sectors.as_slice() {
        [] => String::new(),
        [sector] => live::flag_sector(sector),
        _ => live::flag_sectors(&format::enumerated(&sectors)),
    }
}

/// Who stands on the track, or went out in this lap or the last: why the race is neutralised.
fn cause(state: &RaceState) -> Option<String> {
    let code = |car: usize| state.session.drivers.get(car).map(|driver| driver.code);
    if let Some(car) = state.cars.iter().position(|car| car.status == CarStatus::Stopped) {
        return Some(live::flag_stopped(code(car)?.as_str()));
    }
    let out = |car: &usize| state.cars[*car].status == CarStatus::Retired;
    let last = (0..state.cars.len()).filter(out).max_by_key(|&car| state.cars[car].lap)?;
    let recent = state.status.lap <= state.cars[last].lap.saturating_add(2);
    recent.then(|| Some(live::flag_out(code(last)?.as_str())))?
}

/// The header's sentence: which race, which lap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// "Australian Grand Prix", or "Race" when nobody has named it.
    pub event: String,
    /// "Race, Albert Park".
    pub place: String,
    /// "Lap 30", or "Grid" before the start; where laps are ranked what remains of the session, "12:08".
    pub lap: String,
    /// "of 57"; where laps are ranked the part and how far it is, "Q2, stopped". Empty when unknown.
    pub of: String,
    /// What stands before a number of a part of qualifying: "Q", "SQ".
    pub part_letter: &'static str,
    /// Clock at the track.
    pub clock: String,
    /// Where that clock stands: "at the track", or "UTC" when its zone is not known.
    pub clock_place: &'static str,
    /// Weather, as far as known.
    pub weather: Option<WeatherWords>,
    /// Whether the race is made up.
    pub simulated: bool,
}

/// The weather in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeatherWords {
    /// "15.2°".
    pub air: String,
    /// "19.1°".
    pub track: String,
    /// "2.7 m/s".
    pub wind: String,
    /// "north-west"; "rain" takes its place when it rains.
    pub wind_from: String,
}

impl Heading {
    /// The heading at a moment; the clock has the resolution of a second.
    pub fn new(state: &RaceState, source_ms: f64) -> Self {
        let (session, status) = (&state.session, &state.status);
        let kind = kind_word(session.kind);
        let named = !session.event.is_empty();
        let (lap, of) = if session.kind.is_race() {
            laps(status.lap, session.scheduled_laps)
        } else {
            (remaining(status, source_ms), phase(session.kind, status))
        };
        let weather = status.weather.map(|weather| WeatherWords {
            air: format::temperature(weather.air_dc.into()),
            track: format::temperature(weather.track_dc.into()),
            wind: wind(weather.wind_dms),
            wind_from: match (weather.rain, format::wind_word(weather.wind_from_deg)) {
                (true, word) => live::wind_with_rain(word),
                (false, word) => word.to_owned(),
            },
        });
        Self {
            event: if named { session.event.clone() } else { kind.to_owned() },
            place: with_detail(if named { kind } else { "" }, &session.circuit.name),
            lap,
            of,
            part_letter: part_letter(session.kind),
            clock: format::clock(source_ms, session.utc_offset_min.unwrap_or(0)),
            clock_place: if session.utc_offset_min.is_some() { live::clock_at_track() } else { "UTC" },
            weather,
            simulated: session.simulated,
        }
    }
}

/// How strong the wind is: metres a second, or miles an hour where speeds are told in those.
pub(crate) fn wind(dms: u16) -> String {
    match Units::chosen().speed {
        Speed::Kmh => format!("{} m/s", format::tenths(dms.into())),
        Speed::Mph => format::speed_with_unit(f64::from(dms) * 0.36),
    }
}

fn laps(lap: u8, scheduled: u8) -> (String, String) {
    let of = match scheduled {
        0 => String::new(),
        laps if lap == 0 => common::laps_count(laps),
        laps => live::lap_of(laps),
    };
    (if lap == 0 { live::lap_grid().to_owned() } else { live::lap_now(lap) }, of)
}

/// What the session's clock shows; empty when nobody says.
fn remaining(status: &RaceStatus, source_ms: f64) -> String {
    status.clock.map_or_else(String::new, |clock| format::countdown(clock.remaining_at(source_ms as i64)))
}

/// "Q2, stopped", "left", "finished".
fn phase(kind: SessionKind, status: &RaceStatus) -> String {
    let part = match status.part {
        0 => String::new(),
        part if kind.has_parts() => format!("{}{part}", part_letter(kind)),
        _ => String::new(),
    };
    let is_stopped = status.track == TrackStatus::Red;
    let word = match status.phase {
        Some(SessionStatus::Aborted) => live::phase_stopped(),
        Some(SessionStatus::Started) | None if is_stopped => live::phase_stopped(),
        Some(SessionStatus::Inactive) => live::phase_not_begun(),
        Some(SessionStatus::Started) if part.is_empty() => live::phase_left(),
        Some(SessionStatus::Started) | None => "",
        Some(SessionStatus::Finished | SessionStatus::Finalised | SessionStatus::Ends) => {
            live::phase_finished()
        }
    };
    with_detail(&part, word)
}

fn part_letter(kind: SessionKind) -> &'static str {
    if kind == SessionKind::SprintQualifying { "SQ" } else { "Q" }
}

/// A kind of session in words.
pub fn kind_word(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::Race => common::session_race(),
        SessionKind::Sprint => common::session_sprint(),
        SessionKind::Qualifying => common::session_qualifying(),
        SessionKind::SprintQualifying => common::session_sprint_qualifying(),
        SessionKind::Practice => common::session_practice(),
    }
}

/// The circuit's facts in one line: "Albert Park, 5.28 km, 14 turns, 57 laps, 301 km".
pub fn circuit_facts(session: &Session) -> String {
    let circuit: &Circuit = &session.circuit;
    let mut facts = Vec::new();
    if !circuit.name.is_empty() {
        facts.push(circuit.name.clone());
    }
    let length_km = f64::from(circuit.length_m) / 1000.0;
    if 0 < circuit.length_m {
        facts.push(format!("{} km", number(length_km, 2)));
    }
    if !circuit.corners.is_empty() {
        facts.push(live::facts_turns(circuit.corners.len()));
    }
    if 0 < session.scheduled_laps {
        facts.push(common::laps_count(session.scheduled_laps));
        if 0 < circuit.length_m {
            facts.push(format!("{} km", number(length_km * f64::from(session.scheduled_laps), 0)));
        }
    }
    format::enumerated(&facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use gridcast_shared::race::SessionClock;
    use std::sync::Arc;

    #[test]
    fn the_flag_says_where_and_why() {
        let (mut state, _) = testing::race(3);
        assert_eq!(Flag::new(&state).words(), "Track clear");
        state.status.track = TrackStatus::DoubleYellow;
        state.status.yellow_sectors = 1 << 9;
        assert_eq!(Flag::new(&state).words(), "Double yellow, sector 10");
        state.status.track = TrackStatus::SafetyCar;
        assert_eq!(Flag::new(&state).words(), "Safety car");
        state.cars[1].status = CarStatus::Retired;
        assert_eq!(Flag::new(&state).words(), "Safety car, BBB out");
        state.cars[2].status = CarStatus::Stopped;
        assert_eq!(Flag::new(&state).words(), "Safety car, CCC stopped");
    }

    #[test]
    fn the_heading_invents_nothing() {
        let (mut state, _) = testing::race(2);
        let heading = Heading::new(&state, 3_600_000.0);
        assert_eq!((&*heading.event, &*heading.place), ("Race", ""));
        assert_eq!((&*heading.lap, &*heading.of), ("Lap 3", "of 57"));
        assert_eq!((&*heading.clock, heading.clock_place), ("01:00:00", "UTC"));
        assert_eq!(heading.weather, None);
        let session = Arc::make_mut(&mut state.session);
        session.event = "Australian Grand Prix".to_owned();
        session.circuit.name = "Albert Park".to_owned();
        session.utc_offset_min = Some(660);
        state.status.lap = 0;
        let heading = Heading::new(&state, 0.0);
        assert_eq!((&*heading.place, &*heading.lap, &*heading.of), ("Race, Albert Park", "Grid", "57 laps"));
        assert_eq!(heading.clock, "11:00:00");
    }

    #[test]
    fn where_laps_are_ranked_the_heading_counts_down() {
        let (mut state, _) = testing::race(2);
        Arc::make_mut(&mut state.session).kind = SessionKind::Qualifying;
        let said = |state: &RaceState, ms: f64| {
            let heading = Heading::new(state, ms);
            (heading.lap, heading.of)
        };
        let expect = |lap: &str, of: &str| (lap.to_owned(), of.to_owned());
        assert_eq!(said(&state, 0.0), expect("", ""));
        state.status.clock = Some(SessionClock { date_ms: 1_000, remaining_ms: 900_000, is_running: true });
        (state.status.part, state.status.phase) = (2, Some(SessionStatus::Started));
        assert_eq!(said(&state, 61_000.0), expect("14:00", "Q2"));
        state.status.track = TrackStatus::Red;
        assert_eq!(said(&state, 61_000.0), expect("14:00", "Q2, stopped"));
        state.status.phase = Some(SessionStatus::Finished);
        assert_eq!(said(&state, 1e9), expect("0:00", "Q2, finished"));
        Arc::make_mut(&mut state.session).kind = SessionKind::Practice;
        (state.status.part, state.status.phase) = (0, Some(SessionStatus::Started));
        state.status.track = TrackStatus::Clear;
        state.status.clock = Some(SessionClock { date_ms: 0, remaining_ms: 3_600_000, is_running: false });
        assert_eq!(said(&state, 61_000.0), expect("1:00:00", "left"));
    }

    #[test]
    fn facts_as_far_as_known() {
        let (mut state, _) = testing::race(2);
        assert_eq!(circuit_facts(&state.session), "57 laps");
        let session = Arc::make_mut(&mut state.session);
        session.circuit.name = "Albert Park".to_owned();
        session.circuit.length_m = 5278;
        assert_eq!(circuit_facts(session), "Albert Park, 5.28 km, 57 laps, 301 km");
    }
}
