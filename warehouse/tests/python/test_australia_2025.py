"""The real 2025 Australian Grand Prix: what the models say against the official result and other reckonings."""

import json
import math
from statistics import median

import pytest


@pytest.fixture(scope="module")
def race(build, australia):
    return build("australia", australia)


@pytest.fixture(scope="module")
def laps(data):
    """The recording's own laps by driver, in order."""
    by_driver = {}
    for line in (data / "laps" / "2025_australia_race.jsonl").read_text().splitlines():
        record = json.loads(line)
        by_driver.setdefault(record["Driver"], []).append(record)
    return {driver: sorted(records, key=lambda lap: lap["LapNumber"]) for driver, records in by_driver.items()}


def test_every_record_is_used_once(race):
    assert race.execute("SELECT count(*) FROM fact_race_laps").fetchall() == [(927,)]
    assert race.execute("SELECT count(*), count(DISTINCT staged_row) FROM base_telemetry").fetchall() == [
        (751_872, 751_872)
    ]


def test_the_classification_is_the_official_one(race, data):
    answer = json.loads((data / "jolpica" / "2025" / "2025_1_results.json").read_text())
    official = answer["MRData"]["RaceTable"]["Races"][0]["Results"]
    ours = race.execute(
        "SELECT code, position, outcome, laps, gap FROM pub_results JOIN pub_drivers USING (season, round, driver) "
        "ORDER BY driver"
    ).fetchall()
    finishers = [row["Driver"]["code"] for row in official if row["status"] == "Finished"]
    assert [code for code, position, *_ in ours if position] == finishers
    assert [position for _, position, *_ in ours if position] == list(range(1, 15))
    assert {code: laps for code, _, _, laps, _ in ours} == {
        row["Driver"]["code"]: int(row["laps"]) for row in official
    }
    outcomes = {code: outcome for code, _, outcome, *_ in ours}
    assert {code for code, outcome in outcomes.items() if outcome == "retired"} == {"LAW", "BOR", "ALO", "SAI", "DOO"}
    assert {code for code, outcome in outcomes.items() if outcome == "not_started"} == {"HAD"}
    gaps = {code: gap for code, *_, gap in ours}
    assert (gaps["NOR"], gaps["VER"], gaps["BEA"], gaps["LAW"]) == (None, 895, 40351, None)


def test_a_crash_on_the_formation_lap_is_the_only_difference(race):
    differences = race.execute(
        "SELECT code, what, timing, official FROM pub_differences JOIN pub_drivers USING (season, round, driver)"
    ).fetchall()
    assert differences == [("HAD", "outcome", "not_started", "retired")]


def test_stints_are_sets_of_tyres(race):
    stints = dict(race.execute(
        "SELECT code, string_agg(compound || ' ' || (last_lap - first_lap + 1), ', ' ORDER BY stint) "
        "FROM pub_stints JOIN pub_drivers USING (season, round, driver) GROUP BY code"
    ).fetchall())
    assert stints == {
        "NOR": "I 34, H 10, I 13", "VER": "I 34, M 12, I 11", "RUS": "I 34, H 10, I 13", "ANT": "I 33, H 11, I 13",
        "ALB": "I 2, I 31, M 11, I 13", "STR": "I 4, I 29, H 11, I 13", "HUL": "I 33, M 11, I 13",
        "LEC": "I 34, H 13, I 10", "PIA": "I 34, H 10, I 13", "HAM": "I 33, H 14, I 10", "GAS": "I 33, H 13, I 11",
        "TSU": "I 33, M 14, I 10", "OCO": "I 4, I 35, M 7, I 11", "BEA": "I 4, M 40, I 13", "LAW": "I 4, I 29, M 13",
        "BOR": "I 4, M 40, I 1", "ALO": "I 32",
    }


def test_driving_through_the_lane_behind_the_safety_car_is_no_stop(race):
    stops = race.execute(
        "SELECT lap, under FROM pub_pit_stops JOIN pub_drivers USING (season, round, driver) WHERE code = 'NOR' "
        "ORDER BY lap"
    ).fetchall()
    assert stops == [(34, "safety_car"), (44, "yellow")]


def test_safety_cars_were_where_they_were(race):
    assert race.execute("SELECT kind, first_lap, last_lap FROM pub_periods ORDER BY first_lap").fetchall() == [
        ("safety_car", 1, 7), ("safety_car", 34, 41), ("yellow", 44, 45), ("safety_car", 47, 51),
    ]


def test_penalties_are_those_the_stewards_gave(race):
    assert race.execute(
        "SELECT code, lap, kind, seconds, reason, served FROM pub_penalties JOIN pub_drivers "
        "USING (season, round, driver) ORDER BY lap"
    ).fetchall() == [("BOR", 43, "time", 5, "UNSAFE RELEASE", 49), ("ANT", 57, "time", 5, "UNSAFE RELEASE", None)]


