-- index.json: sessions of rounds, and what there is of each.
-- Grain: a session of a round. Key: season, round, session. Sources: int_round_sessions, base_events, track_outline and
-- others. Units: UTC ms. Order: season descending, round, session_number.
-- documents and season_documents are names with commas between them. Complete needs an official result, or for a
-- session that has none the end; laps; and telemetry.

with entered as (
    select season, round, session, count(*) as n_drivers
    from {{ ref('int_result_index') }}
    group by season, round, session
),

outlined as (
    select distinct season, round, session from {{ ref('track_outline') }}
),

parted as (
    select distinct season, round, session from {{ ref('qualifying_parts') }}
),

told as (
    select distinct season, round, session from {{ ref('lap_telemetry') }}
),

standing as (
    select distinct season from {{ ref('base_driver_standings') }}
    union
    select distinct season from {{ ref('base_constructor_standings') }}
),

scheduled as (
    select distinct season from {{ ref('base_events') }}
)

select
    r.season,
    r.round,
    r.session,
    r.event_name as event,
    r.circuit_name as circuit,
    r.start_ms,
    case
        when
            r.is_over and r.has_laps and r.has_telemetry
            and (r.has_result or r.round = 0 or r.session not in ('race', 'sprint', 'qualifying'))
            then 'complete'
        when r.has_laps or r.has_telemetry or r.has_result then 'partial'
        else 'scheduled'
    end as state,
    r.is_simulated as simulated,
    case when e.n_drivers is not null then 'result' else '' end
    || case when r.has_laps then ',laps,stints' else '' end
    || case when r.has_laps and {{ is_race('r.session') }} then ',pit_stops' else '' end
    || case when q.season is not null then ',qualifying' else '' end
    || case when r.has_laps and r.session in ('fp1', 'fp2', 'fp3') then ',long_runs' else '' end
    || case when r.has_laps then ',pace,bests' else '' end
    || case when o.season is not null then ',track' else '' end
    || case when t.season is not null then ',telemetry' else '' end as documents,
    case r.session
        when 'fp1' then 1
        when 'fp2' then 2
        when 'fp3' then 3
        when 'sprint-qualifying' then 4
        when 'sprint' then 5
        when 'qualifying' then 6
        else 7
    end as session_number,
    case
        when s.season is not null and d.season is not null then 'schedule,standings'
        when d.season is not null then 'schedule'
        when s.season is not null then 'standings'
        else ''
    end as season_documents
from {{ ref('int_round_sessions') }} as r
left join entered as e on r.season = e.season and r.round = e.round and r.session = e.session
left join outlined as o on r.season = o.season and r.round = o.round and r.session = o.session
left join parted as q on r.season = q.season and r.round = q.round and r.session = q.session
left join told as t on r.season = t.season and r.round = t.round and r.session = t.session
left join standing as s on r.season = s.season
left join scheduled as d on r.season = d.season
