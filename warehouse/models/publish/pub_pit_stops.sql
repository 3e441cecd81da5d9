-- pit_stops.json.
-- Grain: a stop of a driver. Key: season, round, driver, stop. Sources: pit_stops, int_result_index.
-- Units: ms, entered after the race's start. Order: season, round, driver, lap.

select
    p.season,
    p.round,
    i.driver,
    p.stop,
    p.lap_number as lap,
    p.entered_ms as entered,
    p.lane_ms as lane,
    p.official_ms as official,
    p.lost_ms as lost,
    p.compound_off,
    p.compound_on,
    p.under
from {{ ref('pit_stops') }} as p
inner join {{ ref('int_result_index') }} as i
    on p.season = i.season and p.round = i.round and p.driver_code = i.driver_code
