"""Builds the models by dbt for Snowflake, on an emulator of it that runs in this process.

    python on_snowflake.py STAGING.duckdb FOLDER

Builds twice: what was published before LATE_MS comes between, as a session of the archive does long after its day.
Writes FOLDER/built.json: each node's status in the second build, what failed in either, and the rows of each table as
texts. The emulator (fakesnow) reads
Snowflake's dialect and answers as it does, as far as it knows it; the driver of Snowflake is patched in the whole
process, so that this is a program of its own.
"""

import json
import logging
import os
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import fakesnow
import snowflake.connector
from dbt.cli.main import dbtRunner

from compare import MODELS, models

TYPES = {"JSON": "variant", "INTEGER": "integer", "VARCHAR": "varchar", "TIMESTAMP": "timestamp_ntz"}
ROWS = 50

# Records with an older CreateTime, UTC ms, are staged behind all others.
LATE_MS = 1_700_000_000_000


def text(value) -> str | None:
    """A value as both sides write it: Snowflake's integers are decimals, and its doubles may be whole."""
    match value:
        case None | bool():
            return None if value is None else str(value)
        case int() | float() | Decimal():
            return repr(round(float(value), 6))
        case datetime():
            return value.replace(tzinfo=None).isoformat()
        case _:
            return str(value)


def quoted(value) -> str:
    """A literal."""
    if value is None or isinstance(value, int):
        return "null" if value is None else str(value)
    return "'" + str(value).replace("\\", "\\\\").replace("'", "''") + "'"


def columns_of(staging: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    """Name and type of each column."""
    return staging.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
    ).fetchall()


def create(staging: duckdb.DuckDBPyConnection, cursor) -> None:
    """Makes the staging tables where the models for Snowflake read them."""
    for (table,) in staging.execute("SELECT table_name FROM duckdb_tables()").fetchall():
        columns = ", ".join(f"{name} {TYPES[kind]}" for name, kind in columns_of(staging, table))
        cursor.execute(f"create table {table} ({columns})")


def copy(staging: duckdb.DuckDBPyConnection, cursor, is_late: bool) -> None:
    """Puts the rows of staging there: the late ones, or all others."""
    for (table,) in staging.execute("SELECT table_name FROM duckdb_tables()").fetchall():
        columns = columns_of(staging, table)
        read = ", ".join(f"CAST({name} AS VARCHAR)" if kind in ("JSON", "TIMESTAMP") else name for name, kind in columns)
        late = "false"
        if ("record_metadata", "JSON") in columns:
            late = f"CAST(record_metadata ->> 'CreateTime' AS BIGINT) < {LATE_MS}"
        rows = staging.execute(f"SELECT {read} FROM {table} WHERE ({late}) = {is_late} ORDER BY rowid").fetchall()
        put = ", ".join(
            f"parse_json(column{i})" if kind == "JSON" else f"cast(column{i} as {TYPES[kind]})"
            for i, (_, kind) in enumerate(columns, 1)
        )
        for begin in range(0, len(rows), ROWS):
            values = ", ".join(f"({', '.join(map(quoted, row))})" for row in rows[begin:begin + ROWS])
            cursor.execute(f"insert into {table} select {put} from values {values}")


def build(folder: Path, is_second: bool):
    """Builds and tests all models: the results of the nodes. A seed's table that is there the emulator cannot fill
    again."""
    built = dbtRunner().invoke([
        "--quiet", "--log-path", str(folder / "logs"), "build", "--target", "snowflake", "--threads", "1",
        "--project-dir", str(MODELS), "--profiles-dir", str(MODELS), "--target-path", str(folder / "target"),
        *(["--exclude", "resource_type:seed"] if is_second else []),
    ])
    if built.exception:
        raise built.exception
    return built.result


def rows_of(execute, table: str) -> list[list[str | None]]:
    """A table's rows as texts, in an order that is the same in every database; without the rows' places in staging,
    which are texts in Snowflake and numbers in DuckDB."""
    cursor = execute(f"select * from {table}")
    names = [column[0].lower() for column in cursor.description]
    places = sorted((name, i) for i, name in enumerate(names) if name != "staged_row")
    rows = [[text(row[i]) for _, i in places] for row in cursor.fetchall()]
    return [[name for name, _ in places], *sorted(rows, key=str)]


def main(staging: Path, folder: Path) -> None:
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    names = ("ACCOUNT", "USER", "PASSWORD", "WAREHOUSE", "ROLE")
    os.environ.update({f"SNOWFLAKE_{name}": "x" for name in names}, SNOWFLAKE_DATABASE="gridcast")
    with fakesnow.patch():
        connection = snowflake.connector.connect(
            account="x", user="x", password="x", database="gridcast", schema="main"
        )
        cursor = connection.cursor()
        database = duckdb.connect(str(staging), read_only=True)
        create(database, cursor)
        copy(database, cursor, is_late=False)
        failed = {}
        for is_second in (False, True):
            if is_second:
                copy(database, cursor, is_late=True)
            result = build(folder, is_second)
            failed |= {one.node.name: one.message for one in result if str(one.status) not in ("success", "pass")}
        statuses = {one.node.unique_id.split(".", 2)[2]: str(one.status) for one in result}
        tables = {name: rows_of(cursor.execute, name) for name in models() if name not in failed}
    (folder / "built.json").write_text(json.dumps({"statuses": statuses, "failed": failed, "tables": tables}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
