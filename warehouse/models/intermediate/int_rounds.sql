-- Rounds that anything is known of.
-- Grain: a round. Key: season, round. Sources: base_events, int_sessions, base_results, int_race_laps,
-- base_race_control. Units: UTC ms.
-- A race is over when there is an official result, the chequered flag, or the planned laps; a session that never says
-- how many laps are planned is taken as over.

with chosen as (
    select * from {{ ref('int_sessions') }}
    where is_chosen
),

known as (
    select season, round from {{ ref('base_events') }}
    union
    select season, round from chosen
    union
    select season, round from {{ ref('base_results') }}
    union
    select season, round from {{ ref('int_race_laps') }}
),

results as (
    select season, round, count(*) as n_results, max(laps) as laps
    from {{ ref('base_results') }}
    group by season, round
),

laps as (
    select
        season,
        round,
        max(lap_number) as laps,
        max(told_by) as told_by
    from {{ ref('int_race_laps') }}
    group by season, round
),

flags as (
    select session_id, min(date_ms) as flag_date_ms
    from {{ ref('base_race_control') }}
    where flag = 'CHEQUERED'
    group by session_id
)

select
    k.season,
    k.round,
    coalesce(e.event_name, s.event_name, 'Race of ' || cast(k.season as varchar)) as event_name,
    coalesce(e.circuit_name, s.circuit_name, '') as circuit_name,
    e.circuit_id,
    e.locality,
    e.country,
    e.race_date,
    coalesce(
        s.session_key + s.race_start_ms, {{ ms_of_timestamp('e.race_at') }}
    ) as start_ms,
    s.session_key,
    s.session_id,
    coalesce(s.is_simulated, false) as is_simulated,
    s.scheduled_laps,
    s.circuit_length_m,
    coalesce(l.laps, r.laps, 0) as laps,
    l.laps is not null as has_laps,
    coalesce(s.n_samples, 0) > 0 as has_telemetry,
    r.n_results is not null as has_result,
    e.season is not null as has_event,
    r.n_results is not null
    or f.flag_date_ms is not null
    or (l.laps is not null and coalesce(l.laps >= s.scheduled_laps, true)) as is_over
from known as k
left join {{ ref('base_events') }} as e on k.season = e.season and k.round = e.round
left join chosen as s on k.season = s.season and k.round = s.round
left join results as r on k.season = r.season and k.round = r.round
left join laps as l on k.season = l.season and k.round = l.round
left join flags as f on s.session_id = f.session_id
