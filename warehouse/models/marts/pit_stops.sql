-- Stops in the pits of races and sprints.
-- Grain: a stop of a driver. Key: season, round, session, driver_code, stop.
-- Sources: int_pit_visits, int_ended_laps, int_laps. Units: ms, entered_ms after the race's start.
-- What a stop is int_pit_visits says; result, charts and board count the same.
-- lost_ms: in- and out-lap together less twice the driver's median green lap on the set taken off, or on any set.

with medians as (
    select season, round, session, driver_code, stint, {{ quantile('lap_time_ms', 0.5) }} as median_ms
    from {{ ref('int_ended_laps') }}
    where mod(floor(counts / 2), 2) = 1
    group by season, round, session, driver_code, stint
),

driver_medians as (
    select season, round, session, driver_code, {{ quantile('lap_time_ms', 0.5) }} as median_ms
    from {{ ref('int_ended_laps') }}
    where mod(floor(counts / 2), 2) = 1
    group by season, round, session, driver_code
),

visits as (
    select
        l.season,
        l.round,
        l.session,
        l.driver_code,
        l.lap_number,
        v.entered_ms,
        v.lane_ms,
        v.official_ms,
        l.stint,
        coalesce(l.lap_time_ms, l.end_ms - l.start_ms) as in_lap_ms,
        coalesce(m.lap_time_ms, m.end_ms - m.start_ms) as out_lap_ms,
        l.compound as compound_off,
        coalesce(m.compound, n.compound) as compound_on,
        case right(l.track_status, 1)
            when '4' then 'safety_car'
            when '5' then 'red_flag'
            when '6' then 'virtual_safety_car'
            when '7' then 'virtual_safety_car'
            when '2' then 'yellow'
        end as under
    from {{ ref('int_ended_laps') }} as l
    inner join {{ ref('int_pit_visits') }} as v
        on
            l.season = v.season and l.round = v.round and l.session = v.session and l.driver_code = v.driver_code
            and l.lap_number = v.lap_number
    inner join {{ ref('int_laps') }} as n
        on
            l.season = n.season and l.round = n.round and l.session = n.session and l.driver_code = n.driver_code
            and l.lap_number + 1 = n.lap_number
    left join {{ ref('int_ended_laps') }} as m
        on
            l.season = m.season and l.round = m.round and l.session = m.session and l.driver_code = m.driver_code
            and l.lap_number + 1 = m.lap_number
    where v.is_stop and {{ is_race('l.session') }}
),

stops as (
    select
        v.season,
        v.round,
        v.session,
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
        on
            v.season = s.season and v.round = s.round and v.session = s.session and v.driver_code = s.driver_code
            and v.stint = s.stint
    left join driver_medians as d
        on v.season = d.season and v.round = d.round and v.session = d.session and v.driver_code = d.driver_code
)

select
    season,
    round,
    session,
    driver_code,
    cast(row_number() over (partition by season, round, session, driver_code order by lap_number) as integer) as stop,
    lap_number,
    entered_ms,
    lane_ms,
    official_ms,
    cast(round(lost_ms) as bigint) as lost_ms,
    compound_off,
    compound_on,
    under
from stops
