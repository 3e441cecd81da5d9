"""What counts as a stop, a set of tyres, a best and a result: small recorded and made-up cases, a season each."""

import json
from datetime import UTC, datetime

import pytest

from staging import event, laps, result


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def at(year: int) -> int:
    """The zero of a session on that year's first of June, an hour before the race."""
    return ms(f"{year}-06-01T13:00:00")


def race(staging, year, *drivers):
    """A round 1 of a year with a race at 14:00 and these drivers' laps."""
    staging.put("events", [year, 1], event("Grand Prix", f"{year}-06-01", "14:00:00Z"))
    staging.records("stg_laps", [record for records in drivers for record in records])


def given(data, name, year):
    """Records of a file of laps, moved to the race of a year."""
    records = [json.loads(line) for line in (data / "small" / f"{name}.laps.jsonl").read_text().splitlines()]
    shift = at(year) + 3_600_000 - records[0]["LapStartDate"]
    return [record | {"LapStartDate": record["LapStartDate"] + shift} for record in records]


FILES = {
    2031: "new-set-told-twice", 2032: "stand-under-red-flag", 2033: "tyre-life-never-told",
    2034: "tyre-life-first-missing",
}


def standing(staging):
    """2001: AAA drives through for a penalty, stands for one, and comes in for tyres of which nothing is told."""
    visits = {3: 3_870_000, 6: 4_140_000, 9: 4_410_000}
    lane = {3: 14_000, 6: 24_000, 9: 20_000}
    race(staging, 2001, laps(
        "AAA", [90_000] * 12, at(2001), TyreLife={n: float(n) for n in range(1, 10)} | {n: None for n in (10, 11, 12)},
        PitInTime={lap: end - 8_000 for lap, end in visits.items()},
        PitOutTime={lap + 1: visits[lap] - 8_000 + lane[lap] for lap in visits},
    ))
    staging.records("stg_telemetry", [
        {"Driver": "AAA", "Date": at(2001) + end - 8_000 + step, "SessionTime": end - 8_000 + step, "Lap": lap,
         "Speed": 0.0 if 7_000 <= step < 7_000 + lane[lap] - 14_000 else 80.0, "X": 1.0, "Y": 1.0, "Z": 1.0}
        for lap, end in visits.items() for step in range(0, lane[lap], 200)
    ])


def by_lane(staging):
    """2002: no samples; four cars stop while racing, one of them drives through before that, at racing speed."""
    cars = {"AAA": [(4, 20_000)], "BBB": [(5, 21_000)], "CCC": [(6, 20_500)], "DDD": [(3, 14_500), (7, 20_000)]}
    for code, visits in cars.items():
        last = visits[-1][0]
        race(staging, 2002, laps(
            code, [90_000] * 9, at(2002), Compound=dict.fromkeys(range(1, last + 1), "SOFT")
            | dict.fromkeys(range(last + 1, 10), "HARD"),
            TyreLife={n: float(n if n <= last else n - last) for n in range(1, 10)},
            PitInTime={lap: 3_600_000 + lap * 90_000 - 8_000 for lap, _ in visits},
            PitOutTime={lap + 1: 3_600_000 + lap * 90_000 - 8_000 + lane for lap, lane in visits},
        ))


def by_visits(staging):
    """2003: the season data lists one of two visits of which nothing else is told."""
    race(staging, 2003, laps(
        "AAA", [90_000] * 9, at(2003), TyreLife=None, PitInTime={3: 3_865_000, 6: 4_135_000},
    ))
    staging.put("results", [2003, 1, "aaa"], result("AAA", 1, laps="9"))
    staging.put("pit_stops", [2003, 1, "aaa", 1], {"driverId": "aaa", "stop": "1", "lap": "6", "duration": "21.500"})


def status_unknown(staging):
    """2004: of BBB's laps no status is told; the season data of 2005 has none at all."""
    race(staging, 2004, laps("AAA", [90_000] * 5, at(2004)), laps("BBB", [90_100] * 5, at(2004), TrackStatus=None))
    staging.put("events", [2005, 1], event("Grand Prix", "2005-06-01", "14:00:00Z"))
    staging.put("results", [2005, 1, "aaa"], result("AAA", 1, laps="4"))
    for lap in range(1, 5):
        staging.put("laps", [2005, 1, "aaa", lap], {"driverId": "aaa", "position": "1", "time": "1:30.000"})


