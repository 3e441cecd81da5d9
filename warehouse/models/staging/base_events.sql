-- Rounds of a season as the season data has them.
-- Grain: a round. Key: season, round. Source: stg_jolpica_events. Units: UTC timestamps.

select
    season,
    round,
    {{ json_text('record_content', 'raceName') }} as event_name,
    {{ json_text('record_content', 'url') }} as event_url,
    {{ json_text('record_content', 'Circuit.circuitId') }} as circuit_id,
    {{ json_text('record_content', 'Circuit.circuitName') }} as circuit_name,
    {{ json_text('record_content', 'Circuit.url') }} as circuit_url,
    {{ json_text('record_content', 'Circuit.Location.locality') }} as locality,
    {{ json_text('record_content', 'Circuit.Location.country') }} as country,
    try_cast({{ json_text('record_content', 'date') }} as date) as race_date,
    {{ timestamp_of_text(json_text('record_content', 'date'), json_text('record_content', 'time')) }} as race_at,
    {{ timestamp_of_text(
        json_text('record_content', 'FirstPractice.date'), json_text('record_content', 'FirstPractice.time')
    ) }} as first_practice_at,
    {{ timestamp_of_text(
        json_text('record_content', 'SecondPractice.date'), json_text('record_content', 'SecondPractice.time')
    ) }} as second_practice_at,
    {{ timestamp_of_text(
        json_text('record_content', 'ThirdPractice.date'), json_text('record_content', 'ThirdPractice.time')
    ) }} as third_practice_at,
    {{ timestamp_of_text(
        json_text('record_content', 'Qualifying.date'), json_text('record_content', 'Qualifying.time')
    ) }} as qualifying_at,
    {{ timestamp_of_text(
        json_text('record_content', 'Sprint.date'), json_text('record_content', 'Sprint.time')
    ) }} as sprint_at,
    coalesce(
        {{ timestamp_of_text(
            json_text('record_content', 'SprintQualifying.date'), json_text('record_content', 'SprintQualifying.time')
        ) }},
        {{ timestamp_of_text(
            json_text('record_content', 'SprintShootout.date'), json_text('record_content', 'SprintShootout.time')
        ) }}
    ) as sprint_qualifying_at,
    loaded_at
from {{ source('staging', 'stg_jolpica_events') }}
