"""Compares the models' tables of two databases row by row.

    python compare.py built-by-gridcast-warehouse.duckdb built-by-dbt.duckdb

Prints what differs, and exits with 1 when anything does. Both must have been built from the same staging tables.
"""

import sys
from pathlib import Path

import duckdb

MODELS = Path(__file__).resolve().parents[2] / "models"
FOLDERS = ["staging", "intermediate", "marts", "publish"]


def models() -> list[str]:
    """Names of the project's models and seeds."""
    names = [path.stem for folder in FOLDERS for path in (MODELS / folder).glob("*.sql")]
    return sorted(names + [path.stem for path in (MODELS / "seeds").glob("*.csv")])


def differences(one: Path, other: Path) -> list[str]:
    """What differs, a line a table; none when all is equal."""
    connection = duckdb.connect()
    connection.execute(f"ATTACH '{one}' AS a (READ_ONLY)")
    connection.execute(f"ATTACH '{other}' AS b (READ_ONLY)")
    found = []
    for name in models():
        columns = {
            side: connection.execute(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = ? AND schema_name = 'main' "
                "AND table_name = ? ORDER BY column_index",
                [side, name],
            ).fetchall()
            for side in ("a", "b")
        }
        if not columns["a"] or not columns["b"]:
            found.append(f"{name}: missing in {one if not columns['a'] else other}")
        elif columns["a"] != columns["b"]:
            found.append(f"{name}: columns differ: {sorted(set(columns['a']) ^ set(columns['b']))}")
        else:
            counts = [
                connection.execute(f'SELECT count(*) FROM {side}.main."{name}"').fetchone()[0] for side in ("a", "b")
            ]
            only = [
                connection.execute(
                    f'SELECT count(*) FROM (SELECT * FROM {x}.main."{name}" EXCEPT ALL SELECT * FROM {y}.main."{name}")'
                ).fetchone()[0]
                for x, y in (("a", "b"), ("b", "a"))
            ]
            if any(only):
                found.append(f"{name}: {counts[0]} and {counts[1]} rows; only in one {only[0]}, only in other {only[1]}")
    connection.close()
    return found


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    found = differences(Path(sys.argv[1]), Path(sys.argv[2]))
    for line in found:
        print(line)
    print(f"{len(models())} tables compared, {len(found)} differ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
