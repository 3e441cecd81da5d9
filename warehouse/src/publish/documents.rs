//! Which documents there are, and the query of each.
//!
//! A query yields JSON whose names are the fields of the document; it is read into the document's type and written
//! from there.

use duckdb::Connection;
use duckdb::types::Value as DuckValue;
use gridcast_shared::mart::{
    self, Bests, LapFilter, LapTelemetry, Laps, LongRuns, Pace, PitStops, Qualifying, Race, Schedule,
    SessionKey, Standing, Standings, Stints, TelemetryIndex, Track,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::error::PublishError;
use super::output::Output;

/// What [`OF_SESSION`] asks for.
fn values(key: SessionKey) -> [DuckValue; 3] {
    let SessionKey { season, round, session } = key;
    [DuckValue::from(i32::from(season)), DuckValue::from(i32::from(round)), session.id().to_owned().into()]
}

/// The marts' views as documents.
pub(super) struct Marts<'c> {
    pub connection: &'c Connection,
}

/// Rows of a view for one session.
const OF_SESSION: &str = "WHERE season = ? AND round = ? AND session = ?";

impl Marts<'_> {
    /// Writes a document of a session.
    pub(super) fn write(&self, key: SessionKey, name: &str, output: &mut Output) -> Result<(), PublishError> {
        let file = format!("{key}/{name}.json");
        match name {
            "result" => output.put(&file, &self.result(key, &file)?),
            "laps" => output.put(&file, &self.laps(key, &file)?),
            "stints" => {
                let rows = self.of_session(key, "*", "pub_stints", "driver, first_lap")?;
                output.put(&file, &fit::<Stints>(&file, json!({"version": mart::VERSION, "stints": rows}))?)
            }
            "pit_stops" => {
                let columns = "*, [compound_off, compound_on] AS compounds";
                let rows = self.of_session(key, columns, "pub_pit_stops", "driver, lap")?;
                output.put(&file, &fit::<PitStops>(&file, json!({"version": mart::VERSION, "stops": rows}))?)
            }
            "qualifying" => {
                let parts = self.of_session(key, "*", "pub_qualifying_parts", "part")?;
                let times = self.of_session(key, "*", "pub_qualifying_times", "driver, part")?;
                let document = json!({"version": mart::VERSION, "parts": parts, "times": times});
                output.put(&file, &fit::<Qualifying>(&file, document)?)
            }
            "long_runs" => {
                let rows = self.of_session(key, "*", "pub_long_runs", "average, driver, first_lap")?;
                output.put(&file, &fit::<LongRuns>(&file, json!({"version": mart::VERSION, "runs": rows}))?)
            }
            "pace" => output.put(&file, &self.pace(key, &file)?),
            "bests" => output.put(&file, &self.bests(key, &file)?),
            "track" => output.put(&file, &self.track(key, &file)?),
            "telemetry" => self.telemetry(key, &file, output),
            other => Err(PublishError::Document {
                name: file.clone(),
                reason: format!("the models name a document {other:?}, which this build does not know"),
            }),
        }
    }

    /// Writes a document of a season.
    pub(super) fn write_of_season(
        &self,
        season: u16,
        name: &str,
        output: &mut Output,
    ) -> Result<(), PublishError> {
        let file = format!("{season}/{name}.json");
        match name {
            "schedule" => {
                let sql = "SELECT * EXCLUDE (season) FROM pub_schedule WHERE season = ? ORDER BY round";
                let events = self.rows(sql, &[i32::from(season).into()])?;
                let document = json!({"version": mart::VERSION, "season": season, "events": events});
                output.put(&file, &fit::<Schedule>(&file, document)?)
            }
            "standings" => output.put(&file, &self.standings(season, &file)?),
            other => Err(PublishError::Document {
                name: file.clone(),
                reason: format!("the models name a document {other:?}, which this build does not know"),
            }),
        }
    }

    fn result(&self, key: SessionKey, file: &str) -> Result<Race, PublishError> {
        let races = self.of_session(key, "*", "pub_session", "season")?;
        let mut race = races.into_iter().next().unwrap_or_default();
        let parts = [
            ("teams", "pub_teams", "team"),
            ("drivers", "pub_drivers", "driver"),
            ("results", "pub_results", "driver"),
            ("periods", "pub_periods", "first_lap, last_lap, kind"),
            ("penalties", "pub_penalties", "lap, driver, penalty"),
            ("differences", "pub_differences", "driver, what"),
            ("changes", "pub_result_changes", "at_ms, driver, what"),
        ];
        for (field, view, order) in parts {
            race[field] = self.of_session(key, "*", view, order)?.into();
        }
        race["version"] = mart::VERSION.into();
        fit(file, race)
    }

    fn laps(&self, key: SessionKey, file: &str) -> Result<Laps, PublishError> {
        const COLUMNS: [&str; 25] = [
            "driver",
            "lap",
            "position",
            "time",
            "sector1",
            "sector2",
            "sector3",
            "end",
            "gap",
            "interval",
            "compound",
            "tyre_life",
            "fresh",
            "stint",
            "pit_in",
            "pit_out",
            "stop",
            "deleted",
            "deleted_reason",
            "track_status",
            "counts",
            "speed_i1",
            "speed_i2",
            "speed_fl",
            "speed_st",
        ];
        let lists = lists_of(&COLUMNS, "driver, lap");
        let sql = format!("SELECT {lists} FROM pub_laps {OF_SESSION}");
        fit(file, self.one(&sql, &values(key))?)
    }

    fn pace(&self, key: SessionKey, file: &str) -> Result<Pace, PublishError> {
        let rows = self.of_session(key, "*", "pub_pace", "filter_number, median, \"of\"")?;
        let filters: Vec<Value> = LapFilter::ALL
            .into_iter()
            .filter_map(|filter| {
                let word = json!(filter);
                let of = |kind: &str| -> Vec<Value> {
                    let boxes = rows.iter().filter(|row| row["filter"] == word && row["kind"] == kind);
                    boxes.cloned().collect()
                };
                let (teams, drivers) = (of("team"), of("driver"));
                let is_any = !teams.is_empty() || !drivers.is_empty();
                is_any.then(|| json!({"filter": filter, "teams": teams, "drivers": drivers}))
            })
            .collect();
        fit(file, json!({"version": mart::VERSION, "filters": filters}))
    }

    fn bests(&self, key: SessionKey, file: &str) -> Result<Bests, PublishError> {
        let pair = |name: &str| format!("CASE WHEN {name} IS NOT NULL THEN [{name}, {name}_lap] END");
        let sectors = format!(
            "driver, ideal, [{}, {}, {}] AS sectors, {} AS best",
            pair("sector1"),
            pair("sector2"),
            pair("sector3"),
            pair("best")
        );
        let speeds = ["i1", "i2", "fl", "st"].map(|name| format!("{} AS {name}", pair(name))).join(", ");
        let sectors = self.of_session(key, &sectors, "pub_sector_bests", "ideal NULLS LAST, driver")?;
        let speeds = self.of_session(
            key,
            &format!("driver, {speeds}"),
            "pub_speed_traps",
            "pub_speed_traps.st DESC NULLS LAST, driver",
        )?;
        fit(file, json!({"version": mart::VERSION, "sectors": sectors, "speeds": speeds}))
    }

    fn track(&self, key: SessionKey, file: &str) -> Result<Track, PublishError> {
        let sql = format!(
            "SELECT {} AS version,
                coalesce(list([x, y] ORDER BY point) FILTER (kind = 'outline'), []) AS outline,
                coalesce(list([x, y] ORDER BY point) FILTER (kind = 'corner'), []) AS corners,
                coalesce(max(length_m), 0) AS length_m
             FROM pub_track {OF_SESSION}",
            mart::VERSION
        );
        fit(file, self.one(&sql, &values(key))?)
    }

    /// The index of laps, and a document of each.
    fn telemetry(&self, key: SessionKey, file: &str, output: &mut Output) -> Result<(), PublishError> {
        let index = format!(
            "SELECT {} FROM (SELECT DISTINCT driver, lap FROM pub_telemetry {OF_SESSION})",
            lists_of(&["driver", "lap"], "driver, lap")
        );
        let index: TelemetryIndex = fit(file, self.one(&index, &values(key))?)?;
        let columns = ["time", "speed", "throttle", "brake", "gear", "drs", "x", "y"];
        let sql = format!(
            "SELECT code, lap, \"start\", step_m, {} FROM pub_telemetry {OF_SESSION}
             GROUP BY driver, code, lap, \"start\", step_m ORDER BY driver, lap",
            lists_of(&columns, "\"row\"")
        );
        // Laps before the index that names them.
        for row in self.rows(&sql, &values(key))? {
            let lap: LapTelemetry = fit(file, row)?;
            output.put(&format!("{key}/telemetry/{}-{}.json", lap.code, lap.lap), &lap)?;
        }
        output.put(file, &index)
    }

    fn standings(&self, season: u16, file: &str) -> Result<Standings, PublishError> {
        let sql = "SELECT * FROM pub_standings WHERE season = ?
                   ORDER BY kind DESC, present_position NULLS LAST, id, round";
        let mut standings = Standings { version: mart::VERSION, season, ..Standings::default() };
        let rows: Vec<StandingRow> = self
            .rows(sql, &[i32::from(season).into()])?
            .into_iter()
            .map(|row| fit(file, row))
            .collect::<Result<_, _>>()?;
        standings.rounds = rows.iter().map(|row| row.round).collect();
        standings.rounds.sort_unstable();
        standings.rounds.dedup();
        if let Some(row) = rows.first() {
            (standings.races_left, standings.sprints_left) = (row.races_left, row.sprints_left);
        }
        for row in rows {
            let Ok(at) = standings.rounds.binary_search(&row.round) else { continue };
            let n = standings.rounds.len();
            let list =
                if row.kind == "driver" { &mut standings.drivers } else { &mut standings.constructors };
            if list.last().is_none_or(|last| last.id != row.id) {
                list.push(Standing {
                    id: row.id,
                    name: row.name,
                    team: row.team,
                    colour: row.colour,
                    position: vec![None; n],
                    points: vec![None; n],
                    wins: vec![None; n],
                });
            }
            if let Some(last) = list.last_mut() {
                (last.position[at], last.points[at], last.wins[at]) = (row.position, row.points, row.wins);
            }
        }
        Ok(standings)
    }

    /// The rows of a view for one session, in order.
    fn of_session(
        &self,
        key: SessionKey,
        columns: &str,
        view: &str,
        order: &str,
    ) -> Result<Vec<Value>, PublishError> {
        self.rows(&format!("SELECT {columns} FROM {view} {OF_SESSION} ORDER BY {order}"), &values(key))
    }

    fn one(&self, sql: &str, values: &[DuckValue]) -> Result<Value, PublishError> {
        Ok(self.rows(sql, values)?.into_iter().next().unwrap_or_default())
    }

    /// Rows as JSON objects.
    pub(super) fn rows(&self, sql: &str, values: &[DuckValue]) -> Result<Vec<Value>, PublishError> {
        let mut statement = self.connection.prepare(&format!("SELECT to_json(r) FROM ({sql}) r"))?;
        let mut rows = statement.query(duckdb::params_from_iter(values))?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let text: String = row.get(0)?;
            let value = serde_json::from_str(&text).map_err(|error| PublishError::Document {
                name: sql.to_owned(),
                reason: error.to_string(),
            })?;
            all.push(value);
        }
        Ok(all)
    }
}

#[derive(Deserialize)]
struct StandingRow {
    round: u8,
    kind: String,
    id: String,
    name: String,
    team: Option<String>,
    colour: Option<String>,
    position: Option<u8>,
    points: Option<f64>,
    wins: Option<u8>,
    races_left: u8,
    sprints_left: u8,
}

/// Columns as lists in an order, and the version.
fn lists_of(columns: &[&str], order: &str) -> String {
    let lists =
        columns.iter().map(|name| format!("coalesce(list(\"{name}\" ORDER BY {order}), []) AS \"{name}\""));
    let version = format!("{} AS version", mart::VERSION);
    lists.chain([version]).collect::<Vec<_>>().join(", ")
}

/// JSON as a document's type; what does not fit is named with the document.
pub(super) fn fit<T: DeserializeOwned>(name: &str, value: Value) -> Result<T, PublishError> {
    serde_json::from_value(value)
        .map_err(|error| PublishError::Document { name: name.to_owned(), reason: error.to_string() })
}
