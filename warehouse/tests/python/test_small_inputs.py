"""Kinds of races that went wrong elsewhere, each with a few laps made up for it; a season each, in one database."""

from datetime import UTC, datetime

import pytest

from staging import event, laps, result


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def at(year: int, hour: str = "13:00:00") -> int:
    """The zero of a session on that year's first of June, an hour before the race."""
    return ms(f"{year}-06-01T{hour}")


RACE = {"date": "{}-06-01", "time": "14:00:00Z"}


def race(staging, year, drivers, **fields):
    """A round 1 of a year with a race at 14:00 and these drivers' laps."""
    staging.put("events", [year, 1], event("Grand Prix", f"{year}-06-01", "14:00:00Z", **fields))
    staging.records("stg_laps", [record for records in drivers for record in records])


def twice(staging):
    """2001: the same replay published twice."""
    for _ in range(2):
        race(staging, 2001, [laps("AAA", [90_000] * 3, at(2001)), laps("BBB", [91_000] * 3, at(2001))])
        staging.records("stg_telemetry", [
            {"Driver": "AAA", "Date": at(2001) + 3_600_000 + i * 1000, "SessionTime": 3_600_000 + i * 1000, "Lap": 1,
             "Speed": 200.0, "X": 10.0 * i + 1, "Y": 5.0, "Z": 1.0, "nGear": 128 if i == 3 else 7, "Throttle": 104.0,
             "Brake": False, "DRS": 12} for i in range(90)
        ])


def sprint_weekend(staging):
    """2002: a sprint the day before, which is not the race, and a race that starts late."""
    fields = {"Sprint": ("2002-05-31", "10:00:00Z"), "Qualifying": ("2002-05-31", "14:00:00Z")}
    staging.put("events", [2002, 1], event("Grand Prix", "2002-06-01", "14:00:00Z", **fields))
    sprint = ms("2002-05-31T09:00:00")
    staging.records("stg_laps", laps("SPR", [80_000] * 5, sprint))
    # Recording began an hour before the planned start; the race came 25 minutes late.
    staging.records("stg_laps", laps("AAA", [90_000] * 3, at(2002), start=5_100_000))


def no_event(staging):
    """2003: a session that no event is known of, without session records, without telemetry."""
    staging.records("stg_laps", laps("AAA", [90_000] * 3, at(2003), Team="Nova"))
    staging.records("stg_laps", laps("BBB", [91_000] * 3, at(2003), Team="Vela"))
    staging.put("events", [2003, 5], event("Other", "2003-09-01", "14:00:00Z"))


def simulated(staging):
    """2004: two simulated races, the newer of which counts; during a real event."""
    staging.put("events", [2004, 1], event("Grand Prix", "2004-06-01", "14:00:00Z"))
    for session, hour, code in [("sim-a", "13:00:00", "OLD"), ("sim-b", "16:00:00", "NEW")]:
        zero = at(2004, hour)
        staging.records("stg_session", [
            {"Session": session, "StartDate": zero + 3_600_000, "Kind": "Race", "Event": "Simulated Grand Prix",
             "Circuit": "Gridcast Ring", "ScheduledLaps": 3, "Simulated": True, "CircuitLength": 4000,
             "Drivers": [{"Driver": code, "Number": 7, "Name": "N. E. W.", "Team": "Nova", "Colour": "ab12cd",
                          "GridPosition": 1}],
             "Outline": [[0, 0], [10_000, 0], [10_000, 10_000], [0, 10_000]] * 6, "Corners": [[10_000, 0]]},
        ])
        staging.records("stg_laps", laps(code, [60_000] * 3, zero, Team="Nova"))


def odd_records(staging):
    """2005: null dates, unknown fields, absent fields, a lap number without a lap, an empty list of drivers."""
    records = laps("AAA", [90_000] * 4, at(2005), LapStartDate={3: None}, Extra="new", Sector1Time="no number")
    records.append({"Driver": "AAA", "LapNumber": 5.0, "LapStartTime": 3_960_000, "LapStartDate": None})
    records.append({"Driver": "NIX", "LapNumber": 1})
    race(staging, 2005, [records])


