-- Events: rounds of the seasons, and races outside a championship as round 0.
-- Grain: an event. Key: sk_event (event_id, "2025-01"). Sources: int_round_sessions, base_events, dim_circuit.
-- Units: UTC timestamps; null where there is no such session, or only its day is known.

select
    {{ surrogate_key([event_id('r.season', 'r.round')]) }} as sk_event,
    {{ event_id('r.season', 'r.round') }} as event_id,
    r.season as event_season_year,
    r.round as event_round_number,
    r.event_name,
    coalesce(e.race_date, cast({{ timestamp_of_ms('r.start_ms') }} as date)) as event_race_date,
    cast(e.race_at as time) as event_race_time,
    c.sk_circuit,
    e.event_url,
    e.first_practice_at as event_first_practice,
    e.second_practice_at as event_second_practice,
    e.third_practice_at as event_third_practice,
    e.qualifying_at as event_qualifying,
    e.sprint_qualifying_at as event_sprint_qualifying,
    e.sprint_at as event_sprint,
    e.loaded_at as last_updated
from {{ ref('int_round_sessions') }} as r
left join {{ ref('base_events') }} as e on r.season = e.season and r.round = e.round
left join {{ ref('dim_circuit') }} as c on e.circuit_id = c.circuit_id
where r.session = 'race'
