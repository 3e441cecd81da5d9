-- schedule.json of a season.
-- Grain: a round of the season. Key: season, round. Source: base_events. Units: UTC ms; null where there is no such
-- session or only its day is known. Order: season, round.

select
    season,
    round,
    event_name as event,
    circuit_name as circuit,
    locality,
    country,
    {{ ms_of_timestamp('first_practice_at') }} as first_practice_ms,
    {{ ms_of_timestamp('second_practice_at') }} as second_practice_ms,
    {{ ms_of_timestamp('third_practice_at') }} as third_practice_ms,
    {{ ms_of_timestamp('sprint_qualifying_at') }} as sprint_qualifying_ms,
    {{ ms_of_timestamp('sprint_at') }} as sprint_ms,
    {{ ms_of_timestamp('qualifying_at') }} as qualifying_ms,
    {{ ms_of_timestamp('race_at') }} as race_ms,
    cast(race_date as varchar) as race_date
from {{ ref('base_events') }}
