-- result.json, drivers.
-- Grain: a driver of a session. Key: season, round, session, driver. Sources: int_result_index, int_entries. Units:
-- none.
-- Order: season, round, session, driver.

select
    i.season,
    i.round,
    i.session,
    i.driver,
    i.driver_code as code,
    e.driver_number as number,
    e.driver_name as name,
    i.team
from {{ ref('int_result_index') }} as i
inner join {{ ref('int_entries') }} as e
    on i.season = e.season and i.round = e.round and i.session = e.session and i.driver_code = e.driver_code
