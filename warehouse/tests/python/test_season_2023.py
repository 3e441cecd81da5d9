"""The recorded season data of 2023: standings, and a race of which only paged laps are known."""

import json

import pytest


@pytest.fixture(scope="module")
def answers(data):
    season = data / "jolpica"
    return [
        season / "races" / "2023_races.json",
        season / "circuits" / "2023_circuits.json",
        season / "drivers" / "2023_drivers.json",
        season / "constructors" / "2023_constructors.json",
        season / "driverstandings" / "2023_4_driverStandings.json",
        season / "driverstandings" / "2023_5_driverstandings.json",
        season / "driverstandings" / "2023_22_driverstandings.json",
        season / "constructorstandings" / "2023_1_constructorStandings.json",
        season / "constructorstandings" / "2023_13_constructorstandings.json",
        season / "constructorstandings" / "2023_22_constructorstandings.json",
        season / "results" / "2023_9_results.json",
        season / "results" / "2023_99_results.json",
        *sorted((season / "2023_18_all").iterdir()),
    ]


def disqualified(staging):
    """The official result of round 18, made from its laps as it was: two cars taken out afterwards."""
    rows = staging.connection.execute(
        """SELECT l.driver_id, json_extract_string(d.record_content, '$.code'), max(l.lap),
            last(CAST(l.record_content ->> 'position' AS INTEGER) ORDER BY l.lap)
        FROM stg_jolpica_laps l JOIN stg_jolpica_drivers d ON d.driver_id = l.driver_id AND d.season = 2023
        WHERE l.season = 2023 AND l.round = 18 GROUP BY 1, 2 ORDER BY 3 DESC, 4"""
    ).fetchall()
    order = [row for row in rows if row[0] not in ("hamilton", "leclerc")]
    order += [row for row in rows if row[0] in ("hamilton", "leclerc")]
    for place, (driver_id, code, n_laps, _) in enumerate(order, 1):
        driver = json.loads(staging.connection.execute(
            "SELECT record_content FROM stg_jolpica_drivers WHERE season = 2023 AND driver_id = ?", [driver_id]
        ).fetchone()[0])
        text = "D" if driver_id in ("hamilton", "leclerc") else "R" if n_laps < 55 else str(place)
        staging.put("results", [2023, 18, driver_id], {
            "number": "1", "position": str(place), "positionText": text, "points": "0", "grid": "1",
            "laps": str(n_laps), "status": "Disqualified" if text == "D" else "Finished", "Driver": driver,
            "Constructor": {"constructorId": "x", "name": "X", "url": "u", "nationality": "n"},
        })


@pytest.fixture(scope="module")
def season(build, answers):
    def fill(staging):
        for path in answers:
            staging.answer(path)
        disqualified(staging)

    return build("season", fill)


def test_a_season_has_all_its_events(season):
    assert season.execute("SELECT count(*), min(race_ms) FROM pub_schedule WHERE season = 2023").fetchone() == (
        22, 1_678_028_400_000
    )
    assert season.execute(
        "SELECT event_sprint, event_sprint_qualifying IS NULL FROM fact_events WHERE event_id = '2023-04'"
    ).fetchone()[0].isoformat() == "2023-04-29T13:30:00"


def test_standings_of_several_rounds_stand_side_by_side(season):
    rounds = season.execute(
        "SELECT kind, list(DISTINCT round ORDER BY round) FROM pub_standings WHERE season = 2023 GROUP BY kind ORDER BY 1"
    ).fetchall()
    assert rounds == [("constructor", [1, 13, 22]), ("driver", [4, 5, 22])]
    points = season.execute(
        "SELECT round, points, wins FROM pub_standings WHERE kind = 'driver' AND id = 'VER' ORDER BY round"
    ).fetchall()
    assert points == [(4, 93.0, 2), (5, 119.0, 3), (22, 575.0, 19)]
    assert season.execute("SELECT DISTINCT races_left, sprints_left FROM pub_standings").fetchall() == [(0, 0)]


