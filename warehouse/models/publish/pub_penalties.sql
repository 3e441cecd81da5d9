-- result.json, penalties.
-- Grain: a penalty of a driver. Key: season, round, session, driver, penalty. Sources: penalties, int_result_index.
-- Units: the leader's laps; seconds of the penalty. Order: season, round, session, lap, driver, penalty.

select
    p.season,
    p.round,
    p.session,
    i.driver,
    p.penalty,
    p.lap_number as lap,
    p.kind,
    p.seconds,
    p.reason,
    p.served_lap as served
from {{ ref('penalties') }} as p
inner join {{ ref('int_result_index') }} as i
    on p.season = i.season and p.round = i.round and p.session = i.session and p.driver_code = i.driver_code
