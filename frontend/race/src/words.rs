//! The race in one sentence and three facts, from its documents alone.

pub mod session;

use crate::documents::Fault;
use gridcast_core::charts::data::entrants::{final_position, reason_out};
use gridcast_core::format::enumerated;
use gridcast_core::format::lap_time;
use gridcast_shared::mart::{
    ChangedValue, Difference, Laps, Outcome, PeriodKind, Race, ResultChange, ResultRow,
};
use gridcast_words::number::{decimal_mark, plain};
use gridcast_words::{charts, common, race as said};

/// What is said of the compared laps when there are none to choose of.
pub fn no_telemetry_of_drivers() -> &'static str {
    said::no_telemetry_of_drivers()
}

/// Sentences one after another.
pub fn sentences(sentences: &[String]) -> String {
    let mut said = sentences.iter().filter(|sentence| !sentence.is_empty());
    let first = said.next().cloned().unwrap_or_default();
    said.fold(first, |text, next| charts::two_sentences(&text, next))
}

/// A document of a page, as it is called there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentName {
    /// A race's result.
    Result,
    /// Who drove in it.
    Drivers,
    /// Its laps.
    Laps,
    /// Its stints.
    Stints,
    /// Its pit stops.
    PitStops,
    /// Its parts, of a qualifying.
    Qualifying,
    /// Its long runs, of a practice.
    LongRuns,
    /// Its box plots.
    Pace,
    /// Its best sectors and highest speeds.
    Bests,
    /// Its circuit.
    Track,
    /// Of which laps there is telemetry.
    Telemetry,
    /// Telemetry of the compared laps.
    ChosenTelemetry,
    /// A season's weekends.
    Schedule,
    /// A season's standings.
    Standings,
}

impl DocumentName {
    fn words(self) -> &'static str {
        match self {
            Self::Result => said::document_result(),
            Self::Drivers => said::document_drivers(),
            Self::Laps => said::document_laps(),
            Self::Stints => said::document_stints(),
            Self::PitStops => said::document_pit_stops(),
            Self::Qualifying => said::document_qualifying(),
            Self::LongRuns => said::document_long_runs(),
            Self::Pace => said::document_pace(),
            Self::Bests => said::document_bests(),
            Self::Track => said::document_track(),
            Self::Telemetry => said::document_telemetry(),
            Self::ChosenTelemetry => said::document_chosen_telemetry(),
            Self::Schedule => said::document_schedule(),
            Self::Standings => said::document_standings(),
        }
    }

    fn missing(self) -> &'static str {
        match self {
            Self::Result => said::missing_result(),
            Self::Drivers => said::missing_drivers(),
            Self::Laps => said::missing_laps(),
            Self::Stints => said::missing_stints(),
            Self::PitStops => said::missing_pit_stops(),
            Self::Qualifying => said::missing_qualifying(),
            Self::LongRuns => said::missing_long_runs(),
            Self::Pace => said::missing_pace(),
            Self::Bests => said::missing_bests(),
            Self::Track => said::missing_track(),
            Self::Telemetry => said::missing_telemetry(),
            Self::ChosenTelemetry => said::missing_chosen_telemetry(),
            Self::Schedule => said::missing_schedule(),
            Self::Standings => said::missing_standings(),
        }
    }
}

/// What stands in a document's place.
pub fn fault(document: DocumentName, fault: Fault) -> String {
    match fault {
        Fault::Missing => document.missing().to_owned(),
        Fault::Broken => said::document_broken(document.words()),
        Fault::Unreachable => said::document_unreachable(document.words()),
    }
}

/// A fact: a figure and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// "1:22.167".
    pub figure: String,
    /// "Fastest lap, NOR, lap 43".
    pub label: String,
    /// Whether it is the best of all.
    pub best: bool,
}

