-- stints.json.
-- Grain: a stint of a driver. Key: season, round, session, driver, stint. Sources: stints, int_result_index. Units:
-- laps.
-- Order: season, round, session, driver, first_lap.

select
    s.season,
    s.round,
    s.session,
    i.driver,
    s.stint,
    s.first_lap,
    s.last_lap,
    s.compound,
    s.is_fresh as fresh,
    s.age_at_start
from {{ ref('stints') }} as s
inner join {{ ref('int_result_index') }} as i
    on s.season = i.season and s.round = i.round and s.session = i.session and s.driver_code = i.driver_code
