//! The race in words: the flag and the sentence of the header. Short, plain, present tense.

pub mod detail;
pub mod ghost;
pub mod stewards;

use gridcast_shared::race::{CarStatus, RaceState, RaceStatus, TrackStatus};
use gridcast_shared::session::{Circuit, Session, SessionKind, SessionStatus};

use crate::format;
use crate::signs::FlagLook;

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
            TrackStatus::VirtualEnding => "ending".to_owned(),
            _ => String::new(),
        };
        Self { look: FlagLook::of(status), word, detail }
    }

    /// The flag in one sentence.
    pub fn words(&self) -> String {
        if self.detail.is_empty() { self.word.clone() } else { format!("{}, {}", self.word, self.detail) }
    }
}

pub(crate) fn status_word(status: TrackStatus) -> &'static str {
    match status {
        TrackStatus::Unknown => "",
        TrackStatus::Clear => "Track clear",
        TrackStatus::Yellow => "Yellow flag",
        TrackStatus::DoubleYellow => "Double yellow",
        TrackStatus::SafetyCar => "Safety car",
        TrackStatus::VirtualSafetyCar | TrackStatus::VirtualEnding => "Virtual safety car",
        TrackStatus::Red => "Red flag",
        TrackStatus::Finished => "Finished",
    }
}

fn sectors(bits: u32) -> String {
    let sectors: Vec<String> =
        (0..32).filter(|bit| bits & (1 << bit) != 0).map(|bit| (bit + 1).to_string()).collect();
    match sectors.len() {
        0 => String::new(),
        1 => format!("sector {}", sectors[0]),
        _ => format!("sectors {}", sectors.join(", ")),
    }
}

/// Who stands on the track, or went out in this lap or the last: why the race is neutralised.
fn cause(state: &RaceState) -> Option<String> {
    let code = |car: usize| state.session.drivers.get(car).map(|driver| driver.code);
    if let Some(car) = state.cars.iter().position(|car| car.status == CarStatus::Stopped) {
        return Some(format!("{} stopped", code(car)?));
    }
    let out = |car: &usize| state.cars[*car].status == CarStatus::Retired;
    let last = (0..state.cars.len()).filter(out).max_by_key(|&car| state.cars[car].lap)?;
    let recent = state.status.lap <= state.cars[last].lap.saturating_add(2);
    recent.then(|| Some(format!("{} out", code(last)?)))?
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
        let place = [if named { kind } else { "" }, &session.circuit.name];
        let weather = status.weather.map(|weather| WeatherWords {
            air: format!("{}°", format::tenths(weather.air_dc.into())),
            track: format!("{}°", format::tenths(weather.track_dc.into())),
            wind: format!("{} m/s", format::tenths(weather.wind_dms.into())),
            wind_from: match (weather.rain, format::wind_word(weather.wind_from_deg)) {
                (true, word) => format!("{word}, rain"),
                (false, word) => word.to_owned(),
            },
        });
        Self {
            event: if named { session.event.clone() } else { kind.to_owned() },
            place: place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
            lap,
            of,
            part_letter: part_letter(session.kind),
            clock: format::clock(source_ms, session.utc_offset_min.unwrap_or(0)),
            clock_place: if session.utc_offset_min.is_some() { "at the track" } else { "UTC" },
            weather,
            simulated: session.simulated,
        }
    }
}

fn laps(lap: u8, scheduled: u8) -> (String, String) {
    let of = match scheduled {
        0 => String::new(),
        laps if lap == 0 => format!("{laps} laps"),
        laps => format!("of {laps}"),
    };
    (if lap == 0 { "Grid".to_owned() } else { format!("Lap {lap}") }, of)
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
        Some(SessionStatus::Aborted) => "stopped",
        Some(SessionStatus::Started) | None if is_stopped => "stopped",
        Some(SessionStatus::Inactive) => "not begun",
        Some(SessionStatus::Started) if part.is_empty() => "left",
        Some(SessionStatus::Started) | None => "",
        Some(SessionStatus::Finished | SessionStatus::Finalised | SessionStatus::Ends) => "finished",
    };
    [part.as_str(), word].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
}

fn part_letter(kind: SessionKind) -> &'static str {
    if kind == SessionKind::SprintQualifying { "SQ" } else { "Q" }
}

fn kind_word(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::Race => "Race",
        SessionKind::Sprint => "Sprint",
        SessionKind::Qualifying => "Qualifying",
        SessionKind::SprintQualifying => "Sprint qualifying",
        SessionKind::Practice => "Practice",
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
        facts.push(format!("{length_km:.2} km"));
    }
    if !circuit.corners.is_empty() {
        facts.push(format!("{} turns", circuit.corners.len()));
    }
    if 0 < session.scheduled_laps {
        facts.push(format!("{} laps", session.scheduled_laps));
        if 0 < circuit.length_m {
            facts.push(format!("{:.0} km", length_km * f64::from(session.scheduled_laps)));
        }
    }
    facts.join(", ")
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
