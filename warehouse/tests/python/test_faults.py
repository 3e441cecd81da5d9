"""A fault in the data makes the right test of the schema fail; what is added later is picked up."""

import shutil

import duckdb
import pytest

from conftest import dbt, failures
from staging import Staging, event, laps, result

ZERO = 1_527_850_800_000


def fill(staging):
    staging.put("events", [2018, 1], event("Grand Prix", "2018-06-01", "12:00:00Z"))
    staging.records("stg_laps", laps("AAA", [90_000] * 3, ZERO) + laps("BBB", [91_000] * 3, ZERO))
    for place, code in enumerate(["AAA", "BBB"], 1):
        staging.put("results", [2018, 1, code.lower()], result(code, place))


@pytest.fixture(scope="module")
def built(tmp_path_factory, work):
    """A database in which all is well."""
    path = tmp_path_factory.mktemp("faults") / "faults.duckdb"
    staging = Staging(path)
    fill(staging)
    staging.close()
    assert failures(dbt(path, work, "build")) == []
    return path


@pytest.fixture
def database(built, tmp_path):
    """A copy of it, to be damaged."""
    return shutil.copy(built, tmp_path / built.name)


def change(path, *statements):
    connection = duckdb.connect(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_two_drivers_in_one_place(database, work):
    staging = Staging(database)
    staging.put("results", [2018, 1, "bbb"], result("BBB", 1) | {"number": "2"})
    staging.close()
    assert failures(dbt(database, work, "run")) == []
    assert failures(dbt(database, work, "test", "--select", "race_results")) == ["places_are_given_once"]


@pytest.mark.parametrize(
    ("statement", "model", "test"),
    [
        (
            "UPDATE pub_results SET outcome = 'abducted' WHERE driver = 1",
            "pub_results", "accepted_values_pub_results_outcome",
        ),
        (
            "UPDATE fact_race_laps SET sk_event = 'nowhere' WHERE lap_number = 2",
            "fact_race_laps", "relationships_fact_race_laps_sk_event",
        ),
        ("UPDATE pub_drivers SET name = NULL WHERE driver = 0", "pub_drivers", "not_null_pub_drivers_name"),
        (
            "INSERT INTO dim_driver SELECT * FROM dim_driver LIMIT 1",
            "dim_driver,test_type:generic", "unique_dim_driver_sk_driver",
        ),
        ("UPDATE stints SET last_lap = 0", "stints", "stints_do_not_overlap"),
        ("UPDATE dim_driver SET valid_to = '2999-01'", "dim_driver", "versions_do_not_overlap"),
    ],
)
def test_a_fault_fails_its_own_test(database, work, statement, model, test):
    change(database, statement)
    failed = failures(dbt(database, work, "test", "--select", model))
    assert len(failed) == 1 and failed[0].startswith(test)


def test_what_comes_later_is_added(database, work):
    def samples(n, first=0):
        return [
            {"Driver": "AAA", "Date": ZERO + 3_600_000 + i * 100, "SessionTime": 3_600_000 + i * 100, "Lap": 1,
             "Speed": 100.0, "X": float(i), "Y": 1.0, "Z": 1.0} for i in range(first, n)
        ]

    for contents, expected in [(samples(5), 5), (samples(9, 5), 9), ([], 9)]:
        staging = Staging(database)
        staging.offset = 1000 + expected
        staging.records("stg_telemetry", contents)
        staging.close()
        assert failures(dbt(database, work, "run", "--select", "base_telemetry")) == []
        connection = duckdb.connect(str(database), read_only=True)
        assert connection.execute("SELECT count(*) FROM base_telemetry").fetchone() == (expected,)
        connection.close()