@pytest.mark.parametrize("lap", [10, 30, 57])
def test_positions_are_those_of_the_recording(race, laps, lap):
    expected = {
        driver: int(record["Position"])
        for driver, records in laps.items() for record in records if record["LapNumber"] == lap
    }
    ours = dict(race.execute(
        "SELECT driver_code, position FROM lap_positions WHERE lap_number = ?", [lap]
    ).fetchall())
    assert ours == expected
    # The order in which cars crossed the line says the same.
    crossed = race.execute(
        'SELECT code FROM pub_laps JOIN pub_drivers USING (season, round, driver) WHERE lap = ? ORDER BY "end"', [lap]
    ).fetchall()
    assert [code for (code,) in crossed] == sorted(expected, key=expected.get)


def quantile(values, share):
    """Type 7."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low, high = ordered[math.floor(place)], ordered[math.ceil(place)]
    return low + (high - low) * (place - math.floor(place))


def test_team_pace_is_as_reckoned_here(race, laps):
    times = {}
    for records in laps.values():
        for lap in records:
            is_green = not set(lap["TrackStatus"]) & set("4567")
            if lap["LapTime"] and is_green and 1 < lap["LapNumber"] and not lap["PitInTime"] and not lap["PitOutTime"]:
                times.setdefault(lap["Team"], []).append(lap["LapTime"])
    expected = {}
    for team, values in times.items():
        q1, q3 = quantile(values, 0.25), quantile(values, 0.75)
        within = [value for value in values if q1 - 1.5 * (q3 - q1) <= value <= q3 + 1.5 * (q3 - q1)]
        expected[team] = (len(values), min(within), q1, median(values), q3, max(within))
    ours = race.execute(
        'SELECT name, n, whisker_low, q1, median, q3, whisker_high FROM pub_pace p JOIN pub_teams t '
        'ON p.season = t.season AND p.round = t.round AND p."of" = t.team '
        "WHERE kind = 'team' AND filter = 'green'"
    ).fetchall()
    assert {row[0]: pytest.approx(row[1:]) for row in ours} == expected
    assert len(ours) == 10


def test_teams_bear_the_names_of_the_timing(race):
    names = race.execute("SELECT name, colour FROM pub_teams ORDER BY team").fetchall()
    assert names[:3] == [("McLaren", "FF8000"), ("Red Bull Racing", "3671C6"), ("Mercedes", "27F4D2")]
    assert ("Racing Bulls", "6692FF") in names
    assert len(names) == 10


def test_the_outline_is_that_of_melbourne(race, data):
    circuit = json.loads((data / "circuits" / "10-2023.json").read_text())
    known = list(zip(circuit["x"], circuit["y"], strict=True))
    outline = race.execute("SELECT x, y FROM pub_track WHERE kind = 'outline' ORDER BY point").fetchall()
    distances = [min(math.dist(point, other) for other in known) / 10 for point in outline]
    # The known points are some ten metres apart, and cars use the whole width.
    assert median(distances) < 6
    assert max(distances) < 25
    steps = [math.dist(a, b) / 10 for a, b in zip(outline, outline[1:] + outline[:1], strict=True)]
    assert 9 < min(steps[:-1]) and max(steps) < 11
    (length,) = race.execute("SELECT max(length_m) FROM pub_track").fetchone()
    assert 5_200 < length < 5_300


def test_best_laps_have_telemetry(race):
    laps_ = race.execute(
        'SELECT code, lap, count(*), max("time") FROM pub_telemetry GROUP BY code, lap ORDER BY 4'
    ).fetchall()
    assert len(laps_) == 17
    code, lap, rows, time = laps_[0]
    assert (code, lap) == ("NOR", 43)
    assert 520 < rows < 530
    assert 82_000 < time < 82_167
    fastest, slowest = race.execute(
        "SELECT max(speed), min(speed) FROM pub_telemetry WHERE code = 'NOR'"
    ).fetchone()
    assert 295 < fastest < 330 and 60 < slowest < 110


def test_a_place_belongs_to_its_distance(race):
    # Rows of another driver's lap at the same distance are near the same place of the track.
    (far,) = race.execute(
        'SELECT quantile_cont(sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2) / 10, 0.95) '
        'FROM pub_telemetry a JOIN pub_telemetry b USING ("row") WHERE a.code = \'NOR\' AND b.code = \'VER\''
    ).fetchone()
    assert far < 25


def test_the_round_is_complete(race):
    row = race.execute(
        "SELECT event, state, simulated, documents FROM pub_index_rounds WHERE season = 2025 AND round = 1"
    ).fetchone()
    assert row == (
        "Australian Grand Prix", "complete", False, "race,laps,stints,pit_stops,pace,bests,track,telemetry"
    )


def test_laps_know_driver_and_constructor(race):
    rows = race.execute(
        "SELECT count(*), count(driver_family_name), count(constructor_name), count(circuit_name), count(lap_end) "
        "FROM race_laps_obt"
    ).fetchone()
    # Six laps were begun and not ended.
    assert rows == (927, 927, 927, 927, 921)
