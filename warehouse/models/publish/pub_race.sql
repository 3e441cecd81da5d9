-- race.json: the race itself.
-- Grain: a round that somebody took part in. Key: season, round. Sources: int_rounds, race_results. Units: UTC ms.
-- Order: season, round.

with drivers as (
    select season, round, count(*) as n_drivers
    from {{ ref('race_results') }}
    group by season, round
)

select
    r.season,
    r.round,
    r.event_name as event,
    r.circuit_name as circuit,
    r.locality,
    r.country,
    r.start_ms,
    r.is_simulated as simulated,
    r.laps,
    r.scheduled_laps
from {{ ref('int_rounds') }} as r
inner join drivers as d on r.season = d.season and r.round = d.round
