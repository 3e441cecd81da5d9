"""The Dagster code location: it loads, and materialises what the program and dbt make."""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import duckdb
import pytest

from conftest import REPOSITORY

CODE = REPOSITORY / "warehouse" / "dagster"

#: Loads the location in a process of its own, since it reads its settings when it is imported.
LOAD = """
import json
from gridcast_dagster.definitions import definitions
repository = definitions.get_repository_def()
graph = repository.asset_graph
print(json.dumps({
    "assets": sorted(key.to_user_string() for key in graph.get_all_asset_keys()),
    "checks": len(graph.asset_check_keys),
    "schedules": {one.name: one.cron_schedule for one in repository.schedule_defs},
    "conditions": sum(1 for key in graph.get_all_asset_keys() if graph.get(key).automation_condition),
}))
"""

MATERIALISE = """
from gridcast_dagster.definitions import definitions
import dagster as dg
with dg.DagsterInstance.ephemeral() as instance:
    result = definitions.resolve_job_def("everything").execute_in_process(instance=instance)
    checks = result.get_asset_check_evaluations()
    print()
    print(result.success, len(checks), sum(not check.passed for check in checks))
"""


def run(code: str, tmp_path, **environment):
    dagster_home = tmp_path / "dagster"
    dagster_home.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {
            "PYTHONPATH": str(CODE), "GRIDCAST_WAREHOUSE": str(tmp_path / "warehouse.duckdb"),
            "DAGSTER_HOME": str(dagster_home), "PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}",
            **environment,
        },
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
    return done.stdout.strip().splitlines()[-1]


def test_the_location_has_all_assets(tmp_path):
    found = json.loads(run(LOAD, tmp_path))
    assert {
        "staging/stg_laps", "staging/stg_telemetry", "staging/stg_jolpica_results", "pub_session", "dim_driver",
    } <= set(found["assets"])
    assert 300 < found["checks"]
    assert found["schedules"] == {"every_second_day": "0 0 */2 * *"}
    assert 70 < found["conditions"]


@pytest.fixture
def api(data):
    """The recorded answers of the season 2023, by path; nothing for what was not recorded."""
    recorded = data / "jolpica"
    answers = {
        "2023/races": "races/2023_races.json", "2023/circuits": "circuits/2023_circuits.json",
        "2023/drivers": "drivers/2023_drivers.json", "2023/constructors": "constructors/2023_constructors.json",
        "2023/22/driverstandings": "driverstandings/2023_22_driverstandings.json",
        "2023/22/constructorstandings": "constructorstandings/2023_22_constructorstandings.json",
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            url = urlparse(self.path)
            path = url.path.strip("/").removesuffix(".json")
            if path in answers:
                body = json.loads((recorded / answers[path]).read_text())
            else:
                limit = parse_qs(url.query).get("limit", ["30"])[0]
                table = "StandingsTable" if "standings" in path else "RaceTable"
                rows = "StandingsLists" if "standings" in path else "Races"
                body = {"MRData": {"limit": limit, "offset": "0", "total": "0", table: {"season": "2023", rows: []}}}
            text = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_everything_is_materialised(tmp_path, data, api):
    program = os.environ.get("GRIDCAST_WAREHOUSE_PROGRAM")
    if not program:
        pytest.skip("GRIDCAST_WAREHOUSE_PROGRAM does not name the program")
    database = tmp_path / "warehouse.duckdb"
    recording = data / "laps" / "2025_australia_race.jsonl"
    subprocess.run([program, "import", "--database", str(database), "--laps", str(recording)], check=True)
    told = run(MATERIALISE, tmp_path, GRIDCAST_JOLPICA_URL=api, GRIDCAST_SEASON="2023", GRIDCAST_ROUND="22")
    success, n_checks, n_failed = told.split()
    assert success == "True" and 300 < int(n_checks) and int(n_failed) == 0
    connection = duckdb.connect(str(database), read_only=True)
    assert connection.execute("SELECT count(*) FROM pub_schedule WHERE season = 2023").fetchone() == (22,)
    assert connection.execute("SELECT points FROM pub_standings WHERE id = 'VER'").fetchone() == (575.0,)
    # A race of which nothing but laps is known stands outside the championship.
    assert connection.execute("SELECT round, laps FROM pub_session WHERE season = 2025").fetchall() == [(0, 57)]
