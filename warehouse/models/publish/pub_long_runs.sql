-- long_runs.json.
-- Grain: a run of a driver. Key: season, round, session, driver, stint, first_lap.
-- Sources: long_runs, int_result_index. Units: laps, ms, ms a lap.
-- Order: season, round, session, average, driver, first_lap.

select
    r.season,
    r.round,
    r.session,
    i.driver,
    r.stint,
    r.compound,
    r.first_lap,
    r.last_lap,
    r.laps,
    r.age_at_start,
    r.average_ms as average,
    r.best_ms as best,
    r.change_ms as change
from {{ ref('long_runs') }} as r
inner join {{ ref('int_result_index') }} as i
    on r.season = i.season and r.round = i.round and r.session = i.session and r.driver_code = i.driver_code