def lapped(staging):
    """2006: a car a lap down, one that stopped on the way, one that never started, a safety car in the list."""
    race(staging, 2006, [
        laps("AAA", [90_000] * 4, at(2006), Position=1.0),
        laps("BBB", [115_000] * 3 + [60_000], at(2006)),
        laps("SLO", [130_000] * 3, at(2006)),
        laps("OUT", [91_000, None], at(2006)),
    ])
    # DNS stands at 0, 0, 0; 242 drives.
    for code, x, speed in [("DNS", 0.0, 0.0), ("242", 50.0, 120.0), ("AAA", 50.0, 200.0), ("OUT", 50.0, 200.0)]:
        staging.records("stg_telemetry", [
            {"Driver": code, "Date": at(2006) + 3_600_000 + i, "SessionTime": 3_600_000 + i, "Lap": 1, "Speed": speed,
             "X": x, "Y": x, "Z": x} for i in range(3)
        ])


def tyres(staging):
    """2007: a drive through the lane, a compound corrected later, a real stop, and one for another set of the same."""
    race(staging, 2007, [
        laps(
            "AAA", [90_000] * 10, at(2007),
            Compound={1: "UNKNOWN", 2: "UNKNOWN", **dict.fromkeys(range(3, 7), "SOFT"),
                      **dict.fromkeys(range(7, 11), "HARD")},
            TyreLife={number: float(number if number < 7 else number - 6 if number < 9 else number - 8)
                      for number in range(1, 11)},
            Stint={number: float(number) for number in range(1, 11)},
            TrackStatus={2: "4", 3: "4"},
            PitInTime={2: 3_779_000, 6: 4_139_000, 8: 4_319_000},
            PitOutTime={3: 3_782_000, 7: 4_158_000, 9: 4_339_000},
        ),
    ])


def verdicts(staging):
    """2008: a disqualification, a time penalty, a classified car that did not see the flag."""
    race(staging, 2008, [
        laps("DSQ", [90_000] * 10, at(2008)),
        laps("PEN", [90_100] * 10, at(2008)),
        laps("WIN", [90_200] * 10, at(2008)),
        laps("NFL", [90_150] * 9, at(2008)),
    ])
    for place, (code, text, millis, n_laps) in enumerate([
        ("WIN", None, 902_000, 10), ("PEN", None, 906_000, 10), ("NFL", None, None, 9), ("DSQ", "D", None, 10),
    ], 1):
        fields = {"laps": str(n_laps), "points": "12.5" if place == 1 else "0"}
        if millis:
            fields["Time"] = {"millis": str(millis), "time": "x"}
        staging.put("results", [2008, 1, code.lower()], result(code, place, text, **fields))


def careers(staging):
    """2009: a driver who changes team, one who changes code; fractional points."""
    for round_ in (1, 2, 3):
        staging.put("events", [2009, round_], event("Grand Prix", f"2009-0{round_}-01", "14:00:00Z"))
        moved = "ferrari" if round_ < 3 else "haas"
        staging.put("results", [2009, round_, "mov"], result("MOV", 1, constructor=moved))
        renamed = result("OLD" if round_ == 1 else "NEU", 2)
        renamed["Driver"]["driverId"] = "ren"
        staging.put("results", [2009, round_, "ren"], renamed)
    staging.put("driver_standings", [2009, 3, "mov"], {
        "position": "1", "points": "12.5", "wins": "1", "Driver": result("MOV", 1)["Driver"],
        "Constructors": [result("MOV", 1)["Constructor"], result("MOV", 1, constructor="haas")["Constructor"]],
    })


def going_on(staging):
    """2010: a race of 50 laps after three of them; the last car has been gone for long."""
    zero = at(2010)
    staging.records("stg_session", [{
        "Session": "2010-01", "StartDate": zero + 3_600_000, "Kind": "Race", "Season": 2010, "Round": 1,
        "Event": "Grand Prix", "Circuit": "Ring", "ScheduledLaps": 50,
    }])
    staging.records("stg_laps", [
        *laps("AAA", [90_000] * 5, zero), *laps("BBB", [91_000] * 4, zero), *laps("OUT", [92_000], zero),
    ])


def night_race(staging):
    """2011: local date with UTC time."""
    staging.put("events", [2011, 1], event("Night", "2011-11-22", "04:00:00Z"))


