-- index.json: rounds and what there is of each.
-- Grain: a round. Key: season, round. Sources: int_rounds, base_events, track_outline and others. Units: UTC ms.
-- Order: season descending, round. documents and season_documents are names with commas between them.
-- Complete needs an official result, or for a race outside a championship the flag; laps; and telemetry.

with entered as (
    select season, round, count(*) as n_drivers
    from {{ ref('race_results') }}
    group by season, round
),

outlined as (
    select distinct season, round from {{ ref('track_outline') }}
),

told as (
    select distinct season, round from {{ ref('lap_telemetry') }}
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
    r.event_name as event,
    r.circuit_name as circuit,
    r.start_ms,
    case
        when
            r.is_over and r.has_laps and r.has_telemetry and (r.has_result or r.round = 0)
            then 'complete'
        when r.has_laps or r.has_telemetry or r.has_result then 'partial'
        else 'scheduled'
    end as state,
    r.is_simulated as simulated,
    case when e.n_drivers is not null then 'race' else '' end
    || case when r.has_laps then ',laps,stints,pit_stops,pace,bests' else '' end
    || case when o.season is not null then ',track' else '' end
    || case when t.season is not null then ',telemetry' else '' end as documents,
    case
        when s.season is not null and d.season is not null then 'schedule,standings'
        when d.season is not null then 'schedule'
        when s.season is not null then 'standings'
        else ''
    end as season_documents
from {{ ref('int_rounds') }} as r
left join entered as e on r.season = e.season and r.round = e.round
left join outlined as o on r.season = o.season and r.round = o.round
left join told as t on r.season = t.season and r.round = t.round
left join standing as s on r.season = s.season
left join scheduled as d on r.season = d.season
