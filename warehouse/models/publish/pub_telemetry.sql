-- telemetry.json and telemetry/{code}-{lap}.json.
-- Grain: ten metres of a driver's lap. Key: season, round, session, code, lap, "row".
-- Sources: lap_telemetry, int_result_index, int_round_sessions. Units: "start" ms after the session's start; "time" ms
-- since the
-- lap began; km/h, percent, 0.1 m. Order: season, round, session, driver, lap, "row".

select
    t.season,
    t.round,
    t.session,
    i.driver,
    t.driver_code as code,
    t.lap_number as lap,
    t.start_date_ms - r.start_ms as "start",
    10.0 as step_m,
    t.row_number as "row",
    t.time_ms as "time",
    t.speed_kmh as speed,
    t.throttle_percent as throttle,
    t.brake,
    t.gear,
    t.drs,
    t.x,
    t.y
from {{ ref('lap_telemetry') }} as t
inner join {{ ref('int_result_index') }} as i
    on t.season = i.season and t.round = i.round and t.session = i.session and t.driver_code = i.driver_code
inner join {{ ref('int_round_sessions') }} as r on t.season = r.season and t.round = r.round and t.session = r.session
