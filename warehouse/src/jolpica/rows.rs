//! The API's answers as rows: which resource is where in an answer, and what its natural key is.

use chrono::NaiveDate;
use serde_json::Value;

/// Something that the API has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resource {
    /// Rounds of a season.
    Events,
    /// Circuits of a season.
    Circuits,
    /// Drivers of a season.
    Drivers,
    /// Constructors of a season.
    Constructors,
    /// Drivers' standings after a round.
    DriverStandings,
    /// Constructors' standings after a round.
    ConstructorStandings,
    /// Results of a race.
    Results,
    /// Results of a sprint.
    SprintResults,
    /// Results of a qualifying.
    QualifyingResults,
    /// Laps of a race, a row a driver and lap.
    Laps,
    /// Pit stops of a race.
    PitStops,
}

impl Resource {
    /// Those of which each round has its own. Standings last: where they are, the round is loaded.
    pub const OF_ROUND: [Self; 7] = [
        Self::Results,
        Self::SprintResults,
        Self::QualifyingResults,
        Self::Laps,
        Self::PitStops,
        Self::DriverStandings,
        Self::ConstructorStandings,
    ];

    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Events,
        Self::Circuits,
        Self::Drivers,
        Self::Constructors,
        Self::DriverStandings,
        Self::ConstructorStandings,
        Self::Results,
        Self::SprintResults,
        Self::QualifyingResults,
        Self::Laps,
        Self::PitStops,
    ];

    /// The last part of its path.
    pub fn path(self) -> &'static str {
        match self {
            Self::Events => "races",
            Self::Circuits => "circuits",
            Self::Drivers => "drivers",
            Self::Constructors => "constructors",
            Self::DriverStandings => "driverstandings",
            Self::ConstructorStandings => "constructorstandings",
            Self::Results => "results",
            Self::SprintResults => "sprint",
            Self::QualifyingResults => "qualifying",
            Self::Laps => "laps",
            Self::PitStops => "pitstops",
        }
    }

    /// Its staging table.
    pub fn table(self) -> &'static str {
        match self {
            Self::Events => "stg_jolpica_events",
            Self::Circuits => "stg_jolpica_circuits",
            Self::Drivers => "stg_jolpica_drivers",
            Self::Constructors => "stg_jolpica_constructors",
            Self::DriverStandings => "stg_jolpica_driver_standings",
            Self::ConstructorStandings => "stg_jolpica_constructor_standings",
            Self::Results => "stg_jolpica_results",
            Self::SprintResults => "stg_jolpica_sprint_results",
            Self::QualifyingResults => "stg_jolpica_qualifying_results",
            Self::Laps => "stg_jolpica_laps",
            Self::PitStops => "stg_jolpica_pit_stops",
        }
    }

    /// The columns of its natural key.
    pub fn key_columns(self) -> &'static [&'static str] {
        match self {
            Self::Events => &["season", "round"],
            Self::Circuits => &["circuit_id"],
            Self::Drivers => &["season", "driver_id"],
            Self::Constructors => &["season", "constructor_id"],
            Self::ConstructorStandings => &["season", "round", "constructor_id"],
            Self::Results | Self::SprintResults => &["season", "round", "driver_id", "car"],
            Self::DriverStandings | Self::QualifyingResults => &["season", "round", "driver_id"],
            Self::Laps => &["season", "round", "driver_id", "lap"],
            Self::PitStops => &["season", "round", "driver_id", "stop"],
        }
    }

    /// Whose a row is, where rows that another answer replaces are kept: results and standings, which are corrected
    /// days or months later.
    pub fn kept_for(self) -> Option<&'static str> {
        match self {
            Self::Results | Self::SprintResults | Self::QualifyingResults | Self::DriverStandings => {
                Some("driver_id")
            }
            Self::ConstructorStandings => Some("constructor_id"),
            Self::Events
            | Self::Circuits
            | Self::Drivers
            | Self::Constructors
            | Self::Laps
            | Self::PitStops => None,
        }
    }
}

/// A value of a natural key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Season, round, lap, stop.
    Number(i32),
    /// The API's id of a driver, constructor or circuit.
    Id(String),
}

/// A row of a resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// In the order of [`Resource::key_columns`].
    pub keys: Vec<Key>,
    /// The API's own object.
    pub value: Value,
}

impl Row {
    /// The round, of an event.
    pub fn round(&self) -> Option<u16> {
        match self.keys.get(1) {
            Some(Key::Number(round)) => u16::try_from(*round).ok(),
            _ => None,
        }
    }

