-- Stints of a driver follow one another: none begins before the one before it has ended.

with stints as (
    select
        season,
        round,
        session,
        driver_code,
        stint,
        first_lap,
        last_lap,
        laps,
        lag(last_lap) over (partition by season, round, session, driver_code order by stint) as previous_last_lap
    from {{ ref('stints') }}
)

select
    season,
    round,
    session,
    'stints of ' || driver_code || ' overlap in lap ' || cast(first_lap as varchar) as reason
from stints
where last_lap < first_lap or first_lap <= previous_last_lap
