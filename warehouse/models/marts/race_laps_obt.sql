-- Laps with the attributes of all four dimensions: one big table.
-- Grain: a lap of a driver. Key: sk_race_lap.
-- Sources: fact_race_laps, fact_events, dim_circuit, dim_driver, dim_constructor. Units: as in fact_race_laps.

select
    l.sk_race_lap,
    e.event_id,
    e.event_season_year,
    e.event_round_number,
    e.event_name,
    e.event_race_date,
    e.event_race_time,
    e.event_url,
    k.circuit_id,
    k.circuit_name,
    k.circuit_url,
    k.circuit_country,
    k.circuit_locality,
    d.driver_id,
    d.driver_permanent_number,
    d.driver_code,
    d.driver_url,
    d.driver_given_name,
    d.driver_family_name,
    d.driver_date_of_birth,
    d.driver_nationality,
    c.constructor_id,
    c.constructor_name,
    c.constructor_url,
    c.constructor_nationality,
    l.session,
    l.lap_number,
    l.position,
    l.lap_time_ms,
    l.pit_out_time_ms,
    l.pit_in_time_ms,
    l.sector1_time_ms,
    l.sector2_time_ms,
    l.sector3_time_ms,
    l.speed_trap_1_kmh,
    l.speed_trap_2_kmh,
    l.speed_finishline_kmh,
    l.speed_straight_kmh,
    l.tyre_compound,
    l.tyre_life_laps,
    l.driver_stint,
    l.lap_start,
    l.lap_end,
    l.last_updated
from {{ ref('fact_race_laps') }} as l
inner join {{ ref('fact_events') }} as e on l.sk_event = e.sk_event
left join {{ ref('dim_circuit') }} as k on l.sk_circuit = k.sk_circuit
left join {{ ref('dim_driver') }} as d on l.sk_driver = d.sk_driver
left join {{ ref('dim_constructor') }} as c on l.sk_constructor = c.sk_constructor
