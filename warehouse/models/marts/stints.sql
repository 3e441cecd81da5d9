-- Laps in a row on one set of tyres.
-- Grain: a stint of a driver. Key: season, round, session, driver_code, stint. Source: int_lap_stints. Units: laps.
-- Only laps that were ended count. age_at_start is what the set had driven before.

select
    season,
    round,
    session,
    driver_code,
    stint,
    min(lap_number) as first_lap,
    max(lap_number) as last_lap,
    count(*) as laps,
    max(compound) as compound,
    min_by(is_fresh, lap_number) as is_fresh,
    max(age_at_start) as age_at_start
from {{ ref('int_lap_stints') }}
group by season, round, session, driver_code, stint
