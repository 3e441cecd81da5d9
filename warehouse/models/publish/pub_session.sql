-- result.json: the session itself.
-- Grain: a session that somebody took part in. Key: season, round, session.
-- Sources: int_round_sessions, int_result_index. Units: UTC ms.
-- Order: season, round, session.

with drivers as (
    select season, round, session, count(*) as n_drivers
    from {{ ref('int_result_index') }}
    group by season, round, session
)

select
    r.season,
    r.round,
    r.session,
    r.event_name as event,
    r.circuit_name as circuit,
    r.locality,
    r.country,
    r.start_ms,
    r.is_simulated as simulated,
    r.laps,
    r.scheduled_laps
from {{ ref('int_round_sessions') }} as r
inner join drivers as d on r.season = d.season and r.round = d.round and r.session = d.session
