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
        "SELECT code, position, outcome, laps, gap FROM pub_results JOIN pub_drivers USING (season, round, session, driver) "
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
        "SELECT code, what, timing, official FROM pub_differences JOIN pub_drivers USING (season, round, session, driver)"
    ).fetchall()
    assert differences == [("HAD", "outcome", "not_started", "retired")]


@pytest.fixture(scope="module")
def tyre_feed(data):
    """Each car's sets as the official tyre feed has them at the end, in order. It begins another with every drive
    through the lane."""
    cars, names = {}, {}
    folder = data / "static" / "2025_australia_race"
    for file, path in [("TimingAppData", ["Lines"]), ("DriverList", [])]:
        for line in (folder / f"{file}.jsonStream").read_text("utf-8-sig").splitlines():
            told = json.loads(line[len("00:00:00.000"):])
            for key in path:
                told = told.get(key, {})
            for number, car in told.items():
                if isinstance(car, dict):
                    names[number] = car.get("Tla", names.get(number))
                    stints = car.get("Stints", {})
                    # Whole at first, then by index.
                    for place, stint in enumerate(stints) if isinstance(stints, list) else stints.items():
                        cars.setdefault(number, {}).setdefault(int(place), {}).update(stint)
    return {names[number]: [sets[place] for place in sorted(sets)] for number, sets in cars.items()}


def test_stops_are_the_official_ones(race):
    # The officials' summary of stops: 34, by driver and lap in. Tyre life alone says 35, and of four cars other ones.
    stops = dict(race.execute(
        "SELECT code, list(lap ORDER BY lap) FROM pub_pit_stops JOIN pub_drivers USING (season, round, session, driver) GROUP BY code"
    ).fetchall())
    assert stops == {
        "NOR": [34, 44], "VER": [34, 46], "RUS": [34, 44], "ANT": [33, 44], "ALB": [33, 44], "STR": [33, 44],
        "HUL": [33, 44], "LEC": [34, 47], "PIA": [34, 44], "HAM": [33, 47], "GAS": [33, 46], "TSU": [33, 47],
        "OCO": [4, 39, 46], "BEA": [4, 39, 44], "LAW": [4, 33], "BOR": [33, 44],
    }
    results = race.execute(
        "SELECT code, stops FROM pub_results JOIN pub_drivers USING (season, round, session, driver) WHERE stops > 0"
    ).fetchall()
    assert dict(results) == {code: len(laps) for code, laps in stops.items()}
    assert sum(stops for _, stops in results) == 34
    # The lap chart's rings.
    rings = race.execute("SELECT count(*) FROM pub_laps WHERE stop").fetchone()
    assert rings == (34,)


def without_repeats(compounds):
    return [compound for i, compound in enumerate(compounds) if i == 0 or compound != compounds[i - 1]]


def test_stints_are_sets_of_tyres(race, tyre_feed):
    rows = race.execute(
        "SELECT code, compound, last_lap - first_lap + 1, age_at_start FROM pub_stints "
        "JOIN pub_drivers USING (season, round, session, driver) ORDER BY code, stint"
    ).fetchall()
    stints = {}
    for code, compound, n_laps, age in rows:
        stints.setdefault(code, []).append((compound, n_laps, age))
    for code, sets in stints.items():
        told = [stint["Compound"][0] for stint in tyre_feed[code]]
        assert without_repeats([compound for compound, *_ in sets]) == without_repeats(told), code
        if code not in ("ALO", "LAW", "BOR"):  # who did not finish: the feed's last age is of another lap.
            assert sets[-1][1] + sets[-1][2] == tyre_feed[code][-1]["TotalLaps"], code
    assert {code: ", ".join(f"{compound} {n_laps}" for compound, n_laps, _ in sets) for code, sets in stints.items()} == {
        "NOR": "I 34, H 10, I 13", "VER": "I 34, M 12, I 11", "RUS": "I 34, H 10, I 13", "ANT": "I 33, H 11, I 13",
        "ALB": "I 33, M 11, I 13", "STR": "I 33, H 11, I 13", "HUL": "I 33, M 11, I 13", "LEC": "I 34, H 13, I 10",
        "PIA": "I 34, H 10, I 13", "HAM": "I 33, H 14, I 10", "GAS": "I 33, H 13, I 11", "TSU": "I 33, M 14, I 10",
        "OCO": "I 4, I 35, M 7, I 11", "LAW": "I 4, I 29, M 13", "BOR": "I 33, M 11, I 1", "ALO": "I 32",
        # The records of his laps have mediums on from lap 5 to lap 44; the tyre feed said so from lap 40 on.
        "BEA": "I 4, I 35, M 5, I 13",
    }
    # A stint begins behind every stop, and nowhere else.
    begins = dict(race.execute(
        "SELECT code, list(first_lap ORDER BY first_lap) FROM pub_stints JOIN pub_drivers "
        "USING (season, round, session, driver) GROUP BY code"
    ).fetchall())
    stops = dict(race.execute(
        "SELECT code, list(lap + 1 ORDER BY lap) FROM pub_pit_stops JOIN pub_drivers "
        "USING (season, round, session, driver) GROUP BY code"
    ).fetchall())
    assert begins == {code: [1, *stops.get(code, [])] for code in begins}


