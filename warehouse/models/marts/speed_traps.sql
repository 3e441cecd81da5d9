-- Highest speeds of drivers, with the lap of each; of equal ones the first.
-- Grain: a driver of a round. Key: season, round, session, driver_code. Source: int_ended_laps. Units: km/h.

with best as (
    select
        season,
        round,
        session,
        driver_code,
        max(speed_i1_kmh) as i1_kmh,
        max(speed_i2_kmh) as i2_kmh,
        max(speed_fl_kmh) as fl_kmh,
        max(speed_st_kmh) as st_kmh
    from {{ ref('int_ended_laps') }}
    group by season, round, session, driver_code
)

select
    b.season,
    b.round,
    b.session,
    b.driver_code,
    b.i1_kmh,
    min(case when l.speed_i1_kmh = b.i1_kmh then l.lap_number end) as i1_lap,
    b.i2_kmh,
    min(case when l.speed_i2_kmh = b.i2_kmh then l.lap_number end) as i2_lap,
    b.fl_kmh,
    min(case when l.speed_fl_kmh = b.fl_kmh then l.lap_number end) as fl_lap,
    b.st_kmh,
    min(case when l.speed_st_kmh = b.st_kmh then l.lap_number end) as st_lap
from best as b
inner join {{ ref('int_ended_laps') }} as l
    on b.season = l.season and b.round = l.round and b.session = l.session and b.driver_code = l.driver_code
group by b.season, b.round, b.session, b.driver_code, b.i1_kmh, b.i2_kmh, b.fl_kmh, b.st_kmh
