//! What the stewards say of cars, read from race control's messages, and what of it still stands.
//!
//! A message names its cars as "CAR 44 (HAM)" or "CARS 10 (GAS) AND 3 (VER)"; what it says of them is a [`Word`].
//! An incident goes from noted to investigated, and ends without action or with a penalty, which stands until it is
//! served. One is told from another by its cars and its reason.

use gridcast_shared::few;
use gridcast_shared::ids::DriverCode;
use gridcast_shared::race::{Message, MessageKind, RaceState};

use crate::log::Log;

/// What is said of cars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// An incident is noted.
    Noted,
    /// It is investigated.
    Investigated,
    /// It will be, after the session.
    InvestigatedAfter,
    /// Nothing comes of it.
    NoAction,
    /// Black and white flag.
    Warned,
    /// Seconds are added, or waited at the next stop.
    Time(u8),
    /// Through the pit lane.
    DriveThrough,
    /// So many seconds in the pit lane.
    StopGo(u8),
    /// A penalty was served.
    Served,
    /// Out of the race.
    Disqualified,
}

impl Word {
    /// Whether it costs time or the race.
    pub fn is_penalty(self) -> bool {
        matches!(self, Self::Time(_) | Self::DriveThrough | Self::StopGo(_) | Self::Disqualified)
    }
}

/// What a message says of cars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Of which.
    pub cars: Vec<DriverCode>,
    /// What.
    pub word: Word,
    /// Why, in the stewards' own capitals; empty when they do not say.
    pub reason: String,
}

/// What a message says of cars; none when it is about something else.
pub fn ruling(text: &str) -> Option<Ruling> {
    let text = text.trim();
    let cars = cars(text);
    let word = word(text)?;
    if cars.is_empty() {
        return None;
    }
    // "FALSE START - OUT OF POSITION" is one reason: what stands before the first dash is no part of it.
    let served = text.strip_prefix("FIA STEWARDS: PENALTY SERVED - ").unwrap_or(text);
    let reason = served.split_once(" -").map_or("", |(_, reason)| reason.trim());
    let said = ["NO FURTHER ACTION", "NO INVESTIGATION NECESSARY"];
    let reason = if said.iter().any(|said| reason.starts_with(said)) { "" } else { reason };
    Some(Ruling { cars, word, reason: reason.to_owned() })
}

fn word(text: &str) -> Option<Word> {
    let says = |words: &str| text.contains(words);
    Some(match () {
        () if says("PENALTY SERVED") => Word::Served,
        () if says("DISQUALIFIED") || says("BLACK FLAG FOR") => Word::Disqualified,
        () if says("DRIVE THROUGH PENALTY") => Word::DriveThrough,
        () if says("SECOND STOP/GO PENALTY") || says("SECOND STOP AND GO PENALTY") => {
            Word::StopGo(seconds(text)?)
        }
        () if says("SECOND TIME PENALTY") => Word::Time(seconds(text)?),
        () if says("NO FURTHER ") || says("NO INVESTIGATION") => Word::NoAction,
        () if says("WILL BE INVESTIGATED AFTER") => Word::InvestigatedAfter,
        () if says("UNDER INVESTIGATION") => Word::Investigated,
        () if says("BLACK AND WHITE FLAG") => Word::Warned,
        () if says(" NOTED") => Word::Noted,
        () => return None,
    })
}

/// The number before " SECOND ".
fn seconds(text: &str) -> Option<u8> {
    text.split_once(" SECOND ")?.0.rsplit(' ').next()?.parse().ok()
}

/// The codes in "CAR 44 (HAM)", "CARS 14 (ALO),27 (HUL)  AND 35 (SIR)": three capitals in brackets behind a number.
fn cars(text: &str) -> Vec<DriverCode> {
    let Some((_, behind)) = text.split_once("CAR") else { return Vec::new() };
    let mut cars = Vec::new();
    for part in behind.split('(').skip(1) {
        let code = part.split(')').next().unwrap_or_default();
        if code.len() == 3
            && code.bytes().all(|b| b.is_ascii_uppercase())
            && let Ok(code) = DriverCode::parse(code)
            && !cars.contains(&code)
        {
            cars.push(code);
        }
    }
    cars
}

/// What still stands of all that was said, of every car.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docket {
    standing: Vec<Standing>,
}

/// Something that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Of which cars.
    pub cars: Vec<DriverCode>,
    /// What.
    pub word: Word,
    /// Why; empty when unknown.
    pub reason: String,
    /// Since when, UTC ms.
    pub date_ms: i64,
}

