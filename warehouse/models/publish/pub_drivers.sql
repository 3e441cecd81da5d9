-- race.json, drivers.
-- Grain: a driver of a round. Key: season, round, driver. Sources: int_result_index, int_entries. Units: none.
-- Order: season, round, driver.

select
    i.season,
    i.round,
    i.driver,
    i.driver_code as code,
    e.driver_number as number,
    e.driver_name as name,
    i.team
from {{ ref('int_result_index') }} as i
inner join {{ ref('int_entries') }} as e
    on i.season = e.season and i.round = e.round and i.driver_code = e.driver_code