def test_a_driver_who_came_later_is_in_the_later_standings(season):
    rows = season.execute(
        "SELECT id, round, team FROM pub_standings WHERE id IN ('DEV', 'RIC') ORDER BY id, round"
    ).fetchall()
    assert rows == [
        ("DEV", 4, "AlphaTauri"), ("DEV", 5, "AlphaTauri"), ("DEV", 22, "AlphaTauri"), ("RIC", 22, "AlphaTauri"),
    ]


def test_a_race_of_paged_laps_has_its_marts(season):
    assert season.execute("SELECT count(*) FROM fact_race_laps").fetchone() == (1014,)
    assert season.execute("SELECT count(*) FROM pub_pit_stops WHERE round = 18 AND official IS NOT NULL").fetchone() == (
        36,
    )
    leader = season.execute(
        "SELECT lap_number, driver_code FROM lap_positions WHERE season = 2023 AND round = 18 AND position = 1 "
        "AND lap_number IN (1, 56) ORDER BY 1"
    ).fetchall()
    assert leader == [(1, "NOR"), (56, "VER")]
    assert season.execute("SELECT laps, gap FROM pub_results WHERE round = 18 AND position = 2").fetchone()[0] == 56


def test_a_disqualification_is_listed_and_not_hidden(season):
    rows = season.execute(
        "SELECT code, position, official_position, outcome FROM pub_results JOIN pub_drivers "
        "USING (season, round, session, driver) WHERE round = 18 AND code IN ('VER', 'HAM', 'NOR', 'LEC') ORDER BY position"
    ).fetchall()
    assert rows == [
        ("VER", 1, 1, "finished"), ("HAM", 2, None, "disqualified"), ("NOR", 3, 2, "finished"),
        ("LEC", 6, None, "disqualified"),
    ]
    differences = season.execute(
        "SELECT code, what, timing, official FROM pub_differences JOIN pub_drivers USING (season, round, session, driver) "
        "WHERE round = 18 AND code IN ('HAM', 'NOR', 'VER') ORDER BY code, what"
    ).fetchall()
    assert differences == [
        ("HAM", "outcome", "finished", "disqualified"), ("HAM", "position", "2", None), ("NOR", "position", "3", "2"),
    ]


@pytest.fixture(scope="module")
def corrected(build, answers):
    """Round 18 as its result was at first, by its laps, and then as it is: two cars taken out, those behind moved up."""
    taken_out = {"hamilton", "leclerc"}
    points = [25, 18, 15, 12, 10, 8, 6, 4, 2, 1]

    def fill(staging):
        for path in answers:
            staging.answer(path)
        disqualified(staging)
        rows = staging.connection.execute(
            "SELECT driver_id, record_content FROM stg_jolpica_results WHERE season = 2023 AND round = 18"
        ).fetchall()
        final = {driver_id: json.loads(content) for driver_id, content in rows}
        (order,) = staging.connection.execute(
            """SELECT list(driver_id ORDER BY CAST(record_content ->> 'position' AS INTEGER)) FROM stg_jolpica_laps
            WHERE season = 2023 AND round = 18 AND lap = 56"""
        ).fetchone()

        def scored(result, place):
            return result | {"points": str(points[place - 1]) if place <= len(points) else "0"}

        for place, driver_id in enumerate(order, 1):
            first = scored(final[driver_id], place) | {
                "position": str(place), "positionText": str(place), "status": "Finished"
            }
            staging.put("results", [2023, 18, driver_id], first, "2023-10-22 22:00:00")
        standing = [driver_id for driver_id in order if driver_id not in taken_out]
        for driver_id in order:
            row = final[driver_id] | {"points": "0"}
            if driver_id in standing:
                row = scored(row, standing.index(driver_id) + 1)
            staging.replace("results", [2023, 18, driver_id], row, "2023-10-23 12:00:00")
        # The standings after it, and as they were corrected.
        for when, sums in [(None, {"max_verstappen": "466", "hamilton": "219"}), ("2023-10-23 12:00:00", {"hamilton": "201"})]:
            for driver_id, sum_ in sums.items():
                row = {"position": "1" if driver_id == "max_verstappen" else "3", "points": sum_, "wins": "0",
                       "Driver": final[driver_id]["Driver"], "Constructors": [final[driver_id]["Constructor"]]}
                if when is None:
                    staging.put("driver_standings", [2023, 18, driver_id], row, "2023-10-22 22:00:00")
                else:
                    staging.replace("driver_standings", [2023, 18, driver_id], row, when)
        # A qualifying of which the second was put behind the third the day after.
        for when, qualified in [
            (None, ["max_verstappen", "hamilton", "norris"]),
            ("2023-10-08 12:00:00", ["max_verstappen", "norris", "hamilton"]),
        ]:
            for place, driver_id in enumerate(qualified, 1):
                row = {name: final[driver_id][name] for name in ("number", "Driver", "Constructor")}
                row |= {"position": str(place), "Q1": "1:24.000"}
                if when is None:
                    staging.put("qualifying_results", [2023, 17, driver_id], row, "2023-10-07 18:00:00")
                elif driver_id != "max_verstappen":
                    staging.replace("qualifying_results", [2023, 17, driver_id], row, when)

    return build("corrected", fill)


