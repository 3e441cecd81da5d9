-- bests.json, sectors.
-- Grain: a driver with any sector or lap time. Key: season, round, session, driver. Sources: sector_bests,
-- int_result_index.
-- Units: ms. Order: season, round, session, ideal with nulls last, driver.

select
    b.season,
    b.round,
    b.session,
    i.driver,
    b.sector1_ms as sector1,
    b.sector1_lap,
    b.sector2_ms as sector2,
    b.sector2_lap,
    b.sector3_ms as sector3,
    b.sector3_lap,
    b.ideal_ms as ideal,
    b.best_ms as best,
    b.best_lap
from {{ ref('sector_bests') }} as b
inner join {{ ref('int_result_index') }} as i
    on b.season = i.season and b.round = i.round and b.session = i.session and b.driver_code = i.driver_code
where coalesce(b.sector1_ms, b.sector2_ms, b.sector3_ms, b.best_ms) is not null
