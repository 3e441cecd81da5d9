//! What just happened and what was said, in words. Short, plain, present tense.

use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::{EventKind, MAX_EVENTS, Message, MessageKind, RaceEvent, RaceState};
use gridcast_shared::session::Session;
use gridcast_words::live;

use crate::format;
use crate::log::Log;
use crate::race_control;
use crate::signs::{EventSign, FlagLook};
use crate::stewards;
use crate::words::track_words;

/// What a line is about: its number in the race, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventKey {
    /// An event.
    Event(u32),
    /// A message.
    Message(u32),
}

/// Something that happened or was said, as a line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventLine {
    /// What it is in the race: a key that stays.
    pub key: EventKey,
    /// "lap 30", empty when unknown; where laps are ranked the time of day at the track, "16:08".
    pub when: String,
    /// Its sign.
    pub sign: EventSign,
    /// What happened.
    pub words: String,
    /// Address of a team radio's sound.
    pub clip: Option<String>,
    /// What it is about.
    pub topic: EventTopic,
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventTopic {
    /// Flags and safety cars.
    Flags,
    /// Stewards: incidents, investigations, penalties, deleted laps.
    Stewards,
    /// Passes, retirements, the finish.
    Places,
    /// In and out of the pits.
    Pits,
    /// Fastest laps.
    Laps,
    /// Team radio.
    Radio,
    /// All else that race control says.
    Other,
}

impl EventTopic {
    /// All of them, in order.
    pub const ALL: [Self; 7] =
        [Self::Flags, Self::Stewards, Self::Places, Self::Pits, Self::Laps, Self::Radio, Self::Other];

    /// Its word in the choice of what is listed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Flags => live::topic_flags(),
            Self::Stewards => live::topic_stewards(),
            Self::Places => live::topic_places(),
            Self::Pits => live::topic_pits(),
            Self::Laps => live::topic_laps(),
            Self::Radio => live::topic_radio(),
            Self::Other => live::topic_other(),
        }
    }
}

fn event_topic(kind: EventKind) -> EventTopic {
    match kind {
        EventKind::Track(_) => EventTopic::Flags,
        EventKind::Pass | EventKind::Out | EventKind::Finish => EventTopic::Places,
        EventKind::PitIn | EventKind::PitOut => EventTopic::Pits,
        EventKind::FastestLap => EventTopic::Laps,
    }
}

fn message_topic(text: &str, sign: EventSign) -> EventTopic {
    if stewards::ruling(text).is_some() || text.contains(" DELETED") {
        EventTopic::Stewards
    } else if let EventSign::Flag(_) = sign {
        EventTopic::Flags
    } else {
        EventTopic::Other
    }
}

/// The events and all that was said, newest first. What race control says in the words that the page has used anyway is
/// said once.
pub fn event_lines(state: &RaceState, log: &Log) -> Vec<EventLine> {
    let first = (state.n_events + 1).saturating_sub(state.events.len() as u32);
    let mut events = (first..).zip(&state.events).collect::<Vec<_>>().into_iter().rev().peekable();
    let mut messages = log.until(state).rev().peekable();
    let mut lines: Vec<EventLine> = Vec::with_capacity(events.len() + messages.size_hint().0);
    loop {
        // Of the same moment, what was said stands below what the page made of it.
        let is_event = match (events.peek(), messages.peek()) {
            (Some((_, event)), Some((_, message))) => message.date_ms <= event.date_ms,
            (event, _) => event.is_some(),
        };
        let line = if is_event {
            events.next().map(|(number, event)| event_line(state, number, event))
        } else {
            messages.next().map(|(number, message)| message_line(state, number, message))
        };
        let Some(line) = line else { return lines };
        let near = lines.iter().rev().take(MAX_EVENTS);
        if near.into_iter().all(|known| known.words != line.words || known.when != line.when) {
            lines.push(line);
        }
    }
}

/// How many lines are newer than the one that was the newest when the list was last seen.
pub fn unread(lines: &[EventLine], seen: Option<EventKey>) -> usize {
    let Some(seen) = seen else { return 0 };
    // Who goes back in time has fewer lines, all of which are known.
    lines.iter().position(|line| line.key == seen).unwrap_or_default()
}

fn event_line(state: &RaceState, number: u32, event: &RaceEvent) -> EventLine {
    let (sign, words) = event_words(state, event);
    let when = when(&state.session, event.lap, event.date_ms);
    let topic = event_topic(event.kind);
    EventLine { key: EventKey::Event(number), when, sign, words, clip: None, topic }
}