def test_the_age_of_a_set_counts_from_when_it_was_put_on(race):
    assert race.execute(
        "SELECT lap, compound, tyre_life FROM pub_laps JOIN pub_drivers USING (season, round, session, driver) "
        "WHERE code = 'BEA' AND lap IN (4, 5, 39, 40, 44, 45, 57) ORDER BY lap"
    ).fetchall() == [(4, "I", 4), (5, "I", 1), (39, "I", 35), (40, "M", 1), (44, "M", 5), (45, "I", 1), (57, "I", 13)]


def test_a_set_told_early_is_that_of_the_next_stop(race):
    # Bortoleto drove through the lane on lap 4 without standing, and from lap 5 on the records say MEDIUM.
    assert race.execute(
        "SELECT compound, tyre_life FROM pub_laps JOIN pub_drivers USING (season, round, session, driver) "
        "WHERE code = 'BOR' AND lap IN (5, 33, 34, 44) ORDER BY lap"
    ).fetchall() == [("I", 5), ("I", 33), ("M", 1), ("M", 11)]


def test_without_samples_the_time_in_the_lane_tells(build, data):
    def fill(staging):
        staging.file("stg_laps", data / "laps" / "2025_australia_race.jsonl")

    race = build("australia_laps", fill)
    assert race.execute("SELECT count(*), count(DISTINCT code) FROM pub_pit_stops JOIN pub_drivers "
                        "USING (season, round, session, driver)").fetchone() == (34, 16)


def test_deleted_laps_are_those_of_race_control(race):
    assert race.execute(
        "SELECT code, lap FROM pub_laps JOIN pub_drivers USING (season, round, session, driver) WHERE deleted ORDER BY lap, code"
    ).fetchall() == [
        ("ANT", 16), ("LAW", 28), ("PIA", 32), ("NOR", 44), ("PIA", 44), ("TSU", 45), ("TSU", 47), ("GAS", 54),
    ]


def test_places_at_the_end_of_lap_1_are_the_officials(race, data):
    answer = json.loads((data / "jolpica" / "2025" / "2025_1_laps_1.json").read_text())
    timings = answer["MRData"]["RaceTable"]["Races"][0]["Laps"][0]["Timings"]
    ours = race.execute(
        "SELECT e.driver_id, p.position FROM lap_positions p JOIN int_entries e USING (season, round, session, driver_code) "
        "WHERE lap_number = 1 ORDER BY p.position"
    ).fetchall()
    assert ours == [(timing["driverId"], int(timing["position"])) for timing in timings]


def test_safety_cars_were_where_they_were(race):
    assert race.execute("SELECT kind, first_lap, last_lap FROM pub_periods ORDER BY first_lap").fetchall() == [
        ("safety_car", 1, 7), ("safety_car", 34, 41), ("yellow", 44, 45), ("safety_car", 47, 51),
    ]


def test_penalties_are_those_the_stewards_gave(race):
    assert race.execute(
        "SELECT code, lap, kind, seconds, reason, served FROM pub_penalties JOIN pub_drivers "
        "USING (season, round, session, driver) ORDER BY lap"
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
        'SELECT code FROM pub_laps JOIN pub_drivers USING (season, round, session, driver) WHERE lap = ? ORDER BY "end"', [lap]
    ).fetchall()
    assert [code for (code,) in crossed] == sorted(expected, key=expected.get)


# By race control's messages.
DELETED = {("ANT", 16), ("LAW", 28), ("PIA", 32), ("NOR", 44), ("PIA", 44), ("TSU", 45), ("TSU", 47), ("GAS", 54)}


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
            is_deleted = (lap["Driver"], lap["LapNumber"]) in DELETED
            if lap["LapTime"] and is_green and not is_deleted and 1 < lap["LapNumber"] and not lap["PitInTime"] and not lap["PitOutTime"]:
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
        "SELECT event, state, simulated, documents FROM pub_index_sessions "
        "WHERE season = 2025 AND round = 1 AND session = 'race'"
    ).fetchone()
    assert row == (
        "Australian Grand Prix", "complete", False, "result,laps,stints,pit_stops,pace,bests,track,telemetry"
    )


def test_laps_know_driver_and_constructor(race):
    rows = race.execute(
        "SELECT count(*), count(driver_family_name), count(constructor_name), count(circuit_name), count(lap_end) "
        "FROM race_laps_obt"
    ).fetchone()
    # Six laps were begun and not ended.
    assert rows == (927, 927, 927, 927, 921)
