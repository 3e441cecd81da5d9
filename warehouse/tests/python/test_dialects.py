"""The models in DuckDB's and in Snowflake's dialect: linted in both, and compiled for Snowflake."""

import os
import subprocess
import sys

import pytest
import sqlglot
from sqlglot import exp

from conftest import MODELS


@pytest.mark.parametrize("options", [[], ["--config", ".sqlfluff-snowflake", "--ignore-local-config"]])
def test_models_are_linted(options):
    run = subprocess.run(
        [sys.executable, "-m", "sqlfluff", "lint", "--nocolor", "--disable-progress-bar", *options, "."],
        cwd=MODELS, capture_output=True, text=True, check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]


# Models that are only added to: compiled, they would ask whether their table is there. Their text is looked at as it was
# run under the emulator (test_snowflake.py).
ADDED_TO = sorted(path.stem for path in MODELS.rglob("*.sql") if "is_incremental()" in path.read_text())


@pytest.fixture(scope="module")
def snowflake(tmp_path_factory):
    """Where the models are, compiled for Snowflake."""
    tmp_path = tmp_path_factory.mktemp("snowflake")
    run = subprocess.run(
        [
            sys.executable, "-m", "dbt.cli.main", "--quiet", "--log-path", str(tmp_path / "logs"), "compile",
            "--no-introspect", "--no-populate-cache", "--exclude", *ADDED_TO, "--target", "snowflake",
            "--project-dir", str(MODELS), "--profiles-dir", str(MODELS), "--target-path", str(tmp_path / "target"),
        ],
        env=os.environ | {
            f"SNOWFLAKE_{name}": "x" for name in ("ACCOUNT", "USER", "PASSWORD", "DATABASE", "WAREHOUSE", "ROLE")
        },
        capture_output=True, text=True, check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return tmp_path / "target" / "compiled" / "gridcast"


def test_models_compile_for_snowflake(snowflake):
    compiled = (snowflake / "staging" / "base_race_control.sql").read_text()
    assert "json_transform" not in compiled and "try_cast" in compiled
    # Snowflake numbers elements from 0, the models from 1.
    assert "p.index + 1" in (snowflake / "staging" / "base_session_points.sql").read_text()


def refusal(sql):
    """Why Snowflake refuses a statement or reads it otherwise; none where it does neither."""
    try:
        tree = sqlglot.parse_one(sql, read="snowflake")
    except sqlglot.errors.SqlglotError as error:
        return str(error)
    # What the parser lets pass and Snowflake does not, or means otherwise there.
    if any(select.args.get("windows") for select in tree.find_all(exp.Select)):
        return "a named window"
    for call in tree.find_all(exp.Greatest, exp.Least):
        if not isinstance(call.parent, exp.Coalesce):
            return f"{call.sql()} is null where one of its values is"
    return None


def test_snowflakes_parser_refuses_nothing(snowflake):
    files = [path for path in snowflake.rglob("*.sql") if path.parent.name != "tests" or path.is_file()]
    assert len(files) > 70
    reasons = {path.stem: refusal(path.read_text()) for path in files}
    assert {name: reason for name, reason in reasons.items() if reason} == {}


@pytest.mark.parametrize("sql", [
    "select lag(a) over w from t window w as (order by a)",
    "select lag(a) over w from t as u window w as (order by a)",
    "select greatest(a, b) from t",
])
def test_what_snowflake_refuses_is_found(sql):
    assert refusal(sql)
    assert refusal("select lag(a) over (order by a), coalesce(greatest(a, b), a, b) from t") is None
