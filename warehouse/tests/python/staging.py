"""Fills a database as the sink and the loader do, for tests of the models alone.

The tables have the columns of `gridcast-warehouse`'s own; what the models do not read is left out.
"""

import json
from pathlib import Path

import duckdb

TOPICS = {
    "stg_laps": "f1_laps",
    "stg_telemetry": "f1_tele",
    "stg_session": "f1_session",
    "stg_timing": "f1_timing",
    "stg_race_control": "f1_race_control",
    "stg_weather": "f1_weather",
}

KEYS = {
    "events": "season INTEGER, round INTEGER",
    "circuits": "circuit_id VARCHAR",
    "drivers": "season INTEGER, driver_id VARCHAR",
    "constructors": "season INTEGER, constructor_id VARCHAR",
    "driver_standings": "season INTEGER, round INTEGER, driver_id VARCHAR",
    "constructor_standings": "season INTEGER, round INTEGER, constructor_id VARCHAR",
    "results": "season INTEGER, round INTEGER, driver_id VARCHAR, car VARCHAR",
    "sprint_results": "season INTEGER, round INTEGER, driver_id VARCHAR, car VARCHAR",
    "qualifying_results": "season INTEGER, round INTEGER, driver_id VARCHAR",
    "laps": "season INTEGER, round INTEGER, driver_id VARCHAR, lap INTEGER",
    "pit_stops": "season INTEGER, round INTEGER, driver_id VARCHAR, stop INTEGER",
}


class Staging:
    """A database being filled."""

    def __init__(self, path: Path):
        self.path = path
        self.offset = 0
        # When all records were published that come now, UTC ms; one after another without it.
        self.created: int | None = None
        self.connection = duckdb.connect(str(path))
        for table in TOPICS:
            self.connection.execute(
                f"CREATE TABLE IF NOT EXISTS {table} (record_metadata JSON NOT NULL, record_content JSON NOT NULL)"
            )
        for name, keys in KEYS.items():
            columns = ", ".join(column.split()[0] for column in keys.split(", "))
            self.connection.execute(
                f"CREATE TABLE IF NOT EXISTS stg_jolpica_{name} ({keys}, record_content JSON NOT NULL, "
                f"loaded_at TIMESTAMP NOT NULL, PRIMARY KEY ({columns}))"
            )
        self.connection.execute(
            "CREATE TABLE IF NOT EXISTS stg_jolpica_former (resource VARCHAR, season INTEGER, round INTEGER, id VARCHAR, "
            "record_content JSON, loaded_at TIMESTAMP, replaced_at TIMESTAMP)"
        )

    def close(self):
        self.connection.close()

    def records(self, table: str, contents: list[dict | str]):
        """Puts records of a topic, a partition a driver, offsets ascending."""
        rows = []
        for content in contents:
            text = content if isinstance(content, str) else json.dumps(content)
            record = json.loads(text)
            key = record.get("Driver") or record.get("Session") or ""
            metadata = {
                "topic": TOPICS[table],
                "partition": sum(key.encode()) % 20,
                "offset": self.offset,
                "key": key,
                "CreateTime": 1_700_000_000_000 + self.offset if self.created is None else self.created,
            }
            self.offset += 1
            rows.append((json.dumps(metadata), text))
        if rows:
            self.connection.executemany(f"INSERT INTO {table} (record_metadata, record_content) VALUES (?, ?)", rows)

    def file(self, table: str, path: Path):
        """Puts a file of records, a record a line, without a way through Python."""
        topic = TOPICS[table]
        self.connection.execute(
            f"""INSERT INTO {table} (record_metadata, record_content)
            SELECT json_object('topic', '{topic}', 'partition', CAST(hash(json ->> 'Driver') % 20 AS INTEGER),
                'offset', row_number() OVER () + {self.offset}, 'key', json ->> 'Driver', 'CreateTime', 1700000000000),
                json
            FROM read_json_objects('{path}', format = 'newline_delimited')"""
        )
        self.offset += 10_000_000

    def put(self, name: str, keys: list, value: dict, loaded_at: str = "2026-01-01 00:00:00"):
        """Puts a row of season data by its natural key; of a result the car is read from the row, and each driver has one
        unless it is named."""
        if name in ("results", "sprint_results") and len(keys) == 3:
            self.connection.execute(
                f"DELETE FROM stg_jolpica_{name} WHERE season = ? AND round = ? AND driver_id = ?", keys
            )
            keys = [*keys, value["number"]]
        marks = ", ".join("?" * len(keys))
        self.connection.execute(
            f"INSERT OR REPLACE INTO stg_jolpica_{name} VALUES ({marks}, ?, CAST(? AS TIMESTAMP))",
            [*keys, json.dumps(value), loaded_at],
        )

    def replace(self, name: str, keys: list, value: dict, at: str):
        """Puts a result or standing in the place of one that is there, which is kept as the loader keeps it."""
        self.connection.execute(
            f"""INSERT INTO stg_jolpica_former
            SELECT '{name}', season, round, ?, record_content, loaded_at, CAST(? AS TIMESTAMP)
            FROM stg_jolpica_{name} WHERE season = ? AND round = ? AND {KEYS[name].split(", ")[2].split()[0]} = ?""",
            [keys[2], at, *keys[:2], keys[2]],
        )
        self.put(name, keys, value, at)

    def answer(self, path: Path):
        """Puts the rows of an answer of the season data's interface."""
        data = json.loads(path.read_text())["MRData"]
        self.connection.execute("BEGIN")
        for race in data.get("RaceTable", {}).get("Races", []):
            season, round_ = int(race["season"]), int(race["round"])
            event = {key: value for key, value in race.items() if not isinstance(value, list)}
            if event == race or "Results" in race:
                self.put("events", [season, round_], event)
            for list_, name in [
                ("Results", "results"), ("SprintResults", "sprint_results"), ("QualifyingResults", "qualifying_results"),
            ]:
                for row in race.get(list_, []):
                    car = [row["number"]] if "number" in row and name != "qualifying_results" else []
                    self.put(name, [season, round_, row["Driver"]["driverId"], *car], row)
            for lap in race.get("Laps", []):
                for row in lap["Timings"]:
                    self.put("laps", [season, round_, row["driverId"], int(lap["number"])], row)
            for row in race.get("PitStops", []):
                self.put("pit_stops", [season, round_, row["driverId"], int(row["stop"])], row)
        for standings in data.get("StandingsTable", {}).get("StandingsLists", []):
            season, round_ = int(standings["season"]), int(standings["round"])
            for row in standings.get("DriverStandings", []):
                self.put("driver_standings", [season, round_, row["Driver"]["driverId"]], row)
            for row in standings.get("ConstructorStandings", []):
                self.put("constructor_standings", [season, round_, row["Constructor"]["constructorId"]], row)
        for row in data.get("CircuitTable", {}).get("Circuits", []):
            self.put("circuits", [row["circuitId"]], row)
        for table, list_, key, name in [
            ("DriverTable", "Drivers", "driverId", "drivers"),
            ("ConstructorTable", "Constructors", "constructorId", "constructors"),
        ]:
            for row in data.get(table, {}).get(list_, []):
                self.put(name, [int(data[table]["season"]), row[key]], row)
        self.connection.execute("COMMIT")


