-- qualifying.json, times.
-- Grain: a part of a driver. Key: season, round, session, driver, part.
-- Sources: int_qualifying_times, qualifying_parts, int_result_index. Units: ms.
-- Order: season, round, session, driver, part.
-- What a time is behind the best of its part, and after the time that was needed to go on: below 0 it was enough.

select
    q.season,
    q.round,
    q.session,
    i.driver,
    q.part,
    q.time_ms as "time",
    q.lap_number as lap,
    q.time_ms - p.best_ms as gap,
    q.time_ms - p.cut_off_ms as to_cut_off
from {{ ref('int_qualifying_times') }} as q
inner join {{ ref('int_result_index') }} as i
    on q.season = i.season and q.round = i.round and q.session = i.session and q.driver_code = i.driver_code
inner join {{ ref('qualifying_parts') }} as p
    on q.season = p.season and q.round = p.round and q.session = p.session and q.part = p.part
