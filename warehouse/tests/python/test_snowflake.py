"""The models for Snowflake, run under an emulator of it: the same tables as in DuckDB."""

import json
import math
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import test_sessions
import test_small_inputs
from compare import models
from conftest import dbt, failures
from on_snowflake import LATE_MS, rows_of
from staging import Staging, laps
from test_dialects import refusal
from test_small_inputs import at, race

# What the emulator does not carry, by name and why. Nothing at present.
NOT_CARRIED: dict[str, str] = {}

# Where the emulator, unlike Snowflake, keeps the quotes of a text that is cast out of an array's last element.
QUOTED = {"base_driver_standings", "pub_standings"}

# Folders of the models, as they are run.
FOLDERS = {"staging", "intermediate", "marts", "publish"}


def driven(staging):
    """2018: two laps around a circle with telemetry, of which the outline and the laps by distance are made."""
    race(staging, 2018, [laps("AAA", [90_000] * 3, at(2018)), laps("BBB", [91_000] * 3, at(2018))])
    for lap in (2, 3):
        start = 3_600_000 + (lap - 1) * 90_000
        staging.records("stg_telemetry", [
            {"Driver": "AAA", "Date": at(2018) + start + second * 1000, "SessionTime": start + second * 1000, "Lap": lap,
             "Speed": 75.0, "X": round(3000 * math.cos(second * math.tau / 90)),
             "Y": round(3000 * math.sin(second * math.tau / 90)), "Z": 1, "nGear": 5, "Throttle": 50, "Brake": False,
             "DRS": 0} for second in range(90)
        ])


def fetched_late(staging):
    """1998: a race that is staged behind all others, though its records are older, and all of one millisecond."""
    staging.created = LATE_MS - 1
    race(staging, 1998, [laps("LAA", [90_000] * 3, at(1998)), laps("LBB", [91_000] * 3, at(1998))])
    start = at(1998) + 3_600_000
    staging.records("stg_timing", [
        {"Driver": "LAA", "Date": start, "GridPosition": 2}, {"Driver": "LBB", "Date": start, "GridPosition": 1},
        {"Driver": "LAA", "Date": start + 1, "Compound": "SOFT"}, {"Driver": "LAA", "Date": start + 1, "TyreLife": 0},
        {"Driver": "LAA", "Date": start + 2, "BestLaps": [90_000]},
    ])
    staging.records("stg_telemetry", [
        {"Driver": "LAA", "Date": start + second * 1000, "SessionTime": 3_600_000 + second * 1000, "Lap": 1,
         "Speed": 75.0, "X": 10 * second, "Y": 1, "Z": 1} for second in range(90)
    ])
    staging.created = None


@pytest.fixture(scope="module")
def both(work, tmp_path_factory):
    """The same staging, built in DuckDB and under the emulator."""
    folder = tmp_path_factory.mktemp("snowflake")
    path = folder / "staging.duckdb"
    staging = Staging(path)
    scenes = [*test_small_inputs.SCENES, test_sessions.parts, test_sessions.practices, driven, fetched_late]
    for scene in scenes:
        scene(staging)
    staging.close()
    run = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("on_snowflake.py")), str(path), str(folder)],
        capture_output=True, text=True, check=False,
    )
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    assert failures(dbt(path, work, "build")) == []
    ran = folder / "target" / "run" / "gridcast"
    refused = {path.stem: refusal(path.read_text()) for path in ran.rglob("*.sql") if path.parent.name in FOLDERS}
    assert len(refused) > 80
    built = json.loads((folder / "built.json").read_text())
    return built | {"refused": {name: why for name, why in refused.items() if why}}, duckdb.connect(str(path), read_only=True)


def test_models_and_tests_run_as_snowflake(both):
    built, _ = both
    assert set(built["failed"]) == set(NOT_CARRIED), built["failed"]
    assert 600 < len(built["statuses"])


def test_snowflakes_parser_refuses_nothing_that_was_run(both):
    built, _ = both
    assert built["refused"] == {}


def test_what_is_staged_late_is_there(both):
    _, database = both
    for table, column, n in [
        ("base_laps", "driver_code", 6), ("base_telemetry", "driver_code", 90), ("base_timing", "driver_code", 2),
        ("base_timing_tyres", "driver_code", 2), ("base_part_times", "driver_code", 1), ("pub_laps", "season", 6),
    ]:
        of = "= 1998" if column == "season" else "IN ('LAA', 'LBB')"
        assert database.execute(f"SELECT count(*) FROM {table} WHERE {column} {of}").fetchone() == (n,), table


def test_tables_are_those_of_duckdb(both):
    built, database = both
    assert len(built["tables"]) + len(NOT_CARRIED) == len(models())
    differ = {}
    for name, rows in built["tables"].items():
        ours = rows_of(database.execute, name)
        if name in QUOTED:
            rows = [[value.strip('"') if isinstance(value, str) else value for value in row] for row in rows]
        if ours != rows:
            first = next(((a, b) for a, b in zip(ours, rows) if a != b), (len(ours), len(rows)))
            differ[name] = first
    assert differ == {}
    empty = sorted(name for name, rows in built["tables"].items() if len(rows) == 1)
    assert len(empty) < len(built["tables"]) / 2, empty