def flags(staging):
    """2012: two safety cars in successive laps, a virtual one, a yellow flag within."""
    race(staging, 2012, [laps(
        "AAA", [90_000] * 12, at(2012),
        TrackStatus={2: "124", 3: "41", 4: "14", 5: "4", 6: "41", 8: "67", 9: "71", 11: "2"},
    )])


def penalties(staging):
    """2013: cars 4 and 44; a penalty told twice and served, one given again, and messages that give none."""
    race(staging, 2013, [laps(code, [90_000 + n] * 20, at(2013)) for n, code in enumerate(["HAM", "NOR", "OCO"])])
    for place, (code, number) in enumerate([("HAM", "44"), ("NOR", "4"), ("OCO", "31")], 1):
        staging.put("results", [2013, 1, code.lower()], result(code, place, laps="20") | {"number": number})
    start = at(2013) + 3_600_000

    def said(minute, text, **fields):
        return {"Session": "2013-01-race", "Date": start + round(minute * 60_000), "Category": "Other", "Message": text,
                **fields}

    speeding = "5 SECOND TIME PENALTY FOR CAR 4 (NOR) - SPEEDING IN THE PIT LANE"
    staging.records("stg_race_control", [
        said(2, "FIA STEWARDS: CAR 4 (NOR) NOTED - SPEEDING IN THE PIT LANE", Lap=2),
        # Without a lap: the second minute ends in the leader's second lap, 90 s each. Told again at once and later.
        *[said(minute, text) for minute, text in [
            (2.5, f"FIA STEWARDS: {speeding} 15:02:30"), (2.5, f"FIA STEWARDS: {speeding} 15:02:30"),
            (3.5, f"{speeding} 15:03:30"),
        ]],
        said(9, f"FIA STEWARDS: PENALTY SERVED - {speeding}", Lap=7),
        said(9.2, f"FIA STEWARDS: PENALTY SERVED - {speeding}", Lap=7),
        # The same again is another one.
        said(20, f"FIA STEWARDS: {speeding}", Lap=14),
        # By the number alone, which is not in 44.
        said(11, "10 SECOND STOP/GO PENALTY FOR CAR 4 - ENTERING THE PIT LANE WHEN CLOSED", Lap=8),
        said(12, "DRIVE THROUGH PENALTY FOR CAR 31 (OCO) - JUMP START", Lap=9),
        said(13, "PENALTY SERVED - DRIVE THROUGH PENALTY FOR CAR 31 (OCO)", Lap=10),
        said(14, "FIA STEWARDS: 10 SECOND TIME PENALTY FOR CAR 44 (HAM)", Lap=10),
        # After the flag.
        said(31, "FIA STEWARDS: 5 SECOND TIME PENALTY FOR CAR 31 (OCO) - TRACK LIMITS", Lap=21),
        # None of this race.
        said(15, "FIA STEWARDS: CAR 31 (OCO) INCIDENT NOTED - 5 SECOND TIME PENALTY FOR CAR 31 (OCO) NOT SERVED"),
        said(16, "FIA STEWARDS: REPRIMAND FOR CAR 44 (HAM) - IMPEDING"),
        said(17, "FIA STEWARDS: 3 PLACE GRID PENALTY FOR CAR 44 (HAM) - IMPEDING"),
        said(18, "FIA STEWARDS: 5 SECOND TIME PENALTY FOR CAR 99 (GIO) - TRACK LIMITS"),
        said(19, None),
        # Of another day.
        said(2000, "FIA STEWARDS: 5 SECOND TIME PENALTY FOR CAR 44 (HAM) - TRACK LIMITS"),
    ])


def wrong_day(staging):
    """2014: the calendar has the race two days early; another series drives on the day before it."""
    staging.put("events", [2014, 1], event("Grand Prix", "2014-05-30", "14:00:00Z"))
    staging.records("stg_laps", laps("AAA", [90_000] * 3, at(2014)) + laps("BBB", [91_000] * 3, at(2014)))
    for place, code in enumerate(["AAA", "BBB"], 1):
        staging.put("results", [2014, 1, code.lower()], result(code, place))
    staging.records("stg_laps", laps("XXX", [99_000] * 5, ms("2014-05-31T09:00:00")))