    /// The first day on which an event has a result: of its qualifying or sprint, or else of the race.
    pub fn first_day(&self) -> Option<NaiveDate> {
        let sessions = ["Qualifying", "Sprint", "SprintQualifying", "SprintShootout"];
        let days = sessions.iter().map(|session| &self.value[*session]["date"]).chain([&self.value["date"]]);
        days.filter_map(|day| day.as_str()?.parse().ok()).min()
    }
}

/// The rows of an answer's `MRData`; an answer without any is no error.
///
/// # Errors
/// What is missing, for people.
pub(super) fn rows_of(resource: Resource, data: &Value) -> Result<Vec<Row>, String> {
    let races = |name: &str| nested(&data["RaceTable"]["Races"], name);
    let standings = |name: &str| nested(&data["StandingsTable"]["StandingsLists"], name);
    match resource {
        Resource::Events => list(&data["RaceTable"]["Races"])
            .iter()
            .map(|race| Ok(Row { keys: season_and_round(race)?, value: race.clone() }))
            .collect(),
        Resource::Circuits => list(&data["CircuitTable"]["Circuits"])
            .iter()
            .map(|circuit| Ok(Row { keys: vec![id(circuit, "circuitId")?], value: circuit.clone() }))
            .collect(),
        Resource::Drivers => of_season(&data["DriverTable"], "Drivers", "driverId"),
        Resource::Constructors => of_season(&data["ConstructorTable"], "Constructors", "constructorId"),
        Resource::DriverStandings => {
            standings("DriverStandings")?.into_iter().map(|row| keyed(row, &["Driver"], "driverId")).collect()
        }
        Resource::ConstructorStandings => standings("ConstructorStandings")?
            .into_iter()
            .map(|row| keyed(row, &["Constructor"], "constructorId"))
            .collect(),
        Resource::Results => races("Results")?.into_iter().map(drive).collect(),
        Resource::SprintResults => races("SprintResults")?.into_iter().map(drive).collect(),
        Resource::QualifyingResults => {
            races("QualifyingResults")?.into_iter().map(|row| keyed(row, &["Driver"], "driverId")).collect()
        }
        Resource::PitStops => races("PitStops")?
            .into_iter()
            .map(|row| {
                let mut row = keyed(row, &[], "driverId")?;
                row.keys.push(number(&row.value, "stop")?);
                Ok(row)
            })
            .collect(),
        Resource::Laps => {
            let mut rows = Vec::new();
            for lap in races("Laps")? {
                let lap_number = number(&lap.value, "number")?;
                for timing in list(&lap.value["Timings"]) {
                    let mut keys = lap.keys.clone();
                    keys.extend([id(timing, "driverId")?, lap_number.clone()]);
                    rows.push(Row { keys, value: timing.clone() });
                }
            }
            Ok(rows)
        }
    }
}

/// The elements of a list within each race or list of standings, with its season and round.
fn nested(outer: &Value, name: &str) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    for of in list(outer) {
        let keys = season_and_round(of)?;
        rows.extend(list(&of[name]).iter().map(|value| Row { keys: keys.clone(), value: value.clone() }));
    }
    Ok(rows)
}

fn of_season(table: &Value, name: &str, key: &str) -> Result<Vec<Row>, String> {
    list(&table[name])
        .iter()
        .map(|value| Ok(Row { keys: vec![number(table, "season")?, id(value, key)?], value: value.clone() }))
        .collect()
}

/// Adds the id at a place within the row to its key.
fn keyed(mut row: Row, within: &[&str], key: &str) -> Result<Row, String> {
    let place = within.iter().fold(&row.value, |value, name| &value[*name]);
    let key = id(place, key)?;
    row.keys.push(key);
    Ok(row)
}

/// A drive: who drove two cars of a race stands in its result twice, and so does a car that two drivers shared. A car
/// without a number is known by its place.
fn drive(row: Row) -> Result<Row, String> {
    let mut row = keyed(row, &["Driver"], "driverId")?;
    let text = |name: &str| row.value[name].as_str().filter(|text| !text.is_empty());
    let placed = || text("position").map(|place| format!("P{place}"));
    let car = text("number").map(str::to_owned).or_else(placed).unwrap_or_default();
    row.keys.push(Key::Id(car));
    Ok(row)
}

