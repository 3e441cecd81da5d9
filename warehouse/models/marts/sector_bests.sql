-- Best sectors and laps of drivers, with the lap of each; of equal ones the first.
-- Grain: a driver of a round. Key: season, round, session, driver_code. Source: int_ended_laps. Units: ms.
-- The pit lane is no sector: an in-lap's third and an out-lap's first do not count. A deleted lap has no bests.

with standing as (
    select * from {{ ref('int_ended_laps') }}
    where not is_deleted
),

best as (
    select
        season,
        round,
        session,
        driver_code,
        min(case when not is_out_lap then sector1_ms end) as sector1_ms,
        min(sector2_ms) as sector2_ms,
        min(case when not is_in_lap then sector3_ms end) as sector3_ms,
        min(lap_time_ms) as best_ms
    from standing
    group by season, round, session, driver_code
)

select
    b.season,
    b.round,
    b.session,
    b.driver_code,
    b.sector1_ms,
    min(case when l.sector1_ms = b.sector1_ms and not l.is_out_lap then l.lap_number end) as sector1_lap,
    b.sector2_ms,
    min(case when l.sector2_ms = b.sector2_ms then l.lap_number end) as sector2_lap,
    b.sector3_ms,
    min(case when l.sector3_ms = b.sector3_ms and not l.is_in_lap then l.lap_number end) as sector3_lap,
    b.sector1_ms + b.sector2_ms + b.sector3_ms as ideal_ms,
    b.best_ms,
    min(case when l.lap_time_ms = b.best_ms then l.lap_number end) as best_lap
from best as b
inner join standing as l
    on b.season = l.season and b.round = l.round and b.session = l.session and b.driver_code = l.driver_code
group by
    b.season, b.round, b.session, b.driver_code, b.sector1_ms, b.sector2_ms, b.sector3_ms, b.best_ms
