-- laps.json.
-- Grain: an ended lap of a driver. Key: season, round, driver, lap.
-- Sources: int_race_laps, pit_stops, int_result_index. Units: ms, "end" after the race's start; km/h.
-- Order: season, round, driver, lap.

select
    l.season,
    l.round,
    i.driver,
    l.lap_number as lap,
    cast(l.position as integer) as position,
    l.lap_time_ms as "time",
    l.sector1_ms as sector1,
    l.sector2_ms as sector2,
    l.sector3_ms as sector3,
    l.end_ms as "end",
    l.gap_ms as gap,
    l.interval_ms as "interval",
    l.compound,
    l.tyre_life,
    l.is_fresh as fresh,
    l.stint,
    l.is_in_lap as pit_in,
    l.is_out_lap as pit_out,
    p.lap_number is not null as stop,
    l.is_deleted as deleted,
    l.track_status,
    l.counts,
    cast(round(l.speed_i1_kmh) as integer) as speed_i1,
    cast(round(l.speed_i2_kmh) as integer) as speed_i2,
    cast(round(l.speed_fl_kmh) as integer) as speed_fl,
    cast(round(l.speed_st_kmh) as integer) as speed_st
from {{ ref('int_race_laps') }} as l
inner join {{ ref('int_result_index') }} as i
    on l.season = i.season and l.round = i.round and l.driver_code = i.driver_code
left join {{ ref('pit_stops') }} as p
    on
        l.season = p.season and l.round = p.round and l.driver_code = p.driver_code
        and l.lap_number = p.lap_number
