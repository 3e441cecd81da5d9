-- Visits to the pits from which a car came back.
-- Grain: a stop of a driver. Key: season, round, driver_code, stop.
-- Sources: int_race_laps, int_laps, base_official_pit_stops. Units: ms, entered_ms after the race's start.
-- Driving through the pit lane behind the safety car without new tyres is no stop. Without such a visit being told,
-- as in races before there was timing, the season data's stops are all there is.
-- lost_ms: in- and out-lap together less twice the driver's median green lap on the set taken off, or on any set.

with medians as (
    select season, round, driver_code, stint, {{ quantile('lap_time_ms', 0.5) }} as median_ms
    from {{ ref('int_race_laps') }}
    where mod(floor(counts / 2), 2) = 1
    group by season, round, driver_code, stint
),

driver_medians as (
    select season, round, driver_code, {{ quantile('lap_time_ms', 0.5) }} as median_ms
    from {{ ref('int_race_laps') }}
    where mod(floor(counts / 2), 2) = 1
    group by season, round, driver_code
),

official as (
    select p.season, p.round, r.driver_code, p.lap_number, min(p.duration_ms) as duration_ms
    from {{ ref('base_official_pit_stops') }} as p
    inner join {{ ref('base_results') }} as r
        on p.season = r.season and p.round = r.round and p.driver_id = r.driver_id
    group by p.season, p.round, r.driver_code, p.lap_number
),

visits as (
    select
        l.season,
        l.round,
        l.driver_code,
        l.lap_number,
        l.pit_in_ms as entered_ms,
        n.pit_out_ms - l.pit_in_ms as lane_ms,
        o.duration_ms as official_ms,
        l.stint,
        coalesce(l.lap_time_ms, l.end_ms - l.start_ms) as in_lap_ms,
        coalesce(m.lap_time_ms, m.end_ms - m.start_ms) as out_lap_ms,
        l.compound as compound_off,
        coalesce(m.compound, n.compound) as compound_on,
        coalesce(m.stint <> l.stint, true) as has_new_set,
        {{ status_has('l.track_status', ['4']) }} as was_safety_car,
        case right(l.track_status, 1)
            when '4' then 'safety_car'
            when '5' then 'red_flag'
            when '6' then 'virtual_safety_car'
            when '7' then 'virtual_safety_car'
            when '2' then 'yellow'
        end as under
    from {{ ref('int_race_laps') }} as l
    inner join {{ ref('int_laps') }} as n
        on
            l.season = n.season and l.round = n.round and l.driver_code = n.driver_code
            and l.lap_number + 1 = n.lap_number
    left join {{ ref('int_race_laps') }} as m
        on
            l.season = m.season and l.round = m.round and l.driver_code = m.driver_code
            and l.lap_number + 1 = m.lap_number
    left join official as o
        on
            l.season = o.season and l.round = o.round and l.driver_code = o.driver_code
            and l.lap_number = o.lap_number
    where l.is_in_lap
),

stops as (
    select
        v.season,
        v.round,
        v.driver_code,
        v.lap_number,
        v.entered_ms,
        v.lane_ms,
        v.official_ms,
        v.in_lap_ms + v.out_lap_ms - 2 * coalesce(s.median_ms, d.median_ms) as lost_ms,
        v.compound_off,
        v.compound_on,
        v.under
    from visits as v
    left join medians as s
        on v.season = s.season and v.round = s.round and v.driver_code = s.driver_code and v.stint = s.stint
    left join driver_medians as d
        on v.season = d.season and v.round = d.round and v.driver_code = d.driver_code
    where v.has_new_set or not v.was_safety_car
)

select
    season,
    round,
    driver_code,
    cast(row_number() over (partition by season, round, driver_code order by lap_number) as integer) as stop,
    lap_number,
    entered_ms,
    lane_ms,
    official_ms,
    cast(round(lost_ms) as bigint) as lost_ms,
    compound_off,
    compound_on,
    under
from stops
