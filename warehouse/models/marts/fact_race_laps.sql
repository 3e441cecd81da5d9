-- Laps of all sessions, ended or not.
-- Grain: a lap of a driver. Key: sk_race_lap (event, session, driver code, lap).
-- Sources: int_laps, int_lap_stints, int_ended_laps, int_entries, dim_driver, dim_constructor, fact_events.
-- Units: ms after the session's start for pits, ms, km/h, UTC timestamps.
-- A lap belongs to its event by session; driver and constructor are those of that event.

select
    {{ surrogate_key([event_id('l.season', 'l.round'), 'l.session', 'l.driver_code', 'l.lap_number']) }} as sk_race_lap,
    d.sk_driver,
    c.sk_constructor,
    e.sk_event,
    e.sk_circuit,
    e.event_season_year,
    e.event_round_number,
    l.session,
    l.lap_number,
    r.position,
    l.lap_time_ms,
    l.pit_out_ms as pit_out_time_ms,
    l.pit_in_ms as pit_in_time_ms,
    l.sector1_ms as sector1_time_ms,
    l.sector2_ms as sector2_time_ms,
    l.sector3_ms as sector3_time_ms,
    l.speed_i1_kmh as speed_trap_1_kmh,
    l.speed_i2_kmh as speed_trap_2_kmh,
    l.speed_fl_kmh as speed_finishline_kmh,
    l.speed_st_kmh as speed_straight_kmh,
    coalesce(s.compound, l.compound) as tyre_compound,
    coalesce(s.tyre_life, l.tyre_life) as tyre_life_laps,
    s.stint as driver_stint,
    {{ timestamp_of_ms('o.start_ms + l.start_ms') }} as lap_start,
    {{ timestamp_of_ms('o.start_ms + l.end_ms') }} as lap_end,
    l.last_updated
from {{ ref('int_laps') }} as l
inner join {{ ref('fact_events') }} as e on l.season = e.event_season_year and l.round = e.event_round_number
inner join {{ ref('int_round_sessions') }} as o on l.season = o.season and l.round = o.round and l.session = o.session
left join {{ ref('int_lap_stints') }} as s
    on
        l.season = s.season and l.round = s.round and l.session = s.session and l.driver_code = s.driver_code
        and l.lap_number = s.lap_number
left join {{ ref('int_ended_laps') }} as r
    on
        l.season = r.season and l.round = r.round and l.session = r.session and l.driver_code = r.driver_code
        and l.lap_number = r.lap_number
left join {{ ref('int_entries') }} as n
    on l.season = n.season and l.round = n.round and l.session = n.session and l.driver_code = n.driver_code
left join {{ ref('dim_driver') }} as d
    on
        n.driver_id = d.driver_id
        and e.event_id >= d.valid_from
        and (d.valid_to is null or e.event_id < d.valid_to)
left join {{ ref('dim_constructor') }} as c
    on
        n.constructor_id = c.constructor_id
        and e.event_id >= c.valid_from
        and (c.valid_to is null or e.event_id < c.valid_to)