def renumbered(staging):
    """2015: a session that was recorded as round 3, and is round 2 in today's calendar."""
    for round_, name in [(1, "First"), (2, "Third")]:
        staging.put("events", [2015, round_], event(name, f"2015-0{4 + round_}-01", "14:00:00Z"))
    staging.records("stg_session", [{
        "Session": "2015-03-race", "StartDate": at(2015) + 3_600_000, "Kind": "Race", "Season": 2015, "Round": 3,
        "Event": "Third", "Circuit": "Ring",
    }])
    staging.records("stg_laps", laps("AAA", [90_000] * 3, at(2015)))


def at_the_flag(staging):
    """2016: the winner of five laps is home, one is on his last lap, another long gone. 2017: the same four minutes later
    by another's samples, and nobody came. 2019: by the officials the race has ended as it was in 2016."""
    for year in (2016, 2017, 2019):
        race(staging, year, [
            laps("WIN", [90_000] * 5, at(year)), laps("LST", [91_000] * 4, at(year)), laps("OUT", [92_000], at(year)),
        ])
        staging.records("stg_session", [{
            "Session": f"{year}-01-race", "StartDate": at(year) + 3_600_000, "Kind": "Race", "Season": year, "Round": 1,
            "Event": "Grand Prix", "Circuit": "Ring", "ScheduledLaps": 5,
        }])
    staging.records("stg_telemetry", [
        {"Driver": "WIN", "Date": at(2017) + 3_600_000 + after, "SessionTime": 3_600_000 + after, "Lap": 1, "Speed": 90.0,
         "X": 1.0, "Y": 1.0, "Z": 1.0} for after in range(1000, 700_000, 10_000)
    ])
    for place, (code, n_laps) in enumerate([("WIN", 5), ("LST", 4), ("OUT", 1)], 1):
        ended = {"text": None, "status": "Finished"} if place == 1 else {"text": "R", "status": "Retired"}
        staging.put("results", [2019, 1, code.lower()], result(code, place, laps=str(n_laps), **ended))


def half_twice(staging):
    """2018: half a race that was played twice, and all of it in another recording."""
    race(staging, 2018, [laps("AAA", [90_000] * 3, at(2018))] * 2 + [laps("AAA", [90_000] * 5, at(2018) + 120_000)])


SCENES = [
    twice, sprint_weekend, no_event, simulated, odd_records, lapped, tyres, verdicts, careers, going_on, night_race, flags,
    penalties, wrong_day, renumbered, at_the_flag, half_twice,
]


@pytest.fixture(scope="module")
def small(build):
    def fill(staging):
        for scene in SCENES:
            scene(staging)

    return build("small", fill)


def test_a_replay_published_twice_counts_once(small):
    assert small.execute("SELECT count(*) FROM fact_race_laps WHERE lap_start < '2002-01-01'").fetchone() == (6,)
    rows = small.execute(
        'SELECT max("row"), count(*), max(throttle), max(gear), max(drs) FROM pub_telemetry WHERE season = 2001'
    ).fetchone()
    # 89 s at 200 km/h; a gear that is none and a throttle above full are not passed on.
    assert rows == (494, 495, 100, 7, 1)


def test_a_lap_belongs_to_its_race_by_session(small):
    assert small.execute("SELECT session, code FROM pub_drivers WHERE season = 2002 ORDER BY 1").fetchall() == [
        ("race", "AAA"), ("sprint", "SPR"),
    ]
    assert small.execute("SELECT session, laps FROM pub_session WHERE season = 2002 ORDER BY 1").fetchall() == [
        ("race", 3), ("sprint", 5),
    ]


def test_a_session_without_an_event_has_full_marts(small):
    assert small.execute("SELECT round, laps FROM pub_session WHERE season = 2003").fetchall() == [(0, 3)]
    assert small.execute(
        "SELECT code, name, position FROM pub_drivers JOIN pub_results USING (season, round, session, driver) "
        "WHERE season = 2003 ORDER BY driver"
    ).fetchall() == [("AAA", "AAA", 1), ("BBB", "BBB", 2)]
    assert small.execute("SELECT name, colour FROM pub_teams WHERE season = 2003 ORDER BY team").fetchall() == [
        ("Nova", None), ("Vela", None),
    ]
    (n_boxes,) = small.execute("SELECT count(*) FROM pub_pace WHERE season = 2003 AND filter = 'green'").fetchone()
    assert n_boxes == 4


