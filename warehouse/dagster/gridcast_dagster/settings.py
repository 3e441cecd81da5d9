"""Where things are, from the environment."""

import os
from pathlib import Path


def database() -> Path:
    """The DuckDB file that the program, dbt and the observations share."""
    return Path(os.environ.get("GRIDCAST_WAREHOUSE", "warehouse.duckdb")).resolve()


def program() -> str:
    """The warehouse's program."""
    return os.environ.get("GRIDCAST_WAREHOUSE_PROGRAM", "gridcast-warehouse")


def models() -> Path:
    """The folder of the dbt project."""
    default = Path(__file__).resolve().parents[2] / "models"
    return Path(os.environ.get("GRIDCAST_MODELS", default)).resolve()


def loader_arguments() -> list[str]:
    """What the loader is asked for."""
    arguments = ["--round", os.environ.get("GRIDCAST_ROUND", "latest")]
    if season := os.environ.get("GRIDCAST_SEASON"):
        arguments += ["--season", season]
    return arguments