def taken_out(staging):
    """2006: the car that was first is disqualified, and the answer gives it place 1 all the same; in 2007 without
    laps, and by its status alone."""
    race(staging, 2006, laps("DSQ", [90_000] * 5, at(2006)), laps("WIN", [90_200] * 5, at(2006)),
         laps("SEC", [90_300] * 5, at(2006)))
    for year in (2006, 2007):
        staging.put("events", [year, 1], event("Grand Prix", f"{year}-06-01", "14:00:00Z"))
        for place, (code, millis) in enumerate([("DSQ", 450_000), ("WIN", 451_000), ("SEC", 452_500)], 1):
            fields = {"laps": "5", "Time": {"millis": str(millis), "time": "x"}}
            row = result(code, place, **fields)
            if code == "DSQ":
                row |= {"status": "Disqualified"} | ({"positionText": "D"} if year == 2006 else {})
            staging.put("results", [year, 1, code.lower()], row)


def reinstated(staging):
    """2008: laps deleted in both forms, without the lap's number, one given back; corrected records; a lap that its
    record says is deleted."""
    race(staging, 2008, laps("AAA", [95_000, 90_000, 89_000, 88_000, 87_000, 91_000], at(2008)),
         laps("BBB", [95_000, 90_500, 86_000, 92_000], at(2008)))
    # Corrections: the same laps again.
    staging.records("stg_laps", [
        laps("AAA", [95_000, 90_000, 89_000, 88_000, 87_000, 91_000], at(2008))[4] | {"Deleted": True, "DeletedReason": "FIA STEWARDS: Track limits"},
        laps("BBB", [95_000, 90_500, 86_000, 92_000], at(2008))[1] | {"LapTime": 91_500},
    ])
    for place, (code, number) in enumerate([("AAA", "4"), ("BBB", "44")], 1):
        staging.put("results", [2008, 1, code.lower()], result(code, place, laps="6") | {"number": number})
    said = [
        "CAR 4 (AAA) LAP DELETED - TRACK LIMITS AT TURN 12 LAP 3 16:03:20",
        # No number of the lap, as before 2021; and told in the lap after.
        "CAR 4 (AAA) TIME 1:28.000 DELETED - TRACK LIMITS AT TURN 11",
        "CAR 44 TIME 1:26.000 DELETED - TRACK LIMITS AT TURN 4 LAP 4 16:04:51",
        "FIA STEWARDS: CAR 4 (AAA) LAP REINSTATED - TRACK LIMITS AT TURN 12 LAP 3",
        "CAR 4 (AAA) NOTED - LAP TIME DELETED PREVIOUSLY LAP 2",
    ]
    start = at(2008) + 3_600_000
    staging.records("stg_race_control", [
        {"Session": "2008-01-race", "Date": start + n * 60_000, "Message": message} for n, message in enumerate(said, 3)
    ])


def places(staging):
    """2009: places told at a lap's end that the line contradicts, and places that it only just contradicts."""
    race(
        staging, 2009,
        laps("AAA", [90_000, 90_000, 90_000], at(2009), Position={1: 1.0, 2: 2.0, 3: 2.0}),
        laps("BBB", [91_000, 90_000, 89_050], at(2009), Position={1: 2.0, 2: 1.0, 3: 1.0}),
    )


def red_flag_of_old(staging):
    """2010: the season data alone; five cars stand for twenty minutes on lap 3."""
    staging.put("events", [2010, 1], event("Grand Prix", "2010-06-01", "14:00:00Z"))
    for place, code in enumerate(["AAA", "BBB", "CCC", "DDD", "EEE"], 1):
        driver = code.lower()
        staging.put("results", [2010, 1, driver], result(code, place, laps="6"))
        for lap in range(1, 7):
            staging.put("laps", [2010, 1, driver, lap], {
                "driverId": driver, "position": str(place), "time": f"1:30.00{place}" if lap != 4 else "21:40.000",
            })
        staging.put("pit_stops", [2010, 1, driver, 1], {"driverId": driver, "stop": "1", "lap": "3",
                                                        "duration": f"20:1{place}.500"})
        staging.put("pit_stops", [2010, 1, driver, 2], {"driverId": driver, "stop": "2", "lap": "5", "duration": "22.1"})