def test_of_simulated_races_the_newest_counts(small):
    assert small.execute(
        "SELECT round, event, circuit, simulated, laps, scheduled_laps FROM pub_session WHERE season = 2004"
    ).fetchall() == [(0, "Simulated Grand Prix", "Gridcast Ring", True, 3, 3)]
    assert small.execute("SELECT code, number, name FROM pub_drivers WHERE season = 2004").fetchall() == [
        ("NEW", 7, "N. E. W.")
    ]
    assert small.execute("SELECT name, colour FROM pub_teams WHERE season = 2004").fetchall() == [("Nova", "AB12CD")]
    assert small.execute("SELECT grid FROM pub_results WHERE season = 2004").fetchall() == [(1,)]
    assert small.execute("SELECT kind, count(*) > 0 FROM pub_track WHERE season = 2004 GROUP BY 1 ORDER BY 1").fetchall() == [
        ("corner", True), ("outline", True),
    ]
    assert small.execute(
        "SELECT session, state FROM pub_index_sessions WHERE season = 2004 AND round = 1"
    ).fetchall() == [("race", "scheduled")]


def test_odd_records_do_no_harm(small):
    rows = small.execute(
        'SELECT lap, "time", sector1, "end" FROM pub_laps WHERE season = 2005 ORDER BY lap'
    ).fetchall()
    assert rows == [(lap, 90_000, None, lap * 90_000) for lap in (1, 2, 3, 4)]


def test_lapped_cars_retirements_and_those_who_never_start(small):
    rows = small.execute(
        "SELECT code, position, outcome, laps, gap, laps_behind FROM pub_results JOIN pub_drivers "
        "USING (season, round, session, driver) WHERE season = 2006 ORDER BY driver"
    ).fetchall()
    assert rows == [
        ("AAA", 1, "finished", 4, None, None), ("BBB", 2, "finished", 4, 45_000, None),
        ("SLO", 3, "finished", 3, None, 1), ("OUT", None, "retired", 1, None, None),
        ("DNS", None, "not_started", 0, None, None),
    ]
    # In seconds also for the lapped car: behind the first and behind the car ahead at the end of the same lap.
    assert small.execute(
        'SELECT gap, "interval" FROM pub_laps JOIN pub_drivers USING (season, round, session, driver) '
        "WHERE season = 2006 AND code = 'SLO' AND lap = 3"
    ).fetchone() == (120_000, 45_000)


def test_tyres_change_at_stops_alone(small):
    stints = small.execute(
        "SELECT stint, first_lap, last_lap, compound, age_at_start FROM pub_stints WHERE season = 2007 ORDER BY stint"
    ).fetchall()
    assert stints == [(1, 1, 6, "S", 0), (2, 7, 8, "H", 0), (3, 9, 10, "H", 0)]
    stops = small.execute(
        "SELECT stop, lap, lane, lost, compound_off, compound_on FROM pub_pit_stops WHERE season = 2007 ORDER BY stop"
    ).fetchall()
    assert [row[:3] + row[4:] for row in stops] == [(1, 6, 19_000, "S", "H"), (2, 8, 20_000, "H", "H")]


def test_verdicts_are_listed(small):
    rows = small.execute(
        'SELECT code, position, official_position, outcome, "time" FROM pub_results JOIN pub_drivers '
        "USING (season, round, session, driver) WHERE season = 2008 ORDER BY driver"
    ).fetchall()
    assert rows == [
        ("WIN", 3, 1, "finished", 902_000), ("PEN", 2, 2, "finished", 906_000), ("NFL", None, 3, "finished", 811_350),
        ("DSQ", 1, None, "disqualified", None),
    ]
    differences = small.execute(
        "SELECT code, what, timing, official FROM pub_differences JOIN pub_drivers USING (season, round, session, driver) "
        "WHERE season = 2008 ORDER BY code, what"
    ).fetchall()
    assert differences == [
        ("DSQ", "outcome", "finished", "disqualified"), ("DSQ", "position", "1", None),
        ("NFL", "outcome", "retired", "finished"), ("NFL", "position", None, "3"),
        ("PEN", "time", "901000", "906000"), ("WIN", "position", "3", "1"),
    ]


