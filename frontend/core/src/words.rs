//! The race in words: the flag, what just happened, and the sentence of the header. Short, plain, present tense.

use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::{CarStatus, EventKind, RaceEvent, RaceState, TrackStatus};
use gridcast_shared::session::{Circuit, Session, SessionKind};

use crate::format;
use crate::race_control;
use crate::signs::{EventSign, FlagLook};

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

fn status_word(status: TrackStatus) -> &'static str {
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

/// An event as a line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventLine {
    /// Its number in the race: a key that stays.
    pub number: u32,
    /// "lap 30"; empty when unknown.
    pub lap: String,
    /// Its sign.
    pub sign: EventSign,
    /// What happened.
    pub words: String,
}

/// The events, newest first. What race control says in the words that the page has used anyway is said once.
pub fn event_lines(state: &RaceState) -> Vec<EventLine> {
    let mut lines: Vec<EventLine> = Vec::with_capacity(state.events.len());
    for (i, event) in state.events.iter().rev().enumerate() {
        let (sign, words) = event_words(state, event);
        let lap = if event.lap == 0 { String::new() } else { format!("lap {}", event.lap) };
        if lines.iter().all(|line| line.words != words || line.lap != lap) {
            lines.push(EventLine { number: state.n_events.saturating_sub(i as u32), lap, sign, words });
        }
    }
    lines
}

fn event_words(state: &RaceState, event: &RaceEvent) -> (EventSign, String) {
    let code = |car: Option<CarIndex>| {
        car.and_then(|car| state.session.drivers.get(car.index()))
            .map_or_else(|| "A car".to_owned(), |driver| driver.code.to_string())
    };
    let car = code(event.car);
    match event.kind {
        EventKind::RaceControl => race_control::line(&event.text),
        EventKind::Track(status) => {
            let words = match status {
                TrackStatus::SafetyCar | TrackStatus::VirtualSafetyCar => {
                    format!("{} deployed", status_word(status))
                }
                TrackStatus::VirtualEnding => "Virtual safety car ending".to_owned(),
                TrackStatus::Finished => "Chequered flag".to_owned(),
                TrackStatus::Unknown => "Track status not known".to_owned(),
                _ => status_word(status).to_owned(),
            };
            (EventSign::Flag(FlagLook::of(status)), words)
        }
        EventKind::Pass => {
            let words = format!("{car} passes {} for {}", code(event.other), format::ordinal(event.value));
            (EventSign::Triangle, words)
        }
        EventKind::FastestLap => {
            (EventSign::Diamond, format!("{car} fastest lap, {}", format::lap_time(event.value)))
        }
        EventKind::PitIn => (EventSign::Pit, format!("{car} in the pits")),
        EventKind::Out => (EventSign::Cross, format!("{car} is out")),
        EventKind::Finish => {
            (EventSign::Flag(FlagLook::Finish), format!("{car} finishes {}", format::ordinal(event.value)))
        }
    }
}

/// The header's sentence: which race, which lap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// "Australian Grand Prix", or "Race" when nobody has named it.
    pub event: String,
    /// "Race, Albert Park".
    pub place: String,
    /// "Lap 30"; "Grid" before the start.
    pub lap: String,
    /// "of 57"; empty when unknown.
    pub of: String,
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
            lap: if status.lap == 0 { "Grid".to_owned() } else { format!("Lap {}", status.lap) },
            of: match session.scheduled_laps {
                0 => String::new(),
                laps if status.lap == 0 => format!("{laps} laps"),
                laps => format!("of {laps}"),
            },
            clock: format::clock(source_ms, session.utc_offset_min.unwrap_or(0)),
            clock_place: if session.utc_offset_min.is_some() { "at the track" } else { "UTC" },
            weather,
            simulated: session.simulated,
        }
    }
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
    fn events_come_newest_first_with_keys_that_stay() {
        let (mut state, _) = testing::race(2);
        let mut pass = testing::event(EventKind::Pass, Some(CarIndex(1)));
        (pass.other, pass.value) = (Some(CarIndex(0)), 11);
        state.push_event(pass);
        let mut fastest = testing::event(EventKind::FastestLap, Some(CarIndex(0)));
        fastest.value = 88_188;
        state.push_event(fastest);
        let lines = event_lines(&state);
        let words: Vec<(u32, &str)> = lines.iter().map(|line| (line.number, &*line.words)).collect();
        assert_eq!(words, [(2, "AAA fastest lap, 1:28.188"), (1, "BBB passes AAA for 11th")]);
        assert_eq!(lines[0].lap, "lap 3");
        state.push_event(testing::event(EventKind::Track(TrackStatus::SafetyCar), None));
        let mut said = testing::event(EventKind::RaceControl, None);
        said.text = "SAFETY CAR DEPLOYED".to_owned();
        state.push_event(said);
        assert_eq!(event_lines(&state).len(), 3, "the safety car is told once");
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
    fn facts_as_far_as_known() {
        let (mut state, _) = testing::race(2);
        assert_eq!(circuit_facts(&state.session), "57 laps");
        let session = Arc::make_mut(&mut state.session);
        session.circuit.name = "Albert Park".to_owned();
        session.circuit.length_m = 5278;
        assert_eq!(circuit_facts(session), "Albert Park, 5.28 km, 57 laps, 301 km");
    }
}
