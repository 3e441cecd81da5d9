-- laps.json.
-- Grain: an ended lap of a driver. Key: season, round, session, driver, lap.
-- Sources: int_ended_laps, pit_stops, int_result_index. Units: ms, "end" after the session's start; km/h.
-- Order: season, round, session, driver, lap. Places and gaps at the line are of races and sprints alone.

select
    l.season,
    l.round,
    l.session,
    i.driver,
    l.lap_number as lap,
    cast(case when {{ is_race('l.session') }} then l.position end as integer) as position,
    l.lap_time_ms as "time",
    l.sector1_ms as sector1,
    l.sector2_ms as sector2,
    l.sector3_ms as sector3,
    l.end_ms as "end",
    case when {{ is_race('l.session') }} then l.gap_ms end as gap,
    case when {{ is_race('l.session') }} then l.interval_ms end as "interval",
    l.compound,
    l.tyre_life,
    l.is_fresh as fresh,
    l.stint,
    l.is_in_lap as pit_in,
    l.is_out_lap as pit_out,
    p.lap_number is not null as stop,
    l.is_deleted as deleted,
    l.deleted_reason,
    l.track_status,
    l.counts,
    cast(round(l.speed_i1_kmh) as integer) as speed_i1,
    cast(round(l.speed_i2_kmh) as integer) as speed_i2,
    cast(round(l.speed_fl_kmh) as integer) as speed_fl,
    cast(round(l.speed_st_kmh) as integer) as speed_st
from {{ ref('int_ended_laps') }} as l
inner join {{ ref('int_result_index') }} as i
    on l.season = i.season and l.round = i.round and l.session = i.session and l.driver_code = i.driver_code
left join {{ ref('pit_stops') }} as p
    on
        l.season = p.season and l.round = p.round and l.session = p.session and l.driver_code = p.driver_code
        and l.lap_number = p.lap_number
