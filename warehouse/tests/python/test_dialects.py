"""The models in DuckDB's and in Snowflake's dialect: linted in both, and compiled for Snowflake."""

import os
import subprocess
import sys

import pytest

from conftest import MODELS


@pytest.mark.parametrize("options", [[], ["--config", ".sqlfluff-snowflake", "--ignore-local-config"]])
def test_models_are_linted(options):
    run = subprocess.run(
        [sys.executable, "-m", "sqlfluff", "lint", "--nocolor", "--disable-progress-bar", *options, "."],
        cwd=MODELS, capture_output=True, text=True, check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]


def test_models_compile_for_snowflake(tmp_path):
    run = subprocess.run(
        [
            sys.executable, "-m", "dbt.cli.main", "--quiet", "--log-path", str(tmp_path / "logs"), "compile",
            # Without a connection: an incremental model would ask whether its table is there.
            "--no-introspect", "--no-populate-cache", "--exclude", "base_telemetry", "--target", "snowflake",
            "--project-dir", str(MODELS), "--profiles-dir", str(MODELS), "--target-path", str(tmp_path / "target"),
        ],
        env=os.environ | {
            f"SNOWFLAKE_{name}": "x" for name in ("ACCOUNT", "USER", "PASSWORD", "DATABASE", "WAREHOUSE", "ROLE")
        },
        capture_output=True, text=True, check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    compiled = (tmp_path / "target" / "compiled" / "gridcast" / "staging" / "base_laps.sql").read_text()
    assert "json_transform" not in compiled and "try_cast" in compiled