def test_drivers_keep_their_history(small):
    rows = small.execute(
        "SELECT d.driver_id, d.driver_code, c.constructor_id, d.valid_from, d.valid_to FROM dim_driver d "
        "LEFT JOIN dim_constructor c USING (sk_constructor) WHERE d.driver_id IN ('mov', 'ren') ORDER BY 1, 4"
    ).fetchall()
    assert rows == [
        ("mov", "MOV", "ferrari", "2009-01", "2009-03"), ("mov", "MOV", "haas", "2009-03", None),
        ("ren", "OLD", "ferrari", "2009-01", "2009-02"), ("ren", "NEU", "ferrari", "2009-02", None),
    ]


def test_fractions_of_points_stay(small):
    assert small.execute("SELECT points, team FROM pub_standings WHERE season = 2009").fetchall() == [(12.5, "Haas")]
    assert small.execute("SELECT max(points) FROM pub_results WHERE season = 2008").fetchone() == (12.5,)


def test_nobody_is_out_because_the_race_goes_on(small):
    rows = small.execute(
        "SELECT code, outcome FROM pub_results JOIN pub_drivers USING (season, round, session, driver) WHERE season = 2010 "
        "ORDER BY driver"
    ).fetchall()
    assert rows == [("AAA", "finished"), ("BBB", "finished"), ("OUT", "retired")]
    assert small.execute("SELECT state FROM pub_index_sessions WHERE session = 'race' AND season = 2010").fetchone() == ("partial",)


@pytest.mark.parametrize(("season", "outcome"), [(2016, "finished"), (2017, "retired"), (2019, "retired")])
def test_who_has_not_crossed_the_line_yet_is_driving_until_it_is_told(small, season, outcome):
    assert small.execute(
        "SELECT driver_code, timing_outcome, laps FROM race_results WHERE season = ? ORDER BY result_number", [season]
    ).fetchall() == [("WIN", "finished", 5), ("LST", outcome, 4), ("OUT", "retired", 1)]


def test_the_recording_with_the_most_laps_counts_and_not_that_with_the_most_records(small):
    assert small.execute("SELECT laps FROM pub_session WHERE season = 2018").fetchall() == [(5,)]


def test_a_night_race_is_one_instant(small):
    assert small.execute("SELECT race_ms, race_date FROM pub_schedule WHERE season = 2011").fetchone() == (
        ms("2011-11-22T04:00:00"), "2011-11-22"
    )


def test_periods_begin_and_end_with_the_status(small):
    rows = small.execute(
        "SELECT kind, first_lap, last_lap FROM pub_periods WHERE season = 2012 ORDER BY first_lap"
    ).fetchall()
    assert rows == [("safety_car", 2, 3), ("safety_car", 4, 6), ("virtual_safety_car", 8, 9), ("yellow", 11, 11)]


def test_a_wrong_day_makes_no_second_race(small):
    rows = small.execute(
        "SELECT round, session, laps FROM pub_session WHERE season = 2014 ORDER BY round"
    ).fetchall()
    # The other series is a session of its own, outside the championship.
    assert rows == [(0, "race", 5), (1, "race", 3)]
    assert small.execute("SELECT count(*) FROM pub_results WHERE season = 2014 AND round = 1").fetchone() == (2,)


def test_a_recorded_round_follows_the_calendar(small):
    assert small.execute("SELECT round FROM pub_session WHERE season = 2015").fetchall() == [(2,)]


def test_a_penalty_counts_once_and_is_the_right_cars(small):
    rows = small.execute(
        "SELECT code, lap, kind, seconds, reason, served FROM pub_penalties JOIN pub_drivers "
        "USING (season, round, session, driver) WHERE season = 2013 ORDER BY lap, driver, penalty"
    ).fetchall()
    assert rows == [
        ("NOR", 2, "time", 5, "SPEEDING IN THE PIT LANE", 7),
        ("NOR", 8, "stop_and_go", 10, "ENTERING THE PIT LANE WHEN CLOSED", None),
        ("OCO", 9, "drive_through", None, "JUMP START", 10),
        ("HAM", 10, "time", 10, None, None),
        ("NOR", 14, "time", 5, "SPEEDING IN THE PIT LANE", None),
        ("OCO", 20, "time", 5, "TRACK LIMITS", None),
    ]
