-- result.json, differences.
-- Grain: a value of a driver. Key: season, round, session, driver, what. Sources: result_differences, int_result_index.
-- Units: as in result_differences. Order: season, round, session, driver, what.

select d.season, d.round, d.session, i.driver, d.what, d.timing, d.official
from {{ ref('result_differences') }} as d
inner join {{ ref('int_result_index') }} as i
    on d.season = i.season and d.round = i.round and d.session = i.session and d.driver_code = i.driver_code
