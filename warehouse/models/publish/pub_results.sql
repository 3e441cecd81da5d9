-- result.json, results.
-- Grain: a driver of a session. Key: season, round, session, driver.
-- Sources: race_results, timed_results, int_result_index. Units: ms, laps. Order: season, round, session, driver.

with results as (
    select
        season, round, session, driver_code, timing_position, official_position, grid, outcome, official_status, laps,
        time_ms, gap_ms, laps_behind, stops, best_lap_time_ms, best_lap, points
    from {{ ref('race_results') }}
    union all
    select
        season, round, session, driver_code, timing_position, official_position, null as grid, outcome,
        null as official_status, laps, null as time_ms, gap_ms, null as laps_behind, 0 as stops, best_lap_time_ms,
        best_lap, null as points
    from {{ ref('timed_results') }}
)

select
    r.season,
    r.round,
    r.session,
    i.driver,
    r.timing_position as position,
    r.official_position,
    r.grid,
    r.outcome,
    r.official_status,
    r.laps,
    r.time_ms as "time",
    r.gap_ms as gap,
    r.laps_behind,
    r.stops,
    r.best_lap_time_ms as best_lap_time,
    r.best_lap,
    r.points
from results as r
inner join {{ ref('int_result_index') }} as i
    on r.season = i.season and r.round = i.round and r.session = i.session and r.driver_code = i.driver_code
