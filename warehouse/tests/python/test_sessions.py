"""The sessions of a weekend: each has documents of its own, by its own rules."""

import json
from datetime import UTC, datetime

import pytest

from staging import event, laps, result


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


WEEKEND = {
    "FirstPractice": ("2015-05-29", "10:00:00Z"), "SprintQualifying": ("2015-05-29", "14:00:00Z"),
    "Sprint": ("2015-05-30", "10:00:00Z"), "Qualifying": ("2015-05-30", "14:00:00Z"),
}


def weekend(staging):
    """2015: a sprint weekend of which every session was recorded an hour from its start on, without session records."""
    staging.put("events", [2015, 1], event("Grand Prix", "2015-05-31", "14:00:00Z", **WEEKEND))
    for start, code, times in [
        ("2015-05-29T10:00:00", "FPA", [100_000, *[82_000 + 100 * i for i in range(7)], 120_000]),
        ("2015-05-29T14:00:00", "SQA", [100_000, 71_000, 95_000, 70_500]),
        ("2015-05-30T10:00:00", "SPA", [90_000] * 3),
        ("2015-05-30T14:00:00", "QUA", [100_000, 71_383, 95_000]),
        ("2015-05-31T14:00:00", "RAA", [90_000] * 4),
    ]:
        for driver, slower in [(code, 0), (code[:2] + "B", 250)]:
            staging.records("stg_laps", laps(
                driver, [time + slower for time in times], ms(start) - 3_600_000, Sector1Time=20_000 + slower,
            ))
    for place, code in enumerate(["SPB", "SPA"], 1):
        staging.put("sprint_results", [2015, 1, code.lower()], result(code, place, points=str(9 - place)))


def parts(staging):
    """2016: a qualifying with its parts by the timing alone: 2 of 3 go on; one time is taken away again."""
    start = ms("2016-05-30T14:00:00")
    staging.put("events", [2016, 1], event(
        "Grand Prix", "2016-05-31", "14:00:00Z", Qualifying=("2016-05-30", "14:00:00Z"),
    ))
    staging.records("stg_session", [
        {"Session": "2016-01-qualifying", "StartDate": start, "Kind": "Qualifying", "Season": 2016, "Round": 1,
         "Event": "Grand Prix", "Circuit": "Ring", "CutOff": [2]},
    ])
    times = {"AAA": [72_000, 71_000], "BBB": [71_800, None], "CCC": [72_345], "DDD": [72_900]}
    for code, best in times.items():
        staging.records("stg_laps", laps(
            code, [100_000, best[0], 95_000, (best[1:] or [None])[0] or 96_000], start - 3_600_000,
        ))
        staging.records("stg_timing", [
            {"Driver": code, "Date": start + 200_000, "BestLaps": [best[0] - 9_000 if code == "DDD" else best[0]]},
            {"Driver": code, "Date": start + 500_000, "BestLaps": [None if code == "DDD" else best[0], *best[1:]]},
        ])
    staging.records("stg_race_control", [
        {"Session": "2016-01-qualifying", "Date": start + 400_000, "Category": "Other",
         "Message": "CAR 9 (DDD) TIME 1:12.900 DELETED - TRACK LIMITS AT TURN 4 LAP 2 16:16:16"},
    ])


def practices(staging):
    """2017: three practices of a weekend that no schedule is known of; which is the second its id says."""
    for day, id_ in [("27", "p-a"), ("28", "2017-01-fp2"), ("29", "p-c")]:
        zero = ms(f"2017-05-{day}T09:00:00")
        staging.records("stg_session", [
            {"Session": id_, "StartDate": zero + 3_600_000, "Kind": "Practice", "Season": 2017, "Round": 1},
        ])
        staging.records("stg_laps", laps("AAA", [90_000 + int(day)] * 3, zero))


def ties(staging):
    """2019: a practice with the same best lap twice, which the second by the alphabet set first."""
    zero = ms("2019-05-29T09:00:00")
    staging.records("stg_session", [
        {"Session": "2019-01-fp1", "StartDate": zero + 3_600_000, "Kind": "Practice", "Season": 2019, "Round": 1},
    ])
    for code, times in [("AAA", [95_000, 94_000, 90_000]), ("BBB", [95_000, 90_000, 94_000]), ("CCC", [95_000] * 3)]:
        staging.records("stg_laps", laps(code, times, zero))


