-- For how long a car stood in the pit lane, by its samples.
-- Grain: a visit of which there are samples. Key: season, round, session, driver_code, lap_number (the lap in).
-- Sources: base_telemetry, int_laps, int_sessions, int_session_zeros. Units: ms.
-- Samples at walking pace one after another, no more than a second apart, are a stand. With less than a sample a
-- second nobody knows whether the car stood, and there is no row.

with visits as (
    select i.season, i.round, i.session, i.driver_code, i.lap_number, i.pit_in_ms, o.pit_out_ms
    from {{ ref('int_laps') }} as i
    inner join {{ ref('int_laps') }} as o
        on
            i.season = o.season and i.round = o.round and i.session = o.session and i.driver_code = o.driver_code
            and i.lap_number + 1 = o.lap_number
    where i.pit_in_ms < o.pit_out_ms
),

samples as (
    select
        v.season,
        v.round,
        v.session,
        v.driver_code,
        v.lap_number,
        v.pit_out_ms - v.pit_in_ms as lane_ms,
        t.speed_kmh <= 5 as is_slow,
        coalesce(lag(t.speed_kmh <= 5) over (
            partition by v.season, v.round, v.session, v.driver_code, v.lap_number order by t.date_ms
        ), false) as was_slow,
        t.date_ms - lag(t.date_ms) over (
            partition by v.season, v.round, v.session, v.driver_code, v.lap_number order by t.date_ms
        ) as step_ms
    from visits as v
    inner join {{ ref('int_sessions') }} as s
        on v.season = s.season and v.round = s.round and v.session = s.session and s.is_chosen
    inner join {{ ref('int_session_zeros') }} as z on s.session_key = z.session_key
    inner join {{ ref('base_telemetry') }} as t
        on
            z.zero_ms = t.zero_ms
            and v.driver_code = t.driver_code
            and t.date_ms between s.session_key + s.race_start_ms + v.pit_in_ms
            and s.session_key + s.race_start_ms + v.pit_out_ms
    where t.speed_kmh is not null
)

select
    season,
    round,
    session,
    driver_code,
    lap_number,
    cast(sum(case when is_slow and was_slow and step_ms <= 1000 then step_ms else 0 end) as bigint) as stood_ms
from samples
group by season, round, session, driver_code, lap_number, lane_ms
having count(*) * 1000 >= lane_ms
