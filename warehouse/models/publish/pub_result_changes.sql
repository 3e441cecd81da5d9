-- result.json, changes.
-- Grain: a value of a driver's official result that became another. Key: season, round, session, at_ms, driver, what.
-- Sources: result_changes, int_result_index. Units: UTC ms; places, ms, points, words.
-- Order: season, round, session, at_ms, driver, what.

select
    c.season,
    c.round,
    c.session,
    c.at_ms,
    i.driver,
    c.what,
    c.was,
    c.becomes
from {{ ref('result_changes') }} as c
inner join {{ ref('int_result_index') }} as i
    on c.season = i.season and c.round = i.round and c.session = i.session and c.driver_code = i.driver_code