/// Who won by what, and what else there was: "Norris won by 0.895 s from Verstappen. 3 safety cars, 6 cars out."
pub fn sentence(race: &Race) -> String {
    let mut words = won(race).into_iter().collect::<Vec<_>>();
    let mut counted = Vec::new();
    let of_kind = |kind| race.periods.iter().filter(|period| period.kind == kind).count();
    let ended = |outcome| race.results.iter().filter(|row| row.outcome == outcome).count();
    let mut count = |n: usize, said: fn(usize) -> String| {
        if 0 < n {
            counted.push(said(n));
        }
    };
    count(of_kind(PeriodKind::RedFlag), said::red_flags);
    count(of_kind(PeriodKind::SafetyCar), said::safety_cars);
    count(of_kind(PeriodKind::VirtualSafetyCar), said::virtual_safety_cars);
    count(ended(Outcome::Retired), said::cars_out);
    count(ended(Outcome::Disqualified), said::disqualified_count);
    count(ended(Outcome::NotStarted), said::not_started_count);
    if !counted.is_empty() {
        words.push(said::counted(&enumerated(&counted)));
    }
    if !race.results.is_empty() && ended(Outcome::Finished) == race.results.len() {
        words.push(said::all_finished().to_owned());
    }
    sentences(&words)
}

fn won(race: &Race) -> Option<String> {
    let at = |place: u8| race.results.iter().find(|row| final_position(row) == Some(place));
    let name = |row: &ResultRow| {
        race.drivers.get(usize::from(row.driver)).map(|driver| family(&driver.name).to_owned())
    };
    let winner = name(at(1)?)?;
    let Some((second, behind)) = at(2).and_then(|row| Some((name(row)?, row))) else {
        return Some(said::won(&winner));
    };
    Some(match (behind.gap, behind.laps_behind) {
        (Some(gap), _) => said::won_by(&winner, &seconds(gap), &second),
        (None, Some(laps)) if 0 < laps => said::won_by_laps(laps, &winner, &second),
        _ => said::won_from(&winner, &second),
    })
}

/// The figures at the head of the page; those that are not known are left out.
pub fn facts(race: &Race, laps: Option<&Laps>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let best =
        race.results.iter().filter_map(|row| Some((row.best_lap_time?, row))).min_by_key(|best| best.0);
    if let Some((time, row)) = best {
        let code = race.drivers.get(usize::from(row.driver)).map_or("", |driver| driver.code.as_str());
        let label = match row.best_lap {
            Some(lap) => said::fact_fastest_lap_of(code, lap),
            None => said::fact_fastest_lap(code),
        };
        facts.push(Fact { figure: lap_time(time), label, best: true });
    }
    if 0 < race.laps {
        let time = race.results.iter().find(|row| final_position(row) == Some(1)).and_then(|row| row.time);
        let planned = race.scheduled_laps.filter(|&planned| planned != race.laps);
        let label = match (time, planned) {
            (Some(time), _) => said::fact_laps_time(&race_time(time)),
            (None, Some(planned)) => said::fact_laps_of(planned),
            (None, None) => said::fact_laps().to_owned(),
        };
        facts.push(Fact { figure: race.laps.to_string(), label, best: false });
    }
    let under: u16 = race
        .periods
        .iter()
        .filter(|period| period.kind == PeriodKind::SafetyCar)
        .map(|period| period.last_lap.saturating_sub(period.first_lap) + 1)
        .sum();
    if 0 < under {
        let label = said::fact_safety_car().to_owned();
        facts.push(Fact { figure: under.to_string(), label, best: false });
    } else if let Some(stops) = laps.map(|laps| laps.stop.iter().filter(|&&stop| stop).count()) {
        facts.push(Fact { figure: stops.to_string(), label: said::fact_stops().to_owned(), best: false });
    }
    facts
}

/// How a row's race ended: race time, gap, laps behind, or why and when it was out.
pub fn ending(row: &ResultRow) -> String {
    match row.outcome {
        Outcome::NotStarted => said::ending_no_start().to_owned(),
        Outcome::Disqualified => said::ending_disqualified().to_owned(),
        Outcome::Retired => {
            let lap = row.laps.saturating_add(1);
            reason_out(row).map_or_else(|| said::ending_out(lap), |why| said::ending_out_why(lap, &why))
        }
        Outcome::Finished => match (row.gap, row.laps_behind, row.time) {
            (Some(gap), _, _) => format!("+{}", seconds(gap)),
            (None, Some(laps), _) if 0 < laps => said::ending_laps(laps),
            (None, _, Some(time)) => race_time(time),
            _ => row.official_status.clone().unwrap_or_default(),
        },
    }
}

