"""Builds the models by dbt for Snowflake, on an emulator of it that runs in this process.

    python on_snowflake.py STAGING.duckdb FOLDER

Writes FOLDER/built.json: each node's status, and the rows of each table as texts. The emulator (fakesnow) reads
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


def copy(staging: duckdb.DuckDBPyConnection, cursor) -> None:
    """Puts the staging tables where the models for Snowflake read them."""
    for (table,) in staging.execute("SELECT table_name FROM duckdb_tables()").fetchall():
        columns = staging.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
        ).fetchall()
        cursor.execute(f"create table {table} ({', '.join(f'{name} {TYPES[kind]}' for name, kind in columns)})")
        read = ", ".join(f"CAST({name} AS VARCHAR)" if kind in ("JSON", "TIMESTAMP") else name for name, kind in columns)
        rows = staging.execute(f"SELECT {read} FROM {table} ORDER BY rowid").fetchall()
        put = ", ".join(
            f"parse_json(column{i})" if kind == "JSON" else f"cast(column{i} as {TYPES[kind]})"
            for i, (_, kind) in enumerate(columns, 1)
        )
        for begin in range(0, len(rows), ROWS):
            values = ", ".join(f"({', '.join(map(quoted, row))})" for row in rows[begin:begin + ROWS])
            cursor.execute(f"insert into {table} select {put} from values {values}")


def rows_of(execute, table: str) -> list[list[str | None]]:
    """A table's rows as texts, in an order that is the same in every database; without the rows' places in staging,
    which are dates in Snowflake and numbers in DuckDB."""
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
        copy(duckdb.connect(str(staging), read_only=True), cursor)
        build = dbtRunner().invoke([
            "--quiet", "--log-path", str(folder / "logs"), "build", "--target", "snowflake", "--threads", "1",
            "--project-dir", str(MODELS), "--profiles-dir", str(MODELS), "--target-path", str(folder / "target"),
        ])
        if build.exception:
            raise build.exception
        statuses = {one.node.unique_id.split(".", 2)[2]: str(one.status) for one in build.result}
        failed = {one.node.name: one.message for one in build.result if str(one.status) not in ("success", "pass")}
        tables = {name: rows_of(cursor.execute, name) for name in models() if name not in failed}
    (folder / "built.json").write_text(json.dumps({"statuses": statuses, "failed": failed, "tables": tables}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
