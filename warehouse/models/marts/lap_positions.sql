-- Places at the line of races and sprints, lap by lap; lap 0 is the grid.
-- Grain: a lap of a driver. Key: season, round, session, driver_code, lap_number. Sources: int_ended_laps, int_entries.
-- Units: places from 1; 0 on the grid is the pit lane.
-- Places at a lap's end are 1 to n of those that ended it.

select season, round, session, driver_code, lap_number, position
from {{ ref('int_ended_laps') }}
where {{ is_race('session') }}
union all
select season, round, session, driver_code, 0 as lap_number, grid as position
from {{ ref('int_entries') }}
where grid is not null and {{ is_race('session') }}