def event(name: str, date: str, time: str | None = None, circuit: str = "ring", **sessions) -> dict:
    """A round as the season data has it."""
    value = {
        "raceName": name,
        "url": f"https://example.org/{name.replace(' ', '_')}",
        "date": date,
        "Circuit": {
            "circuitId": circuit, "circuitName": circuit.title(), "url": "https://example.org/circuit",
            "Location": {"locality": "Town", "country": "Country"},
        },
        **{kind: {"date": at[0], "time": at[1]} for kind, at in sessions.items()},
    }
    return value | ({"time": time} if time else {})


def result(code: str, place: int, text: str | None = None, **fields) -> dict:
    """A driver's official result."""
    constructor = fields.pop("constructor", "ferrari")
    return {
        "number": str(place), "position": str(place), "positionText": text or str(place), "points": "0", "grid": "1",
        "laps": "3", "status": "Finished" if text is None else "Disqualified",
        "Driver": {"driverId": code.lower(), "code": code, "givenName": "A", "familyName": code, "url": "u"},
        "Constructor": {"constructorId": constructor, "name": constructor.title(), "url": "u", "nationality": "n"},
        **fields,
    }


def laps(driver: str, times: list[int | None], zero: int, start: int = 3_600_000, **fields) -> list[dict]:
    """A driver's laps, one after another from the race's start at session time `start`. `fields` hold for every lap,
    a dict among them for the laps that are its keys."""
    records = []
    at = start
    for number, time in enumerate(times, 1):
        record = {
            "Driver": driver, "LapNumber": float(number), "LapTime": time, "LapStartTime": at, "LapStartDate": zero + at,
            "TrackStatus": "1", "Compound": "MEDIUM", "TyreLife": float(number), "FreshTyre": True, "Team": "Ferrari",
        }
        for name, value in fields.items():
            if isinstance(value, dict):
                if number in value:
                    record[name] = value[number]
            else:
                record[name] = value
        records.append(record)
        at += time or 0
    return records