fn message_line(state: &RaceState, number: u32, message: &Message) -> EventLine {
    let key = EventKey::Message(number);
    let when = when(&state.session, message.lap, message.date_ms);
    match message.kind {
        MessageKind::RaceControl => {
            let (sign, words) = race_control::line(&message.text);
            let topic = message_topic(&message.text, sign);
            EventLine { key, when, sign, words, clip: None, topic }
        }
        MessageKind::TeamRadio => {
            let words = live::event_team_radio(&code(state, message.car));
            // Whatever a feed says is no address to be followed, but for one of the web.
            let clip = Some(message.text.clone()).filter(|text| text.starts_with("https://"));
            EventLine { key, when, sign: EventSign::Radio, words, clip, topic: EventTopic::Radio }
        }
    }
}

/// In a race the leader's lap; elsewhere each car counts laps of its own.
fn when(session: &Session, lap: u8, date_ms: i64) -> String {
    if !session.kind.is_race() {
        return format::clock_minutes(date_ms as f64, session.utc_offset_min.unwrap_or(0));
    }
    if lap == 0 { String::new() } else { live::event_lap(lap) }
}

fn code(state: &RaceState, car: Option<CarIndex>) -> String {
    let driver = car.and_then(|car| state.session.drivers.get(car.index()));
    driver.map_or_else(|| live::event_a_car().to_owned(), |driver| driver.code.to_string())
}

fn event_words(state: &RaceState, event: &RaceEvent) -> (EventSign, String) {
    let car = code(state, event.car);
    match event.kind {
        EventKind::Track(status) => {
            let words = track_words(status).to_owned();
            (EventSign::Flag(FlagLook::of(status)), words)
        }
        EventKind::Pass => {
            (EventSign::Triangle, live::event_pass(event.value, &car, &code(state, event.other)))
        }
        EventKind::FastestLap => {
            (EventSign::Diamond, live::event_fastest_lap(&car, &format::lap_time(event.value)))
        }
        EventKind::PitIn => (EventSign::Pit, live::event_pit(&car)),
        EventKind::PitOut => (EventSign::Pit, pit_out_words(&car, event.value)),
        EventKind::Out if event.value == 0 => (EventSign::Cross, live::event_out(&car)),
        EventKind::Out => (EventSign::Cross, live::event_out_from(event.value, &car)),
        EventKind::Finish => (EventSign::Flag(FlagLook::Finish), live::event_finish(event.value, &car)),
    }
}

/// What a stop cost in places.
fn pit_out_words(car: &str, value: u32) -> String {
    match (value >> 8, value & 0xff) {
        (_, 0) => live::event_pit_out(car),
        (from, now) if from == 0 || from == now => live::event_pit_out_place(car, &format::ordinal(now)),
        (from, now) => live::event_pit_out_places(car, &format::ordinal(from), &format::ordinal(now)),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gridcast_shared::session::SessionKind;

    use super::*;
    use crate::testing;
    use gridcast_shared::race::TrackStatus;

    #[test]
    fn events_come_newest_first_with_keys_that_stay() {
        let (mut state, _) = testing::race(2);
        let mut log = Log::default();
        let mut pass = testing::event(EventKind::Pass, Some(CarIndex(1)));
        (pass.other, pass.value) = (Some(CarIndex(0)), 11);
        state.push_event(pass);
        let mut fastest = testing::event(EventKind::FastestLap, Some(CarIndex(0)));
        fastest.value = 88_188;
        state.push_event(fastest);
        let lines = event_lines(&state, &log);
        let words: Vec<(EventKey, &str)> = lines.iter().map(|line| (line.key, &*line.words)).collect();
        let expected = [(2, "AAA fastest lap, 1:28.188"), (1, "BBB passes AAA for 11th")];
        assert_eq!(words, expected.map(|(number, words)| (EventKey::Event(number), words)));
        assert_eq!(lines[0].when, "lap 3");
        assert_eq!(unread(&lines, Some(EventKey::Event(1))), 1);
        assert_eq!((unread(&lines, Some(EventKey::Event(9))), unread(&lines, None)), (0, 0));
        state.push_event(testing::event(EventKind::Track(TrackStatus::SafetyCar), None));
        state.push_message(testing::message("SAFETY CAR DEPLOYED"));
        log.observe(&state);
        assert_eq!(event_lines(&state, &log).len(), 3, "the safety car is told once");
        let mut radio = testing::message("https://example.org/1.mp3");
        (radio.kind, radio.car, radio.date_ms) = (MessageKind::TeamRadio, Some(CarIndex(1)), 1);
        state.push_message(radio);
        log.observe(&state);
        let newest = &event_lines(&state, &log)[0];
        assert_eq!(
            (&*newest.words, newest.clip.as_deref()),
            ("Team radio, BBB", Some("https://example.org/1.mp3"))
        );
        let session = Arc::make_mut(&mut state.session);
        (session.kind, session.utc_offset_min) = (SessionKind::Practice, Some(90));
        assert_eq!(event_lines(&state, &log)[0].when, "01:30", "who leads is in no lap that others know");
    }
}
