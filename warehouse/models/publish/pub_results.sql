-- race.json, results.
-- Grain: a driver of a round. Key: season, round, driver. Sources: race_results, int_result_index. Units: ms, laps.
-- Order: season, round, driver.

select
    r.season,
    r.round,
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
from {{ ref('race_results') }} as r
inner join {{ ref('int_result_index') }} as i
    on r.season = i.season and r.round = i.round and r.driver_code = i.driver_code
