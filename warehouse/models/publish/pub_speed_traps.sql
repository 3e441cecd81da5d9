-- bests.json, speeds.
-- Grain: a driver with any speed. Key: season, round, session, driver. Sources: speed_traps, int_result_index. Units:
-- km/h.
-- Order: season, round, session, st descending with nulls last, driver.

select
    b.season,
    b.round,
    b.session,
    i.driver,
    cast(round(b.i1_kmh) as integer) as i1,
    b.i1_lap,
    cast(round(b.i2_kmh) as integer) as i2,
    b.i2_lap,
    cast(round(b.fl_kmh) as integer) as fl,
    b.fl_lap,
    cast(round(b.st_kmh) as integer) as st,
    b.st_lap
from {{ ref('speed_traps') }} as b
inner join {{ ref('int_result_index') }} as i
    on b.season = i.season and b.round = i.round and b.session = i.session and b.driver_code = i.driver_code
where coalesce(b.i1_kmh, b.i2_kmh, b.fl_kmh, b.st_kmh) is not null