SCENES = [standing, by_lane, by_visits, status_unknown, taken_out, reinstated, places, red_flag_of_old]


@pytest.fixture(scope="module")
def counted(build):
    def fill(staging):
        for scene in SCENES:
            scene(staging)

    return build("counted", fill)


@pytest.fixture(scope="module")
def given_files(build, data):
    def fill(staging):
        for year, name in FILES.items():
            race(staging, year, given(data, name, year))
        tables = {"f1_session": "stg_session", "f1_laps": "stg_laps", "f1_race_control": "stg_race_control"}
        # Both have the same dates: the second is a week later.
        for name, later in [("deleted-lap", 0), ("lap-1-places", 7 * 86_400_000)]:
            for line in (data / "small" / f"{name}.jsonl").read_text().splitlines():
                told = json.loads(line)
                dates = {key: value + later for key, value in told["record"].items()
                         if key in ("StartDate", "LapStartDate", "Date")}
                staging.records(tables[told["topic"]], [told["record"] | dates])

    return build("given_files", fill)


def rows(database, sql, season, round_=1):
    return database.execute(sql, [season, round_]).fetchall()


def stops_of(database, season):
    return rows(database, "SELECT driver_code, lap_number FROM pit_stops WHERE season = ? AND round = ? ORDER BY ALL",
                season)


def stints_of(database, season, code="AAA"):
    sql = ("SELECT first_lap, last_lap, compound, age_at_start FROM stints WHERE season = ? AND round = ? "
           f"AND driver_code = '{code}' ORDER BY stint")
    return rows(database, sql, season)


def ages_of(database, season, code="AAA"):
    sql = ("SELECT tyre_life FROM int_ended_laps WHERE season = ? AND round = ? "
           f"AND driver_code = '{code}' ORDER BY lap_number")
    return [age for (age,) in rows(database, sql, season)]


def test_a_new_set_told_twice_repaints_no_stint(given_files):
    assert stints_of(given_files, 2031) == [(1, 6, "I", 0), (7, 12, "H", 0)]
    assert stops_of(given_files, 2031) == [("AAA", 6)]
    assert ages_of(given_files, 2031) == [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]


def test_standing_under_a_red_flag_is_no_stop(given_files):
    assert stops_of(given_files, 2032) == []
    assert stints_of(given_files, 2032) == stints_of(given_files, 2032, "BBB") == [(1, 12, "M", 0)]


def test_many_long_stands_at_once_were_under_a_red_flag(counted):
    assert stops_of(counted, 2010) == [(code, 5) for code in ("AAA", "BBB", "CCC", "DDD", "EEE")]


def test_an_age_that_is_never_told_is_unknown(given_files):
    assert stints_of(given_files, 2033) == [(1, 8, "M", None)]
    assert ages_of(given_files, 2033) == [None] * 8


def test_an_age_is_counted_back_from_the_first_that_is_told(given_files):
    assert stints_of(given_files, 2034) == [(1, 8, "M", 0)]
    assert ages_of(given_files, 2034) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_standing_is_a_stop_and_driving_through_is_none(counted):
    # The drive-through on lap 3 was at racing speed, the stop-and-go on lap 6 changed no tyres.
    assert stops_of(counted, 2001) == [("AAA", 6), ("AAA", 9)]
    assert stints_of(counted, 2001) == [(1, 9, "M", 0), (10, 12, "M", None)]


def test_the_time_in_the_lane_tells_a_drive_through(counted):
    assert stops_of(counted, 2002) == [("AAA", 4), ("BBB", 5), ("CCC", 6), ("DDD", 7)]


def test_visits_of_the_season_data_count_where_nothing_else_is_told(counted):
    assert stops_of(counted, 2003) == [("AAA", 6)]


def test_green_is_not_claimed_where_no_status_is_known(counted):
    sql = ("SELECT driver_code, filter, count(*) FROM int_counted_laps WHERE season = ? AND round = ? "
           "GROUP BY ALL ORDER BY ALL")
    assert rows(counted, sql, 2004) == [("AAA", "all", 5), ("AAA", "dry", 4), ("AAA", "green", 4), ("BBB", "all", 5)]
    assert rows(counted, sql, 2005) == [("AAA", "all", 4)]