def runs(staging):
    """2018: a practice. QUI drives quick laps between slow ones; TWO has the same set on in two runs, of the second of
    which a lap is deleted; GAP has a slow lap in the midst of a run."""
    zero = ms("2018-05-29T09:00:00")
    staging.records("stg_session", [
        {"Session": "2018-01-fp1", "StartDate": zero + 3_600_000, "Kind": "Practice", "Season": 2018, "Round": 1},
    ])
    staging.records("stg_laps", laps("QUI", [100_000, *[80_000, 95_000] * 6, 80_000], zero))
    staging.records("stg_laps", laps(
        "TWO", [100_000, *[85_000] * 5, 90_000, 110_000, *[86_000] * 6, 100_000], zero, Deleted={11: True},
        PitInTime={7: 4_210_000}, PitOutTime={8: 4_250_000},
    ))
    staging.records("stg_laps", laps("GAP", [100_000, *[85_000] * 4, 120_000, *[85_000] * 5], zero))


@pytest.fixture(scope="module")
def sessions(build):
    def fill(staging):
        for scene in (weekend, parts, practices, runs, ties):
            scene(staging)

    return build("sessions", fill)


def test_each_session_of_a_weekend_has_its_own(sessions):
    assert sessions.execute(
        "SELECT session, documents FROM pub_index_sessions WHERE season = 2015 ORDER BY session_number"
    ).fetchall() == [
        ("fp1", "result,laps,stints,long_runs,pace,bests"),
        ("sprint-qualifying", "result,laps,stints,pace,bests"),
        ("sprint", "result,laps,stints,pit_stops,pace,bests"),
        ("qualifying", "result,laps,stints,pace,bests"),
        ("race", "result,laps,stints,pit_stops,pace,bests"),
    ]
    assert sessions.execute(
        "SELECT session, string_agg(code, ' ' ORDER BY driver) FROM pub_drivers WHERE season = 2015 GROUP BY 1 ORDER BY 1"
    ).fetchall() == [
        ("fp1", "FPA FPB"), ("qualifying", "QUA QUB"), ("race", "RAA RAB"), ("sprint", "SPB SPA"),
        ("sprint-qualifying", "SQA SQB"),
    ]


def test_the_sprint_has_its_own_result_and_places(sessions):
    assert sessions.execute(
        "SELECT position, official_position, points FROM pub_results WHERE season = 2015 AND session = 'sprint' "
        "ORDER BY driver"
    ).fetchall() == [(2, 1, 8.0), (1, 2, 7.0)]
    (places,) = sessions.execute(
        "SELECT count(position) FROM pub_laps WHERE season = 2015 AND session = 'sprint'"
    ).fetchone()
    assert places == 6


def test_in_practice_and_qualifying_the_time_counts(sessions):
    for session, best in [("fp1", 82_000), ("sprint-qualifying", 70_500), ("qualifying", 71_383)]:
        rows = sessions.execute(
            "SELECT position, best_lap_time, gap, stops FROM pub_results WHERE season = 2015 AND session = ? ORDER BY driver",
            [session],
        ).fetchall()
        assert rows == [(1, best, 0, 0), (2, best + 250, 250, 0)], session
        (told,) = sessions.execute(
            "SELECT count(position) + count(gap) FROM pub_laps WHERE season = 2015 AND session = ?", [session]
        ).fetchone()
        assert told == 0, "places and gaps at the line are a race's"


def test_long_runs_are_laps_at_one_pace(sessions):
    rows = sessions.execute(
        "SELECT driver, first_lap, last_lap, laps, average, best, round(change, 3) FROM pub_long_runs "
        "WHERE season = 2015 ORDER BY average"
    ).fetchall()
    assert rows == [(0, 2, 8, 7, 82_300, 82_000, 100.0), (1, 2, 8, 7, 82_550, 82_250, 100.0)]