fn season_and_round(of: &Value) -> Result<Vec<Key>, String> {
    Ok(vec![number(of, "season")?, number(of, "round")?])
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn number(of: &Value, name: &str) -> Result<Key, String> {
    let value = &of[name];
    let number = value.as_i64().or_else(|| value.as_str()?.parse().ok());
    let number = number.and_then(|number| i32::try_from(number).ok());
    number.map(Key::Number).ok_or_else(|| format!("{name} is {value}, not a number"))
}

fn id(of: &Value, name: &str) -> Result<Key, String> {
    match of[name].as_str() {
        Some(id) if !id.is_empty() => Ok(Key::Id(id.to_owned())),
        _ => Err(format!("{name} is {}, not an id", of[name])),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;

    #[test]
    fn a_page_of_laps_may_begin_in_the_middle_of_one() {
        let page = |number: &str, drivers: &[&str]| {
            let timings: Vec<Value> =
                drivers.iter().map(|driver| json!({"driverId": driver, "position": "1"})).collect();
            json!({"RaceTable": {"Races": [{"season": "2023", "round": "18",
                "Laps": [{"number": number, "Timings": timings}]}]}})
        };
        let first = rows_of(Resource::Laps, &page("6", &["norris", "hamilton"])).unwrap();
        let second = rows_of(Resource::Laps, &page("6", &["leclerc"])).unwrap();
        let key = |driver: &str| {
            vec![Key::Number(2023), Key::Number(18), Key::Id(driver.to_owned()), Key::Number(6)]
        };
        assert_eq!(first[1].keys, key("hamilton"));
        assert_eq!(second[0].keys, key("leclerc"));
    }

    #[test]
    fn an_empty_answer_is_no_error_and_one_without_a_key_is() {
        let empty = json!({"RaceTable": {"season": "2023", "round": "99", "Races": []}});
        for resource in Resource::ALL {
            assert_eq!(rows_of(resource, &empty), Ok(Vec::new()), "{resource:?}");
        }
        let nobody =
            json!({"RaceTable": {"Races": [{"season": "2023", "round": "1", "Results": [{"Driver": {}}]}]}});
        assert_eq!(rows_of(Resource::Results, &nobody), Err("driverId is null, not an id".to_owned()));
    }

    #[test]
    fn two_drives_of_a_race_are_two_rows() {
        let row = |driver: &str, car: &str| json!({"Driver": {"driverId": driver}, "number": car});
        let data = json!({"RaceTable": {"Races": [{"season": "1958", "round": "10", "Results": [
            row("cedar", "32"), row("dogwood", "32"), row("cedar", "34")]}]}});
        let rows = rows_of(Resource::Results, &data).unwrap();
        let n_keys = |rows: &[Row]| rows.iter().map(|row| &row.keys).collect::<BTreeSet<_>>().len();
        assert_eq!(n_keys(&rows), 3, "{rows:?}");
        // Without numbers: by their places.
        let row = |driver: &str, place: &str| json!({"Driver": {"driverId": driver}, "position": place});
        let data = json!({"RaceTable": {"Races": [{"season": "1950", "round": "3", "Results": [
            row("cedar", "4"), row("dogwood", "4"), row("cedar", "11")]}]}});
        let rows = rows_of(Resource::Results, &data).unwrap();
        assert_eq!(n_keys(&rows), 3, "{rows:?}");
    }

    #[test]
    fn a_weekend_has_results_from_its_first_qualifying_on() {
        let event = |value: Value| Row { keys: Vec::new(), value };
        let day = |value| event(value).first_day().map(|day| day.to_string());
        assert_eq!(day(json!({"date": "2025-03-23"})).as_deref(), Some("2025-03-23"));
        let sprint = json!({"date": "2025-03-23", "Qualifying": {"date": "2025-03-22"},
            "SprintQualifying": {"date": "2025-03-21"}});
        assert_eq!(day(sprint).as_deref(), Some("2025-03-21"));
    }

    #[test]
    fn a_stop_is_known_by_its_number() {
        let data = json!({"RaceTable": {"Races": [{"season": "2023", "round": "1", "PitStops": [
            {"driverId": "hamilton", "stop": "2", "lap": "38"}]}]}});
        let rows = rows_of(Resource::PitStops, &data).unwrap();
        let id = Key::Id("hamilton".to_owned());
        assert_eq!(rows[0].keys, [Key::Number(2023), Key::Number(1), id, Key::Number(2)]);
    }
}