@pytest.mark.parametrize("season", [2006, 2007])
def test_who_is_taken_out_is_not_published_as_finished_and_nobodys_reference(counted, season):
    sql = ("SELECT code, outcome, official_position, gap FROM pub_results JOIN pub_drivers "
           "USING (season, round, session, driver) WHERE season = ? AND round = ? ORDER BY driver")
    assert rows(counted, sql, season) == [
        ("WIN", "finished", 2, None), ("SEC", "finished", 3, 1_500), ("DSQ", "disqualified", None, None),
    ]


def test_laps_have_no_gap_to_who_is_taken_out(counted):
    sql = ('SELECT code, position, gap, "interval" FROM pub_laps JOIN pub_drivers USING (season, round, session, driver) '
           "WHERE season = ? AND round = ? AND lap = 5 ORDER BY position")
    # Places are those in which they drove.
    assert rows(counted, sql, 2006) == [("DSQ", 1, None, None), ("WIN", 2, 0, None), ("SEC", 3, 500, 500)]
    assert counted.execute("SELECT count(*) FROM gaps_to_leader WHERE season = 2006 AND gap_ms = 0").fetchone() == (5,)


def test_by_the_timing_all_three_finished(counted):
    sql = "SELECT driver_code, timing_outcome, timing_position FROM race_results WHERE season = ? AND round = ? ORDER BY 3"
    assert rows(counted, sql, 2006) == [("DSQ", "finished", 1), ("WIN", "finished", 2), ("SEC", "finished", 3)]


BESTS = ("SELECT driver_code, best_lap_time_ms, best_lap FROM race_results WHERE season = ? AND round = ? "
         "ORDER BY driver_code")


def test_deleted_laps_leave_bests_and_pace_and_stay_in_the_laps(given_files):
    assert rows(given_files, BESTS, 2022, 9) == [("AAA", 88_000, 2), ("BBB", 88_900, 2), ("CCC", 89_900, 5)]
    sql = ("SELECT code, lap, \"time\", counts, deleted_reason FROM pub_laps "
           "JOIN pub_drivers USING (season, round, session, driver) "
           "WHERE season = ? AND round = ? AND (deleted OR deleted_reason IS NOT NULL) ORDER BY ALL")
    assert rows(given_files, sql, 2022, 9) == [
        ("BBB", 3, 85_000, 0, "TRACK LIMITS AT TURN 4"), ("CCC", 2, 87_200, 0, "TRACK LIMITS AT TURN 12"),
    ]
    sql = "SELECT driver_code, best_ms, best_lap FROM sector_bests WHERE season = ? AND round = ? ORDER BY 1"
    assert rows(given_files, sql, 2022, 9) == [("AAA", 88_000, 2), ("BBB", 88_900, 2), ("CCC", 89_900, 5)]


def test_a_lap_is_found_in_every_form_and_a_reinstated_one_counts_again(counted):
    sql = ("SELECT driver_code, lap_number, deleted_reason FROM int_ended_laps WHERE season = ? AND round = ? "
           "AND (is_deleted OR deleted_reason IS NOT NULL) ORDER BY ALL")
    assert rows(counted, sql, 2008) == [
        ("AAA", 4, "TRACK LIMITS AT TURN 11"), ("AAA", 5, "TRACK LIMITS"), ("BBB", 3, "TRACK LIMITS AT TURN 4"),
    ]
    assert rows(counted, BESTS, 2008) == [("AAA", 89_000, 3), ("BBB", 91_500, 2)]


def test_places_at_the_end_of_lap_1_are_1_to_n(given_files):
    sql = ("SELECT driver_code, position FROM lap_positions WHERE season = ? AND round = ? AND lap_number = 1 "
           "ORDER BY position")
    assert rows(given_files, sql, 2022, 10) == [("AAA", 1), ("BBB", 2), ("CCC", 3)]


def test_told_places_are_checked_against_the_line(counted):
    sql = ("SELECT lap_number, driver_code FROM lap_positions WHERE season = ? AND round = ? AND position = 1 "
           "ORDER BY lap_number")
    # On lap 2 BBB is a second behind; on lap 3 the dates are 50 ms apart, which is no order.
    assert rows(counted, sql, 2009) == [(1, "AAA"), (2, "AAA"), (3, "BBB")]
