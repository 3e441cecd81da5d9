-- Gaps at the line of races and sprints, lap by lap.
-- Grain: an ended lap of a driver. Key: season, round, session, driver_code, lap_number. Source: int_ended_laps. Units:
-- ms.
-- gap_ms is behind the first who ended the lap of this number, interval_ms behind the car that ended it just before.

select season, round, session, driver_code, lap_number, end_ms, gap_ms, interval_ms
from {{ ref('int_ended_laps') }}
where {{ is_race('session') }}
