-- pit_stops.json.
-- Grain: a stop of a driver. Key: season, round, session, driver, stop. Sources: pit_stops, int_result_index.
-- Units: ms, entered after the session's start. Order: season, round, session, driver, lap.

select
    p.season,
    p.round,
    p.session,
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
    on p.season = i.season and p.round = i.round and p.session = i.session and p.driver_code = i.driver_code
