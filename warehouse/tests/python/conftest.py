"""Where the data is, and databases that dbt has built."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from staging import Staging

REPOSITORY = Path(__file__).resolve().parents[3]
MODELS = REPOSITORY / "warehouse" / "models"


def dbt(database: Path, work: Path, *arguments: str) -> dict[str, str]:
    """Runs dbt on a database and tells each node's status by name; nothing is written into the repository."""
    target = work / "target"
    (target / "run_results.json").unlink(missing_ok=True)
    # Each run is a process of its own, because dbt keeps its connection to the database for as long as it lives.
    run = subprocess.run(
        [
            sys.executable, "-m", "dbt.cli.main", "--quiet", "--log-path", str(work / "logs"), *arguments,
            "--project-dir", str(MODELS), "--profiles-dir", str(MODELS), "--target-path", str(target),
        ],
        env=os.environ | {"GRIDCAST_WAREHOUSE": str(database)},
        capture_output=True, text=True, check=False,
    )
    assert (target / "run_results.json").is_file(), run.stdout + run.stderr
    results = json.loads((target / "run_results.json").read_text())["results"]
    return {one["unique_id"].split(".", 2)[2]: one["status"] for one in results}


def failures(statuses: dict[str, str]) -> list[str]:
    """Names of nodes that failed."""
    return sorted(name for name, status in statuses.items() if status not in ("success", "pass"))


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of recordings, which the repository does not carry."""
    folder = Path(os.environ.get("GRIDCAST_DATA", REPOSITORY.parent / "shared" / "data"))
    if not (folder / "jolpica").is_dir():
        pytest.skip(f"no recordings in {folder}; name their folder in GRIDCAST_DATA")
    return folder


@pytest.fixture(scope="session")
def work(tmp_path_factory) -> Path:
    """A folder for what dbt writes."""
    return tmp_path_factory.mktemp("dbt")


@pytest.fixture(scope="session")
def build(work, tmp_path_factory):
    """Fills a database, builds and tests everything in it, and opens it."""

    def run(name: str, fill, *arguments: str) -> duckdb.DuckDBPyConnection:
        path = tmp_path_factory.mktemp(name) / f"{name}.duckdb"
        staging = Staging(path)
        fill(staging)
        staging.close()
        assert failures(dbt(path, work, "build", *arguments)) == []
        return duckdb.connect(str(path), read_only=True)

    return run


@pytest.fixture(scope="session")
def australia_telemetry(data, tmp_path_factory) -> Path:
    """The unpacked telemetry of the 2025 Australian Grand Prix."""
    packed = data / "tele" / "2025_australia_race.jsonl.zst"
    if not packed.is_file() or shutil.which("zstd") is None:
        pytest.skip("no telemetry recording, or no zstd to unpack it")
    path = tmp_path_factory.mktemp("telemetry") / "telemetry.jsonl"
    subprocess.run(["zstd", "-dqc", "--long=27", str(packed)], check=True, stdout=path.open("wb"))
    return path


@pytest.fixture(scope="session")
def australia(data, australia_telemetry):
    """Fills staging with the race: laps, telemetry, race control, tyres as the timing told them, result."""

    def fill(staging):
        staging.file("stg_laps", data / "laps" / "2025_australia_race.jsonl")
        staging.file("stg_telemetry", australia_telemetry)
        staging.records("stg_race_control", list(messages(data)))
        staging.records("stg_timing", list(tyres(data)))
        staging.answer(data / "jolpica" / "2025" / "2025_1_results.json")

    return fill


# UTC ms at session time 0 of the race, by its laps.
AUSTRALIA_ZERO_MS = 1_742_094_442_619


def messages(data: Path):
    """What race control said, as records of its topic."""
    recording = data / "static" / "2025_australia_race" / "RaceControlMessages.jsonStream"
    for line in recording.read_text("utf-8-sig").splitlines():
        # Whole at first, then by index.
        told = json.loads(line[len("00:00:00.000"):])["Messages"]
        for message in told if isinstance(told, list) else told.values():
            date = datetime.fromisoformat(message["Utc"]).replace(tzinfo=UTC)
            yield {"Session": "2025-01-race", "Date": int(date.timestamp() * 1000), "Lap": message.get("Lap"),
                   "Category": message["Category"], "Message": message["Message"]}


def tyres(data: Path):
    """What the tyre feed told of the set that each car had on, as records of the timing topic: the newest set that it
    knew by then."""
    folder = data / "static" / "2025_australia_race"
    codes, sets = {}, {}
    for line in (folder / "DriverList.jsonStream").read_text("utf-8-sig").splitlines():
        for number, car in json.loads(line[len("00:00:00.000"):]).items():
            if isinstance(car, dict) and "Tla" in car:
                codes[number] = car["Tla"]
    for line in (folder / "TimingAppData.jsonStream").read_text("utf-8-sig").splitlines():
        hours, minutes, seconds = line[:len("00:00:00.000")].split(":")
        date = AUSTRALIA_ZERO_MS + round(1000 * (3600 * int(hours) + 60 * int(minutes) + float(seconds)))
        for number, car in json.loads(line[len("00:00:00.000"):]).get("Lines", {}).items():
            told = car.get("Stints", {}) if isinstance(car, dict) else {}
            # Whole at first, then by index.
            for place, stint in enumerate(told) if isinstance(told, list) else told.items():
                sets.setdefault(number, {}).setdefault(int(place), {}).update(stint)
            if told:
                newest = sets[number][max(sets[number])]
                yield {"Driver": codes[number], "Date": date, "Compound": newest.get("Compound"),
                       "TyreLife": newest.get("TotalLaps")}