impl Docket {
    /// What stands after these messages, oldest first.
    pub fn of<'a>(messages: impl Iterator<Item = &'a Message>) -> Self {
        let mut docket = Self::default();
        for message in messages.filter(|message| message.kind == MessageKind::RaceControl) {
            if let Some(ruling) = ruling(&message.text) {
                docket.take(ruling, message.date_ms);
            }
        }
        docket
    }

    /// What stands of a car: the gravest first.
    pub fn of_car(&self, car: DriverCode) -> Vec<&Standing> {
        let mut own: Vec<&Standing> =
            self.standing.iter().filter(|standing| standing.cars.contains(&car)).collect();
        few::sort_by_key(&mut own, |standing| std::cmp::Reverse((standing.word.is_penalty(), standing.word)));
        own
    }

    fn take(&mut self, ruling: Ruling, date_ms: i64) {
        let Ruling { cars, word, reason } = ruling;
        // A penalty, or that nothing comes of it, ends the incident; a penalty is for some of its cars alone.
        let same = |standing: &Standing| {
            !standing.word.is_penalty()
                && cars.iter().any(|car| standing.cars.contains(car))
                && (standing.reason == reason || standing.reason.is_empty() || reason.is_empty())
        };
        match word {
            Word::Served => {
                let served = self.standing.iter().position(|standing| {
                    standing.word.is_penalty() && standing.cars == cars && standing.reason == reason
                });
                let any = || {
                    self.standing
                        .iter()
                        .position(|standing| standing.word.is_penalty() && standing.cars == cars)
                };
                if let Some(served) = served.or_else(any) {
                    self.standing.remove(served);
                }
            }
            Word::NoAction => self.standing.retain(|standing| !same(standing)),
            Word::Noted
            | Word::Investigated
            | Word::InvestigatedAfter
            | Word::Warned
            | Word::Time(_)
            | Word::DriveThrough
            | Word::StopGo(_)
            | Word::Disqualified => {
                if word != Word::Warned {
                    self.standing.retain(|standing| standing.word == Word::Warned || !same(standing));
                }
                self.standing.push(Standing { cars, word, reason, date_ms });
            }
        }
    }
}

/// The docket as of a state that is shown, made anew when more is known of what was said until then: also when what
/// was said before the page came is told later.
#[derive(Debug, Default)]
pub struct KeptDocket {
    /// Number of the newest message, and how many up to it are known.
    known: (u32, usize),
    docket: Docket,
}

impl KeptDocket {
    /// Takes a state that is shown.
    pub fn observe(&mut self, log: &Log, state: &RaceState) {
        let known = (state.n_messages, log.until(state).count());
        if self.known != known {
            let docket = Docket::of(log.until(state).map(|(_, message)| message));
            *self = Self { known, docket };
        }
    }

