//! What sessions are called, and what is said of those in which the time of a lap counts.

use gridcast_core::charts::data::entrants::final_position;
use gridcast_core::charts::words::parts::names;
use gridcast_core::format::lap_time;
use gridcast_core::race_control;
use gridcast_shared::mart::{Index, Laps, Race, ResultRow, SessionKey, WeekendSession};
use gridcast_shared::session::SessionKind;
use gridcast_words::{common, race as said};

use super::{Fact, family, seconds};

/// "Sprint qualifying".
pub fn name(session: WeekendSession) -> &'static str {
    match session {
        WeekendSession::Fp1 => said::practice_1(),
        WeekendSession::Fp2 => said::practice_2(),
        WeekendSession::Fp3 => said::practice_3(),
        WeekendSession::SprintQualifying => common::session_sprint_qualifying(),
        WeekendSession::Sprint => common::session_sprint(),
        WeekendSession::Qualifying => common::session_qualifying(),
        WeekendSession::Race => common::session_race(),
    }
}

/// The session at an event, of whose sessions the race needs no word: "Spanish Grand Prix, qualifying".
pub fn of_event(event: &str, session: WeekendSession) -> String {
    let name = match session {
        WeekendSession::Race => return event.to_owned(),
        WeekendSession::Fp1 => said::practice_1_within(),
        WeekendSession::Fp2 => said::practice_2_within(),
        WeekendSession::Fp3 => said::practice_3_within(),
        WeekendSession::SprintQualifying => said::sprint_qualifying_within(),
        WeekendSession::Sprint => said::sprint_within(),
        WeekendSession::Qualifying => said::qualifying_within(),
    };
    common::with_detail(event, name)
}

/// What there is not: "No race 2025, round 31."
pub fn none(key: SessionKey) -> String {
    let (season, round) = (key.season.to_string(), key.round.to_string());
    match key.session {
        WeekendSession::Fp1 => said::none_practice("1", &season, &round),
        WeekendSession::Fp2 => said::none_practice("2", &season, &round),
        WeekendSession::Fp3 => said::none_practice("3", &season, &round),
        WeekendSession::SprintQualifying => said::none_sprint_qualifying(&season, &round),
        WeekendSession::Sprint => said::none_sprint(&season, &round),
        WeekendSession::Qualifying => said::none_qualifying(&season, &round),
        WeekendSession::Race => said::none_race(&season, &round),
    }
}

/// Why a session or what a season has of its own is held back, and whether documents from before are shown; none where
/// it is not.
pub fn held_back(reason: Option<&str>, documents: &[String]) -> Option<String> {
    let reason = reason?;
    Some(if documents.is_empty() { said::held_back_none(reason) } else { said::held_back_old(reason) })
}

/// What a session that is held back is called: "Miami Grand Prix 2025, sprint"; none where it is not.
pub fn of_held(index: &Index, key: SessionKey) -> Option<String> {
    index.session(key)?.held_back.as_ref()?;
    let season = index.seasons.iter().find(|season| season.season == key.season)?;
    let round = season.rounds.iter().find(|round| round.round == key.round)?;
    Some(of_event(&format!("{} {}", round.event, key.season), key.session))
}

/// A part of a qualifying, from 1: "Q1", of a sprint's "SQ1".
pub fn part(kind: SessionKind, part: u8) -> &'static str {
    let part = usize::from(part).checked_sub(1);
    part.and_then(|part| names(kind).get(part).copied()).unwrap_or_default()
}

/// The laps that were deleted, in words: "NOR, lap 7, 1:12.345, track limits at turn 12".
pub fn deleted(race: &Race, laps: &Laps) -> Vec<String> {
    let rows = laps.deleted.iter().enumerate().filter(|(_, deleted)| **deleted);
    rows.filter_map(|(i, _)| {
        let code = &race.drivers.get(usize::from(*laps.driver.get(i)?))?.code;
        let lap = *laps.lap.get(i)?;
        let named = match laps.time.get(i).copied().flatten() {
            Some(time) => said::deleted_lap_time(code, lap, &lap_time(time)),
            None => said::deleted_lap(code, lap),
        };
        let reason = laps.deleted_reason.get(i).and_then(Option::as_deref);
        Some(match reason {
            Some(reason) => common::with_detail(&named, &race_control::lower_case(reason)),
            None => named,
        })
    })
    .collect()
}