def test_a_correction_is_said_with_its_date_and_what_was_before(corrected):
    rows = corrected.execute(
        "SELECT at_ms, code, what, was, becomes FROM pub_result_changes JOIN pub_drivers USING (season, round, driver) "
        "WHERE season = 2023 AND round = 18 AND code IN ('VER', 'HAM', 'NOR') ORDER BY code, what"
    ).fetchall()
    at = 1_698_062_400_000
    assert rows == [
        (at, "HAM", "outcome", "finished", "disqualified"), (at, "HAM", "points", "18.0", "0.0"),
        (at, "HAM", "position", "2", None), (at, "NOR", "points", "15.0", "18.0"), (at, "NOR", "position", "3", "2"),
    ]
    assert corrected.execute(
        "SELECT code, official_position, points, outcome FROM pub_results JOIN pub_drivers USING (season, round, driver) "
        "WHERE season = 2023 AND round = 18 AND code IN ('VER', 'HAM', 'NOR') ORDER BY driver"
    ).fetchall() == [("VER", 1, 25.0, "finished"), ("NOR", 2, 18.0, "finished"), ("HAM", None, 0.0, "disqualified")]


def test_standings_follow_a_correction(corrected):
    assert corrected.execute(
        "SELECT id, points FROM pub_standings WHERE season = 2023 AND round = 18 AND kind = 'driver' ORDER BY id"
    ).fetchall() == [("HAM", 201.0), ("VER", 466.0)]


def test_a_corrected_qualifying_is_said_as_a_race_is(corrected):
    rows = corrected.execute(
        "SELECT at_ms, code, what, was, becomes FROM pub_result_changes JOIN pub_drivers USING (season, round, session, driver) "
        "WHERE season = 2023 AND round = 17 ORDER BY code, what"
    ).fetchall()
    at = 1_696_766_400_000
    assert rows == [(at, "HAM", "position", "2", "3"), (at, "NOR", "position", "3", "2")]


def test_a_result_that_nobody_corrected_has_no_changes(season):
    assert season.execute("SELECT count(*) FROM pub_result_changes").fetchone() == (0,)


def test_loaded_in_another_order_and_twice_gives_the_same(season, build, answers):
    def fill(staging):
        for path in [*reversed(answers), *answers]:
            staging.answer(path)
        disqualified(staging)

    other = build("season_again", fill)
    for table in ["pub_laps", "pub_results", "pub_pit_stops", "pub_standings", "dim_driver"]:
        ours, again = (
            database.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for database in (season, other)
        )
        assert ours == again, table
