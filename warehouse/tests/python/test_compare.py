"""The comparison of two databases finds what differs; and the program's own runner builds what dbt builds."""

import os
import shutil
import subprocess

import duckdb
import pytest

from compare import differences
from conftest import MODELS, dbt, failures
from staging import Staging
from test_faults import fill
from test_small_inputs import SCENES

#: Tables that are not empty, so that nothing is not compared with nothing.
FILLED = {
    "scenes": ["pub_results", "pub_penalties"],
    "race": ["base_telemetry", "pub_laps", "pub_track", "pub_telemetry", "pub_results", "pub_pace", "pub_penalties"],
}


def test_a_changed_row_is_found(tmp_path, work):
    one, other = tmp_path / "one.duckdb", tmp_path / "other.duckdb"
    staging = Staging(one)
    fill(staging)
    staging.close()
    shutil.copy(one, other)
    for path in (one, other):
        assert failures(dbt(path, work, "build")) == []
    assert differences(one, other) == []
    connection = duckdb.connect(str(other))
    connection.execute("UPDATE pub_results SET laps = 4 WHERE driver = 1")
    connection.execute("DROP TABLE pub_teams")
    connection.close()
    assert [line.split(":")[0] for line in differences(one, other)] == ["pub_results", "pub_teams"]


def season(staging):
    for scene in SCENES:
        scene(staging)


@pytest.mark.parametrize("what", ["scenes", "race"])
def test_the_program_builds_what_dbt_builds(what, request, tmp_path, work):
    program = os.environ.get("GRIDCAST_WAREHOUSE_PROGRAM")
    if not program:
        pytest.skip("GRIDCAST_WAREHOUSE_PROGRAM does not name the program")
    fill = season if what == "scenes" else request.getfixturevalue("australia")
    one, other = tmp_path / "one.duckdb", tmp_path / "other.duckdb"
    # The program makes its own tables; the rows go into them.
    nothing = tmp_path / "nothing.jsonl"
    nothing.write_text("")
    subprocess.run([program, "import", "--database", str(one), "--laps", str(nothing)], check=True)
    staging = Staging(one)
    fill(staging)
    staging.close()
    shutil.copy(one, other)
    subprocess.run([program, "build", "--database", str(one), "--models", str(MODELS)], check=True)
    assert failures(dbt(other, work, "build")) == []
    assert differences(one, other) == []
    connection = duckdb.connect(str(one), read_only=True)
    assert all(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in FILLED[what])
    connection.close()