/// Who was first in a session in which the time of a lap counts, and by how much.
pub fn fastest(race: &Race) -> String {
    let at = |place: u8| race.results.iter().find(|row| final_position(row) == Some(place));
    let named = |row: &ResultRow| {
        race.drivers.get(usize::from(row.driver)).map(|driver| family(&driver.name).to_owned())
    };
    let Some(first) = at(1).and_then(named) else { return String::new() };
    let kind = race.session.kind();
    let Some((second, gap)) = at(2).and_then(|row| Some((named(row)?, row.gap?))) else {
        return match kind {
            SessionKind::Qualifying => said::pole(&first),
            SessionKind::SprintQualifying => said::sprint_pole(&first),
            SessionKind::Practice | SessionKind::Race | SessionKind::Sprint => said::fastest(&first),
        };
    };
    let gap = seconds(gap);
    match kind {
        SessionKind::Qualifying => said::pole_by(&first, &gap, &second),
        SessionKind::SprintQualifying => said::sprint_pole_by(&first, &gap, &second),
        SessionKind::Practice | SessionKind::Race | SessionKind::Sprint => {
            said::fastest_by(&first, &gap, &second)
        }
    }
}

/// The figures at the head of such a session's page.
pub fn facts(race: &Race) -> Vec<Fact> {
    let mut facts = Vec::new();
    let first = race.results.iter().find(|row| final_position(row) == Some(1));
    if let Some((time, row)) = first.and_then(|row| Some((row.best_lap_time?, row))) {
        let code = race.drivers.get(usize::from(row.driver)).map_or("", |driver| driver.code.as_str());
        let is_qualifying =
            matches!(race.session.kind(), SessionKind::Qualifying | SessionKind::SprintQualifying);
        let label = match (is_qualifying, row.best_lap) {
            (true, Some(lap)) => said::fact_pole_of(code, lap),
            (true, None) => said::fact_pole(code),
            (false, Some(lap)) => said::fact_best_of(code, lap),
            (false, None) => said::fact_best(code),
        };
        facts.push(Fact { figure: lap_time(time), label, best: true });
    }
    let laps: u32 = race.results.iter().map(|row| u32::from(row.laps)).sum();
    if 0 < laps {
        facts.push(Fact { figure: laps.to_string(), label: said::fact_all_laps().to_owned(), best: false });
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use gridcast_shared::mart::Driver;

    fn session(session: WeekendSession) -> Race {
        let driver = |code: &str, name: &str| Driver {
            code: code.into(),
            number: None,
            name: name.into(),
            team: None,
        };
        let row = |driver, place, time, gap| ResultRow {
            driver,
            position: Some(place),
            best_lap_time: Some(time),
            best_lap: Some(7),
            gap,
            laps: 12,
            ..ResultRow::default()
        };
        Race {
            session,
            drivers: vec![driver("NOR", "Lando Norris"), driver("VER", "Max Verstappen")],
            results: vec![row(0, 1, 71_383, Some(0)), row(1, 2, 71_403, Some(20))],
            ..Race::default()
        }
    }

    #[test]
    fn what_is_held_back_says_why_and_what_is_shown() {
        let reason = Some("place 2 stands twice");
        assert_eq!(held_back(None, &[]), None);
        let said = held_back(reason, &["result".to_owned()]).unwrap();
        assert_eq!(said, "Held back: place 2 stands twice. What is shown was published before.");
        assert!(held_back(reason, &[]).unwrap().ends_with("It is shown once that is corrected."));
    }

    #[test]
    fn the_first_and_by_how_much() {
        for (of, is) in [
            (WeekendSession::Qualifying, "Norris took pole by 0.020 s from Verstappen."),
            (WeekendSession::SprintQualifying, "Norris took pole for the sprint by 0.020 s from Verstappen."),
            (WeekendSession::Fp2, "Norris was fastest by 0.020 s from Verstappen."),
        ] {
            assert_eq!(fastest(&session(of)), is);
        }
        assert_eq!(fastest(&Race::default()), "");
        let figures =
            |race: &Race| facts(race).into_iter().map(|fact| (fact.figure, fact.label)).collect::<Vec<_>>();
        let told = [("1:11.383", "Pole, NOR, lap 7"), ("24", "Laps of all cars")];
        assert_eq!(
            figures(&session(WeekendSession::Qualifying)),
            told.map(|(figure, label)| (figure.to_owned(), label.to_owned()))
        );
        assert_eq!(figures(&Race::default()), []);
    }

    #[test]
    fn deleted_laps_are_named_and_nobodys_left_out() {
        let laps = Laps {
            driver: vec![0, 1, 9],
            lap: vec![3, 4, 5],
            time: vec![Some(72_345), None, None],
            deleted: vec![true, true, true],
            deleted_reason: vec![Some("TRACK LIMITS AT TURN 12".to_owned()), None, None],
            ..Laps::default()
        };
        let said = ["NOR, lap 3, 1:12.345, track limits at turn 12", "VER, lap 4"];
        assert_eq!(deleted(&session(WeekendSession::Fp1), &laps), said);
    }

    #[test]
    fn a_session_is_called_by_its_event_and_name() {
        assert_eq!(of_event("Spanish Grand Prix", WeekendSession::Race), "Spanish Grand Prix");
        assert_eq!(of_event("Spanish Grand Prix", WeekendSession::Fp1), "Spanish Grand Prix, practice 1");
        assert_eq!(none(SessionKey::race(2025, 31)), "No race 2025, round 31.");
    }
}