def test_a_long_run_is_laps_without_a_slow_one_or_the_pits_between(sessions):
    assert sessions.execute(
        "SELECT code, stint, first_lap, last_lap, laps, average FROM pub_long_runs "
        "JOIN pub_drivers USING (season, round, session, driver) WHERE season = 2018 ORDER BY code, first_lap"
    ).fetchall() == [("GAP", 1, 7, 11, 5, 85_000), ("TWO", 1, 2, 6, 5, 85_000), ("TWO", 1, 9, 14, 5, 86_000)]


def test_the_parts_of_a_qualifying_by_the_timing(sessions):
    of = "season = 2016 AND session = 'qualifying'"
    assert sessions.execute(f"SELECT part, places, cut_off FROM pub_qualifying_parts WHERE {of} ORDER BY 1").fetchall() == [
        (1, 2, 72_000), (2, None, None),
    ]
    assert sessions.execute(
        f'SELECT code, part, "time", lap, gap, to_cut_off FROM pub_qualifying_times '
        f"JOIN pub_drivers USING (season, round, session, driver) WHERE {of} ORDER BY code, part"
    ).fetchall() == [
        ("AAA", 1, 72_000, 2, 200, 0), ("AAA", 2, 71_000, 4, 0, None), ("BBB", 1, 71_800, 2, 0, -200),
        ("CCC", 1, 72_345, 2, 545, 345),
    ]
    # Who came further stands ahead, whatever the time; a deleted one is none.
    assert sessions.execute(
        f"SELECT code, position, best_lap_time FROM pub_results JOIN pub_drivers USING (season, round, session, driver) "
        f"WHERE {of} ORDER BY driver"
    ).fetchall() == [("AAA", 1, 71_000), ("BBB", 2, 71_800), ("CCC", 3, 72_345), ("DDD", 4, 95_000)]
    assert sessions.execute(
        f"SELECT code, lap FROM pub_laps JOIN pub_drivers USING (season, round, session, driver) WHERE {of} AND deleted"
    ).fetchall() == [("DDD", 2)]


def test_of_equal_laps_the_first_is_ahead(sessions):
    assert sessions.execute(
        "SELECT code, position, gap FROM pub_results JOIN pub_drivers USING (season, round, session, driver) "
        "WHERE season = 2019 ORDER BY driver"
    ).fetchall() == [("BBB", 1, 0), ("AAA", 2, 0), ("CCC", 3, 5_000)]


def test_which_practice_one_is(sessions):
    assert sessions.execute(
        'SELECT session, min("time") FROM pub_laps WHERE season = 2017 GROUP BY 1 ORDER BY 1'
    ).fetchall() == [("fp1", 90_027), ("fp2", 90_028), ("fp3", 90_029)]


def test_the_spanish_qualifying_is_the_officials(build, data):
    answer = data / "jolpica" / "sessions" / "2024_10_qualifying.json"
    spain = build("spain", lambda staging: staging.answer(answer))
    (race,) = json.loads(answer.read_text())["MRData"]["RaceTable"]["Races"]
    official = [row["Driver"]["code"] for row in race["QualifyingResults"]]
    assert [code for (code,) in spain.execute("SELECT code FROM pub_drivers ORDER BY driver").fetchall()] == official
    text = "CASE WHEN \"time\" < 60000 THEN '' ELSE cast(\"time\" // 60000 AS VARCHAR) || ':' END || " \
           "printf('%06.3f', (\"time\" % 60000) / 1000.0)"
    told = spain.execute(
        f"SELECT code, part, {text} FROM pub_qualifying_times JOIN pub_drivers USING (season, round, session, driver)"
    ).fetchall()
    assert sorted(told) == sorted(
        (row["Driver"]["code"], part, row[f"Q{part}"])
        for row in race["QualifyingResults"] for part in (1, 2, 3) if row.get(f"Q{part}")
    )
    assert spain.execute("SELECT part, places FROM pub_qualifying_parts ORDER BY part").fetchall() == [
        (1, 15), (2, 10), (3, None),
    ]
    (gap,) = spain.execute("SELECT gap FROM pub_results WHERE driver = 1").fetchone()
    assert gap == 20, "Norris took pole by 0.020 s"
