-- Sessions of rounds that anything is known of.
-- Grain: a session of a round. Key: season, round, session. Sources: base_events, int_sessions, int_results,
-- int_ended_laps,
-- base_race_control. Units: UTC ms.
-- Every round has its race, and what the schedule has of a weekend; other sessions are there once they are recorded.
-- A session is over when there is an official result, the chequered flag, or of a race the planned laps; one that never
-- says how many laps are planned is taken as over.

with chosen as (
    select * from {{ ref('int_sessions') }}
    where is_chosen
),

scheduled as (
    select season, round, 'race' as session, {{ ms_of_timestamp('race_at') }} as at_ms
    from {{ ref('base_events') }}
    {% for at, session in [
        ('sprint_at', 'sprint'), ('qualifying_at', 'qualifying'), ('sprint_qualifying_at', 'sprint-qualifying'),
        ('first_practice_at', 'fp1'), ('second_practice_at', 'fp2'), ('third_practice_at', 'fp3')
    ] %}
    union all
    select season, round, '{{ session }}' as session, {{ ms_of_timestamp(at) }} as at_ms
    from {{ ref('base_events') }}
    where {{ at }} is not null
    {% endfor %}
),

known as (
    select season, round, session from scheduled
    union
    select season, round, session from chosen
    union
    select season, round, 'race' as session from chosen
    union
    select season, round, session from {{ ref('int_results') }}
    union
    select season, round, session from {{ ref('int_ended_laps') }}
),

results as (
    select season, round, session, count(*) as n_results, max(laps) as laps
    from {{ ref('int_results') }}
    group by season, round, session
),

laps as (
    select
        season,
        round,
        session,
        max(lap_number) as laps,
        max(told_by) as told_by
    from {{ ref('int_ended_laps') }}
    group by season, round, session
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
    k.session,
    coalesce(e.event_name, s.event_name, 'Race of ' || cast(k.season as varchar)) as event_name,
    coalesce(e.circuit_name, s.circuit_name, '') as circuit_name,
    e.circuit_id,
    e.locality,
    e.country,
    e.race_date,
    coalesce(s.session_key + s.race_start_ms, c.at_ms) as start_ms,
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
left join scheduled as c on k.season = c.season and k.round = c.round and k.session = c.session
left join chosen as s on k.season = s.season and k.round = s.round and k.session = s.session
left join results as r on k.season = r.season and k.round = r.round and k.session = r.session
left join laps as l on k.season = l.season and k.round = l.round and k.session = l.session
left join flags as f on s.session_id = f.session_id