    /// What stands.
    pub fn get(&self) -> &Docket {
        &self.docket
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn who_comes_late_is_told_of_penalties_that_stand_though_nothing_is_said_any_more() {
        let (mut state, _) = testing::race(2);
        let message = |text: &str| Message {
            date_ms: 0,
            lap: 1,
            kind: MessageKind::RaceControl,
            car: None,
            text: text.to_owned(),
        };
        let said: Vec<Message> = std::iter::once("5 SECOND TIME PENALTY FOR CAR 1 (AAA) - SPEEDING")
            .chain(std::iter::repeat_n("CLEAR IN TRACK SECTOR 2", 12))
            .map(message)
            .collect();
        for message in &said {
            state.push_message(message.clone());
        }
        let (mut log, mut kept) = (Log::default(), KeptDocket::default());
        let car = codes(&["AAA"])[0];
        log.observe(&state);
        kept.observe(&log, &state);
        assert!(kept.get().of_car(car).is_empty(), "the state carries the newest few");
        log.recall(said, state.n_messages);
        kept.observe(&log, &state);
        assert_eq!(kept.get().of_car(car).len(), 1);
    }

    fn codes(codes: &[&str]) -> Vec<DriverCode> {
        codes.iter().map(|code| DriverCode::parse(code).unwrap()).collect()
    }

    #[test]
    fn every_form_is_read() {
        for (text, cars, word, reason) in [
            (
                "TURN 1 INCIDENT INVOLVING CARS 87 (BEA) AND 41 (LIN) NOTED ",
                &["BEA", "LIN"][..],
                Word::Noted,
                "",
            ),
            (
                "FIA STEWARDS: INCIDENT INVOLVING CARS 5 (BOR) AND 30 (LAW) UNDER INVESTIGATION - UNSAFE RELEASE",
                &["BOR", "LAW"],
                Word::Investigated,
                "UNSAFE RELEASE",
            ),
            (
                "TURN 4 INCIDENT INVOLVING CARS 14 (ALO),27 (HUL)  AND 35 (SIR) NOTED - NO INVESTIGATION NECESSARY",
                &["ALO", "HUL", "SIR"],
                Word::NoAction,
                "",
            ),
            (
                "FIA STEWARDS: TURN 4 INCIDENT INVOLVING CARS 30 (LAW) AND 87 (BEA) WILL BE INVESTIGATED AFTER THE SPRINT - CAUSING A COLLISION",
                &["LAW", "BEA"],
                Word::InvestigatedAfter,
                "CAUSING A COLLISION",
            ),
            ("INCIDENT INVOLVING CAR 5 (VET) - NO FURTHER ACTION ", &["VET"], Word::NoAction, ""),
            (
                "FIA STEWARDS: 5 SECOND TIME PENALTY FOR CAR 5 (BOR) - UNSAFE RELEASE",
                &["BOR"],
                Word::Time(5),
                "UNSAFE RELEASE",
            ),
            (
                "10 SECOND STOP/GO PENALTY FOR CAR 44 (HAM) - ENTERING THE PIT LANE WHEN CLOSED",
                &["HAM"],
                Word::StopGo(10),
                "ENTERING THE PIT LANE WHEN CLOSED",
            ),
            ("DRIVE THROUGH PENALTY FOR CAR 2 (VAN) - SPEEDING", &["VAN"], Word::DriveThrough, "SPEEDING"),
            (
                "FIA STEWARDS: PENALTY SERVED - 5 SECOND TIME PENALTY FOR CAR 5 (BOR) - UNSAFE RELEASE",
                &["BOR"],
                Word::Served,
                "UNSAFE RELEASE",
            ),
            ("BLACK AND WHITE FLAG FOR CAR 1 (VER) - TRACK LIMITS", &["VER"], Word::Warned, "TRACK LIMITS"),
        ] {
            let read = ruling(text);
            assert_eq!(read, Some(Ruling { cars: codes(cars), word, reason: reason.to_owned() }), "{text}");
        }
        for text in [
            "FIRST LAP INCIDENTS AT TURNS 2 AND 3 ALL NOTED",
            "WAVED BLUE FLAG FOR CAR 87 (BEA) TIMED AT 16:08:55",
            "CAR 30 (LAW) TIME 1:31.084 DELETED - TRACK LIMITS AT TURN 6 LAP 29 16:08:12",
            "RISK OF RAIN IS 20%",
            "CAR (",
            "",
        ] {
            assert_eq!(ruling(text), None, "{text}");
        }
    }

    #[test]
    fn an_incident_goes_its_way() {
        let mut said = Vec::new();
        let mut standing = |text: &str, car: &str| -> Vec<Word> {
            said.push(testing::message(text));
            let docket = Docket::of(said.iter());
            docket.of_car(DriverCode::parse(car).unwrap()).iter().map(|standing| standing.word).collect()
        };
        assert_eq!(
            standing("INCIDENT INVOLVING CARS 5 (BOR) AND 30 (LAW) NOTED - UNSAFE RELEASE", "LAW"),
            [Word::Noted]
        );
        assert_eq!(
            standing(
                "FIA STEWARDS: INCIDENT INVOLVING CARS 5 (BOR) AND 30 (LAW) UNDER INVESTIGATION - UNSAFE RELEASE",
                "BOR"
            ),
            [Word::Investigated]
        );
        assert_eq!(
            standing("INCIDENT INVOLVING CAR 5 (BOR) NOTED - SPEEDING", "BOR"),
            [Word::Investigated, Word::Noted]
        );
        assert_eq!(
            standing("FIA STEWARDS: 5 SECOND TIME PENALTY FOR CAR 5 (BOR) - UNSAFE RELEASE", "BOR"),
            [Word::Time(5), Word::Noted]
        );
        assert_eq!(
            standing(
                "FIA STEWARDS: PENALTY SERVED - 5 SECOND TIME PENALTY FOR CAR 5 (BOR) - UNSAFE RELEASE",
                "BOR"
            ),
            [Word::Noted]
        );
        assert_eq!(standing("INCIDENT INVOLVING CAR 5 (BOR) NO FURTHER ACTION - SPEEDING", "BOR"), []);
        assert_eq!(standing("RISK OF RAIN IS 20%", "LAW"), [], "the penalty has ended it for both");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "[A-Z0-9 ()/:,-]{0,80}|\\PC{0,40}") {
            ruling(&text);
        }
    }
}