/// What the timing and the officials say: "P3 by the timing, P4 officially."
pub fn disagreement(difference: &Difference) -> String {
    let value = |value: &Option<String>| {
        let Some(value) = value.as_deref() else { return said::said_nothing().to_owned() };
        match (difference.what.as_str(), value.parse::<u32>()) {
            ("position", Ok(place)) => said::place_short(place),
            ("laps", Ok(laps)) => common::laps_count(laps),
            ("time", Ok(ms)) => race_time(ms),
            // Outcomes, as the documents name them.
            _ => match outcome_of(value) {
                Some(Outcome::Finished) => said::outcome_finished().to_owned(),
                Some(Outcome::Retired) => said::outcome_retired().to_owned(),
                Some(Outcome::NotStarted) => said::outcome_not_started().to_owned(),
                Some(Outcome::Disqualified) => said::outcome_disqualified().to_owned(),
                None => value.replace('_', " "),
            },
        }
    };
    said::disagreement(&value(&difference.timing), &value(&difference.official))
}

fn outcome_of(name: &str) -> Option<Outcome> {
    serde_json::from_value(name.into()).ok()
}

/// What later answers changed of the official result, by when: "HAM disqualified (was P2), 0 points (was 18); NOR P2
/// (was P3), 18 points (was 15)".
pub fn corrections(race: &Race) -> Vec<(i64, String)> {
    let mut corrections: Vec<(i64, String)> = Vec::new();
    for at in race.changes.chunk_by(|a, b| a.at_ms == b.at_ms) {
        let drivers = at.chunk_by(|a, b| a.driver == b.driver).filter_map(|own| {
            let driver = race.drivers.get(usize::from(own[0].driver))?;
            let changes: Vec<String> = own.iter().filter_map(|change| correction(change, own)).collect();
            Some(said::corrections_of(&driver.code, &enumerated(&changes)))
        });
        corrections.push((at[0].at_ms, drivers.collect::<Vec<_>>().join("; ")));
    }
    corrections
}

/// One of a driver's changes. A place that is lost with the outcome is told with that.
fn correction(change: &ResultChange, own: &[ResultChange]) -> Option<String> {
    let of = |what| own.iter().find(|change| change.what == what);
    let lost = of(ChangedValue::Position).filter(|place| place.becomes.is_none());
    let place = |place: &str| place.parse::<u32>().map_or_else(|_| place.to_owned(), said::place_short);
    let word = |outcome: &str| match outcome_of(outcome) {
        Some(Outcome::Finished) => said::outcome_classified(),
        Some(Outcome::Retired) => said::outcome_retired(),
        Some(Outcome::NotStarted) => said::outcome_not_started(),
        Some(Outcome::Disqualified) => said::outcome_disqualified(),
        None => said::outcome_unknown(),
    };
    let amount = |figure: &str| figure.parse().map_or_else(|_| figure.to_owned(), points);
    let time = |ms: &str| ms.parse().map_or_else(|_| ms.to_owned(), race_time);
    let (was, becomes) = (change.was.as_deref(), change.becomes.as_deref());
    let either = |of: &dyn Fn(&str) -> String, none: &str| {
        let say = |value: Option<&str>| value.map_or_else(|| none.to_owned(), of);
        (say(was), say(becomes))
    };
    let (was, becomes) = match change.what {
        ChangedValue::Position if lost.is_some() && of(ChangedValue::Outcome).is_some() => return None,
        ChangedValue::Position => either(&place, said::not_classified()),
        ChangedValue::Outcome => {
            let (was, becomes) = either(&|outcome| word(outcome).to_owned(), said::outcome_unknown());
            (lost.and_then(|lost| lost.was.as_deref()).map_or(was, place), becomes)
        }
        ChangedValue::Points => {
            let (was, becomes) = either(&amount, "0");
            (was, said::points_count(&becomes))
        }
        ChangedValue::Time => either(&time, said::no_time()),
    };
    Some(said::correction(&becomes, &was))
}

