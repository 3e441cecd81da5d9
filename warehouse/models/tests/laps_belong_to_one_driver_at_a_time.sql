-- A driver's laps follow one another: none ends before the one before it.
-- A lap that does was put into the wrong session, or its session's zero is wrong.

with laps as (
    select
        season,
        round,
        session,
        driver_code,
        lap_number,
        end_ms,
        lag(end_ms) over (partition by season, round, session, driver_code order by lap_number) as last_end_ms
    from {{ ref('int_ended_laps') }}
)

select
    season,
    round,
    session,
    driver_code || ' ends lap ' || cast(lap_number as varchar) || ' before the lap before it' as reason
from laps
where end_ms <= last_end_ms