/// Milliseconds as `0.895` or `1:03.250`.
pub fn seconds(ms: u32) -> String {
    if ms < 60_000 { plain(f64::from(ms) / 1000.0, 3) } else { race_time(ms) }
}

/// Milliseconds as `1:42:06.304`.
pub fn race_time(ms: u32) -> String {
    let (h, m, s, mark) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, decimal_mark());
    if 0 < h {
        format!("{h}:{m:02}:{s:02}{mark}{:03}", ms % 1000)
    } else {
        format!("{m}:{s:02}{mark}{:03}", ms % 1000)
    }
}

/// Points without needless decimals.
pub fn points(points: f64) -> String {
    let text = format!("{points}");
    text.replace('.', decimal_mark().encode_utf8(&mut [0; 4]))
}

/// The family name: the last word with the particles before it.
pub fn family(name: &str) -> &str {
    let mut start = 0;
    let mut at = 0;
    let mut in_particles = false;
    for word in name.split(' ') {
        let particle = 0 < at && word.starts_with(char::is_lowercase);
        if !in_particles || particle {
            if !in_particles {
                start = at;
            }
            in_particles |= particle;
        }
        at += word.len() + 1;
    }
    name.get(start..).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_says_what_was_before() {
        let driver = |code: &str| gridcast_shared::mart::Driver {
            code: code.into(),
            number: None,
            name: code.into(),
            team: None,
        };
        let change = |at_ms, driver, what, was: Option<&str>, becomes: Option<&str>| ResultChange {
            at_ms,
            driver,
            what,
            was: was.map(str::to_owned),
            becomes: becomes.map(str::to_owned),
        };
        let race = Race {
            drivers: vec![driver("NOR"), driver("HAM")],
            changes: vec![
                change(1, 0, ChangedValue::Points, Some("15.0"), Some("18.0")),
                change(1, 0, ChangedValue::Position, Some("3"), Some("2")),
                change(1, 1, ChangedValue::Outcome, Some("finished"), Some("disqualified")),
                change(1, 1, ChangedValue::Position, Some("2"), None),
                change(2, 1, ChangedValue::Position, None, Some("2")),
                change(2, 9, ChangedValue::Time, None, Some("60250")),
            ],
            ..Race::default()
        };
        assert_eq!(
            corrections(&race),
            [
                (1, "NOR 18 points (was 15), P2 (was P3); HAM disqualified (was P2)".to_owned()),
                (2, "HAM P2 (was not classified)".to_owned()),
            ]
        );
    }

    #[test]
    fn each_fault_is_said() {
        let said = |name, of| fault(name, of);
        assert_eq!(said(DocumentName::Laps, Fault::Missing), "No laps for this session.");
        assert_eq!(said(DocumentName::Standings, Fault::Missing), "No standings for this season.");
        for of in [Fault::Broken, Fault::Unreachable] {
            assert!(said(DocumentName::Laps, of).starts_with("The laps"));
        }
    }

    #[test]
    fn what_the_timing_and_the_officials_say_otherwise() {
        let said = |what: &str, timing: Option<&str>, official: Option<&str>| {
            let [timing, official] = [timing, official].map(|value| value.map(str::to_owned));
            disagreement(&Difference { driver: 0, what: what.to_owned(), timing, official })
        };
        assert_eq!(said("position", Some("3"), Some("4")), "P3 by the timing, P4 officially.");
        assert_eq!(
            said("outcome", Some("not_started"), Some("retired")),
            "did not start by the timing, retired officially."
        );
        assert_eq!(said("laps", Some("1"), Some("57")), "1 lap by the timing, 57 laps officially.");
        assert_eq!(said("time", Some("6126304"), None), "1:42:06.304 by the timing, nothing officially.");
    }
    use gridcast_shared::mart::{Driver, Period};

    fn race(gap: Option<u32>, n_out: usize, n_safety_cars: u16) -> Race {
        let driver = |code: &str, name: &str| Driver {
            code: code.into(),
            number: None,
            name: name.into(),
            team: None,
        };
        let mut race = Race {
            drivers: vec![driver("NOR", "Lando Norris"), driver("VER", "Max Verstappen")],
            ..Race::default()
        };
        race.results.push(ResultRow { position: Some(1), ..ResultRow::default() });
        race.results.push(ResultRow { driver: 1, position: Some(2), gap, ..ResultRow::default() });
        for _ in 0..n_out {
            race.results.push(ResultRow { outcome: Outcome::Retired, ..ResultRow::default() });
        }
        for n in 0..n_safety_cars {
            race.periods.push(Period {
                kind: PeriodKind::SafetyCar,
                first_lap: n * 10 + 1,
                last_lap: n * 10 + 4,
            });
        }
        race
    }

    #[test]
    fn the_race_in_a_sentence() {
        assert_eq!(
            sentence(&race(Some(895), 6, 3)),
            "Norris won by 0.895 s from Verstappen. 3 safety cars, 6 cars out."
        );
        assert_eq!(sentence(&race(None, 0, 0)), "Norris won from Verstappen. Every car finished.");
        assert_eq!(sentence(&Race::default()), "");
    }

    #[test]
    fn a_winner_disqualified_has_not_won() {
        let mut race = race(Some(895), 2, 0);
        race.results[0].outcome = Outcome::Disqualified;
        race.results[1].official_position = Some(1);
        assert_eq!(sentence(&race), "Verstappen won. 2 cars out, 1 disqualified.");
        race.results.push(ResultRow { outcome: Outcome::NotStarted, ..ResultRow::default() });
        assert_eq!(sentence(&race), "Verstappen won. 2 cars out, 1 disqualified, 1 did not start.");
        let label = |race: &Race| facts(race, None).pop().map(|fact| fact.label);
        race.laps = 44;
        race.results[0].time = Some(4_000_000);
        race.results[1].time = Some(4_000_895);
        assert_eq!(label(&race).as_deref(), Some("Laps, 1:06:40.895"));
    }

    #[test]
    fn facts_leave_out_what_is_not_known() {
        assert_eq!(facts(&Race::default(), None), []);
        let facts = facts(&Race { laps: 57, ..race(None, 0, 2) }, None);
        assert_eq!(facts.iter().map(|fact| fact.figure.as_str()).collect::<Vec<_>>(), ["57", "8"]);
    }

    #[test]
    fn family_names_keep_their_particles() {
        for (name, is) in [
            ("Lando Norris", "Norris"),
            ("Andrea Kimi Antonelli", "Antonelli"),
            ("Nyck de Vries", "de Vries"),
            ("NOR", "NOR"),
            ("", ""),
        ] {
            assert_eq!(family(name), is);
        }
    }

    #[test]
    fn endings() {
        let finished = ResultRow { gap: Some(20_448), ..ResultRow::default() };
        assert_eq!(ending(&finished), "+20.448");
        assert_eq!(ending(&ResultRow { time: Some(6_126_304), ..ResultRow::default() }), "1:42:06.304");
        assert_eq!(ending(&ResultRow { laps_behind: Some(2), ..ResultRow::default() }), "+2 laps");
        assert_eq!(
            ending(&ResultRow { outcome: Outcome::Retired, laps: 46, ..ResultRow::default() }),
            "out, lap 47"
        );
        let out = |status: &str| ResultRow {
            outcome: Outcome::Retired,
            laps: 32,
            official_status: Some(status.to_owned()),
            ..ResultRow::default()
        };
        assert_eq!(ending(&out("Collision")), "out, lap 33, collision");
        assert_eq!(ending(&out("Retired")), "out, lap 33");
    }
}
